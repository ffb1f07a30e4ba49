"""Who lives within reach of a bus, by the distance one walks along roads.

One walks either way on every road but those as fast as motorways. Roads are cut into short pieces,
so that a stop or a home in the middle of one is there, and what lies beside it is walked straight.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from bayline.engines.graph.networks import NO_WAY, Network, network_of
from bayline.engines.graph.trees import times_between, times_near
from bayline.systems.links.rules.parameters import parameters
from bayline.systems.links.rules.surveying import Plane, sides_of
from bayline.systems.links.terms import Area, Coverage, NextStop, Numbers, Places, Roads, Stops

_PIECE_M = 10.0
UNIT = 10.0  # of a network of distances: decimeters
_OF_KMH = 3600.0  # milliseconds for a meter at one kilometer an hour
_AT_ONCE = 16


class Pavement:
    """Roads as one walks them."""

    def __init__(self, roads: Roads) -> None:
        from scipy.spatial import cKDTree

        self.plane = Plane(roads.latitudes)
        self.flat, self.network = _cut(roads, self.plane)
        met = np.unique(np.concatenate((self.network.tails, self.network.heads)))
        self._met, self._tree = met, cKDTree(self.flat[met])

    def near(self, longitudes: Numbers, latitudes: Numbers) -> tuple[NDArray[np.int32], Numbers]:
        """Give the node next to each position, and how many meters it is away."""
        apart, at = self._tree.query(self.plane.meters(longitudes, latitudes))
        return self._met[at].astype(np.int32), apart


def _cut(roads: Roads, plane: Plane) -> tuple[Numbers, Network]:
    """Cut roads into pieces, and give their ends and the distances between them."""
    flat = plane.meters(roads.longitudes, roads.latitudes)
    steps = flat[roads.heads] - flat[roads.tails]
    lengths = np.hypot(*steps.T)
    walked = lengths * _OF_KMH / roads.times < parameters()["walking"]["fastest_kmh"]
    tails, heads = roads.tails[walked].astype(np.int64), roads.heads[walked].astype(np.int64)
    low, high = np.minimum(tails, heads), np.maximum(tails, heads)
    pairs = np.unique(np.column_stack((low, high)), axis=0)
    apart = np.hypot(*(flat[pairs[:, 1]] - flat[pairs[:, 0]]).T)
    counts = np.maximum(np.ceil(apart / _PIECE_M), 1).astype(np.int64)
    inner = counts - 1
    first = len(flat) + np.concatenate(([0], np.cumsum(inner)))[:-1]
    road = np.repeat(np.arange(len(pairs)), counts)
    number = np.arange(len(road)) - np.repeat(np.cumsum(counts) - counts, counts)
    start = np.where(number == 0, pairs[road, 0], first[road] + number - 1)
    end = np.where(number == counts[road] - 1, pairs[road, 1], first[road] + number)
    inside = number > 0
    share = (number / counts[road])[inside, None]
    begins, ends = flat[pairs[road[inside], 0]], flat[pairs[road[inside], 1]]
    every = np.vstack((flat, begins + (ends - begins) * share))
    units = np.maximum(np.rint(apart[road] / counts[road] * UNIT), 1).astype(np.int32)
    both = np.concatenate((start, end)), np.concatenate((end, start)), np.concatenate((units,) * 2)
    return every, network_of(len(every), *both)


def distances(pavement: Pavement, stops: Stops, homes: Places, *, least: int) -> Numbers:
    """Give how far each home is from the nearest stop with enough departures, in meters.

    Args:
        pavement: On which one walks.
        stops: With their departures.
        homes: Where people live.
        least: How many departures are enough.

    Returns:
        Infinite where there is no way.
    """
    enough = stops.departures >= least
    at, off_m = pavement.near(homes.longitudes, homes.latitudes)
    if not enough.any():
        return np.full(len(at), np.inf)
    start, aside_m = pavement.near(stops.longitudes[enough], stops.latitudes[enough])
    start, aside_m = start[aside_m <= _beside_m()], aside_m[aside_m <= _beside_m()]
    nowhere = pavement.network.nodes  # one node more, from which each stop is as far as from roads
    tails = np.concatenate((pavement.network.tails, np.full(len(start), nowhere)))
    aside = np.maximum(np.rint(aside_m * UNIT), 1).astype(np.int64)
    heads = np.concatenate((pavement.network.heads, start))
    lengths = np.concatenate((pavement.network.times, aside))
    found = times_between(network_of(nowhere + 1, tails, heads, lengths), [nowhere], at)[0]
    return np.where(found >= NO_WAY, np.inf, found / UNIT + off_m)


def far_stops(pavement: Pavement, stops: Stops) -> int:
    """Count the stops that no road is near, to which nobody walks."""
    return int((pavement.near(stops.longitudes, stops.latitudes)[1] > _beside_m()).sum())


def most_departures(stops: Stops) -> int:
    """Give how often a day the stop is left that is left most often."""
    return int(stops.departures.max(initial=0))


def _beside_m() -> float:
    return float(parameters()["walking"]["access_m"])


def coverage(
    distances_m: Numbers, homes: Places, areas: tuple[Area, ...], within_m: Iterable[int]
) -> Iterator[Coverage]:
    """Tell how many people live within some distances: in all, on each side, in each village."""
    limits = tuple(within_m)
    sides = sides_of(areas, homes.longitudes, homes.latitudes)
    yield _covered("all", "", distances_m, homes.weights, limits)
    for number, area in enumerate(areas):
        here = sides == number
        yield _covered("side", area.code, distances_m[here], homes.weights[here], limits)
    names = np.array(homes.names)
    for name in dict.fromkeys(homes.names):
        here = names == name
        yield _covered("village", name, distances_m[here], homes.weights[here], limits)


def _covered(
    kind: str, name: str, distances_m: Numbers, people: Numbers, limits: tuple[int, ...]
) -> Coverage:
    total = float(people.sum())
    within = {limit: float(people[distances_m <= limit].sum()) for limit in limits}
    shares = {limit: round(one / total, 4) if total else None for limit, one in within.items()}
    return Coverage(kind, name, total, shares, total - max(within.values(), default=0.0))


def next_stop(
    pavement: Pavement, distances_m: Numbers, homes: Places, *, within_m: int
) -> NextStop | None:
    """Give the place on roads where one stop more would serve most people that none serves yet."""
    at, off_m = pavement.near(homes.longitudes, homes.latitudes)
    left = np.flatnonzero((distances_m > within_m) & (homes.weights > 0) & (off_m <= within_m))
    if not len(left):
        return None
    served = np.zeros(pavement.network.nodes)
    for first in range(0, len(left), _AT_ONCE):
        some = left[first : first + _AT_ONCE]
        near = times_near(pavement.network, at[some], longest_ms=int(within_m * UNIT))
        apart = np.where(near >= NO_WAY, np.inf, near / UNIT) + off_m[some, None]
        served += ((apart <= within_m) * homes.weights[some, None]).sum(axis=0)
    best = int(served.argmax())
    x, y = pavement.plane.degrees(pavement.flat[[best]])[0].tolist()
    return NextStop((round(x, 7), round(y, 7)), within_m, float(served[best]))
