"""Rates of a year: both sides with their projects, refusals said, published ones computed again."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from bayline.platform.record.terms import Handed
from bayline.platform.registers import queries
from bayline.platform.registers.actions import save
from bayline.platform.registers.terms import Edit, FaultyError
from bayline.systems.reading.actions.recording import record_document

pytestmark = pytest.mark.django_db

NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
EDIT = Edit(by="小林", at=NOON)
RATES = "/projects/rates.json?year=2021"


def put(register: str, **values: str) -> None:
    save(queries.register(register), {"document": "a.md", **values}, edit=EDIT)


def step(project: str, stage: str, day: str, nature: str = "actual") -> None:
    put("project_stages", code=f"{project}/{stage}/{nature}", project=project, stage=stage,
        date=day, nature=nature)  # fmt: skip


def money(project: str, kind: str, words: str, period: str) -> None:
    put("project_amounts", code=f"{project}/{kind}/{period}", project=project, kind=kind,
        amount=words, period=period)  # fmt: skip


@pytest.fixture
def year() -> None:
    """Three starts planned for 2021: one reached, one not, one known by the year alone."""
    for code in ("a", "b", "c", "d"):
        put("projects", code=code, name=f"{code}项目")
    for code in ("a", "b", "c"):
        step(code, "started", "2021-06", "planned")
    step("a", "reserved", "2020-12-01")
    step("d", "reserved", "2021-02-01")
    step("a", "started", "2021-05-01")
    step("c", "started", "2021")
    for code in ("a", "b"):
        money(code, "annual_plan", "10亿元", "2021")
    money("a", "completed", "3亿元", "2021-01/2021-06")
    money("c", "completed", "1亿元", "2021-01/2021-06")


def told(client: Client, address: str = RATES) -> dict[str, Any]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()
    page: dict[str, Any] = answer.json()
    return page


def rows(page: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row["kind"]: row for row in page["rates"]}


@pytest.mark.usefixtures("year")
def test_a_rate_is_of_the_projects_behind_it(client: Client) -> None:
    whole = rows(told(client))["start"]
    assert (whole["value"], whole["part"]["words"], whole["whole"]["words"]) == ("66.7%", "2", "3")
    half = rows(told(client, f"{RATES}&day=2021-06-30"))["start"]
    assert (half["value"], half["part"]["words"]) == ("33.3%–66.7%", "1–2")
    assert half["note"] == "1个项目的日期太粗，说不清是否已到"
    behind = told(client, half["part"]["address"].replace("start?", "start.json?"))
    assert [(row["project"]["label"], row["state"]) for row in behind["rows"]] == [
        ("a项目", "in"),
        ("c项目", "unsure"),
    ]
    assert [tab["count"] for tab in behind["tabs"]] == [3, 2]
    assert rows(told(client))["conversion"]["value"] == "50.0%"


@pytest.mark.usefixtures("year")
def test_investment_counts_projects_with_both_and_says_who_is_left_out(client: Client) -> None:
    found = rows(told(client))
    rate, ahead = found["investment"], found["ahead"]
    assert (rate["part"]["words"], rate["whole"]["words"], rate["value"]) == (
        "3亿元",
        "10亿元",
        "30.0%",
    )
    assert rate["note"] == "没有算在内：没有当年计划 1；没有从年初起的完成投资 1"
    assert ahead["value"] == "−20个百分点（到2021-06-30）"
    left = told(client, "/projects/rates/investment.json?year=2021&of=left")
    assert [row["project"]["label"] for row in left["rows"]] == ["b项目", "c项目"]


@pytest.mark.usefixtures("year")
def test_what_has_no_denominator_is_refused_in_words(client: Client) -> None:
    found = rows(told(client))["completion"]
    assert (found["value"], found["whole"]["words"]) == ("", "0")
    assert "没有分母" in found["refusal"]
    english = client.get("/en/projects/rates?year=2021").content.decode()
    assert "completion rate has nothing to divide by" in english
    assert client.get("/projects/rates?year=2021&day=2022-01-01").status_code == 400
    assert client.get("/projects/rates?year=x").status_code == 400
    assert client.get("/projects/rates/other").status_code == 404


def publish(code: str, publisher: str, kind: str, percent: str, **more: str) -> None:
    given = {"period": "2021", "publisher": publisher, "kind": kind, "percent": percent}
    put("published_rates", code=code, subject=code, **{**given, **more})


@pytest.fixture
def published() -> None:
    """Two publishers: one rounds, one cuts off; and a document with their rates."""
    words = "463.4亿元的计划完成325.7亿元，投资完成率70.3%。计划新开工270个，开工129个，开工率47%。"
    record_document(Handed(name="a.md", data=words.encode(), published=date(2021, 11, 1)),
                    by="小林", at=NOON)  # fmt: skip
    put("rate_publishers", code="rounds", name="甲市", rounding="half_up")
    put("rate_publishers", code="cuts", name="乙市", rounding="truncated")
    publish("done", "rounds", "investment", "70.3%", part="325.7亿元", whole="463.4亿元")
    publish("begun", "cuts", "start", "47%", part="129个", whole="270个")
    publish("wrong", "rounds", "start", "47%", part="129个", whole="270个")
    publish("bare", "rounds", "share", "116.78%", part="约233.56亿元")
    publish("early", "cuts", "ahead", "5.90个百分点", part="313.64亿元", whole="1015亿元",
            period="2021-01/2021-03")  # fmt: skip


@pytest.mark.usefixtures("published")
def test_published_rates_are_checked_by_the_rounding_of_their_publisher(client: Client) -> None:
    found = {row["subject"]["label"]: row["check"] for row in told(client)["published"]}
    verdicts = {name: check["verdict"] for name, check in found.items()}
    assert verdicts == {
        "done": "holds",
        "begun": "holds",
        "wrong": "contradiction",
        "bare": "needs_basis",
        "early": "holds",
    }
    assert found["begun"]["sentence"] == ("129个÷270个=47.78%，截去小数写作47%，与公布的47%相符")
    assert found["wrong"]["sentence"].endswith("不能都对；按截去小数就相符")
    assert "要求总数为" in found["bare"]["sentence"]
    (row,) = [one for one in told(client)["published"] if one["subject"]["label"] == "begun"]
    assert row["percent"]["address"].startswith("/figures/")
    with pytest.raises(FaultyError, match="unit"):
        publish("mixed", "cuts", "start", "47%", part="129个", whole="270亿元")


@pytest.mark.any_database
@pytest.mark.usefixtures("year", "published")
def test_more_projects_ask_no_more_questions(
    client: Client, questions: Callable[[Callable[[], object]], int]
) -> None:
    def asked(*numbers: int) -> int:
        for number in numbers:
            put("projects", code=f"p{number}", name="项目")
            step(f"p{number}", "started", "2021-06", "planned")
            publish(f"r{number}", "cuts", "start", "50%", part="1个", whole="2个")
        return questions(lambda: told(client))

    asked(0)
    before = asked(1)
    assert asked(*range(2, 12)) == before <= 21
