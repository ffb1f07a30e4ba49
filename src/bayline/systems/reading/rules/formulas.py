"""How a result follows from two printed figures, where the check that compared them names no signs.

Growth rests on two levels of one attribute: without a sign two lines of the same name say nothing.
The formula is found by computing it: only one that gives the result is written.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from bayline.kernel.amounts import scale_of
from bayline.kernel.english import in_english
from bayline.kernel.figures import plain
from bayline.kernel.findings import Row

_NEAR = Decimal("1e-12")  # roots and quotients end somewhere
_MOST_YEARS = 30
_TIGHT = re.compile(r"(?<=[\w)])([−+])(?=[\w(])")  # between two terms, not before the first
_LEVELS = 2


class _Formula(NamedTuple):
    """One way from two levels to a result: what it is called, and what it gives."""

    words: str
    value: Decimal
    is_levels: bool = True  # of an earlier and a later level, not of a level and its change


def with_formula(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Write the formula to a result that stands unsigned behind two printed levels.

    Args:
        rows: The lines of an arithmetic.

    Returns:
        The lines: two levels told apart as 前 and 后, the result with 98.6÷91.3−1; others as given.
    """
    first, second, result = (*rows[: _LEVELS + 1], None, None, None)[:3]
    if first is None or second is None or result is None or not _is_bare(first, second, result):
        return tuple(rows)
    found = next((each for each in _formulas(first, second) if _gives(each, result)), None)
    if found is None:
        return tuple(rows)
    if found.is_levels:
        first, second = _told(first, "前", "before"), _told(second, "后", "after")
    label = f"{result.label} {found.words}"
    words_en = _TIGHT.sub(r" \1 ", in_english(found.words))
    label_en = f"{result.label_en} {words_en}"
    return (first, second, replace(result, label=label, label_en=label_en), *rows[_LEVELS + 1 :])


def _is_bare(first: Row, second: Row, result: Row) -> bool:
    are_printed = first.reference is not None and second.reference is not None
    is_unsigned = not first.operation and not second.operation
    return are_printed and is_unsigned and result.operation == "=" and result.reference is None


def _told(row: Row, word: str, english: str) -> Row:
    return replace(
        row, label=f"{row.label}（{word}）", label_en=f"{row.label_en or row.label} ({english})"
    )


def _gives(formula: _Formula, result: Row) -> bool:
    low, high = result.figure.low, result.figure.high
    if low is None or high is None:
        return False
    slack = _NEAR * max(Decimal(1), abs(low))
    return low - slack <= formula.value <= high + slack


def _formulas(first: Row, second: Row) -> Iterator[_Formula]:
    """Give what two figures of one unit may be put together to, the likeliest first."""
    scales = scale_of(first), scale_of(second)
    a, b = first.figure.low, second.figure.low
    if None in scales or a is None or b is None or first.figure.unit != second.figure.unit:
        return
    x, y = _numbers(first, second)
    yield _Formula(f"{y}−{x}", b - a)
    yield _Formula(f"{y}−{x}", 100 * (b - a))
    if a > 0:
        yield _Formula(f"{y}÷{x}−1", b / a - 1)
        yield from _a_year(a, b, words=(x, y))
    for sign, base in (("−", a - b), ("+", a + b)):
        if base:
            signed = b / base if sign == "−" else -b / base
            lead = "" if sign == "−" else "−"
            yield _Formula(f"{lead}{y}÷（{x}{sign}{y}）", signed, is_levels=False)


def _a_year(a: Decimal, b: Decimal, *, words: tuple[str, str]) -> Iterator[_Formula]:
    x, y = words
    for years in range(2, _MOST_YEARS + 1):
        yield _Formula(f"（{y}−{x}）÷{years}", (b - a) / years)
        yield _Formula(f"（{y}−{x}）÷{years}", 100 * (b - a) / years)
        if b > 0:
            grown = (b / a) ** (Decimal(1) / years) - 1
            yield _Formula(f"（{y}÷{x}）^(1/{years})−1", grown)


def _numbers(*rows: Row) -> tuple[str, ...]:
    """Print the numbers of rows as their document does; with units where these differ."""
    scales = [scale for scale in map(scale_of, rows) if scale]
    is_mixed = len({scale.word for scale in scales}) > 1
    return tuple(f"{plain(each.number)}{each.word if is_mixed else ''}" for each in scales)
