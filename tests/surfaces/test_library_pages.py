"""Libraries: categories against the total, the year against it, and what is not named."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from bayline.platform.registers import queries
from bayline.platform.registers.actions import save
from bayline.platform.registers.terms import Edit, FaultyError

pytestmark = pytest.mark.django_db

EDIT = Edit(by="小林", at=datetime(2021, 11, 5, 4, tzinfo=UTC))
KINDS = (("产业", 27), ("人才", 4), ("生态", 22), ("文化", 12), ("组织", 7))
LIST, PAGE = "/projects/libraries.json", "/projects/libraries/five.json"


def put(register: str, **values: str) -> None:
    save(queries.register(register), {"document": "a.md", **values}, edit=EDIT)


@pytest.fixture
def five() -> None:
    """A library of 72 projects in five categories."""
    put("project_libraries", code="five", name="五镇项目库", period="2021", projects="72个",
        investment="57.63亿元", in_year="17.41亿元")  # fmt: skip
    for name, count in KINDS:
        put("library_categories", code=f"five/{name}", library="five", name=name,
            projects=f"{count}个")  # fmt: skip


def told(client: Client, address: str = PAGE) -> dict[str, Any]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()
    page: dict[str, Any] = answer.json()
    return page


@pytest.mark.usefixtures("five")
def test_categories_make_the_total_and_the_year_is_a_part_of_it(client: Client) -> None:
    page = told(client)
    assert [one["count"]["printed"] for one in page["categories"]] == [
        f"{count}个" for _name, count in sorted(KINDS)
    ]
    assert (page["sum_count"], page["sum_investment"], page["share"]) == ("72个", "", "30.2%")
    checks = [(one["verdict"], one["about"], one["sentence"]) for one in page["checks"]]
    assert checks == [
        ("holds", "项目数", "各项合计就是72个"),
        ("holds", "当年投资", "当年17.41亿元，在总投资57.63亿元之内"),
    ]
    shown = client.get("/en/projects/libraries/five").content.decode()
    assert "The parts come to 72" in shown
    assert "The money of the categories is not stated" in shown
    (row,) = told(client, "/projects/libraries.json")["rows"]
    assert (row["categories"], row["check"]["word"]) == (5, "相符")


@pytest.mark.usefixtures("five")
def test_what_is_not_named_is_shown_as_such(client: Client) -> None:
    put("projects", code="p", name="水果公园")
    put("library_members", code="m", library="five", category="five/产业", name="水果公园",
        project="p", amount="2亿元")  # fmt: skip
    page = told(client)
    assert (page["named_count"], page["left_count"]) == ("1个", "71个")
    assert (page["named_amount"], page["left_amount"]) == ("2亿元", "55.63亿元")
    rows = {one["name"]["label"]: (one["named"], one["left"]) for one in page["categories"]}
    assert (rows["产业"], rows["人才"]) == ((1, "26个"), (0, "4个"))
    (member,) = page["members"]
    assert (member["category"], member["project"]["address"]) == ("产业", "/projects/p")
    assert [one["library"]["label"] for one in told(client, "/projects/p.json")["libraries"]] == [
        "五镇项目库"
    ]


@pytest.mark.usefixtures("five")
def test_parts_that_exceed_the_whole_are_refused() -> None:
    with pytest.raises(FaultyError, match="its parts come to 73, the whole is 72"):
        put("library_categories", code="more", library="five", name="其他", projects="1个")
    with pytest.raises(FaultyError, match="its parts come to 13, the whole is 12"):
        put("library_members", code="m", library="five", category="five/文化", name="一组",
            count="13")  # fmt: skip
    with pytest.raises(FaultyError, match="is no code"):
        put("library_members", code="m", library="none", name="一个")
    with pytest.raises(FaultyError, match="cannot exceed the whole"):
        put("project_libraries", code="b", name="乙", period="2021", projects="9个",
            investment="5亿元", in_year="15亿元")  # fmt: skip


@pytest.mark.usefixtures("five")
def test_libraries_of_a_day_and_how_much_they_ask(
    client: Client, questions: Callable[[Callable[[], object]], int]
) -> None:
    assert told(client, "/projects/libraries.json?as_of=2021-11-04")["total"] == 0
    assert client.get("/projects/libraries/five?as_of=2021-11-04").status_code == 404
    assert "还没有项目库" in client.get("/projects/libraries?as_of=2021-11-04").content.decode()

    def asked() -> list[int]:
        return [questions(lambda: told(client)), questions(lambda: told(client, LIST))]

    asked()
    before = asked()
    for number in range(60):
        put("project_libraries", code=f"l{number}", name="库", period="2020", projects="9个")
    put("library_members", code="m", library="five", name="一个")
    assert asked() == before
    assert max(before) <= 16
