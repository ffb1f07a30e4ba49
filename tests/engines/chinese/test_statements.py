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


def test_a_bracket_behind_the_noun_hides_nothing() -> None:
    (statement,) = said("全年实现工业增加值（规上）86.3亿元。")
    assert statement.attribute == "工业增加值（规上）"


def test_a_rate_of_growth_is_growth_of_the_noun_before_it() -> None:
    level, rate = said("外贸出口总额实现41.2亿元，增速11%。")
    assert (rate.attribute, rate.change) == ("外贸出口总额", "growth")
    (fall,) = said("单位能耗降幅达3.1%。")
    assert fall.quantity.value == Decimal("-0.031")
    assert level.change is None


@pytest.mark.parametrize(
    ("text", "attribute"),
    [
        ("8个总投资达20.5亿元的项目签约。", "项目"),
        ("13个涵盖装备制造等产业的项目落地。", "项目"),
        ("新建2条年产50万吨包装纸生产线。", "包装纸生产线"),
    ],
)
def test_the_noun_behind_a_description_is_counted(text: str, attribute: str) -> None:
    assert attributes(text)[0] == attribute


def test_a_verb_right_before_an_amount_points_at_the_noun_behind_it() -> None:
    (statement,) = said("县财政每年安排不少于3000万元专项资金。")
    assert statement.attribute == "专项资金"
    assert statement.quantity.bound == "at_least"


def test_the_project_in_a_heading_holds_for_the_paragraph_below() -> None:
    text = "高性能弹性体项目\n总用地面积23.5公顷，总建筑面积6.3万平方米。"
    assert {statement.subject for statement in said(text)} == {"高性能弹性体项目"}


def test_the_thing_that_opens_a_sentence_holds_for_its_later_clauses() -> None:
    text = "青松路改造工程全长778米，红线宽度24米，总投资1.2亿元。"
    assert {statement.subject for statement in said(text)} == {"青松路改造工程"}


def test_a_frame_of_reference_is_no_subject() -> None:
    text = "浦泾镇完成固定资产投资15亿元，总量位居全区第一，其中工业投资11亿元。"
    assert [statement.subject for statement in said(text)][-1] == "浦泾镇"


def test_one_announced_figure_does_not_make_a_description_a_plan() -> None:
    text = "大楼总建筑面积11.9万平方米，地上12层。\n总投资7.1亿元，一期预计明年1月完工。"
    assert [statement.status for statement in said(text)][:3] == ["actual"] * 3


def test_words_and_classifiers_are_those_of_the_text_in_its_own_script() -> None:
    (statement,) = said("全區新建公園綠地12個。")
    assert (statement.attribute, statement.quantity.unit) == ("公園綠地", "個")
    assert statement.subject == "全區"


def test_the_level_of_last_year_is_no_movement() -> None:
    now, before, moved = said("失业率4.8%，较上年5.2%下降0.4个百分点。")
    assert (before.quantity.value, before.change) == (Decimal("0.052"), "from")
    assert (now.change, moved.change) == (None, "delta")


def test_work_done_is_no_movement() -> None:
    built, renewed = said("新建高标准农田3.2万亩，改造提升2.8万亩。")
    assert (built.change, renewed.change) == (None, None)


@pytest.mark.parametrize(
    ("text", "attribute"),
    [
        ("在库项目共70个。", "在库项目"),
        ("城乡居民收入比1.85。", "城乡居民收入比"),
        ("男女性别比104.3。", "男女性别比"),
    ],
)
def test_a_noun_is_not_taken_for_a_link(text: str, attribute: str) -> None:
    assert attributes(text) == [attribute]


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("收入由2012年底的950元增长至2025年底的28434元。", ["from", "to"]),
        ("城乡收入同比增长分别为6.4%、7.9%。", ["growth", "growth"]),
        ("年度目标调高到45亿元。", ["to"]),
    ],
)
def test_a_movement_is_seen_through_the_words_around_it(text: str, changes: list[str]) -> None:
    assert [statement.change for statement in said(text)] == changes


def test_where_something_ranks_is_not_whose_it_is() -> None:
    text = "山海关区零售总额完成1.48亿元，全市排名第一；投资增长7.9%，全市排名第二。"
    assert all(statement.subject != "全市" for statement in said(text))
