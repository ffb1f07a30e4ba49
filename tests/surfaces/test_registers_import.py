"""The import bench: nothing is stored before it is confirmed, cells are mended in place."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bayline.platform.record.terms import Handed
from bayline.platform.registers import actions, queries
from bayline.platform.registers.importing import table_in
from bayline.platform.registers.importing.tables import Table
from bayline.platform.registers.models import Change
from bayline.platform.registers.queries import imports
from bayline.platform.registers.terms import Edit, Register
from bayline.systems.reading.actions.recording import record_document

TOML = Path(__file__).resolve().parents[1] / "cases" / "register_of_every_type.toml"
FIRST = Edit(by="甲", at=datetime(2021, 11, 5, tzinfo=UTC))
BENCH = "/registers/works/import"
GOOD = "编号,名称,标段数\nA,A工程,2\nB,乙工程,3\n"

pytestmark = pytest.mark.django_db


@pytest.fixture
def works() -> Register:
    """A register with one entry, A, whose count is 1."""
    made = actions.declare(TOML.read_bytes(), where="works.toml")
    actions.save(made, {"code": "A", "name": "A工程", "count": "1"}, edit=FIRST)
    return made


def preview(client: Client, content: str | bytes, name: str = "表.csv") -> str:
    data = content if isinstance(content, bytes) else content.encode()
    sent = {"file": SimpleUploadedFile(name, data), "do": "preview"}
    response = client.post(BENCH, sent)
    assert response.status_code == 200, response.content.decode()[:2000]
    return str(response.content.decode())


def carried(page: str, **other: str) -> dict[str, str]:
    """Give what the form of a preview sends back."""
    names = ("name", "document", "mended", "basis")
    found = {name: re.search(rf'name="{name}" value="([^"]*)"', page) for name in names}
    kept = {name: match[1].replace("&quot;", '"') for name, match in found.items() if match}
    return {**kept, "do": "confirm", **other}


@pytest.mark.usefixtures("works")
def test_a_preview_shows_what_would_change_and_stores_nothing(client: Client) -> None:
    page = preview(client, f"{GOOD}C,丙工程,3.5.0\n")
    assert "新增1条，改动1条，相同0条，有误1行。尚未写入。" in page
    assert (
        '<del class="quoted" lang="zh-Hans">1</del> → <ins class="quoted" lang="zh-Hans">2</ins>'
        in page
    )
    assert "第4行“标段数”填“3.5.0”，不是数。请改为3.5或35。" in page
    assert 'name="mend.4.count" value="3.5.0"' in page
    assert "表里没有的栏，已有的值不动：" in page
    assert Change.objects.count() == 1


def test_what_is_confirmed_is_stored_with_its_place_in_the_file(
    client: Client, works: Register
) -> None:
    sent = carried(preview(client, GOOD), reason="季度更新")
    response = client.post(BENCH, sent)
    assert response.headers["Location"] == f"{BENCH}?stored=2"
    assert "已写入2条。" in client.get(f"{BENCH}?stored=2").content.decode()
    step = queries.history(works, "B")[0]
    origin = step.edit.origin
    assert (step.edit.by, step.edit.reason) == ("小林", "季度更新")
    assert (origin.name, origin.row) == ("表.csv", 3)
    assert "来自文件表.csv第3行" in client.get("/registers/works/B").content.decode()


def test_confirming_twice_stores_once(client: Client, works: Register) -> None:
    sent = carried(preview(client, GOOD))
    client.post(BENCH, sent)
    again = client.post(BENCH, sent)
    assert again.status_code == 409
    assert "尚未写入" in again.content.decode()
    assert queries.entry(works, "B").version == 1


@pytest.mark.parametrize("other", ["B,丙工程,3", "B,乙工程,999", "B,乙工程,3\nC,丙工程,3"])
def test_what_was_not_shown_is_not_stored(client: Client, works: Register, other: str) -> None:
    shown = carried(preview(client, GOOD))
    unseen = carried(preview(client, GOOD.replace("B,乙工程,3", other)))
    answer = client.post(BENCH, {**unseen, "basis": shown["basis"]})
    assert answer.status_code == 409
    assert "尚未写入" in answer.content.decode()
    assert queries.entry(works, "B") is None


def test_rows_left_out_are_those_that_were_shown(client: Client, works: Register) -> None:
    shown = carried(preview(client, f"{GOOD}C,丙工程,x\n"))
    unseen = carried(preview(client, f"{GOOD}D,丁工程,y\n"))
    assert client.post(BENCH, {**unseen, "basis": shown["basis"]}).status_code == 409
    assert queries.entry(works, "B") is None


def test_a_cell_is_mended_in_the_page_and_then_stored(client: Client, works: Register) -> None:
    page = preview(client, f"{GOOD}C,丙工程,3.5.0\nD,丁工程,x\n")
    first = client.post(BENCH, carried(page, do="preview", **{"mend.4.count": "35"}))
    page = first.content.decode()
    assert "有误1行" in page
    second = client.post(BENCH, carried(page, do="preview", **{"mend.5.count": "6"}))
    page = second.content.decode()
    assert "有误0行" in page
    assert client.post(BENCH, carried(page)).status_code == 302
    assert queries.entry(works, "C").values["count"] == "35"
    assert queries.entry(works, "D").values["count"] == "6"


def test_rows_with_faults_hold_the_rest_back_unless_told(client: Client, works: Register) -> None:
    page = preview(client, f"{GOOD}C,丙工程,x\n")
    refused = client.post(BENCH, carried(page))
    assert refused.status_code == 422
    assert '<a href="#skip">还有1行有误，尚未写入。' in refused.content.decode()
    assert client.post(BENCH, carried(page, skip="1")).status_code == 302
    assert queries.entry(works, "C") is None
    assert queries.entry(works, "B") is not None


def test_a_register_that_moved_is_shown_anew(client: Client, works: Register) -> None:
    page = preview(client, GOOD)
    now = {"code": "A", "name": "A工程", "count": "9"}
    actions.save(works, now, edit=FIRST, key="A", version=1)
    refused = client.post(BENCH, carried(page))
    assert refused.status_code == 409
    assert (
        '<del class="quoted" lang="zh-Hans">9</del> → <ins class="quoted" lang="zh-Hans">2</ins>'
        in refused.content.decode()
    )
    assert queries.entry(works, "B") is None


@pytest.mark.usefixtures("works")
@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.xlsx", b"PK\x03\x04", "文件已损坏"),
        ("a.pdf", b"%PDF-1.7", "内容是pdf格式"),
        ("a.csv", b"", "文件是空的"),
        ("a.csv", "甲,乙\n".encode(), "没有找到“编号”这一栏"),
    ],
)
def test_a_file_that_is_no_table_is_one_sentence(
    client: Client, name: str, data: bytes, reason: str
) -> None:
    refused = client.post(BENCH, {"file": SimpleUploadedFile(name, data)})
    assert refused.status_code == 422
    assert reason in refused.content.decode()


@pytest.mark.usefixtures("works")
@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"document": "!!", "name": "a"},
        {"document": "57yW", "name": "a", "mended": "[1"},
        {"document": "57yW", "name": "a", "mended": '{"x.y": 1}', "mend.1": "2"},
    ],
)
def test_forms_that_were_tampered_with_store_nothing(client: Client, sent: dict[str, str]) -> None:
    assert client.post(BENCH, {**sent, "do": "confirm"}).status_code == 422
    assert Change.objects.count() == 1


@pytest.mark.usefixtures("works")
def test_values_that_name_nothing_on_record_are_said(client: Client) -> None:
    page = preview(client, "编号,名称,所属工程\nB,乙,A\nC,丙,Z\nD,丁,B\n")
    (section,) = re.findall(r"<h3>没有出处或所指的格</h3>.*?</section>", page, re.DOTALL)
    (line,) = re.findall(r"<li>(.*?)</li>", section)
    assert "第3行“所属工程”填“Z”：资料里没有它。可以先照样写入" in line
    assert '<span class="count">C3</span>' in line


@pytest.mark.usefixtures("works")
def test_documents_and_numbers_that_lead_nowhere_are_said_by_cell(client: Client) -> None:
    kept = record_document(
        Handed(name="a.md", data="全区总投资35亿元。".encode()), by="甲", at=FIRST.at
    )
    assert kept.is_new
    page = preview(
        client, "编号,名称,总投资,文件\nB,乙,35亿元,a.md\nC,丙,888亿元,a.md\nD,丁,3亿元,没有.md\n"
    )
    assert [*map(spot, re.findall(r"<li>(第\d行.*?)</li>", page))] == ["C3", "C4", "D4"]
    assert "第4行“文件”填“没有.md”：资料里没有它。" in page
    assert "第3行“总投资”填“888亿元”：没有收存的文件印着这个数。" in page
    response = client.post(BENCH, carried(page))
    assert response.status_code == 302
    found = client.get("/registers/works/D").content.decode()
    assert found.count("未收录</span>") == 1
    assert found.count("无出处</span>") == 2  # above, and in its row
    listed = client.get("/registers/works").content.decode()
    assert listed.count("未收录</span>") == 1
    assert listed.count("无出处</span>") == 2
    assert "无出处</span>" not in client.get("/registers/works/B").content.decode()
    assert "no source</span>" in client.get("/en/registers/works/C").content.decode()


def spot(line: str) -> str:
    return line.partition('<span class="count">')[2].partition("<")[0]


@pytest.mark.usefixtures("works")
def test_the_name_of_a_file_is_kept_as_it_can_be_shown(client: Client) -> None:
    sent = carried(preview(client, GOOD))
    assert client.post(BENCH, {**sent, "name": "表\x0c\u202e.csv"}).status_code == 302
    assert {each.source_name for each in Change.objects.all()} == {"", "表.csv"}


@pytest.mark.usefixtures("works")
def test_the_bench_is_whole_in_english(client: Client) -> None:
    page = client.get(f"/en{BENCH}").content.decode()
    assert "Import a table" in page
    sent = {"file": SimpleUploadedFile("a.csv", f"{GOOD}C,c,x\n".encode()), "do": "preview"}
    shown = client.post(f"/en{BENCH}", sent).content.decode()
    assert "1 new, 1 changed, 0 the same, 1 with faults. Nothing is stored yet." in shown
    assert "Row 4, Sections: “x” is not a number; write the number alone, such as 3.5." in shown


@pytest.mark.usefixtures("works")
def test_a_file_of_very_many_columns_gives_a_page_that_can_be_read(client: Client) -> None:
    page = preview(client, f"编号,名称,{','.join(f'多余{one}' for one in range(5000))}\nA,甲\n")
    assert "多余18、多余19…" in page
    assert "多余20" not in page


def test_a_file_is_read_once_until_something_moves(
    monkeypatch, declared: Callable[..., str], works: Register
) -> None:
    read: list[str] = []

    def noting(register: Register, name: str, data: bytes) -> Table:
        read.append(name)
        return table_in(register, name, data)

    monkeypatch.setattr(imports, "table_in", noting)
    wells = actions.declare(declared("wells", "水井", "Wells").encode(), where="wells.toml")
    asked = (wells, "表.csv", "code,name\nw1,东井\n".encode())
    first = queries.preview(*asked)
    assert queries.preview(*asked) is first
    assert queries.preview(wells, "表.csv", asked[2].replace(b"w1", b"w2")) is not first
    actions.save(works, {"code": "B", "name": "乙工程"}, edit=FIRST)
    queries.preview(*asked)
    queries.forget()
    queries.preview(*asked)
    assert len(read) == 4
