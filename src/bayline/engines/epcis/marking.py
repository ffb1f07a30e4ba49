"""Writes events as XML in the order of the standard; reading it gives them back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from lxml import etree

from bayline.engines.epcis.answers import event_told, moment_told, spaces_of
from bayline.engines.epcis.shapes import (
    KINDS_OF_TYPE,
    LISTS_OF_EPCS,
    LISTS_OF_QUANTITIES,
    ORDERS,
    TYPED_LISTS,
)
from bayline.engines.epcis.vocabulary import ADDRESSES, OLDER, WORDS
from bayline.engines.epcis.words import OF_REPORTS, Event, Json

_DOCUMENT = "urn:epcglobal:epcis:xsd:2"
_QUERY = "urn:epcglobal:epcis-query:xsd:2"
_EPCS, _QUANTITIES = frozenset(LISTS_OF_EPCS), frozenset(LISTS_OF_QUANTITIES)
_WORDED = {"bizStep": "bizStep", "disposition": "disposition"}
_BLANK = "urn:epcglobal:epcis:none:"


class Marker:
    """Writes events of one document.

    Args:
        spaces: What the prefixes of fields stand for.
        is_older: Whether words are written by their names of before CBV 2.0.
    """

    def __init__(self, spaces: Mapping[str, str], *, is_older: bool = False) -> None:
        self._spaces = spaces
        self._words = OLDER if is_older else ADDRESSES

    def event(self, holder: Any, event: Event) -> None:  # noqa: ANN401 - an element of lxml
        """Write an event into a list of them."""
        kind = event["type"]
        made = self._sub(holder, kind) if ":" in kind else etree.SubElement(holder, kind)
        known = ORDERS.get(kind, ())
        for name in known:
            if name in event:
                self._field(made, name, event[name])
        for name, value in event.items():
            if name not in known and name not in {"type", "@context"}:
                self._free(made, name, value)

    def _field(self, holder: Any, name: str, value: Json) -> None:  # noqa: ANN401 - as above
        if name == "certificationInfo":
            _texts(holder, name, value if isinstance(value, list) else [value])
        elif isinstance(value, str):
            _texts(holder, name, [self._word(_WORDED.get(name, ""), value)])
        else:
            self._parts(etree.SubElement(holder, name), name, value)

    def _parts(self, made: Any, name: str, value: Json) -> None:  # noqa: ANN401 - as above
        if name in _EPCS:
            _texts(made, "epc", value)
        elif name in _QUANTITIES:
            self._quantities(made, value)
        elif name in TYPED_LISTS:
            self._typed(made, name, value)
        elif name == "sensorElementList":
            self._sensors(made, value)
        elif name == "persistentDisposition":
            self._lasting(made, value)
        elif name == "errorDeclaration":
            self._declaration(made, value)
        else:
            for part, held in value.items():
                self._free(made, part, held)

    def _word(self, kind: str, value: Json) -> str:
        is_word = kind and value in WORDS[kind]
        return self._words.get(kind, ADDRESSES[kind]) + str(value) if is_word else _written(value)

    @staticmethod
    def _quantities(holder: Any, value: Sequence[Event]) -> None:  # noqa: ANN401 - as above
        for one in value:
            made = etree.SubElement(holder, "quantityElement")
            for name in ("epcClass", "quantity", "uom"):
                if name in one:
                    _texts(made, name, [one[name]])

    def _typed(self, holder: Any, name: str, value: Sequence[Event]) -> None:  # noqa: ANN401 - as above
        part, kind = TYPED_LISTS[name], KINDS_OF_TYPE[name]
        for one in value:
            made = etree.SubElement(holder, part)
            made.text = _written(one[part])
            if "type" in one:
                made.set("type", self._word(kind, one["type"]))

    def _sensors(self, holder: Any, value: Sequence[Event]) -> None:  # noqa: ANN401 - as above
        for one in value:
            made = etree.SubElement(holder, "sensorElement")
            if "sensorMetadata" in one:
                self._attributes(made, "sensorMetadata", one["sensorMetadata"])
            for report in one.get("sensorReport", ()):
                self._attributes(made, "sensorReport", report)
            for name, held in one.items():
                if name not in {"sensorMetadata", "sensorReport"}:
                    self._free(made, name, held)

    def _attributes(self, holder: Any, name: str, held: Event) -> None:  # noqa: ANN401 - as above
        made = etree.SubElement(holder, name)
        for key, value in held.items():
            if isinstance(value, dict | list):
                self._free(made, key, value)
            else:
                kind = OF_REPORTS.get(key, "") if name == "sensorReport" else ""
                written = self._word(kind, value)
                made.set(self._name(key), written)

    def _lasting(self, holder: Any, value: Event) -> None:  # noqa: ANN401 - as above
        for name in ("unset", "set"):
            listed = [self._word("disposition", one) for one in value.get(name, ())]
            _texts(holder, name, listed)

    def _declaration(self, holder: Any, value: Event) -> None:  # noqa: ANN401 - as above
        _texts(holder, "declarationTime", [value["declarationTime"]])
        if "reason" in value:
            _texts(holder, "reason", [self._word("reason", value["reason"])])
        if "correctiveEventIDs" in value:
            made = etree.SubElement(holder, "correctiveEventIDs")
            _texts(made, "correctiveEventID", value["correctiveEventIDs"])
        for name, held in value.items():
            if ":" in name:
                self._free(holder, name, held)

    def _free(self, holder: Any, name: str, value: Json) -> None:  # noqa: ANN401 - as above
        """Write what the standard leaves open: text, parts within parts, several of one name."""
        if name == "#text":
            holder.text = _written(value)
            return
        for one in value if isinstance(value, list) else [value]:
            made = self._sub(holder, name)
            if isinstance(one, dict):
                for part, held in one.items():
                    self._free(made, part, held)
            elif isinstance(one, list):
                self._free(made, name, one)
            else:
                made.text = _written(one)

    def _sub(self, holder: Any, name: str) -> Any:  # noqa: ANN401 - as above
        return etree.SubElement(holder, self._name(name))

    def _name(self, name: str) -> str:
        prefix, colon, local = name.partition(":")
        if not colon or not _is_name(local):
            return name if _is_name(name) else f"{{{_BLANK}}}field"
        return f"{{{self._spaces.get(prefix, _BLANK + prefix)}}}{local}"


def _is_name(name: str) -> bool:
    try:
        etree.QName(name)
    except ValueError:
        return False
    return not name.startswith(("@", "{"))


def _texts(holder: Any, name: str, values: Sequence[Json]) -> None:  # noqa: ANN401 - as above
    for value in values:
        etree.SubElement(holder, name).text = _written(value)


def _written(value: Json) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return "".join(one for one in text if one >= " " or one in "\t\n\r")


def query_markup(
    events: Sequence[tuple[Event, int]], *, query: str, created: datetime, is_older: bool = False
) -> bytes:
    """Write what a query found as a document of XML.

    Args:
        events: Each with when it was captured, in microseconds since 1970.
        query: The name of the query.
        created: The present moment.
        is_older: Whether words are written by their names of before CBV 2.0.
    """
    spaces = {**KNOWN_IN_MARKUP, **spaces_of([event for event, _ in events])}
    root = etree.Element(
        f"{{{_QUERY}}}EPCISQueryDocument",
        {"schemaVersion": "2.0", "creationDate": moment_told(created)},
        nsmap={"epcisq": _QUERY, "epcis": _DOCUMENT, **_declared(spaces)},
    )
    results = etree.SubElement(etree.SubElement(root, "EPCISBody"), f"{{{_QUERY}}}QueryResults")
    _texts(results, "queryName", [query])
    listed = etree.SubElement(etree.SubElement(results, "resultsBody"), "EventList")
    marker = Marker(spaces, is_older=is_older)
    for event, recorded in events:
        marker.event(listed, event_told(event, recorded))
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written


KNOWN_IN_MARKUP = {"gs1": "https://gs1.org/voc/", "cbvmda": "urn:epcglobal:cbv:mda"}


def _declared(spaces: Mapping[str, str]) -> dict[str, str]:
    """Leave out prefixes that XML keeps for itself, and namespaces that are none."""
    own = {"xml", "xmlns", "epcis", "epcisq"}
    return {key: held for key, held in spaces.items() if key not in own and held and _is_name(key)}
