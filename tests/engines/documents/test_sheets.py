"""Workbooks as Excel shows them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.engines.documents import Format, open_document
from bayline.engines.documents.office.number_formats import shown


def cells(document, number=0):
    table = document.tables[number]
    return [(*c[:4], document.text[c.start : c.end]) for c in table.cells]


def sheet(rows: str, merged: str = "") -> str:
    areas = "".join(f'<mergeCell ref="{area}"/>' for area in merged.split())
    return f"<sheetData>{rows}</sheetData><mergeCells>{areas}</mergeCells>"


def text_cell(place: str, words: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


@pytest.mark.parametrize(
    ("stored", "code", "printed"),
    [
        ("35", "General", "35"),
        ("0.1", "General", "0.1"),
        ("3.0000000000000004E-2", "General", "0.03"),
        ("1234567.891", "#,##0.00", "1,234,567.89"),
        ("1234.5", "#,##0", "1,235"),
        ("0.0725", "0.0%", "7.3%"),
        ("0.0725", "0.00%", "7.25%"),
        ("-0.5", "0.0%", "-50.0%"),
        ("-1234.5", "#,##0.0_);(#,##0.0)", "(1,234.5)"),
        ("-3", '0.0;[Red]"减"0.0', "减3.0"),
        ("0", '0;-0;"—"', "—"),
        ("12500", "0.00,", "12.50"),
        ("350000000", '0.00,,"百万"', "350.00百万"),
        ("44258", "yyyy/m/d", "2021/3/3"),
        ("44258", 'yyyy"年"m"月"d"日"', "2021年3月3日"),
        ("44258.5", "yyyy-mm-dd hh:mm", "2021-03-03 12:00"),
        ("44258.75", "上午/下午h:mm", "下午6:00"),
        ("59", "m/d", "2/28"),
        ("61", "m/d", "3/1"),
        ("7", "000", "007"),
        ("0.5", "#.##", ".5"),
        ("35", '0"个"', "35个"),
        ("35", "[$￥-804]#,##0", "￥35"),
        ("123456", "0.0E+00", "1.2E+05"),
        ("120", '[>=100]"多于"0;0', "多于120"),
        ("20", '[>=100]"多于"0;0', "20"),
        ("35", "@", "35"),
        ("-0.001", "0.0", "0.0"),
        ("99999999", "yyyy", "99999999"),
        ("甲", "0.0", "甲"),
        ("1E400", "0.0", "1E400"),
    ],
)
def test_numbers_are_printed_as_the_cell_shows_them(stored, code, printed):
    assert shown(stored, code) == printed


def test_days_of_old_workbooks_count_from_1904():
    assert shown("42796", "yyyy-mm-dd", since_1904=True) == "2021-03-03"


@given(st.decimals(-(10**12), 10**12, allow_nan=False, places=4), st.text(max_size=20))
def test_any_format_prints_something_without_failing(value, code):
    assert isinstance(shown(str(value), code), str)


@given(st.decimals(-(10**9), 10**9, allow_nan=False, places=2))
def test_thousands_printed_with_two_places_keep_the_value(value):
    assert Decimal(shown(str(value), "#,##0.00").replace(",", "")) == value


def test_sheet_is_lines_and_a_table(workbook_file):
    rows = (
        f'<row r="1">{text_cell("A1", "主要指标")}</row>'
        f'<row r="2">{text_cell("C2", "单位：亿元")}</row>'
        f'<row r="3">{text_cell("A3", "指标")}{text_cell("B3", "2021年")}'
        f"{text_cell('C3', '增长')}</row>"
        f'<row r="4">{text_cell("A4", "产值")}<c r="B4" s="1"><v>1234.5</v></c>'
        '<c r="C4" s="2"><v>0.072</v></c></row>'
        f'<row r="6">{text_cell("A6", "注：初步数")}</row>'
    )
    document = open_document(
        "a.xlsx", workbook_file(sheet(rows, "A1:C1"), formats=["#,##0.0", "0.0%"])
    )
    assert document.format is Format.SHEET
    lines = document.text.split("\n")
    assert lines[1:6] == [
        "主要指标",
        "单位：亿元",
        "指标\t2021年\t增长",
        "产值\t1,234.5\t7.2%",
        "注：初步数",
    ]
    table = document.tables[0]
    assert document.text[table.caption.start : table.caption.end] == "主要指标"
    assert document.text[table.unit_note.start : table.unit_note.end] == "单位：亿元"
    assert (table.head_rows, table.head_columns, table.sheet) == (1, 1, "第1页")


def test_merged_heads_know_their_reach(workbook_file):
    rows = (
        f"<row>{text_cell('A1', '镇')}{text_cell('B1', '产值')}</row>"
        f"<row>{text_cell('B2', '2020年')}{text_cell('C2', '2021年')}</row>"
        f"<row>{text_cell('A3', '东镇')}<c><v>1</v></c><c><v>2</v></c></row>"
    )
    document = open_document("a.xlsx", workbook_file(sheet(rows, "A1:A2 B1:C1")))
    assert cells(document)[:2] == [(0, 0, 2, 1, "镇"), (0, 1, 1, 2, "产值")]
    assert document.tables[0].head_rows == 2


def test_shared_strings_leave_out_what_is_printed_above_characters(workbook_file):
    strings = "<si><r><t>产</t></r><r><t>值</t></r><rPh><t>chanzhi</t></rPh></si><si><t>3</t></si>"
    rows = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>99</v></c></row>'
    document = open_document("a.xlsx", workbook_file(sheet(rows), strings=strings))
    assert "产值\t3" in document.text


def test_hidden_sheets_and_formulas_without_result_are_said(workbook_file):
    rows = "<row><c><f>1+1</f></c><c><v>2</v></c><c><v>3</v></c></row>"
    secret = sheet(f"<row>{text_cell('A1', '密')}</row>")
    document = open_document("a.xlsx", workbook_file(sheet(rows), secret, hidden=[2]))
    assert "密" not in document.text
    assert [note.zh for note in document.notes] == [
        "工作表“第1页”有1个公式没有存下结果，请用Excel打开后保存",
        "工作表“第2页”是隐藏的，没有读",
    ]
    assert all("sheet “第" in note.en for note in document.notes)


def test_each_sheet_has_its_tables(workbook_file):
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c><c><v>4</v></c></row>"
    document = open_document("a.xlsx", workbook_file(sheet(rows), sheet(rows)))
    assert [table.sheet for table in document.tables] == ["第1页", "第2页"]
