"""What the pages of projects show, as pages and as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bayline.platform.listing import Column, Option, Pager
from bayline.systems.projects.pages.rate_context import RateRow

_PAGE = {"twin": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A word that leads somewhere."""

    word: str
    address: str
    is_here: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A column that can be filtered by."""

    name: str
    title: str
    is_quoted: bool = field(metadata=_PAGE)  # its values are Chinese
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SumView:
    """What amounts of one kind and currency add up to, and how many projects state one."""

    kind: str
    words: str
    low: str  # exact, in units of the currency; empty without limit
    high: str
    unit: str
    count: int
    disputed: int  # of these, those with several that cannot all be true; one of each is added
    total: int  # projects there are
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A project in the table or on a card."""

    code: str
    name: str
    address: str
    stage: str
    stage_word: str
    since: str
    since_word: str
    place: str
    place_name: str
    place_address: str
    lead: str
    lead_name: str
    lead_address: str
    kind: str
    kind_word: str
    amount: str
    amount_address: str
    is_disputed: bool  # other totals are stated, and they cannot all be true
    next_stage: str
    next_word: str
    due: str
    due_word: str
    is_overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StageColumn:
    """One stage of the board.

    Attributes:
        cards: The first projects of it.
        rest: How many there are beyond these.
        address: Where all of them are listed.
    """

    stage: str
    word: str
    count: int
    sums: tuple[SumView, ...]
    cards: tuple[Row, ...]
    rest: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A stage with when it was reached and when it was to be."""

    stage: str
    word: str
    actual: str
    planned: str
    is_overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GanttRow:
    """A project in the picture and in the table behind it; numbers are units of the picture."""

    code: str
    name: str
    address: str
    short: str = field(metadata=_PAGE)  # as much of the name as there is room for
    y: int = field(metadata=_PAGE)
    actual: str = field(metadata=_PAGE)  # paths; empty where nothing is to be drawn
    running: str = field(metadata=_PAGE)
    plan: str = field(metadata=_PAGE)
    marks: tuple[tuple[str, bool], ...] = field(metadata=_PAGE)
    milestones: tuple[Milestone, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A day of the axis."""

    word: str
    x: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gantt:
    """The picture of plans and what was reached, with its table."""

    width: int = field(metadata=_PAGE)
    height: int = field(metadata=_PAGE)
    left: int = field(metadata=_PAGE)
    today: str = field(metadata=_PAGE)
    ticks: tuple[Tick, ...] = field(metadata=_PAGE)
    is_drawn: bool
    heads: tuple[str, ...] = field(metadata=_PAGE)
    rows: tuple[GanttRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """Where projects are entered, imported and exported, and seen on the map."""

    all: str
    map: str
    new: str
    new_stage: str
    import_projects: str
    import_stages: str
    import_amounts: str
    export: str
    export_csv: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectsPage:
    """The projects: as a table, as a board by stage, or over time.

    Attributes:
        typed: What stands in the filters.
        total: How many meet them.
        overdue: How many of all are overdue.
        sums: What these state they cost, by kind and currency; kinds are never added up.
        table: Rows of the table; empty in the other views.
        board: Columns of the board.
        gantt: The picture over time; None in the other views.
        rates: Start and completion rates of the year so far, where something was planned for it.
        rates_of: The year.
    """

    view: str
    views: tuple[Link, ...]
    typed: Mapping[str, str]
    filters: tuple[Filter, ...]
    is_filtered: bool
    total: int
    overdue: int
    overdue_address: str
    stages: tuple[Link, ...]
    sums: tuple[SumView, ...]
    columns: tuple[Column, ...]
    table: tuple[Row, ...]
    board: tuple[StageColumn, ...]
    gantt: Gantt | None
    pager: Pager | None
    rates: tuple[RateRow, ...]
    rates_of: str
    ways: Ways = field(metadata=_PAGE)
    as_of: str
