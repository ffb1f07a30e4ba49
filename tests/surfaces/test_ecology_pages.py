"""From a month of readings with faulty cells to the map of classes, and down to a cell."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bayline.platform.freezing.actions import publish
from bayline.platform.keys.actions import create
from bayline.platform.keys.terms import Key, Scope
from bayline.platform.packs.actions import keep_files
from bayline.platform.record import queries as record
from bayline.platform.record.terms import Handed as HandedDocument
from bayline.platform.registers import actions, queries
from bayline.platform.registers.terms import Edit
from bayline.systems.ecology.actions.taking import Handed, take_in
from bayline.systems.reading.actions.checking import check_document
from bayline.systems.reading.actions.recording import record_document

pytestmark = pytest.mark.django_db
NOW = timezone.now()
HEADS = "断面,时间,pH,溶解氧,氨氮,总磷\n"
GOOD = "".join(f"甲断面,2024-05-{day:02d} 09:00,7.2,6.4,0.4{day},0.1{day}\n" for day in range(1, 6))


def register(list_name: str, **values: str) -> None:
    actions.save(queries.register(list_name), values, edit=Edit(by="测试", at=timezone.now()))


@pytest.fixture
def sections() -> None:
    for code, name, point in (("J-1", "甲断面", "121.30,30.80"), ("Y/2", "乙断面", "121.20,30.70")):
        register(
            "water_sections", code=code, name=name, water_body="river", river="甲河", point=point
        )
    register("air_stations", code="K1", name="丙站")


def post(client: Client, **sent: str) -> HttpResponse:
    return cast("HttpResponse", client.post("/ecology/import", sent))


@pytest.mark.usefixtures("sections")
def test_faulty_cells_are_mended_in_place_and_a_class_leads_down_to_its_cell(
    client: Client,
) -> None:
    bad = (
        GOOD.replace("0.12\n", "\n")
        .replace("6.4,0.43", "6.4,430")
        .replace("7.2,6.4,0.45", "7.2,x,0.45")
    )
    file = SimpleUploadedFile("五月.csv", (HEADS + bad).encode())
    looked = client.post("/ecology/import", {"file": file, "kind": "water", "do": "preview"})
    page = looked.content.decode()
    for told in ("第3行“总磷”栏", "像是大了一千倍", "第6行“溶解氧”栏的值“x”（不是数）"):
        assert told in page
    hidden = dict(
        re.findall(r'type="hidden" name="(name|document|mended|kind)" value="([^"]*)"', page)
    )
    hidden["mended"] = hidden["mended"].replace("&quot;", '"')
    barred = post(client, **hidden, do="confirm")
    assert barred.status_code == 422
    mends = {"mend.3.5": "0.12", "mend.4.4": "0.43", "mend.6.3": "6.4"}
    stored = post(client, **hidden, **mends, do="confirm")
    assert stored.headers["Location"] == "/ecology/import?stored=5"
    board = client.get("/ecology.json?period=2024-05").json()
    (row,) = board["rows"]
    assert (row["water_class"], row["deciding"], row["samples"]) == ("III", "总磷", 5)
    assert [(one["unit"], one["within"], one["decided"]) for one in board["shares"]] == [
        ("sections", 1, 1),
        ("days", 5, 5),
        ("samples", 5, 5),
    ]
    assert board["without_readings"] == 1
    shown = client.get("/ecology").content.decode()
    assert "Ⅲ 甲断面" in shown
    section = client.get(row["deciding_address"].replace("J-1?", "J-1.json?")).json()
    assert section["months"][0]["mean"] == "0.130"
    samples = client.get("/ecology/sections/J-1/samples.json?month=2024-05").json()["rows"]
    address = samples[1]["cells"][3]["address"]
    cell = client.get(f"{address}.json").json()
    assert (cell["column"], cell["row"], cell["text"], cell["mended"]) == ("F", 3, "0.12", True)
    assert cell["was"] == "空格"
    assert client.get("/ecology/sections/J-1/cells/1-99-tp").status_code == 404


@pytest.mark.usefixtures("sections")
def test_the_calendar_of_air_and_the_unit_of_a_ratio_are_told(client: Client) -> None:
    days = "".join(f"丙站,2024-05-{day:02d},5,20,0.5,90,40,{day * 3}\n" for day in range(1, 29))
    text = f"站点,时间,SO2,NO2,CO,O3,PM10,PM2.5\n{days}"
    take_in(Handed(name="空气.csv", kind="air", data=text.encode()), by="测试", at=timezone.now())
    air = client.get("/ecology/air.json").json()
    assert (air["days"], air["good"], air["verdict"]) == (28, 25, "")
    assert air["weeks"][0][2] == {
        "day": 1,
        "date": "2024-05-01",
        "index": "45",
        "category": "优",
        "look": "air-1",
        "primary": "",
        "is_whole": True,
    }
    ratio = client.get("/ecology/ratio.json?percent=99.9&units=12").json()
    assert (ratio["implied"][0], ratio["possible"]) == (
        {"misses": 1, "least": 667, "most": 1999},
        "—",
    )
    assert "0到100" in client.get("/ecology/ratio.json?percent=x").json()["problem"]
    assert client.get("/ecology.json?period=2024-13").status_code == 400


@pytest.mark.usefixtures("sections")
def test_pages_ask_the_same_however_much_is_kept(client: Client) -> None:
    def asked(path: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(path).status_code == 200
        return len(found)

    def take(text: str) -> None:
        take_in(Handed(name="x.csv", data=(HEADS + text).encode()), by="测试", at=timezone.now())

    take(GOOD)
    paths = (
        "/ecology?period=2024",
        "/ecology/sections/J-1?period=2024-05",
        "/ecology/ratio?percent=90",
    )
    for path in paths:
        asked(path)
    register("water_sections", code="S2", name="断面2", water_body="lake", river="湖")
    take("J-1,2024-06-01,7,6,0.3,0.1\n")
    before = [asked(path) for path in paths]
    for number in range(3, 8):
        register(
            "water_sections", code=f"S{number}", name=f"断面{number}", water_body="lake", river="湖"
        )
        take("".join(f"S{number},2024-0{month}-01,7,6,0.3,0.1\n" for month in range(1, 6)))
    assert [asked(path) for path in paths] == before


@pytest.mark.usefixtures("sections")
def test_a_published_share_that_is_contradicted_leads_to_what_was_counted(client: Client) -> None:
    words = "2024年5月，全镇地表水达到或优于Ⅲ类的比例为50%，甲断面水质为Ⅱ类。"
    told = HandedDocument(name="甲.md", data=words.encode(), published=date(2024, 6, 1))
    text = record.latest_text(record_document(told, by="测试", at=NOW).source)
    assert text is not None
    check_document(text, at=NOW)
    take_in(Handed(name="x.csv", data=(HEADS + GOOD).encode()), by="测试", at=NOW)
    listed = client.get("/findings.json?check=ecology.published_share").json()
    (line,) = listed["lines"]
    assert (line["title"], line["look"]) == ("公布的水质比例与测值", "bad")
    page = client.get(line["address"] + ".json").json()
    *counted, stated = page["parts"]
    assert [part["title"] for part in counted] == ["本库测值"] * 3
    assert (stated["printed"], page["resolve"][:4]) == ("50%", "看比例页")
    ratio = client.get(counted[0]["document"].replace("ratio?", "ratio.json?")).json()
    assert (ratio["percent"], ratio["period"]) == ("50", "2024-05")
    assert ratio["published"][0]["counted_at"] == "/ecology?period=2024-05"
    (line,) = client.get("/findings.json?check=ecology.published_class").json()["lines"]
    said = "甲断面2024年5月的测值（5个样品，只有4项指标）按均值是Ⅲ类，定类的是总磷。"
    assert line["look"] == "bad"
    page = client.get(line["address"] + ".json").json()
    assert said in str(page)
    assert page["parts"][0]["document"] == "/ecology/sections/J-1?period=2024-05"


def test_an_empty_home_says_what_would_be_there(
    client: Client, logged_in: Callable[..., Client]
) -> None:
    assert "还没有测值" in client.get("/ecology").content.decode()
    assert "No readings of the air yet" in client.get("/en/ecology/air").content.decode()
    assert logged_in("viewer", "小赵", account="zhao").get("/ecology/import").status_code == 403


@pytest.mark.usefixtures("sections")
def test_programs_deliver_readings_and_may_send_them_again() -> None:
    made = create(
        Key(id="", name="自动站", organisation="乙局", scope=Scope.WRITE, made=NOW, made_by="丙")
    )
    station = Client(headers={"Authorization": f"Bearer {made.shown}"})

    def deliver(kind: str, heads: str, *rows: list[object], **more: object) -> tuple[int, Any]:
        body = {"kind": kind, "columns": heads.split(","), "rows": rows, **more}
        found = station.post("/api/readings", body, content_type="application/json")
        return found.status_code, found.json()

    row: list[object] = ["J-1", "2024-05-01 09:00", 7.2, "6.40", "<0.01"]
    heads = "断面,时间,pH,溶解氧,氨氮"
    status, told = deliver("water", heads, row)
    assert (status, told["kept"], told["skipped"], told["notes"][0]["row"]) == (200, 1, 0, 2)
    assert deliver("water", heads, row)[1]["delivery"] is None
    status, told = deliver("water", heads, [*row[:3], 2.1, None], ["甲", "2024-05-02", 15, "x", 1])
    assert status == 422
    assert {(one["weight"], one["row"], one["column"]) for one in told["cells"]} == {
        *(("fault", 2, "时间"), ("doubt", 2, "氨氮"), ("fault", 3, "断面")),
        *(("fault", 3, "pH"), ("fault", 3, "溶解氧")),
    }
    air = ["丙站", "2024-05-01", 35, 50]
    assert deliver("air", "站点,时间,pm25,pm10", air)[1]["kept"] == 1
    assert deliver("air", "站点,时间,pm25,pm10", air)[1]["skipped"] == 1
    assert deliver("air", "站点,时间,pm25,pm10", [*air[:2], 36, 50])[0] == 422
    assert deliver("soil", "a", ["b"])[1]["detail"].startswith("nothing of the kind “soil”")
    listed = station.get("/api/readings?limit=1").json()
    assert [one["kind"] for one in listed["items"]] == ["air"]
    (first,) = station.get(listed["next"]).json()["items"]
    assert (first["kept"], first["by"], first["name"]) == (1, "乙局（自动站）", "api")


@pytest.mark.usefixtures("sections")
def test_the_public_sees_readings_up_to_the_cut_of_the_publication_down_to_the_cell(
    anonymous: Client, recorded: Callable[..., Any], tmp_path: Path
) -> None:
    recorded("全区有30个村。")
    keep_files({"publishing.toml": b'[documents]\npublic = ["*"]'}, by="小林", at=timezone.now())
    assert "还没有公布任何内容" in anonymous.get("/ecology").content.decode()
    take_in(Handed(name="五月.csv", data=(HEADS + GOOD).encode()), by="经办某", at=timezone.now())
    publish(tmp_path, title="首期", by="小林", at=timezone.now())
    later = HEADS + "甲断面,2024-06-01 09:00,7.2,6.4,0.4,0.9\n"
    take_in(Handed(name="六月.csv", data=later.encode()), by="经办某", at=timezone.now())
    board = anonymous.get("/ecology.json").json()
    assert (board["period"], board["rows"][0]["water_class"]) == ("2024-05", "III")
    samples = anonymous.get("/ecology/sections/J-1/samples.json").json()["rows"]
    cell = anonymous.get(samples[1]["cells"][3]["address"]).content.decode()
    assert "五月.csv" in cell
    assert "经办某" not in cell
    assert anonymous.get("/ecology/sections/J-1/cells/2-2-tp").status_code == 404
    found = anonymous.get("/ecology/features.geojson?period=2024-05").json()["features"]
    marks = {one["properties"]["name"]: one["properties"]["mark"] for one in found}
    assert marks == {"Ⅲ 甲断面": "triangle-water-3"}
