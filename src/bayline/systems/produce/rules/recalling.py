"""Which boxes and buyers a fault concerns, from what is reached from the lot that failed."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from bayline.systems.produce.rules.sending import SOLD, Scale
from bayline.systems.produce.terms import Fact, Reached


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
    listed = [*reached]
    scale = Scale({one.thing: one for one in listed}, facts)
    return [
        Concerned(one.thing, one.level, scale.weigh(one.thing), _sales(one, facts, scale))
        for one in listed
    ]


def _sales(one: Reached, facts: Mapping[str, Sequence[Fact]], scale: Scale) -> tuple[Sale, ...]:
    known = sorted(facts.get(one.thing, ()), key=lambda fact: (fact.time, fact.event))
    return tuple(
        Sale(
            one.thing,
            buyer,
            fact.time,
            fact.event,
            fact.masses.get(one.thing, scale.weigh(one.thing, fact.time)),
        )
        for fact in known
        if fact.step in SOLD and _matters(one, fact.time)
        for buyer in fact.buyers
    )


def _matters(one: Reached, time: int) -> bool:
    return any(low <= time < high for low, high in one.windows)
