"""What the pages of tasks show, as HTML and as JSON."""

from dataclasses import dataclass, field
from datetime import date

from bayline.platform.grounds import Linked
from bayline.platform.listing import Option, Pager

_PAGE = {"twin": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state: its code, its look and its word."""

    code: str
    look: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ColorView:
    """A color that a rule computed: of a slip or of a lamp.

    Attributes:
        code: The color.
        word: What it is called.
        why: The rule and its place.
    """

    code: str
    word: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitView:
    """What a task waits for."""

    side: str
    side_name: str
    act: str
    word: str
    unit_name: str
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SideView:
    """One side of a task."""

    code: str
    name: str
    lead: str
    joint: tuple[str, ...]
    is_own: bool
    is_owing: bool
    has_accepted: bool
    has_closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """A task in a list."""

    task: str
    title: str
    address: str
    state: State
    sides: tuple[SideView, ...]
    due: date
    days_left: int
    is_urgent: bool
    color: ColorView | None
    waits: tuple[WaitView, ...]
    refused: int
    is_crossed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceView:
    """What shows that something was done."""

    title: str
    address: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """One act in the history of a task."""

    day: date
    act: str
    word: str
    side: str
    unit: str
    by: str
    words: str
    evidence: tuple[EvidenceView, ...]
    deadline: date | None
    about: str
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipView:
    """A slip and what it came to."""

    sent: date
    side: str
    color: ColorView
    deadline: date
    outcome: State
    grown: ColorView
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """A step of a task, what it is read from, and when it was reached."""

    word: str
    why: str
    on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthView:
    """The report of a month that a side owes."""

    side: str
    ends: date
    due: date
    filed: date | None
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class ActForm:
    """What the visitor may do now.

    Attributes:
        act: What.
        word: What its button says.
        stands: For whom: side and unit in one value.
        needs_words: Whether something has to be said.
        words_label: What is asked for.
        has_evidence: Whether evidence is asked for.
        has_deadline: Whether a day is asked for.
        has_successor: Whether another task is asked for.
        abouts: The sides it may be about, where there are several.
        is_main: Whether the task waits for it.
    """

    act: str
    word: str
    stands: tuple[Option, ...]
    needs_words: bool
    words_label: str
    has_evidence: bool
    has_deadline: bool
    has_successor: bool
    abouts: tuple[Option, ...]
    is_main: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a task stems from, and what took its place."""

    decision: Linked | None
    agreement: Linked | None
    track: str
    successor: Linked | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WayView:
    """How far a task is told to a partner.

    Attributes:
        name: What the partner is called.
        waiting: How many acts of ours it has not signed for.
        is_apart: Whether the task is kept here alone.
        refused: Why it did not take one of them.
    """

    name: str
    waiting: int
    is_apart: bool
    refused: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskPage:
    """One task."""

    line: TaskLine
    problem: str
    owing: tuple[str, ...]
    origin: Origin
    is_reminded: bool
    steps: tuple[StepView, ...]
    steps_rule: str
    slips: tuple[SlipView, ...]
    slips_rule: str
    months: tuple[MonthView, ...]
    months_rule: str
    history: tuple[EventView, ...]
    refused: tuple[EventView, ...]
    crossed: tuple[tuple[EventView, ...], ...]
    ways: tuple[WayView, ...]
    forms: tuple[ActForm, ...] = field(metadata=_PAGE)
    blocked: tuple[str, ...] = field(metadata=_PAGE)
    act_address: str = field(metadata=_PAGE)
    board_address: str = field(metadata=_PAGE)
    is_past: bool = field(metadata=_PAGE)
    typed: dict[str, str] = field(default_factory=dict, metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A choice of a list, with how many are there."""

    value: str
    word: str
    count: int
    address: str
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPage:
    """The board of tasks."""

    total: int
    overdue: int
    crossed: tuple[Linked, ...]
    sides: tuple[Tab, ...]
    colors: tuple[Tab, ...]
    stages: tuple[Tab, ...]
    rows: tuple[TaskLine, ...]
    pager: Pager
    rules: tuple[str, ...]
    csv_address: str = field(metadata=_PAGE)
    xlsx_address: str = field(metadata=_PAGE)
    new_address: str = field(metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTaskPage:
    """The form of a new task."""

    problem: str
    values: dict[str, str]
    organisations: tuple[Option, ...]
    tracks: tuple[Option, ...]
    decision: Linked | None
    is_again: bool
