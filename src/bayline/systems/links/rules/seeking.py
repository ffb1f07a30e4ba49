"""Find missing links: pairs across a border with a long way round, the best of each spot first."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bayline.engines.geography.terms import Position
from bayline.engines.graph.building import efficient
from bayline.engines.graph.contracting import reduced
from bayline.engines.graph.gains import Candidates, potential_gains
from bayline.engines.graph.networks import NO_WAY, Network
from bayline.engines.graph.reaching import Link, Reach, Zones, reach_of
from bayline.engines.graph.trees import times_of_pairs
from bayline.kernel.errors import BaylineError, Words
from bayline.systems.links.rules.benefits import benefits, half_ms
from bayline.systems.links.rules.grounding import Ground, Pairs, pairs_across
from bayline.systems.links.rules.parameters import parameters
from bayline.systems.links.rules.siting import nearest
from bayline.systems.links.rules.surveying import Plane
from bayline.systems.links.rules.trusting import Thickets
from bayline.systems.links.rules.watering import away_from_known, held_to_land, over_water_m
from bayline.systems.links.rules.weighing import scores
from bayline.systems.links.terms import Area, MissingLink, Numbers, Order, Remark, Whole, Wish

_MS_OF_KMH = 3600.0  # milliseconds for a meter at one kilometer an hour
_MILLION = 1e6
_NEAR_M = 250.0  # how far from a road a link may be said to begin


class Candidacy(NamedTuple):
    """Pairs whose way is long today, on a network of what matters alone.

    Attributes:
        pairs: Nodes of the whole network.
        links: The same among `reach.ends`.
        network: The network, its nodes numbered anew.
        zones: On it.
        reach: The times on it.
    """

    pairs: Pairs
    links: Candidates
    network: Network
    zones: Zones
    reach: Reach


def candidates(ground: Ground, wish: Wish) -> Candidacy:
    """Give the pairs across a border whose way is more than `wish.detour` times the link's."""
    pairs = _long(ground, pairs_across(ground, wish.max_length_m), wish.detour)
    return _reached(ground, held_to_land(ground, away_from_known(ground, pairs)))


def _long(ground: Ground, pairs: Pairs, detour: float) -> Pairs:
    """Leave the pairs whose way is longer than asked."""
    return pairs.only(_is_long(ground, pairs, link_ms(pairs.lengths_m), detour))


def _reached(ground: Ground, pairs: Pairs) -> Candidacy:
    """Give pairs of nodes with all times that a link between them would change."""
    times = link_ms(pairs.lengths_m)
    ends = np.unique(np.concatenate((pairs.ones, pairs.others)))
    stay = np.zeros(ground.network.nodes, bool)
    stay[ends] = stay[ground.zones.nodes] = True
    small = reduced(ground.network, stay)
    old = ground.zones
    zones = Zones(small.names[old.nodes], old.people, old.chances, old.sides)
    reach = reach_of(small.network, zones, small.names[ends])
    ones, others = (np.searchsorted(ends, part).astype(np.int32) for part in pairs[:2])
    return Candidacy(pairs, Candidates(ones, others, times), small.network, zones, reach)


def link_ms(lengths_m: Numbers) -> Whole:
    """Give the time along a new road of each length, in milliseconds."""
    kmh = parameters()["link"]["kmh"]
    times: Whole = np.maximum(np.rint(lengths_m * _MS_OF_KMH / kmh), 1).astype(np.int32)
    return times


def _is_long(ground: Ground, pairs: Pairs, times: Whole, detour: float) -> NDArray[np.bool_]:
    """Tell of each pair whether the quicker of both directions is longer than asked."""
    if not len(times):
        return np.zeros(0, bool)
    stay = np.zeros(ground.network.nodes, bool)
    stay[pairs.ones] = stay[pairs.others] = True
    small = reduced(ground.network, stay)
    one, other = small.names[pairs.ones], small.names[pairs.others]
    longest = int(times.max() * detour) + 1
    there = times_of_pairs(small.network, one, other, longest_ms=longest)
    back = times_of_pairs(small.network.turned(), one, other, longest_ms=longest)
    is_long: NDArray[np.bool_] = np.minimum(there, back) > times * detour
    return is_long


def missing_links(
    ground: Ground, areas: tuple[Area, ...], wish: Wish, plane: Plane
) -> Iterator[MissingLink]:
    """Give the best link of each spot, in the order that is wished for.

    Where the front is wished for, give every link that no other beats for less instead.
    """
    found = candidates(ground, wish)
    if not len(found.links.times):
        return
    gains = potential_gains(found.reach, found.zones, found.links, half_ms())[:, 0]
    costs = costs_of_pairs(found.pairs)
    is_by_score = wish.by is Order.SCORE
    worth = scores(ground, found.pairs, gains, costs) if is_by_score else gains / costs
    if wish.is_front:
        front = np.flatnonzero(efficient(gains, costs) & (gains > 0))
        kept = front[np.argsort(-worth[front], kind="stable")].tolist()
    else:
        kept = best_of_each_spot(ground.flat, found.pairs, worth, gains > 0)
    yield from told(ground, areas, found, kept, plane)


def why_none(ground: Ground, wish: Wish) -> Remark:
    """Say why no link is found: where the last of those that might be were left out."""
    pairs = pairs_across(ground, wish.max_length_m)
    count, within, times = len(pairs.ones), f"{wish.max_length_m:g}", f"{wish.detour:g}"
    if not count:
        return _none(
            f"边界两侧没有相距{within}米以内的路口或路端",
            f"no ends of roads on two sides lie within {within} m",
        )
    long = _long(ground, pairs, wish.detour)
    if not len(long.ones):
        return _none(
            f"{count}对路端现在绕行都不到{times}倍",
            f"of {count} pairs of ends none has a way {times} times longer than the link",
        )
    return _none(*_why_left_out(ground, long))


def _why_left_out(ground: Ground, long: Pairs) -> tuple[str, str]:
    """Say why none of the pairs is listed whose way is long, in two languages."""
    new = away_from_known(ground, long)
    count, near = len(long.ones), f"{parameters()['link']['near_m']:g}"
    if not len(new.ones):
        return (
            f"{count}条可能的连线都在--exists所列的路{near}米之内：路已有，地图没画",
            f"all {count} that might be lie within {near} m of roads of --exists, which are there",
        )
    left = len(new.ones)
    if not len(held_to_land(ground, new).ones):
        return (
            f"{left}条可能的连线都要过水，没有写--bridges",
            f"all {left} that might be cross water, and --bridges is not given",
        )
    return (
        f"{left}条可能的连线都不让任何有人的地方变近",
        f"of {left} that might be, none brings anybody nearer to anybody",
    )


def _none(zh: str, en: str) -> Remark:
    return Remark(f"没有找到连线：{zh}", f"no link is found: {en}")


def link_between(
    ground: Ground, areas: tuple[Area, ...], ends: tuple[Position, Position], plane: Plane
) -> MissingLink:
    """Give what one link would give, between the nodes next to two positions.

    Raises:
        BaylineError: No road is near one of them, or both are nearest to one node.
    """
    one, other = (nearest(ground.flat, plane, position, most_m=_NEAR_M) for position in ends)
    if one == other:
        raise _same_node()
    length = max(float(np.hypot(*(ground.flat[one] - ground.flat[other]))), 1.0)
    pair = Pairs(np.array([one], np.int32), np.array([other], np.int32), np.array([length]))
    pair = pair._replace(bridges_m=over_water_m(ground, pair))
    return next(told(ground, areas, _reached(ground, pair), [0], plane))


def _same_node() -> BaylineError:
    return BaylineError(
        "both ends are nearest to the same node of the network",
        why="a link joins two",
        do="choose ends further apart",
        zh=Words("两端离同一个节点最近", "连线要连接两个节点", "请把两端选远一些"),
    )


def told(
    ground: Ground, areas: tuple[Area, ...], found: Candidacy, kept: list[int], plane: Plane
) -> Iterator[MissingLink]:
    """Tell of links what they give, in the order they are named in."""
    costs = costs_of_pairs(found.pairs)[kept]
    codes = (*(area.code for area in areas), "")  # the last where a node lies outside all
    ways, turned = _ways_today(found, kept), ground.network.turned()
    flat = ground.flat[ground.zones.nodes]
    given = [benefits(found.reach, found.zones, flat, _link(found, place)) for place in kept]
    gains = np.array([everywhere.get("hansen", 0.0) for everywhere, _ in given])
    is_efficient, worth = efficient(gains, costs), _scores(ground, found, kept, gains)
    score_ranks = np.argsort(np.argsort(-worth, kind="stable"), kind="stable") + 1
    thickets = Thickets(ground)
    for at, place in enumerate(kept):
        ends = int(found.pairs.ones[place]), int(found.pairs.others[place])
        dead, is_facing = _dead_ends(ground, turned, ends)
        yield MissingLink(
            rank=at + 1,
            link=_positions(ground.flat[list(ends)], plane),
            sides=(codes[ground.sides[ends[0]]], codes[ground.sides[ends[1]]]),
            length_m=round(float(found.pairs.lengths_m[place]), 1),
            time_s=_link(found, place).time / 1000,
            network_time_s=ways[at],
            gains=given[at][0],
            gains_across=given[at][1],
            cost_yuan=int(costs[at]),
            bridge_m=round(float(over[place]), 1)
            if (over := found.pairs.bridges_m) is not None
            else 0.0,
            score=float(worth[at] * _MILLION),
            score_rank=int(score_ranks[at]),
            benefit_per_cost=float(gains[at] / costs[at] * _MILLION),
            dead_ends=dead,
            is_facing=is_facing,
            is_efficient=bool(is_efficient[at]),
            minor_km_per_km2=round(min(map(thickets.density, ground.flat[list(ends)])), 2),
        )


def _scores(ground: Ground, found: Candidacy, kept: list[int], gains: Numbers) -> Numbers:
    pairs = found.pairs.only(np.array(kept, np.int64))
    return scores(ground, pairs, gains, costs_of_pairs(pairs))


def _link(found: Candidacy, place: int) -> Link:
    links = found.links
    return Link(int(links.ones[place]), int(links.others[place]), int(links.times[place]))


def costs_of(lengths_m: Numbers) -> NDArray[np.int64]:
    """Give what a new road of each length costs, in yuan."""
    rules = parameters()["link"]
    costs: NDArray[np.int64] = np.rint(
        rules["fixed_yuan"] + rules["yuan_per_m"] * lengths_m
    ).astype(np.int64)
    return costs


def costs_of_pairs(pairs: Pairs) -> NDArray[np.int64]:
    """Give what a new road between each pair costs, in yuan; water is crossed on a bridge."""
    costs = costs_of(pairs.lengths_m)
    if pairs.bridges_m is None:
        return costs
    rules = parameters()["link"]
    more = (rules["bridge_yuan_per_m"] - rules["yuan_per_m"]) * pairs.bridges_m
    found: NDArray[np.int64] = costs + np.rint(more).astype(np.int64)
    return found


def best_of_each_spot(
    flat: Numbers, pairs: Pairs, scores: Numbers, is_open: NDArray[np.bool_]
) -> list[int]:
    """Take the best that is left, and leave out what is near it, until nothing is left."""
    middles = (flat[pairs.ones] + flat[pairs.others]) / 2
    left = np.where(is_open, scores, -1.0)
    kept: list[int] = []
    near_m = parameters()["link"]["near_m"]
    while len(left) and left.max() > 0:
        best = int(left.argmax())
        kept.append(best)
        left[np.hypot(*(middles - middles[best]).T) < near_m] = -1.0
    return kept


def _ways_today(found: Candidacy, kept: list[int]) -> list[float | None]:
    ones = found.reach.ends[found.links.ones[kept]]
    others = found.reach.ends[found.links.others[kept]]
    there = times_of_pairs(found.network, ones, others, longest_ms=NO_WAY - 1)
    back = times_of_pairs(found.network.turned(), ones, others, longest_ms=NO_WAY - 1)
    times = np.minimum(there, back)
    return [None if time >= NO_WAY else time / 1000 for time in times.tolist()]


def _dead_ends(ground: Ground, turned: Network, ends: tuple[int, int]) -> tuple[int, bool]:
    """Count the dead ends of a link, and tell whether both point at each other."""
    one, other = ground.flat[ends[0]], ground.flat[ends[1]]
    looks = [_look(ground, turned, node) for node in ends]
    dead = sum(look is not None for look in looks)
    towards = (other - one, one - other)
    least = np.cos(np.radians(parameters()["link"]["facing_deg"]))
    is_facing = all(
        look is not None and _cosine(look, along) >= least
        for look, along in zip(looks, towards, strict=True)
    )
    return dead, is_facing


def _look(ground: Ground, turned: Network, node: int) -> Numbers | None:
    """Give where a dead end points; None for a node that is none."""
    around: set[int] = set()
    for network in (ground.network, turned):
        around.update(network.heads[network.starts[node] : network.starts[node + 1]].tolist())
    if len(around) != 1:
        return None
    pointed: Numbers = ground.flat[node] - ground.flat[around.pop()]
    return pointed


def _cosine(one: Numbers, other: Numbers) -> float:
    return float(one @ other / max(np.hypot(*one) * np.hypot(*other), 1e-9))


def _positions(flat: Numbers, plane: Plane) -> tuple[tuple[float, float], tuple[float, float]]:
    (a, b), (c, d) = np.round(plane.degrees(flat), 7).tolist()
    return (a, b), (c, d)
