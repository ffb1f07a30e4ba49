"""`bayline links coverage`: who lives within a walk of a bus, from roads, zones and timetables."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import orjson

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import either
from bayline.platform.terminal import complain, write
from bayline.systems.links.commands.ranking import Files, bytes_of, read_all
from bayline.systems.links.rules.covering import Pavement, coverage, distances, far_stops, next_stop
from bayline.systems.links.rules.parameters import parameters
from bayline.systems.links.rules.timetables import stops_of_csv, stops_of_gtfs
from bayline.systems.links.rules.zips import tables_in
from bayline.systems.links.terms import Coverage, NextStop, Stops


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

    files: tuple[str, str, str, bool | None]
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
    stops = _stops(asked)
    roads, areas, homes = read_all(Files(*asked.files))
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
    found = distances(pavement, stops, homes, least=asked.least)
    within = parameters()["walking"]["within_m"]
    more = [next_stop(pavement, found, homes, within_m=limit) for limit in within]
    told = coverage(found, homes, areas, within)
    write("".join((_lines if asked.form == "jsonl" else _table)(told, more)))
    return 0


def _stops(asked: Asked) -> Stops:
    if asked.gtfs and not any(asked.stops):
        return stops_of_gtfs(files_of(asked.gtfs), day_of(asked.day), where=asked.gtfs)
    if all(asked.stops) and not asked.gtfs:
        stops, lines = asked.stops
        return stops_of_csv(bytes_of(stops), bytes_of(lines), where=asked.stops)
    raise BaylineError(
        "it is not clear what stops where",
        do="give either --gtfs or --stops",
        zh=Words("不知道车停在哪里", do="请给出--gtfs或--stops，只给一个"),
    )


def day_of(asked: datetime | None) -> date:
    """Give the day that is asked for, else that of the clock."""
    return asked.date() if asked else date.today()  # noqa: DTZ011 - of where one is


def files_of(name: str) -> dict[str, bytes]:
    """Read the tables of a timetable, from a folder or a zip.

    Raises:
        BaylineError: It cannot be read.
    """
    path = Path(name)
    if path.is_dir():
        return {one.name: bytes_of(str(one)) for one in sorted(path.glob("*.txt"))}
    return tables_in(bytes_of(name), where=name)


def _lines(told: Iterator[Coverage], more: list[NextStop | None]) -> Iterator[str]:
    for one in told:
        shares = {f"within_{limit}_m": share for limit, share in one.shares.items()}
        record = {"kind": one.kind, "name": one.name, "people": one.people, **shares}
        yield orjson.dumps({**record, "left_out": one.left_out}).decode() + "\n"
    for stop in filter(None, more):
        yield orjson.dumps({"kind": "next_stop", **stop._asdict()}).decode() + "\n"


def _table(told: Iterator[Coverage], more: list[NextStop | None]) -> Iterator[str]:
    for one in told:
        shares = "  ".join(
            f"{limit} m {'—' if share is None else format(share, '.1%')}"
            for limit, share in one.shares.items()
        )
        left = f"left out {one.left_out:.0f}"
        yield f"{one.kind:<8} {one.people:>10.0f}  {shares}  {left}  {one.name}\n"
    for stop in filter(None, more):
        x, y = stop.position
        yield f"next stop {x:.5f},{y:.5f} would serve {stop.people:.0f} within {stop.within_m} m\n"
