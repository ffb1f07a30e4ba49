"""Sums over the samples of a section in a month, which add up to means over any stretch of time.

A sum holds for each item how many readings there are and what they add up to, exactly; for samples
and days how many are of which class. Sums of later deliveries are added; what a correction changes
is the difference of two sums.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, localcontext
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bayline.systems.ecology.rules.bulk import Column as Values
from bayline.systems.ecology.rules.bulk import graded
from bayline.systems.ecology.rules.classing import classified
from bayline.systems.ecology.rules.intake.meaning import Meanings, weighed
from bayline.systems.ecology.rules.judging import Judge, judge_for
from bayline.systems.ecology.rules.means import Mean
from bayline.systems.ecology.terms import Item, Kind, Reading, Sample, WaterBody

_PH = "ph"
_DIGITS = 60
_ION_PLACES = 45  # decimals of hydrogen ions: what forty digits of pH 14 and less have, and more
_SAFE = 1 << 62
_UNDECIDED = 0


class ItemSum(NamedTuple):
    """The readings of one item.

    Attributes:
        readings: How many.
        below: How many of them lay below detection.
        least: How many are only known to be more than what is counted.
        total: What they add up to; of pH, their hydrogen ions.
    """

    readings: int
    below: int
    least: int
    total: Decimal

    def mean(self, key: str) -> Mean:
        """Give the mean, not rounded."""
        with localcontext(prec=_DIGITS):
            value = self.total / self.readings
            if key == _PH:
                value = -value.log10()
        return Mean(value, self.readings, self.below, self.least)


class Sums(NamedTuple):
    """The samples of a section in a month.

    Attributes:
        samples: How many by class, from 1 to 6; under 0 those whose class cannot be decided.
        days: How many days by the worst class of their samples; under 0 as well.
        items: The readings by item.
    """

    samples: tuple[int, ...]
    days: tuple[int, ...]
    items: Mapping[str, ItemSum]

    def means(self) -> dict[str, Mean]:
        """Give the mean of each item."""
        return {key: one.mean(key) for key, one in self.items.items() if one.readings}


NOTHING = Sums((0,) * 7, (0,) * 7, {})


def added(some: Iterable[Sums], *, sign: int = 1) -> Sums:
    """Add sums; with the sign -1 all but the first are taken away from it."""
    samples, days = [0] * 7, [0] * 7
    items: dict[str, list[ItemSum]] = {}
    for number, one in enumerate(some):
        factor = sign if number else 1
        samples = [a + factor * b for a, b in zip(samples, one.samples, strict=True)]
        days = [a + factor * b for a, b in zip(days, one.days, strict=True)]
        for key, own in one.items.items():
            items.setdefault(key, []).append(own if factor > 0 else _less(own))
    return Sums((*samples,), (*days,), {key: _total(own) for key, own in items.items()})


def _less(one: ItemSum) -> ItemSum:
    return ItemSum(-one.readings, -one.below, -one.least, -one.total)


def _total(some: Sequence[ItemSum]) -> ItemSum:
    if len(some) == 1:
        return some[0]
    with localcontext(prec=_DIGITS):
        return ItemSum(
            sum(one.readings for one in some),
            sum(one.below for one in some),
            sum(one.least for one in some),
            sum((one.total for one in some), Decimal(0)),
        )


def sums_of(samples: Sequence[Sample], below_counts: Decimal) -> Sums:
    """Sum samples up one by one.

    Args:
        samples: Of one section and month, each with its day.
        below_counts: As what part of its limit a reading below detection counts.
    """
    classes = [class_number(one) for one in samples]
    days: dict[object, list[int]] = {}
    for sample, number in zip(samples, classes, strict=True):
        days.setdefault(sample.day, []).append(number)
    items: dict[str, list[Reading]] = {}
    for sample in samples:
        for key, reading in sample.readings.items():
            items.setdefault(key, []).append(reading)
    return Sums(
        _counted(classes),
        _counted(0 if 0 in some else max(some) for some in days.values()),
        {key: _item_sum(key, some, below_counts) for key, some in items.items()},
    )


def _counted(numbers: Iterable[int]) -> tuple[int, ...]:
    counts = Counter(numbers)
    return tuple(counts[number] for number in range(7))


def _item_sum(key: str, readings: Sequence[Reading], below_counts: Decimal) -> ItemSum:
    with localcontext(prec=_DIGITS):
        total = sum(
            (_ion(key, weighed(key, one, below_counts)) for one in readings), Decimal(0)
        ).normalize()
    below = sum(not one.is_exact and one.high is not None for one in readings)
    return ItemSum(len(readings), below, sum(one.high is None for one in readings), total)


def _ion(key: str, value: Decimal) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-_ION_PLACES)) if key == _PH else value


def class_number(sample: Sample) -> int:
    """Give the class of a sample from 1 to 6; 0 where it cannot be decided."""
    judge = judge_for(sample.day)
    found = classified(
        sample.readings, body=sample.body, standard=judge.standard, rules=judge.rules
    )
    return found.water_class or _UNDECIDED


class Readings(NamedTuple):
    """A column of readings of many samples: the item, its texts' meanings, which each row has."""

    item: Item
    meanings: Meanings
    codes: NDArray[np.int32]


def classes_of(
    columns: Sequence[Readings], body: WaterBody, judge: Judge, rows: NDArray[np.int64]
) -> NDArray[np.int8]:
    """Give the class of many samples of one kind of water, as `class_number` does.

    Args:
        columns: The readings of all samples.
        body: The kind of water.
        judge: The documents of their days.
        rows: Which samples.
    """
    counted = [one for one in columns if body in one.item.limits]
    if not counted or not len(rows):
        return np.zeros(len(rows), np.int8)
    best = _worst(counted, body, judge, rows, is_best=True)
    if all(one.meanings.is_exact.sum() == one.meanings.is_value.sum() for one in counted):
        return best
    worst = _worst(counted, body, judge, rows, is_best=False)
    found = np.where(best == worst, best, np.int8(_UNDECIDED))
    _mend_bounded_ph(found, counted, body, judge, rows)
    return found


def _worst(
    columns: Sequence[Readings],
    body: WaterBody,
    judge: Judge,
    rows: NDArray[np.int64],
    *,
    is_best: bool,
) -> NDArray[np.int8]:
    values = {}
    for one in columns:
        ends = one.meanings.best if is_best else one.meanings.worst
        codes = one.codes[rows]
        values[one.item.key] = Values(ends[codes], ~one.meanings.is_value[codes])
    found = graded(values, body=body, standard=judge.standard, rules=judge.rules)
    return np.where(found.counted == 0, np.int8(_UNDECIDED), found.worst + np.int8(1))


def _mend_bounded_ph(
    found: NDArray[np.int8],
    columns: Sequence[Readings],
    body: WaterBody,
    judge: Judge,
    rows: NDArray[np.int64],
) -> None:
    """A bound of pH may reach over the whole range; the few such samples are judged singly."""
    for one in (each for each in columns if each.item.kind is Kind.WITHIN):
        is_bound = one.meanings.is_value & ~one.meanings.is_exact
        for place in np.nonzero(is_bound[one.codes[rows]])[0]:
            readings = readings_at(columns, int(rows[place]))
            single = classified(readings, body=body, standard=judge.standard, rules=judge.rules)
            found[place] = single.water_class or _UNDECIDED


def readings_at(columns: Iterable[Readings], row: int) -> dict[str, Reading]:
    """Give the readings of one sample."""
    found = {}
    for one in columns:
        reading = one.meanings.readings[int(one.codes[row])]
        if reading is not None:
            found[one.item.key] = reading
    return found


def summed(
    columns: Sequence[Readings],
    classes: NDArray[np.int8],
    days: NDArray[np.int32],
    starts: NDArray[np.int64],
    below_counts: Decimal,
) -> Iterator[Sums]:
    """Sum many samples up, section by section and month by month.

    Args:
        columns: Their readings, in the order of the stretches.
        classes: The class of each.
        days: A number of the day of each; days of one stretch stand together.
        starts: Where each stretch begins.
        below_counts: As what part of its limit a reading below detection counts.
    """
    samples = _tallied(classes, starts)
    first = np.flatnonzero(np.r_[True, (days[1:] != days[:-1])] | _is_start(starts, len(days)))
    worst = np.where(
        np.minimum.reduceat(classes, first) == 0, 0, np.maximum.reduceat(classes, first)
    )
    of_days = _tallied(worst.astype(np.int8), np.searchsorted(first, starts))
    items = {one.item.key: [*_item_sums(one, starts, below_counts)] for one in columns}
    for number in range(len(starts)):
        own = {key: some[number] for key, some in items.items() if some[number].readings}
        yield Sums((*samples[number],), (*of_days[number],), own)


def _is_start(starts: NDArray[np.int64], length: int) -> NDArray[np.bool_]:
    found = np.zeros(length, bool)
    found[starts] = True
    return found


def _tallied(classes: NDArray[np.int8], starts: NDArray[np.int64]) -> list[list[int]]:
    tallies = [np.add.reduceat((classes == number).astype(np.int64), starts) for number in range(7)]
    found: list[list[int]] = np.stack(tallies, axis=1).tolist()
    return found


def _item_sums(
    one: Readings, starts: NDArray[np.int64], below_counts: Decimal
) -> Iterator[ItemSum]:
    meanings = one.meanings
    is_below = [
        reading is not None and not reading.is_exact and reading.high is not None
        for reading in meanings.readings
    ]
    is_least = [reading is not None and reading.high is None for reading in meanings.readings]
    marks = (meanings.is_value, np.array(is_below, bool), np.array(is_least, bool))
    counts = [np.add.reduceat(mark[one.codes].astype(np.int64), starts).tolist() for mark in marks]
    weights, places = _whole(one, below_counts)
    totals = np.add.reduceat(_fitting(weights, len(one.codes))[one.codes], starts).tolist()
    for readings, below, least, total in zip(*counts, totals, strict=True):
        with localcontext(prec=_DIGITS):
            yield ItemSum(readings, below, least, Decimal(total).scaleb(-places).normalize())


def _whole(one: Readings, below_counts: Decimal) -> tuple[list[int], int]:
    """Give what each text weighs in whole numbers, and how many decimals these stand for."""
    key = one.item.key
    weights = [
        Decimal(0) if reading is None else weighed(key, reading, below_counts)
        for reading in one.meanings.readings
    ]
    exponents = [-int(weight.as_tuple().exponent) for weight in weights]
    places = _ION_PLACES if key == _PH else max([0, *exponents])
    with localcontext(prec=_DIGITS):
        return [int(_ion(key, weight).scaleb(places)) for weight in weights], places


def _fitting(weights: Sequence[int], rows: int) -> NDArray[np.int64] | NDArray[np.object_]:
    is_safe = max(map(abs, weights), default=0) * max(1, rows) < _SAFE
    return np.array(weights, np.int64 if is_safe else object)
