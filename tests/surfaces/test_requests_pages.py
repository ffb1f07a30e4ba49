"""Requests on their pages: both sides of a table, its form without scripts, its workbook, 今日."""

import io
import json
import zipfile
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bayline.kernel.errors import BaylineError
from bayline.platform.jobs.working import do_next
from bayline.platform.packs.actions import keep_files
from bayline.systems.plan.actions.requests.beginning import begin_rounds
from bayline.systems.plan.pages.requests import background

pytestmark = pytest.mark.django_db
NOON = datetime(2024, 4, 5, 4, tzinfo=UTC)
TEMPLATE = """
name = "works"
title = "工程季报"
asker = "office"
units = ["finance"]
every = "quarter"
rows = "fixed"

[[column]]
name = "name"
title = "项目"
given = true

[[column]]
name = "done"
title = "累计完成"
type = "decimal"
unit = "亿元"
required = true
cumulative = "year"

[column.claim]
attribute = "完成投资"
subject_from = "name"

[[column]]
name = "note"
title = "情况"
type = "long"

[[row]]
code = "one"
values = { name = "东桥" }

[[row]]
code = "two"
values = { name = "西桥" }
joint = ["tax"]
lead = "finance"
"""
TABLE = "/plan/requests/works-2024-q1/finance"


@pytest.fixture
def office(logged_in):
    keep_files({"requests/works.toml": TEMPLATE.encode()}, by="乙", at=NOON)
    client = member(logged_in, "小陈", "reviewer", "office")
    asked = client.post(
        "/plan/requests/new",
        {"template": "works", "period": "2024年一季度", "due": "2999-04-10", "units": ""},
    )
    assert asked.status_code == 303, asked.content.decode()
    return client


@pytest.fixture
def finance(logged_in, office):
    del office
    return member(logged_in, "小吴", "clerk", "finance")


def member(logged_in, name, role, organisation):
    return logged_in(role, name, organisation=organisation)


def fields(page):
    """Give the inputs of the form on a page, as a browser would send them back."""
    import re

    text = page.content.decode()
    hidden = re.findall(r'<input type="hidden" name="([\w.]+)" value="([^"]*)"', text)
    return {name: value for name, value in hidden if name != "csrfmiddlewaretoken"}


def fill(client, do="send", table=TABLE, **cells):
    page = client.get(table)
    typed = {f"c.{name.replace('_', '.')}": value for name, value in cells.items()}
    return client.post(f"{table}/fill", {**fields(page), **typed, "do": do})


def decide(client, do, **said):
    page = client.get(TABLE)
    return client.post(f"{TABLE}/decide", {**fields(page), "do": do, **said})


def test_a_table_is_filled_in_sent_back_sent_again_and_accepted(office, finance):
    refused = fill(finance, one_done="约3", two_done="", one_note="在建")
    text = refused.content.decode()
    assert refused.status_code == 422
    assert "第1行“累计完成”填“约3”，不是数" in text
    assert 'value="约3"' in text
    assert "在建" in text
    assert fill(finance, one_done="3.5", two_done="无").status_code == 303
    again = fill(finance, one_done="3.6", two_done="无")
    assert again.status_code in {400, 409}
    assert decide(office, "return").status_code == 400
    assert decide(office, "return", reason="附说明").status_code == 303
    shown = finance.get(TABLE).content.decode()
    assert "附说明" in shown
    assert 'value="3.5"' in shown
    assert fill(finance, one_done="3.5", two_done="1.0").status_code == 303
    assert decide(finance, "accept").status_code == 403
    assert decide(office, "accept").status_code == 303
    twin = office.get(f"{TABLE}.json").json()
    assert (twin["table"]["state"], twin["table"]["version"]) == ("accepted", 2)
    figure = twin["rows"][0]["cells"][1]["address"]
    assert "3.5" in office.get(figure).content.decode()
    first = office.get(f"{TABLE}.json?version=1").json()
    assert first["rows"][1]["cells"][1]["text"] == "无"


def test_nothing_that_is_typed_is_cut_in_silence(office, finance):
    said = "很" * 10_001
    refused = fill(finance, do="save", one_done="3", one_note=said)
    text = refused.content.decode()
    assert refused.status_code == 400
    assert "有10001字（这里最多10000字）" in text
    assert said in text
    assert said not in finance.get(TABLE).content.decode()
    assert fill(finance, one_done="3", two_done="1").status_code == 303
    page = decide(office, "return", reason="因" * 2001)
    assert page.status_code == 400
    assert "有2001字" in page.content.decode()


def test_a_period_that_can_only_be_a_slip_is_not_asked_for(office):
    for written in ("1800年一季度", "2130年三季度"):
        asked = {"template": "works", "period": written, "due": "2999-04-10", "units": ""}
        page = office.post("/plan/requests/new", asked)
        assert page.status_code in {400, 422}
        assert "近二十年的时期" in page.content.decode()


def test_only_its_own_people_answer_and_joint_units_only_see(logged_in, office, finance):
    tax = member(logged_in, "小郑", "clerk", "tax")
    assert fill(tax, one_done="1", two_done="1").status_code == 400
    seen = tax.get("/plan/requests/works-2024-q1/tax").content.decode()
    assert "协办" in seen
    fill(finance, one_done="3.5", two_done="7.25")
    assert "7.25" in tax.get("/plan/requests/works-2024-q1/tax").content.decode()
    posted = tax.post("/plan/requests/works-2024-q1/tax/fill", {"do": "send"})
    assert "是协办单位" in posted.content.decode()
    assert office.get(f"{TABLE}.json").json()["table"]["state"] == "sent"


def test_today_says_what_is_owed_what_was_sent_back_and_what_waits(office, finance, monkeypatch):
    monkeypatch.setattr("bayline.platform.record.queries.is_empty", lambda: False)
    assert [need["words"] for need in needs(finance)] == ["工程季报 · 2024年第1季度"]
    assert needs(office) == []
    fill(finance, one_done="1", two_done="2")
    assert [need["word"] for need in needs(office)] == ["待受理"]
    assert needs(finance) == []
    decide(office, "return", reason="缺说明")
    assert [(need["word"], need["note"]) for need in needs(finance)] == [("已退回", "缺说明")]


def needs(client):
    return client.get("/index.json").json()["needs"]


def test_more_time_is_asked_for_and_given(office, finance):
    wanted = {**fields(finance.get(TABLE)), "do": "ask_time", "due": "2999-05-01"}
    assert finance.post(f"{TABLE}/fill", wanted).status_code == 400
    assert finance.post(f"{TABLE}/fill", {**wanted, "reason": "台风"}).status_code == 303
    assert "台风" in office.get(TABLE).content.decode()
    assert decide(office, "extend", reason="同意", due="2999-04-20").status_code == 303
    twin = office.get(f"{TABLE}.json").json()["table"]
    assert (twin["due"], twin["wished"]) == ("2999-04-20", None)


def test_the_workbook_goes_out_prefilled_and_comes_back_as_a_draft(finance):
    data = workbook(finance)
    preview = uploaded(finance, changed(data, {"C4": "<v>2.5</v>", "C5": "<v>1</v>"}))
    assert preview.status_code == 200, preview.content.decode()
    assert "读到2行，比现在改动2格" in preview.content.decode()
    confirmed = finance.post(f"{TABLE}/upload", {**fields(preview), "do": "confirm"})
    assert confirmed.status_code == 303
    twin = finance.get(f"{TABLE}.json").json()
    assert [row["cells"][1]["text"] for row in twin["rows"]] == ["2.5", "1"]
    assert twin["table"]["state"] == "open"


def test_a_bad_cell_is_named_by_sheet_row_column_value_and_reason(finance):
    data = changed(workbook(finance), {"C4": "<is><t>三点五</t></is>", "C5": "<v>1</v>"})
    page = uploaded(finance, data)
    assert page.status_code == 422
    assert "填报</span> C4 第4行“累计完成”填“三点五”，不是数" in page.content.decode()
    stored = finance.post(f"{TABLE}/upload", {**fields(page), "do": "confirm"})
    assert stored.status_code == 422


def test_a_formula_is_read_as_its_value_and_told(finance):
    cells = {"C4": "<f>1+1.5</f><v>2.5</v>", "C5": "<f>1/0</f>"}
    data = workbook(finance)
    emptied = uploaded(finance, changed(data, {**cells, "C5": "<f>1/0</f><v></v>"}))
    assert "文件里没有存下算出的结果" in emptied.content.decode()  # as some writers leave it
    page = uploaded(finance, changed(data, cells)).content.decode()
    assert "公式按它显示的值读" in page
    assert "第5行“累计完成”是公式，文件里没有存下算出的结果" in page
    assert "UNCOMPUTED" not in page


def test_columns_that_were_moved_about_are_read_by_their_heads(finance):
    heads = {"C3": "<is><t>情况</t></is>", "D3": "<is><t>累计完成（亿元）*</t></is>"}
    cells = {"C4": "<is><t>封顶</t></is>", "D4": "<v>2.5</v>", "D5": "<is><t>三</t></is>"}
    page = uploaded(finance, changed(workbook(finance), heads | cells)).content.decode()
    assert "读到2行" in page
    assert "填报</span> D5 第5行“累计完成”填“三”，不是数" in page
    assert "封顶" in page


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"B4": "<is><t>南桥</t></is>"}, "是给定的，应是“东桥”"),
        ({"A4": "<is><t>three</t></is>"}, "没有行号代码“three”"),
        ({"A5": "<is><t>one</t></is>"}, "行号代码“one”出现两次"),
        ({"C3": "<is><t>完成</t></is>"}, "C3的栏名是“完成”"),
        ({"A5": "", "B5": "", "C5": "", "D5": "", "E5": ""}, "缺1行"),
    ],
)
def test_what_is_locked_and_was_changed_all_the_same_is_refused(finance, change, sentence):
    data = changed(workbook(finance), {"C4": "<v>1</v>", "C5": "<v>1</v>", **change})
    assert sentence in uploaded(finance, data).content.decode()


def test_another_table_an_older_version_and_a_forged_mark_are_refused(office, finance):
    data = workbook(finance)
    office.post(
        "/plan/requests/new",
        {"template": "works", "period": "2024-34", "due": "2999-04-10", "units": ""},
    )
    other = data.replace(b"", b"")
    page = uploaded(finance, other, table="/plan/requests/works-2024-q2/finance")
    assert "这是“works-2024-q1”（2024-33）的表格" in page.content.decode()
    forged = changed(data, {}, marks={"finance": "tax"})
    assert "这是“tax”的表格" in uploaded(finance, forged).content.decode()
    forged = changed(data, {}, marks={"name done note": "name done"})
    assert "这份表格被改动过" in uploaded(finance, forged).content.decode()
    fill(finance, one_done="1", two_done="1")
    decide(office, "return", reason="重填")
    assert "这是较早的表格" in uploaded(finance, data).content.decode()
    for junk in (b"", b"not a workbook", b"PK\x03\x04 broken", b"a,b\n1,2\n"):
        assert uploaded(finance, junk).status_code == 422


def workbook(client, table=TABLE):
    return b"".join(client.get(f"{table}/form.xlsx"))


def uploaded(client, data, table=TABLE):
    file = SimpleUploadedFile("f.xlsx", data)
    return client.post(f"{table}/upload", {"file": file, "do": "preview"})


def changed(data, cells, marks=()):
    """Write other cells into a workbook, as a spreadsheet would."""
    import re

    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            if name.endswith("sheet1.xml"):
                for cell, inner in cells.items():
                    kind = ' t="inlineStr"' if inner.startswith("<is>") else ""
                    pattern = rf'<c r="{cell}"[^>]*?(?:/>|>.*?</c>)'
                    content = re.sub(pattern, f'<c r="{cell}"{kind}>{inner}</c>', content)
            if name.endswith("sharedStrings.xml"):
                for before, after in dict(marks).items():
                    content = content.replace(f">{before}<", f">{after}<")
            new.writestr(name, content)
    return made.getvalue()


def test_all_answers_go_out_together(office, finance):
    fill(finance, one_done="3.50", two_done="无")
    text = b"".join(office.get("/plan/requests/works-2024-q1/answers.csv")).decode()
    assert "finance,sent,1,东桥,3.50," in text
    assert "无" in text
    assert b"".join(office.get("/plan/requests/works-2024-q1/answers.xlsx")).startswith(b"PK")
    twin = office.get("/plan/requests/works-2024-q1/answers.json").json()
    assert twin["rows"][1]["cells"][1]["text"] == "无"
    listed = office.get("/plan/requests.json").json()
    assert listed["matrices"][0]["rows"][0]["cells"][0]["state"] == "sent"
    assert (listed["owed"], listed["waiting"]) == (0, 1)


def test_a_template_is_made_from_columns_that_are_filled_in(office):
    form = {
        "title": "安全月报",
        "name": "safety",
        "asker": "office",
        "units": "finance",
        "every": "month",
        "days": "5",
        "title.1": "事项",
        "kind.1": "text",
        "given.1": "1",
        "title.2": "件数",
        "kind.2": "integer",
        "required.2": "1",
        "rows": "检查\n整改\n",
    }
    assert office.post("/plan/requests/templates/new", form).status_code == 303
    asked = {"template": "safety", "period": "2024-01", "due": "", "units": ""}
    assert office.post("/plan/requests/new", asked).status_code == 303
    twin = office.get("/plan/requests/safety-2024-01/finance.json").json()
    assert [row["cells"][0]["text"] for row in twin["rows"]] == ["检查", "整改"]
    refused = office.post("/plan/requests/templates/new", {**form, "days": "soon"})
    assert refused.status_code == 422
    assert "安全月报" in refused.content.decode()


def test_a_large_answer_is_accepted_as_a_job(office, finance, monkeypatch):
    monkeypatch.setattr(background, "CELLS_AT_ONCE", 1)
    fill(finance, one_done="3.5", two_done="1.0")
    assert decide(finance, "accept").status_code == 403
    asked = decide(office, "accept")
    assert asked.status_code == 303
    number = int(asked.url.rpartition("/")[2])
    assert office.get(f"{TABLE}.json").json()["table"]["state"] == "sent"
    second = decide(office, "accept")  # whoever presses again is told by the second job
    assert do_next()
    assert do_next()
    job = office.get(f"/jobs/{number}.json").json()
    assert "2个数进了资料" in json.dumps(job, ensure_ascii=False)
    assert office.get(f"{TABLE}.json").json()["table"]["state"] == "accepted"
    late = office.get(f"{second.url}.json").json()
    assert "别人已先一步办过" in json.dumps(late, ensure_ascii=False)


ROUNDS: tuple[tuple[str, dict[str, object]], ...] = (
    ("ask", {}),
    ("send", {"rows": {"one": {"done": "3"}, "two": {"done": "4"}}}),
    ("return", {"reason": "请写到季末"}),
    ("send", {"rows": {"one": {"done": "5"}, "two": {"done": "6"}}}),
    ("accept", {}),
)


def rounds(*, unit: str = "finance") -> bytes:
    told = {"by": "演示", "template": "works", "period": "2024-33"}
    lines = (
        {**told, "at": f"2024-04-{9 + day:02}T09:00:00+08:00", "do": do, "unit": unit, **more}
        for day, (do, more) in enumerate(ROUNDS)
    )
    return "\n".join(json.dumps(each) for each in lines).encode()


def test_a_demonstration_begins_with_what_its_pack_says_was_done(client) -> None:
    keep_files({"requests/works.toml": TEMPLATE.encode()}, by="乙", at=NOON)
    for broken, told in (
        (b'{"at": "2024-04-09", "do": "ask"}', "rounds.jsonl:1"),
        (rounds(unit="nobody"), "rounds.jsonl:2"),
    ):
        keep_files({"requests/rounds.jsonl": broken}, by="乙", at=NOON)
        with pytest.raises(BaylineError, match=told):
            begin_rounds()
    keep_files({"requests/rounds.jsonl": rounds()}, by="乙", at=NOON)
    assert (begin_rounds(), begin_rounds()) == (len(ROUNDS), 0)
    shown = client.get(TABLE).content.decode()
    assert "已受理" in shown
    assert "请写到季末" in shown
