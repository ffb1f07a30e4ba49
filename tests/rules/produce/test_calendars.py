"""The question for a plan out of registers, and weeks as people say them."""

from datetime import date
from decimal import Decimal

import pytest

from bayline.engines.season.planning import planned
from bayline.systems.produce.rules.calendars import (
    asked_of,
    first_day,
    picked_by_week,
    runs,
    weeks_of,
)
from bayline.systems.produce.rules.lots import Harvest

BLOCK = {"code": "b", "name": "东块", "product": "p", "area": "10"}
CROP = {
    "code": "c", "name": "春茬", "product": "p", "first_start": "50", "last_start": "51",
    "weeks": "20", "picked_after": "10", "picked_for": "4", "yield_mu": "400", "yield_low": "300",
    "yield_high": "500", "hours": "2",
}  # fmt: skip
DEMAND = {"code": "d", "name": "鲜果", "first_week": "52", "last_week": "11", "kilograms": "500"}


def test_weeks_go_over_the_end_of_the_year():
    assert weeks_of(51, 2) == [50, 51, 0, 1]
    assert runs([0, 1, 5, 50, 51]) == [(50, 1), (5, 5)]
    assert runs([*range(52)]) == [(0, 51)]
    assert first_day(2025, 0) == date(2024, 12, 30)
    for first, last in ((0, 3), (3, 53)):
        with pytest.raises(ValueError, match=str(first)):
            weeks_of(first, last)


def test_registers_make_a_question_that_the_engine_answers():
    asked = asked_of([BLOCK], [CROP], [DEMAND])
    assert asked.flaws == ()
    assert [one.start for one in asked.wanted.crops] == [49, 50]
    assert asked.wanted.crops[0].picks == tuple((week, 100.0) for week in (7, 8, 9, 10))
    assert asked.wanted.blocks[0].crops == {"c"}
    plan = planned(asked.wanted, seconds=5)
    assert [one.crop.start for one in plan.planted] == [49]
    assert {gap.reason for gap in plan.gaps} == {"no_crop"}


@pytest.mark.parametrize(
    ("crop", "why"),
    [
        ({"picked_for": "11"}, "left out"),
        ({"first_start": "0"}, "left out"),
        ({"weeks": "53"}, "left out"),
        ({"yield_mu": "0"}, "left out"),
        ({"yield_mu": "501"}, "outside the 300 to 500"),
        ({"yield_mu": "299"}, "outside the 300 to 500"),
    ],
)
def test_what_cannot_be_planned_or_is_doubted_is_told(crop, why):
    (flaw,) = asked_of([BLOCK], [CROP | crop], [DEMAND]).flaws
    assert why in flaw.en
    assert flaw.zh


@pytest.mark.parametrize(
    ("demand", "why"),
    [
        ({"kilograms": "", "boxes": "9"}, "what one weighs"),
        ({"last_week": "53"}, "its weeks"),
    ],
)
def test_demand_of_boxes_without_a_weight_is_told_and_left_out(demand, why):
    asked = asked_of([BLOCK], [CROP], [DEMAND | demand])
    assert why in asked.flaws[0].en
    assert asked.wanted.demand == {}


def test_boxes_count_by_what_they_weigh_and_demand_adds_up():
    boxes = DEMAND | {"code": "e", "kilograms": "", "boxes": "20", "box": "5", "hours": "30"}
    asked = asked_of([BLOCK], [CROP], [DEMAND, boxes])
    assert asked.wanted.demand[0] == 600
    assert asked.wanted.labor[0] == 30


def test_a_block_whose_product_has_no_variety_is_left_out():
    assert asked_of([BLOCK | {"product": "q"}], [CROP], [DEMAND]).wanted.blocks == []


def test_what_was_picked_adds_up_by_week_year_and_product():
    def lot(day, gtin="1", mass=Decimal(5)):
        return Harvest("t", 1, day, 0, (), gtin, "l", mass, is_demonstration=False)

    lots = [
        lot(date(2024, 12, 30)), lot(date(2025, 1, 5)), lot(date(2025, 1, 6), mass=None),
        lot(date(2025, 1, 6), "2"), lot(date(2024, 12, 29)),
    ]  # fmt: skip
    found = picked_by_week(lots, {"1": "p"}, 2025)
    assert found[0] == sum(found) == 10
