"""The board of tasks, counted and cut by the database: a page costs the same however many."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

import orjson
from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When

from bayline.platform.standstill import once
from bayline.systems.cooperation.models import TaskRow
from bayline.systems.cooperation.queries.tasks import lines_of, rows_at, slips_in
from bayline.systems.cooperation.rules.escalating.slips import StandingSlip
from bayline.systems.cooperation.rules.listing import Line
from bayline.systems.cooperation.terms import ENDED, Stage


class Heap(NamedTuple):
    """Tasks that a board need not tell apart, since all its filters treat them alike.

    Attributes:
        stage: Where they stand.
        due: A day that stands for the days that they are due.
        slips: The slips that stand against their sides.
        is_own: Whether they wait for this region.
        is_other: Whether they wait for another.
        tasks: How many there are.
        band: Number of the stretch of days.
        told: The slips as they are kept.
        waiting: The sides that they wait for, as they are kept.
    """

    stage: Stage
    due: date
    slips: tuple[StandingSlip, ...]
    is_own: bool
    is_other: bool
    tasks: int
    band: int
    told: str
    waiting: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorting:
    """By what tasks are told apart.

    Attributes:
        own: Codes of the governments of this region.
        days: The days on which a color changes, the earliest first: tasks due before the first of
            them are treated alike, those due from it and before the next as well, and so on.
        at: As tasks were known then; None for now.
    """

    own: frozenset[str]
    days: tuple[date, ...]
    at: datetime | None = None


@once
def heaps(by: Sorting) -> tuple[Heap, ...]:
    """Count all tasks, in as few heaps as the filters of a board need."""
    names = ("stage", "band", "slips", "waiting")
    found = _banded(by).annotate(band=F("band")).values_list(*names).order_by()
    return tuple(_heap(by, *row) for row in found.annotate(count=Count("pk")))


def _heap(by: Sorting, stage: str, band: int, told: str, waiting: str, count: int) -> Heap:
    sides = frozenset(orjson.loads(waiting))
    return Heap(
        stage=Stage(stage),
        due=_day(by, band),
        slips=slips_in(told),
        is_own=bool(sides & by.own),
        is_other=bool(sides - by.own),
        tasks=count,
        band=band,
        told=told,
        waiting=waiting,
    )


def rows_in(
    chosen: Sequence[Heap],
    by: Sorting,
    *,
    first: int = 0,
    most: int | None = None,
) -> tuple[Line, ...]:
    """List the tasks of some heaps by the day that they are due.

    Args:
        chosen: The heaps.
        by: What they were told apart by.
        first: How many are left out before.
        most: How many are listed; None for all.
    """
    return lines_of(_banded(by).filter(_of_heaps(chosen)), first=first, most=most)


@once
def open_by_day(at: datetime | None = None) -> dict[date, int]:
    """Count the open tasks that are due on each day, as they were known then; None for now."""
    rows = _open(at).values("due").order_by().annotate(count=Count("pk"))
    return dict(rows.values_list("due", "count"))


def open_between(
    first: date, last: date, at: datetime | None = None
) -> list[tuple[date, str, int]]:
    """Give day, title and row of the open tasks that are due from one day to another."""
    rows = _open(at).filter(due__gte=first, due__lte=last)
    return [*rows.order_by().values_list("due", "title", "pk")]


def lines_at(rows: Collection[int]) -> tuple[Line, ...]:
    """Give the tasks of some rows, such as `open_between` names."""
    return lines_of(TaskRow.objects.filter(pk__in=[*rows]))


def _open(at: datetime | None) -> QuerySet[TaskRow]:
    return rows_at(at).filter(stage__in=[one for one in Stage if one not in ENDED])


def _of_heaps(chosen: Sequence[Heap]) -> Q:
    """Say in few conditions what tasks of heaps are: however many slips stand, one for each look.

    Looks are alike that have the same stretches of days, stage and sides waited for.
    """
    bands: dict[tuple[str, str, str], set[int]] = {}
    for one in chosen:
        bands.setdefault((one.stage.value, one.waiting, one.told), set()).add(one.band)
    alike: dict[tuple[str, str, frozenset[int]], set[str]] = {}
    for (stage, waiting, told), found in bands.items():
        alike.setdefault((stage, waiting, frozenset(found)), set()).add(told)
    wanted = Q(pk__in=[])
    for (stage, waiting, days), slips in alike.items():
        wanted |= Q(stage=stage, waiting=waiting, slips__in=slips, band__in=days)
    return wanted


def _banded(by: Sorting) -> QuerySet[TaskRow]:
    bands = [When(due__lt=day, then=Value(band)) for band, day in enumerate(by.days)]
    band = Case(*bands, default=Value(len(by.days)), output_field=IntegerField())
    return rows_at(by.at).alias(band=band)


def _day(by: Sorting, band: int) -> date:
    """Give a day of a stretch: the first, or the last of what was before all."""
    return by.days[band - 1] if band else by.days[0] - timedelta(days=1)
