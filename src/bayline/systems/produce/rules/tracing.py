"""Follows things back to where they come from, and forward to where they went.

Two kinds of events lead on: a transformation leads from its outputs to its inputs, and a container
leads to what lay in it while it mattered. A container that is used again leads only to what lay in
it at that time, so each thing is followed with the windows of time in which it matters.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from bayline.systems.produce.terms import ALWAYS, Fact, Reached, Window

Fetch = Callable[[Sequence[str]], Mapping[str, Sequence[Fact]]]
_END = ALWAYS[1]


class _Step(NamedTuple):
    """What is led to.

    Attributes:
        thing: Its name.
        window: When it matters; where it holds a child, when that one does.
        event: Which event leads there.
        child: What lies in it; empty where it is led to otherwise.
    """

    thing: str
    window: Window
    event: int
    child: str = ""


def traced(start: str, fetch: Fetch, *, forward: bool, levels: int = 1000) -> list[Reached]:
    """Follow a thing.

    Args:
        start: Its one name.
        fetch: Gives the events that each of some things is in, in any order.
        forward: Whether to its buyers; else to its origin.
        levels: How many steps to go at most.

    Returns:
        What is reached, the start first, nearest first, each thing once.
    """
    found = {start: Reached(start, 0, [ALWAYS])}
    waiting: list[_Step] = []
    ready: list[tuple[str, Window]] = [(start, ALWAYS)]
    known = fetch([start])
    lead = _onward if forward else _backward
    for level in range(1, levels + 1):
        waiting = [one for thing, window in ready for one in lead(thing, window, known[thing])]
        if not waiting:
            break
        known = fetch(list(dict.fromkeys(one.thing for one in waiting)))
        ready = [
            (thing, when)
            for thing, when, event in _settled(waiting, known)
            if _is_new(found, thing, when, level, event)
        ]
    return list(found.values())


def _settled(
    steps: Iterable[_Step], known: Mapping[str, Sequence[Fact]]
) -> Iterator[tuple[str, Window, int]]:
    """Say when things held what leads to them: what empties a crate is told of the crate alone."""
    stays: dict[str, dict[str, list[tuple[Window, int]]]] = {}
    for thing, window, event, child in steps:
        if not child:
            yield thing, window, event
            continue
        if thing not in stays:
            of = stays[thing] = {}
            for other, stay, since in _stays(thing, known[thing], as_child=False):
                of.setdefault(other, []).append((stay, since))
        for stay, since in stays[thing].get(child, ()):
            both = _overlap(stay, window)
            if both:
                yield thing, both, since


def _is_new(found: dict[str, Reached], thing: str, when: Window, level: int, event: int) -> bool:
    """Note that a thing is reached; say whether that leads further than what was known."""
    known = found.setdefault(thing, Reached(thing, level))
    known.events.add(event)
    if any(low <= when[0] and when[1] <= high for low, high in known.windows):
        return False
    known.windows.append(when)
    return True


def _onward(thing: str, window: Window, facts: Iterable[Fact]) -> list[_Step]:
    low, high = window
    steps: list[_Step] = []
    for fact in facts:
        if thing in fact.inputs and low <= fact.time < high:
            steps += [_Step(one, (fact.time, _END), fact.event) for one in fact.outputs]
    around = {one: event for one, _, event in _stays(thing, facts, as_child=True)}
    return steps + [_Step(parent, window, event, thing) for parent, event in around.items()]


def _backward(thing: str, window: Window, facts: Iterable[Fact]) -> list[_Step]:
    steps: list[_Step] = []
    for fact in facts:
        if thing in fact.outputs and fact.time < window[1]:
            when = (fact.time, fact.time + 1)
            steps += [_Step(one, when, fact.event) for one in fact.inputs]
    for child, stay, event in _stays(thing, facts, as_child=False):
        both = _overlap(stay, window)
        if both:
            steps.append(_Step(child, both, event))
    return steps


def _overlap(one: Window, other: Window) -> Window | None:
    low, high = max(one[0], other[0]), min(one[1], other[1])
    return (low, high) if low < high else None


def _stays(thing: str, facts: Iterable[Fact], *, as_child: bool) -> list[tuple[str, Window, int]]:
    """List what lay in what and when; the event is the one that put it in."""
    open_: dict[str, tuple[int, int]] = {}
    stays: list[tuple[str, Window, int]] = []
    moves = [one for one in facts if one.is_in is not None and one.parent]
    for fact in sorted(moves, key=lambda one: (one.time, one.event)):
        for other in _others(thing, fact, as_child=as_child, lying=open_):
            if fact.is_in:
                open_.setdefault(other, (fact.time, fact.event))
            elif other in open_:
                since, event = open_.pop(other)
                stays.append((other, (since, fact.time), event))
    return stays + [(other, (since, _END), event) for other, (since, event) in open_.items()]


def _others(
    thing: str, fact: Fact, *, as_child: bool, lying: Mapping[str, object]
) -> tuple[str, ...]:
    """Give the other side of a move, as seen from the thing."""
    if as_child:
        moved = thing in fact.children or (not fact.children and fact.is_in is False)
        return (fact.parent,) if moved and fact.parent != thing else ()
    if fact.parent != thing:
        return ()
    return fact.children or (tuple(lying) if fact.is_in is False else ())
