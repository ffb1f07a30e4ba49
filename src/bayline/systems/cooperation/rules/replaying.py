"""Where a task stands: its events one after the other, each against what came before it.

An event that does not follow is refused with a sentence. Where it is about to be written, that
ends it; where it lies in a history already, as after an exchange between two installations, it is
kept, does not count, and is shown with its reason.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.cooperation.rules.acting import check_actor
from bayline.systems.cooperation.rules.following import STEPS
from bayline.systems.cooperation.rules.refusing import refusal
from bayline.systems.cooperation.rules.terming import check_terms
from bayline.systems.cooperation.terms import Act, Event, Life, Refused, Stage


def in_order(events: Iterable[Event]) -> list[Event]:
    """Sort events as they count: by when they happened, then by id; each of them once."""
    once = {event.id: event for event in events}
    return sorted(once.values(), key=lambda event: (event.at, event.id))


def replayed(events: Iterable[Event]) -> Life:
    """Tell what became of a task.

    Args:
        events: Of one task, in any order.

    Raises:
        BaylineError: None of them proposes the task, or they are of several tasks.
    """
    ordered = in_order(events)
    _refuse_many(ordered)
    life: Life | None = None
    refused: list[Refused] = []
    for event in ordered:
        try:
            life = begun(event) if life is None else after(life, event)
        except BaylineError as error:
            refused.append(Refused(event=event, error=error))
    if life is None:
        raise _unproposed(ordered)
    return replace(life, refused=tuple(refused))


def begun(event: Event) -> Life:
    """Give the task that an event proposes.

    Raises:
        BaylineError: It proposes none, or none that can be.
    """
    if event.act is not Act.PROPOSED or event.terms is None:
        raise _unproposed([event])
    check_terms(event.terms, task=event.task)
    life = Life(
        task=event.task,
        terms=event.terms,
        proposal=event,
        stage=Stage.PROPOSED,
        since=event.day,
        events=(event,),
    )
    check_actor(life, event)
    return life


def after(life: Life, event: Event) -> Life:
    """Give a task as an event leaves it.

    Args:
        life: The task before.
        event: What is done to it.

    Raises:
        BaylineError: That cannot be done to it now, not by that side or person, or something it
            needs is missing; the sentence says what.
    """
    if event.task != life.task:
        raise _of_others([life.task, event.task])
    if event.act is not Act.PROPOSED:
        check_actor(life, event)
    found = STEPS[event.act](life, event)
    if event.act is Act.PROPOSED:
        check_actor(found, event)
    stage = _stage(found)
    since = event.day if stage is not life.stage else life.since
    return replace(found, stage=stage, since=since, events=(*life.events, event))


def _stage(life: Life) -> Stage:
    """Compute where a task stands from who has done what."""
    codes, reporters = set(life.terms.codes), set(life.terms.reporters)
    if life.stage in {Stage.WITHDRAWN, Stage.REPLACED, Stage.DECLINED}:
        return life.stage
    if not codes <= life.accepted.keys():
        return Stage.PROPOSED
    if codes <= life.closings.keys():
        return Stage.CLOSED
    if not reporters <= life.reports.keys():
        return Stage.IN_HAND
    return Stage.REVIEWED if reporters <= life.reviews.keys() else Stage.REPORTED


def _refuse_many(events: Sequence[Event]) -> None:
    tasks = sorted({event.task for event in events})
    if len(tasks) > 1:
        raise _of_others(tasks)


def _of_others(tasks: Sequence[str]) -> BaylineError:
    named = "、".join(tasks)
    return BaylineError(
        f"events of several tasks: {named}",
        why="a history is of one task",
        do="ask for each by itself",
        zh=Words(f"事件分属几个事项：{named}", "一段经过只属一个事项", "请分开来看"),
    )


def _unproposed(events: Sequence[Event]) -> BaylineError:
    task = events[0].task if events else ""
    return refusal(
        task,
        ("no event proposes the task", "its sides and its day are not known", "propose it first"),
        Words("事项没有人提出", "各方和期限都不知道", "请先提出"),
    )


def why_not(life: Life, event: Event) -> BaylineError | None:
    """Tell why an act would be refused; None where it would not be.

    Args:
        life: The task.
        event: What would be done.
    """
    try:
        after(life, event)
    except BaylineError as error:
        return error
    return None
