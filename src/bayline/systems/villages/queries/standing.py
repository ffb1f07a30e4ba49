"""Where villages stand on a day, counted and cut by the database: a board costs the same always."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Q, QuerySet

from bayline.systems.villages.models import StandingRow
from bayline.systems.villages.rules.past import Line
from bayline.systems.villages.terms.standings import Stage

_ALIKE = ("batch", "stage", "accepted_on", "due")


def line_in(row: StandingRow) -> Line:
    """Read a row."""
    return Line(
        village=row.village,
        batch=row.batch,
        stage=Stage(row.stage),
        round=row.round,
        total=row.total,
        grade=row.grade,
        accepted_on=row.accepted_on,
        due=row.due,
        conflicts=row.conflicts,
        refused=row.refused,
    )


def _rows(campaign: str, day: date) -> QuerySet[StandingRow]:
    is_so = Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))
    return StandingRow.objects.filter(is_so, campaign=campaign)


def heaps(campaign: str, day: date) -> dict[Line, int]:
    """Count the villages of a campaign on a day, those that a board treats alike together."""
    found = _rows(campaign, day).order_by().values_list(*_ALIKE).annotate(count=Count("pk"))
    return {_alike(*told): count for *told, count in found}


def _alike(batch: str, stage: str, accepted_on: date | None, due: date | None) -> Line:
    return Line("", batch, Stage(stage), 0, "", "", accepted_on, due, 0, 0)


def lines_on(
    campaign: str,
    day: date,
    *,
    among: Collection[Line] | None = None,
    villages: Collection[str] | None = None,
    first: int = 0,
    most: int | None = None,
) -> tuple[Line, ...]:
    """List villages of a campaign as they stand on a day, by batch and code.

    Args:
        campaign: Its code.
        day: The day.
        among: Those of these heaps only; None for all.
        villages: Those only; None for all.
        first: How many are left out before.
        most: How many are listed; None for all.
    """
    rows = _rows(campaign, day)
    rows = rows if among is None else rows.filter(_of(among))
    rows = rows if villages is None else rows.filter(village__in=[*villages])
    cut = rows.order_by("batch", "village")[first : None if most is None else first + most]
    return tuple(map(line_in, cut))


def _of(among: Collection[Line]) -> Q:
    """Say in as few conditions as can be which rows belong to some heaps.

    Only what is accepted has a day of acceptance, and only what is being mended a day due.
    """
    kinds: dict[tuple[str, str, bool, bool], list[Line]] = {}
    for one in among:
        kind = (one.batch, one.stage.value, one.accepted_on is None, one.due is None)
        kinds.setdefault(kind, []).append(one)
    wanted = Q(pk__in=[])
    for (batch, stage, is_open, has_no_due), some in kinds.items():
        accepted = {} if is_open else {"accepted_on__in": [one.accepted_on for one in some]}
        due = {} if has_no_due else {"due__in": [one.due for one in some]}
        none = {"accepted_on": None} if is_open else {}
        none |= {"due": None} if has_no_due else {}
        wanted |= Q(batch=batch, stage=stage, **accepted, **due, **none)
    return wanted
