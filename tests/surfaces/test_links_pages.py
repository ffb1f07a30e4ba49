"""From an extract of roads to what a missing link would give, on pages and in files."""

import io
import json
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from bayline.platform.packs.actions import keep_files
from bayline.platform.registers import actions, queries
from bayline.platform.registers.terms import Edit
from bayline.platform.warming import warm_all
from bayline.systems.links.models import DeliveryRow
from bayline.systems.links.pages import words
from bayline.systems.links.queries import deliveries
from bayline.systems.links.queries.deliveries import (
    NETWORK,
    bench_of,
    faults,
    made_bench,
    newest,
    prepared_of,
)

pytestmark = pytest.mark.django_db
PACK = Path(__file__).resolve().parents[2] / "regions" / "jinshan"
LINK = "120.999,30.8,121.001,30.8"
# Two roads along a border, joined far in the north; in the south their ends look at each other.
ROADS = """from_lon,from_lat,to_lon,to_lat,class
120.999,30.80,120.999,30.90,secondary
121.001,30.80,121.001,30.90,secondary
120.999,30.90,121.001,30.90,secondary
120.995,30.80,120.999,30.80,secondary
121.001,30.80,121.005,30.80,secondary
"""
ZONES = "id,lon,lat,weight\nw,120.995,30.80,10\ne,121.005,30.80,20\n"
STOPS = "stop,lon,lat\n甲站,120.996,30.80\n"
LINES = "line,stop,departures\n1路,甲站,20\n"


def _box(code, west, east):
    ring = [[west, 30.7], [east, 30.7], [east, 31.0], [west, 31.0], [west, 30.7]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"code": code}, "geometry": shape}


BOXES = [_box("310116", 120.9, 121.0), _box("330482", 121.0, 121.1)]
AREAS = json.dumps({"type": "FeatureCollection", "features": BOXES})


def register(list_name, **values):
    actions.save(queries.register(list_name), values, edit=Edit(by="测试", at=timezone.now()))


@pytest.fixture
def taken_in(bayline, written):
    """A home with roads on both sides of a border."""
    names = written("roads.csv", ROADS), written("a.geojson", AREAS), written("zones.csv", ZONES)
    files = ("--roads", names[0], "--areas", names[1], "--zones", names[2])
    said = ("--source", "试路网", "--date", "2026-11-01", "--licence", "CC0-1.0", "--by", "小林")
    status, out, complaints = bayline("links", "import", *files, *said, "--format", "jsonl")
    assert status == 0, complaints
    return json.loads(out)


def test_what_was_taken_in_is_ranked_shown_tried_and_marked(taken_in, client, bayline):
    assert (taken_in["nodes"], taken_in["links"], taken_in["pieces"]) == (6, 1, 1)
    ranked = bayline("links", "rank", "--format", "jsonl")[1].splitlines()
    assert [sorted(json.loads(one)["link"]) for one in ranked] == [
        [[120.999, 30.8], [121.001, 30.8]]
    ]
    first = client.get("/links.json").json()
    (line,) = first["links"]
    assert (first["network"]["source"], first["missing"], line["rank"]) == ("试路网", 1, 1)
    ranking = client.get("/links/ranking", {"sort": "-gain", "side": "310116"})
    assert ranking.context["page"].total == 1
    assert "path class" in ranking.content.decode()
    assert client.get("/links/ranking.json", {"front": "1"}).json()["total"] == 1
    assert client.get("/links/ranking.json", {"most_cost": "1"}).json()["total"] == 0
    assert client.get("/links/ranking", {"most_cost": "x"}).status_code == 400
    table = client.get("/links/ranking.csv").content.decode("utf-8-sig").splitlines()
    assert len(table) == 2
    assert table[0].startswith("rank,from_lon")
    assert client.get("/en/links/ranking.pdf").content.startswith(b"%PDF")
    page = client.get(line["address"])
    assert page.context["page"].line.network_time == line["network_time"]
    tried = client.get("/links/what-if.json", {"link": LINK}).json()
    assert (
        tried["indicators"]
        == json.loads(client.get(f"{line['address']}.json").content)["indicators"]
    )
    two = client.get(
        "/links/what-if", {"link": LINK, "start": "120.999,30.85", "end": "121.001,30.85"}
    )
    assert two.status_code == 400  # no road is so near
    assert "最近的在" in two.content.decode()
    assert client.get("/links/what-if/features.geojson", {"link": LINK}).json()["features"]
    register(
        "unmapped_roads", code="m1", name="村道", ends=LINK, evidence="现场看过", seen="2026-11-02"
    )
    marked = client.get(line["address"]).content.decode()
    assert "已有，地图未画" in marked
    assert "现场看过" in marked
    assert client.get("/links/ranking.json", {"unmarked": "1"}).json()["total"] == 0
    assert [*faults()] == []


def test_network_is_at_hand_before_anybody_asks_and_a_damaged_one_is_told(
    taken_in, client, bayline
):
    del taken_in
    made_bench.cache_clear()
    warm_all()
    bench = bench_of(newest(NETWORK).sha256)
    assert made_bench.cache_info().misses == 1  # it was read before it was asked for
    assert {"between", "totals"} <= set(vars(bench))
    first = DeliveryRow.objects.get(kind=NETWORK)
    beside = {"told": first.told, "by": "小林", "recorded": first.recorded, "digest": "1"}
    content = bytes(first.content)[:-9]
    DeliveryRow.objects.create(id=2, kind=NETWORK, sha256="0" * 64, content=content, **beside)
    warm_all()  # leaves it to the page
    page = client.get("/links/what-if", {"link": LINK})
    assert (page.status_code, "装入的内容已损坏" in page.content.decode()) == (400, True)
    status, said, complaints = bayline("links", "rank")
    assert (status, said) == (2, "")
    assert "what was taken in is damaged: its content does not fit its hash" in complaints


def test_scenarios_reach_and_claims_rest_on_the_same_network(taken_in, client):
    del taken_in
    register("link_scenarios", code="s1", name="南端接通", links=LINK)
    register("link_scenarios", code="s2", name="写错的", links="1,2")
    rows = client.get("/links/scenarios.json").json()["rows"]
    assert [row["links"] for row in rows] == [1, 0]
    assert "不是位置" in rows[1]["problem"]
    reach = client.get("/links/reach", {"link": LINK, "origin": "w"})
    assert reach.context["page"].bands[0].more == "20"
    assert reach.context["page"].after is not None
    assert (
        client.get("/links/reach/features.geojson", {"link": LINK, "after": "1"}).status_code == 200
    )
    assert client.get("/links/reach", {"origin": "没有的地方"}).status_code == 400
    register("border_roads", code="r", name="南路", stage="planned", ends=LINK, document="a.md")
    said = {"start": "120.999,30.8", "end": "121.001,30.8", "road": "r", "document": "a.md"}
    register(
        "road_claims", code="c1", name="半小时变一分钟", before="30分钟", after="1分钟", **said
    )
    register("road_claims", code="c2", name="原来三天", before="3天", after="0.26分钟", **said)
    found = {
        one["to"]["label"]: one["verdict"]
        for one in client.get("/links/claims.json").json()["claims"]
    }
    assert found["半小时变一分钟"] == "不成立"
    page = client.get("/links/claims/c1")
    assert page.context["page"].before.pictures
    assert page.context["page"].after.pictures
    assert client.get("/links/claims/c1/features.geojson", {"leg": "after"}).json()["features"]
    assert client.get("/links/claims/nothing").status_code == 404


def test_timetable_tells_who_has_a_bus(taken_in, client):
    del taken_in
    sent = {
        "stops": SimpleUploadedFile("stops.csv", STOPS.encode()),
        "lines": SimpleUploadedFile("lines.csv", LINES.encode()),
        "day": "2026-11-02",
    }
    assert client.post("/links/buses/timetable", sent).status_code == 303
    page = client.get("/links/buses.json").json()
    assert [one["people"] for one in page["rows"]] == ["30", "10", "20"]
    assert page["rows"][1]["shares"] == ["100.0%", "100.0%"]
    assert [one["name"] for one in page["left_out"]] == ["e"]
    assert client.get("/links/buses.json", {"least": "30"}).json()["rows"][0]["left_out"] == "30"
    for bad in ({}, {"gtfs": SimpleUploadedFile("x.zip", io.BytesIO(b"no zip").read())}):
        assert client.post("/links/buses/timetable", bad).status_code == 422


def test_sketch_of_a_pack_may_be_tried_and_is_never_ranked(client, anonymous):
    names = ("links/sketch-roads.geojson", "links/sketch-sides.geojson")
    keep_files({one: (PACK / one).read_bytes() for one in names}, by="包", at=timezone.now())
    assert newest(NETWORK) is None
    first = client.get("/links")
    assert "还没有装入道路数据，因此不作排名" in first.content.decode()
    assert first.context["page"].network.is_sketch
    assert client.get("/links/ranking.json").json()["total"] == 0
    assert client.get("/links/ranking.pdf").status_code == 302
    tried = client.get("/links/what-if.json", {"link": "121.06,30.867,121.07,30.8"}).json()
    assert tried["links"][0]["network_time"] != "—"
    assert tried["figure"]["is_sketch"]
    hidden = anonymous.get("/links").content.decode()
    assert "示意路网" not in hidden


def test_without_roads_commands_say_so(refusal, written):
    assert "no road data loaded" in refusal("links", "rank")
    written("r.csv", ROADS)
    assert "no areas are given" in refusal("links", "rank", "--roads", "r.csv")
    written("a.geojson", AREAS)
    asked = ("links", "import", "--roads", "r.csv", "--areas", "a.geojson", "--date", "soon")
    assert "“soon” is no day" in refusal(*asked)


def test_speed_and_cost_of_a_link_that_is_tried_may_be_changed(taken_in, client):
    del taken_in
    first = client.get("/links/what-if.json", {"link": LINK}).json()
    asked = {"link": LINK, "class": "primary", "yuan_per_m": "50,000"}
    page = client.get("/links/what-if.json", asked).json()
    assert page["parameters"]["yuan_per_m"] == "50000"
    assert page["parameters"]["kmh"] == "65"
    assert int(page["cost"].replace(",", "")) > int(first["cost"].replace(",", ""))
    assert "没有出处，只供试算" in page["parameters"]["changed"][0]
    assert "每米造价（元） 40000 → 50000" in page["parameters"]["changed"][0]
    assert "桥的造价每米12万元" in page["parameters"]["estimated"]
    assert "class=primary" in page["share_address"]
    html = client.get("/links/what-if", asked).content.decode()
    assert '<input type="hidden" name="yuan_per_m" value="50,000" data-parameter>' in html
    assert client.get("/links/what-if/features.geojson", asked).status_code == 200
    assert client.get("/links/reach", {**asked, "origin": "w"}).status_code == 200
    again = client.get("/links/what-if.json", {"link": LINK}).json()
    assert again["cost"] == first["cost"]  # nothing is left in force


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("kmh", "900", "新路车速（公里/时）写的是“900”，不合理"),
        ("yuan_per_m", "-1", "每米造价（元）写的是“-1”，不合理"),
        ("yuan_per_m", "nan", "不合理"),
        ("kmh", "很快", "“很快”不是数"),
        ("class", "canal", "“canal”不是可以改的参数"),
    ],
)
def test_parameters_that_cannot_be_are_refused_on_the_page(taken_in, client, name, value, said):
    del taken_in
    page = client.get("/links/what-if", {"link": LINK, name: value})
    assert (page.status_code, said in page.content.decode()) == (400, True)
    asked = {"link": LINK, name: value, "origin": "w"}
    assert client.get("/links/reach", asked).status_code == 400
    assert (
        client.get("/links/what-if/features.geojson", {"link": LINK, name: value}).status_code
        == 400
    )


def test_network_is_made_ready_once_for_all_who_ask(taken_in):
    del taken_in
    made_bench.cache_clear()
    digest = newest(NETWORK).sha256
    prepared = prepared_of(digest)
    made = []

    def slow(asked):
        made.append(asked)
        time.sleep(0.05)
        return prepared

    with mock.patch.object(deliveries, "prepared_of", slow), ThreadPoolExecutor(4) as pool:
        found = [*pool.map(bench_of, [digest] * 4)]
    assert len(made) == 1
    assert len({id(one) for one in found}) == 1
    with ThreadPoolExecutor(4) as pool:
        times = [*pool.map(lambda one: id(one.between), found)]
    assert len(set(times)) == 1
    made_bench.cache_clear()


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1.102e-05, "0.00001102"),
        (0.36604, "0.366"),
        (-2.5e-07, "-0.00000025"),
        (12_345.6, "12,346"),
    ],
)
def test_small_gains_are_written_without_powers_of_ten(number, written):
    assert words.amount(number) == written
