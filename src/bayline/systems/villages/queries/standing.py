"""Where villages stand on a day, counted and cut by the database: a board costs the same always."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from bayline.platform.standstill import once
from bayline.systems.villages.models import StandingRow
from bayline.systems.villages.queries.events import line_in
from bayline.systems.villages.queries.grounds import grounds_for
from bayline.systems.villages.queries.replayed import state_on
from bayline.systems.villages.rules.deadlines import Timing, timing_of
from bayline.systems.villages.rules.limits import own_limits
from bayline.systems.villages.rules.past import Line, line_of
from bayline.systems.villages.terms.campaigns import Campaign
from bayline.systems.villages.terms.standings import Stage

_ALIKE = ("batch", "stage", "accepted_on", "due")


def _rows(campaign: str, day: date) -> QuerySet[StandingRow]:
    is_so = Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))
    return StandingRow.objects.filter(is_so, campaign=campaign)


@once
def heaps(campaign: str, day: date) -> dict[Line, int]:
    """Count the villages of a campaign on a day, those that a board treats alike together."""
    found = _rows(campaign, day).order_by().values_list(*_ALIKE).annotate(count=Count("pk"))
    return {_alike(*told): count for *told, count in found}


@once
def timings(campaign: Campaign, day: date) -> dict[Line, Timing]:
    """Tell how the heaps of villages of a campaign stand against their day."""
    limits = own_limits()
    return {one: timing_of(one, campaign, limits, day=day) for one in heaps(campaign.code, day)}


def _alike(batch: str, stage: str, accepted_on: date | None, due: date | None) -> Line:
    return Line("", batch, Stage(stage), 0, "", "", accepted_on, due, 0, 0)


def lines_then(campaign: str, day: date, known: datetime) -> tuple[Line, ...]:
    """List the villages of a campaign as they stood on a day by what was known then.

    Args:
        campaign: Its code.
        day: The day.
        known: The moment; what was kept later is left out.
    """
    state = state_on(grounds_for(campaign, at=known), known=known, on=day)
    lines = map(line_of, state.standings.values())
    return tuple(sorted(lines, key=lambda one: (one.batch, one.village)))


def heaped(lines: Iterable[Line]) -> dict[Line, int]:
    """Count villages, those that a board treats alike together."""
    return Counter(_alike(one.batch, one.stage, one.accepted_on, one.due) for one in lines)


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
    some = None if among is None else (*among,)
    named = None if villages is None else (*villages,)
    return _lines(campaign, day, some, named, (first, None if most is None else first + most))


@once
def _lines(
    campaign: str,
    day: date,
    among: tuple[Line, ...] | None,
    villages: tuple[str, ...] | None,
    cut: tuple[int, int | None],
) -> tuple[Line, ...]:
    rows = _rows(campaign, day)
    rows = rows if among is None else rows.filter(_of(among))
    rows = rows if villages is None else rows.filter(village__in=villages)
    return tuple(map(line_in, rows.order_by("batch", "village")[cut[0] : cut[1]]))


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
