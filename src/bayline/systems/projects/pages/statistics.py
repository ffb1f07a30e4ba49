"""Projects and the statistics: started and not in them, ready to be registered, slips unsigned."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of, page_number
from bayline.platform.listing import Pager
from bayline.platform.pages import Answer, is_english, said
from bayline.platform.registers.terms import Values
from bayline.systems.projects.pages import words
from bayline.systems.projects.pages.grounds import Grounds, Linked, Number, asked_by
from bayline.systems.projects.queries import entries_of, names_in, standings
from bayline.systems.projects.rules.entries import AMOUNTS, ENTERED, PROJECTS
from bayline.systems.projects.rules.listing import PAGE_ROWS
from bayline.systems.projects.rules.registering.candidates import (
    candidate_of,
    planned_entry,
    unsigned_in,
)
from bayline.systems.projects.rules.registering.lists import started_not_registered
from bayline.systems.projects.terms import Stage

_PAGE = {"twin": False}
_LISTS = ("started", "ready", "unsigned")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One of the lists, with how many stand in it."""

    name: str
    word: str
    count: int
    is_here: bool
    address: str = field(metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsRow:
    """A project of a list: its form, and what it lacks."""

    project: Linked
    stage_word: str
    planned: Number | None
    form: str
    lacks: tuple[str, ...]
    entry_address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsPage:
    """One of the lists of projects that statistics ask for."""

    day: str
    tabs: tuple[Tab, ...]
    rows: tuple[StatisticsRow, ...]
    pager: Pager


class _Found(NamedTuple):
    """A project that stands in a list."""

    code: str
    stage: Stage | None
    form: str
    lacks: tuple[str, ...]


def statistics(request: HttpRequest) -> Answer:
    """Show which projects are missing in the statistics, could be registered, or lack a slip."""
    at, ways = as_of(request), addresses(request)
    chosen = request.GET.get("list", "")
    name = chosen if chosen in _LISTS else _LISTS[0]
    day = timezone.localtime(at).date() if at else timezone.localdate()
    entered = entries_of(ENTERED, at=at)
    lists = _lists(entered, at, day)
    asked = lists[name]
    size, address = PAGE_ROWS, lambda one: _other(ways, name, one)
    pager = Pager.of(page_number(request), len(asked), size=size, address=address)
    shown = pager.cut(asked, size=size)
    page = StatisticsPage(
        day=day.isoformat(),
        tabs=tuple(_tab(each, lists, name, ways) for each in _LISTS),
        rows=(*_rows(shown, entered, ways, at),),
        pager=pager,
    )
    return Answer(context=page, template="projects/statistics.html")


def _tab(name: str, lists: Mapping[str, list[_Found]], here: str, ways: Addresses) -> Tab:
    word = {"started": _("开工未入统"), "ready": _("可入统未申报"), "unsigned": _("凭证缺签章")}
    return Tab(
        name=name,
        word=word[name],
        count=len(lists[name]),
        is_here=name == here,
        address=_other(ways, name, 0),
    )


def _other(ways: Addresses, name: str, number: int) -> str:
    asked = name if name != _LISTS[0] else ""
    return ways.to("/projects/statistics", list=asked, page=number)


def _lists(
    entered: Mapping[str, Values], at: datetime | None, day: date
) -> dict[str, list[_Found]]:
    started = sorted(_started(entered, at, day))
    applied = {one["project"] for one in entered.values() if one.get("applied")}
    return {
        "started": started,
        "ready": [one for one in started if not one.lacks and one.code not in applied],
        "unsigned": sorted(_unsigned(entered.values())),
    }


def _started(entered: Mapping[str, Values], at: datetime | None, day: date) -> Iterator[_Found]:
    by_project = {one["project"]: one for one in entered.values()}
    for standing in standings(at=at):
        code = standing.project["code"]
        candidate = candidate_of(standing, by_project.get(code))
        try:
            found = started_not_registered([candidate], day=day)
        except BaylineError as error:  # in a foreign currency: no form can be told
            yield _Found(code, standing.stage, "", (said(error),))
            continue
        for each in found:
            lacks = tuple(gap.en if is_english() else gap.zh for gap in each.gaps)
            yield _Found(code, standing.stage, each.scope.value, lacks)


def _unsigned(entered: Iterable[Values]) -> Iterator[_Found]:
    for values, parties in unsigned_in(entered):
        lacks = tuple(party.en if is_english() else party.zh for party in parties)
        yield _Found(values["project"], None, "", lacks)


def _rows(
    shown: Iterable[_Found], entered: Mapping[str, Values], ways: Addresses, at: datetime | None
) -> Iterator[StatisticsRow]:
    found = [*shown]
    codes = {one.code for one in found}
    names = names_in(PROJECTS, codes, at=at)
    amounts = entries_of(AMOUNTS, codes=codes, at=at) if codes else {}
    grounds = Grounds(asked_by(amounts.values()), ways)
    by_project = {one["project"]: key for key, one in entered.items()}
    for one in found:
        stated = planned_entry(each for each in amounts.values() if each["project"] == one.code)
        key = by_project.get(one.code, "")
        where = grounds.project(one.code) if one.code in names else ""
        yield StatisticsRow(
            project=Linked(label=names.get(one.code, one.code), address=where),
            stage_word=words.stage_word(one.stage) if one.stage else "",
            planned=grounds.number(AMOUNTS, stated, "amount") if stated else None,
            form=one.form if one.form.startswith("206") else "",
            lacks=one.lacks,
            entry_address=grounds.entry(ENTERED, key) if key else "",
        )
