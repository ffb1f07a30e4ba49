"""The scoreboard and the page of a target, with their twins."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bayline.kernel.periods import parse
from bayline.platform.indicators import Wanted, indicators, measured
from bayline.platform.registers import actions, queries
from bayline.platform.registers.actions import Upsert
from bayline.platform.registers.terms import Edit, FaultyError
from bayline.systems.plan.actions import faults

pytestmark = pytest.mark.django_db
NOON = datetime(2025, 2, 3, 4, tzinfo=UTC)
NINE, YEAR = "2024-01/2024-09", "2024"


def put(register: str, *entries: dict[str, str], at: datetime = NOON) -> None:
    edit = Edit(by="甲", at=at)
    actions.take_over(queries.register(register), [Upsert(one, 0, edit) for one in entries])


def target(code: str, task: str, number: int = 1, **other: str) -> dict[str, str]:
    values = {"plan": "年度工作", "period": "2024", "place": "330482", "number": str(number)}
    return {"code": code, "task": task, **values, **other}


def result(of: str, text: str, period: str = NINE) -> dict[str, str]:
    return {"code": f"{of}-{period[-2:]}", "target": of, "period": period, "text": text}


@pytest.fixture
def four() -> None:
    """Four targets: one in time, one behind and then missed, one set against the first, one new."""
    put(
        "plan_targets",
        target("gdp", "地区生产总值增长5%", 1, lead="发改局", units="统计局"),
        target("roads", "新建农村公路30公里", 2, lead="交通局", kind="binding"),
        target("income", "居民收入与经济增长基本同步", 3),
        target("villages", "示范村累计15个", 4, period="2021/2025", plan="规划"),
    )
    put(
        "plan_results",
        result("gdp", "前三季度地区生产总值增长5.6%"),
        result("roads", "建成农村公路18公里"),
        result("roads", "全年建成农村公路26公里", YEAR),
        result("income", "前三季度居民人均可支配收入增长5.3%"),
    )


def told(client: Client, address: str) -> dict[str, Any]:
    path, _mark, asked = address.partition("?")
    response = client.get(f"{path}.json?{asked}")
    assert response.status_code == 200, response.content.decode()
    found: dict[str, Any] = json.loads(response.content)
    return found


def states(client: Client, asked: str = "") -> dict[str, str]:
    return {row["target"]: row["state"] for row in told(client, f"/plan?{asked}")["rows"]}


@pytest.mark.usefixtures("four")
def test_the_scoreboard_has_the_published_columns_and_the_verdicts(client: Client) -> None:
    assert states(client) == {
        "gdp": "on track",
        "roads": "missed",
        "income": "on track",
        "villages": "cannot tell",
    }
    page = client.get("/plan").content.decode()
    for words in (
        "序号",
        "任务",
        "完成情况",
        "责任单位",
        "★发改局、统计局",
        "规则待确认",
        "约束性",
    ):
        assert words in page
    assert client.get("/en/plan?state=missed").status_code == 200
    assert [*faults()] == []


@pytest.mark.usefixtures("four")
def test_filters_leave_what_is_meant(client: Client) -> None:
    assert states(client, f"period={NINE}") == {
        "gdp": "on track",
        "roads": "behind",
        "income": "on track",
    }
    assert [*states(client, "lead=交通局")] == ["roads"]
    assert [*states(client, "state=missed")] == ["roads"]
    assert [*states(client, "span=years")] == ["villages"]
    assert [*states(client, "year=2022")] == ["villages"]
    assert states(client, "plan=没有") == {}
    counted = {one["word"]: one["count"] for one in told(client, "/plan?state=missed")["states"]}
    assert counted == {"正常": 2, "未完成": 1, "无法判断": 1}


@pytest.mark.usefixtures("four")
def test_a_target_shows_rule_arithmetic_and_what_is_set_against_it(client: Client) -> None:
    page = told(client, "/plan/targets/roads")
    assert [one["row"]["state"] for one in page["told"]] == ["missed", "behind"]
    assert {"label": "完成", "printed": "60%"} in page["told"][1]["steps"]
    assert page["chart"] is not None
    assert "公里" in json.dumps(page["rules"], ensure_ascii=False)
    assert "5.6%" in told(client, "/plan/targets/income")["told"][0]["row"]["reason"]
    changed = result("gdp", "前三季度地区生产总值增长7.2%")
    edit = Edit(by="甲", at=NOON)
    actions.save(queries.register("plan_results"), changed, edit=edit, key="gdp-09", version=1)
    assert states(client)["income"] == "behind"
    assert client.get("/plan/targets/nobody").status_code == 404


@pytest.mark.usefixtures("four")
def test_what_was_known_on_a_day_is_shown_as_of_it(client: Client) -> None:
    later = datetime(2025, 3, 1, 4, tzinfo=UTC)
    put("plan_results", result("villages", "累计建成示范村15个", "2024"), at=later)
    assert states(client)["villages"] == "met"
    assert states(client, "as_of=2025-02-10")["villages"] == "cannot tell"
    assert states(client, "as_of=2025-01-01") == {}


@pytest.mark.usefixtures("four")
def test_a_person_confirms_how_a_target_reads_or_corrects_it(
    client: Client, logged_in: Callable[..., Client]
) -> None:
    entry = queries.entry(queries.register("plan_targets"), "roads")
    form = {"wording": "新改建农村公路25公里", "version": str(entry.version)}
    address = "/plan/targets/roads/confirm"
    assert logged_in("clerk", "小王").post(address, form).status_code == 403
    assert client.post(address, form).status_code == 302
    assert states(client)["roads"] == "met"
    assert told(client, "/plan/targets/roads")["confirmed"] == "新改建农村公路25公里"
    stale = client.post(address, {**form, "wording": "新建农村公路40公里"})
    assert stale.status_code == 409
    assert "新建农村公路40公里" in stale.content.decode()
    assert client.get(address).status_code == 302


@pytest.mark.usefixtures("four")
def test_the_scoreboard_asks_the_same_number_of_questions_however_long_it_is(
    client: Client,
) -> None:
    def asked() -> int:
        client.get("/plan?plan=规划")  # whatever is asked once only
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get("/plan").status_code == 200
        return len(caught)

    few = asked()
    put("plan_targets", *(target(f"t{at}", f"新建公园{at + 5}个", at) for at in range(60)))
    put("plan_results", *(result(f"t{at}", f"建成公园{at}个") for at in range(60)))
    assert asked() <= few + 1
    assert few <= 20


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(
    ("register", "entry", "said"),
    [
        ("plan_targets", target("a", "新建公园3个", period="2024/.."), "没有写明开头和结尾"),
        ("plan_targets", target("a", "新建公园3个", period=""), "时期"),
        ("plan_targets", target("a", "新建公园3个", place=""), "地域"),
        ("plan_targets", target("a", ""), "任务"),
        ("plan_results", result("roads", "建成20公里", "2023"), "不在目标的时期里"),
        ("plan_results", {**result("roads", "建成2公里"), "code": "b"}, "已有一条完成情况"),
    ],
)
def test_what_cannot_be_judged_is_refused_in_a_sentence(
    register: str, entry: dict[str, str], said: str
) -> None:
    with pytest.raises(FaultyError) as refused:
        actions.save(queries.register(register), entry, edit=Edit(by="甲", at=NOON))
    assert said in refused.value.in_chinese()


def test_what_a_system_measures_decides_on_the_scoreboard(client: Client) -> None:
    """A register is counted, and what was reported contradicts it; both are shown."""
    put(
        "designations",
        *(
            {"code": f"d{at}", "holder": "村", "place": "330482", "title": "示范村", "date": day}
            | {"level": "municipal", "document": "made-up.md"}
            for at, day in enumerate(("2024-03", "2024-05"))
        ),
    )
    put(
        "plan_targets",
        target("seen", "新增示范村5个", measured_by="registers.added:designations/title=示范村"),
        target("none", "新增园区5个", measured_by="registers.count:nothing"),
    )
    put("plan_results", result("seen", "1—5月新增示范村4个", "2024-01/2024-05"))
    rows = {row["target"]: row for row in told(client, "/plan")["rows"]}
    assert rows["seen"]["measured"]["label"] == "2个"
    assert "/registers/designations" in rows["seen"]["measured"]["address"]
    assert "所写与计量不符" in rows["seen"]["traps"]
    assert "没有名册" in rows["none"]["reason"]
    page = told(client, "/plan/targets/seen")
    assert page["measured"]["printed"] == "2个"
    assert "计量" in client.get("/plan/targets/seen").content.decode()
    assert [*faults()] == []


def test_every_system_offers_indicators_that_say_what_is_missing() -> None:
    period = parse("2024")
    asked = (
        *("projects.start-rate", "reading.level:产值", "reading.mentions:湾区"),
        *("industry.output:新材料", "industry.chain-members:chips", "industry.chain-investment:x"),
        *("cooperation.tasks-on-time", "cooperation.promises-kept", "cooperation.agreements"),
        *("ecology.good-water:days", "ecology.section-class:A1", "ecology.good-air-days:K1"),
        *("villages.accepted:x", "villages.accepted-share:x"),
        *("settlement.settled:total", "settlement.trips-saved", "settlement.advances-avoided"),
        *("produce.area:all", "produce.lots:all", "produce.pass-rate:x"),
        "produce.season-weeks:all",
        *("cooperation.service-uses:bus", "registers.value:villages/year", "nobody.knows"),
    )
    found = measured([Wanted(one, "310116", period) for one in asked], at=None)
    assert found[-1] == ()
    told = {name: series[-1] for name, series in zip(asked[:-1], found, strict=False)}
    assert {name for name, one in told.items() if one.figure is not None} == {
        "reading.mentions:湾区",
        "cooperation.agreements",
    }
    assert all(one.why and one.why_en and one.path for one in told.values() if not one.figure)
    names = {one.name.partition(".")[0] for one in indicators()}
    own = {
        *("projects", "reading", "industry", "cooperation", "ecology", "villages", "settlement"),
        "produce",
    }
    assert names == own | {"registers"}
