"""What the search finds."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from bayline.engines.search.matching import Match


class Kind(StrEnum):
    """What can be found, in the order in which groups stand on the page."""

    PLACE = "place"
    ORGANISATION = "organisation"
    ENTRY = "entry"
    DOCUMENT = "document"
    SENTENCE = "sentence"
    FIGURE = "figure"


NAMED = (Kind.PLACE, Kind.ORGANISATION, Kind.ENTRY, Kind.DOCUMENT)
ORGANISATIONS = "organisations"  # the register of offices and firms, where a pack brings one


class NameRow(NamedTuple):
    """Something with a name, on its way into the index.

    Attributes:
        kind: What it is.
        owner: The register of an entry; else empty.
        key: Its key there, its code, or its hash.
        version: Of an entry; else 0.
        since: From when on it is called so, in microseconds after the start of 1970.
        until: Until when; None while it is.
        label: What it is called.
        words: All it is found by, in the one spelling.
        pinyin: What its names are found by in pinyin.
    """

    kind: str
    owner: str
    key: str
    version: int
    since: int
    until: int | None
    label: str
    words: str
    pinyin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Where is searched.

    Attributes:
        as_of: As everything stood then; None for now.
        document: Number of the one document that is searched; None for all.
    """

    as_of: datetime | None = None
    document: int | None = None


@dataclass(slots=True, kw_only=True)  # hundreds are looked at: what is frozen takes thrice as long
class PassageHit:
    """A passage that holds what is asked.

    Attributes:
        key: Its number in the index.
        text: Number of the text.
        source: Number of the document.
        start: Its first character in the text.
        end: The one behind its last.
        match: How it holds what is asked.
    """

    key: int
    text: int
    source: int
    start: int
    end: int
    match: Match


@dataclass(frozen=True, slots=True, kw_only=True)
class NameHit:
    """Something whose name holds what is asked.

    Attributes:
        kind: What it is.
        owner: The register of an entry; else empty.
        key: Its key there, its code, or its hash.
        label: What it is called.
        words: All it is found by, in the one spelling, a line each.
        grade: How well the name fits: 0 is the name itself, more is worse.
    """

    kind: Kind
    owner: str
    key: str
    label: str
    words: str
    grade: int


class PassagesFound(NamedTuple):
    """Passages that were found.

    Attributes:
        hits: The best first.
        is_more: Whether there are more than these.
    """

    hits: tuple[PassageHit, ...] = ()
    is_more: bool = False


class NamesFound(NamedTuple):
    """What was found by its name.

    Attributes:
        hits: The best first.
        is_more: Whether there are more than these.
    """

    hits: tuple[NameHit, ...] = ()
    is_more: bool = False
