"""The way itself: which nodes the shortest way from one to another comes by."""

from typing import NamedTuple

import numpy as np

from bayline.engines.graph.networks import Network, Whole, network_of


class Route(NamedTuple):
    """A shortest way.

    Attributes:
        nodes: In order, from the start to the goal.
        time_ms: Along it.
    """

    nodes: Whole
    time_ms: int


def route_of(network: Network, start: int, goal: int) -> Route | None:
    """Give the shortest way from one node to another; None where there is none."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    shape = (network.nodes,) * 2
    weights = network.times.astype(np.float64)
    graph = csr_array((weights, network.heads, network.starts), shape=shape)
    times, before = dijkstra(graph, indices=start, return_predecessors=True)
    if np.isinf(times[goal]):
        return None
    nodes = [goal]
    while nodes[-1] != start:
        nodes.append(int(before[nodes[-1]]))
    return Route(np.array(nodes[::-1], np.int32), int(times[goal]))


def without(network: Network, nodes: Whole) -> Network:
    """Give the network without the arcs between nodes that follow each other, either way."""
    ones, others = nodes[:-1].astype(np.int64), nodes[1:].astype(np.int64)
    closed = np.concatenate((ones * network.nodes + others, others * network.nodes + ones))
    tails = network.tails
    stays = ~np.isin(tails.astype(np.int64) * network.nodes + network.heads, closed)
    return network_of(network.nodes, tails[stays], network.heads[stays], network.times[stays])
