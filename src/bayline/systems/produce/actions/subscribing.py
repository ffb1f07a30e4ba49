"""Makes subscriptions, takes them away, and notes how their deliveries went."""

from datetime import datetime
from uuid import uuid4

import orjson
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from bayline.platform.instants import microseconds
from bayline.platform.jobs.waking import need_worker
from bayline.systems.produce.actions.noting import Notes
from bayline.systems.produce.models import QueryRow, SubscriptionRow
from bayline.systems.produce.queries.subscribing import last_event, last_event_before
from bayline.systems.produce.rules.scheduling import next_time, read_schedule
from bayline.systems.produce.rules.subscribing import Wish, patience

_SECOND = 1_000_000
_NEVER = 2**62
_SAID = 300  # characters of what was in the way


def subscribe(query: str, wish: Wish, *, told: dict[str, object], now: datetime, by: str) -> str:
    """Send the events of a query to somebody from now on; gives the subscriptionID.

    Args:
        query: The name of the query.
        wish: What is asked for.
        told: The same as it was written.
        now: The present moment.
        by: Who asks.
    """
    shown = {name: value for name, value in told.items() if name != "signatureToken"}
    with transaction.atomic():
        since = wish.since
        position = last_event() if since is None else last_event_before(since)
        row = SubscriptionRow.objects.create(
            name=str(uuid4()),
            query=query,
            wish=orjson.dumps(shown).decode(),
            token=wish.token,
            is_stream=not wish.schedule,
            position=position,
            due=due_after(wish.schedule, now),
            created=microseconds(now),
            by=by,
        )
    transaction.on_commit(need_worker)
    return row.name


def due_after(schedule: dict[str, str], now: datetime) -> int:
    """Say when a subscription is due: at once if it is a stream, else when its schedule says."""
    if not schedule:
        return 0
    here = now.astimezone(timezone.get_default_timezone())
    following = next_time(read_schedule(schedule), here.replace(tzinfo=None))
    if following is None:
        return _NEVER
    return microseconds(following.replace(tzinfo=here.tzinfo))


def unsubscribe(name: str) -> bool:
    """Take a subscription away; say whether it was there."""
    is_there = SubscriptionRow.objects.filter(name=name).delete()[0] > 0
    Notes(name).remove()
    return is_there


def forget_query(name: str) -> bool:
    """Take a query away with its subscriptions; say whether it was there."""
    with transaction.atomic():
        for one in SubscriptionRow.objects.filter(query=name).values_list("name", flat=True):
            unsubscribe(one)
        return QueryRow.objects.filter(name=name).delete()[0] > 0


def note_done(name: str, position: int, *, notified: int | None, due: int) -> None:
    """Note how far a subscription is, and when it is due next."""
    changes: dict[str, object] = {"position": position, "due": due, "failures": 0, "said": ""}
    if notified is not None:
        changes["notified"] = notified
    SubscriptionRow.objects.filter(name=name).update(**changes)


def note_failure(name: str, said: str, *, now: int) -> None:
    """Note that a delivery came to nothing; it is tried again later and later."""
    with transaction.atomic():
        rows = SubscriptionRow.objects.filter(name=name)
        rows.update(failures=F("failures") + 1, said=said[:_SAID])
        failures = rows.values_list("failures", flat=True).first()
        if failures is not None:
            rows.update(due=now + patience(failures) * _SECOND)
