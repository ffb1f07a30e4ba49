"""What crossed between two installations, and what each partner was told of a task."""

from collections.abc import Iterable
from typing import NamedTuple

from bayline.platform.transport import queries as transport
from bayline.systems.cooperation.queries.tasks import events_of, life_of
from bayline.systems.cooperation.rules import exchanging
from bayline.systems.cooperation.rules.exchanging import Conflict


class Way(NamedTuple):
    """How far a task is told to a partner.

    Attributes:
        partner: Id of the partner.
        name: What it is called.
        waiting: Messages that it has not signed for.
        came: Messages that came from it.
    """

    partner: str
    name: str
    waiting: int
    came: int


def conflicts_of(task: str) -> tuple[Conflict, ...]:
    """Find the acts on a task that crossed and do not go together.

    Raises:
        BaylineError: There is no such task.
    """
    seen: dict[str, frozenset[str]] = {}
    for partner in transport.partners():
        for is_ours in (True, False):
            for body in transport.bodies(partner.id, task, is_ours=is_ours):
                told = exchanging.read(body)
                # The same act is told to several partners; it knew what any of them was told.
                seen[told.event.id] = seen.get(told.event.id, frozenset()) | told.seen
    return exchanging.conflicts(events_of(task), seen) if seen else ()


def in_conflict(tasks: Iterable[str]) -> tuple[str, ...]:
    """Give those of some tasks on which acts crossed that nobody has settled since."""
    found = ((task, conflicts_of(task)) for task in tasks)
    return tuple(
        task
        for task, crossed in found
        if crossed and exchanging.unsettled(crossed, life_of(task).events)
    )


def ways_of(task: str) -> tuple[Way, ...]:
    """Tell how far a task is told to each partner it was told to."""
    return tuple(
        Way(partner.id, partner.name, *counts)
        for partner in transport.partners()
        if any(counts := transport.counts_of(partner.id, task))
    )
