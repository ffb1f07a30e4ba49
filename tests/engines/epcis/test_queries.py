"""Queries of the standard in JSON and in XML, right and wrong."""

import json

import pytest

from bayline.engines.epcis.queries import check_query, is_query, read_query

POLL = """<q:EPCISQueryDocument xmlns:q="urn:epcglobal:epcis-query:xsd:2" schemaVersion="2.0"
 creationDate="2025-01-01T00:00:00Z"><EPCISBody><q:Poll>{name}<params>
 <param><name>{parameter}</name>{value}</param></params></q:Poll></EPCISBody>
</q:EPCISQueryDocument>"""
NAME = "<queryName>SimpleEventQuery</queryName>"


def wrong(data):
    """Give the parameters that something stands against."""
    assert is_query(data)
    return {one.field for one in check_query(read_query(data))}


@pytest.mark.parametrize(
    ("asked", "fields"),
    [
        (
            {
                "eventType": ["ObjectEvent"],
                "EQ_bizStep": ["shipping", "https://peach.cn/voc/ripening"],
                "GE_eventTime": "2025-07-01T00:00:00+08:00",
                "MATCH_anyEPC": ["urn:epc:id:sscc:6912345.0000000017"],
                "EQ_source_owning_party": ["urn:epc:id:pgln:6912345.00001"],
                "GE_ILMD_jinshan:brix": 12,
                "GT_value_CEL": 4.5,
                "eventCountLimit": 10,
                "orderBy": "eventTime",
                "orderDirection": "DESC",
            },
            set(),
        ),
        ({"EQ_action": ["SEE"]}, {"EQ_action"}),
        ({"EQ_action": "ADD"}, {"EQ_action"}),
        ({"eventType": ["Harvest"]}, {"eventType"}),
        ({"EQ_bizStep": ["ripening"]}, {"EQ_bizStep"}),
        ({"EQ_ripeness": ["red"]}, {"EQ_ripeness"}),
        ({"GE_eventTime": "July", "eventCountLimit": "ten"}, {"GE_eventTime", "eventCountLimit"}),
        ({"EQ_quantity": ["two"]}, {"EQ_quantity"}),
        ({"MATCH_epc": ["a peach"]}, {"MATCH_epc"}),
        ({"eventCountLimit": 3, "maxEventCount": 3}, {"maxEventCount"}),
        ({"orderDirection": "UP", "orderBy": "ripeness"}, {"orderDirection", "orderBy"}),
    ],
)
def test_each_parameter_of_json_is_known_and_holds_what_it_may(asked, fields):
    assert wrong(json.dumps({"name": "peaches", "query": asked}).encode()) == fields


@pytest.mark.parametrize(
    ("name", "parameter", "value", "fields"),
    [
        (NAME, "EQ_action", "<value><string>ADD</string></value>", set()),
        (NAME, "eventCountLimit", "<value>3</value>", set()),
        (NAME, "EQ_action", "<value><string>SEE</string></value>", {"EQ_action"}),
        (NAME, "eventType", "<value>Harvest</value>", {"eventType"}),
        (NAME, "EQ_action", "", {"EQ_action"}),
        (NAME, "EQ_action", "<value/>", {"EQ_action"}),
        (NAME, "eventCountLimit", "<value>three</value>", {"eventCountLimit"}),
        ("", "EQ_action", "<value>ADD</value>", {"queryName"}),
    ],
)
def test_each_parameter_of_xml_is_known_and_holds_what_it_may(name, parameter, value, fields):
    assert wrong(POLL.format(name=name, parameter=parameter, value=value).encode()) == fields


def test_a_query_without_a_name_or_parameters_is_refused_and_a_document_is_no_query(peach):
    assert wrong(b'{"query": []}') == {"name", "query"}
    assert not is_query(peach.document(peach.picked))
    assert not is_query(peach.markup(peach.picked_markup))
    assert not is_query(b"{")
