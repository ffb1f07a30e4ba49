"""What of a network is drawn: its faster roads as lines, borders near a place, who is reached."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bayline.engines.geography.terms import Path, Polygon, Position
from bayline.systems.links.rules.surveying import Plane
from bayline.systems.links.terms import Area, Numbers, Roads, Whole

_MOST = 6000  # steps of roads that are drawn
_MAIN_KMH = 55.0
_OF_KMH = 3600.0
_CELL_M = 250.0
_MINUTE_MS = 60_000


class Box(NamedTuple):
    """A part of the map: degrees west, south, east and north."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, longitudes: Numbers, latitudes: Numbers) -> NDArray[np.bool_]:
        """Tell which positions lie in it."""
        across = (longitudes >= self.west) & (longitudes <= self.east)
        inside: NDArray[np.bool_] = across & (latitudes >= self.south) & (latitudes <= self.north)
        return inside


def box_around(positions: Path, *, aside_m: float) -> Box:
    """Give the box around positions, and some meters more."""
    places = np.array(positions, np.float64)
    more = Plane(places[:, 1]).degrees(np.array([[aside_m, aside_m]]))[0]
    (west, south), (east, north) = places.min(axis=0) - more, places.max(axis=0) + more
    return Box(float(west), float(south), float(east), float(north))


def roads_drawn(roads: Roads, box: Box | None = None) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Give the main roads and the others as lines; the fastest where they are a great many.

    Args:
        roads: Of the whole network.
        box: What is looked at; None for all.
    """
    low, high = np.minimum(roads.tails, roads.heads), np.maximum(roads.tails, roads.heads)
    _, once = np.unique(low.astype(np.int64) << 32 | high, return_index=True)
    if box is not None:
        is_in = box.holds(roads.longitudes, roads.latitudes)
        once = once[is_in[low[once]] | is_in[high[once]]]
    flat = Plane(roads.latitudes).meters(roads.longitudes, roads.latitudes)
    lengths = np.hypot(*(flat[low[once]] - flat[high[once]]).T)
    speeds = lengths * _OF_KMH / np.maximum(roads.times[once], 1)
    fastest = np.argsort(-speeds, kind="stable")[:_MOST]
    main = speeds[fastest] >= _MAIN_KMH
    chosen = once[fastest]
    return _lines(roads, chosen[main]), _lines(roads, chosen[~main])


def _lines(roads: Roads, arcs: NDArray[np.int64]) -> tuple[Path, ...]:
    """Join steps that follow each other."""
    around: dict[int, list[int]] = {}
    pairs = list(zip(roads.tails[arcs].tolist(), roads.heads[arcs].tolist(), strict=True))
    for step, (tail, head) in enumerate(pairs):
        around.setdefault(tail, []).append(step)
        around.setdefault(head, []).append(step)
    taken = [False] * len(pairs)
    found = []
    for step, (tail, head) in enumerate(pairs):
        if not taken[step]:
            taken[step] = True
            ahead = _followed(head, pairs, around, taken)
            back = _followed(tail, pairs, around, taken)
            found.append([*reversed(back), tail, head, *ahead])
    x, y = np.round(roads.longitudes, 6).tolist(), np.round(roads.latitudes, 6).tolist()
    return tuple(tuple((x[node], y[node]) for node in line) for line in found)


def _followed(
    node: int, pairs: list[tuple[int, int]], around: dict[int, list[int]], taken: list[bool]
) -> list[int]:
    nodes = []
    while len(around[node]) == 2:  # noqa: PLR2004 - a node that is only passed
        left = [step for step in around[node] if not taken[step]]
        if not left:
            break
        taken[left[0]] = True
        tail, head = pairs[left[0]]
        node = head if tail == node else tail
        nodes.append(node)
    return nodes


def borders_drawn(areas: tuple[Area, ...], box: Box) -> Iterator[Path]:
    """Give the parts of outlines that lie in a box."""
    for area in areas:
        for ring in area.rings:
            inside = box.holds(ring[:, 0], ring[:, 1])
            stays = inside.copy()
            stays[:-1] |= inside[1:]
            stays[1:] |= inside[:-1]
            for run in np.split(np.arange(len(ring)), np.flatnonzero(np.diff(stays)) + 1):
                if len(run) > 1 and stays[run[0]]:
                    yield tuple((x, y) for x, y in ring[run].tolist())


def outlines(areas: tuple[Area, ...]) -> Iterator[tuple[str, tuple[Polygon, ...]]]:
    """Give each area with its rings as polygons of their own."""
    for area in areas:
        yield area.code, tuple((_path(ring),) for ring in area.rings)


def _path(ring: Numbers) -> Path:
    return tuple((x, y) for x, y in ring.tolist())


def cells_reached(roads: Roads, times: Whole, minutes: tuple[int, ...]) -> dict[int, list[Polygon]]:
    """Give the cells that are reached within each of some minutes and not within fewer.

    Args:
        roads: On which one travels.
        times: Milliseconds to each node.
        minutes: Rising.
    """
    plane = Plane(roads.latitudes)
    flat = plane.meters(roads.longitudes, roads.latitudes)
    columns = np.floor(flat / _CELL_M).astype(np.int64)
    keys, at = np.unique(columns, axis=0, return_inverse=True)
    least = np.full(len(keys), np.iinfo(np.int32).max, np.int64)
    np.minimum.at(least, at.ravel(), times)
    bands = np.searchsorted(np.array(minutes) * _MINUTE_MS, least)
    return {limit: [*_rows(keys[bands == number], plane)] for number, limit in enumerate(minutes)}


def _rows(cells: NDArray[np.int64], plane: Plane) -> Iterator[Polygon]:
    """Join cells beside each other into one polygon a row."""
    order = np.lexsort((cells[:, 0], cells[:, 1]))
    some = cells[order]
    breaks = (np.diff(some[:, 0]) != 1) | (np.diff(some[:, 1]) != 0)
    for run in np.split(some, np.flatnonzero(breaks) + 1):
        if len(run):
            (west, south), east = run[0], run[-1, 0] + 1
            corners = np.array([[west, south], [east, south], [east, south + 1], [west, south + 1]])
            ring = [(x, y) for x, y in np.round(plane.degrees(corners * _CELL_M), 6).tolist()]
            yield ((*ring, ring[0]),)


def middle_of(one: Position, other: Position) -> Position:
    """Give the position halfway."""
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
