"""Door to door by bus, on a timetable that can be reckoned by hand."""

from datetime import date

import pytest

from bayline.kernel.errors import BaylineError
from bayline.systems.links.rules.covering import Pavement
from bayline.systems.links.rules.lines import roads_of_csv
from bayline.systems.links.rules.riding import door_to_door
from bayline.systems.links.rules.timetables import trips_of_gtfs

ROADS = """from_lon,from_lat,to_lon,to_lat,class
121.00,30.80,121.10,30.80,tertiary
121.10,30.80,121.20,30.80,tertiary
"""
# To the middle, at night on from a stop some 190 m further; and a slow line all the way.
GTFS = {
    "stops.txt": "stop_id,stop_lat,stop_lon\na,30.8,121.0\nb,30.8,121.1\n"
    "c,30.8,121.102\nd,30.8,121.2\n",
    "routes.txt": "route_id,route_short_name\n1,枫1路\n2,兴2路\n3,慢3路\n",
    "trips.txt": "route_id,service_id,trip_id\n1,all,one\n2,all,two\n3,all,slow\n",
    "stop_times.txt": "trip_id,departure_time,stop_id,stop_sequence\n"
    "one,23:30:00,a,1\none,23:50:00,b,2\n"
    "two,24:05:00,c,1\ntwo,24:20:00,d,2\n"
    "slow,23:30:00,a,1\nslow,,b,2\nslow,25:30:00,d,3\n",
    "calendar_dates.txt": "service_id,date,exception_type\nall,20261102,1\n",
}


def _read(**changed):
    files = {**GTFS, **{f"{name}.txt": text for name, text in changed.items()}}
    packed = {name: text.encode() for name, text in files.items()}
    return trips_of_gtfs(packed, date(2026, 11, 2), where="bus.zip")


def test_way_with_a_change_on_foot_past_midnight_is_found_beside_the_direct_one():
    stops, trips = _read()
    pavement = Pavement(roads_of_csv(ROADS.encode(), where="roads"))
    ends = (121.002, 30.80), (121.199, 30.80)
    direct, changed = door_to_door(pavement, stops, trips, ends, 23 * 3600)
    walk_s = 0.001 * 95_514 / 1.25  # from the last stop, at 4.5 km/h
    assert direct.arrival == pytest.approx(25.5 * 3600 + walk_s, abs=10)
    assert changed.arrival == pytest.approx(24 * 3600 + 20 * 60 + walk_s, abs=10)
    assert [leg.line for leg in changed.legs] == ["枫1路", "", "兴2路"]
    assert [leg.line for leg in direct.legs] == ["慢3路"]
    assert door_to_door(pavement, stops, trips, ends, 23 * 3600 + 1750) == []  # the bus has gone


def test_times_left_out_lie_between_and_headways_are_trips():
    _, trips = _read()
    assert [trip.departures for trip in trips if trip.line == "慢3路"] == [(84_600, 88_200, 91_800)]
    often = "trip_id,start_time,end_time,headway_secs\none,06:00:00,07:00:00,1200\n"
    _, trips = _read(frequencies=often)
    found = [trip.departures for trip in trips if trip.line == "枫1路"]
    assert found == [(start, start + 1200) for start in (21_600, 22_800, 24_000)]
    with pytest.raises(BaylineError, match="first or last stop has no time"):
        _read(stop_times=GTFS["stop_times.txt"].replace("25:30:00", ""))
    with pytest.raises(BaylineError, match="calls at “d”, which is no stop"):
        _read(stops=GTFS["stops.txt"].replace("d,30.8", "e,30.8"))
