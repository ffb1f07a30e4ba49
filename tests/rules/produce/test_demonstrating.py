"""The events of a demonstration: the same each time, sound, and adding up."""

from decimal import Decimal

import pytest

from bayline.engines.epcis.checking import check_event
from bayline.engines.epcis.times import time_of
from bayline.kernel.errors import BaylineError
from bayline.systems.produce.rules.demonstrating import MARK, Ground, made, read_demonstration
from bayline.systems.produce.rules.facts import fact_of
from bayline.systems.produce.rules.limits import faults_of_mass

FILE = """
prefix = "9521234"
buyers = ["x", "y"]
uninspected = ["b-1-250708"]
held = ["b-1-250715"]

[[picking]]
blocks = ["b-1"]
first = 2025-07-01
last = 2025-07-20
every = 7
kilograms = 1000
unit = 300
treated = 20
"""
GROUNDS = {
    "b-1": Ground(
        "https://id.gs1.org/414/9521234100010/254/1",
        "https://id.gs1.org/414/9521234100010",
        "https://id.gs1.org/417/9521234200017",
        "09521234000020",
        "蟠桃",
        needs_certificate=True,
    )
}
BUYERS = {"x": "https://id.gs1.org/417/9521234300014", "y": "https://id.gs1.org/417/9521234300021"}


def season(text=FILE, grounds=GROUNDS):
    return made(read_demonstration(text, where="f"), grounds, BUYERS, where="f")


def test_every_event_is_valid_marked_and_in_the_order_of_time():
    events = season()
    now = time_of("2026-01-01T00:00:00Z")
    assert [fault for at, one in enumerate(events) for fault in check_event(one, at, now)] == []
    assert [fault for at, one in enumerate(events) for fault in faults_of_mass(one, at)] == []
    assert all(one[MARK] is True for one in events)
    times = [one["eventTime"] for one in events]
    assert times == sorted(times)
    assert events == season()


def test_what_is_sold_is_what_was_graded_and_held_lots_are_not_shipped():
    facts = [fact_of(at, one) for at, one in enumerate(season())]
    harvested = [next(iter(one.masses.values())) for one in facts if one.step == "commissioning"]
    packed = sum(
        (mass for one in facts if one.step == "packing" for mass in one.masses.values()),
        Decimal(0),
    )
    assert harvested == [900, 1300, 900]
    assert packed == sum(mass * 96 // 100 for mass in harvested)
    units = {one.parent for one in facts if one.step == "packing"}
    shipped = [thing for one in facts if one.step == "shipping" for thing in one.things]
    assert len(shipped) == len({*shipped}) == len(units) - 3  # the last lot stays
    assert sum(one.step == "inspecting" for one in facts) == 2


@pytest.mark.parametrize("needed", [True, False])
def test_a_certificate_comes_with_products_that_need_one(needed):
    grounds = {"b-1": GROUNDS["b-1"]._replace(needs_certificate=needed)}
    shipped = [one for one in season(grounds=grounds) if one.get("bizStep") == "shipping"]
    assert {"certificationInfo" in one for one in shipped} == {needed}


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("every = 7", "every = 0", "above zero"),
        ("first = 2025-07-01", 'first = "soon"', "no days"),
        ('blocks = ["b-1"]', 'blocks = ["b-9"]', "no register has b-9"),
        ('buyers = ["x", "y"]', 'buyers = ["z"]', "no register has z"),
        ('buyers = ["x", "y"]', "buyers = []", "nobody buys"),
        ("[[picking]]", "[[picking", "TOMLDecodeError"),
        ("unit = 300", "", "unit"),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused(old, new, why):
    with pytest.raises(BaylineError) as told:
        season(FILE.replace(old, new))
    assert why in told.value.sentence()
