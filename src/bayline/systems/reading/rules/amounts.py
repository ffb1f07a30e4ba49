"""Which figures are amounts and may be a part or a whole; rates and thresholds may not."""

import re

from bayline.engines.chinese.terms import QuantityKind, Statement
from bayline.kernel.bounds import Bound
from bayline.kernel.statuses import Change
from bayline.systems.reading.rules.attributes import is_additive

_NEVER_ADDED = frozenset({"1", "pp", "x", "a", "mo", "d", "h", "min", "s", "℃", "°", "度"})
# Classifiers of kinds rather than of things: four clusters are not part of six clusters.
_KINDS = frozenset(
    {"大", "类", "种", "方面", "级", "层", "次", "期", "届", "批", "倍", "位", "章", "类别"}
)
_MOVEMENTS = frozenset({Change.GROWTH, Change.DELTA, Change.FROM})
_SIZED = frozenset({QuantityKind.MONEY, QuantityKind.MEASURE, QuantityKind.DURATION})
_ABOVE = re.compile(r"(?:及?以上|以下|以内|级)(?P<behind>[\u4e00-\u9fff].*)", re.DOTALL)
_GLUE = re.compile(
    r"^(?:以上|以下)?(?:的|和|与|及|以及|并|等|左右|上下|新高|大关|台阶|目标|增长|分别|人民币)"
)
_REACH = 10
_OPEN_ENDED = frozenset({Bound.OVER, Bound.AT_LEAST, Bound.UNDER, Bound.AT_MOST})
# 产值超10亿元|企业15家: what is counted behind is of that size.
_SORTED = re.compile(
    r"的?[^，。；、：\d]{0,8}?(?:企业|项目|工程|农户|大户|园区|单位|镇|村|公司)(?:达|有|共|为)?约?\d"
)
# 改造提升2.8万亩 was built, not raised by so much.
_BUILT = re.compile(r"(?:改造|整治|提质|维修|修缮|更新|治理|加固|扩容)提升$|(?:改|新)?扩建$")


def is_threshold(statement: Statement, folded: str) -> bool:
    """Tell whether the figure only says how large the counted things are: 10亿元以上项目248个."""
    quantity = statement.quantity
    if quantity.kind not in _SIZED:
        return False
    match = _ABOVE.match(folded, quantity.end, quantity.outer_end + _REACH)
    if match is not None and not _GLUE.match(match["behind"]):
        return True
    is_open = quantity.bound in _OPEN_ENDED and quantity.outer_start < quantity.start
    return is_open and _SORTED.match(folded, quantity.end) is not None


def is_amount(statement: Statement, unit: str, label: str) -> bool:
    """Tell whether the figure can be a part or a whole; its size as a threshold aside.

    Args:
        statement: What the reader says of it.
        unit: The unit it is computed in.
        label: The words right before it.
    """
    return (
        unit not in _NEVER_ADDED
        and unit not in _KINDS
        and "/" not in unit
        and (statement.change not in _MOVEMENTS or bool(_BUILT.search(label)))
        and statement.quantity.kind is not QuantityKind.DURATION
        and is_additive(statement.attribute)
        and is_additive(label)
    )
