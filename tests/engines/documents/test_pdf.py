"""The text layer of PDF files."""

import hashlib
import zlib

import pytest

from bayline.engines.documents import DocumentError, Reason, open_document, scans

PICTURE = (
    b"/Type/XObject/Subtype/Image/Width 100/Height 100/BitsPerComponent 8"
    b"/ColorSpace/DeviceGray/Filter/FlateDecode"
)


def cells(document, number=0):
    table = document.tables[number]
    return [(*c[:4], document.text[c.start : c.end]) for c in table.cells]


def grid(ruled, *, xs, ys):
    across = [ruled(xs[0], y, xs[-1], y) for y in ys]
    return across + [ruled(x, ys[0], x, ys[-1]) for x in xs]


def test_line_that_breaks_off_inside_a_sentence_is_joined(pdf_file, words_at):
    first = "全年新开工建设项目三十七个，累计完成投资一百二十亿元，其中工业"
    page = [
        words_at(74, 780, first),
        words_at(50, 760, "投资四十亿元。"),
        words_at(74, 740, "农业方面另有安排。"),
    ]
    document = open_document("a.pdf", pdf_file(page))
    assert document.text == f"{first}投资四十亿元。\n农业方面另有安排。\n"


def test_number_cut_by_the_end_of_a_line_is_whole_again(pdf_file, words_at):
    first = "全县林地面积扩大，保护力度加大，到年底共有林地面积达到1080"
    document = open_document(
        "a.pdf", pdf_file([words_at(50, 780, first), words_at(50, 760, ".11公顷。")])
    )
    assert "1080.11公顷" in document.text


def test_short_line_ends_its_paragraph(pdf_file, words_at):
    page = [
        words_at(50, 780, "一、工业生产"),
        words_at(50, 760, "全年工业生产保持平稳，规模以上企业增加值比上年增长百分之五点三"),
        words_at(50, 740, "以上。"),
    ]
    lines = open_document("a.pdf", pdf_file(page)).text.splitlines()
    assert lines[0] == "一、工业生产"
    assert len(lines) == 2


def test_sentence_goes_on_over_the_page_and_page_numbers_do_not_cut_it(pdf_file, words_at):
    first = "全镇上下齐心协力，继续推进各项民生工程，年内共计完成老旧小区改"
    pages = [
        [words_at(50, 780, first), words_at(280, 40, "— 1 —")],
        [words_at(50, 780, "造三十七万平方米。"), words_at(280, 40, "— 2 —")],
    ]
    document = open_document("a.pdf", pdf_file(*pages))
    assert document.text == f"{first}造三十七万平方米。\n"
    assert document.pages == (0, len(first))
    assert document.text[document.pages[1] :].startswith("造")


def test_running_head_is_read_once(pdf_file, words_at):
    pages = [
        [words_at(200, 810, "统计公报"), words_at(50, 700, f"第{n}部分内容。")] for n in "一二三四"
    ]
    assert open_document("a.pdf", pdf_file(*pages)).text.count("统计公报") == 1


def test_ruled_table_is_read_by_its_rules(pdf_file, words_at, ruled):
    page = [
        words_at(50, 790, "表1 各镇产值"),
        words_at(400, 770, "单位：亿元"),
        *grid(ruled, xs=(50, 150, 300, 450), ys=(760, 720, 700, 680)),
        words_at(60, 735, "镇"),
        words_at(160, 742, "工业"),
        words_at(160, 726, "产值"),
        words_at(310, 735, "增长（%）"),
        words_at(60, 705, "东镇"),
        words_at(160, 705, "12.5"),
        words_at(310, 705, "3"),
        words_at(60, 685, "合计"),
        words_at(160, 685, "12.5"),
        words_at(310, 685, "—"),
    ]
    document = open_document("a.pdf", pdf_file(page))
    table = document.tables[0]
    assert [words for *_, words in cells(document)][:6] == [
        "镇",
        "工业产值",
        "增长（%）",
        "东镇",
        "12.5",
        "3",
    ]
    assert document.text[table.unit_note.start : table.unit_note.end] == "单位：亿元"
    assert (table.head_rows, table.rows, table.columns) == (1, 3, 3)


def test_cells_no_rule_parts_are_merged(pdf_file, words_at, ruled):
    page = [
        *[ruled(50, y, 350, y) for y in (760, 720, 700)],
        ruled(150, 740, 350, 740),
        *[ruled(x, 760, x, 700) for x in (50, 150, 350)],
        ruled(250, 740, 250, 700),
        words_at(60, 735, "镇"),
        words_at(200, 745, "产值"),
        words_at(160, 725, "2020年"),
        words_at(255, 725, "2021年"),
        words_at(60, 705, "东镇"),
        words_at(160, 705, "1"),
        words_at(255, 705, "2"),
    ]
    document = open_document("a.pdf", pdf_file(page))
    assert cells(document)[:4] == [
        (0, 0, 2, 1, "镇"),
        (0, 1, 1, 2, "产值"),
        (1, 1, 1, 1, "2020年"),
        (1, 2, 1, 1, "2021年"),
    ]


def test_table_goes_on_over_the_page_under_its_repeated_head(pdf_file, words_at, ruled):
    def page(*rows):
        top = 790
        ys = [top - 20 * at for at in range(len(rows) + 2)]
        words = [("镇", "产值"), *rows]
        return [
            *grid(ruled, xs=(50, 200, 350), ys=ys),
            *[words_at(60, ys[at] - 15, left) for at, (left, _) in enumerate(words)],
            *[words_at(210, ys[at] - 15, right) for at, (_, right) in enumerate(words)],
        ]

    document = open_document("a.pdf", pdf_file(page(("东镇", "1")), page(("西镇", "2"))))
    assert document.text == "镇\t产值\n东镇\t1\n西镇\t2\n"
    assert len(document.tables) == 1


def test_columns_without_rules_are_told_by_their_gaps(pdf_file, words_at):
    rows = [("镇名", "2020年", "2021年"), ("东镇", "1.5", "2.5"), ("西镇", "3.5", "4.5")]
    page = [
        words_at(50 + 130 * col, 780 - 20 * row, words)
        for row, line in enumerate(rows)
        for col, words in enumerate(line)
    ]
    document = open_document("a.pdf", pdf_file(page))
    assert document.text == "镇名\t2020年\t2021年\n东镇\t1.5\t2.5\n西镇\t3.5\t4.5\n"
    assert document.tables[0].head_rows == 1


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_page_shown_turned_is_read_as_it_is_seen(turn, pdf_file, words_at):
    rows = {
        90: ((300, 50), (320, 50)),
        180: ((500, 300), (500, 280)),
        270: ((300, 700), (280, 700)),
    }
    said = ("横排的页。", "次行35个。")
    page = [words_at(*place, words) for place, words in zip(rows[turn], said, strict=True)]
    document = open_document("a.pdf", pdf_file(page, turn=turn))
    assert document.text == "横排的页。\n次行35个。\n"


def test_page_that_is_only_a_picture_is_named(pdf_objects, pdf_stream, monkeypatch):
    monkeypatch.setattr(scans, "is_installed", lambda: False)
    content = pdf_objects(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R 7 0 R]/Count 2>>",
            (
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R"
                b"/Resources<</Font<</F 5 0 R>>>>>>"
            ),
            pdf_stream(b"BT /F 12 Tf 10 10 Td (total 35) Tj ET"),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            pdf_stream(zlib.compress(bytes(10_000)), PICTURE),
            (
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 8 0 R"
                b"/Resources<</XObject<</X 6 0 R>>>>>>"
            ),
            pdf_stream(b"q 100 0 0 100 0 0 cm /X Do Q"),
        ]
    )
    document = open_document("a.pdf", content)
    assert document.text == "total 35\n"
    (note,) = document.notes
    assert note.zh == (
        "第2页只有扫描图像，没有文字，没有读；"
        "运行pip install 'bayline[ocr]'装上识别文字的组件后可读"
    )
    assert document.pages == (0, len(document.text))


def test_scanned_page_is_recognized_where_that_part_is_installed(
    drawing_file, pdf_stream, monkeypatch
):
    content = drawing_file(
        pdf_stream(b"q 100 0 0 100 0 0 cm /X Do Q"),
        pdf_stream(zlib.compress(bytes(10_000)), PICTURE),
    )
    read = [
        scans.Seen(100, 100, 700, 130, "全区完成投资35亿元，"),
        scans.Seen(100, 140, 500, 170, "增长4.5%。"),
    ]
    monkeypatch.setattr(scans, "is_installed", lambda: True)
    monkeypatch.setattr(scans, "seen", lambda picture: read if picture.size else [])
    document = open_document("a.pdf", content)
    assert document.text == "全区完成投资35亿元，增长4.5%。\n"
    assert document.is_recognized(document.text.index("35"))
    assert document.page(document.text.index("35")) == 1
    assert "识别得来" in document.notes[0].zh


def test_file_of_scans_is_refused_with_what_to_do(drawing_file, pdf_stream, monkeypatch):
    monkeypatch.setattr(scans, "is_installed", lambda: False)
    content = drawing_file(
        pdf_stream(b"q 100 0 0 100 0 0 cm /X Do Q"),
        pdf_stream(zlib.compress(bytes(10_000)), PICTURE),
    )
    with pytest.raises(DocumentError) as refusal:
        open_document("通报.pdf", content)
    assert refusal.value.reason is Reason.SCANNED_PDF
    assert refusal.value.in_chinese() == (
        "通报.pdf：这份PDF只有扫描图像，没有文字（没有安装识别文字的可选组件）。"
        "请运行pip install 'bayline[ocr]'装上再读，或换用Word原稿。"
    )
    assert str(refusal.value) == (
        "通报.pdf: this PDF holds scanned images only: "
        "the optional part that recognizes text is not installed; "
        "run pip install 'bayline[ocr]' and read it again, or use the Word file"
    )


def rc4(key: bytes, content: bytes) -> bytes:
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out = bytearray()
    i = j = 0
    for byte in content:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def md5(content: bytes) -> bytes:
    return hashlib.md5(content).digest()  # noqa: S324 - the format asks for it


def test_file_protected_only_against_changes_is_read(pdf_objects, pdf_stream):
    padding = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    owner = rc4(md5((b"owner" + padding)[:32])[:5], padding)
    key = md5(padding + owner + (-44).to_bytes(4, "little", signed=True) + b"a")[:5]
    content = b"BT /F 12 Tf 10 10 Td (total 35) Tj ET"
    own_key = md5(key + (4).to_bytes(3, "little") + bytes(2))[:10]
    made = pdf_objects(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            (
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R"
                b"/Resources<</Font<</F 5 0 R>>>>>>"
            ),
            pdf_stream(rc4(own_key, content)),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -44>>"
            % (owner.hex().encode(), rc4(key, padding).hex().encode()),
        ]
    ).replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt 6 0 R/ID[(a)(a)]")
    assert open_document("a.pdf", made).text == "total 35\n"
