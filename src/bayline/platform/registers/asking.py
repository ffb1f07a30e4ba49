"""What can be asked of a list, and the answer: filters, search, order, page, moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bayline.platform.registers.terms import Entry

PAGE_ROWS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A question to a list; every part of it stands in the address of the page.

    Attributes:
        text: Words that all must occur in an entry.
        filters: Values allowed, by the name of a facet; an empty text stands for none.
        sort: Field to sort by first, with - before it from the largest down; empty for the order of
            the declaration.
        page: Which page, from 1.
        at: The moment to look at; None is now.
    """

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = ""
    page: int = 1
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One value of a facet and how many entries have it under the other filters."""

    value: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The answer: how many entries there are, those of the page, and the values of facets."""

    total: int
    everything: int  # entries of the register at that moment, whatever was asked
    entries: tuple[Entry, ...]
    facets: Mapping[str, tuple[Count, ...]]
