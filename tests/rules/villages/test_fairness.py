"""Who inspects is drawn by a seed, from other towns, evenly; how far they agree is measured."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bayline.kernel.errors import BaylineError
from bayline.systems.villages.rules.agreeing import agreement
from bayline.systems.villages.rules.fairness import drawn, lot
from bayline.systems.villages.terms.campaigns import Inspector, Village
from bayline.systems.villages.terms.events import Act


def villages(count, towns=4):
    return [Village(code=f"v{n:03}", name=f"{n}村", town=f"t{n % towns}") for n in range(count)]


def inspectors(count, towns=4):
    return [
        Inspector(code=f"p{n:02}", name=f"{n}", towns=frozenset({f"t{n % towns}"}))
        for n in range(count)
    ]


def test_the_same_seed_draws_the_same_and_another_draws_otherwise():
    first = drawn(villages(124), inspectors(20), each=3, seed="2021-12-01 抽签")
    shuffled = drawn([*reversed(villages(124))], inspectors(20), each=3, seed="2021-12-01 抽签")
    assert first == shuffled
    assert first != drawn(villages(124), inspectors(20), each=3, seed="2021-12-02 抽签")
    assert lot("s", "v", "p") == lot("s", "v", "p") != lot("s", "v", "q")


@settings(max_examples=12, deadline=None)
@given(st.integers(1, 30), st.integers(4, 12), st.integers(1, 3), st.text(max_size=5))
def test_nobody_inspects_the_own_town_and_loads_are_as_even_as_can_be(count, people, each, seed):
    some, known = villages(count), inspectors(people)
    found = drawn(some, known, each=each, seed=seed)
    town = {one.code: one.town for one in some}
    own = {one.code: one.towns for one in known}
    assert all(town[village] not in own[one] for village, who in found.items() for one in who)
    assert {len({*who}) for who in found.values()} == {each}
    loads = Counter(one for who in found.values() for one in who)
    if max(loads.values()) > 1:  # nobody could take one village less
        with pytest.raises(BaylineError, match="no inspector is left for it"):
            drawn(some, known, each=each, seed=seed, most=max(loads.values()) - 1)


def test_a_draw_that_cannot_be_says_why():
    with pytest.raises(
        BaylineError,
        match=r"1村: 3 inspectors can be drawn, 4 are needed: of 4 inspectors 1 belong to the same",
    ):
        drawn(villages(2)[1:], inspectors(4), each=4, seed="x")
    with pytest.raises(
        BaylineError, match=r"when each takes 1 villages at most: 5 villages need 10 places, .* 8,"
    ):
        drawn(villages(5), inspectors(8), each=2, seed="x", most=1)
    with pytest.raises(BaylineError, match="0 inspectors can be drawn, 1 are needed"):
        drawn(villages(1), [], each=1, seed="x")
    assert drawn([], [], each=3, seed="x") == {}


def test_places_are_made_by_moving_others():
    two = [Village(code="v1", name="一", town="t1"), Village(code="v2", name="二", town="t2")]
    both = Inspector(code="p", name="p", towns=frozenset({"t9"}))
    one = Inspector(code="q", name="q", towns=frozenset({"t2"}))  # may go to v1 only
    for seed in "abcdef":
        assert drawn(two, [both, one], each=1, seed=seed, most=1) == {"v1": ("q",), "v2": ("p",)}


def test_agreement_is_kappa_over_what_all_have_scored(world):
    for village, inspectors_ in (("v1", ("a", "b")), ("v2", ("b", "c"))):
        world.begun(village, inspectors=inspectors_)
    for item, scores in (("waste", ("50", "50")), ("water", ("20", "20")), ("homes", ("20", "17"))):
        for who, score in zip(("a", "b"), scores, strict=True):
            world.score(item, score, by=who)
    world.score("waste", "50", by="b", village="v2")
    found = agreement(world.state())
    assert (found.items, found.left_out) == (3, 3)
    # 50-50, 20-20, 20-17: seen 2/3, by chance 2/6·2/6 + 3/6·3/6 + 1/6·1/6 = 14/36
    assert found.kappa == (Fraction(2, 3) - Fraction(14, 36)) / (1 - Fraction(14, 36))
    (pair,) = [one for one in found.pairs if one.items]
    assert (pair.one, pair.other, pair.items) == ("a", "b", 3)
    # by chance 1/3·1/3 + 2/3·1/3 = 3/9
    assert pair.kappa == Fraction(1, 2)
    world.add(Act.SCORED, item="waste", score="50", by="c", village="v2", total=Decimal(0))
    assert agreement(world.state()).items == 4
