"""Delivers events to subscribers, each batch until it is acknowledged, and then never again.

It is a duty of the worker. What was acknowledged is noted in a file the moment the answer is there,
before the database is told, which may have to wait for a long capture; so however the program ends,
it knows afterwards what was acknowledged. What was on its way when it ended is sent again as it
was, under the same Idempotency-Key, by which a receiver knows it again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

import orjson

from bayline.engines.epcis.answers import HEADERS, query_document
from bayline.platform.instants import microseconds
from bayline.systems.produce.actions.noting import Notes, mark_of
from bayline.systems.produce.actions.posting import NotPostedError, post
from bayline.systems.produce.actions.subscribing import due_after, note_done, note_failure
from bayline.systems.produce.queries import subscribing as queries
from bayline.systems.produce.queries.asking import query_named
from bayline.systems.produce.rules.subscribing import Wish, read_wish, signature
from bayline.systems.produce.terms import Subscription

_BATCH = 100  # events in one delivery
_TURNS = 200  # deliveries before others have their turn
_SAID = 200  # characters of an answer that are kept
Post = Callable[..., tuple[int, str]]


def is_due(now: datetime) -> bool:
    """Say whether a subscription is to be tried."""
    return bool(queries.due_subscriptions(microseconds(now)))


def deliver_due(now: datetime) -> None:
    """Deliver to every subscriber that is due."""
    for name in queries.due_subscriptions(microseconds(now)):
        deliver(name, clock=lambda: datetime.now(UTC))


class _FailedError(Exception):
    """A delivery was not acknowledged."""


@dataclass(slots=True)
class _Run:
    """One run of deliveries of a subscription."""

    of: Subscription
    wish: Wish
    asked: dict[str, Any]
    clock: Callable[[], datetime]
    posting: Post
    notes: Notes
    position: int
    under_way: int
    last: int
    most: int = _BATCH
    notified: int | None = None


def deliver(name: str, *, clock: Callable[[], datetime], posting: Post = post) -> str:
    """Send what waits for a subscriber.

    Args:
        name: The subscriptionID.
        clock: Gives the present moment.
        posting: Posts one request; see `posting.post`.

    Returns:
        What is in the way; "" where nothing is.
    """
    run = _begun(name, clock, posting)
    if run is None:
        return ""
    try:
        for _turn in range(_TURNS):
            _send_next(run)
            if run.position >= run.last:
                break
    except (_FailedError, NotPostedError, OSError) as error:
        note_failure(name, str(error), now=microseconds(clock()))
        return str(error)
    is_done = run.position >= run.last
    due = due_after(run.wish.schedule, clock()) if is_done else run.of.due
    note_done(name, run.position, notified=run.notified, due=due)
    return ""


def _begun(name: str, clock: Callable[[], datetime], posting: Post) -> _Run | None:
    found = queries.subscription(name)
    asked = None if found is None else query_named(found.query)
    if found is None:
        return None
    if asked is None:
        note_failure(name, f"there is no query {found.query}", now=microseconds(clock()))
        return None
    notes = Notes(name)
    noted = notes.read()
    position = max(found.position, noted.done if noted else 0)
    under_way = noted.sending if noted and noted.sending > position else 0
    last = queries.last_event()
    return _Run(
        found, read_wish(found.wish), asked, clock, posting, notes, position, under_way, last
    )


def _send_next(run: _Run) -> None:
    """Send the next batch, if there is anything to tell, and go on behind it.

    Raises:
        _FailedError: The receiver did not acknowledge it.
        NotPostedError: It was not reached.
    """
    some = queries.waiting(
        run.asked,
        after=run.position,
        until=run.under_way or run.last,
        most=run.most,
        since=run.wish.since or 0,
    )
    tells_nothing = run.wish.reports_empty and run.wish.schedule and run.notified is None
    if (some.events or (tells_nothing and some.is_all)) and not _is_taken(run, some):
        return
    run.position, run.under_way = some.until, 0


def _is_taken(run: _Run, some: queries.Waiting) -> bool:
    """Post a batch; say whether it was acknowledged, and not found too large."""
    name, created = run.of.name, run.clock()
    told = query_document(some.events, query=run.of.query, created=created, subscription=name)
    body, after = orjson.dumps(told), mark_of(some.until)
    headers = {
        **HEADERS,
        "Content-Type": "application/json",
        "Idempotency-Key": f"{name}-{run.position + 1}-{some.until}",
    }
    if run.of.token:
        headers["GS1-Signature"] = signature(run.of.token, body)
    run.notes.write(run.position, some.until, mark_of(run.position))
    status, said = run.posting(run.of.wish["dest"], body, headers)
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE and len(some.events) > 1:
        run.most, run.under_way = len(some.events) // 2, 0
        return False
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        raise _FailedError(f"HTTP {status} {said[:_SAID]}".strip())
    run.notes.write(some.until, some.until, after, is_final=True)
    run.notified = microseconds(created)
    return True
