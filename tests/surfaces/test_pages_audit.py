"""核稿: a draft in, figures and findings out, nothing kept, a bad input back with its reason."""

import base64
import io
import re
from collections.abc import Callable
from decimal import Decimal
from html.parser import HTMLParser

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from bayline.engines.chinese.reader import read
from bayline.systems.reading.actions.auditing import audit, pasted
from bayline.systems.reading.pages import parts
from bayline.systems.reading.pages.context import result_of
from bayline.systems.reading.queries import sample_draft

Linear = Callable[[Callable[[str], object], str, int], None]
DRAFT = (
    "在库项目共70个，其中制造业27个、农文旅4个、民生22个、生态12个、道路7个。\n总投资超过82亿元。"
)


pytestmark = pytest.mark.django_db


def checked(client: Client, text: str, published: str = "2021-11-01") -> dict[str, object]:
    response = client.post("/audit.json", {"text": text, "published": published})
    assert response.status_code == 200, response.content.decode()
    result: dict[str, object] = response.json()["result"]
    return result


class Draft(HTMLParser):
    """Reads the draft back out of the page: its text by lines, and its marks."""

    def __init__(self, page: HttpResponse) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.marks: list[dict[str, str | None]] = []
        self.ids: list[str] = []
        self._in_line = False
        self.feed(page.content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note ids, lines and marks."""
        found = dict(attrs)
        self.ids += [found["id"] or ""] if "id" in found else []
        if tag == "div" and (found.get("class") or "").startswith("line "):
            self._in_line = True
            self.lines.append("")
        if tag == "a" and self._in_line:
            self.marks.append(found)

    def handle_endtag(self, tag: str) -> None:
        """Leave the line."""
        if tag == "div":
            self._in_line = False

    def handle_data(self, data: str) -> None:
        """Gather the characters of the line."""
        if self._in_line:
            self.lines[-1] += data


@pytest.mark.django_db
def test_the_box_is_empty_and_the_sample_waits_beside_it(client: Client) -> None:
    empty, sample = (client.get(path).content.decode() for path in ("/audit", "/audit?sample=1"))
    assert "不保存、不入库" in empty
    assert sample_draft()[:40] not in empty
    assert sample_draft()[:40] in sample
    assert sample_draft()[:40] in client.get("/").content.decode()


def test_the_page_shows_the_draft_character_for_character(client: Client) -> None:
    text = "　　甲乙 丙<b>&amp;</b>\n\n12%，\t约3.5亿元。\n"
    draft = Draft(client.post("/audit", {"text": text.replace("\n", "\r\n")}))
    assert "\n".join(draft.lines) == text


def test_every_figure_has_one_mark_that_leads_to_its_panel(client: Client) -> None:
    draft = Draft(client.post("/audit", {"text": sample_draft(), "published": "2021-10-18"}))
    statements = read(sample_draft()).statements
    targets = [mark["href"] for mark in draft.marks if "id" in mark]
    assert [name for name in targets if (name or "").startswith("#q")] == [
        f"#q{n}" for n in range(1, len(statements) + 1)
    ]
    assert {(name or "#")[1:] for name in targets} <= {*draft.ids}
    assert len(draft.ids) == len({*draft.ids}), "an id stands twice"


def test_values_in_the_twin_are_those_of_the_reader(client: Client) -> None:
    figures = checked(client, DRAFT)["figures"]
    assert isinstance(figures, list)
    for shown, said in zip(figures, read(DRAFT).statements, strict=True):
        quantity = said.quantity
        assert DRAFT[shown["start"] : shown["end"]] == shown["quote"]
        assert Decimal(shown["value"]) == quantity.value
        assert (shown["unit"], shown["bound"]) == (quantity.unit, quantity.bound.value)


def test_a_wrong_sum_is_found_with_its_arithmetic(client: Client) -> None:
    result = checked(client, DRAFT)
    findings, counts = result["findings"], result["counts"]
    assert isinstance(findings, list)
    assert isinstance(counts, list)
    (worst, *_rest) = findings
    assert (worst["look"], worst["word"]) == ("bad", "不一致")
    assert [row["printed"] for row in worst["rows"]][:5] == [
        "27个",
        "4个",
        "22个",
        "12个",
        "7个",
    ]
    assert {row["mark"] for row in worst["rows"]} > {""}
    assert counts[0]["count"] == 1


def test_the_sample_shows_something_of_each_kind(client: Client) -> None:
    counts = checked(client, sample_draft(), "")["counts"]
    assert isinstance(counts, list)
    assert {"bad", "unknown", "good"} <= {count["look"] for count in counts}


def test_a_finding_of_the_page_speaks_the_language_of_the_page(client: Client) -> None:
    english = client.post("/en/audit.json", {"text": DRAFT}).json()["result"]["findings"][0]
    assert english["word"] == "does not agree"
    assert english["sentence"].startswith("Does not agree: ")
    assert "Parts" in english["title"]


def test_a_month_of_publication_is_its_last_day_as_on_the_command_line(client: Client) -> None:
    assert checked(client, DRAFT, published="2021年11月")["published"] == "2021-11-30"


def test_json_is_taken_as_well_as_a_form(client: Client) -> None:
    body = {"text": DRAFT, "published": "2021-11-01"}
    response = client.post("/audit.json", body, content_type="application/json")
    assert response.json()["result"]["published"] == "2021-11-01"
    refused = client.post("/audit.json", "[1]", content_type="application/json")
    assert refused.status_code == 400


def test_nothing_is_kept_on_the_way(client: Client) -> None:
    response = client.post("/audit", {"text": DRAFT})
    assert response.headers["Cache-Control"] == "no-store"
    assert set(response.cookies) <= {"bayline-csrf"}


@pytest.mark.parametrize(
    ("sent", "status", "field", "words"),
    [
        ({"text": " \n"}, 400, "text", "没有文稿"),
        ({"text": DRAFT, "published": "昨天"}, 422, "published", "不是日期"),
        ({"text": DRAFT, "published": "2021-02-30"}, 422, "published", "不是日期"),
        ({"text": "甲" * 100_001}, 413, "text", "100,000"),
        ({"document": "***"}, 400, "file", "不完整"),
    ],
)
def test_a_bad_input_comes_back_with_its_reason_and_its_text(
    client: Client, sent: dict[str, str], status: int, field: str, words: str
) -> None:
    page = client.post("/audit", sent)
    assert page.status_code == status
    html = page.content.decode()
    assert f'id="problem-{field}"' in html
    assert words in html
    assert sent.get("text", "").strip()[:40] in html
    problem = client.post("/audit.json", sent).json()["problems"][0]
    assert problem["field"] == field
    assert client.post("/en/audit", sent).status_code == status


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("空.txt", b""),
        ("乱.docx", b"PK\x03\x04broken"),
        ("乱.pdf", b"%PDF-1.7\n%%EOF"),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("图.png", b"\x89PNG\r\n\x1a\n" + bytes(64)),
    ],
)
def test_a_file_that_cannot_be_read_comes_back_with_one_sentence(
    client: Client, name: str, content: bytes
) -> None:
    page = client.post("/audit", {"file": SimpleUploadedFile(name, content), "text": "留着"})
    html = page.content.decode()
    assert page.status_code == 422
    assert 'id="problem-file"' in html
    assert "留着" in html
    assert "Traceback" not in html


def test_a_file_over_the_limit_is_refused_by_its_size(client: Client) -> None:
    large = SimpleUploadedFile("大.txt", b"1" * (16 * 2**20 + 1))
    assert client.post("/audit", {"file": large}).status_code == 413


def word_file(text: str) -> bytes:
    document, made = docx.Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(made)
    return made.getvalue()


def test_a_word_file_is_read_and_travels_on_in_the_page(client: Client) -> None:
    content = word_file(DRAFT.split("\n", maxsplit=1)[0])
    page = client.post("/audit", {"file": SimpleUploadedFile("通报.docx", content)})
    html = page.content.decode()
    assert page.status_code == 200
    assert "通报.docx" in html
    (carried,) = re.findall(r'name="document" value="([^"]+)"', html)
    assert base64.b64decode(carried) == content
    again = client.post("/audit", {"document": carried, "name": "通报.docx", "text": ""})
    assert "70个" in again.content.decode()


@pytest.mark.parametrize(
    ("form", "media_type", "start"),
    [
        ("html", "text/html", b"<!DOCTYPE"),
        (
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            b"PK",
        ),
        (
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            b"PK",
        ),
        ("csv", "text/csv", b"\xef\xbb\xbf"),
    ],
)
def test_the_result_is_handed_over_as_a_file(
    client: Client, form: str, media_type: str, start: bytes
) -> None:
    made = client.post("/audit/download", {"text": DRAFT, "as": form})
    assert made.status_code == 200
    assert made.headers["Content-Type"].startswith(media_type)
    assert made.headers["Content-Disposition"].startswith("attachment; ")
    assert made.headers["Cache-Control"] == "no-store"
    assert made.content.startswith(start)


def test_a_download_without_a_draft_goes_back_to_the_box(client: Client) -> None:
    assert client.get("/audit/download").headers["Location"] == "/audit"
    assert client.post("/audit/download", {"as": "docx"}).status_code == 400
    assert client.post("/audit/download", {"as": "exe", "text": DRAFT}).status_code == 422


@pytest.mark.parametrize(("sent", "form"), [({}, "没有写明"), ({"as": "exe"}, "没有“exe”")])
def test_a_download_of_no_form_is_refused_in_the_language_of_the_page(
    client: Client, sent: dict[str, str], form: str
) -> None:
    chinese = client.post("/audit/download", {"text": DRAFT, **sent})
    assert chinese.status_code == 422
    assert f"{form}" in chinese.content.decode()
    english = client.post("/en/audit/download", {"text": "x 35", **sent})
    assert "the forms are html, docx, xlsx, csv" in english.content.decode()
    assert "这种形式" not in english.content.decode()


@pytest.mark.parametrize(
    "table",
    [
        "单位：亿元\n镇\t2020年\t2021年\n东镇\t1.2\t3.4\n西镇\t2.5\t4.5\n",
        "单位：亿元\n\n| 镇 | 2020年 | 2021年 |\n|---|---|---|\n| 东镇 | 1.2 | 3.4 |\n",
    ],
)
def test_a_pasted_table_is_read_as_a_table(client: Client, table: str) -> None:
    figures = checked(client, f"工业产值如下。\n\n{table}")["figures"]
    assert isinstance(figures, list)
    found = {figure["quote"]: figure for figure in figures}
    assert (found["3.4"]["value"], found["3.4"]["unit"]) == ("340000000", "CNY")
    assert found["1.2"]["time"] == ["2020-01-01", "2020-12-31"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"text": "\\ud800\xe6\x8a\x95\xe8\xb5\x8435\xe4\xba\xbf\xe5\x85\x83"}', 200),
        (b'{"text": "35", "published": "\\udfff"}', 422),
        (b'{"document": "MzU=", "name": "\\ud800.txt"}', 200),
        (b'{"document": "\\u4e00"}', 400),
        (b'{"text": ["35"]}', 400),
        (b"[" * 100_000, 400),
        (b"\xff", 400),
    ],
)
def test_odd_json_is_read_or_refused(client: Client, body: bytes, status: int) -> None:
    for path in ("/audit.json", "/en/audit.json"):
        response = client.post(path, body, content_type="application/json")
        assert response.status_code == status
        response.json()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/稿.txt", "稿.txt"),
        ("..\\..\\稿.txt", "稿.txt"),
        ("a\x1b[31m稿\r\nX: y.txt", "a[31m稿X: y.txt"),
        ("\x00", "upload"),
        ("稿" * 500, "稿" * 200),
    ],
)
def test_the_name_of_a_file_is_shown_without_folders_and_control_characters(
    client: Client, name: str, shown: str
) -> None:
    body = {"document": base64.b64encode(DRAFT.encode()).decode(), "name": name}
    response = client.post("/audit.json", body, content_type="application/json")
    assert response.json()["result"]["name"] == shown
    made = client.post("/audit/download", {**body, "as": "csv"})
    assert made.status_code == 200
    assert made.headers["Content-Disposition"].isprintable()


def test_a_body_over_the_limit_is_refused_before_it_is_read(client: Client) -> None:
    response = client.post("/audit.json", {"text": "1" * (33 * 2**20)})
    assert response.status_code == 413
    assert "32 MB" in response.json()["sentence"]


def test_a_number_longer_than_any_is_shown(client: Client) -> None:
    nines = "9" * 30
    text = f"总投资{nines}亿亿元，其中甲{nines}亿亿元，占100%。增长{nines}%。"
    assert client.post("/audit", {"text": text}).status_code == 200
    for form in ("docx", "html", "xlsx", "csv"):
        made = client.post("/audit/download", {"text": text, "as": form})
        assert made.status_code == 200, form


def test_a_finding_quotes_of_an_endless_sentence_what_stands_near(client: Client) -> None:
    text = "新建" * 3000 + "覆盖率104%，" + "改造" * 3000
    (finding,) = client.post("/audit.json", {"text": text}).json()["result"]["findings"]
    (quote,) = finding["quotes"]
    assert "覆盖率104%" in quote
    assert len(quote) <= 1000


def test_the_page_costs_an_endless_sentence_no_more_than_its_length(linear: Linear) -> None:
    def shown(text: str) -> object:
        return result_of(audit(pasted(text, name="长句"), published=None))

    linear(shown, "覆盖率104%，", 3000)


def test_a_long_draft_is_shown_in_parts_that_leave_nothing_out(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "_MOST", 60_000)
    line = "第{n}批项目总投资{n}2亿元，其中甲类{n}0亿元、乙类5亿元。"
    text = "\n".join(line.format(n=n) for n in range(1, 14))
    whole = result_of(audit(pasted(text, name="长稿"), published=None))
    pages = [client.post("/audit", {"text": text, "part": str(n)}) for n in (1, 2, 99)]
    first, last, beyond = map(Draft, pages)
    assert first.lines + last.lines == text.split("\n")
    assert beyond.lines == last.lines, "beyond the last part there is the last"
    shown = [name for name in (*first.ids, *last.ids) if re.fullmatch(r"q\d+", name)]
    assert shown == [figure.id for figure in whole.figures]
    found = {name for name in (*first.ids, *last.ids) if re.fullmatch(r"f\d+", name)}
    assert found == {finding.id for finding in whole.findings}
    for page, draft in zip(pages, (first, last, beyond), strict=True):
        body = page.content.decode()
        assert {*re.findall(r'href="#([^"]+)"', body)} <= {*draft.ids}, "a link leads nowhere"
        assert {*re.findall(r'formaction="/audit#([fm]\d+)" name="part"', body)} or page is pages[0]
    assert 'name="at" value="2"' in pages[1].content.decode()
    twin = client.post("/audit.json", {"text": text, "part": "2"}).json()["result"]
    assert len(twin["figures"]) == 39


def test_an_endless_line_is_cut_between_sentences_and_no_mark_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(parts, "_MOST", 60_000)
    text = "总投资12亿元，其中甲5亿元、乙8亿元。" * 120
    checked = audit(pasted(text, name="长句"), published=None)
    shown = [result_of(checked, asked=str(n)) for n in (1, 2)]
    assert [len(part.parts) for part in shown] == [2, 2]
    texts = [
        "".join(piece.text for line in part.lines for run in line.runs for piece in run.pieces)
        for part in shown
    ]
    assert "".join(texts) == text
    assert texts[0].endswith("。")
    assert sum(len(part.figures) for part in shown) == 360
