"""What crossed between two installations, and what each partner was told of a task."""

from collections.abc import Iterator
from typing import NamedTuple

from bayline.platform.transport import queries as transport
from bayline.systems.cooperation.models import CrossedRow
from bayline.systems.cooperation.queries.tasks import events_of, lives_of
from bayline.systems.cooperation.rules import exchanging
from bayline.systems.cooperation.rules.exchanging import Conflict, Told
from bayline.systems.cooperation.terms import Life


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


def conflicts_of(task: str, *, coming: Told | None = None) -> tuple[Conflict, ...]:
    """Find the acts on a task that crossed and do not go together.

    Args:
        task: Its code.
        coming: What is being taken, whose message is not kept yet.

    Raises:
        BaylineError: There is no such task.
    """
    seen: dict[str, frozenset[str]] = {} if coming is None else {coming.event.id: coming.seen}
    for partner in transport.partners():
        for is_ours in (True, False):
            for body in transport.bodies(partner.id, task, is_ours=is_ours):
                told = exchanging.read(body)
                # The same act is told to several partners; it knew what any of them was told.
                seen[told.event.id] = seen.get(told.event.id, frozenset()) | told.seen
    return exchanging.conflicts(events_of(task), seen) if seen else ()


def is_in_conflict(life: Life, *, coming: Told | None = None) -> bool:
    """Tell whether acts crossed on a task that nobody has settled since.

    Args:
        life: The task.
        coming: What is being taken, whose message is not kept yet.
    """
    if life.has_ended:
        return False
    return bool(exchanging.unsettled(conflicts_of(life.task, coming=coming), life.events))


def maybe_crossed() -> frozenset[str]:
    """Give the codes of the tasks that a partner told of, and of those kept as crossed."""
    told = transport.conversations(exchanging.KIND) if transport.partners() else ()
    return frozenset(told) | frozenset(CrossedRow.objects.values_list("pk", flat=True))


def faults() -> Iterator[str]:
    """Say of which tasks it is kept wrongly whether acts of two sides crossed on them."""
    kept = frozenset(CrossedRow.objects.values_list("pk", flat=True))
    lives = lives_of(maybe_crossed()).values()
    found = {life.task for life in lives if is_in_conflict(life)}
    for task in sorted(kept ^ found):
        yield f"cooperation_crossed {task}: is not what its messages say; run bayline upgrade"


def ways_of(task: str) -> tuple[Way, ...]:
    """Tell how far a task is told to each partner it was told to."""
    return tuple(
        Way(partner.id, partner.name, *counts)
        for partner in transport.partners()
        if any(counts := transport.counts_of(partner.id, task))
    )
