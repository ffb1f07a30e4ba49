"""What was captured, as a file of a pack."""

from collections.abc import Iterator
from itertools import islice

import orjson

from bayline.platform.instants import moment
from bayline.platform.packs.histories import Kept, lines_of
from bayline.systems.produce.models import EventRow
from bayline.systems.produce.rules.packing import EVENTS

_AT_ONCE = 1_000


def packed_events() -> Iterator[bytes]:
    """Write all events, some at a time: they may be millions."""
    rows = EventRow.objects.order_by("id").values_list("recorded", "body").iterator(_AT_ONCE)
    kept = (Kept(moment(recorded), orjson.loads(body)) for recorded, body in rows)
    while some := [*islice(kept, _AT_ONCE)]:
        yield lines_of(some, EVENTS)
