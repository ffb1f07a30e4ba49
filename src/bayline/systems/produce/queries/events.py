"""Events as they are kept: by the things they are about, and by their ids."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import orjson

from bayline.engines.epcis.words import Event
from bayline.platform.record.walking import Chain, walked
from bayline.systems.produce.models import TreatmentRow
from bayline.systems.produce.queries.among import rows_among
from bayline.systems.produce.rules.facts import fact_of, marked, name_of, thing_of
from bayline.systems.produce.rules.limits import Treatment
from bayline.systems.produce.rules.nesting import Move
from bayline.systems.produce.terms import Fact

TABLE = "produce_event"
_CHAIN = Chain(TABLE, f"SELECT c.id, c.digest, c.recorded, c.body FROM {TABLE} c", 1)  # noqa: S608 - our own
_BY_THING = (
    "SELECT l.thing, e.id, e.body FROM produce_link l JOIN produce_event e ON e.id = l.event"
    " WHERE l.thing AMONG"
)
_MOVES = "SELECT child, parent, time, is_in FROM produce_nest WHERE child AMONG ORDER BY id"


def facts_of(things: Sequence[str]) -> Mapping[str, Sequence[Fact]]:
    """Give the events that each of some things is in, each event read once."""
    names = {thing_of(one): one for one in things}
    read: dict[int, Fact] = {}
    found: dict[str, list[Fact]] = {one: [] for one in things}
    for thing, number, body in rows_among(_BY_THING, names):
        if number not in read:
            read[number] = fact_of(number, orjson.loads(body))
        if _is_about(read[number], names[thing]):
            found[names[thing]].append(read[number])
    return found


def _is_about(fact: Fact, thing: str) -> bool:
    """Tell a thing from another whose hash begins alike; what empties a box names no contents."""
    return thing in fact.things or (fact.is_in is False and not fact.children)


def events_named(names: Sequence[str]) -> dict[str, Event]:
    """Find events by their ids."""
    return events_marked(map(marked, names))


def events_marked(marks: Iterable[int]) -> dict[str, Event]:
    """Find events by the numbers of their ids."""
    found: dict[str, Event] = {}
    for (body,) in rows_among(f"SELECT body FROM {TABLE} WHERE mark AMONG", marks):  # noqa: S608 - our own
        event = orjson.loads(body)
        found[event["eventID"]] = event
    return found


def moves_of_children(children: Iterable[int], parents: Iterable[int]) -> Iterator[Move]:
    """Give what is known of where things lay, and of what lay in things."""
    yield from map(_move, rows_among(_MOVES, children))
    inside = rows_among("SELECT child FROM produce_nest WHERE parent AMONG", parents)
    yield from map(_move, rows_among(_MOVES, [child for (child,) in inside]))


def _move(row: Sequence[int]) -> Move:
    return row[0], row[1], row[2], bool(row[3])


def treatments(things: Iterable[int]) -> list[Treatment]:
    """Give the treatments of things."""
    asked = 'SELECT thing, time, "until" FROM produce_treatment WHERE thing AMONG'
    return [Treatment(*row) for row in rows_among(asked, things)]


def is_any_treated() -> bool:
    """Say whether anything was ever treated."""
    return TreatmentRow.objects.exists()


def is_known(thing: str) -> bool:
    """Say whether any event is about a thing."""
    return bool(facts_of([name_of(thing)])[name_of(thing)])


def faults() -> Iterator[str]:
    """Say what is wrong with the chain of events, a sentence each."""
    yield from walked(_CHAIN)[1]
