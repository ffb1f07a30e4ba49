"""How a result follows from two levels is written out, and only where it does."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bayline.kernel.figures import Figure
from bayline.kernel.findings import Reference, Row
from bayline.systems.reading.rules.formulas import with_formula

YI = 10**8


def printed(quote: str, value: Decimal | int | str, unit: str = "CNY") -> Row:
    reference = Reference(document="a.txt", start=0, end=len(quote), quote=quote)
    return Row(label="收入", figure=Figure.exactly(Decimal(value), unit), reference=reference)


def result(value: Decimal | str, unit: str) -> Row:
    figure = Figure.exactly(Decimal(value), unit)
    return Row(label="算得", label_en="Computed", figure=figure, operation="=")


@pytest.mark.parametrize(
    ("first", "second", "value", "unit", "formula"),
    [
        (("91.3亿元", 9_130_000_000), ("98.6亿元", 9_860_000_000), Decimal(73) / 913, "1",
         "98.6÷91.3−1"),
        (("40亿元", 40 * YI), ("60亿元", 60 * YI), Decimal("1.5") ** (Decimal(1) / 5) - 1, "1",
         "（60÷40）^(1/5)−1"),
        (("40亿元", 40 * YI), ("60亿元", 60 * YI), Decimal(20 * YI), "CNY", "60−40"),
        (("50亿元", 50 * YI), ("2亿元", 2 * YI), Decimal(2) / 48, "1", "2÷（50−2）"),
        (("50亿元", 50 * YI), ("2亿元", 2 * YI), Decimal(-2) / 52, "1", "−2÷（50+2）"),
        (("5000万元", YI // 2), ("1亿元", YI), Decimal(1), "1", "1亿元÷5000万元−1"),
    ],
)  # fmt: skip
def test_the_formula_that_gives_the_result_is_written(first, second, value, unit, formula):
    rows = with_formula([printed(*first), printed(*second), result(value, unit)])
    assert rows[2].label == f"算得 {formula}"


def test_points_between_two_shares_are_their_difference():
    shares = [printed("20.1%", "0.201", "1"), printed("25.3%", "0.253", "1")]
    rows = with_formula([*shares, result("5.2", "pp")])
    assert rows[2].label == "算得 25.3−20.1"


def test_english_writes_the_formula_with_spaces():
    levels = [printed("40亿元", 40 * YI), printed("60亿元", 60 * YI)]
    rows = with_formula([*levels, result(Decimal("1.5") ** (Decimal(1) / 5) - 1, "1")])
    assert rows[2].label_en == "Computed (60 ÷ 40)^(1/5) − 1"


def test_two_levels_of_one_name_are_told_apart():
    levels = [printed("91.3亿元", 9_130_000_000), printed("98.6亿元", 9_860_000_000)]
    first, second, _ = with_formula([*levels, result(Decimal(73) / 913, "1")])
    assert [first.label, second.label] == ["收入（前）", "收入（后）"]
    assert [first.label_en, second.label_en] == ["收入 (before)", "收入 (after)"]


@pytest.mark.parametrize("value", ["0.5", "17"])
def test_a_result_that_no_formula_gives_is_left_alone(value):
    rows = (printed("3亿元", 3 * YI), printed("2亿元", 2 * YI), result(value, "1"))
    assert with_formula(rows) == rows


def test_an_arithmetic_with_signs_is_left_alone():
    parts = printed("3亿元", 3 * YI), replace(printed("2亿元", 2 * YI), operation="+")
    rows = (*parts, result(str(5 * YI), "CNY"))
    assert with_formula(rows) == rows
    assert with_formula(rows[:1]) == rows[:1]
