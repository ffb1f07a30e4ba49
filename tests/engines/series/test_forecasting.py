from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bayline.engines.series.forecasting import backtest, forecast

VALUES = st.lists(st.integers(-1000, 1000).map(Decimal), min_size=4, max_size=20)


def test_an_even_series_goes_on_evenly_and_surely() -> None:
    made = forecast([Decimal(at) for at in (100, 110, 120, 130)])
    assert (made.value, made.low, made.high) == (140, 140, 140)


def test_the_interval_is_as_wide_as_the_largest_error_so_far() -> None:
    made = forecast([Decimal(at) for at in (100, 110, 125, 130)])
    # 110 + 10 missed 125 by 5; 125 + 12.5 missed 130 by 7.5.
    assert (made.value, made.high - made.value) == (140, Decimal("7.5"))
    assert (made.errors, made.sureness) == (2, Decimal(2) / 3)


def test_three_values_are_too_few() -> None:
    assert forecast([Decimal(1), Decimal(2), Decimal(3)]) is None


@given(VALUES, st.integers(-50, 50), st.integers(1, 9))
def test_a_forecast_moves_and_stretches_with_its_series(
    values: list[Decimal], by: int, times: int
) -> None:
    made, other = forecast(values), forecast([value * times + by for value in values])
    assert abs(other.value - (made.value * times + by)) < Decimal("1e-18")
    assert abs((other.high - other.low) - (made.high - made.low) * times) < Decimal("1e-18")


def test_a_back_test_counts_only_what_could_be_forecast() -> None:
    even = [Decimal(at) for at in range(8)]
    jump = [*even[:4], Decimal(100)]
    found = backtest([even, jump, even[:3]])
    assert (found.total, found.held) == (5, 4)
    assert found.expected < found.total
