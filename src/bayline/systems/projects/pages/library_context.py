"""What the pages of libraries show, as HTML and as JSON."""

from dataclasses import dataclass, field

from bayline.platform.listing import Pager
from bayline.systems.projects.pages.answers import Checked
from bayline.systems.projects.pages.grounds import Linked, Number

_PAGE = {"twin": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryRow:
    """A library of the list: what is stated of it, and whether its categories make that up."""

    library: Linked
    period: str
    count: Number | None
    investment: Number | None
    in_year: Number | None
    categories: int
    named: int
    check: Checked | None  # None where it has no categories
    document: Linked


@dataclass(frozen=True, slots=True, kw_only=True)
class LibrariesPage:
    """All libraries, the last year first."""

    total: int
    pager: Pager
    rows: tuple[LibraryRow, ...]
    as_of: str
    list_address: str = field(metadata=_PAGE)
    new_address: str = field(metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryRow:
    """A category of a library.

    Attributes:
        name: What it is called, with its entry.
        count: Its projects, as stated.
        investment: Its money, as stated.
        in_year: What of that falls into the year, as stated.
        named: How many of its projects are named.
        left: How many are not; empty where they are too many.
        document: What states it.
    """

    name: Linked
    count: Number | None
    investment: Number | None
    in_year: Number | None
    named: int
    left: str
    document: Linked


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A project of a library that is named, or a group that is only counted."""

    label: Linked
    project: Linked | None
    category: str
    count: Number | None
    amount: Number | None
    kind_word: str
    document: Linked


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryPage:
    """One library with its arithmetic.

    Attributes:
        sum_count: What the categories come to; empty where there are none.
        sum_investment: Their money together; empty where none of it is stated.
        share: What of the total falls into the year, in percent; empty where either is missing.
        named_count: How many projects are named.
        named_amount: What these cost; empty where nothing is stated.
        left_count: How many are not named; empty where they are too many.
        left_amount: For how much; empty where that cannot be told.
        checks: What comparing comes to.
    """

    code: str
    name: str
    period: str
    place: Linked | None
    document: Linked
    count: Number | None
    investment: Number | None
    in_year: Number | None
    share: str
    categories: tuple[CategoryRow, ...]
    sum_count: str
    sum_investment: str
    named_count: str
    named_amount: str
    left_count: str
    left_amount: str
    checks: tuple[Checked, ...]
    members: tuple[Holding, ...]
    as_of: str
    list_address: str = field(metadata=_PAGE)
    entry_address: str = field(metadata=_PAGE)
    category_address: str = field(metadata=_PAGE)
    member_address: str = field(metadata=_PAGE)
