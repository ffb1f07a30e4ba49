"""In which order to build links that money does not suffice for: what each gives after the others.

Gains of single links do not add up: one may take away what another would give, or be worth nothing
without it. So after each link that is chosen, all times are brought up to it, and the rest is
looked at anew. Two orders are tried, by gain for cost and by gain alone; the better one is given.

Source: M. Sviridenko, A note on maximizing a submodular set function subject to a knapsack
constraint, Operations Research Letters 32 (2004), on why either order alone may be far off.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bayline.engines.graph.compiling import Way
from bayline.engines.graph.gains import Candidates, potential_gains
from bayline.engines.graph.networks import Network, Numbers
from bayline.engines.graph.reaching import Link, Reach, Zones, reach_with

Costs = NDArray[np.int64]


class Ground(NamedTuple):
    """What is built upon.

    Attributes:
        network: As it is.
        zones: Who gains.
        reach: Times as they are.
        half_ms: The time after which a chance is worth half.
    """

    network: Network
    zones: Zones
    reach: Reach
    half_ms: float


class Built(NamedTuple):
    """One link that is built.

    Attributes:
        link: Its number among the candidates.
        gain: What it adds to the potential after those built before.
        gain_alone: What it would add if it were the only one.
        spent: What it and those before cost.
    """

    link: int
    gain: float
    gain_alone: float
    spent: int


def building_order(
    ground: Ground,
    links: Candidates,
    costs: Costs,
    budget: int,
    *,
    most: int = 0,
    way: Way | None = None,
) -> list[Built]:
    """Choose links one after the other, as long as money suffices and something is gained.

    Args:
        ground: What is built upon.
        links: What might be built.
        costs: Of each, above zero.
        budget: What may be spent.
        most: How many at most; 0 for as many as one likes.
        way: How it is computed.
    """
    alone = potential_gains(ground.reach, ground.zones, links, ground.half_ms, way=way)[:, 0]
    most = most or len(costs)
    orders = (
        _order(ground, links, (alone, costs, divisor), (budget, most), way)
        for divisor in (costs, np.ones_like(costs))
    )
    return max(orders, key=lambda order: sum(built.gain for built in order))


def _order(
    ground: Ground,
    links: Candidates,
    weights: tuple[Numbers, Costs, Costs],
    limits: tuple[int, int],
    way: Way | None,
) -> list[Built]:
    """Take what gives most by a divisor, until nothing is affordable or nothing gives more."""
    alone, costs, divisor = weights
    budget, most = limits
    order: list[Built] = []
    gains, spent = alone, 0
    while len(order) < most:
        scores = np.where(costs <= budget - spent, gains / divisor, 0.0)
        best = int(scores.argmax()) if len(scores) else 0
        if not len(scores) or scores[best] <= 0:
            break
        spent += int(costs[best])
        order.append(Built(best, float(gains[best]), float(alone[best]), spent))
        ground = _with(ground, links, best, way)
        gains = potential_gains(ground.reach, ground.zones, links, ground.half_ms, way=way)[:, 0]
        gains[[built.link for built in order]] = 0.0
    return order


def _with(ground: Ground, links: Candidates, number: int, way: Way | None) -> Ground:
    link = Link(int(links.ones[number]), int(links.others[number]), int(links.times[number]))
    network, reach = reach_with(ground.network, ground.reach, link, way=way)
    return ground._replace(network=network, reach=reach)


def efficient(gains: Numbers, costs: Costs) -> NDArray[np.bool_]:
    """Tell of each whether no other gives as much for less, or more for as much."""
    order = np.lexsort((-gains, costs))
    best, lowest = -np.inf, -1
    found = np.zeros(len(gains), bool)
    for number in order:
        gain, cost = gains[number], costs[number]
        found[number] = gain > best or (gain == best and cost == lowest)
        if gain > best:
            best, lowest = gain, cost
    return found
