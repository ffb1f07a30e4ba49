"""The records of a lot for the national format of traces."""

from collections.abc import Mapping, Sequence

from bayline.systems.produce.queries import known
from bayline.systems.produce.queries.events import facts_of
from bayline.systems.produce.queries.recalls import sellers_of
from bayline.systems.produce.rules.records import Record, records
from bayline.systems.produce.rules.tracing import traced
from bayline.systems.produce.terms import Fact


def records_of(start: str) -> list[Record]:
    """Give every step of a thing, from its origin to its buyers.

    Args:
        start: Its one name; an event is about it.
    """
    both = [one for way in (False, True) for one in traced(start, facts_of, forward=way)]
    facts: Mapping[str, Sequence[Fact]] = facts_of([*dict.fromkeys(one.thing for one in both)])
    numbers = {fact.event for listed in facts.values() for fact in listed}
    return records(both, facts, sellers_of(numbers))


def called(key: str) -> str:
    """Call a place or a party as a register does; empty where none does."""
    if not key:
        return ""
    place = known.place_of(key)
    if place is not None:
        return " ".join(filter(None, (place.base.get("name"), place.block.get("name"))))
    for register in ("growers", "buyers"):
        name = known.party_named(register, key).get("name", "")
        if name:
            return name
    return ""
