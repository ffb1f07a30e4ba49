"""`bayline links coverage`: who lives within a walk of a bus, from roads, zones and timetables."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

import orjson

from bayline.platform.languages import either
from bayline.platform.terminal import complain, write
from bayline.systems.links.commands.kept import edition_for
from bayline.systems.links.commands.packed import Files, opened
from bayline.systems.links.commands.ranking import read_all
from bayline.systems.links.commands.timetables import Given, timetable_in
from bayline.systems.links.rules.covering import (
    Pavement,
    coverage,
    distances,
    far_stops,
    most_departures,
    next_stop,
)
from bayline.systems.links.rules.crossing import crossing_lines
from bayline.systems.links.rules.parameters import in_force, parameters
from bayline.systems.links.rules.preparing import Prepared, Timetable
from bayline.systems.links.rules.timetables import clock
from bayline.systems.links.terms import Coverage, CrossingLine, NextStop


class Asked(NamedTuple):
    """What is asked.

    Attributes:
        files: Roads, areas, zones, and whether roads are on GCJ-02.
        gtfs: A zip or a folder; empty where tables are given.
        stops: Two tables in place of it.
        day: Which day; None for today.
        least: How many departures make a stop count.
        form: table or jsonl.
    """

    files: tuple[str, str, str, bool | None, str, str]
    gtfs: str
    stops: tuple[str, str]
    day: datetime | None
    least: int
    form: str


def show(asked: Asked) -> int:
    """Print the shares, and where one stop more would serve most.

    Raises:
        BaylineError: A file cannot be read, or nothing runs on that day.
    """
    files = Files(*asked.files)
    timetable = timetable_in(Given(asked.gtfs, asked.stops, asked.day, files.roads))
    files = opened(files)
    with in_force(edition_for(files)):
        return _show(timetable, read_all(files), asked)


def _show(timetable: Timetable, prepared: Prepared, asked: Asked) -> int:
    stops = timetable.stops
    roads, areas, homes, _known = prepared
    for remark in (*roads.remarks, homes.basis):
        complain(either(remark.zh, remark.en))
    complain(
        either(
            "沿文件里的道路步行，不含快速路；没画的小路不计",
            "one walks along the roads of the file but fast ones; paths not mapped do not count",
        )
    )
    pavement = Pavement(roads)
    if far := far_stops(pavement, stops):
        zh = f"{far}个站点附近没有道路，走不到，不计"
        complain(either(zh, f"{far} stops are near no road of the file and do not count"))
    if (most := most_departures(stops)) < asked.least:
        zh = f"没有一站一天有{asked.least}班，最多的{most}班"
        en = f"no stop has {asked.least} departures a day: the most is {most}"
        complain(either(zh, en))
    found = distances(pavement, stops, homes, least=asked.least)
    within = parameters()["walking"]["within_m"]
    more = [next_stop(pavement, found, homes, within_m=limit) for limit in within]
    told = coverage(found, homes, areas, within)
    across = crossing_lines(timetable, areas)
    write("".join((_lines if asked.form == "jsonl" else _table)(told, across, more)))
    return 0


def _lines(
    told: Iterator[Coverage], across: Iterator[CrossingLine], more: list[NextStop | None]
) -> Iterator[str]:
    for one in told:
        shares = {f"within_{limit}_m": share for limit, share in one.shares.items()}
        record = {"kind": one.kind, "name": one.name, "people": one.people, **shares}
        yield orjson.dumps({**record, "left_out": one.left_out}).decode() + "\n"
    for line in across:
        yield orjson.dumps({"kind": "line", **_named(line)}).decode() + "\n"
    for stop in filter(None, more):
        yield orjson.dumps({"kind": "next_stop", **stop._asdict()}).decode() + "\n"


def _named(line: CrossingLine) -> dict[str, object]:
    """Name what is known of a line that crosses a border."""
    record = line._asdict()
    first, last = record.pop("first_s"), record.pop("last_s")
    return {
        "name": record.pop("line"),
        **record,
        "first": None if first is None else clock(first),
        "last": None if last is None else clock(last),
    }


def _table(
    told: Iterator[Coverage], across: Iterator[CrossingLine], more: list[NextStop | None]
) -> Iterator[str]:
    for one in told:
        shares = "  ".join(
            f"{limit} m {'—' if share is None else format(share, '.1%')}"
            for limit, share in one.shares.items()
        )
        left = f"left out {one.left_out:.0f}"
        yield f"{one.kind:<8} {one.people:>10.0f}  {shares}  {left}  {one.name}\n"
    for line in across:
        every = "—" if line.headway_min is None else f"{line.headway_min:g} min"
        sides = " — ".join(line.sides)
        yield f"line     {line.departures:>10} a day  every {every}  {sides}  {line.line}\n"
    for stop in filter(None, more):
        x, y = stop.position
        yield f"next stop {x:.5f},{y:.5f} would serve {stop.people:.0f} within {stop.within_m} m\n"
