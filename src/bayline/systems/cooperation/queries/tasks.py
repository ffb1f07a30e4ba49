"""Tasks: their events, what became of them, and where they stand in lists."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from functools import reduce
from itertools import groupby
from operator import attrgetter, or_

import orjson
from django.db.models import Q

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.record.walking import Chain, walked
from bayline.systems.cooperation.models import EventRow, TaskRow, WaitRow
from bayline.systems.cooperation.rules import writing
from bayline.systems.cooperation.rules.listing import Line, line_of, side_of
from bayline.systems.cooperation.rules.replaying import replayed
from bayline.systems.cooperation.terms import Act, Event, Life, Stage, Wait

_AT_ONCE = 400
_CHAIN = Chain(
    "cooperation_event",
    "SELECT c.id, c.digest, c.recorded, c.event, c.task, c.at, c.told FROM cooperation_event c",
    1,
)


def events_of(task: str, *, until: datetime | None = None) -> tuple[Event, ...]:
    """Give the events of a task, in the order in which they were kept here.

    Args:
        task: Its code.
        until: Only those that were kept by then; None for all.
    """
    rows = EventRow.objects.filter(task=task)
    known = rows if until is None else rows.filter(recorded__lte=until)
    return tuple(_event(told) for told in known.order_by("id").values_list("told", flat=True))


def every_event() -> Iterator[Event]:
    """Give all events, in the order in which they were kept here."""
    rows = EventRow.objects.order_by("id").values_list("told", flat=True)
    return (_event(told) for told in rows.iterator(2000))


def _event(told: str) -> Event:
    return writing.read(orjson.loads(told))


def life_of(task: str, *, until: datetime | None = None) -> Life:
    """Tell what became of a task.

    Args:
        task: Its code.
        until: As it was known then; None for now.

    Raises:
        BaylineError: There is no such task, or was none then.
    """
    events = events_of(task, until=until)
    if not events:
        raise _no_task(task)
    return replayed(events)


def lives_of(tasks: Collection[str]) -> dict[str, Life]:
    """Tell what became of several tasks, by code; those without a proposal yet are left out."""
    found: dict[str, Life] = {}
    wanted = sorted(set(tasks))
    for first in range(0, len(wanted), _AT_ONCE):
        rows = EventRow.objects.filter(task__in=wanted[first : first + _AT_ONCE])
        told = rows.order_by("task", "id").values_list("told", flat=True)
        for task, events in groupby(map(_event, told), key=attrgetter("task")):
            life = _or_none([*events])
            if life is not None:
                found[task] = life
    return found


def _no_task(task: str) -> BaylineError:
    return BaylineError(
        f"there is no task “{task[:60]}”",
        do="see the board of tasks",
        zh=Words(f"没有事项“{task[:60]}”", do="请看事项清单"),
    )


def lines(
    *,
    stages: Collection[Stage] = (),
    agreement: str = "",
    decisions: Collection[str] = (),
    due_by: date | None = None,
) -> tuple[Line, ...]:
    """List tasks by the day that they are due.

    Args:
        stages: Those that stand there only; empty for all.
        agreement: Those that carry out this agreement only.
        decisions: Those that stem from these decisions only.
        due_by: Those due by this day only.
    """
    rows = TaskRow.objects.order_by("due", "task")
    if stages:
        rows = rows.filter(stage__in=[*stages])
    if agreement:
        rows = rows.filter(agreement=agreement)
    if decisions:
        rows = rows.filter(decision__in=[*decisions])
    if due_by is not None:
        rows = rows.filter(due__lte=due_by)
    found = [*rows]
    return tuple(_line(row, waits) for row, waits in _with_waits(found))


def _with_waits(rows: list[TaskRow]) -> Iterator[tuple[TaskRow, list[Wait]]]:
    waits: dict[str, list[Wait]] = {}
    codes = [row.task for row in rows]
    for one in _waits(codes):
        waits.setdefault(one.task, []).append(_wait(one))
    return ((row, waits.get(row.task, [])) for row in rows)


def _waits(codes: list[str]) -> Iterable[WaitRow]:
    if len(codes) > _AT_ONCE:  # most of them, so all are asked for
        return WaitRow.objects.order_by("id")
    return WaitRow.objects.filter(task__in=codes).order_by("id")


def _wait(row: WaitRow) -> Wait:
    return Wait(side=row.side, act=Act(row.act), unit=row.unit, about=row.about)


def _line(row: TaskRow, waits: list[Wait]) -> Line:
    return Line(
        task=row.task,
        title=row.title,
        stage=Stage(row.stage),
        since=row.since,
        due=row.due,
        proposed=row.proposed,
        is_urgent=row.is_urgent,
        has_slips=row.has_slips,
        refused=row.refused,
        agreement=row.agreement,
        decision=row.decision,
        track=row.track,
        sides=tuple(map(side_of, orjson.loads(row.sides))),
        waits=tuple(waits),
    )


def due_tasks(
    *, until: date | None = None, sides: Collection[str] = (), units: Collection[str] = ()
) -> tuple[Line, ...]:
    """List the tasks that wait for somebody, by the day that they are due.

    Args:
        until: Those due by this day only; None for all.
        sides: Those that wait for one of these governments only.
        units: Those that wait for one of these units as lead only.
    """
    asked = [
        Q(**{f"{name}__in": [*codes]})
        for name, codes in (("side", sides), ("unit", units))
        if codes
    ]
    waits = WaitRow.objects.filter(reduce(or_, asked)) if asked else WaitRow.objects.all()
    waits = waits if until is None else waits.filter(due__lte=until)
    rows = TaskRow.objects.filter(task__in=waits.values("task")).order_by("due", "task")
    return tuple(_line(row, found) for row, found in _with_waits([*rows]))


def next_code(start: str) -> str:
    """Give a code that no task has: what it begins with, and a number."""
    taken = TaskRow.objects.filter(task__startswith=f"{start}-").values_list("task", flat=True)
    numbers = (code.removeprefix(f"{start}-") for code in taken)
    last = max((int(number) for number in numbers if number.isdecimal()), default=0)
    return f"{start}-{last + 1:04}"


def faults() -> Iterator[str]:
    """Say what is wrong with the chain of events, and where a task does not stand as they say."""
    yield from walked(_CHAIN)[1]
    kept = {line.task: line for line in lines()}
    rows = EventRow.objects.order_by("task", "id").values_list("task", "told")
    made: set[str] = set()
    for task, told in groupby(rows, key=lambda row: row[0]):
        made.add(task)
        life = _or_none([_event(text) for _task, text in told])
        if life is not None and kept.get(task) != line_of(life):
            yield f"cooperation_task {task}: is not what its events say; run bayline upgrade"
    for task in sorted(kept.keys() - made):
        yield f"cooperation_task {task}: has no events; run bayline upgrade"


def _or_none(events: list[Event]) -> Life | None:
    try:
        return replayed(events)
    except BaylineError:
        return None  # its proposal has not come yet
