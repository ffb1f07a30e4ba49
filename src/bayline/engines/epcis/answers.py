"""Answers of the standard: documents of what a query found, and the headers that come with them."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from bayline.engines.epcis.documents import CONTEXT
from bayline.engines.epcis.keys import canonical
from bayline.engines.epcis.shapes import LISTS_OF_EPCS, LISTS_OF_QUANTITIES, TYPED_LISTS
from bayline.engines.epcis.words import Event

HEADERS = {
    "GS1-EPCIS-Version": "2.0.0",
    "GS1-EPCIS-Min": "2.0.0",
    "GS1-EPCIS-Max": "2.0.0",
    "GS1-CBV-Version": "2.0.0",
    "GS1-CBV-Min": "2.0.0",
    "GS1-CBV-Max": "2.0.0",
}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def time_told(count: int) -> str:
    """Write microseconds since 1970 as a time in UTC."""
    return moment_told(_EPOCH + timedelta(microseconds=count))


def moment_told(moment: datetime) -> str:
    """Write a moment as a time in UTC."""
    written = moment.astimezone(UTC).isoformat(timespec="milliseconds")
    return written.replace("+00:00", "Z")


def event_told(event: Event, recorded: int) -> Event:
    """Give an event as it is answered: with when it was captured, without its own context."""
    kept = {name: value for name, value in event.items() if name != "@context"}
    return {**kept, "recordTime": time_told(recorded)}


def spaces_of(events: Iterable[Event]) -> dict[str, str]:
    """Collect what the prefixes of events stand for."""
    found: dict[str, str] = {}
    for event in events:
        for part in event.get("@context", ()):
            if isinstance(part, dict):
                found |= part
    return found


def context_of(events: Iterable[Event]) -> list[Any]:
    """Give the context of a document of some events."""
    spaces = spaces_of(events)
    return [CONTEXT, *([spaces] if spaces else [])]


def query_document(
    events: Sequence[tuple[Event, int]], *, query: str, created: datetime, subscription: str = ""
) -> dict[str, Any]:
    """Write what a query found as a document.

    Args:
        events: Each with when it was captured, in microseconds since 1970.
        query: The name of the query.
        created: The present moment.
        subscription: The id of the subscription, where the document is for one.
    """
    results: dict[str, Any] = {"queryName": query}
    if subscription:
        results["subscriptionID"] = subscription
    results["resultsBody"] = {"eventList": [event_told(*one) for one in events]}
    return {
        "@context": context_of([event for event, _ in events]),
        "type": "EPCISQueryDocument",
        "schemaVersion": "2.0",
        "creationDate": moment_told(created),
        "epcisBody": {"queryResults": results},
    }


def with_links(event: Event) -> Event:
    """Give an event with every key of GS1 in it as a digital link."""
    found = dict(event)
    for name, value in event.items():
        if name in LISTS_OF_EPCS:
            found[name] = [canonical(one) or one for one in value]
        elif name in LISTS_OF_QUANTITIES:
            found[name] = [_linked(one, "epcClass") for one in value]
        elif name in TYPED_LISTS:
            found[name] = [_linked(one, TYPED_LISTS[name]) for one in value]
        elif name in {"readPoint", "bizLocation"}:
            found[name] = _linked(value, "id")
        elif name in {"parentID", "transformationID"}:
            found[name] = canonical(value) or value
    return found


def _linked(held: Event, name: str) -> Event:
    return {**held, name: canonical(held[name]) or held[name]}
