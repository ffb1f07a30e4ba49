"""Axes: a stretch of values or of days over a stretch of a picture, with round steps."""

from collections.abc import Iterator
from datetime import date
from math import floor, log10
from typing import NamedTuple

_YEAR_DAYS = 366
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


class Scale(NamedTuple):
    """Values from low to high, laid over a picture from first to last."""

    low: float
    high: float
    first: float
    last: float

    def at(self, value: float) -> float:
        """Give where a value lies."""
        span = self.high - self.low or 1.0
        return self.first + (value - self.low) / span * (self.last - self.first)


def round_steps(low: float, high: float, *, most: int) -> tuple[float, ...]:
    """Give round values within a stretch.

    Args:
        low: Where it begins.
        high: Where it ends, above `low`.
        most: How many there may be at most, two or more.
    """
    rough = (high - low) / most
    size = 10.0 ** floor(log10(rough))
    step = next(one * size for one in _STEPS if one * size >= rough * (1 - 1e-9))
    begin = -floor(-low / step)
    count = floor(high / step) - begin + 1
    return tuple((begin + index) * step for index in range(max(0, count)))


class Day(NamedTuple):
    """A day of the axis: the first of a year, or of a month."""

    day: date
    is_year: bool


def round_days(first: date, last: date, *, most: int) -> tuple[Day, ...]:
    """Give the first days of years, or of months where there are fewer than two years.

    Args:
        first: Where the stretch begins.
        last: Where it ends.
        most: How many there may be at most.
    """
    is_short = (last - first).days <= _YEAR_DAYS * 2
    found = [*(_months if is_short else _years)(first, last)]
    step = -(-len(found) // most) or 1
    return tuple(Day(day, not is_short) for day in found[::step])


def _years(first: date, last: date) -> Iterator[date]:
    begin = first.year + (first > date(first.year, 1, 1))
    return (date(year, 1, 1) for year in range(begin, last.year + 1))


def _months(first: date, last: date) -> Iterator[date]:
    for index in range(12 * first.year + first.month - 1, 12 * last.year + last.month):
        day = date(index // 12, index % 12 + 1, 1)
        if day >= first:
            yield day
