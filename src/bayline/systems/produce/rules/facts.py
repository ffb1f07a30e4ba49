"""Says of an event what goes where: contents, inputs, outputs, masses, buyers."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from bayline.engines.epcis.keys import canonical
from bayline.engines.epcis.times import time_of
from bayline.engines.epcis.words import Event
from bayline.systems.produce.terms import Fact

_KILOGRAMS = {
    "KGM": Decimal(1),
    "GRM": Decimal("0.001"),
    "TNE": Decimal(1000),
    "MGM": Decimal("0.000001"),
}
_CONTAINING = frozenset(("AggregationEvent", "AssociationEvent"))
_LAST, _BITS = 3, 10  # digits, and the bits they take
_EPCS = ("epcList", "childEPCs", "inputEPCList", "outputEPCList")
_QUANTITIES = ("quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList")


def name_of(uri: str) -> str:
    """Give the one name of a thing: its digital link, or the address as it stands."""
    return canonical(uri) or uri


@lru_cache(maxsize=16_384)
def thing_of(uri: str) -> int:
    """Number a thing by its one name; see `marked`."""
    return marked(name_of(uri))


def marked(name: str) -> int:
    """Number a name in 63 bits: 53 of a hash, and its last three digits, where it ends in such.

    Names that are counted up, as those of boxes are, then stand beside each other in an index, and
    a thousand new ones touch a few of its pages instead of a page each.
    """
    last = name[-_LAST:]
    if last.isdecimal() and last.isascii() and len(last) == _LAST:
        return _beginning(name[:-_LAST]) << _BITS | int(last)
    return _hashed(name) >> 1


@lru_cache(maxsize=8_192)
def _beginning(name: str) -> int:
    return _hashed(f"{name}\0") >> _BITS + 1  # no name is as this one is


def _hashed(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big")


def uris_of(event: Event) -> Iterator[str]:
    """Give everything that an event is about, as it stands there."""
    for name in _EPCS:
        if name in event:
            yield from event[name]
    for name in _QUANTITIES:
        if name in event:
            for one in event[name]:
                yield one["epcClass"]
    if "parentID" in event:
        yield event["parentID"]


def things_of(event: Event) -> set[int]:
    """Number everything that an event is about."""
    return set(map(thing_of, uris_of(event)))


def masses_of(event: Event, *lists: str) -> dict[str, Decimal]:
    """Add up the kilograms of each class in lists of quantities; what is no mass is left out."""
    found: dict[str, Decimal] = {}
    for name in lists:
        for one in event.get(name, ()):
            factor = _KILOGRAMS.get(one.get("uom", ""))
            if factor is not None and "quantity" in one:
                thing = name_of(one["epcClass"])
                found[thing] = found.get(thing, Decimal(0)) + Decimal(str(one["quantity"])) * factor
    return found


def fact_of(number: int, event: Event) -> Fact:
    """Read out of an event what goes where."""
    kind = event["type"]
    contains = kind in _CONTAINING
    action = event.get("action", "")
    return Fact(
        event=number,
        name=event.get("eventID", ""),
        kind=kind,
        time=time_of(event["eventTime"]),
        step=event.get("bizStep", ""),
        is_in={"ADD": True, "DELETE": False}.get(action) if contains else None,
        parent=name_of(event["parentID"]) if contains and "parentID" in event else "",
        children=_names(event, "childEPCs", "childQuantityList"),
        inputs=_names(event, "inputEPCList", "inputQuantityList"),
        outputs=_names(event, "outputEPCList", "outputQuantityList"),
        things=tuple(dict.fromkeys(map(name_of, uris_of(event)))),
        masses=masses_of(event, *_QUANTITIES),
        buyers=_buyers(event),
        place=_place(event),
    )


def _names(event: Event, epcs: str, quantities: str) -> tuple[str, ...]:
    listed = [*event.get(epcs, ()), *(one["epcClass"] for one in event.get(quantities, ()))]
    return tuple(dict.fromkeys(map(name_of, listed)))


def _buyers(event: Event) -> tuple[str, ...]:
    listed: list[dict[str, Any]] = event.get("destinationList", [])
    owners = [one["destination"] for one in listed if one["type"] == "owning_party"]
    return tuple(name_of(one) for one in owners or [one["destination"] for one in listed])


def _place(event: Event) -> str:
    for name in ("bizLocation", "readPoint"):
        if name in event:
            return name_of(event[name]["id"])
    return ""
