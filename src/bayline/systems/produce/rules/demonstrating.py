"""Makes the events of a demonstration: what was picked, graded, packed, shipped and sold.

The same file and the same registers always give the same events, so nothing here asks a clock or a
dice. The rule is told in the file of the pack and in the guide of developers.
"""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta, timezone
from typing import Any, NamedTuple

from bayline.engines.epcis.keys import CANONICAL, check_digit
from bayline.engines.epcis.words import Event
from bayline.kernel.errors import BaylineError, Words

PREFIX = "bayline"
NAMESPACES = {PREFIX: "https://example.org/bayline/produce/"}
MARK = f"{PREFIX}:demonstration"
_OFFSET = "+08:00"
_ZONE = timezone(timedelta(hours=8))
_GRADED_PERCENT = 96
_INTERVAL_DAYS = 7
_ROUND_KG = 10
_SIDES = 2  # buyers of a lot


class Picking(NamedTuple):
    """Blocks that are picked alike.

    Attributes:
        blocks: Their codes.
        first: The first day.
        last: No day is after it.
        every: Days from one to the next.
        kilograms: Of a lot, about.
        unit: Kilograms that are packed together at most.
        treated: How many days before the first day each block is treated.
    """

    blocks: tuple[str, ...]
    first: date
    last: date
    every: int
    kilograms: int
    unit: int
    treated: int


class Demonstration(NamedTuple):
    """What a file asks for.

    Attributes:
        prefix: Digits with which the numbers of units begin.
        buyers: Codes of those who buy in turn.
        uninspected: Lots that are not inspected.
        held: Lots that are not shipped.
        pickings: What is picked.
    """

    prefix: str
    buyers: tuple[str, ...]
    uninspected: frozenset[str]
    held: frozenset[str]
    pickings: tuple[Picking, ...]


class Ground(NamedTuple):
    """What registers say of a block.

    Attributes:
        place: Its address in events.
        base: The address of its base.
        grower: The address of its cooperative.
        gtin: Of what it bears.
        variety: What it bears.
        needs_certificate: Whether that is sold with a certificate only.
    """

    place: str
    base: str
    grower: str
    gtin: str
    variety: str
    needs_certificate: bool


def read_demonstration(text: str, *, where: str) -> Demonstration:
    """Read a file of TOML.

    Raises:
        BaylineError: Something is missing or of another kind.
    """
    try:
        told = tomllib.loads(text)
        return Demonstration(
            str(told["prefix"]),
            tuple(map(str, told["buyers"])),
            frozenset(map(str, told.get("uninspected", ()))),
            frozenset(map(str, told.get("held", ()))),
            tuple(_picking(one) for one in told["picking"]),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise _wrong(where, f"{type(error).__name__} {error}") from error


def _picking(told: Mapping[str, Any]) -> Picking:
    first, last = told["first"], told["last"]
    if type(first) is not date or type(last) is not date:
        raise TypeError(f"{first} to {last} are no days")
    numbers = [int(told[name]) for name in ("every", "kilograms", "unit", "treated")]
    if min(numbers) <= 0 or last < first:
        raise ValueError("a picking goes forward, in numbers above zero")
    return Picking(tuple(map(str, told["blocks"])), first, last, *numbers)


def made(
    asked: Demonstration, grounds: Mapping[str, Ground], buyers: Mapping[str, str], *, where: str
) -> list[Event]:
    """Make all events, in the order of time.

    Args:
        asked: What the file asks for.
        grounds: Blocks by code.
        buyers: Addresses of buyers by code.
        where: The file, for refusals.

    Raises:
        BaylineError: The file names a block or a buyer that no register has.
    """
    blocks = {code for one in asked.pickings for code in one.blocks}
    unknown = sorted((blocks - grounds.keys()) | ({*asked.buyers} - buyers.keys()))
    if unknown or not asked.buyers:
        raise _wrong(where, f"no register has {unknown[0]}" if unknown else "nobody buys")
    return sorted(_Maker(asked, grounds, buyers).events(), key=lambda one: str(one["eventTime"]))


class _Lot(NamedTuple):
    """What one block gives on one day."""

    name: str
    ground: Ground
    day: date
    at: int
    mass: int

    @property
    def raw(self) -> str:
        """As it comes from the block."""
        return f"{CANONICAL}/01/{self.ground.gtin}/10/{self.name}"

    @property
    def fine(self) -> str:
        """As it is graded."""
        return f"{self.raw}-A"

    @property
    def graded(self) -> int:
        """Kilograms that grading leaves."""
        return self.mass * _GRADED_PERCENT // 100

    @property
    def here(self) -> dict[str, str]:
        """Where it is until it is shipped."""
        return {"id": self.ground.base}


class _Maker:
    """Makes events, numbering units as they are packed."""

    def __init__(
        self, asked: Demonstration, grounds: Mapping[str, Ground], buyers: Mapping[str, str]
    ) -> None:
        self._asked, self._grounds = asked, grounds
        self._buyers = [buyers[code] for code in asked.buyers]
        self._units = 0
        self._sold = 0

    def events(self) -> Iterator[Event]:
        for picking in self._asked.pickings:
            days = (picking.last - picking.first).days // picking.every + 1
            for at, block in enumerate(picking.blocks):
                treated = picking.first - timedelta(days=picking.treated)
                yield self._treatment(block, treated, at)
            for day in range(days):
                mass = _mass(picking.kilograms, day, days)
                when = picking.first + timedelta(days=day * picking.every)
                for at, block in enumerate(picking.blocks):
                    ground, name = self._grounds[block], f"{block}-{when:%y%m%d}"
                    lot = _Lot(name, ground, when, at, mass)
                    yield from self._harvested(lot)
                    yield from self._packed(lot, picking.unit)

    def _treatment(self, block: str, day: date, at: int) -> Event:
        place = {"id": self._grounds[block].place}
        told = {f"{PREFIX}:safetyIntervalDays": _INTERVAL_DAYS}
        return _event("ObjectEvent", day, 17, at, action="OBSERVE", epcList=[], readPoint=place,
                      bizStep="other", **told)  # fmt: skip

    def _harvested(self, lot: "_Lot") -> Iterator[Event]:
        """Pick a lot, grade it, inspect it."""
        ground, day, at = lot.ground, lot.day, lot.at
        raw, fine = _quantity(lot.raw, lot.mass), _quantity(lot.fine, lot.graded)
        yield _event("ObjectEvent", day, 6, at, action="ADD", bizStep="commissioning",
                     quantityList=raw, readPoint={"id": ground.place}, bizLocation=lot.here,
                     ilmd={f"{PREFIX}:variety": ground.variety})  # fmt: skip
        loss = {f"{PREFIX}:declaredLoss": lot.mass - lot.graded}
        yield _event("TransformationEvent", day, 10, at, bizStep="creating_class_instance",
                     bizLocation=lot.here, inputQuantityList=raw, outputQuantityList=fine,
                     **loss)  # fmt: skip
        if lot.name not in self._asked.uninspected:
            yield _event("ObjectEvent", day, 13, at, action="OBSERVE", bizStep="inspecting",
                         quantityList=fine, bizLocation=lot.here)  # fmt: skip

    def _packed(self, lot: "_Lot", unit: int) -> Iterator[Event]:
        """Pack a graded lot onto units, ship them unless they are held, and sell them."""
        number = -(-lot.graded // unit)
        units = [self._unit() for _ in range(number)]
        for part, one in enumerate(units):
            kilograms = lot.graded * (part + 1) // number - lot.graded * part // number
            yield _event("AggregationEvent", lot.day, 15, lot.at + part, action="ADD",
                         parentID=one, childQuantityList=_quantity(lot.fine, kilograms),
                         bizStep="packing", bizLocation=lot.here)  # fmt: skip
        if lot.name not in self._asked.held:
            for side in range(min(_SIDES, number)):
                yield from self._sale(lot, units[side::_SIDES])

    def _sale(self, lot: "_Lot", units: list[str]) -> Iterator[Event]:
        ground, morrow = lot.ground, lot.day + timedelta(days=1)
        buyer = self._buyers[self._sold % len(self._buyers)]
        self._sold += 1
        certificate = {"certificationInfo": _certificate(self._asked.prefix, lot.name)}
        yield _event("ObjectEvent", morrow, 5, lot.at, action="OBSERVE", bizStep="shipping",
                     disposition="in_transit", epcList=units, bizLocation=lot.here,
                     sourceList=[{"type": "owning_party", "source": ground.grower}],
                     destinationList=[{"type": "owning_party", "destination": buyer}],
                     **(certificate if ground.needs_certificate else {}))  # fmt: skip
        shop = {"id": buyer.replace("/417/", "/414/")}
        yield _event("ObjectEvent", morrow, 16, lot.at, action="OBSERVE",
                     bizStep="retail_selling", disposition="retail_sold", epcList=units,
                     bizLocation=shop)  # fmt: skip

    def _unit(self) -> str:
        self._units += 1
        body = f"1{self._asked.prefix}{self._units:0{16 - len(self._asked.prefix)}d}"
        return f"{CANONICAL}/00/{body}{check_digit(body)}"


def _mass(kilograms: int, day: int, days: int) -> int:
    """Let the middle of a season give most."""
    share = 13 * days - 6 * abs(2 * day + 1 - days)
    return round(kilograms * share / (10 * days) / _ROUND_KG) * _ROUND_KG


def _certificate(prefix: str, lot: str) -> str:
    body = f"{prefix}{'1':0>{12 - len(prefix)}}"
    return f"{CANONICAL}/253/{body}{check_digit(body)}{lot.replace('-', '')}"


def _quantity(link: str, kilograms: int) -> list[dict[str, object]]:
    return [{"epcClass": link, "quantity": kilograms, "uom": "KGM"}]


def _event(kind: str, day: date, hour: int, minute: int, **told: object) -> Event:
    when = datetime(day.year, day.month, day.day, hour, tzinfo=_ZONE) + timedelta(minutes=minute)
    return {
        "type": kind,
        "eventTime": when.isoformat(timespec="milliseconds"),
        "eventTimeZoneOffset": _OFFSET,
        **told,
        MARK: True,
    }


def _wrong(where: str, why: str) -> BaylineError:
    return BaylineError(
        "the demonstration cannot be made",
        where=where,
        why=why,
        do="correct the file or the registers",
        zh=Words("演示事件做不出来", why, "请改正文件或名册"),
    )
