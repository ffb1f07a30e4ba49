"""Reads out of the master data of a document which place lies in which."""

from collections.abc import Iterator
from typing import Any

from bayline.engines.epcis.words import Json

_KINDS = ("readpoint", "businesslocation", "bizlocation")
Pair = tuple[str, str]  # a place, and one that lies in it


def places_told(head: dict[str, Any]) -> list[Pair]:
    """Read them out of the head of a document of JSON."""
    held: Json = head
    for name in ("epcisHeader", "epcisMasterData", "vocabularyList"):
        held = held.get(name) if isinstance(held, dict) else None
    found: list[Pair] = []
    for vocabulary in held if isinstance(held, list) else ():
        if isinstance(vocabulary, dict) and _is_of_places(vocabulary.get("type")):
            found += _pairs(vocabulary.get("vocabularyElementList"))
    return found


def _pairs(elements: Json) -> Iterator[Pair]:
    for element in elements if isinstance(elements, list) else ():
        if not isinstance(element, dict) or not isinstance(element.get("id"), str):
            continue
        children = element.get("children")
        for child in children if isinstance(children, list) else ():
            if isinstance(child, str):
                yield element["id"], child


def places_marked(root: Json) -> list[Pair]:
    """Read them out of a document of XML."""
    found: list[Pair] = []
    for vocabulary in root.iter("Vocabulary"):
        if _is_of_places(vocabulary.get("type")):
            for element in vocabulary.iter("VocabularyElement"):
                listed = element.find("children")
                parts = () if listed is None else listed.iter("id")
                found += [(element.get("id", ""), (one.text or "").strip()) for one in parts]
    return found


def _is_of_places(kind: Json) -> bool:
    return isinstance(kind, str) and kind.rpartition(":")[2].lower() in _KINDS
