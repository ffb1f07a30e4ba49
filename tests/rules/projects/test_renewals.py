"""Renewal of industrial land: areas by stage, firms out and in."""

from datetime import date
from decimal import Decimal

import pytest

from bayline.kernel.errors import BaylineError
from bayline.kernel.periods import parse
from bayline.systems.projects.rules.renewals import (
    Direction,
    LandStage,
    LandStep,
    Move,
    Renewal,
    balance,
)

FREED, CLEARED, LET = LandStage.FREED, LandStage.CLEARED, LandStage.LET_AGAIN


def step(stage, on, area):
    return LandStep(stage=stage, on=parse(on), area_mu=Decimal(area), evidence="doc-1")


def move(firm, direction, on="2021-05"):
    return Move(firm=firm, direction=direction, on=parse(on), evidence="doc-1")


SITE = Renewal(
    name="老化工区",
    steps=(
        step(LandStage.IDENTIFIED, "2020", "120"),
        step(FREED, "2021-03", "30.5"),
        step(FREED, "2021-06", "20"),
        step(CLEARED, "2021-09", "40"),
        step(LET, "2022", "25"),
    ),
    moves=(
        move("a", Direction.OUT),
        move("b", Direction.OUT),
        move("b", Direction.IN, "2022-01"),
        move("c", Direction.IN, "2022-02"),
    ),
)


def test_land_adds_up_by_stage_and_day():
    found = balance(SITE, day=date(2021, 12, 31))
    assert found.areas[FREED] == Decimal("50.5")
    assert found.areas[CLEARED] == 40
    assert found.areas[LET] == 0
    assert found.waiting_mu == Decimal("10.5")
    assert found.to_let_mu == 40
    assert balance(SITE, day=date(2022, 12, 31)).to_let_mu == 15


def test_a_firm_that_left_and_came_moved_within():
    assert balance(SITE, day=date(2021, 12, 31)).left == ("a", "b")
    found = balance(SITE, day=date(2022, 12, 31))
    assert (found.left, found.came, found.moved_within) == (("a",), ("c",), ("b",))


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        ((step(FREED, "2021-03", "30"), step(CLEARED, "2021-09", "31")), "31 mu cleared by"),
        ((step(CLEARED, "2021-01", "5"), step(FREED, "2021-06", "5")), "and 0 mu freed by then"),
        ((step(FREED, "2021", "5"), step(LET, "2022", "5")), "5 mu let again by 2022-12-31, and 0"),
    ],
)
def test_land_cannot_be_ahead_of_itself(steps, sentence):
    with pytest.raises(BaylineError, match=sentence) as refused:
        Renewal(name="老化工区", steps=steps)
    assert refused.value.where == "老化工区"
    assert refused.value.zh is not None


def test_dates_that_leave_the_order_open_are_not_refused():
    assert Renewal(name="x", steps=(step(FREED, "2021", "5"), step(CLEARED, "2021-03", "5")))


@pytest.mark.parametrize(("area", "evidence"), [("0", "doc-1"), ("-3", "doc-1"), ("3", "")])
def test_a_step_is_some_land_and_is_shown(area, evidence):
    with pytest.raises(BaylineError, match="rests on a document"):
        LandStep(stage=FREED, on=parse("2021"), area_mu=Decimal(area), evidence=evidence)
