"""What the reader finds in a text; every span counts characters of the original, end exclusive.

Spans are named tuples, not dataclasses: a report holds thousands of them, and a tuple is made three
times faster than a frozen dataclass while being just as unchangeable.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from bayline.kernel.bounds import Bound
from bayline.kernel.statuses import Change, Status


class Span(NamedTuple):
    """A stretch of the original text, [start, end)."""

    start: int
    end: int


class Number(NamedTuple):
    """One number expression with its value, whatever it counts; ordinals and percents too."""

    start: int
    end: int
    value: Decimal | None  # the low end of a range; None if only 若干 is said
    high: Decimal | None  # the upper end of a range, else None
    bound: Bound
    resolution: Decimal  # size of one unit in the last digit stated: 1.2万 -> 1000


class QuantityKind(StrEnum):
    """What sort of unit a quantity carries."""

    MONEY = "money"
    RATIO = "ratio"
    POINTS = "points"
    MEASURE = "measure"
    DURATION = "duration"
    MULTIPLE = "multiple"
    COUNT = "count"
    RANK = "rank"


class Quantity(NamedTuple):
    """A number with its unit, in base units; hedges stand outside the span, 余 and 多 inside."""

    start: int
    end: int
    value: Decimal | None
    high: Decimal | None
    unit: str  # base unit (CNY, 1, pp, m2, kg, kWh, a, x ...) or the classifier as printed
    bound: Bound
    resolution: Decimal  # in base units
    kind: QuantityKind
    stated_value: Decimal | None  # the number before its unit: 3.5 of 3.5亿元
    stated_unit: str  # what stands behind it: 亿元
    outer_start: int  # span with its hedges: 超过…以上
    outer_end: int
    factor: Decimal = Decimal(1)  # base units in one stated unit: 1e8 for 亿元


class TimeBasis(StrEnum):
    """What fixed a time: its own words, the document's date, or the text before it."""

    STATED = "stated"
    PUBLISHED = "published"
    DISCOURSE = "discourse"
    NONE = "none"  # could not be resolved: no date known


class TimeKind(StrEnum):
    """A calendar period, a length of time, or a repetition."""

    PERIOD = "period"  # a day, month, quarter, year, span of years; also open ended
    DURATION = "duration"  # 半年, 三到五年, as a length only
    SET = "set"  # 每年, 每月
    CLOCK = "clock"  # 上午9时 with no day known


class Interval(NamedTuple):
    """Days from first to last, both inclusive; None is open."""

    first: date | None
    last: date | None


class Time(NamedTuple):
    """One time expression, resolved as far as words, publication date and discourse allow."""

    start: int
    end: int
    kind: TimeKind
    interval: Interval | None
    precision: str  # day, month, quarter, half, year, years, decade, plan (五年规划) ...
    relation: str  # in, since (以来), until (截至), by (到…年, …前), after
    basis: TimeBasis
    duration: str = ""  # ISO 8601 where a length is stated: P6M, P3Y/P5Y for ranges
    clock: str = ""  # THH:MM where hours are stated


class NameKind(StrEnum):
    """What a name names."""

    PLACE = "place"
    VILLAGE = "village"
    ORGANISATION = "organisation"
    PROJECT = "project"
    ROAD = "road"
    ZONE = "zone"  # 园区, 开发区, 工业区
    MEETING = "meeting"
    DOCUMENT = "document"


class Name(NamedTuple):
    """A named thing, with its code where a gazetteer or register knows it."""

    start: int
    end: int
    kind: NameKind
    code: str = ""  # division or register code
    name: str = ""  # full current name where it is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One quantity and what the text says of it."""

    quantity: Quantity
    sentence: Span
    attribute: str | None  # words of the text that say what is measured
    attribute_span: Span | None  # where they stand (None when pieced together)
    subject: str | None  # what or whom the fact is about
    subject_span: Span | None
    status: Status
    change: Change | None
    time: Interval | None  # what words up to here fix
    time_assumed: Interval | None  # what only the document's date suggests
    place: Name | None
    basis: tuple[str, ...] = ()  # 口径 in words of the text: 可比价, 不含…, 现价, 累计, 规模以上
    why: tuple[str, ...] = ()  # codes of the readings that led here, for the panel


class EventKind(StrEnum):
    """What happened or shall happen."""

    SIGNED = "signed"
    STARTED = "started"
    COMPLETED = "completed"
    OPENED = "opened"
    OPERATING = "operating"
    AT_CAPACITY = "at_capacity"
    DESIGNATED = "designated"
    AGREED = "agreed"
    ACCEPTED = "accepted"
    LAUNCHED = "launched"
    HELD = "held"


class Event(NamedTuple):
    """Something dated that happened or shall happen to somebody or something."""

    start: int
    end: int
    kind: EventKind
    who: tuple[Span, ...]
    what: Span | None
    interval: Interval | None
    status: Status
    sentence: Span


class Promise(NamedTuple):
    """A statement about the future with its due date, where one is said."""

    start: int
    end: int
    text: str
    due: date | None
    statements: tuple[int, ...]  # positions in Reading.statements
    sentence: Span


class Listing(NamedTuple):
    """A whole and its parts: villages of a batch, kinds of a library."""

    start: int
    end: int
    head: Span | None  # the words that announce it
    counted_by: int | None  # position of the counting statement in Reading.statements
    parts: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was found in one text, each kind in text order."""

    text: str
    published: date | None
    published_inferred: bool  # True when the text, not the caller, gave the date
    numbers: tuple[Number, ...]
    statements: tuple[Statement, ...]
    times: tuple[Time, ...]
    names: tuple[Name, ...]
    events: tuple[Event, ...]
    promises: tuple[Promise, ...]
    listings: tuple[Listing, ...]
    home: Span | None = None  # the place or thing that the title of the text opens with
