"""The hash that identifies an event by its content, as CBV 2.0 defines it.

An event is written as one line: fields in a fixed order, lists sorted, times in UTC to the
millisecond, keys as canonical digital links, words as addresses; the hash is that of the line.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any

from bayline.engines.epcis.documents import Document
from bayline.engines.epcis.keys import canonical
from bayline.engines.epcis.shapes import (
    KINDS_OF_TYPE,
    LISTS_OF_EPCS,
    LISTS_OF_QUANTITIES,
    METADATA,
    REPORT,
    TIMES_OF_SENSORS,
    TYPED_LISTS,
)
from bayline.engines.epcis.vocabulary import ADDRESSES, CBV, WORDS, WORDS_OF_GS1
from bayline.engines.epcis.words import Json

_ORDER = (
    "eventTime", "eventTimeZoneOffset", "certificationInfo", "parentID", "epcList",
    "inputEPCList", "childEPCs", "quantityList", "childQuantityList", "inputQuantityList",
    "outputEPCList", "outputQuantityList", "action", "transformationID", "bizStep", "disposition",
    "persistentDisposition", "readPoint", "bizLocation", "sensorElementList",
)  # fmt: skip
_LATER = ("bizTransactionList", "destinationList", "ilmd", "sourceList")
_LEFT_OUT = frozenset(
    ("recordTime", "eventID", "type", "errorDeclaration", "@context", "rdfs:comment", "comment",
     "hash", *_ORDER, *_LATER)
)  # fmt: skip
_EPCS, _QUANTITIES = frozenset(LISTS_OF_EPCS), frozenset(LISTS_OF_QUANTITIES)
_MEASURED = frozenset((*METADATA, *REPORT))
_COMMENTS = frozenset(("rdfs:comment", "comment", "#text"))
_OLD_WORDS = (
    ("urn:epcglobal:cbv:bizstep:", f"{CBV}BizStep-"),
    ("urn:epcglobal:cbv:disp:", f"{CBV}Disp-"),
    ("urn:epcglobal:cbv:btt:", f"{CBV}BTT-"),
    ("urn:epcglobal:cbv:sdt:", f"{CBV}SDT-"),
    ("urn:epcglobal:cbv:er:", f"{CBV}ER-"),
)
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")


def hashes_of(document: Document) -> list[str]:
    """Hash every event of a document."""
    writer = Writer(document.namespaces, document.ignored)
    return [hash_of(writer.line(event)) for event in document.events]


def hash_of(line: str) -> str:
    """Make the identifier of an event out of its line."""
    return f"ni:///sha-256;{sha256(line.encode()).hexdigest()}?ver=CBV2.0"


class Writer:
    """Writes events of one document as the lines that are hashed."""

    def __init__(
        self, namespaces: Mapping[str, str], ignored: frozenset[str] = frozenset()
    ) -> None:
        self._namespaces = namespaces
        self._ignored = ignored
        self._names: dict[str, str] = {}

    def line(self, event: Mapping[str, Any]) -> str:
        """Write an event as the line that is hashed."""
        parts = [f"eventType={event.get('type', '')}"]
        parts += [self._field(name, event[name]) for name in _ORDER if name in event]
        later = [self._later(name, event[name]) for name in _LATER if name in event]
        if "sensorElementList" in event:
            later += self._outside_the_order(event["sensorElementList"])
        later.sort()
        parts += later
        if not event.keys() <= _LEFT_OUT:
            parts += self._extensions(event, _LEFT_OUT)
        return "".join(parts)

    def _outside_the_order(self, elements: Json) -> list[str]:
        """Write what the order of sensors forgets: the rules a single report was made by."""
        found = []
        for element in elements or ():
            reports = element.get("sensorReport", ())
            left = sorted(
                f"sensorReportbizRules={_plain(one['bizRules'])}"
                for one in reports
                if one.get("bizRules")
            )
            if left:
                found.append("sensorElement" + "".join(left))
        return ["sensorElementList" + "".join(sorted(found))] if found else []

    def _field(self, name: str, value: Json) -> str:
        if isinstance(value, str):
            if name == "eventTime":
                return f"{name}={moment(value)}"
            return f"{name}={_worded(name, value)}" if value else ""
        if isinstance(value, list):
            return self._list(name, value)
        if name == "persistentDisposition":
            return name + _lasting(value)
        if name in {"readPoint", "bizLocation"}:
            return name + self._place(value)
        return f"{name}={_plain(value)}"

    def _list(self, name: str, values: list[Any]) -> str:
        if name in _EPCS:
            return _headed(name, sorted([f"epc={_plain(one)}" for one in values]))
        if name in _QUANTITIES:
            return _headed(name, sorted(map(_quantity, values)))
        if name == "sensorElementList":
            return _headed(name, sorted(map(self._sensor, values)))
        return "".join(sorted([f"{name}={_plain(one)}" for one in values]))

    def _later(self, name: str, value: Json) -> str:
        if not value:
            return ""
        if name == "ilmd":
            return name + "".join(self._extensions(value, frozenset()))
        part, kind = TYPED_LISTS[name], KINDS_OF_TYPE[name]
        return _headed(name, sorted(_typed(one, part, kind) for one in value))

    def _place(self, value: Mapping[str, Any]) -> str:
        head = f"id={_plain(value['id'])}" if value.get("id") else ""
        if len(value) == 1:
            return head
        return head + "".join(self._extensions(value, frozenset(("id",))))

    def _sensor(self, element: Mapping[str, Any]) -> str:
        metadata = element.get("sensorMetadata")
        head = "sensorElement"
        if metadata:
            head += "sensorMetadata" + self._measured(metadata, METADATA)
        reports = element.get("sensorReport", ())
        head += "".join(sorted("sensorReport" + self._measured(one, REPORT) for one in reports))
        return head + "".join(
            self._extensions(element, frozenset(("sensorMetadata", "sensorReport")))
        )

    def _measured(self, held: Mapping[str, Any], order: tuple[str, ...]) -> str:
        parts = []
        for name in order:
            value = held.get(name, "")
            if value == "":
                continue
            if name in TIMES_OF_SENSORS:
                parts.append(f"{name}={moment(str(value))}")
            elif name == "type":
                parts.append(f"{name}={_worded('measurement', value)}")
            else:
                parts.append(f"{name}={_worded(name, value)}")
        return "".join(parts) + "".join(self._extensions(held, _MEASURED))

    def _extensions(self, held: Mapping[str, Any], known: frozenset[str]) -> list[str]:
        """Write what the standard leaves open, sorted."""
        found: list[str] = []
        for name, value in held.items():
            if name not in known and name not in _COMMENTS and name not in self._ignored:
                values = value if isinstance(value, list) else (value,)
                found += [self._named(name) + self._free(one) for one in values]
        found.sort()
        return found

    def _free(self, value: Json) -> str:
        if isinstance(value, dict):
            text = self._expanded(value["#text"]) if value.get("#text") else ""
            return (f"={text}" if text else "") + "".join(self._extensions(value, frozenset()))
        if isinstance(value, list):
            return "".join(sorted(map(self._free, value)))
        text = self._expanded(value)
        return f"={text}" if text else ""

    def _expanded(self, value: Json) -> str:
        if isinstance(value, str):
            prefix, colon, rest = value.partition(":")
            if colon and prefix in self._namespaces:
                return _plain(self._namespaces[prefix] + rest)
        return _plain(value)

    def _named(self, name: str) -> str:
        known = self._names.get(name)
        if known is None:
            prefix, colon, rest = name.partition(":")
            namespace = self._namespaces.get(prefix) if colon else None
            known = name if namespace is None else f"{{{namespace}}}{rest}"
            self._names[name] = known
        return known


def _headed(name: str, parts: list[str]) -> str:
    return name + "".join(parts) if parts else ""


def _quantity(element: Mapping[str, Any]) -> str:
    names = ("epcClass", "quantity", "uom")
    parts = (f"{name}={_plain(element[name])}" for name in names if element.get(name) is not None)
    return "quantityElement" + "".join(parts)


def _typed(one: Mapping[str, Any], part: str, kind: str) -> str:
    head = f"type={_worded(kind, one['type'])}" if one.get("type") else ""
    return f"{head}{part}={_plain(one.get(part, ''))}"


def _lasting(value: Mapping[str, Any]) -> str:
    parts: list[str] = []
    for name in ("set", "unset"):
        parts += sorted(f"{name}={_worded('disposition', one)}" for one in value.get(name, ()))
    return "".join(parts)


@lru_cache(maxsize=65536, typed=True)
def _worded(kind: str, value: Json) -> str:
    words = WORDS.get(kind)
    if words is not None and value in words:
        return ADDRESSES[kind] + str(value)
    return _plain(value)


def _plain(value: Json) -> str:
    """Write a value in its one form: a number without trailing zeros, a key as digital link."""
    if isinstance(value, str):
        return _plain_text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return _plain_text(str(value))


@lru_cache(maxsize=65536)
def _plain_text(value: str) -> str:
    text = value.strip()
    if text.startswith("urn:epc:id:"):
        return canonical(text) or text
    if "urn:epcglobal:cbv:" in text:
        for old, new in _OLD_WORDS:
            text = text.replace(old, new)
    if text.startswith("cbv:"):
        text = CBV + text[4:]
    elif text.startswith("gs1:"):
        text = WORDS_OF_GS1 + text[4:]
    if _NUMBER.fullmatch(text):
        number = float(text)
        return str(int(number)) if number.is_integer() else str(number)
    return canonical(text) or text


@lru_cache(maxsize=65536)
def moment(text: str) -> str:
    """Write a time in UTC to the millisecond; what is no time with an offset stays as it stands."""
    try:
        found = datetime.fromisoformat(_six_digits(text.strip()))
    except ValueError:
        return text
    if found.tzinfo is None:
        return text
    found = found.astimezone(UTC)
    if found.microsecond % 1000:
        found = found.replace(microsecond=0) + timedelta(microseconds=round(found.microsecond, -3))
    return f"{found.isoformat(timespec='milliseconds')[:-6]}Z"


def _six_digits(text: str) -> str:
    """Cut a fraction of a second to what Python reads."""
    is_short = len(text) <= len("2026-01-01T00:00:00.000000+08:00")
    return text if is_short else re.sub(r"(\.\d{6})\d+", r"\1", text)
