"""Projects that may have been entered twice: merged, kept apart, or taken back by a person."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

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
from bayline.platform.reaching import present_reach
from bayline.platform.registers.pages.posting import answered, no_such_deed
from bayline.platform.registers.queries import ends
from bayline.platform.registers.terms import Edit, Values
from bayline.systems.projects.actions.merging import keep_apart, merge, take_back
from bayline.systems.projects.pages.grounds import Linked
from bayline.systems.projects.pages.naming import project_path
from bayline.systems.projects.queries import entries_of
from bayline.systems.projects.rules.entries import DECISIONS, PROJECTS
from bayline.systems.projects.rules.identity.comparing import Relation
from bayline.systems.projects.rules.identity.deciding import SAME, UNDONE, told_apart
from bayline.systems.projects.rules.identity.matching import (
    Doubles,
    Suggestion,
    compared_again,
    told_of,
)
from bayline.systems.projects.rules.listing import PAGE_ROWS

_PAGE = {"twin": False}
_ON = ("two projects", "两个项目")
_CAN = ("they are merged, kept apart, or that is taken back", "只能合并、认定是两个或撤回")
_DECIDED = "decided"
_COMPARED_MOST = 20_000  # projects; more would keep whoever asks waiting for long


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """Two projects that may be one."""

    left: Linked
    left_code: str
    right: Linked
    right_code: str
    look: str
    word: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedRow:
    """What was decided on two projects."""

    key: str
    project: Linked
    into: Linked
    is_merged: bool
    moved: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MergingPage:
    """Pairs to decide on, or what was decided."""

    show: str  # open, decided
    open: int
    decided: int
    is_too_many: bool
    pager: Pager
    pairs: tuple[PairRow, ...]
    rows: tuple[DecidedRow, ...]
    problem: str = ""
    typed: tuple[str, str] = field(default=("", ""), metadata=_PAGE)
    open_address: str = field(metadata=_PAGE)
    decided_address: str = field(metadata=_PAGE)
    here: str = field(metadata=_PAGE)


def merging(request: HttpRequest) -> Answer | HttpResponseBase:
    """Show pairs and decisions, or do what the pressed button says."""
    refuse_past(request)
    if request.method != "POST":
        return _answer(request)
    return answered(request, do=_done, show=_answer, here=_here)


def expired(request: HttpRequest) -> Answer:
    """Show the page again where the token of a form is too old."""
    return _answer(request, _("表单已过期，还没有保存。请再按一次。"), status=403)


def _done(request: HttpRequest) -> None:
    what, key = request.POST.get("do", ""), request.POST.get("decision", "")
    project, into = _typed(request)
    if what == "back" and key:
        take_back(key, edit=_edit(request, f"撤回认定{key}"))
    elif what in {"merge", "two"} and not (project and into):
        raise _unnamed()
    elif what == "merge":
        merge(project, into, edit=_edit(request, f"{project}并入{into}"))
    elif what == "two":
        keep_apart(project, into, edit=_edit(request, f"{project}和{into}是两个项目"))
    else:
        raise no_such_deed(what, _ON, _CAN)


def _edit(request: HttpRequest, reason: str) -> Edit:
    return Edit(by=visitor_of(request).name, at=timezone.now(), reason=reason)


def _typed(request: HttpRequest) -> tuple[str, str]:
    project, into = (request.POST.get(name, "").strip() for name in ("project", "into"))
    return project, into


def _unnamed() -> BaylineError:
    return BaylineError(
        "two projects must be named",
        do="write the codes of both",
        zh=Words("没有写明是哪两个项目", do="请写两个项目的编号"),
    )


def _show(request: HttpRequest) -> str:
    return _DECIDED if request.GET.get("show") == _DECIDED else ""


def _here(request: HttpRequest) -> str:
    number = page_number(request)
    asked = {"show": _show(request), "page": number if number > 1 else 0}
    return asking(reverse("projects-merging"), asked)


class _Pairs(NamedTuple):
    found: Sequence[Suggestion]
    is_too_many: bool = False


@lru_cache(maxsize=2)  # the same until a project, or what was decided on one, changes
def _pairs(_state: Hashable) -> _Pairs:
    projects = entries_of(PROJECTS)
    if len(projects) > _COMPARED_MOST:
        return _Pairs((), is_too_many=True)
    names = {code: _names(values) for code, values in projects.items()}
    reach = present_reach()
    found = compared_again(names, _COMPARED.get(reach))
    if len(_COMPARED) >= _REACHES_MOST:
        _COMPARED.clear()
    _COMPARED[reach] = found
    return _Pairs(told_of(found.found, apart=told_apart(entries_of(DECISIONS).values())))


_COMPARED: dict[Hashable, Doubles] = {}  # by who sees how much, what was found the last time
_REACHES_MOST = 4


def _names(values: Values) -> list[str]:
    others = map(str.strip, values.get("also", "").splitlines())
    return [values.get("name", "") or values["code"], *filter(None, others)]


def _answer(request: HttpRequest, problem: str = "", *, status: int = 200) -> Answer:
    ways, show = addresses(request), _show(request)
    chains = dict(ends())
    pairs = _pairs((present_reach(), chains.get(PROJECTS), chains.get(DECISIONS)))
    decided = [one for one in entries_of(DECISIONS).values() if one["decision"] != UNDONE]
    total = len(decided) if show else len(pairs.found)
    pager = Pager.of(
        page_number(request),
        total,
        size=PAGE_ROWS,
        address=lambda one: ways.to("/projects/merging", show=show, page=one),
    )
    page = MergingPage(
        show=show or "open",
        open=len(pairs.found),
        decided=len(decided),
        is_too_many=pairs.is_too_many,
        pager=pager,
        pairs=() if show else (*_pair_rows(pager.cut(pairs.found, size=PAGE_ROWS), ways),),
        rows=(*_decided_rows(pager.cut(decided, size=PAGE_ROWS), ways),) if show else (),
        problem=problem,
        typed=_typed(request) if problem else ("", ""),
        open_address=ways.to("/projects/merging"),
        decided_address=ways.to("/projects/merging", show=_DECIDED),
        here=_here(request),
    )
    return Answer(context=page, template="projects/merging.html", status=status)


def _pair_rows(shown: Sequence[Suggestion], ways: Addresses) -> Iterator[PairRow]:
    names = _known({code for one in shown for code in one[:2]})
    for one in shown:
        is_same = one.relation is Relation.SAME
        yield PairRow(
            left=_linked(one.left, names, ways),
            left_code=one.left,
            right=_linked(one.right, names, ways),
            right_code=one.right,
            look="good" if is_same else "unknown",
            word=_("像是同一项目") if is_same else _("拿不准"),
            reason=one.reason_en if is_english() else one.reason,
        )


def _decided_rows(shown: Sequence[Values], ways: Addresses) -> Iterator[DecidedRow]:
    names = _known({code for one in shown for code in (one["project"], one["into"])})
    for one in shown:
        lines = one.get("moved", "").splitlines()
        yield DecidedRow(
            key=one["code"],
            project=_linked(one["project"], names, ways),
            into=_linked(one["into"], names, ways),
            is_merged=one["decision"] == SAME,
            moved=sum(1 for line in lines if not line.startswith(f"{PROJECTS} ")),
            address=ways.to(f"/registers/{DECISIONS}/{one['code']}"),
        )


def _known(codes: set[str]) -> Mapping[str, Values]:
    return entries_of(PROJECTS, field="code", codes=codes) if codes else {}


def _linked(code: str, names: Mapping[str, Values], ways: Addresses) -> Linked:
    known = names.get(code)
    if known is None:  # merged into another one: its own page leads there
        return Linked(label=code, address=ways.to(f"/registers/{PROJECTS}/{code}"))
    return Linked(label=known.get("name", "") or code, address=ways.to(project_path(code)))
