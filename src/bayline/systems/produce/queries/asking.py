"""Answers queries of the standard out of the events that are kept."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

import orjson
from django.db.models import QuerySet

from bayline.engines.epcis.times import time_of
from bayline.engines.epcis.words import Event
from bayline.systems.produce.models import CaptureRow, EventRow, LinkRow, QueryRow
from bayline.systems.produce.queries.wording import places_within
from bayline.systems.produce.rules.facts import marked, thing_of
from bayline.systems.produce.rules.matching import OF_THINGS, is_pattern, matches, order_of
from bayline.systems.produce.terms import Job

_AT_ONCE = 500
_WITHIN = frozenset(("WD_readPoint", "WD_bizLocation"))
_COLUMNS = {"eventTime": "time", "recordTime": "recorded"}


Told = tuple[Event, int]  # an event, and when it was captured


class Found(NamedTuple):
    """A page of an answer.

    Attributes:
        events: They, as they are kept, each with when it was captured.
        after: Where the next page goes on; None if there is none.
    """

    events: list[tuple[Event, int]]
    after: int | None


def found(asked: Mapping[str, Any], *, start: int, size: int) -> Found:
    """Give a page of the events that a query asks for.

    Args:
        asked: Parameters that nothing stands against.
        start: How many that fit are passed over.
        size: How many are given at most.
    """
    asked = spread(asked)
    limit = asked.get("eventCountLimit")
    if limit is not None:
        size = min(size, max(limit - start, 0))
    rows = rows_asked(asked).values_list("body", "recorded").iterator(_AT_ONCE)
    fitting = _in_order(_fitting(rows, asked), asked)
    events = list(islice(fitting, start, start + size))
    is_more = limit is None or start + size < limit
    more = is_more and size > 0 and next(fitting, None) is not None
    return Found(events, start + size if more else None)


def spread(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Name all places within those that a query asks for with what lies in them."""
    wide = {name: sorted(places_within(asked[name])) for name in _WITHIN & asked.keys()}
    return {**asked, **wide}


def count_at_most(asked: Mapping[str, Any], most: int) -> int:
    """Count the events that a query asks for, up to one more than may be."""
    asked = spread(asked)
    rows = rows_asked(asked).values_list("body", "recorded").iterator(_AT_ONCE)
    return sum(1 for _ in islice(_fitting(rows, asked), most + 1))


def _fitting(
    rows: Iterator[tuple[str, int]], asked: Mapping[str, Any]
) -> Iterator[tuple[Event, int]]:
    for body, recorded in rows:
        event = orjson.loads(body)
        if matches(event, recorded, asked):
            yield event, recorded


def _in_order(fitting: Iterator[Told], asked: Mapping[str, Any]) -> Iterator[Told]:
    """Put events in the order of a field that the database does not know, if one is asked for."""
    field = asked.get("orderBy", "eventTime")
    if field in _COLUMNS:
        return fitting
    is_falling = asked.get("orderDirection") != "ASC"
    return iter(sorted(fitting, key=lambda one: order_of(one[0], field), reverse=is_falling))


def rows_asked(asked: Mapping[str, Any]) -> "QuerySet[EventRow]":
    """Narrow by what the database knows; the rest is looked at event by event."""
    rows = EventRow.objects.all()
    if "eventType" in asked:
        rows = rows.filter(kind__in=asked["eventType"])
    for sign, lookup in (("GE", "gte"), ("LT", "lt")):
        for field, column in _COLUMNS.items():
            name = f"{sign}_{field}"
            if name in asked:
                rows = rows.filter(**{f"{column}__{lookup}": time_of(asked[name])})
    for name in OF_THINGS & asked.keys():
        if any(map(is_pattern, asked[name])):
            continue  # looked at event by event
        things = [thing_of(one) for one in asked[name]]
        events = LinkRow.objects.filter(thing__in=things).values("event")
        rows = rows.filter(id__in=events)
    column = _COLUMNS.get(asked.get("orderBy", ""), "recorded")
    sign = "" if asked.get("orderDirection") == "ASC" else "-"
    keys = (f"{sign}{column}", f"{sign}id") if "orderBy" in asked else ("id",)
    return rows.order_by(*keys)


def event_named(name: str) -> tuple[Event, int] | None:
    """Find an event by its id, with when it was captured."""
    rows = EventRow.objects.filter(mark=marked(name)).values_list("body", "recorded")
    read = ((orjson.loads(body), recorded) for body, recorded in rows)
    return next((one for one in read if one[0]["eventID"] == name), None)


def capture_named(name: str) -> Job | None:
    """Find a capture by its captureID."""
    row = CaptureRow.objects.filter(name=name).first()
    return None if row is None else job_of(row)


def captures(*, start: int, size: int) -> list[Job]:
    """List captures, the newest first."""
    return [job_of(row) for row in CaptureRow.objects.order_by("-id")[start : start + size]]


def job_of(row: CaptureRow) -> Job:
    """Make a term of a row."""
    faults = orjson.loads(row.faults)
    return Job(row.name, row.created, row.finished, row.is_whole, row.kept, faults)


def query_named(name: str) -> dict[str, Any] | None:
    """Find the parameters of a query that has a name."""
    row = QueryRow.objects.filter(name=name).first()
    return None if row is None else dict(orjson.loads(row.parameters))


def query_names() -> list[str]:
    """List the names of queries."""
    return list(QueryRow.objects.order_by("name").values_list("name", flat=True))
