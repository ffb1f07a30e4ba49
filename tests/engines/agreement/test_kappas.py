"""Kappa against the worked examples of the literature, and against its own definition."""

from collections import Counter
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bayline.engines.agreement import Weights, cohen, fleiss

# J. L. Fleiss, Statistical Methods for Rates and Proportions: the example of ten subjects that
# fourteen raters put into five categories, kappa .210.
TEN_SUBJECTS = (
    (0, 0, 0, 0, 14),
    (0, 2, 6, 4, 2),
    (0, 0, 3, 5, 6),
    (0, 3, 9, 2, 0),
    (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0),
    (3, 2, 6, 3, 0),
    (2, 5, 3, 2, 2),
    (6, 5, 2, 1, 0),
    (0, 2, 2, 3, 7),
)
# A. Agresti, Categorical Data Analysis, from Hout, Duncan and Sobel 1987: 91 couples; kappa .129,
# weighted by distance .237.
COUPLES = ((7, 7, 2, 3), (2, 8, 3, 7), (1, 5, 4, 9), (2, 8, 9, 14))


def test_many_judges_agree_as_in_the_published_example():
    assert round(float(fleiss(TEN_SUBJECTS)), 3) == 0.210


def test_two_judges_agree_as_in_the_published_examples():
    assert cohen(((20, 5), (10, 15))) == Fraction(2, 5)
    assert round(float(cohen(COUPLES)), 3) == 0.129
    assert round(float(cohen(COUPLES, Weights.LINEAR)), 3) == 0.237


def test_whole_agreement_is_one_chance_is_nought_and_one_category_says_nothing():
    assert cohen(((3, 0), (0, 4))) == fleiss(((2, 0), (0, 2))) == 1
    assert cohen(((4, 4), (4, 4))) == 0
    assert cohen(((0, 3), (3, 0))) == -1
    assert cohen(((5, 0), (0, 0))) is None
    assert fleiss(((3, 0), (3, 0))) is None
    assert cohen(()) is None
    assert fleiss(()) is None


def test_subjects_need_as_many_judges_and_two_at_least():
    for table in (((2, 1), (1, 1)), ((1, 0), (0, 1))):
        with pytest.raises(ValueError, match="as many judges, two at least"):
            fleiss(table)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 3)] * 2), min_size=1, max_size=12))
def test_kappa_is_what_is_seen_against_what_chance_would_give(pairs):
    table = [[pairs.count((i, j)) for j in range(4)] for i in range(4)]
    first, second = (Counter(one) for one in zip(*pairs, strict=True))
    count = len(pairs)
    for weights, apart in (
        (Weights.NONE, lambda i, j: int(i != j)),
        (Weights.LINEAR, lambda i, j: abs(i - j)),
        (Weights.QUADRATIC, lambda i, j: (i - j) ** 2),
    ):
        seen = Fraction(sum(apart(i, j) for i, j in pairs), count)
        chance = Fraction(
            sum(first[i] * second[j] * apart(i, j) for i, j in product(range(4), repeat=2)),
            count**2,
        )
        assert cohen(table, weights) == (None if chance == 0 else 1 - seen / chance)
