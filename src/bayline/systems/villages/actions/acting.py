"""One act at a desk: asked of the rules, and kept only if it counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction

from bayline.platform.record.actions.turns import take_turn
from bayline.systems.villages.actions.keeping import keep
from bayline.systems.villages.queries.events import events_of
from bayline.systems.villages.queries.grounds import grounds_for
from bayline.systems.villages.rules.merging import NOTHING, merged
from bayline.systems.villages.rules.replaying import why_not
from bayline.systems.villages.terms.events import Act, Event

_TICK = timedelta(microseconds=1)


@transaction.atomic
def act(events: Sequence[Event], *, at: datetime) -> None:
    """Do something to a village: all of it counts, or nothing is kept.

    Args:
        events: Of one village of one campaign, in their order; their ids are given here.
        at: The present moment.

    Raises:
        BaylineError: One of them does not follow; the sentence says why.
    """
    take_turn()
    campaign, village = events[0].campaign, events[0].village
    grounds = grounds_for(campaign, [village])
    kept = merged(NOTHING, events_of(campaign, [village]).get(village, ()))
    last = max((one.at for one in kept.counted), default=None)
    done: list[Event] = []
    for event in events:
        moment = event.at if last is None else max(event.at, last + _TICK)
        found = replace(event, id=event.id or uuid4().hex, at=moment)
        error = why_not(kept, found, grounds)
        if error is not None:
            raise error
        kept, last = merged(kept, [found]), moment
        done.append(found)
    keep(done, at=at)


@transaction.atomic
def enroll_and_assign(
    campaign: str,
    batches: Mapping[str, str],
    drawn: Mapping[str, tuple[str, ...]],
    *,
    by: str,
    at: datetime,
) -> int:
    """Put villages into batches where they are in none yet, and give them the inspectors drawn.

    Args:
        campaign: Its code.
        batches: By village the code of its batch.
        drawn: By village its inspectors.
        by: Who does.
        at: When, on the clock of the region.

    Returns:
        How many villages were given inspectors.

    Raises:
        BaylineError: One of them cannot be; nothing is kept.
    """
    for village in sorted(drawn):
        events = _steps(campaign, village, batches.get(village, ""), by=by, at=at)
        assign = _event(campaign, village, Act.ASSIGNED, by=by, at=at)
        act([*events, replace(assign, inspectors=drawn[village])], at=at)
    return len(drawn)


def _steps(campaign: str, village: str, batch: str, *, by: str, at: datetime) -> Iterable[Event]:
    if batch:
        yield replace(_event(campaign, village, Act.ENROLLED, by=by, at=at), batch=batch)


def _event(campaign: str, village: str, what: Act, *, by: str, at: datetime) -> Event:
    return Event(id="", campaign=campaign, village=village, act=what, at=at, by=by)
