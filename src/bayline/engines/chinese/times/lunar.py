"""Days of the Chinese calendar, because festivals and old records are dated by it.

Source: GB/T 33661-2017, calculation and promulgation of the Chinese calendar; see lunar.toml.
"""

from datetime import date, timedelta
from functools import cache

from bayline.engines.chinese.times.tables import almanac


def lunar_day(year: int, month: int, day: int) -> date | None:
    """Find the day on which a day of the Chinese calendar fell.

    Args:
        year: Year of the Chinese calendar, counted like the common year in which it begins.
        month: 1 to 12; a leap month is never meant.
        day: 1 to 30; 0 is the day before the first.

    Returns:
        The day, or None outside 1900 to 2050.
    """
    start = _year_starts().get(year)
    if start is None or month not in range(1, 13) or day not in range(31):
        return None
    bits = almanac().years[year - almanac().first_year]
    before = sum(_month_days(bits, earlier) for earlier in range(1, month))
    leap = bits & 15
    if leap and leap < month:
        before += _leap_days(bits)
    return start + timedelta(before + day - 1)


def _month_days(bits: int, month: int) -> int:
    return 29 + (bits >> (16 - month) & 1)


def _leap_days(bits: int) -> int:
    return 30 if bits >> 16 else 29


@cache
def _year_starts() -> dict[int, date]:
    book = almanac()
    starts = {}
    day = book.first_day
    for year, bits in enumerate(book.years, start=book.first_year):
        starts[year] = day
        days = sum(_month_days(bits, month) for month in range(1, 13))
        day += timedelta(days + (_leap_days(bits) if bits & 15 else 0))
    return starts
