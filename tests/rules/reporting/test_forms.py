"""PDF, Word and workbook: the same bytes, words that stay words, what is refused."""

import io
import zipfile
from importlib.resources import files
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from bayline.kernel.errors import BaylineError
from bayline.platform.reporting import fonts, typesetting
from bayline.platform.reporting.annexes import annex_of
from bayline.platform.reporting.sources import seen_before, together
from bayline.platform.reporting.terms import Note
from bayline.platform.reporting.typesetting import Layout, named_in, pdf_of, refuse_unknown
from bayline.platform.reporting.wordfiles import told, word_of

LOOKS = files("bayline.platform.reporting") / "looks"
LIBRARY = (LOOKS / "bayline.typ").read_bytes()
EVIL = '#panic("坏") *粗* $x$ <b>&amp;</b> \\par =HYPERLINK("http://evil") @label // 注'


def part(words: str) -> dict[str, Any]:
    """What a figure rests on."""
    return {
        "document": "公报",
        "publisher": "统计局",
        "published": "2031-02-01",
        "sentence": f"全区有30个村。{words}",
        "quote": "30个",
        "accepted": "2031-03-01T00:00:00+00:00",
        "by": "",
        "claim": "0123456789abcdef",
        "source": "ab" * 32,
        "path": "/figures/0123456789abcdef",
        "entry": "",
        "sentences": [f"全区有30个村。{words}"],
        "entries": [],
        "claims": ["0123456789abcdef"],
    }


def table(words: str, rows: int) -> dict[str, Any]:
    """A table of two columns."""
    return {
        "kind": "table",
        "title": "名单",
        "rest": 0,
        "annex": False,
        "sources": [part(words)],
        "columns": [{"title": "名称", "numeric": False}, {"title": "个数", "numeric": True}],
        "rows": [
            {"cells": [f"{words}{n}", str(n)], "source": 1, "path": "/registers/x/1"}
            for n in range(rows)
        ],
    }


FIGURE = {
    "asked": "村",
    "about": "村",
    "printed": "30个",
    "low": "30",
    "high": "30",
    "unit": "个",
    "note": 1,
    "claims": ["0123456789abcdef"],
}


def facts(words: str = "全区有村", *, language: str = "zh", rows: int = 2) -> dict[str, Any]:
    """A report with a heading, a figure that is named twice, and a table."""
    twice = [{"t": words}, {"t": "30个", "n": 1}, {"t": "30个", "n": 1}]
    return {
        "format": 1,
        "template": "month",
        "title": "月报",
        "edition": "2031-01",
        "called": "2031年1月",
        "language": language,
        "region": "甲区",
        "moment": "2031-03-02T01:02:03+00:00",
        "snapshot": "00aa11bb22cc33dd",
        "named": {},
        "registers": [],
        "figures": [FIGURE],
        "notes": [{"n": 1, "printed": "30个", "parts": [part(words)]}],
        "blocks": [
            {"kind": "heading", "level": 1, "pieces": [{"t": words}]},
            {"kind": "paragraph", "pieces": twice},
            table(words, rows),
        ],
    }


def layout(text: str | None = None, **beside: bytes) -> Layout:
    data = (LOOKS / "report.typ").read_bytes() if text is None else text.encode()
    return Layout(path="reports/month.typ", data=data, library=LIBRARY, beside=beside)


def pdf_text(data: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data))


def test_a_pdf_is_the_same_bytes_again_and_says_what_it_is() -> None:
    first, again = (pdf_of(facts(), layout(), fonts.chosen()) for _ in range(2))
    assert first == again
    with pikepdf.open(io.BytesIO(first)) as opened:
        meta = opened.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")
        assert meta["pdfuaid:part"] == "1"
        assert opened.Root.MarkInfo.Marked
        assert str(opened.Root.Lang) == "zh-CN"
        assert opened.Root.OutputIntents
        used = [font for page in opened.pages for font in page.Resources.Font.values()]
        assert used
        assert all(_is_embedded(font) for font in used)
        assert "2031-03-02T01:02:03" in str(meta["xmp:CreateDate"])
        assert all("/ToUnicode" in font for font in used)
        assert "/StructTreeRoot" in opened.Root
        assert not opened.is_encrypted
        assert not {"/OpenAction", "/AA", "/AcroForm"} & {*opened.Root.keys()}


def test_without_a_chinese_font_a_sentence_says_which_would_do(tmp_path: Path) -> None:
    with pytest.raises(BaylineError, match=r"no font with Chinese characters .* BAYLINE_FONTS"):
        fonts.chosen(str(tmp_path))


def _is_embedded(font: Any) -> bool:
    told = (
        font.DescendantFonts[0].FontDescriptor
        if "/DescendantFonts" in font
        else font.FontDescriptor
    )
    return any(name in told for name in ("/FontFile", "/FontFile2", "/FontFile3"))


def test_chinese_in_a_pdf_can_be_searched_and_the_snapshot_stands_on_every_page() -> None:
    made = pdf_of(facts("金山卫镇星火村", rows=60), layout(), fonts.chosen())
    text = pdf_text(made)
    assert "金山卫镇星火村" in text
    pages = len(pypdfium2.PdfDocument(made))
    assert pages > 1
    assert text.count("00aa11bb22cc33dd") == pages
    assert "全区有30个村" in text.replace(" ", "")


def test_words_of_documents_stay_words_in_every_form() -> None:
    made = pdf_of(facts(EVIL), layout(), fonts.chosen())
    assert '#panic("坏")' in pdf_text(made).replace("“", '"').replace("”", '"')
    word = word_of(facts(EVIL), None)
    assert any(EVIL in one.text for one in Document(io.BytesIO(word)).paragraphs)
    book = CalamineWorkbook.from_filelike(io.BytesIO(annex_of(facts("=1+1|cmd"))))
    cells = [
        cell
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        for cell in row
    ]
    assert "=1+1|cmd0" in cells
    with zipfile.ZipFile(io.BytesIO(annex_of(facts("=1+1|cmd")))) as packed:
        sheets = [packed.read(one) for one in packed.namelist() if "sheets/" in one]
    assert not any(b"<f>" in one or b"<hyperlink" in one for one in sheets)


def test_word_and_workbook_are_the_same_bytes_again() -> None:
    assert word_of(facts(), None) == word_of(facts(), None)
    assert annex_of(facts()) == annex_of(facts())


def test_a_word_file_has_footnotes_and_the_official_typefaces() -> None:
    made = word_of(facts(), None)
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        notes, body = (
            packed.read("word/footnotes.xml").decode(),
            packed.read("word/document.xml").decode(),
        )
        assert "footnotes" in packed.read("[Content_Types].xml").decode()
        styles = packed.read("word/styles.xml").decode()
        assert {info.date_time[0] for info in packed.infolist()} == {1980}
    assert "全区有30个村" in notes
    assert body.count("footnoteReference ") == 2
    assert all(face in styles for face in ("仿宋", "黑体", "楷体", "小标宋"))


def test_a_letterhead_is_filled_and_the_text_takes_its_place() -> None:
    head = Document()
    head.add_paragraph("甲区人民政府  {{ title }}（{{ period }}）")
    head.add_paragraph("{{ text }}")
    head.add_paragraph("抄送：各镇")
    kept = io.BytesIO()
    head.save(kept)
    told = {**facts(), "named": {"title": {"t": "月报"}, "period": {"t": "2031年1月"}}}
    lines = [one.text for one in Document(io.BytesIO(word_of(told, kept.getvalue()))).paragraphs]
    assert lines[0] == "甲区人民政府  月报（2031年1月）"
    assert lines[-1] == "抄送：各镇"
    assert "全区有村" in lines[1]
    with pytest.raises(BaylineError, match="no Word file"):
        word_of(facts(), b"PK nothing")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('#import "bayline.typ": *\n\n#let a = \n', r"reports/month\.typ:3"),
        ('#import "@preview/cetz:0.3.0": canvas', r"month\.typ:1: .*not allowed"),
        ('= 甲\n#import ("@pre" + "view/cetz:0.3.0"): canvas', r"month\.typ:2: .*not allowed"),
        ('#include "@local/x:1.0.0"', "not allowed"),
        ('#eval("read(\\"/etc/passwd\\")")', "not allowed"),
        ('#plugin("a.wasm")', "not allowed"),
        ('#read("/etc/passwd")', r"month\.typ:1: file not found"),
        ('#read("../../../etc/passwd")', r"month\.typ:1: .*escape"),
        ('#import "bayline.typ": *\n#number("vilages")', "unknown figure vilages"),
    ],
)
def test_a_layout_that_cannot_be_used_says_where_and_why(text: str, said: str) -> None:
    with pytest.raises(BaylineError, match=said):
        pdf_of(facts(), layout(text), fonts.chosen())


def test_a_layout_sees_the_files_beside_it(tmp_path: Path) -> None:
    del tmp_path
    text = (
        '// import of goods: https://甲\n#import "bayline.typ": *\n#import "own.typ": hello\n'
        "#show: page-of-report\n#title[甲]\n#hello\n#body"
    )
    beside = {"reports/own.typ": "#let hello = [你好，金山]".encode()}
    made = pdf_of(facts(), layout(text, **beside), fonts.chosen())
    assert "你好，金山" in pdf_text(made)
    beside = {"reports/own.typ": b'\n#import "@preview/x:1.0.0": *'}
    with pytest.raises(BaylineError, match=r"own\.typ:2"):
        pdf_of(facts(), layout(text, **beside), fonts.chosen())


def test_a_layout_that_names_an_unknown_figure_is_told_line_name_and_nearest() -> None:
    made = layout('#import "bayline.typ": *\n#number("villages") and #number("vilages")')
    assert named_in(made) == {"villages": 2, "vilages": 2}
    with pytest.raises(BaylineError, match=r"month\.typ:2: unknown figure “vilages”.*“villages”"):
        refuse_unknown(made, {"villages": "count('villages')"})


def test_a_missing_font_is_named_and_so_is_how_to_get_one(tmp_path: Path) -> None:
    fonts.chosen.cache_clear()
    with pytest.raises(BaylineError, match=r"Noto Serif CJK SC.*apt-get install fonts-noto-cjk"):
        fonts.chosen(str(tmp_path))


def test_a_character_that_no_font_shows_is_refused_and_not_printed_as_a_box() -> None:
    with pytest.raises(BaylineError, match="no font of this machine shows"):
        pdf_of(facts("生僻\U000323af"), layout(), fonts.chosen())


def test_pictures_are_vectors_with_words_in_their_place() -> None:
    chart = {
        "kind": "chart",
        "title": "走势",
        "columns": [],
        "sources": [],
        "rows": [{"cells": ["2031", "30个"], "source": 1, "path": ""}],
        "svg": '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40"><text x="2" y="20"'
        ' font-family="report-font">图中字</text></svg>',
    }
    told = facts()
    told["blocks"].append(chart)
    made = pdf_of(told, layout(), fonts.chosen())
    with pikepdf.open(io.BytesIO(made)) as opened:
        pictures = [one for page in opened.pages for one in page.get_images().values()]
    assert not pictures
    assert typesetting.STANDARDS == ("a-2a", "ua-1")


def test_a_note_quotes_sentences_once_and_names_registers_as_such() -> None:
    found = together(
        [
            Note(document="公报", published="2031-02-01", sentence=said, claim=claim, source="ab")
            for said, claim in (("有30个村。", "c1"), ("有5个镇。", "c2"), ("有30个村。", "c3"))
        ]
        + [Note(document="项目批次", entry=name) for name in ("一季度开工", "二季度开工")]
    )
    chinese = [told(one, english=False) for one in found]
    assert chinese == [
        "《公报》（2031-02-01）：“有30个村。”“有5个镇。”数字编号c1, c2, c3。",
        "名册“项目批次”：一季度开工；二季度开工。",
    ]
    entry = Note(document="公报", entry="项目批次：一季度开工", source="ab")
    assert told(*together([entry]), english=False) == "《公报》（名册“项目批次：一季度开工”）。"
    (again,) = seen_before(found[:1], [{"n": 4, "parts": found}])
    assert told(again, english=False) == "《公报》（2031-02-01）：见注4。数字编号c1, c2, c3。"
    assert [one["see"] for one in seen_before(found, [])] == [0, 0]
    assert told(found[1], english=True) == "Register “项目批次”: 一季度开工; 二季度开工."


def test_a_note_of_a_report_from_before_is_written_as_it_was_then() -> None:
    before = {name: said for name, said in part("").items() if name not in LISTS}
    assert told(before, english=False) == (
        "《公报》（统计局，2031-02-01）：“全区有30个村。”。审定于2031-03-01。0123456789abcdef"
    )
    assert told(before, english=True).endswith("Accepted 2031-03-01. 0123456789abcdef")


LISTS = {"entry", "entries", "sentences", "claims"}
