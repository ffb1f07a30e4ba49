"""Whatever the text, times have exact spans in order and intervals that run forward."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bayline.engines.chinese.script import fold
from bayline.engines.chinese.times import publication_date, times
from bayline.engines.chinese.times.anchor import Timeline
from bayline.engines.chinese.times.lunar import lunar_day
from bayline.engines.chinese.times.numerals import whole

PIECES = """
2021 年 月 日 号 今 去 明 上 下 半 季度 第 三 十 五 一 两 个 前 后 内 以来 至 到 — - ~ 周 星期 每 逐
同 当 次 底 初 末 旬 点 时 分 : . / 世纪 年代 “ ” 十四五 规划 春节 国庆
假期 截至 从 自 过去 未来 近 天 小时
农历 正月 民国 9999 0 31 2月30日 公元 ， 。 一、 工作回顾 工作安排 比 将
"""
WORDS = st.sampled_from([*PIECES.split(), "\n", " "])
TEXTS = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=30).map("".join))
DATES = st.one_of(st.none(), st.dates())


@settings(max_examples=400, deadline=None)
@given(TEXTS, DATES)
def test_spans_are_in_order_and_intervals_run_forward(text, published):
    found = times(fold(text), published=published)
    position = 0
    for time in found:
        assert position <= time.start < time.end <= len(text)
        position = time.end
        if time.interval is not None and None not in time.interval:
            assert time.interval.first <= time.interval.last


@settings(max_examples=200, deadline=None)
@given(TEXTS, DATES)
def test_any_place_of_any_text_can_be_anchored(text, published):
    folded = fold(text)
    timeline = Timeline(folded, times(folded, published=published), published=published)
    for position in range(len(text)):
        anchor = timeline.at(position)
        assert anchor.time is None or anchor.assumed is None


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_a_publication_date_is_a_date_with_a_reason(text):
    inferred = publication_date(text)
    if inferred is not None:
        day, reason = inferred
        assert date.min <= day <= date.max
        assert reason


@pytest.mark.parametrize(
    "piece", ["1234567890", "年", "1月", "一", "2021年", "《", "今年", "一季度", "1-", "五"]
)
def test_long_monotony_is_read_to_its_end(piece):
    folded = piece * (20_000 // len(piece))
    found = times(folded, published=date(2021, 11, 1))
    Timeline(folded, found, published=date(2021, 11, 1)).at(len(folded) - 1)
    assert all(time.end <= len(folded) for time in found)


@pytest.mark.parametrize(
    ("year", "new_year"),
    [
        (1949, "1949-01-29"),
        (1985, "1985-02-20"),
        (2000, "2000-02-05"),
        (2021, "2021-02-12"),
        (2033, "2033-01-31"),
    ],
)
def test_the_chinese_new_year_falls_on_its_day(year, new_year):
    assert str(lunar_day(year, 1, 1)) == new_year


@given(st.integers(1900, 2050), st.integers(1, 11))
def test_months_of_the_chinese_calendar_follow_each_other(year, month):
    step = (lunar_day(year, month + 1, 1) - lunar_day(year, month, 1)).days
    assert step in {29, 30, 58, 59, 60}


@pytest.mark.parametrize(
    ("sign", "value"),
    [("12", 12), ("十二", 12), ("廿七", 27), ("二〇二一", 2021), ("两千零四", 2004)],
)
def test_small_numbers_are_read(sign, value):
    assert whole(sign) == value
