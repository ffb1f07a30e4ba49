"""Reads a document, in JSON-LD, with the simple context or in XML, into events of one form."""

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from lxml import etree

from bayline.engines.epcis.faults import Fault, UnreadableError
from bayline.engines.epcis.markup import Reader
from bayline.engines.epcis.places import places_marked, places_told
from bayline.engines.epcis.simple import is_simple, settle, settle_head
from bayline.engines.epcis.vocabulary import EVENT_TYPES
from bayline.engines.epcis.words import Event, Json, shorten

CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
_EVENTS = "urn:epcglobal:epcis:xsd:2"
_FIRST = "urn:epcglobal:epcis:xsd:1"
_MASTER = "urn:epcglobal:epcis-masterdata:xsd:2"
_QUERY = "urn:epcglobal:epcis-query:xsd:2"
_HOLDERS = frozenset(("EPCISBody", "resultsBody"))
# Documents of XML by namespace and name, and whether they may hold events.
_ROOTS = {
    (_EVENTS, "EPCISDocument"): True,
    (_QUERY, "EPCISQueryDocument"): True,
    (_MASTER, "EPCISMasterDataDocument"): False,
    (_EVENTS, "EPCISCaptureJob"): False,
}
KNOWN_SPACES = {"gs1": "https://gs1.org/voc/", "cbv": "https://ref.gs1.org/cbv/",
          "cbvmda": "urn:epcglobal:cbv:mda"}  # fmt: skip


@dataclass(slots=True)
class Document:
    """What stands in a file.

    Attributes:
        kind: EPCISDocument, EPCISQueryDocument, a type of event if it is bare, or another.
        form: json or xml.
        events: Its events, in the form of JSON with short words.
        namespaces: What its prefixes stand for.
        head: What stands beside the events, in JSON.
        ignored: Fields that the document keeps out of the hash.
        faults: What the reading itself found wrong.
        is_simple: Whether it is written with the simple context.
        places: Which places lie in which, as its master data say.
    """

    kind: str
    form: str
    events: list[Event] = field(default_factory=list)
    namespaces: MutableMapping[str, str] = field(default_factory=dict)
    head: dict[str, Any] = field(default_factory=dict)
    ignored: frozenset[str] = frozenset()
    faults: list[Fault] = field(default_factory=list)
    is_simple: bool = False
    places: list[tuple[str, str]] = field(default_factory=list)


def read_document(data: bytes) -> Document:
    """Read a document of any form.

    Raises:
        UnreadableError: It is neither JSON nor XML, or declares entities.
    """
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        raise UnreadableError("it is empty", "文件是空的")
    if start.startswith(b"<"):
        return read_markup(start)
    return read_json(start)


def read_json(data: bytes) -> Document:
    """Read a document of JSON-LD."""
    try:
        found = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise UnreadableError(f"it is no JSON: {error}", f"不是JSON：{error}") from error
    except RecursionError as error:
        raise UnreadableError("it is nested too deep", "嵌套太深") from error
    if not isinstance(found, dict):
        raise UnreadableError("its JSON is no object", "JSON不是对象")
    return document_of(found)


def document_of(found: dict[str, Any]) -> Document:
    """Make a document of an object of JSON; its events are shortened in place."""
    kind = found.get("type", found.get("@type"))
    document = Document(kind if isinstance(kind, str) else "", "json")
    document.namespaces = namespaces_of(found.get("@context"))
    document.ignored = _ignored(found)
    document.is_simple = is_simple(found.get("@context"))
    if document.is_simple and document.kind not in EVENT_TYPES:
        settle_head(found)
    events = _events_of(found, document.kind)
    document.head = {name: value for name, value in found.items() if name != "epcisBody"}
    document.places = places_told(document.head)
    if events is None:
        document.faults.append(
            Fault(
                None,
                "epcisBody.eventList",
                "required",
                "the document has no list of events",
                "文档没有事件列表",
            )
        )
        return document
    for at, event in enumerate(events):
        if isinstance(event, dict):
            if document.is_simple:
                settle(event)
            shorten(event)
            document.events.append(event)
        else:
            document.events.append({})
            document.faults.append(Fault(at, "", "type", "the event is no object", "事件不是对象"))
    return document


def _events_of(found: dict[str, Any], kind: str) -> list[Any] | None:
    if kind in EVENT_TYPES:
        return [{name: value for name, value in found.items() if name != "@context"}]
    body = found.get("epcisBody")
    if kind == "EPCISQueryDocument" and isinstance(body, dict):
        results = body.get("queryResults")
        body = results.get("resultsBody") if isinstance(results, dict) else None
    if not isinstance(body, dict):
        return None
    if "event" in body and "eventList" not in body:
        return [body["event"]]
    events = body.get("eventList")
    return events if isinstance(events, list) else None


def namespaces_of(context: Json) -> dict[str, str]:
    """Collect the prefixes that a context declares; later ones count."""
    found = dict(KNOWN_SPACES)
    for part in context if isinstance(context, list) else [context]:
        if isinstance(part, dict):
            found |= {name: value for name, value in part.items() if isinstance(value, str)}
    return found


def _ignored(found: dict[str, Any]) -> frozenset[str]:
    """Collect the fields that the document keeps out of the hash, wherever it says so."""
    names: set[str] = set()
    for name, value in found.items():
        if name.rpartition(":")[2] == "ignoreFields" and isinstance(value, list):
            names |= {one for one in value if isinstance(one, str)}
        elif name in {"epcisBody", "queryResults", "resultsBody"} and isinstance(value, dict):
            names |= _ignored(value)
    return frozenset(names)


def parser() -> etree.XMLParser:
    """Make a parser that neither resolves entities nor reaches out."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def read_markup(data: bytes) -> Document:
    """Read a document of XML; entities are neither resolved nor fetched, but refused."""
    try:
        root = etree.fromstring(data, parser())
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"it is no XML: {error}", f"不是XML：{error}") from error
    refuse_entities(root)
    name = etree.QName(root)
    reader = Reader()
    document = Document(name.localname, "xml", head={str(k): v for k, v in root.attrib.items()})
    document.faults = reader.faults
    elements = elements_of(root, document)
    document.events = [reader.event(element, at) for at, element in enumerate(elements)]
    for event in document.events:
        shorten(event)
    document.places = places_marked(root)
    if b"ignoreFields" in data:
        document.ignored = ignored_in(root, reader)
    document.namespaces = {**KNOWN_SPACES, **reader.namespaces}
    return document


def refuse_entities(root: Json) -> None:
    """Make sure that a document of XML declares no entities.

    Raises:
        UnreadableError: It does.
    """
    declared: Json = root.getroottree().docinfo.internalDTD
    if declared is not None and next(iter(declared.iterentities()), None) is not None:
        raise UnreadableError("it declares entities, which are refused", "声明了实体，一律拒绝")


def elements_of(root: Json, document: Document) -> list[Any]:
    """Find the events of a tree, and note what is no document of the standard."""
    name = etree.QName(root)
    if name.localname in EVENT_TYPES:
        return [root]
    holds = _ROOTS.get((name.namespace or "", name.localname))
    if (name.namespace, name.localname) == (_FIRST, "EPCISDocument"):
        document.faults.append(
            Fault(
                None,
                name.localname,
                "document",
                "the document is of edition 1; give it in 2.0",
                "文档是1.x版，请按2.0版给出",
            )
        )
        holds = True
    if holds is None:
        document.faults.append(
            Fault(
                None,
                name.localname,
                "document",
                "the standard has no such document",
                "标准没有这种文档",
            )
        )
        return []
    if not holds:
        return []
    lists = [one for one in root.iter("EventList") if one.getparent().tag in _HOLDERS]
    if not lists:
        if not any(True for _ in root.iter("VocabularyList")):
            document.faults.append(
                Fault(
                    None,
                    "EPCISBody.EventList",
                    "required",
                    "the document has no list of events",
                    "文档没有事件列表",
                )
            )
        return []
    return [child for child in _unwrapped(lists[0]) if isinstance(child.tag, str)]


def _unwrapped(element: Json) -> list[Any]:
    found: list[Any] = []
    for child in element:
        found += _unwrapped(child) if child.tag == "extension" else [child]
    return found


def ignored_in(root: Json, reader: Reader) -> frozenset[str]:
    """Collect the fields that a document of XML keeps out of the hash."""
    names: set[str] = set()
    for holder in root.iter("{*}ignoreFields"):
        names |= {reader.name(one) for one in holder if isinstance(one.tag, str)}
    return frozenset(names)
