"""A file becomes typed rows with the faults of its cells, or one sentence; nothing is stored."""

import csv
import io
import zipfile
from datetime import date
from typing import Any

import pytest
import xlsxwriter

from bayline.kernel.errors import BaylineError
from bayline.platform.registers.importing import Preview, compared, table_in, typed
from bayline.platform.registers.importing.typing import Mends
from bayline.platform.registers.terms import Entry, Register

STANDING = {
    "A": Entry(
        key="A",
        version=3,
        values={"code": "A", "name": "甲", "count": "1", "site": "http://localhost/"},
    ),
    "B": Entry(key="B", version=1, values={"code": "B", "name": "乙"}),
    "G": Entry(key="G", version=2, values={"code": "G", "name": "己"}, is_deleted=True),
}


def book(rows: list[list[Any]], *, formats: dict[tuple[int, int], str] | None = None) -> bytes:
    """Make a workbook with one sheet of these rows."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"default_date_format": "yyyy-mm-dd"}) as workbook:
        sheet = workbook.add_worksheet("工程")
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                code = (formats or {}).get((row, column))
                sheet.write(
                    row,
                    column,
                    cell,
                    *([workbook.add_format({"num_format": code})] if code else []),
                )
    return made.getvalue()


def previewed(works: Register, name: str, data: bytes, *, mends: Mends | None = None) -> Preview:
    table = table_in(works, name, data)
    return compared(works, table, typed(works, table, mends=mends or {}), standing=STANDING)


def refusal(works: Register, data: bytes, name: str = "a.xlsx") -> str:
    with pytest.raises(BaylineError) as refused:
        table_in(works, name, data)
    assert refused.value.zh is not None
    assert refused.value.in_chinese().startswith(f"{name}：")
    return refused.value.sentence()


HEADER = ["编号", "名称", "标段数", "长度（公里）"]


def test_rows_are_new_changed_same_or_faulty(works: Register) -> None:
    rows = [HEADER, ["A", "甲", 2, ""], ["B", "乙"], ["C", "丙", 3, 4.5], ["D", "丁", "x", "3.5.0"]]
    found = previewed(works, "a.xlsx", book(rows))
    assert [row.key for row in found.new] == ["C"]
    assert [row.key for row in found.changed] == ["A"]
    assert found.changed[0].changes(works) == (("count", "1", "2"),)
    assert (found.same, found.faulty) == (1, 1)
    assert found.changed[0].version == 3


def test_faults_name_sheet_row_column_value_and_remedy(works: Register) -> None:
    found = previewed(works, "a.xlsx", book([["工程一览"], [], HEADER, ["D", "丁", "x", "3.5.0"]]))
    assert found.table.sheet == "工程"
    assert [(spot.row, spot.column, spot.fault.value) for spot in found.spots] == [
        (4, "C", "x"),
        (4, "D", "3.5.0"),
    ]
    last = found.spots[1]
    assert last.fault.sentence(last.field, english=False, row=last.row) == (
        "第4行“长度”填“3.5.0”，不是数。请改为3.5或35。"
    )


def test_a_cell_is_mended_without_the_file(works: Register) -> None:
    data = book([HEADER, ["D", "丁", "x", 1]])
    found = previewed(works, "a.xlsx", data, mends={(2, "count"): "7"})
    assert not found.spots
    assert found.new[0].values["count"] == "7"


def test_fields_without_a_column_stay_as_they_are(works: Register) -> None:
    found = previewed(works, "a.csv", "编号,名称,标段数\nA,甲甲,\n".encode())
    assert found.changed[0].values == {"code": "A", "name": "甲甲", "site": "http://localhost/"}
    assert {"site", "about"} <= {field.name for field in found.table.missing}


def test_a_new_entry_needs_every_required_field(works: Register) -> None:
    found = previewed(works, "a.csv", "编号,标段数\nA,5\nZ,5\n".encode())
    assert [row.key for row in found.changed] == ["A"]
    assert [(spot.row, spot.field.name) for spot in found.spots] == [(3, "name")]
    assert found.faulty == 1


def test_an_entry_that_was_taken_out_returns_as_new(works: Register) -> None:
    found = previewed(works, "a.csv", "编号,名称\nG,己\n".encode())
    assert [(row.key, row.version) for row in found.new] == [("G", 2)]


@pytest.mark.parametrize(
    "header",
    [
        "编号,名称",
        "code,name",
        "Code,Name",
        "CODE,名称*",
        " 编号 ,name",
        "\ufeff编号,名称",
        "編號,名稱*",
    ],
)
def test_columns_are_known_by_name_or_by_either_title(works: Register, header: str) -> None:
    assert [row.key for row in previewed(works, "a.csv", f"{header}\nX,Y\n".encode()).new] == ["X"]


def test_a_table_in_traditional_script_fits(works: Register) -> None:
    data = "編號,名稱,標段數,長度（公里）,階段\nX,飛天園,2,3.5,簽約\n".encode()
    (row,) = previewed(works, "a.csv", data).new
    assert (row.values["name"], row.values["count"], row.values["stage"]) == (
        "飛天園",
        "2",
        "signed",
    )


def test_columns_that_are_not_known_are_said(works: Register) -> None:
    found = previewed(works, "a.csv", "编号,备忘,名称\nX,?,Y\n".encode())
    assert found.table.unknown == ("备忘",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_in_any_usual_form_is_read(works: Register, encoding: str, delimiter: str) -> None:
    lines = ["编号,名称,说明", "X,东部的工程,“在建”的道路", "Y,西部的工程,不在计划之中"]
    data = "\r\n".join(lines).replace(",", delimiter).encode(encoding)
    found = previewed(works, "a.csv", data)
    assert [row.values["name"] for row in found.new] == ["东部的工程", "西部的工程"]


def test_line_breaks_in_quotes_keep_the_count_of_rows(works: Register) -> None:
    found = previewed(works, "a.csv", '编号,名称,说明,标段数\nX,Y,"一\n二",x\n'.encode())
    assert [(spot.row, spot.column) for spot in found.spots] == [(2, "D")]


def test_the_same_key_twice_names_both_rows(works: Register) -> None:
    found = previewed(works, "a.csv", "编号,名称\nX,一\nY,二\nX,三\n".encode())
    spot = found.spots[0]
    assert spot.fault.sentence(spot.field, english=False, row=spot.row) == (
        "第4行“编号”填“X”，与第2行相同。请只留一行，或改其中一个。"
    )
    assert [row.key for row in found.new] == ["X", "Y"]


def test_true_is_not_taken_for_the_number_one(works: Register) -> None:
    rows = [["编号", "名称", "市重大", "标段数"], ["X", "Y", True, 1], ["Z", "Y", True, True]]
    found = previewed(works, "a.xlsx", book(rows))
    assert found.new[0].values["listed_city"] == "yes"
    assert [(spot.row, spot.field.name) for spot in found.spots] == [(3, "count")]


def test_days_and_percentages_are_read_as_they_are_shown(works: Register) -> None:
    rows = [["编号", "名称", "开工日期", "标段数"], ["X", "Y", date(2021, 3, 3), 0.35]]
    formats = {(1, 2): "yyyy-mm-dd", (1, 3): "0.0%"}
    found = previewed(works, "a.xlsx", book(rows, formats=formats))
    assert [(spot.field.name, spot.fault.value) for spot in found.spots] == [("count", "35%")]


def test_formulas_that_failed_or_were_not_computed_are_no_empty_cells(works: Register) -> None:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["编号", "名称", "标段数"])
        for row, shown in enumerate(("#DIV/0!", "", 5, "#N/A"), start=1):
            sheet.write_row(row, 0, [f"X{row}", "Y"])
            sheet.write_formula(row, 2, "=1/0", None, shown)
    data = without_empty_results(made.getvalue())
    found = previewed(works, "a.xlsx", data)
    sentences = [
        spot.fault.sentence(spot.field, english=False, row=spot.row) for spot in found.spots
    ]
    assert sentences == [
        "第2行“标段数”填“#DIV/0!”，公式出错。请改正公式，或直接填值。",
        "第3行“标段数”是公式，文件里没有存下算出的结果。请用Excel打开、保存后再上传，或直接填值。",
        "第5行“标段数”填“#N/A”，公式出错。请改正公式，或直接填值。",
    ]
    assert found.new[0].values["count"] == "5"


def without_empty_results(data: bytes) -> bytes:
    return repacked(data, {"xl/worksheets/sheet1.xml": lambda part: part.replace(b"<v></v>", b"")})


def repacked(data: bytes, changes: dict[str, Any]) -> bytes:
    """Change parts of a workbook."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            change = changes.get(name, bytes)
            new.writestr(name, change(old.read(name)))
    return made.getvalue()


def test_merged_cells_among_the_rows_are_refused(works: Register) -> None:
    def merged(*area: int) -> bytes:
        made = io.BytesIO()
        with xlsxwriter.Workbook(made) as workbook:
            sheet = workbook.add_worksheet()
            sheet.write_row(1, 0, ["编号", "名称"])
            sheet.write_row(2, 0, ["X", "Y"])
            sheet.merge_range(*area, "工程一览")
        return made.getvalue()

    assert "cells B4:B6 are merged" in refusal(works, merged(3, 1, 5, 1))
    assert len(table_in(works, "a.xlsx", merged(0, 0, 0, 3)).lines) == 1


def test_a_sheet_that_fits_is_found_and_others_are_said(works: Register) -> None:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as workbook:
        workbook.add_worksheet("说明").write(0, 0, "填表说明")
        workbook.add_worksheet("隐藏").hide()
        workbook.add_worksheet("表").write_row(0, 0, ["编号", "名称"])
        workbook.add_worksheet("另表")
    found = table_in(works, "a.xlsx", made.getvalue())
    assert (found.sheet, found.left, found.lines) == ("表", ("另表",), ())


EMPTY_ROWS = b"".join(
    b'<row r="%d"><c r="A%d" s="0"/></row>' % (at, at) for at in range(3, 1_048_577, 7)
)
FAR = b'<row r="1048576"><c s="0" r="XFD1048576"><v>1</v></c></row>'


def with_rows(rows: bytes) -> bytes:
    data = book([HEADER, ["A", "甲"]])
    end = b"</sheetData>"
    return repacked(data, {"xl/worksheets/sheet1.xml": lambda part: part.replace(end, rows + end)})


def test_a_million_empty_rows_are_no_rows(works: Register) -> None:
    assert len(table_in(works, "a.xlsx", with_rows(EMPTY_ROWS)).lines) == 1


@pytest.mark.parametrize(
    "cell",
    [b"XFD1048576", b"ZZZZZZ2", b"zzzzzzz2", b"$ZZZZZ$2", b"AAAAAAAAAAAAAAAA1", b"A99999999999"],
)
def test_a_cell_at_the_far_end_fills_no_memory(works: Register, cell: bytes) -> None:
    rows = FAR.replace(b"XFD1048576", cell)
    assert "more than 6,000,000 cells" in refusal(works, with_rows(rows))


def test_a_sheet_that_only_the_parser_would_read_so_is_damaged(works: Register) -> None:
    spelled = FAR.replace(b"XFD1048576", b"&#90;&#90;&#90;&#90;&#90;&#90;2")
    assert "cannot be parsed" in refusal(works, with_rows(spelled))

    def wide(part: bytes) -> bytes:
        words = part.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
        return words.replace("</sheetData>", FAR.decode() + "</sheetData>").encode("utf-16")

    utf16 = repacked(book([HEADER, ["A", "甲"]]), {"xl/worksheets/sheet1.xml": wide})
    assert "cannot be parsed" in refusal(works, utf16)


@pytest.mark.parametrize(
    "row",
    [
        b'<row r="0"><c r="A0"><v>1</v></c></row>',
        b'<row r="x"><c r="!!"><v>1</v></c></row>',
        b'<row r="3"><c r="A3" t="s"><v>99999</v></c></row>',
        b'<row r="3"><c r="3A"><v>1</v></c></row>',
    ],
)
def test_a_cell_that_the_parser_stumbles_over_is_one_sentence(works: Register, row: bytes) -> None:
    assert "cannot be parsed" in refusal(works, with_rows(row))


def test_what_unpacks_without_end_is_refused(works: Register) -> None:
    bomb = with_rows(b"<row>" + b" " * (130 * 2**20) + b"</row>")
    assert len(bomb) < 2**20
    assert "unpacks to more than" in refusal(works, bomb)


def test_entities_are_refused(works: Register) -> None:
    data = repacked(
        book([HEADER]),
        {
            "xl/worksheets/sheet1.xml": lambda part: part.replace(
                b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1
            )
        },
    )
    assert "declares a document type" in refusal(works, data)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.xlsx", b"", "the file is empty"),
        ("a.xlsx", b"PK\x03\x04 no archive", "damaged"),
        ("a.pdf", b"%PDF-1.7", "its content is pdf"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1Workbook", "xls is not read"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "its content is PNG"),
        ("a.html", b"<html><body>x</body></html>", "its content is html"),
        ("a.csv", b"\0\1\2\3" * 100, "is no text"),
        ("a.csv", "甲,乙\n1,2\n".encode(), "no row has the heading “Code”"),
        ("a.csv", "编号,Code,名称\n".encode(), "are the same field"),
        ("a.csv", ('编号,名称\nX,"' + "y" * 200_000 + '"').encode(), "no proper CSV"),
        ("a.csv", '编号,名称\nX,"甲\nY,乙\n'.encode(), "line 2: a quotation mark does not end"),
        ("a.csv", '编号,名称\nX,甲\nY,"乙"厂\n'.encode(), "line 3: words follow a closing"),
        ("a.csv", "编号\n".encode() + b"x\n" * 200_001, "rows are too many"),
    ],
)
def test_whatever_is_no_table_is_one_sentence(
    works: Register, name: str, data: bytes, reason: str
) -> None:
    said = refusal(works, data, name)
    assert reason in said
    assert "\n" not in said


def zipped(name: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        ("word/document.xml", "its content is docx"),
        ("content.xml", "its content is ods"),
        ("x", "zip archive"),
    ],
)
def test_other_archives_are_named(works: Register, part: str, reason: str) -> None:
    assert reason in refusal(works, zipped(part))


def test_a_damaged_sheet_is_one_sentence(works: Register) -> None:
    cut = repacked(book([HEADER]), {"xl/workbook.xml": lambda part: part[: len(part) // 2]})
    assert "cannot be parsed" in refusal(works, cut)


def test_the_basis_tells_that_an_entry_moved(works: Register) -> None:
    table = table_in(works, "a.csv", "编号,名称\nA,乙\n".encode())
    moved = {**STANDING, "A": Entry(key="A", version=4, values={"code": "A", "name": "丁"})}
    read = typed(works, table)
    before = compared(works, table, read, standing=STANDING)
    assert before.basis == compared(works, table, read, standing=dict(STANDING)).basis
    assert before.basis != compared(works, table, read, standing=moved).basis


def test_a_cell_without_an_end_is_refused_whatever_limit_others_set(works: Register) -> None:
    before = csv.field_size_limit(50 * 2**20)
    try:
        said = refusal(works, ('编号,名称\nX,"' + "y" * 200_000).encode(), "a.csv")
    finally:
        csv.field_size_limit(before)
    assert "no proper CSV" in said


def test_a_row_with_more_cells_than_the_header_is_refused_with_its_number(works: Register) -> None:
    good = "编号,名称\nA,甲,,\nB,乙,\n"
    assert len(table_in(works, "a.csv", good.encode()).lines) == 2
    said = refusal(works, f"{good}C,丙,丁\n".encode(), "a.csv")
    assert "row 4 has 3 cells under 2 headings" in said
