"""The page of a project: stages with evidence, plans beside actual, amounts, promises, batches."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client

from bayline.kernel.claims import ClaimKind
from bayline.kernel.periods import parse
from bayline.kernel.reviews import Review
from bayline.platform.record import queries
from bayline.platform.record.terms import Handed
from bayline.platform.registers import queries as registers
from bayline.platform.registers.actions import declare, save
from bayline.platform.registers.terms import Edit
from bayline.systems.reading.actions.checking import check_document
from bayline.systems.reading.actions.fulfilling import Kept, keep_as_seen
from bayline.systems.reading.actions.recording import record_document
from bayline.systems.reading.actions.reviewing import review
from bayline.systems.reading.queries import tokens_of

pytestmark = pytest.mark.django_db

NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
WORDS = (
    "2021年3月3日，金山区第一季度集中开工重点产业项目12个，总投资206亿元。其中，位于枫泾的阿里飞天园项目"
    "总投资180亿元，计划在5年内完成建设并投产；达产后预计年综合营收约41亿元。"
    "2020年完成投资3亿元，2021年完成投资20亿元。"
)
PROMISE = "计划在5年内完成建设并投产；达产后预计年综合营收约41亿元"
STARTS = "2021-starts.md"
MOST_QUESTIONS = 45


def put(register: str, **values: str) -> None:
    save(registers.register(register), values, edit=Edit(by="小林", at=NOON))


def step(code: str, stage: str, day: str, **more: str) -> None:
    values = {"project": "park", "stage": stage, "nature": "actual", "date": day, **more}
    put("project_stages", code=f"park/{code}", document=STARTS, **values)


@pytest.fixture
def park() -> None:
    """A project with all that is known of it in a document."""
    handed = Handed(name=STARTS, data=WORDS.encode(), title="集中开工", published=date(2021, 11, 1))
    text = queries.latest_text(record_document(handed, by="小林", at=NOON).source)
    assert text is not None
    check_document(text, at=NOON)
    named = {"name": "阿里飞天园项目", "also": "飞天园\n阿里园", "form": "renewal"}
    put("projects", code="park", **named, document=STARTS)
    step("started", "started", "2021-03-03", quote="金山区第一季度集中开工")
    step("plan", "operating", "2026-03-02", nature="planned", stated="2021-03-03", quote=PROMISE)
    step("plan-start", "started", "2021-02", nature="planned", stated="2021-01-01")
    amount = {"project": "park", "document": STARTS}
    put("project_amounts", code="a", kind="investment", amount="180亿元", **amount)
    put("project_amounts", code="b", kind="completed", amount="3亿元", period="2020", **amount)
    put("project_amounts", code="c", kind="completed", amount="20亿元", period="2021", **amount)
    effect = {"kind": "revenue", "amount": "约41亿元", "stage": "at_capacity", "text": PROMISE}
    put("project_effects", code="e", announced="2021-03-03", **effect, **amount)
    batch = {"stage": "started", "date": "2021-03-03", "projects": "12个", "investment": "206亿元"}
    put("batches", code="q1", name="一季度集中开工", document=STARTS, **batch)
    put("batch_members", code="m", batch="q1", name="飞天园", amount="180亿元", **amount)


def told(client: Client, address: str = "/projects/park.json") -> dict[str, Any]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()
    page: dict[str, Any] = answer.json()
    return page


@pytest.mark.usefixtures("park")
def test_stages_are_a_line_each_with_its_date_and_sentence(client: Client) -> None:
    page = told(client)
    assert (page["name"], page["also"], page["stage"]) == (
        "阿里飞天园项目",
        ["飞天园", "阿里园"],
        "started",
    )
    (reached,) = page["steps"]
    assert (reached["date"], reached["quoted"]["words"]) == ("2021-03-03", "金山区第一季度集中开工")
    sentence = client.get(reached["quoted"]["address"]).content.decode()
    assert "第一季度集中" in re.sub("<[^>]+>", "", sentence)


@pytest.mark.usefixtures("park")
def test_plans_stand_beside_what_was_reached(client: Client) -> None:
    plans = {plan["stage"]: plan for plan in told(client)["plans"]}
    assert (plans["started"]["state"], plans["started"]["slippage"]) == ("late", "晚3天")
    assert plans["started"]["first"] == "2021-02"
    then = told(client, "/projects/park.json?as_of=2026-02-28")
    ahead = {plan["stage"]: plan["slippage"] for plan in then["plans"]}
    assert ahead["operating"] == "还有2天"
    after = told(client, "/projects/park.json?as_of=2026-03-12")
    late = {plan["stage"]: (plan["look"], plan["slippage"]) for plan in after["plans"]}
    assert late["operating"] == ("warn", "已过10天，没有记录做到")


@pytest.mark.usefixtures("park")
def test_amounts_stand_by_kind_and_lead_to_their_figures(client: Client) -> None:
    page = told(client)
    rows = [(row["kind"], row["period"], row["number"]["printed"]) for row in page["amounts"]]
    assert rows == [
        ("investment", "", "180亿元"),
        ("completed", "2020", "3亿元"),
        ("completed", "2021", "20亿元"),
    ]
    assert all(row["number"]["is_founded"] for row in page["amounts"])
    assert all(row["number"]["address"].startswith("/figures/") for row in page["amounts"])
    (chart,) = page["charts"]
    assert [mark["printed"] for mark in chart["marks"]] == ["3亿元", "20亿元"]


@pytest.mark.usefixtures("park")
def test_an_expected_effect_is_a_promise_that_falls_due(client: Client) -> None:
    (effect,) = told(client, "/projects/park.json?as_of=2022-01-01")["effects"]
    assert (effect["state"], effect["due"]) == ("open", "2026-03-03")
    assert "约41亿元" in client.get(effect["number"]["address"]).content.decode()
    (late,) = told(client, "/projects/park.json?as_of=2027-01-01")["effects"]
    assert late["state"] == "late"


@pytest.mark.usefixtures("park")
def test_a_promise_noted_as_kept_is_shown_as_kept(client: Client) -> None:
    (claim,) = queries.claims(kind=ClaimKind.PROMISE, quote="达产后预计年综合营收约41亿元")
    review([claim.id], Review.ACCEPTED, by="小林", at=NOON)
    kept = Kept(when=parse("2021-11-04"), reason="已核实")
    keep_as_seen(claim.id, tokens_of([claim.id])[claim.id], kept, by="小林", at=NOON)
    (effect,) = told(client)["effects"]
    assert (effect["state"], effect["state_word"]) == ("kept", "已兑现")


@pytest.mark.usefixtures("park")
def test_batches_lists_and_land_stand_on_the_page(client: Client) -> None:
    listed = {"list": "重大项目清单", "year": "2021", "number": "7", "status": "新开工"}
    put("listed_projects", code="l", name="飞天园", project="park", document=STARTS, **listed)
    for code, area in (("p1", "500亩"), ("p2", "5.2公顷")):
        parcel = {"project": "park", "step": "vacated", "date": "2021-06", "area": area}
        put("renewal_parcels", code=code, document=STARTS, firms_out="3", **parcel)
    page = told(client)
    assert [one["batch"]["label"] for one in page["batches"]] == ["一季度集中开工"]
    assert [(row["list"], row["number"]) for row in page["lists"]] == [("重大项目清单", "7")]
    assert [(sum_["step"], sum_["mu"], sum_["parcels"]) for sum_ in page["land"]] == [
        ("vacated", "578", 2)
    ]
    assert not page["parcels"][0]["area"]["is_founded"]


@pytest.mark.usefixtures("park")
def test_what_names_a_project_in_any_register_is_related(
    client: Client, declared: Callable[..., str]
) -> None:
    toml = declared("deals", "协议", "Deals")
    toml += '[[field]]\nname = "of"\ntitle = "项目"\ntitle_en = "Of"\ntype = "entry"\n'
    declare((toml + 'register = "projects"\n').encode(), where="deals.toml")
    put("deals", code="d", name="投资协议", of="park")
    assert [(one["label"], one["note"]) for one in told(client)["related"]] == [
        ("投资协议", "协议")
    ]


@pytest.mark.usefixtures("park")
def test_statistics_are_told_to_staff_only(
    client: Client, logged_in: Callable[..., Client]
) -> None:
    found = told(client)["registration"]
    assert (found["scope"], found["gaps"]) == ("206-1", ["没有形象进度单"])
    put(
        "statistics_entries",
        code="s",
        project="park",
        applied="2021-04-01",
        owner_signed="yes",
        builder_signed="yes",
        supervisor_signed="no",
    )
    assert told(client)["registration"]["gaps"] == ["2021-04-01的进度单缺监理方签字"]
    assert told(logged_in("viewer", "看的人"))["registration"] is not None


@pytest.mark.usefixtures("park")
def test_the_completion_is_reckoned_from_its_own_history_or_not_at_all(client: Client) -> None:
    forecast = told(client)["forecast"]
    assert (forecast["likely"], forecast["seen"][-1]) == (
        "",
        {"day": "2021-12-31", "percent": "12.8%"},
    )
    assert "少于4次" in forecast["refusal"]
    for code, words, months in (("f", "5亿元", "2022-01/2022-06"), ("g", "30亿元", "2022")):
        put("project_amounts", code=code, project="park", kind="completed", amount=words,
            period=months, document=STARTS)  # fmt: skip
    ahead = told(client)["forecast"]
    assert ahead["earliest"] < ahead["likely"] < ahead["latest"]
    assert "中位数" in ahead["method"]
    step("completed", "completed", "2023-01")
    assert told(client)["forecast"] is None


@pytest.mark.usefixtures("park")
def test_amounts_that_cannot_both_be_true_stand_as_findings(client: Client) -> None:
    assert told(client)["findings"] == []
    for code, kind, words in (
        ("x", "investment", "120亿元"),
        ("y", "planned_investment", "4.7亿元"),
    ):
        put("project_amounts", code=code, project="park", kind=kind, amount=words, document=STARTS)
    found = [one["verdict"] for one in told(client)["findings"]]
    assert found == ["contradiction", "not_comparable", "not_comparable"]


@pytest.mark.usefixtures("park")
def test_a_step_is_recorded_from_the_page(client: Client) -> None:
    shown = client.get("/projects/park").content.decode()
    (address,) = re.findall(r'href="(/registers/project_stages/new[^"]*)"', shown)
    form = client.get(unquote(address)).content.decode()
    assert 'name="v.project" value="park"' in form
    assert "project_stages" not in client.get("/projects/park?as_of=2100-01-01").content.decode()


@pytest.mark.usefixtures("park")
def test_a_form_takes_from_its_address_only_fields_that_it_has(client: Client) -> None:
    form = client.get("/registers/project_stages/new?v.stage=signed&v.other=x&project=y")
    page = form.content.decode()
    assert '<option value="signed" selected>' in page
    assert 'id="v.other"' not in page
    assert 'id="v.project" name="v.project" value=""' in page


@pytest.mark.usefixtures("park")
def test_as_of_a_day_before_it_was_recorded_there_is_no_such_project(client: Client) -> None:
    assert client.get("/projects/park?as_of=2021-11-04").status_code == 404
    assert client.get("/projects/nothing").status_code == 404
    assert (
        "as_of=2021-11-06"
        in told(client, "/projects/park.json?as_of=2021-11-06")["steps"][0]["quoted"]["address"]
    )


@pytest.mark.usefixtures("park")
def test_a_long_history_asks_no_more_questions(
    client: Client, questions: Callable[[Callable[[], object]], int]
) -> None:
    questions(lambda: told(client))
    before = questions(lambda: told(client))
    step("building", "building", "2021-04-01", quote="达产后预计年综合营收约41亿元")
    put(
        "project_amounts",
        code="d",
        project="park",
        kind="annual_plan",
        amount="9亿元",
        period="2022",
        document=STARTS,
    )
    assert questions(lambda: told(client)) == before <= MOST_QUESTIONS
