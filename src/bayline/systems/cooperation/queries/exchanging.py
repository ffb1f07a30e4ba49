"""What crossed between two installations, and what each partner was told of a task."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bayline.platform.transport import queries as transport
from bayline.platform.transport.terms import Partner
from bayline.systems.cooperation.models import CrossedRow
from bayline.systems.cooperation.queries.tasks import events_of, lives_of
from bayline.systems.cooperation.rules import exchanging
from bayline.systems.cooperation.rules.exchanging import Conflict, Told
from bayline.systems.cooperation.terms import Event, Life


class Way(NamedTuple):
    """How far a task is told to a partner.

    Attributes:
        partner: Id of the partner.
        name: What it is called.
        waiting: Messages that it has not signed for.
        came: Messages that came from it.
        is_apart: Whether acts of its side were recorded here, so that nothing is told of the task.
        refused: Why it did not take one of our acts, the last such, in Chinese and English.
    """

    partner: str
    name: str
    waiting: int
    came: int
    is_apart: bool = False
    refused: tuple[str, str] = ("", "")


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


def ways_of(life: Life) -> tuple[Way, ...]:
    """Tell how far a task is told to each partner that speaks for one of its sides.

    Args:
        life: The task.
    """
    return tuple(
        Way(
            one.id,
            one.name,
            *transport.counts_of(one.id, life.task),
            is_apart=is_apart(one, events_of(life.task)),
            refused=_refused(one.id, life.task),
        )
        for one in transport.partners()
        if {*one.speaks_for} & {*life.terms.codes}
    )


def _refused(partner: str, task: str) -> tuple[str, str]:
    answers = [answer for _body, _at, answer in transport.acknowledged(partner, task)]
    last = next((one for one in reversed(answers) if "zh" in one), {})
    return str(last.get("zh", "")), str(last.get("en", ""))


def is_apart(partner: Partner, events: Iterable[Event]) -> bool:
    """Tell whether acts of a partner's side were recorded here and not told by the partner.

    Such a task was carried on here for both sides before the partner came in: it holds acts that
    only the partner could tell, so that its record and ours would differ.

    Args:
        partner: The partner.
        events: All acts on the task.
    """
    theirs = [one for one in events if one.side in partner.speaks_for]
    if not theirs:
        return False
    task = theirs[0].task
    came = {str(body["event"]["id"]) for body in transport.bodies(partner.id, task, is_ours=False)}
    return any(one.id not in came for one in theirs)
