"""Sums of what links would add, link by link, in loops that go through zones eight at a time.

Zones stand in blocks of one side each, the last of a side filled up with zones of no weight. A link
is held against the zones that it draws: those few of one end one by one, those of the other end by
whole blocks. A block is passed over where even the way to its zone that is nearest to the link is
no shorter than the longest way into the block was before: nothing in it can gain. Ways are held
against each other less what is usual for their zone, so that zones at the end of one long road do
not hide how little the others differ.
"""

from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bayline.engines.graph.networks import NO_WAY, Numbers, Whole
from bayline.engines.graph.reaching import Sides
from bayline.engines.loops import compiled_loop

_Places = NDArray[np.uint64]  # below zero there is none: so no loop need count from the end
_BLOCK = 8
_GAP = 2  # blocks that are gone through as well where they lie between others
_FIRST_BITS = 0x0101010101010101  # of the eight bytes that tell of a block
_FINE = 10  # bits of a time that one table tells, the others another
_WORTHLESS = 1100  # halvings after which a number of 64 bits is nothing


class _Face(NamedTuple):
    """What is before, seen from zones of one end.

    Attributes:
        worth: Of the way between each zone of that end, a row, and each zone of the other.
        usual: How much longer or shorter the way to each zone of the other end mostly is.
        longest: The longest way between each zone, a row, and the zones of each block, each way
            less what is usual for its zone.
    """

    worth: Numbers
    usual: Whole
    longest: Whole


class _Board(NamedTuple):
    """Zones in blocks.

    Attributes:
        out: As in `Sides`.
        back: As in `Sides`.
        people: As in `Sides`.
        chances: As in `Sides`.
        sides: The side of each block.
        ahead: Seen from zones where ways begin.
        behind: Seen from zones where ways end.
        coarse: What is left after a time, by its higher bits.
        fine: What is left of that, by its lower bits.
    """

    out: Whole
    back: Whole
    people: Numbers
    chances: Numbers
    sides: Whole
    ahead: _Face
    behind: _Face
    coarse: Numbers
    fine: Numbers


class _Drawn(NamedTuple):
    """Room for the zones that a link draws.

    Attributes:
        from_: Of each zone, bit 0 where it is drawn to the link one way, bit 1 the other way.
        towards: The same of zones that lie ahead.
        few: The zones of the end that has fewer blocks.
        times: From each of those up to the link and over it, or from the link.
        shares: The weight of each of those.
        many: The weights of all zones at the other end.
        nearest: The least time from the link to a zone drawn in each block there.
        open_: Of each block whether something in it may gain.
    """

    from_: NDArray[np.uint8]
    towards: NDArray[np.uint8]
    few: _Places
    times: Whole
    shares: Numbers
    many: Numbers
    nearest: Whole
    open_: NDArray[np.uint8]


def add_up(now: Sides, links: tuple[Whole, Whole, Whole], half_ms: float, gains: Numbers) -> None:
    """Add what each link, built alone, would add to the potential, in all and across the border."""
    if not len(now.sides):
        return
    board = _board(now, half_ms)
    drawn = _room(len(board.people))
    order = _near_together(now, links)
    found = np.zeros((len(order), 2))
    ones, others, times = (np.ascontiguousarray(part[order]) for part in links)
    _run(board, drawn, (ones, others, times), found)
    gains[order] += found


def _near_together(now: Sides, links: tuple[Whole, Whole, Whole]) -> NDArray[np.int64]:
    """Order links so that one reads what the last has just read: by the zones next to its ends."""
    nearest = now.out.argmin(axis=1)
    return np.lexsort((nearest[links[1]], nearest[links[0]]))


def _board(now: Sides, half_ms: float) -> _Board:
    counts = np.bincount(now.sides)
    blocks = -(-counts // _BLOCK) * _BLOCK
    shift = (np.cumsum(blocks) - blocks) - (np.cumsum(counts) - counts)
    places = np.arange(len(now.sides)) + shift[now.sides]
    zones = int(blocks.sum())

    def wide(rows: NDArray[Any]) -> NDArray[Any]:
        filled = np.zeros((*rows.shape[:-1], zones), rows.dtype)
        filled[..., places] = rows
        return filled

    def face(worth: Numbers, between: Whole) -> _Face:
        full, times = np.zeros((zones, zones)), np.zeros((zones, zones), np.int32)
        usual = wide(np.where(between < NO_WAY, between, 0).mean(axis=0).astype(np.int32))
        full[places], times[places] = wide(worth), wide(between)
        times -= usual
        longest = times[:, ::_BLOCK].copy()
        for place in range(1, _BLOCK):
            np.maximum(longest, times[:, place::_BLOCK], out=longest)
        return _Face(full, usual, longest)

    sides = np.repeat(np.arange(len(blocks), dtype=np.int32), blocks // _BLOCK)
    ahead, behind = face(now.before, now.between), face(now.before.T, now.between.T)
    weights = wide(now.people), wide(now.chances)
    tables = _tables(half_ms)
    return _Board(wide(now.out), wide(now.back), *weights, sides, ahead, behind, *tables)


def _tables(half_ms: float) -> tuple[Numbers, Numbers]:
    far_ms = int(min(3 * NO_WAY, half_ms * _WORTHLESS)) >> _FINE
    coarse = np.append(np.exp2(-(np.arange(far_ms + 1) << _FINE) / half_ms), 0.0)
    return coarse, np.exp2(-np.arange(1 << _FINE) / half_ms)


def _room(zones: int) -> _Drawn:
    blocks = zones // _BLOCK
    flags = np.zeros((2, zones), np.uint8)
    open_ = np.zeros(-(-blocks // _BLOCK) * _BLOCK, np.uint8)
    room = zones * 4  # of four that are filled up, one has a weight
    few = np.zeros(room, np.uint64), np.zeros(room, np.int32), np.zeros(room)
    return _Drawn(flags[0], flags[1], *few, np.zeros(zones), np.zeros(blocks, np.int32), open_)


@compiled_loop
def _run(board: _Board, drawn: _Drawn, links: tuple[Whole, Whole, Whole], gains: Numbers) -> None:
    for link in range(len(links[2])):
        one, other, time = links[0][link], links[1][link], links[2][link]
        _flag(board.out[one], board.out[other], time, drawn.from_)
        _flag(board.back[other], board.back[one], time, drawn.towards)
        there = _go(board, drawn, (one, other, time), np.uint8(1))
        here = _go(board, drawn, (other, one, time), np.uint8(2))
        gains[link, 0] = there[0] + here[0]
        gains[link, 1] = there[1] + here[1]


@compiled_loop
def _flag(near: Whole, far: Whole, time: int, flags: NDArray[np.uint8]) -> None:
    """Tell of each zone whether the link shortens its way, one way or the other."""
    for zone in range(len(flags)):
        saved = far[zone] - near[zone]
        flags[zone] = np.uint8(saved > time) | (np.uint8(-saved > time) << np.uint8(1))


@compiled_loop
def _count(blocks: _Places, bits: int) -> int:
    found = 0
    for block in range(len(blocks)):
        found += (blocks[block] & bits) != np.uint64(0)
    return int(found)


@compiled_loop
def _weigh(weight: float, time: int, coarse: Numbers, fine: Numbers) -> Any:  # noqa: ANN401 - a number of numpy
    """Give what is left of a weight after a time, from two tables."""
    step = min(time >> np.uint32(_FINE), np.uint32(len(coarse) - 1))
    return weight * coarse[step] * fine[time & np.uint32((1 << _FINE) - 1)]


@compiled_loop
def _fill(few: tuple[_Places, Whole, Numbers], count: int) -> Any:  # noqa: ANN401 - a number of numpy
    """Fill the last four zones up with one of no weight."""
    while count & 3:
        few[0][count], few[1][count] = few[0][count - 1], few[1][count - 1]
        few[2][count] = 0.0
        count += 1
    return count


@compiled_loop
def _choose(
    end: tuple[Whole, Numbers, int],
    flags: tuple[Any, Any, Any, Any],
    tables: tuple[Numbers, Numbers],
    few: tuple[_Places, Whole, Numbers],
) -> Any:  # noqa: ANN401 - a number of numpy
    """Name the zones of one end, with their times over the link and their weights."""
    times, weights, time = end
    of, blocks, bit, sides = flags
    count, side = 0, np.int32(-1)
    for block in range(len(blocks)):
        if blocks[block] & (np.uint64(_FIRST_BITS) * np.uint64(bit)):
            if sides[block] != side:
                count = _fill(few, count)
                side = sides[block]
            for number in range(block * _BLOCK, (block + 1) * _BLOCK):
                zone = np.uint64(number)
                if of[zone] & bit and weights[zone] > 0.0:
                    along = np.int32(times[zone] + time)
                    few[0][count], few[1][count] = zone, along
                    few[2][count] = _weigh(weights[zone], np.uint32(along), *tables)
                    count += 1
    return _fill(few, count)


@compiled_loop
def _lay(
    end: tuple[Whole, Numbers, int],
    flags: tuple[Any, Any, Any, Any],
    tables: tuple[Numbers, Numbers],
    many: tuple[Numbers, Whole, Whole],
) -> None:
    """Lay out the weights of the zones of the other end among nothing, and the least time."""
    times, weights, time = end
    of, blocks, bit, _ = flags
    for block in range(len(blocks)):
        least = np.int32(NO_WAY)
        many[0][np.uint64(block * _BLOCK) : np.uint64((block + 1) * _BLOCK)] = 0.0
        if blocks[block] & (np.uint64(_FIRST_BITS) * np.uint64(bit)):
            for number in range(block * _BLOCK, (block + 1) * _BLOCK):
                zone = np.uint64(number)
                along = np.int32(times[zone] + time)
                if of[zone] & bit:
                    many[0][zone] = _weigh(weights[zone], np.uint32(along), *tables)
                    least = min(least, along - many[2][zone])
        many[1][block] = least


@compiled_loop
def _go(board: _Board, drawn: _Drawn, link: tuple[int, int, int], bit: int) -> Any:  # noqa: ANN401 - two numbers
    """Add up what a link gives in one direction, the end of fewer zones outside."""
    near, far, time = link
    bits = np.uint64(_FIRST_BITS) * np.uint64(bit)
    start, ahead = drawn.from_.view(np.uint64), drawn.towards.view(np.uint64)
    begin, end = _count(start, bits), _count(ahead, bits)
    if begin == 0 or end == 0:
        return 0.0, 0.0
    tables = board.coarse, board.fine
    few, many = (drawn.few, drawn.times, drawn.shares), (drawn.many, drawn.nearest)

    origin = board.out[near], board.people, time
    goal = board.back[far], board.chances, np.int32(0)
    leaving, coming = (
        (drawn.from_, start, bit, board.sides),
        (drawn.towards, ahead, bit, board.sides),
    )
    if begin <= end:
        some = _choose(origin, leaving, tables, few)
        _lay(goal, coming, tables, (*many, board.ahead.usual))
        return _add(board.ahead, board.sides, (*few, some), many, drawn.open_)
    some = _choose(goal, coming, tables, few)
    _lay(origin, leaving, tables, (*many, board.behind.usual))
    return _add(board.behind, board.sides, (*few, some), many, drawn.open_)


@partial(compiled_loop, is_free=True)
def _add(
    face: _Face,
    sides: Whole,
    few: tuple[_Places, Whole, Numbers, int],
    many: tuple[Numbers, Whole],
    open_: NDArray[np.uint8],
) -> Any:  # noqa: ANN401 - two numbers
    """Add up what is more than before for four zones at once, in all and across the border."""
    zones, times, shares, some = few
    weights, nearest = many
    eights = open_.view(np.uint64)
    total, own = 0.0, 0.0
    for first in range(0, some, 4):
        a, b = zones[first], zones[first + 1]
        c, d = zones[first + 2], zones[first + 3]
        long_a, long_b = face.longest[a], face.longest[b]
        long_c, long_d = face.longest[c], face.longest[d]
        to_a, to_b, to_c, to_d = times[first], times[first + 1], times[first + 2], times[first + 3]
        for block in range(len(nearest)):
            most = max(long_a[block] - to_a, long_b[block] - to_b)
            most = max(most, long_c[block] - to_c, long_d[block] - to_d)
            open_[block] = nearest[block] < most
        from_a, from_b, from_c, from_d = face.worth[a], face.worth[b], face.worth[c], face.worth[d]
        of_a, of_b = shares[first], shares[first + 1]
        of_c, of_d = shares[first + 2], shares[first + 3]
        side = sides[a >> np.uint64(3)]  # the same of all four
        block = 0
        while block < len(nearest):
            if not open_[block]:
                block += 1 if block & 7 or eights[block >> 3] else 8
                continue
            start, is_own = block, sides[block] == side
            end = block + 1
            while block < min(end + _GAP, len(nearest)) and (sides[block] == side) == is_own:
                end = block + 1 if open_[block] else end
                block += 1
            more = 0.0
            for zone in range(np.uint64(start * _BLOCK), np.uint64(end * _BLOCK)):
                weight = weights[zone]
                by_a = max(of_a * weight - from_a[zone], 0.0)
                by_b = max(of_b * weight - from_b[zone], 0.0)
                by_c = max(of_c * weight - from_c[zone], 0.0)
                by_d = max(of_d * weight - from_d[zone], 0.0)
                more += (by_a + by_b) + (by_c + by_d)
            total += more
            own += more * is_own
    return total, total - own
