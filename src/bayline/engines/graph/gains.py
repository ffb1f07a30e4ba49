"""What one link more would give, exactly, for many links that might be.

A way from s to t gains by a link from u to v only where it is shorter by way of it, and then, as
shortest times keep to the triangle, s is nearer to v by way of u, and t nearer to u by way of v.
So only zones that are drawn to the link on either side are looked at. Nobody is drawn both ways.

Source: the increment as in M. W. Bhagat-Conway, A. Compiano, H. Ivey, MissingLinks.jl (2024); the
pruning by the triangle is of this project.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from bayline.engines.graph.compiling import Way, way_here
from bayline.engines.graph.networks import NO_WAY, Numbers, Whole
from bayline.engines.graph.reaching import Link, Reach, Sides, Zones


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Links that might be built, each of both directions.

    Attributes:
        ones: Which of the ends each begins at.
        others: Which of the ends each leads to.
        times: Milliseconds along each.
    """

    ones: Whole
    others: Whole
    times: Whole


def falling(times: Whole, half_ms: float) -> Numbers:
    """Give what a chance is worth after a time: half as much after each `half_ms`."""
    worth: Numbers = np.exp2(-np.minimum(times, NO_WAY) / half_ms)
    worth[times >= NO_WAY] = 0.0
    return worth


def potential(reach: Reach, zones: Zones, half_ms: float) -> Numbers:
    """Give the potential of all zones together, and of ways across the border alone.

    Sum over people at s and chances at t of people x chances x 2^(-time / half). W. G. Hansen, How
    accessibility shapes land use, Journal of the American Institute of Planners 25 (1959).
    """
    worth = zones.people[:, None] * falling(reach.between, half_ms) * zones.chances[None, :]
    across = zones.sides[:, None] != zones.sides[None, :]
    return np.array([worth.sum(), worth[across].sum()])


def potential_gains(
    reach: Reach,
    zones: Zones,
    links: Candidates,
    half_ms: float,
    *,
    way: Way | None = None,
) -> Numbers:
    """Give what each link, built alone, would add to the potential.

    Args:
        reach: Times as they are.
        zones: Whose times they are.
        links: What might be built.
        half_ms: The time after which a chance is worth half.
        way: How it is computed.

    Returns:
        A row for each link: of all ways, and of those across the border alone.
    """
    gains = np.zeros((len(links.times), 2))
    weights = zones.people, zones.chances
    now = Sides(reach.out, reach.back, *weights, zones.sides, reach.between)
    if (way or way_here()) is Way.PLAIN:
        _plain(now, links, half_ms, gains)
    else:
        from bayline.engines.graph.summing import add_up

        add_up(now, (links.ones, links.others, links.times), half_ms, gains)
    return gains


class Shorter(NamedTuple):
    """Ways that become shorter by a link in one direction.

    Attributes:
        origins: The zones they begin in.
        goals: The zones they lead to.
        before: How long they were.
        after: How long they are by way of the link.
    """

    origins: Whole
    goals: Whole
    before: Whole
    after: Whole


def shorter_ways(reach: Reach, link: Link, *, way: Way | None = None) -> Shorter:
    """Name the ways that a link shortens, from its one end to its other."""
    near, far, time = link
    drawn = np.flatnonzero(reach.out[near] + time < reach.out[far])
    ahead = np.flatnonzero(reach.back[far] + time < reach.back[near])
    up_to, beyond = reach.out[near, drawn] + np.int32(time), reach.back[far, ahead]
    between = reach.between[np.ix_(drawn, ahead)]
    rows, columns = _sooner(between, up_to, beyond, way)
    after = up_to[rows] + beyond[columns]
    origins, goals = drawn[rows].astype(np.int32), ahead[columns].astype(np.int32)
    return Shorter(origins, goals, between[rows, columns], after)


def _sooner(between: Whole, up_to: Whole, beyond: Whole, way: Way | None) -> tuple[Whole, Whole]:
    if (way or way_here()) is Way.PLAIN:
        rows, columns = np.nonzero(up_to[:, None] + beyond < between)
        return rows.astype(np.int32), columns.astype(np.int32)
    from bayline.engines.graph.shortening import shorter_pairs

    return shorter_pairs(between, up_to, beyond)


def _plain(now: Sides, links: Candidates, half_ms: float, gains: Numbers) -> None:
    sides = now.sides
    across = sides[:, None] != sides[None, :]
    before = now.people[:, None] * falling(now.between, half_ms) * now.chances
    for place, time in enumerate(links.times):
        ends = links.ones[place], links.others[place]
        for u, v in (ends, ends[::-1]):
            drawn = np.flatnonzero(now.out[u] + time < now.out[v])
            ahead = np.flatnonzero(now.back[v] + time < now.back[u])
            where = np.ix_(drawn, ahead)
            through = now.out[u, drawn][:, None] + time + now.back[v, ahead][None, :]
            worth = now.people[drawn, None] * falling(through, half_ms) * now.chances[ahead]
            more = np.maximum(worth - before[where], 0.0)
            gains[place] += more.sum(), more[across[where]].sum()
