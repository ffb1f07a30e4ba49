"""Shortest times by Dijkstra with a heap of four branches, compiled.

Source: E. W. Dijkstra, Numerische Mathematik 1 (1959), 269; D. B. Johnson, Priority queues with
update, Information Processing Letters 4 (1975), for the heap of d branches.
"""

from typing import NamedTuple

import numpy as np

from bayline.engines.graph.networks import NO_WAY, Network, Whole
from bayline.engines.loops import compiled_loop

_Arrays = tuple[Whole, Whole, Whole]


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


class _Heap(NamedTuple):
    """Nodes that wait, each above four that are reached no earlier.

    Attributes:
        reached: When each node is reached, as far as is known.
        waiting: The nodes of the heap.
        place: Where each node waits; -1 where it never has.
        met: The nodes that ever waited.
    """

    reached: Whole
    waiting: Whole
    place: Whole
    met: Whole


@compiled_loop
def _lift(heap: _Heap, node: int) -> None:
    """Move a node up to where none above it is later."""
    reached, waiting, place, _ = heap
    time, hole = reached[node], place[node]
    while hole > 0:
        above = (hole - 1) >> 2
        other = waiting[above]
        if reached[other] <= time:
            break
        waiting[hole] = other
        place[other] = hole
        hole = above
    waiting[hole] = node
    place[node] = hole


@compiled_loop
def _sink(heap: _Heap, size: int) -> None:
    """Take the last of the heap, which goes on below the place that was left empty on top."""
    reached, waiting, place, _ = heap
    node = waiting[size]
    time, hole = reached[node], 0
    while True:
        child = (hole << 2) + 1
        if child >= size:
            break
        best = child
        for other in range(child + 1, min(child + 4, size)):
            if reached[waiting[other]] < reached[waiting[best]]:
                best = other
        if reached[waiting[best]] >= time:
            break
        waiting[hole] = waiting[best]
        place[waiting[hole]] = hole
        hole = best
    waiting[hole] = node
    place[node] = hole


@compiled_loop
def _grow(network: _Arrays, source: int, longest_ms: int, heap: _Heap) -> int:
    """Reach nodes from one, the nearest first, and tell how many were met.

    One that was left is never nearer again. What lies further than asked may be left too far.
    """
    starts, heads, times = network
    reached, waiting, place, met = heap
    reached[source], waiting[0], place[source], met[0] = 0, source, 0, source
    size, count = 1, 1
    while size:
        node = waiting[0]
        if reached[node] > longest_ms:
            break
        size -= 1
        if size:
            _sink(heap, size)
        for arc in range(starts[node], starts[node + 1]):
            head, time = heads[arc], reached[node] + times[arc]
            if time < reached[head]:
                if place[head] < 0:
                    place[head], met[count] = size, head
                    size += 1
                    count += 1
                reached[head] = time
                _lift(heap, head)
    return count


@compiled_loop
def _room(nodes: int) -> _Heap:
    reached, place = np.full(nodes, NO_WAY, np.int32), np.full(nodes, -1, np.int32)
    return _Heap(reached, np.empty(nodes + 1, np.int32), place, np.empty(nodes, np.int32))


@compiled_loop
def _clear(heap: _Heap, count: int) -> None:
    for one in range(count):
        heap.reached[heap.met[one]] = NO_WAY
        heap.place[heap.met[one]] = -1


@compiled_loop
def _run(network: _Arrays, sources: Whole, targets: Whole, found: Whole) -> None:
    heap = _room(len(network[0]) - 1)
    for row in range(len(sources)):
        count = _grow(network, sources[row], np.int32(NO_WAY), heap)
        for column in range(len(targets)):
            found[row, column] = heap.reached[targets[column]]
        _clear(heap, count)


@compiled_loop
def _run_pairs(network: _Arrays, pairs: _Arrays, longest_ms: int, found: Whole) -> None:
    sources, starts, targets = pairs
    heap = _room(len(network[0]) - 1)
    for row in range(len(sources)):
        count = _grow(network, sources[row], longest_ms, heap)
        for place in range(starts[row], starts[row + 1]):
            time = heap.reached[targets[place]]
            found[place] = time if time <= longest_ms else NO_WAY
        _clear(heap, count)
