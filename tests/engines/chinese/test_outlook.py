"""Whether a passage announces or reports."""

from datetime import date

import pytest

from bayline.engines.chinese.outlook import Outlook
from bayline.engines.chinese.sentences import paragraphs, sentences

PUBLISHED = date(2023, 1, 12)

REPORT = """某区2023年政府工作报告
一、2022年工作回顾
新建口袋公园12座，财政收入增长3.1%。预计全年接待游客超过80万人次。
二、2023年工作安排
新建口袋公园15座。去年已完成的36个小区继续管护。
"""


def planned(text: str, words: str, *, year: int | None = None) -> bool:
    outlook = Outlook(text, paragraphs(text), published=PUBLISHED)
    position = text.index(words)
    sentence = next(span for span in sentences(text) if span.start <= position < span.end)
    return outlook.is_planned(position, sentence=sentence, year=year)


@pytest.mark.parametrize(
    ("words", "expected"),
    [("12座", False), ("3.1%", False), ("80万", True), ("15座", True), ("36个", False)],
)
def test_headings_decide_and_words_of_the_clause_overrule_them(
    words: str, *, expected: bool
) -> None:
    assert planned(REPORT, words) is expected


def test_a_year_after_publication_is_a_plan_and_one_before_it_a_report() -> None:
    text = "城镇化率达到76%。"
    assert planned(text, "76%", year=2025)
    assert not planned(text, "76%", year=2021)


def test_imperative_round_figures_without_heading_are_a_plan() -> None:
    text = (
        "加快补齐短板，新建农贸市场4个，改造老旧小区20个以上。健全养老服务体系，新增床位500张。"
        "深入推进河道整治，确保优良水体稳定达标。"
    )
    assert planned(text, "4个")


def test_exact_results_without_heading_are_a_report() -> None:
    text = "一年来，规上工业产值达到1036.27亿元，增长6.4%，新增上市企业3家，进出口总额突破412亿元。"
    assert not planned(text, "3家")


def test_an_announcing_head_holds_for_the_whole_sentence() -> None:
    text = "今年的主要预期目标是：地区生产总值增长5.5%左右，居民收入与经济同步，失业率5%以内。"
    assert planned(text, "失业率")


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("全年财政收入预算9亿元。", "9亿", True),
        ("到2023年，建成绿道10公里。", "10公里", True),
        ("年底前建成绿道10公里。", "10公里", True),
        ("占年初预算9亿元的一半。", "9亿", False),
        ("2023年建成绿道10公里。", "10公里", False),
    ],
)
def test_a_budget_and_a_date_still_to_come_are_plans(
    text: str, words: str, *, expected: bool
) -> None:
    assert planned(text, words, year=2023) is expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("项目共需征地约900亩，其中林地80亩。", "80亩"),
        ("环城路概算总投资12亿元。", "12亿元"),
        ("今年全县要开工建设4个项目，总长36公里。", "36公里"),
        ("全县20个乡镇将全部通柏油路。", "20个"),
        ("今年恐怕只收300斤。", "300斤"),
    ],
)
def test_needs_and_what_is_to_be_are_plans(text: str, words: str) -> None:
    assert planned(text, words)


def test_the_main_points_of_a_year_are_no_command_to_build() -> None:
    assert not planned("今年主要开工项目4个，完成投资3.62亿元。", "4个")
