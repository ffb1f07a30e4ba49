"""Measures the measures of industry, and the same of py-ecomplexity beside them in one run.

Usage: python benchmarks/industry.py [--regions 5000] [--industries 1400] [--rounds 3]

Both are given the same made-up table, in memory, each in a process of its own; what counts is
processor time, of ours the least of some rounds, of the peer, which takes minutes, that of one. It
computes quotients, complexity, proximity and density in one call, so ours are added up.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
PEERS = ROOT / ".venv-bench" / "bin" / "python"
SEED = 20211105
FILLED = 0.6  # of all places, in the table that is made up
BOTH = ("rca", "eci", "pci", "relatedness", "density")  # what the peer computes in one call
MEASURES = ("lq", "hhi", "krugman", "gini", "shift-share", *BOTH)
LIMITS_S = {"lq": 1, "hhi": 1, "shift-share": 1, "eci": 10, "pci": 10}


def made_up(regions: int, industries: int) -> np.ndarray:
    """Make employment up: few large numbers, many small ones, many of none."""
    chance = np.random.default_rng(SEED)
    size = (regions, industries)
    values = np.floor(chance.pareto(1.1, size) * 10) * (chance.random(size) < FILLED)
    values[:, 0] += 1
    values[0] += 1
    return values


def spent(work: Callable[[], object]) -> float:
    """Return the seconds of processor time that some work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def ours(regions: int, industries: int) -> dict[str, float]:
    """Time each measure, from the columns of a table to its first result."""
    from bayline.systems.industry.rules.measures import measured
    from bayline.systems.industry.terms import Cell, Table, Wish, Words

    values = made_up(regions, industries)
    rows, columns = (np.ravel(each) for each in np.indices(values.shape))

    def table(*years: np.ndarray) -> Table:
        count = len(years)
        words = {
            "region": Words(tuple(f"R{n}" for n in range(regions)), np.tile(rows, count)),
            "industry": Words(tuple(f"I{n}" for n in range(industries)), np.tile(columns, count)),
            "year": Words(
                tuple(str(2020 + n) for n in range(count)), np.repeat(np.arange(count), rows.size)
            ),
        }
        numbers = {"value": np.concatenate([year.ravel() for year in years])}
        return Table(
            name="made up",
            heads={},
            words=words,
            numbers=numbers,
            look=Cell,
        )

    one, two = table(values), table(values, values[::-1] + 1)
    return {
        name: spent(
            lambda name=name: next(measured(two if name == "shift-share" else one, name, Wish()))  # type: ignore[misc]  # the name as it is now
        )
        for name in MEASURES
    }


def peer(regions: int, industries: int) -> dict[str, float]:
    """Time py-ecomplexity on the same table; runs in the environment of the peers."""
    import pandas as pd
    from ecomplexity import ecomplexity

    values = made_up(regions, industries)
    rows, columns = (np.ravel(each) for each in np.indices(values.shape))
    frame = pd.DataFrame({"t": 2020, "l": rows, "p": columns, "v": values.ravel()})
    names = {"time": "t", "loc": "l", "prod": "p", "val": "v"}
    return {
        "py-ecomplexity": spent(
            lambda: ecomplexity(frame, names, check_logsupermodularity=False, verbose=False)
        )
    }


def one_round(python: Path, side: str, size: tuple[int, int]) -> dict[str, float]:
    """Run one side once in a process of its own; nothing where its environment is missing."""
    if not python.exists():
        return {}
    command = [python, __file__, "--side", side, "--regions", str(size[0])]
    command += ["--industries", str(size[1])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{side} failed:\n{done.stderr[-2000:]}")
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def least(rounds: Iterable[dict[str, float]]) -> dict[str, float]:
    """Take the least time of each measure."""
    found: dict[str, float] = {}
    for one in rounds:
        for name, seconds in one.items():
            found[name] = min(seconds, found.get(name, seconds))
    return found


def told(found: dict[str, float], size: tuple[int, int]) -> list[str]:
    """Render the table, and the ratio to the peer."""
    lines = [f"| {size[0]:,} regions, {size[1]:,} industries | s of processor time | limit |"]
    lines.append("|---|---|---|")
    for name in MEASURES:
        seconds = found[name]
        limit = f"{LIMITS_S[name]} s" if name in LIMITS_S else ""
        lines.append(f"| {name} | {seconds:.2f} | {limit} |")
    same = sum(found[name] for name in BOTH)
    lines.append(f"| {', '.join(BOTH)} one after another | {same:.2f} | |")
    if "py-ecomplexity" in found:
        seconds = found["py-ecomplexity"]
        lines.append(f"| py-ecomplexity, {seconds / same:.1f} times as long | {seconds:.2f} | |")
    return lines


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--regions", type=int, default=5000)
    parser.add_argument("--industries", type=int, default=1400)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--side", choices=["ours", "peer"])
    chosen = parser.parse_args()
    size = (chosen.regions, chosen.industries)
    if chosen.side:
        print(json.dumps((ours if chosen.side == "ours" else peer)(*size)))
        return
    sides = [(Path(sys.executable), "ours")] * chosen.rounds + [(PEERS, "peer")]
    print("\n".join(told(least(one_round(*side, size) for side in sides), size)))


if __name__ == "__main__":
    main()
