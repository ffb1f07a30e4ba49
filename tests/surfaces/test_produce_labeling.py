"""Labels are printed from the page of a lot."""

from datetime import UTC, datetime

import pypdfium2
import pytest
import zxingcpp

from bayline.systems.produce.actions.capturing import capture

pytestmark = pytest.mark.django_db
LOT = "https://id.gs1.org/01/09521234000020/10/B7"
PICKED = {
    "type": "ObjectEvent",
    "eventTime": "2025-07-19T06:00:00+08:00",
    "eventTimeZoneOffset": "+08:00",
    "action": "ADD",
    "bizStep": "commissioning",
    "quantityList": [{"epcClass": LOT, "quantity": 50, "uom": "KGM"}],
}


@pytest.fixture
def lot():
    """A lot that was picked."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    assert capture([dict(PICKED)], namespaces={}, now=now, whole=True).kept == 1
    return LOT


def test_a_lot_leads_to_its_labels_and_they_are_printed(client, lot):
    page = client.get("/produce/things/01/09521234000020/10/B7").content.decode()
    assert "/produce/labels?lot=https%3A//id.gs1.org/01/09521234000020/10/B7" in page
    assert 'href="/01/09521234000020/10/B7"' in page
    form = client.get(f"/produce/labels?lot={lot}")
    assert f'value="{lot}"' in form.content.decode()
    asked = {"lot": lot, "sheet": "a4-21", "count": "2", "serial": "09", "skipped": "20"}
    made = client.post("/produce/labels", asked)
    assert made.headers["Content-Type"] == "application/pdf"
    with pypdfium2.PdfDocument(made.content) as document:
        pages = [zxingcpp.read_barcodes(one.render(scale=3).to_pil()) for one in document]
    address = "http://testserver/01/09521234000020/10/B7/21"
    assert [[one.text for one in page] for page in pages] == [[f"{address}/09"], [f"{address}/10"]]
    assert client.get("/01/09521234000020/10/B7/21/10.json").json()["serial"] == "10"
    assert client.get("/01/09521234000020/10/B7/21/11").status_code == 404


def test_what_cannot_be_printed_is_refused_and_stays_in_the_form(client, logged_in, lot):
    for told, says in (
        ({"lot": f"{lot}X"}, "扫码会没有记录"),
        ({"lot": "B7"}, "不是批次"),
        ({"count": "0"}, "一次印不了0张标签"),
        ({"count": "many"}, "一次印不了0张标签"),
        ({"sheet": "a5"}, "没有“a5”这种标签纸"),
        ({"serial": "A"}, "数不出"),
    ):
        asked = {"lot": lot, "sheet": "a4-24", "count": "2", "serial": "", "skipped": "0", **told}
        response = client.post("/produce/labels", asked)
        said = response.content.decode()
        assert (response.status_code, says in said) == (422, True), told
        assert f'value="{asked["lot"]}"' in said
    assert logged_in("viewer", "甲", account="onlooker").get("/produce/labels").status_code == 403
