"""The publisher's desk: see what would be published, publish it, and take back what must go."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError
from bayline.platform.addresses import addresses
from bayline.platform.asking import typed_line
from bayline.platform.freezing.actions import publish
from bayline.platform.freezing.lying import snapshots
from bayline.platform.freezing.previewing import Preview, Waiting, preview
from bayline.platform.jobs.actions import ask_for
from bayline.platform.packs.actions import open_documents
from bayline.platform.pages import Answer, refused, said
from bayline.platform.people.visiting import visitor_of
from bayline.platform.publishing import queries
from bayline.platform.publishing.actions import retract
from bayline.platform.publishing.terms import Retracted
from bayline.platform.record.queries import source_by_id, sources_by_hash
from bayline.surfaces.publications import item, line_of

_TITLE, _REASON, _NAME = 80, 300, 64
_AT_ONCE = 50_000  # claims that are published while a page waits; more are by a job
_HASH = 64
_MOST_OPENED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLine:
    """A claim that would be new, or gone."""

    printed: str
    about: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InsideLine:
    """A document that stays inside."""

    sha256: str
    title: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLine:
    """A register that would be shown, and how often its entries were written since."""

    title: str
    altered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPage:
    """What would be published now."""

    title: str
    moment: datetime
    documents: int
    claims: int
    added: int
    gone: int
    added_first: tuple[WaitingLine, ...]
    gone_first: tuple[WaitingLine, ...]
    kept_back: tuple[InsideLine, ...]  # documents that are not named as public
    kept_back_rest: int
    registers: tuple[RegisterLine, ...]
    before: str  # title of the publication before; empty before the first
    is_large: bool
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BackPage:
    """The form that takes back a document or a figure."""

    kind: str
    name: str
    reason: str
    problem: str


def new(request: HttpRequest) -> Answer | HttpResponseBase:
    """Show what would be published, and publish it."""
    if request.method != "POST":
        return _asked(request)
    title, now = typed_line(request, "title", _TITLE), timezone.now()
    try:
        if preview(now).claims > _AT_ONCE:
            number = ask_for("publish", owner=_by(request), at=now, arguments={"title": title})
            return HttpResponseRedirect(reverse("job", kwargs={"number": number}), status=303)
        made = publish(snapshots(), title=title, by=_by(request), at=now)
    except BaylineError as error:
        return _asked(request, title=title, problem=said(error), status=400)
    return HttpResponseRedirect(line_of(made, addresses(request)).address, status=303)


def opened(request: HttpRequest) -> Answer | HttpResponseBase:
    """Let the documents that were ticked be published with the next publication."""
    address = addresses(request).to("/publications/new", as_of="")
    if request.method == "POST":
        found = sources_by_hash(request.POST.getlist("document")[:_MOST_OPENED])
        names = [one.name for one in found.values()]
        open_documents(names, by=visitor_of(request).name, at=timezone.now())
    return HttpResponseRedirect(address, status=303)


def new_expired(request: HttpRequest) -> Answer:
    """Give the form back whose token has expired, with the title that was typed."""
    sentence = _("表单已过期，还没有发布。期名还在，请再按一次“立即发布”。")
    return _asked(request, title=typed_line(request, "title", _TITLE), problem=sentence, status=403)


def _by(request: HttpRequest) -> str:
    return visitor_of(request).name


def _asked(
    request: HttpRequest, *, title: str = "", problem: str = "", status: int = 200
) -> Answer:
    now = timezone.now()
    found = preview(now)
    context = _new_page(request, found, title=title, problem=problem, now=now)
    return Answer(context=context, template="publications/new.html", status=status)


def _new_page(
    request: HttpRequest, found: Preview, *, title: str, problem: str, now: datetime
) -> NewPage:
    to, before = addresses(request), queries.latest()

    def lines(waiting: tuple[Waiting, ...]) -> tuple[WaitingLine, ...]:
        return tuple(
            WaitingLine(printed=one.quote, about=one.about, address=to.figure(one.id))
            for one in waiting
        )

    return NewPage(
        title=title or _("%(day)s发布") % {"day": timezone.localtime(now).date().isoformat()},
        moment=now,
        documents=len(found.documents),
        claims=found.claims,
        added=found.added,
        gone=found.gone,
        added_first=lines(found.added_first),
        gone_first=lines(found.gone_first),
        kept_back=tuple(
            InsideLine(sha256=one.sha256, title=one.title, address=to.document(one.sha256))
            for one in found.kept_back
        ),
        kept_back_rest=found.kept_back_rest,
        registers=tuple(
            RegisterLine(title=one.title, altered=found.altered[one.name] if before else 0)
            for one in found.registers
        ),
        before=before.title if before else "",
        is_large=found.claims > _AT_ONCE,
        problem=problem,
    )


def withdraw(request: HttpRequest, identifier: str) -> Answer | HttpResponseBase:
    """Take a publication back."""
    try:
        found = queries.publication(identifier)
    except BaylineError as error:
        return refused(error, status=404)
    address = line_of(found, addresses(request)).address
    if request.method != "POST":
        return HttpResponseRedirect(address)
    reason = typed_line(request, "reason", _REASON)
    one = Retracted(publication=found.id, reason=reason, by=_by(request), recorded=timezone.now())
    try:
        retract(one)
    except BaylineError as error:
        return item(request, found, problem=said(error), status=400)
    return HttpResponseRedirect(address, status=303)


def withdraw_expired(request: HttpRequest) -> Answer:
    """Say that the token has expired and nothing was taken back."""
    match = request.resolver_match
    identifier = str(match.kwargs["identifier"]) if match else ""
    sentence = _("表单已过期，还没有撤下。请再写一次原因。")
    try:
        return item(request, queries.publication(identifier), problem=sentence, status=403)
    except BaylineError as error:
        return refused(error, status=404)


def taken_back(request: HttpRequest) -> Answer | HttpResponseBase:
    """Take a document or a figure back from all publications."""
    if request.method != "POST":
        form = BackPage(
            kind=request.GET.get("kind", "claim"),
            name=request.GET.get("name", "")[:_NAME],
            reason="",
            problem="",
        )
        return Answer(context=form, template="publications/retract.html")
    form = _back_form(request, "")
    now, is_document = timezone.now(), form.kind == "document"
    try:
        one = Retracted(
            source=_whole_hash(form.name) if is_document else "",
            claim="" if is_document else form.name,
            reason=form.reason,
            by=_by(request),
            recorded=now,
        )
        retract(one)
    except BaylineError as error:
        form = _back_form(request, said(error))
        return Answer(context=form, template="publications/retract.html", status=400)
    return HttpResponseRedirect(addresses(request).to("/publications", as_of=""), status=303)


def taken_back_expired(request: HttpRequest) -> Answer:
    """Give the form back whose token has expired."""
    form = _back_form(request, _("表单已过期，还没有撤下。内容都在，请再按一次“撤下”。"))
    return Answer(context=form, template="publications/retract.html", status=403)


def _back_form(request: HttpRequest, problem: str) -> BackPage:
    return BackPage(
        kind=typed_line(request, "kind", _NAME),
        name=typed_line(request, "name", _NAME),
        reason=typed_line(request, "reason", _REASON),
        problem=problem,
    )


def _whole_hash(name: str) -> str:
    """Give the whole hash of a document that is named by its first digits."""
    return name if len(name) == _HASH else source_by_id(name).sha256
