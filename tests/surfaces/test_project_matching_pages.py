"""Rows of published lists and the projects they are: suggested, confirmed, taken back."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from bayline.platform.registers import queries
from bayline.platform.registers.actions import save
from bayline.platform.registers.terms import Edit, Entry

pytestmark = pytest.mark.django_db

NOON = datetime(2023, 11, 5, 4, tzinfo=UTC)
ADDRESS = "/projects/matching"


def put(register: str, **values: str) -> None:
    save(queries.register(register), values, edit=Edit(by="小林", at=NOON))


def listed(key: str, name: str, **more: str) -> None:
    put("listed_projects", code=key, name=name, list="重大项目清单", **{"year": "2022", **more})


def row_of(key: str) -> Entry:
    found = queries.entry(queries.register("listed_projects"), key)
    assert found is not None
    return found


@pytest.fixture
def lists() -> None:
    """Rows of two lists, a project they name in two ways, and one that is another."""
    put("projects", code="chip", name="中芯国际12英寸芯片SN1项目", also="中芯国际芯片老名")
    put("projects", code="road", name="叶新公路新建工程")
    listed("2022/1", "中芯国际12英寸芯片项目", number="1", status="在建")
    listed("2022/2", "一所没有相像名称的学校", number="2")
    listed("2023/1", "中芯國際12英寸芯片SN1項目", year="2023", number="1")


def told(client: Client, address: str = f"{ADDRESS}.json") -> dict[str, Any]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()
    page: dict[str, Any] = answer.json()
    return page


def press(client: Client, key: str, do: str, **more: str) -> Any:
    given = {"row": key, "version": str(row_of(key).version), "do": do, **more}
    return client.post(ADDRESS, given)


@pytest.mark.usefixtures("lists")
def test_rows_stand_with_the_project_they_may_be_and_why(client: Client) -> None:
    page = told(client)
    assert (page["open"], page["matched"]) == (3, 0)
    first, school, script = page["rows"]
    assert (first["proposal"]["code"], first["proposal"]["word"]) == ("chip", "像是同一项目")
    assert first["proposal"]["reason"]
    assert school["proposal"] is None
    assert script["proposal"]["code"] == "chip"


@pytest.mark.usefixtures("lists")
def test_a_suggestion_is_accepted_and_taken_back_and_both_are_kept(client: Client) -> None:
    assert press(client, "2022/1", "accept", project="chip").status_code == 303
    assert row_of("2022/1").values["project"] == "chip"
    page = told(client, f"{ADDRESS}.json?show=matched")
    assert [row["project"]["label"] for row in page["rows"]] == ["中芯国际12英寸芯片SN1项目"]
    assert [row["list"] for row in told(client, "/projects/chip.json")["lists"]] == ["重大项目清单"]
    assert press(client, "2022/1", "back").status_code == 303
    assert "project" not in row_of("2022/1").values
    steps = queries.history(queries.register("listed_projects"), "2022/1")
    assert [step.edit.reason for step in steps] == ["撤回所认的项目", "认作项目chip", ""]


@pytest.mark.usefixtures("lists")
def test_a_row_becomes_a_project_of_its_own(client: Client) -> None:
    put("projects", code="2022/2", name="占了编号的项目")
    assert press(client, "2022/2", "new").status_code == 303
    assert row_of("2022/2").values["project"] == "2022/2-2"
    assert told(client, "/projects/2022/2-2.json")["name"] == "一所没有相像名称的学校"


@pytest.mark.usefixtures("lists")
def test_what_somebody_else_confirmed_meanwhile_is_told(client: Client) -> None:
    press(client, "2022/1", "accept", project="chip")
    late = client.post(
        ADDRESS, {"row": "2022/1", "version": "1", "do": "accept", "project": "road"}
    )
    assert late.status_code == 409
    assert "已被别人改过" in late.content.decode()
    assert row_of("2022/1").values["project"] == "chip"
    made = client.post(ADDRESS, {"row": "2022/1", "version": "1", "do": "new"})
    assert made.status_code == 409
    assert queries.entry(queries.register("projects"), "2022/1") is None


@pytest.mark.usefixtures("lists")
def test_what_is_not_there_is_refused_and_stores_nothing(client: Client) -> None:
    assert press(client, "2022/1", "accept", project="nowhere").status_code in {400, 422}
    assert "project" not in row_of("2022/1").values
    gone = client.post(ADDRESS, {"row": "none", "version": "1", "do": "new"})
    assert (gone.status_code, "没有" in gone.content.decode()) == (400, True)
    assert queries.entry(queries.register("projects"), "none") is None
    odd, unnamed = press(client, "2022/1", "forget"), press(client, "2022/1", "accept")
    assert (odd.status_code, "“forget”" in odd.content.decode()) == (400, True)
    assert (unnamed.status_code, "没有写明" in unnamed.content.decode()) == (400, True)


@pytest.mark.usefixtures("lists")
def test_only_reviewers_match_and_only_with_a_token(logged_in: Callable[..., Client]) -> None:
    assert logged_in("viewer", "看的人").get(ADDRESS).status_code in {403, 404}
    reviewer = logged_in("reviewer", "小审", is_strict=True)
    page = reviewer.get(ADDRESS).content.decode()
    given = {"row": "2022/1", "version": "1", "do": "accept", "project": "chip"}
    assert reviewer.post(ADDRESS, given).status_code == 403
    assert reviewer.post(f"{ADDRESS}.json", given).status_code == 405
    token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    given["csrfmiddlewaretoken"] = token[1]
    assert reviewer.post(ADDRESS, given).status_code == 303
    assert queries.history(queries.register("listed_projects"), "2022/1")[0].edit.by == "小审"


@pytest.mark.usefixtures("lists")
def test_more_rows_ask_no_more_questions(
    client: Client, questions: Callable[[Callable[[], object]], int]
) -> None:
    questions(lambda: told(client))
    before = questions(lambda: told(client))
    for number in range(60):
        listed(f"more/{number}", f"第{number}号学校")
    assert questions(lambda: told(client)) == before
    assert told(client, f"{ADDRESS}.json?page=2")["pager"]["page"] == 2
