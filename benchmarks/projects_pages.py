"""Measures the pages of projects over a home that it fills with made-up projects.

Usage: python benchmarks/projects_pages.py [PROJECTS]
PROJECTS is how many (20,000). Times are of the processor; no answer is remembered, and the search
for what can go from memory is set as in the server. First after a change means that what is kept of
all projects, and of the map, until something changes is dropped before as well.
"""

import gc
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

from visitor import administrator  # type: ignore[import-not-found]  # a script beside this one

SEED, ROUNDS, MOST_MS = 5, 60, 30
PAGES = (
    "/projects",
    "/projects?page=200",
    "/projects?sort=name",
    "/projects?sort=-amount",
    "/projects?sort=due&overdue=1",
    "/projects?stage=started&place=310116003",
    "/projects?text=公路 7",
    "/projects?view=board",
    "/projects?view=board&place=310116003",
    "/projects?view=gantt",
    "/projects/rates",
    "/projects/rates/conversion",
    "/projects/rates/completion?of=part&page=2",
    "/projects/renewals",
    "/projects/statistics",
    "/industry",
    "/work",
    "/map?layer=projects",
    "/en/projects?view=board",
)
DAY = "as_of=2026-06-30"  # another day: entries are taken over as of a day before it
OTHERS = (f"/projects?{DAY}", f"/projects?{DAY}&view=board", f"/projects?{DAY}&view=gantt")
FORWARD = ("reserved", "signed", "started", "completed", "operating", "at_capacity")
KINDS = ("公路", "厂房", "学校", "泵站", "产业园", "研发中心")
LAST = date(2026, 1, 1)  # nothing was reached after this day
HEDGES = ("", "", "", "约", "超")


def main(count: int) -> int:
    """Fill a home, then ask its pages.

    Args:
        count: How many projects.
    """
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(BAYLINE_HOME=home, DJANGO_SETTINGS_MODULE="bayline.site.settings")
        os.environ["BAYLINE_HOSTS"] = "testserver"
        import django

        django.setup()
        began = time.process_time()
        entries = _fill(count)
        taken = time.process_time() - began
        print(f"{count} projects, {entries} entries taken over in {taken:.1f} s")
        _publish(Path(home))
        return _ask()


def _fill(count: int) -> int:
    from django.core.management import call_command

    from bayline.platform.registers.actions import Upsert, take_over
    from bayline.platform.registers.queries import register
    from bayline.platform.registers.terms import Edit

    call_command("migrate", verbosity=0)
    edit = Edit(by="bench", at=datetime(2026, 1, 5, tzinfo=UTC))
    chance = random.Random(SEED)  # noqa: S311 - made up, the same in every run
    numbers = range(count)
    made = {
        "projects": [_project(n, chance) for n in numbers],
        "project_stages": [step for n in numbers for step in _steps(n, chance)],
        "project_amounts": [_amount(n, chance) for n in numbers if n % 5],
    }
    for name, entries in made.items():
        take_over(register(name), [Upsert(entry, 0, edit) for entry in entries])
    later = Edit(by="bench", at=datetime(2026, 7, 5, tzinfo=UTC))  # so the days differ
    renamed = [{**entry, "name": f"{entry['name']}二期"} for entry in made["projects"][::40]]
    take_over(register("projects"), [Upsert(entry, 1, later) for entry in renamed])
    return sum(map(len, made.values())) + len(renamed)


def _publish(home: Path) -> None:
    from bayline.platform.freezing.actions import publish
    from bayline.platform.packs.actions import keep_files
    from bayline.platform.record.terms import Handed
    from bayline.systems.reading.actions.recording import record_document

    handed = Handed(name="made-up.md", data="全区有40座桥。".encode())
    record_document(handed, by="bench", at=datetime.now(UTC))
    open_all = b'[documents]\npublic = ["*"]\n'
    keep_files({"publishing.toml": open_all}, by="bench", at=datetime.now(UTC))
    publish(home / "publications", title="1", by="bench", at=datetime.now(UTC))


def _project(n: int, chance: random.Random) -> dict[str, str]:
    return {
        "code": f"p{n:06}",
        "name": f"{chance.choice(KINDS)}{n}号项目",
        "form": "renewal" if n % 9 == 0 else "construction",
        "category": f"第{n % 7}类",
        "place": f"3101160{n % 12:02}",
        "lead": f"unit-{n % 60}",
        **({"point": f"{121 + n % 300 / 1_000},{30.7 + n % 200 / 1_000:g}"} if n % 3 else {}),
        "document": "made-up.md",
    }


def _steps(n: int, chance: random.Random) -> Iterator[dict[str, str]]:
    reached = chance.randrange(len(FORWARD) + 1)
    day = date(2021, 1, 1) + timedelta(days=chance.randrange(1_800))
    for at, stage in enumerate(FORWARD):
        if at >= reached or day > LAST:
            yield _step(n, stage, day, "planned")
            break
        yield _step(n, stage, day, "actual")
        day += timedelta(days=chance.randrange(30, 400))


def _step(n: int, stage: str, day: date, nature: str) -> dict[str, str]:
    return {
        "code": f"p{n:06}/{stage}/{nature}",
        "project": f"p{n:06}",
        "stage": stage,
        "nature": nature,
        "date": day.isoformat(),
        "document": "made-up.md",
    }


def _amount(n: int, chance: random.Random) -> dict[str, str]:
    words = f"{chance.choice(HEDGES)}{chance.randrange(1, 4_000) / 10}亿元"
    kind = "planned_investment" if n % 4 == 0 else "investment"
    return {
        "code": f"p{n:06}/{kind}",
        "project": f"p{n:06}",
        "kind": kind,
        "amount": words,
        "document": "made-up.md",
    }


def _ask() -> int:
    """Ask each page some times; give how many take more than 30 ms at the 95th percentile."""
    from django.test import Client

    client = administrator()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)  # as `bayline.site.wsgi` does
    print("| page | middle | 95th of a hundred | first after a change |\n|---|---|---|---|")
    slow = sum(_asked(client, address, address) for address in (*PAGES, *OTHERS))
    return slow + sum(_asked(Client(), each, f"{each}, public") for each in PAGES[:1])


def _asked(client: Any, address: str, name: str) -> bool:  # noqa: ANN401 - Django is loaded by then
    """Print the line of a page; tell whether it is slow."""
    again = [_timed(client, address) for _ in range(ROUNDS + 1)][1:]
    first = []
    for _ in range(ROUNDS // 12):
        _forget()
        first.append(_timed(client, address))
    middle, most = statistics.median(again), statistics.quantiles(again, n=20)[-1]
    numbers = (f"{each:.1f} ms" for each in (middle, most, statistics.median(first)))
    print(f"| `{name}` | {' | '.join(numbers)} |", flush=True)
    return most > MOST_MS


def _timed(client: Any, address: str) -> float:  # noqa: ANN401 - as above
    from django.core.cache import cache

    cache.clear()
    began = time.process_time()
    status = client.get(address).status_code
    if status != HTTPStatus.OK:
        raise SystemExit(f"{address} answers {status}")
    return 1_000 * (time.process_time() - began)


def _forget() -> None:
    """Drop what is kept of all projects until something changes."""
    from bayline.platform import standstill
    from bayline.platform.maps import pages as maps
    from bayline.platform.maps import queries as charts
    from bayline.platform.maps import registers as layers
    from bayline.systems.projects import queries
    from bayline.systems.projects.queries import rating, registering

    standstill.drop()
    maps._DRAWN.clear()  # noqa: SLF001 - as if a project had moved: other changes leave it drawn
    layers._KEPT.clear()  # noqa: SLF001 - as above
    for module in (queries, rating, registering, maps, charts):
        for kept in vars(module).values():
            getattr(kept, "cache_clear", int)()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000))
