from decimal import Decimal

import pytest

from bayline.kernel.amounts import adds_nothing, digits, percent, said, said_in
from bayline.kernel.bounds import Bound
from bayline.kernel.figures import Figure, growth, ratio
from bayline.kernel.findings import Reference, Row

YI = 10**8
MU = Decimal(10000) / 15


def row(quote: str, value: Decimal | int, unit: str, *, bound: Bound = Bound.EXACT) -> Row:
    figure = Figure.stated_as(Decimal(value), unit, bound=bound)
    reference = Reference(document="a.txt", start=0, end=len(quote), quote=quote)
    return Row(label="产值", figure=figure, reference=reference)


def computed(value: Decimal | int, unit: str) -> Row:
    return Row(label="合计", figure=Figure.exactly(value, unit), operation="=")


@pytest.mark.parametrize(
    ("quote", "value", "unit", "total", "zh", "en"),
    [
        ("55亿元", 55 * YI, "CNY", 155 * YI, "155亿元", "CNY 15.5 billion"),
        ("1,200万元", 12_000_000, "CNY", 34_000_000, "3,400万元", "CNY 34 million"),
        ("3200亩", 3200 * MU, "m2", 5000 * MU, "5,000亩", "5,000 mu"),
        ("27个", 27, "个", 72, "72个", "72"),
        ("约50.3万人", 503_000, "人", 515_000, "51.5万人", "515,000 people"),
        ("126.4", Decimal("126.4") * YI, "CNY", 3 * YI, "3亿元", "CNY 300 million"),
    ],
)
def test_a_computed_figure_is_said_in_the_unit_of_the_printed_ones(
    quote, value, unit, total, zh, en
):
    rows = (row(quote, value, unit), computed(total, unit))
    assert said_in(rows, rows[1], english=False) == zh
    assert said_in(rows, rows[1], english=True) == en


def test_without_printed_neighbours_money_comes_in_yi_and_wan():
    assert said(Figure.exactly(15_500_000_000, "CNY"), None, english=False) == "155亿元"
    assert said(Figure.exactly(30_000, "CNY"), None, english=False) == "3万元"
    assert said(Figure.exactly(999, "CNY"), None, english=False) == "999元"


def test_shares_are_percent_with_sensible_digits():
    tenths = growth(Figure.exactly(986, "个"), Figure.exactly(913, "个"))
    assert said(tenths, None, english=False) == "≈ 8.0%"
    assert said(Figure.exactly(Decimal("0.3"), "1"), None, english=True) == "30%"
    between = Figure.stated_as(
        Decimal("0.05"), "1", bound=Bound.RANGE, resolution=Decimal("0.01"), high=Decimal("0.06")
    )
    assert said(between, None, english=False) == "5%–6%"
    assert percent(Decimal("0.0285"), 1) == "2.85%"


def test_a_number_without_a_short_end_is_rounded_and_said_to_be_about():
    assert digits(3200 * MU) == "≈ 2,133,333.33"
    assert digits(MU) == "≈ 666.67"
    assert digits(Decimal(1) / 3000) == "≈ 0.000333"
    assert digits(Decimal("-1234.5")) == "−1,234.5"


def test_open_ends_are_said_in_words():
    over = row("超82亿元", 82 * YI, "CNY", bound=Bound.OVER)
    assert said_in([over], over, english=False) == "大于82亿元"
    assert said_in([over], over, english=True) == "over CNY 8.2 billion"


@pytest.mark.parametrize(
    ("quote", "bound", "meant"),
    [("约900亩", Bound.ABOUT, "855亩–945亩"), ("近1000亩", Bound.NEARLY, "900亩–1,000亩")],
)
def test_a_hedge_is_spelled_out_in_the_printed_unit(quote, bound, meant):
    number = 900 if bound is Bound.ABOUT else 1000
    hedged = row(quote, number * MU, "m2", bound=bound)
    assert said_in([hedged], hedged, english=False) == meant


def test_only_a_hedged_figure_needs_its_meaning_beside_it():
    assert adds_nothing(row("82亿元", 82 * YI, "CNY"))
    assert not adds_nothing(row("超82亿元", 82 * YI, "CNY", bound=Bound.OVER))
    assert not adds_nothing(computed(3, "个"))


def test_a_figure_without_ends_is_a_question():
    nothing = ratio(Figure.exactly(1, "个"), Figure.exactly(3, "个"))
    open_ended = Figure(low=None, high=None, unit=nothing.unit)
    assert said(open_ended, None, english=False) == "?"
