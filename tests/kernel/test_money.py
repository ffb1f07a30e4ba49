from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.kernel.errors import BaylineError
from bayline.kernel.money import Money, total

amounts = st.integers(min_value=-(10**18), max_value=10**18).map(lambda fen: Money(fen=fen))
weights = st.lists(
    st.integers(0, 10**6) | st.decimals(min_value=0, max_value=100, places=3),
    min_size=1,
    max_size=9,
).filter(any)


@given(amounts, weights)
def test_splitting_conserves_every_fen(amount, shares):
    assert total(amount.split(shares)) == amount


@given(amounts, weights)
def test_no_share_is_a_fen_away_from_its_exact_part(amount, shares):
    whole = sum(map(Decimal, shares))
    for share, weight in zip(amount.split(shares), shares, strict=True):
        assert abs(share.fen - amount.fen * Decimal(weight) / whole) < Decimal("1.000001")
        assert share.fen == 0 or weight


@given(amounts, amounts)
def test_what_was_added_can_be_taken_away(a, b):
    assert a.plus(b).minus(b) == a
    assert a.plus(b) == b.plus(a)


@given(amounts)
def test_yuan_and_back_is_the_same_amount(amount):
    assert Money.of_yuan(amount.yuan) == amount


def test_leftover_fen_go_to_the_largest_remainders():
    assert [m.fen for m in Money(fen=100).split([1, 1, 1])] == [34, 33, 33]
    assert [m.fen for m in Money(fen=10).split([Decimal("0.5"), 0, Decimal("0.25")])] == [7, 0, 3]


@pytest.mark.parametrize("amount", ["0.001", "NaN", "Infinity"])
def test_an_amount_that_is_no_whole_fen_is_refused(amount):
    with pytest.raises(BaylineError, match="round the amount"):
        Money.of_yuan(Decimal(amount))


def test_two_currencies_are_not_added():
    with pytest.raises(BaylineError, match="naming rate and day"):
        Money(fen=1).plus(Money(fen=1, currency="USD"))


@pytest.mark.parametrize("shares", [[], [0, 0], [2, -1]])
def test_shares_without_weight_are_refused(shares):
    with pytest.raises(BaylineError, match="weight of each share"):
        Money(fen=1).split(shares)


def test_the_total_of_nothing_is_zero():
    assert total([]) == Money(fen=0)
