"""核稿: a draft in, its figures marked and recomputed, nothing stored."""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bayline.engines.documents.writers import Signed
from bayline.kernel.english import DRAFT
from bayline.kernel.errors import BaylineError
from bayline.platform.pages import Answer, is_twin
from bayline.platform.people.visiting import visitor_of
from bayline.systems.reading.actions import auditing as actions
from bayline.systems.reading.actions.comparing import audit_beside_record
from bayline.systems.reading.pages.choosing import Chosen, chosen
from bayline.systems.reading.pages.context import AuditPage, Form, Problem, result_of
from bayline.systems.reading.pages.forms import (
    Asked,
    FormError,
    asked_of,
    carried,
    form_of,
    form_with_file,
    unreadable,
)
from bayline.systems.reading.queries import sample_draft

_TEMPLATE = "reading/audit.html"


def audit(request: HttpRequest) -> HttpResponseBase | Answer:
    """Show the empty box, or check what was sent and show the result."""
    if request.method != "POST":
        text = sample_draft() if request.GET.get("sample") else ""
        return Answer(context=AuditPage(form=Form(text=text)), template=_TEMPLATE)
    return _checked(request, _shown)


def download(request: HttpRequest) -> HttpResponseBase | Answer:
    """Check what was sent and hand the result over as a file; nothing was kept from before."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("audit"))
    return _checked(request, _handed_over)


def expired(request: HttpRequest) -> Answer:
    """Give a form back whose token has expired: with its text, with its file if that can travel."""
    try:
        form = form_with_file(request)
    except FormError:
        form = Form()
    sentence = _("表单已过期，或浏览器没有送回 cookie，还没有核对。内容都在，请再按一次“核对”。")
    problem = Problem(field="text", sentence=sentence)
    return Answer(context=AuditPage(form=form, problems=(problem,)), template=_TEMPLATE, status=403)


_Showing = Callable[[HttpRequest, Form, Asked], HttpResponseBase | Answer]


def _checked(request: HttpRequest, show: _Showing) -> HttpResponseBase | Answer:
    """Answer a form, or give it back with the reason and its input."""
    form = Form()
    try:
        form = form_of(request)
        return show(request, form, asked_of(request, form))
    except FormError as refused:
        page = AuditPage(form=form, problems=(refused.problem,))
        return Answer(context=page, template=_TEMPLATE, status=refused.status)


def _shown(request: HttpRequest, form: Form, asked: Asked) -> Answer:
    return _page(request, asked, chosen(_audited(asked), form))


def _page(request: HttpRequest, asked: Asked, found: Chosen) -> Answer:
    """Show the result; what was refused makes no other page, but another status."""
    kept = replace(found.form, name=asked.name, document="")
    if asked.name:
        kept = replace(kept, text="", document=carried(asked.content))
    part = None if is_twin(request) else found.form.part  # as JSON a draft is given whole
    result = result_of(found.audited, found.deals, found.notices, asked=part)
    kept = replace(kept, part=str(result.part or ""))
    is_refused = found.notices or any(deal.problem for deal in found.deals)
    page = AuditPage(form=kept, result=result)
    return Answer(context=page, template=_TEMPLATE, status=422 if is_refused else 200)


def _handed_over(request: HttpRequest, form: Form, asked: Asked) -> HttpResponse | Answer:
    """Hand the result over, unless that would silently leave out something that was chosen."""
    found = chosen(_audited(asked), form)
    if found.notices:
        return _page(request, asked, found)
    try:
        made = actions.written(
            found.audited,
            form=request.POST.get("as", ""),
            lang="en" if get_language() == "en" else "zh",
            original=asked.content or None,
            signed=_signed(request),
        )
    except BaylineError as error:
        raise unreadable(error, asked) from error
    response = HttpResponse(made.content, content_type=made.media_type)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(made.name)}"
    return response


def _signed(request: HttpRequest) -> Signed:
    """Sign what is changed in a file with the visitor's name."""
    return Signed(visitor_of(request).name or _("核稿"), timezone.now())


def _audited(asked: Asked) -> actions.Audited:
    try:
        if asked.name:
            document = actions.opened(asked.name, asked.content)
        else:
            document = actions.pasted(
                asked.text, name=DRAFT if get_language() == "en" else _("文稿")
            )
        return audit_beside_record(document, published=asked.published)
    except BaylineError as error:
        raise unreadable(error, asked) from error
