"""The interface of EPCIS 2.0 as programs see it."""

import json
from ipaddress import ip_network

import pytest

from bayline.engines.epcis.documents import read_document

pytestmark = pytest.mark.django_db
ROOT = "/api/epcis"
CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
BOX = "urn:epc:id:sscc:6912345.000000000{}"


def event(number, **told):
    """A box is shipped, a minute after the one before."""
    return {
        "type": "ObjectEvent",
        "eventID": f"urn:uuid:{number}",
        "eventTime": f"2025-07-18T06:{number:02d}:00+08:00",
        "eventTimeZoneOffset": "+08:00",
        "epcList": [BOX.format(number)],
        "action": "OBSERVE",
        "bizStep": "shipping",
        "jinshan:brix": number,
        **told,
    }


def sent(program, path, content, **headers):
    """Send JSON to an address of the interface."""
    body = json.dumps(content)
    return program.post(f"{ROOT}/{path}", body, content_type="application/json", headers=headers)


def document(*events):
    """A capture document around events."""
    return {
        "@context": [CONTEXT, {"jinshan": "https://example.org/jinshan/"}],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2025-07-19T00:00:00Z",
        "epcisBody": {"eventList": events},
    }


def names(answer):
    """List the ids of the events of an answer."""
    results = answer.json()["epcisBody"]["queryResults"]["resultsBody"]
    return [one["eventID"].removeprefix("urn:uuid:") for one in results["eventList"]]


def test_documents_are_captured_by_jobs_whole_or_but_for_the_faulty(reader, writer, everybody):
    broken = document(event(1), event(2, action="SEE"))
    assert sent(everybody, "capture", broken).status_code == 401
    refused = sent(reader, "capture", broken)
    assert (refused.status_code, refused["Content-Type"]) == (403, "application/problem+json")
    whole = sent(writer, "capture", broken)
    assert (whole.status_code, whole["GS1-EPCIS-Version"]) == (202, "2.0.0")
    job = reader.get(whole["Location"]).json()
    assert (job["success"], job["captureErrorBehaviour"], job["running"]) == (
        False,
        "rollback",
        False,
    )
    (error,) = job["errors"]
    assert (error["instance"], error["field"], error["title"]) == (
        "#/eventList/1",
        "action",
        "value",
    )
    assert names(reader.get(f"{ROOT}/events")) == []
    part = sent(writer, "capture", broken, **{"GS1-Capture-Error-Behaviour": "proceed"})
    assert part["Location"] != whole["Location"]
    assert names(reader.get(f"{ROOT}/events")) == ["1"]
    assert len(reader.get(f"{ROOT}/capture").json()) == 2
    assert reader.get(f"{ROOT}/capture/none").status_code == 404
    wrong = sent(writer, "capture", broken, **{"GS1-Capture-Error-Behaviour": "try"})
    assert wrong.json()["type"] == "epcisException:ValidationException"
    bomb = '<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'
    assert writer.post(f"{ROOT}/capture", bomb, content_type="text/xml").status_code == 400
    assert reader.options(f"{ROOT}/capture").status_code == 204


def test_events_are_found_by_the_parameters_of_the_standard_page_by_page(reader, writer):
    other = event(3, bizStep="receiving", disposition="in_progress")
    sent(writer, "capture", document(event(1), event(2), other))
    asked = {
        "EQ_bizStep=receiving": ["3"],
        "EQ_bizStep=shipping,receiving&eventType=ObjectEvent": ["1", "2", "3"],
        "EQ_disposition=https://ref.gs1.org/cbv/Disp-in_progress": ["3"],
        "GE_eventTime=2025-07-18T06:02:00%2B08:00&LT_eventTime=2025-07-18T06:03:00%2B08:00": ["2"],
        "MATCH_epc=https://id.gs1.org/00/069123450000000024": ["2"],
        f"MATCH_anyEPC={BOX.format(2)}": ["2"],
        "GT_jinshan:brix=1&orderBy=eventTime&orderDirection=DESC": ["3", "2"],
        "orderBy=jinshan:brix&orderDirection=DESC": ["3", "2", "1"],
        "orderBy=jinshan:brix&orderDirection=ASC&eventCountLimit=1": ["1"],
        "EXISTS_ILMD_jinshan:brix": [],
        "EQ_action=ADD": [],
        "eventCountLimit=2": ["1", "2"],
    }
    assert {one: names(reader.get(f"{ROOT}/events?{one}")) for one in asked} == asked
    first = reader.get(f"{ROOT}/events?perPage=2")
    link = first["Link"].removeprefix("<").partition(">")[0]
    assert (names(first), names(reader.get(link))) == (["1", "2"], ["3"])
    assert names(reader.get(f"{ROOT}/epcs/{BOX.format(3)}/events")) == ["3"]
    one = reader.get(f"{ROOT}/events/urn:uuid:3")
    assert (names(one), one.json()["@context"][1]) == (
        ["3"],
        {"jinshan": "https://example.org/jinshan/"},
    )
    assert b"recordTime" in one.content
    assert reader.get(f"{ROOT}/events/urn:uuid:9").status_code == 404
    for wrong in ("EQ_ripeness=red", "GE_eventTime=July", "perPage=0", "EQ_action=SEE"):
        answer = reader.get(f"{ROOT}/events?{wrong}")
        assert answer.status_code == 400
        assert answer.json()["type"] == "epcisException:QueryParameterException"
    assert reader.get(f"{ROOT}/events?maxEventCount=2").status_code == 413


def test_single_events_and_queries_with_names(reader, writer):
    bare = {"@context": document()["@context"], **event(1)}
    made = sent(writer, "events", bare)
    assert (made.status_code, made["Location"]) == (201, f"{ROOT}/events/urn:uuid:1")
    assert sent(writer, "events", bare).status_code == 201
    assert sent(writer, "events", bare | {"bizStep": "receiving"}).status_code == 409
    assert sent(writer, "events", bare | {"bizStep": "ripening"}).status_code == 400
    query = {"name": "shipped", "query": {"EQ_bizStep": ["shipping"]}}
    assert sent(reader, "queries", query).status_code == 403
    assert sent(writer, "queries", query)["Location"] == f"{ROOT}/queries/shipped"
    assert sent(writer, "queries", query).status_code == 409
    assert sent(writer, "queries", {"query": {"EQ_action": ["SEE"]}}).status_code == 400
    assert reader.get(f"{ROOT}/queries").json() == [query]
    assert names(reader.get(f"{ROOT}/queries/shipped/events")) == ["1"]
    assert writer.delete(f"{ROOT}/queries/shipped").status_code == 204
    assert reader.get(f"{ROOT}/queries/shipped").status_code == 404


def test_subscriptions_are_made_shown_without_their_secret_and_taken_away(reader, writer, settings):
    settings.EPCIS_NETWORKS = (ip_network("127.0.0.0/8"),)
    sent(writer, "queries", {"name": "shipped", "query": {"EQ_bizStep": ["shipping"]}})
    wish = {"dest": "http://127.0.0.1:9/", "signatureToken": "secret", "stream": True}
    assert sent(reader, "queries/shipped/subscriptions", wish).status_code == 403
    assert sent(writer, "queries/none/subscriptions", wish).status_code == 404
    made = sent(writer, "queries/shipped/subscriptions", wish)
    assert made.status_code == 201
    told = reader.get(made["Location"]).json()
    assert (told["dest"], told["stream"], told["queryName"]) == (wish["dest"], True, "shipped")
    assert b"secret" not in made.content + json.dumps(told).encode()
    assert reader.get(f"{ROOT}/queries/shipped/subscriptions").json() == [told]
    for wrong in ({}, {**wish, "schedule": {"hour": "1"}}, {**wish, "dest": "http://10.0.0.1/"}):
        answer = sent(writer, "queries/shipped/subscriptions", wrong)
        assert answer.status_code == 400
        assert answer.json()["type"] == "epcisException:SubscriptionControlsException"
    assert reader.delete(made["Location"]).status_code == 403
    assert writer.delete(made["Location"]).status_code == 204
    assert reader.get(made["Location"]).json()["type"] == "epcisException:NoSuchNameException"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"GS1-EPCIS-Min": "2.0.0", "GS1-EPCIS-Max": "2.1"}, 200),
        ({"GS1-EPCIS-Min": "2.1.0"}, 406),
        ({"GS1-EPCIS-Max": "1.2"}, 406),
        ({"GS1-CBV-Version": "2.0"}, 200),
        ({"GS1-CBV-Max": "newest"}, 406),
        ({"GS1-EPC-Format": "Always_EPC_URN"}, 406),
        ({"Accept": "text/csv"}, 406),
        ({"Accept": "application/ld+json"}, 200),
    ],
)
def test_what_is_asked_for_is_given_or_refused(reader, headers, status):
    answer = reader.get(f"{ROOT}/events", headers=headers)
    assert answer.status_code == status
    assert answer["GS1-EPCIS-Version"] == "2.0.0"
    assert reader.get(f"{ROOT}/").json()["member"][0] == "events"


def test_an_address_may_be_asked_what_it_takes(reader):
    told = reader.options(f"{ROOT}/capture")
    assert (told.status_code, told["Allow"]) == (204, "GET, HEAD, OPTIONS, POST")
    assert int(told["GS1-EPCIS-Capture-File-Size-Limit"]) >= 200_000_000
    assert told["GS1-Capture-Error-Behaviour"] == "rollback"
    assert reader.get(f"{ROOT}/events?EQ_bizStep={'x' * 9000}").status_code == 414


def test_a_large_document_is_taken_in_from_a_file(writer, reader, settings, monkeypatch):
    monkeypatch.setattr("bayline.systems.produce.pages.rest_captures._IN_MEMORY", 200)
    assert sent(writer, "capture", document(event(1), event(2))).status_code == 202
    assert names(reader.get(f"{ROOT}/events")) == ["1", "2"]
    settings.CAPTURE_LIMIT = 300
    refused = sent(writer, "capture", document(event(3)))
    assert refused.status_code == 413
    assert refused.json()["type"] == "epcisException:CaptureLimitExceededException"
    monkeypatch.setattr("bayline.systems.produce.pages.rest_captures._PIECE", 10)
    assert writer.post(f"{ROOT}/capture", "{" * 300, content_type="text/xml").status_code == 400


def members(answer):
    """Give the members of a collection, and the address of the next page."""
    return answer.json()["member"], answer.get("Link", "").removeprefix("<").partition(">")[0]


def test_collections_list_what_there_is_to_ask_for(reader, writer):
    place = {"readPoint": {"id": "urn:epc:id:sgln:6912345.00001.B7"}}
    own = event(2, bizStep="https://example.org/jinshan/thinning", **place)
    sent(writer, "capture", document(event(1), own, event(3, epcList=[BOX.format(1)])))
    assert members(reader.get(f"{ROOT}/eventTypes"))[0][0] == "AggregationEvent"
    steps, _ = members(reader.get(f"{ROOT}/bizSteps?perPage=100"))
    assert (steps[0], steps[-1]) == ("accepting", "https://example.org/jinshan/thinning")
    assert members(reader.get(f"{ROOT}/readPoints"))[0] == [place["readPoint"]["id"]]
    assert members(reader.get(f"{ROOT}/bizLocations"))[0] == []
    first, link = members(reader.get(f"{ROOT}/epcs?perPage=1"))
    second, link = members(reader.get(link))
    assert (first, second) == ([BOX.format(1)], [BOX.format(2)])
    assert members(reader.get(link))[0] == []
    assert members(reader.get(f"{ROOT}/bizSteps/shipping"))[0] == ["events"]
    assert members(reader.get(f"{ROOT}/epcs/{BOX.format(2)}"))[0] == ["events"]
    for missing in (f"epcs/{BOX.format(9)}", "bizSteps/ripening", "readPoints/urn:x:1"):
        answer = reader.get(f"{ROOT}/{missing}")
        assert answer.json()["type"] == "epcisException:NoSuchResourceException"


def test_events_within_a_place_are_those_in_its_parts(reader, writer):
    site, block, shed = ("urn:epc:id:sgln:6912345.00001.0", "urn:epc:id:sgln:6912345.00001.B7",
                         "https://example.org/shed")  # fmt: skip
    placed = [event(at, readPoint={"id": one}) for at, one in enumerate((site, block, shed), 1)]
    told = document(*placed)
    lies = {"id": block, "children": [shed]}
    kind = "urn:epcglobal:epcis:vtype:ReadPoint"
    vocabulary = {"type": kind, "vocabularyElementList": [lies]}
    told["epcisHeader"] = {"epcisMasterData": {"vocabularyList": [vocabulary]}}
    assert reader.get(sent(writer, "capture", told)["Location"]).json()["success"]
    asked = {
        f"EQ_readPoint={site}": ["1"],
        "EQ_readPoint=https://id.gs1.org/414/6912345000017": ["1"],
        f"WD_readPoint={site}": ["1", "2"],
        f"WD_readPoint={block}": ["2", "3"],
        f"WD_readPoint={shed}": ["3"],
        f"WD_bizLocation={site}": [],
    }
    assert {one: names(reader.get(f"{ROOT}/events?{one}")) for one in asked} == asked


def test_events_are_told_in_xml_and_with_links_where_that_is_wished(reader, writer):
    sent(writer, "capture", document(event(1)))
    marked = reader.get(f"{ROOT}/events", headers={"Accept": "application/xml"})
    assert marked["Content-Type"] == "application/xml"
    read = read_document(marked.content)
    assert (read.kind, read.faults) == ("EPCISQueryDocument", [])
    assert read.events[0]["jinshan:brix"] == "1"
    assert b"BizStep-shipping" in marked.content
    older = {"Accept": "text/xml", "GS1-CBV-XML-Format": "Always_URN"}
    assert (
        b"urn:epcglobal:cbv:bizstep:shipping"
        in reader.get(f"{ROOT}/events/urn:uuid:1", headers=older).content
    )
    linked = reader.get(f"{ROOT}/events", headers={"GS1-EPC-Format": "Always_GS1_Digital_Link"})
    results = linked.json()["epcisBody"]["queryResults"]["resultsBody"]
    assert results["eventList"][0]["epcList"] == ["https://id.gs1.org/00/069123450000000017"]
    assert linked["GS1-EPC-Format"] == "Always_GS1_Digital_Link"


def test_patterns_stand_for_all_objects_of_a_class_or_a_firm(reader, writer):
    peach, melon = (
        "urn:epc:id:sgtin:6912345.012345.{}",
        "https://id.gs1.org/01/06912345123457/21/{}",
    )
    things = (peach.format(10), melon.format(2), "urn:epc:id:sgtin:6912345.054321.3", BOX.format(4))
    sent(writer, "capture", document(*(event(at, epcList=[one]) for at, one in enumerate(things))))
    asked = {
        "urn:epc:idpat:sgtin:6912345.012345.*": ["0", "1"],
        "urn:epc:idpat:sgtin:6912345.*.*": ["0", "2"],
        "urn:epc:idpat:sscc:6912345.*": ["3"],
        "urn:epc:idpat:sgtin:6912345.012345.10": ["0"],
        "urn:epc:idpat:sgtin:6912345.012345.1": [],
    }
    found = {one: names(reader.get(f"{ROOT}/events?MATCH_epc={one}")) for one in asked}
    assert found == asked
