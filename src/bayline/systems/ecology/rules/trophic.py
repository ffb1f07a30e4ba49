"""The trophic level of a lake: TLI, weighted over the items that were measured.

TLI(j) = 10 (a + b ln x), and the weight of each is its squared correlation with chlorophyll a over
the sum of those of all that take part.

Source: 总站生字〔2001〕090号; grades 环办〔2011〕22号, 二（二）2.
"""

from collections.abc import Mapping
from decimal import Decimal, localcontext
from typing import NamedTuple

from bayline.systems.ecology.rules.packs import TROPHIC, latest, table_of

_DIGITS = 30
_NEEDED = "chla"


class Trophic(NamedTuple):
    """The trophic level of a lake.

    Attributes:
        level: TLI of all items together.
        parts: TLI of each item.
        key: The grade.
        name: What the rules call it.
        is_complete: Whether all five items were measured.
    """

    level: Decimal
    parts: Mapping[str, Decimal]
    key: str
    name: str
    is_complete: bool


def items() -> tuple[str, ...]:
    """Give the keys of the items that take part."""
    return tuple(one["key"] for one in table_of(latest(TROPHIC))["items"])


def trophic_level(values: Mapping[str, Decimal]) -> Trophic | None:
    """Give the trophic level.

    Args:
        values: By item: chla in mg/m3, tp, tn and codmn in mg/L, sd in m.

    Returns:
        The level; None without chlorophyll a, which the weights refer to, or where a value is zero.
    """
    table = table_of(latest(TROPHIC))
    rows = [row for row in table["items"] if row["key"] in values]
    if _NEEDED not in values or any(values[row["key"]] <= 0 for row in rows):
        return None
    with localcontext(prec=_DIGITS):
        parts = {row["key"]: _part(row, values[row["key"]]) for row in rows}
        weights = {row["key"]: Decimal(row["r2"]) for row in rows}
        total = sum((parts[key] * weight for key, weight in weights.items()), Decimal(0))
        index = total / sum(weights.values())
    grade = _grade(index)
    return Trophic(index, parts, grade["key"], grade["name"], len(rows) == len(table["items"]))


def _part(row: Mapping[str, str], value: Decimal) -> Decimal:
    return 10 * (Decimal(row["a"]) + Decimal(row["b"]) * value.ln())


def _grade(index: Decimal) -> Mapping[str, str]:
    grades: list[Mapping[str, str]] = table_of(latest(TROPHIC))["grades"]
    for grade in grades[:-1]:
        if "below" in grade and index < Decimal(grade["below"]):
            return grade
        if "up_to" in grade and index <= Decimal(grade["up_to"]):
            return grade
    return grades[-1]
