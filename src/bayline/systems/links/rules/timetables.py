"""Read timetables: GTFS, or a table of stops with one of lines; count departures of a day.

GTFS counts hours on from the day a trip begins: 25:10 is ten past one at night, of the same day of
service. A trip does not depart from its last stop.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from bayline.engines.graph.rounds import Trip
from bayline.kernel.errors import BaylineError, Words
from bayline.systems.links.rules.calendars import CALENDARS, running, services_on
from bayline.systems.links.rules.refusing import HIGHEST, LONGEST, no_trip, nobody_rides
from bayline.systems.links.rules.tables import Row, table_of
from bayline.systems.links.terms import Stops

_NEEDED = ("stops.txt", "routes.txt", "trips.txt", "stop_times.txt")
_PARTS_OF_TIME = 3
_MINUTE_S, _MOST_HOURS, _SIXTY = 60, 72, 60
_DAY_S = 24 * _SIXTY * _MINUTE_S
_PAST_MIDNIGHT = re.compile(rb"(?<!\d)(?:2[4-9]|[3-9]\d):\d\d:\d\d")


def stops_of_gtfs(files: Mapping[str, bytes], day: date, *, where: str) -> Stops:
    """Give the stops of a timetable with their departures on a day.

    Args:
        files: What each file holds, by its name.
        day: Which day.
        where: What holds the files.

    Raises:
        BaylineError: A file or a column is missing, nothing runs on that day, or a time is none.
    """
    services = _services(files, day, where)
    counts: Counter[str] = Counter()
    times, lines = _repeats(files, where), _trips(files, services, where)
    called: dict[str, str] = {}
    for trip, calls in _calls(files, lines, where).items():
        called.update({call.stop: lines[trip] or "" for call in calls})
        for call in calls[:-1]:
            if not call.is_closed:
                counts[call.stop] += times.get(trip, 1)
    numbers, stops = _named(files, counts, where)
    for stop in called.keys() - numbers.keys():
        raise _no_stop(stop, called[stop], (f"{where}, stops.txt", f"{where}, stop_times.txt"))
    return stops


def served_by_gtfs(
    files: Mapping[str, bytes], day: date, *, where: str
) -> tuple[Stops, tuple[Trip, ...], tuple[Trip, ...]]:
    """Give the stops of a timetable with their departures on a day, and the trips between them.

    Returns:
        Stops; the trips of the day; those of the day before that run on past midnight, in times of
        this day.

    Raises:
        BaylineError: As `stops_of_gtfs` and `trips_of_gtfs` refuse.
    """
    stops = stops_of_gtfs(files, day, where=where)
    trips = trips_of_gtfs(files, day, where=where)[1]
    return stops, tuple(trips), tuple(_of_the_night(files, day, where))


def _of_the_night(files: Mapping[str, bytes], day: date, where: str) -> Iterator[Trip]:
    """Give the trips of the day before that run past midnight."""
    timed = (files["stop_times.txt"], files.get("frequencies.txt", b""))
    before = day - timedelta(days=1)
    services, _known = services_on(files, before, where)
    if not services or not any(map(_PAST_MIDNIGHT.search, timed)):
        return
    for trip in _trips_between(files, services, where)[1]:
        if trip.arrivals[-1] >= _DAY_S:
            arrivals, departures = (tuple(time - _DAY_S for time in times) for times in trip[2:])
            yield Trip(trip.line, trip.stops, arrivals, departures)


def trips_of_gtfs(files: Mapping[str, bytes], day: date, *, where: str) -> tuple[Stops, list[Trip]]:
    """Give the stops of a timetable and the trips of a day between them, by their numbers.

    Times that are left out are put evenly between those that are there.

    Raises:
        BaylineError: A file or a column is missing, nothing runs on that day, a time is none, or a
            trip calls at no stop or has no time at an end.
    """
    return _trips_between(files, _services(files, day, where), where)


def _trips_between(
    files: Mapping[str, bytes], services: set[str], where: str
) -> tuple[Stops, list[Trip]]:
    lines = _trips(files, services, where)
    numbers, stops = _named(files, Counter(), where)
    first = _starts(files, where)
    trips: list[Trip] = []
    for name, calls in _calls(files, lines, where).items():
        if unknown := [call.stop for call in calls if call.stop not in numbers]:
            raise _no_stop(
                unknown[0], lines[name] or "", (f"{where}, stops.txt", f"{where}, stop_times.txt")
            )
        times = _filled([call.time for call in calls], f"{where}, stop_times.txt, trip {name}")
        at = tuple(numbers[call.stop] for call in calls)
        for start in first.get(name, [times[0]]):
            moved = tuple(time - times[0] + start for time in times)
            trips.append(Trip(lines[name] or "", at, moved, moved))
    return stops, trips


def _filled(times: list[int | None], where: str) -> list[int]:
    """Put the times that are left out evenly between those that are there."""
    known = [at for at, time in enumerate(times) if time is not None]
    if not known or known[0] != 0 or known[-1] != len(times) - 1:
        raise BaylineError(
            "its first or last stop has no time",
            where=where,
            do="give a time at both",
            zh=Words("首末站没有时刻", do="请给出首末站的时刻"),
        )
    told = [float(time) for time in times if time is not None]
    found: list[int] = np.rint(np.interp(range(len(times)), known, told)).astype(int).tolist()
    return found


def stops_of_csv(stops: bytes, lines: bytes, *, where: tuple[str, str]) -> Stops:
    """Give stops of a table `stop, lon, lat`, with departures of a table `line, stop, departures`.

    Raises:
        BaylineError: A column is missing, a cell is none, or a line names a stop that is not there.
    """
    files = {where[0]: stops, where[1]: lines}
    at = {
        row["stop"]: _position(row["lon"], row["lat"], where[0])
        for row in _rows(files, where[0], ("stop", "lon", "lat"), "")
    }
    counts: Counter[str] = Counter()
    for row in _rows(files, where[1], ("line", "stop", "departures"), ""):
        if row["stop"] not in at:
            raise _no_stop(row["stop"], row["line"], where)
        counts[row["stop"]] += _count(row["departures"], where[1])
    x, y = np.array([*at.values()], np.float64).reshape(-1, 2).T
    return Stops(tuple(at), x, y, np.array([counts[name] for name in at], np.int64))


def lines_of_csv(
    stops: bytes, lines: bytes, *, where: tuple[str, str]
) -> tuple[tuple[str, tuple[int, ...], int], ...]:
    """Give the lines of two tables that `stops_of_csv` reads: name, stops by number, departures.

    A line departs as often as from the stop where it does so most.
    """
    files = {where[0]: stops, where[1]: lines}
    rows = _rows(files, where[0], ("stop", "lon", "lat"), "")
    numbers = {name: at for at, name in enumerate(dict.fromkeys(row["stop"] for row in rows))}
    calls: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in _rows(files, where[1], ("line", "stop", "departures"), ""):
        calls[row["line"]].append((numbers[row["stop"]], _count(row["departures"], where[1])))
    return tuple(
        (line, tuple(at for at, _ in told), max(count for _, count in told))
        for line, told in calls.items()
    )


class _Call(NamedTuple):
    """A stop of a trip; nobody boards where it is closed."""

    order: int
    stop: str
    time: int | None
    is_closed: bool


def _services(files: Mapping[str, bytes], day: date, where: str) -> set[str]:
    missing = [name for name in _NEEDED if name not in files]
    if missing or not any(name in files for name in CALENDARS):
        raise _missing(missing or [" or ".join(CALENDARS)], where)
    return running(files, day, where)


def _trips(files: Mapping[str, bytes], services: set[str], where: str) -> dict[str, str | None]:
    """Give the line of each trip; None of one that does not run."""
    names = {
        row["route_id"]: row.get("route_short_name")
        or row.get("route_long_name")
        or row["route_id"]
        for row in _rows(files, "routes.txt", ("route_id",), where)
    }
    return {
        row["trip_id"]: names.get(row["route_id"], row["route_id"])
        if row["service_id"] in services
        else None
        for row in _rows(files, "trips.txt", ("trip_id", "service_id", "route_id"), where)
    }


def _named(
    files: Mapping[str, bytes], counts: Counter[str], where: str
) -> tuple[dict[str, int], Stops]:
    """Number the stops, and give them with their departures."""
    numbers: dict[str, int] = {}
    names: list[str] = []
    at: list[tuple[float, float]] = []
    for row in _rows(files, "stops.txt", ("stop_id", "stop_lat", "stop_lon"), where):
        if row.get("location_type") in {None, "", "0"}:
            numbers.setdefault(row["stop_id"], len(names))
            names.append(row.get("stop_name") or row["stop_id"])
            at.append(_position(row["stop_lon"], row["stop_lat"], f"{where}, stops.txt"))
    x, y = np.array(at, np.float64).reshape(-1, 2).T
    found = np.zeros(len(names), np.int64)
    for stop, number in numbers.items():
        found[number] = counts[stop]
    return numbers, Stops(tuple(names), x, y, found)


def _rows(
    files: Mapping[str, bytes], name: str, columns: tuple[str, ...], where: str
) -> Iterator[Row]:
    return table_of(files[name], columns, where=f"{where}, {name}" if where else name).rows


def _calls(
    files: Mapping[str, bytes], lines: Mapping[str, str | None], where: str
) -> dict[str, list[_Call]]:
    """Give the stops of each trip that runs, in order.

    Raises:
        BaylineError: A time is none, a trip is not known, or none that runs goes anywhere.
    """
    calls: dict[str, list[_Call]] = defaultdict(list)
    needed = ("trip_id", "stop_id", "stop_sequence", "departure_time")
    for number, row in enumerate(_rows(files, "stop_times.txt", needed, where), start=1):
        place = f"{where}, stop_times.txt, row {number}"
        written = row["departure_time"]
        time = seconds_of(written, where=place) if written else None
        if row["trip_id"] not in lines:
            raise no_trip(row["trip_id"], place)
        if lines[row["trip_id"]] is not None:
            order = _count(row["stop_sequence"], place)
            call = _Call(order, row["stop_id"], time, row.get("pickup_type") == "1")
            calls[row["trip_id"]].append(call)
    found = {trip: sorted(row, key=lambda call: call.order) for trip, row in calls.items()}
    for trip, stops in found.items():
        _onward([call.time for call in stops if call.time is not None], trip, where)
    if all(len(stops) <= 1 for stops in found.values()):
        raise nobody_rides(where)
    return found


def _onward(times: list[int], trip: str, where: str) -> None:
    """Refuse a trip that comes to a stop before it has left the one before."""
    if times != sorted(times):
        raise BaylineError(
            f"trip {trip} goes back in time",
            where=f"{where}, stop_times.txt",
            why="it leaves a stop before the one that comes earlier",
            do="correct the times; past midnight hours go on, 25:10:00",
            zh=Words(
                f"班次{trip}的时刻倒退",
                "后一站的发车早于前一站",
                "请改正；过了半夜接着数，如25:10:00",
            ),
        )


def _repeats(files: Mapping[str, bytes], where: str) -> dict[str, int]:
    """Count how often trips run that have a headway in place of times."""
    return {trip: len(starts) for trip, starts in _starts(files, where).items()}


def _starts(files: Mapping[str, bytes], where: str) -> dict[str, list[int]]:
    """Give when trips set out that have a headway in place of times."""
    found: dict[str, list[int]] = defaultdict(list)
    if "frequencies.txt" not in files:
        return found
    place = f"{where}, frequencies.txt"
    needed = ("trip_id", "start_time", "end_time", "headway_secs")
    for row in _rows(files, "frequencies.txt", needed, where):
        first, last = (seconds_of(row[name], where=place) for name in needed[1:3])
        found[row["trip_id"]] += range(first, last, max(_count(row["headway_secs"], place), 1))
    return found


def seconds_of(written: str, *, where: str) -> int:
    """Give the seconds of a time such as 25:10:00, counted from noon less twelve hours.

    Raises:
        BaylineError: It is none.
    """
    parts = written.split(":")
    is_time = len(parts) == _PARTS_OF_TIME and all(one.strip().isdecimal() for one in parts)
    hours, minutes, seconds = map(int, parts) if is_time else (-1, 0, 0)
    if not (0 <= hours < _MOST_HOURS and minutes < _SIXTY and seconds < _SIXTY):
        raise BaylineError(
            f"“{written}” is no time",
            where=where,
            do="write HH:MM:SS; past midnight hours go on, 25:10:00",
            zh=Words(f"“{written}”不是时刻", do="请写HH:MM:SS；过了半夜接着数，如25:10:00"),
        )
    return (hours * _SIXTY + minutes) * _MINUTE_S + seconds


def time_of_day(written: str, *, where: str) -> int:
    """Give the seconds of a time such as 07:30.

    Raises:
        BaylineError: It is none.
    """
    try:
        return seconds_of(f"{written.replace('：', ':')}:00", where=where)
    except BaylineError:
        raise BaylineError(
            f"“{written}” is no time of day",
            where=where,
            do="write HH:MM, such as 07:30; past midnight hours go on, 25:10",
            zh=Words(f"“{written}”不是时刻", do="请写HH:MM，如07:30；过了半夜接着数，如25:10"),
        ) from None


def clock(seconds: int) -> str:
    """Write a time of the day of service; past midnight hours go on."""
    minutes = seconds // _MINUTE_S
    return f"{minutes // _SIXTY:02}:{minutes % _SIXTY:02}"


def _count(written: str, where: str) -> int:
    if written.isdecimal():
        return int(written)
    raise BaylineError(
        f"“{written}” is no count",
        where=where,
        do="write a whole number",
        zh=Words(f"“{written}”不是个数", do="请写整数"),
    )


def _position(longitude: str, latitude: str, where: str) -> tuple[float, float]:
    try:
        x, y = float(longitude), float(latitude)
    except ValueError:
        x = y = 999.0
    if abs(x) <= LONGEST and abs(y) <= HIGHEST:
        return x, y
    raise BaylineError(
        f"“{longitude}, {latitude}” is no longitude and latitude",
        where=where,
        do="write degrees, longitude first",
        zh=Words(f"“{longitude}, {latitude}”不是经纬度", do="请写度数，经度在前"),
    )


def _missing(names: list[str], where: str) -> BaylineError:
    listed = ", ".join(names)
    return BaylineError(
        f"{listed} is missing",
        where=where,
        why="GTFS cannot be read without",
        do="give the whole timetable",
        zh=Words(f"缺{listed}", "没有它读不了GTFS", "请给出完整的时刻表"),
    )


def _no_stop(stop: str, line: str, where: tuple[str, str]) -> BaylineError:
    return BaylineError(
        f"line {line} calls at “{stop}”, which is no stop",
        where=where[1],
        why=f"{where[0]} does not have it",
        do="name stops alike in both tables",
        zh=Words(
            f"{line}线停靠的“{stop}”不是站点", f"{where[0]}里没有", "两张表里的站名请写成一样"
        ),
    )
