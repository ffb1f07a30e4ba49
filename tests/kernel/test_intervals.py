from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.kernel.errors import BaylineError
from bayline.kernel.intervals import Interval, summed

numbers = st.decimals(
    min_value=-(10**12), max_value=10**12, places=4, allow_nan=False, allow_infinity=False
)


@st.composite
def members(draw):
    """Draw an interval and a number in it."""
    value = draw(numbers)
    below, above = draw(st.none() | numbers.map(abs)), draw(st.none() | numbers.map(abs))
    interval = Interval(
        low=None if below is None else value - below,
        high=None if above is None else value + above,
        low_open=bool(below) and draw(st.booleans()),
        high_open=bool(above) and draw(st.booleans()),
    )
    return interval, value


@given(members(), members())
def test_sums_differences_and_products_contain_those_of_their_members(a, b):
    assert a[1] + b[1] in a[0].plus(b[0])
    assert a[1] - b[1] in a[0].minus(b[0])
    assert a[1] * b[1] in a[0].times(b[0])


@given(members(), members())
def test_a_quotient_times_its_divisor_reaches_the_dividend(a, b):
    try:
        quotient = a[0].divided_by(b[0])
    except BaylineError:
        assert b[0].low is None or b[0].low <= 0
        assert b[0].high is None or b[0].high >= 0
        return
    assert b[1] != 0
    assert a[1] in quotient.times(Interval.point(b[1])).widened(Decimal("1e-9"), Decimal("1e-9"))


@given(members(), members(), members())
def test_addition_does_not_mind_order_or_grouping(a, b, c):
    a, b, c = a[0], b[0], c[0]
    assert a.plus(b) == b.plus(a)
    assert a.plus(b).plus(c) == a.plus(b.plus(c))


@given(members())
def test_an_interval_overlaps_and_covers_itself(a):
    assert a[0].overlaps(a[0])
    assert a[0].covers(a[0])


@given(members(), members())
def test_overlap_is_mutual_and_follows_from_a_shared_member(a, b):
    assert a[0].overlaps(b[0]) == b[0].overlaps(a[0])
    if a[1] in b[0]:
        assert a[0].overlaps(b[0])


@given(members(), members())
def test_what_covers_another_contains_its_members(a, b):
    if a[0].covers(b[0]):
        assert b[1] in a[0]


@given(members())
def test_negating_twice_changes_nothing(a):
    assert a[0].negated().negated() == a[0]


def test_open_ends_that_touch_do_not_overlap():
    above = Interval(low=Decimal(82), high=None, low_open=True)
    assert not above.overlaps(Interval.point(Decimal(82)))
    assert above.overlaps(Interval.point(Decimal("82.01")))


def test_the_sum_of_none_is_zero():
    assert summed(()) == Interval.point(Decimal(0))


def test_a_product_with_a_closed_zero_reaches_zero():
    whole = Interval(low=Decimal(0), high=Decimal(1))
    above = Interval(low=Decimal(5), high=None, low_open=True)
    assert whole.times(above) == Interval(low=Decimal(0), high=None)


def test_a_third_lies_between_its_rounded_ends():
    third = Interval.point(Decimal(1)).divided_by(Interval.point(Decimal(3)))
    assert third.low < third.high
    assert Decimal(1) in third.times(Interval.point(Decimal(3)))


def test_division_by_what_may_be_zero_is_refused():
    with pytest.raises(BaylineError, match="surely above or below zero"):
        Interval.point(Decimal(1)).divided_by(Interval(low=Decimal(-1), high=Decimal(1)))


def test_ends_in_the_wrong_order_are_refused():
    with pytest.raises(BaylineError, match="smaller value first"):
        Interval(low=Decimal(2), high=Decimal(1))
