"""Reads events out of XML into the form of JSON; says where the order of the standard breaks."""

from collections.abc import Iterator
from functools import cache
from math import isfinite
from typing import Any

from lxml import etree

from bayline.engines.epcis.faults import Fault
from bayline.engines.epcis.shapes import (
    LISTS_OF_EPCS,
    LISTS_OF_QUANTITIES,
    METADATA,
    NUMBERS,
    ORDERS,
    REPORT_FIELDS,
    TYPED_LISTS,
)
from bayline.engines.epcis.words import Json

_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_EXACT = 1e15  # whole numbers below it are exact in a float
_WRAPPERS = frozenset(("extension", "baseExtension"))
_PARTS = {
    **dict.fromkeys(LISTS_OF_EPCS, "epc"),
    **dict.fromkeys(LISTS_OF_QUANTITIES, "quantityElement"),
    **TYPED_LISTS,
    "sensorElementList": "sensorElement",
}
_DECLARATION = ("declarationTime", "reason", "correctiveEventIDs")

Element = etree._Element  # noqa: SLF001 - lxml has no other name for it
Event = dict[str, Any]


class Reader:
    """Reads the events of one document; remembers its namespaces and what is wrong."""

    def __init__(self) -> None:
        self.namespaces: dict[str, str] = {}
        self.faults: list[Fault] = []
        self._at: int | None = None

    def event(self, element: Element, at: int) -> Event:
        """Turn an element into an event; collect what breaks the order and the names."""
        self._at = at
        kind = etree.QName(element).localname
        event: Event = {"type": kind}
        order = ORDERS.get(kind)
        for child in _parts(element) if order is None else self._in_order(element, order, ""):
            self._take(event, child)
        return event

    def _take(self, event: Event, child: Element) -> None:
        name = self.name(child)
        if name in _PARTS:
            self._listed(event, name, child)
        elif name == "certificationInfo":
            event.setdefault(name, []).append(_text(child))
        elif name in {"readPoint", "bizLocation"}:
            event[name] = self._place(child)
        elif name == "persistentDisposition":
            event[name] = self._lasting(child)
        elif name == "errorDeclaration":
            event[name] = self._declaration(child)
        elif name == "ilmd":
            event[name] = self._held(child)
        else:
            self._add(event, name, self._free(child))

    def _in_order(self, element: Element, order: tuple[str, ...], path: str) -> Iterator[Element]:
        """Give the parts of an element; note those that are unknown or come too late."""
        places = _places(order)
        reached = -1
        for child in _parts(element):
            name = str(child.tag)
            if name.startswith("{"):
                yield child
                continue
            place = places.get(name)
            if place is None:
                self._note(path + name, "unknown_field", "the standard has no such element here",
                           "标准在此没有这个元素")  # fmt: skip
                continue
            if place < reached:
                after = order[reached]
                self._note(path + name, "order", f"the element stands after {after}; the standard "
                           "puts it before", f"元素在{after}之后，标准要求在它之前")  # fmt: skip
            else:
                reached = place
            yield child

    def _listed(self, event: Event, name: str, child: Element) -> None:
        part = _PARTS[name]
        readers = {"epc": _text, "quantityElement": self._quantity, "sensorElement": self._sensor}
        read = readers.get(part, _typed)
        inside = self._in_order(child, (part,), f"{name}.")
        event[name] = [read(one) for one in inside if one.tag == part]

    def _quantity(self, element: Element) -> Event:
        order = ("epcClass", "quantity", "uom")
        found: Event = {}
        for part in self._in_order(element, order, "quantityElement."):
            if part.get(f"{_XSI}nil") != "true":
                name = self.name(part)
                found[name] = _number(_text(part)) if name == "quantity" else _text(part)
        return found

    def _sensor(self, element: Element) -> Event:
        found: Event = {}
        for part in self._in_order(element, ("sensorMetadata", "sensorReport"), "sensorElement."):
            name = self.name(part)
            if name == "sensorMetadata":
                found[name] = self._attributes(part, METADATA)
            elif name == "sensorReport":
                found.setdefault(name, []).append(self._attributes(part, REPORT_FIELDS))
            else:
                self._add(found, name, self._free(part))
        return found

    def _attributes(self, element: Element, known: tuple[str, ...]) -> Event:
        found: Event = {}
        for key, value in element.attrib.items():
            name = self._spelled(str(key), element)
            if ":" not in name and name not in known:
                self._note(name, "unknown_field", "the standard has no such attribute here",
                           "标准在此没有这个属性")  # fmt: skip
            found[name] = _read_attribute(name, str(value))
        for child in _parts(element):
            self._add(found, self.name(child), self._free(child))
        return found

    def _lasting(self, element: Element) -> Event:
        found: Event = {}
        for part in self._in_order(element, ("unset", "set"), "persistentDisposition."):
            found.setdefault(self.name(part), []).append(_text(part))
        return found

    def _declaration(self, element: Element) -> Event:
        found: Event = {}
        for part in self._in_order(element, _DECLARATION, "errorDeclaration."):
            name = self.name(part)
            if name == "correctiveEventIDs":
                found[name] = [_text(one) for one in _parts(part)]
            else:
                self._add(found, name, self._free(part))
        return found

    def _place(self, element: Element) -> Event:
        found: Event = {}
        name = f"{self.name(element)}."
        for part in self._in_order(element, ("id",), name):
            self._add(found, self.name(part), self._free(part))
        return found

    def _free(self, element: Element) -> Json:
        """Read what the standard leaves open: text, or parts and attributes."""
        held = self._held(element)
        for key, value in element.attrib.items():
            if not str(key).startswith(_XSI):
                held[self._spelled(str(key), element)] = str(value)
        text = _text(element)
        if not held:
            return text
        if text:
            held["#text"] = text
        return held

    def _held(self, element: Element) -> Event:
        found: Event = {}
        for child in _parts(element):
            self._add(found, self.name(child), self._free(child))
        return found

    @staticmethod
    def _add(holder: Event, name: str, value: Json) -> None:
        if name not in holder:
            holder[name] = value
        elif isinstance(holder[name], list):
            holder[name].append(value)
        else:
            holder[name] = [holder[name], value]

    def name(self, element: Element) -> str:
        """Write the name of an element as JSON does, with the prefix of its namespace."""
        tag = str(element.tag)
        return self._spelled(tag, element) if tag.startswith("{") else tag

    def _spelled(self, tag: str, element: Element) -> str:
        """Write a name with its prefix; one prefix means one namespace in the whole document."""
        if not tag.startswith("{"):  # the name of an attribute
            return tag
        namespace, _, local = tag[1:].partition("}")
        known = next((key for key, held in self.namespaces.items() if held == namespace), None)
        if known is None:
            wanted = next((key for key, held in element.nsmap.items() if held == namespace), None)
            known = wanted or "ns"
            while known in self.namespaces:
                known += "x"
            self.namespaces[known] = namespace
        return f"{known}:{local}"

    def _note(self, field: str, rule: str, sentence: str, zh: str) -> None:
        self.faults.append(Fault(self._at, field, rule, sentence, zh))


@cache
def _places(order: tuple[str, ...]) -> dict[str, int]:
    return {name: place for place, name in enumerate(order)}


def _parts(element: Element) -> Iterator[Element]:
    """Give the elements within one, as if the wrappers of older editions were not there."""
    for child in element:
        if child.tag in _WRAPPERS:
            yield from _parts(child)
        else:
            yield child


def _text(element: Element) -> str:
    return (element.text or "").strip()


def _typed(element: Element) -> Event:
    name = str(element.tag)
    kind = element.get("type")
    return {name: _text(element)} if kind is None else {"type": str(kind), name: _text(element)}


def _read_attribute(name: str, value: str) -> Json:
    if name in NUMBERS:
        return _number(value)
    if name == "booleanValue" and value in {"true", "false", "1", "0"}:
        return value in {"true", "1"}
    return value


def _number(text: str) -> Json:
    """Read a decimal; what is none stays text, for the schema to refuse."""
    try:
        number = float(text)
    except ValueError:
        return text
    if not isfinite(number):
        return text
    return int(number) if number.is_integer() and abs(number) < _EXACT else number
