"""Measures how fast bills are divided, many at once and one by one, and whether to the same fen.

Usage: python benchmarks/settlement.py [--claims 10000000] [--rounds 5]

Claims are made up in every case of a pack, on amounts up to 300,000 yuan with what was used up
before. What counts is processor time on one core, the least of some rounds. Then every claim is
taken through the plain steps too, in two processes, and all seven amounts are compared.
"""

import argparse
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date

import numpy as np

from bayline.systems.settlement.rules import bulk, packs
from bayline.systems.settlement.rules.benefits import divided
from bayline.systems.settlement.terms import Claim, Scope, Used

SEED = 20211105
GOAL = 15  # million claims a second
CHUNK = 100_000


def made_up(cases: bulk.Cases, count: int, seed: int) -> bulk.Claims:
    """Make claims up, an eighth of them near the ceiling of the year."""
    chance = np.random.default_rng(seed)

    def to(most: int) -> bulk.Fens:
        return chance.integers(0, most, count)

    case = chance.integers(0, len(cases.numbers), count).astype(np.int32)
    ceiling, major = cases.numbers[case, 2], cases.numbers[case, 6]
    near = np.maximum(0, ceiling - to(20_000_000))
    pool = np.where(to(8) == 0, near, np.minimum(to(40_000_000), ceiling))
    account = np.where(to(2) == 0, 0, to(1_000_000))
    return bulk.Claims(
        case,
        to(30_000_000),
        to(3_000_000),
        to(3_000_000),
        to(200_000),
        pool,
        to(15_000_000),
        np.minimum(to(60_000_000), major),
        np.zeros(count, np.int64),
        account,
    )


def one_by_one(claims: bulk.Claims, cases: bulk.Cases) -> Iterator[tuple[Claim, Scope]]:
    """Give the claims as they are judged one by one."""
    known = {row: case for case, row in cases.rows.items()}
    for row, inside, advance, other, *used, account in zip(
        *(column.tolist() for column in claims), strict=True
    ):
        visit, level, status, stay, filing, assistance = known[row]
        claim = Claim(
            id="",
            visit=visit,
            on=date(2025, 1, 1),
            enrollment_area="",
            treatment_area="",
            level=level,
            status=status,
            filing=filing,
            stay=stay,
            used=Used(*used),
            account=account,
            assistance=assistance,
        )
        yield claim, Scope(other, 0, advance, inside)


def fen_off(task: tuple[str, int]) -> tuple[int, float]:
    """Give by how many fen the two paths differ over a chunk, and the time of the plain one."""
    name, seed = task
    pack = packs.named_packs(name)[0]
    cases = bulk.cases_of(pack)
    claims = made_up(cases, CHUNK, seed)
    listed = [*one_by_one(claims, cases)]
    start = time.process_time()
    plain = [divided(claim, scope, pack, []) for claim, scope in listed]
    took = time.process_time() - start
    found = np.array(bulk.divided(claims, cases)).T
    return int(np.abs(found - np.array(plain)).sum()), took


def measured(name: str, count: int, rounds: int) -> float:
    """Give how many million claims a second are divided at once."""
    cases = bulk.cases_of(packs.named_packs(name)[0])
    claims = made_up(cases, count, SEED)
    bulk.divided(claims, cases)
    times = []
    for _ in range(rounds):
        start = time.process_time()
        bulk.divided(claims, cases)
        times.append(time.process_time() - start)
    return count / min(times) / 1e6


def main() -> None:
    """Measure and print a table; fail if a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    wish = parser.parse_args()
    names = ("jiaxing-employee-2023", "shanghai-employee-2025")
    rates = {name: measured(name, min(wish.claims, 2_000_000), wish.rounds) for name in names}
    chunks = max(1, wish.claims // CHUNK)
    tasks = [(names[at % 2], SEED + at) for at in range(chunks)]
    with ProcessPoolExecutor(2) as pool:
        found = [*pool.map(fen_off, tasks)]
    off = sum(one for one, _ in found)
    plain = chunks * CHUNK / sum(took for _, took in found) / 1e6
    for name, rate in rates.items():
        print(f"{name}: {rate:.1f} M claims/s at once")
    print(f"one by one, with every step: {plain:.3f} M claims/s")
    print(f"{off} fen off in {chunks * CHUNK:,} claims")
    if off or min(rates.values()) < GOAL:
        raise SystemExit(f"at least {GOAL} M claims/s and not one fen off are asked for")


if __name__ == "__main__":
    main()
