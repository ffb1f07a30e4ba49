"""Measure the time grammar on the cases of Recognizers-Text and Duckling.

Conventions that differ are converted here, once. Peers' ranges mostly end on the first
moment not covered, or on the first day of the last unit named (1995-1997年 ends on
1997-01-01), ours on the last day covered; "after" a day starts on that day with them, on the
next with us; a word that gives several candidates counts when one agrees.
"""

import json
import re
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest

from bayline.engines.chinese.script import fold
from bayline.engines.chinese.terms import Time, TimeKind
from bayline.engines.chinese.times import times

EXCLUSIONS = Path(__file__).parents[2] / "cases" / "peer_exclusions_times.toml"
SECONDS = {
    "Second": 1,
    "Minute": 60,
    "Hour": 3600,
    "Day": 86400,
    "Week": 604800,
    "Month": 2592000,
    "Year": 31536000,
}
CODES = {"Y": 31536000, "M": 2592000, "W": 604800, "D": 86400, "TH": 3600, "TM": 60, "TS": 1}
DAYPART = re.compile(r"TMO|TAF|TEV|TNI|TMI|TDT")


def cases(folder: Path, pattern: str):
    """Read the peers' cases of one suite that are not excluded."""
    excluded = {
        entry["id"] for entry in tomllib.loads(EXCLUSIONS.read_text(encoding="utf-8"))["excluded"]
    }
    for path in sorted((folder / "data/reading/cases").glob(pattern)):
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            if case["id"] not in excluded:
                yield case


def read(case) -> list[Time]:
    reference = case["reference"]
    published = date.fromisoformat(reference[:10]) if reference else None
    # Duckling looks forward only: it reads each text as a plan.
    outlook = (lambda _position: True) if case["id"].startswith("duck") else None
    return times(fold(case["text"]), published=published, outlook=outlook)


def passes(case) -> bool:
    found = read(case)
    if not case["expect"]:
        return not found
    return all(any(agrees(time, item) for time in found) for item in case["expect"])


def agrees(time: Time, item) -> bool:
    if (time.start, time.end) != (item["start"], item["end"]):
        return False
    value = item["value"]
    if value is None:
        return True
    return duckling_agrees(time, value) if "kind" in value else recognizers_agree(time, value)


def seconds(duration: str) -> float:
    """Count an ISO length in seconds, with years of 365 and months of 30 days, as both peers do."""
    dates, _, hours = duration.removeprefix("P").partition("T")
    total = sum(float(count) * CODES[unit] for count, unit in re.findall(r"([\d.]+)([A-Z])", dates))
    return total + sum(
        float(count) * CODES[f"T{unit}"] for count, unit in re.findall(r"([\d.]+)([A-Z])", hours)
    )


def recognizers_agree(time: Time, value) -> bool:
    if "values" in value:
        return any(candidate_agrees(time, one) for one in value["values"])
    timex = {"timex": value["Timex"]}
    return any(
        candidate_agrees(time, timex | value[name])
        for name in ("FutureResolution", "PastResolution")
    )


def candidate_agrees(time: Time, one) -> bool:
    if "duration" in one or one.get("type") == "duration":
        wanted = float(one.get("duration") or one["value"])
        return abs(seconds(time.duration) - wanted) <= 0.015 * wanted
    if one.get("type") == "set":
        timex = "P1W" if "WXX" in one["timex"] else one["timex"]
        return time.kind is TimeKind.SET and time.duration == timex
    if one.get("value") == "not resolved":
        return time.interval is None
    return clock_agrees(time, one) and days_agree(time, one)


def clock_agrees(time: Time, one) -> bool:
    stamps = [
        str(one.get(key, ""))
        for key in ("value", "time", "dateTime", "start", "startTime", "startDateTime")
    ]
    hours = [stamp[-8:-3] for stamp in stamps if re.search(r"\d\d:\d\d:\d\d$", stamp)]
    if not hours or DAYPART.search(one["timex"]):
        return True
    if not time.clock:
        return bool(re.search(r"P\d*T|P\d+H|PT|REF", one["timex"])) or "T" not in one["timex"]
    return time.clock[1:6] == hours[0]


def days_agree(time: Time, one) -> bool:
    first = day_of(one, "value", "date", "dateTime", "start", "startDate", "startDateTime")
    last = day_of(one, "end", "endDate", "endDateTime")
    if first is None and last is None:
        return True
    if time.interval is None:
        return False
    ours = time.interval
    is_after = one.get("Mod") == "after"
    starts = (
        first is None
        or ours.first is None
        or ours.first in ((first, first + timedelta(1)) if is_after else (first,))
    )
    if one.get("Mod"):
        return starts and (last is None or ends_alike(ours.last, last))
    return starts and ends_alike(ours.last, last or first)


def day_of(one, *keys: str) -> date | None:
    for key in keys:
        if re.match(r"\d{4}-\d\d-\d\d", str(one.get(key, ""))):
            return date.fromisoformat(one[key][:10])
    return None


def ends_alike(ours: date | None, theirs: date | None) -> bool:
    if ours is None or theirs is None:
        return ours is theirs
    if ours in (theirs, theirs - timedelta(1)):
        return True
    return theirs in (ours.replace(month=1, day=1), ours.replace(day=1))


MOMENT = re.compile(r"\((\d+), (\d+), (\d+)(?:, (\d+), (\d+), [\d.]+)?\)")


def duckling_agrees(time: Time, value) -> bool:
    if value["kind"] == "DurationData":
        count, unit = value["args"].split()
        return (
            abs(seconds(time.duration) - int(count) * SECONDS[unit])
            <= 0.015 * int(count) * SECONDS[unit]
        )
    moments = [[int(part or 0) for part in moment] for moment in MOMENT.findall(value["args"])]
    grain = re.search(r"(Second|Minute|Hour|Day|Week|Month|Quarter|Year)", value["args"])[1]
    if time.interval is None:
        return time.kind is TimeKind.CLOCK and hour_agrees(time, moments[0])
    first = duckling_day(moments[0])
    if grain in {"Second", "Minute", "Hour"}:
        same_day = first in time.interval
        return same_day and (not time.clock or "/" in time.clock or hour_agrees(time, moments[0]))
    last = (
        duckling_day(moments[1]) - timedelta(1) if len(moments) > 1 else duckling_end(first, grain)
    )
    return time.interval.first in (first, None) and time.interval.last == last


def hour_agrees(time: Time, moment: list[int]) -> bool:
    hour, minute = int(time.clock[1:3]), int(time.clock[4:6])
    return (hour % 12, minute) == (moment[3] % 12, moment[4])


def duckling_day(moment: list[int]) -> date:
    """Read a moment; Duckling writes month and day 0 where the grain is coarser."""
    return date(moment[0], moment[1] or 1, moment[2] or 1)


def duckling_end(first: date, grain: str) -> date:
    if grain == "Year":
        return date(first.year, 12, 31)
    if grain == "Month":
        return (first.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)
    return first + timedelta(6 if grain == "Week" else 0)


def share(folder: Path, pattern: str) -> float:
    judged = [passes(case) for case in cases(folder, pattern)]
    return sum(judged) / len(judged)


@pytest.mark.parametrize(
    "pattern", ["ms_datetime_*.jsonl", "duckling_time*.jsonl", "duckling_duration.jsonl"]
)
def test_nine_of_ten_cases_of_each_suite_have_the_span_and_the_value(shared, pattern):
    assert share(shared, pattern) >= 0.90


def test_every_exclusion_has_a_reason_and_a_case(shared):
    known = set()
    for path in (shared / "data/reading/cases").glob("*.jsonl"):
        known |= {json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()}
    entries = tomllib.loads(EXCLUSIONS.read_text(encoding="utf-8"))["excluded"]
    assert all(entry["id"] in known and entry["reason"] for entry in entries)
