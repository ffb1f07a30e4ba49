"""Single events with how they are kept: by the things they are about, and by their number."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import orjson

from bayline.engines.epcis.words import Event
from bayline.platform.instants import microseconds
from bayline.systems.produce.models import EventRow, LinkRow
from bayline.systems.produce.rules.facts import name_of, thing_of, uris_of

_AT_ONCE = 500
_COLUMNS = ("id", "time", "recorded", "digest", "body")


class Kept(NamedTuple):
    """An event as it is kept.

    Attributes:
        number: Its place in the chain.
        time: When it happened, in microseconds since 1970.
        recorded: When it was captured.
        digest: Of its link of the chain.
        event: What it says.
    """

    number: int
    time: int
    recorded: int
    digest: str
    event: Event


def kept_of(things: Sequence[str], at: datetime | None = None) -> dict[str, list[Kept]]:
    """Give the events about things by their one names, in the order of time.

    Args:
        things: The names.
        at: As of when; None for now.
    """
    names = {thing_of(one): one for one in things}
    found: dict[str, list[Kept]] = {one: [] for one in things}
    numbers = [*names]
    for first in range(0, len(numbers), _AT_ONCE):
        some = numbers[first : first + _AT_ONCE]
        links = LinkRow.objects.filter(thing__in=some).values_list("thing", "event")
        about = [*links]
        events = _events({event for _thing, event in about}, at)
        for number, event in about:
            kept = events.get(event)
            if kept is not None and _is_about(kept.event, names[number]):
                found[names[number]].append(kept)
    for one in found.values():
        one.sort(key=lambda kept: (kept.time, kept.number))
    return found


def _events(numbers: set[int], at: datetime | None) -> dict[int, Kept]:
    listed, found = sorted(numbers), {}
    for first in range(0, len(listed), _AT_ONCE):
        rows = EventRow.objects.filter(id__in=listed[first : first + _AT_ONCE])
        if at is not None:
            rows = rows.filter(recorded__lte=microseconds(at))
        for number, time, recorded, digest, body in rows.values_list(*_COLUMNS):
            found[number] = Kept(number, time, recorded, digest, orjson.loads(body))
    return found


def _is_about(event: Event, thing: str) -> bool:
    """Tell a thing from another whose hash begins alike; what empties a box names no contents."""
    empties = event.get("action") == "DELETE" and not event.get("childEPCs")
    return empties or any(name_of(one) == thing for one in uris_of(event))


def kept_by_number(number: int, at: datetime | None = None) -> Kept | None:
    """Find an event by its place in the chain."""
    return _events({number}, at).get(number)
