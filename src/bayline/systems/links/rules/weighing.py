"""Which link a planner would build first, of those that give something.

What a link gives weighs less the more there is of it, as a fourth root; cost divides it. A link
that goes on straight where roads lead to it, on both sides, is likelier to be what is missing, and
more so where both are dead ends that point at each other. The few numbers were chosen on the roads
of one country and tested on another: `benchmarks/links_held_out.py`.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bayline.systems.links.rules.grounding import Ground, Pairs
from bayline.systems.links.rules.parameters import parameters
from bayline.systems.links.terms import Numbers

_NOWHERE_M = 1e-9


class Approach(NamedTuple):
    """How roads lead to links.

    Attributes:
        straight: How straight a link goes on at each end, a row for each link: 1 straight on, 0 at
            a right angle, -1 back.
        is_dead: Whether each end is a dead end.
    """

    straight: Numbers
    is_dead: NDArray[np.bool_]


class Weights(NamedTuple):
    """How much each thing counts.

    Attributes:
        gain: The power of what is gained.
        straight: What a link counts more that goes on straight at both ends, as a power of e.
        facing: What one counts more that joins dead ends that point at each other, as well.
    """

    gain: float
    straight: float
    facing: float


def weights() -> Weights:
    """Give the weights in force."""
    rules = parameters()["score"]
    return Weights(rules["gain"], rules["straight"], rules["facing"])


def scores(ground: Ground, pairs: Pairs, gains: Numbers, costs: NDArray[np.int64]) -> Numbers:
    """Give the score of each link, above zero where it gives anything.

    Args:
        ground: On which they lie.
        pairs: Their ends.
        gains: What each adds to the potential.
        costs: Of each, in yuan.
    """
    return weighed(approach(ground, pairs), gains, costs, weights())


def weighed(led: Approach, gains: Numbers, costs: NDArray[np.int64], counts: Weights) -> Numbers:
    """Give the score of each link by given weights."""
    least = np.cos(np.radians(parameters()["link"]["facing_deg"]))
    is_facing = (led.is_dead & (led.straight >= least)).all(axis=1)
    likely = counts.straight * np.clip(led.straight, 0.0, 1.0).prod(axis=1)
    found: Numbers = np.maximum(gains, 0.0) ** counts.gain / costs
    found *= np.exp(likely + counts.facing * is_facing)
    return found


def approach(ground: Ground, pairs: Pairs) -> Approach:
    """Tell how roads lead to each link at both ends."""
    network = ground.network
    joined = np.column_stack((network.tails, network.heads)).astype(np.int64)
    keys = np.unique(np.concatenate((joined, joined[:, ::-1])) @ (network.nodes, 1))
    of, other = np.divmod(keys, network.nodes)
    counts = np.bincount(of, minlength=network.nodes)
    first = np.cumsum(counts) - counts
    straight, is_dead = np.zeros((2, len(pairs.ones), 2))
    for side, (here, there) in enumerate(((pairs.ones, pairs.others), (pairs.others, pairs.ones))):
        is_dead[:, side] = counts[here] == 1
        straight[:, side] = _straightest(ground.flat, (here, there), other, first, counts)
    return Approach(straight, is_dead.astype(np.bool_))


def _straightest(
    flat: Numbers,
    links: tuple[NDArray[np.int32], NDArray[np.int32]],
    other: NDArray[np.int64],
    first: NDArray[np.int64],
    counts: NDArray[np.int64],
) -> Numbers:
    """Give the cosine between each link and the road that leads to it most straightly."""
    here, there = links
    many = counts[here]
    found = np.full(len(here), -1.0)
    starts = np.cumsum(many) - many
    link = np.repeat(np.arange(len(here)), many)
    from_ = other[first[here][link] + np.arange(len(link)) - starts[link]]
    came, goes = flat[here[link]] - flat[from_], (flat[there] - flat[here])[link]
    lengths = np.hypot(*came.T) * np.hypot(*goes.T)
    cosines = (came * goes).sum(axis=1) / np.maximum(lengths, _NOWHERE_M)
    np.maximum.at(found, link, cosines)
    return found
