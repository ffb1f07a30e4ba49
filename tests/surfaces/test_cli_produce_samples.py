"""Tests come in as a table, whole or not at all; traces go out in the national format."""

import csv
import io
import json
import re
from datetime import UTC, datetime

import pytest

from bayline.platform.registers import actions, queries
from bayline.platform.registers.terms import Edit
from bayline.systems.produce.actions.capturing import capture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known")]
NOW = datetime(2026, 1, 1, 4, tzinfo=UTC)
LOT = "https://id.gs1.org/01/09521234000020/10"
BOX = "https://id.gs1.org/00/195212340000000010"
GROWER, SHOP = "https://id.gs1.org/417/9521234300014", "https://id.gs1.org/417/9521234200017"
PLACE = "https://id.gs1.org/414/9521234100034"
HEAD = "code,lot,pesticide,found,day,laboratory\n"


def event(hour, kind="ObjectEvent", **told):
    return {"type": kind, "eventTime": f"2025-07-19T{hour:02d}:00:00+08:00",
            "eventTimeZoneOffset": "+08:00", **told}  # fmt: skip


def mass(lot, kilograms):
    return [{"epcClass": f"{LOT}/{lot}", "quantity": kilograms, "uom": "KGM"}]


@pytest.fixture
def known():
    """A product, and a lot that was picked, graded, packed and sold."""
    brand = {"code": "taste", "name": "金山味道", "kind": "regional"}
    peach = {"code": "peach", "name": "蟠桃", "brand": "taste", "food": "桃", "range": "fruit",
             "certificate": "no", "gtin": "09521234000020"}  # fmt: skip
    for name, values in (("brands", brand), ("brand_products", peach)):
        actions.save(queries.register(name), values, edit=Edit(by="甲", at=NOW))
    owners = {
        "sourceList": [{"type": "owning_party", "source": GROWER}],
        "destinationList": [{"type": "owning_party", "destination": SHOP}],
    }
    events = [
        event(6, action="ADD", bizStep="commissioning", quantityList=mass("H", 50),
              bizLocation={"id": PLACE}),
        event(7, "TransformationEvent", bizStep="creating_class_instance",
              inputQuantityList=mass("H", 50), outputQuantityList=mass("B7", 48)),
        event(8, "AggregationEvent", action="ADD", parentID=BOX, childQuantityList=mass("B7", 48),
              bizStep="packing"),
        event(9, action="OBSERVE", bizStep="shipping", epcList=[BOX], **owners),
    ]  # fmt: skip
    assert capture(events, namespaces={}, now=NOW, whole=True).kept == 4


def test_tests_are_taken_once(bayline, written):
    rows = f"t1,{LOT}/B7,多菌灵,0.06,2025-07-19,站\nt2,{LOT}/B7,戊唑醇,未检出,2025-07-19,站\n"
    file = written("t.csv", HEAD + rows)
    taken = ("produce", "samples", file, "--by", "小林")
    assert bayline(*taken) == (0, "", "bayline: 2 tests are new\n")
    assert bayline(*taken) == (0, "", "bayline: 0 tests are new\n")
    found = queries.entry(queries.register("residue_tests"), "t2").values
    assert (found["found"], found["product"]) == ("未检出", "peach")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (f"t2,{LOT}/B7,多菌灵,much,2025-07-19,", "Row 3, .*“much”"),
        (f"t2,{LOT}/B7,多菌灵,-1,2025-07-19,", "Row 3, .*“-1”"),
        (f"t2,{LOT}/B7,多菌灵,0.1,19 July,", "Row 3, .*“19 July”"),
        (f"t2,{LOT}/B7,多菌灵,0.1,2999-07-19,", "row 3: 2999-07-19 has not come yet"),
        (f"t2,{LOT}/B9,多菌灵,0.1,2025-07-19,", "row 3: no event is about the lot B9"),
        (f"t2,{LOT.replace('0020', '0021')}/B7,多菌灵,0.1,2025-07-19,",
         "row 3: the check digit of the GTIN in .* should be 0"),
        (f"t2,{BOX},多菌灵,0.1,2025-07-19,", "row 3: “.*” is no lot"),
        (f"t2,{LOT}/B7,,0.1,2025-07-19,", "row 3: pesticide is empty"),
        (f"t1,{LOT}/B7,多菌灵,0.1,2025-07-19,", "row 3: the code t1 stands there twice"),
    ],
)  # fmt: skip
def test_a_wrong_row_keeps_the_whole_table_out(refusal, written, row, says):
    first = f"t1,{LOT}/B7,多菌灵,0.06,2025-07-19,站\n"
    told = refusal(
        "produce", "samples", written("t.csv", HEAD + first + row + "\n"), "--by", "小林"
    )
    assert re.search(says, told), told
    assert queries.entry(queries.register("residue_tests"), "t1") is None


def test_another_content_under_a_code_is_refused_and_columns_are_named(bayline, refusal, written):
    rows = f"t1,{LOT}/B7,多菌灵,0.06,2025-07-19,站\n"
    assert bayline("produce", "samples", written("t.csv", HEAD + rows), "--by", "小林")[0] == 0
    other = written("u.csv", HEAD + rows.replace("0.06", "0.05"))
    assert "t1 is kept with another content" in refusal("produce", "samples", other, "--by", "x")
    lacking = written("v.csv", "code,lot\n")
    told = refusal("produce", "samples", lacking, "--by", "x")
    assert "the columns pesticide, found, day are missing" in told


def test_each_step_tells_what_came_in_and_went_out(bayline, refusal):
    status, said, _ = bayline("produce", "records", f"{LOT}/B7")
    rows = [*csv.DictReader(io.StringIO(said))]
    batches = [
        (one["step"], *(one[f"{way}bound_batch"].rpartition("/")[2] for way in ("in", "out")),
         one["kilograms"])
        for one in rows
    ]  # fmt: skip
    box = "195212340000000010"
    assert (status, batches) == (0, [
        ("commissioning", "", "H", "50"),
        ("creating_class_instance", "H", "B7", "48"),
        ("packing", "B7", box, "48"),
        ("shipping", box, box, ""),
    ])  # fmt: skip
    assert (rows[0]["destination"], rows[1]["source"]) == (PLACE, PLACE)
    assert (rows[3]["source"], rows[3]["destination"]) == (GROWER, SHOP)
    lines = bayline("produce", "records", BOX, "--format", "jsonl")[1].splitlines()
    assert [json.loads(one)["step"] for one in lines] == [one[0] for one in batches]
    assert "no event is about" in refusal("produce", "records", f"{LOT}/X")
