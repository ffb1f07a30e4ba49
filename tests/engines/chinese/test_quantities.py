"""Numbers with units, and what looks like one."""

import json
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.engines.chinese.quantities import quantities
from bayline.engines.chinese.script import fold
from bayline.engines.chinese.terms import QuantityKind
from bayline.kernel.bounds import Bound


def read(text: str) -> list[tuple[str, str, str]]:
    return [
        (text[one.start : one.end], f"{one.value.normalize():f}", one.unit)
        for one in quantities(fold(text))
        if one.value is not None
    ]


@pytest.mark.parametrize(
    ("text", "span", "value", "unit"),
    [
        ("总投资35亿元，", "35亿元", "3500000000", "CNY"),
        ("进口额新台幣2,350億元", "新台幣2,350億元", "235000000000", "TWD"),
        ("折合1243亿元人民币。", "1243亿元人民币", "124300000000", "CNY"),
        ("罚款人民币50元", "人民币50元", "50", "CNY"),
        ("外资175亿美元", "175亿美元", "17500000000", "USD"),
        ("開支達港幣9,300億元", "港幣9,300億元", "930000000000", "HKD"),
        ("罚款壹拾贰万叁仟元柒角捌分", "壹拾贰万叁仟元柒角捌分", "123000.78", "CNY"),
        ("增长5.5%，", "5.5%", "0.055", "1"),
        ("自然增长率-1.2‰", "-1.2‰", "-0.0012", "1"),
        ("同比+5.1%", "5.1%", "0.051", "1"),
        ("提高0.8个百分点", "0.8个百分点", "0.8", "pp"),
        ("面积1,234.5公頃", "1,234.5公頃", "12345000", "m2"),
        ("绿道45平方公里", "45平方公里", "45000000", "m2"),
        ("新修渠道二十公里", "二十公里", "20000", "m"),
        ("产量118.3万吨", "118.3万吨", "1183000000", "kg"),
        ("用能1600万吨标准煤", "1600万吨标准煤", "16000000000", "kg"),
        ("总产825亿斤", "825亿斤", "41250000000", "kg"),
        ("库容1.2亿方", "1.2亿方", "120000000", "m3"),
        ("用电3.5亿千瓦时", "3.5亿千瓦时", "350000000", "kWh"),
        ("装机200万千瓦", "200万千瓦", "2000000", "kW"),
        ("储能200MWh。", "200MWh", "200000", "kWh"),
        ("浓度35.2微克/立方米", "35.2微克/立方米", "35.2", "微克/立方米"),
        ("为每立方米20微克，", "20微克", "20", "微克/立方米"),
        ("税收25万元/亩", "25万元/亩", "250000", "元/亩"),
        ("吞吐量265.3万TEU", "265.3万TEU", "2653000", "标箱"),
        ("共30个村", "30个", "30", "个"),
        ("项目19个。", "19个", "19", "个"),
        ("完成14.2万台（套）更新", "14.2万台（套）", "142000", "台（套）"),
        ("培训80万人次", "80万人次", "800000", "人次"),
        ("办好十方面民生实事", "十方面", "10", "方面"),
        ("三家企业", "三家", "3", "家"),
        ("辖9镇", "9镇", "9", "镇"),
        ("新增405万皖北群众", "405万", "4050000", "人"),
        ("技能人才74万、", "74万", "740000", "人"),
        ("年内到期662万农户", "662万", "6620000", "户"),
        ("完成投资12.3亿，", "12.3亿", "1230000000", "CNY"),
        ("增长2.3倍", "2.3倍", "2.3", "x"),
        ("产值翻一番", "翻一番", "2", "x"),
        ("连续48个月", "48个月", "48", "mo"),
        ("压缩至3个工作日", "3个工作日", "3", "d"),
        ("车程1小时30分钟", "1小时30分钟", "1.5", "h"),
        ("八成以上", "八成", "0.8", "1"),
        ("四成半。", "四成半", "0.45", "1"),
        ("室温20℃达标", "20℃", "20", "℃"),
        ("三斤半", "三斤半", "1.75", "kg"),
        ("身高三米九", "三米九", "3.9", "m"),
    ],
)
def test_a_number_with_its_unit_is_read_in_base_units(text, span, value, unit):
    assert read(text) == [(span, value, unit)]


def test_a_mu_keeps_its_thirds():
    (one,) = quantities("森林3万亩")
    assert one.value == Decimal(20_000_000)
    assert one.stated_value == Decimal(30_000)
    assert one.stated_unit == "亩"


@pytest.mark.parametrize(
    ("text", "span", "outer", "bound"),
    [
        ("产值超460亿元。", "460亿元", "超460亿元", Bound.OVER),
        ("面积7000余亩", "7000余亩", "7000余亩", Bound.OVER),
        ("惠及近千家企业", "千家", "近千家", Bound.NEARLY),
        ("48小时内办结", "48小时", "48小时内", Bound.AT_MOST),
        ("5万元（含）以上", "5万元", "5万元（含）以上", Bound.AT_LEAST),
        ("投资约2.3亿元", "2.3亿元", "约2.3亿元", Bound.ABOUT),
        ("达到5万亿元以上", "5万亿元", "达到5万亿元以上", Bound.AT_LEAST),
        ("超过了3亿元以上", "3亿元", "超过了3亿元以上", Bound.OVER),
        ("力争突破1万亿元", "1万亿元", "力争突破1万亿元", Bound.OVER),
        ("不超过2天", "2天", "不超过2天", Bound.AT_MOST),
        ("控制在3%以内", "3%", "控制在3%以内", Bound.AT_MOST),
        ("距城区不足20公里", "20公里", "不足20公里", Bound.UNDER),
        ("增长7%左右", "7%", "7%左右", Bound.ABOUT),
        ("首次突破千亿元大关", "千亿元", "突破千亿元", Bound.OVER),
        ("重回万亿元规模", "万亿元", "重回万亿元", Bound.AT_LEAST),
        ("人均2.1亩", "2.1亩", "2.1亩", Bound.EXACT),
    ],
)
def test_hedges_stand_outside_the_span_and_decide_the_bound(text, span, outer, bound):
    (one,) = quantities(text)
    assert text[one.start : one.end] == span
    assert text[one.outer_start : one.outer_end] == outer
    assert one.bound is bound


@pytest.mark.parametrize(
    ("text", "span", "low", "high", "unit"),
    [
        ("增长5%—6%。", "5%—6%", "0.05", "0.06", "1"),
        ("增长5%～6%。", "5%～6%", "0.05", "0.06", "1"),
        ("建设三到五年。", "三到五年", "3", "5", "a"),
        ("单价100-200元", "100-200元", "100", "200", "CNY"),
        ("回落3至5个百分点", "3至5个百分点", "3", "5", "pp"),
        ("投资20-25亿元", "20-25亿元", "2000000000", "2500000000", "CNY"),
        ("招收0-6岁儿童", "0-6岁", "0", "6", "a"),
        ("控制在20℃—25℃", "20℃—25℃", "20", "25", "℃"),
        ("来了三四十人", "三四十人", "30", "40", "人"),
        ("数百家企业", "数百家", "200", "900", "家"),
        ("五块六到五块七", "五块六到五块七", "5.6", "5.7", "CNY"),
    ],
)
def test_ranges_are_one_quantity(text, span, low, high, unit):
    (one,) = quantities(fold(text))
    assert text[one.start : one.end] == span
    assert (one.value, one.high, one.unit) == (Decimal(low), Decimal(high), unit)
    assert one.bound is Bound.RANGE


def test_a_sequence_is_several_quantities():
    assert read("分别增长23.9%、35.8%") == [("23.9%", "0.239", "1"), ("35.8%", "0.358", "1")]


@pytest.mark.parametrize(
    ("text", "span", "place"),
    [("居全国第3位。", "第3位", "3"), ("排名第二，", "第二", "2"), ("全国第1、", "第1", "1")],
)
def test_ranks_are_ranks(text, span, place):
    (one,) = quantities(text)
    assert text[one.start : one.end] == span
    assert (one.value, one.unit, one.kind) == (Decimal(place), "位", QuantityKind.RANK)


def test_some_without_a_number_is_no_quantity():
    assert quantities("引进若干个项目") == []


@pytest.mark.parametrize(
    "text",
    [
        "2021年10月14日上午9时30分",
        "2021—2025年",
        "二〇二三年、二零零八年、十二月",
        '"十四五"时期、三个“一批”、树牢“四个意识”',
        "近三年来、过去五年、5年前、今后3年",
        "第一批、第十四届、第二产业、第三方、第3条",
        "十六届人大二次会议、党的二十大、三中全会、五次、六次全会",
        "“1+4+4+4”、“8+4”、八八战略、“五个中心”、“科创板八条”",
        "C919、5G、48K、PM2.5、G60、4A级、H7N9、12345热线、3号线",
        "长三角、两重、两新、三农、双碳、四好农村路",
        "一批、一些、一系列、千方百计、一带一路、一体化、一次性、十分",
        "三门峡、三亚、红十字、百度、零部件",
        "电话0573-85012345，邮编314200，沪府〔2021〕3号",
        "15分钟社区生活圈、三年行动计划、十年禁渔",
        "百亿级、万吨级泊位、30万吨级航道、万亩示范区、百年变局",
        "每万人口、万元GDP能耗、前10名、全球前20位",
        "新中国成立75周年、3.0方案、7.1级地震",
        "一、总体要求 （二）主要目标 1.加强领导",
        "网上零售、四周、百姓、统一",
    ],
)
def test_names_dates_slogans_and_idioms_are_no_quantities(text):
    assert read(text) == []


def test_the_number_of_a_list_item_is_no_part_of_the_count():
    assert read("\n8.6个重大科技专项") == [("6个", "6", "个")]
    assert read("\n12.56个百分点") == [("12.56个百分点", "12.56", "pp")]


def test_traditional_script_reads_like_simplified():
    assert read("耕地３．２萬畝，農戶１２個") == [
        ("３．２萬畝", "21333333.33333333333333333333", "m2"),
        ("１２個", "12", "个"),
    ]


ODD = st.text(
    "0123456789.,%‰/-~—至到第负一二三十百千万亿两半几多余元亩个家人年月以上超约近（）“”每 ",
    max_size=40,
)


@given(st.one_of(st.text(), ODD))
def test_any_text_gives_valid_ordered_spans(text):
    end = 0
    for one in quantities(fold(text)):
        assert end <= one.start < one.end <= len(text)
        assert one.outer_start <= one.start
        assert one.end <= one.outer_end <= len(text)
        end = one.end


@given(st.decimals(0, 10**9, places=2), st.sampled_from(["万", "亿", ""]))
def test_money_printed_reads_back(amount, scale):
    factor = {"": 1, "万": 10**4, "亿": 10**8}[scale]
    (one,) = quantities(f"投资{amount}{scale}元")
    assert one.value == amount * factor
    assert one.resolution == Decimal("0.01") * factor


@pytest.mark.parametrize(
    "unit",
    [
        "1234567890",
        "亿",
        "一",
        "1,",
        "1/",
        "十几万",
        "1亿",
        "超过不低于约",
        "3个以上",
        "5%-",
        "5'",
        "第一",
    ],
)
def test_long_runs_end_in_linear_steps(unit):
    assert len(quantities(unit * (60_000 // len(unit)))) <= 60_000


def gold_of(shared):
    folder = shared / "data" / "reading" / "gold"
    for path in sorted(folder.glob("*.jsonl")):
        text = (folder / "texts" / f"{path.stem}.txt").read_text(encoding="utf-8")
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        yield text, rows


def close(read_value, accepted):
    return any(
        read_value is value
        if None in (read_value, value)
        else abs(float(read_value) - value) <= 1e-6 * max(1, abs(value))
        for value in accepted
    )


def test_annotated_reports_are_read(shared):
    tally: Counter[str] = Counter()
    for text, rows in gold_of(shared):
        found = quantities(fold(text))
        taken = set()
        for row in rows:
            hit = next((q for q in found if q.start < row["end"] and row["start"] < q.end), None)
            taken.add(hit)
            tally["gold"] += not row["optional"]
            if hit is None or row["optional"]:
                continue
            tally["hit"] += 1
            tally["value"] += close(hit.value, row["value"]) and close(hit.high, row["high"])
            tally["unit"] += hit.unit in row["unit"]
            tally["bound"] += hit.bound in row["bound"]
        tally["extra"] += len(set(found) - taken)
    f1 = 2 * tally["hit"] / (tally["gold"] + tally["hit"] + tally["extra"])
    assert f1 >= 0.985
    assert tally["value"] >= 0.985 * tally["hit"]
    assert tally["unit"] >= 0.98 * tally["hit"]
    assert tally["bound"] >= 0.98 * tally["hit"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("分别拉动增长1.3和2.6个百分点", [("1.3", "1.3", "pp"), ("2.6个百分点", "2.6", "pp")]),
        ("分别达3、4亿元", [("3", "300000000", "CNY"), ("4亿元", "400000000", "CNY")]),
        ("增长10和20%", [("10", "0.1", "1"), ("20%", "0.2", "1")]),
        ("新增7、8个", [("8个", "8", "个")]),
        ("1、3个村", [("3个", "3", "个")]),
        ("第2、3个村", [("3个", "3", "个")]),
    ],
)
def test_figures_in_a_row_share_the_unit_behind_the_last(text, expected):
    found = [(text[q.start : q.end], q.value, q.unit) for q in quantities(text)]
    assert found == [(words, Decimal(value), unit) for words, value, unit in expected]


@pytest.mark.parametrize("text", ["600多群众", "六百余村民", "30多职工"])
def test_people_are_counted_without_a_classifier(text):
    (found,) = quantities(text)
    assert (found.unit, found.bound, found.end) == ("人", Bound.OVER, len(text) - 2)
