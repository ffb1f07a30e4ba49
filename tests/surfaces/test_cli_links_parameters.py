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
