"""Queries of the standard: which parameters there are, what each may hold, and what is wrong."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import jsonschema_rs
import orjson
from lxml import etree

from bayline.engines.epcis.documents import parser
from bayline.engines.epcis.faults import Fault, UnreadableError
from bayline.engines.epcis.schema import EXTENSION
from bayline.engines.epcis.vocabulary import (
    ACTIONS,
    BUSINESS_STEPS,
    DISPOSITIONS,
    EVENT_TYPES,
    MEASUREMENTS,
    REASONS,
    is_of_gs1,
    short_word,
    words_of,
)
from bayline.engines.epcis.words import Json

_NAMED = r"[A-Za-z][A-Za-z0-9+.-]*[:#].+|\{?(?:https?://|urn:).+"
_UOM = "[A-Z0-9]{2,4}"
_LEVELS = "(?:INNER_)?(?:ILMD_|ERROR_DECLARATION_|SENSORELEMENT_|SENSORMETADATA_|SENSORREPORT_)?"
_LISTS = {
    "eventType": "type", "EQ_action": "action", "EQ_bizStep": "bizStep",
    "EQ_disposition": "disposition", "EQ_persistentDisposition_set": "disposition",
    "EQ_persistentDisposition_unset": "disposition", "EQ_errorReason": "reason",
    "EQ_type": "measurement",
}  # fmt: skip
_WORDS = {
    "type": frozenset(EVENT_TYPES), "action": ACTIONS, "bizStep": BUSINESS_STEPS,
    "disposition": DISPOSITIONS, "reason": REASONS, "measurement": MEASUREMENTS,
}  # fmt: skip
_URIS = words_of(
    """
    EQ_readPoint WD_readPoint EQ_bizLocation WD_bizLocation EQ_transformationID MATCH_epc
    MATCH_parentID MATCH_inputEPC MATCH_outputEPC MATCH_anyEPC MATCH_epcClass
    MATCH_inputEPCClass MATCH_outputEPCClass MATCH_anyEPCClass EQ_eventID
    EQ_correctiveEventID EQ_deviceID EQ_dataProcessingMethod EQ_microorganism
    EQ_chemicalSubstance EQ_bizRules EQ_uriValue
    """
)
_TEXTS = frozenset(("EQ_stringValue", "EQ_hexBinaryValue"))
_TIMES = frozenset(
    f"{sign}_{name}"
    for sign in ("GE", "LT")
    for name in (
        "eventTime",
        "recordTime",
        "errorDeclaration_Time",
        "errorDeclarationTime",
        "time",
        "startTime",
        "endTime",
    )
)
_COUNTS = frozenset(("eventCountLimit", "maxEventCount", "perPage"))
_PAGING = frozenset(("nextPageToken",))
_ORDERS = re.compile(rf"eventTime|recordTime|quantity|(?:{_NAMED})")
_FAMILIES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"EQ_(?:bizTransaction|source|destination)_\S+"), "uris"),
    (re.compile(r"EQ_quantity|EQ_percRank"), "numbers"),
    (re.compile(rf"EQ_(?:value|quantity)_{_UOM}"), "numbers"),
    (re.compile(r"(?:GT|GE|LT|LE)_(?:quantity|percRank)"), "number"),
    (re.compile(rf"(?:GT|GE|LT|LE)_(?:quantity|value|minValue|maxValue|meanValue|sDev|percValue)"
                rf"_{_UOM}"), "number"),
    (re.compile(r"EXISTS_(?:errorDeclaration|sensorElementList)"), "nothing"),
    (re.compile(rf"EXISTS_{_LEVELS}(?:{_NAMED})"), "nothing"),
    (re.compile(rf"HASATTR_(?:{_NAMED})"), "texts"),
    (re.compile(r"EQ_?ATTR_\S+_\S+"), "any"),
    (re.compile(rf"EQ_(?:INNER_)?(?:readPoint|bizLocation)_(?:{_NAMED})"), "any"),
    (re.compile(rf"(?:EQ|GT|GE|LT|LE)_{_LEVELS}(?:{_NAMED})"), "any"),
)  # fmt: skip
_TIME = jsonschema_rs.Draft7Validator(
    {"type": "string", "format": "date-time"}, validate_formats=True
)
_URI = jsonschema_rs.Draft7Validator({"type": "string", "format": "uri"}, validate_formats=True)


class Query(NamedTuple):
    """A query as it was read.

    Attributes:
        name: Its name, or that of the query it asks for; "" where none is given.
        parameters: What it asks.
        faults: What the reading found wrong.
    """

    name: str
    parameters: dict[str, Any]
    faults: list[Fault]


def is_query(data: bytes) -> bool:
    """Say whether bytes are a query rather than a capture document."""
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<"):
        try:
            root = etree.fromstring(start, parser())
        except etree.XMLSyntaxError:
            return False
        return any(etree.QName(one).localname in {"Poll", "Subscribe"} for one in _elements(root))
    try:
        found = orjson.loads(start)
    except orjson.JSONDecodeError:
        return False
    if not isinstance(found, dict):
        return False
    return "query" in found or ("type" not in found and bool(found) and not _is_document(found))


def _is_document(found: dict[str, Any]) -> bool:
    return "epcisBody" in found or "schemaVersion" in found or "eventTime" in found


def _elements(root: Json) -> Iterator[Any]:
    return (one for one in root.iter() if isinstance(one.tag, str))


def read_query(data: bytes) -> Query:
    """Read a query in JSON or XML.

    Raises:
        UnreadableError: It is neither.
    """
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    return _of_markup(start) if start.startswith(b"<") else _of_json(start)


def _of_json(data: bytes) -> Query:
    try:
        found = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise UnreadableError(f"it is no JSON: {error}", f"不是JSON：{error}") from error
    if not isinstance(found, dict):
        raise UnreadableError("its JSON is no object", "JSON不是对象")
    faults = []
    inner = found.get("query", found)
    if not isinstance(inner, dict):
        faults.append(
            fault("query", "a query is an object of parameters", "查询是由参数组成的对象")
        )
        inner = {}
    if "query" in found and not (isinstance(found.get("name"), str) and found["name"]):
        faults.append(fault("name", "the query has no name; give it one", "查询没有名称"))
    known = {name: value for name, value in inner.items() if name not in {"@context", "name"}}
    return Query(str(found.get("name", "")), known, faults)


def _of_markup(data: bytes) -> Query:
    try:
        root = etree.fromstring(data, parser())
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"it is no XML: {error}", f"不是XML：{error}") from error
    holder = next(
        (one for one in _elements(root) if etree.QName(one).localname in {"Poll", "Subscribe"}),
        root,
    )
    faults: list[Fault] = []
    name = ""
    parameters: dict[str, Any] = {}
    for child in _elements(holder):
        local = etree.QName(child).localname
        if local == "queryName":
            name = (child.text or "").strip()
        elif local == "param":
            _take(child, parameters, faults)
    if not name:
        faults.append(
            fault(
                "queryName",
                "the query does not say its name; SimpleEventQuery is the one for events",
                "查询没有queryName；查事件用SimpleEventQuery",
            )
        )
    return Query(name, parameters, faults)


def _take(element: Json, parameters: dict[str, Any], faults: list[Fault]) -> None:
    parts = {etree.QName(one).localname: one for one in element if isinstance(one.tag, str)}
    name = (parts["name"].text or "").strip() if "name" in parts else ""
    if not name:
        faults.append(fault("param.name", "a parameter has no name", "参数没有名称"))
        return
    if "value" not in parts:
        faults.append(fault(name, f"the parameter {name} has no value", f"参数{name}没有值"))
        return
    value = parts["value"]
    held = [(one.text or "").strip() for one in value if isinstance(one.tag, str)]
    text = (value.text or "").strip()
    if not held and not text and not name.startswith("EXISTS_"):
        faults.append(fault(name, f"the value of {name} is empty", f"参数{name}的值是空的"))
        return
    parameters[name] = _fitting(name, held or ([text] if text else []))


def _fitting(name: str, values: list[str]) -> Json:
    """Give text out of XML the kind that its parameter has in JSON."""
    kind = kind_of(name)
    if kind in {"number", "numbers", "count"}:
        numbers = [number_in(one) for one in values]
        return numbers if kind == "numbers" else numbers[0]
    if kind == "boolean":
        return {"true": True, "false": False}.get(values[0], values[0])
    if kind == "nothing":
        return 1
    return values[0] if kind in {"time", "order", "direction", "token"} else values


def number_in(text: str) -> Json:
    """Read a number; what is none stays text, for the check to refuse."""
    try:
        return int(text) if re.fullmatch(r"[+-]?\d+", text) else float(text)
    except ValueError:
        return text


def fault(field: str, sentence: str, zh: str) -> Fault:
    """Say what is wrong with a parameter."""
    return Fault(None, field, "query", sentence, zh)


def kind_of(name: str) -> str | None:
    """Say what a parameter holds; None if the standard has none of that name."""
    plain = (
        ("uris", _URIS),
        ("texts", _TEXTS),
        ("time", _TIMES),
        ("count", _COUNTS),
        ("token", _PAGING),
        ("words", _LISTS.keys()),
    )
    for kind, names in plain:
        if name in names:
            return kind
    single = {"orderBy": "order", "orderDirection": "direction", "EQ_booleanValue": "boolean"}
    if name in single:
        return single[name]
    return next((kind for pattern, kind in _FAMILIES if pattern.fullmatch(name)), None)


def check_query(query: Query) -> list[Fault]:
    """List everything that stands against a query."""
    found = list(query.faults)
    if query.name and query.name.startswith("Simple") and query.name not in {
        "SimpleEventQuery", "SimpleMasterDataQuery",
    }:  # fmt: skip
        found.append(fault("queryName", f"there is no query {query.name}", f"没有查询{query.name}"))
    for name, value in query.parameters.items():
        found += check_parameter(name, value)
    if {"eventCountLimit", "maxEventCount"} <= query.parameters.keys():
        found.append(
            fault(
                "maxEventCount",
                "a query is limited by eventCountLimit or by maxEventCount, not by both",
                "eventCountLimit和maxEventCount只能给一个",
            )
        )
    return found


def check_parameter(name: str, value: Json) -> Iterator[Fault]:
    """Say what stands against one parameter."""
    kind = kind_of(name)
    if kind is None:
        yield fault(name, f"the standard has no parameter {name}", f"标准没有参数{name}")
    elif kind == "words":
        yield from _check_words(name, value)
    elif kind in {"uris", "texts", "numbers"}:
        yield from _check_list(name, value, kind)
    elif not _fits(kind, value):
        yield fault(
            name,
            f"{value!r} is no value for {name}; {_WANTED[kind]}",
            f"{name}的值不行：{value!r}；{_WANTED_ZH[kind]}",
        )


_WANTED = {
    "time": "give a time with its offset", "count": "give a whole number above 0",
    "number": "give a number", "boolean": "give true or false", "order": "give eventTime, "
    "recordTime, quantity or a field of your own", "direction": "give ASC or DESC",
    "any": "give text, a number or a time", "nothing": "it takes no value", "token": "give text",
}  # fmt: skip
_WANTED_ZH = {
    "time": "请给带时区的时间", "count": "请给大于0的整数", "number": "请给数字",
    "boolean": "请给true或false", "order": "请给eventTime、recordTime、quantity或自有字段",
    "direction": "请给ASC或DESC", "any": "请给文字、数字或时间", "nothing": "这个参数不带值",
    "token": "请给文字",
}  # fmt: skip


def _fits(kind: str, value: Json) -> bool:
    if kind in _FITS:
        return _FITS[kind](value)
    parts = value if isinstance(value, list) else [value]
    return all(isinstance(one, str | int | float) for one in parts)


def _check_list(name: str, value: Json, kind: str) -> Iterator[Fault]:
    if not isinstance(value, list) or not value:
        yield fault(name, f"{name} holds a list with something in it", f"{name}应是非空列表")
        return
    fits = {"uris": _is_address, "texts": _is_text, "numbers": _is_number}[kind]
    for one in value:
        if not fits(one):
            yield fault(name, f"{one!r} is no value for {name}", f"{name}的值不行：{one!r}")


def _is_text(value: Json) -> bool:
    return isinstance(value, str)


def _is_number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_address(value: Json) -> bool:
    return isinstance(value, str) and (_URI.is_valid(value) or bool(re.match(EXTENSION, value)))


_FITS: dict[str, Callable[[Json], bool]] = {
    "time": _TIME.is_valid,
    "count": lambda value: isinstance(value, int) and _is_number(value) and value > 0,
    "number": _is_number,
    "boolean": lambda value: isinstance(value, bool),
    "order": lambda value: isinstance(value, str) and _ORDERS.fullmatch(value) is not None,
    "direction": lambda value: value in {"ASC", "DESC"},
    "nothing": lambda value: value is None or value in {1, 0, "", "1", "true"},
    "token": lambda value: isinstance(value, str),
}


def _check_words(name: str, value: Json) -> Iterator[Fault]:
    kind = _LISTS[name]
    values: Iterable[Any] = value if isinstance(value, list) else ()
    if not isinstance(value, list) or not value:
        yield fault(name, f"{name} holds a list with something in it", f"{name}应是非空列表")
    for one in values:
        if not _is_word(kind, one):
            yield fault(
                name, f"{one!r} is none of the words of {name}", f"{one!r}不是{name}可用的词"
            )


def _is_word(kind: str, value: Json) -> bool:
    if not isinstance(value, str):
        return False
    if value in _WORDS[kind]:
        return True
    if kind in {"type", "action"}:
        return kind == "type" and ":" in value and bool(_URI.is_valid(value))
    return short_word(kind, value) in _WORDS[kind] or (":" in value and not is_of_gs1(value))
