"""Two entries that are one project: suggested, merged with all that names them, taken apart."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from bayline.platform.registers import queries
from bayline.platform.registers.actions import save
from bayline.platform.registers.terms import Edit, Values
from bayline.systems.projects.actions import faults

pytestmark = pytest.mark.django_db

NOON = datetime(2023, 11, 5, 4, tzinfo=UTC)
ADDRESS = "/projects/merging"


def put(register: str, **values: str) -> None:
    save(queries.register(register), values, edit=Edit(by="小林", at=NOON))


def step(code: str, project: str, stage: str, date: str, nature: str = "actual") -> None:
    told = {"stage": stage, "date": date, "nature": nature, "document": "a.md"}
    put("project_stages", code=code, project=project, **told)


def value_of(register: str, key: str) -> Values:
    found = queries.entry(queries.register(register), key)
    return {} if found is None or found.is_deleted else found.values


@pytest.fixture
def twins() -> None:
    """One project under two names, with something in several registers, and another one."""
    put("projects", code="light", name="海湾光源二期", place="310116")
    put("projects", code="licht", name="海灣光源二期項目", also="光源老名", about="线站")
    put("projects", code="road", name="叶新公路新建工程")
    step("s1", "light", "signed", "2021-02")
    step("s2", "licht", "started", "2022-03-01")
    put(
        "project_amounts",
        code="a1",
        project="licht",
        kind="investment",
        amount="5亿元",
        document="a.md",
    )
    put(
        "batches",
        code="q1",
        name="一季度",
        stage="started",
        date="2022-03",
        projects="3个",
        document="a.md",
    )
    put("batch_members", code="m1", batch="q1", project="licht", name="光源二期", document="a.md")
    put("listed_projects", code="l1", name="光源二期", list="清单", year="2022", project="licht")


def told(client: Client, address: str = f"{ADDRESS}.json") -> dict[str, Any]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()
    page: dict[str, Any] = answer.json()
    return page


def press(client: Client, do: str, **more: str) -> Any:
    return client.post(ADDRESS, {"do": do, **more})


@pytest.mark.usefixtures("twins")
def test_two_entries_are_merged_with_all_that_names_them_and_taken_apart_again(
    client: Client,
) -> None:
    (pair,) = told(client)["pairs"]
    assert ({pair["left_code"], pair["right_code"]}, pair["word"]) == (
        {"light", "licht"},
        "像是同一项目",
    )
    before = {code: value_of("projects", code) for code in ("light", "licht")}
    assert press(client, "merge", project="licht", into="light").status_code == 303
    page = told(client, "/projects/light.json")
    assert (page["stage"], page["also"]) == ("started", ["海灣光源二期項目", "光源老名"])
    assert [one["kind"] for one in page["amounts"]] == ["investment"]
    assert [len(page[name]) for name in ("steps", "batches", "lists")] == [2, 1, 1]
    assert page["about"] == "线站"
    assert client.get("/projects/licht").headers["Location"] == "/projects/light"
    assert told(client)["pairs"] == []
    (row,) = told(client, f"{ADDRESS}.json?show=decided")["rows"]
    assert (row["is_merged"], row["moved"]) == (True, 4)

    step("s3", "light", "completed", "2024-05", "planned")  # what comes in after the merge stays
    assert press(client, "back", decision=row["key"]).status_code == 303
    assert {code: value_of("projects", code) for code in before} == before
    assert value_of("project_stages", "s2")["project"] == "licht"
    assert value_of("project_stages", "s3")["project"] == "light"
    assert told(client, "/projects/licht.json")["stage"] == "started"
    assert [*faults()] == []
    steps = queries.history(queries.register("project_stages"), "s2")
    assert [one.edit.reason for one in steps] == ["撤回认定licht+light", "licht并入light", ""]


@pytest.mark.usefixtures("twins")
def test_what_was_said_to_be_two_is_not_suggested_nor_merged_by_way_of_another(
    client: Client,
) -> None:
    assert press(client, "two", project="licht", into="light").status_code == 303
    assert told(client)["pairs"] == []
    assert press(client, "merge", project="licht", into="road").status_code == 303
    late = press(client, "merge", project="light", into="road")
    assert (late.status_code, "已经认定是两个项目" in late.content.decode()) == (400, True)
    assert press(client, "back", decision="licht+light").status_code == 303
    assert press(client, "merge", project="light", into="road").status_code == 303
    assert value_of("projects", "road")["also"].splitlines()[-1] == "海湾光源二期"
    assert press(client, "back", decision="licht+road").status_code == 303
    assert value_of("project_stages", "s2")["project"] == "licht"
    again = press(client, "back", decision="licht+road")
    assert (again.status_code, "没有生效的认定" in again.content.decode()) == (400, True)


@pytest.mark.usefixtures("twins")
def test_what_cannot_be_one_project_is_refused_and_stores_nothing(
    client: Client, logged_in: Callable[..., Client]
) -> None:
    step("s4", "light", "started", "2021-05")
    step("s5", "light", "completed", "2021-12-31")  # before the other one was started
    clash = press(client, "merge", project="licht", into="light")
    assert clash.status_code in {400, 422}, clash.content.decode()
    assert value_of("project_amounts", "a1")["project"] == "licht"
    for given in ({"project": "none", "into": "light"}, {"project": "light", "into": "light"}, {}):
        answer = press(client, "merge", **given)
        assert (answer.status_code, 'role="alert"' in answer.content.decode()) == (400, True)
    assert queries.count(queries.register("project_decisions")) == 0
    assert logged_in("viewer", "看的人").get(ADDRESS).status_code in {403, 404}
