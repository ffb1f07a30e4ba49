"""Holds documents against the schema and the rules of single events; each fault has its place."""

import re
from collections.abc import Iterator
from datetime import datetime

import jsonschema_rs

from bayline.engines.epcis.documents import Document
from bayline.engines.epcis.faults import Fault
from bayline.engines.epcis.ruling import (
    faults_of_event,
    faults_of_reports,
    faults_of_twins,
    faults_of_words,
)
from bayline.engines.epcis.schema import document_validator, validator
from bayline.engines.epcis.times import microseconds_of
from bayline.engines.epcis.vocabulary import EVENT_TYPES
from bayline.engines.epcis.words import Event, Json

_NO_OFFSET = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?")


def check_document(document: Document, now: datetime) -> list[Fault]:
    """List everything that stands against a document; nothing means it is valid.

    Args:
        document: What was read.
        now: The moment after which nothing can have happened.
    """
    found = list(document.faults)
    found += faults_of_head(document)
    until = microseconds_of(now)
    for at, event in enumerate(document.events):
        found += check_event(event, at, until)
        if document.form == "json":
            found += faults_of_reports(event, at)
    found += faults_of_twins(document.events)
    if document.is_simple:  # its official examples observe what has data of instance and lot
        found = [one for one in found if one.field != "ilmd"]
    return sorted(set(found), key=lambda one: (-1 if one.event is None else one.event, one.rule))


def check_event(event: Event, at: int, now: int) -> list[Fault]:
    """List what stands against one event: first its shape, and if that holds, its meaning.

    Args:
        event: The event.
        at: Its place in the document.
        now: The moment after which nothing can have happened, in microseconds since 1970.
    """
    kind = event.get("type")
    if not isinstance(kind, str):
        return [Fault(at, "type", "required", "the event does not say of which type it is",
                      "事件没有写明类型")]  # fmt: skip
    if kind not in EVENT_TYPES and ":" not in kind:
        return [Fault(at, "type", "value", f"{kind} is no type of event; there are "
                      f"{', '.join(EVENT_TYPES)}", f"没有{kind}这种事件")]  # fmt: skip
    schema = validator(kind)
    if schema.is_valid(event):
        return faults_of_event(event, at, now)
    found = [told(error, at) for error in schema.iter_errors(event)]
    return [*found, *faults_of_words(event, at)]


def faults_of_head(document: Document) -> Iterator[Fault]:
    """Find what stands against the frame of a document, whatever its events say."""
    if document.form == "xml":
        yield from _faults_of_markup(document)
        return
    if not document.head.get("@context"):
        yield Fault(
            None,
            "@context",
            "context",
            "the document does not say by which words it is written; name the context of EPCIS",
            "文档没有@context，请写明EPCIS的上下文",
        )
    if document.kind in EVENT_TYPES:
        return
    head = dict(document.head)
    head.setdefault("@context", {})
    for error in document_validator().iter_errors(head):
        yield told(error, None)
    if document.kind == "EPCISDocument" and not document.is_simple:
        for name in ("schemaVersion", "creationDate"):
            if name not in head:
                yield missing(None, name)


def _faults_of_markup(document: Document) -> Iterator[Fault]:
    if document.kind in {"EPCISDocument", "EPCISMasterDataDocument", "EPCISQueryDocument"}:
        for name in ("schemaVersion", "creationDate"):
            if name not in document.head:
                yield missing(None, name)


def missing(at: int | None, field: str) -> Fault:
    """Say that a field is not there."""
    return Fault(
        at,
        field,
        "required",
        f"{field} is missing; the standard demands it",
        f"缺少{field}，标准要求有",
    )


def told(error: jsonschema_rs.ValidationError, at: int | None) -> Fault:
    """Say what the schema found, in the words of the rules."""
    path = ".".join(map(str, error.instance_path))
    kind = error.kind.name
    if kind == "required":
        name = str(getattr(error.kind, "property", ""))
        return missing(at, f"{path}.{name}" if path else name)
    if kind == "additionalProperties":
        return _unknown(error, at, path)
    rule = {"type": "type", "format": "format", "pattern": "format", "anyOf": "format"}.get(
        kind, "value"
    )
    shown = _shown(error.instance)
    if kind == "format" and _NO_OFFSET.fullmatch(str(error.instance)):
        return Fault(
            at,
            path,
            "offset",
            f"{shown} has no offset from UTC; write +08:00 or the like behind it",
            f"{path}没有时区：{shown}；请在后面写上+08:00之类",
        )
    if rule == "format":
        return Fault(
            at,
            path,
            rule,
            f"{shown} is not written as {path} must be (check: {kind})",
            f"{path}写法不对：{shown}（{kind}）",
        )
    return Fault(
        at,
        path,
        rule,
        f"{path or 'the value'}: {error.message} (check: {kind})",
        f"{path}的值{shown}不行（{kind}）",
    )


def _unknown(error: jsonschema_rs.ValidationError, at: int | None, path: str) -> Fault:
    names = [str(one) for one in getattr(error.kind, "unexpected", ())]
    first = names[0] if names else ""
    field = f"{path}.{first}" if path else first
    rule = "ilmd" if path == "ilmd" else "unknown_field"
    return Fault(
        at,
        field,
        rule,
        f"{', '.join(names)}: the standard has no such field here, and it has no namespace",
        f"标准在此没有{'、'.join(names)}，也没有命名空间",
    )


def _shown(value: Json) -> str:
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"  # noqa: PLR2004 - as much as a line bears


def check_by_schema(whole: Json, schema: Json) -> list[Fault]:
    """Hold a document of JSON against a schema that the user names, formats included."""
    compiled = jsonschema_rs.validator_for(schema, validate_formats=True)
    found = []
    for error in compiled.iter_errors(whole):
        path = [str(one) for one in error.instance_path]
        at, field = None, ".".join(path)
        if "eventList" in path and path[-1] != "eventList":
            place = path.index("eventList") + 1
            at, field = int(path[place]), ".".join(path[place + 1 :])
        found.append(
            Fault(
                at,
                field,
                "schema",
                f"{error.message[:300]} (check: {error.kind.name})",
                f"不合所给模式（{error.kind.name}）：{error.message[:300]}",
            )
        )
    return found
