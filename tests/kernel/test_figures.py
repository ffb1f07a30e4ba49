from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.kernel.bounds import Bound
from bayline.kernel.errors import BaylineError
from bayline.kernel.figures import Figure, Stated, agrees, growth, ratio, to_places, total

YI = Decimal(10) ** 8


def yi(value, bound=Bound.EXACT, *, resolution=1):
    """Make an amount in 亿元, stated to whole 亿 unless said otherwise."""
    step = Decimal(str(resolution)) * YI
    return Figure.stated_as(Decimal(str(value)) * YI, "CNY", bound=bound, resolution=step)


def items(count):
    return Figure.exactly(count, "个")


@st.composite
def figures(draw, minimum=-(10**6)):
    value = draw(st.decimals(min_value=minimum, max_value=10**6, places=2))
    bound = draw(st.sampled_from(list(Bound)))
    resolution = draw(st.sampled_from([Decimal(0), Decimal("0.01"), Decimal(1)]))
    high = value + draw(st.decimals(min_value=0, max_value=100, places=2))
    return Figure.stated_as(
        value,
        "CNY",
        bound=bound,
        resolution=resolution,
        high=high if bound is Bound.RANGE else None,
    )


def test_a_library_of_72_projects_is_the_sum_of_its_five_kinds():
    assert agrees(items(72), total(map(items, (27, 4, 22, 12, 7))))
    assert not agrees(items(73), total(map(items, (27, 4, 22, 12, 7))))


def test_four_batches_with_a_more_than_hold_against_the_year():
    batches = total([yi(206), yi(260), yi(111), yi(82, Bound.OVER)])
    assert (batches.low, batches.high, batches.bound) == (659 * YI, None, Bound.OVER)
    assert agrees(yi(661), batches)
    assert not agrees(yi(650), batches)


def test_a_funding_of_five_parts_is_exact_to_its_last_digit():
    parts = ["1883.8", "1207.9", "6809.49", "127.1", "2593.45"]
    wan = [Figure.stated_as(Decimal(part) * 10**4, "CNY") for part in parts]
    assert total(wan).low == Decimal("126217400.00")


def test_shares_hold_after_rounding():
    share = ratio(yi("9.2", resolution="0.1"), yi("305.6", resolution="0.1"))
    stated = Figure.stated_as(Decimal("0.030"), "1", resolution=Decimal("0.001"))
    assert agrees(stated, share)


def test_growth_is_compared_in_the_precision_that_was_printed():
    computed = growth(yi("1935.8", resolution="0.1"), yi(1236))
    near = Decimal("0.5662")
    assert near in computed.tolerance()
    assert Decimal("0.60") not in computed.tolerance()


def test_a_total_of_rounded_parts_may_miss_by_their_rounding():
    parts = [yi("33.3", resolution="0.1")] * 3
    assert agrees(yi(100), total(parts))


@pytest.mark.parametrize(
    ("bound", "inside", "outside"),
    [
        (Bound.EXACT, "82.4", "82.6"),
        (Bound.OVER, "90", "82"),
        (Bound.AT_LEAST, "82", "81.9"),
        (Bound.AT_MOST, "82", "82.1"),
        (Bound.UNDER, "81.9", "82"),
        (Bound.NEARLY, "80", "82"),
        (Bound.ABOUT, "84", "90"),
    ],
)
def test_each_hedge_lets_in_what_it_says(bound, inside, outside):
    figure = yi(82, bound)
    assert Decimal(inside) * YI in figure.tolerance()
    assert Decimal(outside) * YI not in figure.tolerance()


@pytest.mark.parametrize("value", [2, 82, 1000])
def test_nearly_is_at_most_a_tenth_below_however_coarse_the_number(value):
    figure = yi(value, Bound.NEARLY, resolution=str(value))
    assert figure.interval().low == value * YI * Decimal("0.9")
    assert figure.interval().high == value * YI
    assert figure.high_open


def test_only_a_coarse_last_digit_is_taken_at_its_word():
    assert yi(4).sharpened().tolerance().high == 4 * YI
    assert yi(15).sharpened().tolerance().high == 15 * YI
    assert yi(206).sharpened() == yi(206)
    assert yi("4.0", resolution="0.1").sharpened() == yi("4.0", resolution="0.1")


def test_a_range_reaches_from_end_to_end():
    figure = Figure.stated_as(
        Decimal("0.05"),
        "1",
        bound=Bound.RANGE,
        resolution=Decimal("0.01"),
        high=Decimal("0.06"),
    )
    assert figure.interval().high == Decimal("0.06")
    assert Decimal("0.064") in figure.tolerance()


def test_nearly_nothing_is_still_a_figure():
    assert Figure.stated_as(Decimal(0), "个", bound=Bound.NEARLY).interval().low == 0


@given(figures())
def test_what_is_stated_lies_within_its_tolerance(figure):
    assert figure.tolerance().covers(figure.interval())
    assert figure.overlaps(figure)
    assert figure.contains(figure)


@given(figures(), figures())
def test_totals_commute(a, b):
    assert a.plus(b) == b.plus(a)


@given(st.lists(figures(), min_size=1, max_size=5))
def test_a_total_keeps_all_slack_of_its_parts(parts):
    result = total(parts)
    for end, slack in (("low", "low_slack"), ("high", "high_slack")):
        if getattr(result, end) is not None:
            assert getattr(result, slack) == sum(getattr(part, slack) for part in parts)


@given(figures(), figures())
def test_overlap_is_mutual_and_the_contrary_of_disjoint(a, b):
    assert a.overlaps(b) == b.overlaps(a)
    assert a.disjoint(b) is not a.overlaps(b)


@given(figures(), figures())
def test_what_lies_surely_below_cannot_exceed(a, b):
    if a.surely_below(b):
        assert not a.may_exceed(b)
        assert not b.surely_below(a)


@given(figures(), st.integers(min_value=-9, max_value=9).filter(bool))
def test_scaling_there_and_back_gives_the_same_interval(figure, factor):
    back = figure.scaled(factor).times(Figure.exactly(1, "1"))
    assert back.interval() == figure.scaled(factor).interval()
    assert figure.scaled(-1).scaled(-1).interval() == figure.interval()


@given(figures(minimum=1), figures(minimum=1))
def test_a_ratio_times_its_whole_reaches_the_part(part, whole):
    if whole.tolerance().low is None or whole.tolerance().low <= 0:
        return
    assert ratio(part, whole).times(whole).overlaps(part)


@given(figures(minimum=1))
def test_a_figure_that_does_not_change_may_have_grown_by_nothing(figure):
    if figure.tolerance().low is not None and figure.tolerance().low > 0:
        assert growth(figure, figure).overlaps(Figure.exactly(0, "1"))


def test_a_quotient_without_end_is_one_value():
    assert ratio(items(1), items(3)).bound is Bound.EXACT


def test_two_years_are_twenty_four_months():
    years = Figure.stated_as(Decimal(2), "a", bound=Bound.AT_LEAST)
    assert years.converted_to("mo").low == 24
    assert years.converted_to("mo").bound is Bound.AT_LEAST
    assert Figure.exactly(36, "h").converted_to("d").low == Decimal("1.5")


def test_mixed_units_are_not_added():
    with pytest.raises(BaylineError, match="units CNY, 个 cannot be put together") as error:
        total([yi(1), items(1)])
    assert error.value.in_chinese().startswith("单位是CNY、个的数不能放在一起")


def test_mixed_units_are_not_compared():
    with pytest.raises(BaylineError, match="convert them to one unit"):
        yi(1).overlaps(items(1))


def test_no_parts_make_zero_of_a_named_unit():
    assert total([], unit="CNY").interval().low == 0
    with pytest.raises(BaylineError, match="units none"):
        total([])


def test_money_times_money_is_refused():
    with pytest.raises(BaylineError, match="multiply by a ratio"):
        yi(1).times(yi(1))


def test_a_range_without_an_upper_end_is_refused():
    with pytest.raises(BaylineError, match="give the upper end"):
        Figure.stated_as(Decimal(5), "个", bound=Bound.RANGE)


def test_a_negative_resolution_is_refused():
    with pytest.raises(BaylineError, match="cannot be negative"):
        Figure.stated_as(Decimal(5), "个", resolution=Decimal(-1))


def test_what_was_printed_stays_beside_the_base_unit():
    assert str(Stated(value=Decimal("3.50"), unit="亿元")) == "3.50亿元"
    assert str(Stated(value=None, unit="个")) == "个"


@pytest.mark.parametrize(
    ("printed", "places", "rounded"),
    [
        ("0.125", 2, "0.12"),
        ("-2.5", 0, "-2"),
        ("0", 6, "0.000000"),
        ("9.9999999", 6, "10.000000"),
        ("1e-40", 6, "0.000000"),
        ("1e60", 1, "1" + "0" * 60 + ".0"),
    ],
)
def test_a_number_of_any_length_is_rounded(printed, places, rounded):
    assert f"{to_places(Decimal(printed), places):f}" == rounded


@given(st.decimals(-(10**9), 10**9, places=8), st.integers(0, 8))
def test_short_numbers_are_rounded_as_python_does(value, places):
    assert to_places(value, places) == round(value, places)
