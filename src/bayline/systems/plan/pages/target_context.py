"""What the page of a target shows, as HTML and as JSON."""

from dataclasses import dataclass, field

from bayline.platform.charts.terms import Chart
from bayline.platform.grounds import Linked, Quoted
from bayline.systems.plan.pages.context import Row

_PAGE = {"twin": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A part of a rule: what it is called, and what the target says."""

    label: str
    value: str
    is_quoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """A line of the arithmetic."""

    label: str
    printed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The verdict for a period, with what it rests on.

    Attributes:
        row: The line as the scoreboard has it.
        steps: The arithmetic.
        figures: The figures of the text that it rests on, as printed.
        entry_address: The entry with the progress.
    """

    row: Row
    steps: tuple[StepView, ...]
    figures: tuple[str, ...]
    entry_address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What may come next, by the series of the target's own results.

    Attributes:
        value: The value that comes next, as it would be printed.
        low: Lower end.
        high: Upper end.
        method: How it was made, in words.
        held: How many earlier values lay in the interval given for them.
        tried: How many could be forecast.
    """

    value: str
    low: str
    high: str
    method: str
    held: int
    tried: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a system measures of a target.

    Attributes:
        name: Of the indicator.
        title: In the language of the page.
        about: What is counted or divided.
        printed: The value; empty where it cannot be told.
        note: What it was made of, or why it cannot be told.
        period: What it was measured for, as EDTF.
        address: Where its parts are.
    """

    name: str
    title: str
    about: str
    printed: str
    note: str
    period: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetPage:
    """A target: how it reads, what was reported of it, what may be said, and why.

    Attributes:
        key: Of the target.
        task: The words.
        state: The latest verdict.
        look: How it looks.
        word: The same in words.
        plan: The plan.
        whole: What the target is for, as EDTF.
        whole_word: The same in words.
        place: The place.
        lead: The lead unit.
        units: The other units.
        rules: How the words read, one list of parts for each target in them.
        confirmed: The wording that was confirmed; empty while nobody has.
        note: What is told besides.
        told: The verdicts, the latest period first.
        measured: What systems measure of it; None where no indicator is named.
        chart: The results over time with the number of the target; None where too few are known.
        outlook: What may come next; None where too few are known.
        quoted: The words of the document.
        as_of: The day that is asked for; empty for now.
    """

    key: str
    task: str
    state: str
    look: str
    word: str
    plan: str
    whole: str
    whole_word: str
    place: Linked
    lead: str
    units: str
    rules: tuple[tuple[Fact, ...], ...]
    confirmed: str
    note: str
    told: tuple[Told, ...]
    measured: Measured | None
    chart: Chart | None
    outlook: Outlook | None
    quoted: Quoted
    as_of: str
    problem: str = ""
    version: int = field(default=0, metadata=_PAGE)
    wording: str = field(default="", metadata=_PAGE)
    list_address: str = field(default="", metadata=_PAGE)
    entry_address: str = field(default="", metadata=_PAGE)
    confirm_address: str = field(default="", metadata=_PAGE)
    report_address: str = field(default="", metadata=_PAGE)
