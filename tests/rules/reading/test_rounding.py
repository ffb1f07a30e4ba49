"""Rounding excuses, but coarse rounding asks for a second look."""

import pytest

from bayline.engines.chinese.reader import read
from bayline.kernel.findings import Finding, State, Verdict, state_of
from bayline.systems.reading.checks import check
from bayline.systems.reading.terms import ReadDocument


def found_in(text: str) -> list[Finding]:
    return check([ReadDocument(name="文稿", reading=read(text, published=None))])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("利润由6亿元下降到5亿元，下降30%。", "可在-30.8%到0%之间"),
        ("产值由10亿元增加到13.5亿元，增长40%。", "可在28.1%到42.6%之间"),
        ("三个项目分别投资3亿元、5亿元、8亿元，合计15亿元。", "可在14.5亿元到17.5亿元之间"),
        ("三个村分别种植3万亩、2万亩、6万亩，合计12万亩。", "合计11万亩，与12万亩只因"),
        ("完成投资8亿元，占年度计划11亿元的75%。", "72.7%"),
        ("2022年，税收总收入7亿元。2023年，税收总收入8亿元，增长20%。", "14.3%"),
        ("全年投资20亿元，其中工业投资7亿元，占32%。", "35%"),
    ],
)
def test_what_only_coarse_rounding_saves_is_a_warning_with_its_range(text: str, words: str) -> None:
    found = [each for each in found_in(text) if each.verdict is Verdict.HOLDS]
    told = [each.sentence for each in found if state_of(each) is State.WARNING]
    assert len(told) == 1
    assert words in told[0]
    assert told[0].startswith("注意：")


@pytest.mark.parametrize(
    "text",
    [
        "利润由6亿元下降到5亿元，下降17%。",
        "利润由6.04亿元下降到5.14亿元，下降14.9%。",
        "四个季度分别投资206亿元、260亿元、111亿元、超82亿元，合计661亿元。",
        "地区生产总值305.6亿元，其中第一产业增加值9.2亿元，占3.0%。",
        "三个项目分别投资33.3亿元、33.3亿元、33.3亿元，合计100.0亿元。",
        "农户占5%，企业占45%，其余占51%。",
        "三个村分别有12户、14户、9户，合计35户。",
    ],
)
def test_what_holds_as_it_is_printed_holds(text: str) -> None:
    assert {state_of(each) for each in found_in(text)} == {State.HOLDS}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("利润由6亿元下降到5亿元，下降50%。", "growth_of_levels"),
        ("三个项目分别投资3亿元、5亿元、8亿元，合计12亿元。", "sum_of_parts"),
    ],
)
def test_what_no_rounding_saves_contradicts(text: str, wrong: str) -> None:
    found = [each.check for each in found_in(text) if each.verdict is Verdict.CONTRADICTION]
    assert found == [wrong]


def test_nearly_two_is_more_than_one_and_a_half() -> None:
    text = "总投资近2亿元，其中一期1.0亿元、二期0.5亿元，两期合计{}亿元。"
    held, missed = (found_in(text.format(total)) for total in ("1.5", "1.9"))
    assert [each.verdict for each in held if each.check == "sum_of_parts"] == [Verdict.HOLDS]
    assert Verdict.CONTRADICTION in {each.verdict for each in missed}


def test_what_holds_by_rounding_says_within_which_bounds() -> None:
    (held,) = found_in("办件量由40万件增加到46万件，增长12%。")
    assert held.verdict is Verdict.HOLDS
    assert "算得15%，与文中12%不冲突：所印数字取整过" in held.sentence
    assert "在12.3%到17.7%之间" in held.sentence
    assert "unrounded they may give 12.3% to 17.7%" in held.sentence_en
