"""The next value of a short series: drift, with an interval out of its own past errors.

Public series are short (five to twenty years) and every model with more to fit would be fitted to
noise. The forecast goes on by the mean step of the past. The interval is as wide as the largest
error that the same method made on the series so far, one step ahead; of k such errors, a further
one is no larger in k of k + 1 cases if errors come in no particular order (split conformal
prediction, Vovk, Gammerman and Shafer, Algorithmic Learning in a Random World, 2005, chapter 4).
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

METHOD = "drift"
_FEWEST = 4  # values, so that two errors are known


class Forecast(NamedTuple):
    """The value that comes next.

    Attributes:
        value: The middle.
        low: Lower end of the interval.
        high: Upper end.
        sureness: How often such an interval holds, from 0 to 1, if errors come in no order.
        errors: How many past errors the interval rests on.
    """

    value: Decimal
    low: Decimal
    high: Decimal
    sureness: Decimal
    errors: int


class Backtest(NamedTuple):
    """How the method fared on the past of a series.

    Attributes:
        held: How many actual values lay in the interval that was given for them.
        total: How many were forecast.
        error: Mean size of the errors.
        expected: How many would have lay inside by the sureness that was stated.
    """

    held: int
    total: int
    error: Decimal
    expected: Decimal


def forecast(values: Sequence[Decimal]) -> Forecast | None:
    """Forecast the value after the last.

    Args:
        values: The series, evenly spaced, the oldest first.

    Returns:
        The forecast; None where fewer than four values are known.
    """
    if len(values) < _FEWEST:
        return None
    errors = [abs(values[at] - _next(values[:at])) for at in range(2, len(values))]
    value, reach = _next(values), max(errors)
    sureness = Decimal(len(errors)) / (len(errors) + 1)
    return Forecast(value, value - reach, value + reach, sureness, len(errors))


def _next(values: Sequence[Decimal]) -> Decimal:
    return values[-1] + (values[-1] - values[0]) / (len(values) - 1)


def backtest(series: Iterable[Sequence[Decimal]]) -> Backtest:
    """Forecast every value of series out of those before it, and count the intervals that held.

    Args:
        series: Each evenly spaced, the oldest first; short ones give nothing.
    """
    held, sizes, expected = 0, [], Decimal(0)
    for values in series:
        for at in range(_FEWEST, len(values)):
            made = forecast(values[:at])
            if made is not None:
                held += made.low <= values[at] <= made.high
                sizes.append(abs(values[at] - made.value))
                expected += made.sureness
    mean = sum(sizes, Decimal(0)) / len(sizes) if sizes else Decimal(0)
    return Backtest(held, len(sizes), mean, expected)
