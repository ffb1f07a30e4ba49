"""Residues are judged by the edition of their day, by groups of foods, and never without a row."""

from datetime import date
from decimal import Decimal

import pytest

from bayline.kernel.errors import BaylineError
from bayline.systems.produce.rules.residues import judged, read_limits

LIMITS = """
[[edition]]
name = "旧"
since = 2020-01-01
until = 2024-01-01
source = "made up"
groups = {"桃" = "核果类", "核果类" = "水果"}
banned = ["禁药"]
limit = [
  {pesticide = "甲", food = "核果类", mg_per_kg = 0.2},
  {pesticide = "乙", food = "水果", mg_per_kg = 1, temporary = true},
]
[[edition]]
name = "新"
since = 2024-01-01
source = "made up"
groups = {"桃" = "核果类"}
limit = [
  {pesticide = "甲", food = "核果类", mg_per_kg = 0.2},
  {pesticide = "甲", food = "桃", mg_per_kg = 0.1},
]
"""


@pytest.mark.parametrize(
    ("pesticide", "found", "day", "state", "standard"),
    [
        ("甲", "0.2", "2023-12-31", "pass", "旧"),
        ("甲", "0.2", "2024-01-01", "fail", "新"),
        ("甲", "0.1", "2024-01-01", "pass", "新"),
        ("乙", "1.01", "2021-07-01", "fail", "旧"),
        ("乙", "0", "2025-07-01", "undecided", "新"),
        ("乙", None, "2025-07-01", "undecided", "新"),
        ("禁药", "0.001", "2021-07-01", "fail", "旧"),
        ("禁药", None, "2021-07-01", "pass", "旧"),
        ("甲", None, "2021-07-01", "pass", "旧"),
        ("甲", "0.01", "2019-07-01", "undecided", ""),
    ],
)
def test_each_residue_has_the_verdict_of_its_day(pesticide, found, day, state, standard):
    mass = None if found is None else Decimal(found)
    editions = read_limits(LIMITS, where="limits")
    verdict = judged(editions, pesticide, "桃", mass, date.fromisoformat(day))
    assert (verdict.state, verdict.standard) == (state, standard)
    assert "cannot decide" in verdict.sentence or state != "undecided"


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("until = 2024-01-01", "until = 2024-06-01", "on the same day"),
        ('food = "桃"', 'food = "核果类"', "twice"),
        ("since = 2020-01-01", 'since = "2020"', "dates"),
        ("mg_per_kg = 1,", 'mg_per_kg = "one",', "Invalid"),
    ],
)
def test_limits_that_contradict_themselves_are_refused(old, new, why):
    assert old in LIMITS
    with pytest.raises(BaylineError, match=why):
        read_limits(LIMITS.replace(old, new), where="limits")
