"""Writes events that were found right: bodies in a chain, and the rows that find them again."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import orjson

from bayline.engines.epcis.shapes import BEFORE, FIELDS
from bayline.engines.epcis.times import time_of
from bayline.engines.epcis.words import Event
from bayline.platform.bulk import write_rows
from bayline.platform.record.actions.turns import last_digest, move_head
from bayline.platform.record.chain import content_hash, linked
from bayline.systems.produce.models import EventRow, WordRow
from bayline.systems.produce.queries.events import TABLE
from bayline.systems.produce.queries.wording import words_among
from bayline.systems.produce.rules.facts import things_of
from bayline.systems.produce.rules.limits import Treatment
from bayline.systems.produce.rules.nesting import Move

_PREFIX = re.compile(r'"([A-Za-z][\w.-]*):[^"]*":')
# Where fields of one's own cannot stand: an event with these alone needs no prefixes.
_PLAIN = frozenset(("type", *BEFORE, *chain.from_iterable(FIELDS.values()))) - {
    "ilmd", "sensorElementList", "errorDeclaration", "readPoint", "bizLocation",
}  # fmt: skip
_PLACES = frozenset(("readPoint", "bizLocation"))
_EVENTS = ("id", "mark", "time", "kind", "step", "body", "recorded", "digest")


@dataclass(slots=True)
class Ready:
    """An event that may be kept.

    Attributes:
        at: Its place in the document.
        event: It.
        mark: The number of its id.
        moves: What it puts in or takes out.
        treated: What it treats with a pesticide.
    """

    at: int
    event: Event
    mark: int
    moves: Sequence[Move] = ()
    treated: Sequence[Treatment] = field(default=())

    @property
    def is_nesting(self) -> bool:
        """Whether it may put something into something, or take it out."""
        return bool(self.event["type"] == "AggregationEvent")


def write_events(kept: Sequence[Ready], *, namespaces: Mapping[str, str], recorded: int) -> None:
    """Add events to the end of the chain, in the present transaction."""
    if not kept:
        return
    first = (EventRow.objects.order_by("-id").values_list("id", flat=True).first() or 0) + 1
    digest = last_digest(EventRow)
    events, links = [], []
    for number, one in enumerate(kept, first):
        event = one.event
        body = _body(event, namespaces)
        digest = linked(digest, content_hash((body,)), how=(recorded,))
        events.append(
            (number, one.mark, time_of(event["eventTime"]), event["type"],
             event.get("bizStep", ""), body, recorded, digest)
        )  # fmt: skip
        things = things_of(event)
        if one.moves:
            things.update([move[0] for move in one.moves])
        links += [(thing, number) for thing in things]
    write_rows(TABLE, _EVENTS, events)
    write_rows("produce_link", ("thing", "event"), links)
    _write_moves(kept, first)
    _write_words([one.event for one in kept])
    move_head(EventRow, rows=len(events), digest=digest)


def _write_moves(kept: Sequence[Ready], first: int) -> None:
    nests: list[tuple[object, ...]] = []
    treated: list[tuple[object, ...]] = []
    for number, one in enumerate(kept, first):
        nests += [(child, parent, number, at, is_in) for child, parent, at, is_in in one.moves]
        treated += [(each.thing, number, each.time, each.until) for each in one.treated]
    write_rows("produce_nest", ("child", "parent", "event", "time", "is_in"), nests)
    write_rows("produce_treatment", ("thing", "event", "time", "until"), treated)


def _write_words(events: Sequence[Event]) -> None:
    """Keep words and places that no event said before."""
    said = {("type", event["type"]) for event in events}
    for name in ("bizStep", "disposition"):
        said |= {(name, event[name]) for event in events if name in event}
    for name in _PLACES:
        said |= {(name, event[name]["id"]) for event in events if name in event}
    fresh = sorted(said - words_among(said))
    if fresh:
        WordRow.objects.bulk_create(
            [WordRow(field=name, value=value) for name, value in fresh], ignore_conflicts=True
        )


def _body(event: Event, namespaces: Mapping[str, str]) -> str:
    """Write an event; one with fields of its own says what their prefixes stand for."""
    body = orjson.dumps(event).decode()
    others = event.keys() - _PLAIN
    if others <= _PLACES and {len(event[name]) for name in others} <= {1}:
        return body
    used = {*_PREFIX.findall(body)} & namespaces.keys()
    if not used:
        return body
    event["@context"] = [{one: namespaces[one] for one in sorted(used)}]
    return orjson.dumps(event).decode()
