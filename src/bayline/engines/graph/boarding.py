"""Zones laid out for summing: in blocks of eight of one side each, with what was before."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bayline.engines.graph.networks import NO_WAY, Numbers, Whole
from bayline.engines.graph.reaching import Sides
from bayline.engines.loops import compiled_loop

BLOCK = 8
FINE = 10  # bits of a time that one table tells, the others another
_WORTHLESS = 1100  # halvings after which a number of 64 bits is nothing


class Face(NamedTuple):
    """What is before, seen from zones of one end of links.

    Attributes:
        few_times: To or from each end, a row, of each zone at the end it is seen from.
        few_weights: Of those zones.
        many_times: The same of each zone at the other end.
        many_weights: Of those.
        worth: Of the way between each zone of the one end, a row, and each zone of the other.
        usual: How much longer or shorter the way to each zone of the other end mostly is.
        longest: The longest way between each zone, a row, and the zones of each block, each way
            less what is usual for its zone.
    """

    few_times: Whole
    few_weights: Numbers
    many_times: Whole
    many_weights: Numbers
    worth: Numbers
    usual: Whole
    longest: Whole


class Board(NamedTuple):
    """Zones in blocks.

    Attributes:
        sides: The side of each block.
        ahead: Seen from zones where ways begin.
        behind: Seen from zones where ways end.
        coarse: What is left after a time, by its higher bits.
        fine: What is left of that, by its lower bits.
    """

    sides: NDArray[np.int64]
    ahead: Face
    behind: Face
    coarse: Numbers
    fine: Numbers


def board_of(now: Sides, longest_ms: int, half_ms: float) -> Board:
    """Lay zones out.

    Args:
        now: Zones and their times.
        longest_ms: Along the longest link.
        half_ms: The time after which a chance is worth half.
    """
    counts = np.bincount(now.sides)
    blocks = -(-counts // BLOCK)
    shift = (np.cumsum(blocks * BLOCK) - blocks * BLOCK) - (np.cumsum(counts) - counts)
    places = np.arange(len(now.sides)) + shift[now.sides]
    zones = int(blocks.sum()) * BLOCK
    people, chances = np.zeros(zones), np.zeros(zones)
    people[places], chances[places] = now.people, now.chances
    out, back = np.zeros((2, len(now.out), zones), np.int32)
    far_ms = max(_widen(now.out, places, out), _widen(now.back, places, back))
    tables = _tables(far_ms * 2 + longest_ms, half_ms)
    ahead = _seen(now.between, places, (people, chances), tables)
    behind = _seen(np.ascontiguousarray(now.between.T), places, (chances, people), tables)
    return Board(
        np.repeat(np.arange(len(blocks)), blocks),
        Face(out, people, back, chances, *ahead),
        Face(back, chances, out, people, *behind),
        *tables,
    )


def _tables(far_ms: int, half_ms: float) -> tuple[Numbers, Numbers]:
    """Tell what is left after each time up to the furthest; nothing beyond it, as without a way."""
    steps = int(min(far_ms, NO_WAY - 1, half_ms * _WORTHLESS)) >> FINE
    coarse = np.append(np.exp2(-(np.arange(steps + 1) << FINE) / half_ms), 0.0)
    return coarse, np.exp2(-np.arange(1 << FINE) / half_ms)


def _seen(
    between: Whole,
    places: NDArray[np.int64],
    weights: tuple[Numbers, Numbers],
    tables: tuple[Numbers, Numbers],
) -> tuple[Numbers, Whole, Whole]:
    zones = len(weights[0])
    worth, usual = np.zeros((zones, zones)), np.zeros(zones, np.int32)
    usual[places] = np.where(between < NO_WAY, between, 0).mean(axis=0).astype(np.int32)
    longest = np.full((zones, zones // BLOCK), -NO_WAY, np.int32)
    _look(between, places, weights, tables, (worth, usual, longest))
    return worth, usual, longest


@compiled_loop
def weigh(weight: float, time: Any, tables: tuple[Numbers, Numbers]) -> Any:  # noqa: ANN401 - numbers of numpy
    """Give what is left of a weight after a time, from two tables."""
    coarse, fine = tables
    step = min(time >> np.uint32(FINE), np.uint32(len(coarse) - 1))
    return weight * (coarse[step] * fine[time & np.uint32((1 << FINE) - 1)])


@compiled_loop
def _widen(rows: Whole, places: NDArray[np.int64], wide: Whole) -> int:
    """Put each number where its zone stands, and tell the highest that is a time."""
    highest = np.int32(0)
    for row in range(len(rows)):
        for zone in range(len(places)):
            time = rows[row, zone]
            wide[row, places[zone]] = time
            highest = max(highest, time if time < NO_WAY else np.int32(0))
    return int(highest)


@compiled_loop
def _look(
    between: Whole,
    places: NDArray[np.int64],
    weights: tuple[Numbers, Numbers],
    tables: tuple[Numbers, Numbers],
    seen: tuple[Numbers, Whole, Whole],
) -> None:
    worth, usual, longest = seen
    for one in range(len(places)):
        row = places[one]
        for other in range(len(places)):
            column, time = places[other], between[one, other]
            worth[row, column] = weigh(
                weights[0][row] * weights[1][column], np.uint32(time), tables
            )
            block, late = column // BLOCK, time - usual[column]
            longest[row, block] = max(longest[row, block], late)
