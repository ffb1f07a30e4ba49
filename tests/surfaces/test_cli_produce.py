"""`bayline produce` as its users see it."""

import json

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
