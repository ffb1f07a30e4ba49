"""Ways of whatever file laid out as nodes and arcs with times."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from bayline.systems.links.rules.surveying import lengths_between
from bayline.systems.links.terms import Numbers, Remark, Roads

_LONGEST_MS = 2**26 - 1


class Way(NamedTuple):
    """A road along some nodes.

    Attributes:
        nodes: Numbers of nodes, in order.
        kmh: How fast one goes.
        direction: 1 along the nodes alone, -1 against them alone, 0 both.
    """

    nodes: list[int]
    kmh: float
    direction: int = 0


def laid_out(
    positions: Numbers, ways: Iterable[Way], buildings: Numbers, remarks: tuple[Remark, ...]
) -> Roads:
    """Lay ways out as arcs, each with its time.

    Args:
        positions: Longitude and latitude of each node.
        ways: Along those nodes.
        buildings: A position of each.
        remarks: What is to be said of them.
    """
    tails, heads, speeds, directions = _steps(ways)
    longitudes, latitudes = np.ascontiguousarray(positions.T)
    lengths = lengths_between(positions[tails], positions[heads])
    times = np.clip(np.rint(lengths * 3600.0 / speeds), 1, _LONGEST_MS).astype(np.int32)
    along, against = directions >= 0, directions <= 0
    return Roads(
        longitudes,
        latitudes,
        np.concatenate((tails[along], heads[against])),
        np.concatenate((heads[along], tails[against])),
        np.concatenate((times[along], times[against])),
        buildings,
        remarks,
    )


def _steps(ways: Iterable[Way]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    nodes: list[int] = []
    counts: list[int] = []
    speeds: list[float] = []
    directions: list[int] = []
    for way in ways:
        if len(way.nodes) > 1:
            nodes += way.nodes
            counts.append(len(way.nodes))
            speeds.append(way.kmh)
            directions.append(way.direction)
    every = np.array(nodes, np.int32)
    joins = np.ones(max(len(every) - 1, 0), bool)
    joins[np.cumsum(counts[:-1], dtype=np.int64) - 1 if len(counts) > 1 else []] = False
    steps = np.array(counts, np.int64) - 1
    tails, heads = every[:-1][joins], every[1:][joins]
    return tails, heads, np.repeat(speeds, steps), np.repeat(directions, steps)
