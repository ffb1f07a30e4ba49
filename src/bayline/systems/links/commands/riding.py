"""`bayline links journey`: from door to door by bus, from roads and a timetable."""

from datetime import datetime
from typing import NamedTuple

import orjson

from bayline.engines.graph.rounds import Journey
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import either
from bayline.platform.terminal import complain, write
from bayline.systems.links.commands.checking import places_of, roads_beside
from bayline.systems.links.commands.timetables import Given, timetable_in
from bayline.systems.links.rules.covering import Pavement
from bayline.systems.links.rules.riding import Riding
from bayline.systems.links.rules.siting import position_of
from bayline.systems.links.rules.timetables import clock, time_of_day
from bayline.systems.links.terms import Stops

_MINUTE_S = 60


class Asked(NamedTuple):
    """What is asked.

    Attributes:
        roads: A file or a pack.
        gtfs: A zip or a folder.
        day: Which day; None for today.
        places: A table; empty for that of the pack.
        start: A name or a position.
        end: The same.
        leaving: When one sets out.
        is_gcj02: Whether roads are on GCJ-02; None where it is to be found out.
        form: table or jsonl.
    """

    roads: str
    gtfs: str
    day: datetime | None
    places: str
    start: str
    end: str
    leaving: str
    is_gcj02: bool | None
    form: str


def show(asked: Asked) -> int:
    """Print the journeys; the status is 1 where there is none.

    Raises:
        BaylineError: A file cannot be read, a place is not known, or nothing runs on that day.
    """
    leaving = time_of_day(asked.leaving, where="--at")
    where, places = places_of(asked.roads, asked.places)
    start, end = (position_of(one, places, where=where) for one in (asked.start, asked.end))
    given = Given(asked.gtfs, ("", ""), asked.day, asked.roads)
    timetable = timetable_in(given)
    if not timetable.trips:
        raise _no_trips()
    stops, pavement = (
        timetable.stops,
        Pavement(roads_beside(places, asked.roads, is_gcj02=asked.is_gcj02)),
    )
    ridden = Riding(pavement, stops, timetable.ridden).asked((start, end), leaving)
    found, foot = ridden.journeys, ridden.on_foot_s
    if foot is not None and all(leaving + foot <= one.arrival for one in found):
        minutes = round(foot / _MINUTE_S)
        zh = f"全程步行{minutes}分钟，比坐车早到"
        complain(either(zh, f"on foot all the way it takes {minutes} min, sooner than by bus"))
    for one in found:
        record = _record(one, stops, leaving, ridden.to_stop_s)
        line = orjson.dumps(record).decode() if asked.form == "jsonl" else _row(record)
        write(line + "\n")
    if not found:
        complain(either("没有班次能到", "no bus goes there"))
    return 0 if found else 1


def _no_trips() -> BaylineError:
    return BaylineError(
        "the timetable has no trips",
        why="it has stops with departures alone",
        do="give a GTFS with --gtfs",
        zh=Words("时刻表里没有班次", "只有站点和每天几班", "请用--gtfs给出GTFS"),
    )


def _record(
    one: Journey, stops: Stops, leaving: int, to_stop_s: dict[int, int]
) -> dict[str, object]:
    return {
        "leaving": clock(leaving),
        "arrival": clock(-(-one.arrival // _MINUTE_S) * _MINUTE_S),
        "minutes": round((one.arrival - leaving) / _MINUTE_S, 1),
        "walk_to_s": to_stop_s[one.legs[0].start],
        "walk_from_s": one.arrival - one.legs[-1].arrival,
        "rides": sum(bool(leg.line) for leg in one.legs),
        "legs": [
            {
                "line": leg.line or None,
                "from": stops.names[leg.start],
                "to": stops.names[leg.end],
                "departure": clock(leg.departure),
                "arrival": clock(leg.arrival),
            }
            for leg in one.legs
        ],
    }


def _row(record: dict[str, object]) -> str:
    span = f"{record['leaving']} — {record['arrival']}"
    return f"{span}  {record['minutes']} min  {record['rides']} rides"
