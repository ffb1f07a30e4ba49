"""Try links on a network that stays at hand: what each adds, the way before, who is reached.

All times between zones are kept; a link that is tried asks for four trees of shortest ways, from
its ends and to them. What several links add is told one after the other, each on top of those
before, so that the sum is what all of them add together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import RLock
from typing import NamedTuple, cast

import numpy as np

from bayline.engines.geography.terms import Position
from bayline.engines.graph.contracting import reduced
from bayline.engines.graph.gains import falling
from bayline.engines.graph.networks import NO_WAY, Network
from bayline.engines.graph.reaching import Link, Reach
from bayline.engines.graph.trees import times_between
from bayline.kernel.errors import BaylineError, Words
from bayline.systems.links.rules.benefits import benefits, half_ms
from bayline.systems.links.rules.covering import Pavement
from bayline.systems.links.rules.grounding import Ground, Pairs, ground_of
from bayline.systems.links.rules.parameters import Edition, in_force, parameters, published
from bayline.systems.links.rules.preparing import Prepared
from bayline.systems.links.rules.seeking import costs_of_pairs, link_ms
from bayline.systems.links.rules.siting import nearest
from bayline.systems.links.rules.surveying import Plane
from bayline.systems.links.rules.watering import beside, over_water_m
from bayline.systems.links.terms import Numbers, Whole

NEAR_M = 250.0  # how far from a road a link may be said to begin
MOST = 8  # links that are tried together
_MINUTE_MS, _SECOND_MS = 60_000, 1000.0
_MS_OF_KMH = 3600.0

Ends = tuple[Position, Position]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One link with what it adds on top of those before it.

    Attributes:
        ends: Where it begins and ends, on nodes of the network.
        length_m: Straight.
        time_s: Along it.
        network_time_s: Between its ends without it; None where there is no way.
        way: That way, in positions.
        cost_yuan: What it would cost.
        bridge_m: How much of it is over water.
        gains: By indicator, over all ways.
        gains_across: By indicator, over ways across the border alone.
    """

    ends: Ends
    length_m: float
    time_s: float
    network_time_s: float | None
    way: tuple[Position, ...]
    cost_yuan: int
    bridge_m: float
    gains: dict[str, float]
    gains_across: dict[str, float]


class Band(NamedTuple):
    """Who is reached within some minutes.

    Attributes:
        minutes: The limit.
        before: How many people without the links.
        after: And with them.
    """

    minutes: int
    before: float
    after: float


class Reached(NamedTuple):
    """How far one comes from a place.

    Attributes:
        origin: The node next to it.
        before: Milliseconds to each node without the links.
        after: And with them.
        bands: Who is reached.
    """

    origin: Position
    before: Whole
    after: Whole
    bands: tuple[Band, ...]


class Bench:
    """A network on which links are tried."""

    def __init__(self, prepared: Prepared, edition: Edition | None = None) -> None:
        self.roads, self.areas, self.places, known = prepared
        self.edition = edition or published()
        self._counting = RLock()
        self.plane = Plane(self.roads.latitudes)
        ground = ground_of(self.roads, self.areas, self.places, self.plane)
        self.ground: Ground = beside(ground, known, self.plane)
        self.network = self.ground.network
        self.turned = self.network.turned()

    @cached_property
    def between(self) -> Whole:
        """Times from each zone to each; whoever asks while they are computed waits."""
        with self._counting:
            known = vars(self).get("between")
            if known is None:
                known = vars(self)["between"] = self._times_between()
            return cast("Whole", known)

    def _times_between(self) -> Whole:
        nodes = self.ground.zones.nodes
        stay = np.zeros(self.network.nodes, bool)
        stay[nodes] = True
        small = reduced(self.network, stay)
        names = small.names[nodes]
        return times_between(small.network, names, names)

    @cached_property
    def totals(self) -> dict[str, float]:
        """Give each indicator as it is today."""
        with in_force(self.edition):
            return _totals(self.between, self.ground)

    @cached_property
    def pavement(self) -> Pavement:
        """The roads as one walks them."""
        with in_force(self.edition):
            return Pavement(self.roads)

    def node(self, position: Position) -> int:
        """Give the node next to a position.

        Raises:
            BaylineError: No road is near.
        """
        return nearest(self.ground.flat, self.plane, position, most_m=NEAR_M)

    def position(self, node: int) -> Position:
        """Give where a node lies."""
        return float(self.roads.longitudes[node]), float(self.roads.latitudes[node])

    def length_m(self, way: Sequence[Position]) -> float:
        """Give how long a way is."""
        x, y = np.array(way, np.float64).T
        return float(np.hypot(*np.diff(self.plane.meters(x, y), axis=0).T).sum())

    def tried(self, links: Sequence[Ends], edition: Edition | None = None) -> tuple[Tried, ...]:
        """Try links, one on top of the other.

        Args:
            links: Both ends of each.
            edition: What a link costs and how fast it is; None for as the network was taken in.

        Raises:
            BaylineError: An end is not near a road, both are next to one node, or they are many.
        """
        with in_force(edition or self.edition):
            spread = _Spread(self, _nodes(self, links))
            found = []
            for place in range(len(links)):
                found.append(spread.tried(place))
                spread.build(place)
            return tuple(found)

    def reached(
        self, origin: Position, links: Sequence[Ends], edition: Edition | None = None
    ) -> Reached:
        """Tell how far one comes from a place without links and with them.

        Args:
            origin: Where one sets out.
            links: Both ends of each.
            edition: As `tried` takes it.

        Raises:
            BaylineError: The place or an end is not near a road.
        """
        with in_force(edition or self.edition):
            start = nearest(
                self.ground.flat,
                self.plane,
                origin,
                most_m=parameters()["claims"]["near_place_m"],
            )
            before = times_between(self.network, [start])[0]
            after = before
            if links:
                spread = _Spread(self, _nodes(self, links))
                for place in range(len(links)):
                    spread.build(place)
                for place in range(len(links)):
                    after = np.minimum(after, spread.by_way_of(before, place))
            return Reached(self.position(start), before, after, self._bands(before, after))

    def _bands(self, before: Whole, after: Whole) -> tuple[Band, ...]:
        zones = self.ground.zones
        return tuple(
            Band(
                minutes,
                *(
                    float(zones.people[times[zones.nodes] <= minutes * _MINUTE_MS].sum())
                    for times in (before, after)
                ),
            )
            for minutes in parameters()["gains"]["within_min"]
        )


def _nodes(bench: Bench, links: Sequence[Ends]) -> list[tuple[int, int]]:
    if len(links) > MOST:
        raise BaylineError(
            f"{len(links)} links are more than {MOST}",
            do="try fewer together",
            zh=Words(f"{len(links)}条连线，多于{MOST}条", do="请少试几条"),
        )
    found = [(bench.node(one), bench.node(other)) for one, other in links]
    if any(one == other for one, other in found):
        raise BaylineError(
            "both ends are nearest to the same node of the network",
            why="a link joins two",
            do="choose ends further apart",
            zh=Words("两端离同一个节点最近", "连线要连接两个节点", "请把两端选远一些"),
        )
    return found


class _Spread:
    """Times from the ends of links, and to them, to every node, as links are built."""

    def __init__(self, bench: Bench, pairs: Sequence[tuple[int, int]]) -> None:
        self._bench = bench
        self._ends = np.array([node for pair in pairs for node in pair], np.int32)
        self._there = times_between(bench.network, self._ends)
        self._here = times_between(bench.turned, self._ends)
        flat = bench.ground.flat[self._ends]
        self._lengths = np.maximum(np.hypot(*(flat[::2] - flat[1::2]).T), 1.0)
        self._times = link_ms(self._lengths)
        links = Pairs(self._ends[::2], self._ends[1::2], self._lengths)
        self._bridges = over_water_m(bench.ground, links)
        self._costs = costs_of_pairs(links._replace(bridges_m=self._bridges))
        self._between = bench.between

    def tried(self, place: int) -> Tried:
        """Tell what a link adds to those that were built."""
        bench, one, other = self._bench, 2 * place, 2 * place + 1
        zones = bench.ground.zones
        out = np.ascontiguousarray(self._here[:, zones.nodes])
        back = np.ascontiguousarray(self._there[:, zones.nodes])
        reach = Reach(self._ends, self._between, out, back)
        link = Link(one, other, int(self._times[place]))
        gains, across = benefits(reach, zones, bench.ground.flat[zones.nodes], link)
        today = min(self._there[one, self._ends[other]], self._here[one, self._ends[other]])
        return Tried(
            ends=(bench.position(self._ends[one]), bench.position(self._ends[other])),
            length_m=round(float(self._lengths[place]), 1),
            time_s=int(self._times[place]) / _SECOND_MS,
            network_time_s=None if today >= NO_WAY else int(today) / _SECOND_MS,
            way=self._way(one, other),
            cost_yuan=int(self._costs[place]),
            bridge_m=round(float(self._bridges[place]), 1),
            gains=gains,
            gains_across=across,
        )

    def build(self, place: int) -> None:
        """Let a link be there from now on."""
        one, other = 2 * place, 2 * place + 1
        nodes = self._bench.ground.zones.nodes
        there, here = self._there.copy(), self._here.copy()
        for near, far in ((one, other), (other, one)):
            up_to = here[near] + self._times[place]
            beyond = there[far]
            through = up_to[nodes][:, None] + beyond[nodes][None, :]
            self._between = np.minimum(self._between, through)
            first = there[:, self._ends[near]] + self._times[place]
            self._there = np.minimum(self._there, first[:, None] + beyond[None, :])
            last = here[:, self._ends[far]]
            self._here = np.minimum(self._here, last[:, None] + up_to[None, :])

    def by_way_of(self, times: Whole, place: int) -> Whole:
        """Give times from somewhere where a link is the first that is taken."""
        one, other = 2 * place, 2 * place + 1
        ways = [
            int(times[self._ends[near]]) + int(self._times[place]) + self._there[far]
            for near, far in ((one, other), (other, one))
        ]
        sooner: Whole = np.minimum(*ways)
        return sooner

    def _way(self, one: int, other: int) -> tuple[Position, ...]:
        """Give the shortest way between two ends without any link, the quicker way round."""
        bench, ends = self._bench, self._ends[[one, other]]
        ahead = times_between(bench.turned, ends)
        there, back = int(ahead[1, ends[0]]), int(ahead[0, ends[1]])
        if min(there, back) >= NO_WAY:
            return ()
        far = 1 if there <= back else 0
        way = self._walked(int(ends[1 - far]), int(ends[far]), ahead[far])
        return tuple(map(bench.position, way))

    def _walked(self, node: int, goal: int, ahead: Whole) -> list[int]:
        network: Network = self._bench.network
        way = [node]
        while node != goal and len(way) <= network.nodes:
            arcs = slice(network.starts[node], network.starts[node + 1])
            rest = network.times[arcs] + ahead[network.heads[arcs]]
            node = int(network.heads[arcs][int(rest.argmin())])
            way.append(node)
        return way


def _totals(between: Whole, ground: Ground) -> dict[str, float]:
    """Give each indicator over all ways; see `benefits`."""
    rules, zones = parameters()["gains"], ground.zones
    weights = zones.people[:, None] * zones.chances[None, :]
    total = float(weights.sum()) or 1.0
    longest = rules["longest_min"] * _MINUTE_MS
    flat = ground.flat[zones.nodes]
    apart = np.hypot(*(flat[:, None, :] - flat[None, :, :]).transpose(2, 0, 1))
    ideal: Numbers = apart * (_MS_OF_KMH / rules["ideal_kmh"])
    efficient = np.where((between > 0) & (between < NO_WAY), ideal / np.maximum(between, 1), 0.0)
    found = {"hansen": float((weights * falling(between, half_ms())).sum())}
    limits = {f"within_{limit}_min": limit for limit in rules["within_min"]}
    limits["daily"] = rules["daily_min"]
    for name, limit in limits.items():
        found[name] = float(weights[between <= limit * _MINUTE_MS].sum())
    found["mean_time_s"] = (
        float((weights * np.minimum(between, longest)).sum()) / total / _SECOND_MS
    )
    found["efficiency"] = float((weights * efficient).sum()) / total
    return found
