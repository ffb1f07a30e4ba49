"""A network as arrays: arcs in compressed rows, times in whole milliseconds.

Whole numbers add up without rounding, so that a time found by one way of computing equals the time
found by another to the last digit, and the gain of a link can be held against a recomputation.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Whole = NDArray[np.int32]
Numbers = NDArray[np.float64]
NO_WAY = 2**29  # milliseconds, some six days: three of them still fit in 32 bits
LONGEST_MS = 2**26  # of one arc, some eighteen hours


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Directed arcs between nodes that are numbered from 0.

    Attributes:
        starts: Where the arcs of each node begin, with the end of the last; nodes + 1 of them.
        heads: The node each arc leads to, rising within a node.
        times: Milliseconds along each arc, at least 1.
    """

    starts: Whole
    heads: Whole
    times: Whole

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return len(self.starts) - 1

    @property
    def tails(self) -> Whole:
        """The node each arc comes from."""
        return np.repeat(np.arange(self.nodes, dtype=np.int32), np.diff(self.starts))

    def turned(self) -> "Network":
        """Give the network with every arc the other way."""
        return network_of(self.nodes, self.heads, self.tails, self.times)

    def joined(self, tails: ArrayLike, heads: ArrayLike, times: ArrayLike) -> "Network":
        """Give the network with more arcs."""
        return network_of(
            self.nodes,
            np.concatenate((self.tails, np.asarray(tails, np.int32))),
            np.concatenate((self.heads, np.asarray(heads, np.int32))),
            np.concatenate((self.times, np.asarray(times, np.int32))),
        )


def network_of(nodes: int, tails: ArrayLike, heads: ArrayLike, times: ArrayLike) -> Network:
    """Make a network of arcs; of those between the same nodes the fastest stays, loops go.

    Args:
        nodes: How many nodes there are.
        tails: The node each arc comes from.
        heads: The node each arc leads to.
        times: Milliseconds along each arc, whole numbers from 1 to 2^26.

    Raises:
        ValueError: The arrays are of different lengths, or name a node or a time that cannot be.
    """
    tail, head = np.asarray(tails, np.int64), np.asarray(heads, np.int64)
    time = np.asarray(times, np.int64)
    _held_to_what_can_be(nodes, tail, head, time)
    stays = tail != head
    tail, head, time = tail[stays], head[stays], time[stays]
    order = np.lexsort((time, head, tail))
    tail, head, time = tail[order], head[order], time[order]
    first = np.ones(len(tail), bool)
    first[1:] = (tail[1:] != tail[:-1]) | (head[1:] != head[:-1])
    starts = np.zeros(nodes + 1, np.int32)
    np.cumsum(np.bincount(tail[first], minlength=nodes), out=starts[1:])
    return Network(starts, head[first].astype(np.int32), time[first].astype(np.int32))


def _held_to_what_can_be(
    nodes: int, tail: NDArray[np.int64], head: NDArray[np.int64], time: NDArray[np.int64]
) -> None:
    if not len(tail) == len(head) == len(time):
        raise ValueError("tails, heads and times are of different lengths")
    if len(tail) and (min(tail.min(), head.min()) < 0 or max(tail.max(), head.max()) >= nodes):
        raise ValueError(f"an arc names a node outside 0 to {nodes - 1}")
    if len(time) and not 1 <= time.min() <= time.max() <= LONGEST_MS:
        raise ValueError(f"a time is outside 1 to {LONGEST_MS} milliseconds")


def pieces(network: Network, *, is_strong: bool = False) -> Whole:
    """Number the connected pieces of a network, one number for each node.

    Args:
        network: Whose pieces.
        is_strong: Whether one must come there and back; else a one-way arc joins as well.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    graph = csr_array((network.times, network.heads, network.starts), shape=(network.nodes,) * 2)
    kind = "strong" if is_strong else "weak"
    _, labels = connected_components(graph, directed=True, connection=kind)
    return np.asarray(labels, np.int32)
