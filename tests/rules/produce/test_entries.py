"""Entries of the registers of produce that cannot be meant are refused by their field."""

import pytest

from bayline.kernel.errors import BaylineError
from bayline.systems.produce.rules import entries
from bayline.systems.produce.rules.bases import brand_of, brands_above, outline_of

BLOCK = {"code": "b", "area": "12", "outline": "121.1,30.8 121.2,30.8 121.2,30.9"}
CROP = {"code": "c", "first_start": "5", "last_start": "9", "weeks": "20", "picked_after": "12",
        "picked_for": "8"}  # fmt: skip
DEMAND = {"code": "d", "first_week": "1", "last_week": "52", "boxes": "9", "box": "5"}


def refused(look, values):
    """Give the fields that a rule refuses in one entry."""
    rule = entries.rule_of(look)
    return [one.field for one in rule({"k": values, "gone": None}, None)]


@pytest.mark.parametrize(
    ("look", "good", "bad", "fields"),
    [
        (entries.wrong_block, BLOCK, {"outline": "121.1,30.8 121.2,30.8"}, ["outline"]),
        (entries.wrong_block, BLOCK, {"outline": "121.1 30.8 121.2"}, ["outline"]),
        (entries.wrong_block, BLOCK, {"outline": "30.8,121.1 1,1 2,2"}, ["outline"]),
        (entries.wrong_block, BLOCK, {"outline": "nan,1 1,1 2,2"}, ["outline"]),
        (entries.wrong_block, BLOCK, {"area": "0"}, ["area"]),
        (entries.wrong_test, {"found": "未检出"}, {"found": "微量"}, ["found"]),
        (entries.wrong_proof, {"since": "2025-01-01"}, {"until": "2025-01-01"}, ["until"]),
        (entries.wrong_crop, CROP, {"picked_for": "9"}, ["picked_for"]),
        (entries.wrong_crop, CROP, {"first_start": "0", "weeks": "60"}, ["first_start", "weeks"]),
        (entries.wrong_demand, DEMAND, {"box": ""}, ["box"]),
        (entries.wrong_demand, DEMAND, {"last_week": "53"}, ["last_week"]),
    ],
)
def test_what_cannot_be_meant_is_refused_by_its_field(look, good, bad, fields):
    assert refused(look, good) == []
    assert refused(look, good | bad) == fields


def test_an_outline_is_closed_and_may_be_missing():
    assert outline_of("") is None
    assert outline_of("1,1 2,1 2,2") == (((1, 1), (2, 1), (2, 2), (1, 1)),)
    with pytest.raises(BaylineError, match="is no outline"):
        outline_of("x")


def test_a_brand_has_the_practices_of_those_above_it_in_their_order():
    brands = {"j": {"kind": "regional"}, "s": {"parent": "j"}, "loop": {"parent": "loop"}}
    assert brands_above("s", brands) == ["s", "j"]
    assert brands_above("loop", brands) == ["loop"]
    practices = [
        {"code": "b", "name": "乙", "number": "2"},
        {"code": "a", "name": "甲", "number": "1"},
    ]
    proofs = [
        {"base": "x", "practice": "a", "since": "2025-01-01", "until": "2026-01-01"},
        {"base": "x", "practice": "other", "since": "2025-01-01"},
    ]
    brand = brand_of("味道", practices, proofs)
    assert [*brand.practices.items()] == [("a", "甲"), ("b", "乙")]
    assert len(brand.held) == 1
    assert brand.held[0].evidence == ""
