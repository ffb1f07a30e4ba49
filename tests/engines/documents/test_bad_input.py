"""What is refused: always one sentence, soon, and in bounded memory."""

import io
import random
import re
import subprocess
import sys
import textwrap
import zipfile
import zlib
from contextlib import suppress

import pytest

from bayline.engines.documents import DocumentError, Limits, Reason, open_document, scans
from bayline.kernel.errors import BaylineError

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HAN = re.compile("[\u4e00-\u9fff、]")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"


def refused(name: str, content: bytes, limits: Limits | None = None) -> DocumentError:
    with pytest.raises(DocumentError) as refusal:
        open_document(name, content, limits=limits or Limits())
    sentence = str(refusal.value)
    assert sentence.startswith(f"{name}: ")
    assert "\n" not in sentence
    assert isinstance(refusal.value, BaylineError)
    assert "\n" not in refusal.value.in_chinese()
    return refusal.value


def test_every_reason_has_its_words_in_both_languages():
    values = dict.fromkeys(("name", "better", "limit", "found"), "x")
    for reason in Reason:
        refusal = DocumentError(reason, where="a", **values)
        assert refusal.do
        assert refusal.zh
        assert refusal.zh.do
        assert "{" not in f"{refusal}{refusal.in_chinese()}"
        assert not HAN.search(str(refusal))


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("空.txt", b"", Reason.EMPTY),
        ("白.txt", b" \n\t ", Reason.BLANK),
        ("图.docx", b"\x89PNG\r\n\x1a\n123", Reason.PICTURE),
        ("图.jpg", b"\xff\xd8\xff\xe0123", Reason.PICTURE),
        ("图.tif", b"II*\x00123", Reason.PICTURE),
        ("图.webp", b"RIFF1234WEBPVP8 ", Reason.PICTURE),
        ("图.bmp", b"BM1234\0\0\0\0", Reason.PICTURE),
        ("包.rar", b"Rar!\x1a\x07\x01", Reason.PACKED),
        ("包.7z", b"7z\xbc\xaf\x27\x1c", Reason.PACKED),
        ("包.gz", b"\x1f\x8b\x08", Reason.PACKED),
        ("零.txt", bytes(10_000), Reason.BINARY),
        ("乱.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 9, Reason.BROKEN_PDF),
        ("断.docx", b"PK\x03\x04" + bytes(range(256)), Reason.BROKEN_ARCHIVE),
    ],
)
def test_what_is_no_document_is_said_to_be_none(name, content, reason, monkeypatch):
    monkeypatch.setattr(scans, "is_installed", lambda: False)
    assert refused(name, content).reason is reason


def test_damaged_picture_is_told_where_pictures_are_recognized():
    refusal = refused("图.jpg", b"\xff\xd8\xff\xe0123")
    assert refusal.reason is Reason.BROKEN_PICTURE
    assert refusal.in_chinese() == (
        "图.jpg：JPEG图像打不开（文件不完整或已损坏）。请重新下载，或另存一份。"
    )
    assert refused("图.heic", b"....ftypheic123").reason is Reason.PICTURE


@pytest.mark.parametrize("seed", range(20))
def test_binary_garbage_is_refused(seed):
    content = random.Random(seed).randbytes(5000)  # noqa: S311 - no secret, only noise
    assert refused("乱.txt", content).reason in {Reason.BINARY, Reason.UNKNOWN_ENCODING}


@pytest.mark.parametrize(
    ("name", "content", "advice"),
    [
        ("旧.doc", OLD_OFFICE, "请另存为docx"),
        ("旧.wps", OLD_OFFICE, "请另存为docx"),
        ("旧.xls", OLD_OFFICE, "请另存为xlsx"),
        ("旧.et", OLD_OFFICE, "请另存为xlsx"),
        ("旧.ppt", OLD_OFFICE, "请另存为docx或pdf"),
        ("无名", OLD_OFFICE + "WordDocument".encode("utf-16-le"), "请另存为docx"),
        ("无名", OLD_OFFICE + "Workbook".encode("utf-16-le"), "请另存为xlsx"),
        ("旧.rtf", b"{\\rtf1\\ansi 35}", "请另存为docx"),
        ("旧.mht", b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n", "请另存为html或docx"),
        ("旧.xml", b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><a/>', "docx"),
    ],
)
def test_other_formats_say_what_to_save_as(name, content, advice):
    refusal = refused(name, content)
    assert refusal.reason is Reason.OTHER_FORMAT
    assert refusal.zh
    assert advice in refusal.zh.do
    assert not HAN.search(refusal.sentence().removeprefix(name))


@pytest.mark.parametrize(
    ("part", "name"),
    [("OFD.xml", "ofd"), ("ppt/presentation.xml", "pptx"), ("xl/workbook.bin", "xlsb")],
)
def test_other_packed_formats_say_what_to_save_as(part, name, zipped):
    refusal = refused("旧.docx", zipped({part: "<a/>"}))
    assert (refusal.reason, refusal.values["name"]) == (Reason.OTHER_FORMAT, name)


def test_password_of_an_office_file_is_named():
    content = OLD_OFFICE + "EncryptedPackage".encode("utf-16-le")
    assert refused("密.docx", content).reason is Reason.LOCKED_OFFICE


def test_password_of_a_pdf_is_named(pdf_objects, pdf_stream):
    key = b"(" + b"A" * 32 + b")"
    content = pdf_objects(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
            pdf_stream(b"BT ET"),
            b"<</Filter/Standard/V 1/R 2/O %s/U %s/P -44>>" % (key, key),
        ]
    ).replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt 5 0 R/ID[(a)(a)]")
    assert refused("密.pdf", content).reason is Reason.LOCKED_PDF


def test_pdf_cut_off_is_refused_not_read_in_part(pdf_file, words_at):
    content = pdf_file([words_at(50, 780, "前一页")], [words_at(50, 780, "后一页")])
    for share in (0.3, 0.6, 0.9):
        cut = content[: int(len(content) * share)]
        assert refused("断.pdf", cut).reason is Reason.BROKEN_PDF


def test_word_file_cut_off_is_refused(word_file):
    content = word_file("<w:p><w:r><w:t>投资</w:t></w:r></w:p>" * 50)
    assert refused("断.docx", content[:-30]).reason is Reason.BROKEN_ARCHIVE


@pytest.mark.parametrize(
    "xml",
    [
        "",
        "投资",
        "<w:document><w:body>",
        f'<w:document xmlns:w="{NAMESPACE}"><a></b>',
        "<a>\x00</a>",
    ],
)
def test_malformed_xml_is_refused(xml, zipped):
    content = zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": xml})
    refusal = refused("坏.docx", content)
    assert (refusal.reason, refusal.values["name"]) == (Reason.BROKEN_PART, "word/document.xml")


def test_file_over_the_stated_size_is_refused():
    refusal = refused("大.txt", b"a" * 2_000_001, Limits(file_bytes=2_000_000))
    assert refusal.reason is Reason.TOO_LARGE
    assert "2 MB" in str(refusal)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "C:\\a", "word\\..\\..\\a", "a\x1b[31m/../b"]
)
def test_part_that_points_outside_is_refused(name, zipped):
    refusal = refused("径.docx", zipped({name: "x", "word/document.xml": "<a/>"}))
    assert refusal.reason is Reason.BAD_PART_NAME
    assert "\x1b" not in str(refusal)


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
def test_part_that_stands_twice_is_refused(word_file):
    out = io.BytesIO(word_file("<w:p/>"))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert refused("重.docx", out.getvalue()).reason is Reason.BAD_PART_NAME


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_before_they_grow(encoding, zipped):
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<!DOCTYPE a [<!ENTITY e0 "0123456789">{levels}]><a>&e9;</a>'.encode(encoding)
    for part in ("word/document.xml", "xl/workbook.xml"):
        content = zipped({"[Content_Types].xml": "<Types/>", part: xml})
        assert refused("弹.docx", content).reason is Reason.DECLARES_ENTITIES


def test_nesting_too_deep_is_refused(word_file):
    assert refused("深.docx", word_file("<w:p>" * 100_000)).reason is Reason.TOO_DEEP
    assert refused("深.html", b"<html>" + b"<div>" * 100_000).reason is Reason.TOO_DEEP
    tables = b"<html>" + b"<table><tr><td>" * 100_000
    assert refused("深.html", tables).reason is Reason.TOO_DEEP


def test_more_cells_than_allowed_are_refused(word_file, workbook_file):
    few = Limits(cells=20_000)
    row = "<w:tr>" + "<w:tc><w:p/></w:tc>" * 100 + "</w:tr>"
    body = f"<w:tbl>{row * 300}</w:tbl>"
    refusal = refused("表.docx", word_file(body), few)
    assert refusal.reason in {Reason.TOO_MANY_ELEMENTS, Reason.TOO_MANY_CELLS}
    line = "<row>" + "<c><v>1</v></c>" * 1000 + "</row>"
    sheet = f"<sheetData>{line * 30}</sheetData>"
    assert refused("表.xlsx", workbook_file(sheet), few).reason is Reason.TOO_MANY_CELLS
    wide = ("<table>" + "<tr><td>1<td>2" * 15_000).encode()
    assert refused("表.html", wide, few).reason is Reason.TOO_MANY_CELLS
    bars = b"|a|b|\n|-|-|\n" + b"|1|2|\n" * 300_000
    assert refused("表.md", bars).reason is Reason.TOO_MANY_CELLS


def test_endless_paragraphs_are_refused(word_file):
    limits = Limits(elements=10_000)
    assert refused("段.docx", word_file("<w:p/>" * 20_000), limits).reason is (
        Reason.TOO_MANY_ELEMENTS
    )


def test_archive_of_endless_parts_is_refused(zipped):
    content = zipped({f"part{n}": "" for n in range(200)})
    assert refused("多.docx", content, Limits(members=100)).reason is Reason.TOO_MANY_PARTS


def test_streams_packed_twice_are_weighed(drawing_file, pdf_stream):
    zeros = zlib.compress(zlib.compress(bytes(80_000_000), 9), 9)
    content = drawing_file(pdf_stream(zeros, b"/Filter[/FlateDecode/FlateDecode]"))
    assert refused("弹.pdf", content).reason is Reason.UNPACKS_TOO_LARGE


def test_forms_that_draw_forms_are_counted(drawing_file, pdf_stream):
    chain = [
        pdf_stream(b"/X Do " * 10, FORM + b"/Resources<</XObject<</X %d 0 R>>>>" % (number + 1))
        for number in range(6, 16)
    ]
    last = pdf_stream(b"BT /F 12 Tf (x) Tj ET", FORM)
    content = drawing_file(pdf_stream(b"/X Do"), *chain, last)
    assert refused("套.pdf", content).reason is Reason.TOO_MANY_DRAWINGS


def test_forms_that_draw_each_other_are_refused(drawing_file, pdf_stream):
    first = pdf_stream(b"/X Do /X Do", FORM + b"/Resources<</XObject<</X 7 0 R>>>>")
    second = pdf_stream(b"/X Do /X Do", FORM + b"/Resources<</XObject<</X 6 0 R>>>>")
    content = drawing_file(pdf_stream(b"/X Do"), first, second)
    assert refused("圈.pdf", content).reason is Reason.TOO_MANY_DRAWINGS


def test_form_drawn_once_a_page_is_no_offense(drawing_file, pdf_stream):
    form = pdf_stream(
        b"BT /F 12 Tf 10 10 Td (inside 12) Tj ET", FORM + b"/Resources<</Font<</F 5 0 R>>>>"
    )
    document = open_document("a.pdf", drawing_file(pdf_stream(b"/X Do"), form))
    assert document.text == "inside 12\n"


def test_pages_without_end_are_refused(pdf_objects):
    listed = b"3 0 R " * 5000
    content = pdf_objects(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[%s]/Count 5000>>" % listed,
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        ]
    )
    assert refused("多.pdf", content).reason is Reason.TOO_MANY_PAGES


def test_page_tree_that_contains_itself_is_refused(pdf_objects):
    content = pdf_objects(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 900>>"]
    )
    assert refused("圈.pdf", content).reason is Reason.BROKEN_PDF


def test_objects_nested_without_end_are_refused(pdf_objects):
    content = pdf_objects([b"<</Type/Catalog/Pages 2 0 R>>", b"[" * 100_000 + b"]" * 100_000])
    assert refused("深.pdf", content).reason is Reason.BROKEN_PDF


@pytest.mark.parametrize(
    "content",
    [
        b"|" * 300_000,
        b"|a\n|" + b"-|:" * 50_000 + b"x\n",
        b"a|\n" + b" " * 300_000 + b"|x\n",
        b"1" * 300_000,
        ("单位：" * 60_000 + "\ta\n\tb\n").encode(),
        b"a\tb\nc\n" * 30_000,
        b"<" * 300_000,
        b"<html>" + b"</b>" * 60_000 + b"x",
        b"<html><table>" + b"<tr><td rowspan=9999 colspan=9999>1<td>2" * 3000,
    ],
)
def test_adversarial_text_is_read_or_refused(content):
    for name in ("a.md", "a.html", "a.csv"):
        with suppress(DocumentError):
            open_document(name, content)


BOMB = """
import io, resource, sys, zipfile, zlib
from bayline.engines.documents import open_document
from bayline.kernel.errors import BaylineError

def packed(size):
    machine = zlib.compressobj(9)
    return b"".join(machine.compress(bytes(1 << 20)) for _ in range(size)) + machine.flush()

def archive(part, head, size, names=()):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name, content in names:
            archive.writestr(name, content)
        with archive.open(part, "w", force_zip64=True) as target:
            target.write(head)
            for _ in range(size):
                target.write(b"<a/> " * 209_715)
    return out.getvalue()

def pdf():
    body = packed(1000)
    stream = b"<</Filter/FlateDecode/Length %d>>stream\\n%s\\nendstream" % (len(body), body)
    parts = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
             b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>", stream]
    out = b"%PDF-1.4\\n"
    for number, part in enumerate(parts, 1):
        out += b"%d 0 obj\\n%s\\nendobj\\n" % (number, part)
    return out + b"trailer<</Root 1 0 R>>\\nstartxref\\n0\\n%%EOF"

W = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
S = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
BOOK = (("xl/workbook.xml", "<workbook/>"), ("xl/_rels/workbook.xml.rels", "<Relationships/>"))
bombs = {
    "docx": lambda: archive("word/document.xml", W, 500),
    "xlsx": lambda: archive("xl/sharedStrings.xml", S, 500, BOOK),
    "pdf": pdf,
}
content = bombs[sys.argv[1]]()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    open_document("弹." + sys.argv[1], content)
    print("read")
except BaylineError as refusal:
    print(refusal.reason)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf"])
def test_bombs_are_refused_in_bounded_memory(kind):
    run = subprocess.run(  # noqa: S603 - this interpreter on the text above
        [sys.executable, "-c", textwrap.dedent(BOMB), kind],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    reason, grown = run.stdout.split()
    assert reason in {Reason.UNPACKS_TOO_LARGE, Reason.TOO_MANY_ELEMENTS}
    assert int(grown) < 150, f"{grown} MB for a {kind} that unpacks to 500 MB"


def test_sizes_in_the_directory_of_an_archive_are_not_believed(word_file):
    content = bytearray(word_file("<w:p><w:r><w:t>" + "长" * 50_000 + "</w:t></w:r></w:p>"))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.rindex(mark) + offset
        content[at : at + 4] = (20).to_bytes(4, "little")
    assert refused("假.docx", bytes(content)).reason is Reason.BROKEN_PART
