"""Rates of a year over the projects of the record: who counts, who is counted, who cannot be.

What was planned for the year is taken from every plan due in it, moved since or not; what was
reached, from the stages. A day that is known too coarsely leaves a project neither in nor out, and
the numerator is then a range.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from bayline.kernel.bounds import Bound
from bayline.kernel.figures import Figure, total
from bayline.kernel.periods import Period
from bayline.systems.projects.rules.courses import Stone, reached_in
from bayline.systems.projects.rules.rates import Convention, Rate, RateKind, rate
from bayline.systems.projects.terms import Amount, AmountKind, Stage

_COUNT = "个"
_PLANNED = frozenset({Stage.STARTED, Stage.COMPLETED})
NO_YEAR = 0  # the reserve is no plan for a year


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A project of a denominator.

    Attributes:
        project: Its code.
        planned: When it was to get there, or entered the reserve.
        reached: When it got there; None where that is not on record.
        is_in: Whether it stands in the numerator; None where its day is known too coarsely.
    """

    project: str
    planned: Period
    reached: Period | None
    is_in: bool | None


class Planned(NamedTuple):
    """A start or completion that was planned for a year, by the last plan for that year.

    Or a stay in the reserve.

    Attributes:
        stage: Started or completed; reserved.
        year: The year; `NO_YEAR` of the reserve.
        planned: When it was to get there; when it entered the reserve.
        reached: When it got there; None where that is not on record.
    """

    stage: Stage
    year: int
    planned: Period
    reached: Period | None


class Tally(NamedTuple):
    """How many projects a rate divides by, how many of them are in, and of how many none can say.

    Attributes:
        whole: All of them.
        sure: Those that got there.
        unsure: Those whose day is known too coarsely.
    """

    whole: int
    sure: int
    unsure: int


class Lack(StrEnum):
    """Why a project is left out of the investment completion rate."""

    PLAN = "plan"  # completed investment without a plan for the year
    DONE = "done"  # a plan, and nothing stated from the beginning of the year on
    DIFFERS = "differs"  # two plans for the year that cannot both be true
    NOTHING = "nothing"  # a plan of nothing, which no work can be a share of
    CURRENCY = "currency"  # the two in different currencies, or not in yuan


@dataclass(frozen=True, slots=True, kw_only=True)
class Invested:
    """A project with what was planned for the year and what was done.

    Attributes:
        project: Its code.
        planned: The plan; None where there is none.
        done: What was completed from the first day of the year on; None where that is not stated.
        through: The last day that this counts.
        lack: Why it is left out; None where it counts.
    """

    project: str
    planned: Figure | None
    done: Figure | None
    through: date | None
    lack: Lack | None


def started(courses: Mapping[str, Sequence[Stone]], *, year: int, day: date) -> list[Counted]:
    """Give the projects whose start was planned for a year, by code."""
    return _planned_for(courses, Stage.STARTED, year=year, day=day)


def completed(courses: Mapping[str, Sequence[Stone]], *, year: int, day: date) -> list[Counted]:
    """Give the projects whose completion was planned for a year, by code."""
    return _planned_for(courses, Stage.COMPLETED, year=year, day=day)


def _planned_for(
    courses: Mapping[str, Sequence[Stone]], stage: Stage, *, year: int, day: date
) -> list[Counted]:
    return [
        counted_of(code, one.planned, one.reached, day=day)
        for code in sorted(courses)
        for one in planned_in_years(courses[code])
        if one.stage is stage and one.year == year
    ]


def planned_in_years(stones: Sequence[Stone]) -> Iterator[Planned]:
    """Give the starts and completions of a project that were planned for years."""
    last: dict[tuple[Stage, int], Period] = {}
    for one in stones:
        year = year_of(one.on)
        if one.is_planned and one.stage in _PLANNED and year is not None:
            last[one.stage, year] = one.on
    reached = reached_in(stones) if last else {}
    for (stage, year), planned in last.items():
        yield Planned(stage, year, planned, reached.get(stage))


def reserve_in(stones: Sequence[Stone]) -> Iterator[Planned]:
    """Give the stay of a project in the reserve, if it was there, with when it started."""
    reached = reached_in(stones)
    if Stage.RESERVED in reached:
        begun = reached.get(Stage.STARTED)
        yield Planned(Stage.RESERVED, NO_YEAR, reached[Stage.RESERVED], begun)


def counted_of(code: str, planned: Period, reached: Period | None, *, day: date) -> Counted:
    """Say whether a project stands in the numerator on a day."""
    return Counted(project=code, planned=planned, reached=reached, is_in=_is_reached(reached, day))


def is_of_year(period: Period, year: int) -> bool:
    """Tell whether a period lies in a year."""
    return year_of(period) == year


def year_of(period: Period) -> int | None:
    """Give the year that a period lies in; None where it lies in none alone."""
    if period.start is None or period.last is None or period.start.year != period.last.year:
        return None
    return period.start.year


def tally_of(counted: Sequence[Counted]) -> Tally:
    """Count the projects of a rate."""
    return Tally(
        whole=len(counted),
        sure=sum(1 for one in counted if one.is_in),
        unsure=sum(1 for one in counted if one.is_in is None),
    )


def _is_reached(period: Period | None, day: date) -> bool | None:
    if period is None or (period.start is not None and period.start > day):
        return False
    return True if period.last is not None and period.last <= day else None


def converted(courses: Mapping[str, Sequence[Stone]], *, year: int, day: date) -> list[Counted]:
    """Give the projects that were in reserve in a year up to a day, by code.

    Those that had started before the year began are no longer in reserve.
    """
    return [
        counted_of(code, one.planned, one.reached, day=day)
        for code in sorted(courses)
        for one in reserve_in(courses[code])
        if _is_reserved(one, year, day)
    ]


def _is_reserved(of: Planned, year: int, day: date) -> bool:
    begins = of.planned.start
    left = of.reached.last if of.reached else None
    return (begins is None or begins <= day) and (left is None or left >= date(year, 1, 1))


def count_rate(kind: RateKind, tally: Tally, *, convention: Convention) -> Rate:
    """Divide those that got there by all of them.

    Raises:
        BaylineError: If there are none to divide by.
    """
    whole, sure, unsure = tally
    part = Figure.exactly(sure, _COUNT)
    if unsure:
        most = Decimal(sure + unsure)
        part = Figure.stated_as(Decimal(sure), _COUNT, bound=Bound.RANGE, high=most)
    return rate(kind, part, Figure.exactly(whole, _COUNT), convention=convention)


def invested(amounts: Iterable[tuple[str, Amount]], *, year: int, day: date) -> list[Invested]:
    """Give the projects with a plan for a year, or with investment completed in it, by code.

    Args:
        amounts: Amounts with the project they are of.
        year: The year.
        day: What was reported for later than this day does not count.
    """
    groups: dict[str, list[Amount]] = {}
    for code, amount in amounts:
        if amount.period is not None and is_of_year(amount.period, year):
            groups.setdefault(code, []).append(amount)
    known = [_invested(code, groups[code], year, day) for code in sorted(groups)]
    return [one for one in known if one is not None]


def _invested(code: str, amounts: Sequence[Amount], year: int, day: date) -> Invested | None:
    whole = Period.inclusive(date(year, 1, 1), date(year, 12, 31))
    plans = [
        one.figure
        for one in amounts
        if one.kind is AmountKind.ANNUAL_PLAN
        and one.period is not None
        and (one.period.start, one.period.last) == (whole.start, whole.last)
    ]
    done, through = _chained(
        [one for one in amounts if one.kind is AmountKind.COMPLETED], date(year, 1, 1), day
    )
    if not plans and done is None:
        return None
    return Invested(
        project=code,
        planned=plans[-1] if plans else None,
        done=done,
        through=through,
        lack=_lack(plans, done),
    )


def _lack(plans: Sequence[Figure], done: Figure | None) -> Lack | None:
    if not plans:
        return Lack.PLAN
    if len({*(one.unit for one in plans), *([done.unit] if done else []), "CNY"}) > 1:
        return Lack.CURRENCY
    if any(a.disjoint(b) for a, b in pairwise(plans)):
        return Lack.DIFFERS
    if plans[-1].high == 0:
        return Lack.NOTHING
    return Lack.DONE if done is None else None


def _chained(
    amounts: Sequence[Amount], first: date, day: date
) -> tuple[Figure | None, date | None]:
    """Add what was completed without a gap from the first day of the year on.

    Of several reports that begin on one day the longest counts: it holds the others.
    """
    parts: list[Figure] = []
    begin, through = first, None
    while True:
        next_ = max(_beginning(amounts, begin, day), key=lambda one: one[0], default=None)
        if next_ is None:
            return (total(parts) if parts else None), through
        through, figure = next_[0], next_[1]
        parts.append(figure)
        begin = date.fromordinal(through.toordinal() + 1)


def _beginning(amounts: Iterable[Amount], begin: date, day: date) -> Iterator[tuple[date, Figure]]:
    for one in amounts:
        last = one.period.last if one.period else None
        if one.period and one.period.start == begin and last is not None and last <= day:
            yield last, one.figure


def investment_of(known: Sequence[Invested], *, convention: Convention) -> Rate:
    """Divide what was done by what was planned, over the projects that state both.

    Raises:
        BaylineError: If none does.
    """
    both = [one for one in known if one.lack is None]
    part = total((one.done for one in both if one.done), unit="CNY")
    whole = total((one.planned for one in both if one.planned), unit="CNY")
    return rate(RateKind.INVESTMENT, part, whole, convention=convention)


def common_day(known: Sequence[Invested]) -> date | None:
    """Give the day that all reports reach; None where they end on different days."""
    days = {one.through for one in known if one.lack is None}
    return next(iter(days)) if len(days) == 1 else None
