"""Taking a document in from the form: kept and read, or the form given back with the reason."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.addresses import is_web_address
from bayline.kernel.errors import BaylineError
from bayline.platform.pages import Answer
from bayline.platform.record.queries import edition_after, source_by_hash
from bayline.platform.record.terms import Handed
from bayline.systems.reading.actions.auditing import PAGE_LIMITS
from bayline.systems.reading.actions.receiving import receive, receive_unless_named
from bayline.systems.reading.pages.context import Problem
from bayline.systems.reading.pages.documents import documents_answer
from bayline.systems.reading.pages.forms import Asked, FormError, unreadable
from bayline.systems.reading.pages.intake import (
    Intake,
    Namesake,
    carrying,
    handed_of,
    hash_of,
    intake_of,
)
from bayline.systems.reading.pages.ways import Ways
from bayline.systems.reading.queries import namesakes


def take_in(request: HttpRequest) -> Answer | HttpResponseBase:
    """Take in what was sent, or ask back, or say why not."""
    ways = Ways(request)
    if request.method != "POST":
        return HttpResponseRedirect(f"{ways.documents()}#new")
    form = Intake(is_open=True)
    try:
        form = intake_of(request)
        handed = handed_of(request, form)
    except FormError as refused:
        return _given_back(request, form, (refused.problem,), status=refused.status)
    form = carrying(form, handed)
    problems = _missing(form, handed)
    if problems:
        return _given_back(request, form, problems, status=400)
    return _kept(request, form, handed) or _taken(request, form, handed)


def expired(request: HttpRequest) -> Answer:
    """Give a form back whose token has expired, with its file."""
    sentence = _("表单已过期，还没有收存。内容都在，请再按一次“收存并读取”。")
    form = Intake(is_open=True)
    try:
        form = intake_of(request)
        form = carrying(form, handed_of(request, form))
    except FormError:
        pass  # nothing was sent that could be kept in the form
    return _given_back(request, form, (Problem(field="file", sentence=sentence),), status=403)


def _given_back(
    request: HttpRequest, form: Intake, problems: tuple[Problem, ...], *, status: int
) -> Answer:
    return documents_answer(request, None, replace(form, problems=problems), status=status)


def _missing(form: Intake, handed: Handed) -> tuple[Problem, ...]:
    problems = []
    if not form.name and not form.title:
        sentence = _("贴入的文字没有标题。请写一个标题，列表里好找。")
        problems.append(Problem(field="title", sentence=sentence))
    if form.url and not is_web_address(form.url):
        sentence = _("“%(url)s”不是网址。请写成 https:// 开头，或留空。") % {"url": form.url}
        problems.append(Problem(field="url", sentence=sentence))
    wrong = _not_to_correct(handed.replaces) if handed.replaces else ""
    if wrong:
        problems.append(Problem(field="replaces", sentence=wrong))
    return tuple(problems)


def _not_to_correct(digest: str) -> str:
    """Say why a document cannot be corrected; empty where it can."""
    found = source_by_hash(digest)
    if found is None:
        return _("要更正的文件不在资料里。请重新选择。")
    later = edition_after(found)
    if later is None:
        return ""
    told = {"title": later.title or later.name}
    return _("要更正的文件已有更正版“%(title)s”。请选这份更正版，两份才接得上。") % told


def _kept(request: HttpRequest, form: Intake, handed: Handed) -> Answer | None:
    """Say that the same bytes are kept already."""
    found = source_by_hash(hash_of(handed))
    if found is None:
        return None
    told = replace(
        form,
        document="",
        name="",
        kept_title=found.title,
        kept_address=Ways(request).document(found.sha256),
    )
    return documents_answer(request, None, told)


def _asked_back(request: HttpRequest, form: Intake, handed: Handed) -> Answer:
    """Ask whether a file of a known name is a new edition or another document."""
    ways = Ways(request)
    named = (
        Namesake(sha256=sha256, title=title, published=day, address=ways.document(sha256))
        for sha256, title, day in namesakes(handed.name)
    )
    return documents_answer(request, None, replace(form, namesakes=tuple(named)))


def _taken(request: HttpRequest, form: Intake, handed: Handed) -> Answer | HttpResponseBase:
    is_sure = bool(handed.replaces or form.edition)
    take = receive if is_sure else receive_unless_named
    try:
        recorded = take(handed, by=form.by, at=timezone.now(), limits=PAGE_LIMITS)
    except BaylineError as error:
        refused = unreadable(error, Asked(published=None, name=form.name))
        kept = replace(form, document="", name="")  # what cannot be read is chosen anew
        return _given_back(request, kept, (refused.problem,), status=refused.status)
    if recorded is None:
        return _asked_back(request, form, handed)
    known = None if recorded.is_new else _kept(request, form, handed)  # another came first
    if known:
        return known
    address = Ways(request).named("document", recorded.source.id, new="1")
    return HttpResponseRedirect(address)
