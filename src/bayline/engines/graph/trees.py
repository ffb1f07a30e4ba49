"""Shortest times from many nodes to many, and of pairs: by compiled loops, or by scipy."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from bayline.engines.graph.compiling import Way, way_here
from bayline.engines.graph.contracting import reduced
from bayline.engines.graph.networks import NO_WAY, Network, Whole

_AT_ONCE = 64  # sources whose times to all nodes scipy is asked for together


def times_between(
    network: Network,
    sources: ArrayLike,
    targets: ArrayLike | None = None,
    *,
    way: Way | None = None,
) -> Whole:
    """Give the shortest times from each source to each target.

    Args:
        network: On which one travels.
        sources: Nodes.
        targets: Nodes; all of them where none are named.
        way: How it is computed; the faster way of this machine where nothing is said.

    Returns:
        Milliseconds, a row for each source and a column for each target; `NO_WAY` where there is
        none.
    """
    start = np.asarray(sources, np.int32)
    at = np.arange(network.nodes, dtype=np.int32) if targets is None else np.asarray(targets)
    at = at.astype(np.int32)
    if (way or way_here()) is Way.PLAIN:
        return _by_scipy(network, start, at)
    found = np.empty((len(start), len(at)), np.int32)
    from bayline.engines.graph.growing import fill_times

    fill_times(network, start, at, found)
    return found


def times_among(
    network: Network, sources: ArrayLike, targets: ArrayLike, *, way: Way | None = None
) -> Whole:
    """Give the same times as `times_between`, sooner where many are asked for.

    What no way between the named nodes comes by is left out first, which takes as long as some
    tens of sources do on the whole network.
    """
    start, at = np.asarray(sources, np.int64), np.asarray(targets, np.int64)
    stay = np.zeros(network.nodes, bool)
    stay[start] = stay[at] = True
    small = reduced(network, stay)
    return times_between(small.network, small.names[start], small.names[at], way=way)


def times_of_pairs(
    network: Network,
    ones: ArrayLike,
    others: ArrayLike,
    *,
    longest_ms: int,
    way: Way | None = None,
) -> Whole:
    """Give the shortest time from one node to another for each pair, as far as one looks.

    Args:
        network: On which one travels.
        ones: Where each begins.
        others: Where each ends.
        longest_ms: How far one looks.
        way: How it is computed.

    Returns:
        Milliseconds; `NO_WAY` where it is further than asked.
    """
    one, other = np.asarray(ones, np.int32), np.asarray(others, np.int32)
    order = np.argsort(one, kind="stable")
    sources, first = np.unique(one[order], return_index=True)
    starts = np.append(first, len(one)).astype(np.int32)
    found, times = np.empty(len(one), np.int32), np.empty(len(one), np.int32)
    pairs = sources.astype(np.int32), starts, other[order]
    if (way or way_here()) is Way.PLAIN:
        _pairs_by_scipy(network, pairs, longest_ms, found)
    else:
        from bayline.engines.graph.growing import fill_pairs

        fill_pairs(network, pairs, longest_ms, found)
    times[order] = found
    return times


def times_near(network: Network, sources: ArrayLike, *, longest_ms: int) -> Whole:
    """Give the shortest times from each source, a row, to all nodes, as far as one looks.

    Args:
        network: On which one travels.
        sources: Nodes.
        longest_ms: How far one looks; `NO_WAY` stands beyond.
    """
    from scipy.sparse.csgraph import dijkstra

    rows = dijkstra(_graph(network), indices=np.asarray(sources), limit=longest_ms)
    return np.where(np.isinf(rows), NO_WAY, rows).astype(np.int32)


def _pairs_by_scipy(
    network: Network, pairs: tuple[Whole, Whole, Whole], longest_ms: int, found: Whole
) -> None:
    from scipy.sparse.csgraph import dijkstra

    sources, starts, targets = pairs
    graph = _graph(network)
    for row, source in enumerate(sources):
        span = slice(starts[row], starts[row + 1])
        times = dijkstra(graph, indices=source, limit=longest_ms)[targets[span]]
        found[span] = np.where(np.isinf(times), NO_WAY, times)


def _by_scipy(network: Network, sources: Whole, targets: Whole) -> Whole:
    from scipy.sparse.csgraph import dijkstra

    graph = _graph(network)
    found = np.empty((len(sources), len(targets)), np.int32)
    for first in range(0, len(sources), _AT_ONCE):
        rows = dijkstra(graph, directed=True, indices=sources[first : first + _AT_ONCE])
        rows[np.isinf(rows)] = NO_WAY
        found[first : first + _AT_ONCE] = rows[:, targets]
    return found


def _graph(network: Network) -> Any:  # noqa: ANN401 - an array of scipy, which tells no types
    from scipy.sparse import csr_array

    shape = (network.nodes, network.nodes)
    return csr_array((network.times.astype(np.float64), network.heads, network.starts), shape=shape)
