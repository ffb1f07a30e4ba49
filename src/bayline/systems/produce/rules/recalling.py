"""Which boxes and buyers a fault concerns, from what is reached from the lot that failed."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from bayline.systems.produce.terms import Fact, Reached

_SOLD = frozenset(("shipping", "retail_selling", "dispensing", "departing", "consigning"))


class Sale(NamedTuple):
    """That something went to somebody.

    Attributes:
        thing: What went.
        buyer: To whom.
        time: When, in microseconds since 1970.
        event: By which event.
        mass: Kilograms, where they are known.
    """

    thing: str
    buyer: str
    time: int
    event: int
    mass: Decimal | None


class Concerned(NamedTuple):
    """One thing that is to be called back.

    Attributes:
        thing: Its digital link.
        level: How many steps from the lot that failed.
        mass: Kilograms that it holds, where they are known.
        sales: Where it went.
    """

    thing: str
    level: int
    mass: Decimal | None
    sales: tuple[Sale, ...]


def concerned(reached: Iterable[Reached], facts: Mapping[str, Sequence[Fact]]) -> list[Concerned]:
    """Say of each thing that is reached what it weighs and to whom it went while it mattered."""
    found = []
    for one in reached:
        known = facts.get(one.thing, ())
        mass = _mass(one, known)
        sales = tuple(
            Sale(one.thing, buyer, fact.time, fact.event, fact.masses.get(one.thing, mass))
            for fact in sorted(known, key=lambda fact: (fact.time, fact.event))
            if fact.step in _SOLD and _matters(one, fact.time)
            for buyer in fact.buyers
        )
        found.append(Concerned(one.thing, one.level, mass, sales))
    return found


def _matters(one: Reached, time: int) -> bool:
    return any(low <= time < high for low, high in one.windows)


def _mass(one: Reached, facts: Iterable[Fact]) -> Decimal | None:
    """Weigh a thing: by what a transformation made of it, or by what was put into it."""
    made, put_in = Decimal(0), Decimal(0)
    is_known = False
    for fact in facts:
        if one.thing in fact.outputs and one.thing in fact.masses:
            made += fact.masses[one.thing]
            is_known = True
        elif fact.is_in and fact.parent == one.thing and _matters(one, fact.time):
            inside = [fact.masses[child] for child in fact.children if child in fact.masses]
            put_in += sum(inside, Decimal(0))
            is_known = is_known or bool(inside)
    return made + put_in if is_known else None
