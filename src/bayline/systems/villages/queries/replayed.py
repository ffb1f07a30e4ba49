"""Standings that were replayed, remembered by village: only what has changed is replayed again.

Events are only added to, so a village, how many of its events count and the last of them tell which
they are; what they are held against is part of the name too.
"""

from collections import OrderedDict
from collections.abc import Hashable, Iterable
from datetime import date, datetime
from threading import Lock

from django.db.models import Count, Max

from bayline.systems.villages.models import EventRow
from bayline.systems.villages.queries.events import events_of
from bayline.systems.villages.rules.replaying import standing_of
from bayline.systems.villages.terms.events import Grounds
from bayline.systems.villages.terms.standings import CampaignState, Standing

_MOST = 600  # standings, with all their marks
_TURN = Lock()
_KEPT: OrderedDict[Hashable, Standing] = OrderedDict()


def state_on(
    grounds: Grounds, *, known: datetime | None = None, on: date | None = None
) -> CampaignState:
    """Tell where all villages of a campaign stand.

    Args:
        grounds: What events are held against, all villages among it.
        known: As it was known then; None for now.
        on: As of the end of that day; None for all that is there.
    """
    code = grounds.campaign.code
    names = {
        village: _name(grounds, village, *counted)
        for village, *counted in _heads(code, known, on)
        if village in grounds.villages
    }
    found = {village: _KEPT.get(name) for village, name in names.items()}
    lacking = [village for village, one in found.items() if one is None]
    events = events_of(code, lacking, known=known, on=on) if lacking else {}
    for village in lacking:
        found[village] = standing_of(events.get(village, ()), grounds, village=village)
    standings = {village: one for village, one in sorted(found.items()) if one is not None}
    _keep((names[village], one) for village, one in standings.items())
    return CampaignState(campaign=code, standings=standings, clashes=())


def _heads(code: str, known: datetime | None, on: date | None) -> Iterable[tuple[str, int, int]]:
    rows = EventRow.objects.filter(campaign=code)
    rows = rows if known is None else rows.filter(recorded__lte=known)
    rows = rows if on is None else rows.filter(day__lte=on)
    told = rows.order_by().values_list("village")
    return told.annotate(count=Count("pk"), last=Max("pk")).values_list("village", "count", "last")


def _name(grounds: Grounds, village: str, count: int, last: int) -> Hashable:
    people = (*grounds.inspectors.values(),)
    held_against = (grounds.campaign, grounds.sheets, people, grounds.villages[village])
    return village, count, last, hash(held_against)


def _keep(found: Iterable[tuple[Hashable, Standing]]) -> None:
    with _TURN:
        for name, one in found:
            _KEPT[name] = one
            _KEPT.move_to_end(name)
        while len(_KEPT) > _MOST:
            _KEPT.popitem(last=False)


def forget() -> None:
    """Forget all that was replayed."""
    _KEPT.clear()
