"""Measure publishing: a made-up region of any size is frozen, made again, counted and shown.

Usage: python benchmarks/publishing.py [--claims N] [--home FOLDER]

A home that is there already is measured as it is; publications are added to it. Times are seconds
of one run, those of counts and pages milliseconds in the middle and at 95 of 100.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

import django

PROGRAM = Path(sys.executable).with_name("bayline")
ROUNDS = 40
PAGES = ("/", "/figures", "/figures?page=20", "/documents", "/record", "/publications")


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--home", type=Path)
    wished = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        home = wished.home or Path(made) / "home"
        os.environ |= {"BAYLINE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "bayline.site.settings"}
        if not home.exists():
            words = [PROGRAM, "demo", "--claims", str(wished.claims), "--sample", "0"]
            subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
        django.setup()
        measure(home / "snapshots")


def measure(place: Path) -> None:
    """Publish twice, make one again, compare both, count, and open pages as the public."""
    from bayline.platform.freezing.actions import publish, republish
    from bayline.platform.freezing.comparing import Pair, counts
    from bayline.platform.packs.actions import keep_files

    now = datetime.now(UTC)
    keep_files({"publishing.toml": b'[documents]\npublic = ["*"]\n'}, by="bench", at=now)
    first, seconds = timed(lambda: publish(place, title="1", by="bench", at=datetime.now(UTC)))
    print(f"claims published        {first.facts.claims:>10}")
    print(f"publish                 {seconds:>10.1f} s")
    size = sum(one.stat().st_size for one in (place / first.id).rglob("*") if one.is_file())
    print(f"size of the snapshot    {size / 2**20:>10.1f} MiB")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory             {peak:>10.0f} MiB")
    found, seconds = timed(lambda: republish(place, first.id))
    print(f"republish, {'the same' if found.is_same else 'DIFFERENT'}    {seconds:>10.1f} s")
    send_back(200)
    second = publish(place, title="2", by="bench", at=datetime.now(UTC))
    changed, seconds = timed(lambda: counts(Pair(place, first.id, second.id)))
    print(f"changes, counted        {seconds * 1000:>10.1f} ms  {changed}")
    measure_counts(place / second.id)
    measure_pages()


def timed(run: Callable[[], Any]) -> tuple[Any, float]:
    """Run something, and give what it gave with the seconds that it took."""
    begun = time.perf_counter()
    return run(), time.perf_counter() - begun


def send_back(count: int) -> None:
    """Send some accepted claims back, so that two publications differ."""
    from bayline.kernel.reviews import Review
    from bayline.platform.record import queries
    from bayline.platform.record.actions import decide

    accepted = [one.id for one in queries.claims(states=[Review.ACCEPTED], limit=count)]
    decide(accepted, Review.RETURNED, by="bench", at=datetime.now(UTC), reason="bench")


def measure_counts(folder: Path) -> None:
    """Count a snapshot by attribute, place and year, again and again."""
    from bayline.platform.freezing.counting import count
    from bayline.platform.freezing.tables import engine

    with engine(folder) as database:
        told(
            "counts, engine open",
            [timed(lambda: count(database, folder))[1] for _ in range(ROUNDS)],
        )
    from bayline.platform.freezing.counting import counted

    cold = []
    for _ in range(ROUNDS):
        counted.cache_clear()
        cold.append(timed(lambda: counted(folder))[1])
    told("counts, engine opened", cold)
    told("counts, kept", [timed(lambda: counted(folder))[1] for _ in range(ROUNDS)])


def measure_pages() -> None:
    """Open pages as the public, through all middleware."""
    from django.test import Client

    client = Client(HTTP_HOST="localhost")
    for page in PAGES:
        for where in (page, _twin(page)):
            assert client.get(where).status_code == HTTPStatus.OK, where  # noqa: S101 - else nothing is measured
            told(where, [timed(partial(client.get, where))[1] for _ in range(ROUNDS)])


def _twin(page: str) -> str:
    path, mark, asked = page.partition("?")
    return f"{'/index' if path == '/' else path}.json{mark}{asked}"


def told(what: str, seconds: list[float]) -> None:
    """Print the middle and the 95th of a hundred."""
    ordered = sorted(seconds)
    middle, late = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
    print(f"{what:<24}{middle * 1000:>10.1f} ms {late * 1000:>8.1f} ms")


if __name__ == "__main__":
    main()
