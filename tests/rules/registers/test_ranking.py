"""Ranks compare by bytes as the numbers do; searches find what is not personal."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bayline.platform.registers.ranking import (
    all_searched_in,
    folded,
    rank,
    ranks_of,
    searched_in,
)
from bayline.platform.registers.terms import Register

NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**40), max_value=10**40)


@given(NUMBERS, NUMBERS)
def test_ranks_are_ordered_as_their_numbers(one: Decimal, other: Decimal) -> None:
    assert (rank(one) < rank(other)) == (one < other)
    assert (rank(one) == rank(other)) == (one == other)


def test_the_rank_of_a_figure_is_its_amount_not_its_words(works: Register) -> None:
    small = ranks_of(works, {"invested": "9000万元"})["invested"]
    large = ranks_of(works, {"invested": "超2亿元"})["invested"]
    assert small < large


def test_words_of_a_choice_are_found_by_any_title(works: Register) -> None:
    found = searched_in(works, {"name": "Ａ项目", "stage": "signed", "contact": "某人"})
    assert all(word in found for word in (folded("a"), "签约", "signed"))
    assert "某人" not in found


def test_what_is_folded_together_is_folded_as_alone(works: Register) -> None:
    names = ("ΑΣ", "Σ", "１，２００", ",路", "路,", "○", "一○", "○一", "臺灣", "", "A:b", "\x1e")
    for some in (names, names[:-1], ()):
        entries = [{"name": name, "stage": "signed"} for name in some]
        assert all_searched_in(works, entries) == [searched_in(works, one) for one in entries]
