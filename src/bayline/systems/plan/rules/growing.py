"""A growth computed out of two amounts, this year's and last year's."""

from dataclasses import replace
from decimal import Decimal

from bayline.kernel.figures import Figure
from bayline.kernel.statuses import Change
from bayline.systems.plan.terms.results import Result
from bayline.systems.reading.rules.figures import middle, percent

_STEP = Decimal("0.001")


def growth_of(now: Result, earlier: Result) -> Result | None:
    """Give the growth from one amount to another as a result; None from nothing."""
    base = middle(earlier.figure)
    if not base:
        return None
    figure = Figure.stated_as(middle(now.figure) / base - 1, "1", resolution=_STEP)
    return replace(now, figure=figure, change=Change.GROWTH, words=f"约{percent(figure)}")
