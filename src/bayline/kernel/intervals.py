"""Intervals of exact decimals with open and infinite ends: the arithmetic below every figure.

Sums and products of ordinary figures are exact. Where a quotient has no end, the low end is rounded
down and the high end up, so that a result always contains the true value.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import MAX_EMAX, MIN_EMIN, ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import Self

from bayline.kernel.errors import BaylineError

_DIGITS = 60  # far beyond any printed figure: money, areas and shares stay exact
_DOWN = Context(prec=_DIGITS, rounding=ROUND_FLOOR, Emin=MIN_EMIN, Emax=MAX_EMAX)
_UP = Context(prec=_DIGITS, rounding=ROUND_CEILING, Emin=MIN_EMIN, Emax=MAX_EMAX)
_INFINITY = Decimal("Infinity")


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """The numbers from low to high; None is infinite, and an infinite end is open.

    Attributes:
        low: Lower end, or None without limit.
        high: Upper end, or None without limit.
        low_open: Whether low itself is left out.
        high_open: Whether high itself is left out.
    """

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        if _is_empty(self):
            raise BaylineError(
                f"no number lies between {self.low} and {self.high}",
                why="the low end must not lie above the high end",
                do="give the smaller value first",
            )

    @classmethod
    def point(cls, value: Decimal) -> Self:
        """Make the interval that holds one number."""
        return cls(low=value, high=value)

    def __contains__(self, value: Decimal) -> bool:
        return _reaches_down(self, value) and _reaches_up(self, value)

    def plus(self, other: "Interval") -> "Interval":
        """Add every number of one to every number of the other."""
        return Interval(
            low=_sum(self.low, other.low, context=_DOWN),
            high=_sum(self.high, other.high, context=_UP),
            low_open=self.low_open or other.low_open,
            high_open=self.high_open or other.high_open,
        )

    def negated(self) -> "Interval":
        """Mirror the interval at zero."""
        return Interval(
            low=_minus(self.high),
            high=_minus(self.low),
            low_open=self.high_open,
            high_open=self.low_open,
        )

    def minus(self, other: "Interval") -> "Interval":
        """Subtract every number of the other."""
        return self.plus(other.negated())

    def times(self, other: "Interval") -> "Interval":
        """Multiply every number of one by every number of the other."""
        ends = [(_product(a, b), _product_is_open(a, b)) for a in _ends(self) for b in _ends(other)]
        return _hull(ends)

    def divided_by(self, other: "Interval") -> "Interval":
        """Divide by every number of the other.

        Raises:
            BaylineError: If the divisor may be zero.
        """
        sign = _side(other)
        return _hull(
            [
                (_quotient(a, b, sign=sign), _quotient_is_open(a, b))
                for a in _ends(self)
                for b in _ends(other)
            ]
        )

    def widened(self, below: Decimal, above: Decimal) -> "Interval":
        """Move the finite ends outward; an end that moves becomes closed."""
        return Interval(
            low=_sum(self.low, -below, context=_DOWN),
            high=_sum(self.high, above, context=_UP),
            low_open=self.low_open and not below,
            high_open=self.high_open and not above,
        )

    def overlaps(self, other: "Interval") -> bool:
        """Tell whether some number lies in both."""
        return not (_lies_below(self, other) or _lies_below(other, self))

    def covers(self, other: "Interval") -> bool:
        """Tell whether every number of the other lies in this one."""
        low, high = _low(self), _low(other)
        starts = low < high or (low == high and (other.low_open or not self.low_open))
        low, high = _high(other), _high(self)
        ends = low < high or (low == high and (other.high_open or not self.high_open))
        return starts and ends


def summed(intervals: Iterable[Interval]) -> Interval:
    """Add intervals; the sum of none is zero."""
    low: Decimal | None = Decimal(0)
    high: Decimal | None = Decimal(0)
    low_open = high_open = False
    for interval in intervals:
        low = _sum(low, interval.low, context=_DOWN)
        high = _sum(high, interval.high, context=_UP)
        low_open = low_open or interval.low_open
        high_open = high_open or interval.high_open
    return Interval(low=low, high=high, low_open=low_open, high_open=high_open)


_End = tuple[Decimal, bool]  # value, infinite when unlimited, and whether it is left out


def _low(interval: Interval) -> Decimal:
    return -_INFINITY if interval.low is None else interval.low


def _high(interval: Interval) -> Decimal:
    return _INFINITY if interval.high is None else interval.high


def _is_empty(interval: Interval) -> bool:
    low, high = _low(interval), _high(interval)
    return low > high or (low == high and (interval.low_open or interval.high_open))


def _reaches_down(interval: Interval, value: Decimal) -> bool:
    low = _low(interval)
    return low < value or (low == value and not interval.low_open)


def _reaches_up(interval: Interval, value: Decimal) -> bool:
    high = _high(interval)
    return value < high or (value == high and not interval.high_open)


def _lies_below(a: Interval, b: Interval) -> bool:
    high, low = _high(a), _low(b)
    return high < low or (high == low and (a.high_open or b.low_open))


def _sum(a: Decimal | None, b: Decimal | None, *, context: Context) -> Decimal | None:
    return None if a is None or b is None else context.add(a, b)


def _minus(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.copy_negate()


def _ends(interval: Interval) -> tuple[_End, _End]:
    return (_low(interval), interval.low_open), (_high(interval), interval.high_open)


def _product(a: _End, b: _End) -> tuple[Decimal, Decimal]:
    # Zero times an unlimited end is zero: the end stands for ever larger, but finite, numbers.
    if not a[0] or not b[0]:
        return Decimal(0), Decimal(0)
    return _DOWN.multiply(a[0], b[0]), _UP.multiply(a[0], b[0])


def _product_is_open(a: _End, b: _End) -> bool:
    # A closed zero reaches zero whatever the other end does.
    if (not a[0] and not a[1]) or (not b[0] and not b[1]):
        return False
    return a[1] or b[1]


def _hull(ends: list[tuple[tuple[Decimal, Decimal], bool]]) -> Interval:
    low = min(value[0] for value, _ in ends)
    high = max(value[1] for value, _ in ends)
    return Interval(
        low=low if low.is_finite() else None,
        high=high if high.is_finite() else None,
        low_open=low.is_finite() and all(is_open for value, is_open in ends if value[0] == low),
        high_open=high.is_finite() and all(is_open for value, is_open in ends if value[1] == high),
    )


def _side(divisor: Interval) -> int:
    low, high = _low(divisor), _high(divisor)
    if low < 0 < high or Decimal(0) in divisor:
        raise BaylineError(
            "a division by a figure that may be zero",
            why=f"zero lies between {divisor.low} and {divisor.high}",
            do="divide by a figure that is surely above or below zero",
        )
    return 1 if high > 0 else -1


def _quotient(a: _End, b: _End, *, sign: int) -> tuple[Decimal, Decimal]:
    if not a[0] or not b[0].is_finite():
        return Decimal(0), Decimal(0)
    if not b[0]:
        # Towards an open zero the quotient grows without limit.
        endless = _INFINITY if (a[0] > 0) == (sign > 0) else -_INFINITY
        return endless, endless
    return _DOWN.divide(a[0], b[0]), _UP.divide(a[0], b[0])


def _quotient_is_open(a: _End, b: _End) -> bool:
    reaches_zero = not a[0] and not a[1]
    return not reaches_zero and (a[1] or b[1] or not b[0].is_finite())
