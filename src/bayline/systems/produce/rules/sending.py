"""Who was sent how much of what a recall reaches, and what was lost on the way."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from bayline.systems.produce.terms import Fact, Reached

SOLD = frozenset(("shipping", "retail_selling", "dispensing", "departing", "consigning"))
NOTHING = Decimal(0)
Facts = Mapping[str, Sequence[Fact]]


class Flow(NamedTuple):
    """That something of the recall went to somebody.

    Attributes:
        event: The event that says so.
        time: When, in microseconds since 1970.
        seller: From whom; empty where nothing says it.
        buyer: To whom.
        things: What went, in their outermost wrapping.
        mass: Kilograms; None where they are not known of all of it.
    """

    event: int
    time: int
    seller: str
    buyer: str
    things: tuple[str, ...]
    mass: Decimal | None


def masses(reached: Mapping[str, Reached], facts: Facts) -> dict[str, Decimal | None]:
    """Weigh everything that a recall reaches: only what is of the recall counts in a mixed box."""
    scale = Scale(reached, facts)
    return {thing: scale.weigh(thing) for thing in reached}


class Scale:
    """Weighs things, what lies in them first, each once a moment."""

    def __init__(self, reached: Mapping[str, Reached], facts: Facts) -> None:
        self._reached, self._facts = reached, facts
        self._known: dict[tuple[str, int | None], Decimal | None] = {}

    def weigh(self, thing: str, at: int | None = None) -> Decimal | None:
        """Weigh a thing.

        Args:
            thing: Its name.
            at: The moment, since a crate is filled again and again; None for all that was ever
                in it.
        """
        if (thing, at) not in self._known:
            self._known[thing, at] = None  # nothing lies in itself
            parts = self._parts(thing, at)
            self._known[thing, at] = sum(parts, NOTHING) if parts else None
        return self._known[thing, at]

    def _parts(self, thing: str, at: int | None) -> list[Decimal]:
        made: list[Decimal] = []
        held: list[tuple[str, Decimal]] = []
        for fact in sorted(self._facts.get(thing, ()), key=lambda one: (one.time, one.event)):
            if at is not None and fact.time > at:
                break
            if _makes(fact, thing) and thing in fact.masses:
                made.append(fact.masses[thing])
            elif fact.parent != thing or fact.is_in is None:
                continue
            elif fact.is_in:
                held += self._put_in(fact, thing, at)
            elif at is not None:
                held = [one for one in held if fact.children and one[0] not in fact.children]
        return [*made, *(mass for _, mass in held)]

    def _put_in(self, fact: Fact, thing: str, at: int | None) -> list[tuple[str, Decimal]]:
        """Give what of the recall an event puts into a thing, with masses as far as known."""
        if not _matters(self._reached[thing], fact.time):
            return []
        inside = [one for one in fact.children if one in self._reached]
        found = ((one, fact.masses.get(one) or self.weigh(one, at)) for one in inside)
        return [(one, mass) for one, mass in found if mass is not None]


def _makes(fact: Fact, thing: str) -> bool:
    return thing in fact.outputs or (
        fact.kind == "ObjectEvent" and fact.step in {"commissioning", "creating_class_instance"}
    )


def _matters(one: Reached, time: int) -> bool:
    return any(low <= time < high for low, high in one.windows)


def flows(reached: Mapping[str, Reached], facts: Facts, sellers: Mapping[int, str]) -> list[Flow]:
    """Give what went to whom, each event and buyer once.

    Args:
        reached: All that the recall reaches, by name.
        facts: The events of each.
        sellers: The owner before each event, where the event says it.
    """
    scale = Scale(reached, facts)
    sold = {
        fact.event: fact
        for name, one in reached.items()
        for fact in facts.get(name, ())
        if fact.step in SOLD and fact.buyers and _matters(one, fact.time)
    }
    found: list[Flow] = []
    holder: dict[str, tuple[str, int]] = {}
    for fact in sorted(sold.values(), key=lambda one: (one.time, one.event)):
        things = _outermost(fact, reached, facts)
        parts = [_weight(fact, one, scale) for one in things]
        known_parts = [one for one in parts if one is not None]
        mass = sum(known_parts, NOTHING) if len(known_parts) == len(parts) else None
        seller = sellers.get(fact.event) or _holder(fact, things, holder, facts)
        for buyer in fact.buyers:
            found.append(Flow(fact.event, fact.time, seller, buyer, things, mass))
            holder |= dict.fromkeys(things, (buyer, fact.time))
    return found


def _holder(
    fact: Fact, things: Sequence[str], holder: Mapping[str, tuple[str, int]], facts: Facts
) -> str:
    """Name who got the very things before: not what is sold by weight, nor a crate filled anew."""
    for one in things:
        if one in holder and one not in fact.masses:
            buyer, since = holder[one]
            if not any(_empties(each, one) and since < each.time <= fact.time
                       for each in facts.get(one, ())):  # fmt: skip
                return buyer
    return ""


def _empties(fact: Fact, thing: str) -> bool:
    return fact.is_in is False and fact.parent == thing and not fact.children


def _weight(fact: Fact, thing: str, scale: Scale) -> Decimal | None:
    return fact.masses[thing] if thing in fact.masses else scale.weigh(thing, fact.time)


def _outermost(fact: Fact, reached: Mapping[str, Reached], facts: Facts) -> tuple[str, ...]:
    """Give what of a sale is of the recall, without what lies in another thing of the same sale."""
    named = [one for one in fact.things if one in reached and _matters(reached[one], fact.time)]
    inside = {
        child
        for parent in named
        for one in facts.get(parent, ())
        if one.is_in and one.parent == parent and one.time <= fact.time
        for child in one.children
    }
    return tuple(one for one in named if one not in inside) or tuple(named)


def spoiled(reached: Mapping[str, Reached], facts: Facts) -> Decimal:
    """Add up what transformations of the recall lost: inputs less outputs."""
    seen: dict[int, Fact] = {
        fact.event: fact
        for name in reached
        for fact in facts.get(name, ())
        if name in fact.inputs and set(fact.inputs) <= reached.keys()
    }
    return sum((_loss(fact) for fact in seen.values()), NOTHING)


def _loss(fact: Fact) -> Decimal:
    went_in = [fact.masses[one] for one in fact.inputs if one in fact.masses]
    came_out = [fact.masses[one] for one in fact.outputs if one in fact.masses]
    is_whole = len(went_in) == len(fact.inputs) and len(came_out) == len(fact.outputs)
    return max(added(went_in) - added(came_out), NOTHING) if is_whole else NOTHING


def added(listed: Iterable[Decimal | None]) -> Decimal:
    """Add up what is known."""
    return sum((one for one in listed if one is not None), NOTHING)
