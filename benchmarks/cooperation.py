"""Measures the pages of cooperation over a home that it fills with made-up tasks of two regions.

Usage: python benchmarks/cooperation.py [TASKS]
TASKS is how many (1,000), due over three years, one in six closed; besides 88 agreements, 300
promises and 36 meetings. Times are of the processor. *Asked again* is answered as it was before;
*first after a change* forgets answers and all that is kept until something moves. A page is to take
30 ms at the 95th percentile.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus
from typing import Any

from visitor import administrator  # type: ignore[import-not-found]  # a script beside this one

ROUNDS, MOST_MS = 40, 30
TODAY = datetime.now(UTC).date()
REGION = """name = "东区"
name_en = "East"
code = "310116"
languages = ["zh", "en"]
time_zone = "Asia/Shanghai"
"""
ORGANISATIONS = """name = "organisations"
title = "单位"
title_en = "Organisations"
about = "单位。"
about_en = "Organisations."
key = "code"
label = "name"

[[field]]
name = "code"
title = "代码"
title_en = "Code"
type = "text"
required = true

[[field]]
name = "name"
title = "名称"
title_en = "Name"
type = "text"
required = true

[[field]]
name = "place"
title = "所在地"
title_en = "Place"
type = "text"
"""
PAGES = (
    "/cooperation",
    "/cooperation/tasks",
    "/cooperation/tasks?side=own&stage=open",
    "/cooperation/tasks?page=9",
    "/cooperation/calendar",
    "/cooperation/agreements",
    "/cooperation/network",
    "/en/cooperation/tasks",
)


def main(count: int) -> int:
    """Fill a home and ask its pages.

    Args:
        count: How many tasks.

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
        print(f"{count} tasks kept in {time.process_time() - began:.0f} s")
        client = administrator()
        client.get("/cooperation")
        print("| page | asked again: middle, 95th of a hundred | first after a change |")
        print("|---|---|---|")
        return sum(_asked(client, page) for page in PAGES)


def _fill(count: int) -> None:
    from django.core.management import call_command

    from bayline.platform.packs.actions import keep_files
    from bayline.platform.registers.actions import Upsert, declare, take_over
    from bayline.platform.registers.queries import register
    from bayline.platform.registers.terms import Edit
    from bayline.systems.cooperation.actions import keep

    call_command("migrate", verbosity=0)
    now = datetime.now(UTC) - timedelta(days=2)
    keep_files({"region.toml": REGION.encode()}, by="bench", at=now)
    declare(ORGANISATIONS.encode(), where="organisations.toml")
    edit = Edit(by="bench", at=now)
    for name, entries in _registers().items():
        take_over(register(name), [Upsert(entry, 0, edit) for entry in entries])
    keep([event for number in range(count) for event in _events(number)], at=now)


def _registers() -> dict[str, list[dict[str, str]]]:
    units = [("east", "东区政府"), ("west", "西市政府")]
    units += [(f"{side}-{n}", f"{name[:2]}第{n}局") for side, name in units for n in range(40)]
    both = "东区政府\n西市政府"
    return {
        "organisations": [
            {"code": code, "name": name, "place": "310116" if code < "w" else "330482"}
            for code, name in units
        ],
        "agreements": [
            {
                "code": f"a{n}",
                "name": f"第{n}项框架协议",
                "kind": "agreement",
                "parties": both,
                "date": "2021-03",
                "document": "made-up.md",
            }
            for n in range(88)
        ],
        "joint_meetings": [
            {
                "code": f"m{n}",
                "name": f"第{n}次联席会议",
                "date": (TODAY + timedelta(days=30 * n - 900)).isoformat(),
                "parties": both,
            }
            for n in range(36)
        ],
        "agreement_promises": [
            {
                "code": f"p{n}",
                "agreement": f"a{n % 88}",
                "name": f"办好第{n}件事",
                "owner": ("东区政府", "西市政府")[n % 2],
                "due": (TODAY + timedelta(days=7 * n - 1_000)).isoformat(),
                "document": "made-up.md",
            }
            for n in range(300)
        ],
    }


def _events(number: int) -> Iterator[Any]:
    """Give the history of a task: agreed, and as far as its number says."""
    from bayline.systems.cooperation.terms import Act, Event, Evidence, Side, Terms

    sides = (
        Side(code="east", lead=f"east-{number % 40}"),
        Side(code="west", lead=f"west-{number % 37}"),
    )
    terms = Terms(
        title=f"办理第{number}件跨界的事",
        sides=sides,
        due=TODAY + timedelta(days=number * 7 % 1_095 - 400),
        owing=("east",),
        agreement=f"a{number % 88}",
    )
    began = datetime.combine(
        date(2021, 1, 4) + timedelta(days=number % 300), datetime.min.time(), UTC
    )
    steps = (
        (Act.PROPOSED, "east", "东甲"),
        (Act.ACCEPTED, "east", "东乙"),
        (Act.ACCEPTED, "west", "西甲"),
        (Act.REPORTED, "east", "东甲"),
        (Act.REVIEWED, "west", "西甲"),
        (Act.CLOSED, "east", "东乙"),
        (Act.CLOSED, "west", "西乙"),
    )
    most = (len(steps), 1, 2, 3, 3, 4)[number % 6]
    for at, (what, side, person) in enumerate(steps[:most]):
        moment = began + timedelta(days=at, hours=2)
        unit = side if what is Act.CLOSED else f"{side}-{number % (40 if side == 'east' else 37)}"
        yield Event(
            id=f"e{number}-{at}",
            task=f"310116-2021-{number:05}",
            act=what,
            side=side,
            unit=unit,
            person=person,
            by=person,
            at=moment,
            day=moment.date(),
            words="照实写",
            evidence=(Evidence(title="图", document="made-up.md"),) if what is Act.REPORTED else (),
            terms=terms if what is Act.PROPOSED else None,
        )


def _asked(client: Any, address: str) -> bool:  # noqa: ANN401 - Django's client, imported late
    from django.core.cache import cache

    from bayline.platform.standstill import drop

    def timed(*, is_first: bool) -> float:
        if is_first:
            cache.clear()
            drop()
        began = time.process_time()
        response = client.get(address)
        if response.status_code != HTTPStatus.OK:
            raise SystemExit(f"{address}: {response.status_code}")
        return 1_000 * (time.process_time() - began)

    firsts = [timed(is_first=True) for _round in range(ROUNDS)]
    times = [timed(is_first=False) for _round in range(ROUNDS)]
    most, first = (statistics.quantiles(each, n=20)[-1] for each in (times, firsts))
    again, after = statistics.median(times), statistics.median(firsts)
    print(f"| `{address}` | {again:.1f} ms, {most:.1f} ms | {after:.1f} ms, {first:.1f} ms |")
    return max(most, first) > MOST_MS


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000) > 0)
