"""A harvest of peaches, packed and shipped, in JSON and in XML."""

import copy
from datetime import UTC, datetime
from types import SimpleNamespace

import orjson
import pytest

from bayline.engines.epcis.checking import check_document
from bayline.engines.epcis.documents import read_document

CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
PICKED = {
    "type": "TransformationEvent",
    "eventTime": "2025-07-18T06:30:00.5+08:00",
    "eventTimeZoneOffset": "+08:00",
    "inputQuantityList": [
        {"epcClass": "urn:epc:class:lgtin:6912345.012345.B7", "quantity": 410.50, "uom": "KGM"}
    ],
    "outputQuantityList": [
        {"epcClass": "https://id.gs1.org/01/06912345012355/10/L1", "quantity": 400, "uom": "KGM"}
    ],
    "bizStep": "commissioning",
    "disposition": "active",
    "readPoint": {"id": "urn:epc:id:sgln:6912345.00001.0"},
    "ilmd": {"cbvmda:lotNumber": "L1", "jinshan:variety": "玉露"},
    "jinshan:picker": "T3",
}
SHIPPED = {
    "type": "ObjectEvent",
    "eventTime": "2025-07-18T15:00:00+08:00",
    "eventTimeZoneOffset": "+08:00",
    "epcList": ["urn:epc:id:sscc:6912345.0000000017", "urn:epc:id:sgtin:6912345.012345.22"],
    "action": "OBSERVE",
    "bizStep": "shipping",
    "disposition": "in_transit",
    "bizTransactionList": [{"type": "desadv", "bizTransaction": "https://example.org/da/77"}],
    "sourceList": [{"type": "owning_party", "source": "urn:epc:id:pgln:6912345.00001"}],
    "destinationList": [{"type": "owning_party", "destination": "urn:epc:id:pgln:6954321.00001"}],
    "sensorElementList": [
        {"sensorReport": [{"type": "Temperature", "value": 4.0, "uom": "CEL"}]},
    ],
}
NOW = datetime(2026, 1, 1, tzinfo=UTC)
MARKUP = """<?xml version="1.0"?>
<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0"
 creationDate="2025-07-19T00:00:00Z" xmlns:gs1="https://gs1.org/voc/"
 xmlns:cbvmda="urn:epcglobal:cbv:mda" xmlns:jinshan="https://example.org/jinshan/">
 <EPCISBody><EventList>{events}</EventList></EPCISBody>
</epcis:EPCISDocument>"""
PICKED_MARKUP = """<TransformationEvent>
 <eventTime>2025-07-17T22:30:00.500Z</eventTime>
 <eventTimeZoneOffset>+08:00</eventTimeZoneOffset>
 <inputQuantityList><quantityElement>
  <epcClass>urn:epc:class:lgtin:6912345.012345.B7</epcClass>
  <quantity>410.5</quantity><uom>KGM</uom>
 </quantityElement></inputQuantityList>
 <outputQuantityList><quantityElement>
  <epcClass>urn:epc:class:lgtin:6912345.001235.L1</epcClass>
  <quantity>400.0</quantity><uom>KGM</uom>
 </quantityElement></outputQuantityList>
 <bizStep>urn:epcglobal:cbv:bizstep:commissioning</bizStep>
 <disposition>https://ref.gs1.org/cbv/Disp-active</disposition>
 <readPoint><id>https://id.gs1.org/414/6912345000017</id></readPoint>
 <ilmd><jinshan:variety>玉露</jinshan:variety><cbvmda:lotNumber>L1</cbvmda:lotNumber></ilmd>
 <jinshan:picker>T3</jinshan:picker>
</TransformationEvent>"""
SHIPPED_MARKUP = """<ObjectEvent>
 <eventTime>2025-07-18T07:00:00Z</eventTime>
 <eventTimeZoneOffset>+08:00</eventTimeZoneOffset>
 <epcList><epc>urn:epc:id:sgtin:6912345.012345.22</epc>
  <epc>https://example.org/sscc/069123450000000178?linkType=all</epc></epcList>
 <action>OBSERVE</action>
 <bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep>
 <disposition>urn:epcglobal:cbv:disp:in_transit</disposition>
 <bizTransactionList><bizTransaction type="urn:epcglobal:cbv:btt:desadv"
  >https://example.org/da/77</bizTransaction></bizTransactionList>
 <sourceList><source type="urn:epcglobal:cbv:sdt:owning_party"
  >urn:epc:id:pgln:6912345.00001</source></sourceList>
 <destinationList><destination type="urn:epcglobal:cbv:sdt:owning_party"
  >urn:epc:id:pgln:6954321.00001</destination></destinationList>
 <sensorElementList><sensorElement>
  <sensorReport type="gs1:Temperature" value="4" uom="CEL"/>
 </sensorElement></sensorElementList>
</ObjectEvent>"""


def document(*events, **head):
    """Write a capture document around events."""
    names = {"jinshan": "https://example.org/jinshan/"}
    whole = {
        "@context": [CONTEXT, names],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2025-07-19T00:00:00Z",
        "epcisBody": {"eventList": copy.deepcopy(events)},
        **head,
    }
    return orjson.dumps({name: value for name, value in whole.items() if value is not None})


def markup(*events):
    """Write a capture document of XML around events."""
    return MARKUP.format(events="".join(events)).encode()


@pytest.fixture
def peach():
    """Give the two events in both forms, and what writes documents around them."""
    return SimpleNamespace(
        picked=PICKED,
        shipped=SHIPPED,
        picked_markup=PICKED_MARKUP,
        shipped_markup=SHIPPED_MARKUP,
        document=document,
        markup=markup,
    )


@pytest.fixture
def faults():
    """Give what stands against a document, as event, field and rule."""
    return lambda data: [one[:3] for one in check_document(read_document(data), NOW)]
