"""What the pages of agreements, meetings and the network show, as HTML and as JSON."""

from dataclasses import dataclass, field
from datetime import date

from bayline.platform.grounds import Linked, Number, Quoted
from bayline.platform.listing import Option, Pager
from bayline.systems.cooperation.pages.task_context import State, Tab, TaskLine
from bayline.systems.cooperation.rules.picturing import Picture

_PAGE = {"twin": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelCount:
    """How many agreements of a level are on record."""

    level: str
    word: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A published number of agreements beside those on record.

    Attributes:
        stated: As published.
        recorded: How many are on record.
        levels: These by level.
        left: How many are unknown, in words.
        is_over: Whether more are on record than were published.
        quoted: The words that publish the number.
    """

    name: str
    stated: Number | None
    recorded: int
    levels: tuple[LevelCount, ...]
    left: str
    is_over: bool
    quoted: Quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRow:
    """An agreement of the list."""

    code: str
    name: str
    address: str
    kind: str
    kind_word: str
    level: str
    level_word: str
    parties: tuple[str, ...]
    date: str
    promises: int
    tasks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementsPage:
    """The list of agreements."""

    total: int
    accounts: tuple[Account, ...]
    rows: tuple[AgreementRow, ...]
    is_told: bool
    csv_address: str = field(metadata=_PAGE)
    xlsx_address: str = field(metadata=_PAGE)
    network_address: str = field(metadata=_PAGE)
    new_address: str = field(metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseView:
    """A confirmed promise of an agreement."""

    name: str
    owner: str
    is_own: bool
    due: str
    state: State
    quoted: Quoted
    task: Linked | None
    agreement: Linked
    entry_address: str = field(metadata=_PAGE)
    task_address: str = field(metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedView:
    """A promise that was read, not confirmed yet."""

    start: int
    text: str
    owners: tuple[Option, ...]
    due: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow:
    """A meeting of a list."""

    code: str
    name: str
    address: str
    date: date
    is_coming: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementPage:
    """One agreement."""

    code: str
    name: str
    kind_word: str
    level_word: str
    parties: tuple[Linked, ...]
    fields: tuple[str, ...]
    tracks: tuple[str, ...]
    date: str
    term: str
    note: str
    quoted: Quoted
    account: Account | None
    promises: tuple[PromiseView, ...]
    proposed: tuple[ProposedView, ...]
    tasks: tuple[TaskLine, ...]
    meetings: tuple[MeetingRow, ...]
    services: tuple[Linked, ...]
    is_told: bool
    problem: str
    here: str = field(metadata=_PAGE)
    list_address: str = field(metadata=_PAGE)
    entry_address: str = field(metadata=_PAGE)
    promise_address: str = field(metadata=_PAGE)
    task_address: str = field(metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionView:
    """What a meeting decided: its passage of the minutes, and the tasks made of it."""

    code: str
    name: str
    due: str
    quoted: Quoted
    tasks: tuple[TaskLine, ...]
    task_address: str = field(metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPage:
    """One meeting."""

    code: str
    name: str
    date: date
    is_coming: bool
    place: Linked | None
    parties: tuple[str, ...]
    agenda: tuple[str, ...]
    agreement: Linked | None
    minutes: Linked | None
    note: str
    decisions: tuple[DecisionView, ...]
    is_past: bool
    list_address: str = field(metadata=_PAGE)
    decision_address: str = field(metadata=_PAGE)
    entry_address: str = field(metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRow:
    """One thing of the calendar: a meeting, a task or a promise."""

    date: date
    kind: str
    kind_word: str
    name: str
    address: str
    owner: str
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarPage:
    """Meetings and days that things are due, month by month.

    Attributes:
        total: How many there are in all.
        overdue: How many open tasks are past their day.
        month: The month that is shown.
        count: How many it has.
        rows: Those of this page.
        pager: The pages beside.
        years: The years that have something.
        months: The months of this year that have something.
        undated: How many promises have no day.
    """

    total: int
    overdue: int
    month: str
    count: int
    rows: tuple[DayRow, ...]
    pager: Pager
    years: tuple[Tab, ...]
    months: tuple[Tab, ...]
    undated: int
    overdue_address: str = field(metadata=_PAGE)
    new_address: str = field(metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkPage:
    """The network of parties and agreements."""

    agreements: int
    parties: int
    rows: tuple[AgreementRow, ...]
    links: dict[str, str]
    picture: Picture = field(metadata=_PAGE)
    list_address: str = field(metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What one side owes: tasks that wait for it, and its promises."""

    side: str
    title: str
    tasks: tuple[TaskLine, ...]
    rest: int
    promises: tuple[PromiseView, ...]
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A register of cooperation with how many entries it has."""

    title: str
    count: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    """Cooperation as it stands."""

    is_told: bool
    columns: tuple[Column, ...]
    next_meeting: MeetingRow | None
    days_to_meeting: int
    accounts: tuple[Account, ...]
    lists: tuple[Listed, ...]
    registers: tuple[Listed, ...]
