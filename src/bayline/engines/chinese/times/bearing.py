"""Which times bear on the figures around them: the day of an event, now, a quarter just reported.

A time may stand before a figure and yet date something else: 计划7月开工的高速公路 dates the start
of the works, 每年约有 no year at all, and 目前 says no more than the date of the document does.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise

from bayline.engines.chinese.terms import Time, TimeBasis

_EVENT = (
    "开工|动工|复工|建成|竣工|完工|投产|达产|通车|投运|投用|投入使用"
    "|启用|开业|开园|运营|交付|落成|开建"
)
# The start of works or of use planned for a time, told of a thing or in a clause of its own.
_PLANNED_LEAD = re.compile(r"(?:计划|拟|将|预计|定)(?:将)?[于在]?$")
_EVENT_BEHIND = re.compile(
    rf" ?(?:[前底末初内]|之前)?(?:全[面部线]|正式|陆续|集中)?(?:{_EVENT})"
    r"(?:建设|运营|使用|投产|生产|达产|通车)?"
    r"(?:的(?=[一-龥])(?![一二三四五六七八九十两近约])|[，,])"
)
_THEN = re.compile("当年")
_TODAY = re.compile("现在|如今|目前|现今|今天")
_MEASURED_BY = re.compile(r"[”\"]?(?:同期|水平|时期)?的?(?:约|近|超过?)?\d[\d.]{0,8}(?:%|倍)")
_MEASURING = re.compile(r"(?:恢复[到至]|相当于|是|为|达到?|超过|不及|仅)[“\"]?$")
_MEASURING_REACH = 5
_THEN_REACH = 24
_NOW = re.compile("(?:[目当]前|[现如]今|现在|眼下|现阶段|此刻|迄今(?:为止)?|至今|今)$")
_FRAMED = frozenset(("month", "quarter", "half", "year"))
_HAPPENS = re.compile(
    r"[^，。；\n]{0,30}(?:开工|启动|仪式|举行|揭牌|签约|投产|开幕|通车|竣工|召开|奠基)"
)
_CLAUSE_START = frozenset("，。；：、！？,;:\n ")
_PERIODS = frozenset(("quarter", "quarters", "half", "months"))
_FRESH_DAYS = 75
_CLOSES = re.compile(r"[^（()）\n]{0,6}[)）]")
_EVERY = re.compile("[^，。；\\d]{0,8}(?:每年|年均|每月)")


def dates_an_event(folded: str, start: int, end: int) -> bool:
    """Tell whether a time dates a planned start of works or use rather than the figures behind.

    Args:
        folded: The text.
        start: Where the time starts.
        end: Where it ends.
    """
    if _EVENT_BEHIND.match(folded, end) is None:
        return False
    return _PLANNED_LEAD.search(folded, max(0, start - 5), start) is not None


def measures(folded: str, start: int, end: int) -> bool:
    """Tell whether a time is only what a figure is measured by: 恢复到2019年的110%.

    Args:
        folded: The text.
        start: Where the time starts.
        end: Where it ends.
    """
    if _MEASURED_BY.match(folded, end) is None:
        return False
    return _MEASURING.search(folded, max(0, start - _MEASURING_REACH), start) is not None


def is_back_then(folded: str, start: int, end: int) -> bool:
    """Tell whether 当年 only means "back then": 由当年的20万元提高到现在的400万元.

    Args:
        folded: The text.
        start: Where the time starts.
        end: From where a word for the present is looked for.
    """
    if not _THEN.match(folded, start):
        return False
    return folded[start - 1 : start] in {"由", "从"} and (
        _TODAY.search(folded, end, end + _THEN_REACH) is not None
    )


def is_now(folded: str, time: Time) -> bool:
    """Tell 目前 and 截至目前, which say no more than the date of the document, from 截至6月底.

    Args:
        folded: The text.
        time: One of its times.
    """
    if time.relation not in {"by", "until"} or time.basis is not TimeBasis.PUBLISHED:
        return False
    return _NOW.search(folded, max(0, time.end - 5), time.end) is not None


def is_fresh(time: Time, published: date) -> bool:
    """Tell whether a time is the quarter, half-year or months that a report of these weeks is on.

    Args:
        time: A time that opens a sentence.
        published: The publication date.
    """
    last = time.interval.last if time.interval is not None else None
    if last is None or time.precision not in _PERIODS:
        return False
    return 0 < (published - last).days <= _FRESH_DAYS


def repeats(folded: str, start: int, position: int, *, topic: Time) -> bool:
    """Tell whether a sentence speaks of every year, so that no day said before it holds for it.

    Args:
        folded: The text.
        start: Where the sentence starts.
        position: Where its figure stands.
        topic: The time that would hold for it.
    """
    if topic.precision not in {"day", "days", "month"} or topic.start >= start:
        return False
    return _EVERY.match(folded, start, position) is not None


def without_frames(
    folded: str, times: Sequence[Time], sentence_start: Callable[[int], int]
) -> list[Time]:
    """Leave out the period around a day where both date one event: 3月3日，本区一季度项目集中开工.

    Args:
        folded: The text.
        times: The times that fix something, in order.
        sentence_start: Tells where the sentence of a place starts.
    """
    kept: list[Time] = []
    for time in times:
        if not (kept and _frames(folded, kept[-1], time, sentence_start)):
            kept.append(time)
    return kept


def since_begun(folded: str, times: Sequence[Time]) -> list[Time]:
    """Read 第三季度（年初至本季度末） as all that the bracket says, not as the quarter alone.

    Args:
        folded: The text.
        times: Its times, in order.
    """
    told = pairwise(times)
    wide = {one.start: then.interval for one, then in told if _is_widened(folded, one, then)}
    return [one._replace(interval=wide.get(one.start, one.interval)) for one in times]


def _is_widened(folded: str, time: Time, then: Time) -> bool:
    if folded[time.end : then.start] not in {"（", "("} or not _CLOSES.match(folded, then.end):
        return False
    if time.precision not in _PERIODS or time.interval is None or then.interval is None:
        return False
    ends_alike = time.interval.last == then.interval.last is not None
    return ends_alike and then.interval.first is not None and _is_within(time, then)


def _frames(folded: str, day: Time, time: Time, sentence_start: Callable[[int], int]) -> bool:
    if day.precision != "day" or time.precision not in _FRAMED or time.relation != "in":
        return False
    if day.interval is None or time.interval is None or not _is_within(day, time):
        return False
    if not time.start or folded[time.start - 1] in _CLAUSE_START:
        return False
    if day.start < sentence_start(time.start):
        return False
    return _HAPPENS.match(folded, time.end) is not None


def _is_within(day: Time, time: Time) -> bool:
    inner, outer = day.interval, time.interval
    if inner is None or outer is None or inner.first is None or inner.last is None:
        return False
    if outer.first is None or outer.last is None:
        return False
    return outer.first <= inner.first and inner.last <= outer.last
