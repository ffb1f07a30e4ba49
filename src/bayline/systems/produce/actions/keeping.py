"""Keeps what the interface is sent: captures as they ended, and queries with names."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

import orjson
from django.db import transaction

from bayline.engines.epcis.checking import faults_of_head
from bayline.engines.epcis.documents import Document
from bayline.engines.epcis.streaming import Stream
from bayline.platform.instants import microseconds
from bayline.systems.produce.actions.capturing import Captured, capture
from bayline.systems.produce.models import CaptureRow, PlaceRow, QueryRow
from bayline.systems.produce.queries.asking import job_of
from bayline.systems.produce.rules.facts import name_of
from bayline.systems.produce.terms import Job


def capture_stream(stream: Stream, *, now: datetime, whole: bool) -> Captured:
    """Keep the events of a document; nothing of it where something stands against its frame.

    Args:
        stream: The document.
        now: When it came.
        whole: Whether a fault keeps out the whole document.
    """
    document = stream.document
    document.faults += faults_of_head(document)
    of_frame = any(fault.event is None for fault in document.faults)
    done = capture(
        () if of_frame else stream.events,
        namespaces=document.namespaces,
        now=now,
        whole=whole,
        form=document.form,
        faults=document.faults,
    )
    if document.places and not of_frame and not (whole and done.faults):
        _keep_places(document.places)
    return done


def _keep_places(places: Iterable[tuple[str, str]]) -> None:
    """Keep which place lies in which, each once."""
    named = sorted({(name_of(holder), name_of(part)) for holder, part in places})
    rows = [PlaceRow(holder=holder, part=part) for holder, part in named]
    PlaceRow.objects.bulk_create(rows, ignore_conflicts=True)


def capture_document(stream: Stream, *, now: datetime, whole: bool, by: str) -> Job:
    """Keep the events of a document that was sent, and what came of it.

    Args:
        stream: What was sent.
        now: When it came.
        whole: Whether a fault keeps out the whole document.
        by: Who sent it.
    """
    return _kept(capture_stream(stream, now=now, whole=whole), now=now, whole=whole, by=by)


def stream_of(document: Document) -> Stream:
    """Take a document that was read whole for one that is read piece by piece."""
    return Stream(document, document.events)


def _kept(done: Captured, *, now: datetime, whole: bool, by: str) -> Job:
    listed = [one._asdict() for one in done.faults]
    row = CaptureRow.objects.create(
        name=str(uuid4()),
        created=microseconds(now),
        finished=microseconds(datetime.now(now.tzinfo)),
        is_whole=whole,
        kept=done.kept,
        faults=orjson.dumps(listed).decode(),
        by=by,
    )
    return job_of(row)


def name_query(name: str, parameters: Mapping[str, Any], *, now: datetime, by: str) -> bool:
    """Give a query a name; say whether the name was free."""
    with transaction.atomic():
        _, is_new = QueryRow.objects.get_or_create(
            name=name,
            defaults={
                "parameters": orjson.dumps(parameters).decode(),
                "created": microseconds(now),
                "by": by,
            },
        )
    return is_new
