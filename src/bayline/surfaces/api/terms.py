"""Nouns of the interface: each resource declares all that its answers and its description need."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from bayline.kernel.errors import BaylineError
from bayline.platform.people.terms import PUBLIC, Audience, Visitor

MOST = 200  # items of one page
USUAL = 50


class Kind(StrEnum):
    """What a parameter holds."""

    TEXT = "text"
    CHOICE = "choice"
    DAY = "day"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A parameter that narrows a list.

    Attributes:
        name: How addresses call it.
        about: What it does, in one English sentence.
        kind: What it holds.
        choices: The values it allows, for a choice.
        example: A value that it may have.
    """

    name: str
    about: str
    kind: Kind = Kind.TEXT
    choices: tuple[str, ...] = ()
    example: str = ""


Position = tuple[int | str, ...]  # where a page begins: what the order of its list is made of
Found = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a request asks for, read and found good.

    Attributes:
        parts: The parts of the address, by name.
        values: The filters that were given, as text, choice, day or moment.
        as_of: As of when; None for now.
        size: At most so many items.
        behind: Where the page begins; None for the first one.
        body: What was sent; empty of a question.
        visitor: Who asks.
        now: When.
        version: The version that a change started from, from `If-Match`; 0 where none is named.
    """

    parts: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    as_of: datetime | None = None
    size: int = USUAL
    behind: Position | None = None
    body: Mapping[str, Any] = field(default_factory=dict)
    visitor: Visitor = PUBLIC
    now: datetime


class Page(NamedTuple):
    """A page of a list, and where the next one begins; None behind the last."""

    items: Sequence[Found]
    next: Position | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list that is read a page at a time.

    Attributes:
        page: Gives a page.
        shape: What one item looks like: a typed dictionary.
        filters: What narrows it.
        has_past: Whether it can be asked as of a day.
    """

    page: Callable[[Asked], Page]
    shape: type
    filters: tuple[Filter, ...] = ()
    has_past: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Single:
    """One thing; `get` refuses with an error where it is not there."""

    get: Callable[[Asked], Found]
    shape: type
    has_past: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """Something that may be sent in.

    Attributes:
        act: Does it and gives the thing as it stands now.
        body: What is sent: a typed dictionary.
        shape: What is given back.
        status: The status of the answer.
        about: What it does.
    """

    act: Callable[[Asked], Found]
    body: type
    shape: type
    status: int
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """What an address is for.

    Attributes:
        address: Behind `/api/`, with the names of its parts in braces.
        name: Its short name, of which the names of its operations are made.
        title: What it is called, in Chinese.
        about: What it holds, in one English sentence.
        audience: Whom reading it is for.
        reads: How it is read.
        writes: How it is written, by method; only with a key that may.
        examples: Values of the parts of its address.
    """

    address: str
    name: str
    title: str
    about: str
    audience: Audience
    reads: Listing | Single
    writes: Mapping[str, Writing] = field(default_factory=dict)
    examples: Mapping[str, str] = field(default_factory=dict)


class ProblemError(BaylineError):
    """A refusal with the status that it is answered with.

    Attributes:
        status: Of HTTP.
        more: What programs are told besides, by name.
    """

    status: int = 400
    more: Mapping[str, Any] = {}
