"""Amounts of one quarter after another that make the whole time together."""

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
