from hypothesis import given
from hypothesis import strategies as st

from bayline.kernel import periods
from bayline.kernel.basis import Basis, Part, Price, comparable, differences, unstated

words = st.sampled_from(["", "全区", "全市"])
bases = st.builds(
    Basis,
    price=st.none() | st.sampled_from(Price),
    place_scope=words,
    threshold=st.sampled_from(["", "规模以上"]),
    period=st.none() | st.sampled_from([periods.year(2020), periods.year(2021)]),
    stage=st.sampled_from(["", "签约", "开工"]),
    coverage=st.frozensets(st.sampled_from(["不含港区", "含电厂"])),
)


def test_nominal_growth_does_not_contradict_growth_in_constant_prices():
    nominal, real = Basis(price=Price.CURRENT), Basis(price=Price.CONSTANT)
    assert differences(nominal, real) == (Part.PRICE,)


def test_figures_with_and_without_the_port_have_two_scopes():
    with_port, without = Basis(), Basis(coverage=frozenset({"不含港区"}))
    assert differences(with_port, without) == (Part.COVERAGE,)


def test_signed_and_started_are_two_stages():
    assert differences(Basis(stage="签约"), Basis(stage="开工")) == (Part.STAGE,)


def test_a_year_that_only_one_states_is_an_open_question():
    dated, undated = Basis(period=periods.year(2021)), Basis()
    assert comparable(dated, undated)
    assert unstated(dated, undated) == (Part.PERIOD,)


def test_every_part_has_a_name_in_both_languages():
    assert all(part.zh and part.en for part in Part)


@given(bases, bases)
def test_differences_are_mutual_and_none_from_oneself(a, b):
    assert differences(a, b) == differences(b, a)
    assert unstated(a, b) == unstated(b, a)
    assert comparable(a, a)


@given(bases, bases)
def test_no_part_is_both_different_and_unstated(a, b):
    assert not set(differences(a, b)) & set(unstated(a, b))
