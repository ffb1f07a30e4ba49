"""The nouns of links: roads, areas, zones, and the roads that are missing."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int32]
Numbers = NDArray[np.float64]


class Remark(NamedTuple):
    """What was assumed or left out, in two languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True, eq=False)
class Roads:
    """Roads as nodes and directed arcs between them, in WGS-84.

    Attributes:
        longitudes: Of each node, in degrees.
        latitudes: Of each node, in degrees.
        tails: The node each arc comes from.
        heads: The node each arc leads to.
        times: Milliseconds along each arc, free flow.
        buildings: A position of each building, where the file has any.
        remarks: What was assumed or left out.
    """

    longitudes: Numbers
    latitudes: Numbers
    tails: Whole
    heads: Whole
    times: Whole
    buildings: Numbers = field(default_factory=lambda: np.zeros((0, 2)))
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Area:
    """One side of a border.

    Attributes:
        code: What identifies it.
        rings: All rings of its polygons; a position within an odd number of them is inside.
    """

    code: str
    rings: tuple[Numbers, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Where people live, before they are put onto roads.

    Attributes:
        longitudes: Of each place.
        latitudes: Of each place.
        weights: How many live there, or what stands for it.
        basis: What the weights are.
        names: The village of each, where it has one.
    """

    longitudes: Numbers
    latitudes: Numbers
    weights: Numbers
    basis: Remark
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Stops:
    """Where buses stop.

    Attributes:
        names: Of each.
        longitudes: Of each.
        latitudes: Of each.
        departures: How often something leaves there on the day that is looked at.
    """

    names: tuple[str, ...]
    longitudes: Numbers
    latitudes: Numbers
    departures: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many people live near a stop.

    Attributes:
        kind: all, side or village.
        name: Which side or village.
        people: How many live there.
        shares: By distance in meters, which share lives within; None where nobody lives.
        left_out: How many live beyond the longest of them.
    """

    kind: str
    name: str
    people: float
    shares: dict[int, float | None]
    left_out: float


class CrossingLine(NamedTuple):
    """A line that crosses a border, in one direction.

    Attributes:
        line: What it is called.
        sides: The codes of the areas it comes to, in order.
        departures: How many trips a day.
        headway_min: Between them, the middle one; None of a single trip, or where it is not known.
        first_s: When the first sets out, in seconds of the day; None where it is not known.
        last_s: And the last.
    """

    line: str
    sides: tuple[str, ...]
    departures: int
    headway_min: float | None
    first_s: int | None
    last_s: int | None


class NextStop(NamedTuple):
    """Where one stop more would serve most.

    Attributes:
        position: On a road.
        within_m: How far one walks to it.
        people: How many it would serve that no stop serves.
    """

    position: tuple[float, float]
    within_m: int
    people: float


class Order(StrEnum):
    """In which order links are listed.

    Attributes:
        BENEFIT: By the potential won for each yuan.
        SCORE: By a score that tells what a planner would build first, tested on roads held out.
    """

    BENEFIT = "benefit"
    SCORE = "score"


class Wish(NamedTuple):
    """What is looked for.

    Attributes:
        max_length_m: The longest link, straight.
        detour: How many times longer than the link the way must be now.
        is_front: Whether all links are wished for that none beats for less, of one spot as well.
        by: In which order.
    """

    max_length_m: float = 500.0
    detour: float = 3.0
    is_front: bool = False
    by: Order = Order.BENEFIT


class Purse(NamedTuple):
    """What may be spent.

    Attributes:
        budget_yuan: In all.
        most: How many links at most; 0 for as many as money suffices for.
    """

    budget_yuan: int
    most: int = 0


class Confidence(StrEnum):
    """How sure it is that a link is missing on the ground, and not merely unmapped.

    Attributes:
        HIGH: Two things seen in the files speak for it, or more.
        MEDIUM: One does.
        LOW: None does.
    """

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingLink:
    """A road that might be built, with what it would give.

    Attributes:
        rank: From 1, in the order that is asked for.
        link: Where it begins and ends, longitude and latitude.
        sides: The codes of the areas at its ends.
        length_m: Straight, in meters.
        time_s: Along it.
        network_time_s: Between its ends today; None where there is no way.
        gains: By indicator, over all ways.
        gains_across: By indicator, over ways across the border alone.
        cost_yuan: What it would cost.
        bridge_m: How much of it is over water.
        score: What it gives, with diminishing returns, for each million yuan, more where it goes on
            straight.
        benefit_per_cost: Potential won for each million yuan.
        dead_ends: How many of its ends are dead ends.
        is_facing: Whether its ends are dead ends that point at each other.
        score_rank: From 1, by the score among those that are listed; 0 where it is not told.
        is_efficient: Whether none gives more for less.
        minor_km_per_km2: How many kilometers of minor roads the map has for each km² around the end
            that has fewer; None where it was not looked at.
    """

    rank: int
    link: tuple[tuple[float, float], tuple[float, float]]
    sides: tuple[str, str]
    length_m: float
    time_s: float
    network_time_s: float | None
    gains: dict[str, float]
    gains_across: dict[str, float]
    cost_yuan: int
    bridge_m: float = 0.0
    score: float = 0.0
    score_rank: int = 0
    benefit_per_cost: float
    dead_ends: int
    is_facing: bool
    is_efficient: bool
    minor_km_per_km2: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One link of a building order.

    Attributes:
        step: From 1.
        link: What is built; its own gains are those of it alone.
        gain_then: Potential it adds after those built before.
        total: Potential that all so far add.
        spent_yuan: What all so far cost.
    """

    step: int
    link: MissingLink
    gain_then: float
    total: float
    spent_yuan: int


class Verdict(StrEnum):
    """What is to be thought of a claim.

    Attributes:
        HOLDS: It is as the network has it.
        FAILS: No free flow is so fast, or no queue so slow.
        UNTOLD: There is no way, or queues might be the reason.
    """

    HOLDS = "holds"
    FAILS = "does not hold"
    UNTOLD = "cannot tell"


@dataclass(frozen=True, slots=True)
class CheckedLeg:
    """One half of a claim with the way that was found.

    Attributes:
        claimed_s: What is said.
        time_s: What the way takes; None where there is none.
        length_m: Of the way.
        route: Its positions.
        verdict: What is to be thought of it.
    """

    claimed_s: float
    time_s: float | None
    length_m: float | None
    route: tuple[tuple[float, float], ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim of times before and after a road, held against the network.

    Attributes:
        verdict: The worse of both.
        is_built: Whether the road is in the network.
        before: Without the road.
        after: With it.
        remarks: What was assumed.
    """

    verdict: Verdict
    is_built: bool
    before: CheckedLeg
    after: CheckedLeg
    remarks: tuple[Remark, ...]
