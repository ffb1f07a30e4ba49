"""Says whether an event is one that a query of the standard asks for."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bayline.engines.epcis.hashing import moment
from bayline.engines.epcis.keys import canonical
from bayline.engines.epcis.shapes import KINDS_OF_TYPE, TYPED_LISTS
from bayline.engines.epcis.times import time_of
from bayline.engines.epcis.vocabulary import short_word, words_of
from bayline.engines.epcis.words import Event, Json
from bayline.systems.produce.rules.facts import name_of

_EPCS = {
    "MATCH_epc": ("epcList", "childEPCs"),
    "MATCH_parentID": ("parentID",),
    "MATCH_inputEPC": ("inputEPCList",),
    "MATCH_outputEPC": ("outputEPCList",),
    "MATCH_anyEPC": ("epcList", "childEPCs", "inputEPCList", "outputEPCList", "parentID"),
}
_CLASSES = {
    "MATCH_epcClass": ("quantityList", "childQuantityList"),
    "MATCH_inputEPCClass": ("inputQuantityList",),
    "MATCH_outputEPCClass": ("outputQuantityList",),
    "MATCH_anyEPCClass": (
        "quantityList",
        "childQuantityList",
        "inputQuantityList",
        "outputQuantityList",
    ),
}
# Parameters by which events are found by the things they are about.
OF_THINGS = frozenset((*_EPCS, *_CLASSES))
_FIELDS = {
    "eventType": "type", "EQ_action": "action", "EQ_bizStep": "bizStep",
    "EQ_disposition": "disposition", "EQ_transformationID": "transformationID",
    "EQ_eventID": "eventID",
}  # fmt: skip
_PLACES = {"readPoint": "readPoint", "bizLocation": "bizLocation"}
_SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "EQ": lambda held, asked: held == asked,
    "GT": lambda held, asked: held > asked,
    "GE": lambda held, asked: held >= asked,
    "LT": lambda held, asked: held < asked,
    "LE": lambda held, asked: held <= asked,
}
_OF_DECLARATIONS = frozenset(("errorDeclarationTime", "errorReason", "correctiveEventID"))
_ATTRIBUTE = re.compile(r"EQ_?ATTR_(.+)")
_PARAMETER = re.compile(r"(EQ|GT|GE|LT|LE|EXISTS|WD|HASATTR)_(.+)")
# What orders and limits the answer, and asks nothing of an event.
FRAME = frozenset(
    ("orderBy", "orderDirection", "eventCountLimit", "maxEventCount", "perPage", "nextPageToken")
)
_OF_SENSORS = words_of(
    """type deviceID dataProcessingMethod microorganism chemicalSubstance bizRules stringValue
    booleanValue hexBinaryValue uriValue percRank time startTime endTime"""
)
_MEASURED = re.compile(r"(value|minValue|maxValue|meanValue|sDev|percValue)_([A-Z0-9]{2,4})")
_EXTENDED = re.compile(
    r"(INNER_)?(ILMD|ERROR_DECLARATION|SENSORELEMENT|SENSORMETADATA|SENSORREPORT)_"
)


def matches(event: Event, recorded: int, asked: Mapping[str, Any]) -> bool:
    """Say whether an event fits every parameter of a query.

    Args:
        event: As it is kept, with short words.
        recorded: When it was captured, in microseconds since 1970.
        asked: Parameters that `check_query` has nothing against.
    """
    return all(
        _fits(event, recorded, name, value) for name, value in asked.items() if name not in FRAME
    )


def _fits(event: Event, recorded: int, name: str, value: Json) -> bool:
    if name in _FIELDS:
        field = _FIELDS[name]
        kind = field if field in {"bizStep", "disposition"} else ""
        return event.get(field) in {short_word(kind, one) if kind else one for one in value}
    if name in OF_THINGS:
        wanted = {name_of(one) for one in value}
        patterns = [one for one in value if is_pattern(one)]
        return any(
            name_of(one) in wanted or any(_is_of(one, pattern) for pattern in patterns)
            for one in _addresses(event, name)
        )
    of_attribute = _ATTRIBUTE.fullmatch(name)
    if of_attribute:
        return _fits_attribute(event, of_attribute[1], value)
    sign, rest = _split(name)
    if rest in {"eventTime", "recordTime"}:
        held = recorded if rest == "recordTime" else time_of(event["eventTime"])
        return _SIGNS[sign](held, time_of(value))
    return _fits_rest(event, sign, rest, value)


def is_pattern(uri: str) -> bool:
    """Say whether an address stands for many: a pattern of EPCs."""
    return uri.startswith("urn:epc:idpat:")


def _is_of(uri: str, pattern: str) -> bool:
    """Say whether a thing is one of those a pattern stands for, however it is written."""
    plain = pattern.replace("urn:epc:idpat:", "urn:epc:id:", 1)
    if "*" not in plain:
        return name_of(uri) == name_of(plain)
    if uri.startswith(plain.partition("*")[0]):
        return True
    of_class = canonical(pattern)
    return of_class is not None and name_of(uri).startswith(f"{of_class}/")


def _split(name: str) -> tuple[str, str]:
    found = _PARAMETER.fullmatch(name)
    return (found[1], found[2]) if found else ("", name)


def _has(event: Event, sign: str, rest: str, value: Json) -> bool:
    """Say whether an event has a field, or whether a field has one of some attributes."""
    if sign == "EXISTS":
        return bool(_extended(event, rest)) or bool(event.get(rest))
    held = [one for one in _named(event, rest, deep=True) if isinstance(one, dict)]
    return any(one in each for each in held for one in value)


def _fits_attribute(event: Event, told: str, value: Json) -> bool:
    """Say whether a field has an attribute of some value; both names may hold what parts them."""
    parts = told.split("_")
    for place in range(1, len(parts)):
        field, name = "_".join(parts[:place]), "_".join(parts[place:])
        for one in _named(event, field, deep=True):
            if isinstance(one, dict) and name in one and _fits_values([one[name]], "EQ", value):
                return True
    return False


def _addresses(event: Event, name: str) -> Iterable[str]:
    for field in _EPCS.get(name, ()):
        held = event.get(field, ())
        yield from [held] if isinstance(held, str) else held
    for field in _CLASSES.get(name, ()):
        yield from (one["epcClass"] for one in event.get(field, ()))


def _fits_rest(event: Event, sign: str, rest: str, value: Json) -> bool:
    if sign in {"HASATTR", "EXISTS"}:
        return _has(event, sign, rest, value)
    head, _, tail = rest.partition("_")
    if rest in _PLACES:
        return _is_at(event, rest, value, is_within=sign == "WD")
    if head in KINDS_BY_PARAMETER and tail:
        return _fits_typed(event, KINDS_BY_PARAMETER[head], tail, value)
    if head == "persistentDisposition":
        held = event.get("persistentDisposition", {}).get(tail, ())
        return any(short_word("disposition", one) in held for one in value)
    if head == "errorDeclaration" or rest in _OF_DECLARATIONS:
        return _fits_declaration(event, sign, rest, value)
    return _fits_values(_values(event, rest), sign, value)


def _is_at(event: Event, field: str, value: Iterable[str], *, is_within: bool) -> bool:
    """Say whether an event is at one of some places; within a site is each of its places."""
    place = name_of(event.get(field, {}).get("id", ""))
    names = {name_of(one) for one in value}
    if place in names:
        return True
    return is_within and any(place.startswith(f"{name}/254/") for name in names)


KINDS_BY_PARAMETER = {
    "bizTransaction": "bizTransactionList",
    "source": "sourceList",
    "destination": "destinationList",
}


def _fits_typed(event: Event, field: str, kind: str, value: Json) -> bool:
    wanted = short_word(KINDS_OF_TYPE[field], kind)
    addresses = {name_of(one) for one in value}
    return any(
        one.get("type") == wanted and name_of(one[TYPED_LISTS[field]]) in addresses
        for one in event.get(field, ())
    )


def _fits_declaration(event: Event, sign: str, rest: str, value: Json) -> bool:
    told = event.get("errorDeclaration")
    if told is None:
        return False
    if rest == "errorReason":
        return told.get("reason") in {short_word("reason", one) for one in value}
    if rest == "correctiveEventID":
        return bool({*told.get("correctiveEventIDs", ())} & {*value})
    return _SIGNS[sign](time_of(told["declarationTime"]), time_of(value))


def _values(event: Event, rest: str) -> list[Any]:
    """Give what an event holds under the rest of the name of a parameter."""
    head, _, unit = rest.partition("_")
    if head == "quantity":
        lists = (event.get(name, ()) for name in _CLASSES["MATCH_anyEPCClass"])
        listed = [one for each in lists for one in each if "quantity" in one]
        return [one["quantity"] for one in listed if not unit or one.get("uom") == unit]
    reports = [
        part
        for element in event.get("sensorElementList", ())
        for part in (*element.get("sensorReport", ()), element.get("sensorMetadata", {}))
    ]
    if rest in _OF_SENSORS:
        return [one[rest] for one in reports if rest in one]
    measured = _MEASURED.fullmatch(rest)
    if measured:
        named, unit = measured[1], measured[2]
        return [one[named] for one in reports if named in one and one.get("uom") == unit]
    return _extended(event, rest)


def _fits_values(held: list[Any], sign: str, value: Json) -> bool:
    asked = value if isinstance(value, list) else [value]
    test = _SIGNS.get(sign)
    if test is None:
        return False
    return any(_compared(test, one, two) for one in held for two in asked)


def _compared(test: Callable[[Any, Any], bool], held: Json, asked: Json) -> bool:
    """Compare as numbers where both are, as times where both are, else as text."""
    if isinstance(held, bool) or isinstance(asked, bool):
        return test(held, asked)
    try:
        return test(float(held), float(asked))
    except (TypeError, ValueError):
        pass
    try:
        return test(time_of(str(held)), time_of(str(asked)))
    except ValueError:
        return test(str(held), str(asked))


def _extended(event: Event, rest: str) -> list[Any]:
    """Give the values of a field of the user's own: at the top, or inside where it says INNER."""
    found = _EXTENDED.match(rest)
    deep = rest.startswith("INNER_")
    name = rest[found.end() :] if found else rest.removeprefix("INNER_")
    holders: list[Any] = [event]
    if found:
        holders = _holders(event, found[2])
    else:
        for place in _PLACES:
            if name.startswith(f"{place}_"):
                name, holders = name[len(place) + 1 :], [event.get(place, {})]
    return [one for holder in holders for one in _named(holder, name, deep=deep)]


def _holders(event: Event, level: str) -> list[Any]:
    elements = event.get("sensorElementList", [])
    found: dict[str, list[Any]] = {
        "ILMD": [event.get("ilmd", {})],
        "ERROR_DECLARATION": [event.get("errorDeclaration", {})],
        "SENSORELEMENT": elements,
        "SENSORMETADATA": [one.get("sensorMetadata", {}) for one in elements],
        "SENSORREPORT": [one for each in elements for one in each.get("sensorReport", ())],
    }
    return found[level]


def _named(holder: Json, name: str, *, deep: bool) -> list[Any]:
    if isinstance(holder, list):
        return [one for part in holder for one in _named(part, name, deep=deep)]
    if not isinstance(holder, dict):
        return []
    found = holder.get(name, [])
    values = list(found) if isinstance(found, list) else [found]
    if deep:
        for one in holder.values():
            values += _named(one, name, deep=True) if isinstance(one, dict | list) else []
    return values


def order_of(event: Event, field: str) -> tuple[int, float, str]:
    """Give what an event is ordered by: numbers before text, times as they are written in UTC."""
    held = _values(event, field)
    value = held[0] if held else None
    if isinstance(value, int | float):
        return (1, float(value), "")
    if not isinstance(value, str):
        return (0, 0.0, "")
    try:
        return (1, float(value), "")
    except ValueError:
        return (2, 0.0, moment(value))
