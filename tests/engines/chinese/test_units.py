"""Units and their worth."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.engines.chinese.script import fold
from bayline.engines.chinese.units import alternation, classifiers, units


@pytest.mark.parametrize(
    ("spelling", "base", "factor"),
    [
        ("元", "CNY", "1"),
        ("美元", "USD", "1"),
        ("公顷", "m2", "10000"),
        ("平方公里", "m2", "1000000"),
        ("公里", "m", "1000"),
        ("吨标准煤", "kg", "1000"),
        ("斤", "kg", "0.5"),
        ("千瓦时", "kWh", "1"),
        ("兆瓦", "kW", "1000"),
        ("%", "1", "0.01"),
        ("个百分点", "pp", "1"),
        ("倍", "x", "1"),
        ("年", "a", "1"),
        ("个月", "mo", "1"),
    ],
)
def test_units_are_worth_what_the_conventions_say(spelling, base, factor):
    unit = units()[spelling]
    assert unit.base == base
    assert unit.factor() == Decimal(factor)


def test_a_mu_is_exactly_two_thirds_of_a_thousand_square_meters():
    mu = units()["亩"]
    assert (mu.times, mu.over) == (2000, 3)


def test_spellings_are_folded():
    words = [*units(), *(word for group in classifiers().values() for word in group)]
    assert [word for word in words if fold(word) != word] == []


@given(st.lists(st.text("个人次家（）/.", min_size=1, max_size=4), min_size=1), st.data())
def test_an_alternation_matches_the_longest_word(words, data):
    word = data.draw(st.sampled_from(words))
    match = re.match(alternation(words), word)
    assert match is not None
    assert match.group() == word


def test_a_guarded_word_is_no_beginning_of_another():
    pattern = re.compile(alternation(["方", "方面"], guards={"方": "案"}))
    assert pattern.match("方案") is None
    assert pattern.match("方面").group() == "方面"
    assert pattern.match("方水").group() == "方"
