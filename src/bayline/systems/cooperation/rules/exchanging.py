"""Events that travel between two installations: what a partner may tell, and what crosses.

An event carries the ids of those that its writer knew. Two events of different sides cross where
neither writer knew the other's. Crossing is no harm by itself (both accept, both close); where what
became of the task depends on which of the two is counted first, they conflict, and both sides are
shown both versions until somebody acts.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import Any

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.cooperation.rules import writing
from bayline.systems.cooperation.rules.replaying import in_order, replayed
from bayline.systems.cooperation.terms import Act, Event, Life

KIND = "cooperation.event"
_LEEWAY = timedelta(minutes=5)
_MOST_SEEN = 2000
_WESTMOST, _EASTMOST = timedelta(hours=12), timedelta(hours=14)  # of all time zones


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event as it travels.

    Attributes:
        event: The event.
        seen: Ids of the events of the task that its writer knew.
    """

    event: Event
    seen: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two acts of which neither side knew the other's, and which do not go together.

    Attributes:
        first: The one that counts first, by when it was done.
        second: The other.
        refused: Why the second does not count; empty where both count.
        stage: Where the task stands as they are counted.
        otherwise: Where it would stand if the second had come first.
    """

    first: Event
    second: Event
    refused: BaylineError | None
    stage: str
    otherwise: str


def body(event: Event, seen: Iterable[str]) -> dict[str, Any]:
    """Write an event as a message carries it."""
    return {"event": writing.plain(event), "seen": sorted(set(seen) - {event.id})}


def read(content: Mapping[str, Any]) -> Told:
    """Read what a message carries.

    Raises:
        BaylineError: It is no event, or does not say what its writer knew.
    """
    event = writing.read(content.get("event"))
    seen = content.get("seen")
    is_list = isinstance(seen, Sequence) and not isinstance(seen, str) and len(seen) <= _MOST_SEEN
    if not is_list or not all(isinstance(one, str) for one in seen or ()):
        raise BaylineError(
            f"the event “{event.id[:60]}” does not say what its writer knew",
            where=event.task,
            do="send it as the program wrote it",
            zh=Words(f"经过“{event.id[:60]}”没有写明写时知道什么", do="请原样发送程序写出的内容"),
        )
    return Told(event=event, seen=frozenset(seen or ()))


def of_partner(
    event: Event, *, codes: Collection[str], sent: datetime, last: datetime | None, partner: str
) -> Event:
    """Take an event as a partner tells it: an act of its own side, after all that it knew of.

    Args:
        event: The event as told.
        codes: Codes of the organisations that the partner speaks for.
        sent: When the message was written.
        last: When the last event happened that came before it: of these sides, or of others of
            which its writer knew; None for the first.
        partner: Id of the installation, which is put before the account.

    Raises:
        BaylineError: It is the act of another side, does not come after what it follows, or says
            another day than its moment.
    """
    if event.side not in codes:
        raise BaylineError(
            f"“{partner}” cannot tell what “{event.side}” did",
            where=event.task,
            why=f"it speaks for {'、'.join(sorted(codes)) or 'nobody'}",
            do="have that side tell it, or have an administrator say for whom the partner speaks",
            zh=Words(
                f"“{partner}”不能代“{event.side}”办理",
                f"它代表的是{'、'.join(sorted(codes)) or '无'}",
                "请由该方发来，或请管理员在传输页写明对方代表的单位",
            ),
        )
    _refuse_moment(event, sent=sent, last=last)
    return replace(event, person=f"{partner}/{event.person}")


def _refuse_moment(event: Event, *, sent: datetime, last: datetime | None) -> None:
    if event.at > sent + _LEEWAY or (last is not None and event.at < last):
        raise BaylineError(
            f"the event is of {event.at.isoformat()}, which cannot be",
            where=event.task,
            why="it is later than its message, or earlier than what its writer knew of",
            do="set the clock of the installation that tells it",
            zh=Words(
                f"经过的时间{event.at.isoformat()}不对",
                "晚于发送的时间，或早于发送方当时已经知道的经过",
                "请校准发送方的时钟",
            ),
        )
    if not _can_be_day(event.day, event.at):
        raise BaylineError(
            f"the event says {event.day.isoformat()}, its moment is {event.at.isoformat()}",
            where=event.task,
            why="nowhere is it that day then",
            do="send it as the program wrote it",
            zh=Words(
                f"经过写的是{event.day.isoformat()}，时间却是{event.at.isoformat()}",
                "那时哪里都不是这一天",
                "请原样发送程序写出的内容",
            ),
        )


def _can_be_day(day: date, at: datetime) -> bool:
    """Tell whether it is a day somewhere at a moment."""
    return (at - _WESTMOST).date() <= day <= (at + _EASTMOST).date()


def last_known(
    events: Iterable[Event],
    *,
    codes: Collection[str],
    seen: Collection[str],
    signed: Iterable[tuple[str, datetime]],
    sent: datetime,
) -> datetime | None:
    """Tell when the last event happened that a partner's next one must come after.

    Args:
        events: Of the task, as they are kept here.
        codes: Codes of the organisations that the partner speaks for.
        seen: Ids of the events that its writer says it knew.
        signed: Ids of events that the partner has signed for, with when it did so.
        sent: When its message was written.
    """
    knew = {*seen, *(event for event, at in signed if at <= sent)}
    after = (one.at for one in events if one.side in codes or one.id in knew)
    return max(after, default=None)


def refuse_second_beginning(told: Told, kept: Iterable[Event]) -> None:
    """See that nobody begins a task under the code of another that was begun elsewhere.

    Args:
        told: The event as it came.
        kept: The events of the task that are kept here.

    Raises:
        BaylineError: It begins a task, and another has its code.
    """
    event, before = told.event, [*kept]
    is_known = any(one.id == event.id for one in before)
    if is_known or told.seen or not any(one.act is event.act is Act.PROPOSED for one in before):
        return
    raise BaylineError(
        f"another task has the code “{event.task}” here",
        where=event.task,
        why="both sides began one under the same code, neither knowing the other's",
        do="put the task forward again, which gives it a code of its own, and withdraw this one",
        zh=Words(
            f"编号“{event.task}”在这边是另一件事项",
            "两边各自用同一编号提出了事项，提出时都不知道对方的",
            "请重新提出（会得到本处的新编号），再撤回这一项",
        ),
    )


def refuse_undoing(event: Event, kept: Iterable[Event], *, counted: Collection[str]) -> None:
    """See that a partner's event undoes nothing which the partner has signed for as it counted.

    Whatever its message says of when it was written: had it been done before, the partner would
    have answered that ours did not count.

    Args:
        event: The event as told.
        kept: The events of the task that are kept here.
        counted: Ids of the events that the partner has signed for and called counted.

    Raises:
        BaylineError: One of these would count no longer.
    """
    before = [one for one in kept if one.id != event.id]
    if not counted or not before:
        return
    then = {one.event.id for one in replayed(before).refused}
    now = [one.event for one in replayed([*before, event]).refused]
    undone = next((one for one in now if one.id in counted and one.id not in then), None)
    if undone is not None:
        raise _undoes(event, undone)


def _undoes(event: Event, undone: Event) -> BaylineError:
    return BaylineError(
        f"the event of {event.at.isoformat()} would undo what “{undone.side}” did",
        where=event.task,
        why="its writer has signed for that, as it counted, and had told of nothing before it",
        do="do it now, after what it would undo, and tell it again",
        zh=Words(
            f"时间写为{event.at.isoformat()}的经过会使“{undone.side}”已办的不算",
            "发送方已经签收了那一步，签收时那一步是算数的，之前没有说过这件事",
            "请按现在的时间另办一次",
        ),
    )


def conflicts(events: Iterable[Event], seen: Mapping[str, Collection[str]]) -> tuple[Conflict, ...]:
    """Find the acts that crossed and do not go together.

    Args:
        events: Of one task.
        seen: What the writer of each event knew, by its id; one that is not named knew all that
            happened before it.
    """
    ordered = in_order(events)
    life = replayed(ordered)
    found = (
        _conflict(life, ordered, first, second)
        for first, second in combinations(ordered, 2)
        if first.side != second.side and _crossed(first, second, seen)
    )
    return tuple(one for one in found if one is not None)


def unsettled(found: Iterable[Conflict], events: Iterable[Event]) -> tuple[Conflict, ...]:
    """Give the conflicts after which the two sides have not both acted again.

    Args:
        found: What `conflicts` found of a task.
        events: Its events that count.
    """
    told = [*events]
    return tuple(
        one
        for one in found
        if not {one.first.side, one.second.side}
        <= {event.side for event in told if event.at > one.second.at}
    )


def _crossed(first: Event, second: Event, seen: Mapping[str, Collection[str]]) -> bool:
    """Tell whether neither knew the other: the earlier cannot have known the later."""
    return second.id in seen and first.id not in seen[second.id]


def _conflict(life: Life, ordered: Sequence[Event], first: Event, second: Event) -> Conflict | None:
    refused = next((one.error for one in life.refused if one.event.id == second.id), None)
    swapped = _swapped(ordered, first, second)
    if refused is None and swapped is not None and _outcome(life) == _outcome(swapped):
        return None
    return Conflict(
        first=first,
        second=second,
        refused=refused,
        stage=life.stage.value,
        otherwise="" if swapped is None else swapped.stage.value,
    )


def _swapped(ordered: Sequence[Event], first: Event, second: Event) -> Life | None:
    """Tell what would have become of the task had the second act come first."""
    moved = [
        replace(event, at=first.at - timedelta(microseconds=1)) if event.id == second.id else event
        for event in ordered
    ]
    try:
        return replayed(moved)
    except BaylineError:
        return None


def _outcome(life: Life) -> tuple[object, ...]:
    """Give what became of a task, whatever the order of what does not matter."""
    done = (life.accepted, life.reports, life.reviews, life.closings, life.leavings)
    ids = tuple(frozenset((side, one.id) for side, one in each.items()) for each in done)
    return (life.stage, life.terms, life.successor, *ids, len(life.refused))
