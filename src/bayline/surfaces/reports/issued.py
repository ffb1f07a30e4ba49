"""An issued report: for reading, for download, and what it changed."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.pages import Answer, is_english, refused
from bayline.platform.people.visiting import is_staff
from bayline.platform.publishing.queries import publication, retractions
from bayline.platform.reporting import queries
from bayline.platform.reporting.comparing import Change
from bayline.platform.reporting.subscribing import changes_since_last
from bayline.platform.reporting.terms import FORMS, Issued
from bayline.surfaces.reports.lists import IssuedLine, issued_line
from bayline.surfaces.reports.showing import ReportView, report_view

_GONE = 410
_OFFICE = "application/vnd.openxmlformats-officedocument"
_TYPES = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """A file of an issued report."""

    name: str
    word: str
    address: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """A figure that is not what it was."""

    about: str
    old: str
    old_address: str
    new: str
    new_address: str
    kind: str
    why: str
    is_same_source: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedLine:
    """A contradiction that was left standing, and why."""

    sentence: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedPage:
    """An issued report."""

    line: IssuedLine
    snapshot_address: str
    by: str
    withheld: str  # why it is not shown; empty where it is
    view: ReportView | None
    files: tuple[FileLine, ...]
    earlier: IssuedLine | None
    changes: tuple[ChangeLine, ...]
    explained: tuple[ExplainedLine, ...]
    recorded: datetime


def issued(request: HttpRequest, identifier: str) -> Answer:
    """Show an issued report."""
    try:
        found = queries.issue(identifier)
    except BaylineError as error:
        return refused(error, status=404)
    to, is_inside = addresses(request), is_staff(request)
    withheld = _withheld(found)
    is_shown = is_inside or not withheld
    language = "en" if is_english() else "zh"
    earlier = queries.earlier_than(found)
    context = IssuedPage(
        line=issued_line(found, to),
        snapshot_address=to.to(f"/publications/{found.publication}", as_of=""),
        by=found.by if is_inside else "",
        withheld=withheld,
        view=report_view(queries.document_of(found, language), to) if is_shown else None,
        files=_files(found, to) if is_shown else (),
        earlier=issued_line(earlier, to) if earlier else None,
        changes=_changes(found, language, to) if is_shown else (),
        explained=_explained(found) if is_shown else (),
        recorded=found.recorded,
    )
    return Answer(context=context, template="reports/issued.html")


def _withheld(found: Issued) -> str:
    """Say why the public is not given a report: what it rests on was taken back since."""
    if publication(found.publication).withdrawn:
        return _("它的快照已撤下。")
    rests = {*found.facts["claims"], *found.facts["sources"]}
    back = (one for one in retractions() if not one.publication)
    if any((one.source or one.claim) in rests for one in back):
        return _("它依据的内容已撤下；请看最新一期。")
    return ""


def _files(found: Issued, to: Addresses) -> tuple[FileLine, ...]:
    words = {"pdf": "PDF", "docx": "Word", "xlsx": _("附表")}
    languages = {"zh": _("中文"), "en": _("英文")}
    return tuple(
        FileLine(
            name=one.name,
            word=f"{words[one.form]} {languages[one.language]}",
            address=to.to(f"/reports/issued/{found.id}/files/{one.name}", as_of=""),
            size=one.size,
            sha256=one.sha256,
        )
        for one in found.files
        if one.form in FORMS
    )


def _changes(found: Issued, language: str, to: Addresses) -> tuple[ChangeLine, ...]:
    earlier = queries.earlier_than(found)
    then = earlier.moment.isoformat() if earlier else ""

    def line(one: Change) -> ChangeLine:
        old = f"/figures/{one.old_claims[0]}" if one.old_claims else ""
        return ChangeLine(
            about=one.about,
            old=one.old,
            old_address=to.to(old, as_of=then) if old else "",
            new=one.new,
            new_address=to.figure(one.claims[0]) if one.claims else "",
            kind=one.kind,
            why=one.why,
            is_same_source=one.is_same_source,
        )

    return tuple(map(line, changes_since_last(found, language=language)))


def _explained(found: Issued) -> tuple[ExplainedLine, ...]:
    key = "sentence_en" if is_english() else "sentence"
    return tuple(
        ExplainedLine(sentence=one[key], reason=one["reason"]) for one in found.facts["explained"]
    )


def file(request: HttpRequest, identifier: str, name: str) -> HttpResponseBase | Answer:
    """Hand over a file of an issued report, byte for byte as it was issued."""
    try:
        found = queries.issue(identifier)
        form = next((one.form for one in found.files if one.name == name), "")
        data = queries.bytes_of(found, name if form in FORMS else "")
    except BaylineError as error:
        return refused(error, status=404)
    if _withheld(found) and not is_staff(request):
        return refused(_taken_back(found), status=_GONE)
    response = HttpResponse(data, content_type=_TYPES[form])
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = f'attachment; filename="{found.edition}.{name}"'
    return response


def _taken_back(found: Issued) -> BaylineError:
    return BaylineError(
        f"the files of report {found.id} are withheld",
        why="something it rests on was taken back",
        do="use the latest report",
        zh=Words(f"{found.id}的文件不再提供", "它依据的内容已撤下", "请用最新的报告"),
    )
