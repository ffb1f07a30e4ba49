"""Events as they are kept: by the things they are about, and by their ids."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

import orjson
from django.db import connection

from bayline.engines.epcis.words import Event
from bayline.platform.record.walking import Chain, walked
from bayline.systems.produce.models import EventRow, NestRow, TreatmentRow
from bayline.systems.produce.rules.facts import fact_of, marked, name_of, thing_of
from bayline.systems.produce.rules.limits import Treatment
from bayline.systems.produce.rules.nesting import Move
from bayline.systems.produce.terms import Fact

TABLE = "produce_event"
_AT_ONCE = 500
_CHAIN = Chain(TABLE, f"SELECT c.id, c.digest, c.recorded, c.body FROM {TABLE} c", 1)  # noqa: S608 - our own
_BY_THING = (
    "SELECT l.thing, e.id, e.body FROM produce_link l JOIN produce_event e ON e.id = l.event"
    " WHERE l.thing IN ({})"
)


def facts_of(things: Sequence[str]) -> Mapping[str, Sequence[Fact]]:
    """Give the events that each of some things is in, each event read once."""
    names = {thing_of(one): one for one in things}
    read: dict[int, Fact] = {}
    found: dict[str, list[Fact]] = {one: [] for one in things}
    for numbers in _in_parts(names):
        marks = ",".join(map(str, numbers))
        with connection.cursor() as cursor:
            cursor.execute(_BY_THING.format(marks))
            for thing, number, body in cursor:
                if number not in read:
                    read[number] = fact_of(number, orjson.loads(body))
                if _is_about(read[number], names[thing]):
                    found[names[thing]].append(read[number])
    return found


def _is_about(fact: Fact, thing: str) -> bool:
    """Tell a thing from another whose hash begins alike; what empties a box names no contents."""
    return thing in fact.things or (fact.is_in is False and not fact.children)


def _in_parts(numbers: Iterable[int]) -> Iterator[list[int]]:
    waiting = iter(numbers)
    while some := list(islice(waiting, _AT_ONCE)):
        yield some


def events_named(names: Sequence[str]) -> dict[str, Event]:
    """Find events by their ids."""
    wanted = {marked(one): one for one in names}
    found: dict[str, Event] = {}
    for numbers in _in_parts(wanted):
        rows = EventRow.objects.filter(mark__in=numbers).values_list("body", flat=True)
        for body in rows:
            event = orjson.loads(body)
            found[event["eventID"]] = event
    return found


def moves_of_children(children: Iterable[int], parents: Iterable[int]) -> Iterator[Move]:
    """Give what is known of where things lay, and of what lay in things."""
    for numbers in _in_parts(children):
        yield from _moves(child__in=numbers)
    for numbers in _in_parts(parents):
        inside = NestRow.objects.filter(parent__in=numbers).values_list("child", flat=True)
        for part in _in_parts(set(inside)):
            yield from _moves(child__in=part)


def _moves(**asked: object) -> Iterator[Move]:
    rows = NestRow.objects.filter(**asked).order_by("id")
    yield from rows.values_list("child", "parent", "time", "is_in")


def treatments(things: Iterable[int]) -> list[Treatment]:
    """Give the treatments of things."""
    found: list[Treatment] = []
    for numbers in _in_parts(things):
        rows = TreatmentRow.objects.filter(thing__in=numbers)
        found += [Treatment(*row) for row in rows.values_list("thing", "time", "until")]
    return found


def is_known(thing: str) -> bool:
    """Say whether any event is about a thing."""
    return bool(facts_of([name_of(thing)])[name_of(thing)])


def faults() -> Iterator[str]:
    """Say what is wrong with the chain of events, a sentence each."""
    yield from walked(_CHAIN)[1]
