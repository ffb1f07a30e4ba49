"""How much of a target's time is gone: by whole months where periods are whole months."""

from datetime import date, timedelta
from decimal import Decimal

from bayline.kernel.periods import Period

_YEAR = 12


def elapsed(part: Period, whole: Period) -> Decimal:
    """Give the share of a period that is gone at the end of another, from 0 to 1.

    1—8月 of a year is 8/12; days count only where one of the two ends within a month.

    Args:
        part: Whose end is looked at.
        whole: The period of the target.
    """
    begun, end, now = whole.start, whole.end, part.end
    if begun is None or end is None or now is None:
        return Decimal(1)
    gone, all_of_it = _length(begun, min(now, end)), _length(begun, end)
    return max(Decimal(0), gone / all_of_it) if all_of_it else Decimal(1)


def _length(first: date, end: date) -> Decimal:
    months = (end.year - first.year) * _YEAR + end.month - first.month
    if first.day == end.day == 1:
        return Decimal(months)
    before = end.replace(day=1)
    following = (before.replace(day=28) + timedelta(days=4)).replace(day=1)
    return Decimal(months) + Decimal(end.day - first.day) / Decimal((following - before).days)


def begins_with(part: Period, whole: Period) -> bool:
    """Tell whether a period runs from the beginning of the target's, so that sums compare."""
    return part.start is not None and part.start == whole.start


def same_days(one: Period, other: Period) -> bool:
    """Tell whether two periods are the same days."""
    return (one.start, one.end) == (other.start, other.end)


def months_of(period: Period) -> tuple[str, str]:
    """Print a period as tables do: 2024年1—8月, January to August 2024."""
    first, last = period.start, period.last
    if first is None or last is None:
        return period.edtf, period.edtf
    if first.year != last.year:
        return _over_years(first, last)
    if (first.month, last.month) == (1, _YEAR):
        return f"{first.year}年", str(first.year)
    if first.month == last.month:
        return f"{first.year}年{first.month}月", f"{_MONTHS[first.month - 1]} {first.year}"
    return (
        f"{first.year}年{first.month}—{last.month}月",
        f"{_MONTHS[first.month - 1]} to {_MONTHS[last.month - 1]} {last.year}",
    )


def _over_years(first: date, last: date) -> tuple[str, str]:
    if (first.month, last.month) == (1, _YEAR):
        return f"{first.year}—{last.year}年", f"{first.year} to {last.year}"
    return (
        f"{first.year}年{first.month}月—{last.year}年{last.month}月",
        f"{_MONTHS[first.month - 1]} {first.year} to {_MONTHS[last.month - 1]} {last.year}",
    )


_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
