"""What is said of a finding, sent by a form: written once, or given back with the reason."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError
from bayline.kernel.findings import Life
from bayline.kernel.visible import shows
from bayline.platform.addresses import addresses
from bayline.platform.pages import Answer, refused, said
from bayline.platform.people.visiting import visitor_of
from bayline.platform.record.terms import FindingChange
from bayline.systems.reading.actions.settling import OvertakenError, UnseenError, settle
from bayline.systems.reading.pages.finding_item import (
    TEMPLATE,
    Complaint,
    SettleForm,
    UnknownFindingError,
    finding_page,
)
from bayline.systems.reading.rules.dates import publication_date

_LONGEST = {"state": 20, "owner": 60, "reason": 2000, "due": 40}


def settled(request: HttpRequest, key: str) -> Answer | HttpResponseBase:
    """Write what was made of a finding, and lead back to it."""
    to = addresses(request)
    if request.method != "POST":
        return HttpResponseRedirect(to.finding(key))
    form = _form(request)
    complaints = tuple(_complaints(form))
    if complaints:
        return _given_back(request, key, form, *complaints, status=400)
    try:
        settle(_change(form, key), seen=form.seen)
    except OvertakenError as overtaken:
        seen = form.seen + len(overtaken.changes)
        return _overtaken(request, key, replace(form, seen=seen), error=overtaken)
    except UnseenError as error:
        complaint = Complaint(field="state", sentence=said(error))
        return _given_back(request, key, replace(form, seen=0), complaint, status=409)
    except BaylineError as error:
        return _given_back(
            request, key, form, Complaint(field="reason", sentence=said(error)), status=400
        )
    return HttpResponseRedirect(f"{to.finding(key)}#life", status=303)


def expired(request: HttpRequest) -> Answer:
    """Give a form back whose token is too old, with what was typed."""
    match = request.resolver_match
    key = str(match.kwargs["key"]) if match else ""
    sentence = _("表单已过期，或浏览器没有送回 cookie，还没有写入。内容都在，请再按一次“写入”。")
    complaint = Complaint(field="state", sentence=sentence)
    return _given_back(request, key, _form(request), complaint, status=403)


def _form(request: HttpRequest) -> SettleForm:
    typed = {
        name: request.POST.get(name, "").strip().replace("\0", "")[:longest]
        for name, longest in _LONGEST.items()
    }
    given = {name: words if shows(words) else "" for name, words in typed.items()}
    seen = request.POST.get("seen", "")
    return SettleForm(
        seen=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 7 else 0,  # noqa: PLR2004 - no life has a million events
        by=visitor_of(request).name,
        **given,
    )


def _complaints(form: SettleForm) -> list[Complaint]:
    found = []
    if form.state not in {*Life}:
        sentence = _("“%(typed)s”不是处理结果。请从列表里选一项。") % {"typed": form.state}
        found.append(Complaint(field="state", sentence=sentence))
    elif form.state != Life.OPEN and not form.reason:
        sentence = _("没有写原因。公众看到的就是这句话，请用一句话写明改了什么，或为什么不必改。")
        found.append(Complaint(field="reason", sentence=sentence))
    if form.due and not _is_day(form.due):
        sentence = _("期限“%(typed)s”不是日期。请写成 2021-11-20，或留空。")
        found.append(Complaint(field="due", sentence=sentence % {"typed": form.due}))
    return found


def _is_day(typed: str) -> bool:
    try:
        publication_date(typed)
    except BaylineError:
        return False
    return True


def _change(form: SettleForm, key: str) -> FindingChange:
    return FindingChange(
        key=key,
        state=form.state,
        owner=form.owner,
        due=publication_date(form.due) if form.due else None,
        reason=form.reason,
        by=form.by,
        recorded=timezone.now(),
    )


def _given_back(
    request: HttpRequest, key: str, form: SettleForm, *complaints: Complaint, status: int
) -> Answer:
    try:
        page = finding_page(request, key, form=form, complaints=complaints)
    except UnknownFindingError as unknown:
        return refused(unknown.reason, status=404)
    return Answer(context=page, template=TEMPLATE, status=status)


def _overtaken(
    request: HttpRequest, key: str, form: SettleForm, *, error: OvertakenError
) -> Answer:
    complaint = Complaint(field="state", sentence=said(error))
    page = finding_page(request, key, form=form, complaints=(complaint,), written=error.changes)
    return Answer(context=page, template=TEMPLATE, status=409)
