"""Whether a figure is a level or a movement: 增长5%, 减少36个, 由4个增至8个."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from bayline.engines.chinese.phrases import LeftPhrase
from bayline.engines.chinese.terms import Quantity, QuantityKind, Span
from bayline.kernel.bounds import Bound
from bayline.kernel.statuses import Change

JOINT = re.compile(r"\s*(?:[、和与及:：∶]|以及)\s*(?:约|近|超|超过|逾|不低于|不少于)?")
_LOOSE_JOINT = re.compile(rf"(?:{JOINT.pattern})|，(?:约|近|超|超过|逾)?")
_COMPARED = re.compile(
    r"[、]?(?:分别|均|也|并|且|增速|增幅|涨幅|同比)*"
    r"(?:高于|低于|快于|慢于|好于|优于|高出|超出|领先|落后|比|较)"
    r"(?!上年|去年|前年|同期|上月|年初|上半年|上周|[一二三四上前]{1,2}季度|\d{1,2}月|20\d\d|19\d\d)"
)
_GROWTH_AFTER = re.compile(
    r"(?:[、及和与][\d.]{1,8}%){0,6}(?:的)?(?:年均|按年|按季|同比)?(?:增长|增速|增幅|涨幅|升幅|递增)(?!点|极)"
)
_RATE = re.compile(r"(?<!自然)(?<!人口)(?:增速|增幅|涨幅|升幅|降幅|跌幅|增长率)(?!点)")
_LONGEST_RATE = 4
_FALL_AFTER = ("降幅", "下降", "的降幅", "的下降")
_FALL_LEAD = re.compile(r"(?:减少|压减|降低|缩减|压缩|削减|核减)了?(?:的)?$")
_RISE_LEAD = re.compile(r"(?<!新)增加了?$")
_CHANGES_COUNT = re.compile(r"(?:(?<!新)增加|减少|压减|净增|多增)了?$")
_FROM_BEFORE = re.compile(r"(?:由|从)[^，。；到至]{0,20}$")
_FROM_AFTER = re.compile(
    r"，?[^，。；]{0,6}?(?:提高|增加|上升|增长|扩大|提升|下降|降低|降|减少|减|增|升|拓展|扩展|调整|变|跃升|攀升|压缩|缩短)?(?:到|至|为)"
)
_THAT_OF_BEFORE = re.compile(r"(?:比|较)(?:上年|去年|上年同期|去年同期|上月|上季度|上期)的?$")
_MOVED_AFTER = re.compile(
    r"，?(?:有所)?(?:上升|下降|提高|降低|回落|增加|减少|提升|收窄|扩大|增长|缩小)(?:了)?\d"
)
# 普及率12.5%|上升至|64%
_MOVED_TO = re.compile(
    r"(?:上升|提高|提升|增加|增长|下降|降低|减少|下调|上调|扩大|缩小|增|升|降)(?:到|至)(?=[约近超]?\d)"
)
_WHEN = re.compile(r"(?:[12]\d{3}年|今年|去年|目前|现在|如今)(?:末|底|初)?的$")  # 增长至|2025年底的
_NAMED_REACH = 1000  # characters before 改善 in which a concentration is named
_FROM_REACH = 24  # characters before a number in which its 由 stands
_LONGEST_REACH = 14  # characters of 进一步增加到
_OPEN_ENDED = frozenset({Bound.AT_LEAST, Bound.OVER})
_LEVEL = (None, 1)


_COMPARED_FIRST = frozenset("、分均也并且增涨同高低快慢好优超领落比较")


class Movement(NamedTuple):
    """How a figure moves, and its sign: -1 for a fall."""

    change: Change | None
    sign: int


class Situation(NamedTuple):
    """One figure of a sentence with what stands around it."""

    text: str
    sentence: Span
    quantities: Sequence[Quantity]
    position: int
    clause: int  # where its clause begins
    left: LeftPhrase
    is_counted_behind: bool  # the thing counted follows the number

    @property
    def quantity(self) -> Quantity:
        """The figure itself."""
        return self.quantities[self.position]


def is_compared(text: str, clause: int, end: int) -> bool:
    """Tell whether a clause only compares: 高于全国0.7个百分点."""
    return text[clause] in _COMPARED_FIRST and _COMPARED.match(text, clause, end) is not None


def is_joined(
    text: str,
    quantities: Sequence[Quantity],
    position: int,
    *,
    same_unit: bool = True,
    commas: bool = False,
) -> bool:
    """Tell whether a number only continues a list: 分别增长5%、6%.

    Args:
        text: The folded text.
        quantities: The figures of the sentence.
        position: Which of them.
        same_unit: False where 分别 or a list stands before, which joins 719个和33类 too.
        commas: Whether a comma joins as well, as it does behind 分别.
    """
    if not position:
        return False
    previous, here = quantities[position - 1], quantities[position]
    joint = _LOOSE_JOINT if commas else JOINT
    fits = previous.unit == here.unit or not same_unit
    return fits and bool(joint.fullmatch(text, previous.outer_end, here.start))


def movement(here: Situation, *, last: Movement) -> Movement:
    """Read the movement of one figure.

    Args:
        here: The figure and its surroundings.
        last: The movement of the figure before it, which a list goes on with.

    Returns:
        The change, None for a level, and the sign of the value.
    """
    predicate = here.left.predicate
    if here.quantity.kind is QuantityKind.RANK:
        return Movement(Change.TO if predicate.reaches else None, 1)
    if is_joined(here.text, here.quantities, here.position):
        return last
    ends = _from_or_to(here)
    if ends is not None:
        return Movement(ends, 1)
    if predicate.reaches and not is_compared(here.text, here.clause, here.quantity.outer_start):
        return Movement(Change.TO, 1)
    return Movement(*_LEVEL) if _is_level(here) else _moved(here)


def _is_level(here: Situation) -> bool:
    """Whether a comparison (高于全国) or a thing counted behind the number rules a movement out."""
    if is_compared(here.text, here.clause, here.quantity.outer_start):
        return True
    return here.is_counted_behind and not _CHANGES_COUNT.search(here.left.predicate.words)


def _from_or_to(here: Situation) -> Change | None:
    """由A增至B: the first figure is where it starts, the second where it ends."""
    quantity = here.quantity
    before = here.text[here.clause : quantity.outer_start]
    if _starts_from(here, before):
        return Change.FROM
    if not here.position:
        return None
    previous = here.quantities[here.position - 1]
    if quantity.start - previous.outer_end > _LONGEST_REACH:
        return None
    head = here.text[
        max(here.sentence.start, previous.outer_start - _FROM_REACH) : previous.outer_start
    ]
    between = here.text[previous.outer_end : quantity.start]
    if between in ("至", "到") and previous.bound in _OPEN_ENDED:
        return None  # 1000万元及以上至2000万元: a tier
    if between in ("至", "到", "，至", "，降至", "，增至"):
        return Change.TO  # 下降0.5个百分点至2.9%
    reaches = _FROM_AFTER.fullmatch(_WHEN.sub("", between))
    return Change.TO if reaches and _says_from(head) else None


def _starts_from(here: Situation, before: str) -> bool:
    """由|4个|增至8个, 较上年|5.2%|下降0.6个百分点: the figure is where a movement starts."""
    end = here.quantity.outer_end
    if _MOVED_TO.match(here.text, end) and not here.left.predicate.movement:
        return True
    if _says_from(before) and _FROM_AFTER.match(here.text, end):
        return True
    moved = _MOVED_AFTER.match(here.text, end)
    return moved is not None and _THAT_OF_BEFORE.search(before) is not None


def _says_from(head: str) -> bool:
    return ("由" in head or "从" in head) and _FROM_BEFORE.search(head) is not None


def _moved(here: Situation) -> Movement:
    quantity, left = here.quantity, here.left
    sign = left.predicate.movement * (-1 if _is_better_lower(here) else 1)
    relative = quantity.kind in (QuantityKind.RATIO, QuantityKind.MULTIPLE)
    if left.predicate.movement and left.predicate.is_last:
        return Movement(Change.GROWTH if relative else Change.DELTA, sign)
    if relative:
        return _by_rate(here) or _relative_after(here)
    if left.start == left.end:
        return Movement(*_LEVEL)
    lead = here.text[here.clause : left.start]
    if _FALL_LEAD.search(lead):
        return Movement(Change.DELTA, -1)
    is_more = "较" in lead or "比" in lead
    return Movement(Change.DELTA, 1) if is_more and _RISE_LEAD.search(lead) else Movement(*_LEVEL)


def _is_better_lower(here: Situation) -> bool:
    """Whether 改善 means a fall, as of a concentration."""
    if not here.left.predicate.words.endswith("改善"):
        return False
    end = here.left.predicate.start
    return here.text.find("浓度", max(here.sentence.start, end - _NAMED_REACH), end) >= 0


def _by_rate(here: Situation) -> Movement | None:
    """增速为8%, 降幅达3%: the thing measured is itself a rate of change."""
    rate = _RATE.search(here.text, here.clause, here.left.predicate.start + _LONGEST_RATE)
    if rate is None or rate.end() < here.left.end - 1:
        return None
    return Movement(Change.GROWTH, -1 if rate[0] in {"降幅", "跌幅"} else 1)


def _relative_after(here: Situation) -> Movement:
    """40%以上增长, 5%的增速, 3%的降幅."""
    if _GROWTH_AFTER.match(here.text, here.quantity.outer_end):
        return Movement(Change.GROWTH, 1)
    if here.text.startswith(_FALL_AFTER, here.quantity.outer_end):
        return Movement(Change.GROWTH, -1)
    return Movement(*_LEVEL)
