"""Subscriptions, and the events that wait for them."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import orjson

from bayline.engines.epcis.words import Event
from bayline.systems.produce.models import EventRow, SubscriptionRow
from bayline.systems.produce.queries.asking import rows_asked, spread
from bayline.systems.produce.rules.matching import matches
from bayline.systems.produce.terms import Subscription

_LARGEST = 1_000_000  # characters of events in one delivery
_OUT_OF_ORDER = 10_000  # events that captures at once may have put out of order
_LOOKED_AT = 20_000  # events, before it is noted how far it went


def subscriptions(query: str = "") -> list[Subscription]:
    """List subscriptions, of one query or of all."""
    rows = SubscriptionRow.objects.order_by("id")
    return [_read(row) for row in (rows.filter(query=query) if query else rows)]


def subscription(name: str) -> Subscription | None:
    """Find a subscription by its id."""
    row = SubscriptionRow.objects.filter(name=name).first()
    return None if row is None else _read(row)


def _read(row: SubscriptionRow) -> Subscription:
    return Subscription(
        row.name, row.query, orjson.loads(row.wish), row.token, row.is_stream, row.position,
        row.due, row.failures, row.said, row.notified, row.created,
    )  # fmt: skip


def due_subscriptions(now: int) -> list[str]:
    """Name the subscriptions that are to be tried: at their time, or since there are new events."""
    due = SubscriptionRow.objects.filter(due__lte=now).order_by("due")
    rows = list(due.values_list("name", "is_stream", "position"))
    last = last_event() if rows else 0
    return [name for name, is_stream, position in rows if not is_stream or position < last]


def last_event() -> int:
    """Give the number of the last event that is kept."""
    return EventRow.objects.order_by("-id").values_list("id", flat=True).first() or 0


def last_event_before(recorded: int) -> int:
    """Give a number up to which all events were captured before a time.

    Captures that ran at once may be out of order, so some more are given than need be.
    """
    low, high = 0, last_event()
    while low < high:
        middle = (low + high + 1) // 2
        held = EventRow.objects.filter(id=middle).values_list("recorded", flat=True).first()
        if held is not None and held < recorded:
            low = middle
        else:
            high = middle - 1
    return max(low - _OUT_OF_ORDER, 0)


def digest_of(number: int) -> str:
    """Give the digest of an event in the chain; "" where there is none."""
    rows = EventRow.objects.filter(id=number).values_list("digest", flat=True)
    return rows.first() or ""


class Waiting(NamedTuple):
    """What is to be delivered next.

    Attributes:
        events: They, each with when it was captured.
        until: The number of the last event that was looked at.
        is_all: Whether nothing was left to look at.
    """

    events: list[tuple[Event, int]]
    until: int
    is_all: bool


def waiting(
    asked: Mapping[str, Any], *, after: int, until: int, most: int, since: int = 0
) -> Waiting:
    """Give the first events behind a place that a query asks for.

    Args:
        asked: The parameters of the query.
        after: The number of the event behind which to look.
        until: The number of the last event to look at.
        most: How many are given at most.
        since: The time of capture, in microseconds since 1970, before which nothing is given.
    """
    asked = spread(asked)
    rows = rows_asked(asked).filter(id__gt=after, id__lte=until).order_by("id")
    events: list[tuple[Event, int]] = []
    size = 0
    for looked, (number, body, recorded) in enumerate(
        rows.values_list("id", "body", "recorded").iterator(most * 2), 1
    ):
        event = orjson.loads(body)
        if recorded >= since and matches(event, recorded, asked):
            events.append((event, recorded))
            size += len(body)
        if len(events) >= most or size > _LARGEST or looked >= _LOOKED_AT:
            return Waiting(events, number, number == until)
    return Waiting(events, until, is_all=True)
