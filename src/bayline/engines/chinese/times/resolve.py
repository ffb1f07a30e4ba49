"""From mentions to dated times, each in the light of what is known at its place."""

from datetime import date

from bayline.engines.chinese.terms import Interval, Time, TimeBasis, TimeKind
from bayline.engines.chinese.times.calendar import months, whole_years, within_year
from bayline.engines.chinese.times.context import Context, Dated
from bayline.engines.chinese.times.parts import Mention
from bayline.engines.chinese.times.points import bare_day, point, weekday
from bayline.engines.chinese.times.relations import related
from bayline.engines.chinese.times.rolling import rolling
from bayline.engines.chinese.times.tables import words


def all_resolved(mentions: list[Mention], context: Context) -> list[Time]:
    """Resolve the mentions of a text in order, each leaning on those before it."""
    result: list[Time] = []
    following = [mention.start for mention in mentions[1:]] + [len(context.folded)]
    for mention, limit in zip(mentions, following, strict=False):
        context.enter(mention.start, limit)
        time = resolved(mention, context)
        context.remember(mention, time)
        result.append(time)
    return result


def resolved(mention: Mention, context: Context) -> Time:
    """Resolve one mention; the context must have entered its place."""
    match mention.form:
        case "set" | "clock":
            return _undated(mention, TimeKind(mention.form))
        case "rolling":
            return rolling(mention, context)
        case "century":
            return _period(mention, _century(mention, context), context)
        case "plan":
            return _period(mention, _plan(mention), context)
        case "event":
            day = words().events[mention.detail]
            return _period(mention, Dated(Interval(day, day), "day", TimeBasis.STATED), context)
    return _period(mention, _dated(mention, context), context)


def _undated(mention: Mention, kind: TimeKind) -> Time:
    return Time(
        mention.start,
        mention.end,
        kind,
        None,
        "",
        "in",
        TimeBasis.NONE,
        duration=mention.duration,
        clock=mention.clock,
    )


def _period(mention: Mention, dated: Dated | None, context: Context) -> Time:
    if dated is None:
        return _undated(mention, TimeKind.PERIOD)._replace(
            precision="day" if mention.has_day else mention.part or "year"
        )
    around = related(
        context.folded, mention.start, mention.end, interval=dated.interval, limit=context.limit
    )
    relation = dated.relation if around.relation == "in" else around.relation
    return Time(
        around.start,
        around.end,
        TimeKind.PERIOD,
        around.interval,
        dated.precision,
        relation,
        dated.basis,
        clock=mention.clock,
    )


def _dated(mention: Mention, context: Context) -> Dated | None:
    first = _single(mention, context)
    if mention.until is None or first is None:
        return first
    begin = first.interval.first or first.interval.last
    end = _end(begin, mention.until, context) if begin is not None else None
    if begin is None or end is None or end < begin:
        return None
    precision = f"{first.precision.removesuffix('s')}s"
    return Dated(Interval(begin, end), precision, first.basis)


def _single(mention: Mention, context: Context) -> Dated | None:
    if mention.form == "weekday":
        return weekday(mention, context)
    if mention.part == "same" and mention.form == "calendar":
        return _same_period(mention, context)
    if mention.form == "point" and not mention.years:
        return point(mention, context)
    return _calendar(mention, context)


def _end(begin: date, last: Mention, context: Context) -> date | None:
    """Resolve the end of a range: without a year of its own it is the next such day."""
    if last.form == "calendar" and last.part == "day":
        covered = within_year(
            last._replace(part="month", span=(begin.month, begin.month)), begin.year
        )
        return covered[0].last if covered else None
    if last.form == "calendar" and last.part and not last.years and not last.base:
        return _next_end(begin, last)
    if last.base == "discourse":
        covered = within_year(last, begin.year + last.shift)
        return covered[0].last if covered else None
    found = _single(last, context)
    return found.interval.last if found is not None else None


def _next_end(begin: date, last: Mention) -> date | None:
    for year in (begin.year, min(9999, begin.year + 1)):
        covered = within_year(last, year)
        if covered is not None and covered[0].last is not None and covered[0].last >= begin:
            return covered[0].last
    return None


def _calendar(mention: Mention, context: Context) -> Dated | None:
    if mention.part == "day":
        return bare_day(mention, context)
    if mention.part and not mention.years and not mention.base:
        return context.partial(mention)
    if mention.base == "discourse" and not mention.shift and not mention.part:
        return _straddling(context) or _in_years(mention, context)
    return _in_years(mention, context)


def _in_years(mention: Mention, context: Context) -> Dated | None:
    found = context.years_of(mention) if mention.years or mention.base else None
    if found is None:
        return None
    years, basis = found
    if not mention.part:
        if years[0] > years[1]:
            return None
        return Dated(whole_years(*years), "year" if years[0] == years[1] else "years", basis)
    covered = within_year(mention, years[1])
    return Dated(*covered, basis) if covered is not None else None


def _straddling(context: Context) -> Dated | None:
    """Give the fiscal or school year said last, which 该年度 takes up."""
    first, last = (context.last.interval if context.last else None) or (None, None)
    if first is None or last is None or context.last is None or context.last.precision != "year":
        return None
    if first.year == last.year:
        return None
    return Dated(Interval(first, last), "year", TimeBasis.DISCOURSE)


def _same_period(mention: Mention, context: Context) -> Dated | None:
    """Resolve 去年同期: the days said last, moved into that year."""
    found = context.years_of(mention)
    if found is None:
        return None
    (year, _), basis = found
    before = context.last.interval if context.last is not None else None
    if before is None or before.first is None or before.last is None:
        return Dated(whole_years(year, year), "year", basis)
    if before.first.year != before.last.year:
        return Dated(whole_years(year, year), "year", basis)
    first = before.first.replace(year=year, day=min(before.first.day, _SHORTEST_MONTH))
    ending = months(year, before.last.month, before.last.month).last
    last = ending if before.last.day >= _SHORTEST_MONTH else before.last.replace(year=year)
    return Dated(Interval(first, last), "same", TimeBasis.DISCOURSE)


_SHORTEST_MONTH = 28
_LAST_CENTURY = 9800
_FROM_1966 = 3  # The third plan began three years after the second ended.
_CENTURY_EDGES = {"初": (0, 19), "中": (40, 69), "末": (80, 99), "后": (70, 99)}
_DECADE_EDGES = {"初": (0, 2), "中": (4, 6), "末": (7, 9), "后": (5, 9)}


def _century(mention: Mention, context: Context) -> Dated | None:
    if mention.span[1]:
        return _decade(mention.span[0], mention.detail, TimeBasis.STATED)
    decade = (mention.days or (-1, -1))[0]
    number = mention.shift
    basis = TimeBasis.STATED
    if mention.base == "published" or not number:
        seen_from = context.published.year if context.published else 2000
        basis = TimeBasis.PUBLISHED if context.published else TimeBasis.STATED
        number = (seen_from - 1) // 100 + 1 + mention.shift
        if decade >= 0 and not mention.base:
            number -= (number - 1) * 100 + decade > seen_from
    start = (number - 1) * 100
    if start not in range(_LAST_CENTURY):
        return None
    if decade >= 0:
        return _decade(start + decade, mention.detail, basis)
    low, high = _CENTURY_EDGES.get(mention.detail, (0, 99))
    return Dated(whole_years(start + 1 + low, start + 1 + high), "century", basis)


def _decade(start: int, detail: str, basis: TimeBasis) -> Dated:
    low, high = _DECADE_EDGES.get(detail, (0, 9))
    return Dated(whole_years(max(1, start + low), start + high), "decade", basis)


def _plan(mention: Mention) -> Dated:
    """Cover a five-year plan: 1953-57, 1958-62, and from 1966 on every five years."""
    number = mention.span[0]
    start = 1948 + 5 * number if number < _FROM_1966 else 1951 + 5 * number
    low, high = _plan_years(mention.detail)
    interval = whole_years(start + low, start + high)
    if mention.detail.startswith("末"):
        return Dated(Interval(None, interval.last), "day", TimeBasis.STATED)
    return Dated(interval, "plan" if (low, high) == (0, 4) else "years", TimeBasis.STATED)


def _plan_years(detail: str) -> tuple[int, int]:
    """Tell which years of the five are meant: 末, 收官之年, 前三年."""
    if not detail:
        return 0, 4
    if detail[0] in "末收":
        return 4, 4
    if detail[0] == "中":
        return 2, 2
    if detail[0] in "前头后":
        count = "零一二三四".find(detail[1]) if detail[1] != "两" else 2
        return (5 - count, 4) if detail[0] == "后" else (0, count - 1)
    return 0, 0
