"""What the pages of ecology show; the same as their twins."""

from dataclasses import dataclass, field
from datetime import datetime

from bayline.platform.charts.terms import Chart
from bayline.platform.maps.drawing import Mark
from bayline.platform.maps.showing import MapFigure

_PAGE = {"twin": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One choice of a page."""

    word: str
    address: str
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionLine:
    """A section over a period.

    Attributes:
        code: Its code.
        name: Its name.
        river: What it lies on.
        water_class: The numeral of its class; empty where it has none.
        word: The class in words.
        look: How style sheets call it.
        deciding: The item that decides.
        deciding_address: The section with its months of that item.
        pollutants: The key pollutants with their multiples.
        items: Of how many items the class is.
        is_complete: Whether all items of the assessment were measured.
        results: Of how many months it is.
        samples: Of how many samples.
        misses_target: Whether it is worse than its target.
        reason: Why it has no class.
        address: Its page over the same period.
    """

    code: str
    name: str
    river: str
    water_class: str
    word: str
    look: str
    deciding: str
    deciding_address: str
    pollutants: tuple[str, ...]
    items: int
    is_complete: bool
    results: int
    samples: int
    misses_target: bool
    reason: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share with what it is of."""

    unit: str
    word: str
    within: int
    decided: int
    undecided: int
    percent: str
    address: str  # of what such a ratio can be


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassGroup:
    """Sections of one class."""

    word: str
    look: str
    count: int
    mark: Mark | None = field(metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Another page of ecology."""

    word: str
    address: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPage:
    """Sections by class over a period."""

    period: str
    period_word: str
    kinds: tuple[Choice, ...]
    periods: tuple[Choice, ...]
    groups: tuple[ClassGroup, ...]
    rows: tuple[SectionLine, ...]
    undecided: tuple[SectionLine, ...]
    shares: tuple[Share, ...]
    without_readings: int
    standard: str
    places: tuple[Place, ...]
    ratio_address: str
    import_address: str
    figure: MapFigure | None
    is_unpublished: bool

    @property
    def total(self) -> int:
        """How many sections have readings."""
        return len(self.rows) + len(self.undecided)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthLine:
    """A section in a month: its class, and the mean of the chosen item."""

    month: str
    word: str
    look: str
    deciding: str
    samples: int
    mean: str
    below: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPage:
    """A section: its class over a period, its months, the chart of an item with its limits."""

    code: str
    name: str
    river: str
    basin: str
    body: str
    target: str
    period: str
    period_word: str
    periods: tuple[Choice, ...]
    stood: SectionLine | None
    grade: str
    change: str
    items: tuple[Choice, ...]
    item: str
    unit: str
    limits: tuple[str, ...]
    months: tuple[MonthLine, ...]
    standard: str
    board_address: str
    register_address: str
    chart: Chart | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CellLink:
    """A reading as it is written, with the page of its cell."""

    item: str
    text: str
    look: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleLine:
    """A sample with its class and its readings as written."""

    time: str
    word: str
    look: str
    deciding: str
    cells: tuple[CellLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplesPage:
    """The samples of a section in a month."""

    code: str
    name: str
    month: str
    heads: tuple[str, ...]
    rows: tuple[SampleLine, ...]
    section_address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CellPage:
    """One cell of a file, what was read out of it, and what stood there before it was mended."""

    code: str
    name: str
    item: str
    time: str
    text: str
    value: str
    unit: str
    word: str
    look: str
    limits: tuple[str, ...]
    file: str
    sha256: str
    row: int
    column: str
    head: str
    mended: bool
    was: str
    delivery: int
    recorded: datetime
    by: str
    standard: str
    samples_address: str
    section_address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of the calendar of air: its index, or why there is none."""

    day: int
    date: str
    index: str
    category: str
    look: str
    primary: str
    is_whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AirPage:
    """A station of air over a month: a calendar, its days by category."""

    station: str
    name: str
    month: str
    month_word: str
    stations: tuple[Choice, ...]
    months: tuple[Choice, ...]
    weeks: tuple[tuple[Day | None, ...], ...]
    counts: tuple[tuple[str, str, int], ...]
    days: int
    good: int
    percent: str
    verdict: str
    edition: str
    ratio_address: str
    import_address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpliedLine:
    """How many units there can be if so many are missed."""

    misses: int
    least: int
    most: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldLine:
    """What is held of a unit, and whether a ratio can be of it."""

    word: str
    units: int
    within: int
    percent: str
    possible: str
    is_possible: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedLine:
    """A share that a document publishes, and how it stands against the readings."""

    attribute: str
    subject: str
    quote: str
    address: str
    period_word: str
    counted_at: str  # address of the sections of the period; empty where none has a class
    unit: str
    counted: str
    state: str
    look: str
    word: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RatioPage:
    """What a published ratio can be a ratio of."""

    percent: str
    low: str
    high: str
    units: str
    possible: str
    problem: str
    implied: tuple[ImpliedLine, ...]
    held: tuple[HeldLine, ...]
    period: str
    period_word: str
    periods: tuple[Choice, ...]
    board_address: str
    published: tuple[PublishedLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotView:
    """Something about a cell, with an input to mend it where it can be mended."""

    row: int
    head: str
    value: str
    sentence: str
    name: str = field(metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What an import would do."""

    file: str
    samples: int
    skipped: int
    faults: tuple[SpotView, ...]
    doubts: tuple[SpotView, ...]
    notes: tuple[SpotView, ...]
    more: int
    unread: tuple[str, ...]
    can_store: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryLine:
    """A file that was taken in."""

    number: int
    name: str
    kind: str
    samples: int
    first: str
    last: str
    by: str
    recorded: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TakingPage:
    """The bench where readings are taken in."""

    kinds: tuple[tuple[str, str, bool], ...]
    deliveries: tuple[DeliveryLine, ...]
    board_address: str
    sections_address: str
    stored: str = ""
    problem: str = ""
    looked: Looked | None = None
    is_feed: bool = False
    is_correction: bool = False
    holds: bool = False
    kind: str = field(default="water", metadata=_PAGE)
    name: str = field(default="", metadata=_PAGE)
    document: str = field(default="", metadata=_PAGE)
    mended: str = field(default="", metadata=_PAGE)
