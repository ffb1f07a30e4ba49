"""What the pages of links show."""

from dataclasses import dataclass, field

from bayline.platform.grounds import Linked, Number, Quoted
from bayline.platform.listing import Column, Option, Pager
from bayline.platform.maps.showing import MapFigure

_PAGE = {"twin": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkView:
    """The network that a page rests on.

    Attributes:
        source: Where it comes from.
        date: Of when it is.
        licence: Under which terms.
        is_sketch: Whether it is drawn by hand.
        facts: Counts, each with its word.
        remarks: What was assumed or left out.
        by: Who took it in.
        recorded: When.
        basis: What stands for people.
    """

    source: str
    date: str
    licence: str
    is_sketch: bool
    facts: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]
    by: str = ""
    recorded: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadLine:
    """A named road across the border."""

    to: Linked
    look: str
    word: str
    joins: str
    length: Number | None
    length_here: Number | None
    budget: Number | None
    opened: str
    quoted: Quoted
    note: str
    try_address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BusLine:
    """A bus line across the border."""

    to: Linked
    start: str
    end: str
    length: Number | None
    ride: Number | None
    headway: Number | None
    quoted: Quoted
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkLine:
    """A missing link in a list."""

    key: str
    rank: int
    name: str
    address: str
    try_address: str
    sides: str
    length_m: str
    time: str
    network_time: str
    gain: str
    share: str
    across: str
    cost: str
    per_cost: str
    score_rank: str
    confidence_look: str
    confidence: str
    signs: str
    is_marked: bool
    is_efficient: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    """The first page of links."""

    network: NetworkView | None
    links: tuple[LinkLine, ...]
    missing: int
    order: str
    figure: MapFigure | None
    roads: tuple[RoadLine, ...]
    buses: tuple[BusLine, ...]
    registers: tuple[Linked, ...]
    is_staff: bool
    is_unpublished: bool
    ways: tuple[Linked, ...] = field(default=(), metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingPage:
    """What is missing, ranked."""

    network: NetworkView | None
    total: int
    columns: tuple[Column, ...]
    links: tuple[LinkLine, ...]
    sides: tuple[Option, ...]
    facing: bool
    unmarked: bool
    front: bool
    most_cost: str
    problem: str
    sort: str
    order: str
    estimated: str
    pager: Pager
    figure: MapFigure | None
    csv_address: str = field(default="", metadata=_PAGE)
    pdf_address: str = field(default="", metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorLine:
    """An indicator before links and after."""

    name: str
    word: str
    before: str
    change: str
    share: str
    after: str
    across: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedLine:
    """A link that is tried.

    Attributes:
        link: As addresses have it, where it was put.
        ends: Both ends on the roads, longitude and latitude.
        length_m: Straight.
        time: Along it.
        network_time: Without it.
        cost: What it would cost.
        gain: What it adds on top of those before it.
        without: Address of the page without it.
    """

    link: str
    ends: tuple[tuple[float, float], tuple[float, float]]
    length_m: str
    time: str
    network_time: str
    cost: str
    gain: str
    without: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParametersView:
    """What a link that is tried costs, and how fast it is.

    Attributes:
        edition: Which numbers, since when, where from.
        kmh: How fast a new road is.
        yuan_per_m: What a meter costs.
        bridge_yuan_per_m: What a meter over water costs.
        classes: Classes of roads that may be tried.
        changed: What is not as the network was taken in.
        estimated: Which numbers are estimates.
        is_changed: Whether any is changed.
        is_refused: Whether one of them cannot be.
    """

    edition: str
    kmh: str
    yuan_per_m: str
    bridge_yuan_per_m: str
    classes: tuple[Option, ...]
    changed: tuple[str, ...]
    estimated: str
    is_changed: bool
    is_refused: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfPage:
    """Links that are tried on the network."""

    network: NetworkView | None
    links: tuple[TriedLine, ...]
    indicators: tuple[IndicatorLine, ...]
    cost: str
    parameters: ParametersView | None
    asked: dict[str, str]
    written: tuple[tuple[str, str], ...] = field(metadata=_PAGE)
    problem: str
    start: str
    end: str
    suggestions: tuple[LinkLine, ...]
    figure: MapFigure | None
    share_address: str
    save_address: str = field(default="", metadata=_PAGE)
    reach_address: str = field(default="", metadata=_PAGE)
    clear_address: str = field(default="", metadata=_PAGE)
    scenarios_address: str = field(default="", metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPage:
    """One missing link."""

    network: NetworkView | None
    line: LinkLine
    ends: tuple[tuple[float, float], tuple[float, float]]
    indicators: tuple[IndicatorLine, ...]
    way_length_m: str
    dead_ends: int
    is_facing: bool
    minor: str
    dense: str
    estimated: str
    marks: tuple[Linked, ...]
    figure: MapFigure | None
    mark_address: str = field(default="", metadata=_PAGE)
    history_address: str = field(default="", metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioLine:
    """A scenario beside others."""

    to: Linked
    open_address: str
    links: int
    cost: str
    values: tuple[str, ...]
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenariosPage:
    """Scenarios that were kept, side by side."""

    network: NetworkView | None
    heads: tuple[str, ...]
    rows: tuple[ScenarioLine, ...]
    new_address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BandLine:
    """Who is reached within some minutes."""

    minutes: int
    before: str
    after: str
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachPage:
    """How far one comes from a place, without links and with them."""

    network: NetworkView | None
    origin: str
    links: tuple[str, ...]
    written: tuple[tuple[str, str], ...] = field(metadata=_PAGE)
    bands: tuple[BandLine, ...]
    problem: str
    before: MapFigure | None
    after: MapFigure | None
    back_address: str = field(default="", metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class LegView:
    """One half of a claim."""

    word: str
    claimed: Number | None
    time: str
    length_m: str
    look: str
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """A claim with its verdict."""

    to: Linked
    road: Linked | None
    legs: tuple[LegView, ...]
    look: str
    verdict: str
    reason: str
    quoted: Quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsPage:
    """Claims of times."""

    network: NetworkView | None
    claims: tuple[ClaimLine, ...]
    new_address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPage:
    """One claim with both ways."""

    network: NetworkView | None
    claim: ClaimLine
    start: str
    end: str
    remarks: tuple[str, ...]
    before: MapFigure | None
    after: MapFigure | None
