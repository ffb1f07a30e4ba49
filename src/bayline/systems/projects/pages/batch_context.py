"""What the pages of batches show, as HTML and as JSON."""

from dataclasses import dataclass, field

from bayline.platform.listing import Pager
from bayline.systems.projects.pages.answers import Checked
from bayline.systems.projects.pages.grounds import Linked, Number
from bayline.systems.projects.pages.rate_context import PublishedRow

_PAGE = {"twin": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRow:
    """A batch of the list: what is stated of it, and how much of it is named."""

    batch: Linked
    stage: str
    stage_word: str
    date: str
    count: Number | None
    investment: Number | None
    kind_word: str
    named: int
    document: Linked


@dataclass(frozen=True, slots=True, kw_only=True)
class SumOfYear:
    """What the batches of a year come to, of one stage or of all.

    Attributes:
        year: The year.
        stages: The stages that are added.
        label: What the sum must be called.
        is_mixed: Whether it adds several stages, and so is no figure of investment.
        counts: What is added: numbers of projects.
        amounts: What is added: money.
        count: Projects together; empty where a batch states none.
        amount: Money together; empty where a batch states none.
        refusal: Why they are not added; empty where they are.
    """

    year: int
    stages: tuple[str, ...]
    label: str
    is_mixed: bool
    counts: tuple[Number, ...]
    amounts: tuple[Number, ...]
    count: str
    amount: str
    refusal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchesPage:
    """All batches by date, the last first, and what they come to in a year."""

    total: int
    pager: Pager
    rows: tuple[BatchRow, ...]
    sums: tuple[SumOfYear, ...]
    years: tuple[Linked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberNamed:
    """What is named of a batch: a project, or a group that is only counted."""

    label: Linked
    project: Linked | None
    count: Number | None
    amount: Number | None
    kind_word: str
    document: Linked
    also_in: tuple[Linked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The arithmetic of a batch: stated, named, not named.

    Attributes:
        named_count: How many projects are named or counted as a group.
        named_amount: What is stated for these; empty where nothing is.
        left_count: How many are not named; empty where the batch states no count.
        left_amount: For how much; empty where that cannot be told.
        sentence: All of it in words.
        refusal: Why it does not add up; empty where it does.
    """

    named_count: str
    named_amount: str
    left_count: str
    left_amount: str
    sentence: str
    refusal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchPage:
    """One batch with its arithmetic."""

    code: str
    name: str
    stage: str
    stage_word: str
    date: str
    place: Linked | None
    document: Linked
    count: Number | None
    investment: Number | None
    kind_word: str
    members: tuple[MemberNamed, ...]
    account: Account
    repeated: int  # how many of its members stand in other batches too
    sum: SumOfYear | None
    rates: tuple[PublishedRow, ...]
    as_of: str
    entry_address: str = field(metadata=_PAGE)
    list_address: str = field(metadata=_PAGE)
    member_address: str = field(metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalHeld:
    """A published total with the batches that it takes in.

    Attributes:
        name: The total, with its entry.
        period: The time that it covers.
        count: Projects, as stated.
        investment: Money, as stated.
        batches: What it takes in.
        checks: What holding it against them came to.
        document: What states it.
    """

    name: Linked
    period: str
    count: Number | None
    investment: Number | None
    batches: tuple[Linked, ...]
    checks: tuple[Checked, ...]
    document: Linked


@dataclass(frozen=True, slots=True, kw_only=True)
class StageHeld:
    """One stage of a list as two publications count it."""

    list: str
    stage_word: str
    first: Number | None
    first_document: Linked
    second: Number | None
    second_document: Linked
    check: Checked


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPage:
    """The batches of a year: added, and held against what is published of the year."""

    year: int
    years: tuple[Linked, ...]
    rows: tuple[BatchRow, ...]
    sums: tuple[SumOfYear, ...]
    totals: tuple[TotalHeld, ...]
    rates: tuple[PublishedRow, ...]
    stages: tuple[StageHeld, ...]
    as_of: str
    list_address: str = field(metadata=_PAGE)
    new_address: str = field(metadata=_PAGE)
