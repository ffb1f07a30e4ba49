"""Measure links: exact gains of candidates a second, a matrix of times, a whole ranking.

    python benchmarks/links.py [--roads FILE.osm.pbf --areas FILE.geojson] [--zones 750]

Without roads, on a made-up network of two halves. Times are of the processor, on one core, the
least of some runs.
"""

import argparse
import json
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from bayline.engines.graph.compiling import Way
from bayline.engines.graph.gains import Candidates, falling, potential_gains
from bayline.engines.graph.reaching import Zones
from bayline.engines.graph.trees import times_between
from bayline.engines.loops import compiled_loop
from bayline.systems.links.rules.benefits import half_ms
from bayline.systems.links.rules.bordering import areas_of
from bayline.systems.links.rules.grounding import Ground, ground_of
from bayline.systems.links.rules.laying import Way as Road
from bayline.systems.links.rules.laying import laid_out
from bayline.systems.links.rules.pbf import roads_of_pbf
from bayline.systems.links.rules.peopling import cells
from bayline.systems.links.rules.seeking import Candidacy, candidates, missing_links
from bayline.systems.links.rules.surveying import Plane
from bayline.systems.links.terms import Places, Roads, Wish

_MIDDLE = 0.1  # the parallel between the halves of the made-up network
_STEP = 0.001  # degrees between crossings of the made-up network


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--roads", type=Path)
    asked.add_argument("--areas", type=Path)
    asked.add_argument("--zones", type=int, default=750)
    asked.add_argument("--nodes", type=int, default=50_000)
    given = asked.parse_args()
    roads = read(given.roads) if given.roads else made_up(given.nodes)
    text = given.areas.read_bytes() if given.areas else halves(roads, _MIDDLE)
    areas, plane = areas_of(text, where="areas"), Plane(roads.latitudes)
    places = _fewer(cells(roads, areas, plane), given.zones)
    ground = ground_of(roads, areas, places, plane)
    found = candidates(ground, Wish())
    zones, links, ends = (
        len(part) for part in (found.zones.nodes, found.links.times, found.reach.ends)
    )
    print(f"{ground.network.nodes} nodes, {zones} zones, {links} candidates, {ends} ends")
    _gains(found)
    _limit(found)
    _cumulative(found)
    _rebuilt(found)
    _matrix(ground)
    seconds = _least(lambda: [*missing_links(ground, areas, Wish(), plane)], 2)
    print(f"whole ranking from a prepared network: {seconds:.2f} s")


def _least(run: Callable[[], object], times: int = 5) -> float:
    took = []
    for _ in range(times):
        start = time.process_time()
        run()
        took.append(time.process_time() - start)
    return min(took)


def read(path: Path) -> Roads:
    """Read an extract, and say how long it took."""
    data = path.read_bytes()
    print(f"read: {_least(lambda: roads_of_pbf(data, where=path.name), 2):.2f} s")
    return roads_of_pbf(data, where=path.name)


def made_up(nodes: int) -> Roads:
    """Make a lattice of roads of which a part is missing, near the border most."""
    chance = np.random.default_rng(8)
    side = int(nodes**0.5)
    x, y = np.meshgrid(np.arange(side), np.arange(side))
    positions = np.column_stack((x.ravel(), y.ravel())) * _STEP
    every = np.arange(side * side).reshape(side, side)
    pairs = np.concatenate(
        (
            np.column_stack((every[:, :-1].ravel(), every[:, 1:].ravel())),
            np.column_stack((every[:-1].ravel(), every[1:].ravel())),
        )
    )
    crosses = (positions[pairs][:, :, 1] > _MIDDLE).sum(axis=1) == 1
    pairs = pairs[chance.random(len(pairs)) < np.where(crosses, 0.05, 0.75)]
    ways = (Road(pair.tolist(), float(chance.choice((30, 50, 80)))) for pair in pairs)
    return laid_out(positions, ways, np.zeros((0, 2)), ())


def halves(roads: Roads, middle: float) -> bytes:
    """Make two areas, south and north of a parallel."""
    west, east = roads.longitudes.min() - 1, roads.longitudes.max() + 1

    def half(code: str, south: float, north: float) -> dict[str, object]:
        ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        shape = {"type": "Polygon", "coordinates": [ring]}
        return {"type": "Feature", "properties": {"code": code}, "geometry": shape}

    features = [half("south", -80, middle), half("north", middle, 80)]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def _fewer(places: Places, most: int) -> Places:
    kept = np.sort(np.argsort(-places.weights, kind="stable")[:most])
    parts = (places.longitudes, places.latitudes, places.weights)
    return Places(parts[0][kept], parts[1][kept], parts[2][kept], places.basis)


def _some(links: Candidates, count: int) -> Candidates:
    chosen = np.linspace(0, len(links.times) - 1, count).astype(int)
    return Candidates(links.ones[chosen], links.others[chosen], links.times[chosen])


def _gains(found: Candidacy) -> None:
    def run(links: Candidates, way: Way | None) -> np.ndarray:
        return potential_gains(found.reach, found.zones, links, half_ms(), way=way)

    seconds = _least(lambda: run(found.links, None))
    few = _some(found.links, 60)
    by_numpy = _least(lambda: run(few, Way.PLAIN), 2) / len(few.times)
    each = seconds / len(found.links.times)
    print(f"exact gains: {1 / each:,.0f} candidates/s; by numpy {1 / by_numpy:,.0f}")
    _agree(run(few, None), run(few, Way.PLAIN), 1e-9)


def _limit(found: Candidacy) -> None:
    """Tell how long the same arithmetic takes on rows that lie in order, and nothing else."""
    reach, links, some = found.reach, _some(found.links, 200), 0
    for one, other, time_ms in zip(links.ones, links.others, links.times, strict=True):
        for u, v in ((one, other), (other, one)):
            before = np.count_nonzero(reach.out[u] + time_ms < reach.out[v])
            some += int(before * np.count_nonzero(reach.back[v] + time_ms < reach.back[u]))
    pairs = some // len(links.times)
    many, worth = np.random.default_rng(8).random((2, 2048))  # stay in the nearest cache
    turns = max(pairs * 2000 // 2048, 1)
    seconds = _least(lambda: _in_order(many, worth, turns)) / (turns * 2048) * pairs
    print(f"limit: {pairs:,} pairs that a link may shorten; in order {seconds * 1e6:.2f} us a link")


@partial(compiled_loop, is_free=True)
def _in_order(many: np.ndarray, worth: np.ndarray, turns: int) -> float:
    total = 0.0
    for turn in range(turns):
        share = 1.0 + turn
        for place in range(len(many)):
            total += max(share * many[place] - worth[place], 0.0)
    return total


def _cumulative(found: Candidacy) -> None:
    """Do as MissingLinks.jl is told to: whole numbers of 16 bits, chances within a cutoff.

    Ways are only passed over where the way up to the link is beyond the cutoff already.
    """
    reach = found.reach
    scaled = [
        np.minimum(part // 1000, 2**16 - 1).astype(np.uint16)
        for part in (reach.out, reach.back, reach.between)
    ]
    links = _some(found.links, 2000)
    seconds = np.maximum(links.times // 1000, 1).astype(np.int32)
    arrays = links.ones, links.others, seconds

    def run() -> np.ndarray:
        gains = np.zeros(len(seconds))
        _within_cutoff(*scaled, arrays, found.zones.chances, gains)
        return gains

    took = _least(run, 3) / len(seconds)
    print(f"cutoff pruning alone, 16 bits, chances within 30 min: {1 / took:,.0f} candidates/s")


@partial(compiled_loop, is_free=True)
def _within_cutoff(
    out: np.ndarray,
    back: np.ndarray,
    between: np.ndarray,
    links: tuple[np.ndarray, np.ndarray, np.ndarray],
    chances: np.ndarray,
    gains: np.ndarray,
) -> None:
    cutoff = 1800
    for link in range(len(gains)):
        for turn in range(2):
            near, far = links[turn][link], links[1 - turn][link]
            for zone in range(len(chances)):
                left = cutoff - out[near, zone] - links[2][link]
                if left < 0:
                    continue
                more = 0.0
                for goal in range(len(chances)):
                    is_new = (between[zone, goal] > cutoff) & (back[far, goal] <= left)
                    more += chances[goal] * is_new
                gains[link] += more


def _rebuilt(found: Candidacy) -> None:
    """Add each link to the network, and ask scipy for all ways anew."""
    zones, few = found.zones, _some(found.links, 2)
    ends = found.reach.ends

    def run() -> list[float]:
        return [
            _worth(found, zones, ends[[one, other]], time)
            for one, other, time in zip(few.ones, few.others, few.times, strict=True)
        ]

    before = (zones.people[:, None] * falling(found.reach.between, half_ms()) * zones.chances).sum()
    seconds = _least(run, 1) / 2
    print(f"rebuilt by scipy: {1 / seconds:,.2f} candidates/s")
    gains = potential_gains(found.reach, zones, few, half_ms())[:, 0]
    _agree(np.array(run()) - before, gains, 1e-6)


def _agree(one: np.ndarray, other: np.ndarray, within: float) -> None:
    if not np.allclose(one, other, rtol=within):
        raise SystemExit("gains differ by the way they are computed")


def _worth(found: Candidacy, zones: Zones, ends: np.ndarray, time_ms: int) -> float:
    built = found.network.joined(ends, ends[::-1], [time_ms, time_ms])
    times = times_between(built, zones.nodes, zones.nodes, way=Way.PLAIN)
    return float((zones.people[:, None] * falling(times, half_ms()) * zones.chances).sum())


def _matrix(ground: Ground) -> None:
    nodes = ground.zones.nodes[:300]

    def run(way: Way) -> np.ndarray:
        return times_between(ground.network, nodes, nodes, way=way)

    own = _least(lambda: run(Way.COMPILED), 2)
    scipy = _least(lambda: run(Way.PLAIN), 2)
    print(f"{len(nodes)} x {len(nodes)} times, nothing left out: {own:.2f} s; scipy {scipy:.2f} s")


if __name__ == "__main__":
    main()
