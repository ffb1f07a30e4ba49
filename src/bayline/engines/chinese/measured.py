"""From a quantity that was read to the figure that can be computed with."""

from decimal import Decimal
from functools import lru_cache

from bayline.engines.chinese.script import fold
from bayline.engines.chinese.terms import Quantity, QuantityKind
from bayline.kernel.bounds import Bound
from bayline.kernel.figures import Figure, Stated

_ZERO = Decimal(0)
_SAME_UNIT = {"名": "人"}


@lru_cache(maxsize=4096)
def figure_of(quantity: Quantity) -> Figure | None:
    """Return the figure of a quantity; None where there is nothing to compute with.

    A plain count (72个) was counted, not rounded; a count in 万 or with decimals was rounded.
    Ranks and 若干 give None.
    """
    value = quantity.value
    if value is None or quantity.kind is QuantityKind.RANK or not quantity.unit:
        return None
    low, high, bound = value, quantity.high, quantity.bound
    if high is not None:
        low, high, bound = min(low, high), max(low, high), Bound.RANGE
    elif bound is Bound.RANGE:
        bound = Bound.ABOUT
    return Figure.stated_as(
        low,
        unit_of(quantity),
        bound=bound,
        resolution=_ZERO if _is_counted(quantity) else quantity.resolution,
        high=high,
        stated=Stated(value=quantity.stated_value, unit=quantity.stated_unit),
    )


def unit_of(quantity: Quantity) -> str:
    """Return the unit to compute in; people are 人 however they are counted."""
    unit = fold(quantity.unit)
    return _SAME_UNIT.get(unit, unit)


def _is_counted(quantity: Quantity) -> bool:
    return quantity.kind is QuantityKind.COUNT and quantity.resolution <= 1 == quantity.factor
