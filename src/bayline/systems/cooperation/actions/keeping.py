"""Keep events in their chain, and where their tasks stand beside them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

import orjson
from django.db import transaction

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.instants import microseconds
from bayline.platform.record.actions.turns import last_digest, move_head, take_turn
from bayline.platform.record.chain import content_hash, linked
from bayline.systems.cooperation.models import EventRow, TaskRow, WaitRow
from bayline.systems.cooperation.queries.supervision import slip_rule
from bayline.systems.cooperation.queries.tasks import faults, lives_of, past_of, rows_at
from bayline.systems.cooperation.rules import writing
from bayline.systems.cooperation.rules.listing import Line, line_of, plain_side, plain_slip
from bayline.systems.cooperation.terms import Event


@transaction.atomic
def keep(events: Iterable[Event], *, at: datetime) -> int:
    """Keep events that are not kept yet, whether they count or not; for what comes from elsewhere.

    Args:
        events: Of any tasks.
        at: The present moment.

    Returns:
        How many were not known.

    Raises:
        BaylineError: An event of the same id says something else; nothing is kept.
    """
    take_turn()
    once = {event.id: event for event in events}
    new = _unknown([*once.values()])
    _add(new, at=at)
    _stand({event.task for event in new}, at=at)
    return len(new)


def _unknown(events: Sequence[Event]) -> list[Event]:
    ids = [event.id for event in events]
    kept = dict(EventRow.objects.filter(event__in=ids).values_list("event", "told"))
    for event in events:
        if kept.get(event.id, written(event)) != written(event):
            raise _other(event)
    return [event for event in events if event.id not in kept]


def _other(event: Event) -> BaylineError:
    return BaylineError(
        f"the event “{event.id[:60]}” says something else than what is kept",
        where=event.task,
        why="an event is never changed",
        do="ask the other side what happened",
        zh=Words(f"经过“{event.id[:60]}”与已收存的不同", "事项的经过不能改", "请向对方核实"),
    )


def written(event: Event) -> str:
    """Give an event as it is kept."""
    return writing.written(event).decode()


def _add(events: Iterable[Event], *, at: datetime) -> None:
    digest, rows = last_digest(EventRow), []
    for event in events:
        told = written(event)
        content = content_hash((event.id, event.task, microseconds(event.at), told))
        digest = linked(digest, content, how=(microseconds(at),))
        rows.append(
            EventRow(
                event=event.id,
                task=event.task,
                at=event.at,
                recorded=at,
                told=told,
                digest=digest,
            )
        )
    EventRow.objects.bulk_create(rows)
    move_head(EventRow, rows=len(rows), digest=digest)


@transaction.atomic
def rewrite() -> None:
    """Write anew where all tasks stand and stood."""
    TaskRow.objects.all().delete()
    for past in past_of():
        ends = [*(one.recorded for one in past[1:]), None]
        for one, until in zip(past, ends, strict=True):
            _write(one.line, recorded=one.recorded, until=until)


def fill_missing() -> None:
    """Write where tasks stand where that is not what their events say."""
    if next(iter(faults()), ""):
        rewrite()


def _stand(tasks: Collection[str], *, at: datetime) -> None:
    """Write where tasks stand from now on; where they stood is kept beside."""
    rule = slip_rule()
    now = {row.task: row for row in rows_at(None).filter(task__in=[*tasks])}
    for task, life in lives_of(tasks).items():
        old = now.get(task)
        since = max(at, old.recorded) if old else at
        if old:
            TaskRow.objects.filter(pk=old.pk).update(until=since)
            WaitRow.objects.filter(row=old).update(is_now=False)
        _write(line_of(life, rule), recorded=since)


def _write(line: Line, *, recorded: datetime, until: datetime | None = None) -> None:
    row = TaskRow.objects.create(
        task=line.task,
        recorded=recorded,
        until=until,
        title=line.title,
        stage=line.stage.value,
        since=line.since,
        due=line.due,
        proposed=line.proposed,
        is_urgent=line.is_urgent,
        slips=_listed(map(plain_slip, line.slips)) if line.slips else "",
        rule=line.rule,
        refused=line.refused,
        agreement=line.agreement,
        decision=line.decision,
        track=line.track,
        sides=_listed(map(plain_side, line.sides)),
        waiting=_listed(sorted({wait.side for wait in line.waits})),
    )
    WaitRow.objects.bulk_create(
        WaitRow(
            row=row,
            is_now=until is None,
            side=wait.side,
            act=wait.act.value,
            unit=wait.unit,
            about=wait.about,
            due=line.due,
        )
        for wait in line.waits
    )


def _listed(values: Iterable[object]) -> str:
    return orjson.dumps([*values]).decode()
