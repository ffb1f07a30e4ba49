"""Lots out of events: what is a harvest, what was made of it, on which day where it happened."""

from datetime import date
from decimal import Decimal

from bayline.systems.produce.rules.lots import (
    day_of,
    harvests_in,
    is_demonstration,
    made_by,
    path_of,
    with_parts,
)

LINK = "https://id.gs1.org/01/09521234000020/10/A1"


def harvest(**told):
    return {
        "type": "ObjectEvent",
        "action": "ADD",
        "bizStep": "commissioning",
        "eventTime": "2025-07-18T23:30:00.000Z",
        "eventTimeZoneOffset": "+08:00",
        "readPoint": {"id": "urn:epc:id:sgln:9521234.10001.1"},
        "bizLocation": {"id": "https://id.gs1.org/414/9521234100010"},
        "quantityList": [{"epcClass": "urn:epc:class:lgtin:9521234.000002.A1", "quantity": 1.5,
                          "uom": "TNE"}],
        **told,
    }  # fmt: skip


def found(event):
    return list(harvests_in(7, 99, event))


def test_a_lot_that_is_begun_at_a_place_is_a_harvest_on_the_day_of_that_place():
    (lot,) = found(harvest())
    assert (lot.thing, lot.lot, lot.gtin) == (LINK, "A1", "09521234000020")
    assert (lot.mass, lot.day, lot.event, lot.recorded) == (Decimal(1500), date(2025, 7, 19), 7, 99)
    assert lot.places == (
        "https://id.gs1.org/414/9521234100010/254/1",
        "https://id.gs1.org/414/9521234100010",
    )
    assert (lot.year, lot.week) == (2025, 29)
    assert lot.path == "/produce/things/01/09521234000020/10/A1"


def test_what_is_only_seen_packed_or_without_a_lot_is_no_harvest():
    assert found(harvest(action="OBSERVE")) == []
    assert found(harvest(bizStep="packing")) == []
    assert found(harvest(quantityList=[{"epcClass": "https://x.org/k", "quantity": 1}])) == []
    assert found(harvest(type="TransformationEvent", action=None)) == []
    (unweighed,) = found(harvest(quantityList=[{"epcClass": LINK}]))
    assert unweighed.mass is None


def test_the_last_week_of_a_long_year_counts_to_the_one_before():
    (lot,) = found(harvest(eventTime="2026-12-31T08:00:00+08:00"))
    assert (lot.day.isocalendar().week, lot.week) == (53, 52)


def test_a_day_is_that_of_the_place_west_of_greenwich_too():
    assert day_of(harvest(eventTimeZoneOffset="-05:30")) == date(2025, 7, 18)


def test_parts_of_a_lot_are_followed_even_in_a_ring():
    graded = {
        "type": "TransformationEvent",
        "inputQuantityList": [{"epcClass": LINK}],
        "outputQuantityList": [{"epcClass": f"{LINK}-A"}, {"epcClass": f"{LINK}-B"}],
    }
    pairs = list(made_by(graded))
    assert pairs == [(LINK, f"{LINK}-A"), (LINK, f"{LINK}-B")]
    assert list(made_by(harvest())) == []
    made = {LINK: [f"{LINK}-A"], f"{LINK}-A": [LINK, "https://x.org/c"]}
    assert with_parts(LINK, made) == [LINK, f"{LINK}-A", "https://x.org/c"]


def test_a_demonstration_says_so_and_what_has_no_key_has_no_page():
    assert is_demonstration({"bayline:demonstration": True})
    assert not is_demonstration({"bayline:demonstration": "yes", "demonstration": True})
    assert path_of("https://x.org/crate") == ""
