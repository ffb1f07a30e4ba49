"""Journeys from door to door, timetables of the home, of packs and of the register of stops."""

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import orjson
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from bayline.platform.packs.actions import keep_files
from bayline.platform.registers import actions, queries
from bayline.platform.registers.terms import Edit

pytestmark = pytest.mark.django_db
ROADS = """from_lon,from_lat,to_lon,to_lat,class
120.99,30.80,121.00,30.80,secondary
121.00,30.80,121.05,30.80,secondary
121.05,30.80,121.06,30.80,secondary
"""
ZONES = "id,lon,lat,weight\n甲村,120.99,30.80,10\n乙村,121.06,30.80,20\n"
EVERY_DAY = "1,1,1,1,1,1,1,20200101,20991231"
GTFS = {
    "stops.txt": "stop_id,stop_name,stop_lat,stop_lon\n"
    "a,甲站,30.80,120.995\nb,乙站,30.80,121.055\n",
    "routes.txt": "route_id,route_short_name\nr,1路\n",
    "trips.txt": "trip_id,route_id,service_id\nt1,r,d\nt2,r,d\n",
    "stop_times.txt": "trip_id,stop_id,stop_sequence,arrival_time,departure_time\n"
    "t1,a,1,08:00:00,08:00:00\nt1,b,2,08:10:00,08:10:00\n"
    "t2,a,1,25:10:00,25:10:00\nt2,b,2,25:20:00,25:20:00\n",
    "calendar.txt": "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,"
    f"start_date,end_date\nd,{EVERY_DAY}\n",
}


def _box(code, west, east):
    ring = [[west, 30.7], [east, 30.7], [east, 31.0], [west, 31.0], [west, 30.7]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"code": code}, "geometry": shape}


BOXES = [_box("west", 120.9, 121.02), _box("east", 121.02, 121.1)]
AREAS = json.dumps({"type": "FeatureCollection", "features": BOXES})


def zipped():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, text in GTFS.items():
            packed.writestr(name, text)
    return out.getvalue()


def register(list_name, **values):
    actions.save(queries.register(list_name), values, edit=Edit(by="测试", at=timezone.now()))


@pytest.fixture(autouse=True)
def _roads(bayline, written):
    """A home with a road that a bus runs along."""
    names = written("r.csv", ROADS), written("a.geojson", AREAS), written("z.csv", ZONES)
    files = ("--roads", names[0], "--areas", names[1], "--zones", names[2])
    status, _, complaints = bayline("links", "import", *files, "--by", "小林")
    assert status == 0, complaints


@pytest.fixture
def folder(written):
    """A timetable as files in a folder."""
    for name, text in GTFS.items():
        written(f"gtfs/{name}", text)
    return "gtfs"


def test_journey_is_told_on_the_page_with_each_walk(client):
    asked = {"from": "甲村", "to": "乙村", "at": "07:30"}
    assert "还没有时刻表" in client.get("/links/journeys", asked).content.decode()
    sent = {"gtfs": SimpleUploadedFile("g.zip", zipped()), "day": "2026-11-02"}
    assert client.post("/links/buses/timetable", sent).status_code == 303
    page = client.get("/links/journeys.json", asked).json()
    (one,) = page["journeys"]
    assert (one["departure"], one["arrival"], one["rides"]) == ("07:30", "08:17", 1)
    assert [leg["line"] for leg in one["legs"]] == ["", "1路", ""]
    assert [leg["start"] for leg in one["legs"]] == ["出发地", "甲站", "乙站"]
    assert (page["day"], page["names"]) == ("2026-11-02", ["甲站", "乙站"])
    assert 85 < int(page["on_foot"]) < 95  # 6.7 km at 4.5 km/h
    assert client.get("/links/buses.json").json()["crossing"] == [
        {
            "line": "1路",
            "sides": "west → east",
            "departures": 2,
            "headway": "1030",
            "span": "08:00 – 25:10",
        }
    ]
    assert "没有一站一天有3班" in client.get("/links/buses?least=3").content.decode()
    early = client.get("/links/journeys.json", {**asked, "at": "00:30"}).json()
    assert early["journeys"][0]["legs"][1]["departure"] == "01:10"  # of the day before
    night = client.get("/links/journeys.json", {**asked, "at": "23:00"}).json()
    assert night["journeys"][0]["legs"][1]["departure"] == "25:10"
    assert client.get("/links/journeys.json", {**asked, "at": "26:00"}).json()["journeys"] == []
    html = client.get("/en/links/journeys", asked).content.decode()
    assert "Leave 07:30, arrive 08:17: 47 min, rides: 1" in html
    drawn = client.get("/links/journeys/features.geojson", asked).json()
    assert drawn["features"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"from": "没有的村", "to": "乙村"}, "没有的村"),
        ({"from": "甲村", "to": "乙村", "at": "25"}, "不是时刻"),
        ({"from": "甲村", "to": "乙村", "at": "7:61"}, "不是时刻"),
    ],
)
def test_journey_that_cannot_be_asked_for_is_refused(client, bayline, folder, asked, said):
    assert bayline("links", "timetable", "--gtfs", folder, "--on", "2026-11-02")[0] == 0
    page = client.get("/links/journeys", asked)
    assert (page.status_code, said in page.content.decode()) == (400, True)
    assert client.get("/links/journeys/features.geojson", asked).status_code == 400


def test_timetable_of_the_home_serves_commands(bayline, folder, refusal):
    assert "no timetable loaded" in refusal("links", "coverage")
    assert "no timetable is given" in refusal("links", "timetable")
    given = ("--gtfs", folder, "--on", "2026-11-02", "--source", "公交公司", "--format", "jsonl")
    kept = json.loads(bayline("links", "timetable", *given)[1])
    assert (kept["stops"], kept["departures"], kept["trips"]) == (2, 2, 2)
    status, said, told = bayline("links", "coverage", "--format", "jsonl")
    first = json.loads(said.splitlines()[0])
    assert (status, first["within_500_m"]) == (0, pytest.approx(10 / 30, abs=0.01))
    assert "timetable: 公交公司 2026-11-02" in told
    asked = ("--from", "120.99,30.80", "--to", "121.06,30.80", "--at", "07:30")
    status, said, _ = bayline("links", "journey", *asked, "--format", "jsonl")
    found = json.loads(said)
    assert (status, found["arrival"], found["rides"]) == (0, "08:17", 1)
    assert found["walk_to_s"] == pytest.approx(478 / 1.25, abs=10)
    assert "is of 2026-11-02, not of 2026-11-03" in refusal(
        "links", "coverage", "--on", "2026-11-03"
    )


def test_stops_come_from_the_pack_and_from_the_register(client):
    register("bus_stops", code="s1", name="村口", point="120.99,30.80", departures="6")
    page = client.get("/links/buses.json").json()
    assert page["timetable"]["source"] == "名册“公交站”"
    assert [one["left_out"] for one in page["rows"]] == ["20", "0", "20"]
    assert client.get("/links/buses.json", {"least": "7"}).json()["rows"][0]["left_out"] == "30"
    assert (
        client.get("/links/journeys.json", {"from": "村口", "to": "乙村"}).json()["journeys"] == []
    )
    files = {f"gtfs/{name}": text.encode() for name, text in GTFS.items()}
    keep_files(files, by="包", at=timezone.now())
    page = client.get("/links/buses.json").json()
    assert page["timetable"]["source"] == "gtfs"
    assert page["timetable"]["date"] == timezone.localdate().isoformat()
    assert page["rows"][0]["left_out"] == "20"  # nothing leaves from the last stop
    old = GTFS["calendar.txt"].replace("20991231", "20200201")
    keep_files({"gtfs/calendar.txt": old.encode()}, by="包", at=timezone.now())
    page = client.get("/links/buses.json").json()
    assert "没有班次（日历从20200101到20200201）" in page["problem"]
    assert page["rows"] == []


def _run(*arguments):
    command = [str(Path(sys.executable).with_name("bayline")), *arguments]
    kept = {name: value for name, value in os.environ.items() if name != "BAYLINE_DATABASE_URL"}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=kept)


def test_networks_and_timetables_travel_in_a_pack(folder, tmp_path):
    home, other, third = (str(tmp_path / name) for name in ("home", "other", "third"))
    roads = ("--roads", "r.csv", "--areas", "a.geojson", "--zones", "z.csv")
    assert _run("--home", home, "links", "import", *roads).returncode == 0
    given = ("--gtfs", folder, "--on", "2026-11-02")
    assert _run("--home", home, "links", "timetable", *given).returncode == 0
    asked = ("links", "coverage", "--format", "jsonl")
    before = _run("--home", home, *asked).stdout
    assert before.count("\n") > 4
    assert _run("--home", home, "export", str(tmp_path / "pack")).returncode == 0
    file = tmp_path / "pack/links/deliveries.jsonl"
    lines = file.read_bytes().splitlines()
    assert [orjson.loads(one)["delivery"]["kind"] for one in lines] == ["network", "timetable"]
    built = _run("--home", other, "build", str(tmp_path / "pack"))
    assert built.returncode == 0, built.stderr
    assert _run("--home", other, *asked).stdout == before
    assert _run("--home", other, "verify").returncode == 0
    assert _run("--home", other, "export", str(tmp_path / "again")).returncode == 0
    assert (tmp_path / "again/links/deliveries.jsonl").read_bytes().splitlines() == lines
    file.write_bytes(lines[0].replace(b'"sha256":"', b'"sha256":"0', 1))
    refused = _run("--home", third, "build", str(tmp_path / "pack"))
    assert refused.returncode == 2
    assert "deliveries.jsonl:1: the content is not what it was written out with" in refused.stderr
