"""Which time holds for a figure, and when a text was published."""

from datetime import date

import pytest

from bayline.engines.chinese.terms import Interval
from bayline.engines.chinese.times import Anchor, Timeline, anchor, publication_date, times

YEAR_2024 = Interval(date(2024, 1, 1), date(2024, 12, 31))
YEAR_2025 = Interval(date(2025, 1, 1), date(2025, 12, 31))
JANUARY = date(2025, 1, 15)


def at(text: str, figure: str, published: date | None = JANUARY) -> Anchor:
    timeline = Timeline(text, times(text, published=published), published=published)
    return anchor(timeline, text.index(figure))


def test_the_time_of_the_sentence_holds_for_what_follows():
    text = "2023年9月，全镇新建公园，投资3亿元。"
    assert at(text, "3亿元").time == (date(2023, 9, 1), date(2023, 9, 30))


def test_a_time_that_opens_a_sentence_holds_for_its_paragraph():
    text = "过去一年，全镇面貌一新。新建公园8座。\n新建学校5所。"
    assert at(text, "8座").time == YEAR_2024
    assert at(text, "5所").time is None


def test_a_line_that_introduces_holds_for_what_it_introduces():
    text = (
        "一年来，主要做了以下工作。\n（一）抓项目。新开工项目36个。\n（二）惠民生。新增床位300张。"
    )
    assert at(text, "36个").time == YEAR_2024
    assert at(text, "300张").time == YEAR_2024


def test_a_heading_with_a_year_holds_until_the_next():
    text = (
        "一、2024年工作回顾\n（一）建设提速\n通车里程12公里。\n二、2025年工作安排\n新建道路9公里。"
    )
    assert at(text, "12公里").time == YEAR_2024
    assert at(text, "9公里").time == YEAR_2025


def test_what_something_is_compared_with_is_not_its_time():
    assert at("新开工项目48个，比2023年增加6个。", "6个").time is None


def test_totals_have_no_beginning():
    text = "2024年，新增公园14座，累计达到97座。"
    assert at(text, "14座").time == YEAR_2024
    assert at(text, "97座").time == (None, date(2024, 12, 31))


def test_a_target_year_is_an_end():
    assert at("到2027年，建成产业园6个。", "6个").time == (None, date(2027, 12, 31))


def test_the_year_in_the_title_of_a_plan_is_not_the_time_of_the_fact():
    assert at("印发《振兴行动计划（2024—2027年）》，提出举措16条。", "16条").time is None


@pytest.mark.parametrize(
    ("text", "assumed"),
    [("已建成道路12公里。", YEAR_2024), ("力争建成道路12公里。", YEAR_2025)],
)
def test_without_words_only_the_document_date_suggests_a_time(text, assumed):
    assert at(text, "12公里") == Anchor(None, assumed)


def test_without_any_date_nothing_is_assumed():
    assert at("建成道路12公里。", "12公里", None) == Anchor(None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "某区政府工作报告\n——2023年1月9日在区第七届人民代表大会第三次会议上\n各位代表：",
            (date(2023, 1, 9), "head"),
        ),
        (
            "关于开展检查的通知\n发布时间：2021-11-02  来源：办公室\n各村：",
            (date(2021, 11, 2), "label"),
        ),
        ("各村民委员会：\n请按时上报。\n镇人民政府\n2022年5月6日", (date(2022, 5, 6), "signature")),
        ("2024年某县政府工作报告\n各位代表：过去一年成绩显著。", (date(2024, 1, 31), "title")),
        (
            "2019年某市国民经济和社会发展统计公报\n初步核算，经济平稳。",
            (date(2020, 2, 28), "title"),
        ),
        ("大桥于2019年3月4日通车，2021年6月30日完成改造。", (date(2021, 6, 30), "latest")),
        ("全镇共有村民小组86个。", None),
    ],
)
def test_the_publication_date_is_inferred_from_the_text(text, expected):
    assert publication_date(text) == expected


def test_plans_do_not_date_a_text():
    assert publication_date("2020年5月开工，预计到2026年12月31日建成。") == (
        date(2020, 5, 31),
        "latest",
    )
