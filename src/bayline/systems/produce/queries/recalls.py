"""Recalls as they stand: their acts, and what events tell of who holds what."""

from collections.abc import Collection, Sequence
from decimal import Decimal

from bayline.systems.produce.queries.acts import RECALL, Kept, acts, acts_of_kind
from bayline.systems.produce.queries.events import facts_of
from bayline.systems.produce.queries.stories import day_of, events_at
from bayline.systems.produce.rules.facts import name_of
from bayline.systems.produce.rules.recalls import (
    Act,
    Kind,
    Reach,
    Recall,
    Scope,
    standing,
)
from bayline.systems.produce.rules.sending import SOLD, flows, masses, spoiled
from bayline.systems.produce.rules.stories import harvests
from bayline.systems.produce.rules.tracing import traced
from bayline.systems.produce.terms import ALWAYS, Reached


def recall_named(number: str) -> Recall | None:
    """Find a recall by its number."""
    found = acts(RECALL, number)
    return _stood(found) if found else None


def recalls() -> list[Recall]:
    """Give all recalls, the newest first."""
    by_number: dict[str, list[Kept]] = {}
    for one in acts_of_kind(RECALL):
        by_number.setdefault(one.subject, []).append(one)
    return [_stood(found) for found in reversed(by_number.values())]


def acts_of(number: str) -> list[Act]:
    """Give what was done in a recall, in order."""
    return [_act(one) for one in acts(RECALL, number)]


def _act(one: Kept) -> Act:
    return Act(one.subject, Kind(one.told["kind"]), one.told, one.by, one.recorded)


def _stood(found: Sequence[Kept]) -> Recall:
    listed = [_act(one) for one in found]
    first = listed[0]
    return standing(listed, reach_of(first.told["start"], Scope(first.told["scope"])))


def reach_of(start: str, scope: Scope) -> Reach:
    """Find everything that a recall reaches.

    Args:
        start: The one name of the lot that failed.
        scope: How far it goes.
    """
    roots = roots_of(start, scope)
    reached = reached_from(roots)
    facts = facts_of([*reached])
    weights = masses(reached, facts)
    made = [weights[one] for one in roots]
    known = [one for one in made if one is not None]
    sold = [
        fact.event
        for listed in facts.values()
        for fact in listed
        if fact.step in SOLD and fact.buyers
    ]
    return Reach(
        made=sum(known, Decimal(0)) if len(known) == len(made) else None,
        spoiled=spoiled(reached, facts),
        flows=tuple(flows(reached, facts, sellers_of(sold))),
        things=len(reached),
    )


def roots_of(start: str, scope: Scope) -> tuple[str, ...]:
    """Give the lots a recall begins with: the one that failed, or all harvests behind it."""
    if scope is Scope.LOT:
        return (start,)
    back = traced(start, facts_of, forward=False)
    picked = harvests(back, facts_of([one.thing for one in back]), day_of)
    return tuple(dict.fromkeys(one.thing for one in picked)) or (start,)


def reached_from(roots: Sequence[str]) -> dict[str, Reached]:
    """Give everything that some lots lead to, each once with all times in which it matters."""
    found: dict[str, Reached] = {}
    for root in roots:
        for one in traced(root, facts_of, forward=True):
            known = found.setdefault(one.thing, Reached(one.thing, one.level))
            known.level = min(known.level, one.level)
            known.windows += [each for each in one.windows if each not in known.windows]
            known.events |= one.events
    for root in roots:
        found[root].windows = [ALWAYS]
    return found


def sellers_of(events: Collection[int]) -> dict[int, str]:
    """Give the owner before each of some events, where the event says it."""
    found = {}
    for number, event in events_at([*dict.fromkeys(events)]).items():
        owners = [one["source"] for one in event.get("sourceList", ())
                  if one["type"] == "owning_party"]  # fmt: skip
        if owners:
            found[number] = name_of(owners[0])
    return found


def recalls_of(things: Collection[str]) -> list[Recall]:
    """Give the recalls that reach a lot: it, or what it was made of, is what they begin with.

    Drills are none of the public's business and are left out.

    Args:
        things: The names of all that leads to the lot, itself included.
    """
    opened = [one for one in acts_of_kind(RECALL) if one.told["kind"] == Kind.OPENED]
    found = []
    for one in opened:
        if one.told.get("drill"):
            continue
        if {*things} & set(one.told["roots"]):
            found.append(recall_named(one.subject))
    return [one for one in found if one is not None]
