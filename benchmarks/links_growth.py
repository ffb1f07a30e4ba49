"""Measure times among many nodes beside peers, and how time and memory grow with a network.

    PYTHONPATH=src .venv-bench/bin/python -m benchmarks.links_growth [--roads FILE.osm.pbf]

A network is made larger by copies of it side by side, each joined to the one before by some roads;
smaller, by what lies in its west. Without roads it is a made-up lattice. Each size is ranked in a
process of its own, across a parallel, with a thousand zones. Times are of the processor, on one
core. A peer that is not installed is left out, and said so; all but pandana, which rounds, must
give our times.
"""

import argparse
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from typing import Any

import numpy as np
from benchmarks.links import halves, made_up, read
from numpy.typing import NDArray

from bayline.engines.graph.networks import NO_WAY, Network, network_of
from bayline.engines.graph.trees import times_among, times_between
from bayline.systems.links.rules.bordering import areas_of
from bayline.systems.links.rules.grounding import ground_of
from bayline.systems.links.rules.peopling import cells
from bayline.systems.links.rules.seeking import missing_links
from bayline.systems.links.rules.surveying import Plane
from bayline.systems.links.terms import Places, Roads, Wish

_JOINS, _JOIN_MS = 20, 60_000
_SIZES = (20_000, 50_000, 200_000, 1_000_000)
_ZONES = 1000
_SECOND_MS = 1000.0
Nodes = NDArray[np.int64]
Asked = Callable[[Nodes, Nodes], NDArray[np.float64]]
Peer = Callable[[Network], Asked]  # what it takes to load a network is told apart


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--roads", type=Path)
    asked.add_argument("--nodes", type=int, default=1000)
    asked.add_argument("--stitched", type=int, default=225_000)
    asked.add_argument("--some", type=int, default=1000, help="sources that slow peers are asked")
    asked.add_argument("--size", type=int, help="rank a network of this size alone")
    asked.add_argument("--peers-alone", action="store_true", help="leave growth out")
    given = asked.parse_args()
    if given.size:
        _rank(_sized(_roads(given.roads), given.size))
        return
    _beside_peers(_sized(_roads(given.roads), given.stitched), given.nodes, given.some)
    if given.peers_alone:
        return
    files = ("--roads", str(given.roads)) if given.roads else ()
    for size in _SIZES:
        subprocess.run(
            [sys.executable, "-m", "benchmarks.links_growth", *files, "--size", str(size)],
            check=True,
        )


def _roads(path: Path | None) -> Roads:
    return read(path) if path else made_up(45_000)


def _sized(roads: Roads, nodes: int) -> Roads:
    """Give a network of so many nodes, out of copies of one."""
    have = len(roads.longitudes)
    west, east = roads.longitudes.min(), roads.longitudes.max()
    copies, chance = -(-nodes // have), np.random.default_rng(8)
    longitudes = [roads.longitudes + at * (east - west) * 1.01 for at in range(copies)]
    tails = [roads.tails + at * have for at in range(copies)]
    heads = [roads.heads + at * have for at in range(copies)]
    times = [roads.times] * copies
    for at in range(copies - 1):
        ends = chance.choice(have, (2, _JOINS)) + np.array([[at * have], [(at + 1) * have]])
        tails.append(ends.ravel())
        heads.append(ends[::-1].ravel())
        times.append(np.full(2 * _JOINS, _JOIN_MS))
    every = Roads(
        np.concatenate(longitudes),
        np.tile(roads.latitudes, copies),
        *(np.concatenate(part).astype(np.int32) for part in (tails, heads, times)),
    )
    return _westernmost(every, nodes)


def _westernmost(roads: Roads, nodes: int) -> Roads:
    kept = np.sort(np.argsort(roads.longitudes, kind="stable")[:nodes])
    names = np.full(len(roads.longitudes), -1, np.int32)
    names[kept] = np.arange(len(kept))
    tails, heads = names[roads.tails], names[roads.heads]
    within = (tails >= 0) & (heads >= 0)
    arcs = tails[within], heads[within], roads.times[within]
    return Roads(roads.longitudes[kept], roads.latitudes[kept], *arcs)


def _rank(roads: Roads) -> None:
    """Rank the links across the parallel in the middle."""
    start = time.process_time()
    middle, plane = float(np.median(roads.latitudes)), Plane(roads.latitudes)
    areas = areas_of(halves(roads, middle), where="areas")
    every = cells(roads, areas, plane)
    step = np.linspace(0, len(every.weights) - 1, _ZONES).astype(int)
    parts = every.longitudes[step], every.latitudes[step], every.weights[step]
    ground = ground_of(roads, areas, Places(*parts, every.basis), plane)
    laid = time.process_time()
    found = len([*missing_links(ground, areas, Wish(), plane)])
    ranked, mb = time.process_time(), getrusage(RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{ground.network.nodes:>9,} nodes: laid out {laid - start:.2f} s, "
        f"ranked {ranked - laid:.2f} s, {found} spots, {mb:.0f} MB in all",
        flush=True,
    )


def _beside_peers(roads: Roads, count: int, some: int) -> None:
    """Ask each engine for the times among some nodes of one network."""
    network = network_of(len(roads.longitudes), roads.tails, roads.heads, roads.times)
    nodes = np.random.default_rng(1).choice(network.nodes, count, replace=False)
    times_among(network, nodes[:3], nodes[:3])  # compiles
    own, took = _timed(lambda: times_among(network, nodes, nodes))
    print(f"{count} x {count} times on {network.nodes:,} nodes, {len(network.heads):,} arcs")
    print(f"  ours: {took:.2f} s")
    whole, most = _timed(lambda: times_between(network, nodes[:50], nodes))
    print(f"  ours, nothing left out: {most * count / 50:.1f} s, from 50 sources")
    _agree("ours", own[:50], whole.astype(float))
    for name, peer in _PEERS.items():
        try:
            ask, loaded = _timed(lambda: peer(network))  # noqa: B023 - called at once
        except ImportError:
            print(f"  {name}: not installed here")
            continue
        found, spent = _timed(lambda: ask(nodes[:some], nodes))  # noqa: B023 - called at once
        spent *= count / min(some, count)
        told = f"{spent:.2f} s, {spent / took:.1f} times ours, and {loaded:.2f} s to load"
        print(f"  {name}: {told}", flush=True)
        _agree(name, own[:some], found)


def _timed(run: Callable[[], Any]) -> tuple[Any, float]:
    start = time.process_time()
    return run(), time.process_time() - start


def _agree(name: str, own: NDArray[Any], found: NDArray[Any]) -> None:
    worst = float(np.abs(np.minimum(own, 1e8) - np.minimum(found, 1e8)).max()) / _SECOND_MS
    if worst > (3.0 if name == "pandana" else 0.0005):
        raise SystemExit(f"{name} tells other times: {worst} s off")


def _scipy(network: Network) -> Asked:
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    arrays = network.times.astype(float), network.heads, network.starts
    graph = csr_array(arrays, shape=(network.nodes,) * 2)

    def ask(nodes: Nodes, goals: Nodes) -> NDArray[np.float64]:
        parts = [dijkstra(graph, indices=nodes[at : at + 50]) for at in range(0, len(nodes), 50)]
        return np.concatenate([part[:, goals] for part in parts])

    return ask


def _igraph(network: Network) -> Asked:
    import igraph

    pairs = np.column_stack((network.tails, network.heads))
    graph = igraph.Graph(n=network.nodes, edges=pairs, directed=True)
    weights = network.times.tolist()

    def ask(nodes: Nodes, goals: Nodes) -> NDArray[np.float64]:
        named = nodes.tolist(), goals.tolist()
        return np.array(graph.distances(*named, weights=weights, algorithm="dijkstra"))

    return ask


def _networkit(network: Network) -> Asked:
    import networkit

    networkit.setNumberOfThreads(1)
    weights = network.times.astype(float)
    arcs = weights, (network.tails.astype(np.uint64), network.heads.astype(np.uint64))
    graph = networkit.GraphFromCoo(arcs, n=network.nodes, weighted=True, directed=True)

    def ask(nodes: Nodes, goals: Nodes) -> NDArray[np.float64]:
        search = networkit.distance.SPSP(graph, nodes.tolist(), goals.tolist())
        search.run()
        return np.array(search.getDistances())

    return ask


def _pandana(network: Network) -> Asked:
    import pandana
    import pandas as pd

    # It keeps thousandths as whole numbers of 32 bits: in milliseconds its preparation never ended.
    weights = pd.DataFrame({"s": network.times / _SECOND_MS})
    ones, others = pd.Series(network.tails), pd.Series(network.heads)
    flat = pd.Series(np.arange(network.nodes, dtype=float))
    graph = pandana.Network(flat, flat, ones, others, weights, twoway=False)

    def ask(nodes: Nodes, goals: Nodes) -> NDArray[np.float64]:
        every = np.repeat(nodes, len(goals)), np.tile(goals, len(nodes))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it lists every pair without a way
            found = np.array(graph.shortest_path_lengths(*every)).reshape(len(nodes), -1)
        times: NDArray[np.float64] = np.minimum(found * _SECOND_MS, NO_WAY)
        return times

    return ask


_PEERS: dict[str, Peer] = {
    "scipy": _scipy,
    "igraph": _igraph,
    "networkit": _networkit,
    "pandana": _pandana,
}


if __name__ == "__main__":
    main()
