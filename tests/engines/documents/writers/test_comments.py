"""Findings as comments in a Word file."""

import io
import zipfile
from decimal import Decimal

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bayline.engines.documents import document_of, open_document
from bayline.engines.documents.writers import comment_docx
from bayline.kernel.figures import Figure
from bayline.kernel.findings import Finding, Reference, Row, Severity, Verdict


def reference(document, quote: str) -> Reference:
    at = document.text.index(quote)
    return Reference(document=document.name, start=at, end=at + len(quote), quote=quote)


def finding(*claims: Reference) -> Finding:
    rows = (
        Row(label="工业", figure=Figure.exactly(Decimal(12), "个"), reference=claims[0]),
        Row(label="合计", figure=Figure.exactly(Decimal(13), "个"), operation="="),
    )
    return Finding(
        check="parts-of-whole",
        severity=Severity.CONTRADICTION,
        verdict=Verdict.CONTRADICTION,
        sentence="不一致：各项相加为13个，文中写12个，差1个。",
        sentence_en="Does not agree: the parts sum to 13, the text says 12.",
        rows=rows,
        claims=claims,
    )


@pytest.fixture
def original() -> bytes:
    file = docx.Document()
    line = file.add_paragraph("全镇开工")
    line.add_run("1").bold = True
    line.add_run("2个项目，投资").italic = True
    line.add_run("35亿元。")
    table = file.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "东镇", "4.5"
    file.sections[0].header.paragraphs[0].text = "内部资料99份"
    file.add_comment(line.runs, text="先前的批注", author="甲")
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def comments_of(content: bytes) -> list[tuple[str, str]]:
    return [(one.author, one.text) for one in docx.Document(io.BytesIO(content)).comments]


def enclosed(content: bytes) -> dict[str, str]:
    """Collect the words between the marks of each comment."""
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    open_now: set[str] = set()
    words: dict[str, str] = {}
    for element in docx.Document(io.BytesIO(content)).element.iter():
        name = str(element.tag).removeprefix(space)
        if name == "commentRangeStart":
            open_now.add(element.get(f"{space}id"))
        elif name == "commentRangeEnd":
            open_now.discard(element.get(f"{space}id"))
        elif name == "t":
            for each in open_now:
                words[each] = words.get(each, "") + (element.text or "")
    return words


def test_comment_encloses_exactly_its_quote(original):
    document = open_document("稿.docx", original)
    made = comment_docx(
        document,
        [finding(reference(document, "12个")), finding(reference(document, "4.5"))],
        original=original,
    )
    assert list(enclosed(made).values())[1:] == ["12个", "4.5"]
    author, words = comments_of(made)[1]
    assert author == "Bayline"
    assert words.split("\n") == [
        "✕ 1. 不一致",
        "各项相加为13个，文中写12个，差1个。",
        "工业 12个",
        "= 合计 13个",
    ]


def test_formatting_and_earlier_comments_are_kept(original):
    document = open_document("稿.docx", original)
    made = comment_docx(document, [finding(reference(document, "12个"))], original=original)
    assert open_document("稿.docx", made).text == document.text
    assert comments_of(made)[0] == ("甲", "先前的批注")
    runs = [run for run in docx.Document(io.BytesIO(made)).paragraphs[0].runs if run.text]
    assert [(run.text, bool(run.bold), bool(run.italic)) for run in runs] == [
        ("全镇开工", False, False),
        ("1", True, False),
        ("2个", False, True),
        ("项目，投资", False, True),
        ("35亿元。", False, False),
    ]
    before, after = (zipfile.ZipFile(io.BytesIO(each)) for each in (original, made))
    changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
    assert changed == {"word/document.xml", "word/comments.xml"}


def test_words_outside_the_body_are_commented_at_its_end(original):
    document = open_document("稿.docx", original)
    made = comment_docx(document, [finding(reference(document, "99份"))], original=original)
    assert len(comments_of(made)) == 2


def test_same_input_gives_the_same_bytes(original):
    document = open_document("稿.docx", original)
    found = [finding(reference(document, "12个"))]
    assert comment_docx(document, found, original=original) == comment_docx(
        document, found, original=original
    )
    assert comment_docx(document, found) == comment_docx(document, found)


def test_claims_about_other_documents_are_left_out(original):
    document = open_document("稿.docx", original)
    elsewhere = Reference(document="别的.docx", start=0, end=2, quote="全镇")
    made = comment_docx(
        document, [finding(reference(document, "12个"), elsewhere)], original=original
    )
    assert len(comments_of(made)) == 2


def test_text_becomes_a_new_file_with_its_table_and_comments():
    document = document_of("稿.txt", "全镇开工12个项目。\n\n镇\t收入\n东镇\t3\n\n完\x0b。\n")
    made = comment_docx(document, [finding(reference(document, "12个"))], lang="en")
    file = docx.Document(io.BytesIO(made))
    assert file.paragraphs[0].text == "全镇开工12个项目。"
    assert file.tables[0].cell(1, 1).text == "3"
    assert comments_of(made)[0][1].startswith("✕ 1. Does not agree\nThe parts sum to")
    assert list(enclosed(made).values()) == ["12个"]


def test_file_of_another_document_is_not_commented_by_mistake(original):
    document = document_of("稿.docx", "完全不同的文稿，12个项目。")
    made = comment_docx(document, [finding(reference(document, "12个"))], original=original)
    assert docx.Document(io.BytesIO(made)).paragraphs[0].text == document.text


def test_findings_without_claims_leave_the_text_as_it_is(original):
    document = open_document("稿.docx", original)
    made = comment_docx(document, [], original=original)
    assert open_document("稿.docx", made).text == document.text


def test_words_in_links_boxes_and_fields_can_be_commented(word_file):
    box = "<w:txbxContent><w:p><w:r><w:t>框内12个</w:t></w:r></w:p></w:txbxContent>"
    body = (
        "<w:p><w:hyperlink><w:r><w:t>共35个项目</w:t></w:r></w:hyperlink>"
        f"<w:r><w:drawing>{box}</w:drawing></w:r>"
        "<w:ins><w:r><w:tab/><w:t>另</w:t><w:br/><w:t>有7个</w:t></w:r></w:ins></w:p>"
    )
    content = word_file(body)
    document = open_document("稿.docx", content)
    found = [finding(reference(document, quote)) for quote in ("35个", "12个", "7个")]
    made = comment_docx(document, found, original=content)
    assert len(comments_of(made)) == 3
    assert open_document("稿.docx", made).text == document.text
    assert {"35个", "7个"} <= set(enclosed(made).values())


@settings(deadline=None, max_examples=40)
@given(
    runs=st.lists(st.text("全镇1234亿元，。 ", min_size=1, max_size=5), min_size=1, max_size=6),
    cuts=st.lists(st.tuples(st.integers(0, 29), st.integers(1, 8)), min_size=1, max_size=5),
)
def test_any_quotes_are_enclosed_and_the_text_never_changes(word_file, runs, cuts):
    parts = "".join(f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>' for words in runs)
    content = word_file(f"<w:p><w:r><w:t>始</w:t></w:r>{parts}</w:p>")
    document = open_document("稿.docx", content)
    body = document.text.rstrip("\n")
    spans = [(start % len(body), start % len(body) + size) for start, size in cuts]
    spans = sorted({(start, min(end, len(body))) for start, end in spans})
    found = [
        finding(Reference(document="稿.docx", start=a, end=b, quote=body[a:b])) for a, b in spans
    ]
    made = comment_docx(document, found, original=content)
    assert open_document("稿.docx", made).text == document.text
    assert sorted(enclosed(made).values()) == sorted(body[a:b] for a, b in spans)
