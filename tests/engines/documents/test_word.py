"""Word files as Word prints them."""

import io

from docx import Document as NewDocument

from bayline.engines.documents import Format, open_document

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def p(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def r(words: str, properties: str = "") -> str:
    return f"<w:r>{properties}<w:t xml:space='preserve'>{words}</w:t></w:r>"


def cells(document, number=0):
    table = document.tables[number]
    return [(*c[:4], document.text[c.start : c.end]) for c in table.cells]


def test_runs_join_to_paragraphs(word_file):
    document = open_document("a.docx", word_file(p(r("总投资"), r("35"), r("亿元。")) + p(r("完"))))
    assert document.text == "总投资35亿元。\n完\n"
    assert document.format is Format.WORD


def test_name_of_the_file_does_not_decide(word_file):
    assert open_document("a.txt", word_file(p(r("投资")))).format is Format.WORD


def test_deleted_words_are_left_out_and_inserted_ones_read(word_file):
    body = p(
        r("投资"),
        "<w:del><w:r><w:delText>30</w:delText></w:r></w:del>",
        f"<w:ins>{r('35')}</w:ins>",
        f"<w:moveFrom>{r('旧')}</w:moveFrom>",
        r("亿元"),
    )
    assert open_document("a.docx", word_file(body)).text == "投资35亿元\n"


def test_hidden_words_and_field_codes_are_left_out(word_file):
    body = p(
        r("见"),
        r("密", "<w:rPr><w:vanish/></w:rPr>"),
        "<w:r><w:instrText>PAGE 35</w:instrText></w:r>",
        r("表"),
        r("明", '<w:rPr><w:vanish w:val="0"/></w:rPr>'),
    )
    assert open_document("a.docx", word_file(body)).text == "见表明\n"


def test_words_in_links_controls_and_smart_tags_are_read(word_file):
    body = p(
        f"<w:hyperlink>{r('甲')}</w:hyperlink>",
        f"<w:sdt><w:sdtPr>{r('无')}</w:sdtPr><w:sdtContent>{r('乙')}</w:sdtContent></w:sdt>",
        f"<w:smartTag>{r('丙')}</w:smartTag>",
    )
    assert open_document("a.docx", word_file(body)).text == "甲乙丙\n"


def test_text_box_is_read_once_behind_its_paragraph(word_file):
    box = f"<w:txbxContent>{p(r('框内12个'))}</w:txbxContent>"
    body = p(
        r("正文"),
        '<w:r><mc:AlternateContent xmlns:mc="m">'
        f"<mc:Choice><a>{box}</a></mc:Choice><mc:Fallback><b>{box}</b></mc:Fallback>"
        "</mc:AlternateContent></w:r>",
        r("继续"),
    )
    assert open_document("a.docx", word_file(body)).text == "正文继续\n框内12个\n"


def test_merged_cells_know_their_reach(word_file):
    def cell(words: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(r(words))}</w:tc>"

    body = (
        "<w:tbl>"
        f"<w:tr>{cell('镇', '<w:vMerge w:val=' + chr(34) + 'restart' + chr(34) + '/>')}"
        f"{cell('产值', '<w:gridSpan w:val=' + chr(34) + '2' + chr(34) + '/>')}</w:tr>"
        f"<w:tr>{cell('', '<w:vMerge/>')}{cell('2020年')}{cell('2021年')}</w:tr>"
        f"<w:tr>{cell('东镇')}{cell('1')}{cell('2')}</w:tr>"
        "</w:tbl>"
    )
    document = open_document("a.docx", word_file(body))
    assert cells(document)[:3] == [
        (0, 0, 2, 1, "镇"),
        (0, 1, 1, 2, "产值"),
        (1, 1, 1, 1, "2020年"),
    ]
    assert document.text == "镇\t产值\n2020年\t2021年\n东镇\t1\t2\n"
    assert document.tables[0].head_rows == 2


def test_inner_table_is_words_of_its_cell(word_file):
    inner = f"<w:tbl><w:tr><w:tc>{p(r('一'))}</w:tc><w:tc>{p(r('二'))}</w:tc></w:tr></w:tbl>"
    body = f"<w:tbl><w:tr><w:tc>{p(r('甲'))}{inner}</w:tc><w:tc>{p(r('3'))}</w:tc></w:tr></w:tbl>"
    document = open_document("a.docx", word_file(body))
    assert [words for *_, words in cells(document)] == ["甲一二", "3"]


def test_deleted_row_is_left_out(word_file):
    row = "<w:tr>{}<w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    body = "<w:tbl>{}{}</w:tbl>".format(
        row.format("<w:trPr><w:del/></w:trPr>", p(r("旧")), p(r("1"))),
        row.format("", p(r("新")), p(r("2"))),
    )
    assert open_document("a.docx", word_file(body)).text == "新\t2\n"


def test_notes_heads_and_feet_stand_behind_the_body(word_file):
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator">{p(r("——"))}</w:footnote>'
        f"<w:footnote>{p(r('不含港区。'))}</w:footnote></w:footnotes>"
    )
    head = f"<w:hdr {W}>{p(r('某区统计局'))}</w:hdr>"
    foot = f"<w:ftr {W}>{p(r('— 3 —'))}</w:ftr>"
    content = word_file(p(r("正文")), footnotes=notes, header1=head, header2=head, footer1=foot)
    assert open_document("a.docx", content).text == "正文\n不含港区。\n某区统计局\n"


def test_file_of_another_writer_reads_alike():
    new = NewDocument()
    new.core_properties.title = "工作 通报"
    new.add_heading("通报", 1)
    new.add_paragraph("开工12个项目", style="List Bullet")
    table = new.add_table(2, 2)
    for at, words in enumerate(["镇", "值", "东", "3"]):
        table.cell(at // 2, at % 2).text = words
    new.add_paragraph("完")
    out = io.BytesIO()
    new.save(out)
    document = open_document("a.docx", out.getvalue())
    assert document.text == "通报\n开工12个项目\n镇\t值\n东\t3\n完\n"
    assert document.title == "工作 通报"


def test_tracked_changes_are_read_as_accepted_and_said_to_be(word_file):
    taken_out = "<w:del><w:r><w:delText>36亿元</w:delText></w:r></w:del>"
    body = p(r("总投资"), f"<w:ins>{r('35亿元')}</w:ins>", taken_out)
    document = open_document("稿.docx", word_file(body))
    assert document.text.strip() == "总投资35亿元"
    (note,) = document.notes
    assert "插入1处，删除1处" in note.zh
    assert "1 insertions, 1 deletions" in note.en
