from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.kernel.errors import BaylineError
from bayline.kernel.promises import ALLOWED, Promise, PromiseState, reviewed, settled

DUE = date(2021, 12, 31)
END = [state for state in PromiseState if not ALLOWED[state]]


def test_an_open_promise_is_late_after_its_day():
    promise = Promise(claim="c1", text="年底前建成", due=DUE)
    assert reviewed(promise, today=DUE).state is PromiseState.OPEN
    assert reviewed(promise, today=date(2022, 1, 1)).state is PromiseState.LATE


def test_a_promise_without_a_day_never_turns_late():
    promise = Promise(claim="c1", text="逐步提高")
    assert reviewed(promise, today=date(9999, 1, 1)) == promise


@given(st.dates(), st.sampled_from(END))
def test_an_open_or_late_promise_is_settled_once(today, state):
    promise = reviewed(Promise(claim="c1", text="…", due=DUE), today=today)
    end = settled(promise, state, by="c2")
    assert reviewed(end, today=date.max) == end
    with pytest.raises(BaylineError, match="record a new promise"):
        settled(end, PromiseState.KEPT, by="c3")


@pytest.mark.parametrize("state", [PromiseState.OPEN, PromiseState.LATE])
def test_open_and_late_are_no_end_states(state):
    with pytest.raises(BaylineError, match="cannot become"):
        settled(Promise(claim="c1", text="…", due=DUE), state, by="c2")


def test_late_needs_a_day_and_an_end_state_its_claim():
    with pytest.raises(BaylineError, match="cannot be late"):
        Promise(claim="c1", text="…", state=PromiseState.LATE)
    with pytest.raises(BaylineError, match="name the claim"):
        Promise(claim="c1", text="…", state=PromiseState.KEPT)
