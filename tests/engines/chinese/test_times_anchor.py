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


PLAN = """某区充电设施建设行动计划（2023—2025年）
一、总体目标
到2024年，建成充电桩1000个；到2025年，建成2000个；培育企业20家。
二、重点任务
新建充电站50座。
三、基本情况
全区共有充电桩300个。
"""
MAY = date(2023, 5, 1)
HORIZON = Interval(date(2023, 1, 1), date(2025, 12, 31))


def test_the_years_in_the_title_of_a_plan_hold_for_what_has_no_date_of_its_own():
    assert at(PLAN, "50座", MAY).time == HORIZON
    assert at(PLAN, "300个", MAY).time is None


def test_each_deadline_of_a_row_holds_for_its_own_clause():
    assert at(PLAN, "1000个", MAY).time == (None, date(2024, 12, 31))
    assert at(PLAN, "2000个", MAY).time == (None, date(2025, 12, 31))
    assert at(PLAN, "20家", MAY).time == HORIZON


def test_a_year_that_is_no_deadline_holds_past_one():
    text = "2024年，新建公园8座；到2025年，建成20座；改造小区36个。"
    assert at(text, "36个").time == YEAR_2024


def test_a_year_of_a_budget_title_holds_for_what_is_planned():
    text = "二零二五/二六年度财政预算\n1. 措施。\n2. 经常开支预计为50亿元。"
    assert at(text, "50亿元").time == (date(2025, 4, 1), date(2026, 3, 31))


def test_a_five_year_plan_has_its_five_years():
    text = "某镇“十四五”农业发展规划\n二、发展目标\n农业产值达到20亿元。"
    assert at(text, "20亿元").time == (date(2021, 1, 1), date(2025, 12, 31))


def test_the_budget_of_the_whole_year_is_this_years():
    text = "上半年完成4.5亿元，比上年同期增长5%。全年财政收入预算9亿元。"
    assert at(text, "9亿元", date(2024, 7, 20)).time == YEAR_2024


JULY = date(2024, 7, 20)


def test_a_word_for_now_says_no_more_than_the_date_of_the_document():
    for word in ("目前", "截至目前", "如今"):
        found = at(f"{word}，全镇有企业36家。", "36家", JULY)
        assert found == (None, (None, JULY))
    assert at("截至6月底，全镇有企业36家。", "36家", JULY).time == (None, date(2024, 6, 30))


def test_a_planned_start_of_works_dates_no_figure_behind():
    text = "计划今年9月开工建设的环城路投资8亿元。"
    assert at(text, "8亿元", JULY).time is None
    assert at("水厂计划今年9月开工，需迁管线12公里。", "12公里", JULY).time is None
    september = (date(2024, 9, 1), date(2024, 9, 30))
    assert at("计划今年9月开工项目8个。", "8个", JULY).time == september


def test_a_day_holds_before_the_quarter_in_the_name_of_what_it_saw():
    text = "2024年5月6日，本区二季度18个项目集中开工，总投资36亿元。"
    assert at(text, "18个").time == (date(2024, 5, 6), date(2024, 5, 6))
    assert at(text, "36亿元").time == (date(2024, 5, 6), date(2024, 5, 6))


def test_a_report_on_a_half_year_stays_with_it_where_no_other_time_is_named():
    text = (
        "上半年工业产值90亿元。\n年初以来，用工增加5%。服务业产值40亿元。\n全区有企业7家。"
        "\n9月4日，开工项目2个。\n共有工地6处。"
    )
    half = (date(2024, 1, 1), date(2024, 6, 30))
    assert at(text, "40亿元", JULY).time == half
    assert at(text, "7家", JULY).time == half
    assert at(text, "6处", JULY).time is None
    assert at(text, "7家", date(2024, 12, 20)).time is None


def test_what_happens_every_year_is_not_of_the_day_before():
    text = "3月1日，果园开园。每年约有4万吨果品外销。"
    assert at(text, "4万吨", JULY).time is None


def test_back_then_is_no_year():
    assert at("税收由当年的20万元提高到现在的90万元。", "20万元").time is None


def test_the_first_years_of_a_grant_are_no_calendar_years():
    text = "前2年给予租金80%的补贴，后3年给予50%的补贴。"
    assert at(text, "80%", JULY).time is None
    assert at(text, "50%", JULY).time is None


def test_in_december_the_past_year_is_the_one_that_ends():
    assert at("一年来，造林600亩。", "600亩", date(2024, 12, 20)).time == YEAR_2024


def test_a_quarter_may_be_said_in_the_way_of_taiwan():
    quarter = (date(2024, 1, 1), date(2024, 3, 31))
    assert at("第1季营收3亿元。", "3亿元", JULY).time == quarter
    assert at("第一季营收3亿元。", "3亿元", JULY).time == quarter


def test_a_bracket_behind_a_quarter_says_from_when_its_figures_run():
    months = (date(2024, 1, 1), date(2024, 9, 30))
    for text in ("2024年第三季度（年初至本季度末），营收3亿元。", "2024年三季度(1—9月)营收3亿元。"):
        assert at(text, "3亿元", JULY).time == months
    alone = at("2024年第三季度（含港区）营收3亿元。", "3亿元", JULY).time
    assert alone == (date(2024, 7, 1), date(2024, 9, 30))
