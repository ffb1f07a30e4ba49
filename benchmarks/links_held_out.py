"""Hold roads across borders out: are they the ones that a ranking asks for?

    python -m benchmarks.links_held_out --extract FILE.osm.pbf AREAS.geojson [--extract ...]
        [--tune FILE.osm.pbf AREAS.geojson] [--most 60] [--segments]

Each road of at most 500 m that crosses a border is taken out, from crossing to crossing, or with
--segments the one segment that crosses, so that dead ends are left. Where links may end is found
anew without it. If the way round is long then, links are ranked; the road is found where one of the
first lies within 250 m of it. Beside the ranking's own score stand the detour ratio, the raw gain
and the gain for each yuan. With --tune its few numbers are chosen on one extract, to be tested on
the others. Intervals are of E. B. Wilson (1927), 95 %.
"""

import argparse
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bayline.engines.graph.contracting import contracted
from bayline.engines.graph.gains import potential_gains
from bayline.engines.graph.routes import route_of
from bayline.engines.graph.trees import times_of_pairs
from bayline.systems.links.rules.benefits import half_ms
from bayline.systems.links.rules.bordering import areas_of
from bayline.systems.links.rules.grounding import Ground, Pairs, ground_of, ground_without
from bayline.systems.links.rules.pbf import roads_of_pbf
from bayline.systems.links.rules.peopling import cells
from bayline.systems.links.rules.seeking import best_of_each_spot, candidates, costs_of, link_ms
from bayline.systems.links.rules.surveying import Plane
from bayline.systems.links.rules.weighing import Approach, Weights, approach, weighed, weights
from bayline.systems.links.terms import Wish

_LONGEST_M, _NEAR_M, _DETOUR = 500.0, 250.0, 3.0
_NO_WAY_MS = 180 * 60_000  # a pair without a way counts as this far
_RANKS = (1, 3, 10)
_Z = 1.96
_GRID = (0.25, 0.33, 0.5, 1.0), (0.0, 1.0, 2.0), (0.0, 1.0)
_BASELINES = ("detour ratio", "raw gain", "gain for each yuan")


class Trial(NamedTuple):
    """One road held out, with what is known of each candidate then.

    Attributes:
        ground: Without the road.
        pairs: Candidates.
        gains: What each adds.
        detours: How many times longer the way is today.
        led: How roads lead to each.
        apart_m: How far each lies from the road.
    """

    ground: Ground
    pairs: Pairs
    gains: NDArray[np.float64]
    detours: NDArray[np.float64]
    led: Approach
    apart_m: NDArray[np.float64]


def main() -> None:
    """Hold out, and print what is found."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--extract", type=Path, nargs=2, action="append", required=True)
    asked.add_argument("--tune", type=Path, nargs=2)
    asked.add_argument("--most", type=int, default=60, help="roads of an extract, drawn by chance")
    asked.add_argument("--segments", action="store_true")
    given = asked.parse_args()

    def held(files: list[Path]) -> list[Trial]:
        found = [*trials(_ground(*files), given.most, is_segment=given.segments)]
        print(f"{files[0].name}: {len(found)} roads held out", flush=True)
        return found

    counts = _tuned(held(given.tune)) if given.tune else weights()
    print(f"score: gain^{counts.gain} straight {counts.straight} facing {counts.facing}")
    tested = [held(files) for files in given.extract]
    for (file, _), some in zip(given.extract, tested, strict=True):
        report(file.name, some, counts)
    if len(tested) > 1:
        report("all of them", [one for some in tested for one in some], counts)


def _ground(roads_file: Path, areas_file: Path) -> Ground:
    roads = roads_of_pbf(roads_file.read_bytes(), where=roads_file.name)
    areas = areas_of(areas_file.read_bytes(), where=areas_file.name)
    plane = Plane(roads.latitudes)
    return ground_of(roads, areas, cells(roads, areas, plane), plane)


def _tuned(held: list[Trial]) -> Weights:
    """Give the weights that find most on some trials."""
    return max(
        (Weights(*one) for one in product(*_GRID)),
        key=lambda one: float(
            np.mean([_rank(trial, _score(trial, one)) < np.array(_RANKS) for trial in held])
        ),
    )


def report(name: str, held: list[Trial], counts: Weights) -> None:
    """Print the recall of baselines and of the score."""
    print(f"{name}: n = {len(held)}")
    if not held:
        return
    hits = np.zeros((len(_BASELINES) + 1, len(_RANKS)), int)
    for trial in held:
        costs = costs_of(trial.pairs.lengths_m)
        scores = trial.detours, trial.gains, trial.gains / costs, _score(trial, counts)
        hits += [_rank(trial, score) < np.array(_RANKS) for score in scores]
    for told, found in zip((*_BASELINES, "score"), hits, strict=True):
        listed = (_told(k, int(hit), len(held)) for k, hit in zip(_RANKS, found, strict=True))
        print(f"  {told:<20} recall " + "  ".join(listed))


def _score(trial: Trial, counts: Weights) -> NDArray[np.float64]:
    return weighed(trial.led, trial.gains, costs_of(trial.pairs.lengths_m), counts)


def _told(most: int, hits: int, count: int) -> str:
    low, high = _wilson(hits, count)
    return f"@{most} {hits / count:.2f} ({low:.2f} to {high:.2f})"


def trials(ground: Ground, most: int, *, is_segment: bool) -> Iterator[Trial]:
    """Hold out roads that cross a border, each of which leaves a long way round."""
    roads = [*_crossing(ground, is_segment=is_segment)]
    chance = np.random.default_rng(8)
    for at in chance.permutation(len(roads))[:most].tolist():
        trial = _held_out(ground, roads[at])
        if trial is not None:
            yield trial


def _crossing(ground: Ground, *, is_segment: bool) -> Iterator[NDArray[np.int32]]:
    """Give the nodes along each road, or each segment alone, that crosses a border."""
    stay = np.zeros(ground.network.nodes, bool)
    stay[ground.zones.nodes] = True
    small, names = ground.network, np.arange(ground.network.nodes, dtype=np.int32)
    if not is_segment:
        found = contracted(ground.network, stay)
        small, names = found.network, found.kept
    tails, heads = names[small.tails], names[small.heads]
    crosses = (ground.sides[tails] != ground.sides[heads]) & (tails < heads)
    crosses &= (ground.sides[tails] >= 0) & (ground.sides[heads] >= 0)
    crosses &= np.hypot(*(ground.flat[tails] - ground.flat[heads]).T) <= _LONGEST_M
    for one, other in zip(tails[crosses].tolist(), heads[crosses].tolist(), strict=True):
        route = None if is_segment else route_of(ground.network, one, other)
        yield np.array([one, other], np.int32) if route is None else route.nodes


def _held_out(ground: Ground, nodes: NDArray[np.int32]) -> Trial | None:
    there, ends = ground_without(ground, nodes), nodes[[0, -1]]
    middle = ground.flat[ends].mean(axis=0)
    length = max(float(np.hypot(*(ground.flat[ends[0]] - ground.flat[ends[1]]))), 1.0)
    longest = int(link_ms(np.array([length]))[0] * _DETOUR)
    ways = times_of_pairs(there.network, ends, ends[::-1], longest_ms=longest)
    if ways.min() <= longest:
        return None  # the way round is short
    found = candidates(there, Wish(_LONGEST_M, _DETOUR))
    pairs = found.pairs
    if not len(pairs.ones):
        return None
    ones, others = found.reach.ends[found.links.ones], found.reach.ends[found.links.others]
    times = times_of_pairs(found.network, ones, others, longest_ms=_NO_WAY_MS)
    gains = potential_gains(found.reach, found.zones, found.links, half_ms())[:, 0]
    apart = np.hypot(*((ground.flat[pairs.ones] + ground.flat[pairs.others]) / 2 - middle).T)
    detours = np.minimum(times, _NO_WAY_MS) / found.links.times
    return Trial(there, pairs, gains, detours, approach(there, pairs), apart)


def _rank(trial: Trial, scores: NDArray[np.float64]) -> int:
    """Give before how many links of other spots the first stands that lies near the road."""
    kept = best_of_each_spot(trial.ground.flat, trial.pairs, scores, trial.gains > 0)
    hits = (at for at, one in enumerate(kept) if trial.apart_m[one] <= _NEAR_M)
    return next(hits, max(_RANKS))


def _wilson(hits: int, count: int) -> tuple[float, float]:
    share, square = hits / count, _Z * _Z
    middle = (share + square / (2 * count)) / (1 + square / count)
    half = (
        _Z / (1 + square / count) * np.sqrt(share * (1 - share) / count + square / (4 * count**2))
    )
    return float(middle - half), float(middle + half)


if __name__ == "__main__":
    main()
