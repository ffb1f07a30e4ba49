"""Which project each row of a published list is: suggested, confirmed by a person, taken back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.addresses import Addresses, addresses, asking
from bayline.platform.asking import page_number, refuse_past
from bayline.platform.listing import Pager
from bayline.platform.pages import Answer, is_english
from bayline.platform.people.visiting import visitor_of
from bayline.platform.registers.pages.posting import answered, no_such_deed
from bayline.platform.registers.queries import entries, register
from bayline.platform.registers.terms import Edit, Entry, Values
from bayline.systems.projects.actions import confirm, make_project
from bayline.systems.projects.pages.grounds import Asked, Grounds, Linked, asked_by
from bayline.systems.projects.queries import entries_of
from bayline.systems.projects.rules.entries import LISTED, PROJECTS
from bayline.systems.projects.rules.identity.comparing import Relation
from bayline.systems.projects.rules.identity.matching import Suggestion
from bayline.systems.projects.rules.identity.suggesting import suggested
from bayline.systems.projects.rules.listing import PAGE_ROWS

_PAGE = {"twin": False}
_ON = ("a row", "清单的一行")
_CAN = ("a row is taken for a project, made one, or taken back", "只能认项目、新建或撤回")
_MATCHED = "matched"
_DIGITS_MOST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A project that a row may be."""

    project: Linked
    code: str
    look: str
    word: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowToMatch:
    """A row of a published list."""

    key: str
    version: int
    name: Linked
    list: str
    year: str
    number: str
    section: str
    status: str
    document: Linked | None
    proposal: Proposal | None
    project: Linked | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingPage:
    """Rows without a project, or those that have one."""

    show: str  # open, matched
    open: int
    matched: int
    pager: Pager
    rows: tuple[RowToMatch, ...]
    problem: str = ""
    open_address: str = field(metadata=_PAGE)
    matched_address: str = field(metadata=_PAGE)
    here: str = field(metadata=_PAGE)


def matching(request: HttpRequest) -> Answer | HttpResponseBase:
    """Show rows with what they may be, or do what the pressed button says of one."""
    refuse_past(request)
    if request.method != "POST":
        return _answer(request)
    return answered(request, do=_done, show=_answer, here=_here)


def expired(request: HttpRequest) -> Answer:
    """Show the rows again where the token of a form is too old."""
    return _answer(request, _("表单已过期，还没有保存。请再按一次。"), status=403)


def _done(request: HttpRequest) -> None:
    key, what = request.POST.get("row", ""), request.POST.get("do", "")
    written = request.POST.get("version", "")
    is_number = written.isascii() and written.isdigit() and len(written) <= _DIGITS_MOST
    version = int(written) if is_number else 0
    project = request.POST.get("project", "").strip()
    by, at = visitor_of(request).name, timezone.now()
    if what == "new":
        make_project(key, version=version, edit=Edit(by=by, at=at, reason="由清单新建项目"))
    elif what == "back":
        confirm(key, "", version=version, edit=Edit(by=by, at=at, reason="撤回所认的项目"))
    elif what == "accept" and project:
        edit = Edit(by=by, at=at, reason=f"认作项目{project}")
        confirm(key, project, version=version, edit=edit)
    elif what == "accept":
        raise _unnamed()
    else:
        raise no_such_deed(what, _ON, _CAN)


def _unnamed() -> BaylineError:
    return BaylineError(
        "no project was named for the row",
        do="choose the project that it is, or make a new one",
        zh=Words("没有写明这一行是哪个项目", do="请选所认的项目，或新建项目"),
    )


def _show(request: HttpRequest) -> str:
    return _MATCHED if request.GET.get("show") == _MATCHED else ""


def _here(request: HttpRequest) -> str:
    number = page_number(request)
    asked = {"show": _show(request), "page": number if number > 1 else 0}
    return asking(reverse("projects-matching"), asked)


def _answer(request: HttpRequest, problem: str = "", *, status: int = 200) -> Answer:
    ways, show = addresses(request), _show(request)
    every = entries_of(LISTED)
    parts: dict[bool, list[Values]] = {False: [], True: []}
    for values in every.values():
        parts[bool(values.get("project"))].append(values)
    asked = sorted(parts[show == _MATCHED], key=_place)
    size, address = PAGE_ROWS, lambda one: _other(ways, show, one)
    pager = Pager.of(page_number(request), len(asked), size=size, address=address)
    shown = pager.cut(asked, size=size)
    page = MatchingPage(
        show=show or "open",
        open=len(parts[False]),
        matched=len(parts[True]),
        pager=pager,
        rows=(*_rows(shown, ways),),
        problem=problem,
        open_address=ways.to("/projects/matching"),
        matched_address=ways.to("/projects/matching", show=_MATCHED),
        here=_here(request),
    )
    return Answer(context=page, template="projects/matching.html", status=status)


def _other(ways: Addresses, show: str, number: int) -> str:
    return ways.to("/projects/matching", show=show, page=number)


def _place(values: Values) -> tuple[str, str, str, str]:
    number = values.get("number", "")
    return values["year"], values["list"], number.zfill(_DIGITS_MOST), values["code"]


def _rows(shown: Sequence[Values], ways: Addresses) -> Iterator[RowToMatch]:
    if not shown:
        return
    projects = entries_of(PROJECTS)
    kept = entries(register(LISTED), [values["code"] for values in shown])
    found = _suggested(shown, projects)
    asked: Asked = asked_by(shown)
    grounds = Grounds(asked, ways)
    for values in shown:
        yield _row(kept[values["code"]], found.get(values["code"]), projects, grounds)


def _suggested(shown: Sequence[Values], projects: Mapping[str, Values]) -> dict[str, Suggestion]:
    """Suggest list by list: rows of one list are different projects, those of two may be one."""
    lists: dict[tuple[str, str], dict[str, str]] = {}
    for one in shown:
        if not one.get("project"):
            lists.setdefault((one["list"], one["year"]), {})[one["code"]] = one["name"]
    names = {code: _names(values) for code, values in projects.items()} if lists else {}
    found: dict[str, Suggestion] = {}
    for rows in lists.values():
        found |= suggested(rows, names)
    return found


def _names(values: Values) -> list[str]:
    others = map(str.strip, values.get("also", "").splitlines())
    return [values.get("name", "") or values["code"], *filter(None, others)]


def _row(
    entry: Entry, found: Suggestion | None, projects: Mapping[str, Values], grounds: Grounds
) -> RowToMatch:
    values = entry.values
    project = values.get("project", "")
    return RowToMatch(
        key=entry.key,
        version=entry.version,
        name=Linked(label=values["name"], address=grounds.entry(LISTED, entry.key)),
        list=values["list"],
        year=values["year"],
        number=values.get("number", ""),
        section=values.get("section", ""),
        status=values.get("status", ""),
        document=grounds.document(values["document"]) if values.get("document") else None,
        proposal=_proposal(found, projects, grounds) if found else None,
        project=_project(project, projects, grounds) if project else None,
    )


def _project(code: str, projects: Mapping[str, Values], grounds: Grounds) -> Linked:
    values = projects.get(code)
    if values is None:
        return Linked(label=code)
    return Linked(label=values.get("name", "") or code, address=grounds.project(code))


def _proposal(found: Suggestion, projects: Mapping[str, Values], grounds: Grounds) -> Proposal:
    look, word = {
        Relation.SAME: ("good", _("像是同一项目")),
        Relation.PART: ("differ", _("像是另一部分")),
    }.get(found.relation, ("unknown", _("拿不准")))
    return Proposal(
        project=_project(found.right, projects, grounds),
        code=found.right,
        look=look,
        word=word,
        reason=found.reason_en if is_english() else found.reason,
    )
