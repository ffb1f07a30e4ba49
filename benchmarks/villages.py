"""Measure villages: the board at 2,000 villages, and shuffled, doubled uploads that are merged.

    python benchmarks/villages.py [--villages 2000] [--times 200]

Works in a home of its own that is gone afterwards. Times are of the processor.
"""

import argparse
import gc
import os
import random
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from http import HTTPStatus
from typing import Any

from visitor import administrator  # type: ignore[import-not-found]  # a script beside this one

CAMPAIGN = b"""
title = "x"
[source]
document = "plan.md"
[[item]]
code = "first"
name = "1"
villages = "2000"
start = "2026-01"
acceptance = "2026-12"
"""
STAGES = ("planned", "under inspection", "inspected", "failed", "rectifying", "accepted")
TODAY = date(2026, 11, 30)


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--villages", type=int, default=400)
    asked.add_argument("--times", type=int, default=40)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(BAYLINE_HOME=home, DJANGO_SETTINGS_MODULE="bayline.site.settings")
        os.environ["BAYLINE_HOSTS"] = "testserver"
        from bayline.platform.homes import open_home

        open_home()
        fill(given.villages)
        board(given.times)
    merge()


def fill(villages: int) -> None:
    """Make a campaign whose villages stand all over its course."""
    from django.db import transaction

    from bayline.platform.packs.actions import keep_files
    from bayline.platform.registers.actions import save
    from bayline.platform.registers.queries import register
    from bayline.platform.registers.terms import Edit
    from bayline.systems.villages.models import StandingRow

    then, rows = datetime(2026, 1, 1, tzinfo=UTC), []
    with transaction.atomic():
        keep_files({"schemes/campaign.toml": CAMPAIGN}, by="b", at=then)
        declared = register("campaign_villages")
        for number in range(villages):
            code, stage = f"v{number:05}", STAGES[number % len(STAGES)]
            values = {"code": code, "name": f"村{number}", "town": "310116101"}
            save(declared, values, edit=Edit(by="b", at=then))
            since = TODAY - timedelta(days=number % 200)
            told = {"campaign": "campaign", "village": code, "conflicts": 0, "refused": 0}
            early = {**told, "batch": "first", "stage": "planned", "round": 0, "total": ""}
            rows.append(StandingRow(since=since - timedelta(days=60), until=since, **early))
            accepted = since if stage == "accepted" else None
            due = since + timedelta(days=30) if stage == "rectifying" else None
            late = {**told, "batch": "first", "stage": stage, "round": 1, "total": "193/2"}
            rows.append(StandingRow(since=since, accepted_on=accepted, due=due, **late))
        StandingRow.objects.bulk_create(rows, batch_size=500)


def board(times: int) -> None:
    """Ask for pages as a browser does, templates and all; no answer is remembered."""
    from bayline.systems.villages.queries import replayed

    client = administrator()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)  # as `bayline.site.wsgi` does
    here = "/villages/campaigns/campaign"
    asked = ("", "?timing=at+risk", "?page=20", "?on=2026-07-01", "?as_of=2026-11-29")
    for question in asked:
        address = f"{here}{question}"
        told(f"{address}, each time as another address", client, address, times, is_moved=False)
        told(f"{address}, each time after a change", client, address, times, is_moved=True)
    replayed.forget()
    told(f"{here}/comparison", client, f"{here}/comparison", times // 4, is_moved=True)


def told(name: str, client: Any, address: str, times: int, *, is_moved: bool) -> None:  # noqa: ANN401 - Django is loaded by then
    """Ask for a page some times and print what it takes of the processor."""
    from django.core.cache import cache

    taken = []
    for number in range(times + 1):
        if is_moved:
            cache.clear()
        asked = f"{address}{'&' if '?' in address else '?'}time={number}-{is_moved}"
        begun = time.process_time()
        status = client.get(asked).status_code
        taken.append((time.process_time() - begun) * 1000)
        if status != HTTPStatus.OK:
            raise SystemExit(f"{asked} answers {status}")
    ordered = sorted(taken[1:])
    half, most = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
    print(f"{name}: first {taken[0]:.1f} ms, p50 {half:.1f} ms, p95 {most:.1f} ms", flush=True)


def merge() -> None:
    """Merge uploads of 124 villages × 30 items × 3 inspectors, shuffled and each sent twice."""
    from bayline.systems.villages.rules.merging import NOTHING, merged
    from bayline.systems.villages.terms.events import Act, Event

    at = datetime(2026, 5, 1, tzinfo=UTC)
    events = [
        Event(
            id=f"{village}-{item}-{inspector}",
            campaign="c",
            village=f"v{village}",
            act=Act.SCORED,
            at=at,
            by=f"i{inspector}",
            item=f"item{item}",
            score=Decimal(item),
        )
        for village in range(124)
        for item in range(30)
        for inspector in range(3)
    ]
    sent = events * 2
    random.Random(1).shuffle(sent)  # noqa: S311 - no secret
    begun, kept = time.process_time(), NOTHING
    for first in range(0, len(sent), 90):
        kept = merged(kept, sent[first : first + 90])
    took = time.process_time() - begun
    if len(kept.counted) != len(events):
        raise SystemExit("lost or doubled")
    print(f"merge: {len(sent)} events in uploads of 90, {len(events)} kept, {took:.2f} s")


if __name__ == "__main__":
    main()
