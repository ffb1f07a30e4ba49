"""Figures in tables, with what their heads say of them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.engines.chinese.tables import table_statements
from bayline.engines.chinese.terms import QuantityKind
from bayline.engines.documents import open_document
from bayline.kernel.bounds import Bound
from bayline.kernel.statuses import Change, Status

PUBLISHED = date(2023, 10, 20)


def entries(text: str, *, name: str = "a.md", published: date | None = PUBLISHED):
    document = open_document(name, text.encode())
    found = table_statements(document.text, document.tables[0], published=published)
    for entry in found:
        quantity = entry.statement.quantity
        assert document.text[quantity.start : quantity.end].strip()
        span = entry.statement.attribute_span
        assert span is None or document.text[span.start : span.end] == entry.statement.attribute
    return document, found


def told(text: str, *, name: str = "a.md"):
    """Give what is printed, its value and unit, its attribute and subject."""
    document, found = entries(text, name=name)
    return [
        (
            document.text[e.statement.quantity.start : e.statement.quantity.end],
            f"{e.statement.quantity.value.normalize():f}",
            e.statement.quantity.unit,
            e.statement.attribute,
            e.statement.subject,
        )
        for e in found
    ]


def days(entry) -> tuple[str, str]:
    time = entry.statement.time
    return (str(time.first), str(time.last)) if time else ("", "")


def table(*rows: str, above: str = "") -> str:
    head, *body = (f"|{row}|" for row in rows)
    return "\n".join(filter(None, [above, *([""] if above else []), head, "|-|-|", *body])) + "\n"


def test_column_heads_give_attribute_and_unit_and_rows_the_subject():
    assert told(table("镇|产值（万元）|人口(人)", "东镇|1,200.5|30000", "西镇|300|—")) == [
        ("1,200.5", "12005000", "CNY", "产值", "东镇"),
        ("30000", "30000", "人", "人口", "东镇"),
        ("300", "3000000", "CNY", "产值", "西镇"),
    ]


def test_unit_above_the_table_holds_for_bare_numbers():
    text = (
        "各镇规模以上工业总产值情况\n单位：万元、%\n镇\t2021年\t2022年\t增长\n东镇\t12\t13\t8.3\n"
    )
    _, found = entries(text, name="a.txt")
    assert told(text, name="a.txt") == [
        ("12", "120000", "CNY", "规模以上工业总产值", "东镇"),
        ("13", "130000", "CNY", "规模以上工业总产值", "东镇"),
        ("8.3", "0.083", "1", "规模以上工业总产值", "东镇"),
    ]
    assert [days(entry) for entry in found] == [
        ("2021-01-01", "2021-12-31"),
        ("2022-01-01", "2022-12-31"),
        ("2022-01-01", "2022-12-31"),
    ]
    assert [entry.statement.change for entry in found] == [None, None, Change.GROWTH]


def test_units_of_the_rows_hold_where_columns_are_years():
    assert told(table("指标|2020年|2021年", "产值（亿元）|1.5|2", "林地（公顷）|3|4")) == [
        ("1.5", "150000000", "CNY", "产值", None),
        ("2", "200000000", "CNY", "产值", None),
        ("3", "30000", "m2", "林地", None),
        ("4", "40000", "m2", "林地", None),
    ]


def test_column_of_units_gives_each_row_its_own():
    text = table(
        "指标|计量单位|绝对额|比上年增长（%）", "产值|亿元|305.6|4.2", "人口|万人|82.1|-0.3"
    )
    assert told(text) == [
        ("305.6", "30560000000", "CNY", "产值", None),
        ("4.2", "0.042", "1", "产值", None),
        ("82.1", "821000", "人", "人口", None),
        ("-0.3", "-0.003", "1", "人口", None),
    ]


def test_column_of_organizations_is_no_column_of_units():
    assert told(table("单位|产值（万元）", "东镇|3"))[0][3:] == ("产值", "东镇")


def test_units_named_in_turn_hold_for_columns_in_turn():
    found = told(table("镇|项目数|面积", "东镇|3|120", above="单位：个、亩"))
    assert [entry[1:3] for entry in found] == [("3", "个"), ("80000", "m2")]


def test_unit_in_the_caption_holds_where_no_other_is_given():
    text = table("站点|1月|2月", "东站|50|60", above="2021年各月降水量（毫米）")
    _, found = entries(text)
    assert [(e.statement.quantity.value, e.statement.attribute) for e in found] == [
        (Decimal("0.05"), "降水量"),
        (Decimal("0.06"), "降水量"),
    ]
    assert [days(entry) for entry in found] == [
        ("2021-01-01", "2021-01-31"),
        ("2021-02-01", "2021-02-28"),
    ]


def test_own_unit_of_a_cell_comes_first():
    found = told(table("项目|内容", "总投资|35亿元", "用地|120亩", above="单位：万元"))
    assert [entry[1:4] for entry in found] == [
        ("3500000000", "CNY", "总投资"),
        ("80000", "m2", "用地"),
    ]


def test_heads_of_two_rows_are_read_together():
    text = (
        "<p>重点项目投资</p><p>单位：亿元</p><table><tr><th rowspan=2>序号</th>"
        "<th rowspan=2>项目名称</th><th rowspan=2>总投资</th><th colspan=2>年度投资</th></tr>"
        "<tr><th>计划</th><th>完成</th></tr><tr><td>1</td><td>东园项目</td><td>35</td><td>10</td>"
        "<td>7.5</td></tr></table>"
    )
    _, found = entries(text, name="a.html")
    assert [(e.statement.attribute, e.statement.subject, e.statement.status) for e in found] == [
        ("总投资", "东园项目", Status.ACTUAL),
        ("年度投资", "东园项目", Status.PLANNED),
        ("年度投资", "东园项目", Status.ACTUAL),
    ]


def test_turned_table_reads_alike():
    assert told(table("|全市|东区", "收入（亿元）|100|60", "增速（%）|5|6")) == [
        ("100", "10000000000", "CNY", "收入", "全市"),
        ("60", "6000000000", "CNY", "收入", "东区"),
        ("5", "0.05", "1", "收入", "全市"),
        ("6", "0.06", "1", "收入", "东区"),
    ]


def test_years_at_the_side_date_their_rows():
    _, found = entries(table("年份|人口（万人）", "2020|80.1", "2021年|81.3"))
    assert [days(entry)[0] for entry in found] == ["2020-01-01", "2021-01-01"]


def test_caption_dates_the_table_and_the_year_before_follows_from_it():
    text = table("指标|本期累计|上年同期", "产值（万元）|3|2", above="2023年1-6月主要指标")
    _, found = entries(text)
    assert [days(entry) for entry in found] == [
        ("2023-01-01", "2023-06-30"),
        ("2022-01-01", "2022-06-30"),
    ]


def test_what_only_the_publication_date_suggests_is_assumed():
    _, found = entries(table("指标|1—9月", "产值（万元）|3"))
    assert found[0].statement.time is None
    assert str(found[0].statement.time_assumed.last) == "2023-09-30"
    _, undated = entries(table("指标|1—9月", "产值（万元）|3"), published=None)
    assert undated[0].statement.time_assumed is None


def test_totals_are_marked_and_have_no_subject():
    _, found = entries(
        table("镇|产值（万元）|合计（万元）", "东镇|1|1", "全区合计|1|1", "小 计|1|1")
    )
    assert [(e.is_total_row, e.is_total_col) for e in found] == [
        (False, False),
        (False, True),
        (True, False),
        (True, True),
        (True, False),
        (True, True),
    ]
    assert [e.statement.subject for e in found[2:]] == [None] * 4


def test_parts_under_among_belong_to_the_row_above():
    rows = ("一、工业总产值（万元）|9", "其中：轻工业|4", "重工业|5", "二、财政收入（万元）|3")
    _, found = entries(table("指标|2022年", *rows))
    assert [(e.statement.attribute, e.is_among) for e in found] == [
        ("工业总产值", False),
        ("轻工业总产值", True),
        ("重工业总产值", True),
        ("财政收入", False),
    ]
    assert {e.statement.quantity.unit for e in found} == {"CNY"}


def test_shares_and_ranks_belong_to_the_column_before():
    _, found = entries(table("区|产值（亿元）|占比（%）|排名|增速（%）", "东区|9|60|1|5.5"))
    assert [(e.statement.attribute, e.statement.quantity.kind) for e in found] == [
        ("产值", QuantityKind.MONEY),
        ("产值占比", QuantityKind.RATIO),
        ("产值", QuantityKind.RANK),
        ("产值", QuantityKind.RATIO),
    ]


def test_fall_in_the_head_or_in_the_cell_is_negative():
    _, found = entries(
        table("指标|2021年|下降（%）", "能耗（吨）|3|3.2", "失业率（%）|3|下降0.2个百分点")
    )
    values = [entry.statement.quantity.value for entry in found]
    assert values == [3000, Decimal("-0.032"), Decimal("0.03"), Decimal("-0.2")]
    assert found[3].statement.change is Change.DELTA


def test_targets_are_planned_and_what_was_reached_is_not():
    text = table(
        "指标|属性|2020年|2025年目标|年均增速",
        "产值（亿元）|预期性|9|12|5%",
        "绿化率（%）|约束性|16.5|18以上|—",
        above="“十四五”主要目标",
    )
    _, found = entries(text)
    assert [e.statement.status for e in found] == [
        Status.ACTUAL,
        Status.PLANNED,
        Status.PLANNED,
        Status.ACTUAL,
        Status.PLANNED,
    ]
    assert found[4].statement.quantity.bound is Bound.AT_LEAST
    assert found[0].statement.attribute == "产值"


def test_running_numbers_codes_and_dates_are_no_figures():
    text = table("序号|项目|开工时间|联系电话|投资（亿元）", "1|东园|2021.3|65432100|35")
    assert [entry[0] for entry in told(text)] == ["35"]


@pytest.mark.parametrize("nothing", ["—", "-", "…", "……", "/", "无", "N/A", "", "×"])
def test_signs_for_nothing_are_no_figures(nothing):
    assert told(table("镇|产值（万元）", f"东镇|{nothing}", "西镇|1")) == [
        ("1", "10000", "CNY", "产值", "西镇")
    ]


@pytest.mark.parametrize(
    ("printed", "value", "bound"),
    [
        ("1,234.5", "1234.5", Bound.EXACT),
        ("１２", "12", Bound.EXACT),
        ("-3.5", "-3.5", Bound.EXACT),
        ("−3.5", "-3.5", Bound.EXACT),
        ("(3.5)", "-3.5", Bound.EXACT),
        ("↓3.5", "-3.5", Bound.EXACT),
        ("12*", "12", Bound.EXACT),
        ("约12", "12", Bound.ABOUT),
        ("12左右", "12", Bound.ABOUT),
        ("超12", "12", Bound.OVER),
        ("12以上", "12", Bound.AT_LEAST),
        ("5-6", "5", Bound.RANGE),
    ],
)
def test_cells_are_read_with_sign_and_hedge(printed, value, bound):
    _, found = entries(table("镇|产值（万元）", f"东镇|{printed}", "西镇|1"))
    quantity = found[0].statement.quantity
    assert (quantity.value, quantity.bound) == (Decimal(value) * 10000, bound)


def test_traditional_heads_read_alike():
    text = "表一 各區稅收\n單位：億元\n區別\t2020年\t2021年\n東區\t12.5\t13.2\n合計\t12.5\t13.2\n"
    found = told(text, name="a.txt")
    assert found[0] == ("12.5", "1250000000", "CNY", "稅收", "東區")
    assert found[3][4] is None


def test_unknown_unit_in_the_note_still_scales():
    found = told(table("港|吞吐", "东港|3", above="单位：万自然箱"))
    assert found[0][1:3] == ("30000", "自然箱")


@given(
    st.lists(
        st.lists(
            st.sampled_from(
                [
                    "",
                    "镇",
                    "东镇",
                    "合计",
                    "其中：甲",
                    "2021年",
                    "产值（亿元）",
                    "增长%",
                    "12.5",
                    "—",
                    "35亿元",
                    "-3",
                    "占比",
                ]
            ),
            min_size=1,
            max_size=5,
        ),
        min_size=2,
        max_size=6,
    )
)
def test_any_table_gives_quotes_in_text_order(rows):
    width = max(map(len, rows))
    lines = ["|".join(row + [""] * (width - len(row))) for row in rows]
    text = table(*lines, above="2022年情况")
    document = open_document("a.md", text.encode())
    for one in document.tables:
        found = table_statements(document.text, one, published=PUBLISHED)
        starts = [entry.statement.quantity.start for entry in found]
        assert starts == sorted(starts)
        cells = {(cell.row, cell.col): cell for cell in one.cells}
        for entry in found:
            cell = cells[entry.row, entry.col]
            quantity = entry.statement.quantity
            assert cell.start <= quantity.start < quantity.end <= cell.end


@pytest.mark.parametrize("head", ["指标", "单位", "序号"])
def test_a_wide_table_is_read_in_linear_steps(head, linear):
    def read_wide(columns):
        rows = (("甲", head), ("-", "-"), ("甲", "3"))
        lines = (f"| {first} |{f' {cell} |' * len(columns)}\n" for first, cell in rows)
        document = open_document("a.md", "".join(lines).encode())
        table_statements(document.text, document.tables[0], published=PUBLISHED)

    linear(read_wide, "列", 400)
