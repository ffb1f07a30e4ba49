"""Every parameter of the standard finds the events that it asks for, and no others."""

import pytest

from bayline.engines.epcis.queries import Query, check_query
from bayline.systems.produce.rules.matching import matches

PICKED = {
    "type": "ObjectEvent",
    "eventID": "urn:uuid:1",
    "eventTime": "2025-07-18T06:00:00+08:00",
    "eventTimeZoneOffset": "+08:00",
    "action": "ADD",
    "bizStep": "commissioning",
    "disposition": "active",
    "epcList": ["urn:epc:id:sgtin:6912345.012345.1"],
    "quantityList": [
        {"epcClass": "urn:epc:class:lgtin:6912345.012345.A", "quantity": 40, "uom": "KGM"}
    ],
    "readPoint": {"id": "urn:epc:id:sgln:6912345.00001.B7", "jin:row": 5},
    "bizLocation": {"id": "urn:epc:id:sgln:6912345.00001.0"},
    "bizTransactionList": [{"type": "po", "bizTransaction": "urn:x:po:7"}],
    "sourceList": [{"type": "owning_party", "source": "urn:epc:id:pgln:6912345.00001"}],
    "destinationList": [{"type": "location", "destination": "urn:x:shop"}],
    "persistentDisposition": {"set": ["conformant"], "unset": ["damaged"]},
    "errorDeclaration": {
        "declarationTime": "2025-07-19T06:00:00+08:00",
        "reason": "incorrect_data",
        "correctiveEventIDs": ["urn:uuid:9"],
        "jin:who": "T3",
    },
    "ilmd": {"jin:variety": "玉露", "jin:field": {"jin:soil": "loam"}},
    "sensorElementList": [
        {
            "sensorMetadata": {
                "time": "2025-07-18T05:00:00+08:00",
                "deviceID": "urn:x:device:1",
                "bizRules": "urn:x:rules",
            },
            "sensorReport": [
                {"type": "Temperature", "value": 4.5, "uom": "CEL", "minValue": 2},
                {"type": "Count", "booleanValue": True, "stringValue": "ok", "percRank": 95},
                {"type": "gs1:x", "hexBinaryValue": "f0", "uriValue": "urn:x:uri",
                 "jin:made": "north", "microorganism": "urn:x:germ"},
            ],
        }
    ],
    "jin:brix": 12.5,
    "jin:picked": {"jin:by": "T3", "#text": "morning"},
    "jin:at": "2025-07-18T04:00:00+08:00",
}  # fmt: skip
RECORDED = 1_752_800_000_000_000  # 2025-07-18T00:53:20Z
MADE = {
    "type": "TransformationEvent",
    "eventID": "urn:uuid:2",
    "eventTime": "2025-07-18T08:00:00+08:00",
    "eventTimeZoneOffset": "+08:00",
    "transformationID": "urn:x:t1",
    "inputEPCList": ["urn:epc:id:sgtin:6912345.012345.1"],
    "outputQuantityList": [{"epcClass": "urn:epc:class:lgtin:6912345.012345.B", "quantity": 3}],
}
PUT = {
    "type": "AggregationEvent",
    "eventID": "urn:uuid:3",
    "eventTime": "2025-07-18T09:00:00+08:00",
    "eventTimeZoneOffset": "+08:00",
    "action": "ADD",
    "parentID": "urn:epc:id:sscc:6912345.0000000017",
    "childEPCs": ["urn:epc:id:sgtin:6912345.012345.1"],
}
EVENTS = {"picked": PICKED, "made": MADE, "put": PUT}
ONE = "https://id.gs1.org/01/06912345123457/21/1"
LOT = "urn:epc:class:lgtin:6912345.012345.{}"

ASKED = [
    ({}, "picked made put"),
    ({"eventType": ["TransformationEvent", "AggregationEvent"]}, "made put"),
    ({"EQ_action": ["ADD"]}, "picked put"),
    ({"EQ_bizStep": ["urn:epcglobal:cbv:bizstep:commissioning"]}, "picked"),
    ({"EQ_disposition": ["active", "damaged"]}, "picked"),
    ({"EQ_persistentDisposition_set": ["conformant"]}, "picked"),
    ({"EQ_persistentDisposition_set": ["damaged"]}, ""),
    ({"EQ_persistentDisposition_unset": ["damaged"]}, "picked"),
    ({"EQ_eventID": ["urn:uuid:2"]}, "made"),
    ({"EQ_transformationID": ["urn:x:t1"]}, "made"),
    ({"GE_eventTime": "2025-07-18T00:00:00Z"}, "made put"),
    ({"LT_eventTime": "2025-07-18T00:00:00Z"}, "picked"),
    ({"GE_recordTime": "2025-07-18T00:53:20Z"}, "picked made put"),
    ({"LT_recordTime": "2025-07-18T00:53:20Z"}, ""),
    ({"EQ_readPoint": ["https://id.gs1.org/414/6912345000017/254/B7"]}, "picked"),
    ({"WD_readPoint": ["urn:epc:id:sgln:6912345.00001.0"]}, "picked"),
    ({"EQ_bizLocation": ["urn:epc:id:sgln:6912345.00001.0"]}, "picked"),
    ({"WD_bizLocation": ["urn:epc:id:sgln:6912345.00001.B7"]}, ""),
    ({"EQ_bizTransaction_po": ["urn:x:po:7"]}, "picked"),
    ({"EQ_bizTransaction_urn:epcglobal:cbv:btt:po": ["urn:x:po:7"]}, "picked"),
    ({"EQ_bizTransaction_inv": ["urn:x:po:7"]}, ""),
    ({"EQ_source_owning_party": ["https://id.gs1.org/417/6912345000017"]}, "picked"),
    ({"EQ_destination_location": ["urn:x:shop", "urn:x:other"]}, "picked"),
    ({"MATCH_epc": [ONE]}, "picked put"),
    ({"MATCH_anyEPC": [ONE]}, "picked made put"),
    ({"MATCH_inputEPC": [ONE]}, "made"),
    ({"MATCH_outputEPC": [ONE]}, ""),
    ({"MATCH_parentID": ["https://id.gs1.org/00/069123450000000178"]}, "put"),
    ({"MATCH_epcClass": [LOT.format("A")]}, "picked"),
    ({"MATCH_anyEPCClass": [LOT.format("A"), LOT.format("B")]}, "picked made"),
    ({"MATCH_inputEPCClass": [LOT.format("B")]}, ""),
    ({"MATCH_outputEPCClass": [LOT.format("B")]}, "made"),
    ({"EQ_quantity": [3, 5]}, "made"),
    ({"GT_quantity": 3}, "picked"),
    ({"GE_quantity": 3}, "picked made"),
    ({"LT_quantity": 40}, "made"),
    ({"LE_quantity": 40}, "picked made"),
    ({"GE_quantity_KGM": 3}, "picked"),
    ({"EXISTS_errorDeclaration": 1}, "picked"),
    ({"GE_errorDeclarationTime": "2025-07-18T22:00:00Z"}, "picked"),
    ({"LT_errorDeclarationTime": "2025-07-18T22:00:00Z"}, ""),
    ({"GE_errorDeclaration_Time": "2025-07-18T22:00:00Z"}, "picked"),
    ({"EQ_errorReason": ["incorrect_data"]}, "picked"),
    ({"EQ_correctiveEventID": ["urn:uuid:9"]}, "picked"),
    ({"EQ_ERROR_DECLARATION_jin:who": ["T3"]}, "picked"),
    ({"EXISTS_sensorElementList": 1}, "picked"),
    ({"EQ_type": ["Temperature"]}, "picked"),
    ({"EQ_type": ["Speed"]}, ""),
    ({"GE_value_CEL": 4.5}, "picked"),
    ({"GT_value_CEL": 4.5}, ""),
    ({"LE_minValue_CEL": 2}, "picked"),
    ({"EQ_value_CEL": [4.5]}, "picked"),
    ({"GT_percRank": 90}, "picked"),
    ({"EQ_booleanValue": True}, "picked"),
    ({"EQ_booleanValue": False}, ""),
    ({"EQ_stringValue": ["ok"]}, "picked"),
    ({"EQ_hexBinaryValue": ["f0"]}, "picked"),
    ({"EQ_uriValue": ["urn:x:uri"]}, "picked"),
    ({"EQ_microorganism": ["urn:x:germ"]}, "picked"),
    ({"EQ_deviceID": ["urn:x:device:1"]}, "picked"),
    ({"EQ_bizRules": ["urn:x:rules"]}, "picked"),
    ({"GE_time": "2025-07-17T21:00:00Z"}, "picked"),
    ({"LT_time": "2025-07-17T21:00:00Z"}, ""),
    ({"EQ_SENSORREPORT_jin:made": ["north"]}, "picked"),
    ({"EXISTS_SENSORMETADATA_jin:x": 1}, ""),
    ({"EQ_jin:brix": [12.5]}, "picked"),
    ({"GT_jin:brix": 12}, "picked"),
    ({"LT_jin:brix": 12}, ""),
    ({"GE_jin:at": "2025-07-17T20:00:00Z"}, "picked"),
    ({"EXISTS_jin:brix": 1}, "picked"),
    ({"EXISTS_jin:sugar": 1}, ""),
    ({"EQ_ILMD_jin:variety": ["玉露"]}, "picked"),
    ({"EXISTS_ILMD_jin:variety": 1}, "picked"),
    ({"EQ_ILMD_jin:soil": ["loam"]}, ""),
    ({"EQ_INNER_ILMD_jin:soil": ["loam"]}, "picked"),
    ({"EXISTS_INNER_ILMD_jin:soil": 1}, "picked"),
    ({"EQ_INNER_jin:by": ["T3"]}, "picked"),
    ({"EQ_readPoint_jin:row": [5]}, "picked"),
    ({"HASATTR_jin:picked": ["jin:by"]}, "picked"),
    ({"HASATTR_jin:picked": ["jin:when"]}, ""),
    ({"EQATTR_jin:picked_jin:by": ["T3"]}, "picked"),
    ({"EQATTR_jin:picked_jin:by": ["T4"]}, ""),
    ({"EQ_action": ["ADD"], "MATCH_epc": [ONE], "GT_jin:brix": 12}, "picked"),
]


@pytest.mark.parametrize(("asked", "wanted"), ASKED)
def test_a_parameter_finds_what_it_asks_for(asked, wanted):
    assert check_query(Query("SimpleEventQuery", asked, [])) == []
    found = [name for name, event in EVENTS.items() if matches(event, RECORDED, asked)]
    assert found == wanted.split()
