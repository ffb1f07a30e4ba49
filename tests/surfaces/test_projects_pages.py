"""Projects as a table, a board by stage and over time; and the page 业务."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from bayline.platform.registers import actions, queries
from bayline.platform.registers.actions import Upsert
from bayline.platform.registers.terms import Edit

pytestmark = pytest.mark.django_db
EDIT = Edit(by="甲", at=datetime(2021, 11, 5, 4, tzinfo=UTC))
LATER = Edit(by="甲", at=datetime(2022, 7, 1, 4, tzinfo=UTC))
STAGED = ("reserved", "signed", "started", "completed")


def put(register: str, *entries: dict[str, str], edit: Edit = EDIT) -> None:
    rows = [Upsert(entry, 0, edit) for entry in entries]
    actions.take_over(queries.register(register), rows)


def project(code: str, name: str, **values: str) -> dict[str, str]:
    return {"code": code, "name": name, **values}


def step(of: str, stage: str, day: str, nature: str = "actual") -> dict[str, str]:
    key = f"{of}/{stage}/{nature}"
    return {
        "code": key,
        "project": of,
        "stage": stage,
        "nature": nature,
        "date": day,
        "document": "a.md",
    }


def amount(of: str, words: str, kind: str = "investment") -> dict[str, str]:
    key = f"{of}/{kind}"
    return {"code": key, "project": of, "kind": kind, "amount": words, "document": "a.md"}


@pytest.fixture
def five() -> None:
    """Five projects: three started, one completed, of one nothing is recorded."""
    put(
        "projects",
        project("park", "飞天园", place="310116102", category="产业"),
        project("road", "海边公路", form="construction", category="交通"),
        project("plant", "材料厂"),
        project("school", "学校"),
        project("idea", "设想", form="renewal"),
    )
    put(
        "project_stages",
        step("park", "started", "2021-03-03"),
        step("park", "operating", "2022-03-02", "planned"),
        step("road", "started", "2018-12"),
        step("road", "operating", "2021-10", "planned"),
        step("plant", "started", "2021-33"),
        step("school", "started", "2019"),
        step("school", "completed", "2021-09-01"),
    )
    put(
        "project_amounts",
        amount("park", "180亿元"),
        amount("road", "超82亿元"),
        amount("plant", "15亿美元"),
        amount("school", "4.7亿元", "planned_investment"),
    )


def told(client: Client, address: str) -> dict[str, Any]:
    path, _mark, asked = address.partition("?")
    response = client.get(f"{path}.json?{asked}")
    assert response.status_code == 200, response.content.decode()
    found: dict[str, Any] = json.loads(response.content)
    return found


def codes(client: Client, asked: str) -> list[str]:
    return [row["code"] for row in told(client, f"/projects?{asked}")["table"]]


@pytest.mark.usefixtures("five")
def test_the_table_tells_where_each_project_stands(client: Client) -> None:
    page = told(client, "/projects?as_of=&sort=name")
    rows = {row["code"]: row for row in page["table"]}
    assert (page["total"], len(rows)) == (5, 5)
    assert (rows["road"]["stage_word"], rows["road"]["since"]) == ("开工", "2018-12")
    assert (rows["road"]["amount"], rows["road"]["kind_word"]) == ("超82亿元", "总投资")
    assert (rows["road"]["next_word"], rows["road"]["is_overdue"]) == ("投产", True)
    assert (rows["plant"]["since_word"], rows["idea"]["stage_word"]) == (
        "2021年第1季度",
        "未记录",
    )
    text = client.get("/projects").content.decode()
    assert "超82亿元" in text
    assert "逾期" in text


@pytest.mark.usefixtures("five")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("stage=started&sort=name", {"park", "road", "plant"}),
        ("stage=none", {"idea"}),
        ("place=310116102", {"park"}),
        ("form=renewal", {"idea"}),
        ("form=construction", {"park", "road", "plant", "school"}),
        ("category=交通", {"road"}),
        ("text=公路", {"road"}),
        ("text=PARK", {"park"}),
        ("overdue=1&stage=started", {"road", "park"}),
        ("lead=nobody", set()),
        ("stage=nonsense", {"park", "road", "plant", "school", "idea"}),
    ],
)
def test_filters_give_the_same_from_the_table_and_from_the_registers(
    asked: str, found: set[str], client: Client
) -> None:
    assert {*codes(client, asked)} == found
    assert codes(client, asked) == codes(client, f"{asked}&as_of=2099-01-01")


@pytest.mark.usefixtures("five")
@pytest.mark.parametrize("order", ["name", "since", "amount", "due", "place", "lead"])
@pytest.mark.parametrize("turn", ["", "-"])
def test_every_order_is_the_same_both_ways(order: str, turn: str, client: Client) -> None:
    asked = f"sort={turn}{order}"
    assert codes(client, asked) == codes(client, f"{asked}&as_of=2099-01-01")


@pytest.mark.usefixtures("five")
def test_an_unknown_amount_comes_last_either_way(client: Client) -> None:
    assert codes(client, "sort=amount")[-1] == "idea"
    assert codes(client, "sort=-amount")[-1] == "idea"


@pytest.mark.usefixtures("five")
@pytest.mark.parametrize("day", ["", "&as_of=2099-01-01"])
def test_the_board_adds_kind_with_kind_and_currency_with_currency(day: str, client: Client) -> None:
    board = {one["stage"]: one for one in told(client, f"/projects?view=board{day}")["board"]}
    started = {(one["kind"], one["unit"]): one for one in board["started"]["sums"]}
    yuan, dollars = started["总投资", "CNY"], started["总投资", "USD"]
    assert (yuan["words"], yuan["count"], yuan["total"]) == ("大于262亿元", 2, 3)
    assert (yuan["low"], yuan["high"]) == ("26200000000", "")
    assert (dollars["words"], dollars["count"]) == ("15亿美元", 1)
    assert [one["kind"] for one in board["completed"]["sums"]] == ["计划总投资"]
    assert board[""]["sums"] == []
    assert [*board][-1] == ""
    assert board["signed"]["count"] == 0


@pytest.mark.parametrize("day", ["", "&as_of=2099-01-01"])
def test_the_board_shows_ten_and_leads_to_the_rest(day: str, client: Client) -> None:
    put("projects", *(project(f"p{n:02}", f"项目{n}") for n in range(13)))
    put("project_stages", *(step(f"p{n:02}", "started", "2021") for n in range(13)))
    page = told(client, f"/projects?view=board{day}")
    (started,) = [one for one in page["board"] if one["stage"] == "started"]
    assert (len(started["cards"]), started["rest"], started["count"]) == (10, 3, 13)
    assert "stage=started" in started["address"]
    assert len(told(client, started["address"])["table"]) == 13
    other = {**amount("p00", "3亿元"), "code": "p00/other"}
    put("project_amounts", amount("p00", "20亿元"), other)
    board = client.get(f"/projects?view=board{day}").content.decode()
    assert board.count('href="/projects/p00') == 3  # name, amount, and that totals disagree
    assert "总额不一致" in board


@pytest.mark.usefixtures("five")
def test_the_gantt_view_draws_plans_and_what_was_reached_and_says_both_in_a_table(
    client: Client,
) -> None:
    gantt = told(client, "/projects?view=gantt&sort=name")["gantt"]
    rows = {row["code"]: row for row in gantt["rows"]}
    stones = {one["stage"]: one for one in rows["road"]["milestones"]}
    assert (stones["started"]["actual"], stones["operating"]["planned"]) == ("2018-12", "2021-10")
    assert stones["operating"]["is_overdue"]
    page = client.get("/projects?view=gantt").content.decode()
    assert page.count('class="gantt-plan"') == 2 + 1  # two projects, and the key
    assert page.count('class="gantt-actual running"') == 3 + 1
    assert page.count('class="gantt-today"') == 1 + 1
    assert "style=" not in page


@pytest.mark.usefixtures("five")
def test_pages_show_what_was_known_on_a_day(client: Client) -> None:
    put("project_stages", step("park", "completed", "2022-06"), edit=LATER)
    then = told(client, "/projects?as_of=2022-01-01")
    now = told(client, "/projects")
    stages = [{row["code"]: row["stage"] for row in page["table"]} for page in (then, now)]
    assert (stages[0]["park"], stages[1]["park"]) == ("started", "completed")
    assert "as_of=2022-01-01" in then["table"][0]["address"]
    overdue = {row["code"] for row in then["table"] if row["is_overdue"]}
    assert overdue == {"road"}  # the park's day was still to come
    assert told(client, "/projects?as_of=2021-11-01")["total"] == 0


def test_a_day_that_is_none_is_refused_with_a_sentence(client: Client) -> None:
    response = client.get("/projects?as_of=yesterday")
    assert response.status_code == 400
    assert "不是日期" in response.content.decode()


def test_without_projects_the_page_says_what_to_do(client: Client) -> None:
    for view in ("", "?view=gantt"):
        page = client.get(f"/projects{view}").content.decode()
        assert "还没有项目" in page
    assert client.get("/projects?view=board").status_code == 200


@pytest.mark.usefixtures("five")
def test_only_who_may_write_is_offered_to(logged_in: Callable[..., Client]) -> None:
    writer = logged_in("clerk", "小林").get("/projects").content.decode()
    viewer = logged_in("viewer", "小王").get("/projects").content.decode()
    past = logged_in("clerk", "小张").get("/projects?as_of=2022-01-01").content.decode()
    assert "/registers/projects/new" in writer
    assert "/registers/project_stages/import" in writer
    assert "/registers/projects/new" not in viewer
    assert "/registers/projects/new" not in past
    assert "/projects/export.xlsx" in viewer


@pytest.mark.usefixtures("five")
def test_work_lists_projects_by_stage_and_what_is_late(client: Client) -> None:
    groups = told(client, "/work")["groups"]
    (line,) = [one for group in groups for one in group["lines"] if one["system"] == "projects"]
    counts = {one["word"]: one for one in line["counts"]}
    assert {word: one["count"] for word, one in counts.items()} == {
        "开工": 3,
        "竣工": 1,
        "未记录": 1,
        "逾期": 2,
    }
    for one in counts.values():
        assert told(client, one["address"])["total"] == one["count"]
    assert re.search(r'href="/work"(?! class="later")', client.get("/work").content.decode())


def test_the_public_sees_no_project_before_one_is_published(anonymous: Client) -> None:
    put("projects", project("park", "飞天园"))
    assert told(anonymous, "/projects")["total"] == 0
    assert told(anonymous, "/work")["groups"][0]["lines"][0]["counts"] == []


def many(first: int, count: int) -> None:
    numbers = range(first, first + count)
    put("projects", *(project(f"p{n:03}", f"项目{n}", place="310116") for n in numbers))
    put("project_stages", *(step(f"p{n:03}", STAGED[n % 4], "2021") for n in numbers))
    put("project_amounts", *(amount(f"p{n:03}", f"{n + 1}亿元") for n in numbers))


@pytest.mark.parametrize(
    ("view", "most"), [("", 26), ("view=board", 36), ("view=gantt", 26), ("stage=signed", 26)]
)
def test_queries_do_not_grow_with_the_projects(
    view: str, most: int, client: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    many(0, 8)
    counted = []
    for first in (8, 60):
        with django_assert_max_num_queries(most) as asked:
            client.get(f"/projects?{view}")
        counted.append(len(asked))
        many(first, 52)
    assert counted[0] == counted[1]


def test_a_project_with_a_position_stands_on_the_map_and_leads_to_its_page(client: Client) -> None:
    put("projects", project("park", "飞天园", point="121.01,30.89"))
    page = client.get("/map?layer=projects").content.decode()
    assert "飞天园" in page
    assert 'href="/projects/park"' in page
    assert client.get("/projects/park").status_code == 200
