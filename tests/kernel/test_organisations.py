from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.kernel.aliases import Alias
from bayline.kernel.errors import BaylineError
from bayline.kernel.organisations import Organisation, check_character, is_credit_code

LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
bodies = st.text(alphabet=LETTERS, min_size=17, max_size=17)


@given(bodies)
def test_a_code_with_its_check_character_is_accepted(body):
    assert is_credit_code(body + check_character(body))


@given(bodies, st.integers(0, 16), st.sampled_from(LETTERS))
def test_one_wrong_character_is_noticed(body, at, letter):
    code = body + check_character(body)
    wrong = code[:at] + letter + code[at + 1 :]
    assert is_credit_code(wrong) == (wrong == code)


def test_a_published_code_passes():
    assert is_credit_code("91350100M000100Y43")


@pytest.mark.parametrize("code", ["", "91350100M000100Y4", "91350100M000100I43", "中" * 18])
def test_what_is_no_credit_code_is_told_apart(code):
    assert not is_credit_code(code)


def test_a_body_of_the_wrong_length_is_refused():
    with pytest.raises(BaylineError, match="copy the code from the licence"):
        check_character("123")


def test_an_organisation_without_a_code_is_refused():
    with pytest.raises(BaylineError, match="give both"):
        Organisation(code="", name="某局")


def test_a_short_name_holds_on_its_days():
    office = Organisation(code="x", name="某局", aliases=(Alias(name="旧局"),))
    assert office.names_on(date(2020, 1, 1)) == ("某局", "旧局")
