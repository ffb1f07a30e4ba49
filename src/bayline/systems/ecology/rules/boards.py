"""Sections over a period out of the sums that are kept: classes, shares, what each rests on."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from bayline.kernel.periods import Period
from bayline.systems.ecology.rules.assessing import Books, Section, assessed_section
from bayline.systems.ecology.rules.intake.summing import NOTHING, Sums, added
from bayline.systems.ecology.rules.overviews import books_of
from bayline.systems.ecology.rules.periods import last_day, period_of
from bayline.systems.ecology.terms import Station, WaterClass

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_YEAR, _MONTH = 4, 7  # characters of a name
UNITS = ("sections", "days", "samples")


class Stood(NamedTuple):
    """A section over a period.

    Attributes:
        station: The section.
        section: Its assessment.
        sums: Of its samples.
    """

    station: Station
    section: Section
    sums: Sums


class Tally(NamedTuple):
    """How many of some unit are within class III, out of how many that have a class.

    Attributes:
        unit: sections, days or samples.
        within: Of classes I to III.
        decided: That have a class.
        undecided: That have none.
    """

    unit: str
    within: int
    decided: int
    undecided: int

    @property
    def share(self) -> Fraction | None:
        """The share within; None where nothing has a class."""
        return Fraction(self.within, self.decided) if self.decided else None


def kind_of(period: str) -> str:
    """Tell what a period is by its name: 2021, 2021-Q2, 2021-04."""
    if len(period) == _YEAR:
        return "year"
    return "quarter" if "Q" in period else "month"


def months_of(period: str) -> tuple[str, ...]:
    """Give the months of a period."""
    last = last_day(period)
    first = last.month - _MONTHS[kind_of(period)] + 1
    return tuple(f"{last.year}-{month:02d}" for month in range(first, last.month + 1))


def is_exactly(said: Period, period: str) -> bool:
    """Tell whether a stretch of time is exactly the period of a name."""
    if said.start is None:
        return False
    first = f"{said.start:%Y-%m-%d}"
    return first == f"{months_of(period)[0]}-01" and said.last == last_day(period)


def is_period(text: str) -> bool:
    """Tell whether a text names a period as this program writes them."""
    try:
        day = last_day(text)
        return text in {period_of(day, kind) for kind in _MONTHS}
    except (ValueError, IndexError):
        return False


def periods_in(months: Iterable[str], kind: str) -> list[str]:
    """Give the periods of a kind that some months lie in, the newest first."""
    days = (date(int(month[:4]), int(month[5:_MONTH]), 1) for month in months)
    return sorted({period_of(day, kind) for day in days}, reverse=True)


def offered(periods: Sequence[str], chosen: str, *, most: int) -> list[str]:
    """Choose the periods to offer: those around the one that is shown, the newest, the oldest.

    Args:
        periods: All there are, the newest first.
        chosen: The one that is shown; the newest counts where it is none of them.
        most: How many around it.
    """
    at = periods.index(chosen) if chosen in periods else 0
    start = max(0, min(at - most // 2, len(periods) - most))
    return [*dict.fromkeys((*periods[:1], *periods[start : start + most], *periods[-1:]))]


def stood(
    stations: Sequence[Station], sums: Mapping[tuple[str, str], Sums], period: str
) -> list[Stood]:
    """Assess sections over a period.

    Args:
        stations: The sections that are registered; those without a sample are left out.
        sums: What is kept of them, by code and month.
        period: Its name.

    Raises:
        BaylineError: No standard was in force.
    """
    books, months = books_of(last_day(period)), months_of(period)
    found = []
    for station in stations:
        own = [sums[station.code, month] for month in months if (station.code, month) in sums]
        if any(sum(one.samples) for one in own):
            found.append(_stood(station, own, books, kind_of(period)))
    return found


def _stood(station: Station, own: Sequence[Sums], books: Books, kind: str) -> Stood:
    section = assessed_section(
        station.code, station.body, [one.means() for one in own], books, period=kind
    )
    return Stood(station, section, added(own))


def by_class(some: Iterable[Stood]) -> dict[WaterClass | None, list[Stood]]:
    """Sort sections by class, the best first, those without one last."""
    found: dict[WaterClass | None, list[Stood]] = {}
    for one in some:
        found.setdefault(one.section.water_class, []).append(one)
    return {
        each: found[each] for each in sorted(found, key=lambda one: one or WaterClass.WORSE + 1)
    }


def tallies(some: Sequence[Stood]) -> tuple[Tally, ...]:
    """Count sections, days and samples within class III: three answers to one question."""
    classes = [one.section.water_class for one in some]
    decided = [one for one in classes if one is not None]
    total = added([NOTHING, *(one.sums for one in some)])
    good = sum(one <= WaterClass.III for one in decided)
    return (
        Tally("sections", good, len(decided), len(classes) - len(decided)),
        _tally("days", total.days),
        _tally("samples", total.samples),
    )


def _tally(unit: str, counts: Sequence[int]) -> Tally:
    return Tally(unit, sum(counts[1 : WaterClass.III + 1]), sum(counts[1:]), counts[0])
