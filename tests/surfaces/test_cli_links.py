"""`bayline links` as its users see it."""

import json
from math import cos, radians

import pytest

# Two roads along a border, joined far in the north; in the south their ends look at each other.
ROADS = """from_lon,from_lat,to_lon,to_lat,class,kmh,oneway
120.999,30.80,120.999,30.90,secondary,50,
121.001,30.80,121.001,30.90,secondary,50,
120.999,30.90,121.001,30.90,secondary,50,
120.995,30.80,120.999,30.80,secondary,50,
121.001,30.80,121.005,30.80,secondary,50,
"""
ZONES = "id,lon,lat,weight\nw,120.995,30.80,10\ne,121.005,30.80,20\n"
DEGREE_M = 111_195.0
EAST_M = DEGREE_M * cos(radians(30.80))


def _box(code, west, east, **beside):
    ring = [[west, 30.7], [east, 30.7], [east, 31.0], [west, 31.0], [west, 30.7]]
    feature = {
        "type": "Feature",
        "properties": {"code": code},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    return {**feature, **beside}


def _areas(*features, **beside):
    return json.dumps({"type": "FeatureCollection", "features": features, **beside})


AREAS = _areas(_box("310116", 120.9, 121.0), _box("330482", 121.0, 121.1))


@pytest.fixture
def ranked(bayline, written):
    def ranked(*more, roads=ROADS, areas=AREAS, zones=ZONES):
        names = written("roads.csv", roads), written("areas.geojson", areas)
        zoned = ("--zones", written("zones.csv", zones)) if zones else ()
        given = ("--roads", names[0], "--areas", names[1], *zoned, *more, "--format", "jsonl")
        status, said, complaints = bayline("links", "rank", *given)
        return status, [json.loads(line) for line in said.splitlines()], complaints

    return ranked


def test_missing_link_is_found_with_what_it_gives(ranked):
    status, found, _ = ranked()
    best = found[0]
    assert (status, best["rank"], sorted(best["sides"])) == (0, 1, ["310116", "330482"])
    assert sorted(best["link"]) == [[120.999, 30.8], [121.001, 30.8]]
    assert best["length_m"] == pytest.approx(0.002 * EAST_M, abs=0.2)
    along, across = 2 * 0.1 * DEGREE_M, 0.002 * EAST_M
    north = across * cos(radians(30.90)) / cos(radians(30.80))
    assert best["network_time_s"] == pytest.approx((along + north) * 3.6 / 50, abs=0.01)
    assert best["time_s"] == pytest.approx(across * 3.6 / 45, abs=0.01)
    home = 2 * 0.004 * EAST_M * 3.6 / 50
    was, now = (2 ** (-(best[name] + home) / 600) for name in ("network_time_s", "time_s"))
    assert best["gains"]["hansen"] == pytest.approx(2 * 10 * 20 * (now - was), rel=1e-4)
    assert best["gains_across"] == best["gains"]
    assert best["gains"]["within_15_min"] == 2 * 10 * 20
    assert best["gains"]["within_30_min"] == 0
    saved = (best["network_time_s"] - best["time_s"]) * 2 * 200 / 900
    assert best["gains"]["mean_time_s"] == pytest.approx(saved, rel=1e-4)
    assert best["cost"] == pytest.approx(2_000_000 + 40_000 * across, abs=1)


def test_one_link_gives_what_the_ranking_says(ranked, bayline):
    best = ranked()[1][0]
    files = ("--roads", "roads.csv", "--areas", "areas.geojson", "--zones", "zones.csv")
    ends = ("--from", "120.9991", "30.8001", "--to", "121.001", "30.80")
    _, said, _ = bayline("links", "gain", *files, *ends, "--format", "jsonl")
    found = json.loads(said)
    assert found["gains"] == pytest.approx(best["gains"])
    assert (found["length_m"], found["network_time_s"]) == (
        best["length_m"],
        best["network_time_s"],
    )
    status, _, complaints = bayline("links", "gain", *files, *ends[:3], "--to", "121.05", "30.8")
    assert status == 2
    assert "no road is within 250 m of 121.05, 30.8: the nearest is" in complaints


def test_building_order_spends_no_more_than_is_there_and_says_what_each_gives_then(ranked, bayline):
    best = ranked()[1][0]
    by_benefit = [one["benefit_per_cost"] for one in ranked("--by", "benefit")[1]]
    assert by_benefit == sorted(by_benefit, reverse=True)
    by_score = [one["score"] for one in ranked()[1]]
    assert by_score == sorted(by_score, reverse=True)
    front = ranked("--front")[1]
    assert all(one["is_efficient"] for one in front)
    assert best["cost"] in {one["cost"] for one in front}
    files = ("--roads", "roads.csv", "--areas", "areas.geojson", "--zones", "zones.csv")
    asked = ("links", "order", *files, "--format", "jsonl", "--budget")
    steps = [json.loads(line) for line in bayline(*asked, "40000000")[1].splitlines()]
    first = steps[0]
    assert (first["step"], first["spent"]) == (1, first["cost"])
    assert first["gain_then"] == pytest.approx(first["gains"]["hansen"])
    assert steps[-1]["total"] == pytest.approx(sum(one["gain_then"] for one in steps))
    assert steps[-1]["spent"] <= 40_000_000
    assert len(bayline(*asked, "40000000", "--most", "1")[1].splitlines()) == 1
    assert bayline(*asked, "2000000")[1] == ""  # less than any costs


def test_link_longer_than_asked_or_without_detour_is_none(ranked):
    assert ranked("--max-length", "100")[1] == []
    assert ranked("--detour", "500")[1] == []


def test_water_is_not_crossed_but_by_a_bridge_that_costs_more(ranked, written):
    best = ranked()[1][0]
    river = _box("", 120.9995, 121.0005)
    water = written("water.geojson", _areas(river))
    _, found, complaints = ranked("--water", water)
    assert found == []
    assert "links over it are left out" in complaints
    assert "all 1 that might be cross water, and --bridges is not given" in complaints
    over = ranked("--water", water, "--bridges")[1][0]
    assert over["link"] == best["link"]
    assert over["bridge_m"] == pytest.approx(0.001 * EAST_M, abs=5)
    assert over["cost"] - best["cost"] == pytest.approx(80_000 * over["bridge_m"], rel=1e-3)
    assert over["gains"] == best["gains"]
    status, _, complaints = ranked("--water", written("none.geojson", _areas()))
    assert (status, "no polygon of water" in complaints) == (2, True)


def test_road_that_is_there_and_on_no_map_leaves_no_link_beside_it(ranked, written):
    known = written("known.csv", "lon,lat,evidence\n121.0,30.8001,现场照片\n")
    _, found, complaints = ranked("--exists", known)
    assert found == []
    assert "1 roads are there and not mapped" in complaints
    assert "all 1 that might be lie within 300 m of roads of --exists" in complaints
    status, _, complaints = ranked("--exists", written("bad.csv", "lon,lat,evidence\n121,30,\n"))
    assert (status, "bad.csv, row 1: it is no position with evidence" in complaints) == (2, True)


def test_what_is_assumed_of_zones_is_said(ranked):
    _, found, complaints = ranked(zones=ZONES.replace(",20", ",0"))
    assert found == []
    assert "nobody lives in 330482" in complaints
    assert "none brings anybody nearer to anybody" in complaints
    _, _, complaints = ranked(zones=ZONES + "f,10,30.8,30\n")
    assert "1 zones with 50.0% of the people lie more than 2 km from a road" in complaints
    assert "1 zones lie outside all areas" in complaints


def test_without_zones_cells_are_made_and_said_so(ranked):
    _, found, complaints = ranked(zones="")
    assert found[0]["gains"]["hansen"] > 0
    assert "cells of 250 m, weighted by nodes of roads" in complaints


def test_network_without_any_way_across_has_no_time_today_and_says_its_pieces(ranked):
    apart = "".join(line for line in ROADS.splitlines(keepends=True) if "30.90,121.001" not in line)
    _, found, complaints = ranked(roads=apart)
    assert found[0]["network_time_s"] is None
    assert found[0]["gains"]["within_15_min"] == 400
    assert "2 pieces apart" in complaints


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"roads": ROADS.replace("50,\n", "0,\n", 1)}, "row 1: the speed “0” is none of cars"),
        ({"roads": ROADS.replace("50,\n", "50,perhaps\n", 1)}, "oneway “perhaps” is not known"),
        ({"roads": ROADS.replace("120.999,30.80", "north,30.80", 1)}, "no longitude and latitude"),
        ({"roads": "a,b\n1,2\n"}, "the column from_lon is missing"),
        ({"areas": _areas(_box("a", 120.9, 121.0))}, "there is 1 area: a border lies between"),
        ({"areas": _areas(_box("a", 10, 11), _box("b", 11, 12))}, "no road lies in the areas"),
        ({"areas": AREAS.replace('"type": "F', '"datum": "GCJ-02", "type": "F', 1)}, "not WGS-84"),
        ({"zones": ZONES.replace(",10", ",0").replace(",20", ",0")}, "nobody lives anywhere"),
        ({"zones": ZONES.replace(",10", ",-1")}, "no longitude, latitude and weight"),
    ],
)
def test_input_that_cannot_be_is_refused_in_one_sentence(ranked, changed, sentence):
    status, found, complaints = ranked(**changed)
    assert (status, found) == (2, [])
    assert sentence in complaints


def test_border_that_crosses_itself_is_refused(ranked):
    bow = _box("a", 120.9, 121.0)
    ring = bow["geometry"]["coordinates"][0]
    ring[1], ring[2] = ring[2], ring[1]
    status, _, complaints = ranked(areas=_areas(bow, _box("b", 121.0, 121.1)))
    assert status == 2
    assert "the border of “a” crosses itself" in complaints


def test_pack_without_roads_is_a_state_and_no_ranking(bayline, written, folder):
    (folder / "pack").mkdir()
    areas = written("areas.geojson", AREAS)
    status, said, complaints = bayline("links", "rank", "--roads", "pack", "--areas", areas)
    assert (status, said) == (2, "")
    assert "no road data loaded" in complaints
    status, said, complaints = bayline("links", "rank", "--roads", "pack.zip")
    assert (status, said, "unpack it, and name its folder" in complaints) == (2, "", True)


def test_claim_is_verified_with_both_ways_and_an_unknown_place_is_refused(bayline, written):
    places = "name,aliases,lon,lat\n西村,,120.999,30.80\n东村,,121.001,30.80\n"
    given = ("--roads", written("roads.csv", ROADS), "--places", written("places.csv", places))
    link = ("--link", "120.999", "30.8", "121.001", "30.8", "--after", "0.3", "--before")
    asked = ("links", "verify-claim", *given, "--from", "西村", "--format", "jsonl")
    status, said, complaints = bayline(*asked, "--to", "东村", *link, "27")
    found = json.loads(said)
    assert (status, found["verdict"], found["is_built"]) == (0, "holds", False)
    assert [len(found[leg]["route"]) for leg in ("before", "after")] == [4, 2]
    assert "free flow is assumed" in complaints
    assert found["assumptions"][-1] in complaints
    assert json.loads(bayline(*asked, "--to", "东村", *link, "3")[1])["verdict"] == "does not hold"
    status, said, complaints = bayline(*asked, "--to", "南村", *link, "27")
    assert (status, said) == (2, "")
    assert "places.csv: the place “南村” is not known" in complaints


def test_coverage_by_tables_tells_who_is_left_out_and_where_a_stop_would_serve_most(
    bayline, written
):
    files = ("--roads", written("r.csv", ROADS), "--areas", written("a.geojson", AREAS))
    zones = ("--zones", written("z.csv", ZONES))
    stops = written("s.csv", "stop,lon,lat\n西站,120.996,30.80\n")
    lines = written("l.csv", "line,stop,departures\n廊枫线,西站,12\n")
    asked = ("links", "coverage", *files, *zones, "--format", "jsonl")
    status, said, complaints = bayline(*asked, "--stops", stops, lines, "--least", "12")
    told = [json.loads(line) for line in said.splitlines()]
    assert status == 0
    assert [(one["name"], one["left_out"]) for one in told[:5]] == [
        *(("", 20), ("310116", 0), ("330482", 20), ("w", 0), ("e", 20))
    ]
    assert (told[1]["within_500_m"], told[5]["kind"], told[5]["people"]) == (1, "next_stop", 20)
    assert "paths not mapped do not count" in complaints
    rare = bayline(*asked, "--stops", stops, lines, "--least", "13")[2]
    assert "no stop has 13 departures a day: the most is 12" in rare
    assert "either --gtfs or --stops" in bayline(*asked)[2]
    assert "it is no timetable in a zip" in bayline(*asked, "--gtfs", stops)[2]


def test_timetable_that_cannot_be_is_refused_and_a_stop_without_a_road_is_told(bayline, written):
    files = ("--roads", written("r.csv", ROADS), "--areas", written("a.geojson", AREAS))
    asked = ("links", "coverage", *files, "--zones", written("z.csv", ZONES), "--gtfs", "bus")
    tables = {
        "stops": "stop_id,stop_lat,stop_lon\na,30.80,120.996\nb,30.80,121.004\nc,0,0\n",
        "routes": "route_id\n1\n",
        "trips": "route_id,service_id,trip_id\n1,week,t\n",
        "stop_times": "trip_id,departure_time,stop_id,stop_sequence\nt,8:10:00,a,1\n"
        "t,8:20:00,b,2\n",
        "calendar_dates": "service_id,date,exception_type\nweek,20261102,1\n",
    }
    for name, text in tables.items():
        written(f"bus/{name}.txt", text)
    status, _, complaints = bayline(*asked, "--on", "2026-11-02")
    assert (status, "1 stops are near no road" in complaints) == (0, True)
    written("bus/stop_times.txt", tables["stop_times"].replace("8:20", "8:00"))
    assert "trip t goes back in time" in bayline(*asked, "--on", "2026-11-02")[2]
    written("bus/stop_times.txt", tables["stop_times"].replace("0,b", "0,z"))
    assert "calls at “z”, which is no stop" in bayline(*asked, "--on", "2026-11-02")[2]


def test_journey_by_bus_is_told_from_door_to_door_and_its_absence_too(bayline, written):
    for name, text in {
        "stops": "stop_id,stop_name,stop_lat,stop_lon\na,西站,30.80,120.996\n"
        "b,东站,30.80,121.004\n",
        "routes": "route_id,route_short_name\n1,廊枫线\n",
        "trips": "route_id,service_id,trip_id\n1,week,t\n",
        "stop_times": "trip_id,departure_time,stop_id,stop_sequence\nt,24:10:00,a,1\n"
        "t,24:30:00,b,2\n",
        "calendar_dates": "service_id,date,exception_type\nweek,20261102,1\n",
    }.items():
        written(f"bus/{name}.txt", text)
    files = ("--roads", written("r.csv", ROADS), "--gtfs", "bus", "--format", "jsonl")
    asked = ("links", "journey", *files, "--from", "120.996,30.80", "--to", "121.004,30.80")
    status, said, _ = bayline(*asked, "--on", "2026-11-02", "--at", "24:00")
    found = json.loads(said)
    assert (status, found["arrival"], found["rides"]) == (0, "24:31", 1)
    assert found["minutes"] == pytest.approx(30, abs=0.2)
    assert found["legs"][0]["line"] == "廊枫线"
    status, said, complaints = bayline(*asked, "--on", "2026-11-02", "--at", "24:11")
    assert (status, said, "no bus goes there" in complaints) == (1, "", True)
    assert "nothing runs on 2026-11-03" in bayline(*asked, "--on", "2026-11-03", "--at", "8:00")[2]
