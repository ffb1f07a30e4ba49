"""`bayline links` with numbers and files of other kinds: parameters, classes, packs, tables."""

import csv
import json
from pathlib import Path

import pytest

pytestmark = pytest.mark.django_db
ROADS = """from_lon,from_lat,to_lon,to_lat,class
120.999,30.80,120.999,30.90,secondary
121.001,30.80,121.001,30.90,secondary
120.999,30.90,121.001,30.90,secondary
120.995,30.80,120.999,30.80,secondary
121.001,30.80,121.005,30.80,secondary
"""
ZONES = "id,lon,lat,weight\nw,120.995,30.80,10\ne,121.005,30.80,20\n"
TWELVE = Path(__file__).resolve().parents[2] / "regions" / "twelve-nodes"
CITED = 'id = "本地"\nsince = 2026-09-01\nsource = "可研报告第12页"\n'
LINK = ("--link", "120.999", "30.80", "121.001", "30.80")


def box(west, east, code):
    ring = [[west, 30.7], [east, 30.7], [east, 31.0], [west, 31.0], [west, 30.7]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"code": code}, "geometry": shape}


AREAS = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [box(120.9, 121.0, "west"), box(121.0, 121.1, "east")],
    }
)


@pytest.fixture
def files(written):
    """Roads on both sides of a border, areas, and where people live."""
    names = written("r.csv", ROADS), written("a.geojson", AREAS), written("z.csv", ZONES)
    return ("--roads", names[0], "--areas", names[1], "--zones", names[2])


@pytest.fixture
def best(bayline, files):
    """Give the first link of a ranking with what was said of it."""

    def best(*more, files=files):
        status, said, complaints = bayline("links", "rank", *files, *more, "--format", "jsonl")
        assert status == 0, complaints
        return json.loads(said.splitlines()[0]), complaints

    return best


def test_numbers_are_changed_by_a_file_that_is_cited(best, written):
    first, told = best()
    assert "estimates, not published figures" in told
    assert "12 m wide" in told
    assert "link.bridge_yuan_per_m" in first["parameters"]["estimates"]
    name = written("p.toml", f"{CITED}[link]\nyuan_per_m = 65000\nkmh = 60\n")
    changed, told = best("--parameters", name)
    assert changed["cost"] == round(2_000_000 + 65_000 * (first["cost"] - 2_000_000) / 40_000)
    assert changed["time_s"] == pytest.approx(first["time_s"] * 45 / 60, abs=0.002)
    assert "parameters of 本地, since 2026-09-01, 可研报告第12页" in told
    assert "link.yuan_per_m 40000 → 65000" in told
    assert "a new road costs" not in told
    assert changed["parameters"]["id"] == "本地"
    assert "link.yuan_per_m" not in changed["parameters"]["estimates"]
    slow = written("s.toml", f"{CITED}[speeds_kmh]\nsecondary = 25\n")
    assert best("--parameters", slow)[0]["network_time_s"] == pytest.approx(
        2 * first["network_time_s"], rel=1e-4
    )
    assert best()[0] == first  # nothing is left in force


def test_class_of_new_roads_is_their_speed_and_their_cost(best, refusal, files):
    first, (other, told) = best()[0], best("--class", "primary")
    assert other["time_s"] == pytest.approx(first["time_s"] * 45 / 65, abs=0.002)
    assert other["cost"] > 3 * first["cost"]
    assert "link.yuan_per_m 40000 → 150000" in told
    assert "“canal” is no parameter" in refusal("links", "rank", *files, "--class", "canal")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[link]\nkmh = 60\n", "the parameters do not say id, since, source"),
        ('id = "x"\nsince = "soon"\nsource = "y"\n', "the parameters do not say since"),
        (f"{CITED}[link]\nyuan = 1\n", "“link.yuan” is no parameter that can be changed"),
        (f"{CITED}[lnik]\nkmh = 60\n", "“lnik” is no parameter that can be changed"),
        (f"{CITED}[link]\nkmh = 400\n", "the speed link.kmh is “400”, which is none of cars"),
        (f"{CITED}[speeds_kmh]\nprimary = 0.5\n", "speeds_kmh.primary is “0.5”"),
        (f"{CITED}[link]\nyuan_per_m = -1\n", "link.yuan_per_m is “-1”, which cannot be"),
        (f"{CITED}[link]\nyuan_per_m = inf\n", "which cannot be"),
        (f"{CITED}[link]\nyuan_per_m = true\n", "which cannot be"),
        (f"{CITED}[gains]\nwithin_min = [5]\n", "“gains.within_min” is no parameter"),
        (f"{CITED}link = 3\n", "“link” is no parameter"),
        ("[link", "it cannot be read as parameters"),
    ],
)
def test_numbers_that_cannot_be_are_refused(refusal, files, written, text, said):
    assert said in refusal("links", "rank", *files, "--parameters", written("p.toml", text))


def test_rank_is_by_benefit_per_cost_and_the_score_stands_beside(bayline):
    given = ("links", "rank", "--roads", str(TWELVE), "--detour", "1.5", "--format", "jsonl")
    for by, key in (((), "benefit_per_cost"), (("--by", "score"), "score")):
        lines = [json.loads(line) for line in bayline(*given, *by)[1].splitlines()]
        worths = [one[key] for one in lines]
        assert len(worths) > 1
        assert worths == sorted(worths, reverse=True)
        ranks = [one["score_rank"] for one in sorted(lines, key=lambda one: -one["score"])]
        assert ranks == [*range(1, len(lines) + 1)]


def test_pack_brings_its_areas_and_zones(bayline):
    files = ("--areas", "geography/sides.geojson", "--zones", "links/zones.csv")
    named = [str(TWELVE / one) if "." in one else one for one in files]
    whole = bayline("links", "rank", "--roads", str(TWELVE), "--format", "jsonl")
    assert whole[0] == 0
    assert (
        whole[1] == bayline("links", "rank", "--roads", str(TWELVE), *named, "--format", "jsonl")[1]
    )


def test_pack_without_areas_says_what_is_missing(refusal, written):
    written("pack/roads.csv", ROADS)
    assert "no areas are given" in refusal("links", "rank", "--roads", "pack")
    written("empty/region.toml", "")
    assert "no road data loaded" in refusal("links", "rank", "--roads", "empty")


def test_tables_may_be_of_a_chinese_spreadsheet(best, files, tmp_path):
    zones = tmp_path / "人口.csv"
    zones.write_bytes(
        "编号,经度,纬度,人口\r\nw,120.995,30.80,10\r\ne,121.005,30.80,20\r\n".encode("gb18030")
    )
    first = best()[0]
    assert best(files=(*files[:4], "--zones", str(zones)))[0] == first
    zones.write_bytes(
        "\ufeff编号, 经度, 纬度, 权重\n\nw,120.995,30.80,10\ne,121.005,30.80,20\n".encode()
    )
    assert best(files=(*files[:4], "--zones", str(zones)))[0] == first


def test_what_is_no_table_is_refused(refusal, files, tmp_path):
    zones = tmp_path / "z.csv"
    zones.write_bytes(b"\xff\xfe\x00\x81\xff\xff")
    asked = ("links", "rank", *files[:4], "--zones", str(zones))
    assert "it is neither UTF-8 nor GB 18030" in refusal(*asked)
    zones.write_text("id,lon,lat,weight\n" + '"' + "x" * 200_000, "utf-8")
    before = csv.field_size_limit(100_000)
    try:
        assert "it cannot be read as a table" in refusal(*asked)
    finally:
        csv.field_size_limit(before)
    zones.write_bytes(b"")
    assert "the column id is missing" in refusal(*asked)


def test_waters_over_one_another_are_water(best, bayline, files, written):
    ring = [[120.9995, 30.79], [121.0005, 30.79], [121.0005, 30.91], [120.9995, 30.91]]
    shape = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    river = {"type": "Feature", "properties": {}, "geometry": shape}
    text = json.dumps({"type": "FeatureCollection", "features": [river, river]})
    water = ("--water", written("w.geojson", text))
    assert bayline("links", "rank", *files, *water, "--format", "jsonl")[1] == ""
    assert best(*water, "--bridges")[0]["bridge_m"] > 90


def test_claim_of_a_road_that_is_not_mapped_is_of_the_class_that_is_asked_for(bayline, files):
    asked = ("--from", "120.995,30.80", "--to", "121.005,30.80", *LINK)
    said = ("--before", "20", "--after", "1", "--format", "jsonl")
    given = ("links", "verify-claim", *files[:2], *asked, *said)
    slow, fast = (
        json.loads(bayline(*given, *more)[1])["after"]["time_s"]
        for more in (("--class", "unclassified"), ("--class", "trunk"))
    )
    assert fast < slow


def road(ends, **told):
    shape = {"type": "LineString", "coordinates": ends}
    return {"type": "Feature", "properties": told, "geometry": shape}


TAGGED = [
    road([[120.999, 30.80], [120.999, 30.90]], highway="secondary", maxspeed="25 mph"),
    road([[121.001, 30.80], [121.001, 30.90]], highway="secondary", maxspeed="100"),
    road([[120.999, 30.90], [121.001, 30.90]], highway="secondary", maxspeed="walk"),
    road([[120.995, 30.80], [120.999, 30.80]], highway="secondary", oneway="reversible"),
    road([[121.001, 30.80], [121.005, 30.80]], highway="secondary", oneway="no"),
]
SHORT_CUT = road([[120.999, 30.80], [121.001, 30.80]], highway="footway")


def test_roads_that_were_written_from_an_extract_keep_the_meaning_of_their_tags(
    best, files, written
):
    plain = best()[0]
    closed = {**SHORT_CUT, "properties": {"highway": "service", "access": "private"}}
    text = json.dumps({"type": "FeatureCollection", "features": [*TAGGED, SHORT_CUT, closed]})
    found, told = best(files=("--roads", written("t.geojson", text), *files[2:]))
    assert found["link"] == plain["link"]
    assert "2 lines that cars may not use are left out" in told
    slow = 1 + (50 / (25 * 1.609344) - 1) * 0.495  # one of both long roads is slower than its class
    assert found["network_time_s"] == pytest.approx(plain["network_time_s"] * slow, rel=1e-2)


@pytest.mark.parametrize(
    ("features", "said"),
    [
        ([SHORT_CUT], "1 lines are of paths or closed"),
        ([], "there is no line in it"),
        (
            [road([[120, 30], [121, 30]], highway="primary", maxspeed="9000")],
            "“9000” is none of cars",
        ),
    ],
)
def test_files_without_roads_of_cars_are_refused(refusal, files, written, features, said):
    text = json.dumps({"type": "FeatureCollection", "features": features})
    assert said in refusal("links", "rank", "--roads", written("t.geojson", text), *files[2:])


def areas(*features):
    return json.dumps({"type": "FeatureCollection", "features": features})


def test_areas_that_overlap_or_cross_themselves_are_told_of(bayline, refusal, files, written):
    both = areas(box(120.9, 121.2, "west"), box(120.95, 121.1, "east"))
    given = (*files[:2], "--areas", written("o.geojson", both), *files[4:])
    assert "the areas lie over one another" in refusal("links", "rank", *given)
    some = areas(box(120.9, 121.0, "west"), box(120.9995, 121.1, "east"))
    given = (*files[:2], "--areas", written("o.geojson", some), *files[4:])
    assert "areas overlap" not in bayline("links", "rank", *given)[2]  # no road lies in both
    more = areas(box(120.9, 121.0, "west"), box(120.997, 121.1, "east"))
    given = (*files[:2], "--areas", written("o.geojson", more), *files[4:])
    assert (
        "2 nodes of roads lie in several, and count to the first"
        in bayline("links", "rank", *given)[2]
    )
    ring = [[120.9, 30.7], [121.0, 31.0], [121.0, 30.7], [120.9, 31.0], [120.9, 30.7]]
    bow = box(120.9, 121.0, "west")
    bow["geometry"]["coordinates"] = [ring]
    text = areas(bow, box(121.0, 121.1, "east"))
    given = (*files[:2], "--areas", written("bow.geojson", text), *files[4:])
    assert "crosses itself near 120.95000, 30.85000" in refusal("links", "rank", *given)


def test_zones_of_another_region_are_refused(refusal, files, written):
    swapped = written("s.csv", "id,lon,lat,weight\nw,30.80,80.0,10\ne,30.80,81.0,20\n")
    said = refusal("links", "rank", *files[:4], "--zones", swapped)
    assert "no zone lies in an area or near a road" in said


def test_time_of_a_journey_is_refused_as_it_was_written(refusal, files, written):
    written("gtfs/stops.txt", "")
    asked = ("--from", "120.995,30.80", "--to", "121.005,30.80", "--at", "0730")
    said = refusal("links", "journey", *files[:2], "--gtfs", "gtfs", *asked)
    assert "“0730” is no time of day" in said


def test_budget_that_pays_nothing_is_told_of(bayline, files):
    for more, said in (
        (("--budget", "1000"), "the budget of 1000 yuan pays no link: the cheapest costs 96"),
        (("--budget", "99999999", "--detour", "900"), "no link is found: of 2 pairs of ends none"),
    ):
        status, out, told = bayline("links", "order", *files, *more)
        assert (status, out, said in told) == (0, "", True), told


@pytest.mark.parametrize("end", [("nan", "30.8"), ("121.001", "inf"), ("200", "30.8")])
def test_positions_that_are_none_are_refused(bayline, files, end):
    asked = ("links", "gain", *files, "--from", "120.999", "30.8", "--to", *end)
    places = ("--from", "120.995,30.80", "--to", "121.005,30.80", "--before", "9", "--after", "1")
    link = ("--link", "120.999", "30.80", *end)
    for given in (asked, ("links", "verify-claim", *files[:2], *places, *link)):
        status, out, told = bayline(*given)
        assert (status, out, "is no longitude and latitude" in told) == (2, "", True)
