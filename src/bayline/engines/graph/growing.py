"""Shortest times by Dijkstra with a heap of four branches, compiled.

Source: E. W. Dijkstra, Numerische Mathematik 1 (1959), 269; D. B. Johnson, Priority queues with
update, Information Processing Letters 4 (1975), for the heap of d branches.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bayline.engines.graph.networks import NO_WAY, Network, Whole
from bayline.engines.loops import compiled_loop

_Arrays = tuple[Whole, Whole, Whole]
_Waiting = NDArray[np.uint64]
_NODE = 0xFFFFFFFF  # the bits of an entry that name the node


def fill_times(network: Network, sources: Whole, targets: Whole, found: Whole) -> None:
    """Fill in the times from each source, a row, to each target."""
    _run((network.starts, network.heads, network.times), sources, targets, found)


def fill_pairs(network: Network, pairs: _Arrays, longest_ms: int, found: Whole) -> None:
    """Fill in the time of each pair where it is not longer than asked.

    Args:
        network: On which one travels.
        pairs: The sources, each once; where the targets of each begin, with the end of the last;
            the targets.
        longest_ms: How far one looks.
        found: A time for each target.
    """
    arrays = network.starts, network.heads, network.times
    _run_pairs(arrays, pairs, np.int32(longest_ms), found)


class _Room(NamedTuple):
    """Room for one search.

    Attributes:
        reached: When each node is reached, as far as is known.
        heap: What waits, each above four that are no less: the time in the upper half of the bits,
            the node in the lower, so that one comparison tells. A node may wait more than once.
        met: The nodes that were reached at all.
    """

    reached: Whole
    heap: _Waiting
    met: Whole


@compiled_loop
def _push(heap: _Waiting, size: np.uint64, entry: np.uint64) -> None:
    """Put an entry at the end, and move it up to where none above it is later."""
    hole = size
    while hole > np.uint64(0):
        above = (hole - np.uint64(1)) >> np.uint64(2)
        if heap[above] <= entry:
            break
        heap[hole] = heap[above]
        hole = above
    heap[hole] = entry


@compiled_loop
def _pop(heap: _Waiting, size: np.uint64) -> None:
    """Take the last of so many entries, which goes on below the place that is empty on top."""
    entry, hole = heap[size], np.uint64(0)
    while True:
        child = (hole << np.uint64(2)) + np.uint64(1)
        if child >= size:
            break
        best, least = child, heap[child]
        for other in range(child + np.uint64(1), min(child + np.uint64(4), size)):
            if heap[other] < least:
                best, least = np.uint64(other), heap[other]
        if least >= entry:
            break
        heap[hole] = least
        hole = best
    heap[hole] = entry


@compiled_loop
def _grow(network: _Arrays, source: int, longest_ms: int, room: _Room) -> int:
    """Reach nodes from one, the nearest first, and tell how many were met.

    One that was left is never nearer again. What lies further than asked may be left too far.
    """
    starts, heads, times = network
    reached, heap, met = room
    reached[source], met[0], heap[0] = 0, source, np.uint64(source)
    size, count = np.uint64(1), 1
    while size:
        entry = heap[0]
        size -= np.uint64(1)
        _pop(heap, size)
        node, now = entry & np.uint64(_NODE), np.int32(entry >> np.uint64(32))
        if now > longest_ms:
            break
        if now > reached[node]:
            continue  # it was met sooner since
        for arc in range(np.uint64(starts[node]), np.uint64(starts[node + np.uint64(1)])):
            head, time = np.uint64(heads[arc]), np.int32(now + times[arc])
            if time < reached[head]:
                if reached[head] == NO_WAY:
                    met[count] = head
                    count += 1
                reached[head] = time
                _push(heap, size, (np.uint64(time) << np.uint64(32)) | head)
                size += np.uint64(1)
    return count


@compiled_loop
def _make_room(nodes: int, arcs: int) -> _Room:
    reached = np.full(nodes, NO_WAY, np.int32)
    return _Room(reached, np.empty(arcs + 1, np.uint64), np.empty(nodes, np.int32))


@compiled_loop
def _clear(room: _Room, count: int) -> None:
    for one in range(count):
        room.reached[room.met[one]] = NO_WAY


@compiled_loop
def _run(network: _Arrays, sources: Whole, targets: Whole, found: Whole) -> None:
    room = _make_room(len(network[0]) - 1, len(network[1]))
    for row in range(len(sources)):
        count = _grow(network, sources[row], np.int32(NO_WAY), room)
        for column in range(len(targets)):
            found[row, column] = room.reached[targets[column]]
        _clear(room, count)


@compiled_loop
def _run_pairs(network: _Arrays, pairs: _Arrays, longest_ms: int, found: Whole) -> None:
    sources, starts, targets = pairs
    room = _make_room(len(network[0]) - 1, len(network[1]))
    for row in range(len(sources)):
        count = _grow(network, sources[row], longest_ms, room)
        for place in range(starts[row], starts[row + 1]):
            time = room.reached[targets[place]]
            found[place] = time if time <= longest_ms else NO_WAY
        _clear(room, count)
