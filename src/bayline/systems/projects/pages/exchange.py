"""Packages of projects on the web: download one, or choose one, see what it changes, confirm.

The file travels inside the page, so that nothing is kept here until it is confirmed.
"""

import base64
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, islice

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.engines.documents.refusals import DocumentError, Reason, megabytes
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.addresses import addresses
from bayline.platform.asking import refuse_past
from bayline.platform.bulk import without_collecting
from bayline.platform.pages import Answer, is_english, refused, said
from bayline.platform.people.terms import Audience
from bayline.platform.people.visiting import visitor_of
from bayline.platform.registers.pages.forms import edit_of
from bayline.platform.registers.pages.items import changes_of
from bayline.platform.registers.terms import Register
from bayline.systems.projects.actions.exchanging import take_package
from bayline.systems.projects.pages import background
from bayline.systems.projects.pages.exchange_context import (
    Counted,
    EntryView,
    ExchangePage,
    FaultView,
    ProjectView,
    Result,
)
from bayline.systems.projects.queries import counted_stages, lines_at
from bayline.systems.projects.queries.incoming import Incoming, Row, incoming
from bayline.systems.projects.queries.packages import declarations, own_region, package
from bayline.systems.projects.rules.entries import PROJECTS

_TEMPLATE = "projects/exchange.html"
_CARRIED_MOST = 16 * 2**20
_SHOWN_MOST = 50
_NAME_LONGEST = 200
_DIGITS_MOST = 9


def exchange(request: HttpRequest) -> Answer:
    """Show where packages go out and come in."""
    refuse_past(request)
    return Answer(context=_page(request), template=_TEMPLATE)


def download(request: HttpRequest) -> Answer | HttpResponseBase:
    """Hand over the projects that whoever asks may see as one package."""
    if request.GET.get("as_of", "").strip():
        return refused(_not_then(), status=400)
    with without_collecting():
        found = package(prefix="", at=timezone.now())
    if not found.package["projects"]:  # a package without projects is none
        return refused(_nothing(), status=404)
    response = HttpResponse(found.text, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="projects-oc4ids.json"'
    return response


def _not_then() -> BaylineError:
    return BaylineError(
        "a package holds projects as they are now",
        where="as_of",
        why="a package says on which day it was published, and that is today",
        do="leave the day out; the lists can be exported as of a day",
        zh=Words(
            "项目包只有现在的样子", "包里写的是今天的发布日期", "请去掉日期；清单可以按日期导出"
        ),
    )


def _nothing() -> BaylineError:
    return BaylineError(
        "there is no project to download",
        do="come back once projects are recorded and published",
        zh=Words("没有可以下载的项目", do="请在项目收录并发布以后再来"),
    )


def take(request: HttpRequest) -> Answer | HttpResponseBase:
    """Show what a chosen package would change, or store what was confirmed."""
    refuse_past(request)
    page = _page(request)
    if request.method != "POST":
        return Answer(context=page, template=_TEMPLATE)
    try:
        name, data = _carried(request)
        return _looked_at(request, page, name, data)
    except BaylineError as error:
        refusal = replace(page, problem=said(error))
        return Answer(context=refusal, template=_TEMPLATE, status=422)


def expired(request: HttpRequest) -> Answer:
    """Show the page again where the token of its form is too old."""
    sentence = _("表单已过期，还没有写入。请重新选择文件。")
    page = replace(_page(request), problem=sentence)
    return Answer(context=page, template=_TEMPLATE, status=403)


def _page(request: HttpRequest) -> ExchangePage:
    ways, stored = addresses(request), request.GET.get("stored", "")
    is_number = stored.isascii() and stored.isdigit() and len(stored) < _DIGITS_MOST
    return ExchangePage(
        total=sum(counted_stages(lines_at(None)).values()),
        prefix=own_region().oc4ids_prefix,
        download=ways.to("/projects/exchange/package.json"),
        may_take=visitor_of(request).may(Audience.WRITE),
        stored=stored if is_number else "",
        reason=edit_of(request).reason,
        take_address=reverse("projects-exchange-take"),
        here=reverse("projects-exchange"),
        list_address=ways.to("/projects"),
    )


def _carried(request: HttpRequest) -> tuple[str, bytes]:
    """Take the chosen file, or the one that came with the page.

    Raises:
        DocumentError: No file came, or it is too large to travel.
    """
    upload = request.FILES.get("file")
    if isinstance(upload, UploadedFile):
        name, data = (upload.name or "").replace("\\", "/").rpartition("/")[2], upload.read()
    else:
        name, data = request.POST.get("name", ""), _unpacked(request)
    name = "".join(filter(str.isprintable, name))[:_NAME_LONGEST] or "package.json"
    if not data:
        raise DocumentError(Reason.EMPTY, where=name)
    if len(data) > _CARRIED_MOST:
        raise DocumentError(Reason.TOO_LARGE, where=name, limit=megabytes(_CARRIED_MOST))
    return name, data


def _unpacked(request: HttpRequest) -> bytes:
    try:
        return base64.b64decode(request.POST.get("document", ""), validate=True)
    except ValueError:
        return b""


def _looked_at(
    request: HttpRequest, page: ExchangePage, name: str, data: bytes
) -> Answer | HttpResponseBase:
    status, problem = 200, ""
    if request.POST.get("do") == "confirm":
        try:
            return HttpResponseRedirect(_stored(request, name, data), status=303)
        except BaylineError as error:  # somebody stored an entry at this very moment
            status, problem = 409, said(error)
    with without_collecting():
        found = incoming(name, data)
    shown = replace(
        page,
        problem=problem,
        result=_result(found),
        name=name,
        document=base64.b64encode(data).decode("ascii") if found.rows else "",
    )
    return Answer(context=shown, template=_TEMPLATE, status=422 if found.faults else status)


def _stored(request: HttpRequest, name: str, data: bytes) -> str:
    """Store what was confirmed, or let a job store what is much; give the address that tells.

    Raises:
        BaylineError: What would be stored has changed since, or is refused.
    """
    edit, basis = edit_of(request), request.POST.get("basis", "") or "none"
    with without_collecting():
        found = incoming(name, data)
        if len(found.rows) > background.ROWS_AT_ONCE and found.basis == basis:
            number = background.ask_for_package(edit, name=name, data=data, basis=basis)
            return reverse("job", kwargs={"number": number})
        stored = take_package(name, data, edit=edit, basis=basis)
    return f"{reverse('projects-exchange')}?stored={len(stored.rows)}"


def _result(found: Incoming) -> Result:
    registers = declarations()
    publisher = found.head.get("publisher", {})
    projects = (_projects(found.rows, {*found.new}, registers)) if found.rows else iter(())
    touched = len(found.new) + len(found.changed)
    return Result(
        file=found.name,
        publisher=publisher.get("name", ""),
        total=found.total,
        new=len(found.new),
        changed=len(found.changed),
        same=found.same,
        entries=tuple(_counted(found.rows, registers)),
        projects=tuple(islice(projects, _SHOWN_MOST)),
        projects_more=max(0, touched - _SHOWN_MOST),
        faults=tuple(_faults(found)),
        faults_count=len(found.faults),
        faults_more=max(0, len(found.faults) - _SHOWN_MOST),
        is_edition=bool(found.replaces),
        basis=found.basis,
    )


def _faults(found: Incoming) -> Iterator[FaultView]:
    english = is_english()
    for one in found.faults[:_SHOWN_MOST]:
        message = one.message_en if english else one.message
        yield FaultView(path=one.path, rule=one.rule, message=message)


def _counted(rows: Sequence[Row], registers: dict[str, Register]) -> Iterator[Counted]:
    english = is_english()
    for name, of_register in groupby(rows, key=lambda row: row.register):
        title = registers[name].called(english=english)
        yield Counted(register=name, title=title, count=len([*of_register]))


def _projects(
    rows: Iterable[Row], new: set[str], registers: dict[str, Register]
) -> Iterator[ProjectView]:
    by_project: dict[str, list[Row]] = {}
    for row in rows:
        by_project.setdefault(row.project, []).append(row)
    for code, of_project in by_project.items():
        named = (row.values["name"] for row in of_project if row.register == PROJECTS)
        yield ProjectView(
            code=code,
            name=next(named, code),
            is_new=code in new,
            entries=tuple(_entry(row, registers[row.register]) for row in of_project),
        )


def _entry(row: Row, register: Register) -> EntryView:
    return EntryView(
        register=row.register,
        title=register.called(english=is_english()),
        key=row.key,
        is_new=not row.old,
        is_gone=row.is_gone,
        changes=() if row.is_gone or not row.old else changes_of(register, row.old, row.values),
    )
