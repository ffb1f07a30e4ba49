"""Trends, against what pymannkendall and scipy give for the same series."""

from fractions import Fraction
from itertools import permutations

import pytest

from bayline.engines.series.trends import rank_correlation, ranks, seasonal_kendall

SERIES = """
1.6 0.2 1.1 0.8 0.9 1.0 0.4 1.0 0.8 2.0 1.1 0.9 1.0 0.9 0.7 0.9 1.2 1.0 1.4 1.0 1.1 1.5 1.3 0.9
1.0 1.3 1.7 1.0 1.0 1.4 0.9 1.0 1.4 1.3 1.2 1.3 0.3 1.5 0.9 0.7 1.2 1.4 1.0 0.8 1.2 1.2 1.6 1.4
1.3 1.5 1.1 0.9 1.4 1.4 1.2 1.0 1.3 0.5 1.4 1.4
"""
VALUES = [Fraction(text) for text in SERIES.split()]


def seasons(values, months):
    return {
        str(month): [(place // months, value) for place, value in enumerate(values)][month::months]
        for month in range(months)
    }


def test_seasonal_kendall_is_that_of_the_peer():
    found = seasonal_kendall(seasons(VALUES, 12))
    assert found.score == 33
    assert found.z == pytest.approx(2.387350710249571)
    assert found.p == pytest.approx(0.01697029363017233)
    assert float(found.slope) == pytest.approx(0.0708333333333333)


def test_without_seasons_ties_are_corrected_as_the_peer_corrects_them():
    found = seasonal_kendall(seasons(VALUES[:15], 1))
    assert found.score == -5
    assert found.slope == Fraction(0)
    assert found.z == pytest.approx(-0.20025046972870356)
    assert found.p == pytest.approx(0.8412846973152364)


def test_rank_correlation_shares_ranks_that_tie():
    assert ranks([Fraction(3), Fraction(1), Fraction(3)]) == [Fraction(5, 2), 1, Fraction(5, 2)]
    assert rank_correlation(VALUES[:15]) == pytest.approx(-0.05225437283634242)
    assert rank_correlation([Fraction(1)] * 6) is None


@pytest.mark.parametrize(
    ("count", "p05", "p01"), [(5, 0.9, 1.0), (6, 0.829, 0.943), (7, 0.714, 0.893)]
)
def test_critical_values_are_those_that_all_orders_count_out(count, p05, p01):
    found = sorted(
        (
            1 - 6 * sum((a - b) ** 2 for a, b in enumerate(order)) / (count**3 - count)
            for order in permutations(range(count))
        ),
        reverse=True,
    )
    for critical, share in ((p05, 0.05), (p01, 0.01)):
        reached = sum(one >= critical - 0.0005 for one in found)
        assert reached <= share * len(found)
        below = next(one for one in found if one < critical - 0.0005)
        assert sum(one >= below for one in found) > share * len(found)
