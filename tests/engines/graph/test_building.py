"""Building orders under a budget, held against every set of up to three links."""

from itertools import combinations

import numpy as np
import pytest

from bayline.engines.graph.building import Ground, building_order, efficient
from bayline.engines.graph.compiling import Way
from bayline.engines.graph.gains import Candidates, potential
from bayline.engines.graph.networks import network_of
from bayline.engines.graph.reaching import Zones, reach_of

HALF_MS = 600.0
LINKS = 7


def _ground(seed):
    """Make a grid of roads with holes on two sides of a river, and links over it."""
    chance = np.random.default_rng(seed)
    side = 5
    pairs = [(y * side + x, y * side + x + 1) for y in range(side) for x in range(side - 1)]
    pairs += [(y * side + x, (y + 1) * side + x) for y in range(side - 1) for x in range(side)]
    pairs = [pair for pair in pairs if chance.random() < 0.6]
    times = chance.integers(100, 500, len(pairs))
    tails, heads = np.array(pairs, np.int32).T
    network = network_of(25, np.r_[tails, heads], np.r_[heads, tails], np.r_[times, times])
    nodes = np.arange(25, dtype=np.int32)
    people = chance.integers(0, 9, 25).astype(np.float64)
    zones = Zones(nodes, people, people, (nodes > 12).astype(np.int32))
    ones, others = (chance.integers(0, 25, LINKS).astype(np.int32) for _ in range(2))
    links = Candidates(ones, others, chance.integers(50, 300, LINKS).astype(np.int32))
    costs = chance.integers(2, 9, LINKS).astype(np.int64)
    return Ground(network, zones, reach_of(network, zones, nodes), HALF_MS), links, costs


def _gain_of(ground, links, chosen):
    """Give what links add together, with all times computed anew."""
    ends = links.ones[chosen], links.others[chosen]
    times = links.times[chosen]
    built = ground.network.joined(np.concatenate(ends), np.concatenate(ends[::-1]), [*times] * 2)
    now = reach_of(built, ground.zones, ground.reach.ends, way=Way.PLAIN)
    was, is_now = (potential(reach, ground.zones, HALF_MS)[0] for reach in (ground.reach, now))
    return is_now - was


def _best_gain(ground, links, costs, budget):
    sets = (list(chosen) for size in (1, 2, 3) for chosen in combinations(range(LINKS), size))
    return max(_gain_of(ground, links, one) for one in sets if costs[one].sum() <= budget)


def test_order_gives_what_it_says_and_nearly_what_the_best_set_gives():
    shares = []
    for seed in range(12):
        ground, links, costs = _ground(seed)
        order = building_order(ground, links, costs, 12, most=3, way=Way.PLAIN)
        chosen = [built.link for built in order]
        assert order[-1].spent == costs[chosen].sum() <= 12
        together = _gain_of(ground, links, chosen)
        assert sum(built.gain for built in order) == pytest.approx(together, rel=1e-9)
        alone = [_gain_of(ground, links, [one]) for one in chosen]
        assert [built.gain_alone for built in order] == pytest.approx(alone, rel=1e-9)
        shares.append(together / _best_gain(ground, links, costs, 12))
    assert min(shares) >= 0.95
    assert max(shares) <= 1 + 1e-9


def test_front_is_complete():
    chance = np.random.default_rng(1)
    costs = chance.integers(1, 6, 40)
    gains = (2 * costs + chance.integers(0, 4, 40)).astype(float)
    wanted = [
        not any(
            (gain >= gains[one] and cost < costs[one]) or (gain > gains[one] and cost <= costs[one])
            for gain, cost in zip(gains, costs, strict=True)
        )
        for one in range(40)
    ]
    assert efficient(gains, costs).tolist() == wanted
    assert sum(wanted) > 1
