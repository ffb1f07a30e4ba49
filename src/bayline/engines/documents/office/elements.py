"""Walk the XML of Office files by local names; Word writes them in one of two namespaces."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_OFF = frozenset({"0", "false", "off"})


def local(element: "Element") -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def value(element: "Element | None", name: str = "val") -> str:
    """Return an attribute in the namespace of Word, "" if there is none."""
    if element is None:
        return ""
    found = (element.get(f"{{{space}}}{name}") for space in NAMESPACES)
    return next((words for words in found if words), "")


def child(element: "Element | None", *path: str) -> "Element | None":
    """Follow a path of local names."""
    for name in path:
        if element is None:
            return None
        element = next((inner for inner in element if local(inner) == name), None)
    return element


def children(element: "Element | None", name: str) -> Iterator["Element"]:
    """Give the children of a local name."""
    return (inner for inner in (() if element is None else element) if local(inner) == name)


def is_on(element: "Element | None") -> bool:
    """Say whether a property that can be switched is there and not switched off."""
    return element is not None and value(element) not in _OFF
