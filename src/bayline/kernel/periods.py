"""Periods that figures hold for: half-open runs of days that know how precisely they were stated.

"2021" and 1 January to 31 December 2021 are the same days but not the same statement, so a period
keeps its precision and its text in EDTF (ISO 8601-2:2019), the notation that archives use.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Self

from bayline.kernel.errors import BaylineError

_DAY = timedelta(days=1)


class Precision(StrEnum):
    """The calendar unit that a period was stated in."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    YEARS = "years"  # several whole years: a plan, a decade


_MONTHS = {
    Precision.MONTH: 1,
    Precision.QUARTER: 3,
    Precision.HALF: 6,
    Precision.YEAR: 12,
    Precision.YEARS: 12,
}
_FINEST_FIRST = tuple(Precision)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days from start up to, not including, end.

    Attributes:
        start: First day; None if it is open.
        end: First day after; None if it is open.
        precision: The calendar unit it was stated in.
        edtf: Its text in EDTF; two periods are equal whatever their texts.
    """

    start: date | None
    end: date | None
    precision: Precision
    edtf: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.start >= self.end:
            raise BaylineError(
                f"a period from {self.start} to {self.end}",
                why="a period holds at least one day and its end comes after its start",
                do="give the earlier day first",
            )
        object.__setattr__(self, "edtf", self.edtf or _printed(self))

    @classmethod
    def inclusive(
        cls, first: date | None, last: date | None, *, precision: Precision = Precision.DAY
    ) -> Self:
        """Make a period from its first and last day, both inside it; None is open."""
        end = None if last is None or last == date.max else last + _DAY
        return cls(start=first, end=end, precision=precision)

    @property
    def last(self) -> date | None:
        """The last day inside; None if the end is open."""
        return None if self.end is None else self.end - _DAY

    def __contains__(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def contains(self, other: "Period") -> bool:
        """Tell whether every day of the other lies in this period."""
        starts = self.start is None or (other.start is not None and self.start <= other.start)
        ends = self.end is None or (other.end is not None and other.end <= self.end)
        return starts and ends

    def overlaps(self, other: "Period") -> bool:
        """Tell whether the two share a day."""
        return _before(self.start, other.end) and _before(other.start, self.end)

    def intersect(self, other: "Period") -> "Period | None":
        """Return the days that both share, in the coarsest precision that states them exactly."""
        if not self.overlaps(other):
            return None
        start = max((day for day in (self.start, other.start) if day is not None), default=None)
        end = min((day for day in (self.end, other.end) if day is not None), default=None)
        for period in (self, other):
            if (start, end) == (period.start, period.end):
                return period
        finer = min(self.precision, other.precision, key=_FINEST_FIRST.index)
        aligned = _is_boundary(start, finer) and _is_boundary(end, finer)
        return Period(start=start, end=end, precision=finer if aligned else Precision.DAY)


def year(number: int) -> Period:
    """Make the period of a calendar year."""
    return _calendar(number, month=1, precision=Precision.YEAR)


def month(number: int, of_year: int) -> Period:
    """Make the period of a calendar month, 1 to 12."""
    return _calendar(of_year, month=number, precision=Precision.MONTH)


def quarter(number: int, of_year: int) -> Period:
    """Make the period of a quarter, 1 to 4."""
    return _calendar(of_year, month=3 * number - 2, precision=Precision.QUARTER)


def half(number: int, of_year: int) -> Period:
    """Make the period of a half-year, 1 or 2."""
    return _calendar(of_year, month=6 * number - 5, precision=Precision.HALF)


def day(of: date) -> Period:
    """Make the period of one day."""
    return Period.inclusive(of, of)


@lru_cache(maxsize=8_192)  # days come again and again
def parse(text: str) -> Period:
    """Read a period from EDTF.

    Understood are years, months and days (level 0), intervals with open ends (`2021/..`), decades
    and centuries (`202X`, level 1), and of level 2 quarters (33 to 36) and half-years (40, 41).

    Raises:
        BaylineError: If the text is none of these or names no day of the calendar.
    """
    first, slash, second = text.partition("/")
    try:
        period = _between(first, second) if slash else _single(text)
    except (ValueError, OverflowError):
        raise _refusal(text) from None
    return Period(start=period.start, end=period.end, precision=period.precision, edtf=text)


def parse_if(text: str) -> Period | None:
    """Read a period; None where the text is empty or none."""
    try:
        return parse(text) if text else None
    except BaylineError:
        return None


def _between(first: str, second: str) -> Period:
    if first in {"", ".."} and second in {"", ".."}:
        raise ValueError
    begin = None if first in {"", ".."} else _single(first)
    finish = None if second in {"", ".."} else _single(second)
    stated = [end.precision for end in (begin, finish) if end is not None]
    finest = min(stated, key=_FINEST_FIRST.index)
    return Period(
        start=begin.start if begin else None,
        end=finish.end if finish else None,
        precision=Precision.YEARS if finest is Precision.YEAR else finest,
    )


def _single(text: str) -> Period:
    parts = text.split("-")
    if not all(part.isascii() and part.isalnum() for part in parts):
        raise ValueError
    if [len(part) for part in parts] not in ([4], [4, 2], [4, 2, 2]):
        raise ValueError
    if len(parts) == 3:  # noqa: PLR2004 - year, month and day
        return day(date(*(int(part) for part in parts)))
    return _years(text) if len(parts) == 1 else _part_of_year(int(parts[0]), int(parts[1]))


def _years(text: str) -> Period:
    known = text.rstrip("X")
    if known == text:
        return year(int(text))
    span: int = 10 ** (4 - len(known))
    first = int(known) * span
    return Period(
        start=date(first, 1, 1), end=_first_day(first + span, 1), precision=Precision.YEARS
    )


def _part_of_year(number: int, part: int) -> Period:
    if 33 <= part <= 36:  # noqa: PLR2004 - EDTF numbers quarters 33 to 36
        return quarter(part - 32, number)
    if part in {40, 41}:
        return half(part - 39, number)
    return month(part, number)


def _refusal(text: str) -> BaylineError:
    return BaylineError(
        f"{text!r} is not a period",
        why="it is no EDTF date such as 2021, 2021-03, 2021-03-03, 2021-33 or 2021/2025",
        do="write years with four digits, months and days with two",
    )


def _calendar(number: int, *, month: int, precision: Precision) -> Period:
    try:
        start = date(number, month, 1)
    except ValueError:
        raise _refusal(f"{precision} from month {month} of {number}") from None
    index = month - 1 + _MONTHS[precision]
    end = _first_day(number + index // 12, index % 12 + 1)
    return Period(start=start, end=end, precision=precision)


def _first_day(number: int, month: int) -> date | None:
    # The calendar of the program ends with the year 9999; a period that reaches its end is open.
    return date(number, month, 1) if number <= date.max.year else None


def _before(start: date | None, end: date | None) -> bool:
    return start is None or end is None or start < end


def _is_boundary(of: date | None, precision: Precision) -> bool:
    if of is None or precision is Precision.DAY:
        return True
    return of.day == 1 and (of.month - 1) % _MONTHS[precision] == 0


def _printed(period: Period) -> str:
    aligned = _is_boundary(period.start, period.precision) and _is_boundary(
        period.end, period.precision
    )
    precision = period.precision if aligned else Precision.DAY
    first = ".." if period.start is None else _name(period.start, precision)
    last = ".." if period.last is None else _name(period.last, precision)
    return first if first == last != ".." else f"{first}/{last}"


def _name(of: date, precision: Precision) -> str:
    parts = {
        Precision.DAY: f"-{of.month:02}-{of.day:02}",
        Precision.MONTH: f"-{of.month:02}",
        Precision.QUARTER: f"-{32 + (of.month + 2) // 3}",
        Precision.HALF: f"-{39 + (of.month + 5) // 6}",
    }
    return f"{of.year:04}{parts.get(precision, '')}"
