"""The words of targets as rules."""

from decimal import Decimal

import pytest

from bayline.systems.plan.rules.targets import read_target
from bayline.systems.plan.terms.targets import Good, Kind, Level, Measure, Operator, Rule, Span


def rule(text: str) -> Rule:
    (only,) = read_target(text, year=2024).rules
    return only


@pytest.mark.parametrize(
    ("text", "measure", "operator", "good"),
    [
        ("全县生产总值增长6%左右", Measure.GROWTH, Operator.ABOUT, Good.HIGH),
        ("固定资产投资增长8%以上", Measure.GROWTH, Operator.AT_LEAST, Good.HIGH),
        ("税收收入增长不低于5%", Measure.GROWTH, Operator.AT_LEAST, Good.HIGH),
        ("研发投入强度高于3%", Measure.LEVEL, Operator.OVER, Good.HIGH),
        ("城镇登记失业率控制在3%以内", Measure.LEVEL, Operator.AT_MOST, Good.LOW),
        ("PM2.5平均浓度不高于30微克/立方米", Measure.LEVEL, Operator.AT_MOST, Good.LOW),
        ("单位GDP能耗下降3%", Measure.GROWTH, Operator.POINT, Good.LOW),
        ("单位GDP能耗下降4%以上", Measure.GROWTH, Operator.AT_MOST, Good.LOW),
        ("城镇化率提高0.5个百分点", Measure.DELTA, Operator.POINT, Good.HIGH),
        ("完成有效投资240亿元", Measure.AMOUNT, Operator.POINT, Good.HIGH),
        ("高新技术企业达到1500家", Measure.LEVEL, Operator.POINT, Good.HIGH),
        ("地区生产总值突破1100亿元", Measure.AMOUNT, Operator.OVER, Good.HIGH),
        ("固定资产投资增长5%—6%", Measure.GROWTH, Operator.WITHIN, Good.HIGH),
        ("居民消费价格涨幅3%左右", Measure.GROWTH, Operator.ABOUT, Good.LOW),
    ],
)
def test_a_target_is_read(text: str, measure: Measure, operator: Operator, good: Good) -> None:
    read = rule(text)
    assert (read.measure, read.official.operator, read.good) == (measure, operator, good)


def test_what_is_aspired_to_stands_beside_the_target() -> None:
    read = rule("确保引进到位资金70亿元（力争80亿元）")
    assert read.official.figure.low == Decimal("7e9")
    assert read.aspired.figure.low == Decimal("8e9")
    assert rule("产业集群产值年均增长力争20%").official is None
    assert rule("产业集群产值年均增长力争20%").bars[0].level is Level.ASPIRATION


@pytest.mark.parametrize(
    ("text", "operator"),
    [
        ("城乡居民收入增长与经济增长基本同步", Operator.IN_STEP),
        ("居民人均可支配收入年均增速高于地区生产总值增速", Operator.OVER),
        ("居民收入增速快于GDP增速", Operator.OVER),
    ],
)
def test_a_target_may_be_set_against_another_indicator(text: str, operator: Operator) -> None:
    read = rule(text)
    assert read.reference.indicator == "地区生产总值"
    assert read.reference.operator is operator
    assert not read.bars


def test_three_ways_to_hold_over_the_years_are_told_apart() -> None:
    assert rule("主导产业产值年均增长9%左右").span is Span.AVERAGE
    assert rule("市级示范村累计15个").span is Span.CUMULATIVE
    assert rule("到2025年，森林覆盖率达到16.5%").span is Span.END


def test_numbers_of_names_and_sizes_are_no_targets() -> None:
    assert [one.official.words for one in read_target("招引亿元以上项目30个", year=2024).rules] == [
        "30个"
    ]
    assert rule("四项主要污染物减排完成省下达任务").is_from_above
    assert rule("3. 新建农村公路30公里").official.words == "30公里"


def test_a_part_counts_in_the_manner_of_its_whole() -> None:
    whole, part = read_target("新建5G基站500个以上，其中农村120个", year=2024).rules
    assert (whole.is_part, part.is_part) == (False, True)
    assert part.measure is whole.measure is Measure.AMOUNT


def test_binding_and_expected_are_said_or_not() -> None:
    assert rule("单位GDP能耗下降3%（约束性指标）").kind is Kind.BINDING
    assert rule("地区生产总值增长6%（预期性）").kind is Kind.EXPECTED
    assert rule("地区生产总值增长6%").kind is Kind.UNSAID
