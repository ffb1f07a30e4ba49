"""The annotated page."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from bayline.engines.documents import document_of
from bayline.engines.documents.writers import Mark, annotate_html
from bayline.kernel.figures import Figure
from bayline.kernel.findings import Finding, Reference, Row, Severity, Verdict

TEXT = "全镇开工12个项目，\n其中工业<3>个 & 农业8个。"


def finding(verdict: Verdict, *claims: Reference) -> Finding:
    accuses = verdict is Verdict.CONTRADICTION
    return Finding(
        check="parts-of-whole",
        severity=Severity.CONTRADICTION if accuses else Severity.NOTE,
        verdict=verdict,
        sentence="各项相加为<11>个。",
        sentence_en="The parts sum to <11>.",
        rows=(Row(label="工业", figure=Figure.exactly(Decimal(3), "个"), operation="-"),),
        claims=claims,
    )


def claim(quote: str, name: str = "稿") -> Reference:
    at = TEXT.index(quote)
    return Reference(document=name, start=at, end=at + len(quote), quote=quote)


def shown(page: str) -> html.HtmlElement:
    return html.fromstring(page)


def test_text_stands_character_for_character():
    page = annotate_html(TEXT, [Mark(4, 7, "12 <个>"), Mark(4, 6)], [])
    assert shown(page).xpath("string(//div[@class='text'])") == TEXT


def test_every_figure_is_marked_and_says_what_it_was_read_as():
    page = shown(annotate_html(TEXT, [Mark(4, 7, "12 <个>"), Mark(15, 18)], []))
    marks = page.xpath("//div[@class='text']//mark")
    assert [(mark.text_content(), mark.get("title")) for mark in marks] == [
        ("12个", "12 <个>"),
        ("<3>", None),
    ]


def test_the_day_that_times_rest_on_is_said():
    page = shown(annotate_html(TEXT, [], [], note="时间按2021-11-01理解（由正文推定）。"))
    assert "时间按2021-11-01理解" in page.xpath("string(//h1/following-sibling::p)")


def test_findings_stand_with_their_arithmetic_and_lead_to_the_words():
    found = [finding(Verdict.CONTRADICTION, claim("12个")), finding(Verdict.HOLDS, claim("8个"))]
    page = shown(annotate_html(document_of("稿", TEXT), [], found))
    first = page.xpath("//ol/li")[0]
    assert first.get("class") == "bad"
    assert first.xpath("string(p)") == "✕ 不一致 各项相加为<11>个。"
    assert [cell.text_content() for cell in first.xpath(".//td")] == ["−", "工业", "3个"]
    target = first.xpath(".//a/@href")[0].removeprefix("#")
    marked = page.xpath(f"//mark[@id='{target}']")[0]
    assert (marked.text_content(), marked.get("class"), marked.get("data-n")) == (
        "12个",
        "bad short",
        "1",
    )


def test_worst_look_wins_and_all_findings_are_numbered():
    found = [finding(Verdict.HOLDS, claim("12个")), finding(Verdict.CONTRADICTION, claim("12个"))]
    mark = shown(annotate_html(document_of("稿", TEXT), [], found)).xpath("//mark")[0]
    assert (mark.get("class"), mark.get("data-n")) == ("bad short", "1 2")


def test_claims_about_other_documents_are_listed_but_not_marked():
    page = shown(
        annotate_html(document_of("稿", TEXT), [], [finding(Verdict.HOLDS, claim("12个", "别"))])
    )
    assert not page.xpath("//mark")
    assert "别 · 第5字" in page.xpath("string(//ol)")


def test_page_speaks_english_when_asked():
    page = annotate_html(TEXT, [], [finding(Verdict.NEEDS_BASIS, claim("12个"))], lang="en")
    assert '<html lang="en">' in page
    assert "? Basis missing" in page
    assert "The parts sum to &lt;11&gt;." in page


def test_page_without_findings_says_so():
    assert "没有可以复算的数字。" in annotate_html(TEXT, [], [])


def test_page_needs_no_script_and_no_network():
    page = annotate_html("</div><script>alert(1)</script>", [Mark(0, 6, "<b>")], [])
    assert "<script" not in page.replace("&lt;script", "")
    assert "http://" not in page
    assert "src=" not in page
    assert "default-src 'none'" in page


@pytest.mark.parametrize("control", ["\x00", "\x0b", "\ud800"])
def test_characters_no_page_may_hold_are_replaced(control):
    page = annotate_html(f"甲{control}乙", [], [])
    assert "甲\ufffd乙" in page
    page.encode("utf-8")


@given(
    text=st.text("全镇12亿<&>\n\t", max_size=40),
    spans=st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=8),
)
def test_any_overlapping_marks_leave_the_text_whole(text, spans):
    marks = [
        Mark(start, min(start + size, len(text))) for start, size in spans if start < len(text)
    ]
    page = html.fromstring(
        annotate_html(f"始{text}终", [Mark(m.start + 1, m.end + 1) for m in marks], [])
    )
    assert page.xpath("string(//div[@class='text'])") == f"始{text}终"
