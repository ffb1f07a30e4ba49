"""Figures without a unit, limits of days, shares in words, and the money of a place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bayline.engines.chinese.numbers import finding as number_finding
from bayline.engines.chinese.quantities import quantities
from bayline.engines.chinese.quantities.grammar import pattern
from bayline.engines.chinese.quantities.starts import starts
from bayline.engines.chinese.script import fold
from bayline.kernel.bounds import Bound


def read(text: str, *, currency: str = "CNY") -> str:
    """Write the quantities of a text as quote=value unit."""
    found = []
    for one in quantities(fold(text), currency=currency):
        high = "" if one.high is None else f"~{one.high.normalize():f}"
        value = "" if one.value is None else f"{one.value.normalize():f}"
        found.append(f"{text[one.start : one.end]}={value}{high} {one.unit}")
    return "; ".join(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("城乡居民收入比1.85，", "1.85=1.85 1"),
        ("城乡居民收入比缩小到1.85。", "1.85=1.85 1"),
        ("收入比由1.90缩小到1.85。", "1.90=1.9 1; 1.85=1.85 1"),
        ("恩格尔系数0.29", "0.29=0.29 1"),
        ("灌溉水有效利用系数提高到0.58以上", "0.58=0.58 1"),
        ("基尼系数为0.46。", "0.46=0.46 1"),
        ("居民消费价格指数（CPI）为102.3，", "102.3=102.3 1"),
        ("价格指数108.3，", "108.3=108.3 1"),
        ("综合指数达到92。", "92=92 1"),
        ("收入比例为1.85:1。", "1.85:1=1.85 1"),
        ("产值之比达到2.5∶1。", "2.5∶1=2.5 1"),
        ("师生比1：12.5", "1：12.5=0.08 1"),
        ("容积率2.5", "2.5=2.5 1"),
    ],
)
def test_an_index_or_ratio_is_a_pure_number(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "见第1.85节",
        "1.85 概述",
        "3.0版",
        "PM2.5，",
        "打造升级版2.0、",
        "发展指数2023",
        "同比1.85",
        "1.85:1",
        "上午9:30，",
        "1、发展指数发布",
    ],
)
def test_numbering_versions_and_hours_are_no_pure_numbers(text: str) -> None:
    assert read(text) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("百分之一至二", "百分之一至二=0.01~0.02 1"),
        ("增长百分之三到五左右", "百分之三到五=0.03~0.05 1"),
        ("千分之五", "千分之五=0.005 1"),
        ("千分之三至千分之五", "千分之三至千分之五=0.003~0.005 1"),
        ("百分之五到2025年", "百分之五=0.05 1"),
        ("百分之二到三个百分点", "百分之二=0.02 1; 三个百分点=3 pp"),
    ],
)
def test_a_share_in_words_may_be_a_range(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10个工作日内办结", "10个工作日=10 d"),
        ("在收到材料后15个工作日内", "15个工作日=15 d"),
        ("15日内报送", "15日=15 d"),
        ("三日内答复", "三日=3 d"),
        ("公示不少于7日。", "7日=7 d"),
        ("24小时内响应", "24小时=24 h"),
        ("耗时半年", "半年=0.5 a"),
        ("历时3年", "3年=3 a"),
        ("时隔半年再次到访", ""),
        ("时隔12年", ""),
        ("5月15日内", ""),
        ("20日，", ""),
    ],
)
def test_limits_and_lengths_count_and_days_and_intervals_do_not(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text", ["二零一九/二零年度", "二零一九至二零年度", "2018-19年度", "2019/20年度", "民国38年"]
)
def test_a_straddling_year_is_no_length_of_time(text: str) -> None:
    assert read(text) == ""


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("约可释出48公顷", Bound.ABOUT),
        ("大约需要30亿元", Bound.ABOUT),
        ("约节约20亿元", Bound.ABOUT),
        ("约增14.9%", Bound.ABOUT),
        ("预计将超过300亿元", Bound.OVER),
        ("不超过总量的30%", Bound.AT_MOST),
        ("不低于上年的80%", Bound.AT_LEAST),
        ("不足全国平均水平的一半", Bound.UNDER),
        ("力争达到500亿元以上", Bound.AT_LEAST),
        ("占全省的30%", Bound.EXACT),
        ("节约资金20亿元", Bound.EXACT),
        ("约谈企业5家", Bound.EXACT),
        ("约定工期30天", Bound.EXACT),
    ],
)
def test_a_hedge_may_stand_before_the_verb_or_before_the_whole(text: str, bound: Bound) -> None:
    (found,) = quantities(text)
    assert found.bound is bound


def test_a_bare_yuan_is_the_money_of_the_place() -> None:
    text = "撥款5億元，人民幣3億元，外匯2億美元"
    assert read(text, currency="HKD") == (
        "5億元=500000000 HKD; 人民幣3億元=300000000 CNY; 2億美元=200000000 USD"
    )
    assert read(text).startswith("5億元=500000000 CNY")


SIGNS = (
    "0123456789.,:/%一二三两十百千万亿几数好半成分之点个家年月日元亩第的到至—~ 约余多以上"
    "，。比指系参"
)
TEXTS = st.text(alphabet=SIGNS, max_size=24)


@settings(max_examples=600, deadline=None)
@given(TEXTS)
def test_the_quick_look_passes_over_no_quantity(text: str) -> None:
    looked_at = {hint.start() for hint in starts().finditer(text)}
    for at in range(len(text)):
        match = pattern().match(text, at)
        if match is not None and match.lastgroup not in {"stop", "index"}:
            assert at in looked_at


@settings(max_examples=600, deadline=None)
@given(TEXTS)
def test_the_quick_look_passes_over_no_number(text: str) -> None:
    looked_at = {hint.start() for hint in number_finding.starts().finditer(text)}
    for at in range(len(text)):
        match = number_finding.pattern().match(text, at)
        if match is not None and match.lastgroup != "skip":
            assert at in looked_at


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("接獲18 900宗投訴", "18 900宗=18900 宗"),
        ("户数 1 200 户", "1 200 户=1200 户"),
        ("山阴、河曲等五省区", "五省区=5 省区"),
        ("共1 234 567人", "1 234 567人=1234567 人"),
        ("2023 100个", "100个=100 个"),
        ("第 3 条", ""),
        ("GDP117亿元", "117亿元=11700000000 CNY"),
        ("CPI2.1%", "2.1%=0.021 1"),
        ("C919", ""),
        ("西甸、东平、石桥三县", "三县=3 县"),
        ("该四镇，", "四镇=4 镇"),
        ("“田园五镇”", ""),
        ("双向六车道", "六车道=6 车道"),
        ("价格涨了一倍，", "一倍=1 x"),
        ("四家班子", ""),
        ("苗好一半收", ""),
        ("若干个品牌", ""),
        ("时速100公里/小时", "100公里/小时=100 km/h"),
        ("该三年接获", ""),
        ("共有1万752户", "1万752户=10752 户"),
        ("预算3亿2,500万元", "3亿2,500万元=325000000 CNY"),
        ("发给5万1,752人", "5万1,752人=51752 人"),
        ("九年一贯制学校12所", "12所=12 所"),
        ("每户用电量约300度", "300度=300 kWh"),
        ("向左转90度", "90度=90 度"),
        ("市值跌1.5亿元至1391亿元", "1.5亿元=150000000 CNY; 1391亿元=139100000000 CNY"),
    ],
)
def test_blanks_letters_and_places_beside_a_number(text: str, expected: str) -> None:
    assert read(text) == expected


def test_the_upper_end_of_a_tier_is_a_limit() -> None:
    low, high = quantities("投资1000万元以上至3000万元的项目")
    assert (low.bound, high.bound) == (Bound.AT_LEAST, Bound.AT_MOST)


def test_a_share_may_name_its_whole_behind_its_hedge() -> None:
    (share,) = quantities("约占营收12%")
    assert share.bound is Bound.ABOUT
