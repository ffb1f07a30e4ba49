"""`bayline produce recalls` as its users see it."""

import json

import pytest
from docx import Document

pytestmark = pytest.mark.django_db
LOT = "https://id.gs1.org/01/09521234000020/10/B7"
BOX = "https://id.gs1.org/00/195212340000000010"
SHOP = "9521234200017"


def event(hour, kind="ObjectEvent", **told):
    return {"type": kind, "eventTime": f"2025-07-19T{hour:02d}:00:00+08:00",
            "eventTimeZoneOffset": "+08:00", **told}  # fmt: skip


@pytest.fixture
def sold(bayline, written):
    """A lot of 50 kg that went to a shop."""
    lot = [{"epcClass": LOT, "quantity": 50, "uom": "KGM"}]
    buyer = {"type": "owning_party", "destination": f"https://id.gs1.org/417/{SHOP}"}
    events = [
        event(6, action="ADD", bizStep="commissioning", quantityList=lot),
        event(8, "AggregationEvent", action="ADD", parentID=BOX, childQuantityList=lot),
        event(9, action="OBSERVE", bizStep="shipping", epcList=[BOX], destinationList=[buyer]),
    ]
    document = {
        "@context": "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2025-07-19T12:00:00Z",
        "epcisBody": {"eventList": events},
    }
    assert bayline("produce", "capture", written("a.jsonld", json.dumps(document)))[0] == 0


@pytest.mark.usefixtures("sold")
def test_a_drill_is_opened_acted_on_and_closed(bayline, refusal, folder):
    asked = ("--reason", "drill of July", "--drill", "--by", "Lin", "--format", "json")
    status, said, _ = bayline("produce", "recalls", "open", LOT, *asked)
    found = json.loads(said)
    number = found["number"]
    assert (status, found["is_drill"], found["balance"]["open"]) == (0, True, "50")
    act = ("produce", "recalls", "act", number)
    assert "1 buyers were not told" in refusal(*act, "closed", "--note", "x", "--by", "Lin")
    assert bayline(*act, "notified", "--buyer", SHOP, "--by", "Lin")[0] == 0
    weighed = ("recovered", "--buyer", SHOP, "--by", "Lin")
    assert "51 kg are more than the 50 kg" in refusal(*act, *weighed, "--kilograms", "51")
    status, said, told = bayline(*act, *weighed, "--kilograms", "49.5")
    assert said.split("\t")[:7] == [SHOP, "-", "50", "0", "49.5", "0", "0.5"]
    assert (
        told
        == f"bayline: {number}: 2 things, 1 buyers, 50 kg shipped, 49.5 back, 0 lost, 0.5 open\n"
    )
    assert bayline(*act, "closed", "--note", "half a kilogram eaten", "--by", "Lin")[0] == 0
    _, said, _ = bayline("produce", "recalls", "list")
    assert said.split("\t")[:4] == [number, "closed", "drill", "B7"]
    letters = folder / "letters"
    assert bayline("produce", "recalls", "letters", number, "-o", str(letters))[0] == 0
    assert sorted(one.name for one in letters.iterdir()) == [
        f"{number}-{SHOP}.docx", f"{number}-{SHOP}.pdf"
    ]  # fmt: skip
    first = Document(letters / f"{number}-{SHOP}.docx").paragraphs[0].text
    assert first == f"召回通知书 {number}"  # whatever the terminal speaks


@pytest.mark.usefixtures("sold")
def test_what_is_not_there_is_refused_in_a_sentence(refusal):
    opened = ("produce", "recalls", "open")
    why = ("--reason", "x", "--by", "Lin")
    assert "no lot is named" in refusal(*opened, *why)
    assert "there is no test “t9”" in refusal(*opened, "--sample", "t9", *why)
    assert "no event is about" in refusal(*opened, f"{LOT}X", *why)
    assert "there is no recall “R9”" in refusal("produce", "recalls", "show", "R9")
    assert "there is no recall “R9”" in refusal("produce", "recalls", "letters", "R9", "-o", "x")
