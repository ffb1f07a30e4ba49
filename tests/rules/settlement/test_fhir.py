"""Claims and responses of FHIR R5: what its own library lets through, each by its path and rule."""

import json
from copy import deepcopy
from decimal import Decimal
from pathlib import Path

import pytest

from bayline.systems.settlement.rules.adjudicating import adjudicated
from bayline.systems.settlement.rules.fhir.bills import SYSTEM, bill_of
from bayline.systems.settlement.rules.fhir.checking import faults_of
from bayline.systems.settlement.rules.fhir.faults import RULES
from bayline.systems.settlement.rules.fhir.responses import response_of, stated_in
from bayline.systems.settlement.rules.packs import named_packs
from bayline.systems.settlement.rules.taking import claim_of


def money(value):
    return {"value": Decimal(value), "currency": "CNY"}


def info(sequence, name, value):
    category = {"coding": [{"system": SYSTEM, "code": name}]}
    return {"sequence": sequence, "category": category, "valueString": value}


TOLD = {
    "enrollment_area": "jiaxing",
    "treatment_area": "shanghai",
    "status": "retired",
    "level": "3",
    "stay": "2",
    "filing": "transfer",
    "filing_from": "2025-01-01",
    "account": "20000",
    "used_borne": "1500000",
}


def item(sequence, code, quantity, price, net):
    return {
        "sequence": sequence,
        "diagnosisSequence": [1],
        "productOrService": {"coding": [{"code": code}]},
        "servicedDate": "2025-03-12",
        "quantity": {"value": quantity},
        "unitPrice": money(price),
        "net": money(net),
    }


CLAIM = {
    "resourceType": "Claim",
    "id": "c1",
    "status": "active",
    "type": {"coding": [{"code": "institutional"}]},
    "use": "claim",
    "patient": {"reference": "Patient/p1"},
    "created": "2025-03-14",
    "provider": {"reference": "Organization/h1"},
    "priority": {"coding": [{"code": "normal"}]},
    "diagnosis": [{"sequence": 1, "diagnosisCodeableConcept": {"coding": [{"code": "J18"}]}}],
    "insurance": [{"sequence": 1, "focal": True, "coverage": {"reference": "Coverage/1"}}],
    "billablePeriod": {"start": "2025-03-10", "end": "2025-03-14"},
    "supportingInfo": [info(n, *one) for n, one in enumerate(TOLD.items(), 1)],
    "item": [
        item(1, "S0007", 1, "9000.00", "9000.00"),
        item(2, "D0005", 2, "700.10", "1400.20"),
    ],
    "total": money("10400.20"),
}


def found(claim):
    return [(one.path, one.rule) for one in faults_of(claim)]


def changed(path, value, base=CLAIM):
    made = deepcopy(base)
    inner = made
    *way, last = path
    for one in way:
        inner = inner[one]
    if value is None:
        del inner[last]
    else:
        inner[last] = value
    return made


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        (("status",), "banana", ("status", "code")),
        (("use",), "banana", ("use", "code")),
        (("total", "currency"), "USD", ("total.currency", "currency")),
        (("total", "currency"), "not a code", ("total.currency", "currency")),
        (("total", "value"), Decimal("-10400.20"), ("total.value", "negative")),
        (("total", "value"), Decimal("10400.21"), ("total.value", "total_mismatch")),
        (("total", "value"), Decimal("10400.201"), ("total.value", "precision")),
        (("total", "value"), 10**10, ("total.value", "overflow")),
        (("total", "value"), None, ("total.value", "not_a_number")),
        (("item", 1, "net", "value"), Decimal("-1400.20"), ("item[1].net.value", "negative")),
        (("item", 1, "net", "value"), Decimal("1400.2"), None),
        (("item", 1, "quantity", "value"), 3, ("item[1].net.value", "net_mismatch")),
        (("item", 1, "factor"), Decimal("0.9"), ("item[1].net.value", "net_mismatch")),
        (("item", 1, "sequence"), 1, ("item[1].sequence", "duplicate_sequence")),
        (("item", 0, "diagnosisSequence"), [1, 2], ("item[0].diagnosisSequence[1]",) * 2),
        (("item", 0, "productOrService"), {"text": "x"}, ("item[0].productOrService", "missing")),
        (("insurance", 0, "focal"), False, ("insurance", "focal")),
        (
            ("billablePeriod",),
            {"start": "2025-03-15", "end": "2025-03-14"},
            ("billablePeriod", "period"),
        ),
        (("color",), "red", ("color", "structure")),
        (("created",), "yesterday", ("created", "structure")),
        (("patient",), None, ("patient", "structure")),
        (("resourceType",), "Patient", ("resourceType", "resource")),
    ],
)
def test_each_mutant_of_a_good_claim_is_named_by_its_path_and_rule(path, value, fault):
    assert found(CLAIM) == []
    faults = found(changed(path, value))
    if fault is None:
        assert faults == []
    elif fault[0] == fault[1]:
        assert faults == [(fault[0], "unknown_sequence")]
    else:
        assert fault in faults


def test_details_must_sum_to_what_is_above_them():
    detail = {"sequence": 1, "productOrService": {"coding": [{"code": "x"}]}, "net": money("9")}
    claim = changed(("item", 0, "detail"), [detail, {**detail, "sequence": 2}])
    assert ("item[0].net.value", "detail_sum") in found(claim)


@pytest.mark.parametrize("name", ["claim.100150", "claimresponse.R3500"])
def test_official_samples_are_fhir_but_not_in_yuan(shared: Path, name):
    path = shared / f"data/settlement/fhir/R5/{name}.json"
    faults = found(json.loads(path.read_text("utf-8"), parse_float=Decimal))
    assert {rule for _, rule in faults} <= {"currency", "payment_mismatch"}
    assert ("payment.amount.value", "payment_mismatch") in faults or "claim." in name


def test_a_claim_goes_in_and_its_response_comes_out_whole():
    bill, faults = bill_of(CLAIM)
    assert faults == ()
    divided = adjudicated(claim_of(bill), named_packs("jiaxing"))
    assert divided.scope.total == 1_040_020
    made = response_of(
        CLAIM, divided, created="2025-03-14T10:00:00+08:00", insurer="jiaxing", is_chinese=True
    )
    assert faults_of(made) == ()
    stated, broken = stated_in(made)
    assert broken == ()
    assert stated["fund_pay_sumamt"] == divided.split.fund > 0
    assert len(made["processNote"]) == len(divided.steps) + 1
    worse = deepcopy(made)
    worse["total"][-1]["amount"] = money("1.00")
    assert [one.rule for one in stated_in(worse)[1]] == ["total_mismatch"]
    worse["payment"]["amount"] = money("1.00")
    assert ("payment.amount.value", "payment_mismatch") in found(worse)
    worse["outcome"] = "paid"
    assert ("outcome", "code") in found(worse)


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        (("type",), {"coding": [{"code": "vision"}]}, ("type.coding[0].code", "code")),
        (("supportingInfo",), [], ("supportingInfo", "missing")),
        (("supportingInfo", 3, "valueString"), "three", ("supportingInfo", "code")),
        (
            ("item", 1, "quantity", "value"),
            Decimal("1.5"),
            ("item[1].quantity.value", "quantity"),
        ),
        (("item", 1, "net"), None, ("item[1].net", "missing")),
        (("item",), [], ("item", "missing")),
    ],
)
def test_what_settlement_needs_and_a_claim_lacks_is_named(path, value, fault):
    assert fault in {(one.path, one.rule) for one in bill_of(changed(path, value))[1]}


def test_every_rule_is_in_the_guide():
    guide = Path(__file__).resolve().parents[3] / "docs/guide/settlement.md"
    text = guide.read_text("utf-8")
    assert not [rule for rule in RULES if f"`{rule}`" not in text]
