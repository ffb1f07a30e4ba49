"""Projects and the statistics: started and not in them, ready to be registered, slips unsigned."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of, page_number
from bayline.platform.listing import Pager
from bayline.platform.pages import Answer, is_english, said
from bayline.platform.registers.terms import Values
from bayline.systems.projects.pages import words
from bayline.systems.projects.pages.grounds import Grounds, Linked, asked_by
from bayline.systems.projects.pages.statistics_context import (
    Found,
    StatisticsPage,
    StatisticsRow,
    Tab,
)
from bayline.systems.projects.pages.vouchers import rule_word, without
from bayline.systems.projects.queries import entries_of, names_in
from bayline.systems.projects.queries.registering import (
    Unregistered,
    started_codes,
    unregistered,
)
from bayline.systems.projects.rules.entries import AMOUNTS, ENTERED, PROJECTS
from bayline.systems.projects.rules.listing import PAGE_ROWS
from bayline.systems.projects.rules.registering.candidates import (
    planned_entry,
    unsigned_in,
)
from bayline.systems.projects.terms import AmountKind

_LISTS = ("started", "ready", "unsigned", "vouchers")
_RULES = {"vouchers": "vouchers"}  # the others go by what a project must cost


def statistics(request: HttpRequest) -> Answer:
    """Show which projects are missing in the statistics, could be registered, or lack a slip."""
    at, ways = as_of(request), addresses(request)
    chosen = request.GET.get("list", "")
    name = chosen if chosen in _LISTS else _LISTS[0]
    day = timezone.localtime(at).date() if at else timezone.localdate()
    entered = entries_of(ENTERED, at=at)
    year = _year(request, day)
    judging = _Judging.of(entered, day, at)
    lists: dict[str, Sequence[Found | str]] = {
        "started": judging.started,
        "ready": judging.ready,
        "unsigned": sorted(_unsigned(entered.values())),
        "vouchers": sorted(without(entered, year=year, at=at)),
    }
    asked = lists[name]
    size, address = PAGE_ROWS, lambda one: _other(ways, name, one, year)
    pager = Pager.of(page_number(request), len(asked), size=size, address=address)
    shown = pager.cut(asked, size=size)
    page = StatisticsPage(
        list=name,
        day=day.isoformat(),
        year=year,
        rule=rule_word(_RULES.get(name, "project"), _last_day(year) if name in _RULES else day),
        tabs=tuple(_tab(each, lists, name, ways) for each in _LISTS),
        rows=(*_rows(judging.found(shown), entered, ways, at),),
        pager=pager,
    )
    return Answer(context=page, template="projects/statistics.html")


def _year(request: HttpRequest, day: date) -> int:
    typed = request.GET.get("year", "")
    is_year = typed.isascii() and typed.isdigit() and len(typed) == len("2021")
    return int(typed) if is_year and int(typed) else day.year


def _last_day(year: int) -> date:
    return date(year, 12, 31)


def _tab(name: str, lists: Mapping[str, Sequence[object]], here: str, ways: Addresses) -> Tab:
    word = {
        "started": _("开工未入统"),
        "ready": _("可入统未申报"),
        "unsigned": _("凭证缺签章"),
        "vouchers": _("缺凭证"),
    }
    return Tab(
        name=name,
        word=word[name],
        count=len(lists[name]),
        is_here=name == here,
        address=_other(ways, name, 0),
    )


def _other(ways: Addresses, name: str, number: int, year: int = 0) -> str:
    asked = name if name != _LISTS[0] else ""
    of = year if name in _RULES else 0
    return ways.to("/projects/statistics", list=asked, year=of, page=number)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judging:
    """Which projects are missing in the statistics.

    Attributes:
        entered: Entries into the statistics, by project.
        started: Codes of the projects that are under way, belong in them and are not there.
        ready: Those of them that lack nothing, and nobody applied for.
        day: By the rules of this day.
        at: As the registers stood then; None for now.
    """

    entered: Mapping[str, Values]
    started: Sequence[str]
    ready: Sequence[Found]
    day: date
    at: datetime | None

    @classmethod
    def of(cls, entered: Mapping[str, Values], day: date, at: datetime | None) -> "_Judging":
        """Judge those with an entry; without one a project lacks its slip, and is not ready."""
        by_project = {one["project"]: one for one in entered.values()}
        judged = {
            one.project: _found(one)
            for one in unregistered([*by_project], by_project, day=day, at=at)
        }
        others = [one for one in started_codes(day, at) if one not in by_project]
        return cls(
            entered=by_project,
            started=sorted([*others, *judged]),
            ready=[
                one
                for code, one in judged.items()
                if not one.lacks and not by_project[code].get("applied")
            ],
            day=day,
            at=at,
        )

    def found(self, shown: Sequence[Found | str]) -> Iterator[Found]:
        """Judge the projects of a page that are only named."""
        codes = [one for one in shown if isinstance(one, str)]
        judged = unregistered(codes, self.entered, day=self.day, at=self.at)
        yield from map(_found, judged)
        yield from (one for one in shown if isinstance(one, Found))


def _found(one: Unregistered) -> Found:
    if one.listed is None:
        return Found(one.project, one.stage, "", (said(one.error),) if one.error else ())
    lacks = tuple(gap.en if is_english() else gap.zh for gap in one.listed.gaps)
    return Found(one.project, one.stage, one.listed.scope.value, lacks)


def _unsigned(entered: Iterable[Values]) -> Iterator[Found]:
    for values, parties in unsigned_in(entered):
        lacks = tuple(party.en if is_english() else party.zh for party in parties)
        yield Found(values["project"], None, "", lacks)


def _stand_in(stated: Values | None) -> str:
    """Name the amount that a project is judged by where it states no planned total."""
    is_planned = stated is None or stated["kind"] == AmountKind.PLANNED_INVESTMENT
    return "" if is_planned or stated is None else words.kind_word(AmountKind(stated["kind"]))


def _rows(
    shown: Iterable[Found], entered: Mapping[str, Values], ways: Addresses, at: datetime | None
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
            by_kind=_stand_in(stated),
            form=one.form if one.form.startswith("206") else "",
            lacks=one.lacks,
            entry_address=grounds.entry(ENTERED, key) if key else "",
        )
