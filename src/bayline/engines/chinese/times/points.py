"""Days, weeks and months said without a number: 当天, 上周三, 本月底, 29日, 去年同期."""

from datetime import date, timedelta

from bayline.engines.chinese.terms import Interval, TimeBasis
from bayline.engines.chinese.times.calendar import (
    Covered,
    month_end,
    shifted,
    unit_around,
    within_year,
)
from bayline.engines.chinese.times.context import Context, Dated
from bayline.engines.chinese.times.parts import Mention

_WEEKEND = 8


def point(mention: Mention, context: Context) -> Dated | None:
    """Resolve a word for a day, month or moment."""
    if mention.part in {"now", "recent", "coming"}:
        return _around_publication(mention, context)
    if mention.base == "discourse":
        return _from_discourse(mention, context)
    if context.published is None:
        return None
    return _within(mention, context.published, TimeBasis.PUBLISHED)


def _around_publication(mention: Mention, context: Context) -> Dated | None:
    if context.published is None:
        return None
    if mention.part == "coming":
        return Dated(Interval(context.published, None), "vague", TimeBasis.PUBLISHED, "after")
    precision = "day" if mention.part == "now" else "vague"
    relation = "until" if mention.part == "now" else "in"
    return Dated(Interval(None, context.published), precision, TimeBasis.PUBLISHED, relation)


def _from_discourse(mention: Mention, context: Context) -> Dated | None:
    before = context.last
    first, last = (
        before.interval if before is not None and before.interval is not None else (None, None)
    )
    known = first or last
    if before is None or before.interval is None or known is None:
        return None
    match mention.part:
        case "same" | "then":
            return Dated(before.interval, before.precision, TimeBasis.DISCOURSE)
        case "after":
            return Dated(
                Interval(last or first, None), before.precision, TimeBasis.DISCOURSE, "after"
            )
        case "before":
            return Dated(Interval(None, known), before.precision, TimeBasis.DISCOURSE, "until")
    return _within(mention, last or known, TimeBasis.DISCOURSE)


def _within(mention: Mention, seen_from: date, basis: TimeBasis) -> Dated | None:
    """Move from a day by the word's shift, then narrow by what follows (本月底)."""
    if mention.part == "day":
        day = shifted(seen_from, "day", mention.shift)
        return Dated(Interval(day, day), "day", basis)
    anchor = unit_around(seen_from, mention.part).first or seen_from
    moved = shifted(anchor, mention.part, mention.shift)
    covered = _narrowed(mention, moved)
    return Dated(*covered, basis) if covered is not None else None


def _narrowed(mention: Mention, moved: date) -> Covered | None:
    if mention.part != "month":
        unit = unit_around(moved, mention.part)
        if mention.detail in {"末", "底"}:
            return Interval(None, unit.last), "day"
        return unit, mention.part
    days = mention.days
    end = month_end(moved.year, moved.month).day
    if days is not None:
        days = days[0], min(days[1], end) if days[0] != days[1] else days[1]
    return within_year(mention._replace(span=(moved.month, moved.month), days=days), moved.year)


def weekday(mention: Mention, context: Context) -> Dated | None:
    """Resolve a week, a weekday or a weekend: 上周, 上周三, 周三, 下周末."""
    published = context.published
    if published is None:
        return None
    monday = shifted(published - timedelta(published.weekday()), "week", mention.shift)
    number = mention.span[0]
    if number == 0:
        return Dated(unit_around(monday, "week"), "week", TimeBasis.PUBLISHED)
    if number == _WEEKEND:
        return Dated(Interval(_plus(monday, 5), _plus(monday, 6)), "days", TimeBasis.PUBLISHED)
    day = _plus(monday, number - 1)
    if not mention.base:
        day = _nearest_weekday(day, published, planned=context.planned(mention.start))
    return Dated(Interval(day, day), "day", TimeBasis.PUBLISHED)


def _plus(day: date, days: int) -> date:
    return shifted(day, "day", days)


def _nearest_weekday(day: date, published: date, *, planned: bool) -> date:
    if planned and day < published:
        return _plus(day, 7)
    if not planned and day > published:
        return _plus(day, -7)
    return day


def bare_day(mention: Mention, context: Context) -> Dated | None:
    """Resolve 29日: in the month said before it, else in the last such month."""
    before = context.last
    if (
        before is not None
        and before.precision in {"day", "month", "days"}
        and before.interval is not None
    ):
        known = before.interval.last or before.interval.first
        if known is not None:
            covered = _day_in(mention, known.year, known.month)
            return Dated(*covered, TimeBasis.DISCOURSE) if covered else None
    if context.published is None:
        return None
    covered = _nearest_month(mention, context, context.published)
    return Dated(*covered, TimeBasis.PUBLISHED) if covered else None


def _day_in(mention: Mention, year: int, month: int) -> Covered | None:
    return within_year(mention._replace(part="month", span=(month, month)), year)


def _nearest_month(mention: Mention, context: Context, published: date) -> Covered | None:
    planned = context.planned(mention.start)
    for step in range(4):
        month = shifted(published.replace(day=1), "month", step if planned else -step)
        covered = _day_in(mention, month.year, month.month)
        first = covered[0].first if covered else None
        if covered and first and ((first >= published) if planned else (first <= published)):
            return covered
    return None
