"""Names of what codes stand for: places, documents. Systems offer them, lists of any floor ask.

Registers hold codes of places and file names of documents; which page shows those is known only to
the system that keeps them. It offers its names when the program starts.
"""

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple


class Named(NamedTuple):
    """What a code is called, and the path of its page, without language and day."""

    label: str
    path: str


Namer = Callable[[Collection[str]], Mapping[str, Named]]
_NAMERS: dict[str, Namer] = {}


def offer_names(kind: str, namer: Namer) -> None:
    """Let a system name the codes of one kind.

    Args:
        kind: place or document.
        namer: Gives names for codes; those that it does not know are left out.
    """
    _NAMERS[kind] = namer


def names_of(kind: str, codes: Collection[str]) -> Mapping[str, Named]:
    """Name codes of one kind; none where nobody offers names."""
    namer = _NAMERS.get(kind)
    return namer(codes) if namer and codes else {}
