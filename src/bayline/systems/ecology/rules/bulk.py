"""Classes of millions of samples at once, the same as those of `classing` one by one.

Values come as whole billionths of the unit of the limits, so no decimal of up to nine places is
changed on its way.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bayline.engines.grading.codes import Codes, code_of, codes_of, outside, turned
from bayline.engines.grading.worst import Graded, worst_of
from bayline.systems.ecology.rules.classing import assessed_items
from bayline.systems.ecology.terms import (
    AssessmentRules,
    Item,
    Kind,
    WaterBody,
    WaterStandard,
)

BILLION = 10**9
_STEP = 10**4  # billionths: a hundred-thousandth, which all limits are whole numbers of
_CLASSES = 5


class Column(NamedTuple):
    """Readings of one item: billionths, and where there is none."""

    billionths: NDArray[np.int64]
    is_missing: NDArray[np.bool_]


def graded(
    columns: Mapping[str, Column],
    *,
    body: WaterBody,
    standard: WaterStandard,
    rules: AssessmentRules,
) -> Graded:
    """Grade many samples of one kind of water.

    Args:
        columns: By item; what does not count is left aside.
        body: The kind of water.
        standard: The limits.
        rules: Which items count.

    Returns:
        For each sample the class less one, 5 for worse than V, and of how many items it is.
    """
    items = [one for one in assessed_items(standard, rules, body) if one.key in columns]
    codes = [coded(one, columns[one.key], body) for one in items]
    return worst_of(codes, limits_of(items, body))


def coded(item: Item, column: Column, body: WaterBody) -> Codes:
    """Give the codes of one item, worse being more."""
    codes = codes_of(column.billionths, step=_STEP, is_missing=column.is_missing)
    if item.kind is Kind.AT_LEAST:
        return turned(codes)
    if item.kind is Kind.WITHIN:
        return outside(codes, middle=_middle(item, body))
    return codes


def limits_of(items: list[Item], body: WaterBody) -> NDArray[np.int32]:
    """Give the codes of the limits of some items, five for each."""
    return np.array([_limits(one, body) for one in items], np.int32).reshape(len(items), _CLASSES)


def _limits(item: Item, body: WaterBody) -> list[int]:
    codes = [_code(limit) for limit in item.limits[body]]
    if item.kind is Kind.WITHIN:
        return [_code(item.limits[body][1]) - _middle(item, body)] * _CLASSES
    return [-code for code in codes] if item.kind is Kind.AT_LEAST else codes


def _middle(item: Item, body: WaterBody) -> int:
    low, high = item.limits[body]
    return _code((low + high) / 2)


def _code(limit: Decimal) -> int:
    return code_of(int(limit * BILLION), step=_STEP)
