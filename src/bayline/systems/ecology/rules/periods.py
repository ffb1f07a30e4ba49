"""Which month, quarter or year a day lies in, and the last day of it."""

from calendar import monthrange
from datetime import date

from bayline.kernel.periods import Period

PERIODS = ("month", "quarter", "year")
_MONTHS = 12


def period_of(day: date, period: str) -> str:
    """Name the period of a day: 2021-04, 2021-Q2, 2021."""
    if period == "year":
        return str(day.year)
    if period == "quarter":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return f"{day.year}-{day.month:02d}"


def last_day(named: str) -> date:
    """Give the last day of a period that is named so."""
    year, _, rest = named.partition("-")
    month = _MONTHS
    if rest:
        month = int(rest[1:]) * 3 if rest[0] == "Q" else int(rest)
    return date(int(year), month, monthrange(int(year), month)[1])


def said_in_chinese(named: str) -> str:
    """Say a period that is named so: 2021年, 2021年二季度, 2021年4月."""
    year, _, rest = named.partition("-")
    if not rest:
        return f"{year}年"
    if rest[0] == "Q":
        return f"{year}年{'一二三四'[int(rest[1]) - 1]}季度"
    return f"{year}年{int(rest)}月"


def named_over(period: Period) -> str:
    """Name the shortest month, quarter or year that holds a period; empty where none does."""
    if period.start is None or period.last is None:
        return ""
    found = (
        period_of(period.last, kind)
        for kind in PERIODS
        if period_of(period.start, kind) == period_of(period.last, kind)
    )
    return next(found, "")
