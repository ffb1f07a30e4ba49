"""Every rule refuses what it is for, and names event, field and itself."""

import copy
import json

import pytest

from bayline.engines.epcis.checking import check_by_schema
from bayline.engines.epcis.documents import read_document
from bayline.engines.epcis.faults import RULES, UnreadableError

CLASS = "https://id.gs1.org/01/06912345123457"
LEFT_OUT = object()

# What is changed in the second event of a document, and what is then said of it.
BROKEN = [
    (
        {"action": LEFT_OUT, "eventTime": LEFT_OUT},
        {("action", "required"), ("eventTime", "required")},
    ),
    ({"eventTimeZoneOffset": LEFT_OUT}, {("eventTimeZoneOffset", "required")}),
    ({"action": "Observe"}, {("action", "value")}),
    ({"type": LEFT_OUT}, {("type", "required")}),
    ({"type": "ObjectEvnt"}, {("type", "value")}),
    ({"bizStep": "transforming"}, {("bizStep", "vocabulary")}),
    (
        {"bizStep": "https://ref.gs1.org/cbv/BizStep-ripening", "disposition": "in_transport"},
        {("bizStep", "vocabulary"), ("disposition", "vocabulary")},
    ),
    ({"disposition": "urn:epcglobal:cbv:disp:in_transport"}, {("disposition", "vocabulary")}),
    ({"persistentDisposition": {"set": ["fresh"]}}, {("persistentDisposition.set", "vocabulary")}),
    (
        {"sourceList": [{"type": "seller", "source": "urn:x:1"}]},
        {("sourceList.0.type", "vocabulary")},
    ),
    ({"eventTime": "18-07-2025"}, {("eventTime", "format")}),
    ({"eventTime": "2025-07-18T15:00:00"}, {("eventTime", "offset")}),
    ({"eventTime": "2026-01-01T00:00:01Z"}, {("eventTime", "future")}),
    ({"eventTimeZoneOffset": "+8"}, {("eventTimeZoneOffset", "format")}),
    ({"certificationInfo": "certificate 12"}, {("certificationInfo", "format")}),
    (
        {"quantityList": [{"epcClass": CLASS, "quantity": "20"}]},
        {("quantityList.0.quantity", "type")},
    ),
    (
        {"quantityList": [{"epcClass": CLASS, "unit": "KGM"}]},
        {("quantityList.0.unit", "unknown_field")},
    ),
    ({"epcList": LEFT_OUT}, {("epcList", "identifiers")}),
    ({"epcList": ["a peach"]}, {("epcList.0", "format")}),
    ({"epcList": [CLASS[:-1] + "8/21/1"]}, {("epcList.0", "check_digit")}),
    ({"epcList": ["urn:epc:id:sgtin:6912345.1.1"]}, {("epcList.0", "epc")}),
    ({"epcList": [f"{CLASS}/21/1?01=06912345123464"]}, {("epcList.0", "digital_link")}),
    (
        {"epcList": [f"{CLASS}/21/1"], "jinshan:gtin": "06912345123464"},
        {("jinshan:gtin", "digital_link")},
    ),
    ({"readPoint": "urn:epc:id:sgln:6912345.00001.0"}, {("readPoint", "type")}),
    ({"picker": "T3"}, {("picker", "unknown_field")}),
    ({"ilmd": {"jinshan:variety": "玉露"}}, {("ilmd", "ilmd")}),
    ({"action": "ADD", "ilmd": {"variety": "玉露"}}, {("ilmd.variety", "ilmd")}),
    (
        {"sensorElementList": [{"sensorReport": [{"value": 4}]}]},
        {("sensorElementList.0.sensorReport.0.type", "required")},
    ),
]
HEADS = [
    ({"@context": None}, {("@context", "context")}),
    (
        {"schemaVersion": None, "creationDate": None},
        {("schemaVersion", "required"), ("creationDate", "required")},
    ),
    ({"creationDate": "today"}, {("creationDate", "format")}),
    ({"epcisBody": {}}, {("epcisBody.eventList", "required")}),
]


def changed(event, changes):
    """Copy an event with some fields changed or left out."""
    whole = copy.deepcopy(event) | changes
    return {name: value for name, value in whole.items() if value is not LEFT_OUT}


@pytest.mark.parametrize(("changes", "expected"), BROKEN)
def test_a_broken_event_is_refused_by_event_field_and_rule(peach, faults, changes, expected):
    data = peach.document(peach.picked, changed(peach.shipped, changes))
    found = faults(data)
    assert {one[1:] for one in found} == expected
    assert {one[0] for one in found} == {1}
    assert {one[2] for one in found} <= RULES.keys()


@pytest.mark.parametrize(("head", "expected"), HEADS)
def test_a_broken_document_is_refused_as_a_document(peach, faults, head, expected):
    found = faults(peach.document(peach.picked, **head))
    assert {one[1:] for one in found} == expected
    assert {one[0] for one in found} == {None}


def test_one_id_stands_for_one_content(peach, faults):
    first, second = (
        changed(one, {"eventID": "urn:uuid:1"}) for one in (peach.picked, peach.shipped)
    )
    assert faults(peach.document(first, first)) == []
    assert faults(peach.document(first, second)) == [(1, "eventID", "same_id")]


def test_the_simple_context_is_taken_loosely_and_bare_events_as_documents(peach, faults):
    loose = changed(peach.shipped, {"sourceList": peach.shipped["sourceList"][0], "id": "urn:x:1"})
    context = ["https://gs1.github.io/EPCIS/epcis-context-simple.jsonld"]
    simple = peach.document(loose, **{"@context": context, "id": "_:d1", "schemaVersion": 2.0})
    assert faults(simple) == []
    bare = {"@context": context, **peach.shipped}
    assert faults(json.dumps(bare).encode()) == []
    assert faults(json.dumps(bare | {"action": "SEE"}).encode()) == [(0, "action", "value")]


PLACE = "<{0}><id>urn:epc:id:sgln:6912345.00001.0</id></{0}>"
MARKED = [
    (("<action>OBSERVE</action>", ""), {("action", "required")}),
    (("OBSERVE", "OBSERVED"), {("action", "value")}),
    (("2025-07-18T07:00:00Z", "18-07-2025"), {("eventTime", "format")}),
    (("<eventTime>2025-07-18T07:00:00Z</eventTime>", ""), {("eventTime", "required")}),
    (("</epcList>", "</epcList><weight>4</weight>"), {("weight", "unknown_field")}),
    (
        (
            "<bizTransactionList>",
            f"{PLACE.format('bizLocation')}{PLACE.format('readPoint')}<bizTransactionList>",
        ),
        {("readPoint", "order")},
    ),
    (("bizstep:shipping", "bizstep:ripening"), {("bizStep", "vocabulary")}),
    (('value="4"', 'value="four"'), {("sensorElementList.0.sensorReport.0.value", "type")}),
]


@pytest.mark.parametrize(("swap", "expected"), MARKED)
def test_broken_markup_is_refused_by_event_field_and_rule(peach, faults, swap, expected):
    assert swap[0] in peach.shipped_markup
    found = faults(peach.markup(peach.picked_markup, peach.shipped_markup.replace(*swap)))
    assert {one[1:] for one in found} == expected
    assert {one[0] for one in found} == {1}


def test_markup_that_is_no_document_of_the_standard_is_refused(peach, faults):
    bare = peach.shipped_markup.replace("<action>OBSERVE</action>", "").encode()
    assert (0, "action", "required") in faults(bare)
    assert faults(b"<peaches/>") == [(None, "peaches", "document")]
    first = peach.markup(peach.picked_markup).replace(b"epcis:xsd:2", b"epcis:xsd:1")
    assert faults(first) == [(None, "EPCISDocument", "document")]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[1]",
        b"<epcis:EPCISDocument",
        b'<!DOCTYPE a [<!ENTITY b "boo">]><a>&b;</a>',
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>',
    ],
)
def test_bytes_that_are_no_document_cannot_be_read(data):
    with pytest.raises(UnreadableError):
        read_document(data)


def test_a_schema_of_the_user_is_asked_with_its_formats(peach):
    schema = {"properties": {"epcisBody": {"properties": {"eventList": {"items": {
        "properties": {"eventTime": {"format": "date"}}}}}}}}  # fmt: skip
    whole = json.loads(peach.document(peach.picked))
    (found,) = check_by_schema(whole, schema)
    assert found[:3] == (0, "eventTime", "schema")
    assert "format" in found.sentence


def test_a_document_without_faults_has_none(peach, faults):
    assert faults(peach.document(peach.picked, peach.shipped)) == []
    assert faults(peach.markup(peach.picked_markup, peach.shipped_markup)) == []
