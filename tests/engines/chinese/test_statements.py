"""What each figure is taken to say."""

from decimal import Decimal

import pytest

from bayline.engines.chinese.reader import read
from bayline.engines.chinese.terms import Statement


def said(text: str) -> list[Statement]:
    return list(read(text).statements)


def attributes(text: str) -> list[str | None]:
    return [statement.attribute for statement in said(text)]


def test_a_clause_takes_what_it_leaves_out_from_the_clause_before() -> None:
    text = "一般公共预算收入完成86.5亿元，增长4.2%，居全市第3位。"
    assert attributes(text) == ["一般公共预算收入"] * 3


def test_a_fall_is_negative_growth() -> None:
    (statement,) = said("单位生产总值能耗下降3.6%。")
    assert statement.quantity.value == Decimal("-0.036")
    assert statement.change == "growth"


def test_from_and_to_are_told_apart() -> None:
    first, second = said("社区食堂由12家增加到31家。")
    assert (first.change, second.change) == ("from", "to")


def test_respectively_pairs_members_with_figures() -> None:
    text = "小麦、水稻和蔬菜产量分别达到1.2万吨、3.5万吨和8.8万吨。"
    assert attributes(text) == ["小麦产量", "水稻产量", "蔬菜产量"]


def test_respectively_goes_on_in_the_next_clause() -> None:
    text = "总部企业、研发中心分别新认定6家和3家，累计分别达到41家和19家。"
    assert attributes(text) == ["总部企业", "研发中心"] * 2


def test_the_whole_region_holds_for_its_paragraph() -> None:
    text = "全区地区生产总值增长5.1%。固定资产投资增长3%。\n新增就业2万人。"
    assert [statement.subject for statement in said(text)] == ["全区", "全区", None]


def test_a_total_investment_belongs_to_the_projects_counted_before_it() -> None:
    _, amount = said("上午9个重点产业项目集中签约，总投资73亿元。")
    assert amount.attribute == "总投资"
    assert amount.subject == "9个重点产业项目"


def test_what_follows_de_owns_the_investment() -> None:
    (statement,) = said("总投资22亿元的滨海氢能装备项目开工。")
    assert (statement.attribute, statement.subject) == ("总投资", "滨海氢能装备项目")


def test_being_above_the_average_is_no_movement() -> None:
    growth, gap = said("工业增加值增长6.8%，高于全省1.1个百分点。")
    assert (growth.change, gap.change) == ("growth", None)
    assert gap.attribute == "工业增加值"


@pytest.mark.parametrize(
    ("text", "status"),
    [("力争新增上市企业2家。", "planned"), ("新增上市企业2家，已超额完成任务。", "actual")],
)
def test_status_follows_the_words_of_the_clause(text: str, status: str) -> None:
    assert said(text)[0].status == status


def test_the_excluded_coverage_is_part_of_the_basis() -> None:
    (statement,) = said("不含港区，地区生产总值按可比价格计算增长7.2%。")
    assert any("不含港区" in words for words in statement.basis)
    assert "可比价格" in statement.basis
