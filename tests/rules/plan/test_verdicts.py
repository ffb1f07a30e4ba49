"""Verdicts as an official would reason them, on rows of this project's own wording."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bayline.engines.chinese.gazetteer import Gazetteer
from bayline.kernel.periods import parse, year
from bayline.systems.plan.rules.results import read_progress
from bayline.systems.plan.rules.standing import standings_of
from bayline.systems.plan.rules.tables import Row, Setting, judged_rows
from bayline.systems.plan.rules.targets import read_target
from bayline.systems.plan.rules.verdicts import verdict_of
from bayline.systems.plan.terms.verdicts import Occasion, Tolerance, Verdict

CASES = Path(__file__).parents[2] / "cases" / "plan_verdicts.csv"
TOLERANCE = Tolerance(
    points=Decimal("0.5"), share=Decimal("0.05"), since=date(2021, 1, 1), source="约定"
)


def verdict(task: str, text: str, period: str, *, place: str = "") -> Verdict:
    """Judge a row of a table whose targets are for the year of the table, unless they say more."""
    table = parse(period)
    target = read_target(task, year=table.last.year)
    whole = parse("{}/{}".format(*target.years)) if target.years else year(table.last.year)
    occasion = Occasion(
        table=table,
        whole=whole,
        tolerance=TOLERANCE,
        reference=lambda _name: (),
        places=frozenset({place} - {""}),
    )
    return verdict_of(target, read_progress(text, table), occasion)


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


@pytest.mark.parametrize("row", cases(), ids=lambda row: f"{row['target']}|{row['progress']}")
def test_rows_are_judged_as_their_case_says(row: dict[str, str]) -> None:
    found = verdict(row["target"], row["progress"], row["period"])
    assert found.state.value in row["verdict"].split("|"), found.reason.zh
    assert {*row["traps"].split()} <= {trap.value for trap in found.traps}
    assert found.reason.zh.endswith("。")
    assert found.reason.en.endswith(".")


def test_the_published_rows_of_pinghu_are_judged_as_their_reading_says(shared: Path) -> None:
    read = {
        "on_track": {"on track"},
        "behind": {"behind"},
        "behind_or_uncertain": {"behind", "cannot tell"},
    }
    with (shared / "data/plan/pinghu_targets_2024.csv").open(encoding="utf-8") as file:
        rows = [*csv.DictReader(file)]
    assert rows
    for row in rows:
        found = verdict(row["target_text_2024"], row["q1_q3_progress_text"], "2024-01/2024-09")
        assert found.state.value in read[row["expected_verdict"]], row


def test_a_growth_is_compared_unscaled_and_the_arithmetic_says_so() -> None:
    found = verdict(
        "固定资产投资增长6%以上", "1—8月，固定资产投资增长8.6%，列全市第2位。", "2024-01/2024-09"
    )
    assert found.distance == Decimal("2.6")
    assert "不折算" in found.reason.zh
    assert [trap.value for trap in found.traps] == ["period", "rank"]


def test_an_amount_is_held_against_the_months_that_it_covers() -> None:
    found = verdict("完成水利投资6亿元", "1—8月完成水利投资4.1亿元。", "2024-01/2024-09")
    assert round(found.elapsed, 1) == Decimal("66.7")
    assert round(found.share, 1) == Decimal("68.3")
    assert "超1.7个百分点" in found.reason.zh


def test_two_scopes_are_told_apart_and_the_judged_one_is_named() -> None:
    found = verdict(
        "一般公共预算收入增长4%",
        "全市一般公共预算收入增长4.4%，不含新港区增长3.1%。",
        "2024-01/2024-06",
    )
    assert found.state.value == "on track"
    assert "不含新港区的3.1%不用" in found.reason.zh


def test_the_lower_end_of_a_forecast_below_the_target_is_never_on_track() -> None:
    for text in ("预计增长4.5%以上", "预计增长4%—5%", "预计增长4.8%左右"):
        found = verdict("服务业增加值增长6%", f"前三季度，服务业增加值{text}。", "2024-01/2024-09")
        assert found.state.value in {"behind", "cannot tell"}, text
        assert "forecast" in {trap.value for trap in found.traps}


def test_a_relative_target_takes_the_reference_of_the_same_period_only() -> None:
    table = parse("2024-01/2024-09")
    growth = read_progress("前三季度，地区生产总值增长5.2%。", table).results
    target = read_target("居民收入与经济增长基本同步", year=2024)
    progress = read_progress("前三季度，居民人均可支配收入增长5.5%。", table)

    def asked(_name: str) -> tuple:
        return growth

    occasion = Occasion(table=table, whole=year(2024), tolerance=TOLERANCE, reference=asked)
    assert verdict_of(target, progress, occasion).state.value == "on track"
    half = read_progress("上半年，居民人均可支配收入增长5.5%。", table)
    assert verdict_of(target, half, occasion).state.value == "cannot tell"


def judged(rows: list[tuple[str, str]], **setting: object) -> list[tuple[str, set[str]]]:
    table = Setting(table=parse("2024-01/2024-09"), tolerance=TOLERANCE, **setting)
    given = [Row(number=n, target=task, progress=text) for n, (task, text) in enumerate(rows)]
    return [
        (one.verdict.state.value, {trap.value for trap in one.verdict.traps})
        for one in judged_rows(given, table)
    ]


def test_the_place_of_a_table_is_told_or_named_by_most_of_its_rows() -> None:
    row = ("地区生产总值增长6%", "海宁市地区生产总值增长6.4%。")
    assert judged([row]) == [("cannot tell", {"place"})]
    assert judged([row], places=frozenset({"海宁"})) == [("on track", set())]
    assert judged([row, row, row]) == [("on track", set())] * 3
    others = [("新建公园3个", "已建成2个。")] * 7
    assert judged([row, row, row, *others])[0] == ("cannot tell", {"place"})
    wider = ("地区生产总值增长6%", "全省地区生产总值增长6.4%。")
    county = ("财政收入增长6%", "全县财政收入增长5%。")
    assert judged([wider, wider, wider, county])[0] == ("cannot tell", {"place"})
    town = ("森林覆盖率达到16%", "沙溪森林覆盖率19.96%。")
    places = Gazetteer.load("code,name,level,parent\n310116900,沙溪镇,town,310116\n", where="x")
    assert judged([town], gazetteer=places) == [("cannot tell", {"place"})]


def test_a_cell_too_long_to_be_read_leaves_its_row_unjudged() -> None:
    found = judged([("地区生产总值增长6%", "增长7%，" * 20_000), ("增长6%", "增长7%")])
    assert [state for state, _ in found] == ["cannot tell", "on track"]


def test_reasons_read_well_in_both_languages() -> None:
    found = verdict("服务业增加值增长3%", "前三季度，预计3.55%。", "2024-01/2024-09")
    assert "预计3.55%" in found.reason.zh
    assert "预计预计" not in found.reason.zh
    found = verdict("研发投入占比提高0.2个百分点", "提高0.1个百分点", "2024-01/2024-09")
    assert "目标研发投入占比提高0.2个百分点" in found.reason.zh
    found = verdict(
        "财政收入增长6%", "剔除留抵退税因素后增长6.8%，自然口径增长3%", "2023-10/2024-09"
    )
    assert "数是剔除留抵退税因素之后的" in found.reason.zh
    found = verdict("地区生产总值增长2%", "同比-2.1%", "2023-10/2024-09")
    assert "2023年10月—2024年9月下降2.1%" in found.reason.zh
    assert "October 2023 to September 2024: down 2.1%" in found.reason.en


def test_a_target_of_a_register_knows_its_own_place() -> None:
    targets = {
        "a": {"task": "地区生产总值增长6%", "period": "2024", "place": "330482"},
        "b": {"task": "地区生产总值增长6%", "period": "2024", "place": "310116"},
    }
    told = {"period": "2024-01/2024-09", "text": "平湖市地区生产总值增长6.5%。"}
    results = {key: {**told, "target": key} for key in targets}
    found = [*standings_of(targets, results, lambda _day: TOLERANCE)]
    assert [one.verdict.state.value for one in found] == ["on track", "cannot tell"]
