"""From single mentions to whole expressions: hours after days, A to B, lengths said in two breaths.

Mentions are found left to right, each joined to the one before it when the words between say so.
"""

import re
from bisect import bisect_left

from bayline.engines.chinese.times.clocks import clock_of, later_clock, part_of_day
from bayline.engines.chinese.times.lengths import joined
from bayline.engines.chinese.times.mentions import mention
from bayline.engines.chinese.times.parts import Mention
from bayline.engines.chinese.times.pattern import (
    candidates,
    clock_grammar,
    event_grammar,
    grammar,
)

_TO = frozenset(("-", "--", "—", "——", "~", "到", "至"))
_AND = frozenset(("和", "与"))
_PLUS = frozenset(("", "零", "又", "余"))
_DATES = frozenset(("calendar", "point", "weekday"))
_SIZES = (
    "century",
    "year",
    "term",
    "quarter",
    "month",
    "week",
    "day",
    "workday",
    "hour",
    "minute",
    "second",
)
_COUNTED_FROM = ("以来", "以后", "之后", "召开")
# No stretch of time ends in a day of a month.
_DATED_MINGUO = re.compile(
    r"(?<![\d.])1[0-4]\d年(?:1[0-2]|[1-9])月(?:[0-3]?\d日|份|底|初|[上中下]旬)"
)
_LATE_MINGUO = re.compile(r"民国 ?(?:[4-9]\d|1\d\d|[四五六七八九]十|一百)")
_NAME_REACH = 16
_GAP = 3


def found(folded: str, *, minguo: bool = False) -> list[Mention]:
    """Find all mentions of a folded text in order, joined into whole expressions.

    Args:
        folded: The text in simplified, half-width script.
        minguo: Whether its bare 109年 counts from 1912, where its own words do not tell.
    """
    calendar = _scanned(folded, grammar(minguo=minguo or _counts_from_1912(folded)))
    events = _events(folded)
    return _merged(calendar, events) if events else calendar


def _scanned(folded: str, times: re.Pattern[str]) -> list[Mention]:
    match = times.match
    chain: list[Mention] = []
    position = 0
    for hint in candidates().finditer(folded):
        at = hint.start()
        hit = match(folded, at) if at >= position else None
        new = mention(hit) if hit is not None else None
        if new is None:
            continue
        if new.form == "calendar" and _spans_several(new):
            new = new._replace(start=_from(folded, new.start))
        if new.has_day and not new.clock:
            new = _with_hour(folded, new)
        before = chain[-1] if chain and new.start - chain[-1].end <= _GAP else None
        whole = _join(folded, before, new) if before is not None else None
        if whole is not None:
            chain[-1] = new = whole
        else:
            chain.append(new)
        position = new.end
    return chain


def _counts_from_1912(folded: str) -> bool:
    """Tell whether a text writes years that only Taiwan has had: 民国109年, 114年6月30日."""
    if _DATED_MINGUO.search(folded) is not None:
        return True
    return "民国" in folded and _LATE_MINGUO.search(folded) is not None


def _with_hour(folded: str, day: Mention) -> Mention:
    """Take in the hour or part of the day behind a date."""
    hit = clock_grammar().match(folded, day.end)
    if hit is None:
        return day
    if hit["part"]:
        return day._replace(end=hit.end(), clock=part_of_day(hit["part"]))
    clock = clock_of(hit, after_date=True)
    return day._replace(end=hit.end(), clock=clock) if clock else day


def _join(folded: str, before: Mention, new: Mention) -> Mention | None:
    gap = folded[before.end : new.start].strip(" ")
    if before.form == "set":
        return before._replace(end=new.end) if _recurs(gap, new) else None
    if _reaches(folded, before, new, gap=gap):
        return _range(folded, before, new)
    if gap in _AND and folded.startswith("之间", new.end):
        return _between(folded, before, new)
    if before.form == new.form == "rolling" and gap in _PLUS:
        return _longer(before, new, gap)
    return _detailed(before, new, gap)


def _reaches(folded: str, before: Mention, new: Mention, *, gap: str) -> bool:
    """Tell whether words lead from one time to the next: 到, 至; or 至今 itself."""
    if not gap:
        return new.part == "now" and folded[new.start] == "至"
    return gap in _TO and before.until is None


def _detailed(before: Mention, new: Mention, gap: str) -> Mention | None:
    """Join 星期天, 二月十号 and 去年 同期."""
    if gap in {"", ",", "，"} and before.form == "weekday" and new.days and not before.base:
        return new._replace(start=before.start, weekday=before.span[0])
    if not gap and new.form == "point" and new.part == "same" and _is_bare_year(before):
        return before._replace(end=new.end, part="same")
    return None


def _recurs(gap: str, new: Mention) -> bool:
    """Tell whether a repetition goes on: 每年3月, 每周一至周五."""
    if new.form == "weekday":
        return gap in _TO
    return not gap and new.form == "calendar" and not new.years and not new.base


def _is_bare_year(year: Mention) -> bool:
    return year.form == "calendar" and not year.part and not year.until


def _range(folded: str, first: Mention, last: Mention) -> Mention | None:
    """Join A and B of "from A to B"; the word "from" belongs to the range."""
    start = _from(folded, first.start)
    if last.form == "clock" and first.clock and "/" not in first.clock:
        clock = f"{first.clock}/{later_clock(last.clock, after=first.clock)}"
        return first._replace(start=start, end=last.end, clock=clock)
    if first.form not in _DATES or last.form not in _DATES:
        return None
    if first.part in {"now", "recent", "coming"}:
        return None
    clock = "/".join(filter(None, (first.clock, last.clock)))
    return first._replace(start=start, end=last.end, until=last, clock=clock)


def _from(folded: str, start: int) -> int:
    return start - 1 if start and folded[start - 1] == "从" else start


def _between(folded: str, first: Mention, last: Mention) -> Mention | None:
    """Join A and B of "between A and B", with the word 在 before it."""
    whole = _range(folded, first, last)
    if whole is None:
        return None
    start = first.start - 1 if first.start and folded[first.start - 1] == "在" else whole.start
    return whole._replace(start=start, end=last.end + 2)


def _spans_several(single: Mention) -> bool:
    """Tell whether one mention is a range by itself: 1-9月, 2016—2020年, 3日至5日."""
    years, days = single.years or (0, 0), single.days or (0, 0)
    return years[0] < years[1] or single.span[0] < single.span[1] or days[0] < days[1]


def _longer(first: Mention, second: Mention, gap: str) -> Mention | None:
    """Join 两年 and 零三个月; a smaller unit must follow unless a word joins them."""
    if first.detail or not first.duration or not second.duration or "/" in first.duration:
        return None
    if not gap and _SIZES.index(second.unit) <= _SIZES.index(first.unit):
        return None
    duration = joined(first.duration, second.duration)
    return first._replace(end=second.end, duration=duration, amount=None, detail=second.detail)


def _events(folded: str) -> list[Mention]:
    """Find 党的十八大以来 and the like: a name right before a word that counts from it."""
    names: list[Mention] = []
    grammar_of_events = event_grammar()
    for tail in _COUNTED_FROM:
        at = folded.find(tail)
        while at >= 0:
            hit = _name_before(folded, at, grammar_of_events)
            if hit is not None:
                names.append(Mention(hit.start(), hit.end(), "event", detail=hit["name"]))
            at = folded.find(tail, at + 2)
    return sorted(names)


def _name_before(folded: str, at: int, names: re.Pattern[str]) -> re.Match[str] | None:
    for hit in names.finditer(folded, max(0, at - _NAME_REACH), at + 2):
        if hit.end() == at:
            return hit
    return None


def _merged(calendar: list[Mention], events: list[Mention]) -> list[Mention]:
    """Lay two lists together in order; where they overlap the named event wins."""
    starts = [event.start for event in events]
    taken = [item for item in calendar if not _is_taken(item, events, starts)]
    return sorted([*taken, *events])


def _is_taken(item: Mention, events: list[Mention], starts: list[int]) -> bool:
    """Whether an event overlaps; each ends where its word stands, so the later ends later."""
    index = bisect_left(starts, item.end) - 1
    return index >= 0 and events[index].end > item.start
