"""The story of a lot: what its events and the registers tell of it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

import orjson
from django.utils import timezone

from bayline.engines.epcis.words import Event
from bayline.platform.instants import moment
from bayline.platform.registers.terms import Values
from bayline.systems.produce.models import EventRow
from bayline.systems.produce.queries import known
from bayline.systems.produce.queries.events import facts_of
from bayline.systems.produce.queries.known import Place
from bayline.systems.produce.rules.facts import name_of
from bayline.systems.produce.rules.linking import Link
from bayline.systems.produce.rules.residues import Verdict, judged
from bayline.systems.produce.rules.stories import (
    SHIPPING,
    Harvest,
    Kept,
    Told,
    harvests,
    kept,
    way,
)
from bayline.systems.produce.rules.tracing import traced
from bayline.systems.produce.terms import Fact, Reached

NOT_FOUND = frozenset(("", "未检出", "ND", "nd"))
_CARRIER, _LOT = "carrier", "lotNumber"
_MOST_SHIPMENTS = 200


class Origin(NamedTuple):
    """A harvest with what is known of its place.

    Attributes:
        harvest: Where and when.
        place: The block, the base and the grower; None where no register has the place.
    """

    harvest: Harvest
    place: Place | None


class Tested(NamedTuple):
    """A test of a lot and what is said of it.

    Attributes:
        values: Of the register.
        verdict: By the limits of its day.
    """

    values: Values
    verdict: Verdict

    @property
    def day(self) -> date:
        """The day of the sample."""
        return date.fromisoformat(self.values["day"])


class Story(NamedTuple):
    """What is known of a lot.

    Attributes:
        link: The lot, or the box of it.
        things: All that leads to it, itself included, by name.
        product: Values of its product; none where no register has its GTIN.
        origins: Where it was picked.
        way: The steps of its way.
        practices: How the practices of its brand stood on the day of the harvest, by base.
        tests: Of it and of what it was made of.
        carriers: Who carried it, as the events say.
        certificates: Numbers of the certificates that were sent with it.
        is_demonstration: Whether its events say that they are made up.
    """

    link: Link
    things: frozenset[str]
    product: Values
    origins: tuple[Origin, ...]
    way: tuple[Told, ...]
    practices: dict[str, list[Kept]]
    tests: tuple[Tested, ...]
    carriers: tuple[str, ...]
    certificates: tuple[str, ...]
    is_demonstration: bool

    def first_of(self, base: str) -> Origin | None:
        """Give the first harvest at a base."""
        return next((one for one in self.origins if one.place and one.place.base["code"] == base),
                    None)  # fmt: skip


def day_of(count: int) -> date:
    """Tell the day of a moment in the time of the region."""
    return timezone.localtime(moment(count)).date()


def story_of(link: Link, at: datetime | None = None) -> Story | None:
    """Tell the story of a lot or a box; None where no event is about it.

    Args:
        link: What the label stands for; it names a lot or a serial number.
        at: As registers stood then; None for now.
    """
    start = _start(link)
    if start is None:
        return None
    reached = traced(start, facts_of, forward=False)
    facts = facts_of([one.thing for one in reached])
    picked = harvests(reached, facts, day_of)
    onward = _onward(start)
    own = {fact.event: fact for listed in facts.values() for fact in listed}
    bodies = events_at([*own, *(fact.event for fact in onward)][:_MOST_SHIPMENTS])
    origins = tuple(Origin(one, _place(bodies.get(one.event), at)) for one in picked)
    things = frozenset(one.thing for one in reached)
    product = known.product_of(link.gtin, at)
    return Story(
        link=link,
        things=things,
        product=product,
        origins=origins,
        way=tuple(way([*_inspections(own.values()), *onward], picked, day_of)),
        practices=_practices(origins, at),
        tests=tuple(judged_tests(things, product, at)),
        carriers=_carriers(bodies, onward),
        certificates=_certificates(bodies, onward),
        is_demonstration=any(told(one, "demonstration") is True for one in bodies.values()),
    )


def _start(link: Link) -> str | None:
    """Give the name that events know the thing by; None where none does."""
    if not link.lot and not link.serial:
        return None
    lot = link.name_of_lot
    if not link.serial:
        return lot if facts_of([lot])[lot] else None
    box = link.name
    known_of = facts_of([box])[box]
    if not known_of:
        return None
    if not link.lot or any(one.thing == lot for one in traced(box, facts_of, forward=False)):
        return box
    bodies = events_at([fact.event for fact in known_of])
    is_its = any(_lot_of(one) == link.lot for one in bodies.values())
    return lot if is_its and facts_of([lot])[lot] else None


def _lot_of(event: Event) -> str:
    """Give the number of the lot that master data of single boxes name."""
    ilmd: dict[str, Any] = event.get("ilmd", {})
    return next((str(value) for key, value in ilmd.items() if key.rpartition(":")[2] == _LOT), "")


def _onward(start: str) -> list[Fact]:
    """Give the events of what the thing was put into, as far as they ship it."""
    reached: Sequence[Reached] = traced(start, facts_of, forward=True)
    facts = facts_of([one.thing for one in reached])
    found: dict[int, Fact] = {}
    for one in reached:
        for fact in facts.get(one.thing, ()):
            if any(low <= fact.time < high for low, high in one.windows):
                found[fact.event] = fact
    return [found[number] for number in sorted(found)]


def _place(event: Event | None, at: datetime | None) -> Place | None:
    """Find the place of a harvest: where it was read first of all, the block, then the base."""
    named = [event[name]["id"] for name in ("readPoint", "bizLocation") if event and name in event]
    found = [place for one in named if (place := known.place_of(name_of(one), at)) is not None]
    return next((one for one in found if one.block), next(iter(found), None))


def _inspections(own: Iterable[Fact]) -> Iterable[Fact]:
    return (fact for fact in own if fact.step in {"inspecting", "sampling"})


def _carriers(bodies: dict[int, Event], onward: Sequence[Fact]) -> tuple[str, ...]:
    shipped = [fact.event for fact in onward if fact.step in SHIPPING]
    named = (told(bodies[number], _CARRIER) for number in shipped if number in bodies)
    return tuple(dict.fromkeys(str(one) for one in named if one))


def _certificates(bodies: dict[int, Event], onward: Sequence[Fact]) -> tuple[str, ...]:
    shipped = [bodies[one.event] for one in onward if one.event in bodies and one.step in SHIPPING]
    named = (one.get("certificationInfo", ()) for one in shipped)
    listed = [each for some in named for each in ([some] if isinstance(some, str) else some)]
    return tuple(dict.fromkeys(map(str, listed)))


def told(event: Event, name: str) -> object:
    """Read what an event says under a name of its own, in any namespace; None if nothing."""
    return next(
        (value for key, value in event.items() if key.rpartition(":")[2] == name and ":" in key),
        None,
    )


def events_at(numbers: Sequence[int]) -> dict[int, Event]:
    """Give events as they are kept, by their numbers."""
    rows = EventRow.objects.filter(id__in=[*numbers]).values_list("id", "body")
    return {number: orjson.loads(body) for number, body in rows}


def _practices(origins: Sequence[Origin], at: datetime | None) -> dict[str, list[Kept]]:
    found: dict[str, list[Kept]] = {}
    for one in origins:
        if one.place is None:
            continue
        base = one.place.base
        brand = known.brand_of(base.get("brand", ""), at)
        found.setdefault(base["code"], kept(brand, base["code"], one.harvest.day))
    return found


def judged_tests(
    things: Iterable[str], product: Values, at: datetime | None = None
) -> Iterable[Tested]:
    """Judge the tests of some lots by the limits of their days.

    Args:
        things: Names of the lots.
        product: Of which food the product is, where a test names none.
        at: As registers stood then; None for now.
    """
    editions = known.limits(at)
    for row in known.residues_of({*things}, at):
        of = known.entry("brand_products", row.get("product", ""), at) or product
        yield Tested(row, _judged(editions, row, of.get("food", "")))


def _judged(editions: Sequence[Any], row: Values, food: str) -> Verdict:
    written = row["found"].strip()
    try:
        found = None if written in NOT_FOUND else Decimal(written)
    except InvalidOperation:
        return Verdict(
            "undecided", "", None,
            f"cannot decide: “{written[:20]}” is no number", f"不能判定：“{written[:20]}”不是数",
        )  # fmt: skip
    day = date.fromisoformat(row["day"])
    return judged(editions, row["pesticide"], food, found, day)
