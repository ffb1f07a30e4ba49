"""A sentence without an end costs the checks and the page no more than its length."""

from collections.abc import Callable

import pytest

from bayline.engines.chinese.reader import read
from bayline.systems.reading.checks import check
from bayline.systems.reading.rules.passages import views_of
from bayline.systems.reading.rules.shares import share_lists
from bayline.systems.reading.terms import ReadDocument

Linear = Callable[[Callable[[str], object], str, int], None]


def checked(text: str) -> object:
    return check([ReadDocument(name="长句.txt", reading=read(text))])


@pytest.mark.parametrize(
    "unit",
    [
        "其中甲3个、",
        "分别3个、",
        "甲、乙、丙三个村第一产业分别为",
        "合计3亿元，其中甲2亿元、乙1亿元，",
        "）其中3个",
        "固定资产投资3亿元，占固定资产投资5%，",
        "甲3亿元，占5%，",
        "男占5%，",
        "其中男5%、",
        "总投资5亿元，一期2亿元、二期3亿元，",
        "去年收入3亿元，今年收入4亿元，增长5%，",
        "完成投资9亿元，占年度计划3亿元的5%，",
        "一季度开工3个项目，",
        "3个甲—、",
    ],
)
def test_an_endless_sentence_is_checked_in_linear_steps(unit: str, linear: Linear) -> None:
    linear(checked, unit, 1500)


def test_words_around_a_figure_are_kept_as_far_as_they_tell_something() -> None:
    text = "由" * 5000 + "，新建公园3座，" + "自" * 5000
    (view,) = views_of([ReadDocument(name="长句.txt", reading=read(text))])
    (item,) = view.items
    assert item.label == "新建公园"
    assert len(item.before) + len(item.after) < 1000


def test_shares_in_a_long_row_are_one_list() -> None:
    text = "".join(f"第{number}类占1%，" for number in range(1, 60))
    (view,) = views_of([ReadDocument(name="长句.txt", reading=read(text))])
    ((_, run),) = share_lists(view)
    assert len(run) == len(view.items) > 2
