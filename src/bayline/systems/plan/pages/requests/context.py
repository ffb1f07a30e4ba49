"""What the pages of requests show, and what their twins give."""

from dataclasses import dataclass, field
from datetime import date, datetime

from bayline.platform.listing import Option, Pager

_PAGE = {"twin": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A unit or an office."""

    code: str
    name: str
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableState:
    """Where the table of one unit stands."""

    request: str
    unit: Named
    answers: bool
    state: str
    look: str
    word: str
    due: date
    days_left: int
    is_late: bool
    version: int
    reason: str
    wished: date | None
    wish: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Units against the periods of one template."""

    template: str
    title: str
    asker: Named
    periods: tuple[Named, ...]
    rows: tuple["MatrixRow", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One unit; a cell is None where it was not asked for that period."""

    unit: Named
    cells: tuple[TableState | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateView:
    """A template as the list shows it."""

    name: str
    title: str
    about: str
    asker: Named
    every: str
    columns: int
    rows: int
    next_word: str  # the period that is to be asked next; empty where none is
    ask_address: str = field(metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestsPage:
    """What is asked of whom, by unit and period."""

    day: date
    owed: int
    late: int
    waiting: int
    units: tuple[Option, ...]
    unit: str
    matrices: tuple[Matrix, ...]
    templates: tuple[TemplateView, ...]
    to_ask: int
    pager: Pager
    here: str = field(metadata=_PAGE)
    ask_address: str = field(metadata=_PAGE)
    make_address: str = field(metadata=_PAGE)
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnView:
    """A column of a table."""

    name: str
    title: str
    kind: str
    unit: str
    hint: str
    is_required: bool
    is_answered: bool
    is_prefilled: bool
    is_number: bool
    cumulative: str
    attribute: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """One value that a cell may have."""

    code: str
    title: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table."""

    column: str
    title: str = field(metadata=_PAGE)
    text: str
    last: str = ""
    problem: str = ""
    address: str = ""  # of the claim it became
    is_input: bool = field(default=False, metadata=_PAGE)
    is_counter: bool = field(default=False, metadata=_PAGE)
    is_long: bool = field(default=False, metadata=_PAGE)
    is_number: bool = field(default=False, metadata=_PAGE)
    is_required: bool = field(default=False, metadata=_PAGE)
    unit: str = field(default="", metadata=_PAGE)
    hint: str = field(default="", metadata=_PAGE)
    name: str = field(default="", metadata=_PAGE)
    picks: tuple[Pick, ...] = field(default=(), metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """A row of a table."""

    code: str
    number: int
    answers: bool
    by: str  # the unit that answers it, where this one only sees it
    cells: tuple[Cell, ...]
    is_same: bool
    has_last: bool
    same_name: str = field(metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why something was not done: the input it is about, and the sentence."""

    field: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WarnedView:
    """A value that may be wrong."""

    key: str
    row: int
    sentence: str
    note: str
    address: str  # of the figure of the record it differs from
    name: str = field(metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One thing that was done."""

    number: int
    act: str
    word: str
    by: str
    at: datetime
    reason: str
    due: date | None
    version: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class May:
    """What the visitor may do with a table now."""

    fill: bool = False
    take_back: bool = False
    ask_time: bool = False
    accept: bool = False
    send_back: bool = False
    cancel: bool = False
    extend: bool = False
    refuse_time: bool = False
    is_own: bool = False  # the answer is the visitor's, who cannot accept it

    @property
    def decide(self) -> bool:
        """Whether there is anything for the asking office to do."""
        return any((self.accept, self.send_back, self.cancel, self.extend, self.refuse_time))


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPage:
    """The table of one unit: a form for those who answer, else what was answered."""

    request: str
    template: str
    title: str
    about: str
    period: str
    period_word: str
    asker: Named
    table: TableState
    columns: tuple[ColumnView, ...]
    rows: tuple[RowView, ...]
    shown_version: int  # 0 where it is a draft
    warned: tuple[WarnedView, ...]
    history: tuple[StepView, ...]
    last_word: str  # the period whose values stand beside
    is_free: bool
    pager: Pager
    may: May = field(metadata=_PAGE)
    step: int = field(metadata=_PAGE)
    draft: int = field(metadata=_PAGE)
    seen: str = field(default="", metadata=_PAGE)
    saved_by: str = ""
    saved_at: datetime | None = None
    problems: tuple[Problem, ...] = ()
    done: str = ""
    reason: str = field(default="", metadata=_PAGE)
    request_address: str = field(metadata=_PAGE)
    fill_address: str = field(metadata=_PAGE)
    decide_address: str = field(metadata=_PAGE)
    form_address: str = field(metadata=_PAGE)
    upload_address: str = field(metadata=_PAGE)
    correct_address: str = field(default="", metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPage:
    """One request: what is asked, of whom, where each table stands."""

    code: str
    template: str
    title: str
    about: str
    period: str
    period_word: str
    asker: Named
    by: str
    at: datetime
    due: date
    columns: tuple[ColumnView, ...]
    tables: tuple[TableState, ...]
    accepted: int
    asked: int
    late: int
    list_address: str = field(metadata=_PAGE)
    xlsx_address: str = field(metadata=_PAGE)
    csv_address: str = field(metadata=_PAGE)
    answers_address: str = field(metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class BadCellView:
    """A cell of a workbook that is refused."""

    cell: str
    sheet: str
    row: int
    column: str
    value: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaView:
    """A cell whose formula was read as the value it shows."""

    cell: str
    column: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """A cell that a workbook changes."""

    row: int
    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadPage:
    """The bench where a filled-in workbook is looked at before it is taken over."""

    request: str
    unit: Named
    title: str
    period_word: str
    file: str = ""
    rows: int = 0
    bad: tuple[BadCellView, ...] = ()
    bad_more: int = 0
    formulas: tuple[FormulaView, ...] = ()
    changes: tuple[ChangeView, ...] = ()
    change_count: int = 0
    is_read: bool = False
    problem: str = ""
    document: str = field(default="", metadata=_PAGE)
    basis: str = field(default="", metadata=_PAGE)
    answer_address: str = field(metadata=_PAGE)
    form_address: str = field(metadata=_PAGE)
    here: str = field(metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPage:
    """The form that asks a table of units."""

    templates: tuple[Option, ...]
    template: str
    period: str
    due: str
    units: str
    suggested: str
    problem: str = ""
    here: str = field(metadata=_PAGE)
    list_address: str = field(metadata=_PAGE)
    make_address: str = field(metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MakePage:
    """The form that makes a template: as columns to fill in, or as TOML."""

    name: str
    title: str
    asker: str
    units: str
    every: tuple[Option, ...]
    days: str
    columns: tuple["MakeColumn", ...]
    rows: str
    text: str
    problem: str = ""
    here: str = field(metadata=_PAGE)
    list_address: str = field(metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeColumn:
    """The inputs of one column."""

    at: int
    title: str
    kinds: tuple[Option, ...]
    unit: str
    is_required: bool
    is_given: bool
    hint: str
