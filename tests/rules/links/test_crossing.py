"""Lines across a border with their headways, and buses of the night before, reckoned by hand."""

from datetime import date

import numpy as np
import pytest

from bayline.systems.links.rules.crossing import crossing_lines
from bayline.systems.links.rules.preparing import (
    Timetable,
    timetable_read,
    timetable_written,
)
from bayline.systems.links.rules.timetables import lines_of_csv, served_by_gtfs, stops_of_csv
from bayline.systems.links.terms import Area

_HEAD = "trip_id,departure_time,stop_id,stop_sequence\n"
_STARTS = ("07:00", "07:20", "08:20", "08:50")  # 20, 60 and 30 minutes apart: 30 in the middle
_OUT = "".join(f"o{at},{at}:00,w,1\no{at},09:30:00,e,2\n" for at in _STARTS)
_BACK = "back,10:00:00,e,1\nback,10:20:00,far,2\nback,10:30:00,w,3\n"
_HERE = "here,06:00:00,w,1\nhere,06:10:00,v,2\n"
_NIGHT = "night,23:50:00,w,1\nnight,24:20:00,e,2\n"
FILES = {
    "stops.txt": "stop_id,stop_lat,stop_lon\nw,30.8,120.99\nv,30.81,120.98\ne,30.8,121.01\n"
    "far,30.8,123\n",
    "routes.txt": "route_id,route_short_name\n1,227\n2,村1\n3,夜1\n",
    "trips.txt": "route_id,service_id,trip_id\n"
    + "".join(f"1,mon,o{at}\n" for at in _STARTS)
    + "1,mon,back\n2,mon,here\n3,sun,night\n",
    "stop_times.txt": _HEAD + _OUT + _BACK + _HERE + _NIGHT,
    "calendar_dates.txt": "service_id,date,exception_type\nmon,20261102,1\nsun,20261101,1\n",
}
STOPS = "stop,lon,lat\n甲,120.99,30.8\n乙,121.01,30.8\n丙,120.98,30.81\n".encode()
LINES = "line,stop,departures\n9路,甲,8\n9路,乙,6\n村路,甲,3\n村路,丙,3\n".encode()


def _box(code, west, east):
    return Area(code, (np.array([[west, 30], [east, 30], [east, 31], [west, 31], [west, 30]]),))


SIDES = (_box("上海", 120.9, 121.0), _box("浙江", 121.0, 121.1))


def _served(day):
    packed = {name: text.encode() for name, text in FILES.items()}
    return Timetable(*served_by_gtfs(packed, date(2026, 11, day), where="bus.zip"))


def test_lines_that_cross_are_listed_by_direction_with_the_middle_headway():
    out, back = sorted(crossing_lines(_served(2), SIDES), key=lambda one: -one.departures)
    assert out[:4] == ("227", ("上海", "浙江"), 4, 30)
    assert (out.first_s, out.last_s) == (7 * 3600, 8 * 3600 + 50 * 60)
    assert back[:4] == ("227", ("浙江", "上海"), 1, None)


def test_tables_without_times_tell_departures_and_no_headway():
    told = (STOPS, LINES)
    where = ("s", "l")
    table = Timetable(stops_of_csv(*told, where=where), lines=lines_of_csv(*told, where=where))
    (one,) = crossing_lines(timetable_read(timetable_written(table)), SIDES)
    assert one == ("9路", ("上海", "浙江"), 8, None, None, None)


def test_bus_of_the_night_before_is_ridden_and_counted_with_its_own_day():
    monday = timetable_read(timetable_written(_served(2)))
    (night,) = monday.night
    assert (night.line, night.departures) == ("夜1", (-600, 1200))
    assert night in monday.ridden
    assert night.line not in {one.line for one in monday.trips}
    assert monday.stops.departures.tolist() == [5, 0, 1, 1]
    sunday = _served(1)
    assert (sunday.night, sunday.trips[0].departures) == ((), (85_800, 87_600))
    assert [one.line for one in crossing_lines(sunday, SIDES)] == ["夜1"]


@pytest.mark.parametrize("lost", ["night,24:20:00,e,2\n", "night,23:50:00,w,1\n"])
def test_trip_of_one_stop_goes_nowhere(lost):
    packed = {name: text.replace(lost, "").encode() for name, text in FILES.items()}
    with pytest.raises(Exception, match="no trip of that day goes from one stop to another"):
        served_by_gtfs(packed, date(2026, 11, 1), where="bus.zip")
