"""Classes of projects and firms: suggested with words, confirmed by a person, shown and counted."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bayline.platform.packs.actions import keep_files
from bayline.platform.registers import queries as registers
from bayline.platform.registers.actions import declare, save
from bayline.platform.registers.terms import Edit

pytestmark = pytest.mark.django_db

NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
BENCH = "/industry/classify"
PACK = Path(__file__).resolve().parents[2] / "regions" / "jinshan" / "schemes"


def put(register: str, **values: str) -> None:
    save(registers.register(register), values, edit=Edit(by="小林", at=NOON))


@pytest.fixture
def projects() -> None:
    """Two projects, one that says something by its name, and the schemes of the pack."""
    names = ("industry.toml", "line.toml", "gbt4754-2017--industry.toml", "industry--line.toml")
    files = {f"schemes/{name}": (PACK / name).read_bytes() for name in names}
    keep_files(files, by="小林", at=NOON)
    put("projects", code="sewage", name="污水处理厂二期", about="日处理5万吨")
    put("projects", code="mute", name="ＸＸ")


def told(client: Client, address: str) -> dict[str, Any]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()
    page: dict[str, Any] = answer.json()
    return page


@pytest.mark.usefixtures("projects")
def test_a_suggestion_says_its_words_and_is_confirmed_by_a_person(client: Client) -> None:
    page = told(client, f"{BENCH}.json")
    assert (page["total"], page["open"]) == (2, 2)
    rows = {row["code"]: row["suggestions"] for row in page["rows"]}
    first = rows["sewage"][0]
    assert (first["rank"], first["code"]) == (1, "46")
    assert {"污水"} <= {one["word"] for one in first["words"] if one["is_cue"]}
    assert rows["mute"] == []
    answer = client.post(BENCH, {"project": "sewage", "class": "46"})
    assert (answer.status_code, answer.headers["Location"]) == (303, BENCH)
    kept = registers.entry(registers.register("class_assignments"), "sewage/gbt4754-2017/46")
    assert kept is not None
    assert "小林" not in kept.values.values()  # the history tells who
    assert (kept.values["version"], kept.values["quote"]) == ("2017", "污水处理厂二期")
    assert told(client, f"{BENCH}.json")["open"] == 1
    part = told(client, "/projects/sewage.json")["parts"][0]
    assert [row["label"] for row in part["rows"]] == ["水的生产和供应业"]
    assert "水的生产和供应业" in client.get("/projects/sewage").content.decode()


@pytest.mark.usefixtures("projects")
def test_a_text_is_suggested_for_and_nothing_is_stored(client: Client) -> None:
    page = told(client, f"{BENCH}.json?by=industry/clusters&name=半导体芯片制造项目")
    assert page["suggestions"][0]["code"] == "information"
    assert page["suggestions"][0]["via"].startswith("39 ")
    assert page["target"]["group"] == "clusters"
    english = client.get(f"/en{BENCH}?by=industry/clusters&project=sewage").content.decode()
    assert "1+4+4+4 · Industry clusters" in english
    lost = client.get(f"{BENCH}?project=none")
    assert (lost.status_code, "没有编号“none”" in lost.content.decode()) == (404, True)
    assert registers.count(registers.register("class_assignments")) == 0


@pytest.mark.usefixtures("projects")
@pytest.mark.parametrize(
    ("by", "sent", "status", "said"),
    [
        ("", {"project": "none", "class": "46"}, 400, "没有编号为“none”的项目"),
        ("", {"project": "sewage", "other": "999"}, 422, "里没有这一类"),
        ("", {"project": "sewage", "class": "46", "share": "2"}, 422, "不超过1的份额"),
        ("nowhere", {"project": "sewage", "class": "46"}, 400, "不能按“nowhere”给建议"),
    ],
)
def test_what_cannot_be_confirmed_is_told(
    client: Client, by: str, sent: dict[str, str], status: int, said: str
) -> None:
    answer = client.post(f"{BENCH}?by={by}", sent)
    assert (answer.status_code, said in answer.content.decode()) == (status, True)
    assert registers.count(registers.register("class_assignments")) == 0


@pytest.mark.usefixtures("projects")
def test_a_file_of_classes_is_refused_by_row_and_column(client: Client) -> None:
    rows = (
        "a,sewage,gbt4754-2017,46,,2021-11-05",
        "b,sewage,gbt4754-2017,999,,2021-11-05",
        "c,mute,nothing,46,,2021-11-05",
        "d,mute,industry,information,1.2,2021-11-05",
        "e,sewage,gbt4754-2017,46,,2021-11-05",
    )
    table = "\n".join(("编号,项目,体系,类,份额,日期", *rows))
    sent = {"file": SimpleUploadedFile("归类.csv", table.encode()), "do": "preview"}
    page = client.post("/registers/class_assignments/import", sent).content.decode()
    for said in (
        "第3行“类”填“999”，体系gbt4754-2017里没有这一类",
        "第4行“体系”填“nothing”，没有这个体系",
        "第5行“份额”填“1.2”，不是大于0、不超过1的份额",
        "第6行“类”填“46”，已经在“a”这一条里",
    ):
        assert said in page


@pytest.mark.usefixtures("projects")
def test_clerks_confirm_with_a_token_only(logged_in: Callable[..., Client]) -> None:
    assert logged_in("viewer", "看的人").get(BENCH).status_code in {403, 404}
    clerk = logged_in("clerk", "小周", is_strict=True)
    page = clerk.get(BENCH).content.decode()
    sent = {"project": "sewage", "class": "46"}
    assert clerk.post(BENCH, sent).status_code == 403
    assert clerk.post(f"{BENCH}.json", sent).status_code == 405
    token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    assert clerk.post(BENCH, {**sent, "csrfmiddlewaretoken": token[1]}).status_code == 303
    again = clerk.post(BENCH, {**sent, "csrfmiddlewaretoken": token[1]})
    assert (again.status_code, "已经在“sewage/gbt4754-2017/46”" in again.content.decode()) == (
        422,
        True,
    )


@pytest.mark.usefixtures("projects")
def test_more_projects_ask_no_more_questions(
    client: Client, questions: Callable[[Callable[[], object]], int]
) -> None:
    ask = partial(told, client, f"{BENCH}.json")
    questions(ask)
    put("projects", code="p", name="一号污水泵站")  # what was added up is added up anew
    before = questions(ask)
    for number in range(25):
        put("projects", code=f"p{number:02}", name=f"第{number}号污水泵站")
    put("class_assignments", code="k", project="p00", scheme="gbt4754-2017",
        date="2021-11-05", **{"class": "46"})  # fmt: skip
    assert questions(ask) == before
    assert told(client, f"{BENCH}.json?page=2")["pager"]["pages"] == 2


@pytest.mark.usefixtures("projects")
def test_firms_without_a_class_have_a_list_of_their_own(client: Client) -> None:
    declaration = PACK.parent / "registers" / "organisations.toml"
    declare(declaration.read_bytes(), where="organisations.toml")
    put(
        "organisations",
        code="water",
        name="金山污水处理有限公司",
        kind="enterprise",
        document="a.md",
    )
    put("organisations", code="office", name="发展改革委", kind="government", document="a.md")
    page = told(client, f"{BENCH}.json?list=firms")
    assert (page["listed"], page["total"], page["open"]) == ("firm", 1, 1)
    (row,) = page["rows"]
    assert (row["field"], row["code"], row["suggestions"][0]["code"]) == ("firm", "water", "46")
    shown = client.get(f"{BENCH}?list=firms").content.decode()
    assert 'name="firm" value="water"' in shown
    answer = client.post(f"{BENCH}?list=firms", {"firm": "water", "class": "46"})
    assert answer.headers["Location"] == f"{BENCH}?list=firms"
    assert told(client, f"{BENCH}.json?list=firms")["open"] == 0
    assert told(client, f"{BENCH}.json")["total"] == 2
