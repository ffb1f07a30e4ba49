"""Findings as a table for spreadsheets."""

import csv
import io
from decimal import Decimal

import pytest

from bayline.engines.documents import open_document
from bayline.engines.documents.writers import findings_table
from bayline.kernel.figures import Figure
from bayline.kernel.findings import Finding, Reference, Row, Severity, Verdict


def finding(quote: str = "82亿元", sentence: str = "合计不符。") -> Finding:
    reference = Reference(document="稿.docx", start=6, end=6 + len(quote), quote=quote)
    figure = Figure.stated_as(Decimal(8_200_000_000), "CNY")
    return Finding(
        check="parts-of-whole",
        severity=Severity.WARNING,
        verdict=Verdict.NEEDS_BASIS,
        sentence=sentence,
        sentence_en="The sum differs.",
        rows=(Row(label="工业", figure=figure, operation="+", reference=reference),),
        claims=(reference,),
    )


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_each_finding_is_a_row_with_its_arithmetic_and_evidence():
    titles = {"parts-of-whole": "各项之和"}
    head, row = rows_of(findings_table([finding()], kind="csv", titles=titles))
    assert head == ["序号", "状态", "检查", "结论", "算式", "依据", "检查编号"]
    assert row == [
        "1",
        "口径待补",
        "各项之和",
        "合计不符。",
        "'+ 工业 82亿元",
        "稿.docx · 第7字 · “82亿元”",
        "parts-of-whole",
    ]


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@A1", "＝1", " =1", "\t=1"])
def test_words_that_look_like_a_formula_stay_words(words):
    row = rows_of(findings_table([finding(sentence=words)], kind="csv"))[1]
    assert row[3] == f"'{words}"
    document = open_document("表.xlsx", findings_table([finding(sentence=words)]))
    assert words.strip() in document.text
    assert not document.notes


def test_workbook_holds_the_same_words():
    document = open_document("表.xlsx", findings_table([finding(), finding()], lang="en"))
    table = document.tables[0]
    printed = [document.text[cell.start : cell.end] for cell in table.cells]
    assert printed[:6] == ["No.", "State", "Check", "Finding", "Arithmetic", "Evidence"]
    assert (table.rows, table.columns) == (3, 7)


def test_no_findings_give_a_table_of_heads():
    assert len(rows_of(findings_table([], kind="csv"))) == 1
    assert findings_table([]) == findings_table([])


def test_characters_no_workbook_may_hold_are_replaced():
    assert "\ufffd" in open_document("表.xlsx", findings_table([finding("8\x002亿元")])).text
