"""Periods counted from the publication date: 过去5年, 未来五年, 5年内, 三年前; and bare lengths.

Printed in the first quarter, "the past year" is the last calendar year, since that is what a report
of January reviews, and in December the year that ends; else it ends with the day of publication.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from bayline.engines.chinese.terms import Interval, Time, TimeBasis, TimeKind
from bayline.engines.chinese.times.calendar import shifted, unit_around, whole_years
from bayline.engines.chinese.times.context import EARLY_MONTHS, Context
from bayline.engines.chinese.times.parts import Mention

_HOURS = frozenset(("hour", "minute", "second"))
_LONGEST = 9000
_DECEMBER = 12


def rolling(mention: Mention, context: Context) -> Time:
    """Resolve a count of units: as a period where words say from when, else as a length."""
    amount = mention.amount
    seen_from = _seen_from(mention, context)
    if amount is None and mention.detail == "past" and seen_from is not None:
        return _vague(mention, seen_from)
    if amount is None or seen_from is None or mention.detail == "":
        return _length(mention)
    if amount[1] > _LONGEST or mention.unit in _HOURS:
        is_dated = mention.unit in _HOURS and mention.detail != "within"
        return _length(mention, day=seen_from[0] if is_dated else None)
    whole = int(amount[1].to_integral_value(rounding="ROUND_CEILING"))
    interval = _interval(mention, amount[1], seen_from=seen_from[0], whole=whole)
    if interval is None:
        return _length(mention)
    kind = TimeKind.DURATION if mention.detail == "within" else TimeKind.PERIOD
    relation = {"within": "by", "hence": "in", "ago": "in"}.get(mention.detail, "in")
    precision = f"{mention.unit}s" if whole > 1 else mention.unit
    if mention.detail in {"ago", "hence"}:
        precision = mention.unit
    return Time(
        mention.start,
        mention.end,
        kind,
        interval,
        precision,
        relation,
        seen_from[1],
        mention.duration,
    )


def _vague(mention: Mention, seen_from: tuple[date, TimeBasis]) -> Time:
    """Leave the beginning of 近几年 open, since nothing says how many."""
    interval = Interval(None, seen_from[0])
    return Time(mention.start, mention.end, TimeKind.PERIOD, interval, "vague", "in", seen_from[1])


def _length(mention: Mention, *, day: date | None = None) -> Time:
    interval = Interval(day, day) if day is not None else None
    basis = TimeBasis.PUBLISHED if day is not None else TimeBasis.NONE
    return Time(
        mention.start,
        mention.end,
        TimeKind.DURATION,
        interval,
        mention.unit,
        "in",
        basis,
        mention.duration,
    )


def _seen_from(mention: Mention, context: Context) -> tuple[date, TimeBasis] | None:
    """Find the day from which is counted: a review's year ends it, else the publication date."""
    if mention.detail == "past" and mention.unit == "year":
        year = context.section_year(mention.start)
        if year is not None and (context.published is None or year < context.published.year):
            return date(year, 12, 31), TimeBasis.DISCOURSE
    if context.published is not None:
        return context.published, TimeBasis.PUBLISHED
    return None


def _interval(mention: Mention, count: Decimal, *, seen_from: date, whole: int) -> Interval | None:
    stretch = _STRETCHES.get(mention.detail)
    if stretch is not None:
        return stretch(mention.unit, whole, seen_from)
    if mention.detail == "within":
        return Interval(None, _moved(seen_from, mention.unit, count))
    if mention.detail in {"ago", "hence"}:
        day = _moved(seen_from, mention.unit, -count if mention.detail == "ago" else count)
        return Interval(day, day)
    return None


def _moved(day: date, unit: str, count: Decimal) -> date:
    """Move by a count that may hold a half: 半年后 is six months on."""
    if count % 1 and unit == "year":
        return shifted(day, "month", int(count * 12))
    if count % 1 and unit == "month":
        return shifted(day, "day", int(count * 30))
    return shifted(day, unit, int(count))


def _past(unit: str, whole: int, seen_from: date) -> Interval:
    if unit == "year" and (seen_from.month <= EARLY_MONTHS or seen_from.month == _DECEMBER):
        last = max(1, seen_from.year - (seen_from.month <= EARLY_MONTHS))
        return whole_years(min(last, max(1, last - whole + 1)), last)
    return Interval(shifted(seen_from, unit, -whole), seen_from)


def _future(unit: str, whole: int, seen_from: date) -> Interval:
    if unit == "year" and seen_from.month <= EARLY_MONTHS:
        return whole_years(seen_from.year, min(9999, seen_from.year + whole - 1))
    return Interval(shifted(seen_from, "day", 1), shifted(seen_from, unit, whole))


def _aligned(unit: str, whole: int, seen_from: date, *, back: bool) -> Interval:
    """Cover whole units before or after the present one: 下三周 are the three next weeks."""
    here = unit_around(seen_from, unit if unit != "workday" else "day").first or seen_from
    low, high = (-whole, -1) if back else (1, whole)
    first = unit_around(shifted(here, unit, low), unit).first
    last = unit_around(shifted(here, unit, high), unit).last
    return Interval(first, last)


def _last(unit: str, whole: int, seen_from: date) -> Interval:
    return _aligned(unit, whole, seen_from, back=True)


def _next(unit: str, whole: int, seen_from: date) -> Interval:
    return _aligned(unit, whole, seen_from, back=False)


def _following(unit: str, whole: int, seen_from: date) -> Interval:
    return Interval(shifted(seen_from, "day", 1), shifted(seen_from, unit, whole))


_STRETCHES: dict[str, Callable[[str, int, date], Interval]] = {
    "past": _past,
    "future": _future,
    "following": _following,
    "last": _last,
    "next": _next,
}
