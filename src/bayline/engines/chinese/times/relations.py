"""Words around a time that turn it into a beginning or an end: 以来, 截至, 到…年, …前.

以来, 来, 到 stand outside the span of the time; 截至 and 之前, 之后 belong to it, as peers have it.
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

from bayline.engines.chinese.terms import Interval

_BEHIND = re.compile(
    r" ?(?:(?P<since>以来|[”\"」]?(?:时期|期间)?以来|来(?![自源到宾访临])|起(?![步点草飞源来伏]"
    r"|重)|[及或]其?(?:之|以)后|开始(?=[,，。;；、]|$))"
    r"|(?P<until>[及或](?:之|以)前)"
    r"|(?P<before>(?:之|以)前)"
    r"|(?P<by>前(?![后期往来列沿景提瞻三两十五几一二四\d款述]))"
    r"|(?P<after>(?:之|以)后|后(?![备勤续期三两十五几一二四\d方面台半]))"
    r"|(?P<around>左右|前后))"
)
_AHEAD = re.compile(
    r"(?P<until>截至|截止到?|截止至|截至到)$|(?P<by>(?<![达来回收得感遇看做拿提谈想直])到"
    r"|不迟于|最迟|最晚|(?<![甚以直乃冬夏])至)$|(?P<since>自从?)$"
)


class Related(NamedTuple):
    """A time with the words around it taken into account."""

    start: int
    end: int
    interval: Interval
    relation: str


def related(folded: str, start: int, end: int, *, interval: Interval, limit: int) -> Related:
    """Apply the words before and behind a time to its days.

    Args:
        folded: The text.
        start: Where the time starts.
        end: Where it ends.
        interval: Its days by its own words.
        limit: Where the next time starts; words behind that are not its own (2000年 前年).

    Returns:
        The span with the words that belong to it, the days, and the relation.
    """
    behind = _BEHIND.match(folded, end, limit)
    ahead = _AHEAD.search(folded, max(0, start - 4), start)
    plain = Related(start, end, interval, "by" if interval.first is None else "in")
    if behind is not None and behind.lastgroup is not None:
        return _by_tail(plain, behind)
    # 从2019年的8亿元增加到2023年的11亿元: a time that qualifies a noun is no deadline.
    if ahead is not None and not (ahead["by"] and folded.startswith("的", end)):
        return _by_lead(plain, ahead)
    return plain


def _by_lead(plain: Related, ahead: re.Match[str]) -> Related:
    last = plain.interval.last
    if ahead["until"]:
        return Related(ahead.start(), plain.end, Interval(None, last), "until")
    if ahead["by"]:
        return plain._replace(interval=Interval(None, last), relation="by")
    return plain._replace(interval=Interval(plain.interval.first, None), relation="since")


def _by_tail(plain: Related, behind: re.Match[str]) -> Related:
    first, last = plain.interval
    end = behind.end()
    match behind.lastgroup:
        case "since":
            # 2015年及以后 belongs together, 2018年以来 ends with its year.
            end = end if behind.group().strip()[0] in "及或开" else plain.end
            return Related(plain.start, end, Interval(first or last, None), "since")
        case "until":
            return Related(plain.start, end, Interval(None, last), "until")
        case "before":
            return Related(plain.start, end, Interval(None, _day_before(first, last)), "by")
        case "by":
            return Related(plain.start, end, Interval(None, last), "by")
        case "after":
            return Related(plain.start, end, Interval(_day_after(last), None), "after")
    return plain._replace(end=end)


def _day_before(first: date | None, last: date | None) -> date | None:
    """Give the end of what lies before: 年底之前 includes the year's end."""
    if first is None:
        return last
    return first - timedelta(1) if first > date.min else first


def _day_after(last: date | None) -> date | None:
    return last + timedelta(1) if last is not None and last < date.max else last
