"""Holds the GTIN that an event says beside its objects against the one in their links."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from bayline.engines.epcis.faults import Fault
from bayline.engines.epcis.keys import key_of
from bayline.engines.epcis.shapes import LISTS_OF_EPCS, LISTS_OF_QUANTITIES
from bayline.engines.epcis.words import Event, Json

_GTIN, _DIGITS = "01", 14


def faults_of_gtins(event: Event, at: int) -> Iterator[Fault]:
    """Find a GTIN among the words of one's own that no object of the event has."""
    named = [*_gtins(event, ""), *_gtins(event.get("ilmd"), "ilmd.")]
    if not named:
        return
    held = {key.value for key in map(key_of, _things(event)) if key and key.identifier == _GTIN}
    for field, value in named:
        if held and value.zfill(_DIGITS) not in held:
            listed = ", ".join(sorted(held))
            yield Fault(
                at,
                field,
                "digital_link",
                f"the GTIN {value} is not that of the event's links, which say {listed}; "
                "give one of them",
                f"GTIN {value}与事件中链接的{listed}不符，请改成一致",
            )


def _gtins(held: Json, path: str) -> Iterator[tuple[str, str]]:
    for name, value in held.items() if isinstance(held, dict) else ():
        is_meant = ":" in name and name.rpartition(":")[2].lower() == "gtin"
        if is_meant and isinstance(value, str | int) and str(value).isdigit():
            yield path + name, str(value)


def _things(event: Event) -> Iterator[str]:
    objects: chain[Any] = chain.from_iterable(event.get(name, ()) for name in LISTS_OF_EPCS)
    yield from objects
    for name in LISTS_OF_QUANTITIES:
        yield from (one["epcClass"] for one in event.get(name, ()))
