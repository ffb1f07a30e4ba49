"""Captures events: checks them against their own kind and against what is kept, and keeps them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

import orjson
from django.db import transaction

from bayline.engines.epcis.checking import check_event
from bayline.engines.epcis.documents import namespaces_of
from bayline.engines.epcis.faults import Fault
from bayline.engines.epcis.hashing import Writer, hash_of
from bayline.engines.epcis.ruling import content_of, faults_of_reports, twin
from bayline.engines.epcis.words import Event
from bayline.platform.bulk import with_room, without_collecting, write_rows
from bayline.platform.instants import microseconds
from bayline.platform.record.actions.turns import last_digest, move_head, take_turn
from bayline.platform.record.chain import content_hash, linked
from bayline.systems.produce.models import EventRow
from bayline.systems.produce.queries.events import (
    TABLE,
    events_named,
    moves_of_children,
    treatments,
)
from bayline.systems.produce.rules.facts import marked, things_of, time_of
from bayline.systems.produce.rules.limits import (
    Treatment,
    faults_of_interval,
    faults_of_mass,
    harvested_from,
    treatments_of,
)
from bayline.systems.produce.rules.nesting import Move, Nesting, moves_of, takes_all_out

AT_ONCE = 1_000
_PREFIX = re.compile(r'"([A-Za-z][\w.-]*):[^"]*":')


@dataclass(slots=True)
class Captured:
    """What came of a capture.

    Attributes:
        kept: How many events were kept.
        repeated: How many were kept before with the same content.
        faults: What stands against the others.
    """

    kept: int = 0
    repeated: int = 0
    faults: list[Fault] = field(default_factory=list)


class _RefusedError(Exception):
    """Something stands against a document that is kept whole or not at all."""


def capture(
    events: Iterable[Event],
    *,
    namespaces: Mapping[str, str],
    now: datetime,
    whole: bool,
    form: str = "json",
    faults: Sequence[Fault] = (),
) -> Captured:
    """Keep the events of a document.

    Args:
        events: They, in the form of JSON with short words.
        namespaces: What their prefixes stand for.
        now: The moment of the capture.
        whole: Whether a fault keeps out the whole document (rollback); else only its event
            (proceed).
        form: json or xml: how they came.
        faults: What reading them found wrong.
    """
    work = _Work(Captured(faults=list(faults)), namespaces, now, form)
    with without_collecting(), with_room():
        if not whole:
            _go_through(events, work)
            return work.done
        try:
            with transaction.atomic():
                _go_through(events, work)
                _refuse_faults(work.done)
        except _RefusedError:
            work.done.kept = work.done.repeated = 0
    return work.done


def _refuse_faults(done: Captured) -> None:
    if done.faults:
        raise _RefusedError


def _go_through(events: Iterable[Event], work: "_Work") -> None:
    numbered = enumerate(events)
    while some := list(islice(numbered, AT_ONCE)):
        with transaction.atomic():
            take_turn()
            work.keep(some)


class _Work:
    """One capture on its way."""

    def __init__(
        self, done: Captured, namespaces: Mapping[str, str], now: datetime, form: str
    ) -> None:
        self.done = done
        self._now = now
        self._form = form
        self._recorded = microseconds(now)
        self._writer = Writer(namespaces)
        self._namespaces = namespaces
        self._refused = {fault.event for fault in done.faults if fault.event is not None}
        self._last = 0
        self._digest = ""

    def keep(self, some: Sequence[tuple[int, Event]]) -> None:
        """Check some events and keep the right ones, in the present transaction."""
        sound = [(at, event) for at, event in some if self._is_sound(at, event)]
        for _, event in sound:
            event.setdefault("eventID", "") or event.update(eventID=self._hashed(event))
        fresh = self._fresh(sound)
        nesting = self._nesting(fresh)
        known = treatments({thing for _, one in fresh for thing in harvested_from(one)})
        kept: list[tuple[Event, list[Move], list[Treatment]]] = []
        for at, event in fresh:
            found = [*nesting.faults(event, at), *faults_of_interval(event, at, known)]
            if found:
                self.done.faults += found
                continue
            moves, treated = nesting.moves(event), treatments_of(event)
            nesting.take(moves)
            known += treated
            kept.append((event, moves, treated))
        self._write(kept)
        self.done.kept += len(kept)

    def _is_sound(self, at: int, event: Event) -> bool:
        found = check_event(event, at, self._now)
        if not found:
            found = list(faults_of_mass(event, at))
            if self._form == "json" and "sensorElementList" in event:
                found += faults_of_reports(event, at)
        self.done.faults += found
        return not found and at not in self._refused

    def _hashed(self, event: Event) -> str:
        return hash_of(self._writer.line({**event, "eventID": None}))

    def _fresh(self, sound: list[tuple[int, Event]]) -> list[tuple[int, Event]]:
        """Leave out what is kept already; refuse ids that stand for other content."""
        known = events_named([event["eventID"] for _, event in sound])
        fresh = []
        for at, event in sound:
            other = known.setdefault(event["eventID"], event)
            if other is event:
                fresh.append((at, event))
            elif self._is_same(other, event):
                self.done.repeated += 1
            else:
                self.done.faults.append(twin(event["eventID"], at))
        return fresh

    def _is_same(self, other: Event, event: Event) -> bool:
        """Say whether two events tell the same, however their values are written."""
        if content_of(other) == content_of(event):
            return True
        writer = (
            Writer(namespaces_of(other.get("@context"))) if "@context" in other else self._writer
        )
        return writer.line(other) == self._writer.line(event)

    @staticmethod
    def _nesting(fresh: list[tuple[int, Event]]) -> Nesting:
        """Load what is known of where the things of these events lie."""
        children, parents = set(), set()
        for _, event in fresh:
            if event["type"] == "AggregationEvent":
                children |= {move[0] for move in moves_of(event)}
                if takes_all_out(event):
                    parents |= things_of(event)
        return Nesting(moves_of_children(children, parents))

    def _write(self, kept: Sequence[tuple[Event, list[Move], list[Treatment]]]) -> None:
        if not kept:
            return
        first = (EventRow.objects.order_by("-id").values_list("id", flat=True).first() or 0) + 1
        digest = last_digest(EventRow)
        events, links, nests, treated = [], [], [], []
        for number, (event, moves, treatments_) in enumerate(kept, first):
            time = time_of(event["eventTime"])
            body = self._body(event)
            digest = linked(digest, content_hash((body,)), how=(self._recorded,))
            events.append(
                (number, marked(event["eventID"]), time, event["type"], event.get("bizStep", ""),
                 body, self._recorded, digest)
            )  # fmt: skip
            things = things_of(event) | {child for child, *_ in moves}
            links += [(thing, number) for thing in things]
            nests += [(child, parent, number, at, is_in) for child, parent, at, is_in in moves]
            treated += [(one.thing, number, one.time, one.until) for one in treatments_]
        columns = ("id", "mark", "time", "kind", "step", "body", "recorded", "digest")
        write_rows(TABLE, columns, events)
        write_rows("produce_link", ("thing", "event"), links)
        write_rows("produce_nest", ("child", "parent", "event", "time", "is_in"), nests)
        write_rows("produce_treatment", ("thing", "event", "time", "until"), treated)
        move_head(EventRow, rows=len(events), digest=digest)

    def _body(self, event: Event) -> str:
        """Write an event; one with fields of its own says what their prefixes stand for."""
        body = orjson.dumps(event).decode()
        used = {*_PREFIX.findall(body)} & self._namespaces.keys()
        if not used:
            return body
        event["@context"] = [{one: self._namespaces[one] for one in sorted(used)}]
        return orjson.dumps(event).decode()
