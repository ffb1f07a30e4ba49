"""Rates, by real numbers that were published with them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.kernel.errors import BaylineError
from bayline.kernel.figures import Figure
from bayline.kernel.periods import parse
from bayline.systems.projects.rules.amounts import amount_of, figure_in
from bayline.systems.projects.rules.rates import (
    Convention,
    RateKind,
    Rounding,
    ahead_of_time,
    elapsed,
    investment_rate,
    rate,
)
from bayline.systems.projects.terms import AmountKind

START = RateKind.START


def convention(places=0, rounding=Rounding.HALF_UP):
    return Convention(rounding=rounding, places=places, source="doc-1")


def counted(part, whole, **fields):
    figures = (Figure.exactly(number, "个") for number in (part, whole))
    return rate(START, *figures, convention=convention(**fields))


@pytest.mark.parametrize(
    ("part", "whole", "places", "rounding", "printed"),
    [
        (151, 207, 0, Rounding.HALF_UP, "73%"),
        (85, 111, 1, Rounding.HALF_UP, "76.6%"),
        (129, 270, 0, Rounding.TRUNCATED, "47%"),
        (129, 270, 0, Rounding.HALF_UP, "48%"),
        (129, 270, 2, Rounding.HALF_UP, "47.78%"),
        (20, 230, 1, Rounding.HALF_UP, "8.7%"),
        (1, 8, 0, Rounding.HALF_UP, "13%"),
        (1, 8, 0, Rounding.TRUNCATED, "12%"),
        (5, 4, 0, Rounding.HALF_UP, "125%"),
    ],
)
def test_a_rate_is_printed_as_its_publisher_rounds(part, whole, places, rounding, printed):
    found = counted(part, whole, places=places, rounding=rounding)
    assert found.printed() == printed
    assert found.agrees(Decimal(printed.removesuffix("%")))


def test_a_city_that_truncates_is_not_accused():
    assert counted(129, 270, rounding=Rounding.TRUNCATED).agrees(Decimal(47))
    assert not counted(129, 270, rounding=Rounding.TRUNCATED).agrees(Decimal(48))
    assert not counted(129, 270, rounding=Rounding.HALF_UP).agrees(Decimal(47))


def money(words, kind, period):
    return amount_of(kind, words, evidence="doc-1", period=parse(period))


def invested(done, planned, period="2021-01/2021-03", year="2021", places=1):
    return investment_rate(
        money(done, AmountKind.COMPLETED, period),
        money(planned, AmountKind.ANNUAL_PLAN, year),
        convention=convention(places),
    )


def test_investment_is_measured_by_the_plan_of_its_year():
    assert invested("325.7亿元", "463.4亿元", "2024-01/2024-08", "2024").agrees(Decimal("70.3"))


def test_ahead_of_time_is_the_rate_less_the_share_of_the_year():
    done = invested("313.64亿元", "1015亿元", places=2)
    assert done.printed() == "30.90%"
    assert ahead_of_time(done, through=date(2021, 3, 31)) == Decimal("5.90")


@pytest.mark.parametrize(
    ("through", "share"),
    [
        (date(2021, 12, 31), Decimal(1)),
        (date(2021, 6, 30), Decimal("0.5")),
        (date(2021, 6, 15), Decimal(166) / 365),
        (date(2024, 2, 29), Decimal(2) / 12),
    ],
)
def test_whole_months_are_twelfths_of_the_year(through, share):
    assert elapsed(through) == share


def test_a_hedged_part_gives_a_range():
    part, whole = figure_in("约200亿元"), figure_in("400亿元")
    found = rate(RateKind.INVESTMENT, part, whole, convention=convention(1))
    assert found.printed() == "47.5%–52.5%"
    with pytest.raises(BaylineError, match="one of its figures is hedged"):
        ahead_of_time(found, through=date(2021, 6, 30))


def test_a_part_without_upper_end_is_not_printed_as_a_rate():
    found = rate(
        RateKind.INVESTMENT,
        figure_in("超82亿元"),
        figure_in("100亿元"),
        convention=convention(),
    )
    with pytest.raises(BaylineError, match="no upper end"):
        found.printed()
    assert found.agrees(Decimal(84))
    assert not found.agrees(Decimal(80))


@pytest.mark.parametrize(
    ("attempt", "sentence"),
    [
        (lambda: counted(3, 0), "start rate has nothing to divide by"),
        (
            lambda: rate(
                START,
                Figure.exactly(1, "个"),
                Figure.exactly(1, "CNY"),
                convention=convention(),
            ),
            "units 个, CNY",
        ),
        (lambda: invested("1亿元", "5亿元", "2022-01"), "outside the year of the plan"),
        (
            lambda: investment_rate(
                money("1亿元", AmountKind.ANNUAL_PLAN, "2021"),
                money("5亿元", AmountKind.ANNUAL_PLAN, "2021"),
                convention=convention(),
            ),
            "is no investment completion rate",
        ),
    ],
)
def test_a_rate_that_would_mean_nothing_is_refused(attempt, sentence):
    with pytest.raises(BaylineError, match=sentence):
        attempt()


@given(
    st.integers(0, 10_000),
    st.integers(1, 10_000),
    st.integers(0, 3),
    st.sampled_from(Rounding),
)
def test_what_is_printed_agrees_and_its_neighbors_do_not(part, whole, places, rounding):
    found = counted(part, whole, places=places, rounding=rounding)
    printed = Decimal(found.printed().removesuffix("%"))
    step = Decimal(1).scaleb(-places)
    assert found.agrees(printed)
    assert not found.agrees(printed + step)
    assert not found.agrees(printed - step)
