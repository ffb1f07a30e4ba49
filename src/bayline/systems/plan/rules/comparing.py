"""How a result stands to a bar: at it, short of it, or not to be told."""

from decimal import Decimal
from typing import NamedTuple

from bayline.kernel.bounds import Bound
from bayline.kernel.figures import Figure
from bayline.systems.plan.terms.targets import Bar, Good, Operator
from bayline.systems.plan.terms.verdicts import Tolerance
from bayline.systems.reading.rules.figures import middle

_STEP_SHARE = Decimal("0.1")  # a count without a last digit to go by: 超50个 is below 55
_HUNDRED = Decimal(100)


class Stand(NamedTuple):
    """How a result stands to a bar.

    Attributes:
        is_reached: Whether it is there; None where the figure leaves it open.
        gap: How far beyond the bar the result is, in base units; negative where it falls short.
        is_tolerated: Whether only the tolerance of about lets it pass.
    """

    is_reached: bool | None
    gap: Decimal
    is_tolerated: bool = False


def threshold(bar: Bar, good: Good) -> Decimal:
    """Give the number of a bar: of a range the end that has to be reached."""
    figure = bar.figure
    if bar.operator is Operator.WITHIN and figure.low is not None and figure.high is not None:
        return figure.low if good is Good.HIGH else figure.high
    return middle(figure)


def ends_of(figure: Figure) -> tuple[Decimal, Decimal]:
    """Give the lowest and highest value a result can be taken for.

    超80亿元 is less than one step of its last digit above 80: who has 90 says so.
    """
    if figure.bound in {Bound.ABOUT, Bound.NEARLY} and figure.low is not None:
        low, high = figure.low, figure.high if figure.high is not None else figure.low
        return (high, high) if figure.bound is Bound.NEARLY else ((low + high) / 2,) * 2
    step = _step(figure)
    low = figure.low if figure.low is not None else (figure.high or Decimal(0)) - step
    return low, figure.high if figure.high is not None else low + step


def _step(figure: Figure) -> Decimal:
    size = abs(figure.low if figure.low is not None else figure.high or Decimal(0))
    return figure.resolution or size * _STEP_SHARE


def stands(bar: Bar, good: Good, figure: Figure, tolerance: Tolerance) -> Stand:
    """Compare a result with a bar.

    Args:
        bar: The bar.
        good: Which way is good.
        figure: The result, in the unit of the bar.
        tolerance: How far about reaches.
    """
    at, slack = threshold(bar, good), _slack(bar, tolerance)
    low, high = ends_of(figure)
    is_high = good is Good.HIGH
    worst, best = (low, high) if is_high else (high, low)
    gap = worst - at if is_high else at - worst
    best_gap = best - at if is_high else at - best
    is_strict = bar.operator in {Operator.OVER, Operator.UNDER}
    is_one_sided = figure.low is None or figure.high is None
    excludes = is_one_sided or figure.bound is Bound.NEARLY
    if gap + slack > 0 or (gap + slack == 0 and (not is_strict or _beyond(figure, good))):
        if figure.bound is Bound.ABOUT and gap == 0 and bar.operator is not Operator.ABOUT:
            return Stand(None, gap)  # 约6% may be below 6%
        is_nearly = figure.bound is Bound.NEARLY and gap == 0 and is_high  # 近100 is below 100
        return Stand(not is_nearly, gap, is_tolerated=gap < 0)
    # The end that was not stated is never reached: 5%以上 is below 6%.
    is_short = best_gap + slack < 0 or (excludes and best_gap + slack <= 0) or low == high
    return Stand(False if is_short else None, gap)


def _beyond(figure: Figure, good: Good) -> bool:
    return figure.bound is (Bound.OVER if good is Good.HIGH else Bound.UNDER)


def _slack(bar: Bar, tolerance: Tolerance) -> Decimal:
    if bar.operator is not Operator.ABOUT:
        return Decimal(0)
    if bar.figure.unit == "1":
        return tolerance.points / _HUNDRED
    if bar.figure.unit == "pp":
        return tolerance.points
    return abs(middle(bar.figure)) * tolerance.share
