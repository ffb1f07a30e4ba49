"""Figures of cells: kept in the words they are printed in, read by the Chinese reader."""

import re
from decimal import Decimal
from functools import lru_cache

from bayline.engines.chinese.quantities import quantities
from bayline.engines.chinese.script import fold
from bayline.engines.chinese.terms import Quantity, QuantityKind
from bayline.kernel.bounds import Bound
from bayline.platform.registers.cells.faults import refused
from bayline.platform.registers.terms import Fault, Field

_BARE = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_MINUS = ("-", "−", "负")
_FALLING = re.compile(r"[^\d]*(\d+(?:\.\d+)?)(?:[-–—~至到]+)(\d+(?:\.\d+)?)[^\d]*")  # 5-3亿元
_OF_NOTHING = re.compile(r"个[万亿]$")  # 5个亿: of what is left to the ear
_SPOKEN = re.compile(r"[个個](?=[万萬亿億]$)")
_LONGEST = 60
_REMEMBERED = 1 << 16


def figure_of(field: Field, text: str) -> str | Fault:
    """Read a figure; a bare number takes the unit of its column.

    Returns:
        Its printed words, with the unit; or why it is refused.
    """
    words = " ".join(text.split())
    if field.unit and _BARE.fullmatch(fold(words).replace("−", "-")):
        words = f"{words}{field.unit}"
    found = None if _is_open(fold(words)) else quantity_in(words)
    if found is None and not field.unit and quantity_in(f"{words}元") is not None:
        return _bare(field, text, _SPOKEN.sub("", words))
    if found is None or found.value is None or found.kind is QuantityKind.RANK:
        example = f"35{field.unit or '亿元'}"
        return refused(
            text,
            "读不成一个带单位的数",
            f"请照原文写一个数和单位，如{example}、超{example}",
            "does not read as one number with its unit",
            f"write one number with its unit as printed, such as {example}",
        )
    return _differs(field, text, found) or words


def _is_open(folded: str) -> bool:
    """Tell whether words leave to the ear what a document need not: 5个亿, 5-3亿元."""
    ends = _FALLING.fullmatch(folded)
    is_falling = ends is not None and Decimal(ends[1]) > Decimal(ends[2])
    return is_falling or _OF_NOTHING.search(folded) is not None


def _bare(field: Field, text: str, words: str) -> Fault:
    """Ask for the unit of a bare number: of an amount, or of what a whole number may count."""
    if "%" in field.hint:  # a column of rates
        return refused(
            text, "没有写单位", f"请{field.hint}", "states no unit", f"write it so: {field.hint_en}"
        )
    if fold(words).isdecimal():
        return refused(
            text,
            "没有写单位；个数写个，金额写币种",
            f"请写成{words}个、{words}元这样",
            "states no unit: a count says 个, an amount names its currency",
            f"write it like {words}个 or {words}元",
        )
    return refused(
        text,
        "没有写单位；金额要写币种",
        f"请写成{words}元、{words}美元这样",
        "states no unit, and an amount names its currency",
        f"write it like {words}元 or {words}美元",
    )


def _differs(field: Field, text: str, found: Quantity) -> Fault | None:
    """Refuse a figure that measures something else than its column does."""
    wanted = quantity_in(f"1{field.unit}") if field.unit else found
    if wanted is None or found.unit == wanted.unit:
        return None
    if found.kind is wanted.kind is QuantityKind.COUNT:  # 12项 where the column counts in 个
        return None
    return refused(
        text,
        f"单位与这一栏的“{field.unit}”不同类",
        f"请换算成{field.unit}，或填到别的栏",
        f"is not measured in {field.unit} or a unit of that kind",
        f"convert it to {field.unit}",
    )


@lru_cache(maxsize=_REMEMBERED)
def quantity_in(words: str) -> Quantity | None:
    """Read the one quantity that a text consists of, its hedges included.

    Args:
        words: A figure as printed: 35亿元, 超82亿元, 5%～6%.

    Returns:
        The quantity in base units, below zero behind a minus; None if the text is anything else.
    """
    if len(words) > _LONGEST:
        return None
    folded = fold(words)
    if folded.startswith(_MINUS):
        return _below_zero(words[1:].lstrip())
    found = quantities(folded)
    if len(found) != 1 or (found[0].outer_start, found[0].outer_end) != (0, len(words)):
        return None
    return found[0]


def _below_zero(words: str) -> Quantity | None:
    found = None if words.startswith(_MINUS) else quantity_in(words)
    if found is None or found.value is None or found.high is not None:
        return None
    stated = None if found.stated_value is None else -found.stated_value
    is_exact = found.bound is Bound.EXACT
    return found._replace(value=-found.value, stated_value=stated) if is_exact else None
