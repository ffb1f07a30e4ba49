"""The board of tasks, counted and cut by the database: a page costs the same however many."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from bayline.systems.cooperation.models import TaskRow, WaitRow
from bayline.systems.cooperation.queries.tasks import lines_of, rows_at, slips_in
from bayline.systems.cooperation.rules.escalating.slips import StandingSlip
from bayline.systems.cooperation.rules.listing import Line
from bayline.systems.cooperation.terms import Stage


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
    """

    stage: Stage
    due: date
    slips: tuple[StandingSlip, ...]
    is_own: bool
    is_other: bool
    tasks: int
    band: int
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorting:
    """By what tasks are told apart.

    Attributes:
        own: Codes of the governments of this region.
        days: The days on which a color changes, the earliest first: tasks due before the first of
            them are treated alike, those due from it and before the next as well, and so on.
        at: As tasks were known then; None for now.
    """

    own: Collection[str]
    days: Sequence[date]
    at: datetime | None = None


def heaps(by: Sorting) -> list[Heap]:
    """Count all tasks, in as few heaps as the filters of a board need."""
    names = ("stage", "band", "slips", "is_own", "is_other")
    found = _sorted(by).values_list(*names).annotate(count=Count("pk")).order_by()
    return [
        Heap(Stage(stage), _day(by, band), slips_in(told), own, other, count, band, told)
        for stage, band, told, own, other, count in found
    ]


def rows_in(
    chosen: Sequence[Heap],
    by: Sorting,
    *,
    waiting: str = "",
    first: int = 0,
    most: int | None = None,
) -> tuple[Line, ...]:
    """List the tasks of some heaps by the day that they are due.

    Args:
        chosen: The heaps, whoever they wait for.
        by: What they were told apart by.
        waiting: Those only that wait for this region (own) or another (other); empty for all.
        first: How many are left out before.
        most: How many are listed; None for all.
    """
    rows = _banded(by).filter(_of_heaps(chosen))
    for name, among in _waiting(by).items():
        rows = rows.filter(among) if waiting == name else rows
    return lines_of(rows, first=first, most=most)


def _of_heaps(chosen: Sequence[Heap]) -> Q:
    """Say in one condition for each what tasks of heaps are."""
    bands: dict[Stage, set[int]] = {}
    for one in chosen:
        if not one.told:
            bands.setdefault(one.stage, set()).add(one.band)
    alike: dict[frozenset[int], set[str]] = {}
    for stage, found in bands.items():
        alike.setdefault(frozenset(found), set()).add(stage.value)
    wanted = Q(pk__in=[])
    for days, stages in alike.items():
        wanted |= Q(stage__in=stages, slips="", band__in=days)
    told = {(one.stage.value, one.told) for one in chosen if one.told}
    for stage_ in {stage for stage, _told in told}:
        wanted |= Q(stage=stage_, slips__in={text for stage, text in told if stage == stage_})
    return wanted


def _waiting(by: Sorting) -> Mapping[str, Exists]:
    waits = WaitRow.objects.filter(row=OuterRef("pk"))
    return {
        "own": Exists(waits.filter(side__in=[*by.own])),
        "other": Exists(waits.exclude(side__in=[*by.own])),
    }


def _banded(by: Sorting) -> QuerySet[TaskRow]:
    bands = [When(due__lt=day, then=Value(band)) for band, day in enumerate(by.days)]
    band = Case(*bands, default=Value(len(by.days)), output_field=IntegerField())
    return rows_at(by.at).alias(band=band)


def _sorted(by: Sorting) -> QuerySet[TaskRow]:
    waiting = _waiting(by)
    return _banded(by).annotate(is_own=waiting["own"], is_other=waiting["other"], band=F("band"))


def _day(by: Sorting, band: int) -> date:
    """Give a day of a stretch: the first, or the last of what was before all."""
    return by.days[band - 1] if band else by.days[0] - timedelta(days=1)
