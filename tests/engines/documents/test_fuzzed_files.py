"""Damaged files of every format: a document or a refusal, never anything else."""

import zlib
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bayline.engines.documents import Document, open_document
from bayline.kernel.errors import BaylineError

PAGE = (
    "<html><head><meta charset=utf-8></head><body><p>总投资35亿元</p><table><tr><th rowspan=2>镇"
    "</th><td colspan=2>1</td></tr><tr><td>2</td><td>3</td></tr></table></body></html>"
)
NOTES = "# 通报\n\n| 镇 | 值（亿元） |\n|--|--|\n| 东镇 | 3.5 |\n| 合计 | 3.5 |\n"
ROW = "<w:tr><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>"


@pytest.fixture(scope="module")
def drawn_pdf(pdf_file, words_at, ruled, drawing_file, pdf_stream):
    lines = [
        words_at(50, 780, "全年完成投资三十五亿元"),
        *[ruled(50, y, 300, y) for y in (760, 740, 720)],
        *[ruled(x, 760, x, 720) for x in (50, 150, 300)],
        words_at(60, 745, "镇"),
        words_at(160, 745, "12.5"),
    ]
    packed = zlib.compress(b"BT /F 12 Tf 10 10 Td (total 35) Tj ET /X Do")
    return {
        "pdf": pdf_file(lines, lines),
        "packed.pdf": drawing_file(pdf_stream(packed, b"/Filter/FlateDecode")),
    }


@pytest.fixture(scope="module")
def whole(word_file, workbook_file, drawn_pdf):
    sheet = (
        '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1" s="1"><v>0.5</v></c></row>'
        '<row r="2"><c r="A2" t="s"><v>0</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:A2"/></mergeCells>'
    )
    return {
        "docx": word_file(
            f"<w:p><w:r><w:t>投资35亿元</w:t></w:r></w:p><w:tbl>{ROW.format(3)}</w:tbl>"
        ),
        "xlsx": workbook_file(sheet, strings="<si><t>东镇</t></si>", formats=["0.0%"]),
        **drawn_pdf,
        "html": PAGE.encode(),
        "md": NOTES.encode(),
        "csv": '镇,"值"\n东镇,"1,2"\n'.encode("gb18030"),
        "txt": "全年投資三十五億元。".encode("big5"),
    }


def check(name: str, content: bytes) -> None:
    with suppress(BaylineError):
        check_spans(open_document(name, content))


def check_spans(document: Document) -> None:
    document.text.encode("utf-8")
    for table in document.tables:
        for cell in table.cells:
            assert table.start <= cell.start <= cell.end <= table.end <= len(document.text)
        for place in (table.caption, table.unit_note):
            assert place is None or document.text[slice(*place)].strip()
    assert list(document.pages) == sorted(document.pages)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    kind=st.sampled_from(["docx", "xlsx", "pdf", "packed.pdf", "html", "md", "csv", "txt"]),
    flips=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=12),
    keep=st.floats(0, 1) | st.just(1.0),
)
def test_flipped_and_cut_files_are_read_or_refused(whole, kind, flips, keep):
    content = bytearray(whole[kind])
    for place, value in flips:
        content[int(place * (len(content) - 1))] = value
    check(f"a.{kind}", bytes(content[: int(keep * len(content))]))


@settings(deadline=None, max_examples=150)
@given(
    content=st.binary(max_size=600),
    head=st.sampled_from(
        [b"", b"PK\x03\x04", b"%PDF-1.4\n", b"<html>", b"|a|b|\n|-|-|\n", b"\xff\xfe"]
    ),
    name=st.sampled_from(["a", "a.txt", "a.md", "a.html", "a.csv", "a.docx", "a.pdf", "a.xlsx"]),
)
def test_random_bytes_are_read_or_refused(head, content, name):
    check(name, head + content)


@settings(deadline=None, max_examples=150)
@given(text=st.text(max_size=300), name=st.sampled_from(["a.txt", "a.md", "a.html", "a.csv"]))
def test_any_text_is_read_or_refused(text, name):
    check(name, text.encode("utf-8", errors="replace"))
