"""Amounts of one quarter after another that make the whole time together."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bayline.kernel.bounds import Bound
from bayline.kernel.figures import Figure
from bayline.kernel.periods import Period
from bayline.systems.plan.terms.results import Result
from bayline.systems.plan.terms.targets import Measure, Rule
from bayline.systems.plan.terms.verdicts import Occasion
from bayline.systems.reading.rules.figures import middle


def summed(rule: Rule, found: Sequence[Result], occasion: Occasion) -> Result | None:
    """Add amounts whose periods follow one another from the beginning of the target's.

    Args:
        rule: The target; only amounts add up.
        found: The figures of it.
        occasion: The periods.

    Returns:
        Their sum with its period; None where they leave a gap, overlap, or are not exact.
    """
    if rule.measure is not Measure.AMOUNT or rule.is_part:
        return None
    timed = [one for one in found if one.period is not None and one.period.start is not None]
    parts: list[Result] = []
    at = occasion.whole.start
    for one in sorted(timed, key=lambda one: (_start(one), one.start)):
        if _start(one) == str(at) and one.period is not None:
            parts.append(one)
            at = one.period.end
    is_exact = all(one.figure.bound is Bound.EXACT for one in parts)
    if len(parts) < _LEAST or len(parts) != len(timed) or not is_exact:
        return None
    return _joined(parts)


_KINDS = re.compile(r"新建|改建|扩建|改造|提升|新辟|新开|优化|迁建|修建|修复")


def in_kinds(rule: Rule, found: Sequence[Result]) -> Result | None:
    """Add amounts of the deeds that a target names together: 新建改建公厕30座, 新建12座、改建13座.

    Args:
        rule: The target; it has to name each of the deeds, or what the kinds are kinds of.
        found: The figures of it, in text order.
    """
    if rule.measure is not Measure.AMOUNT or rule.is_part or len(found) < _LEAST:
        return None
    asked = {_deed(one) for one in _KINDS.findall(rule.said)}
    deeds = [_KINDS.findall(one.said.split("#", maxsplit=1)[0]) for one in found]
    named = [_deed(one[-1]) for one in deeds if one]
    is_list = all(one.context.startswith("、") for one in found[1:])
    is_same = len({one.figure.unit for one in found}) == 1
    is_exact = all(one.figure.bound is Bound.EXACT for one in found)
    is_each = len({*named}) == len(found) and {*named} <= asked
    is_sum = is_each or (is_list and _are_kinds(rule, found))
    if not (is_same and is_exact and is_sum):
        return None
    return replace(_joined(found), attribute=rule.attribute)


_GRADE = re.compile(r"国家|省级|市级|区级|县级|镇级|级|高级|重点|规上|示范|星|A$")


def _are_kinds(rule: Rule, found: Sequence[Result]) -> bool:
    """Tell whether amounts are of kinds of what is asked, none of which holds another.

    公共充电桩620个、私人充电桩460个 are 1,080 充电桩; 国家级 and 省级 may count the same firm.
    """
    names = [_named(one) for one in found]
    tail = rule.attribute
    kinds = [name.removesuffix(tail) for name in names if tail and name.endswith(tail)]
    is_each = len({*kinds}) == len(found) and all(kinds)
    return is_each and not any(_GRADE.search(kind) for kind in kinds)


def _named(one: Result) -> str:
    before = one.said.split("#", maxsplit=1)[0].strip("、，")
    return one.attribute if one.attribute in before else before


def _deed(said: str) -> str:
    return "新辟" if said == "新开" else said


_LEAST = 2  # parts that make a sum


def _start(one: Result) -> str:
    return str(one.period.start) if one.period is not None else ""


def _joined(parts: Sequence[Result]) -> Result:
    total = sum(middle(one.figure) for one in parts)
    first, last = parts[0].period, parts[-1].period
    period = (
        Period(start=first.start, end=last.end, precision=last.precision)
        if first is not None and last is not None
        else None
    )
    return replace(
        parts[-1],
        figure=Figure.exactly(total, parts[0].figure.unit),
        words="＋".join(one.words for one in parts),
        period=period,
        is_forecast=any(one.is_forecast for one in parts),
    )
