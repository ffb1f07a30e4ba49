"""What a published ratio can be a ratio of: 99.9 % says how many units there must be at least.

A share printed with so many places stands for an interval; only such numbers of units are possible
of which some whole number falls into it. A ratio whose unit is not stated (sections, samples, days)
is a finding of its own: nobody can compute it again.
"""

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

_WHOLE = 100


class Implied(NamedTuple):
    """The numbers of units that a ratio allows with so many misses.

    Attributes:
        misses: Units that are not within.
        least: The fewest units.
        most: The most; None without end.
    """

    misses: int
    least: int
    most: int | None


def span_of(percent: Decimal) -> tuple[Fraction, Fraction]:
    """Give what a printed percentage stands for: from low, up to but not including high."""
    exponent = percent.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    half = Fraction(1, 2 * 10**places)
    value = Fraction(percent)
    return (value - half) / _WHOLE, (value + half) / _WHOLE


def implied(percent: Decimal, *, misses: int) -> Implied | None:
    """Give how many units there can be if so many are missed.

    Returns:
        The least and the most; None where no number of units fits.
    """
    low, high = span_of(percent)
    if misses == 0:
        return Implied(0, 1, None) if high > 1 else None
    if low >= 1:
        return None
    least = max(misses, ceil(misses / (1 - low)))
    most = None if high >= 1 else _below(misses / (1 - high))
    return None if most is not None and most < least else Implied(misses, least, most)


def _below(limit: Fraction) -> int:
    """Give the last whole number below a limit."""
    return floor(limit) if limit.denominator > 1 else int(limit) - 1


def is_possible(percent: Decimal, *, units: int) -> tuple[int, ...]:
    """Give the numbers of units within that print as this percentage; none where it cannot be."""
    low, high = span_of(percent)
    first = max(0, ceil(low * units))
    last = min(units, _below(high * units))
    return tuple(range(first, last + 1))


def share_of(within: int, units: int, *, places: int = 1) -> Decimal:
    """Give a share in percent, rounded half up as it is printed.

    Raises:
        ValueError: There are no units.
    """
    if units < 1 or not 0 <= within <= units:
        raise ValueError(f"{within} of {units}")
    scaled = Fraction(within * _WHOLE * 10**places, units) + Fraction(1, 2)
    return Decimal(floor(scaled)).scaleb(-places)
