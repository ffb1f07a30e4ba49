"""A city and the nation are never one figure; a gross gap in growth is no matter of prices."""

import pytest

from bayline.engines.chinese.reader import read
from bayline.kernel.findings import Severity
from bayline.systems.reading.checks import check
from bayline.systems.reading.terms import ReadDocument


def contradictions(text: str) -> list[str]:
    found = check([ReadDocument(name="a.txt", reading=read(text))])
    return [each.check for each in found if each.severity is Severity.CONTRADICTION]


@pytest.mark.parametrize(
    "text",
    [
        "2023年，全市GDP增长5.5%，全国GDP增长5.2%。",
        "2023年，全市生产总值增长5.5%。全省生产总值增长5.1%，全国增长5.2%。",
        "2023年，浦泾区GDP增长6.1%，全市GDP增长5.0%。",
    ],
)
def test_figures_of_different_levels_do_not_contradict(text: str) -> None:
    assert contradictions(text) == []


def test_a_gap_wider_than_prices_move_is_a_contradiction() -> None:
    text = "居民人均可支配收入由2021年的4.2万元增加到2022年的4.41万元，增长15%。"
    assert contradictions(text) == ["growth_of_levels"]


def test_a_gap_that_prices_explain_is_none() -> None:
    text = "地区生产总值由2020年的497.8亿元增加到2021年的540亿元，增长7.1%。"
    assert contradictions(text) == []
