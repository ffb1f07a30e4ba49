"""What needs a certificate is not shipped without, and nothing is asked of what needs none."""

from datetime import UTC, datetime

import pypdfium2
import pytest
import zxingcpp

from bayline.platform.registers import actions, queries
from bayline.platform.registers.terms import Edit
from bayline.systems.produce.actions.capturing import capture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("products")]
NOW = datetime(2026, 6, 1, 4, tzinfo=UTC)
PEACH, RICE = "09521234000020", "09521234000044"
BOX, PALLET = "https://id.gs1.org/00/195212340000000010", "https://id.gs1.org/00/195212340000000027"
BASE = "https://id.gs1.org/414/9521234100034"


@pytest.fixture
def products():
    """A peach that needs a certificate, and rice that needs none."""
    brand = {"code": "taste", "name": "金山味道", "kind": "regional"}
    grower = {"code": "g1", "name": "东合作社", "contact": "021-1"}
    base = {"code": "pt1", "name": "东桃基地", "grower": "g1", "brand": "taste",
            "gln": "9521234100034"}  # fmt: skip
    told = [("brands", brand), ("growers", grower), ("growing_bases", base)]
    for code, name, food, needed, gtin in (
        ("peach", "蟠桃", "桃", "yes", PEACH), ("rice", "大米", "糙米", "no", RICE)
    ):  # fmt: skip
        product = {"code": code, "name": name, "brand": "taste", "food": food, "range": "other",
                   "certificate": needed, "gtin": gtin}  # fmt: skip
        told.append(("brand_products", product))
    for name, values in told:
        actions.save(queries.register(name), values, edit=Edit(by="甲", at=NOW))


def event(hour, kind="ObjectEvent", *, day="2026-05-20", **told):
    return {"type": kind, "eventTime": f"{day}T{hour:02d}:00:00+08:00",
            "eventTimeZoneOffset": "+08:00", **told}  # fmt: skip


def mass(gtin, lot, kilograms=50):
    link = f"https://id.gs1.org/01/{gtin}/10/{lot}"
    return [{"epcClass": link, "quantity": kilograms, "uom": "KGM"}]


def picked(gtin, lot, **told):
    return event(6, action="ADD", bizStep="commissioning", quantityList=mass(gtin, lot),
                 readPoint={"id": BASE}, **told)  # fmt: skip


def shipped(things, hour=12, **told):
    return event(hour, action="OBSERVE", bizStep="shipping", epcList=things, **told)


def packed(box, *quantities):
    return event(8, "AggregationEvent", action="ADD", parentID=box, childQuantityList=[*quantities])


def refused(events):
    done = capture(events, namespaces={}, now=NOW, whole=False)
    return [(one.event, one.field, one.rule) for one in done.faults]


def test_peaches_go_out_with_a_certificate_only():
    told = [picked(PEACH, "B7"), packed(BOX, *mass(PEACH, "B7")), shipped([BOX])]
    assert refused(told) == [(2, "certificationInfo", "certificate")]
    named = shipped([BOX], certificationInfo="https://id.gs1.org/253/9521234000013B7")
    assert refused([named]) == []
    assert refused([shipped([BOX], hour=15)]) == []  # it came with it
    later = shipped([], quantityList=mass(PEACH, "B7", 5), hour=16)
    assert refused([later]) == []  # one certificate a batch


def test_nothing_is_asked_of_rice_nor_before_the_rule_nor_of_what_nobody_knows():
    assert refused([picked(RICE, "R1"), shipped([], quantityList=mass(RICE, "R1"))]) == []
    before = {"day": "2022-12-31"}
    early = shipped([], quantityList=mass(PEACH, "B1"), **before)
    assert refused([picked(PEACH, "B1", **before), early]) == []
    assert refused([picked("09521234000051", "X"),
                    shipped([], quantityList=mass("09521234000051", "X"))]) == []  # fmt: skip


def issued(bayline, folder, lot, *more):
    output = str(folder / "certificate.pdf")
    link = mass(PEACH, lot)[0]["epcClass"]
    asked = ("--by", "小林", "--date", "2026-05-20", "-o", output, *more)
    return bayline("produce", "certificate", link, *asked), output


def test_a_certificate_is_printed_and_covers_its_batch(bayline, folder):
    assert refused([picked(PEACH, "B7")]) == []
    (status, _, said), output = issued(bayline, folder, "B7", "--at", "https://jinshan.example")
    assert status == 0, said
    with pypdfium2.PdfDocument(output) as document:
        words = document[0].get_textpage().get_text_bounded()
        (code,) = zxingcpp.read_barcodes(document[0].render(scale=4).to_pil())
    for told in ("承诺达标合格证", "蟠桃", "50千克", "东桃基地", "2026-05-20", "东合作社", "021-1"):
        assert told in words.replace(" ", ""), told
    assert code.text == f"https://jinshan.example/01/{PEACH}/10/B7"
    assert refused([packed(BOX, *mass(PEACH, "B7")), shipped([BOX])]) == []


def test_mixed_batches_need_a_certificate_of_their_own(bayline, folder):
    mixed = event(9, "TransformationEvent", inputQuantityList=mass(PEACH, "B7") + mass(PEACH, "B8"),
                  outputQuantityList=mass(PEACH, "M", 100))  # fmt: skip
    graded = event(9, "TransformationEvent", inputQuantityList=mass(PEACH, "B9"),
                   outputQuantityList=mass(PEACH, "G", 48))  # fmt: skip
    assert refused([*(picked(PEACH, one) for one in ("B7", "B8", "B9")), mixed, graded]) == []
    for lot in ("B7", "B8", "B9"):
        assert issued(bayline, folder, lot)[0][0] == 0
    assert refused([shipped([], quantityList=mass(PEACH, "G"))]) == []
    assert refused([shipped([], quantityList=mass(PEACH, "M"))])
    assert refused([packed(BOX, *mass(PEACH, "B7"), *mass(PEACH, "B8")), shipped([BOX])]) == []
    assert issued(bayline, folder, "M")[0][0] == 0
    assert refused([shipped([], quantityList=mass(PEACH, "M"))]) == []


def test_a_certificate_that_lacks_a_field_is_refused(refusal, folder):
    assert refused([picked(PEACH, "B7"), picked(RICE, "R1")]) == []
    output = str(folder / "c.pdf")

    def told(lot, *more):
        return refusal("produce", "certificate", lot, "--by", "小林", "-o", output, *more)

    peach, rice = (mass(gtin, lot)[0]["epcClass"] for gtin, lot in ((PEACH, "B7"), (RICE, "R1")))
    assert "大米 needs no certificate" in told(rice)
    assert "no rule of certificates is on file for 2022-12-31" in told(
        peach, "--date", "2022-12-31"
    )
    assert "the certificate lacks the quantity" in told(peach, "--quantity", "much")
    assert "the certificate lacks the quantity" in told(peach, "--quantity", "-5")
    assert "no event is about" in told(f"{peach}X")
    grower = {"code": "g1", "name": "东合作社"}
    actions.save(
        queries.register("growers"), grower, edit=Edit(by="甲", at=NOW), key="g1", version=1
    )
    assert "the certificate lacks how to reach the issuer" in told(peach)


def test_the_gate_looks_at_a_lot_where_and_when_it_was_harvested(bayline, folder, refusal):
    practice = {"code": "variety", "name": "品种统一", "number": "1", "brand": "taste",
                "requirement": "名录里的品种"}  # fmt: skip
    actions.save(queries.register("brand_practices"), practice, edit=Edit(by="甲", at=NOW))
    far = picked(PEACH, "B0") | {"readPoint": {"id": "https://id.gs1.org/414/9521234100041"}}
    assert refused([picked(PEACH, "B7"), picked(RICE, "R1"), far]) == []
    peach, rice, elsewhere = (
        mass(gtin, lot)[0]["epcClass"] for gtin, lot in ((PEACH, "B7"), (RICE, "R1"), (PEACH, "B0"))
    )

    def gate(lot, *more):
        return bayline("produce", "gate", "--lot", lot, *more)

    status, said, _ = gate(peach, "--format", "json")
    assert status == 1
    assert '"harvested":"2026-05-20"' in said
    assert '"reason":"never"' in said
    assert '"certificate_missing":["蟠桃"]' in said
    proof = {"code": "p1", "base": "pt1", "practice": "variety", "evidence": "单",
             "since": "2026-01-01"}  # fmt: skip
    actions.save(queries.register("practice_proofs"), proof, edit=Edit(by="甲", at=NOW))
    assert gate(peach)[:2] == (
        1, "certificate\t蟠桃\tit needs a certificate, and none covers it\n"
    )  # fmt: skip
    assert gate(rice)[:2] == (0, "")  # no certificate is asked of it
    assert issued(bayline, folder, "B7")[0][0] == 0
    assert gate(peach)[:2] == (0, "")
    assert "no event is about it" in refusal("produce", "gate", "--lot", f"{peach}X")
    assert "no register has the place" in refusal("produce", "gate", "--lot", elsewhere)
    assert "--lot alone" in refusal("produce", "gate", "--lot", peach, "--base", "pt1")
