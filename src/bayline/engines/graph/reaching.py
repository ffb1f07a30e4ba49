"""Who reaches whom, and the ends of links that might be: the times everything else is made of."""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from bayline.engines.graph.compiling import Way
from bayline.engines.graph.networks import Network, Numbers, Whole
from bayline.engines.graph.trees import times_between


@dataclass(frozen=True, slots=True, eq=False)
class Zones:
    """Where people live and what they go to.

    Attributes:
        nodes: Where each zone meets the network.
        people: How many set out from it, none below zero.
        chances: How much there is to go to, none below zero.
        sides: The side of the border it lies on, a number; rising, so that a side lies together.
    """

    nodes: Whole
    people: Numbers
    chances: Numbers
    sides: Whole

    def __post_init__(self) -> None:
        """Hold what is given to what can be.

        Raises:
            ValueError: Lengths differ, a weight is below zero or no number, or sides fall.
        """
        if not len(self.nodes) == len(self.people) == len(self.chances) == len(self.sides):
            raise ValueError("nodes, people, chances and sides are of different lengths")
        for weights in (self.people, self.chances):
            if not (np.isfinite(weights).all() and (weights >= 0).all()):
                raise ValueError("a weight is below zero, or no number")
        if (np.diff(self.sides) < 0).any():
            raise ValueError("zones are not in the order of their sides")


class Link(NamedTuple):
    """One road more, as open in one direction as in the other.

    Attributes:
        one: Which of the ends it begins at.
        other: Which of the ends it leads to.
        time: Milliseconds along it.
    """

    one: int
    other: int
    time: int


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """Shortest times in milliseconds, `NO_WAY` where there is none.

    Attributes:
        ends: The nodes at which links may begin and end.
        between: From each zone, a row, to each zone.
        out: To each end, a row, from each zone.
        back: From each end, a row, to each zone.
    """

    ends: Whole
    between: Whole
    out: Whole
    back: Whole


class Sides(NamedTuple):
    """Zones and what is between them before any link is built.

    Attributes:
        out: To each end, a row, from each zone.
        back: From each end, a row, to each zone.
        people: Who sets out.
        chances: What there is to go to.
        sides: The side of each zone, rising.
        between: From each zone, a row, to each zone.
    """

    out: Whole
    back: Whole
    people: Numbers
    chances: Numbers
    sides: Whole
    between: Whole


def reach_of(network: Network, zones: Zones, ends: Whole, *, way: Way | None = None) -> Reach:
    """Give the times between zones, and between zones and ends, on a network."""
    targets = np.concatenate((zones.nodes, ends))
    there = times_between(network, zones.nodes, targets, way=way)
    back = times_between(network.turned(), zones.nodes, ends, way=way)
    count = len(zones.nodes)
    out = np.ascontiguousarray(there[:, count:].T)
    return Reach(ends, np.ascontiguousarray(there[:, :count]), out, np.ascontiguousarray(back.T))


def reach_with(
    network: Network, reach: Reach, link: Link, *, way: Way | None = None
) -> tuple[Network, Reach]:
    """Give network and times as they are once a link is built.

    A shortest way takes the new link at most once, in one direction; so it is the shortest of
    before, and of two that go by way of it.
    """
    both = reach.ends[[link.one, link.other]]
    there = times_between(network, both, reach.ends, way=way)  # from the two ends of the link
    here = times_between(network.turned(), both, reach.ends, way=way)  # to them
    out = _by_way_of(reach.out, reach.out, there[:, :, None], link)
    back = _by_way_of(reach.back, reach.back, here[:, :, None], link)
    between = reach.between
    for one, other in ((link.one, link.other), (link.other, link.one)):
        through = reach.out[one][:, None] + np.int32(link.time) + reach.back[other][None, :]
        between = np.minimum(between, through)
    tails, heads = both, both[::-1]
    built = network.joined(tails, heads, [link.time, link.time])
    return built, replace(reach, between=between, out=out, back=back)


def _by_way_of(before: Whole, legs: Whole, rest: Whole, link: Link) -> Whole:
    """Give the shorter of before and a leg to one end, over the link, and the rest from there."""
    first = legs[link.one][None, :] + np.int32(link.time) + rest[1]
    second = legs[link.other][None, :] + np.int32(link.time) + rest[0]
    shorter: Whole = np.minimum(before, np.minimum(first, second))
    return shorter
