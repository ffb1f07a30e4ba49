"""What the scoreboard shows, as HTML and as JSON."""

from dataclasses import dataclass, field

from bayline.platform.grounds import Linked
from bayline.platform.listing import Option, Pager

_PAGE = {"twin": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A word that leads somewhere."""

    word: str
    address: str
    count: int = 0
    is_here: bool = False
    look: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A column that can be filtered by."""

    name: str
    title: str
    is_quoted: bool = field(metadata=_PAGE)  # its values are Chinese
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the scoreboard, in the columns of the published tables.

    Attributes:
        target: Key of the target.
        number: The order in its plan.
        task: The words of the target.
        address: Its page.
        progress: The words of the progress; empty where none is reported.
        period: Of the progress, as EDTF.
        period_word: The same in words.
        plan: The plan.
        lead: The lead unit, which is printed with a ★.
        units: The other units.
        state: The verdict.
        look: How it looks.
        word: The verdict in words.
        reason: Why, in the language of the page.
        traps: What has to be minded, in words.
        share: How much is reached, in percent; empty where unknown.
        elapsed: How much of the time is gone, in percent.
        distance: How far from the number of the target; empty where unknown.
        kind: binding, expected or empty.
        kind_word: The same in words.
        is_proposed: Whether nobody has confirmed yet how the target reads.
        evidence: The document of the progress.
        measured: What a system measures of it, with the page of what that is made of.
        trend: Whether it came closer to its number since the period before, in words.
        past: The verdicts of the periods before, the oldest first.
        heading: The plan, on the first line of each plan; empty on the others.
    """

    target: str
    number: int
    task: str
    address: str
    progress: str
    period: str
    period_word: str
    plan: str
    lead: str
    units: str
    state: str
    look: str
    word: str
    reason: str
    traps: tuple[str, ...]
    share: str
    elapsed: str
    distance: str
    kind: str
    kind_word: str
    is_proposed: bool
    evidence: Linked
    measured: Linked
    trend: str
    past: tuple[Link, ...] = ()
    heading: str = field(default="", metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreboardPage:
    """Targets with what was reported of them and the verdicts.

    Attributes:
        total: How many lines there are.
        states: How many of each verdict.
        filters: What can be filtered by.
        views: All targets, those of a year, those of several years.
        rows: The lines of the page.
        pager: Which page it is.
        as_of: The day that is asked for; empty for now.
        is_filtered: Whether fewer than all are shown.
    """

    total: int
    states: tuple[Link, ...]
    filters: tuple[Filter, ...]
    views: tuple[Link, ...]
    rows: tuple[Row, ...]
    pager: Pager
    as_of: str
    is_filtered: bool
    typed_year: str = field(metadata=_PAGE)
    typed_span: str = field(metadata=_PAGE)
    typed_state: str = field(metadata=_PAGE)
    all_address: str = field(metadata=_PAGE)
    new_address: str = field(metadata=_PAGE)
    new_result_address: str = field(metadata=_PAGE)
    import_address: str = field(metadata=_PAGE)
