"""One by one in plain steps, millions in one loop, and exact fractions give the same fen."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bayline.systems.settlement.rules import bulk, packs
from bayline.systems.settlement.rules.adjudicating import amounts
from bayline.systems.settlement.rules.benefits import divided
from bayline.systems.settlement.rules.rounding import amount_behind, product_share, share
from bayline.systems.settlement.rules.taking import MOST_FEN
from bayline.systems.settlement.terms import Claim, Scope, Used

FEN = st.integers(0, MOST_FEN >> 3) | st.integers(0, 3_000_000) | st.integers(0, 300)


@st.composite
def bills(draw, pack, cases):
    """A bill of any case of a pack, amounts near the limits among them."""
    visit, level, status, stay, filing, assistance = draw(st.sampled_from(cases))
    ceiling = pack.ceilings.get(visit)
    most = MOST_FEN if ceiling is None else ceiling.value
    major = MOST_FEN if pack.major_ceiling is None else pack.major_ceiling.value
    used = Used(
        draw(FEN),
        draw(st.integers(0, most) | st.integers(most - min(most, 500), most)),
        draw(FEN),
        draw(st.integers(0, major)),
        draw(FEN),
    )
    claim = Claim(
        id="a",
        visit=visit,
        on=date(2025, 3, 14),
        enrollment_area=pack.area,
        treatment_area="shanghai",
        level=level,
        status=status,
        filing=filing,
        stay=stay,
        used=used,
        account=draw(FEN),
        assistance=assistance,
    )
    return claim, Scope(*(draw(FEN) for _ in Scope._fields))


@pytest.mark.parametrize("name", ["jiaxing-employee-2023", "shanghai-employee-2025", "banded"])
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_all_at_once_and_one_by_one_give_the_same(name, banded, data):
    pack = banded if name == "banded" else packs.named_packs(name)[0]
    cases = bulk.cases_of(pack)
    some = data.draw(st.lists(bills(pack, [*cases.rows]), min_size=1, max_size=8))
    found = bulk.divided(bulk.columns_of(some, cases), cases)
    expected = [divided(claim, scope, pack, []) for claim, scope in some]
    assert [*zip(*(one.tolist() for one in found), strict=True)] == [(*one,) for one in expected]


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_fen_appears_or_vanishes_and_every_ceiling_holds(banded, data):
    claim, scope = data.draw(bills(banded, [*bulk.cases_of(banded).rows]))
    split = divided(claim, scope, banded, [])
    found = amounts(scope, split)
    assert min(found.values()) >= 0
    assert found["medfee_sumamt"] == found["fund_pay_sumamt"] + found["psn_part_amt"]
    assert split.fund <= scope.inside
    if claim.visit in banded.ceilings:
        assert claim.used.pool + split.pool <= banded.ceilings[claim.visit].value
    assert claim.used.major + split.major <= banded.major_ceiling.value


def half_up(exact: Fraction) -> int:
    return int((exact + Fraction(1, 2)) // 1)


@given(FEN, st.integers(0, 10_000), st.integers(1, 10_000))
def test_shares_are_exact_fractions_with_half_a_fen_upwards(amount, bp, factor):
    assert share(amount, bp) == half_up(Fraction(amount * bp, 10_000))
    both = Fraction(bp * factor, 10**8)
    assert product_share(amount, bp * factor) == half_up(amount * both)
    if bp:
        behind = amount_behind(amount, bp * factor)
        assert behind * both >= amount > (behind - 1) * both


def test_columns_outside_of_what_a_bill_can_be_are_refused(banded):
    cases = bulk.cases_of(banded)
    (claim, scope) = bills_of(banded)
    columns = bulk.columns_of([(claim, scope)] * 3, cases)
    for name, value in (("inside", -1), ("account", MOST_FEN + 1), ("pool", 2_000_001)):
        column = getattr(columns, name).copy()
        column[1] = value
        with pytest.raises(ValueError, match="claim 1: an amount lies outside"):
            bulk.divided(columns._replace(**{name: column}), cases)
    with pytest.raises(ValueError, match="none of the pack's"):
        bulk.divided(columns._replace(case=columns.case + 10_000), cases)
    with pytest.raises(ValueError, match="one length"):
        bulk.divided(columns._replace(case=columns.case[:1]), cases)


def bills_of(pack):
    visit, level, status, stay, filing, _ = next(iter(bulk.cases_of(pack).rows))
    claim = Claim(
        id="a",
        visit=visit,
        on=date(2025, 3, 14),
        enrollment_area=pack.area,
        treatment_area="shanghai",
        level=level,
        status=status,
        filing=filing,
        stay=stay,
    )
    return claim, Scope(1, 2, 3, 4)
