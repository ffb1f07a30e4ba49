"""Brings what the simple context lets be written loosely into the strict form of JSON."""

from typing import Any

from bayline.engines.epcis.shapes import LISTS_OF_EPCS, LISTS_OF_QUANTITIES, TYPED_LISTS
from bayline.engines.epcis.words import Json

_LISTS = (*LISTS_OF_EPCS, *LISTS_OF_QUANTITIES, *TYPED_LISTS, "sensorElementList")
SIMPLE = "epcis-context-simple"


def is_simple(context: Json) -> bool:
    """Say whether a document is written with the simple context."""
    parts = context if isinstance(context, list) else [context]
    return any(isinstance(part, str) and SIMPLE in part for part in parts)


def settle_head(found: dict[str, Any]) -> None:
    """Let an edition be a number, and missing date and edition be those of the standard."""
    version = found.get("schemaVersion", "2.0")
    found["schemaVersion"] = str(version) if isinstance(version, float | int) else version


def settle(event: dict[str, Any]) -> None:
    """Make lists of single values, ids of events out of ids, and drop types that say nothing."""
    name = event.pop("id", None)
    if name is not None:
        event.setdefault("eventID", name)
    for field in _LISTS:
        value = event.get(field)
        if value is not None and not isinstance(value, list):
            event[field] = [value]
    for element in event.get("sensorElementList") or ():
        if isinstance(element, dict):
            element.pop("type", None)
            report = element.get("sensorReport")
            if isinstance(report, dict):
                element["sensorReport"] = [report]
