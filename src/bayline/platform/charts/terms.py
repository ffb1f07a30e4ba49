"""What a page gives to have a chart drawn, and what the template draws."""

from dataclasses import dataclass, field

from bayline.engines.charts.plots import Line
from bayline.engines.charts.terms import Reading
from bayline.engines.geography.drawing.labels import Label

_PAGE = {"twin": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A reading with what stands in the table beside the chart.

    Attributes:
        reading: What is drawn.
        address: The page of the figure.
        period: Its period in words.
        basis: Its basis in words.
        source: What it was taken from.
        source_address: The page of that.
        strand: The name of what it can be compared with, in words; empty for the plain one.
    """

    reading: Reading
    address: str
    period: str = ""
    basis: str = ""
    source: str = ""
    source_address: str = ""
    strand: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """How values are written beside the chart: divided by a factor, before a unit."""

    factor: float
    unit: str
    places: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BarView:
    """A reading in the picture, its numbers written for SVG."""

    x: str
    y: str
    width: str
    height: str
    dot: str
    look: str
    arrows: tuple[str, ...]
    title: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TickView:
    """A word of an axis with its place."""

    word: str
    x: str
    y: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotView:
    """A picture as the template draws it."""

    name: str
    width: int
    height: int
    left: str
    right: str
    base: str
    bars: tuple[BarView, ...]
    lines: tuple[Line, ...]
    values: tuple[TickView, ...]
    days: tuple[TickView, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A reading as the script draws it."""

    printed: str
    period: str
    address: str
    first: str
    after: str
    low: float | None
    high: float | None
    middle: float
    strand: int
    is_hedged: bool
    is_planned: bool
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart: its data, its pictures, its table.

    Attributes:
        name: What tells it from others of its page.
        title: What it shows, where, when, in which unit.
        axis: How values are written.
        strands: Names of what is joined by lines.
        marks: What is drawn.
        rows: The table.
        undated: How many statements have no place in it.
        pictures: What the server draws: wide and narrow.
    """

    name: str
    title: str
    axis: Axis
    strands: tuple[str, ...]
    marks: tuple[Mark, ...]
    rows: tuple[Statement, ...] = field(metadata=_PAGE)
    undated: int
    pictures: tuple[PlotView, ...] = field(metadata=_PAGE)

    @property
    def script_id(self) -> str:
        """Where the script finds its data."""
        return f"chart-{self.name}"

    @property
    def script(self) -> dict[str, object]:
        """What the script reads."""
        from bayline.platform.pages import plain

        found: dict[str, object] = plain(self)
        return found
