"""Rules of produce that events are held against: masses, and the days after a pesticide."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from bayline.engines.epcis.faults import Fault
from bayline.engines.epcis.shapes import BEFORE, FIELDS
from bayline.engines.epcis.times import time_of
from bayline.engines.epcis.words import Event
from bayline.systems.produce.rules.facts import masses_of, thing_of

_DAY = 86_400_000_000
_KNOWN = frozenset(("type", *BEFORE, *chain.from_iterable(FIELDS.values())))
_HARVEST = frozenset(("commissioning", "creating_class_instance"))
LOSS = "declaredLoss"
INTERVAL = "safetyIntervalDays"
_MOST = {LOSS: 1_000_000_000, INTERVAL: 3_660}  # kilograms, days


class Treatment(NamedTuple):
    """That something was treated: what, when, and until when it must not be harvested."""

    thing: int
    time: int
    until: int


def faults_of_mass(event: Event, at: int) -> Iterator[Fault]:
    """Find a transformation out of which more comes than went in, less the loss it declares.

    Where something has no mass, as a single object has none, nothing can be said.
    """
    if event["type"] != "TransformationEvent" or event.get("inputEPCList"):
        return
    inputs, outputs = event.get("inputQuantityList", ()), event.get("outputQuantityList", ())
    if not inputs or not outputs:
        return
    yield from _negative(event, at)
    total_in, total_out = _mass(event, "inputQuantityList"), _mass(event, "outputQuantityList")
    loss = _extension(event, LOSS)
    if total_in is None or total_out is None or total_out + loss <= total_in:
        return
    yield Fault(
        at,
        "outputQuantityList",
        "mass",
        f"{total_out} kg come out of {total_in} kg, with {loss} kg declared as lost; "
        "correct the quantities or the loss",
        f"投入{total_in}千克，申报损耗{loss}千克，产出却有{total_out}千克；请更正数量或损耗",
    )


def _negative(event: Event, at: int) -> Iterator[Fault]:
    for name in ("inputQuantityList", "outputQuantityList"):
        for place, one in enumerate(event[name]):
            if one.get("quantity", 0) < 0:
                yield Fault(
                    at,
                    f"{name}.{place}.quantity",
                    "mass",
                    f"{one['quantity']} is less than nothing; correct the quantity",
                    f"{one['quantity']}小于零；请更正数量",
                )


def _mass(event: Event, name: str) -> Decimal | None:
    """Add up a list of quantities; None if one of them is no mass."""
    listed = event[name]
    if any("quantity" not in one or not masses_of({name: [one]}, name) for one in listed):
        return None
    return sum(masses_of(event, name).values(), Decimal(0))


def faults_of_numbers(event: Event, at: int) -> Iterator[Fault]:
    """Find a loss or a safety interval that is no number one could reckon with."""
    if event.keys() <= _KNOWN:
        return
    for key, value in event.items():
        name = key.rpartition(":")[2]
        if ":" in key and name in _MOST and _number(name, value) is None:
            told = str(value)[:40]
            yield Fault(
                at,
                key,
                "value",
                f"{key} is a number from 0 to {_MOST[name]}, not {told}; correct it",
                f"{key}是0到{_MOST[name]}的数，不是{told}；请更正",
            )


def _number(name: str, value: object) -> Decimal | None:
    """Read a number, written plainly or with its type; None if it is none or none of the bounds."""
    plain = value.get("@value") if isinstance(value, dict) else value
    if isinstance(plain, bool):
        return None
    try:
        found = Decimal(str(plain).strip())
    except ArithmeticError:
        return None
    return found if found.is_finite() and 0 <= found <= _MOST[name] else None


def _extension(event: Event, name: str) -> Decimal:
    """Read a number that an event gives under a name of its own, in any namespace; 0 if none."""
    found = (_number(name, each) for key, each in event.items() if key.rpartition(":")[2] == name)
    return next((one for one in found if one is not None), Decimal(0))


def treatments_of(event: Event) -> list[Treatment]:
    """Give what an event says was treated with a pesticide, if it says for how many days."""
    if event.keys() <= _KNOWN or not any(key.rpartition(":")[2] == INTERVAL for key in event):
        return []
    time = time_of(event["eventTime"])
    until = time + int(_extension(event, INTERVAL) * _DAY)
    return [Treatment(thing, time, until) for thing in sorted(_blocks(event))]


def harvested_from(event: Event) -> set[int]:
    """Number what an event harvests from: its inputs and its place; empty if it is no harvest."""
    if event.get("bizStep") not in _HARVEST:
        return set()
    is_made = event["type"] == "TransformationEvent" or event.get("action") == "ADD"
    return _blocks(event) if is_made else set()


def _blocks(event: Event) -> set[int]:
    listed = [*event.get("epcList", ()), *event.get("inputEPCList", ())]
    for name in ("quantityList", "inputQuantityList"):
        if name in event:
            listed += [one["epcClass"] for one in event[name]]
    listed += [event[name]["id"] for name in ("readPoint", "bizLocation") if name in event]
    return set(map(thing_of, listed))


def faults_of_interval(
    event: Event, at: int, blocks: set[int], known: Iterable[Treatment]
) -> Iterator[Fault]:
    """Find a harvest within the safety interval of a treatment.

    Args:
        event: An event.
        at: Its place in the document.
        blocks: What it harvests from.
        known: Treatments.
    """
    time = time_of(event["eventTime"])
    late = [one for one in known if one.thing in blocks and one.time <= time < one.until]
    if late:
        days = -(-(max(one.until for one in late) - time) // _DAY)
        yield Fault(
            at,
            "eventTime",
            "interval",
            f"the harvest is within the safety interval of a pesticide; wait {days} days more",
            f"采收在农药安全间隔期内，还要再等{days}天",
        )
