"""Records of a trace as NY/T 4712-2025 has them: each step with its source and its destination.

A step tells what came in (inbound batch), what went out (outbound batch, which is the trace code),
from where and to where. The names of the columns are ours: the standard's own were not read.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from bayline.systems.produce.terms import Fact, Reached

COLUMNS = (
    "step", "time", "place", "party", "inbound_batch", "outbound_batch", "product", "kilograms",
    "source", "destination", "event",
)  # fmt: skip


class Record(NamedTuple):
    """One step.

    Attributes:
        step: The business step, or the type of the event.
        time: When, in microseconds since 1970.
        place: Where.
        inbound: What came in; empty at the origin.
        outbound: What went out: the trace code.
        kilograms: Of what went out; None where nothing says it.
        source: Where it came from: the place or the owner before.
        destination: Where it went: the owner after, else the place.
        event: The id of the event.
    """

    step: str
    time: int
    place: str
    inbound: str
    outbound: str
    kilograms: Decimal | None
    source: str
    destination: str
    event: str


def records(
    reached: Iterable[Reached], facts: Mapping[str, Sequence[Fact]], owners: Mapping[int, str]
) -> list[Record]:
    """Give the steps of everything that is reached, in the order of time.

    Args:
        reached: What is of the trace, both ways.
        facts: The events of each.
        owners: The owner before each event, where the event says it.
    """
    things = {one.thing for one in reached}
    every = {fact.event: fact for one in things for fact in facts.get(one, ())}
    ordered = sorted(every.values(), key=lambda one: (one.time, one.event))
    places: dict[str, str] = {}
    found: list[Record] = []
    for fact in ordered:
        for inbound, outbound in _pairs(fact, things):
            source = owners.get(fact.event) or places.get(inbound or outbound, "")
            destination = fact.buyers[0] if fact.buyers else fact.place
            found.append(
                Record(
                    fact.step or fact.kind, fact.time, fact.place, inbound, outbound,
                    fact.masses.get(outbound, fact.masses.get(inbound)), source, destination,
                    fact.name,
                )
            )  # fmt: skip
            places[outbound] = fact.place or places.get(outbound, "")
    return found


def _pairs(fact: Fact, things: set[str]) -> list[tuple[str, str]]:
    """Give what came in and what went out, for each pair of an event."""
    if fact.inputs or fact.outputs:
        made = [(came, went) for went in fact.outputs for came in fact.inputs or ("",)]
        return [(came, went) for came, went in made if things & {came, went}]
    if fact.is_in is not None and fact.parent:
        inside = [child for child in fact.children if child in things]
        return [(one, fact.parent) if fact.is_in else (fact.parent, one) for one in inside]
    is_origin = fact.step in {"commissioning", "creating_class_instance"}
    return [("" if is_origin else one, one) for one in fact.things if one in things]
