"""Nouns of requests: templates, answers, what was done with them, and where they stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bayline.kernel.periods import Period, Precision
from bayline.platform.registers.terms import Field

Row = Mapping[str, str]  # texts by the name of the column; empty ones are left out


class Shows(StrEnum):
    """What a column shows of its row by itself.

    Attributes:
        NOTHING: Nothing; its cells are given or answered.
        NUMBER: The number of the row, 序号.
        UNITS: The units that answer for the row, 责任单位, ★ before the lead.
    """

    NOTHING = ""
    NUMBER = "number"
    UNITS = "units"


class Cumulative(StrEnum):
    """How a column adds up over periods.

    Attributes:
        NO: It does not; each period has its own value.
        YEAR: From 1 January on; it begins again every year.
        ALWAYS: From its beginning on.
    """

    NO = ""
    YEAR = "year"
    ALWAYS = "always"


class Rows(StrEnum):
    """Whether the rows are given or those who answer add their own."""

    FIXED = "fixed"
    FREE = "free"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimOf:
    """What the cells of a column state once an answer is accepted.

    Attributes:
        attribute: What is stated; a row may name its own.
        subject: Of whom or what; a row may name its own.
        subject_from: The column with the subject, where rows differ.
        place: Code of the place; a row may name its own.
        place_from: The column with the code of the place.
        price: `current` or `constant`; empty where it is no matter of prices.
        coverage: What is counted or left out, as it is said.
        threshold: From what size on things count.
        scope: The place it covers, in words.
        since: `period` where a value holds for the period asked for, `year` where it holds from
            1 January to its end.
        is_growth: Whether it is a growth rate.
    """

    attribute: str = ""
    subject: str = ""
    subject_from: str = ""
    place: str = ""
    place_from: str = ""
    price: str = ""
    coverage: tuple[str, ...] = ()
    threshold: str = ""
    scope: str = ""
    since: str = "period"
    is_growth: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the table.

    Attributes:
        field: Its name, titles, type, unit and hint.
        is_given: Whether the asking office fills it.
        shows: What it shows of its row by itself.
        is_prefilled: Whether last period's value stands in it at first.
        cumulative: How it adds up over periods.
        claim: What its cells state; None where they state nothing.
    """

    field: Field
    is_given: bool = False
    shows: Shows = Shows.NOTHING
    is_prefilled: bool = True
    cumulative: Cumulative = Cumulative.NO
    claim: ClaimOf | None = None

    @property
    def name(self) -> str:
        """How files and forms call it."""
        return self.field.name

    @property
    def is_answered(self) -> bool:
        """Whether those who are asked fill it."""
        return not self.is_given and self.shows is Shows.NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenRow:
    """A row that is given.

    Attributes:
        code: What identifies it; it stays from period to period.
        values: The given cells.
        lead: Code of the unit that answers it (★); empty where each unit does.
        joint: Codes of the units that see it.
        attribute: What its figures state; empty where the column says so.
        subject: Of whom; likewise.
        place: Code of the place; likewise.
    """

    code: str
    values: Row = field(default_factory=dict)
    lead: str = ""
    joint: tuple[str, ...] = ()
    attribute: str = ""
    subject: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """What must add up.

    Attributes:
        whole: The row with the total, or the column where `is_across`.
        parts: The rows, or the columns, that it is the sum of.
        column: The column in which rows add up; empty for all numeric ones, or across.
        is_across: Whether columns of one row add up, in every row.
    """

    whole: str
    parts: tuple[str, ...]
    column: str = ""
    is_across: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRule:
    """When an answer is due: so many days after the period.

    Attributes:
        days: Calendar days after the last day of the period; None where working days count.
        working_days: Working days after it.
        holidays: Days of the working week that are none, as the State Council announces them.
        workdays: Saturdays and Sundays that are worked instead.
    """

    days: int | None = None
    working_days: int | None = None
    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """What is asked, of whom, how often.

    Attributes:
        name: How files and addresses call it.
        title: The Chinese title.
        title_en: The English title.
        about: What is to be known before answering.
        about_en: The same in English.
        asker: Code of the office that asks and decides.
        units: Codes of the units that are asked, besides those of the rows.
        every: How often it is asked again; None where it is asked when somebody does.
        due: When answers are due.
        rows: Whether rows are fixed.
        columns: The columns in their order.
        given: The given rows.
        totals: What must add up.
    """

    name: str
    title: str
    title_en: str
    asker: str
    columns: tuple[Column, ...]
    about: str = ""
    about_en: str = ""
    units: tuple[str, ...] = ()
    every: Precision | None = None
    due: DueRule = field(default_factory=lambda: DueRule(days=10))
    rows: Rows = Rows.FREE
    given: tuple[GivenRow, ...] = ()
    totals: tuple[Total, ...] = ()

    def called(self, *, english: bool) -> str:
        """Give the title in a language."""
        return self.title_en if english else self.title

    def column(self, name: str) -> Column | None:
        """Find a column by its name."""
        return next((each for each in self.columns if each.name == name), None)

    @property
    def answered(self) -> tuple[Column, ...]:
        """The columns that those who are asked fill."""
        return tuple(each for each in self.columns if each.is_answered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What stands in the table of one unit, as typed or as kept.

    Attributes:
        rows: The answered cells, by the code of the row.
        same: Rows of which it was said that what is as last period is so again.
        notes: What is explained of warnings, by their key.
    """

    rows: Mapping[str, Row] = field(default_factory=dict)
    same: frozenset[str] = frozenset()
    notes: Mapping[str, str] = field(default_factory=dict)


class State(StrEnum):
    """Where the table of one unit stands."""

    OPEN = "open"
    SENT = "sent"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    CANCELLED = "cancelled"


class Act(StrEnum):
    """What is done with the table of one unit."""

    SENT = "sent"
    TAKEN_BACK = "taken_back"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    CANCELLED = "cancelled"
    EXTENSION_ASKED = "extension_asked"
    EXTENDED = "extended"
    EXTENSION_REFUSED = "extension_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that was done.

    Attributes:
        number: 1 for the first of this table.
        act: What.
        by: Name of who did it.
        account: Their account; what tells people apart who share a name.
        at: When.
        reason: Why, in their words.
        due: The new day it is due, or the day asked for.
        version: Which version of the answer it is about, from 1.
    """

    number: int
    act: Act
    by: str
    account: str
    at: datetime
    reason: str = ""
    due: date | None = None
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where the table of one unit stands.

    Attributes:
        state: Its state.
        due: The day by which it is due.
        step: Number of the last step; 0 where nothing was done.
        version: The last version that was sent; 0 for none.
        accepted: The last version that was accepted; 0 for none.
        before: The state that a sent answer was sent from.
        sent_by: Who sent the last version: account, or name for want of one.
        sent_on: When.
        reason: Why it was returned or cancelled.
        wished: The day that an extension was asked to, while nobody has decided on it.
        wish: Why it was asked for.
    """

    state: State
    due: date
    step: int = 0
    version: int = 0
    accepted: int = 0
    before: State = State.OPEN
    sent_by: str = ""
    sent_on: datetime | None = None
    reason: str = ""
    wished: date | None = None
    wish: str = ""

    def is_owed(self) -> bool:
        """Tell whether the unit has to answer."""
        return self.state in {State.OPEN, State.RETURNED}

    def is_late(self, today: date) -> bool:
        """Tell whether it is owed and its day has passed."""
        return self.is_owed() and today > self.due


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A table that was asked of units for a period.

    Attributes:
        code: What identifies it; it stands in addresses.
        template: What is asked, as it was then.
        period: For which period.
        due: By when, unless a unit was given longer.
        by: Who asked.
        at: When.
    """

    code: str
    template: Template
    period: Period
    due: date
    by: str
    at: datetime


class Trouble(StrEnum):
    """What may be wrong with a value."""

    TOTAL = "total"
    CUMULATIVE = "cumulative"
    SLIP = "slip"
    RECORD = "record"
    WORDS = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """A value that may be wrong; who sends it may explain it.

    Attributes:
        trouble: What.
        row: Code of the row.
        column: Name of the column.
        zh: The sentence.
        en: The same in English.
        claim: Identifier of the claim of the record it is compared with; empty if none.
        note: What was explained.
    """

    trouble: Trouble
    row: str
    column: str
    zh: str
    en: str
    claim: str = ""
    note: str = ""

    @property
    def key(self) -> str:
        """What names it in forms."""
        return f"{self.trouble.value}.{self.row}.{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The table of one unit."""

    unit: str
    answers: bool  # else it only sees rows of others
    standing: Standing
