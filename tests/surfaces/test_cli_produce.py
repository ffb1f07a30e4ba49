"""`bayline produce` as its users see it."""

import json

import pytest

EVENT = {
    "@context": "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
    "type": "ObjectEvent",
    "eventTime": "2025-07-18T15:00:00+08:00",
    "eventTimeZoneOffset": "+08:00",
    "epcList": ["urn:epc:id:sscc:6912345.0000000017"],
    "action": "OBSERVE",
    "bizStep": "shipping",
}


def test_files_are_valid_faulty_or_unreadable_and_hashed(bayline, written):
    good = written("good.jsonld", json.dumps(EVENT))
    assert bayline("produce", "validate", good) == (0, "", "bayline: 1 events, all valid\n")
    bad = written("bad.jsonld", json.dumps(EVENT | {"action": "SEE", "bizStep": "ripening"}))
    status, said, complaint = bayline("produce", "validate", bad, "--format", "jsonl")
    found = [json.loads(line) for line in said.splitlines()]
    assert status == 1
    assert complaint == "bayline: 2 things stand against it\n"
    assert {(one["event"], one["field"], one["rule"]) for one in found} == {
        (0, "action", "value"),
        (0, "bizStep", "vocabulary"),
    }
    status, said, complaint = bayline("produce", "validate", written("no.xml", "<a"))
    assert (status, said) == (2, "")
    assert "no.xml: the file is no document of EPCIS" in complaint
    status, said, _ = bayline("produce", "hash", good)
    assert (status, said[:14], len(said.splitlines())) == (0, "ni:///sha-256;", 1)
    status, said, _ = bayline("produce", "hash", "--lines", good)
    assert "epc=https://id.gs1.org/00/069123450000000178" in said


def test_queries_and_schemas_of_the_user_are_checked_too(bayline, written):
    asked = written("query.json", json.dumps({"name": "q", "query": {"EQ_ripeness": ["red"]}}))
    status, said, _ = bayline("produce", "validate", asked)
    assert (status, said.split("\t")[:3]) == (1, ["-", "EQ_ripeness", "query"])
    good = written("good.jsonld", json.dumps(EVENT))
    schema = written("schema.json", json.dumps({"required": ["eventID"]}))
    status, said, _ = bayline("produce", "validate", good, "--schema", schema)
    assert (status, said.split("\t")[2]) == (1, "schema")
    status, _, complaint = bayline("produce", "validate", good, "--schema", written("s", "{"))
    assert status == 2
    assert "the schema is no JSON" in complaint


@pytest.mark.django_db
def test_events_are_captured_traced_and_recalled(bayline, refusal, written):
    document = {
        "@context": EVENT["@context"],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2025-07-19T00:00:00Z",
    }
    lot = {"epcClass": "urn:epc:class:lgtin:6912345.012345.B7", "quantity": 30, "uom": "KGM"}
    box = EVENT["epcList"][0]
    put = {
        "type": "AggregationEvent",
        "eventTime": "2025-07-18T10:00:00+08:00",
        "eventTimeZoneOffset": "+08:00",
        "parentID": box,
        "childQuantityList": [lot],
        "action": "ADD",
    }
    owner = "urn:epc:id:pgln:6954321.00001"
    shipped = {name: value for name, value in EVENT.items() if name != "@context"} | {
        "destinationList": [{"type": "owning_party", "destination": owner}]
    }
    body = {"epcisBody": {"eventList": [put, shipped]}}
    name = written("day.jsonld", json.dumps(document | body))
    status, said, _ = bayline("produce", "capture", name, "--format", "json")
    assert (status, json.loads(said)) == (0, {"captured": 2, "repeated": 0, "faults": []})
    status, said, complaint = bayline("produce", "capture", name, "--on-error", "proceed")
    assert (status, said, "0 events kept, 2 were kept before" in complaint) == (0, "", True)
    status, said, _ = bayline("produce", "trace", box, "--back", "--format", "json")
    told = json.loads(said)
    assert [one["level"] for one in told["things"]] == [0, 1]
    assert told["things"][1]["epc"] == "https://id.gs1.org/01/06912345123457/10/B7"
    assert len(told["events"]) == 2
    status, said, complaint = bayline("produce", "recall", lot["epcClass"])
    assert said.splitlines()[1].split("\t") == [
        "1",
        "https://id.gs1.org/00/069123450000000178",
        "30",
        "https://id.gs1.org/417/6954321000017",
        "2025-07-18T07:00:00.000Z",
    ]
    assert "2 things are concerned, they went to 1 buyers" in complaint
    assert "no event is about urn:x:1" in refusal("produce", "trace", "urn:x:1", "--forward")
    broken = written("broken.jsonld", json.dumps(document | {"epcisBody": {}}))
    status, said, _ = bayline("produce", "capture", broken)
    assert (status, said.split("\t")[1:3]) == (1, ["epcisBody.eventList", "required"])


SEASON = """
labor = 100
[[block]]
name = "东一"
mu = 10
[[crop]]
name = "桃"
starts = [1, 1]
weeks = 36
picked_after = 28
picked_for = 4
kg_per_mu = 1200
sourced = [700, 1000]
[[demand]]
weeks = [29, 33]
{demand}
"""


def test_a_season_is_planned_and_what_cannot_be_is_refused(bayline, refusal, written):
    name = written("season.toml", SEASON.format(demand="boxes = 600\nbox_kg = 5"))
    status, said, complaint = bayline("produce", "season", name, "--format", "json")
    plan = json.loads(said)
    assert status == 0
    assert plan["planted"] == [{"block": "东一", "crop": "桃", "start": 1}]
    assert plan["gaps"] == [{"week": 33, "missing_kg": 3000.0, "reason": "no_crop"}]
    assert "outside the 700 to 1000 of its source" in complaint
    status, said, _ = bayline("produce", "season", name, "--seconds", "5")
    assert said.splitlines()[-1] == "33\t3000\tno crop is picked in this week"
    boxes = written("boxes.toml", SEASON.format(demand="boxes = 600"))
    assert "nothing says what a box weighs" in refusal("produce", "season", boxes)
    wrong = SEASON.format(demand="kg = 5").replace("mu = 10", 'mu = 10\ncrops = ["梨"]')
    assert "梨, which is not in the file" in refusal("produce", "season", written("w.toml", wrong))
    twice = SEASON.format(demand="kg = 5") + '[[block]]\nname = "东一"\nmu = 3\n'
    assert "东一 is there twice" in refusal("produce", "season", written("t.toml", twice))
    assert "a field is missing" in refusal("produce", "season", written("m.toml", "[[block]]\n"))


def test_residues_pass_fail_or_cannot_be_judged(bayline, refusal, written):
    edition = '[[edition]]\nname = "甲标"\nsince = 2020-01-01\nsource = "made up"\n'
    row = 'limit = [{pesticide = "甲", food = "桃", mg_per_kg = 0.2}]\n'
    limits = written("limits.toml", edition + row)
    head = "sample,food,pesticide,mg_per_kg,day\n"
    table = written("t.csv", f"{head}1,桃,甲,0.1,2025-07-01\n2,桃,乙,未检出,2025-07-01\n")
    words = ("--limits", limits, "--format", "jsonl")
    status, said, complaint = bayline("produce", "residues", table, *words)
    assert status == 1
    assert [json.loads(line)["state"] for line in said.splitlines()] == ["pass", "undecided"]
    assert "of 2 residues 1 fail or cannot be judged" in complaint
    good = written("g.csv", f"{head}1,桃,甲,0.1,2025-07-01\n")
    assert bayline("produce", "residues", good, "--limits", limits)[0] == 0
    bad = written("b.csv", f"{head}1,桃,甲,much,2025-07-01\n")
    assert "row 2 cannot be read" in refusal("produce", "residues", bad, "--limits", limits)
    none = written("n.csv", "sample,food\n")
    assert "are missing" in refusal("produce", "residues", none, "--limits", limits)


def test_the_gate_of_a_brand_opens_or_says_what_is_missing(bayline, written):
    held = 'held = [{base = "东一", practice = "a", evidence = "单", since = 2024-01-01}]\n'
    brand = written("b.toml", f'name = "牌"\npractice = [{{code = "a", name = "品种"}}]\n{held}')
    words = ("produce", "gate", brand, "--base", "东一", "--harvested")
    status, said, _ = bayline(*words, "2025-07-01", "--format", "json")
    assert (status, json.loads(said)["may_carry"]) == (0, True)
    status, said, complaint = bayline(*words, "2023-07-01")
    assert (status, said) == (1, "a\t品种\tit began only after the harvest\n")
    assert "1 practices were not in force" in complaint
