"""Change between two periods: by the grade, or by the shares of sections; or why there is none.

Two periods can be compared where the items are the same and the sections are nearly the same; what
is said about quality rests on amounts.

Source: 环办〔2011〕22号, 三（一） and 三（三）1.
"""

from collections.abc import Collection
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from bayline.systems.ecology.terms import AssessmentRules, Grade

_NEARLY = Fraction(9, 10)  # ours: the part of all sections that both periods must have
_MARKED = 2  # grades


class Extent(StrEnum):
    """How much changed."""

    NONE = "no marked change"
    SOME = "some change"
    MARKED = "marked change"


class Direction(StrEnum):
    """Which way."""

    SAME = "same"
    BETTER = "better"
    WORSE = "worse"


class Change(NamedTuple):
    """What changed between two periods.

    Attributes:
        extent: How much; None where the periods cannot be compared.
        direction: Which way.
        points: By how many percentage points the shares did, where they say it.
        reason: Why they cannot be compared, in English and Chinese.
    """

    extent: Extent | None
    direction: Direction
    points: Fraction | None = None
    reason: tuple[str, str] | None = None


def by_grade(before: Grade, after: Grade, rules: AssessmentRules) -> Change:
    """Compare two grades: one step is some change, two or more are marked."""
    order = list(dict.fromkeys(one.key for _, one in sorted(rules.grades.items())))
    steps = order.index(after.key) - order.index(before.key)
    if not steps:
        return Change(Extent.NONE, Direction.SAME)
    extent = Extent.MARKED if abs(steps) >= _MARKED else Extent.SOME
    return Change(extent, Direction.WORSE if steps > 0 else Direction.BETTER)


def by_ratios(
    before: tuple[Fraction, Fraction], after: tuple[Fraction, Fraction], rules: AssessmentRules
) -> Change:
    """Compare shares of I to III and of worse than V, each from 0 to 1, before and after."""
    points = 100 * ((after[0] - before[0]) - (after[1] - before[1]))
    direction = Direction.SAME
    if points:
        direction = Direction.BETTER if points > 0 else Direction.WORSE
    extent = _extent(abs(points), rules)
    is_open = extent is not Extent.MARKED and points != 0
    return Change(extent, direction, points, _UNVERIFIED if is_open else None)


# Said wherever the first step decides; see the parameters.
_UNVERIFIED = (
    "the step between no marked and some change was not held against the text of the rule",
    "无明显变化与有所变化之间的一档没有找到原文可以核对",
)


def _extent(points: Fraction, rules: AssessmentRules) -> Extent:
    if points <= _fraction(rules.none_up_to):
        return Extent.NONE
    return Extent.SOME if points <= _fraction(rules.some_up_to) else Extent.MARKED


def _fraction(value: Decimal) -> Fraction:
    return Fraction(value)


def not_comparable(
    *,
    sections: tuple[Collection[str], Collection[str]],
    items: tuple[Collection[str], Collection[str]],
) -> Change | None:
    """Say why two periods cannot be compared; None where they can.

    Args:
        sections: The sections of the period before and of the one after.
        items: The items that count in both.
    """
    before, after = ({*one} for one in items)
    if before != after:
        listed = ", ".join(sorted(before ^ after))
        return Change(
            None,
            Direction.SAME,
            reason=(f"items differ: {listed}", f"评价的指标不同：{listed}"),
        )
    first, second = ({*one} for one in sections)
    every = first | second
    if every and Fraction(len(first & second), len(every)) < _NEARLY:
        listed = ", ".join(sorted(first ^ second))
        return Change(
            None, Direction.SAME, reason=(f"sections differ: {listed}", f"断面不同：{listed}")
        )
    return None
