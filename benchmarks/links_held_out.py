"""Hold roads across borders out: are they the ones that a ranking asks for?

    python benchmarks/links_held_out.py --roads FILE.osm.pbf --areas FILE.geojson [--tune]

Each road of at most 500 m from crossing to crossing that crosses a border is taken out, if the way
round is then long; links are ranked; it is found where one of the first lies within 250 m of it.
Its crossings stay places where links may end, which helps every score alike. A score is gain to the
power of a, detour to b, over length plus 50 m to c. What is tuned on one extract (--tune) is to be
tested on another (--score a b c). Intervals are of E. B. Wilson (1927), 95 %.
"""

import argparse
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bayline.engines.graph.contracting import contracted
from bayline.engines.graph.gains import potential_gains
from bayline.engines.graph.routes import route_of, without
from bayline.engines.graph.trees import times_of_pairs
from bayline.systems.links.rules.benefits import half_ms
from bayline.systems.links.rules.bordering import areas_of
from bayline.systems.links.rules.grounding import Ground, Pairs, ground_of
from bayline.systems.links.rules.pbf import roads_of_pbf
from bayline.systems.links.rules.peopling import cells
from bayline.systems.links.rules.seeking import best_of_each_spot, candidates
from bayline.systems.links.rules.surveying import Plane
from bayline.systems.links.terms import Wish

_LONGEST_M, _NEAR_M, _BESIDE_M = 500.0, 250.0, 50.0
_NO_WAY_MS = 180 * 60_000  # a pair without a way counts as this far
_RANKS = (1, 3, 10)
_Z = 1.96
_BASELINES = {"detour ratio": (0.0, 1.0, 0.0), "raw gain": (1.0, 0.0, 0.0)}
_Score = tuple[float, float, float]


class Trial(NamedTuple):
    """One road held out: candidates with gain, detour and length, and how far each lies from it."""

    ground: Ground
    pairs: Pairs
    gains: NDArray[np.float64]
    detours: NDArray[np.float64]
    apart_m: NDArray[np.float64]


def main() -> None:
    """Hold out, and print what is found."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--roads", type=Path, required=True)
    asked.add_argument("--areas", type=Path, required=True)
    asked.add_argument("--tune", action="store_true")
    asked.add_argument("--score", type=float, nargs=3, default=(1.0, 0.0, 1.0))
    given = asked.parse_args()
    roads = roads_of_pbf(given.roads.read_bytes(), where=given.roads.name)
    areas = areas_of(given.areas.read_bytes(), where=given.areas.name)
    plane = Plane(roads.latitudes)
    ground = ground_of(roads, areas, cells(roads, areas, plane), plane)
    report([*trials(ground)], tuple(given.score), is_tuned=given.tune)


def report(held: list[Trial], score: _Score, *, is_tuned: bool) -> None:
    """Print the recall of baselines and of a score, or of the best score on these trials."""
    print(f"n = {len(held)} roads held out")
    if not held:
        return
    if is_tuned:
        powers = (0.0, 0.5, 1.0), (0.0, 0.5, 1.0), (0.0, 0.5, 1.0, 2.0)
        score = max(product(*powers), key=lambda one: float(np.mean(recalls(held, one))))
    name = f"gain^{score[0]} detour^{score[1]} / length^{score[2]}"
    for told, powers_of in ({**_BASELINES, name: score}).items():
        hits = recalls(held, powers_of) * len(held)
        listed = (_told(k, round(hit), len(held)) for k, hit in zip(_RANKS, hits, strict=True))
        print(f"{told:<36} recall " + "  ".join(listed))


def _told(most: int, hits: int, count: int) -> str:
    low, high = _wilson(hits, count)
    return f"@{most} {hits / count:.2f} ({low:.2f} to {high:.2f})"


def trials(ground: Ground) -> Iterator[Trial]:
    """Hold out each road that crosses a border, if the way round is long then."""
    stay = np.zeros(ground.network.nodes, bool)
    stay[ground.zones.nodes] = True
    small = contracted(ground.network, stay)
    tails, heads = small.kept[small.network.tails], small.kept[small.network.heads]
    crosses = (ground.sides[tails] != ground.sides[heads]) & (tails < heads)
    crosses &= (ground.sides[tails] >= 0) & (ground.sides[heads] >= 0)
    crosses &= np.hypot(*(ground.flat[tails] - ground.flat[heads]).T) <= _LONGEST_M
    for one, other in zip(tails[crosses].tolist(), heads[crosses].tolist(), strict=True):
        trial = _held_out(ground, one, other)
        if trial is not None:
            yield trial


def _held_out(ground: Ground, one: int, other: int) -> Trial | None:
    route = route_of(ground.network, one, other)
    if route is None:
        return None
    may_end = ground.may_end.copy()
    may_end[route.nodes[1:-1]] = False
    may_end[[one, other]] = True
    there = replace(ground, network=without(ground.network, route.nodes), may_end=may_end)
    found = candidates(there, Wish(_LONGEST_M))
    pairs = found.pairs
    if not ((pairs.ones == min(one, other)) & (pairs.others == max(one, other))).any():
        return None  # the way round is short, or the ends are too far apart
    ones, others = found.reach.ends[found.links.ones], found.reach.ends[found.links.others]
    times = times_of_pairs(found.network, ones, others, longest_ms=_NO_WAY_MS)
    gains = potential_gains(found.reach, found.zones, found.links, half_ms())[:, 0]
    middles = (ground.flat[pairs.ones] + ground.flat[pairs.others]) / 2
    apart = np.hypot(*(middles - (ground.flat[one] + ground.flat[other]) / 2).T)
    detours = np.minimum(times, _NO_WAY_MS) / found.links.times
    return Trial(there, pairs, gains, detours, apart)


def recalls(held: list[Trial], score: _Score) -> NDArray[np.float64]:
    """Give the share of roads found among the first one, three and ten."""
    ranks = np.array([_rank(trial, score) for trial in held])
    return np.array([(ranks < most).mean() for most in _RANKS])


def _rank(trial: Trial, score: _Score) -> int:
    """Give before how many links of other spots the first stands that lies near the road."""
    pairs, (a, b, c) = trial.pairs, score
    worth = np.maximum(trial.gains, 1e-12) ** a * trial.detours**b
    scores = worth / (pairs.lengths_m + _BESIDE_M) ** c
    kept = best_of_each_spot(trial.ground.flat, pairs, scores, trial.gains > 0)
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
