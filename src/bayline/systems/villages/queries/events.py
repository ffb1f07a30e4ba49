"""Events and photos as they are kept, and what is wrong with them and with what is made of them."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from hashlib import sha256
from itertools import groupby

import orjson

from bayline.kernel.errors import BaylineError
from bayline.platform.languages import either
from bayline.platform.packs.histories import Kept as Line
from bayline.platform.packs.histories import lines_of
from bayline.platform.record.walking import Chain, walked
from bayline.systems.villages.models import (
    EventRow,
    PhotoPartRow,
    PhotoRow,
    PhotoUseRow,
    StandingRow,
)
from bayline.systems.villages.queries.grounds import grounds_for
from bayline.systems.villages.rules import packing
from bayline.systems.villages.rules.evidence import reused
from bayline.systems.villages.rules.merging import NOTHING, Kept, merged
from bayline.systems.villages.rules.past import Line as Standing
from bayline.systems.villages.rules.past import Stood, past_of
from bayline.systems.villages.rules.photos import Taken
from bayline.systems.villages.rules.uploads import event_of, photo_in
from bayline.systems.villages.terms.events import Event, Photo
from bayline.systems.villages.terms.standings import Stage

_CHAIN = Chain(
    "villages_event",
    "SELECT c.id, c.digest, c.recorded, c.event, c.village, c.told FROM villages_event c",
    1,
)
_AT_ONCE = 200


def events_of(
    campaign: str,
    villages: Collection[str] | None = None,
    *,
    known: datetime | None = None,
    on: date | None = None,
) -> dict[str, list[Event]]:
    """Give the events of a campaign by village, in the order in which they were kept.

    Args:
        campaign: Its code.
        villages: Those that are asked for; None for all.
        known: Only what was kept by then; None for all.
        on: Only what happened by the end of that day; None for all.
    """
    rows = EventRow.objects.filter(campaign=campaign)
    rows = rows if villages is None else rows.filter(village__in=[*villages])
    rows = rows if known is None else rows.filter(recorded__lte=known)
    rows = rows if on is None else rows.filter(day__lte=on)
    found: dict[str, list[Event]] = {}
    for village, told in rows.order_by("id").values_list("village", "told").iterator(2000):
        found.setdefault(village, []).append(_event(told))
    return found


def kept_of(campaign: str, *, on: date | None = None, known: datetime | None = None) -> Kept:
    """Give all events of a campaign as a set."""
    found = events_of(campaign, on=on, known=known)
    return merged(NOTHING, (event for each in found.values() for event in each))


def _event(told: str) -> Event:
    return event_of(orjson.loads(told), where="villages_event")


def told_by_id(ids: Collection[str]) -> dict[str, str]:
    """Give what is kept under some ids, as it is written."""
    found: dict[str, str] = {}
    wanted = sorted(set(ids))
    for first in range(0, len(wanted), _AT_ONCE):
        rows = EventRow.objects.filter(event__in=wanted[first : first + _AT_ONCE])
        found |= dict(rows.values_list("event", "told"))
    return found


def written_events() -> bytes:
    """Write all events as a file of a pack."""
    rows = EventRow.objects.order_by("id").values_list("recorded", "told")
    return lines_of(
        (Line(recorded, _event(told)) for recorded, told in rows.iterator(2000)), packing.EVENTS
    )


def written_photos() -> bytes:
    """Write all photos as a file of a pack."""
    rows = PhotoRow.objects.order_by("id").iterator(50)
    return lines_of((Line(one.recorded, _taken(one)) for one in rows), packing.PHOTOS)


def _taken(row: PhotoRow) -> Taken:
    return Taken(row.sha256, row.media_type, bytes(row.data), row.by)


def photo(digest: str) -> Taken | None:
    """Give a photo by the SHA-256 of its bytes; None where it is not there."""
    row = PhotoRow.objects.filter(sha256=digest).first()
    return _taken(row) if row else None


def part_photos(campaign: str, instance: str) -> dict[str, Photo]:
    """Give the photos that came with earlier parts of a submission, by file name."""
    rows = PhotoPartRow.objects.filter(campaign=campaign, instance=instance)
    return {
        name: photo_in(orjson.loads(told), where="villages_photopart")
        for name, told in rows.values_list("name", "told")
    }


def photos_there(digests: Collection[str]) -> frozenset[str]:
    """Give those of some photos that are there."""
    found: set[str] = set()
    wanted = sorted(set(digests))
    for first in range(0, len(wanted), _AT_ONCE):
        rows = PhotoRow.objects.filter(sha256__in=wanted[first : first + _AT_ONCE])
        found |= {*rows.values_list("sha256", flat=True)}
    return frozenset(found)


def shared_photos(events: Iterable[Event]) -> dict[str, tuple[Event, ...]]:
    """Find the photos of some events that stand for another village, round or occasion too.

    Args:
        events: Events of a village.

    Returns:
        All events that name such a photo, by its digest.
    """
    digests = {one.digest for event in events for one in event.photos}
    uses: dict[str, list[str]] = {}
    for digest, event in PhotoUseRow.objects.filter(photo__in=sorted(digests)).values_list(
        "photo", "event"
    ):
        uses.setdefault(digest, []).append(event)
    ids = {event for some in uses.values() if len(some) > 1 for event in some}
    named = {one: _event(told) for one, told in told_by_id(ids).items()} if ids else {}
    return {
        one.digest: tuple(named[event] for event in one.events) for one in reused(named.values())
    }


def faults() -> Iterator[str]:
    """Say what is wrong with the chain, with photos, and with where villages are said to stand."""
    yield from walked(_CHAIN)[1]
    yield from _other_photos()
    for code in _campaigns_told():
        yield from _strayed(code)


def _other_photos() -> Iterator[str]:
    wrong = either("内容与编号不符", "its bytes are not those that name it")
    gone = either("有经过提到，照片却不在", "an event names it, and it is not there")
    there = set()
    for digest, data in PhotoRow.objects.values_list("sha256", "data").iterator(50):
        there.add(digest)
        if sha256(bytes(data)).hexdigest() != digest:
            yield f"villages_photo {digest}: {wrong}"
    named = {
        one.digest
        for told in EventRow.objects.values_list("told", flat=True).iterator(2000)
        for one in _event(told).photos
    }
    for digest in sorted(named - there):
        yield f"villages_photo {digest}: {gone}"
    if named != {*PhotoUseRow.objects.values_list("photo", flat=True)}:
        unlisted = either(
            "没有照经过登记用在哪里，请运行bayline upgrade",
            "where they are used is not what the events say; run bayline upgrade",
        )
        yield f"villages_photouse: {unlisted}"


def line_in(row: StandingRow) -> Standing:
    """Read a row."""
    return Standing(
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


def _campaigns_told() -> list[str]:
    rows = EventRow.objects.order_by().values_list("campaign", flat=True)
    held = StandingRow.objects.order_by().values_list("campaign", flat=True)
    return sorted({*rows.distinct(), *held.distinct()})


def _strayed(code: str) -> Iterator[str]:
    wrong = either(
        "与经过算出的不同，请运行bayline upgrade",
        "is not what its events say; run bayline upgrade",
    )
    told = dict(pasts_of(code))
    rows = StandingRow.objects.filter(campaign=code).order_by("village", "since")
    held = {
        village: tuple(Stood(one.since, line_in(one)) for one in each)
        for village, each in groupby(rows, key=lambda row: row.village)
    }
    for village in sorted(told.keys() | held.keys()):
        if told.get(village, ()) != held.get(village, ()):
            yield f"villages_standing {code} {village}: {wrong}"


def pasts_of(
    code: str, villages: Collection[str] | None = None, *, known: datetime | None = None
) -> Iterator[tuple[str, tuple[Stood, ...]]]:
    """Tell where the villages of a campaign stood since when, from their events.

    Villages and campaigns that are not in the registers and files yet stand nowhere.

    Args:
        code: Of the campaign.
        villages: Those that are asked for; None for all.
        known: As it was known then; None for now.
    """
    try:
        grounds = grounds_for(code, villages, known)
    except BaylineError:
        return
    for village, events in sorted(events_of(code, villages, known=known).items()):
        if village in grounds.villages:
            yield village, past_of(events, grounds, village=village)
