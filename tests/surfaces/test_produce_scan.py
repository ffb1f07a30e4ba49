"""A label leads to a page that everybody may see, and to nothing of others."""

from datetime import UTC, datetime

import pytest

from bayline.platform.freezing.actions import publish
from bayline.platform.packs.actions import keep_files
from bayline.platform.registers import actions, queries
from bayline.platform.registers.terms import Edit
from bayline.platform.transport.limiting import Limit
from bayline.systems.produce.actions.capturing import capture
from bayline.systems.produce.actions.recalling import Opening, act_on, open_recall
from bayline.systems.produce.pages import scan
from bayline.systems.produce.rules.recalls import Kind, Scope

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 1, 4, tzinfo=UTC)
GTIN = "09521234000020"
LOT = f"https://id.gs1.org/01/{GTIN}/10"
BOX = "https://id.gs1.org/00/195212340000000010"
BLOCK = "https://id.gs1.org/414/9521234100034/254/1"
BUYER = "https://id.gs1.org/417/9521234200017"
REGISTERS = {
    "growers": {"code": "g1", "name": "东合作社", "party": "9521234300014",
                "contact": "021-5700 0001"},
    "brands": {"code": "taste", "name": "金山味道", "kind": "regional"},
    "brand_practices": {"code": "testing", "name": "检测统一", "number": "1", "brand": "taste",
                        "requirement": "每批检测"},
    "growing_bases": {"code": "pt1", "name": "东桃基地", "grower": "g1", "brand": "taste",
                      "gln": "9521234100034"},
    "brand_products": {"code": "peach", "name": "蟠桃", "name_en": "Flat peach", "brand": "taste",
                       "food": "桃", "range": "fruit", "certificate": "yes", "gtin": GTIN},
    "growing_blocks": {"code": "pt1-1", "name": "西块", "base": "pt1", "product": "peach",
                       "area": "12", "place": BLOCK,
                       "outline": "121.19,30.838 121.191,30.838 121.191,30.839 121.19,30.839"},
    "practice_proofs": {"code": "p1", "base": "pt1", "practice": "testing",
                        "evidence": "检测协议 01", "since": "2025-01-01", "until": "2026-01-01"},
    "residue_tests": {"code": "t1", "lot": f"{LOT}/B7A", "product": "peach",
                      "pesticide": "多菌灵", "found": "0.7", "day": "2025-07-19",
                      "laboratory": "区检测站"},
    "buyers": {"code": "b1", "name": "秘密超市", "party": "9521234200017"},
}  # fmt: skip
LIMITS = """
[[edition]]
name = "限量2021"
since = 2021-09-03
source = "x"
groups = { "桃" = "核果类水果" }
limit = [ { pesticide = "多菌灵", food = "核果类水果", mg_per_kg = "0.5" } ]
"""


def event(hour, kind="ObjectEvent", **told):
    return {"type": kind, "eventTime": f"2025-07-19T{hour:02d}:00:00+08:00",
            "eventTimeZoneOffset": "+08:00", **told}  # fmt: skip


def mass(lot, kilograms):
    return [{"epcClass": f"{LOT}/{lot}", "quantity": kilograms, "uom": "KGM"}]


def story():
    """A lot is picked on a block, graded, tested, packed and shipped to a buyer."""
    return [
        event(6, action="ADD", bizStep="commissioning", quantityList=mass("B7", 50),
              readPoint={"id": BLOCK}, bizLocation={"id": "https://id.gs1.org/414/9521234100034"}),
        event(10, "TransformationEvent", bizStep="creating_class_instance",
              inputQuantityList=mass("B7", 50), outputQuantityList=mass("B7A", 48)),
        event(13, action="OBSERVE", bizStep="inspecting", quantityList=mass("B7A", 48)),
        event(15, "AggregationEvent", action="ADD", parentID=BOX, bizStep="packing",
              childQuantityList=mass("B7A", 48)),
        event(18, action="OBSERVE", bizStep="shipping", epcList=[BOX],
              certificationInfo="https://id.gs1.org/253/9521234000013B7",
              destinationList=[{"type": "owning_party", "destination": BUYER}],
              **{"own:carrier": "东风冷链"}),
    ]  # fmt: skip


@pytest.fixture
def lots(settings, tmp_path):
    """A lot with everything that is told of it; labels may be guessed at anew."""
    settings.HOME = tmp_path
    keep_files({"produce/limits.toml": LIMITS.encode()}, by="甲", at=NOW)
    for name, values in REGISTERS.items():
        actions.save(queries.register(name), values, edit=Edit(by="甲", at=NOW))
    done = capture(story(), namespaces={"own": "https://a.example/"}, now=NOW, whole=True)
    assert (done.kept, done.faults) == (5, [])
    scan.GUESSES = Limit(30)


@pytest.fixture
def published(lots, recorded, tmp_path):
    """The same, when registers were published, beside a document."""
    assert lots is None
    keep_files({"publishing.toml": b'[documents]\npublic = ["a.md"]'}, by="甲", at=NOW)
    recorded("全区有30个村。", at=NOW)
    return publish(tmp_path / "snapshots", title="首期", by="甲", at=NOW)


@pytest.mark.usefixtures("published")
def test_the_public_sees_where_a_box_comes_from_and_what_was_promised(anonymous):
    found = anonymous.get(f"/01/{GTIN}/10/B7A.json").json()
    assert (found["product"], found["brand"], found["lot"]) == ("蟠桃", "金山味道", "B7A")
    assert found["origins"] == [
        {"day": "2025-07-19", "block": "西块", "base": "东桃基地", "grower": "东合作社",
         "town": "", "area_mu": "12"}
    ]  # fmt: skip
    (base,) = found["bases"]
    assert [(one["name"], one["evidence"], one["until"]) for one in base["practices"]] == [
        ("检测统一", "检测协议 01", "2025-12-31")
    ]
    assert [(one["word"], one["sentence"]) for one in found["tests"]] == [
        ("不合格", "0.7毫克/千克，限量0.5毫克/千克（核果类水果）")
    ]
    assert [one["word"] for one in found["steps"]] == ["采收", "检验", "装箱", "发货"]
    assert (found["carriers"], found["certificates"][0]["number"]) == (
        ["东风冷链"],
        "9521234000013B7",
    )
    page = anonymous.get(f"/01/{GTIN}/10/B7A").content.decode()
    assert "西块" in page
    assert "<svg" in page
    assert "csrfmiddlewaretoken" not in page


@pytest.mark.usefixtures("published")
def test_what_is_not_public_is_not_on_the_page(anonymous, client):
    for visitor in (anonymous, client):
        for address in (f"/01/{GTIN}/10/B7A", f"/en/01/{GTIN}/10/B7A", f"/01/{GTIN}/10/B7A.json"):
            said = visitor.get(address).content.decode()
            for secret in ("秘密超市", "9521234200017"):
                assert secret not in said, (address, secret)
        twin = visitor.get(f"/01/{GTIN}/10/B7A.json").content.decode()
        assert "48" not in twin  # kilograms; the other numbers there are known


@pytest.mark.usefixtures("lots")
def test_before_anything_is_published_only_the_events_speak(anonymous):
    found = anonymous.get(f"/01/{GTIN}/10/B7A.json").json()
    assert (found["product"], found["bases"], found["tests"]) == ("", [], [])
    assert (found["origins"][0]["day"], found["origins"][0]["base"]) == ("2025-07-19", "")


@pytest.mark.usefixtures("lots")
def test_a_label_that_leads_nowhere_gets_a_plain_page(client, anonymous):
    paths = {f"{GTIN}/10/B8": 404, f"{GTIN}/10/B7A/21/5": 404, f"{GTIN}/21/5": 404,
             "09521234000037": 404, "09521234000037/10/B7A": 404, "09521234000021/10/B7A": 400,
             f"{GTIN}/21/5/10/B7A": 400, f"{GTIN}/10/{'B' * 21}": 400, "x": 400}  # fmt: skip
    for path, status in paths.items():
        for visitor in (client, anonymous):
            response = visitor.get(f"/01/{path}")
            said = response.content.decode()
            assert (response.status_code, "没有记录" in said) == (status, True), path
            assert not [one for one in ("B7A</", "蟠桃", "东合作社") if one in said], path
        scan.GUESSES = Limit(30)


@pytest.mark.usefixtures("lots")
def test_what_is_unknown_looks_alike_whatever_it_is(anonymous):
    pages = set()
    for one in (f"{GTIN}/10/B8", f"{GTIN}/21/77", "09521234000037/10/X"):
        said = anonymous.get(f"/01/{one}").content.decode()
        pages.add(said.replace(one, "").replace(one.replace("/", "%2F"), ""))
    assert len(pages) == 1


@pytest.mark.usefixtures("lots")
def test_who_guesses_must_be_slow(anonymous):
    answers = [anonymous.get(f"/01/{GTIN}/10/G{one}").status_code for one in range(31)]
    assert answers == [404] * 30 + [429]
    slow = anonymous.get(f"/01/{GTIN}/10/B7A")
    assert (slow.status_code, slow.headers["Retry-After"]) == (429, "60")


@pytest.mark.usefixtures("lots")
def test_a_product_alone_tells_of_no_lot(client):
    found = client.get(f"/01/{GTIN}.json").json()
    assert (found["product"], found["origins"], found["steps"]) == ("蟠桃", [], [])


@pytest.mark.usefixtures("published")
def test_a_recall_stands_at_the_top_at_once_and_a_drill_does_not(anonymous):
    def opened(*, is_drill):
        return open_recall(
            Opening("", "t1", Scope.HARVEST, "多菌灵超标", is_drill), by="甲", at=NOW
        )

    opened(is_drill=True)
    assert not anonymous.get(f"/01/{GTIN}/10/B7A.json").json()["recalls"]
    number = opened(is_drill=False).number
    (told,) = anonymous.get(f"/01/{GTIN}/10/B7A.json").json()["recalls"]
    assert (told["reason"], told["is_closed"], told["contact"]) == (
        "多菌灵超标",
        False,
        "021-5700 0001",
    )
    page = anonymous.get(f"/01/{GTIN}/10/B7A").content.decode()
    assert page.index("正在召回") < page.index("<h1")
    act_on(number, Kind.NOTIFIED, {"buyer": BUYER, "how": "电话"}, by="甲", at=NOW)
    act_on(number, Kind.RECOVERED, {"buyer": BUYER, "kilograms": "48"}, by="甲", at=NOW)
    act_on(number, Kind.CLOSED, {"reason": "全部退回销毁"}, by="甲", at=NOW)
    assert "召回已经结束" in anonymous.get(f"/01/{GTIN}/10/B7A").content.decode()


@pytest.mark.usefixtures("lots")
def test_machines_get_links_of_the_standard(anonymous):
    address = f"/01/{GTIN}/10/B7A"
    wanted = {"Accept": "application/linkset+json"}
    for query, headers in (("?linkType=linkset", {}), ("", wanted)):
        asked = anonymous.get(f"{address}{query}", headers=headers)
        assert asked.headers["Content-Type"] == "application/linkset+json"
        assert asked.headers["Access-Control-Allow-Origin"] == "*"
        (found,) = asked.json()["linkset"]
        assert found["anchor"] == f"http://testserver{address}"
        assert len(found["https://ref.gs1.org/voc/pip"]) == 2
    moved = anonymous.get(f"{address}?linkType=gs1:traceability")
    assert (moved.status_code, moved.headers["Location"]) == (307, f"{address}#way")
    assert anonymous.get(f"{address}?linkType=gs1:hasRetailers").status_code == 404
    described = anonymous.get("/.well-known/gs1resolver").json()
    assert described["supportedPrimaryKeys"] == ["01"]
