"""Automatic numbers of lists, as Word prints them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.engines.chinese.numbers.parse import parse
from bayline.engines.documents import DocumentError, open_document
from bayline.engines.documents.office.counting import counted
from bayline.engines.documents.writers import comment_docx

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def level(at: int, form: str, pattern: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


OUTLINE = (
    level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimal", "%1.%3.%4", "<w:isLgl/>")
)


def definitions(*levels: str, lists: str = "") -> str:
    defined = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{each}</w:abstractNum>'
        for at, each in enumerate(levels)
    )
    named = "".join(
        f'<w:num w:numId="{at + 1}"><w:abstractNumId w:val="{at}"/></w:num>'
        for at in range(len(levels))
    )
    return f"<w:numbering {W}>{defined}{named}{lists}</w:numbering>"


def p(words: str, *, at: int | None = None, number: int = 1, more: str = "") -> str:
    place = "" if at is None else f'<w:ilvl w:val="{at}"/><w:numId w:val="{number}"/>'
    numbered = f"<w:numPr>{place}</w:numPr>" if place else ""
    run = f"<w:r><w:t xml:space='preserve'>{words}</w:t></w:r>"
    return f"<w:p><w:pPr>{numbered}{more}</w:pPr>{run}</w:p>"


def lines(content: bytes) -> list[str]:
    return open_document("稿.docx", content).text.splitlines()


def test_levels_count_within_the_level_above(word_file):
    depths = (0, 1, 2, 2, 3, 1, 2, 0, 1)
    body = "".join(p("事", at=depth) for depth in depths)
    assert lines(word_file(body, numbering=definitions(OUTLINE))) == [
        "一、事",
        "（一）事",
        "1. 事",
        "2. 事",
        "1.2.1 事",
        "（二）事",
        "1. 事",
        "二、事",
        "（一）事",
    ]


def test_a_number_never_melts_into_the_figure_behind_it(word_file):
    content = word_file(p("5亿元项目", at=2), numbering=definitions(OUTLINE))
    assert lines(content) == ["1. 5亿元项目"]


def test_what_divides_number_and_words_is_kept(word_file):
    levels = level(0, "decimal", "第%1条", '<w:suff w:val="space"/>')
    levels += level(1, "decimal", "%2", '<w:suff w:val="nothing"/>')
    body = p("范围", at=0) + p("号楼", at=1)
    assert lines(word_file(body, numbering=definitions(levels))) == ["第1条 范围", "1号楼"]


def test_lists_of_one_definition_count_on_unless_they_begin_anew(word_file):
    lists = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>{begin}</w:num>'
        for number, begin in (
            (8, ""),
            (9, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
        )
    )
    numbering = definitions(level(0, "decimal", "%1)"), lists=lists)
    body = "".join(p("事", at=0, number=number) for number in (1, 1, 8, 9, 9, 1))
    assert lines(word_file(body, numbering=numbering)) == [
        "1) 事", "2) 事", "3) 事", "1) 事", "2) 事", "3) 事",
    ]  # fmt: skip


def test_a_level_may_be_told_never_to_restart(word_file):
    levels = level(0, "decimal", "%1章") + level(1, "decimal", "%2条", '<w:lvlRestart w:val="0"/>')
    body = "".join(p("事", at=depth) for depth in (0, 1, 1, 0, 1))
    assert lines(word_file(body, numbering=definitions(levels)))[-1] == "3条 事"


def test_numbers_of_styles_are_found_along_what_they_rest_on(word_file):
    styles = (
        f'<w:styles {W}><w:style w:type="paragraph" w:styleId="甲"><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="乙"><w:basedOn w:val="甲"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="丙"><w:basedOn w:val="丙"/></w:style></w:styles>'
    )
    levels = level(0, "upperLetter", "%1.") + level(
        1, "lowerRoman", "%2.", '<w:pStyle w:val="甲"/>'
    )
    named = [f'<w:pStyle w:val="{name}"/>' for name in "甲乙丙"]
    off = f'{named[0]}<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = "".join(p("事", more=each) for each in (*named, off))
    content = word_file(body, numbering=definitions(levels), styles=styles)
    assert lines(content) == ["i. 事", "ii. 事", "事", "事"]


def test_a_list_may_borrow_the_levels_of_a_list_style(word_file):
    styles = (
        f'<w:styles {W}><w:style w:type="numbering" w:styleId="条"><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
    )
    numbering = definitions(level(0, "decimal", "第%1条"), '<w:numStyleLink w:val="条"/>')
    body = p("事", at=0, number=2)
    assert lines(word_file(body, numbering=numbering, styles=styles)) == ["第1条 事"]


def test_bullets_and_lists_that_are_not_defined_print_nothing(word_file):
    body = p("点", at=0) + p("无", at=0, number=7) + p("深", at=8)
    content = word_file(body, numbering=definitions(level(0, "bullet", "\uf0b7")))
    assert lines(content) == ["点", "无", "深"]


def test_a_deleted_paragraph_is_not_counted(word_file):
    gone = p("", at=2, more="<w:rPr><w:del/></w:rPr>")
    body = p("甲", at=2) + gone + p("乙", at=2)
    text = open_document("稿.docx", word_file(body, numbering=definitions(OUTLINE))).text
    assert text.split() == ["1.", "甲", "2.", "乙"]


def test_numbers_of_rows_stand_in_their_cells(word_file):
    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"

    numbered = p("", at=0)
    body = (
        "<w:tbl>"
        + row(p("序号"), p("投资"))
        + row(numbered, p("3亿元"))
        + row(numbered, p("5亿元"))
        + "</w:tbl>"
    )
    content = word_file(body, numbering=definitions(level(0, "decimal", "%1")))
    document = open_document("稿.docx", content)
    assert document.text == "序号\t投资\n1\t3亿元\n2\t5亿元\n"
    assert [document.text[cell.start : cell.end] for cell in document.tables[0].cells][2] == "1"


def test_a_file_with_numbers_is_handed_back_as_it_was(word_file):
    body = p("开工12个项目。", at=0) + p("投资35亿元。", at=1)
    content = word_file(body, numbering=definitions(OUTLINE))
    document = open_document("稿.docx", content)
    assert open_document("稿.docx", comment_docx(document, [], original=content)) == document


def test_broken_definitions_are_refused_like_any_broken_part(word_file):
    content = word_file(p("事", at=0), numbering="<w:numbering")
    with pytest.raises(DocumentError, match=r"word/numbering\.xml"):
        open_document("稿.docx", content)


def test_odd_values_in_definitions_count_as_nothing(word_file):
    levels = '<w:lvl w:ilvl="x"/><w:lvl w:ilvl="99"/>' + level(0, "decimal", "%9%1.")
    numbering = definitions(levels.replace('w:start w:val="1"', 'w:start w:val="-٣"'))
    body = p("事", at=0) + '<w:p><w:pPr><w:numPr><w:ilvl w:val="77"/></w:numPr></w:pPr></w:p>'
    assert lines(word_file(body, numbering=numbering))[0].endswith("0. 事")


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("decimal", "1 9 10 21 105"),
        ("decimalZero", "01 09 10 21 105"),
        ("chineseCounting", "一 九 十 二十一 一○五"),
        ("chineseCountingThousand", "一 九 十 二十一 一百零五"),
        ("ideographDigital", "一 九 一○ 二一 一○五"),
        ("chineseLegalSimplified", "壹 玖 壹拾 贰拾壹 壹佰零伍"),
        ("ideographTraditional", "甲 壬 癸 21 105"),
        ("ideographZodiac", "子 申 酉 21 105"),
        ("decimalEnclosedCircle", "① ⑨ ⑩ ㉑ 105"),
        ("decimalEnclosedParen", "⑴ ⑼ ⑽ 21 105"),
        ("decimalFullWidth", "１ ９ １０ ２１ １０５"),
        ("upperRoman", "I IX X XXI CV"),
        ("lowerLetter", "a i j u aaaaa"),
        ("unheard-of", "1 9 10 21 105"),
    ],
)
def test_numbers_are_written_in_the_forms_of_word(form, written):
    assert [counted(number, form) for number in (1, 9, 10, 21, 105)] == written.split()


@given(st.integers(1, 99_999_999))
def test_a_number_counted_in_chinese_reads_back(number):
    for form in ("chineseCountingThousand", "chineseLegalSimplified"):
        read = parse(counted(number, form))
        assert read is not None
        assert read.value == number


@given(st.integers(0, 1_000_000), st.sampled_from(["upperRoman", "upperLetter", "none", "x"]))
def test_no_number_is_written_at_length(number, form):
    assert len(counted(number, form)) <= 30
