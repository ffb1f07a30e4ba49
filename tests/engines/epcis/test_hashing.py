"""The hash of an event is the same however it is written, and that of the reference tool."""

import json

import pytest

from bayline.engines.epcis.documents import read_document
from bayline.engines.epcis.hashing import hashes_of, moment

# Computed by epcis-event-hash-generator 1.9.3 from the documents of XML in conftest.
OF_REFERENCE = [
    "ni:///sha-256;67518f84112a328d85d00e91a00e275f1f7d801f5e7968118c527aacae3a00bf?ver=CBV2.0",
    "ni:///sha-256;54eb8410849c3e96e19d34bc1c641ac3f36902adc3a0c48d38fa9417965fdee3?ver=CBV2.0",
]


def test_json_xml_and_query_documents_give_the_hashes_of_the_reference(peach):
    plain = peach.document(peach.picked, peach.shipped)
    whole = json.loads(plain)
    results = {"queryName": "q", "resultsBody": whole.pop("epcisBody")}
    answer = whole | {"type": "EPCISQueryDocument", "epcisBody": {"queryResults": results}}
    for data in (
        plain,
        peach.markup(peach.picked_markup, peach.shipped_markup),
        json.dumps(answer).encode(),
    ):
        assert hashes_of(read_document(data)) == OF_REFERENCE


def test_order_ids_and_recording_change_nothing_but_content_does(peach):
    said = {"eventID": "urn:uuid:1", "recordTime": "2025-07-19T00:00:00Z", "rdfs:comment": "x"}
    turned = dict(reversed(list((peach.picked | said).items())))
    swapped = peach.shipped | {"epcList": peach.shipped["epcList"][::-1]}
    same = hashes_of(read_document(peach.document(turned, swapped)))
    assert same == OF_REFERENCE
    other = peach.picked | {"eventTimeZoneOffset": "+09:00"}
    assert hashes_of(read_document(peach.document(other))) != OF_REFERENCE[:1]


@pytest.mark.parametrize("place", ["head", "results"])
def test_fields_a_document_keeps_out_are_kept_out_wherever_it_says_so(peach, place):
    marked = peach.picked | {"jinshan:noise": 3}
    whole = json.loads(peach.document(marked))
    kept_out = {"jinshan:ignoreFields": ["jinshan:noise"]}
    if place == "head":
        whole |= kept_out
    else:
        results = {"queryName": "q", **kept_out, "resultsBody": whole.pop("epcisBody")}
        whole |= {"type": "EPCISQueryDocument", "epcisBody": {"queryResults": results}}
    assert hashes_of(read_document(json.dumps(whole).encode())) == OF_REFERENCE[:1]


@pytest.mark.parametrize(
    ("told", "written"),
    [
        ("2025-07-18T06:30:00+08:00", "2025-07-17T22:30:00.000Z"),
        ("2025-07-17T22:30:00.12345678Z", "2025-07-17T22:30:00.123Z"),
        ("2025-07-17T22:30:59.9996Z", "2025-07-17T22:31:00.000Z"),
        ("2025-07-17T22:30:00.0005-01:00", "2025-07-17T23:30:00.000Z"),
        ("yesterday", "yesterday"),
    ],
)
def test_times_are_those_of_utc_to_the_millisecond(told, written):
    assert moment(told) == written
