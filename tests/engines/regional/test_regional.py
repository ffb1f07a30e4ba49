"""Laws that the measures keep whatever the numbers are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.engines.regional import disparity, growth, networks, shares
from bayline.engines.regional.complexity import complexity, reflections

counts = st.integers(1, 10_000)


@st.composite
def matrices(draw, least=2, most=7, numbers=counts):
    """Regions by industries, nothing zero."""
    rows, columns = draw(st.integers(least, most)), draw(st.integers(least, most))
    flat = draw(st.lists(numbers, min_size=rows * columns, max_size=rows * columns))
    return np.array(flat, dtype=float).reshape(rows, columns)


@given(matrices(), st.floats(0.001, 1000))
def test_location_quotients_do_not_change_with_the_unit(values, factor):
    before = shares.location_quotients(values, values.sum(axis=0))
    after = shares.location_quotients(values * factor, values.sum(axis=0))
    assert before == pytest.approx(after, rel=1e-12)


@given(matrices())
def test_location_quotients_have_the_mean_one_weighted_by_the_whole(values):
    found = shares.location_quotients(values, values.sum(axis=0))
    weights = shares.shares(values.sum(axis=0), axis=0)
    assert found @ weights == pytest.approx(np.ones(len(values)), abs=1e-12)


@given(matrices(), st.randoms())
def test_order_of_regions_and_industries_does_not_matter(values, chance):
    rows, columns = list(range(len(values))), list(range(values.shape[1]))
    chance.shuffle(rows)
    chance.shuffle(columns)
    mixed = values[np.ix_(rows, columns)]
    found = shares.location_quotients(values, values.sum(axis=0))
    assert found[np.ix_(rows, columns)] == pytest.approx(
        shares.location_quotients(mixed, mixed.sum(axis=0)), rel=1e-12
    )
    for measure in (disparity.gini, disparity.theil, disparity.mean_log_deviation):
        assert measure(values)[columns] == pytest.approx(measure(mixed), abs=1e-12)


@given(matrices())
def test_herfindahl_lies_between_one_part_of_many_and_one(values):
    found = shares.herfindahl(values, axis=1)
    count = values.shape[1]
    assert (found >= 1 / count - 1e-12).all()
    assert (found <= 1 + 1e-12).all()
    normalized = shares.herfindahl_normalized(found, count)
    assert (normalized >= -1e-12).all()
    assert (normalized <= 1 + 1e-12).all()


@given(matrices())
def test_krugman_is_nothing_against_itself_and_two_at_most(values):
    assert shares.krugman(values, values) == pytest.approx(np.zeros(len(values)), abs=1e-12)
    assert (shares.krugman(values, values.sum(axis=0)) <= 2).all()


@given(matrices(), st.floats(0.001, 1000))
def test_disparity_does_not_change_with_the_unit(values, factor):
    people = np.arange(1.0, len(values) + 1)
    for measure in (disparity.gini, disparity.theil):
        assert measure(values * factor) == pytest.approx(measure(values), abs=1e-9)
    for weighted in (disparity.gini_weighted, disparity.williamson):
        before = weighted(values, people)
        assert weighted(values * factor, people * factor) == pytest.approx(before, abs=1e-9)


@given(matrices())
def test_equal_weights_are_no_weights(values):
    people = np.full(len(values), 3.0)
    assert disparity.gini_weighted(values, people) == pytest.approx(
        disparity.gini(values), abs=1e-12
    )


@given(matrices(), st.integers(2, 4))
def test_splitting_a_region_into_equal_ones_leaves_disparity_per_head(values, parts):
    """The trap that a peer falls into: values sorted, weights not."""
    people = np.arange(1.0, len(values) + 1)
    split = np.repeat(values / parts, parts, axis=0), np.repeat(people / parts, parts)
    assert disparity.gini_weighted(*split) == pytest.approx(
        disparity.gini_weighted(values, people), abs=1e-9
    )
    assert disparity.williamson(*split) == pytest.approx(
        disparity.williamson(values, people), abs=1e-9
    )


@given(matrices(numbers=st.integers(1, 99)), st.integers(1, 9))
def test_the_parts_of_a_change_add_up_to_it(then, seed):
    now = np.roll(then, seed) * 1.5
    whole_then, whole_now = then.sum(axis=0), now.sum(axis=0)
    parts = growth.shift_share(then, now, whole_then=whole_then, whole_now=whole_now)
    assert parts.national + parts.mix + parts.regional == pytest.approx(parts.change, abs=1e-9)
    # What all regions lose and win against the whole is nothing.
    assert parts.regional.sum() == pytest.approx(0, abs=1e-8)
    assert parts.mix.sum() == pytest.approx(0, abs=1e-8)


@given(matrices(numbers=st.integers(0, 1)))
def test_relatedness_is_the_same_both_ways(values):
    counted = networks.together(values > 0)
    for scale in networks.RELATEDNESS.values():
        found = scale(counted)
        assert found == pytest.approx(found.T, abs=1e-12, nan_ok=True)


def test_parts_of_a_network_are_told_apart():
    has = np.array([[1, 1, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]], dtype=bool)
    regions, industries = networks.components(has)
    assert regions.tolist() == [0, 0, 1]
    assert industries.tolist() == [0, 0, 1, 2]


NESTED = np.array([[1, 1, 1, 1, 1], [1, 1, 1, 0, 0], [1, 1, 0, 0, 0], [0, 0, 0, 1, 1]], dtype=bool)


def test_complexity_is_the_same_from_either_side():
    """The eigenvector is taken on the smaller side; both must tell the same."""
    wide = complexity(NESTED)
    tall = complexity(np.vstack([NESTED, NESTED]))
    assert np.tile(wide.regions, 2) == pytest.approx(tall.regions, abs=1e-12)
    assert wide.industries == pytest.approx(tall.industries, abs=1e-12)


def test_a_regions_complexity_is_the_mean_of_its_industries():
    found = complexity(NESTED)
    means = [found.industries[row].mean() for row in NESTED]
    assert found.regions == pytest.approx(np.array(means), abs=1e-12)
    assert found.regions.mean() == pytest.approx(0, abs=1e-12)
    assert found.regions.std() == pytest.approx(1, abs=1e-12)


def test_reflections_of_four_countries_and_four_products():
    """Hidalgo and Hausmann 2009, supplement, network S4."""
    has = np.array([[1, 1, 1, 1], [0, 1, 0, 0], [0, 0, 1, 1], [0, 0, 0, 1]], dtype=bool)
    expected = {
        0: ([4, 1, 2, 1], [1, 2, 2, 3]),
        1: ([2, 2, 2.5, 3], [4, 2.5, 3, 7 / 3]),
        2: ([2 + 23 / 24, 2.5, 2 + 2 / 3, 2 + 1 / 3], [2, 2, 2.25, 2.5]),
    }
    for steps, (regions, industries) in expected.items():
        found = reflections(has, steps)
        assert found[0] == pytest.approx(np.array(regions), abs=1e-12)
        assert found[1] == pytest.approx(np.array(industries), abs=1e-12)
