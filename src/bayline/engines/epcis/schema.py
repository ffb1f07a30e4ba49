"""The schema of an event, written from the tables of EPCIS 2.0: what is there, and of which kind.

Words of the vocabulary, keys and whatever needs two fields are not asked here but by rules, which
can say what is wrong; so the schema has no alternatives whose failure nobody could explain.
"""

from functools import cache
from typing import Any

import jsonschema_rs

from bayline.engines.epcis.shapes import (
    BEFORE,
    FIELDS,
    LISTS_OF_EPCS,
    LISTS_OF_QUANTITIES,
    METADATA,
    NUMBERS,
    REPORT_FIELDS,
    REQUIRED,
    TIMES_OF_SENSORS,
    TYPED_LISTS,
)
from bayline.engines.epcis.vocabulary import ACTIONS, EVENT_TYPES

Schema = dict[str, Any]

# An extension has a prefix or is an address: something, a colon, something without spaces.
EXTENSION = r"^[A-Za-z][A-Za-z0-9+.-]*:\S+$"
_TEXT: Schema = {"type": "string"}
_WORD: Schema = {"type": "string", "minLength": 1}
_URI: Schema = {"type": "string", "anyOf": [{"format": "uri"}, {"pattern": r"^_:\S+$"}]}
_TIME: Schema = {"type": "string", "format": "date-time"}
_NUMBER: Schema = {"type": "number"}
_WORDED = frozenset(("type", "exception", "component", "reason"))


def _object(fields: Schema, required: tuple[str, ...] = (), *, is_open: bool = True) -> Schema:
    made: Schema = {"type": "object", "properties": fields, "additionalProperties": False}
    if required:
        made["required"] = list(required)
    if is_open:
        made["patternProperties"] = {EXTENSION: {}}
    return made


def _listed(item: Schema, least: int = 0, *, is_set: bool = False) -> Schema:
    made: Schema = {"type": "array", "items": item, "minItems": least}
    if is_set:
        made["uniqueItems"] = True
    return made


def _of_sensor(names: tuple[str, ...]) -> Schema:
    special = {"stringValue": _TEXT, "uom": _TEXT, "booleanValue": {"type": "boolean"},
               "hexBinaryValue": {"type": "string", "pattern": "^[0-9A-Fa-f]+$"}}  # fmt: skip
    found: Schema = {}
    for name in names:
        if name in special:
            found[name] = special[name]
        elif name in NUMBERS:
            found[name] = _NUMBER
        elif name in TIMES_OF_SENSORS:
            found[name] = _TIME
        else:
            found[name] = _WORD if name in _WORDED else _URI
    return found


_QUANTITY = _object(
    {"epcClass": _URI, "quantity": _NUMBER,
     "uom": {"type": "string", "pattern": "^[A-Z0-9]{2,3}$"}},
    ("epcClass",), is_open=False,
)  # fmt: skip
_PLACE = _object({"id": _URI}, ("id",))
_DECLARATION = _object(
    {"declarationTime": _TIME, "reason": _WORD, "correctiveEventIDs": _listed(_URI)},
    ("declarationTime",),
)
_LASTING: Schema = {
    **_object({"set": _listed(_WORD, 1, is_set=True), "unset": _listed(_WORD, 1, is_set=True)},
              is_open=False),
    "minProperties": 1,
}  # fmt: skip
_SENSOR = _object(
    {
        "sensorMetadata": _object(_of_sensor(METADATA)),
        "sensorReport": _listed(_object(_of_sensor(REPORT_FIELDS)), 1),
    },
    ("sensorReport",),
)
_CERTIFICATE: Schema = {"anyOf": [_URI, _listed(_URI)]}
_KINDS: Schema = {
    "eventTime": _TIME,
    "recordTime": _TIME,
    "eventTimeZoneOffset": {
        "type": "string",
        "pattern": "^[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00)$",
    },
    "eventID": _URI,
    "errorDeclaration": _DECLARATION,
    "certificationInfo": _CERTIFICATE,
    "action": {"enum": sorted(ACTIONS)},
    "parentID": _URI,
    "transformationID": _URI,
    "bizStep": _WORD,
    "disposition": _WORD,
    "persistentDisposition": _LASTING,
    "readPoint": _PLACE,
    "bizLocation": _PLACE,
    "sensorElementList": _listed(_SENSOR),
    "ilmd": _object({}),
    **{name: _listed(_URI, is_set=True) for name in LISTS_OF_EPCS},
    **{name: _listed(_QUANTITY) for name in LISTS_OF_QUANTITIES},
}


def _typed_list(name: str) -> Schema:
    part = TYPED_LISTS[name]
    required = (part,) if name == "bizTransactionList" else ("type", part)
    return _listed(_object({"type": _WORD, part: _URI}, required, is_open=False))


def schema_of(kind: str) -> Schema:
    """Make the schema of a type of event."""
    kinds = _KINDS | {name: _typed_list(name) for name in TYPED_LISTS}
    names = (*BEFORE, *FIELDS[kind])
    fields = {name: kinds[name] for name in names} | {
        "type": {"const": kind},
        "@context": {"type": ["object", "array", "string"]},
    }
    required = ("eventTime", "eventTimeZoneOffset", *REQUIRED[kind])
    made = {"$schema": "http://json-schema.org/draft-07/schema#", **_object(fields, required)}
    if kind == "TransactionEvent":
        made["properties"]["bizTransactionList"] = _typed_list("bizTransactionList") | {
            "minItems": 1
        }
    return made


def _extended() -> Schema:
    """Make the schema of a type of event that the standard leaves to others."""
    common = {name: _KINDS[name] for name in BEFORE}
    return {
        "type": "object",
        "properties": {**common, "type": {"type": "string", "pattern": EXTENSION}},
        "required": ["type", "eventTime", "eventTimeZoneOffset"],
    }


@cache
def validator(kind: str) -> jsonschema_rs.Draft7Validator:
    """Compile the schema of a type of event once; formats are checked."""
    schema = schema_of(kind) if kind in EVENT_TYPES else _extended()
    return jsonschema_rs.Draft7Validator(schema, validate_formats=True)


def document_schema() -> Schema:
    """Make the schema of what stands around the events of a capture document in JSON."""
    context = {"type": ["string", "object", "array"]}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        **_object(
            {
                "@context": context,
                "id": _URI,
                "type": {"enum": ["EPCISDocument", "EPCISQueryDocument"]},
                "schemaVersion": {"type": "string", "pattern": r"^\d+(\.\d+)*$"},
                "creationDate": _TIME,
                "instanceIdentifier": _TEXT,
                "sender": _TEXT,
                "receiver": _TEXT,
                "epcisHeader": {"type": "object"},
            },
            ("@context", "type"),
        ),
    }


@cache
def document_validator() -> jsonschema_rs.Draft7Validator:
    """Compile the schema of the document once."""
    return jsonschema_rs.Draft7Validator(document_schema(), validate_formats=True)
