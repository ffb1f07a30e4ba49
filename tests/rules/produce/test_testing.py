"""What a lot was to be tested for, and what is known: without a row nothing passes."""

from datetime import date
from decimal import Decimal

import pytest

from bayline.systems.produce.rules.residues import read_limits
from bayline.systems.produce.rules.testing import (
    by_lot,
    known_of,
    milligrams_of,
    state_of,
)

LIMITS = read_limits(
    """
    [[edition]]
    name = "版"
    since = 2021-09-03
    source = "试"
    groups = { "桃" = "核果" }
    [[edition.limit]]
    pesticide = "甲"
    food = "核果"
    mg_per_kg = "0.5"
    """,
    where="l",
)
HARVESTED = date(2025, 7, 1)


def result(pesticide="甲", found="0.5", **told):
    return {"code": "r", "lot": "urn:epc:class:lgtin:9521234.000002.A1", "pesticide": pesticide,
            "found": found, "day": "2025-07-02", **told}  # fmt: skip


def known(*results, wanted=None, today=HARVESTED):
    return known_of(results, wanted or {}, "桃", LIMITS, (HARVESTED, today))


@pytest.mark.parametrize(
    ("found", "state"),
    [("0.5", "pass"), ("0.501", "fail"), ("未检出", "pass"), ("", "pass"), ("约0.1", "undecided")],
)
def test_a_result_is_judged_by_the_limit_of_its_group_to_the_last_digit(found, state):
    (one,) = known(result(found=found))
    assert (one.state, one.pesticide, one.code) == (state, "甲", "r")


def test_without_a_row_nobody_decides_though_nothing_was_found():
    (one,) = known(result("乙", "未检出"))
    assert one.state == "undecided"
    assert "没有桃中乙的限量" in one.verdict.zh
    (early,) = known(result(day="2020-01-01"))
    assert early.state == "undecided"


def test_what_is_asked_for_is_due_and_then_late_until_there_is_a_result():
    wanted = {"甲": 3}
    assert [one.state for one in known(wanted=wanted, today=date(2025, 7, 4))] == ["due"]
    assert [one.state for one in known(wanted=wanted, today=date(2025, 7, 5))] == ["late"]
    assert [one.state for one in known(result(), wanted=wanted)] == ["pass"]


def test_a_lot_is_as_its_worst_test():
    assert state_of(known()) == "none"
    assert state_of(known(result(), wanted={"甲": 3, "乙": 3})) == "due"
    assert state_of(known(result("乙"), result(found="9"))) == "fail"
    assert state_of(known(result("乙"), result())) == "undecided"


def test_results_are_found_by_any_way_to_write_a_lot():
    link = "https://id.gs1.org/01/09521234000020/10/A1"
    other = result(lot="https://example.com/gtin/09521234000020/lot/A1")
    assert {lot: len(some) for lot, some in by_lot([result(), other]).items()} == {link: 2}


@pytest.mark.parametrize("told", ["-1", "nan", "inf", "0.1 mg"])
def test_what_is_no_amount_is_refused(told):
    with pytest.raises(ValueError, match=told):
        milligrams_of(told)


def test_an_amount_is_read_exactly():
    assert milligrams_of(" 0.10 ") == Decimal("0.10")
    assert milligrams_of("ND") is None
