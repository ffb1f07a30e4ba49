"""Thousands of seeded days of two offices."""

import random

import pytest

from bayline.systems.settlement.rules.protocol.simulating import simulated

pytestmark = pytest.mark.soak


@pytest.mark.parametrize("first", range(1_000, 6_000, 500))
def test_nothing_is_broken_in_thousands_of_days(first):
    broken = {}
    for seed in range(first, first + 500):
        found = simulated(random.Random(seed), steps=160)
        if found.invariant:
            broken[seed] = found.invariant
    assert broken == {}
