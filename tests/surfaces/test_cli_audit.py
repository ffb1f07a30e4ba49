import io
import json
import zipfile
from pathlib import Path

import docx
import pytest

DRAFT = "去年全区开工项目由27个产业项目、4个人才项目和22个文化项目组成，合计57个。\n"


def objects(output):
    return [json.loads(line) for line in output.splitlines()]


def test_a_draft_gives_its_figures_and_then_its_findings(bayline, written):
    status, said, complaint = bayline("audit", written("a.txt", DRAFT))
    assert (status, complaint) == (0, "")
    kinds = [each["kind"] for each in objects(said)]
    assert kinds.index("finding") == len(kinds) - kinds.count("finding")
    quantities = [each["text"] for each in objects(said) if each["kind"] == "quantity"]
    assert quantities == ["27个", "4个", "22个", "57个"]
    assert objects(said)[kinds.index("finding")]["verdict"] == "contradiction"


def test_the_ending_of_the_output_decides_what_is_made(bayline, written):
    assert bayline("audit", written("a.txt", DRAFT), "-o", "out.jsonl") == (0, "", "")
    assert objects(Path("out.jsonl").read_text("utf-8"))


def test_a_draft_comes_back_as_a_marked_page(bayline, written):
    assert bayline("audit", written("a.txt", DRAFT), "-o", "out.html") == (0, "", "")
    page = Path("out.html").read_text("utf-8")
    assert "<html" in page
    assert "57个" in page
    assert "<script" not in page


def test_a_draft_comes_back_as_a_word_file_with_comments(bayline, written):
    assert bayline("audit", written("a.txt", DRAFT), "-o", "out.docx") == (0, "", "")
    with zipfile.ZipFile(io.BytesIO(Path("out.docx").read_bytes())) as parts:
        assert any(name.startswith("word/comments") for name in parts.namelist())
        assert "57" in parts.read("word/document.xml").decode()


def test_findings_come_as_a_table(bayline, written):
    assert bayline("audit", written("a.txt", DRAFT), "-o", "out.csv") == (0, "", "")
    assert "57个" in Path("out.csv").read_text("utf-8-sig")


def test_a_word_file_comes_back_as_it_was_with_comments(bayline):
    book = docx.Document()
    book.add_heading("工作情况", level=1)
    book.add_paragraph(DRAFT.strip())
    book.save("a.docx")
    assert bayline("audit", "a.docx", "-o", "out.docx") == (0, "", "")
    back = docx.Document("out.docx")
    assert back.paragraphs[0].style.name == "Heading 1"
    assert [paragraph.text for paragraph in back.paragraphs] == ["工作情况", DRAFT.strip()]


def test_an_output_that_says_not_what_to_make_is_refused(refusal, written):
    assert "--format" in refusal("audit", written("a.txt", DRAFT), "-o", "out.pdf")


def test_an_output_that_cannot_be_written_is_refused(refusal, written):
    assert "no/where" in refusal("audit", written("a.txt", DRAFT), "-o", "no/where/out.jsonl")


@pytest.mark.parametrize("draft", ["none.txt", "."])
def test_what_is_no_draft_is_refused(refusal, written, draft):
    written("a.txt", DRAFT)
    assert draft in refusal("audit", draft)


def test_a_bad_date_is_refused(refusal, written):
    assert "2021-11-05" in refusal("audit", written("a.txt", DRAFT), "--published", "x")


def test_the_result_is_never_written_over_the_draft(refusal, written):
    name = written("a.txt", DRAFT)
    assert "draft itself" in refusal("audit", name, "-o", name, "--format", "csv")
    assert Path(name).read_text("utf-8") == DRAFT
