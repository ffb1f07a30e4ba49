"""Measures the classes of very many samples, and the same job of polars and numpy beside them.

Usage: python benchmarks/ecology.py [--samples 10000000] [--rounds 3]

All are given the same made-up readings of the 21 items in memory, as whole numbers in which every
comparison is exact, and give class and number of measured items of each sample, on one core. What
counts is processor time, the least of some rounds; the answers must agree.
"""

import argparse
import os
import time
from collections.abc import Callable

os.environ["POLARS_MAX_THREADS"] = "1"

import numpy as np
import polars as pl

from bayline.engines.grading.codes import MISSING
from bayline.engines.grading.worst import worst_of
from bayline.systems.ecology.rules import packs
from bayline.systems.ecology.rules.bulk import limits_of
from bayline.systems.ecology.rules.classing import assessed_items
from bayline.systems.ecology.terms import WaterBody

SEED = 20211105
SHARES = {"polars": 0.3, "numpy.searchsorted": 0.1}  # of the peers' time, at most
UNMEASURED = 0.1  # of all readings
Found = tuple[np.ndarray, np.ndarray]


def made_up(limits: np.ndarray, samples: int) -> list[np.ndarray]:
    """Make readings up around the limits of class III, a part of them missing."""
    chance = np.random.default_rng(SEED)
    columns = []
    for row in limits:
        spread = chance.lognormal(-1.2, 0.5, samples)
        values = row[2] / spread if row[2] < 0 else row[2] * spread
        column = values.astype(np.int32)
        column[chance.random(samples) < UNMEASURED] = MISSING
        columns.append(column)
    return columns


def by_searchsorted(columns: list[np.ndarray], limits: np.ndarray) -> Found:
    """Grade with numpy.searchsorted, column by column."""
    worst = np.zeros(len(columns[0]), np.int8)
    counted = np.zeros(len(columns[0]), np.int8)
    for values, row in zip(columns, limits, strict=True):
        np.maximum(worst, np.searchsorted(row, values, side="left").astype(np.int8), out=worst)
        counted += values != MISSING
    return worst, counted


def grade(name: str, limits: list[int]) -> pl.Expr:
    """Give the grade of a column in polars, the gravest limit asked first."""
    found = pl.when(pl.col(name) > limits[4]).then(pl.lit(5, dtype=pl.Int8))
    for place in (3, 2, 1, 0):
        if limits[place] != limits[place + 1]:
            found = found.when(pl.col(name) > limits[place]).then(pl.lit(place + 1, dtype=pl.Int8))
    return found.otherwise(pl.lit(0, dtype=pl.Int8))


def by_polars(frame: pl.DataFrame, limits: np.ndarray) -> Found:
    """Grade with polars, in one query."""
    grades = [grade(name, row.tolist()) for name, row in zip(frame.columns, limits, strict=True)]
    counts = [pl.col(name).is_not_null().cast(pl.Int8) for name in frame.columns]
    found = frame.select(
        worst=pl.max_horizontal(grades), counted=pl.sum_horizontal(counts).cast(pl.Int8)
    )
    return found["worst"].to_numpy(), found["counted"].to_numpy()


def framed(columns: list[np.ndarray]) -> pl.DataFrame:
    """Give polars its readings, what is missing as null."""
    frame = pl.DataFrame({f"c{place}": values for place, values in enumerate(columns)})
    missing = int(MISSING)
    return frame.select(
        pl.when(pl.col(name) != missing).then(pl.col(name)) for name in frame.columns
    )


def least(work: Callable[[], Found], rounds: int) -> tuple[float, Found]:
    """Give the least processor time of some rounds, and what came of it."""
    times = {}
    for _ in range(rounds):
        start = time.process_time()
        found = work()
        times[time.process_time() - start] = found
    return min(times.items(), key=lambda one: one[0])


def main() -> None:
    """Measure all and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    standard = packs.water_standard(packs.latest(packs.WATER))
    rules = packs.assessment_rules(packs.latest(packs.ASSESSMENT))
    items = [*assessed_items(standard, rules, WaterBody.RIVER)]
    limits = limits_of(items, WaterBody.RIVER)
    columns = made_up(limits, asked.samples)
    worst_of([one[:1] for one in columns], limits)  # compiles
    ours, found = least(lambda: (*worst_of(columns, limits),), asked.rounds)
    print(f"{asked.samples:,} samples of {len(items)} items: {ours:.3f} s")
    peers = {"numpy.searchsorted": least(lambda: by_searchsorted(columns, limits), 1)}
    frame = framed(columns)
    columns.clear()
    peers["polars"] = least(lambda: by_polars(frame, limits), asked.rounds)
    for name, (seconds, other) in peers.items():
        agrees = all(map(np.array_equal, found, other))
        share = ours / seconds
        verdict = "kept" if share <= SHARES[name] and agrees else "MISSED"
        print(f"{name:20} {seconds:8.3f} s  ours is {share:.3f} of it, {verdict}; {agrees=}")


if __name__ == "__main__":
    main()
