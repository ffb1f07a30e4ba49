"""Promises are what a text announces, with the day they are due."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bayline.engines.chinese.promises import promises
from bayline.engines.chinese.sentences import sentences
from bayline.engines.chinese.terms import Promise
from bayline.engines.chinese.times import times

PUBLISHED = date(2021, 11, 20)


def read(text: str, *, planned: bool = False) -> list[Promise]:
    return promises(
        text,
        sentences=sentences(text),
        times=times(text, published=PUBLISHED),
        is_planned=lambda _position, _sentence: planned,
        published=PUBLISHED,
    )


@pytest.mark.parametrize(
    ("text", "promised", "due"),
    [
        ("首批村庄预计年底前通过检查。", "首批村庄预计年底前通过检查", date(2021, 12, 31)),
        ("计划于2022年4月份启动。", "计划于2022年4月份启动", date(2022, 4, 30)),
        ("到2025年，力争建成三个园区。", "到2025年，力争建成三个园区", date(2025, 12, 31)),
        ("我们将继续努力。", "我们将继续努力", None),
        ("力争实现全覆盖。", "力争实现全覆盖", None),
    ],
)
def test_a_promise_has_its_words_and_its_due_date(text, promised, due):
    assert [(p.text, p.due) for p in read(text)] == [(promised, due)]


def test_a_length_of_time_counts_from_the_day_named_before():
    text = "2021年3月3日，甲项目开工，5年内完成建设。"
    assert read(text)[-1].due == date(2026, 3, 3)


def test_two_promises_in_one_sentence_keep_their_dates():
    text = "首批预计年底检查，次批有26个镇，预计将于2022年4月份启动。"
    assert [promise.due for promise in read(text)] == [date(2021, 12, 31), date(2022, 4, 30)]


@pytest.mark.parametrize(
    "text",
    [
        "将两项制度打造成为治理品牌。",
        "将绿色理念融入城市建设。",
        "去年完成投资9亿元。",
        "大将军出征。",
        "已完成年度计划。",
        "近来变化很大。",
    ],
)
def test_the_past_and_the_particle_promise_nothing(text):
    assert read(text) == []


def test_a_heading_promises_nothing():
    assert read("二、2022年工作安排\n") == []


def test_a_day_that_has_passed_is_no_due_date():
    assert [promise.due for promise in read("力争2020年建成。")] == [None]


WORDS = "将预计力争年底前到2025年，。；5年内完成甲项目的“”计划于2022年4月\n"


@settings(deadline=None)
@given(st.one_of(st.text(alphabet=WORDS, max_size=80), st.text(max_size=60)))
def test_the_text_of_a_promise_is_its_span(text):
    for promise in read(text, planned=True):
        assert text[promise.start : promise.end] == promise.text
        assert promise.sentence.start <= promise.start <= promise.end <= promise.sentence.end


@pytest.mark.parametrize("unit", ["将", "预计", "，将", "将成为", "确保", "到2025年，"])
def test_repetitions_take_linear_steps(unit, linear):
    def read_all(text):
        promises(text, sentences=sentences(text), times=[], is_planned=lambda _p, _s: True)

    linear(read_all, unit, 4000)


@pytest.mark.parametrize(
    "text",
    [
        "也将为白塔镇发展旅游提供坚实的保障。",
        "并将产业布局与人才培养有机融合。",
        "为确保全县目标完成作出贡献。",
        "全镇经济社会发展的主要预期目标是",
        "现将有关事项通知如下。",
        "项目总用地面积，总建筑面积。",
        "根据《2021—2023年设备补贴实施方案》要求。",
    ],
)
def test_what_serves_or_describes_promises_nothing(text):
    assert read(text, planned=True) == []


@pytest.mark.parametrize(
    "text",
    [
        "单位产值能耗预计仍上升2%左右。",
        "预计全年用电量增长6%左右。",
        "预计明年入学人数回落1000人。",
    ],
)
def test_what_is_expected_to_rise_or_fall_is_no_promise(text):
    assert read(text) == []


def test_a_plan_promises_what_is_to_be_done():
    promised = [promise.text for promise in read("2022年新建泵站9座，面积2亩。", planned=True)]
    assert promised == ["2022年新建泵站9座"]
