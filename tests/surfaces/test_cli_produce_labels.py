"""`bayline produce labels`: what is printed is read again by a reader of codes."""

import json
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from bayline.platform.reporting.fonts import chosen

LOT = "https://id.gs1.org/01/09521234000020/10/B7"
HOST = ("--at", "https://jinshan.example")
HARVEST = {
    "@context": "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
    "type": "ObjectEvent",
    "eventTime": "2025-07-18T06:00:00+08:00",
    "eventTimeZoneOffset": "+08:00",
    "action": "ADD",
    "bizStep": "commissioning",
    "quantityList": [{"epcClass": LOT, "quantity": 50, "uom": "KGM"}],
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def picked(bayline, written):
    """A lot that was picked."""
    assert bayline("produce", "capture", written("a.jsonld", json.dumps(HARVEST)))[0] == 0


def codes(file, *, page=0):
    """Read the codes on a page of a PDF, row by row."""
    with pypdfium2.PdfDocument(Path(file).read_bytes()) as document:
        picture = document[page].render(scale=3).to_pil()
    found = zxingcpp.read_barcodes(picture)
    found.sort(key=lambda one: (one.position.top_left.y // 20, one.position.top_left.x))
    return [one.text for one in found]


@pytest.mark.usefixtures("picked")
def test_labels_are_printed_and_lead_to_the_lot(bayline, folder):
    chosen()
    output = str(folder / "labels.pdf")
    status, _, said = bayline("produce", "labels", LOT, *HOST, "--count", "26", "-o", output)
    assert (status, said) == (0, f"bayline: 26 labels are in {output}\n")
    address = "https://jinshan.example/01/09521234000020/10/B7"
    assert codes(output) == [address] * 24
    assert codes(output, page=1) == [address] * 2


@pytest.mark.usefixtures("picked")
def test_boxes_are_numbered_and_no_number_is_printed_twice(bayline, refusal, folder):
    output = str(folder / "labels.pdf")
    sheet = ("--sheet", "a4-65", "--count", "3", "--skip", "1", "-o", output)
    numbered = (*HOST, *sheet, "--serial", "0009", "--tell", "13=2025-07-18")
    assert "nobody is named who prints" in refusal("produce", "labels", LOT, *numbered)
    assert bayline("produce", "labels", LOT, *numbered, "--by", "小林")[0] == 0
    address = "https://jinshan.example/01/09521234000020/10/B7/21"
    assert codes(output) == [f"{address}/{one}?13=250718" for one in ("0009", "0010", "0011")]
    again = ("produce", "labels", LOT, *HOST, "--serial", "0011", "--by", "小王", "-o", output)
    assert "serial number 0011 of this lot was printed before" in refusal(*again)


@pytest.mark.usefixtures("picked")
def test_labels_that_would_mislead_are_refused(refusal, folder):
    output = str(folder / "labels.pdf")

    def refused(lot, *more):
        return refusal("produce", "labels", lot, "-o", output, *(more or HOST))

    assert "no event is about (01)09521234000020 (10)B8" in refused(LOT.replace("B7", "B8"))
    assert "the check digit of 09521234000021 is wrong" in refused(LOT.replace("0020", "0021"))
    assert "is no lot" in refused("https://id.gs1.org/01/09521234000020")
    assert "is no lot" in refused("urn:epc:id:sscc:6912345.0000000017")
    assert "is no address to begin with" in refused(LOT, "--at", "jinshan.example")
    assert "there is no sheet “a5”" in refused(LOT, *HOST, "--sheet", "a5")
    long = f"https://{'jinshan.' * 12}example"
    assert "the code does not fit on a4-65" in refused(LOT, "--at", long, "--sheet", "a4-65")
    assert not (folder / "labels.pdf").exists()
