"""The year a text or a section opens with, and times that only qualify a word beside them."""

from datetime import date

import pytest

from bayline.engines.chinese.terms import Interval
from bayline.engines.chinese.times import Anchor, Timeline, anchor, publication_date, times

JUNE = date(2023, 6, 8)


def whole(year: int) -> Interval:
    return Interval(date(year, 1, 1), date(year, 12, 31))


def at(text: str, figure: str, published: date | None = JUNE) -> Anchor:
    timeline = Timeline(text, times(text, published=published), published=published)
    return anchor(timeline, text.index(figure))


def days(text: str, words: str, published: date = JUNE) -> Interval | None:
    start = text.index(words)
    return next(time.interval for time in times(text, published=published) if time.start == start)


BULLETIN = (
    "2021年云岭县国民经济和社会发展统计公报\n云岭县统计局\n2022年5月9日\n"
    "一、综合\n经核算，地区生产总值88.6亿元。\n年末常住人口21.3万人，比上年末减少0.2万人。\n"
    "二、农业\n（一）种植业\n全年油菜籽产量3.4万吨，比上年增长2.2%。\n"
)


@pytest.mark.parametrize("figure", ["88.6亿元", "3.4万吨", "2.2%"])
def test_the_year_of_a_bulletin_holds_below_its_numbered_headings(figure):
    assert at(BULLETIN, figure, date(2022, 5, 9)).time == whole(2021)


def test_the_end_of_the_year_in_a_bulletin_is_that_of_its_year():
    assert at(BULLETIN, "21.3万人", date(2022, 5, 9)).time == (None, date(2021, 12, 31))
    assert days(BULLETIN, "上年末减") == (None, date(2020, 12, 31))


OPENED = (
    "2022年，全县上下稳步向前，各项事业健康发展。\n一、综合\n全年接待游客41万人次。\n"
    "二、商贸\n限额以上零售额7.7亿元。\n"
)


@pytest.mark.parametrize("figure", ["41万人次", "7.7亿元"])
def test_the_year_a_text_opens_with_holds_through_later_headings(figure):
    assert at(OPENED, figure).time == whole(2022)


def test_a_paragraph_on_another_time_ends_what_the_opening_holds():
    text = OPENED + "今年以来，商贸回暖。\n新开门店36家。\n"
    assert at(text, "36家").time is None


def test_a_later_opening_takes_over():
    text = "2021年，全镇经济稳定。\n修路6公里。\n2022年，全镇经济向好。\n修桥4座。\n"
    assert at(text, "6公里").time == whole(2021)
    assert at(text, "4座").time == whole(2022)


def test_an_entry_that_counts_its_people_in_a_year_speaks_of_that_year():
    text = (
        "甘泉区地处河谷。2019年，户籍人口18.2万人。\n"
        "实现工业总产值52.1亿元。\n至年底，有商户940户。"
    )
    assert at(text, "52.1亿元").time == whole(2019)
    assert at(text, "940户").time == (None, date(2019, 12, 31))


def test_a_heading_without_a_number_stands_above_those_that_count_anew():
    text = (
        "2021年工作总结\n一、交通\n通车9公里。\n二、教育\n建校2所。\n"
        "2022年工作计划\n一、交通\n修路8公里。\n"
    )
    assert at(text, "9公里").time == whole(2021)
    assert at(text, "2所").time == whole(2021)
    assert at(text, "8公里").time == whole(2022)


def test_a_heading_without_a_number_holds_no_further_than_the_count_it_interrupts():
    text = "一、交通\n通车9公里。\n2021年工作亮点及成效\n建校2所。\n二、教育\n招生310人。\n"
    assert at(text, "2所").time == whole(2021)
    assert at(text, "310人").time is None


def test_what_comes_next_leaves_the_year_under_review():
    text = "2022年工作总结\n一、主要成效\n通车9公里。\n二、下一步打算\n修路8公里。\n"
    assert at(text, "8公里").time is None


def test_a_line_with_a_day_or_with_two_years_is_no_heading_of_a_year():
    assert at("某镇便民中心\n2022年4月6日\n窗口12个。", "12个").time is None
    assert at("2021年和2022年工作情况\n窗口12个。", "12个").time is None


def test_a_whole_year_that_is_reported_in_summer_is_the_last_one():
    text = "全年完成造林3200亩，比上年增长6%。"
    assert at(text, "3200亩").time == whole(2022)
    assert days(text, "上年") == whole(2021)
    assert at("截至年末，在校学生8100人。", "8100人").time == (None, date(2022, 12, 31))


@pytest.mark.parametrize(
    "text",
    ["预计全年造林3200亩。", "全年任务是造林3200亩。", "年底前完成造林3200亩。"],
)
def test_a_whole_year_that_is_planned_in_summer_is_this_one(text):
    moment = at(text, "3200亩").time
    assert moment is not None
    assert moment.last == date(2023, 12, 31)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("2022年，支出年初预算640万元，收入增长3.1%。", "3.1%"),
        ("2022年，支出年初预算640万元，收入增长3.1%。", "640万元"),
        ("2022年，新开工9个、上年度续建14个。", "14个"),
        ("2022年，上年结转75万元，修路8公里。", "8公里"),
    ],
)
def test_a_time_that_names_a_budget_or_a_carry_over_dates_no_figure(text, figure):
    assert at(text, figure).time == whole(2022)


def test_the_share_of_a_plan_dates_nothing_behind_it():
    text = "今年一季度，完成投资6亿元，占全年计划的27%，新开工项目11个。"
    assert at(text, "11个").time == (date(2023, 1, 1), date(2023, 3, 31))


@pytest.mark.parametrize(
    "text",
    [
        "水库始建于1958年，需加固资金46万元。",
        "合作社成立于2011年，现有社员46万元股金。",
        "中学创办于上世纪50年代，校舍折价46万元。",
    ],
)
def test_when_something_was_founded_dates_only_the_founding(text):
    assert at(text, "46万元").time is None


def test_a_founding_year_dates_no_month_behind_it():
    assert days("电站建成于1976年，3月完成检修。", "3月") == (date(2023, 3, 1), date(2023, 3, 31))


def test_a_verb_that_only_ends_like_a_founding_keeps_its_time():
    assert at("事故发生于2022年，造成损失46万元。", "46万元").time == whole(2022)


def test_what_lies_ahead_does_not_take_a_time_that_was_over():
    text = "2021年，园区完成征地，将新建厂房5栋。"
    assert at(text, "5栋") == Anchor(None, whole(2023))


def test_the_estimate_of_the_year_just_ended_keeps_it():
    assert at("2022年，预计财政收入9亿元。", "9亿元", date(2023, 1, 9)).time == whole(2022)


def test_a_time_in_brackets_behind_a_figure_is_its_time():
    text = "产值由28亿元（2020年）增至35亿元（2022年）。"
    assert at(text, "28亿元").time == whole(2020)
    assert at(text, "35亿元").time == whole(2022)


def test_a_time_that_qualifies_a_figure_dates_it_alone():
    text = "到2025年，企业由2022年的210家增加到300家。"
    assert at(text, "210家").time == whole(2022)
    assert at(text, "300家").time == (None, date(2025, 12, 31))


def test_a_leading_sentence_holds_for_the_list_beneath_it():
    text = "到2025年，主要任务如期完成。\n——造林面积达3200亩。\n——新建公园5座。\n现有公园9座。"
    assert at(text, "3200亩").time == (None, date(2025, 12, 31))
    assert at(text, "5座").time == (None, date(2025, 12, 31))
    assert at(text, "9座").time is None


def test_a_clause_that_goes_on_keeps_the_time_of_the_sentence_before():
    text = "老城改造稳步推进，2022年支出4亿元。其中，管网2.6亿元。"
    assert at(text, "2.6亿元").time == whole(2022)


@pytest.mark.parametrize(
    "head", ["指标\t单位\t2020年\t2021年\n粮食\t万吨\t8\t9", "指标\t2021年\n粮食\t9"]
)
def test_the_head_of_a_table_is_no_title(head):
    inferred = publication_date(head)
    assert inferred is None or inferred[1] != "title"
