"""The class of water by its readings: the worst class of any assessed item.

A limit itself is within its class; dissolved oxygen counts the other way round and pH has a range
outside which water is worse than class V. Single readings are compared as they are written, in
exact decimals, never rounded. A bound such as `<0.01` is held against the limits at both of its
ends: where they lie in different classes and nothing else decides, the class cannot be decided.

Source: GB 3838-2002, table 1 and clause 5.1; 环办〔2011〕22号, 一（一）1 and 二（一）1.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from operator import neg

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.ecology.terms import (
    AssessmentRules,
    Classified,
    Item,
    Kind,
    Pollutant,
    Reading,
    WaterBody,
    WaterClass,
    WaterStandard,
)

_CLASSES: tuple[WaterClass, ...] = (*WaterClass,)
_MULTIPLE_PLACES = Decimal("0.0001")
_PRINTED_PLACES, _SMALL_PLACES = Decimal("0.1"), Decimal("0.01")


@cache
def assessed_items(
    standard: WaterStandard, rules: AssessmentRules, body: WaterBody | None
) -> tuple[Item, ...]:
    """Give the items that make the class of a kind of water."""
    return tuple(
        item
        for key, item in standard.items.items()
        if key not in rules.not_assessed and (body is None or body in item.limits)
    )


def class_of(item: Item, body: WaterBody, value: Decimal | None, *, beside: int = 0) -> WaterClass:
    """Give the class of one value.

    Args:
        item: What was measured.
        body: The kind of water.
        value: In the unit of the limits; None for beyond all limits.
        beside: 1 for what is just above the value, -1 for what is just below it.
    """
    limits = item.limits[body]
    if item.kind is Kind.WITHIN:
        is_within = value is not None and _reaches(limits, value, beside)
        return WaterClass.I if is_within else WaterClass.WORSE
    if value is None:
        return WaterClass.I if item.kind is Kind.AT_LEAST else WaterClass.WORSE
    if item.kind is Kind.AT_LEAST:  # its limits fall, so their negatives rise
        bisect = bisect_right if beside < 0 else bisect_left
        return _CLASSES[bisect(limits, -value, key=neg)]
    return _CLASSES[(bisect_right if beside > 0 else bisect_left)(limits, value)]


def _reaches(limits: Sequence[Decimal], value: Decimal, beside: int) -> bool:
    low, high = limits
    is_above = low < value if beside < 0 else low <= value
    return is_above and (value < high if beside > 0 else value <= high)


def ends_of(item: Item, body: WaterBody, reading: Reading) -> tuple[WaterClass, WaterClass]:
    """Give the best and the worst class that a reading can be of."""
    low, high = reading.low, reading.high
    if low is high:  # a value, as most are
        only = class_of(item, body, low)
        return only, only
    is_least = high is None
    above = int(is_least and reading.is_open)
    below = -int(not is_least and reading.is_open)
    found = [
        class_of(item, body, low, beside=above),
        class_of(item, body, high, beside=below),
    ]
    if item.kind is Kind.WITHIN:
        least = item.limits[body][0]
        if low < least and (high is None or high > least or (high == least and not below)):
            found.append(WaterClass.I)  # a bound that reaches over the range
    return min(found), max(found)


def multiple_of(item: Item, body: WaterBody, value: Decimal) -> Decimal | None:
    """Give (value - limit of III) / limit of III; None for items that have none.

    Source: 环办〔2011〕22号, 二（一）1: none for water temperature, pH and dissolved oxygen.
    """
    if item.kind is not Kind.AT_MOST:
        return None
    limit = item.limits[body][WaterClass.III - 1]
    return (value - limit) / limit


def classified(
    readings: Mapping[str, Reading],
    *,
    body: WaterBody | None,
    standard: WaterStandard,
    rules: AssessmentRules,
) -> Classified:
    """Give the class of the readings of one sample, or of means.

    Args:
        readings: By item; what does not count is left aside.
        body: The kind of water; None will do where no limit hangs on it.
        standard: The limits.
        rules: Which items count.

    Raises:
        BaylineError: A limit hangs on the kind of water, and it is not said.
    """
    items = assessed_items(standard, rules, body)
    counted = {item: readings[item.key] for item in items if item.key in readings}
    if body is None:
        _refuse_without_body(counted)
    water = body or WaterBody.RIVER
    missing = tuple(item.key for item in items if item.key not in readings)
    return _decided(counted, water, missing, rules)


def _refuse_without_body(counted: Iterable[Item]) -> None:
    for item in counted:
        if len({*item.limits.values()}) > 1:
            raise BaylineError(
                f"{item.key} is measured, but the kind of water is not said",
                why="its limits for rivers and for lakes differ",
                do="write river or lake in the column water_body",
                zh=Words(
                    f"测了{item.name}，却没有写水体类型",
                    "河流与湖库的限值不同",
                    "请在water_body栏写river或lake",
                ),
            )


def _decided(
    counted: Mapping[Item, Reading],
    body: WaterBody,
    missing: tuple[str, ...],
    rules: AssessmentRules,
) -> Classified:
    ends = {item: ends_of(item, body, reading) for item, reading in counted.items()}
    lows, highs = zip(*ends.values(), strict=True) if ends else ((), ())
    best, worst = max(lows, default=None), max(highs, default=None)
    is_decided = best is not None and best == worst
    found = best if is_decided else None
    grave = [(item, low) for item, (low, _) in ends.items() if low is found or low > WaterClass.III]
    ranked = _ranked(grave, counted, body, rules)
    deciding = [one for one in ranked if one.water_class is found]
    return Classified(
        water_class=found,
        at_best=best,
        at_worst=worst,
        deciding=tuple(one.item.key for one in deciding),
        multiple=_shown_multiple(deciding),
        used=tuple(item.key for item in counted),
        missing=missing,
        undecided=tuple(
            item.key
            for item, (low, high) in ends.items()
            if found is None and low != high and best is not None and high > best
        ),
        pollutants=tuple(one for one in ranked if one.water_class > WaterClass.III),
    )


def _ranked(
    classes: Iterable[tuple[Item, WaterClass]],
    counted: Mapping[Item, Reading],
    body: WaterBody,
    rules: AssessmentRules,
) -> list[Pollutant]:
    """Rank by class, then by multiple; what has none follows, in the order of the standard."""
    found = [
        Pollutant(item=item, water_class=one, multiple=multiple_of(item, body, counted[item].low))
        for item, one in classes
    ]
    return sorted(found, key=lambda one: _gravity(one, rules))


def _gravity(one: Pollutant, rules: AssessmentRules) -> tuple[int, bool, bool, Decimal, int]:
    is_first = one.item.key in rules.first_when_exceeded and one.water_class > WaterClass.III
    multiple = one.multiple or Decimal(0)
    return -one.water_class, not is_first, one.multiple is None, -multiple, one.item.number


def _shown_multiple(deciding: list[Pollutant]) -> Decimal | None:
    if not deciding or deciding[0].water_class <= WaterClass.III:
        return None
    multiple = deciding[0].multiple
    return None if multiple is None else _short(multiple)


def _short(multiple: Decimal) -> Decimal:
    rounded = multiple.quantize(_MULTIPLE_PLACES)
    return rounded.normalize() if rounded.as_tuple().exponent != 0 else rounded


def key_pollutants(
    pollutants: Iterable[Pollutant], rules: AssessmentRules
) -> tuple[Pollutant, ...]:
    """Choose those that are named: cyanide and heavy metals first, then by class and multiple.

    Source: 环办〔2011〕22号, 二（一）1.
    """
    ordered = sorted(
        pollutants,
        key=lambda one: (one.item.key not in rules.first_when_exceeded, *_gravity(one, rules)),
    )
    return tuple(ordered[: rules.key_pollutants])


def printed(one: Pollutant, name: str = "") -> str:
    """Print a key pollutant as reports do: 高锰酸盐指数(1.2), 溶解氧.

    A multiple that one place would print as nothing has two, 高锰酸盐指数(0.03), and one that two
    would print as nothing is said to be less: 高锰酸盐指数(<0.01).

    Args:
        one: What exceeds.
        name: What it is called, where not as in the standard.
    """
    name = name or one.item.name
    if one.multiple is None:
        return name
    short = one.multiple.quantize(_PRINTED_PLACES)
    return f"{name}({short or one.multiple.quantize(_SMALL_PLACES) or f'<{_SMALL_PLACES}'})"
