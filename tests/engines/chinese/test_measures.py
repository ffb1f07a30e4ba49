"""What is measured and whose it is, in releases, yearbooks, rankings, brackets and plain news."""

from datetime import date
from decimal import Decimal

import pytest

from bayline.engines.chinese.reader import read
from bayline.engines.chinese.terms import Statement
from bayline.kernel.statuses import Change, Status

JUNE = date(2024, 6, 17)


def told(text: str, *, published: date = JUNE) -> list[tuple[str, str | None, str | None]]:
    """List each figure with its attribute and subject."""
    return [
        (text[one.quantity.start : one.quantity.end], one.attribute, one.subject)
        for one in read(text, published=published).statements
    ]


def statement(text: str, quote: str, *, published: date = JUNE) -> Statement:
    start = text.index(quote)
    found = read(text, published=published).statements
    return next(one for one in found if one.quantity.start == start)


def test_nouns_before_brackets_own_what_the_noun_behind_them_measures() -> None:
    text = "过夜游客（64.3亿元）及一日游客（9.2亿元）的总消费分别上升33.1%及48.5%。"
    assert told(text) == [
        ("64.3亿元", "总消费", "过夜游客"),
        ("9.2亿元", "总消费", "一日游客"),
        ("33.1%", "总消费", "过夜游客"),
        ("48.5%", "总消费", "一日游客"),
    ]


def test_a_bracket_goes_on_with_what_was_measured_before_it() -> None:
    text = "其次为百货（零售量上升9.7%）；服装（上升7.6%）；家具（下跌3.6%）。"
    assert told(text) == [
        ("9.7%", "零售量", "百货"),
        ("7.6%", "零售量", "服装"),
        ("3.6%", "零售量", "家具"),
    ]


def test_a_bracket_behind_the_thing_measured_holds_its_amount() -> None:
    assert told("平湖市工业总产值（1100亿元）增长5%。")[0] == ("1100亿元", "工业总产值", "平湖市")


def test_a_bracket_behind_a_count_only_adds_to_it() -> None:
    assert told("新建泵站30座（增长5%）。")[1][1] == "泵站"


def test_a_ranking_names_who_leads_and_who_follows() -> None:
    text = "人口增加率最高的是平湖市1.2%，其次为嘉善县0.9%，再次为海盐县0.4%。"
    assert told(text)[1:] == [("0.9%", "人口增加率", "嘉善县"), ("0.4%", "人口增加率", "海盐县")]


def test_a_ranking_may_give_the_figure_right_behind_the_leader() -> None:
    text = "人均藏书最多者为平湖市3.2册，最少为嘉善县1.9册。"
    assert told(text) == [("3.2册", "人均藏书", "平湖市"), ("1.9册", "人均藏书", "嘉善县")]


def test_a_share_is_measured_by_its_own_words_and_owned_by_what_it_is_of() -> None:
    text = "第一产业增加值12.4亿元，增长3.1%，占生产总值的比重为4.1%。"
    assert told(text)[2] == ("4.1%", "第一产业增加值占生产总值的比重", "第一产业增加值")


def test_kinds_of_schools_own_their_pupils() -> None:
    text = "普通高中招生1066人，毕业931人，在校学生2869人；小学招生7891人，毕业6985人。"
    assert [subject for _, _, subject in told(text)] == ["普通高中"] * 3 + ["小学"] * 2


def test_shares_of_a_proportion_are_three_figures_of_one_thing() -> None:
    text = "三次产业结构由2022年的4.6:45.7:49.7调整为5.1:42.5:52.4。"
    read_ = [statement(text, quote) for quote in ("4.6", "45.7", "52.4")]
    assert [one.attribute for one in read_] == ["三次产业结构"] * 3
    assert [one.quantity.value for one in read_] == [
        Decimal("0.046"),
        Decimal("0.457"),
        Decimal("0.524"),
    ]
    years = [one.time.first.year if one.time and one.time.first else None for one in read_]
    assert years == [2022, 2022, None]


@pytest.mark.parametrize("text", ["配比为1:2:3。", "时间为12:30:45。", "比例为10:20:30。"])
def test_other_proportions_are_left_alone(text: str) -> None:
    assert not told(text)


def test_a_share_code_makes_a_firm_known_through_the_text() -> None:
    text = "晨星电（2399）今年获利创新高。晨星电第三季毛利率59.5%，营业利益率50.6%。"
    assert [subject for _, _, subject in told(text)] == ["晨星电"] * 2


def test_a_person_at_the_head_of_a_clause_does_what_is_counted() -> None:
    text = "今年，王建国流转了30亩土地，种了1200斤魔芋种。"
    assert told(text)[0] == ("30亩", "土地", "王建国")


def test_an_entry_of_a_yearbook_is_on_the_place_it_opens_with() -> None:
    text = (
        "【概况】2023年，平湖市辖12个乡、17个镇。土地总面积1562平方公里。\n"
        "全年地区生产总值102.8亿元。\n粮食播种面积5.6万公顷。\n"
    )
    assert {subject for _, _, subject in told(text)} == {"平湖市"}
    area = statement(text, "5.6万公顷").time
    assert area is not None
    assert area.first == date(2023, 1, 1)


def test_a_news_item_does_not_reign_over_later_paragraphs() -> None:
    text = "本报讯 平湖市昨日举行签约仪式，签约项目12个。\n粮食播种面积5.6万公顷。\n"
    assert told(text)[-1] == ("5.6万公顷", "粮食播种面积", None)


def test_this_county_is_the_one_named_last() -> None:
    text = "嘉善县地处山区。近年来，该县建成水库31座。"
    assert told(text) == [("31座", "水库", "嘉善县")]


def test_money_is_that_of_the_works_it_goes_into() -> None:
    text = "投资350万元，实施清泉水厂管网延伸工程；投资40余万元新建了教学楼。"
    assert [subject for _, _, subject in told(text)] == ["清泉水厂管网延伸工程", "教学楼"]


def test_a_limit_of_time_is_a_figure_and_a_stretch_of_years_is_none() -> None:
    text = "该线5年内建成通车，近5年来客流增长30%，5年内情况良好。"
    assert [quote for quote, _, _ in told(text)] == ["5年", "30%"]
    assert told(text)[0][1] == "建成"


def test_a_count_leaves_what_the_next_figure_measures_to_it() -> None:
    text = "农业类项目19个总投资32.3亿元，旅游业14个项目投资25.1亿元。"
    assert [attribute for _, attribute, _ in told(text)] == [
        "农业类项目",
        "总投资",
        "项目",
        "投资",
    ]


def test_a_rise_against_last_year_goes_on_with_the_thing_before() -> None:
    text = "夏粮面积25.7万亩，比上年增0.95万亩，增3.86%。"
    assert [attribute for _, attribute, _ in told(text)] == ["夏粮面积"] * 3


def test_a_label_before_a_colon_is_what_its_figures_measure() -> None:
    assert told("——农民人均纯收入：年均增长14%以上。")[0][1] == "农民人均纯收入"


def test_adjacent_counts_share_their_noun() -> None:
    assert [attribute for _, attribute, _ in told("完成10类42项实事项目。")] == ["实事项目"] * 2


def test_where_a_movement_starts_is_no_plan() -> None:
    text = "自来水普及率将由20%提高到74%。"
    assert statement(text, "20%").status is Status.ACTUAL
    assert statement(text, "74%").status is Status.PLANNED


def test_a_movement_may_begin_without_a_word_for_from() -> None:
    text = "普及率12.5%上升至64%。"
    assert (statement(text, "12.5%").change, statement(text, "64%").change) == (
        Change.FROM,
        Change.TO,
    )


def test_what_is_announced_at_the_head_holds_for_all_parts_of_a_sentence() -> None:
    text = "下半年，力争产值突破960亿元；固定资产投资完成320亿元；新开工40个。"
    assert {one.status for one in read(text, published=JUNE).statements} == {Status.PLANNED}


def test_the_next_sentence_is_announced_by_its_own_words() -> None:
    text = "预计全年产值960亿元。去年开工40个；投产30个。"
    assert statement(text, "30个").status is Status.ACTUAL


def test_a_report_on_key_work_tells_what_was_done() -> None:
    text = "2024年一季度重点工作情况通报\n一季度，全区新开工12个项目。\n"
    assert statement(text, "12个").status is Status.ACTUAL


def test_a_range_that_falls_has_its_ends_in_order() -> None:
    one = statement("气温下降8—10℃。", "8—10℃").quantity
    assert (one.value, one.high) == (Decimal(-10), Decimal(-8))


def test_half_width_marks_part_clauses_as_wide_ones_do() -> None:
    wide = "全区产值18.1亿元，下降0.2%；利润1,200万元，增长3%。"
    narrow = wide.translate(str.maketrans("，；", ",;"))
    assert [(q, a) for q, a, _ in told(narrow)] == [(q, a) for q, a, _ in told(wide)]
