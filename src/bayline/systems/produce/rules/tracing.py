"""Follows things back to where they come from, and forward to where they went.

Two kinds of events lead on: a transformation leads from its outputs to its inputs, and a container
leads to what lay in it while it mattered. A container that is used again leads only to what lay in
it at that time, so each thing is followed with the windows of time in which it matters.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from bayline.systems.produce.terms import ALWAYS, Fact, Reached, Window

Fetch = Callable[[Sequence[str]], Mapping[str, Sequence[Fact]]]
_Step = tuple[str, Window, int]
_END = ALWAYS[1]


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
    waiting: list[tuple[str, Window]] = [(start, ALWAYS)]
    level = 0
    lead = _onward if forward else _backward
    while waiting and level < levels:
        level += 1
        known = fetch(list(dict.fromkeys(thing for thing, _ in waiting)))
        following: list[tuple[str, Window]] = []
        for thing, window in waiting:
            for reached, when, event in lead(thing, window, known.get(thing, ())):
                if _is_new(found, reached, when, level, event):
                    following.append((reached, when))
        waiting = following
    return list(found.values())


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
            steps += [(one, (fact.time, _END), fact.event) for one in fact.outputs]
    for parent, stay, event in _stays(thing, facts, as_child=True):
        both = _overlap(stay, window)
        if both:
            steps.append((parent, both, event))
    return steps


def _backward(thing: str, window: Window, facts: Iterable[Fact]) -> list[_Step]:
    steps: list[_Step] = []
    for fact in facts:
        if thing in fact.outputs and fact.time < window[1]:
            when = (fact.time, fact.time + 1)
            steps += [(one, when, fact.event) for one in fact.inputs]
    for child, stay, event in _stays(thing, facts, as_child=False):
        both = _overlap(stay, window)
        if both:
            steps.append((child, both, event))
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
