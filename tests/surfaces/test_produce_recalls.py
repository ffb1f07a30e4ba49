"""From one failed sample to every buyer: told, weighed, written to, closed."""

import io
from datetime import UTC, datetime

import pytest
from docx import Document

from bayline.platform.registers import actions, queries
from bayline.platform.registers.terms import Edit
from bayline.systems.produce.actions.capturing import capture
from bayline.systems.produce.queries.acts import faults

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 1, 4, tzinfo=UTC)
GTIN = "09521234000020"
LOT = f"https://id.gs1.org/01/{GTIN}/10"
BOX = "https://id.gs1.org/00/195212340000000{}"
BOXES = [BOX.format(one) for one in ("010", "027", "034", "041")]
SHOP, DEALER = "https://id.gs1.org/417/9521234200017", "https://id.gs1.org/417/9521234200024"


def event(hour, kind="ObjectEvent", **told):
    return {"type": kind, "eventTime": f"2025-07-19T{hour:02d}:00:00+08:00",
            "eventTimeZoneOffset": "+08:00", **told}  # fmt: skip


def mass(lot, kilograms):
    return [{"epcClass": f"{LOT}/{lot}", "quantity": kilograms, "uom": "KGM"}]


def packed(hour, box, lot, kilograms):
    return event(hour, "AggregationEvent", action="ADD", parentID=box, bizStep="packing",
                 childQuantityList=mass(lot, kilograms))  # fmt: skip


def sent(hour, boxes, buyer, seller="https://id.gs1.org/417/9521234300014"):
    return event(hour, action="OBSERVE", bizStep="shipping", epcList=boxes,
                 sourceList=[{"type": "owning_party", "source": seller}],
                 destinationList=[{"type": "owning_party", "destination": buyer}])  # fmt: skip


@pytest.fixture
def sold():
    """A harvest of 100 kg, graded to two lots; three boxes go out, one of them twice."""
    events = [
        event(6, action="ADD", bizStep="commissioning", quantityList=mass("H", 100)),
        event(7, "TransformationEvent", bizStep="creating_class_instance",
              inputQuantityList=mass("H", 100),
              outputQuantityList=mass("A", 60) + mass("B", 36)),
        packed(8, BOXES[0], "A", 40),
        packed(9, BOXES[1], "A", 20),
        packed(10, BOXES[2], "B", 30),
        event(11, "AggregationEvent", action="ADD", parentID=BOXES[3], childEPCs=BOXES[:2]),
        sent(12, [BOXES[3]], DEALER),
        sent(13, [BOXES[2]], SHOP),
        event(14, "AggregationEvent", action="DELETE", parentID=BOXES[3], childEPCs=[BOXES[1]]),
        sent(15, [BOXES[1]], SHOP, seller=DEALER),
    ]  # fmt: skip
    done = capture(events, namespaces={}, now=NOW, whole=True)
    assert (done.kept, done.faults) == (10, [])
    shop = {"code": "b1", "name": "东门超市", "party": "9521234200017", "contact": "021-1"}
    actions.save(queries.register("buyers"), shop, edit=Edit(by="甲", at=NOW))


def opened(client, **told):
    asked = {"lot": f"{LOT}/A", "reason": "多菌灵超标", "scope": "harvest", **told}
    response = client.post("/produce/recalls/open", asked)
    assert response.status_code == 302, response.content.decode()
    return response.headers["Location"]


def stands(client, address):
    page = client.get(f"{address}.json").json()
    sides = {one["gln"]: [one[f"{name}_kg"] for name in ("received", "passed", "open")]
             for one in page["sides"]}  # fmt: skip
    return page, sides


@pytest.mark.usefixtures("sold")
def test_every_buyer_of_the_harvest_is_found_with_what_it_still_holds(client):
    page, sides = stands(client, opened(client))
    assert sides == {"9521234200024": ["60", "20", "40"], "9521234200017": ["50", "0", "50"]}
    balance = page["balance"]
    assert [balance[one] for one in ("made", "spoiled", "shipped", "in_store", "open")] == [
        "100", "4", "90", "6", "90"
    ]  # fmt: skip
    assert page["origins"] == [{"day": "2025-07-19", "lot": "H", "place": ""}]
    narrow, sides = stands(client, opened(client, scope="lot"))
    assert sides == {"9521234200024": ["60", "20", "40"], "9521234200017": ["20", "0", "20"]}
    assert narrow["balance"]["shipped"] == "60"


@pytest.mark.usefixtures("sold")
def test_a_recall_goes_its_way_and_closes_only_with_reasons(client):
    address = opened(client)
    shop, dealer = {"buyer": SHOP}, {"buyer": DEALER}

    def done(**told):
        response = client.post(f"{address}/act", told)
        return response.status_code, "" if response.status_code == 302 else text(response)

    assert done(do="closed", note="x") == (422, "还有2个买家没有通知")
    assert done(do="notified", **shop, note="电话")[0] == 302
    assert done(do="notified", **dealer, note="书面")[0] == 302
    assert stands(client, address)[0]["state"]["code"] == "notified"
    assert done(do="recovered", **shop, kilograms="51") == (422, "51千克多于那里还没有交代的50千克")
    assert done(do="recovered", **shop, kilograms="x") == (422, "“x”不是重量")
    assert done(do="recovered", **shop, kilograms="-1") == (422, "“-1”不是重量")
    assert done(do="recovered", buyer="https://a.example", kilograms="1")[0] == 422
    assert done(do="recovered", **shop, kilograms="30.5")[0] == 302
    assert done(do="lost", **shop, kilograms="19.5", note="已卖给顾客")[0] == 302
    assert done(do="recovered", **dealer, kilograms="38")[0] == 302
    assert done(do="closed", note=" ") == (422, "没有写为什么结束")
    assert done(do="closed", note="余2千克腐烂弃置")[0] == 302
    page, _ = stands(client, address)
    assert (page["state"]["code"], page["closing"], page["balance"]["open"]) == (
        "closed",
        "余2千克腐烂弃置",
        "2",
    )
    assert done(do="recovered", **dealer, kilograms="1")[0] == 422
    assert page["took"]
    assert [one["word"] for one in page["acts"]] == [
        "开始", "通知", "通知", "已收回", "收不回", "已收回", "结束"
    ]  # fmt: skip
    assert not [*faults()]


def text(response):
    page = response.content.decode()
    start = page.index('role="alert"><p>') + len('role="alert"><p>')
    return page[start : page.index("</p>", start)].partition("。")[0].partition("，")[0]


@pytest.mark.usefixtures("sold")
def test_letters_name_the_goods_of_one_buyer_only(client):
    address = opened(client, drill="1")
    pdf = client.get(f"{address}/letters/9521234200017.pdf")
    assert (pdf.status_code, pdf.content[:5]) == (200, b"%PDF-")
    word = Document(io.BytesIO(client.get(f"{address}/letters/9521234200017.docx").content))
    said = "\n".join(one.text for one in word.paragraphs)
    assert "东门超市" in said
    assert "演练" in said
    rows = [[cell.text for cell in row.cells] for row in word.tables[0].rows]
    assert rows[1:] == [
        ["2025-07-19", "195212340000000034", "30"],
        ["2025-07-19", "195212340000000027", "20"],
    ]
    english = Document(io.BytesIO(client.get(f"/en{address}/letters/9521234200024.docx").content))
    assert "Drill: this is no recall" in "\n".join(one.text for one in english.paragraphs)
    for nobody in ("9521234299999.pdf", "9521234200017.txt"):
        assert client.get(f"{address}/letters/{nobody}").status_code == 404


@pytest.mark.usefixtures("sold")
def test_a_recall_for_nothing_is_refused_and_keeps_what_was_typed(client):
    for told, says in (
        ({"lot": f"{LOT}/X"}, "没有关于"),
        ({"lot": ""}, "没有写哪一批"),
        ({"lot": "", "sample": "t9"}, "没有“t9”这份检测"),
        ({"reason": " "}, "没有写召回的理由"),
    ):
        asked = {"lot": f"{LOT}/A", "reason": "多菌灵超标", "scope": "lot", **told}
        response = client.post("/produce/recalls/open", asked)
        assert (response.status_code, says in response.content.decode()) == (422, True), told
    assert client.get("/produce/recalls.json").json()["lines"] == []
    assert client.get("/produce/recalls/R1").status_code == 404


def test_the_public_is_not_told_who_holds_what(anonymous):
    for address in ("/produce/recalls", "/produce/recalls/R1", "/produce/recalls/R1/letters/1.pdf"):
        assert anonymous.get(address).status_code in {303, 401}
