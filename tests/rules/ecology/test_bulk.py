"""Millions at once give what one by one gives."""

from decimal import Decimal

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bayline.systems.ecology.rules import packs
from bayline.systems.ecology.rules.bulk import BILLION, Column, graded
from bayline.systems.ecology.rules.classing import assessed_items, classified
from bayline.systems.ecology.terms import Reading, WaterBody

STANDARD = packs.water_standard(packs.latest(packs.WATER))
RULES = packs.assessment_rules(packs.latest(packs.ASSESSMENT))
KEYS = [one.key for one in assessed_items(STANDARD, RULES, WaterBody.RIVER)]


def around(key):
    """Values at the limits of an item, just beside them, anywhere, and none at all."""
    limits = [int(one * BILLION) for each in STANDARD.items[key].limits.values() for one in each]
    most = 14 * BILLION if key == "ph" else 10**18
    near = st.builds(
        lambda limit, step: min(max(limit + step, 0), most),
        st.sampled_from(limits),
        st.sampled_from([-10_000, -1, 0, 1, 9_999]),
    )
    return st.none() | near | st.integers(0, most)


SAMPLE = st.fixed_dictionaries({key: around(key) for key in KEYS})


def one_by_one(sample, body):
    readings = {
        key: Reading(Decimal(value) / BILLION, Decimal(value) / BILLION, "")
        for key, value in sample.items()
        if value is not None
    }
    found = classified(readings, body=body, standard=STANDARD, rules=RULES)
    return (found.water_class or 1) - 1, len(found.used)


def column(values):
    return Column(
        np.array([value or 0 for value in values], np.int64),
        np.array([value is None for value in values]),
    )


@settings(max_examples=25, deadline=None)
@given(st.lists(SAMPLE, min_size=1, max_size=6), st.sampled_from(WaterBody))
def test_all_at_once_and_one_by_one_give_the_same(samples, body):
    columns = {key: column([one[key] for one in samples]) for key in KEYS}
    found = graded(columns, body=body, standard=STANDARD, rules=RULES)
    expected = [one_by_one(one, body) for one in samples]
    assert [*zip(found.worst.tolist(), found.counted.tolist(), strict=True)] == expected
