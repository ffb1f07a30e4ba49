"""What is posted sums to zero, and balances follow from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.engines.ledger.books import (
    LedgerError,
    Posting,
    balances,
    checked,
    disagreements,
    entry_of,
    opposite,
)

AMOUNTS = st.dictionaries(st.sampled_from("abcd"), st.integers(-(10**12), 10**12))


@given(st.lists(AMOUNTS, max_size=6))
def test_balances_sum_to_zero_and_opposites_take_all_back(several):
    entries = [entry_of({**one, "rest": -sum(one.values())}) for one in several]
    found = balances(entries)
    assert sum(found.values()) == 0
    assert not any(balances([*entries, *map(opposite, entries)]).values())
    assert [*disagreements(found, entries)] == []


def test_an_entry_that_is_off_or_no_whole_number_is_refused():
    with pytest.raises(LedgerError, match="2 postings is 1 off zero"):
        entry_of({"a": 3, "b": -2})
    with pytest.raises(LedgerError, match=r"a: 1\.0 is no whole number"):
        checked([Posting("a", 1.0), Posting("b", -1)])


def test_a_kept_balance_that_no_posting_makes_is_told():
    entries = [entry_of({"a": 5, "b": -5})]
    assert [*disagreements({"a": 5, "b": -4}, entries)] == ["b: -4 is kept, its postings make -5"]
