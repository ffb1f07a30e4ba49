"""How two figures count: levels and changes, stocks and additions, sizes, other measures."""

import re

from bayline.kernel.bounds import Bound
from bayline.kernel.statuses import Change
from bayline.systems.reading.rules.beside.sides import Side
from bayline.systems.reading.rules.beside.values import printed_value

LEVELS = frozenset({None, Change.TO, Change.FROM})
NUMERAL = re.compile(r"[0-9〇零一二三四五六七八九十两几半]")
_DIGITS = re.compile(r"\d[\d.]*")
_CHANGES = frozenset({Change.GROWTH, Change.DELTA})
_SCALES = frozenset("万亿")
_RATIOS = frozenset({"1", "pp"})
_STOCK = "累计"
_LONG = 4  # characters of a name that stands for itself


def are_ratios(one: Side, other: Side) -> bool:
    """Tell whether two figures are per cent or percentage points."""
    return bool({one.figure.unit, other.figure.unit} & _RATIOS)


def is_total(one: Side, other: Side) -> bool:
    """Tell whether one is a total that was come to and the other what was added (新增)."""
    is_to = one.claim.change is Change.TO, other.claim.change is Change.TO
    added = other if is_to[0] else one
    return is_to[0] != is_to[1] and not are_ratios(one, other) and added.goes_up


def is_size(*sides: Side) -> bool:
    """Tell whether a number is a step that is counted by: 连跨4个千亿台阶, 亿元以上项目3个."""
    return any(one.figure.bound is Bound.EXACT and not NUMERAL.search(one.quote) for one in sides)


def is_in_other_measure(draft: Side, kept: Side) -> bool:
    """Tell whether what has one name is told in the same digits and ten thousands of another unit.

    边境游突破500万元 where the record says 500万人次.
    """
    is_named = _are_of_one_name(draft.attribute, kept.attribute)
    changes = {draft.claim.change, kept.claim.change}
    one, other = (_DIGITS.findall(side.quote) for side in (draft, kept))
    if is_named and one and one == other and (changes <= _CHANGES or _is_of_rate(draft, kept)):
        return True  # 增长5.1亿元 of what grew by 5.1%
    is_scaled = all(_SCALES & {*side.quote} for side in (draft, kept))
    return is_named and is_scaled and printed_value(draft.figure) == printed_value(kept.figure)


def _are_of_one_name(one: str, other: str) -> bool:
    """Tell whether one name is the other, or says more of it: 财政一般公共预算收入."""
    short, long = sorted((one, other), key=len)
    return bool(short) and (short == long or (len(short) >= _LONG and long.endswith(short)))


def _is_of_rate(draft: Side, kept: Side) -> bool:
    """Tell whether a clause speaks of a rate of growth, and only the unit is that of an amount."""
    is_rate = kept.claim.change is Change.GROWTH and kept.figure.unit in _RATIOS
    return is_rate and (draft.goes_up or draft.goes_down) and draft.figure.unit not in _RATIOS


def are_other_spans(one: Side, other: Side) -> bool:
    """Tell whether one of two figures of a time is a stock and the other what was added in it."""
    a, b = one.claim.period, other.claim.period
    if a is None or b is None or a.end != b.end:
        return False
    return _is_stock(one) != _is_stock(other)


def _is_stock(side: Side) -> bool:
    period = side.claim.period
    return (period is not None and period.start is None) or _STOCK in side.own | {side.quote[:2]}
