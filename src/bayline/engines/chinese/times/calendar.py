"""From the parts of a mention and a known year to the days they cover.

Everything here is arithmetic on the calendar: no text, no publication date.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import lru_cache

from bayline.engines.chinese.terms import Interval
from bayline.engines.chinese.times.lunar import lunar_day
from bayline.engines.chinese.times.parts import MONTHS, Mention
from bayline.engines.chinese.times.tables import words

Covered = tuple[Interval, str]

_THIS_CENTURY = 2000
# First and last month of 年初, 年中; an end (年底) is what one comes up to, with no first day.
_YEAR_EDGES = {"初": (1, 3), "中": (6, 7)}
_TENDAYS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "初": (1, 10)}
_SEASONS = {1: (3, 5), 2: (6, 8), 3: (9, 11), 4: (12, 14)}


def month_end(year: int, month: int) -> date:
    """Give the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


@lru_cache(maxsize=4096)
def months(year: int, first: int, last: int) -> Interval:
    """Cover months of a year; a last month beyond 12 lies in the next year."""
    carry, month = divmod(last - 1, 12)
    return Interval(date(year, first, 1), month_end(year + carry, month + 1))


def whole_years(first: int, last: int) -> Interval:
    """Cover the years from first to last."""
    return Interval(date(first, 1, 1), date(last, 12, 31))


def within_year(mention: Mention, year: int) -> Covered | None:
    """Cover what a mention names inside a year.

    Args:
        mention: A calendar mention with a part: month, quarter, half, edge, all, holiday ...
        year: The year it lies in.

    Returns:
        The days and their precision, or None if the year has no such day or no year beside it.
    """
    if not MINYEAR < year < MAXYEAR:
        return None
    reader = _PARTS.get(mention.part)
    return reader(mention, year) if reader else (whole_years(year, year), "year")


def _fiscal(_mention: Mention, year: int) -> Covered:
    """Cover the fiscal year that ends in March of a year, as Hong Kong counts."""
    return months(year - 1, 4, 15), "year"


def _school(_mention: Mention, year: int) -> Covered:
    """Cover the school year that ends in the summer of a year."""
    return months(year - 1, 9, 20), "year"


def _half(mention: Mention, year: int) -> Covered:
    half = mention.span[0]
    return months(year, 6 * half - 5, 6 * half), "half"


def _season(mention: Mention, year: int) -> Covered:
    return months(year, *_SEASONS[mention.span[0]]), "season"


def _edge(mention: Mention, year: int) -> Covered:
    detail = mention.detail
    if detail in {"底", "末"}:
        return Interval(None, date(year, 12, 31)), "day"
    if detail == "内":
        return whole_years(year, year), "year"
    return months(year, *_YEAR_EDGES[detail]), "months"


def _quarter(mention: Mention, year: int) -> Covered:
    first, last = mention.span
    covered = months(year, 3 * first - 2, 3 * last)
    if mention.detail == "末":
        return Interval(None, covered.last), "day"
    if mention.detail == "初":
        return months(year, 3 * first - 2, 3 * first - 2), "month"
    return covered, "quarter" if first == last else "quarters"


def _month(mention: Mention, year: int) -> Covered | None:
    first, last = mention.span
    if not (1 <= first <= MONTHS and 1 <= last <= MONTHS):
        return None
    if mention.lunar:
        return _lunar(mention, year)
    if mention.nth:
        return _nth_weekday(mention.nth, year, first)
    if mention.days:
        return _days(mention, year)
    covered = months(year, first, last if last >= first else last + MONTHS)
    return within_month(mention.detail, year, last) or (
        covered,
        "month" if first == last else "months",
    )


def within_month(detail: str, year: int, month: int) -> Covered | None:
    """Cover 上旬, 月初 or 月底 of a month; None when no part of it is named."""
    if detail in {"底", "末"}:
        return Interval(None, month_end(year, month)), "day"
    if detail not in _TENDAYS:
        return None
    first, last = _TENDAYS[detail]
    end = month_end(year, month)
    return Interval(
        date(year, month, first), min(end, date(year, month, min(last, end.day)))
    ), "tendays"


def _days(mention: Mention, year: int) -> Covered | None:
    """Cover days of one month: the days belong to the last month named."""
    month = mention.span[1]
    first, last = mention.days or (1, 1)
    end = month_end(year, month).day
    if not (1 <= first <= end and 1 <= last <= end and first <= last):
        return None
    return Interval(
        date(year, month, first), date(year, month, last)
    ), "day" if first == last else "days"


def _lunar(mention: Mention, year: int) -> Covered | None:
    month = mention.span[0]
    days = mention.days or (1, 29)
    first, last = lunar_day(year, month, days[0]), lunar_day(year, month, days[1])
    if first is None or last is None or first > last:
        return None
    return Interval(first, last), "day" if first == last else "month"


def _nth_weekday(nth: tuple[int, int], year: int, month: int) -> Covered | None:
    weekday, which = nth
    first, end = date(year, month, 1), month_end(year, month)
    if weekday == 0:
        monday = first + timedelta((7 - first.weekday()) % 7 + 7 * (which - 1))
        return Interval(monday, monday + timedelta(6)), "week"
    if which < 0:
        day = end - timedelta((end.weekday() - weekday + 1) % 7)
    else:
        day = first + timedelta((weekday - 1 - first.weekday()) % 7 + 7 * (which - 1))
    return (Interval(day, day), "day") if day <= end else None


def _weeks(mention: Mention, year: int) -> Covered | None:
    first, last = mention.span
    count = date(year, 12, 28).isocalendar().week
    first, last = (first + count + 1, last + count + 1) if first < 0 else (first, last)
    if not 1 <= first <= last <= count:
        return None
    start = date.fromisocalendar(year, first, 1)
    return Interval(
        start, date.fromisocalendar(year, last, 7)
    ), "week" if first == last else "weeks"


def _holiday(mention: Mention, year: int) -> Covered | None:
    day, length = _holiday_day(mention.detail, year)
    if day is None:
        return None
    count = length if mention.span[0] else 1
    return Interval(day, day + timedelta(count - 1)), "day" if count == 1 else "days"


def _holiday_day(name: str, year: int) -> tuple[date | None, int]:
    table = words()
    if name in table.solar:
        month, day, length = table.solar[name]
        return date(year, month, day), length
    if name in table.lunar:
        month, day, length = table.lunar[name]
        return lunar_day(year, month, day), length
    if name in table.weekday:
        month, weekday, which = table.weekday[name]
        covered = _nth_weekday((weekday, which), year, month)
        return (covered[0].first if covered else None), 1
    return qingming(year), 3


def qingming(year: int) -> date:
    """Find 清明, the solar term of early April.

    Source: mean motion of the sun, by the customary formula [0.2422 y + c] - [y / 4], which holds
    for 1940 to 2099.
    """
    past = year % 100
    constant = 4.81 if year >= _THIS_CENTURY else 5.59
    day = int(past * 0.2422 + constant) - past // 4
    return date(year, 4, min(max(day, 4), 6))


_PARTS: dict[str, Callable[[Mention, int], Covered | None]] = {
    "month": _month,
    "quarter": _quarter,
    "half": _half,
    "fiscal": _fiscal,
    "school": _school,
    "season": _season,
    "holiday": _holiday,
    "week": _weeks,
    "edge": _edge,
}


def shifted(day: date, unit: str, count: int) -> date:
    """Move a day by a count of units, to the last day of a shorter month if need be."""
    if unit == "week":
        return _moved(day, 7 * count)
    if unit in {"day", "workday"}:
        return _moved(day, count)
    step = {"month": 1, "quarter": 3, "term": 6, "year": 12, "century": 1200}[unit]
    year, month = divmod(day.year * 12 + day.month - 1 + step * count, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return date.max if count > 0 else date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _moved(day: date, days: int) -> date:
    try:
        return day + timedelta(days)
    except OverflowError:
        return date.max if days > 0 else date.min


def unit_around(day: date, unit: str) -> Interval:
    """Cover the calendar unit a day lies in: its week, month, quarter, year or century."""
    if unit == "week":
        monday = day - timedelta(day.weekday())
        return Interval(monday, _moved(monday, 6))
    if unit == "month":
        return months(day.year, day.month, day.month)
    if unit == "quarter":
        first = day.month - (day.month - 1) % 3
        return months(day.year, first, first + 2)
    if unit == "year":
        return whole_years(day.year, day.year)
    if unit == "century":
        first = day.year - (day.year - 1) % 100
        return whole_years(first, first + 99)
    return Interval(day, day)
