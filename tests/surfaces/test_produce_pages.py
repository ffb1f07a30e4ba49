"""From a block to the shelf on pages: land, lots, the gate of a brand, a year of supply."""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone

from bayline.kernel.periods import year
from bayline.platform.indicators import Question
from bayline.platform.packs.actions import keep_files
from bayline.platform.registers import actions
from bayline.platform.registers.queries import register
from bayline.platform.registers.terms import Edit
from bayline.systems.produce.actions.capturing import capture
from bayline.systems.produce.actions.packing import take_demonstration
from bayline.systems.produce.queries import indicators

pytestmark = pytest.mark.django_db
PACK = Path(__file__).resolve().parents[2] / "regions" / "jinshan"
NAMES = (
    "growers", "brands", "brand_products", "growing_bases", "growing_blocks", "brand_practices",
    "practice_proofs", "inspection_rules", "crop_seasons", "weekly_demand", "buyers",
)  # fmt: skip
LOT = "/produce/things/01/09521234000020/10/pt2-2-250802"
LINK = "https://id.gs1.org/01/09521234000020/10/pt2-2-250802-A"
NOW = datetime(2026, 1, 2, tzinfo=UTC)
DEMONSTRATION = b"""
prefix = "9521234"
buyers = ["b1", "b2"]
uninspected = []
held = ["pt1-3-250809"]

[[picking]]
blocks = ["pt1-3", "pt2-2"]
first = 2025-08-02
last = 2025-08-09
every = 7
kilograms = 1000
unit = 400
treated = 30

[[picking]]
blocks = ["dm1-1"]
first = 2025-09-06
last = 2025-09-06
every = 7
kilograms = 900
unit = 900
treated = 30
"""


def save(register_name, **values):
    actions.save(register(register_name), values, edit=Edit(by="小林", at=NOW))


def noted(code, pesticide="多菌灵", found="0.1", lot=LINK):
    save("residue_tests", code=code, lot=lot, product="flat-peach", pesticide=pesticide,
         found=found, day="2025-08-03", laboratory="示意检测室")  # fmt: skip


@pytest.fixture(scope="module")
def land(kept):
    """The land, the practices and the seasons of the demonstration, and a few lots."""
    del kept
    for name in NAMES:
        with (PACK / "registers" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                save(name, **{field: value for field, value in row.items() if value})
    limits = (PACK / "produce/limits.toml").read_bytes()
    keep_files({"produce/limits.toml": limits}, by="小林", at=NOW)
    take_demonstration(DEMONSTRATION, "d.toml", NOW)


def told(client, path, **asked):
    answer = client.get(f"{path}.json", asked)
    assert answer.status_code == 200, answer.content.decode()
    return json.loads(answer.content)


@pytest.mark.usefixtures("land")
def test_the_first_page_counts_land_lots_and_practices(client):
    page = told(client, "/produce")
    values = {one["word"]: one["value"] for one in page["figures"]}
    assert values == {"面积（亩）": "346", "产品批次": "5", "合格率": "—", "有货的周": "3"}
    states = {one["to"]["label"]: one["state"]["word"] for one in page["practices"]}
    assert states["品种统一"] == "在有效期"
    assert states["检测统一"] == "8个基地中1个缺"
    assert page["is_demonstration"]
    assert page["season"] == [
        {"of": "金山蟠桃", "told": "第31至32周"},
        {"of": "有机大米", "told": "第36周"},
    ]
    lines = {one["to"]["label"]: one for one in page["bases"]}
    assert (lines["示意蟠桃基地二"]["mu"], lines["示意蟠桃基地二"]["hectares"]) == ("39", "2.60")
    assert lines["示意蟠桃基地二"]["missing"] == ["检测统一（从未达到）"]


@pytest.mark.usefixtures("land")
def test_the_gate_of_a_lot_goes_by_the_day_of_its_harvest(client):
    lots = {one["to"]["label"]: one for one in told(client, "/produce/lots")["lots"]}
    assert lots["pt1-3-250802"]["gate"]["name"] == "yes"
    assert lots["pt2-2-250802"]["missing"] == ["检测统一（从未达到）"]
    save("practice_proofs", code="later", base="pt2", practice="testing", evidence="协议",
         since="2025-08-05")  # fmt: skip
    lots = {one["to"]["label"]: one for one in told(client, "/produce/lots")["lots"]}
    assert lots["pt2-2-250802"]["missing"] == ["检测统一（还没有生效）"]
    assert lots["pt2-2-250809"]["gate"]["name"] == "yes"
    (only,) = told(client, "/produce/lots", gate="no", product="flat-peach")["lots"]
    assert only["to"]["label"] == "pt2-2-250802"


@pytest.mark.usefixtures("land")
def test_a_lot_is_followed_from_its_block_to_its_buyers(client):
    noted("r1", found="0.62")
    page = told(client, LOT)
    assert [one["word"] for one in page["events"]] == [
        *("采收", "分级", "检验", "包装", "包装", "包装", "发货", "发货", "售出", "售出")
    ]
    assert page["events"][0]["place"]["label"] == "蟠桃二中块"
    assert {buyer for one in page["forward"] for buyer in one["buyers"]} == {
        "示意超市一",
        "示意超市二",
    }
    assert page["certificate"]["name"] == "with"
    assert [(one["pesticide"], one["state"]["name"]) for one in page["tests"]] == [
        ("多菌灵", "fail"),
        ("戊唑醇", "late"),
    ]
    unit = page["forward"][1]["to"]["address"]
    back = told(client, unit)
    assert [one["to"]["label"] for one in back["back"]] == ["pt2-2-250802-A", "pt2-2-250802"]
    assert back["lot"]["to"]["label"] == "pt2-2-250802"
    event = told(client, page["events"][0]["to"]["address"])
    assert event["kind"] == "ObjectEvent"
    assert json.loads(event["body"])["bizStep"] == "commissioning"


@pytest.mark.usefixtures("land")
def test_rice_needs_no_certificate_and_a_held_lot_was_not_shipped(client):
    rice = told(client, "/produce/things/01/09521234000044/10/dm1-1-250906")
    assert rice["certificate"]["name"] == "not due"
    held = told(client, "/produce/things/01/09521234000020/10/pt1-3-250809")
    assert held["certificate"]["name"] == "not shipped"


@pytest.mark.usefixtures("land")
def test_the_inspection_plan_lists_the_worst_first_and_never_passes_without_a_row(client):
    noted("r1", found="0.62")
    noted("r2", "戊唑醇", "未检出")
    page = told(client, "/produce/inspection")
    states = [one["state"]["name"] for one in page["rows"]]
    assert states[:3] == ["fail", "undecided", "late"]
    assert page["is_unverified"]
    (row,) = told(client, "/produce/inspection", state="undecided")["rows"]
    assert row["sentence"] == "不能判定：没有桃中戊唑醇的限量"
    table = client.get("/produce/inspection.csv", {"state": "fail"}).content.decode("utf-8-sig")
    (line,) = csv.DictReader(io.StringIO(table))
    assert (line["pesticide"], line["mg_per_kg"], line["state"]) == ("多菌灵", "0.62", "fail")
    early = told(client, "/produce/inspection", as_of="2026-01-02")
    assert early["day"] == "2026-01-02"


@pytest.mark.usefixtures("land")
def test_the_calendar_names_the_weeks_that_nothing_fills_and_what_was_picked(client):
    page = told(client, "/produce/season", range="fruit", year="2025")
    gaps = {one["weeks"]: one for one in page["gaps"]}
    autumn = gaps["第44至47周"]
    assert autumn["reason"] == "没有哪个品种在这几周采"
    assert [(one["told"], one["of"]) for one in autumn["nearest"]] == [
        ("前一周还采", "小型西瓜 秋延"),
        ("后一周才采", "红颜、章姬 大棚"),
    ]
    weeks = page["weeks"]
    assert len(weeks) == 52
    assert (weeks[30]["picked"], weeks[31]["picked"]) == ("2,000", "2,000")
    assert weeks[45]["planned"] == "—"
    assert page["flaws"] == []
    html = client.get("/en/produce/season").content.decode()
    assert html.count('<svg class="weeks') == 2
    assert "All land that could bear it is taken" in html
    table = client.get("/produce/season.csv").content.decode("utf-8-sig")
    rows = [*csv.DictReader(io.StringIO(table))]
    assert sum(Decimal(one["picked_kg"]) for one in rows) == 4000
    assert rows[43]["reason"] == "no_crop"


@pytest.mark.usefixtures("land")
def test_blocks_bases_and_products_show_their_land(client):
    block = told(client, "/produce/blocks/pt2-2")
    assert block["base"]["label"] == "示意蟠桃基地二"
    assert len(block["lots"]) == 2
    assert len(block["crops"]) == 3
    shapes = client.get("/produce/bases/pt2/features.geojson").json()["features"]
    assert {one["geometry"]["type"] for one in shapes} == {"MultiPolygon", "Point"}
    assert client.get("/produce/bases.geojson").json()["sketch"]
    product = told(client, "/produce/products/organic-rice")
    assert product["certificate"]["name"] == "not due"
    assert {one["pesticide"]: one["state"]["name"] for one in product["limits"]} == {
        "三环唑": "unknown",
        "氟虫腈": "unknown",
    }
    assert "数据" not in product["note"]


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/en/produce/bases/none", 404, "no base “none”"),
        ("/en/produce/blocks/none", 404, "no block “none”"),
        ("/en/produce/products/none", 404, "no product “none”"),
        ("/en/produce/things/01/09521234000020/10/none", 404, "no event is about"),
        ("/en/produce/events/99", 404, "there is no event 99"),
        ("/en/produce/season?range=fish", 400, "nothing is wanted of “fish”"),
        ("/en/produce/season?year=soon", 400, "“soon” is no year"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(client, path, status, words):
    answer = client.get(path)
    assert answer.status_code == status
    assert words in answer.content.decode()


@pytest.mark.usefixtures("land")
def test_an_outline_that_is_none_is_refused_at_its_field():
    with pytest.raises(Exception, match="it is no outline"):
        save("growing_blocks", code="z", name="z", base="pt1", product="flat-peach", area="1",
             outline="here")  # fmt: skip


@pytest.mark.usefixtures("land")
def test_lots_stand_as_they_were_known_and_come_again_only_when_something_came(client):
    earlier = (NOW - timedelta(days=2)).date()
    assert told(client, "/produce/lots", as_of=f"{earlier}")["total"] == 0
    assert client.get(LOT, {"as_of": f"{earlier}"}).status_code == 404
    more = {
        "type": "ObjectEvent", "action": "ADD", "bizStep": "commissioning",
        "eventTime": "2025-08-20T06:00:00+08:00", "eventTimeZoneOffset": "+08:00",
        "bizLocation": {"id": "https://id.gs1.org/414/9521234100041"},
        "quantityList": [{"epcClass": "https://id.gs1.org/01/09521234000020/10/X", "quantity": 7,
                          "uom": "KGM"}],
    }  # fmt: skip
    assert told(client, "/produce/lots")["total"] == 5
    capture([more], namespaces={}, now=timezone.now(), whole=True)
    page = told(client, "/produce/lots")
    assert page["total"] == 6
    assert page["lots"][0]["to"]["label"] == "dm1-1-250906"
    (lot,) = [one for one in page["lots"] if one["to"]["label"] == "X"]
    assert (lot["base"]["label"], lot["block"]) == ("示意蟠桃基地二", None)


@pytest.mark.usefixtures("land")
def test_indicators_measure_or_say_why_not():
    def asked(tell, of="all", place="310116", when=2025):
        return tell(Question(of=of, place=place, period=year(when), at=None))

    assert asked(indicators.area).printed == "346亩"
    assert asked(indicators.area, "flat-peach", "310116103").printed == "39亩"
    assert asked(indicators.lots).printed == "5批"
    assert asked(indicators.season_weeks, "flat-peach").printed == "2周"
    assert asked(indicators.pass_rate).figure is None
    noted("r1")
    noted("r2", found="0.9", lot=LINK.replace("0802", "0809"))
    noted("r3", found="0.1", lot=LINK)
    assert asked(indicators.pass_rate).printed == "0.0%"
    for tell in (indicators.area, indicators.lots):
        assert "没有产品" in asked(tell, "fish").why
    assert "没有收到" in asked(indicators.lots, when=2020).why
    assert "没有这样的地块" in asked(indicators.area, place="330482").why


@pytest.mark.usefixtures("land")
def test_the_public_sees_no_lot(anonymous):
    page = anonymous.get("/produce.json").json()
    assert (page["lots"], page["figures"], page["bases"]) == ([], [], [])
    assert anonymous.get("/produce/lots.json").status_code == 401
    assert date(2025, 8, 2).isoformat() not in anonymous.get("/produce").content.decode()


@pytest.mark.usefixtures("land")
def test_commands_ask_the_registers_where_no_file_is_named(bayline, refusal):
    status, said, told_ = bayline("produce", "season", "--range", "grain", "--format", "json")
    assert status == 0
    assert {one["crop"] for one in json.loads(said)["planted"]} <= {
        *("national-day-rice", "august-rice", "xiushui")
    }
    assert "weeks stay open" in told_
    assert "nothing is wanted of “fish”" in refusal("produce", "season", "--range", "fish")
    words = ("produce", "gate", "--harvested", "2025-08-02", "--base")
    status, said, _ = bayline(*words, "pt2")
    assert (status, said.split("\t")[0]) == (1, "testing")
    assert bayline(*words, "pt1")[0] == 0
    assert "no base “none”" in refusal(*words, "none")
