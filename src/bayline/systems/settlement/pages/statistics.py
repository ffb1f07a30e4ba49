"""Many settlements together, and what settling directly has saved; small cells are not shown."""

from dataclasses import dataclass

from django.http import HttpRequest

from bayline.platform.addresses import addresses
from bayline.platform.pages import Answer
from bayline.systems.settlement.actions.following import follow_journal
from bayline.systems.settlement.pages import words
from bayline.systems.settlement.pages.present import only_now
from bayline.systems.settlement.queries import cases as known
from bayline.systems.settlement.queries.indicators import PERSONS, saved_shown
from bayline.systems.settlement.rules.cases import INSURED, TREATING
from bayline.systems.settlement.rules.statistics import conventions
from bayline.systems.settlement.rules.suppressing import TOTAL, shown

_SIDES = (TREATING, INSURED, TOTAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthLine:
    """A month, or all of them under an empty name; None where a count is not shown."""

    month: str
    counts: tuple[int | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """What direct settlement has saved."""

    trips: int
    advanced: str
    workdays: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsPage:
    """What is told of many settlements."""

    sides: tuple[str, ...]
    rows: tuple[MonthLine, ...]
    minimum: int
    saved: SavedView | None
    source: str
    is_example: bool
    home_address: str


def statistics(request: HttpRequest) -> Answer:
    """Show counts by month, and what was saved."""
    only_now(request)
    follow_journal()
    told, cells = conventions(), known.monthly()
    page = StatisticsPage(
        sides=tuple(words.side_word(side) for side in (TREATING, INSURED)),
        rows=_rows(cells, told.minimum),
        minimum=told.minimum,
        saved=_saved(),
        source=told.source,
        is_example=known.has_examples(),
        home_address=addresses(request).to("/settlement"),
    )
    return Answer(context=page, template="settlement/statistics.html")


def _rows(cells: dict[tuple[str, str], int], minimum: int) -> tuple[MonthLine, ...]:
    if not cells:
        return ()
    months = sorted({month for month, _ in cells})
    full = {(month, side): cells.get((month, side), 0) for month in months for side in _SIDES[:2]}
    table = shown(full, minimum=minimum)
    return tuple(
        MonthLine(
            month="" if month == TOTAL else month,
            counts=tuple(table[month, side] for side in _SIDES),
        )
        for month in (*months, TOTAL)
    )


def _saved() -> SavedView | None:
    """Give what was saved, unless that is few, or a month that is not told follows from it."""
    by_month, told = known.saved_monthly(), conventions()
    found = known.added(by_month.values())
    if not found.settled or saved_shown(by_month)[TOTAL, PERSONS] is None:
        return None
    return SavedView(
        trips=told.trips * found.person_months,
        advanced=words.money(found.advanced),
        workdays=told.workdays,
    )
