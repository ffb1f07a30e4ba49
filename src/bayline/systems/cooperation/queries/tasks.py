"""Tasks: their events, what became of them, and where they stand in lists."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import reduce
from itertools import groupby
from operator import attrgetter, itemgetter, or_
from typing import Any, NamedTuple

import orjson
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.periods import Period
from bayline.platform.packs.histories import Kept
from bayline.platform.packs.histories import lines_of as lines_of_pack
from bayline.platform.record.walking import Chain, walked
from bayline.platform.standstill import once
from bayline.systems.cooperation.models import CrossedRow, EventRow, TaskRow, WaitRow
from bayline.systems.cooperation.queries.supervision import slip_rule
from bayline.systems.cooperation.rules import writing
from bayline.systems.cooperation.rules.escalating.slips import StandingSlip
from bayline.systems.cooperation.rules.listing import Line, line_of, side_of, slip_of
from bayline.systems.cooperation.rules.packing import EVENTS
from bayline.systems.cooperation.rules.replaying import replayed
from bayline.systems.cooperation.terms import ENDED, Act, Event, Life, Stage, Terms, Wait

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


def packed_tasks() -> bytes:
    """Write all events as a file of a pack."""
    rows = EventRow.objects.order_by("id").values_list("recorded", "told")
    kept = (Kept(recorded, _event(told)) for recorded, told in rows.iterator(2000))
    return lines_of_pack(kept, EVENTS)


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


def lives_of(tasks: Collection[str], *, until: datetime | None = None) -> dict[str, Life]:
    """Tell what became of several tasks, by code; those without a proposal yet are left out.

    Args:
        tasks: Their codes.
        until: As it was known then; None for now.
    """
    found: dict[str, Life] = {}
    wanted = sorted(set(tasks))
    for first in range(0, len(wanted), _AT_ONCE):
        rows = EventRow.objects.filter(task__in=wanted[first : first + _AT_ONCE])
        rows = rows if until is None else rows.filter(recorded__lte=until)
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
    at: datetime | None = None,
) -> tuple[Line, ...]:
    """List tasks by the day that they are due.

    Args:
        stages: Those that stand there only; empty for all.
        agreement: Those that carry out this agreement only.
        decisions: Those that stem from these decisions only.
        due_by: Those due by this day only.
        at: As they were known then; None for now.
    """
    rows = rows_at(at)
    if stages:
        rows = rows.filter(stage__in=[*stages])
    if agreement:
        rows = rows.filter(agreement=agreement)
    if decisions:
        rows = rows.filter(decision__in=[*decisions])
    if due_by is not None:
        rows = rows.filter(due__lte=due_by)
    return lines_of(rows)


def rows_at(at: datetime | None) -> QuerySet[TaskRow]:
    """Ask for where tasks stood at a moment; None for now."""
    if at is None:
        return TaskRow.objects.filter(until=None)
    return TaskRow.objects.filter(Q(until=None) | Q(until__gt=at), recorded__lte=at)


def lines_of(
    rows: QuerySet[TaskRow], *, first: int = 0, most: int | None = None
) -> tuple[Line, ...]:
    """Read rows by the day that they are due.

    Args:
        rows: What is asked for.
        first: How many are left out before.
        most: How many are read; None for all.
    """
    until = None if most is None else first + most
    found = [*rows.order_by("due", "task").values_list("pk", *_LINE)[first:until]]
    waits = _waits_of([row[0] for row in found])
    return tuple(_line(row[1:], waits.get(row[0], ())) for row in found)


# Read as plain values: a list makes no model of each row and of each wait.
_LINE = (
    *("task", "title", "stage", "since", "due", "proposed", "is_urgent", "slips", "rule"),
    *("refused", "agreement", "decision", "track", "sides"),
)


def _waits_of(rows: Sequence[int]) -> dict[int, list[Wait]]:
    found: dict[int, list[Wait]] = {}
    for first in range(0, len(rows), _AT_ONCE):
        kept = WaitRow.objects.filter(row__in=rows[first : first + _AT_ONCE]).order_by("pk")
        told = kept.values_list("row_id", "side", "act", "unit", "about")
        for row, side, act, unit, about in told:
            found.setdefault(row, []).append(Wait(side=side, act=Act(act), unit=unit, about=about))
    return found


def _line(row: Sequence[Any], waits: Iterable[Wait]) -> Line:
    told = dict(zip(_LINE, row, strict=True))
    sides = map(side_of, orjson.loads(told["sides"]))
    made = {"stage": Stage(told["stage"]), "slips": slips_in(told["slips"]), "sides": (*sides,)}
    return Line(**told | made, waits=(*waits,))


def slips_in(told: str) -> tuple[StandingSlip, ...]:
    """Read the slips that a row keeps."""
    return tuple(map(slip_of, orjson.loads(told))) if told else ()


def due_tasks(
    *,
    until: date | None = None,
    sides: Collection[str] = (),
    units: Collection[str] = (),
    most: int | None = None,
    at: datetime | None = None,
    and_crossed: bool = False,
) -> tuple[Line, ...]:
    """List the tasks that wait for somebody, by the day that they are due.

    Args:
        until: Those due by this day only; None for all.
        sides: Those that wait for one of these governments only.
        units: Those that wait for one of these units as lead only.
        most: How many are listed; None for all.
        at: As they were known then; None for now.
        and_crossed: Whether those on which acts of two sides crossed come as well, whoever they
            wait for.
    """
    return lines_of(_due(sides, units, until, at, and_crossed=and_crossed), most=most)


def count_due(*, sides: Collection[str] = (), at: datetime | None = None) -> int:
    """Count the tasks that wait for somebody: for one of these governments, where any is named."""
    if at is not None:
        return _due(sides, (), None, at).count()
    waits = WaitRow.objects.filter(is_now=True)
    waits = waits.filter(side__in=[*sides]) if sides else waits
    return waits.values("row").distinct().order_by().count()


def _due(
    sides: Collection[str],
    units: Collection[str],
    until: date | None,
    at: datetime | None,
    *,
    and_crossed: bool = False,
) -> QuerySet[TaskRow]:
    asked = [
        Q(**{f"{name}__in": [*codes]})
        for name, codes in (("side", sides), ("unit", units))
        if codes
    ]
    waits = WaitRow.objects.filter(row=OuterRef("pk"))
    waits = waits.filter(reduce(or_, asked)) if asked else waits
    wanted = Q(Exists(waits))
    if and_crossed:
        wanted |= Q(task__in=CrossedRow.objects.values("task"))
    rows = rows_at(at).filter(wanted)
    return rows if until is None else rows.filter(due__lte=until)


def crossed(*, most: int) -> tuple[Line, ...]:
    """Give the tasks on which acts of two sides crossed that nobody has settled, by their day.

    Args:
        most: How many are given.
    """
    known = CrossedRow.objects.values("task")
    return lines_of(rows_at(None).filter(task__in=known), most=most)


def crossed_among(tasks: Collection[str]) -> frozenset[str]:
    """Give those of some tasks on which acts of two sides crossed that nobody has settled."""
    return frozenset(CrossedRow.objects.filter(pk__in=[*tasks]).values_list("pk", flat=True))


def is_crossed(task: str) -> bool:
    """Tell whether acts of two sides crossed on a task that nobody has settled."""
    return CrossedRow.objects.filter(pk=task).exists()


def count_tasks(*, at: datetime | None = None) -> int:
    """Count the tasks there are, or were then."""
    return rows_at(at).count()


@once
def sides_waited_for(*, at: datetime | None = None) -> frozenset[str]:
    """Give the codes of the governments that something waits for."""
    found = WaitRow.objects.filter(is_now=True) if at is None else WaitRow.objects.all()
    return frozenset(found.values_list("side", flat=True).distinct().order_by())


def open_twin(terms: Terms) -> str:
    """Give the code of a task under way that asks the same; empty where none does."""
    rows = rows_at(None).filter(title=terms.title, due=terms.due, decision=terms.decision)
    same = (one for one in lines_of(rows.exclude(stage__in=[*ENDED])) if one.sides == terms.sides)
    return next((one.task for one in same), "")


def title_of(task: str) -> str:
    """Give what a task is called as it stands now; empty where there is none."""
    return rows_at(None).filter(task=task).values_list("title", flat=True).first() or ""


def closed_of(tasks: Collection[str]) -> frozenset[str]:
    """Give those of some tasks that are closed."""
    rows = rows_at(None).filter(task__in=[*tasks], stage=Stage.CLOSED)
    return frozenset(rows.values_list("task", flat=True)) if tasks else frozenset()


def counts_of_agreements() -> dict[str, int]:
    """Count the tasks that carry out each agreement, by its code."""
    rows = rows_at(None).exclude(agreement="").values("agreement").order_by()
    return dict(rows.annotate(count=Count("pk")).values_list("agreement", "count"))


def tasks_due(period: Period | None) -> list[str]:
    """Give the codes of the tasks that are due in a period; None for all tasks."""
    rows = TaskRow.objects.order_by("task")
    if period is not None:
        rows = rows.filter(due__gte=period.start, due__lte=period.last)
    return [*rows.values_list("task", flat=True)]


def next_code(start: str) -> str:
    """Give a code that no task has: what it begins with, and a number."""
    taken = rows_at(None).filter(task__startswith=f"{start}-").values_list("task", flat=True)
    numbers = (code.removeprefix(f"{start}-") for code in taken)
    last = max((int(number) for number in numbers if number.isdecimal()), default=0)
    return f"{start}-{last + 1:04}"


def faults() -> Iterator[str]:
    """Say what is wrong with the chain of events, and where a task does not stand as they say."""
    yield from walked(_CHAIN)[1]
    rule = slip_rule()
    kept = {line.task: line for line in lines()}
    rows = EventRow.objects.order_by("task", "id").values_list("task", "told")
    made: set[str] = set()
    for task, told in groupby(rows, key=lambda row: row[0]):
        made.add(task)
        life = _or_none([_event(text) for _task, text in told])
        if life is not None and kept.get(task) != line_of(life, rule):
            yield f"cooperation_task {task}: is not what its events say; run bayline upgrade"
    for task in sorted(kept.keys() - made):
        yield f"cooperation_task {task}: has no events; run bayline upgrade"


class Stood(NamedTuple):
    """Where a task stood from a moment on, until the next of its rows."""

    recorded: datetime
    line: Line


def past_of(tasks: Collection[str] | None = None) -> Iterator[list[Stood]]:
    """Tell where each task stood since when, from its events in the order they were kept.

    Args:
        tasks: Which; None for all.
    """
    rule = slip_rule()
    rows = EventRow.objects.order_by("task", "id")
    rows = rows if tasks is None else rows.filter(task__in=[*tasks])
    told = rows.values_list("task", "recorded", "told")
    for _task, found in groupby(told, key=itemgetter(0)):
        events: list[Event] = []
        past: list[Stood] = []
        for recorded, kept in groupby(found, key=itemgetter(1)):
            events += [_event(text) for _of, _at, text in kept]
            life = _or_none(events)
            line = line_of(life, rule) if life else None
            if line and (not past or past[-1].line != line):
                past.append(Stood(max(recorded, past[-1].recorded if past else recorded), line))
        yield past


def _or_none(events: list[Event]) -> Life | None:
    try:
        return replayed(events)
    except BaylineError:
        return None  # its proposal has not come yet
