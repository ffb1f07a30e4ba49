"""People within reach of a bus, by walking distance; timetables whole and broken."""

from datetime import date

import numpy as np
import pytest

from bayline.kernel.errors import BaylineError
from bayline.systems.links.rules.covering import Pavement, coverage, distances, next_stop
from bayline.systems.links.rules.lines import roads_of_csv
from bayline.systems.links.rules.peopling import places_of_csv
from bayline.systems.links.rules.timetables import seconds_of, stops_of_csv, stops_of_gtfs
from bayline.systems.links.terms import Area

# A road of some 1.9 km; from its middle one northwards of 1.1 km; a motorway from there back west.
ROADS = """from_lon,from_lat,to_lon,to_lat,class,oneway
121.00,30.80,121.01,30.80,tertiary,yes
121.01,30.80,121.02,30.80,tertiary,
121.01,30.80,121.01,30.81,residential,
121.01,30.81,121.00,30.80,motorway,
"""
ZONES = """id,lon,lat,weight,village
1,121.000,30.80,10,甲村
2,121.004,30.80,30,甲村
3,121.010,30.81,50,乙村
4,121.012,30.80,10,丙村
"""
DAY = date(2026, 11, 2)  # a Monday
GTFS = {
    "stops.txt": "stop_id,stop_name,stop_lat,stop_lon\na,西站,30.80,121.0\nb,东站,30.80,121.02\n",
    "routes.txt": "route_id\n1\n",
    "trips.txt": "route_id,service_id,trip_id\n1,week,t\n1,week,n\n1,sunday,s\n",
    "stop_times.txt": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
    "t,08:00:00,08:00:00,a,1\nt,08:10:00,08:10:00,b,2\n"
    "n,25:10:00,25:10:00,b,1\nn,25:20:00,25:20:00,a,2\ns,09:00:00,09:00:00,a,1\ns,,,b,2\n",
    "calendar.txt": "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,"
    "start_date,end_date\nweek,1,1,1,1,1,0,0,20260101,20261231\nsunday,0,0,0,0,0,0,1,20260101,20261231\n",
}
HEAD = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
BROKEN = GTFS["stop_times.txt"].replace("25:10:00", "25:70:00")


def _gtfs(day=DAY, **changed):
    files = {**GTFS, **{f"{name}.txt": text for name, text in changed.items()}}
    return stops_of_gtfs(
        {name: text.encode() for name, text in files.items() if text}, day, where="bus.zip"
    )


def _stops(table="line,stop,departures\n1,西站,3\n"):
    return stops_of_csv(
        b"stop,lon,lat\n\xe8\xa5\xbf\xe7\xab\x99,121.0,30.8\n", table.encode(), where=("s", "l")
    )


def test_shares_are_by_walking_distance_by_side_and_village():
    pavement = Pavement(roads_of_csv(ROADS.encode(), where="roads"))
    homes = places_of_csv(ZONES.encode(), where="zones")
    found = distances(pavement, _stops(), homes, least=3)
    ring = np.array([[120.9, 30.7], [121.008, 30.7], [121.008, 30.9], [120.9, 30.9]])
    ring = np.vstack((ring, ring[:1]))
    east = ring + np.array([0.108, 0.0])
    east_m = 111_195 * np.cos(np.radians(30.8))
    wanted = np.array([0, 0.004 * east_m, 0.01 * (east_m + 111_195), 0.012 * east_m])
    assert found == pytest.approx(wanted, abs=15)  # not over the motorway, against one-way roads
    sides = (Area("west", (ring,)), Area("east", (east,)))
    told = {one.name: one for one in coverage(found, homes, sides, (500, 1000))}
    assert told[""].shares == {500: 0.4, 1000: 0.4}
    assert (told["west"].left_out, told["east"].left_out) == (0, 60)
    assert [told[name].left_out for name in ("甲村", "乙村", "丙村")] == [0, 50, 10]
    more = next_stop(pavement, found, homes, within_m=1000)
    assert more is not None
    assert more.people == 60  # a stop from which both are within a kilometer
    assert np.isinf(distances(pavement, _stops(), homes, least=4)).all()


def test_departures_are_those_of_the_day_past_midnight_too_and_not_of_last_stops():
    assert _gtfs().departures.tolist() == [1, 1]
    assert _gtfs(date(2026, 11, 1)).departures.tolist() == [1, 0]
    taken = "service_id,date,exception_type\nweek,20261102,2\nsunday,20261102,1\n"
    assert _gtfs(calendar_dates=taken).departures.tolist() == [1, 0]
    often = "trip_id,start_time,end_time,headway_secs\nt,06:00:00,08:00:00,600\n"
    assert _gtfs(frequencies=often).departures.tolist() == [12, 1]
    assert seconds_of("25:10:00", where="") == 90_600


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"trips": ""}, "bus.zip: trips.txt is missing"),
        ({"calendar": ""}, "calendar.txt or calendar_dates.txt is missing"),
        ({"day": date(2027, 3, 1)}, "nothing runs on 2027-03-01: the calendars run from 20260101"),
        ({"stop_times": BROKEN}, "row 3: “25:70:00” is no time"),
        ({"stops": "stop_id,stop_lat,stop_lon\na,north,1\n"}, "no longitude and latitude"),
        ({"day": date(2026, 11, 7)}, "to 20261231, and have no service on it; ask for a day with"),
        ({"stop_times": HEAD}, "no trip of that day goes from one stop to another"),
        ({"stop_times": GTFS["stop_times.txt"] + "x,8:00:00,8:00:00,a,1\n"}, "“x” is not known"),
        ({"stops": "stop_id,stop_lat\na,1\n"}, "stops.txt: the column stop_lon is missing"),
    ],
)
def test_timetable_that_cannot_be_is_refused(changed, sentence):
    with pytest.raises(BaylineError, match=sentence):
        _gtfs(**changed)


def test_line_that_calls_at_no_stop_is_refused():
    with pytest.raises(BaylineError, match="line 1 calls at “北站”, which is no stop"):
        _stops("line,stop,departures\n1,北站,3\n")
