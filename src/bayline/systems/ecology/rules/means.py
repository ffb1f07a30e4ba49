"""Means of readings: pH through hydrogen ions, half the limit of detection, places half to even.

Single readings are never rounded; means are, to the places of the rule of 2020, and only at the
end: means of means (points after months) are made of what is not rounded yet.

Source: 总站水字〔2020〕90号 (环办监测函〔2020〕82号), clause 7 and the table of places.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from typing import NamedTuple

from bayline.systems.ecology.terms import Reading, StatisticsRules

_PH = "ph"
_DIGITS = 40  # of the work in between


class Mean(NamedTuple):
    """A mean of readings.

    Attributes:
        value: The mean, not rounded.
        readings: Of how many readings.
        below: How many of them lay below detection and count as a part of its limit.
        least: How many are only known to be more than what is counted.
    """

    value: Decimal
    readings: int
    below: int = 0
    least: int = 0


def counted(reading: Reading, rules: StatisticsRules) -> Decimal:
    """Give what a reading counts as in a mean."""
    if reading.is_exact or reading.high is None:
        return reading.low
    return reading.high * rules.below_detection_counts


def mean_of_readings(key: str, readings: Sequence[Reading], rules: StatisticsRules) -> Mean:
    """Give the mean of readings of one item.

    Raises:
        ValueError: There are none.
    """
    return Mean(
        mean(key, [counted(one, rules) for one in readings]),
        len(readings),
        sum(not one.is_exact and one.high is not None for one in readings),
        sum(one.high is None for one in readings),
    )


def mean_of_means(key: str, means: Sequence[Mean]) -> Mean:
    """Give the mean of means, each counting once, with all the readings they are of.

    Raises:
        ValueError: There are none.
    """
    return Mean(
        mean(key, [one.value for one in means]),
        sum(one.readings for one in means),
        sum(one.below for one in means),
        sum(one.least for one in means),
    )


def mean(key: str, values: Sequence[Decimal]) -> Decimal:
    """Give the mean of values; of pH, that of the hydrogen ions.

    Raises:
        ValueError: There are none.
    """
    if not values:
        raise ValueError("a mean of nothing")
    with localcontext(prec=_DIGITS):
        if key != _PH:
            return sum(values, Decimal(0)) / len(values)
        ions = sum((Decimal(10) ** -one for one in values), Decimal(0)) / len(values)
        return -ions.log10()


def rounded(key: str, value: Decimal, rules: StatisticsRules) -> Decimal:
    """Round a mean to the places of its item, half to even; one without places stays."""
    places = rules.decimals.get(key)
    if places is None:
        return value
    with localcontext(prec=_DIGITS):
        return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)


def as_readings(means: Mapping[str, Mean], rules: StatisticsRules) -> dict[str, Reading]:
    """Give means, rounded, as readings that have a class."""
    found = {key: rounded(key, one.value, rules) for key, one in means.items()}
    return {key: Reading(value, value, str(value)) for key, value in found.items()}


def means_by_item(
    samples: Iterable[Mapping[str, Reading]], rules: StatisticsRules
) -> dict[str, Mean]:
    """Give the means of several samples, each item over those that have it."""
    gathered: dict[str, list[Reading]] = {}
    for readings in samples:
        for key, reading in readings.items():
            gathered.setdefault(key, []).append(reading)
    return {key: mean_of_readings(key, some, rules) for key, some in gathered.items()}


def means_over(some: Iterable[Mapping[str, Mean]]) -> dict[str, Mean]:
    """Give the means of several sets of means, each item over those that have it."""
    gathered: dict[str, list[Mean]] = {}
    for means in some:
        for key, one in means.items():
            gathered.setdefault(key, []).append(one)
    return {key: mean_of_means(key, means) for key, means in gathered.items()}
