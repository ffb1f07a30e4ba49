from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from bayline.kernel import periods
from bayline.kernel.figures import Figure
from bayline.platform.registers.cells.figures import quantity_in
from bayline.platform.registers.terms import Fault
from bayline.systems.plan.rules.requests.answering import prefilled, read_answer
from bayline.systems.plan.rules.requests.claiming import figure_in, statements
from bayline.systems.plan.rules.requests.comparing import Beside, Known, slip, warnings_on
from bayline.systems.plan.rules.requests.declaring import template_of
from bayline.systems.plan.rules.requests.gaps import cell_of
from bayline.systems.plan.rules.requests.tables import lines_for, responsible, units_of
from bayline.systems.plan.rules.requests.terms import Filled, Request, Trouble

TEMPLATE = template_of(
    """
name = "works"
title = "工程月报"
asker = "office"
units = ["a", "b"]
every = "month"

[[column]]
name = "name"
title = "项目"
given = true

[[column]]
name = "done"
title = "累计完成"
type = "decimal"
unit = "亿元"
required = true
cumulative = "year"

[column.claim]
attribute = "完成投资"
subject_from = "name"
place = "310116"
since = "year"

[[column]]
name = "own"
title = "自筹"
type = "decimal"
unit = "亿元"

[[column]]
name = "lent"
title = "贷款"
type = "decimal"
unit = "亿元"

[[column]]
name = "note"
title = "情况"
type = "long"

[[row]]
code = "all"
values = { name = "合计" }

[[row]]
code = "one"
values = { name = "东桥" }

[[row]]
code = "two"
values = { name = "西桥" }

[[total]]
row = "all"
of_rows = ["one", "two"]
column = "done"

[[total]]
column = "done"
of_columns = ["own", "lent"]
""".encode(),
    where="works.toml",
)
DONE, NOTE = TEMPLATE.column("done"), TEMPLATE.column("note")


def request(period=None):
    return Request(
        code="works-2024-02",
        template=TEMPLATE,
        period=period or periods.month(2, 2024),
        due=date(2024, 3, 10),
        by="小林",
        at=datetime(2024, 3, 1, tzinfo=UTC),
    )


def filled(same=(), **done):
    return Filled(
        rows={code: {"done": value} for code, value in done.items()}, same=frozenset(same)
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0", "0"),
        ("无", "无"),
        ("没有", "无"),
        (" N/A ", "不适用"),
        ("未知", "不详"),
        ("3.50", "3.50"),
        ("3.5亿元", "3.5"),
        ("1,234.5", "1234.5"),
        (12.0, "12"),
        ("12345678901234567.89", "12345678901234567.89"),
    ],
)
def test_a_cell_keeps_its_value_exactly_and_none_is_no_zero(typed, kept):
    assert cell_of(DONE, typed) == kept


@pytest.mark.parametrize("typed", ["—", "-", "／", "未报", "", "  ", "三点五", "3.5.0", "1e5"])
def test_a_required_number_is_refused_where_nothing_is_told(typed):
    assert isinstance(cell_of(DONE, typed), Fault)


def test_words_of_a_text_stay_as_they_are_but_a_stroke_is_no_text():
    assert cell_of(NOTE, "无") == "无"
    assert cell_of(NOTE, "—") == "—"
    assert cell_of(NOTE, "完成37.58亿元") == "完成37.58亿元"


def test_last_period_stands_in_the_table_and_is_no_answer_until_somebody_says_so():
    earlier = {"one": {"done": "1.5", "note": "在建"}, "gone": {"done": "9"}}
    typed = prefilled(TEMPLATE, "a", earlier)
    assert typed.rows["one"] == {"done": "1.5", "note": "在建"}
    assert "gone" not in typed.rows
    read = read_answer(TEMPLATE, "a", typed, earlier=earlier)
    stale = [(spot.row, spot.column.name) for spot in read.spots if "与上期相同" in spot.fault.why]
    assert stale == [("one", "done"), ("one", "note")]
    said = Filled(rows=typed.rows, same=frozenset({"one"}))
    read = read_answer(TEMPLATE, "a", said, earlier=earlier)
    assert not [spot for spot in read.spots if spot.row == "one"]


def test_what_was_changed_needs_no_word():
    earlier = {"one": {"done": "1.5"}}
    typed = filled(all="2", one="1.6", two="0.4")
    assert read_answer(TEMPLATE, "a", typed, earlier=earlier).spots == ()


def test_a_fault_names_row_column_value_and_what_to_write():
    read = read_answer(TEMPLATE, "a", filled(all="2", one="约3", two="1"), earlier={})
    assert read.spots[0].sentence(english=False) == (
        "第2行“累计完成”填“约3”，不是数。请只写数，如3。"
    )


def warned(now, **beside):
    return [each.trouble for each in warnings_on(request(), now, Beside(**beside))]


def test_parts_that_do_not_make_their_total_are_told_and_rounding_is_no_difference():
    assert warned(filled(all="3.0", one="1.6", two="1.5")) == []
    assert warned(filled(all="3.3", one="1.6", two="1.5")) == [Trouble.TOTAL]
    assert warned(filled(all="3.3", one="1.6", two="不详")) == []
    assert warned(filled(all="1.7", one="1.6", two="无")) == []
    assert warned(filled(all="3", one="1", two="1")) == [Trouble.TOTAL]


def test_columns_that_do_not_make_their_total_are_told():
    row = {"done": "3.0", "own": "1.0", "lent": "1.5"}
    assert warned(Filled(rows={"one": row})) == [Trouble.TOTAL]
    assert warned(Filled(rows={"one": {**row, "lent": "2.0"}})) == []


def test_a_sum_of_the_year_does_not_fall_within_the_year():
    beside = {"period": periods.month(1, 2024), "rows": {"one": {"done": "2.0"}}}
    assert warned(filled(one="1.9"), **beside) == [Trouble.CUMULATIVE]
    beside["period"] = periods.month(12, 2023)
    assert warned(filled(one="1.9"), **beside) == []


@pytest.mark.parametrize(
    ("now", "last", "factor"),
    [
        ("37580", "3.758", 10_000),
        ("0.0021", "2.4", 1_000),
        ("512000000", "5", 100_000_000),
        ("12", "3", None),
        ("0", "3", None),
        ("-30000", "3", None),
        ("90", "1", None),
    ],
)
def test_a_value_in_another_unit_is_told_by_its_factor(now, last, factor):
    assert slip(Decimal(now), Decimal(last)) == factor


def test_a_figure_of_the_record_that_differs_is_told_with_both():
    now = filled(one="3.5")
    stated = {(each.row, each.column): each.figure for each in statements(request(), "a", now)}
    hundred_million = Decimal(10**8)
    other = Figure.stated_as(3 * hundred_million, "CNY", resolution=hundred_million / 10)
    known = Known(row="one", column="done", figure=other, printed="3.0亿元", claim="c1")
    found = warnings_on(request(), now, Beside(known=(known,), stated=stated))
    assert [(each.trouble, each.claim) for each in found] == [(Trouble.RECORD, "c1")]
    assert "资料里同一时期是3.0亿元" in found[0].zh
    close = Figure.stated_as(Decimal("3.5") * hundred_million, "CNY", resolution=hundred_million)
    known = Known(row="one", column="done", figure=close, printed="3.5亿元", claim="c1")
    assert warnings_on(request(), now, Beside(known=(known,), stated=stated)) == ()


SCOREBOARD = template_of(
    """
name = "board"
title = "季度重点工作"
asker = "office"
units = ["a"]
every = "quarter"
[[column]]
name = "progress"
title = "完成情况"
type = "long"
[[column]]
name = "growth"
title = "同比增长"
type = "decimal"
unit = "%"
[column.claim]
attribute = "一般公共预算收入"
place = "310116"
growth = true
[[column]]
name = "amount"
title = "完成数"
type = "decimal"
unit = "亿元"
[[row]]
code = "r"
""".encode(),
    where="board.toml",
)


@pytest.mark.parametrize(
    ("progress", "growth", "amount", "told"),
    [
        ("1—9月完成79.73亿元，同比增长3.3%", "33", "79.73", ["同一行的文字写的是3.3%"]),
        ("1—9月完成79.73亿元，同比增长3.3%", "3.3", "7.973", ["文字写的是79.73亿元"]),
        ("1—9月完成79.73亿元，同比增长3.3%", "3.3", "79.73", []),
        ("完成79.73亿元，+3.3%；不含港区67.69亿元，+2.3%", "2.3", "67.69", []),
        ("同比下降2.1%，完成年度目标的61%", "-2.1", "", []),
        ("同比下降2.1%", "2.1", "", ["文字写的是下降2.1%"]),
        ("与经济增长基本同步", "", "", ["没有数"]),
        ("按计划推进，已开工3个", "", "", []),
        ("稳步推进", "12345", "5", ["很少见"]),
        ("稳步推进", "-133", "无", ["不可能下降"]),
    ],
)
def test_a_cell_that_says_otherwise_than_the_words_of_its_row_is_told(
    progress, growth, amount, told
):
    asked = replace(request(periods.quarter(3, 2024)), template=SCOREBOARD)
    row = {"progress": progress, "growth": growth, "amount": amount}
    found = warnings_on(asked, Filled(rows={"r": row}), Beside())
    assert [part in one.zh for part, one in zip(told, found, strict=True)] == [True] * len(told)


def test_cells_state_figures_with_subject_place_and_the_period_of_the_year():
    found = statements(request(), "a", filled(all="无", one="3.5"))
    assert len(found) == 1
    cell = found[0]
    assert (cell.subject, cell.attribute, cell.place) == ("东桥", "完成投资", "310116")
    assert (cell.period.edtf, cell.figure.low) == ("2024-01/2024-02", Decimal(350_000_000))
    assert str(cell.figure.stated) == "3.5亿元"


@pytest.mark.parametrize("unit", ["亿元", "%", "亩", "家", "个百分点"])
@pytest.mark.parametrize("number", ["0", "12", "3.50", "-1.9", "1000"])
def test_a_number_in_a_unit_is_the_figure_that_the_reader_reads(number, unit):
    assert DONE is not None
    column = replace(DONE, field=replace(DONE.field, unit=unit))
    found, read = figure_in(column, number), quantity_in(f"{number}{unit}")
    assert (found.low, found.unit, found.resolution) == (read.value, read.unit, read.resolution)


SHARED = template_of(
    """
name = "quarterly"
title = "季度重点工作"
asker = "office"

[[column]]
name = "progress"
title = "完成情况"
type = "long"
required = true

[[row]]
code = "t1"
lead = "finance"
joint = ["tax", "trade"]

[[row]]
code = "t2"
lead = "tax"
""".encode(),
    where="quarterly.toml",
)


def test_the_lead_answers_a_row_and_joint_units_see_it():
    assert units_of(SHARED) == {"finance": True, "tax": True, "trade": False}
    seen = [(line.code, line.answers) for line in lines_for(SHARED, "tax")]
    assert seen == [("t1", False), ("t2", True)]
    names = {"finance": "财政局", "tax": "税务局"}
    assert responsible(lines_for(SHARED, "tax")[0], names) == "★财政局、税务局、trade"
    read = read_answer(SHARED, "tax", Filled(rows={"t1": {"progress": "x"}}), earlier={})
    assert [spot.row for spot in read.spots] == ["t2"]
    assert "t1" not in read.filled.rows
