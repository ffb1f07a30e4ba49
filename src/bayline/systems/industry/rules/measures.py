"""The measures by name, with the columns each of them asks for beside the values."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bayline.systems.industry.rules import disparity, networking, shifts, specialization
from bayline.systems.industry.rules.grids import grids
from bayline.systems.industry.rules.tables import refuse_unsound
from bayline.systems.industry.terms import Grid, Record, Table, Wish

_ForYear = Callable[[Grid, Wish], Iterator[Record]]
_ForYears = Callable[[list[Grid], Wish], Iterator[Record]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What is measured, and of which columns.

    Attributes:
        take: Measures the years of a table.
        asks: The columns of numbers it takes beside the values, if the table has them.
        needs_industry: Whether a table without industries means nothing to it.
    """

    take: _ForYears
    asks: frozenset[str] = frozenset()
    needs_industry: bool = True


def _each(measure: _ForYear) -> _ForYears:
    """Measure each year by itself; what is refused is refused before anything is given."""

    def take(years: list[Grid], wish: Wish) -> Iterator[Record]:
        made = [measure(grid, wish) for grid in years]
        return (record for records in made for record in records)

    return take


def _compared(measure: _ForYear) -> Measure:
    return Measure(take=_each(measure), asks=frozenset({"other"}))


MEASURES: dict[str, Measure] = {
    "lq": _compared(specialization.location_quotient),
    "hhi": Measure(take=_each(specialization.herfindahl), needs_industry=False),
    "krugman": _compared(specialization.krugman),
    "gini": Measure(
        take=_each(disparity.gini), asks=frozenset({"population", "other"}), needs_industry=False
    ),
    "hoover": Measure(
        take=_each(disparity.hoover), asks=frozenset({"population", "other"}), needs_industry=False
    ),
    "theil": Measure(
        take=_each(disparity.theil), asks=frozenset({"population"}), needs_industry=False
    ),
    "williamson": Measure(
        take=_each(disparity.williamson), asks=frozenset({"population"}), needs_industry=False
    ),
    "shift-share": Measure(take=shifts.shift_share, asks=frozenset({"other"})),
    "rca": _compared(specialization.comparative_advantage),
    "relatedness": Measure(take=_each(networking.relatedness)),
    "density": Measure(take=_each(networking.density)),
    "eci": Measure(take=_each(networking.region_complexity)),
    "pci": Measure(take=_each(networking.industry_complexity)),
}


def measured(table: Table, measure: str, wish: Wish) -> Iterator[Record]:
    """Measure a table.

    Args:
        table: As it was handed in.
        measure: One of `MEASURES`.
        wish: How it is to be taken.

    Returns:
        One object for each result.

    Raises:
        BaylineError: The table cannot be measured, or the result would mean nothing.
    """
    refuse_unsound(table)
    return MEASURES[measure].take(grids(table, wish), wish)
