"""The same network without the nodes one only passes: most nodes of a map bend a road, no more.

A node is passed where it has two neighbors and each direction that enters it from one of them goes
on to the other. Dead ends, crossings and whatever is named stay, so times between those are the
same.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bayline.engines.graph.networks import Network, Whole, network_of

_FOLLOWED = 2  # neighbors of a node that is passed


class Contracted(NamedTuple):
    """A network of the nodes that stay.

    Attributes:
        network: Its nodes are numbered anew.
        kept: What each of its nodes was called before, rising.
        names: What each node before is called now; -1 where it is passed.
    """

    network: Network
    kept: Whole
    names: Whole


def contracted(network: Network, stay: NDArray[np.bool_]) -> Contracted:
    """Leave out nodes that are only passed.

    Args:
        network: Which one.
        stay: Of each node whether it stays in any case, as something begins or ends there.
    """
    neighbors = _neighbors(network)
    passed = _passed(network, neighbors) & ~stay
    passed &= ~_alone(passed, neighbors)
    kept = np.flatnonzero(~passed).astype(np.int32)
    names = np.full(network.nodes, -1, np.int32)
    names[kept] = np.arange(len(kept), dtype=np.int32)
    tails, heads, times = _followed(network, passed)
    return Contracted(network_of(len(kept), names[tails], names[heads], times), kept, names)


def reduced(network: Network, stay: NDArray[np.bool_]) -> Contracted:
    """Leave out as well what no way between two nodes that stay comes by: dead ends of others."""
    first = contracted(network, stay)
    keep = _without_tips(first.network, stay[first.kept])
    names = np.where(keep, np.cumsum(keep) - 1, -1).astype(np.int32)
    tails, heads = names[first.network.tails], names[first.network.heads]
    is_kept = (tails >= 0) & (heads >= 0)
    count, times = int(keep.sum()), first.network.times[is_kept]
    inner = network_of(count, tails[is_kept], heads[is_kept], times)
    kept = first.kept[keep]
    second = contracted(inner, stay[kept])
    known = kept[second.kept]
    told = np.full(network.nodes, -1, np.int32)
    told[known] = np.arange(len(known), dtype=np.int32)
    return Contracted(second.network, known, told)


def _without_tips(network: Network, stay: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Drop nodes that have one neighbor or none, until all that are left have two or stay."""
    low = np.minimum(network.tails, network.heads).astype(np.int64)
    high = np.maximum(network.tails, network.heads).astype(np.int64)
    pairs = np.unique(low * network.nodes + high)
    low, high = pairs // network.nodes, pairs % network.nodes
    keep = np.ones(network.nodes, bool)
    while True:
        counts = np.bincount(np.concatenate((low, high)), minlength=network.nodes)
        tips = keep & ~stay & (counts <= 1)
        if not tips.any():
            return keep
        keep &= ~tips
        is_kept = keep[low] & keep[high]
        low, high = low[is_kept], high[is_kept]


def _neighbors(network: Network) -> NDArray[np.int64]:
    """Give the two neighbors of each node that has two and no more, else -1 twice."""
    tails, heads = network.tails.astype(np.int64), network.heads.astype(np.int64)
    both = np.concatenate((tails * network.nodes + heads, heads * network.nodes + tails))
    pairs = np.unique(both)
    of, other = pairs // network.nodes, pairs % network.nodes
    counts = np.bincount(of, minlength=network.nodes)
    first = np.concatenate(([0], np.cumsum(counts)[:-1]))
    found = np.full((network.nodes, _FOLLOWED), -1, np.int64)
    two = np.flatnonzero(counts == _FOLLOWED)
    found[two, 0], found[two, 1] = other[first[two]], other[first[two] + 1]
    return found


def _passed(network: Network, neighbors: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell of each node whether what enters it from one side goes on to the other."""
    arcs = network.tails.astype(np.int64) * network.nodes + network.heads  # rising, as rows are
    here = np.arange(network.nodes)
    left, right = neighbors[:, 0], neighbors[:, 1]
    has_two = left >= 0

    def is_there(tail: NDArray[np.int64], head: NDArray[np.int64]) -> NDArray[np.bool_]:
        wanted = tail * network.nodes + head
        place = np.minimum(np.searchsorted(arcs, wanted), max(len(arcs) - 1, 0))
        return (arcs[place] == wanted) if len(arcs) else np.zeros(len(wanted), bool)

    there = is_there(left, here) == is_there(here, right)
    back = is_there(right, here) == is_there(here, left)
    passed: NDArray[np.bool_] = has_two & there & back
    return passed


def _alone(passed: NDArray[np.bool_], neighbors: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Name one node of each ring of nodes that are all passed, so that the ring does not vanish."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    inner = np.flatnonzero(passed)
    tails = np.repeat(inner, _FOLLOWED)
    heads = neighbors[inner].ravel()
    joins = passed[heads]
    ones = np.ones(int(joins.sum()), np.int8)
    graph = coo_array((ones, (tails[joins], heads[joins])), shape=(len(passed),) * 2)
    count, labels = connected_components(graph, directed=False)
    has_end = np.zeros(count, bool)
    has_end[labels[tails[~joins]]] = True
    alone = np.zeros(len(passed), bool)
    _, first = np.unique(labels[inner], return_index=True)
    chosen = inner[first]
    alone[chosen[~has_end[labels[chosen]]]] = True
    return alone


def _followed(
    network: Network, passed: NDArray[np.bool_]
) -> tuple[Whole, Whole, NDArray[np.int64]]:
    """Follow every arc that leaves a node that stays, up to the next one that stays.

    All are followed at once, a step at a time, each over the arc that does not turn back.
    """
    tails = network.tails
    leaves = ~passed[tails]
    tail, came = tails[leaves], tails[leaves]
    head, time = network.heads[leaves], network.times[leaves].astype(np.int64)
    ends: list[tuple[Whole, Whole, NDArray[np.int64]]] = []
    while len(tail):
        goes_on = passed[head]
        ends.append((tail[~goes_on], head[~goes_on], time[~goes_on]))
        tail, came, head, time = tail[goes_on], came[goes_on], head[goes_on], time[goes_on]
        arc = network.starts[head]
        turns = network.heads[arc] == came
        arc = np.where(turns, arc + 1, arc)
        came, head, time = head, network.heads[arc], time + network.times[arc]
    ends.append((tail, head, time))  # none are left; where there were none, these are the arrays
    from_, to, along = zip(*ends, strict=True)
    return np.concatenate(from_), np.concatenate(to), np.concatenate(along)
