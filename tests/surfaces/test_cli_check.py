import json

import pytest

AGREES = "去年末全区入库项目72个，包括产业27个、人才4个、文化22个、生态12个、组织7个，合计72个。\n"
DIFFERS = "去年全区开工项目由27个产业项目、4个人才项目和22个文化项目组成，合计57个。\n"


def objects(output):
    return [json.loads(line) for line in output.splitlines()]


@pytest.fixture
def found(bayline):
    """Check documents; gives the findings as records."""

    def found(*names):
        status, said, complaint = bayline("check", *names, "--format", "jsonl")
        assert (status, complaint) == (0, "")
        return objects(said)

    return found


def test_every_finding_is_an_object_with_its_verdict_and_its_places(found, written):
    findings = found(written("a.txt", AGREES))
    assert findings
    for finding in findings:
        assert {"check", "severity", "verdict", "sentence", "claims"} <= set(finding)
        assert finding["severity"] in {"contradiction", "warning", "note"}
        assert finding["verdict"] in {"holds", "contradiction", "not_comparable", "needs_basis"}
        for claim in finding["claims"]:
            start, end = claim["span"]
            assert AGREES[start:end] == claim["quote"]
            assert claim["document"] == "a.txt"


def test_parts_that_add_up_are_said_to_hold(found, written):
    verdicts = {finding["verdict"] for finding in found(written("a.txt", AGREES))}
    assert "holds" in verdicts
    assert "contradiction" not in verdicts


def test_parts_that_do_not_add_up_are_a_contradiction(found, written):
    findings = found(written("a.txt", DIFFERS))
    assert findings[0]["severity"] == findings[0]["verdict"] == "contradiction"


def test_contradictions_change_the_status_only_when_asked(bayline, written):
    name = written("a.txt", DIFFERS)
    assert bayline("check", name)[0] == 0
    assert bayline("check", name, "--strict")[0] == 1


def test_agreement_is_done_even_when_strict(bayline, written):
    assert bayline("check", written("a.txt", AGREES), "--strict")[0] == 0


def test_findings_of_several_documents_come_worst_first(found, written):
    findings = found(written("a.txt", AGREES), written("b.txt", DIFFERS))
    assert findings[0]["claims"][0]["document"] == "b.txt"


def test_a_table_has_a_line_for_each_finding(bayline, written):
    _, said, _ = bayline("check", written("a.txt", DIFFERS))
    head, *rows = said.splitlines()
    assert head.split("\t") == ["severity", "verdict", "check", "sentence", "where"]
    assert rows[0].split("\t")[0] == "contradiction"
    assert "a.txt:" in rows[0]


def test_sentences_name_the_file_and_places_the_path_as_given(found, written):
    first = found(written("a/long/path/a.txt", DIFFERS))[0]
    assert "a.txt" in first["sentence"]
    assert "long" not in first["sentence"]
    assert first["claims"][0]["document"] == "a/long/path/a.txt"


def test_files_of_one_name_are_told_apart_by_their_folders(found, written):
    names = [written(f"{year}/a.txt", DIFFERS) for year in (2020, 2021)]
    sentences = [each["sentence"] for each in found(*names)]
    assert any("2020/a.txt" in sentence for sentence in sentences)


def test_an_inferred_day_of_publication_is_said(bayline, written):
    name = written("a.txt", f"发布日期：2021年11月5日\n{DIFFERS}")
    assert "2021-11-05, inferred" in bayline("check", name)[2]
    assert "a.txt按2021-11-05发布理解" in bayline("check", name, "--format", "html")[1]
    assert bayline("check", name, "--published", "2021-11")[2] == ""


def test_a_page_stands_alone_and_shows_the_arithmetic(bayline, written):
    _, said, _ = bayline("check", written("a<b>.txt", DIFFERS), "--format", "html")
    assert said.startswith("<!DOCTYPE html>")
    assert "不一致1处" in said
    assert "57个" in said
    assert "a&lt;b&gt;.txt" in said
    assert not {"<script", "http://", "https://", "a<b>"} & {
        part for part in ("<script", "http://", "https://", "a<b>") if part in said
    }


def test_text_without_figures_has_no_findings(bayline, written):
    name = written("a.txt", "大家都来了。")
    assert bayline("check", name, "--format", "jsonl") == (0, "", "")
    assert "没有可以复算的数字" in bayline("check", name, "--format", "html")[1]


def test_a_bad_document_is_said_and_the_others_are_checked(bayline, written):
    good, bad = written("a.txt", DIFFERS), written("b.txt", b"")
    status, said, complaint = bayline(
        "check", good, bad, "none.txt", "--format", "jsonl", "--strict"
    )
    assert status == 2
    assert objects(said)[0]["verdict"] == "contradiction"
    assert complaint.count("\n") == 2


def test_only_bad_documents_are_refused(refusal):
    assert "none.txt" in refusal("check", "none.txt")


def test_bad_words_are_refused(refusal, written):
    name = written("a.txt", AGREES)
    assert "2021-11-05" in refusal("check", name, "--published", "x")
    assert "format" in refusal("check", name, "--format", "pdf")
