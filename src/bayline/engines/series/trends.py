"""Trends of series: rank correlation with time, and Mann-Kendall within seasons.

Spearman's coefficient is exact for ranks that tie. Mann-Kendall counts the pairs that rise less
those that fall, within each season, and holds the sum against its variance corrected for ties
(Hirsch, Slack and Smith, Techniques of trend analysis for monthly water quality data, 1982). The
slope is the middle of all slopes between years of the same season (Sen).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import erfc, sqrt
from typing import NamedTuple

Value = Fraction
_FEWEST = 2


class Kendall(NamedTuple):
    """What the seasonal Mann-Kendall test says.

    Attributes:
        score: Pairs that rise less pairs that fall.
        z: The score over its standard deviation, corrected for continuity.
        p: How often chance alone gives as much, two-sided.
        slope: The middle slope for one step of time; None without pairs.
        pairs: How many pairs were compared.
    """

    score: int
    z: float
    p: float
    slope: Fraction | None
    pairs: int


def ranks(values: Sequence[Value]) -> list[Fraction]:
    """Give the rank of each value from 1; values that tie share the middle of their ranks."""
    first: dict[Value, int] = {}
    for place, value in enumerate(sorted(values), start=1):
        first.setdefault(value, place)
    counts = Counter(values)
    return [Fraction(2 * first[value] + counts[value] - 1, 2) for value in values]


def rank_correlation(values: Sequence[Value]) -> float | None:
    """Give Spearman's coefficient of values in the order of time; None where all are the same."""
    count = len(values)
    if count < _FEWEST or len({*values}) == 1:
        return None
    middle = Fraction(count + 1, 2)
    own = [rank - middle for rank in ranks(values)]
    time = [place - middle for place in range(1, count + 1)]
    shared = sum((a * b for a, b in zip(own, time, strict=True)), Fraction(0))
    spread = sum((a * a for a in own), Fraction(0)) * sum((b * b for b in time), Fraction(0))
    return float(shared) / sqrt(spread)


def seasonal_kendall(seasons: Mapping[str, Sequence[tuple[int, Value]]]) -> Kendall:
    """Test for a trend within seasons.

    Args:
        seasons: For each season its values with the year, in the order of years.
    """
    score, variance = 0, Fraction(0)
    slopes: list[Fraction] = []
    for values in seasons.values():
        pairs = [(b[1] - a[1], b[0] - a[0]) for a, b in combinations(values, 2)]
        score += sum((rise > 0) - (rise < 0) for rise, _ in pairs)
        variance += _variance([value for _, value in values])
        slopes += [Fraction(rise, years) for rise, years in pairs if years]
    z = _z(score, variance)
    return Kendall(score, z, erfc(abs(z) / sqrt(2)), _middle(slopes), len(slopes))


def _variance(values: Sequence[Value]) -> Fraction:
    count = len(values)
    ties = sum(n * (n - 1) * (2 * n + 5) for n in Counter(values).values())
    return Fraction(count * (count - 1) * (2 * count + 5) - ties, 18)


def _z(score: int, variance: Fraction) -> float:
    if not score or not variance:
        return 0.0
    return (score - (1 if score > 0 else -1)) / sqrt(variance)


def _middle(values: Iterable[Fraction]) -> Fraction | None:
    ordered = sorted(values)
    if not ordered:
        return None
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
