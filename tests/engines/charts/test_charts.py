from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.engines.charts.plots import plotted, strands_of
from bayline.engines.charts.scales import Scale, round_days, round_steps
from bayline.engines.charts.terms import Reading


def reading(year: int, low: object = 1, high: object = 1, **more: object) -> Reading:
    return Reading(
        key=f"{year}-{low}",
        printed=f"{low}亿元",
        first=date(year, 1, 1),
        after=date(year + 1, 1, 1),
        low=None if low is None else Decimal(str(low)),
        high=None if high is None else Decimal(str(high)),
        **more,
    )


def plot(*readings: Reading):
    found = plotted(readings, width=640, height=300, left=40)
    assert found is not None
    return found


def test_a_bar_is_as_wide_as_its_period_and_as_high_as_what_it_leaves_possible() -> None:
    exact, wide = plot(reading(2020, 100, 100), reading(2021, 80, 120, is_hedged=True)).bars
    assert exact.width == pytest.approx(wide.width, rel=0.01)
    assert exact.height == 3
    assert wide.height > 50
    assert exact.x + exact.width == pytest.approx(wide.x, abs=0.1)


def test_more_is_higher_and_later_is_further_right() -> None:
    first, second = plot(reading(2021, 20, 20), reading(2020, 10, 10)).bars
    assert first.reading.first == date(2020, 1, 1)
    assert first.dot_x < second.dot_x
    assert first.dot_y > second.dot_y


def test_an_end_that_is_open_is_an_arrow_that_way() -> None:
    above, below, exact = plot(
        reading(2020, 10, None), reading(2021, None, 20), reading(2022, 15, 15)
    ).bars
    assert [len(bar.arrows) for bar in (above, below, exact)] == [1, 1, 0]
    assert "l5 -6l5 6" in above.arrows[0]
    assert "l5 6l5 -6" in below.arrows[0]


def test_a_period_without_end_runs_to_the_edge() -> None:
    open_end = Reading(
        key="a", printed="1", first=date(2021, 1, 1), after=None, low=Decimal(1), high=Decimal(1)
    )
    found = plot(reading(2019, 1, 2), open_end)
    assert found.bars[1].x + found.bars[1].width == pytest.approx(found.right)
    assert len(found.bars[1].arrows) == 1


def test_lines_join_what_is_comparable_and_nothing_else() -> None:
    years = [reading(2019), reading(2020), reading(2021, strand="含港区"), reading(2022)]
    found = plot(*years)
    assert len(found.lines) == 2
    assert {line.strand for line in found.lines} == {0}
    assert strands_of(years) == ("", "含港区")


def test_what_is_planned_is_reached_by_a_line_of_its_own() -> None:
    found = plot(reading(2019), reading(2020), reading(2021, is_planned=True))
    assert [line.is_planned for line in found.lines] == [False, True]


def test_what_has_no_period_or_no_value_is_left_out() -> None:
    undated = Reading(key="a", printed="1", first=None, after=None, low=Decimal(1), high=None)
    empty = reading(2021, None, None)
    assert plotted([undated, empty], width=640, height=300, left=40) is None
    with pytest.raises(ValueError, match="2021"):
        assert empty.middle


def test_what_cannot_fall_below_zero_has_no_axis_that_does() -> None:
    assert min(tick.value for tick in plot(reading(2020, 0, 5), reading(2021, 1, 9)).values) >= 0


@given(st.floats(-1e12, 1e12), st.floats(1e-6, 1e12), st.integers(2, 9))
def test_steps_are_round_and_few(low, length, most) -> None:
    high = low + length
    if high - low < abs(low) * 1e-9:
        return
    found = round_steps(low, high, most=most)
    assert len(found) <= most + 1
    slack = (high - low) * 1e-6
    assert all(low - slack <= one <= high + slack for one in found)


def test_days_of_the_axis_are_years_or_months() -> None:
    years = round_days(date(2011, 5, 1), date(2021, 5, 1), most=4)
    assert [day.day.year for day in years] == [2012, 2015, 2018, 2021]
    months = round_days(date(2020, 11, 5), date(2021, 2, 5), most=9)
    assert [(day.day.month, day.is_year) for day in months] == [
        (12, False),
        (1, False),
        (2, False),
    ]


def test_a_scale_without_length_is_a_point() -> None:
    assert Scale(5, 5, 10, 20).at(5) == 10


VALUES = st.decimals(-1000, 1000, places=2)


@given(st.lists(st.tuples(st.integers(1990, 2040), VALUES, VALUES), min_size=1, max_size=30))
def test_everything_is_drawn_inside(found) -> None:
    readings = [reading(year, min(a, b), max(a, b)) for year, a, b in found]
    drawn = plot(*readings)
    for bar in drawn.bars:
        assert drawn.left - 2 <= bar.x
        assert bar.x + bar.width <= drawn.right + 2
        assert bar.y >= 0
        assert bar.y + bar.height <= drawn.base + 2
