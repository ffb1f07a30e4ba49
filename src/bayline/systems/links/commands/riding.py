"""`bayline links journey`: from door to door by bus, from roads and a timetable."""

from datetime import datetime
from typing import NamedTuple

import orjson

from bayline.engines.graph.rounds import Journey
from bayline.platform.languages import either
from bayline.platform.terminal import complain, write
from bayline.systems.links.commands.checking import places_of, roads_beside
from bayline.systems.links.commands.serving import day_of, files_of
from bayline.systems.links.rules.covering import Pavement
from bayline.systems.links.rules.riding import door_to_door
from bayline.systems.links.rules.siting import position_of
from bayline.systems.links.rules.timetables import seconds_of, trips_of_gtfs
from bayline.systems.links.terms import Stops

_MINUTE_S, _SIXTY = 60, 60


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
    leaving = seconds_of(f"{asked.leaving}:00", where="--at")
    where, places = places_of(asked.roads, asked.places)
    start, end = (position_of(one, places, where=where) for one in (asked.start, asked.end))
    stops, trips = trips_of_gtfs(files_of(asked.gtfs), day_of(asked.day), where=asked.gtfs)
    pavement = Pavement(roads_beside(places, asked.roads, is_gcj02=asked.is_gcj02))
    found = door_to_door(pavement, stops, trips, (start, end), leaving)
    for one in found:
        record = _record(one, stops, leaving)
        line = orjson.dumps(record).decode() if asked.form == "jsonl" else _row(record)
        write(line + "\n")
    if not found:
        complain(either("没有班次能到", "no bus goes there"))
    return 0 if found else 1


def _record(one: Journey, stops: Stops, leaving: int) -> dict[str, object]:
    return {
        "leaving": _clock(leaving),
        "arrival": _clock(one.arrival),
        "minutes": round((one.arrival - leaving) / _MINUTE_S, 1),
        "rides": sum(bool(leg.line) for leg in one.legs),
        "legs": [
            {
                "line": leg.line or None,
                "from": stops.names[leg.start],
                "to": stops.names[leg.end],
                "departure": _clock(leg.departure),
                "arrival": _clock(leg.arrival),
            }
            for leg in one.legs
        ],
    }


def _row(record: dict[str, object]) -> str:
    span = f"{record['leaving']} — {record['arrival']}"
    return f"{span}  {record['minutes']} min  {record['rides']} rides"


def _clock(seconds: int) -> str:
    """Write a time of the day of service; past midnight hours go on."""
    minutes = seconds // _MINUTE_S
    return f"{minutes // _SIXTY:02}:{minutes % _SIXTY:02}"
