"""Sums of what links would add, link by link, in loops that go through zones eight at a time.

Zones stand in blocks of eight of one side each, the last of a side filled up with zones of no
weight. A link in one direction has zones drawn to it before it, and beyond it. The fewer of them
are gone through four at a time; over the others all zones are laid out as a row of weights, once
for all links that share the end they lie at. Of that row a block is passed over where even the way
to its zone that is nearest to the link is no shorter than the longest way into the block was
before: nothing in it can gain. Ways are held against each other less what is usual for their zone,
so that zones at the end of one long road do not hide how little the others differ.
"""

from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bayline.engines.graph.boarding import BLOCK, Board, Face, board_of, weigh
from bayline.engines.graph.lanes import more_than_before
from bayline.engines.graph.networks import NO_WAY, Numbers, Whole
from bayline.engines.graph.reaching import Sides
from bayline.engines.loops import compiled_loop

_Links = tuple[Whole, Whole, Whole]
_Flags = NDArray[np.uint8]
_Names = NDArray[np.int64]
_loop = partial(compiled_loop, is_bare=True)
_TOGETHER = 4  # zones of the end that has fewer
_DISTINCT = 3  # so many more may be filled up with zones of no weight for each side


class _Room(NamedTuple):
    """Room for one link in one direction.

    Attributes:
        flags: Of each zone of the end that has fewer whether it is drawn to the link.
        few: Those that are, those of one side filled up to fours.
        times: From each of those to the link and over it.
        shares: The weight of each of those.
        many: The weights of all zones at the other end.
        nearest: The least time from the link to a zone in each block there.
        open_: Of each block whether something in it may gain.
        chosen: The blocks of which that is so.
    """

    flags: _Flags
    few: _Names
    times: Whole
    shares: Numbers
    many: Numbers
    nearest: Whole
    open_: _Flags
    chosen: _Names


def add_up(now: Sides, links: _Links, half_ms: float, gains: Numbers) -> None:
    """Add what each link, built alone, would add to the potential, in all and across the border."""
    if not len(now.sides) or not len(links[2]):
        return
    board = board_of(now, int(links[2].max()), half_ms)
    one, other, time = (np.ascontiguousarray(part, np.int32) for part in links)
    near, far = np.concatenate((one, other)), np.concatenate((other, one))
    times, found = np.concatenate((time, time)), np.zeros((2 * len(time), 2))
    is_before = np.zeros(len(times), np.bool_)
    _weigh_up(board.ahead, (one, other, time), is_before)
    nearest = now.out.argmin(axis=1)
    faces = (board.ahead, far, near, is_before), (board.behind, near, far, ~is_before)
    for face, shared, apart, is_of in faces:
        tasks = np.flatnonzero(is_of)
        keys = nearest[apart[tasks]], shared[tasks], nearest[shared[tasks]]
        tasks = tasks[np.lexsort(keys)]
        part, room = np.zeros((len(tasks), 2)), _room(board)
        _run(face, board, (shared[tasks], apart[tasks], times[tasks]), room, part)
        found[tasks] = part
    gains += found[: len(time)] + found[len(time) :]


def _room(board: Board) -> _Room:
    blocks = len(board.sides)
    zones, words = blocks * BLOCK, -(-blocks // BLOCK)
    most = zones + _DISTINCT * (int(board.sides[-1]) + 1)
    return _Room(
        np.zeros(zones, np.uint8),
        np.zeros(most, np.int64),
        np.zeros(most, np.int32),
        np.zeros(most),
        np.zeros(zones),
        np.zeros(blocks, np.int32),
        np.zeros(words * BLOCK, np.uint8),
        np.zeros(words * BLOCK + 1, np.int64),
    )


@_loop
def _weigh_up(face: Face, links: _Links, is_before: NDArray[np.bool_]) -> None:
    """Tell of each link, one way and then the other, whether fewer zones lie before it."""
    count = len(links[2])
    for link in range(count):
        one, other, time = links[0][link], links[1][link], links[2][link]
        there, here = _drawn(face.few_times[one], face.few_times[other], time)
        behind, beyond = _drawn(face.many_times[one], face.many_times[other], time)
        is_before[link], is_before[count + link] = there <= beyond, here <= behind


@_loop
def _drawn(one: Whole, other: Whole, time: int) -> Any:  # noqa: ANN401 - two numbers
    """Count the zones that are nearer to each end of a link by more than its time."""
    first, second = np.int32(0), np.int32(0)
    for zone in range(len(one)):
        saved = np.int32(other[zone] - one[zone])
        first += np.int32(saved > time)
        second += np.int32(saved < -time)
    return first, second


@_loop
def _run(face: Face, board: Board, tasks: _Links, room: _Room, gains: Numbers) -> None:
    tables, last = (board.coarse, board.fine), -1
    for task in range(len(tasks[2])):
        shared, apart, time = tasks[0][task], tasks[1][task], tasks[2][task]
        if shared != last:
            _lay(face, face.many_times[shared], tables, room)
            last = shared
        here, there = face.few_times[apart], face.few_times[shared]
        some = _choose((here, there, time), (face.few_weights, board.sides), tables, room)
        every, own = _add(face, board, room, some)
        gains[task, 0], gains[task, 1] = every, every - own


@_loop
def _lay(face: Face, times: Whole, tables: tuple[Numbers, Numbers], room: _Room) -> None:
    """Lay out the weights of all zones at one end, and the least time to a zone of each block."""
    for block in range(len(room.nearest)):
        least = np.int32(NO_WAY)
        for number in range(block * BLOCK, (block + 1) * BLOCK):
            zone = np.uint64(number)
            time, weight = times[zone], face.many_weights[zone]
            room.many[zone] = weigh(weight, np.uint32(time), tables)
            if weight > 0.0:
                least = min(least, np.int32(time - face.usual[zone]))
        room.nearest[block] = least


@_loop
def _choose(
    legs: tuple[Whole, Whole, int],
    zones: tuple[Numbers, _Names],
    tables: tuple[Numbers, Numbers],
    room: _Room,
) -> Any:  # noqa: ANN401 - a number of numpy
    """Name the zones that the link draws, with their times over it and their weights."""
    here, there, time = legs
    weights, sides = zones
    for zone in range(len(here)):
        room.flags[zone] = np.int32(here[zone] + time) < there[zone]
    eights, count, side = room.flags.view(np.uint64), 0, sides[0]
    for block in range(len(eights)):
        if eights[block]:
            if sides[block] != side:
                count = _fill(room, count)
                side = sides[block]
            for zone in range(block * BLOCK, (block + 1) * BLOCK):
                if room.flags[zone] and weights[zone] > 0.0:
                    along = np.int32(here[zone] + time)
                    room.few[count], room.times[count] = zone, along
                    room.shares[count] = weigh(weights[zone], np.uint32(along), tables)
                    count += 1
    return _fill(room, count)


@_loop
def _fill(room: _Room, count: int) -> Any:  # noqa: ANN401 - a number of numpy
    """Fill the last four zones up with one of no weight."""
    while count % _TOGETHER:
        room.few[count], room.times[count] = room.few[count - 1], room.times[count - 1]
        room.shares[count] = 0.0
        count += 1
    return count


@_loop
def _add(face: Face, board: Board, room: _Room, some: int) -> Any:  # noqa: ANN401 - two numbers
    """Add up what is more than before, in all and on one side."""
    every, own = 0.0, 0.0
    for first in range(0, some, _TOGETHER):
        count = _open(face.longest, room, first)
        start, end = _own(board, room, first, count)
        within = _more(face.worth, room, first, start, end)
        beside = _more(face.worth, room, first, 0, start)
        beside += _more(face.worth, room, first, end, count)
        every, own = every + (within + beside), own + within
    return every, own


@_loop
def _open(longest: Whole, room: _Room, first: int) -> Any:  # noqa: ANN401 - a number
    """Name the blocks in which something may gain for any of four zones."""
    a, b = longest[room.few[first]], longest[room.few[first + 1]]
    c, d = longest[room.few[first + 2]], longest[room.few[first + 3]]
    to_a, to_b = room.times[first], room.times[first + 1]
    to_c, to_d = room.times[first + 2], room.times[first + 3]
    for block in range(len(room.nearest)):
        one = max(np.int32(a[block] - to_a), np.int32(b[block] - to_b))
        two = max(np.int32(c[block] - to_c), np.int32(d[block] - to_d))
        room.open_[block] = room.nearest[block] < max(one, two)
    eights, count = room.open_.view(np.uint64), 0
    for word in range(len(eights)):
        if eights[word]:
            for block in range(word * BLOCK, (word + 1) * BLOCK):
                room.chosen[count] = block
                count += int(room.open_[block])
    return count


@_loop
def _own(board: Board, room: _Room, first: int, count: int) -> Any:  # noqa: ANN401 - two numbers
    """Tell where among chosen blocks those of the side of four zones begin, and where they end."""
    side = board.sides[room.few[first] // BLOCK]
    start, end = 0, 0
    for place in range(count):
        of = board.sides[room.chosen[place]]
        start += int(of < side)
        end += int(of <= side)
    return start, end


@_loop
def _more(worth: Numbers, room: _Room, first: int, start: int, end: int) -> Any:  # noqa: ANN401 - a number
    """Add up over some of the chosen blocks what is more than before for four zones."""
    if start >= end:
        return 0.0
    arrays = worth, room.many, room.chosen, room.few, room.shares
    return more_than_before(arrays, (np.int64(first), np.int64(start), np.int64(end)))
