"""Plain text, Markdown and comma-separated values."""

from datetime import date

import pytest

from bayline.engines.documents import Format, Limits, document_of, open_document


def cells(document, number=0):
    table = document.tables[number]
    return [(c.row, c.col, document.text[c.start : c.end]) for c in table.cells]


def test_plain_text_stays_character_for_character():
    text = "　　全镇完成投资35亿元。\r\n\r\n其中工业12亿元。\r\n"
    document = open_document("a.txt", text.encode())
    assert document.text == text
    assert (document.format, document.encoding) == (Format.TEXT, "utf-8")


def test_byte_order_mark_is_no_character():
    document = open_document("a.txt", b"\xef\xbb\xbf" + "投资35亿元".encode())
    assert document.text == "投资35亿元"


def test_table_in_markdown_counts_in_the_printed_text():
    text = "## 投资\n\n| 镇 | 投资（亿元） |\n|---|---:|\n| 东镇 | 1.5 |\n| 合计 | 1.5 |\n\n完。\n"
    document = open_document("a.md", text.encode())
    assert document.text == text
    assert cells(document) == [
        (0, 0, "镇"),
        (0, 1, "投资（亿元）"),
        (1, 0, "东镇"),
        (1, 1, "1.5"),
        (2, 0, "合计"),
        (2, 1, "1.5"),
    ]
    assert (document.tables[0].head_rows, document.tables[0].head_columns) == (1, 1)


def test_line_above_a_table_is_its_caption_and_the_unit_note_is_found():
    text = "表2 各村收入\n\n（单位：万元）\n\n|村|收入|\n|-|-|\n|东村|3|\n"
    document = open_document("a.md", text.encode())
    table = document.tables[0]
    assert text[table.caption.start : table.caption.end] == "表2 各村收入"
    assert text[table.unit_note.start : table.unit_note.end] == "单位：万元"


def test_sentence_above_a_table_is_no_caption():
    text = "各村收入都有增加。\n\n|村|收入|\n|-|-|\n|东村|3|\n"
    assert open_document("a.md", text.encode()).tables[0].caption is None


def test_bars_without_a_rule_are_no_table():
    assert open_document("a.md", "甲|乙\n丙|丁\n".encode()).tables == ()


def test_escaped_bar_is_part_of_its_cell():
    document = open_document("a.md", "|名|数|\n|-|-|\n|甲\\|乙|3|\n".encode())
    assert (1, 0, "甲\\|乙") in cells(document)


def test_lines_divided_by_tabs_are_a_table_as_pasted_from_a_spreadsheet():
    document = open_document("a.txt", "开头。\n镇\t收入\n东镇\t3\n西镇\t\n结尾。\n".encode())
    assert cells(document)[2:] == [(1, 0, "东镇"), (1, 1, "3"), (2, 0, "西镇"), (2, 1, "")]


def test_front_matter_states_title_and_date():
    text = "---\ntitle: 年度报告\npublished: 2021-11-05\n---\n# 别的标题\n正文\n"
    document = open_document("a.md", text.encode())
    assert (document.title, document.published) == ("年度报告", date(2021, 11, 5))


def test_first_heading_is_the_title_where_no_other_is_stated():
    assert open_document("a.md", "# 半年报告\n正文\n".encode()).title == "半年报告"


def test_values_divided_by_commas_are_laid_out_with_tabs():
    content = '镇,"产值（万元）"\r\n"东,镇","1,234"\r\n"西""镇",5\r\n'.encode("gb18030")
    document = open_document("a.csv", content)
    assert document.text == '镇\t产值（万元）\n东,镇\t1,234\n西"镇\t5\n'
    assert document.encoding == "gb18030"
    assert cells(document)[3] == (1, 1, "1,234")


@pytest.mark.parametrize("divider", [",", "\t", ";"])
def test_divider_of_values_is_found(divider):
    content = "\n".join(divider.join(row) for row in (["镇", "值"], ["东", "1"], ["西", "2"]))
    assert open_document("a.csv", content.encode()).text == "镇\t值\n东\t1\n西\t2\n"


def test_text_longer_than_the_limit_is_refused():
    with pytest.raises(Exception, match=r"^长\.txt: the text is longer than 10 characters"):
        open_document("长.txt", ("字" * 11).encode(), limits=Limits(characters=10))


@pytest.mark.parametrize("text", ["1，2，3，4", "一，二，三，四", "1.5%、2,000、三亿、4"])
def test_more_numbers_than_the_limit_are_refused(text):
    said = r"^数\.txt: 4 numbers are too many"
    with pytest.raises(Exception, match=said):
        open_document("数.txt", text.encode(), limits=Limits(numbers=3))
    with pytest.raises(Exception, match=said):
        document_of("数.txt", text, limits=Limits(numbers=3))
    assert open_document("数.txt", text.encode(), limits=Limits(numbers=4)).text.strip() == text


def test_lines_divided_by_commas_are_a_table_in_place():
    text = "单位：亿元\n指标,2020年,2021年\n产值,30,40.5\n税收,3,4\n"
    document = open_document("a.txt", text.encode())
    assert document.text == text
    assert cells(document)[3:6] == [(1, 0, "产值"), (1, 1, "30"), (1, 2, "40.5")]
    assert document.notes == ()


def test_commas_in_numbers_leave_a_table_unread_and_said_so():
    document = open_document("a.txt", "表\n地区,产值\n甲,1,750\n乙,20\n".encode())
    assert document.tables == ()
    assert document.notes[0].zh.startswith("第2—4行像是用逗号分隔的表")


@pytest.mark.parametrize(
    "text",
    [
        "甲镇,乙镇\n丙镇,丁镇\n",
        "产值30亿元，增长1,200万元。\n其中,甲1,750万元。\n",
        "投资1,750万元\n",
    ],
)
def test_prose_with_commas_is_no_table(text):
    document = open_document("a.txt", text.encode())
    assert (document.tables, document.notes) == ((), ())
