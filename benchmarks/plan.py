"""Measures the scoreboard over a home that it fills with made-up targets, and how rows are judged.

Usage: python benchmarks/plan.py [TARGETS]
TARGETS is how many (1,000), each with progress of three periods; one in ten names an indicator that
measures it. Times are of the processor; no answer is remembered. The scoreboard is to take 30 ms at
the 95th percentile. The intervals of forecasts are tried on yearly numbers of the folder
BAYLINE_SHARED, where it is there.
"""

import csv
import os
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from http import HTTPStatus
from itertools import groupby
from pathlib import Path

from visitor import administrator  # type: ignore[import-not-found]  # a script beside this one

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("BAYLINE_SHARED", ROOT.parent / "shared"))
YEARLY = "data/industry/reat/G.regions.emp.csv"
ROUNDS, MOST_MS = 40, 30
PERIODS = ("2024-01/2024-03", "2024-01/2024-06", "2024-01/2024-09")
TASKS = (
    ("固定资产投资增长{}%以上", "固定资产投资增长{}%，列全市第3位"),
    ("新建农村公路{}公里", "建成农村公路{}公里"),
    ("完成有效投资{}亿元", "完成有效投资{}亿元"),
    ("失业率控制在{}%以内", "失业率{}%"),
)
MEASURED = "registers.added:designations/title=示范村"
PAGES = ("/plan", "/plan?page=7", "/plan?state=behind", f"/plan?period={PERIODS[0]}", "/en/plan")


def main(count: int) -> int:
    """Fill a home, ask its scoreboard, judge rows.

    Args:
        count: How many targets.

    Returns:
        How many pages take too long.
    """
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(BAYLINE_HOME=home, DJANGO_SETTINGS_MODULE="bayline.site.settings")
        os.environ["BAYLINE_HOSTS"] = "testserver"
        import django

        django.setup()
        began = time.process_time()
        _fill(count)
        print(f"{count} targets, {3 * count} texts judged and kept in {_since(began):.1f} s")
        slow = _ask()
    began = time.process_time()
    _judge()
    print(f"1,000 rows read and judged in {_since(began):.1f} s")
    if (SHARED / YEARLY).exists():
        _try_forecasts(SHARED / YEARLY)
    return slow


def _try_forecasts(file: Path) -> None:
    from bayline.engines.series.forecasting import backtest

    series = [*_yearly(file)]
    tried = backtest(series)
    print(
        f"{len(series)} yearly series: {tried.held} of {tried.total} values lay in the interval "
        f"given for them ({tried.held / tried.total:.1%}); "
        f"{float(tried.expected / tried.total):.1%} were to by what it stated"
    )


def _yearly(file: Path) -> Iterator[list[Decimal]]:
    """Give the numbers of each industry in each region, year after year without a gap."""
    found: dict[tuple[str, str], dict[int, Decimal]] = defaultdict(dict)
    with file.open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            if row["emp"].replace(".", "").isdigit():
                found[row["industry"], row["region"]][int(row["year"])] = Decimal(row["emp"])
    for years in found.values():
        ordered = enumerate(sorted(years))
        for _gap, run in groupby(ordered, key=lambda one: one[1] - one[0]):
            yield [years[year] for _at, year in run]


def _since(began: float) -> float:
    return time.process_time() - began


def _fill(count: int) -> None:
    from django.core.management import call_command

    from bayline.platform.registers.actions import Upsert, take_over
    from bayline.platform.registers.queries import register
    from bayline.platform.registers.terms import Edit

    call_command("migrate", verbosity=0)
    edit = Edit(by="bench", at=datetime(2025, 1, 5, tzinfo=UTC))
    made = {
        "designations": [_designation(n) for n in range(200)],
        "plan_targets": [_target(n) for n in range(count)],
        "plan_results": [_result(n, at) for n in range(count) for at in range(len(PERIODS))],
    }
    for name, entries in made.items():
        take_over(register(name), [Upsert(entry, 0, edit) for entry in entries])


def _designation(n: int) -> dict[str, str]:
    return {
        "code": f"d{n}",
        "holder": f"第{n}村",
        "place": "330482",
        "title": "示范村",
        "level": "municipal",
        "date": f"2024-{n % 9 + 1:02}",
        "document": "made-up.md",
    }


def _target(n: int) -> dict[str, str]:
    return {
        "code": f"t{n:05}",
        "plan": f"第{n % 5}项计划",
        "number": str(n),
        "task": TASKS[n % len(TASKS)][0].format(n % 37 + 3),
        "period": "2024",
        "place": "330482",
        "lead": f"第{n % 40}局",
        "document": "made-up.md",
        "measured_by": MEASURED if n % 10 == 0 else "",
    }


def _result(n: int, at: int) -> dict[str, str]:
    told = TASKS[n % len(TASKS)][1].format((n * 7 + at) % 41 + 2)
    return {
        "code": f"t{n:05}-{at}",
        "target": f"t{n:05}",
        "period": PERIODS[at],
        "text": told,
        "document": "made-up.md",
    }


def _ask() -> int:
    client = administrator()
    began = time.process_time()
    client.get("/plan")
    print(f"first page after a change, a tenth of the targets measured anew: {_since(began):.2f} s")
    print("| page | middle | 95th of a hundred |\n|---|---|---|")
    return sum(_asked(client, address) for address in PAGES)


def _asked(client: object, address: str) -> bool:
    from django.core.cache import cache

    times = []
    for _round in range(ROUNDS):
        cache.clear()
        began = time.process_time()
        response = client.get(address)  # type: ignore[attr-defined]  # Django's client, imported late
        times.append(1_000 * _since(began))
        if response.status_code != HTTPStatus.OK:
            raise SystemExit(f"{address}: {response.status_code}")
    most = statistics.quantiles(times, n=20)[-1]
    print(f"| `{address}` | {statistics.median(times):.1f} ms | {most:.1f} ms |")
    return most > MOST_MS


def _judge() -> None:
    from bayline.systems.plan.queries.tolerances import tolerance_on
    from bayline.systems.plan.rules.periods import table_period
    from bayline.systems.plan.rules.tables import Row, Setting, judged_rows

    table = table_period(PERIODS[-1])
    rows = [
        Row(
            number=n,
            target=TASKS[n % len(TASKS)][0].format(n + 2_000),
            progress=TASKS[n % len(TASKS)][1].format(n + 1_500),
        )
        for n in range(1_000)
    ]
    tolerance = tolerance_on(datetime(2024, 9, 30, tzinfo=UTC).date())
    judged_rows(rows, Setting(table=table, tolerance=tolerance))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000) > 0)
