"""`bayline settlement` as its users see it."""

import json

from bayline.systems.settlement.commands import ordering
from bayline.systems.settlement.rules.protocol.ordering import Order

BILL = {
    "id": "a",
    "visit": "outpatient",
    "on": "2025-03-14",
    "enrollment_area": "jiaxing",
    "treatment_area": "shanghai",
    "level": 3,
    "status": "active",
    "filing": {"kind": "long_term", "from": "2025-01-01"},
    "items": [{"code": "D0001", "fee": 100_000}],
}


def test_each_bill_of_a_file_is_divided_repeated_or_refused_in_its_place(bayline, written):
    lines = [
        json.dumps(BILL),
        "",
        json.dumps(BILL | {"id": "b", "items": [{"code": "Q1", "fee": 5}]}),
        json.dumps(BILL),
        json.dumps(BILL | {"account": 7}),
        '{"id": "c", "fee": 1.5',
    ]
    name = written("bills.jsonl", "\ufeff" + "\n".join(lines))
    words = ("settlement", "adjudicate", name, "--rules", "jiaxing")
    status, said, complaint = bayline(*words, "--format", "jsonl")
    found = [json.loads(line) for line in said.splitlines()]
    assert status == 1
    assert complaint == "bayline: of 5 bills 3 refused\n"
    assert [(one["line"], one["state"], one.get("code")) for one in found] == [
        (1, "divided", None),
        (3, "refused", "unknown_code"),
        (4, "repeated", None),
        (5, "refused", "duplicate_id"),
        (6, "refused", "not_json"),
    ]
    # 60 % of what lies above 400 yuan.
    assert found[0]["amounts"]["hifp_pay"] == 36_000
    assert found[0]["steps"][-1]["rule"] == "cash"
    assert found[1]["id"] == "b"
    status, said, _ = bayline(*words)
    assert said.splitlines()[0].startswith("a\tdivided\t1000.00\t360.00\t0.00\t640.00\t")


def test_unknown_rules_and_files_are_refused_in_one_sentence(refusal, written):
    name = written("bills.jsonl", json.dumps(BILL))
    words = ("settlement", "adjudicate", name, "--rules")
    assert "no rules are called “paris” here; name one of jiaxing, " in refusal(*words, "paris")
    assert "rules.toml: the file cannot be read" in refusal(*words, "rules.toml")
    written("rules.toml", "id = 'x'")
    assert "“documents” is missing" in refusal(*words, "rules.toml")
    assert "nobody.jsonl" in refusal(
        "settlement", "adjudicate", "nobody.jsonl", "--rules", "jiaxing"
    )


def test_seeded_days_are_told_one_a_line(bayline):
    words = ("settlement", "simulate", "--seed", "7", "--runs", "2", "--steps", "30")
    status, said, _ = bayline(*words, "--format", "jsonl")
    found = [json.loads(line) for line in said.splitlines()]
    assert status == 0
    assert [(one["seed"], one["status"], one["invariant"]) for one in found] == [
        (7, "ok", ""),
        (8, "ok", ""),
    ]
    assert bayline(*words)[1].splitlines()[0].startswith("7\tok\t")


def test_a_certificate_is_made_once_and_a_node_without_a_file_says_so(bayline, tmp_path):
    words = ("settlement", "certificate", "jiaxing", "--folder", str(tmp_path))
    status, said, _ = bayline(*words)
    assert (status, said.split()) == (0, [f"{tmp_path}/jiaxing.pem", f"{tmp_path}/jiaxing.key"])
    assert (tmp_path / "jiaxing.key").stat().st_mode & 0o077 == 0
    made = (tmp_path / "jiaxing.pem").read_bytes()
    assert bayline(*words)[0] == 2
    assert (tmp_path / "jiaxing.pem").read_bytes() == made
    status, _, complaint = bayline("settlement", "node", "--config", str(tmp_path / "none.toml"))
    assert status == 2
    assert "none.toml" in complaint


def test_a_claim_of_fhir_is_checked_then_answered(bayline, refusal, written):
    info = (("enrollment_area", "jiaxing"), ("treatment_area", "shanghai"), ("status", "active"))
    told = [*info, ("level", "2"), ("filing", "emergency")]
    system = "urn:bayline:settlement"
    claim = {
        "resourceType": "Claim",
        "id": "c1",
        "status": "active",
        "type": {"coding": [{"code": "professional"}]},
        "use": "claim",
        "patient": {"reference": "Patient/p1"},
        "created": "2025-03-14",
        "insurance": [{"sequence": 1, "focal": True, "coverage": {"reference": "Coverage/1"}}],
        "supportingInfo": [
            {
                "sequence": at,
                "category": {"coding": [{"system": system, "code": name}]},
                "valueString": value,
            }
            for at, (name, value) in enumerate(told, 1)
        ],
        "item": [
            {
                "sequence": 1,
                "productOrService": {"coding": [{"code": "D0001"}]},
                "servicedDate": "2025-03-14",
                "net": {"value": 1000.1, "currency": "CNY"},
            }
        ],
    }
    name = written("claim.json", json.dumps(claim))
    status, said, _ = bayline("settlement", "fhir", name, "--rules", "jiaxing")
    answer = json.loads(said)
    assert (status, answer["resourceType"]) == (0, "ClaimResponse")
    assert {"value": 1000.1, "currency": "CNY"} in [one["amount"] for one in answer["total"]]
    status, said, _ = bayline("settlement", "fhir", written("answer.json", said))
    assert (status, json.loads(said)["medfee_sumamt"]) == (0, 100_010)
    claim["item"][0]["net"] = {"value": -1, "currency": "USD"}
    name = written("claim.json", json.dumps(claim))
    status, said, _ = bayline("settlement", "fhir", name, "--format", "jsonl")
    assert status == 1
    assert [json.loads(line)["rule"] for line in said.splitlines()] == ["currency", "negative"]
    assert "stands there twice" in refusal("settlement", "fhir", written("a.json", '{"a":1,"a":2}'))


def test_what_an_office_orders_is_handed_on_as_it_was_written(bayline, refusal, monkeypatch):
    handed = []

    def order(wanted, *, partner, wait_s):
        handed.append((wanted, partner, wait_s))
        return 1

    monkeypatch.setattr("bayline.platform.homes.open_home", lambda: None)
    monkeypatch.setattr(ordering, "order", order)
    out = ("--leave-out", "a-1-7", "--leave-out", "b-1-8")
    status, *_ = bayline("settlement", "clear", "2026-10", *out, "--partner", "jiaxing")
    assert status == 1
    for words in (("withdraw", "2026-10"), ("prepay", "5000"), ("paid", "owed", "2026-10")):
        bayline("settlement", *words, "--wait", "0")
    assert handed == [
        (Order("", "clear", month="2026-10", left_out=("a-1-7", "b-1-8")), "jiaxing", 10),
        (Order("", "withdraw", month="2026-10"), "", 0),
        (Order("", "prepay", fen=5000), "", 0),
        (Order("", "paid", month="2026-10", side="owed"), "", 0),
    ]
    assert "is not a valid integer" in refusal("settlement", "prepay", "12.50")
    assert "'both' is not one of" in refusal("settlement", "paid", "both", "2026-10")
