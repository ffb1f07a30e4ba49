"""Captures events: checks them against their own kind and against what is kept, and keeps them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from django.db import transaction

from bayline.engines.epcis.checking import check_event
from bayline.engines.epcis.documents import namespaces_of
from bayline.engines.epcis.faults import Fault
from bayline.engines.epcis.hashing import Writer, hash_of
from bayline.engines.epcis.ruling import content_of, faults_of_reports, twin
from bayline.engines.epcis.words import Event
from bayline.platform.bulk import with_room, without_collecting
from bayline.platform.instants import microseconds
from bayline.platform.record.actions.turns import take_turn
from bayline.systems.produce.actions.writing import Ready, write_events
from bayline.systems.produce.queries.certificates import faults_of_sending
from bayline.systems.produce.queries.events import (
    events_marked,
    is_any_treated,
    moves_of_children,
    treatments,
)
from bayline.systems.produce.rules.facts import marked, thing_of
from bayline.systems.produce.rules.limits import (
    Treatment,
    faults_of_interval,
    faults_of_mass,
    faults_of_numbers,
    harvested_from,
    treatments_of,
)
from bayline.systems.produce.rules.nesting import Nesting, moves_of, takes_all_out

AT_ONCE = 1_000
_ROOM_KB = 24_000  # of pages: a document of any size is taken in by a process of 300 MB
_LISTED = 1_000  # faults of one document; somebody who reads so many knows enough


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
        faults: What reading them finds wrong; it may grow while events are taken.
    """
    work = _Work(Captured(), namespaces, now, form)
    with without_collecting(), with_room(_ROOM_KB):
        if not whole:
            _go_through(events, work, faults, whole=whole)
            return work.done
        try:
            with transaction.atomic():
                _go_through(events, work, faults, whole=whole)
                _refuse_faults(work.done)
        except _RefusedError:
            work.done.kept = work.done.repeated = 0
    return work.done


def _refuse_faults(done: Captured) -> None:
    if done.faults:
        raise _RefusedError


def _go_through(
    events: Iterable[Event], work: "_Work", faults: Sequence[Fault], *, whole: bool
) -> None:
    numbered = enumerate(events)
    while some := list(islice(numbered, AT_ONCE)):
        work.refuse(faults)
        with transaction.atomic():
            take_turn()
            work.keep(some)
        if whole and work.is_hopeless:
            break
    work.refuse(faults)
    work.end()


class _Work:
    """One capture on its way."""

    def __init__(
        self, done: Captured, namespaces: Mapping[str, str], now: datetime, form: str
    ) -> None:
        self.done = done
        self._now = microseconds(now)
        self._form = form
        self._writer = Writer(namespaces)
        self._namespaces = namespaces
        self._refused: set[int | None] = set()
        self._taken = self._unlisted = 0

    def refuse(self, faults: Sequence[Fault]) -> None:
        """Take over what reading has found wrong since the last time."""
        fresh = faults[self._taken :]
        self._taken += len(fresh)
        self._refused |= {fault.event for fault in fresh}
        self._note(fresh)

    def _note(self, found: Sequence[Fault]) -> None:
        """List what was found, as much as anybody reads."""
        room = max(_LISTED - len(self.done.faults), 0)
        self.done.faults += found[:room]
        self._unlisted += len(found[room:])

    @property
    def is_hopeless(self) -> bool:
        """Whether more faults were found than are listed."""
        return self._unlisted > 0

    def end(self) -> None:
        """Say how many faults are not listed."""
        if self._unlisted:
            sentence = (
                f"{self._unlisted} more things were found and are not listed; mend these first"
            )
            zh = f"另有{self._unlisted}处不对，没有列出；请先改好这些"
            self.done.faults.append(Fault(None, "", "document", sentence, zh))

    def keep(self, some: Sequence[tuple[int, Event]]) -> None:
        """Check some events and keep the right ones, in the present transaction."""
        sound = [(at, event) for at, event in some if self._is_sound(at, event)]
        for _, event in sound:
            if not event.get("eventID"):
                event["eventID"] = self._hashed(event)
        fresh = self._fresh(sound)
        nesting = self._nesting(fresh)
        harvested = [harvested_from(one.event) for one in fresh]
        known = treatments(set().union(*harvested)) if is_any_treated() else []
        uncovered = {
            fault.event: fault
            for fault in faults_of_sending([(one.at, one.event) for one in fresh])
        }
        kept = []
        for one, blocks in zip(fresh, harvested, strict=True):
            if one.at in uncovered:
                self._note([uncovered[one.at]])
            elif self._fits(one, nesting, blocks, known):
                nesting.take(one.moves)
                known += one.treated
                kept.append(one)
        write_events(kept, namespaces=self._namespaces, recorded=self._now)
        self.done.kept += len(kept)

    def _fits(self, one: Ready, nesting: Nesting, blocks: set[int], known: list[Treatment]) -> bool:
        """Say whether an event fits what is known, and note what it moves and treats."""
        found = list(nesting.faults(one.event, one.at)) if one.is_nesting else []
        if blocks and known:
            found += faults_of_interval(one.event, one.at, blocks, known)
        if found:
            self._note(found)
            return False
        if one.is_nesting:
            one.moves = nesting.moves(one.event)
        one.treated = treatments_of(one.event)
        return True

    def _is_sound(self, at: int, event: Event) -> bool:
        found = check_event(event, at, self._now)
        if not found:
            if event["type"] == "TransformationEvent":
                found = list(faults_of_mass(event, at))
            found += faults_of_numbers(event, at)
            if self._form == "json" and "sensorElementList" in event:
                found += faults_of_reports(event, at)
        self._note(found)
        return not found and at not in self._refused

    def _hashed(self, event: Event) -> str:
        return hash_of(self._writer.line({**event, "eventID": None}))

    def _fresh(self, sound: list[tuple[int, Event]]) -> list[Ready]:
        """Leave out what is kept already; refuse ids that stand for other content."""
        ready = [Ready(at, event, marked(event["eventID"])) for at, event in sound]
        known = events_marked(one.mark for one in ready)
        fresh = []
        for one in ready:
            event = one.event
            other = known.setdefault(event["eventID"], event)
            if other is event:
                fresh.append(one)
            elif self._is_same(other, event):
                self.done.repeated += 1
            else:
                self._note([twin(event["eventID"], one.at)])
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
    def _nesting(fresh: list[Ready]) -> Nesting:
        """Load what is known of where the things of these events lie."""
        children, parents = set(), set()
        for one in fresh:
            if one.is_nesting:
                children |= {move[0] for move in moves_of(one.event)}
                if takes_all_out(one.event):
                    parents.add(thing_of(one.event["parentID"]))
        return Nesting(moves_of_children(children, parents))
