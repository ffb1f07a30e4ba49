"""Sees that what lies in one box is not put into another."""

from collections.abc import Iterable, Iterator

from bayline.engines.epcis.faults import Fault
from bayline.engines.epcis.times import time_of
from bayline.engines.epcis.words import Event
from bayline.systems.produce.rules.facts import thing_of

Move = tuple[int, int, int, bool]  # child, parent, time, whether it was put in


def moves_of(event: Event) -> list[Move]:
    """Give what an aggregation puts in or takes out, of single objects."""
    if event["type"] != "AggregationEvent" or event["action"] == "OBSERVE":
        return []
    if "parentID" not in event:
        return []
    parent, time = thing_of(event["parentID"]), time_of(event["eventTime"])
    is_in = event["action"] == "ADD"
    return [(thing_of(child), parent, time, is_in) for child in event.get("childEPCs", ())]


def takes_all_out(event: Event) -> bool:
    """Say whether an aggregation empties its parent without naming what lay in it."""
    names = ("childEPCs", "childQuantityList")
    is_out = event["type"] == "AggregationEvent" and event["action"] == "DELETE"
    return is_out and "parentID" in event and not any(event.get(name) for name in names)


class Nesting:
    """Which thing lies in which, as far as it is known, at any time."""

    def __init__(self, known: Iterable[Move] = ()) -> None:
        self._moves: dict[int, list[tuple[int, bool, int]]] = {}
        self._children: dict[int, set[int]] = {}
        self.take(known)

    def take(self, moves: Iterable[Move]) -> None:
        """Note moves, in any order."""
        for child, parent, time, is_in in moves:
            self._moves.setdefault(child, []).append((time, is_in, parent))
            self._children.setdefault(parent, set()).add(child)

    def parent_at(self, child: int, time: int) -> int | None:
        """Say in what a thing lies at a time, moves of that very time included."""
        before = [one for one in self._moves.get(child, ()) if one[0] <= time]
        if not before:
            return None
        _, is_in, parent = max(before, key=lambda one: (one[0], one[1]))
        return parent if is_in else None

    def lying_in(self, parent: int, time: int) -> list[int]:
        """List what lies in a thing at a time."""
        known = self._children.get(parent, set())
        return sorted(one for one in known if self.parent_at(one, time) == parent)

    def moves(self, event: Event) -> list[Move]:
        """Give the moves of an event, with what it takes out without naming it."""
        if not takes_all_out(event):
            return moves_of(event)
        parent, time = thing_of(event["parentID"]), time_of(event["eventTime"])
        return [(child, parent, time, False) for child in self.lying_in(parent, time)]

    def faults(self, event: Event, at: int) -> Iterator[Fault]:
        """Find what an event puts in though it lies in something else, or holds it itself."""
        for place, (child, parent, time, is_in) in enumerate(moves_of(event)):
            if not is_in:
                continue
            named, field = event["childEPCs"][place], f"childEPCs.{place}"
            if child in self._around(parent, time):
                yield Fault(
                    at,
                    field,
                    "aggregation",
                    f"{named} would lie in itself; name what it is put into",
                    f"{named}会装进它自己；请写明装进哪个包装",
                )
            elif self.parent_at(child, time) not in {None, parent}:
                yield Fault(
                    at,
                    field,
                    "aggregation",
                    f"{named} lies in another box; take it out of that first",
                    f"{named}还在另一个包装里，请先记录取出",
                )

    def _around(self, thing: int, time: int) -> set[int]:
        """Give a thing and all that it lies in at a time."""
        found: set[int] = set()
        inside: int | None = thing
        while inside is not None and inside not in found:
            found.add(inside)
            inside = self.parent_at(inside, time)
        return found
