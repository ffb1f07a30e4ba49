"""What the pages of rates show, as HTML and as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bayline.platform.listing import Pager
from bayline.systems.projects.pages.answers import Checked
from bayline.systems.projects.pages.grounds import Linked, Number

_PAGE = {"twin": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A numerator or a denominator: how much, and where its projects are listed."""

    words: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRow:
    """A rate of the year.

    Attributes:
        kind: start, completion, investment, conversion, ahead.
        word: Its name.
        part: What is divided; None where that cannot be told.
        whole: What it is divided by.
        value: The rate; empty where there is none.
        refusal: Why there is none.
        note: Who is left out, or what cannot be told; empty where nothing is.
        definition: What divides what.
    """

    kind: str
    word: str
    part: Side | None
    whole: Side | None
    value: str
    refusal: str
    note: str
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedRow:
    """A published rate with what computing it again came to."""

    subject: Linked
    word: str
    period: str
    percent: Number | None
    part: Number | None
    whole: Number | None
    publisher: Linked
    rounding: str
    check: Checked | None  # None where it is for staff
    document: Linked


@dataclass(frozen=True, slots=True, kw_only=True)
class RatesPage:
    """The rates of a year up to a day, and those that were published for it.

    Attributes:
        year: The year.
        day: The last day that counts.
        rates: Computed over the projects of the record.
        published: Those of the year.
        elsewhere: Other years with published rates, and their pages.
        how: How the computed ones drop digits.
    """

    year: int
    day: str
    rates: tuple[RateRow, ...]
    published: tuple[PublishedRow, ...]
    elsewhere: tuple[Linked, ...]
    how: str
    as_of: str
    problem: str = ""
    list_address: str = field(default="", metadata=_PAGE)
    new_address: str = field(default="", metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class BehindRow:
    """A project behind a rate.

    Attributes:
        project: The project.
        planned: When it was to get there, or what was planned.
        reached: When it got there, or what was done.
        state: in, out, unsure.
        look: How that looks.
        word: The same in words.
    """

    project: Linked
    planned: str
    reached: str
    state: str
    look: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BehindPage:
    """The projects behind the numerator or the denominator of a rate."""

    kind: str
    word: str
    year: int
    day: str
    side: str
    total: int
    heads: Mapping[str, str] = field(metadata=_PAGE)
    tabs: tuple["Tab", ...]
    rows: tuple[BehindRow, ...]
    pager: Pager
    as_of: str
    list_address: str = field(metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One side of a rate, with how many projects stand there."""

    name: str
    word: str
    count: int
    is_here: bool
    address: str = field(metadata=_PAGE)
