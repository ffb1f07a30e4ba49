"""报告: drafts by period for the office, issued reports for everybody."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.packs import queries as packs
from bayline.platform.pages import Answer, is_english, said
from bayline.platform.people.visiting import is_staff
from bayline.platform.publishing.queries import publications
from bayline.platform.registers import queries as registers
from bayline.platform.registers.asking import Ask
from bayline.platform.registers.terms import Register
from bayline.platform.reporting import editions, queries, templates
from bayline.platform.reporting.terms import Cadence, Edition, Issued, Template
from bayline.surfaces.publications import Line, line_of

_FEW = 5
_CHOICES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionLine:
    """One edition of a template: its draft, and whether it was issued."""

    name: str
    called: str
    address: str
    is_issued: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An entry that a report can be made for."""

    key: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateLine:
    """A template with the editions that are offered; or why it cannot be used.

    Of one that is made for an entry the first entries are offered by name, and the way to all.
    """

    name: str
    title: str
    example: str
    hint: str
    editions: tuple[EditionLine, ...]
    problem: str
    choices: tuple[Choice, ...] = ()
    register: str = ""
    register_address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedLine:
    """An issued report in a list."""

    id: str
    title: str
    address: str
    moment: datetime
    snapshot: str
    recorded: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsPage:
    """Drafts for the office, issued reports, the latest publications."""

    title: str
    templates: tuple[TemplateLine, ...]
    issued: tuple[IssuedLine, ...]
    publications: tuple[Line, ...]
    feed: str
    subscribe: str  # where the office finds feeds of its own; empty for others


def reports(request: HttpRequest) -> Answer:
    """List drafts and issued reports."""
    to, is_inside = addresses(request), is_staff(request)
    issued = queries.issues()
    context = ReportsPage(
        title=_("报告"),
        templates=_templates(issued, to) if is_inside else (),
        issued=tuple(issued_line(one, to) for one in issued),
        publications=tuple(line_of(one, to) for one in publications()[:_FEW]),
        feed=to.to("/reports.atom", as_of=""),
        subscribe=to.to("/subscriptions", as_of="") if is_inside else "",
    )
    return Answer(context=context, template="reports/list.html")


def opened(request: HttpRequest) -> HttpResponseBase:
    """Lead from the form that names an edition to its draft."""
    to = addresses(request)
    name, edition = (request.GET.get(key, "").strip() for key in ("template", "period"))
    path = f"/reports/{name}/{edition}" if name.isascii() and edition else "/reports"
    return HttpResponseRedirect(to.to(path.replace("//", "/"), as_of=""))


def issued_line(one: Issued, to: Addresses) -> IssuedLine:
    """Show an issued report in a line."""
    return IssuedLine(
        id=one.id,
        title=title_of(one),
        address=to.to(f"/reports/issued/{one.id}", as_of=""),
        moment=one.moment,
        snapshot=one.publication,
        recorded=one.recorded,
    )


def title_of(one: Issued) -> str:
    """Name an issued report in the language of the page, as its document does."""
    facts = queries.document_of(one, "en" if is_english() else "zh")
    called = facts["called"]
    return (
        f"{facts['title']}, {called}"
        if facts["language"] == "en"
        else f"{facts['title']}（{called}）"
    )


def _templates(issued: tuple[Issued, ...], to: Addresses) -> tuple[TemplateLine, ...]:
    names = templates.template_names()
    return tuple(_line(name, issued, to) for name in names)


def _line(name: str, issued: tuple[Issued, ...], to: Addresses) -> TemplateLine:
    try:
        of = templates.template(name)
    except BaylineError as error:
        return TemplateLine(
            name=name, title=name, example="", hint="", editions=(), problem=said(error)
        )
    taken = {one.edition for one in issued if one.template == name}
    offered = _offered(of, taken, timezone.localdate())
    hints = {
        Cadence.MONTH: _("月份，如"),
        Cadence.QUARTER: _("季度，如"),
        Cadence.YEAR: _("年份，如"),
        Cadence.ENTRY: _("编号，如"),
    }
    declared = _register(of)
    return TemplateLine(
        name=name,
        title=of.called(english=is_english()),
        example=offered[0].name if offered else "",
        hint=hints[of.cadence],
        editions=tuple(
            EditionLine(
                name=one.name,
                called=editions.called(one, english=is_english()),
                address=to.to(f"/reports/{name}/{one.name}", as_of=""),
                is_issued=one.name in taken,
            )
            for one in offered
        ),
        problem="",
        choices=_choices(declared) if declared else (),
        register=declared.called(english=is_english()) if declared else "",
        register_address=to.to(f"/registers/{declared.name}") if declared else "",
    )


def _register(of: Template) -> Register | None:
    try:
        return registers.register(of.register) if of.register else None
    except BaylineError:  # the template says so itself when it is opened
        return None


def _choices(declared: Register) -> tuple[Choice, ...]:
    """Name the first entries of a register; personal names stay closed."""
    label = declared.field(declared.label)
    is_open = label is not None and not label.personal
    return tuple(
        Choice(key=one.key, name=one.values.get(declared.label, "") if is_open else "")
        for one in registers.entries_behind(declared, Ask(), key="", size=_CHOICES)
    )


def _offered(of: Template, taken: set[str], today: date) -> list[Edition]:
    """Offer the last period that ended, the one that the template names, and those begun."""
    names = {of.opens, *taken} - {""}
    if of.cadence is not Cadence.ENTRY:
        names.add(editions.edition_name(editions.last_ended(of.cadence, today)))
    folder = f"{templates.TEXTS}{of.name}/"
    names |= {path.removeprefix(folder).rsplit(".", 2)[0] for path in packs.versions(folder)}
    found = []
    for name in sorted(names, reverse=True):
        try:
            found.append(editions.edition_of(name, of.cadence))
        except BaylineError:  # a file of another kind of period lies there
            continue
    return found
