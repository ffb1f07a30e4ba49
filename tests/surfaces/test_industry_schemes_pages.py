"""Schemes: versions with their dates, the tree with what is of each class, crosswalks."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bayline.platform.freezing.actions import publish
from bayline.platform.packs.actions import keep_files
from bayline.platform.registers import queries as registers
from bayline.platform.registers.actions import save
from bayline.platform.registers.terms import Edit

pytestmark = pytest.mark.django_db

NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
LATER = NOON + timedelta(days=30)
PACK = Path(__file__).resolve().parents[2] / "regions" / "jinshan" / "schemes"
NAMES = ("industry.toml", "line.toml", "gbt4754-2017--industry.toml", "industry--line.toml")
SCHEME = "/industry/schemes/industry"


def put(register: str, **values: str) -> None:
    save(registers.register(register), values, edit=Edit(by="小林", at=NOON))


def assign(key: str, code: str, **values: str) -> None:
    given = {"scheme": "industry", "date": "2021-11-05", **values}
    put("class_assignments", code=key, **{"class": code, **given})


@pytest.fixture
def classes() -> None:
    """The schemes of the pack, a project in two clusters, and a firm."""
    keep_files({f"schemes/{n}": (PACK / n).read_bytes() for n in NAMES}, by="小林", at=NOON)
    put("projects", code="a", name="甲项目")
    put("project_amounts", code="a1", project="a", kind="investment", amount="30亿元",
        document="a.md")  # fmt: skip
    assign("1", "information", project="a")
    assign("2", "equipment", project="a")
    assign("3", "displays", project="a")
    assign("4", "information", firm="f")
    assign("5", "39", project="a", scheme="gbt4754-2017")


def told(client: Client, address: str) -> dict[str, Any]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()
    page: dict[str, Any] = answer.json()
    return page


@pytest.mark.usefixtures("classes")
def test_the_tree_tells_what_is_of_each_class_and_nothing_twice(client: Client) -> None:
    page = told(client, f"{SCHEME}.json")
    clusters, specialties, services = page["divisions"]
    assert [len(one["rows"]) for one in page["divisions"]] == [4, 4, 4]
    rows = {row["code"]: row["tally"] for row in clusters["rows"]}
    assert (rows["information"]["projects"], rows["information"]["firms"]) == (1, 1)
    assert rows["information"]["amounts"] == ["0元–30亿元"]
    assert (clusters["tally"]["projects"], clusters["tally"]["amounts"]) == (1, ["30亿元"])
    assert specialties["tally"]["amounts"] == ["30亿元"]
    assert services["tally"]["projects"] == 0
    used = told(client, f"{SCHEME}.json?only=used")
    assert [row["code"] for row in used["divisions"][0]["rows"]] == ["equipment", "information"]
    assert "Industry clusters" in client.get(f"/en{SCHEME}").content.decode()


@pytest.mark.usefixtures("classes")
def test_a_class_shows_who_is_of_it_and_what_it_is_elsewhere(client: Client) -> None:
    chosen = told(client, f"{SCHEME}.json?class=information")["chosen"]
    assert [row["subject"]["label"] for row in chosen["rows"]] == ["甲项目", "f"]
    elsewhere = {one["one"]["label"]: one["is_from"] for one in chosen["equivalents"]}
    assert elsewhere["I 新一代信息技术"] is False
    assert elsewhere["39 计算机、通信和其他电子设备制造业"] is True
    national = told(client, "/industry/schemes/gbt4754-2017.json?class=C")
    assert [row["one"]["label"][:2] for row in national["chosen"]["rows"]] == ["39"]
    assert told(client, f"{SCHEME}.json?class=none")["chosen"] is None
    assert client.get("/industry/schemes/none").status_code == 404


@pytest.mark.usefixtures("classes")
def test_versions_stand_with_their_days_and_what_they_lack_is_told(client: Client) -> None:
    less = (PACK / "industry.toml").read_text("utf-8").replace('"displays"', '"panels"')
    walk = (PACK / NAMES[2]).read_text("utf-8").replace('"displays"', '"panels"')
    later = {"schemes/industry.toml": less.encode(), f"schemes/{NAMES[2]}": walk.encode()}
    keep_files(later, by="小林", at=LATER)
    page = told(client, f"{SCHEME}.json")
    assert [one["day"] for one in page["versions"]] == ["2021-12-05", "2021-11-05"]
    assert [(one["code"], one["count"]) for one in page["strays"]] == [("displays", 1)]
    assert told(client, f"{SCHEME}.json?as_of=2021-11-06")["strays"] == []
    listed = {row["id"]: row for row in told(client, "/industry/schemes.json")["rows"]}
    assert listed["industry"]["versions"] == ["2021-12-05", "2021-11-05"]
    assert listed["gbt4754-2017"]["levels"] == [20, 97]
    first = told(client, "/industry.json")
    assert (first["classified"], [one["look"] for one in first["wrong"]]) == (1, ["bad"])


@pytest.mark.usefixtures("classes")
def test_more_entries_ask_no_more_questions(
    client: Client, questions: Callable[[Callable[[], object]], int]
) -> None:
    addresses = (f"{SCHEME}.json?class=information", "/industry/schemes.json", "/industry.json")
    asked = []
    for n, to in enumerate(addresses):  # what was added up is added up anew
        put("projects", code=f"new{n}", name="又一个项目")
        asked.append(questions(partial(told, client, to)))
    for n in range(60):
        put("projects", code=f"p{n}", name=f"第{n}个项目")
        assign(f"p{n}", "information", project=f"p{n}")
    for n, to in enumerate(addresses):
        put("projects", code=f"newer{n}", name="又一个项目")
        assert questions(partial(told, client, to)) <= asked[n], to
    chosen = told(client, f"{SCHEME}.json?class=information&page=2")["chosen"]
    assert (chosen["total"], len(chosen["rows"])) == (62, 12)


def test_a_whole_table_is_loaded_and_a_bad_one_refused_by_row_and_column(
    client: Client, logged_in: Callable[..., Client]
) -> None:
    def load(rows: str, scheme: str = "mine") -> Any:
        file = SimpleUploadedFile("表.csv", f"code,parent,name\n{rows}".encode())
        return client.post("/industry/classification", {"scheme": scheme, "file": file})

    for rows, scheme, said in (
        ("A,,甲\nA,,乙\n", "mine", "表.csv：第3行code栏的值“A”（第2行已有）"),
        ("A,X,甲\n", "mine", "第2行parent栏的值“X”（没有这个代码的行）"),
        ("A,,甲\n", "gbt4754-2017", "门类有1个"),
        ("A,,甲\n", "../x", "不能作体系的编号"),
    ):
        answer = load(rows, scheme)
        assert (answer.status_code, said in answer.content.decode()) == (422, True), said
    assert client.get("/industry/schemes/mine").status_code == 404
    answer = load("A,,甲\nA1,A,乙\n")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/industry/schemes/mine")
    assert told(client, "/industry/schemes/mine.json")["levels"] == [1, 1]
    assert logged_in("publisher", "发布人").get("/industry/classification").status_code == 403


def test_how_good_suggestions_are_is_told(client: Client) -> None:
    rows = {row["method"]: row for row in told(client, "/industry/quality.json")["rows"]}
    assert (rows["both"]["tried"], rows["both"]["first"]) == (430, 375)
    assert rows["both"]["first_percent"] == "87%"
    assert client.get("/industry/quality?by=line").status_code == 400


@pytest.mark.usefixtures("classes")
def test_the_public_is_told_what_is_of_a_class_and_not_who_confirmed_it(
    anonymous: Client, recorded: Callable[..., Any], tmp_path: Path
) -> None:
    keep_files({"publishing.toml": b'[documents]\npublic = ["a.md"]'}, by="小林", at=NOON)
    recorded("甲项目总投资30亿元。", name="a.md", title="通报")
    publish(tmp_path / "snapshots", title="首期", by="小林", at=LATER)
    page = anonymous.get(f"{SCHEME}?class=information").content.decode()
    assert "信息技术" in page
    assert "甲项目" in page
    assert "已归类的项目" in anonymous.get("/industry").content.decode()
    entry = anonymous.get("/registers/class_assignments/1")
    twin = anonymous.get("/registers/class_assignments/1.json")
    assert (entry.status_code, twin.status_code) == (200, 200)
    assert "小林" not in f"{page}{entry.content.decode()}{twin.content.decode()}"
