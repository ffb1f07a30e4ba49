"""What may be told to everybody of a lot: where it was picked, what was done to it, what holds.

Buyers and masses are no part of it: a label leads strangers here.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from bayline.systems.produce.rules.branding import Brand, missing
from bayline.systems.produce.terms import Fact, Reached

HARVESTING = frozenset(("commissioning", "creating_class_instance"))
SHIPPING = frozenset(("shipping", "departing"))
# Business steps that are told, in the order in which they follow on one day.
TOLD = ("harvested", "inspecting", "packing", "shipping", "receiving", "retail_selling")
_SAME = {
    "sampling": "inspecting",
    "repackaging": "packing",
    "departing": "shipping",
    "arriving": "receiving",
    "accepting": "receiving",
    "dispensing": "retail_selling",
}
Day = Callable[[int], date]


class Harvest(NamedTuple):
    """Where and when something of a lot was picked.

    Attributes:
        day: The day, where it was picked.
        thing: The lot that was picked.
        event: The event that tells of it.
    """

    day: date
    thing: str
    event: int


class Told(NamedTuple):
    """A step of the way.

    Attributes:
        kind: One of `TOLD`.
        day: When.
    """

    kind: str
    day: date


class Kept(NamedTuple):
    """How a practice stood on the day of the harvest.

    Attributes:
        practice: Its code.
        name: Its name.
        reason: Why it was not in force: never, early, expired, unproven; empty where it was.
        evidence: What proves it.
        since: From when that holds; None where nothing does.
        until: Until the day before which; None for no end.
    """

    practice: str
    name: str
    reason: str
    evidence: str
    since: date | None
    until: date | None


def harvests(
    reached: Iterable[Reached], facts: Mapping[str, Sequence[Fact]], day: Day
) -> list[Harvest]:
    """Find where a lot comes from: what was made of nothing that was itself picked.

    Args:
        reached: What leads to it, itself included.
        facts: The events of each of these.
        day: Tells the day of a moment, where it is told.
    """
    picked = {}
    for one in reached:
        made = [fact for fact in facts.get(one.thing, ()) if _is_picking(fact, one.thing)]
        if made:
            picked[one.thing] = min(made, key=lambda fact: (fact.time, fact.event))
    first = [thing for thing in picked if not _has_behind(thing, facts, picked, set())]
    found = [Harvest(day(picked[one].time), one, picked[one].event) for one in first]
    return sorted(found, key=lambda one: (one.day, one.thing))


def _is_picking(fact: Fact, thing: str) -> bool:
    return fact.step in HARVESTING and (thing in fact.outputs or not (fact.inputs or fact.outputs))


def _has_behind(
    thing: str, facts: Mapping[str, Sequence[Fact]], picked: Mapping[str, Fact], seen: set[str]
) -> bool:
    """Say whether something that was picked lies behind a thing."""
    for one in _behind(thing, facts.get(thing, ())):
        if one not in seen:
            seen.add(one)
            if one in picked or _has_behind(one, facts, picked, seen):
                return True
    return False


def _behind(thing: str, facts: Iterable[Fact]) -> Iterable[str]:
    for fact in facts:
        if thing in fact.outputs:
            yield from fact.inputs
        elif fact.is_in and fact.parent == thing:
            yield from fact.children


def way(facts: Iterable[Fact], picked: Sequence[Harvest], day: Day) -> list[Told]:
    """Tell the steps of a lot in their order, each once a day; where they were is not told."""
    found = dict.fromkeys(Told("harvested", one.day) for one in picked)
    for fact in sorted(facts, key=lambda one: (one.time, one.event)):
        kind = _SAME.get(fact.step, fact.step)
        if kind in TOLD:
            found[Told(kind, day(fact.time))] = None
    return sorted(found, key=lambda one: (one.day, TOLD.index(one.kind)))


def kept(brand: Brand, base: str, harvested: date) -> list[Kept]:
    """Say of each practice of a brand how it stood at a base on a day, with what proves it."""
    reasons = {one.practice: one.reason for one in missing(brand, base, harvested)}
    return [_kept(brand, base, harvested, code, reasons.get(code, "")) for code in brand.practices]


def _kept(brand: Brand, base: str, day: date, code: str, reason: str) -> Kept:
    rows = [one for one in brand.held if (one.base, one.practice) == (base, code)]
    holding = [one for one in rows if one.since <= day and (one.until is None or day < one.until)]
    proven = [one for one in holding if one.evidence]
    shown = next(iter(proven or holding or rows), None)
    name = brand.practices[code]
    if shown is None:
        return Kept(code, name, reason, "", None, None)
    return Kept(code, name, reason, shown.evidence, shown.since, shown.until)
