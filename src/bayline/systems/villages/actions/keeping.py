"""Keep events in their chain, and where their villages stood beside them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

import orjson
from django.db import transaction

from bayline.kernel.errors import BaylineError
from bayline.platform.instants import microseconds
from bayline.platform.packs.terms import KeptFiles
from bayline.platform.record.actions.turns import last_digest, move_head, take_turn
from bayline.platform.record.chain import content_hash, linked
from bayline.platform.registers.terms import KeptEntries
from bayline.systems.villages.models import EventRow, PhotoUseRow, StandingRow
from bayline.systems.villages.queries.events import events_of, faults, pasts_of, told_by_id
from bayline.systems.villages.queries.grounds import (
    CAMPAIGNS,
    ENDING,
    SHEETS,
    campaigns,
    sheets,
)
from bayline.systems.villages.queries.registers import CAMPAIGN_VILLAGES, INSPECTORS
from bayline.systems.villages.rules.merging import NOTHING, is_new, merged
from bayline.systems.villages.rules.past import Stood
from bayline.systems.villages.rules.sheets import refuse_overlaps
from bayline.systems.villages.rules.uploads import event_of
from bayline.systems.villages.rules.writing import written
from bayline.systems.villages.terms.events import Event


@transaction.atomic
def keep(events: Iterable[Event], *, at: datetime) -> tuple[Event, ...]:
    """Keep events that are not kept yet, whether they count or not.

    Args:
        events: Of any campaigns, in any order; the same event may come again.
        at: The present moment.

    Returns:
        Those that were not known.

    Raises:
        BaylineError: Another content is kept under the id of one; nothing is kept.
    """
    take_turn()
    new = _unknown([*events])
    _add(new, at=at)
    _use(new)
    _stand({(event.campaign, event.village) for event in new})
    return tuple(new)


def _unknown(events: Sequence[Event]) -> list[Event]:
    new, errors = sorted_out(events)
    for error in errors.values():
        raise error
    return new


def sorted_out(events: Sequence[Event]) -> tuple[list[Event], dict[int, BaylineError]]:
    """Tell which events are not kept yet, each once, and which bear the id of another.

    Args:
        events: In any order.

    Returns:
        The new ones, and by number the refusals of those whose id is taken.
    """
    kept = told_by_id([event.id for event in events])
    seen = {name: event_of(orjson.loads(one), where=name) for name, one in kept.items()}
    new, errors = [], {}
    for number, event in enumerate(events):
        try:
            if is_new(merged(NOTHING, [seen[event.id]] if event.id in seen else []), event):
                new.append(event)
                seen[event.id] = event
        except BaylineError as error:
            errors[number] = error
    return new, errors


def _add(events: Iterable[Event], *, at: datetime) -> None:
    digest, rows = last_digest(EventRow), []
    for event in events:
        told = written(event).decode()
        content = content_hash((event.id, event.village, told))
        digest = linked(digest, content, how=(microseconds(at),))
        rows.append(
            EventRow(
                event=event.id,
                campaign=event.campaign,
                village=event.village,
                day=event.day,
                recorded=at,
                told=told,
                digest=digest,
            )
        )
    EventRow.objects.bulk_create(rows, batch_size=500)
    move_head(EventRow, rows=len(rows), digest=digest)


def _use(events: Iterable[Event]) -> None:
    """Note which photos events name."""
    named = {(photo.digest, event.id) for event in events for photo in event.photos}
    rows = (PhotoUseRow(photo=photo, event=event) for photo, event in sorted(named))
    PhotoUseRow.objects.bulk_create(rows, batch_size=500)


def _stand(of: Collection[tuple[str, str]]) -> None:
    """Write anew where some villages of campaigns stood."""
    for campaign in sorted({one for one, _village in of}):
        villages = {village for one, village in of if one == campaign}
        StandingRow.objects.filter(campaign=campaign, village__in=villages).delete()
        _write(campaign, villages)


def _write(campaign: str, villages: Collection[str] | None = None) -> None:
    rows = [row for village, past in pasts_of(campaign, villages) for row in _rows(campaign, past)]
    StandingRow.objects.bulk_create(rows, batch_size=500)


def _rows(campaign: str, past: Sequence[Stood]) -> Iterable[StandingRow]:
    ends = [*(one.since for one in past[1:]), None]
    for (since, line), until in zip(past, ends, strict=True):
        told = line._asdict() | {"stage": line.stage.value}
        yield StandingRow(campaign=campaign, since=since, until=until, **told)


@transaction.atomic
def rewrite() -> None:
    """Write anew where all villages stood, and which photos events name."""
    StandingRow.objects.all().delete()
    PhotoUseRow.objects.all().delete()
    rows = EventRow.objects.order_by().values_list("campaign", flat=True).distinct()
    for campaign in sorted(rows):
        _write(campaign)
        for events in events_of(campaign).values():
            _use(events)


def fill_missing() -> None:
    """Write where villages stood where that is not what their events say."""
    if next(iter(faults()), ""):
        rewrite()


def follow_entries(kept: KeptEntries) -> None:
    """Hold events against villages and inspectors that were just entered or changed."""
    if kept.register.name in (CAMPAIGN_VILLAGES, INSPECTORS) and EventRow.objects.exists():
        rewrite()


def follow_files(kept: KeptFiles) -> None:
    """Refuse sheets and campaigns that are none; hold events against those that changed.

    Raises:
        BaylineError: One is malformed, or a sheet holds on the same day as another edition.
    """
    if not any(map(_is_ground, kept.files)):
        return
    refuse_overlaps(sheets())
    campaigns()
    if EventRow.objects.exists():
        rewrite()


def _is_ground(path: str) -> bool:
    return path.startswith((CAMPAIGNS, SHEETS)) and path.endswith(ENDING)
