"""Names of what codes stand for: places, documents. Systems offer them, lists of any floor ask.

Registers hold codes of places and file names of documents; which page shows those is known only to
the system that keeps them. It offers its names when the program starts.
"""

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple
from urllib.parse import quote

from bayline.platform.offering import all_offered


class Named(NamedTuple):
    """What a code is called, and the path of its page, without language and day."""

    label: str
    path: str


Evidence = tuple[str, str]  # file name of a document, and a figure as it is printed there
Namer = Callable[[Collection[str]], Mapping[str, Named]]
Finder = Callable[[Collection[Evidence]], Mapping[Evidence, str]]


class Saying(NamedTuple):
    """A statement that a document makes.

    Attributes:
        words: The words that make it.
        path: The path of its page, which shows the sentence.
        is_kept: Whether it is a promise that was noted as kept.
    """

    words: str
    path: str
    is_kept: bool = False


Quoter = Callable[[Collection[Evidence]], Mapping[Evidence, tuple[Saying, ...]]]
_NAMERS: dict[str, Namer] = {}
_FINDERS: list[Finder] = []
_PAGES: dict[str, str] = {}
_QUOTERS: list[Quoter] = []


def offer_names(kind: str, namer: Namer) -> None:
    """Let a system name the codes of one kind.

    Args:
        kind: place or document.
        namer: Gives names for codes; those that it does not know are left out.
    """
    _NAMERS[kind] = namer


def names_of(kind: str, codes: Collection[str]) -> Mapping[str, Named]:
    """Name codes of one kind; none where nobody offers names."""
    all_offered()
    namer = _NAMERS.get(kind)
    return namer(codes) if namer and codes else {}


def offer_evidence(finder: Finder) -> None:
    """Let a system find figures in documents: for a document and a quote, the path of its page."""
    _FINDERS[:] = [finder]


def evidence_of(quotes: Collection[Evidence]) -> Mapping[Evidence, str]:
    """Find figures in documents; those that do not stand there are left out."""
    all_offered()
    return _FINDERS[0](quotes) if _FINDERS and quotes else {}


def offer_sayings(quoter: Quoter) -> None:
    """Let a system find what documents state in words that are quoted from them."""
    _QUOTERS[:] = [quoter]


def sayings_in(quotes: Collection[Evidence]) -> Mapping[Evidence, tuple[Saying, ...]]:
    """Find what documents state in words quoted from them, in the order of the text.

    Args:
        quotes: Names of files, each with words that stand there.
    """
    all_offered()
    return _QUOTERS[0](quotes) if _QUOTERS and quotes else {}


def offer_pages(register: str, path: str) -> None:
    """Let a system show the entries of a register on pages of its own.

    Args:
        register: Its name.
        path: What stands before the key of an entry in the path of its page, such as /projects.
    """
    _PAGES[register] = path


def page_of(register: str, key: str) -> str:
    """Give the path of the page that shows an entry, without language and day."""
    all_offered()
    is_plain = key.isascii() and key.isalnum()  # as most are: nothing is to be written otherwise
    return f"{_PAGES.get(register) or f'/registers/{register}'}/{key if is_plain else quote(key)}"
