"""The nouns of industry: a table as it was handed in, its years as grids, what is asked of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bayline.engines.regional.arrays import Flags, Floats

Record = dict[str, Any]  # a result as it is printed


class Cell(NamedTuple):
    """Where a cell of a file stands, and what was written there."""

    row: int  # as a spreadsheet counts it, heads included
    text: str


class Words(NamedTuple):
    """A column of names, each kept once.

    Attributes:
        names: The different names, in the order in which they come.
        codes: The place of the name of each row among them.
    """

    names: tuple[str, ...]
    codes: NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Table:
    """A long table, column by column.

    Attributes:
        name: The file, for refusals.
        heads: The head of each column as the file writes it, by what the column holds.
        words: The columns of names by what they hold: region, industry, year, classification,
            basis.
        numbers: The columns of numbers: value, population, other; not a number where the cell holds
            none.
        look: Finds a cell again, by the number of its record from 0 and what its column holds.
    """

    name: str
    heads: Mapping[str, str]
    words: Mapping[str, Words]
    numbers: Mapping[str, Floats]
    look: Callable[[int, str], Cell]

    @property
    def length(self) -> int:
        """Count the records."""
        return len(self.numbers["value"])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grid:
    """One year of a table, regions by industries.

    Attributes:
        table: Where it comes from.
        records: The numbers of the records of this year in the table.
        year: The year; None if the table has none.
        regions: Names of the rows.
        industries: Names of the columns; one empty name if the table has none.
        value: The values; 0 where the table has no record.
        is_there: Where the table has a record.
        population: Of each region, if it was asked for and given.
        other: The second amounts, if they were asked for and given.
        whole: What each region is compared with, if not the sum of all: a row for all, or one each.
        against: What that is: total, reference, other, or rest.
    """

    table: Table
    records: NDArray[np.intp]
    year: int | None
    regions: tuple[str, ...]
    industries: tuple[str, ...]
    value: Floats
    is_there: Flags
    population: Floats | None = None
    other: Floats | None = None
    whole: Floats | None = None
    against: str = "total"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How measures are to be taken.

    Attributes:
        reference: The region of the table that is the whole; empty for the sum of all.
        is_rest: Whether each region is compared with the sum of the others.
        relatedness: How what is found together is brought to one scale.
        years: The years to take; all if empty.
    """

    reference: str = ""
    is_rest: bool = False
    relatedness: str = "probability"
    years: tuple[str, ...] = field(default=())


class SchemeClass(NamedTuple):
    """A class of a scheme.

    Attributes:
        code: What it is known by within the scheme.
        name: Its name.
        parent: The code of the class it is part of; empty at the top.
        group: Which division of the whole it belongs to, where a scheme divides the whole in
            several ways; classes of different groups overlap.
        name_en: The name in English, if there is one.
    """

    code: str
    name: str
    parent: str = ""
    group: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A way to divide the economy, as one version of it says.

    Attributes:
        id: The name of its file.
        title: What it is called.
        title_en: The same in English.
        classes: Its classes by their codes.
        source: Where it is published.
        groups: What its divisions are called, in Chinese and in English, by their codes.
        note: What has to be known of it.
        note_en: The same in English.
        document: The document that publishes it, and the words of it.
    """

    id: str
    title: str
    title_en: str = ""
    classes: Mapping[str, SchemeClass]
    source: str = ""
    groups: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    note: str = ""
    note_en: str = ""
    document: tuple[str, str] = ("", "")

    def level(self, code: str) -> int:
        """Count how deep a class lies, from 1."""
        parent = self.classes[code].parent
        return 1 if not parent else 1 + self.level(parent)

    def line(self, code: str) -> tuple[str, ...]:
        """Give a class and those it is part of, the nearest first."""
        parent = self.classes[code].parent
        return (code, *(self.line(parent) if parent else ()))


class Link(NamedTuple):
    """What a class of one scheme is in another.

    Attributes:
        source: The class of the first scheme.
        target: The class of the second.
        share: How much of the first belongs to the second, 0 to 1; None where only a part is known
            to, and not how much.
    """

    source: str
    target: str
    share: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosswalk:
    """How the classes of one scheme are told in another.

    Attributes:
        id: The name of its file.
        title: What it is called.
        source: The scheme that is told.
        target: The scheme it is told in.
        links: The links, many to many.
    """

    id: str
    title: str
    source: str
    target: str
    links: tuple[Link, ...]
