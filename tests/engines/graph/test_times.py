"""Times, contraction and gains on 200 networks, each held against the plainest recomputation."""

from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from bayline.engines.graph.compiling import Way
from bayline.engines.graph.contracting import contracted, reduced
from bayline.engines.graph.gains import (
    Candidates,
    falling,
    potential,
    potential_gains,
    shorter_ways,
)
from bayline.engines.graph.networks import LONGEST_MS, NO_WAY, Network, network_of, pieces
from bayline.engines.graph.reaching import Link, Zones, reach_of, reach_with
from bayline.engines.graph.trees import times_among, times_between, times_of_pairs

GRAPHS = range(200)
HALF_MS = 200.0
Arcs = list[tuple[int, int, int]]


class World(NamedTuple):
    """A network, who lives on it, and what might be built."""

    nodes: int
    arcs: Arcs
    zones: Zones
    ends: NDArray[np.int32]
    links: Candidates


def _world(seed: int) -> World:
    """Make a world with one-way arcs, islands, arcs that stand twice and zones without weight."""
    chance = np.random.default_rng(seed)
    nodes = int(chance.integers(2, 18))
    zones = int(chance.integers(1, nodes + 1))
    here = Zones(
        chance.choice(nodes, zones, replace=False).astype(np.int32),
        chance.integers(0, 5, zones).astype(np.float64),
        chance.integers(0, 5, zones).astype(np.float64),
        np.sort(chance.integers(0, 3, zones)).astype(np.int32),
    )
    ends = chance.choice(nodes, min(nodes, 6), replace=False).astype(np.int32)
    tails, heads = (chance.integers(0, len(ends), 6).astype(np.int32) for _ in range(2))
    links = Candidates(tails, heads, chance.integers(1, 300, 6).astype(np.int32))
    return World(nodes, _arcs(chance, nodes), here, ends, links)


def _arcs(chance: np.random.Generator, nodes: int) -> Arcs:
    arcs: Arcs = []
    for _ in range(int(chance.integers(0, 3 * nodes))):
        tail, head = (int(node) for node in chance.integers(0, nodes, 2))
        time = int(chance.integers(1, 1000))
        arcs.append((tail, head, time))
        if chance.random() < 0.7:
            arcs.append((head, tail, time))
    return arcs


def _network(nodes: int, arcs: Arcs) -> Network:
    """Give a network of arcs."""
    columns = ([arc[part] for arc in arcs] for part in range(3))
    return network_of(nodes, *columns)


def _shortest(nodes: int, arcs: Arcs) -> NDArray[np.int64]:
    """Give the shortest times between all nodes, by way of each node in turn."""
    times = np.full((nodes, nodes), NO_WAY, np.int64)
    np.fill_diagonal(times, 0)
    for tail, head, time in arcs:
        times[tail, head] = min(times[tail, head], time)
    for middle in range(nodes):
        times = np.minimum(times, times[:, middle, None] + times[None, middle, :])
    return np.minimum(times, NO_WAY)


def _with_link(made: World, place: int) -> Arcs:
    """Give the arcs once a link is built."""
    one, other = made.ends[made.links.ones[place]], made.ends[made.links.others[place]]
    time = int(made.links.times[place])
    return [*made.arcs, (int(one), int(other), time), (int(other), int(one), time)]


def test_times_of_both_ways_are_those_of_a_recomputation():
    for seed in GRAPHS:
        made = _world(seed)
        there = _network(made.nodes, made.arcs)
        wanted = _shortest(made.nodes, made.arcs)
        for way in (Way.COMPILED, Way.PLAIN):
            assert (times_between(there, range(made.nodes), way=way) == wanted).all()
        some = np.arange(made.nodes)[seed % 3 :: 3]
        assert (times_among(there, some, some[::-1]) == wanted[np.ix_(some, some[::-1])]).all()
        ones, others = np.divmod(np.arange(made.nodes**2)[::3], made.nodes)
        near = np.where(wanted[ones, others] <= 700, wanted[ones, others], NO_WAY)
        for way in Way:
            assert (times_of_pairs(there, ones, others, longest_ms=700, way=way) == near).all()


def test_contracted_network_has_the_times_of_the_whole():
    chance = np.random.default_rng(7)
    for seed in GRAPHS:
        made = _world(seed)
        stay = chance.random(made.nodes) < 0.2
        found = contracted(_network(made.nodes, made.arcs), stay)
        assert np.isin(np.flatnonzero(stay), found.kept).all()
        wanted = _shortest(made.nodes, made.arcs)
        for one in (found, reduced(_network(made.nodes, made.arcs), stay)):
            assert (
                times_between(one.network, range(len(one.kept)))
                == wanted[np.ix_(one.kept, one.kept)]
            ).all()
            assert (one.names[stay] >= 0).all()


def test_gain_of_each_link_is_that_of_a_recomputation():
    for seed in GRAPHS:
        made = _world(seed)
        reach = reach_of(_network(made.nodes, made.arcs), made.zones, made.ends)
        before = potential(reach, made.zones, HALF_MS)
        gains = [potential_gains(reach, made.zones, made.links, HALF_MS, way=way) for way in Way]
        for place in range(len(made.links.times)):
            after = _shortest(made.nodes, _with_link(made, place))
            between = after[np.ix_(made.zones.nodes, made.zones.nodes)]
            wanted = _potential(between, made.zones) - before
            for found in gains:
                assert found[place] == pytest.approx(wanted, rel=1e-9, abs=1e-9 * before[0])


def test_ways_a_link_shortens_are_those_of_both_ways_of_computing():
    for seed in GRAPHS[:60]:
        made = _world(seed)
        reach = reach_of(_network(made.nodes, made.arcs), made.zones, made.ends)
        for one, other, time in zip(
            made.links.ones, made.links.others, made.links.times, strict=True
        ):
            link = Link(int(one), int(other), int(time))
            fast, plain = (shorter_ways(reach, link, way=way) for way in Way)
            assert all((left == right).all() for left, right in zip(fast, plain, strict=True))
            assert (fast.after < fast.before).all()


def _potential(between, zones):
    worth = zones.people[:, None] * falling(between, HALF_MS) * zones.chances[None, :]
    return np.array([worth.sum(), worth[zones.sides[:, None] != zones.sides].sum()])


def test_times_once_a_link_is_built_are_those_of_the_network_with_it():
    for seed in GRAPHS[:60]:
        made = _world(seed)
        there = _network(made.nodes, made.arcs)
        link = Link(
            *(int(part[0]) for part in (made.links.ones, made.links.others, made.links.times))
        )
        _, found = reach_with(there, reach_of(there, made.zones, made.ends), link)
        wanted = _shortest(made.nodes, _with_link(made, 0))
        at = made.zones.nodes
        assert (np.minimum(found.between, NO_WAY) == wanted[np.ix_(at, at)]).all()
        assert (wanted[np.ix_(at, made.ends)] == np.minimum(found.out, NO_WAY).T).all()
        assert (np.minimum(found.back, NO_WAY) == wanted[np.ix_(made.ends, at)]).all()


def test_gains_are_the_same_over_many_blocks_of_zones():
    chance = np.random.default_rng(3)
    nodes = 300
    points = chance.random((nodes, 2))
    apart = (np.hypot(*(points[:, None] - points[None]).T) * 100_000).astype(int) + 1
    near = np.argsort(apart, axis=1)[:, 1:4]
    tails = np.repeat(np.arange(nodes), 3)
    heads = near.ravel()
    times = apart[tails, heads]
    there = network_of(
        nodes, np.r_[tails, heads[::2]], np.r_[heads, tails[::2]], np.r_[times, times[::2]]
    )
    order = np.argsort((points[:, 0] * 5).astype(int), kind="stable").astype(np.int32)
    sides = (points[order, 0] * 5).astype(np.int32)
    zones = Zones(order, chance.random(nodes), chance.integers(0, 3, nodes).astype(float), sides)
    ends = np.arange(0, nodes, 3, dtype=np.int32)
    ones, others = chance.integers(0, 100, (2, 300)).astype(np.int32)
    links = Candidates(ones, others, np.full(300, 900, np.int32))
    reach = reach_of(there, zones, ends)
    fast, plain = (potential_gains(reach, zones, links, 9000.0, way=way) for way in Way)
    assert plain[:, 0].max() > 0
    assert fast == pytest.approx(plain, rel=1e-9)


def test_pieces_tell_islands_and_one_way_islands():
    there = _network(5, [(0, 1, 5), (1, 0, 5), (1, 2, 5), (3, 4, 5), (4, 3, 5)])
    assert pieces(there).tolist() == [0, 0, 0, 1, 1]
    assert len(set(pieces(there, is_strong=True)[[0, 1, 2, 3]])) == 3


@pytest.mark.parametrize(
    ("arc", "sentence"),
    [
        ((0, 2, 5), "names a node outside 0 to 1"),
        ((0, 1, 0), "outside 1 to"),
        ((0, 1, LONGEST_MS + 1), "outside 1 to"),
    ],
)
def test_arc_that_cannot_be_is_refused(arc, sentence):
    with pytest.raises(ValueError, match=sentence):
        _network(2, [arc])


def test_zones_out_of_the_order_of_their_sides_are_refused():
    with pytest.raises(ValueError, match="order of their sides"):
        Zones(np.zeros(2, np.int32), np.ones(2), np.ones(2), np.array([1, 0], np.int32))
