"""What hedges and comparisons make of numbers: 大于0并小于230, 不低于五百, 比三十大."""

import re
from typing import NamedTuple

from bayline.engines.chinese import hedges
from bayline.engines.chinese.numbers.finding import numbers
from bayline.engines.chinese.terms import Number
from bayline.kernel.bounds import Bound

_LOWER = frozenset((Bound.OVER, Bound.AT_LEAST))
_UPPER = frozenset((Bound.UNDER, Bound.AT_MOST))
_AND = re.compile(r" ?(?:和|与|跟|到|至|-|~|—) ?")
_BETWEEN_HEAD = re.compile(r"(?:在|从|介于|界于|处于) ?$")
_BETWEEN_TAIL = re.compile(r" ?(?:之间|中间|间)(?!隔|接|断)")
_LINK = re.compile(
    r"[个元人家件项的]?(?:[，,、] ?|同时|并且|并|且|而且|但是|但|而|也|又|还|的){0,3} ?"
)
_GREATER = re.compile(r" ?(?:还|更|要)?(?:[大高多重长强快宽厚深贵老远]于?)")
_LESS = re.compile(r" ?(?:还|更|要)?(?:[小低少轻短弱慢窄薄浅便年近])")


class _Hedged(NamedTuple):
    start: int
    end: int
    number: Number
    bound: Bound


def ranges(folded: str) -> list[Number]:
    """Find what is said of numbers by hedges and comparisons, in text order.

    Args:
        folded: Text folded by `script.fold`.

    Returns:
        Numbers whose span includes the words that limit them. Numbers said exactly are left out,
        but 等于1535 is kept.
    """
    hedged = [_hedged(folded, number) for number in numbers(folded)]
    found: list[Number] = []
    at = 0
    while at < len(hedged):
        pair = _pair(folded, hedged[at], hedged[at + 1]) if at + 1 < len(hedged) else None
        found += [pair] if pair else _single(folded, hedged[at])
        at += 2 if pair else 1
    return found


def _hedged(folded: str, number: Number) -> _Hedged:
    compared = _compared(folded, number)
    if compared is not None:
        return compared
    before = hedges.before(folded, number.start, bare=False)
    after = hedges.after(folded, number.end)
    return _Hedged(
        number.start if before is None else before.at,
        number.end if after is None else after.at,
        number,
        hedges.settle(number.bound, before=before, after=after),
    )


def _compared(folded: str, number: Number) -> _Hedged | None:
    head = folded[max(0, number.start - 2) : number.start].rstrip(" ")
    if not head.endswith("比"):
        return None
    start = folded.rindex("比", 0, number.start)
    if greater := _GREATER.match(folded, number.end):
        return _Hedged(start, greater.end(), number, Bound.OVER)
    if less := _LESS.match(folded, number.end):
        return _Hedged(start, less.end(), number, Bound.UNDER)
    return None


def _single(folded: str, hedged: _Hedged) -> list[Number]:
    number = hedged.number
    if number.high is not None:
        return [_between(folded, number)]
    equal = folded[number.start - 2 : number.start] == "等于"
    if hedged.bound is Bound.EXACT and not equal:
        return []
    start = number.start - 2 if equal and hedged.bound is Bound.EXACT else hedged.start
    return [number._replace(start=start, end=hedged.end, bound=hedged.bound)]


def _between(folded: str, number: Number) -> Number:
    tail = _BETWEEN_TAIL.match(folded, number.end)
    if tail is None:
        return number
    head = _BETWEEN_HEAD.search(folded[max(0, number.start - 3) : number.start])
    start = number.start - (len(head.group()) if head else 0)
    return number._replace(start=start, end=tail.end())


def _pair(folded: str, first: _Hedged, second: _Hedged) -> Number | None:
    low, high = first.number, second.number
    if low.high is not None or high.high is not None or low.value is None or high.value is None:
        return None
    if _AND.fullmatch(folded, low.end, high.start) and _BETWEEN_TAIL.match(folded, high.end):
        whole = low._replace(end=high.end, high=high.value, bound=Bound.RANGE)
        return _between(folded, whole) if low.value < high.value else None
    return _limits(folded, first, second)


def _limits(folded: str, first: _Hedged, second: _Hedged) -> Number | None:
    """Join 大于0 and 小于230 to one range, when together they leave room."""
    if _LINK.fullmatch(folded, first.end, max(first.end, second.start)) is None:
        return None
    low, high = (first, second) if first.bound in _LOWER else (second, first)
    if low.bound not in _LOWER or high.bound not in _UPPER:
        return None
    bottom, top = low.number.value, high.number.value
    if bottom is None or top is None or bottom >= top:
        return None
    return Number(first.start, second.end, bottom, top, Bound.RANGE, low.number.resolution)
