"""The nouns of ecology: standards with their day, items with their limits, readings, classes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum
from typing import Any, NamedTuple

from bayline.kernel.errors import BaylineError, Words

Record = dict[str, Any]  # one object of a result, as it is printed

_NUMERALS = ("I", "II", "III", "IV", "V", "worse than V")
_ROMAN = ("Ⅰ类", "Ⅱ类", "Ⅲ类", "Ⅳ类", "Ⅴ类", "劣Ⅴ类")


class WaterClass(IntEnum):
    """Classes of surface water, from the best to what is worse than all of them."""

    I = 1  # noqa: E741 - what the standard calls it
    II = 2
    III = 3
    IV = 4
    V = 5
    WORSE = 6

    @property
    def numeral(self) -> str:
        """Say it as results do: I to V, or worse than V."""
        return _NUMERALS[self - 1]

    @property
    def title(self) -> str:
        """Say it in Chinese, as documents print it."""
        return _ROMAN[self - 1]


class WaterBody(StrEnum):
    """Kinds of water that the standard tells apart."""

    RIVER = "river"
    LAKE = "lake"  # reservoirs too


class Kind(Enum):
    """How a value is held against limits."""

    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    WITHIN = "within"
    CHANGE = "change"  # of weekly means; a single sample has no class by it


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A document in force from a day on.

    Attributes:
        id: How files and commands call it.
        family: What it rules; of a family one holds on a day.
        number: Its number, as it is cited.
        title: Its title.
        title_en: The same in English.
        since: The first day it holds.
        until: The last day; None while it holds.
        source: Document, table and clause that the numbers are from.
        note: What the source leaves open, and how it is read.
    """

    id: str
    family: str
    number: str
    title: str
    title_en: str
    since: date
    until: date | None
    source: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Item:
    """A quality of water with its limits for the five classes; a limit itself is within.

    Attributes:
        key: Its column.
        number: Its number in the standard.
        name: What the standard calls it.
        name_en: The same in English.
        unit: The unit of its limits; empty for none.
        kind: How a value is held against them.
        limits: For each kind of water the limits of I to V; of `WITHIN` low and high.
    """

    key: str
    number: int
    name: str
    name_en: str
    unit: str
    kind: Kind
    limits: Mapping[WaterBody, tuple[Decimal, ...]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WaterStandard:
    """The limits of surface water: the document and its items by key."""

    pack: Pack
    items: Mapping[str, Item]


class Grade(NamedTuple):
    """How good the water of a section, a river or a basin is.

    Attributes:
        key: How results call it.
        name: What the rules call it.
        name_en: The same in English.
        color: The color it is drawn in, as the rules say it.
    """

    key: str
    name: str
    name_en: str
    color: str


class RatioRule(NamedTuple):
    """A row of the table from ratios to grades, in percent; None for no condition."""

    grade: str
    good_at_least: Decimal | None
    worst_below: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AssessmentRules:
    """How water is assessed.

    Attributes:
        pack: The document.
        not_assessed: Items of the standard that do not count.
        first_when_exceeded: Items named first among key pollutants.
        key_pollutants: How many of them are named.
        sections_for_ratios: From how many sections on a river is assessed by ratios.
        at_least: How many results a mean of a month, a quarter, a year needs.
        grades: The grade of each class.
        ratios: The table from ratios to grades, the first that fits.
        none_up_to: Change in points up to which there is none to speak of.
        some_up_to: Change in points up to which it is some, beyond which it is marked.
    """

    pack: Pack
    not_assessed: frozenset[str]
    first_when_exceeded: frozenset[str]
    key_pollutants: int
    sections_for_ratios: int
    at_least: Mapping[str, int]
    grades: Mapping[WaterClass, Grade]
    ratios: tuple[RatioRule, ...]
    none_up_to: Decimal
    some_up_to: Decimal


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StatisticsRules:
    """How readings become means: places by item, and what lies below detection counts as."""

    pack: Pack
    decimals: Mapping[str, int]
    below_detection_counts: Decimal


class Reading(NamedTuple):
    """A measured value, exactly as written.

    Attributes:
        low: The least it can be.
        high: The most it can be; None where only a least is known.
        text: The cell.
    """

    low: Decimal
    high: Decimal | None
    text: str

    @property
    def is_exact(self) -> bool:
        """Whether it is a value, not a bound such as `<0.01`."""
        return self.low == self.high

    @property
    def is_open(self) -> bool:
        """Whether it is a bound that it does not reach itself: `<2` is less than 2, `≤2` is not."""
        return not self.is_exact and "≤" not in self.text


class CannotReadError(ValueError):
    """A cell that is no reading: why, what to write instead, and both in Chinese."""

    def __init__(self, why: str, do: str, zh: tuple[str, str]) -> None:
        super().__init__(why)
        self.why, self.do, self.zh = why, do, zh

    def at(self, what: str, *, where: str, zh: str) -> BaylineError:
        """Give the refusal of a cell that is named in both languages."""
        return BaylineError(what, where=where, why=self.why, do=self.do, zh=Words(zh, *self.zh))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One sample of water.

    Attributes:
        line: Its row, as a spreadsheet counts.
        name: Its number.
        section: Where it was taken.
        time: When, as written.
        day: The day it was taken; None where that cannot be read.
        body: The kind of water; None where it is not said.
        readings: What was measured, by item.
        empty: Items that have a column and no value here.
        groups: The river, basin and lake it belongs to, where they are said.
    """

    line: int
    name: str
    section: str
    time: str
    day: date | None
    body: WaterBody | None
    readings: Mapping[str, Reading]
    empty: tuple[str, ...] = ()
    groups: Mapping[str, str] = field(default_factory=dict)


class Flag(NamedTuple):
    """What is odd about a sample: a word for programs, a sentence, and the same in Chinese."""

    word: str
    sentence: str
    zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pollutant:
    """An item worse than class III: its class, and by how much it exceeds the limit of III.

    Attributes:
        item: The item.
        water_class: Its class.
        multiple: (value - limit) / limit; None for those that have none, as pH.
    """

    item: Item
    water_class: WaterClass
    multiple: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Classified:
    """The class of some readings, and what it rests on.

    Attributes:
        water_class: The class; None where it cannot be decided.
        at_best: The best it can be; None where nothing was measured.
        at_worst: The worst it can be.
        deciding: The items that decide, the gravest first.
        multiple: By how much the first of them exceeds class III; None where it does not.
        used: The items it rests on.
        missing: The assessed items that were not measured.
        undecided: Items whose bounds lie in more than one class and leave the class open.
        pollutants: All items worse than class III, as they are ranked.
    """

    water_class: WaterClass | None
    at_best: WaterClass | None
    at_worst: WaterClass | None
    deciding: tuple[str, ...]
    multiple: Decimal | None
    used: tuple[str, ...]
    missing: tuple[str, ...]
    undecided: tuple[str, ...]
    pollutants: tuple[Pollutant, ...]

    @property
    def is_complete(self) -> bool:
        """Whether all items of the assessment were measured."""
        return not self.missing


class Weight(StrEnum):
    """What becomes of a table in which something is told of a cell."""

    FAULT = "fault"  # the table is refused until it is mended
    DOUBT = "doubt"  # it is refused until somebody says that it holds
    NOTE = "note"  # it is taken in


class Spot(NamedTuple):
    """Something about one cell of a table that is to be taken in.

    Attributes:
        weight: What becomes of the table.
        word: A word for programs.
        line: Its row, as a spreadsheet counts.
        head: The head of its column.
        place: The number of its column, from 0; -1 where it is of the whole row.
        value: What stands in it.
        why: Why it is told.
        do: What to do.
        zh: Both in Chinese.
    """

    weight: Weight
    word: str
    line: int
    head: str
    place: int
    value: str
    why: str
    do: str
    zh: tuple[str, str]

    def error(self, where: str) -> BaylineError:
        """Say it as a refusal that names row and column."""
        column = f", column {self.head}" if self.head else ""
        column_zh = f"“{self.head}”栏" if self.head else ""
        shown = f"{self.value[:40]}…" if len(self.value) > 40 else self.value  # noqa: PLR2004 - a line
        return BaylineError(
            f"row {self.line}{column}, value “{shown}”",
            where=where,
            why=self.why,
            do=self.do,
            zh=Words(f"第{self.line}行{column_zh}的值“{shown}”", *self.zh),
        )


class Station(NamedTuple):
    """A section of a river or a point of a lake, as it is registered.

    Attributes:
        code: What it is known by; two of one name are told apart by it.
        name: Its name.
        body: The kind of water.
        river: The river, lake or reservoir it lies on.
        basin: The basin that belongs to.
        level: Who has it measured, as the register calls it.
        target: The class that is wanted; None where none is registered.
        point: Longitude and latitude, as the register has them; empty where it has none.
        place: Code of the place it lies in; empty where the register has none.
    """

    code: str
    name: str
    body: WaterBody
    river: str
    basin: str
    level: str = ""
    target: WaterClass | None = None
    point: str = ""
    place: str = ""
