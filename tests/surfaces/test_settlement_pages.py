"""The pages of settlement: the desk, a receipt line by line, the patient's sheet, the statement."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import pypdfium2
import pytest
from django.test import Client

from bayline.platform.addresses import Addresses
from bayline.platform.packs.actions import keep_files
from bayline.systems.settlement.actions.keys import Protecting, make_keys
from bayline.systems.settlement.models import CaseRow, LookRow
from bayline.systems.settlement.pages.contexts import SignedView
from bayline.systems.settlement.pages.statement import statement_page
from bayline.systems.settlement.pages.statement_pdf import pdf_of_statement
from bayline.systems.settlement.rules.examples import PATH
from bayline.systems.settlement.rules.identities import check_character

pytestmark = [pytest.mark.django_db]
NOON = datetime(2025, 6, 20, 4, tzinfo=UTC)
STATED = {
    "medfee_sumamt": 900_000,
    "fund_pay_sumamt": 700_000,
    "hifp_pay": 700_000,
    "psn_part_amt": 200_000,
    "acct_pay": 0,
    "psn_cash_pay": 200_000,
}
SCOPE = {
    "fulamt_ownpay_amt": 0,
    "overlmt_selfpay": 0,
    "preselfpay_amt": 0,
    "inscp_scp_amt": 900_000,
}


def example(name, standing="settled", **other):
    claim = {
        "id": name,
        "visit": "inpatient",
        "on": "2025-06-16",
        "enrollment_area": "jiaxing",
        "treatment_area": "shanghai",
        "level": 3,
        "status": "retired",
        "filing": {"kind": "transfer", "from": "2025-01-01"},
        "items": [
            {"code": "S0007", "fee": 900_000},
            {"code": "D0006", "fee": 8_800},
            {"code": "D0005", "quantity": 2, "fee": 140_000},
        ],
    }
    if other.pop("stated", None):
        del claim["items"]
        claim |= {"scope": SCOPE, "stated": STATED}
    told = {"side": "treating", "hospital": "甲医院", "person": "某甲", "standing": standing}
    told |= {"claim": claim, "asked": "2025-06-16T09:00:00.000+08:00"}
    if standing == "settled":
        told["answered"] = "2025-06-16T09:00:00.250+08:00"
    return json.dumps({**told, **other}, ensure_ascii=False)


@pytest.fixture
def settled():
    """A settlement, one of which nothing is known, one that differs, and a receipt."""
    lines = (
        example("一"),
        example("二", "asked"),
        example("三", partner_due=7),
        example("四", stated=True),
    )
    keep_files({PATH: "\n".join(lines).encode()}, by="小林", at=NOON)


def text_of(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


@pytest.mark.usefixtures("settled")
def test_the_desk_tells_what_is_unknown_and_what_differs_and_how_long_answers_took(client):
    page = text_of(client, "/settlement/desk")
    assert "未知，等对方答复" in page
    assert "有请求久未答复" in page
    assert "示例：编造的人和单据" in page
    twin = client.get("/settlement/desk.json").json()
    assert (twin["unknown"], twin["difference"]) == (1, 1)
    (day,) = twin["days"]
    assert (day["count"], day["median_ms"], day["slow_ms"]) == (3, 250, 250)
    found = client.get("/settlement/desk.json?standing=difference").json()["rows"]
    assert [one["visit"] for one in found] == ["三"]
    assert client.get("/settlement/desk.json?q=二").json()["rows"][0]["state"]["code"] == "asked"
    for wrong in ("standing=paid", "on=today"):
        assert client.get(f"/settlement/desk?{wrong}").status_code == 400
    assert "answers took" not in page
    assert "Office desk" in text_of(client, "/en/settlement/desk")


@pytest.mark.usefixtures("settled")
def test_a_receipt_explains_each_fen_or_says_by_how_much_it_does_not(client):
    twin = client.get("/settlement/settlements/example-001.json").json()
    assert twin["is_explained"]
    assert {"not_payable", "price_limit", "advance", "share", "cash"} <= {
        one["rule"] for one in twin["steps"]
    }
    assert all(one["source"] for one in twin["steps"] if one["rule"] in ("share", "remote"))
    paid = sum(int(one["amount"].replace(",", "").replace(".", "")) for one in twin["payers"])
    assert paid == 900_000 + 8_800 + 140_000
    page = text_of(client, "/settlement/settlements/example-001")
    assert "住院 3级医院 退休" in page
    assert "未核对原文" in page
    unexplained = text_of(client, "/settlement/settlements/example-004")
    assert "规则算不出这张单据" in unexplained
    assert "7,000.00" in unexplained
    differing = text_of(client, "/en/settlement/settlements/example-003")
    assert "Does not agree with the partner" in differing
    assert client.get("/settlement/settlements/nobody").status_code == 404


@pytest.mark.usefixtures("settled")
def test_the_patients_sheet_is_plain_and_adds_up(client):
    page = text_of(client, "/settlement/settlements/example-001/explanation")
    shown = re.sub(r"<[^>]+>", "", page)
    assert "这次一共花了10,488.00元" in shown
    assert "不用再回参保地报销" in shown
    twin = client.get("/settlement/settlements/example-001/explanation.json").json()

    def fen(name):
        return int(twin[name].replace(",", "").replace(".", "") or 0)

    parts = ("own", "over", "advance", "deductible", "rest")
    assert sum(map(fen, parts)) == fen("cash") + fen("account") == fen("total") - fen("fund")
    waits = text_of(client, "/settlement/settlements/example-002/explanation")
    assert "不用按下面的数付钱" in waits
    assert "这次一共花了" not in waits


@pytest.mark.usefixtures("settled")
def test_a_statement_nets_nothing_and_is_a_pdf_too(client):
    twin = client.get("/settlement/statements/2025-06.json").json()
    assert twin["state"]["code"] == "open"
    assert [one["visit"] for one in twin["differing"]] == ["三"]
    assert [one["visit"] for one in twin["unknown"]] == ["二"]
    assert [one["count"] for one in twin["flows"]] == [3, 0]
    pdf = client.get("/settlement/statements/2025-06.pdf")
    assert pdf.status_code == 200
    assert pdf.content.startswith(b"%PDF-")
    for month in ("2024-01", "2025-13", "x"):
        assert client.get(f"/settlement/statements/{month}").status_code == 404


@pytest.mark.usefixtures("settled")
def test_a_long_signature_stays_within_the_paper():
    words = "".join(f"{at:04}" for at in range(60))
    signed = SignedView(
        side="claimed",
        word="在本地就医，外地参保",
        count=1,
        total="1.00",
        drawn="0.00",
        rest="1.00",
        is_paid=False,
        root="0" * 64,
        signed=f"{words}a",
        confirmed=f"{words}b",
        left_out=(),
    )
    page = replace(statement_page("2025-06", Addresses(prefix="")), statements=(signed,))
    with pypdfium2.PdfDocument(pdf_of_statement(page, is_english=False)) as document:
        width = document[0].get_width()
        text = document[0].get_textpage()
        told = re.sub(r"[^0-9ab]", "", text.get_text_range())
        assert f"{words}a" in told
        assert f"{words}b" in told
        right = max(text.get_charbox(at)[2] for at in range(text.count_chars()))
    assert right < 0.9 * width


@pytest.mark.usefixtures("settled")
def test_only_whoever_has_a_role_here_sees_persons_and_each_look_is_kept(client, logged_in):
    receipt = "/settlement/settlements/example-001"
    assert Client().get(f"{receipt}.json").status_code == 401
    for other in (logged_in("viewer", "小乙"), logged_in("clerk", "小丙", system="ecology")):
        assert other.get(receipt).status_code == 403
    assert LookRow.objects.count() == 0
    here = logged_in("clerk", "小丁", account="ding", system="settlement")
    here.get(receipt)
    page = text_of(here, f"{receipt}/explanation")
    assert "某甲" not in page
    rows = LookRow.objects.values_list("who", "person", "visit", "what")
    assert [*rows] == [("ding", "某甲", "一", "receipt"), ("ding", "某甲", "一", "sheet")]
    assert "ding" in text_of(client, receipt)


@pytest.mark.usefixtures("settled")
def test_a_name_is_opened_for_a_reason_only(client):
    body = "33040219851231009"
    make_keys("jiaxing", year=2025, at=NOON)
    protecting = Protecting("jiaxing", on=NOON.date())
    person = protecting.person(body + check_character(body))
    token = protecting.sealed("钱小沐；肺炎", person=person)
    row = CaseRow.objects.get(pk="example-001")
    told = json.loads(row.told) | {"bill": {"sealed": token}}
    CaseRow.objects.filter(pk=row.pk).update(person=person, told=json.dumps(told))
    path = "/settlement/settlements/example-001"
    assert "钱小沐" not in text_of(client, path)
    refused = client.post(path, {"why": "  "})
    assert refused.status_code == 400
    assert "没有写查看姓名的理由" in refused.content.decode()
    opened = client.post(path, {"why": "电话核对"}).content.decode()
    assert "钱小沐；肺炎" in opened
    assert LookRow.objects.filter(what="personal", why="电话核对", person=person).count() == 1
    assert "钱小沐" not in text_of(client, f"{path}.json")


def test_rules_are_open_to_all_with_their_documents_and_their_mark(anonymous):
    page = text_of(anonymous, "/settlement")
    assert "未核实，供演示" in page
    assert "经办台" not in page
    for name in ("jiaxing-employee-2023", "shanghai-employee-2025", "catalog-shanghai-demo"):
        assert f"/settlement/rules/{name}" in page
        assert "未核实，供演示" in text_of(anonymous, f"/settlement/rules/{name}")
    assert "嘉政发〔2022〕20号" in text_of(anonymous, "/en/settlement/rules/jiaxing-employee-2023")
    assert anonymous.get("/settlement/rules/paris").status_code == 404


def test_statistics_hide_what_is_few_and_say_by_which_rule_they_count(client, logged_in):
    lines = [example(f"单{n}", person=f"人{n % 11}") for n in range(12)]
    lines += [example(f"外{n}", side="insured", person=f"外{n}") for n in range(3)]
    keep_files({PATH: "\n".join(lines).encode()}, by="小林", at=NOON)
    twin = client.get("/settlement/statistics.json").json()
    assert twin["minimum"] == 10
    june, whole = twin["rows"]
    # Three are few, and with the total and the others they could be worked out.
    assert june["counts"].count(None) >= 2
    assert 3 not in june["counts"] + whole["counts"]
    assert twin["saved"]["trips"] == 14
    page = text_of(logged_in("viewer", "小乙"), "/settlement/statistics")
    assert "不列" in page
    assert "本项目的约定" in page
    keep_files({PATH: lines[0].encode()}, by="小林", at=NOON)
    assert client.get("/settlement/statistics.json").json()["saved"] is None
