"""What the pages of produce show."""

from dataclasses import dataclass, field

from bayline.platform.grounds import Linked, Number, Quoted
from bayline.platform.listing import Option, Pager
from bayline.platform.maps.showing import MapFigure
from bayline.systems.produce.pages.weeks import Picture

_PAGE = {"twin": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state by its look and its word."""

    name: str
    look: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is told of something with a name."""

    of: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """A number with the list it is counted from."""

    word: str
    value: str
    note: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeLine:
    """A practice, at one base or at all of them."""

    to: Linked
    requirement: str
    state: State
    detail: str
    evidence: str = ""
    since: str = ""
    until: str = ""
    proof_address: str = field(default="", metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandLine:
    """A brand with what is under it."""

    to: Linked
    level: str
    holder: Linked | None
    products: tuple[Linked, ...]
    area: Number | None
    quoted: Quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseLine:
    """A base in a list."""

    to: Linked
    grower: Linked
    brand: Linked
    town: Linked | None
    blocks: int
    mu: str
    hectares: str
    state: State
    missing: tuple[str, ...]
    lots: int
    kilograms: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockLine:
    """A block in a list."""

    to: Linked
    product: Linked
    mu: str
    hectares: str
    planned: tuple[Told, ...]
    lots: int
    kilograms: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LotLine:
    """A lot in a list."""

    to: Linked
    product: Linked | None
    base: Linked | None
    block: Linked | None
    day: str
    kilograms: str
    tests: State
    gate: State
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    """The first page of produce."""

    brand: str
    practices_word: str
    figures: tuple[KeyFigure, ...]
    brands: tuple[BrandLine, ...]
    practices: tuple[PracticeLine, ...]
    bases: tuple[BaseLine, ...]
    lots: tuple[LotLine, ...]
    season: tuple[Told, ...]
    is_demonstration: bool
    is_unpublished: bool
    day: str
    ways: tuple[Linked, ...] = field(default=(), metadata=_PAGE)
    registers: tuple[Linked, ...] = field(default=(), metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class BasesPage:
    """All bases, on the map and in a table."""

    figure: MapFigure | None
    bases: tuple[BaseLine, ...]
    mu: str
    hectares: str
    without_outline: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BasePage:
    """One base."""

    line: BaseLine
    gln: str
    day: str
    figure: MapFigure | None
    practices: tuple[PracticeLine, ...]
    blocks: tuple[BlockLine, ...]
    lots: tuple[LotLine, ...]
    note: str
    lots_address: str
    register_address: str = field(default="", metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CropLine:
    """A variety with its way of growing."""

    to: Linked
    start: str
    picked: str
    per_mu: str
    source: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockPage:
    """One block."""

    line: BlockLine
    base: Linked
    place: str
    planned: tuple[Told, ...]
    crops: tuple[CropLine, ...]
    figure: MapFigure | None
    lots: tuple[LotLine, ...]
    note: str
    register_address: str = field(default="", metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitLine:
    """What a product may hold of a pesticide, by the edition of the day."""

    pesticide: str
    limit: str
    of: str
    edition: str
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductPage:
    """One product."""

    to: Linked
    brand: Linked
    food: str
    certificate: State
    gtin: str
    box: str
    quoted: Quoted
    note: str
    figures: tuple[KeyFigure, ...]
    limits: tuple[LimitLine, ...]
    is_unverified: bool
    crops: tuple[CropLine, ...]
    blocks: tuple[BlockLine, ...]
    lots: tuple[LotLine, ...]
    lots_address: str
    register_address: str = field(default="", metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class LotsPage:
    """Lots, the newest first."""

    total: int
    kilograms: str
    lots: tuple[LotLine, ...]
    products: tuple[Option, ...]
    bases: tuple[Option, ...]
    years: tuple[Option, ...]
    tests: tuple[Option, ...]
    gates: tuple[Option, ...]
    pager: Pager
    csv_address: str = field(default="", metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class TestLine:
    """A result, or one that is not there yet."""

    lot: Linked
    product: Linked | None
    pesticide: str
    found: str
    day: str
    state: State
    sentence: str
    edition: str
    laboratory: str
    report: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionPage:
    """What is due, what was found, what nobody can decide."""

    total: int
    states: tuple[Option, ...]
    products: tuple[Option, ...]
    counts: tuple[KeyFigure, ...]
    rows: tuple[TestLine, ...]
    pager: Pager
    is_unverified: bool
    editions: tuple[str, ...]
    day: str
    csv_address: str = field(default="", metadata=_PAGE)
    rules_address: str = field(default="", metadata=_PAGE)
    new_address: str = field(default="", metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """What happened to a thing."""

    time: str
    word: str
    place: Linked
    detail: str
    buyers: tuple[str, ...]
    to: Linked
    certificate: str
    is_demonstration: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeLine:
    """A thing on the way back or forward."""

    level: int
    to: Linked
    kilograms: str
    detail: str
    buyers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingPage:
    """A lot, a box or a pallet."""

    name: str
    address_in_events: str
    lot: LotLine | None
    events: tuple[EventLine, ...]
    back: tuple[TreeLine, ...]
    forward: tuple[TreeLine, ...]
    practices: tuple[PracticeLine, ...]
    tests: tuple[TestLine, ...]
    certificate: State | None
    is_demonstration: bool
    public_address: str = field(default="", metadata=_PAGE)
    recall_address: str = field(default="", metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """One event as it is kept."""

    name: str
    kind: str
    word: str
    time: str
    recorded: str
    number: int
    digest: str
    things: tuple[Linked, ...]
    fields: tuple[tuple[str, str], ...]
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekLine:
    """A week of a year of supply."""

    week: int
    first: str
    demand: str
    planned: str
    picked: str
    missing: str
    reason: str
    look: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLine:
    """Weeks beside one another that stay open for one reason."""

    weeks: str
    days: str
    missing: str
    reason: str
    nearest: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantedLine:
    """What a block bears."""

    block: Linked
    crop: Linked
    start: str
    picked: str
    kilograms: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonPage:
    """A year of supply: planned, wanted, picked."""

    name: str
    ranges: tuple[Option, ...]
    years: tuple[Option, ...]
    year: int
    figures: tuple[KeyFigure, ...]
    gaps: tuple[GapLine, ...]
    weeks: tuple[WeekLine, ...]
    planted: tuple[PlantedLine, ...]
    crops: tuple[CropLine, ...]
    flaws: tuple[str, ...]
    distance: str
    pictures: tuple[Picture, ...] = field(default=(), metadata=_PAGE)
    csv_address: str = field(default="", metadata=_PAGE)
    registers: tuple[Linked, ...] = field(default=(), metadata=_PAGE)
