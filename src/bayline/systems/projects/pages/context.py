"""What the page of a project shows, as HTML and as JSON."""

from dataclasses import dataclass, field

from bayline.platform.charts.terms import Chart
from bayline.platform.joining import PartView
from bayline.systems.projects.pages.answers import Checked
from bayline.systems.projects.pages.grounds import Linked, Number, Quoted

_PAGE = {"twin": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class StageReached:
    """A stage that was reached: when, and what shows it."""

    stage: str
    word: str
    date: str
    quoted: Quoted
    is_last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A stage that was planned beside what was reached.

    Attributes:
        stage: The stage.
        word: Its name.
        first: When it was first to be reached.
        latest: The same by the last plan; empty where that never moved.
        actual: When it was reached; empty where it was not.
        state: What comparing comes to.
        look: How that looks.
        state_word: The same in a word.
        slippage: How far it lies from the first plan, in words.
        quoted: The words of the first plan.
    """

    stage: str
    word: str
    first: str
    latest: str
    actual: str
    state: str
    look: str
    state_word: str
    slippage: str
    quoted: Quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """How much of a project was done by a day, in percent of its total."""

    day: str
    percent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """When a project would be completed if it went on as it did.

    Attributes:
        likely: The day; empty where it cannot be reckoned.
        earliest: By the faster quartile of its paces.
        latest: By the slower one; empty where it then never ends.
        method: How it was reckoned.
        refusal: Why it was not; empty where it was.
        seen: The history that it rests on.
    """

    likely: str = ""
    earliest: str = ""
    latest: str = ""
    method: str = ""
    refusal: str = ""
    seen: tuple[Seen, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountStated:
    """An amount of a project."""

    kind: str
    word: str
    period: str
    number: Number
    document: Linked
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectPromised:
    """What a project is to bring, as a promise.

    Attributes:
        kind: What.
        word: Its name.
        number: How much.
        after: From which stage on, in words.
        due: The last day on which it is kept in time; empty where none is said.
        state: Open, late, kept.
        look: How that looks.
        state_word: The same in a word.
        quoted: The words that announce it.
    """

    kind: str
    word: str
    number: Number
    after: str
    due: str
    state: str
    look: str
    state_word: str
    quoted: Quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchJoined:
    """A batch that a project is named in."""

    batch: Linked
    date: str
    stage_word: str
    count: Number | None
    investment: Number | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryJoined:
    """A library that a project stands in."""

    library: Linked
    period: str
    count: Number | None
    investment: Number | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleWon:
    """A designation that a project has won."""

    title: Linked
    level: str
    batch: str
    date: str
    document: Linked


@dataclass(frozen=True, slots=True, kw_only=True)
class RowListed:
    """A row of a published list that is this project."""

    name: Linked
    list: str
    year: str
    number: str
    section: str
    status: str
    document: Linked


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """Where a project stands with the statistics; for staff.

    Attributes:
        scope: Form 206-1, 206-2, out or unsure; empty where it cannot be told.
        sentence: Whether it belongs there and on which form.
        applied: The day it was applied for.
        entered: The day it was entered.
        number: Its code there.
        gaps: What it lacks.
        address: Its entry in the register of entries; empty where there is none.
    """

    scope: str
    sentence: str
    applied: str
    entered: str
    number: str
    gaps: tuple[str, ...]
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelTaken:
    """A parcel of land that reached a step of renewal."""

    step: str
    word: str
    date: str
    area: Number | None
    firms_out: Number | None
    firms_in: Number | None
    document: Linked


@dataclass(frozen=True, slots=True, kw_only=True)
class LandSum:
    """What the parcels of one step come to."""

    step: str
    word: str
    mu: str  # exactly; empty where an area cannot be read
    parcels: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectPage:
    """One project: where it stands, what shows it, what was promised."""

    code: str
    name: str
    also: tuple[str, ...]
    form: str
    category: str
    place: Linked | None
    lead: Linked | None
    firm: Linked | None
    joint: str
    about: str
    document: Linked | None
    stage: str
    stage_word: str
    total: AmountStated | None
    steps: tuple[StageReached, ...]
    plans: tuple[Planned, ...]
    forecast: Foreseen | None  # None where nothing is being built
    amounts: tuple[AmountStated, ...]
    charts: tuple[Chart, ...]
    effects: tuple[EffectPromised, ...]
    findings: tuple[Checked, ...]
    batches: tuple[BatchJoined, ...]
    libraries: tuple[LibraryJoined, ...]
    titles: tuple[TitleWon, ...]
    lists: tuple[RowListed, ...]
    registration: Registration | None
    parcels: tuple[ParcelTaken, ...]
    land: tuple[LandSum, ...]
    parts: tuple[PartView, ...]
    renewal_address: str  # empty where no land of it is renewed
    related: tuple[Linked, ...]
    sources: tuple[Linked, ...]
    as_of: str
    list_address: str = field(metadata=_PAGE)
    history_address: str = field(metadata=_PAGE)
    step_address: str = field(metadata=_PAGE)
    amount_address: str = field(metadata=_PAGE)
    effect_address: str = field(metadata=_PAGE)
