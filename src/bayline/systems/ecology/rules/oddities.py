"""What is odd about a sample: no section or time, a unit a thousand times off, too much oxygen."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from bayline.systems.ecology.rules.heads import Column
from bayline.systems.ecology.rules.packs import ODDITIES, latest, table_of
from bayline.systems.ecology.terms import Flag, Item, Kind, Reading, Sample, WaterBody


class Bounds(NamedTuple):
    """Where oddity begins; see the parameters."""

    far_beyond_class_v: Decimal
    slip: Decimal
    saturation: Decimal
    saturation_from: Decimal
    above_saturation: Decimal
    class_one_saturation: Decimal
    slip_up_from: Decimal
    slip_up_to: Decimal
    slip_down_from: Decimal
    gap_from: Decimal
    air_beyond: Decimal
    air_least: Decimal
    air_least_co: Decimal


@cache
def bounds() -> Bounds:
    """Give where oddity begins."""
    table = table_of(latest(ODDITIES))
    return Bounds(*(Decimal(table[name]) for name in Bounds._fields))


@cache
def _traces() -> frozenset[str]:
    return frozenset(table_of(latest(ODDITIES))["trace"])


def oddities(sample: Sample, columns: Sequence[Column]) -> Iterator[Flag]:
    """Give a flag for each odd thing about a sample.

    Args:
        sample: The sample.
        columns: The columns of its table.
    """
    yield from _about(sample)
    for column in columns:
        span = slips_from(column.item)
        reading = sample.readings.get(column.item.key) if span else None
        if reading and span and reading.is_exact and reading.low > span[0]:
            yield (
                _slip(column.item, reading)
                if reading.low <= span[1]
                else _far(column.item, reading)
            )
    yield from _oxygen(sample)
    yield from _saturated(sample, columns)


def _about(sample: Sample) -> Iterator[Flag]:
    for name, text, zh in (("section", sample.section, "断面"), ("time", sample.time, "时间")):
        if not text:
            yield Flag(f"no_{name}", f"no {name} is given", f"没有写{zh}")
    if sample.time and sample.day is None:
        yield Flag("time_unread", f"“{sample.time}” names no day", f"“{sample.time}”看不出是哪一天")


@cache
def slips_from(item: Item) -> tuple[Decimal, Decimal] | None:
    """Give what a value that looks slipped is above, and the most it would be after all."""
    if item.kind is not Kind.AT_MOST:
        return None
    worst = max(limits[-1] for limits in item.limits.values())
    far = Decimal(1) if item.key in _traces() else bounds().far_beyond_class_v
    return worst * far, worst * bounds().slip


def _far(item: Item, reading: Reading) -> Flag:
    return Flag(
        f"beyond:{item.key}",
        f"{item.key} {reading.text} is far beyond class V, more than a slip of units explains",
        f"{item.name}{reading.text}远远超出Ⅴ类限值，差的不止一千倍",
    )


def _slip(item: Item, reading: Reading) -> Flag:
    less = (reading.low / bounds().slip).normalize()
    return Flag(
        f"unit:{item.key}",
        f"{item.key} {reading.text} looks a thousand times too much: "
        f"is it {reading.low:f} or {less:f} {item.unit}?",
        f"{item.name}{reading.text}像是大了一千倍：是{reading.low:f}还是{less:f}{item.unit}？",
    )


def _oxygen(sample: Sample) -> Iterator[Flag]:
    oxygen, warm = sample.readings.get("do"), sample.readings.get("temperature")
    degrees = warm.low if warm is not None and warm.low >= 0 else Decimal(0)
    if oxygen is None:
        return
    limits = bounds()
    most = limits.saturation / (limits.saturation_from + degrees)
    if oxygen.low > most * limits.above_saturation:
        yield Flag(
            "do_above_saturation",
            f"dissolved oxygen {oxygen.text} is far above saturation, {most:.1f} mg/L",
            f"溶解氧{oxygen.text}远高于饱和值{most:.1f}毫克/升",
        )


def _saturated(sample: Sample, columns: Sequence[Column]) -> Iterator[Flag]:
    """Tell of oxygen that is of class I by saturation, while classes go by its concentration."""
    oxygen, warm = sample.readings.get("do"), sample.readings.get("temperature")
    item = next((one.item for one in columns if one.item.key == "do"), None)
    if oxygen is None or warm is None or item is None or warm.low < 0:
        return
    limits = bounds()
    first = item.limits[WaterBody.RIVER][0]
    full = limits.saturation / (limits.saturation_from + warm.low)
    if full * limits.class_one_saturation <= oxygen.low < first:
        yield Flag(
            "do_saturated",
            f"dissolved oxygen {oxygen.text} is 90 % of saturation or more, class I by that; it is "
            f"judged by {first} mg/L here",
            f"溶解氧{oxygen.text}已到饱和的90%，按饱和率是Ⅰ类；这里按{first}毫克/升评",
        )
