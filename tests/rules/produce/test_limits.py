"""Masses, nesting, and the days after a pesticide."""

import pytest

from bayline.systems.produce.rules.limits import (
    INTERVAL,
    LOSS,
    faults_of_interval,
    faults_of_mass,
    faults_of_numbers,
    harvested_from,
    treatments_of,
)
from bayline.systems.produce.rules.nesting import Nesting, moves_of

LOT = "urn:epc:class:lgtin:6912345.012345.{}"
BOX = "urn:epc:id:sscc:6912345.000000000{}"


def made(used, got, uom="KGM", **told):
    """A transformation of one lot into another."""
    return {
        "type": "TransformationEvent",
        "eventTime": "2025-07-18T06:00:00+08:00",
        "inputQuantityList": [{"epcClass": LOT.format("A"), "quantity": used, "uom": "KGM"}],
        "outputQuantityList": [{"epcClass": LOT.format("B"), "quantity": got, "uom": uom}],
        **told,
    }


@pytest.mark.parametrize(
    ("event", "is_wrong"),
    [
        (made(400, 400), False),
        (made(400.1, 400.2), True),
        (made(1, 1000, "GRM"), False),
        (made(1, 1001, "GRM"), True),
        (made(400, 390, **{"jinshan:declaredLoss": 10}), False),
        (made(400, 391, **{"jinshan:declaredLoss": "10"}), True),
        (made(400, 5000, "H87"), False),  # pieces have no mass that anybody told
        (made(400, 500, inputEPCList=[BOX.format(1)]), False),
    ],
)
def test_no_more_comes_out_than_went_in(event, is_wrong):
    assert [one.rule for one in faults_of_mass(event, 3)] == ["mass"] * is_wrong


@pytest.mark.parametrize(
    ("day", "is_wrong"), [("2025-07-10", False), ("2025-07-17", True), ("2025-07-22", False)]
)
def test_a_harvest_waits_for_the_safety_interval(day, is_wrong):
    block = {"readPoint": {"id": "urn:epc:id:sgln:6912345.00001.B7"}}
    sprayed = {
        "type": "ObjectEvent",
        "eventTime": "2025-07-12T08:00:00+08:00",
        "action": "OBSERVE",
        "jinshan:safetyIntervalDays": 10,
        **block,
    }
    picked = made(10, 10) | {
        "eventTime": f"{day}T08:00:00+08:00",
        "bizStep": "commissioning",
        **block,
    }
    found = list(faults_of_interval(picked, 5, harvested_from(picked), treatments_of(sprayed)))
    assert [one[:3] for one in found] == [(5, "eventTime", "interval")] * is_wrong


def packed(action, time, box, *children):
    """Something put into a box, or taken out."""
    return {
        "type": "AggregationEvent",
        "eventTime": f"2025-07-18T{time}:00+08:00",
        "action": action,
        "parentID": BOX.format(box),
        "childEPCs": [f"urn:epc:id:sgtin:6912345.012345.{one}" for one in children],
    }


def test_what_lies_in_one_box_is_not_put_into_another():
    nesting = Nesting()
    story = [
        (packed("ADD", "06:00", 1, "a", "b"), []),
        (packed("ADD", "06:10", 2, "c", "b"), ["childEPCs.1"]),
        (packed("ADD", "06:20", 1, "a"), []),
        (packed("DELETE", "06:30", 1), []),
        (packed("ADD", "06:40", 2, "a", "b"), []),
        (packed("ADD", "06:35", 3, "b"), []),  # told late: by then it lay in nothing
    ]
    for at, (event, fields) in enumerate(story):
        found = list(nesting.faults(event, at))
        assert [(one.event, one.field) for one in found] == [(at, field) for field in fields]
        if not found:
            nesting.take(nesting.moves(event))


def test_nothing_lies_in_itself():
    def put(inner, outer):
        boxes = {"parentID": BOX.format(outer), "childEPCs": [BOX.format(inner)]}
        return packed("ADD", "06:00", 1, "a") | boxes

    nesting = Nesting()
    nesting.take(moves_of(put(2, 1)))
    for inner, outer in ((1, 1), (1, 2)):
        (one,) = nesting.faults(put(inner, outer), 3)
        assert one[:3] == (3, "childEPCs.0", "aggregation")
        assert "would lie in itself" in one.sentence
    assert not [*nesting.faults(put(3, 2), 3)]


@pytest.mark.parametrize(
    ("name", "value", "is_wrong"),
    [
        *((INTERVAL, value, True) for value in ("seven", "NaN", "Infinity", -3, 4_000, True, [7])),
        *((INTERVAL, value, False) for value in (7, "7", {"@type": "xsd:int", "@value": "7"})),
        *((LOSS, value, True) for value in ("much", "NaN", -5, "1e99", {"of": 3})),
        (LOSS, 0.5, False),
        ("weather", "fair", False),
    ],
)
def test_a_number_of_ones_own_is_one_that_can_be_reckoned_with(name, value, is_wrong):
    event = {"type": "ObjectEvent", "action": "OBSERVE", "eventTime": "2025-07-18T06:00:00+08:00",
             "epcList": [BOX.format(1)], f"x:{name}": value}  # fmt: skip
    found = [one[:3] for one in faults_of_numbers(event, 4)]
    assert found == [(4, f"x:{name}", "value")] * is_wrong
    assert [one.until - one.time for one in treatments_of(event)] == (
        [] if name != INTERVAL else [0 if is_wrong else 7 * 86_400_000_000]
    )


def test_a_mass_below_nothing_is_refused():
    fields = [one.field for one in faults_of_mass(made(-1, -5), 0)]
    assert fields == ["inputQuantityList.0.quantity", "outputQuantityList.0.quantity"]
