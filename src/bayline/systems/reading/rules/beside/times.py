"""Whether two figures are of the same time, as far as it is said."""

from datetime import timedelta

from bayline.kernel.periods import Period, Precision

_SHORT = frozenset({Precision.MONTH, Precision.QUARTER})
_MOMENT, _MONTH, _QUARTER = timedelta(days=10), timedelta(days=27), timedelta(days=92)


def are_other_times(one: Period | None, other: Period | None) -> bool:
    """Tell whether two periods are surely not one: of other years, or another part of a year."""
    if one is None or other is None or one.last is None or other.last is None:
        return False
    if one.last.year != other.last.year:
        return True
    if _is_moment(one) or _is_moment(other):
        return _are_far_apart(one, other)
    are_whole = None not in {one.start, other.start} and Precision.DAY not in {
        one.precision,
        other.precision,
    }
    return are_whole and one.end != other.end


def are_other_days(one: Period | None, other: Period | None) -> bool:
    """Tell whether two periods end on different days; what is not said is no difference.

    A day of a month or of a quarter is of it; of two figures up to a day, those of one month are.
    """
    if one is None or other is None or one.end == other.end or None in {one.last, other.last}:
        return one is not None and other is not None and one.end != other.end
    if any(
        _is_moment(a) and _is_short(b) and b.contains(a) for a, b in ((one, other), (other, one))
    ):
        return False
    are_up_to = one.start is None or other.start is None
    return not (are_up_to and _month(one) == _month(other))


def is_moment_of(one: Period | None, other: Period | None) -> bool:
    """Tell whether one of two periods is of a few days in the other."""
    if one is None or other is None:
        return False
    return (_is_moment(one) and other.contains(one)) or (_is_moment(other) and one.contains(other))


def is_several_months(one: Period | None) -> bool:
    """Tell whether a period is put together of months: 年初至本季度末, 前三季度."""
    if one is None or one.start is None or one.end is None:
        return False
    return one.precision in _SHORT and one.end - one.start > _QUARTER


def _is_moment(one: Period) -> bool:
    return one.start is not None and one.end is not None and one.end - one.start <= _MOMENT


def _is_short(one: Period) -> bool:
    return one.precision in _SHORT and not is_several_months(one)


def _are_far_apart(one: Period, other: Period) -> bool:
    """Tell whether a day lies a month or more outside of a month, a quarter or another day."""
    if not all(_is_moment(each) or _is_short(each) for each in (one, other)):
        return False
    starts = one.start, other.start
    ends = one.end, other.end
    if None in starts or None in ends:
        return False
    first, after = max(filter(None, starts)), min(filter(None, ends))
    return first - after > _MONTH


def _month(one: Period) -> tuple[int, int] | None:
    return (one.last.year, one.last.month) if one.last else None
