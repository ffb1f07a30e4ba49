"""Tables that set goals beside results: growth said in the cell, times and scopes in columns."""

from datetime import date

from bayline.engines.chinese.reader import read
from bayline.engines.documents import open_document
from bayline.kernel.statuses import Change, Status

GOALS = (
    "# 青禾县2023年上半年指标进展\n\n下表列出进展。\n\n"
    "|序号|指标|全年目标|时间范围|完成情况|同比增长|\n|-|-|-|-|-|-|\n"
    "|1|地区生产总值|增长7%左右|上半年|52亿元|6.1%|\n"
    "|2|工业增加值|增长8.5%以上|1—5月|18.4亿元|7%—7.5%|\n"
)


def told(text: str):
    document = open_document("a.md", text.encode())
    reading = read(document.text, published=date(2023, 8, 1), tables=document.tables)
    return {
        document.text[s.quantity.outer_start : s.quantity.outer_end]: s for s in reading.statements
    }


def test_cell_that_says_growth_is_a_growth_of_what_the_row_names():
    goal = told(GOALS)["7%左右"]
    assert (goal.attribute, goal.change) == ("地区生产总值", Change.GROWTH)
    assert goal.status is Status.PLANNED


def test_added_value_in_a_head_is_a_level():
    result = told(GOALS)["18.4亿元"]
    assert (result.attribute, result.change) == ("工业增加值", None)


def test_range_of_two_percentages_is_a_figure():
    result = told(GOALS)["7%—7.5%"]
    assert (result.attribute, result.change) == ("工业增加值", Change.GROWTH)


def test_column_of_periods_dates_the_results_and_not_the_goals():
    found = told(GOALS)
    result, goal = found["18.4亿元"], found["8.5%以上"]
    assert result.time == (date(2023, 1, 1), date(2023, 5, 31))
    assert (goal.time or goal.time_assumed) == (date(2023, 1, 1), date(2023, 12, 31))


def test_title_alone_only_suggests_the_time():
    text = "# 青禾县2022年指标\n\n如下。\n\n|指标|数值|\n|-|-|\n|工业投资|9亿元|\n"
    found = told(text)["9亿元"]
    assert found.time is None
    assert found.time_assumed == (date(2022, 1, 1), date(2022, 12, 31))


def test_column_of_scopes_says_whose_or_what_is_left_out():
    text = (
        "|指标|口径|完成|\n|-|-|-|\n|财政收入|全县（含新港）|12亿元|\n|财政收入|不含新港|9亿元|\n"
    )
    found = told(text)
    assert (found["12亿元"].subject, found["12亿元"].basis) == ("全县（含新港）", ("含新港",))
    assert (found["9亿元"].subject, found["9亿元"].basis) == (None, ("不含新港",))
