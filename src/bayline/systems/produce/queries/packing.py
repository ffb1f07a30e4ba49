"""What was captured and what was done about it, as files of a pack."""

from collections.abc import Iterator
from itertools import islice

import orjson

from bayline.platform.instants import moment
from bayline.platform.packs.histories import Kept, lines_of
from bayline.systems.produce.models import ActRow, EventRow
from bayline.systems.produce.rules.packing import ACTS, EVENTS, Done

_AT_ONCE = 1_000


def packed_events() -> Iterator[bytes]:
    """Write all events, some at a time: they may be millions."""
    rows = EventRow.objects.order_by("id").values_list("recorded", "body").iterator(_AT_ONCE)
    kept = (Kept(moment(recorded), orjson.loads(body)) for recorded, body in rows)
    while some := [*islice(kept, _AT_ONCE)]:
        yield lines_of(some, EVENTS)


def packed_acts() -> Iterator[bytes]:
    """Write all that the office did about lots."""
    opened: dict[str, str] = {}
    rows = ActRow.objects.order_by("id").iterator(_AT_ONCE)
    kept = (Kept(row.recorded, _done(row, opened)) for row in rows)
    while some := [*islice(kept, _AT_ONCE)]:
        yield lines_of(some, ACTS)


def _done(row: ActRow, opened: dict[str, str]) -> Done:
    """Tell an act; a step of a recall is about the lot that its opening names."""
    told = orjson.loads(row.told)
    lot = told.get("start") or told.get("lot") or opened.get(row.subject, row.subject)
    opened.setdefault(row.subject, lot)
    return Done(row.kind, row.subject, lot, told, row.by)
