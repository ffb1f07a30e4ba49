"""Cells that hold no value and say why: 无 is not 0, and 未报 is not 无."""

import re
from decimal import Decimal
from enum import StrEnum

from bayline.engines.chinese.script import fold
from bayline.platform.registers.cells import Value, parsed
from bayline.platform.registers.cells.faults import refused
from bayline.platform.registers.terms import Fault, Kind
from bayline.systems.plan.rules.requests.terms import Column


class Gap(StrEnum):
    """Why a cell holds no value, as it is kept.

    Attributes:
        NONE: There is none of it; it is not a measured zero.
        UNREPORTED: It is not reported; as good as empty.
        INAPPLICABLE: It does not apply to this row.
        UNKNOWN: It cannot be told.
    """

    NONE = "无"
    UNREPORTED = "—"
    INAPPLICABLE = "不适用"
    UNKNOWN = "不详"


_WORDS = {
    **dict.fromkeys(("无", "没有", "none"), Gap.NONE),
    **dict.fromkeys(("-", "--", "—", "——", "–", "―", "−", "/", "\\", "未报"), Gap.UNREPORTED),
    **dict.fromkeys(("不适用", "n/a", "na", "not applicable"), Gap.INAPPLICABLE),
    **dict.fromkeys(("?", "??", "不详", "未知", "暂无", "暂无数据", "unknown"), Gap.UNKNOWN),
}
_PLAIN = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
_MEASURED = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.FIGURE, Kind.DATE})


def gap_in(text: str) -> Gap | None:
    """Tell which gap a cell writes; None where it holds a value or nothing."""
    if text[:1].isdecimal():  # as most cells are
        return None
    return _WORDS.get(fold(text).strip().casefold())


def is_measured(column: Column) -> bool:
    """Tell whether a column holds numbers, figures or days, so that words in it are gaps."""
    return column.field.kind in _MEASURED


def cell_of(column: Column, value: Value) -> str | Fault:
    """Read one answered cell.

    Args:
        column: Its column.
        value: What a form or a workbook holds.

    Returns:
        The canonical text, which may be a gap; empty for an empty cell; or why it is refused.
    """
    gap = gap_in(value) if isinstance(value, str) else None
    if gap is not Gap.UNREPORTED and not is_measured(column):
        gap = None  # 无 is a word like others
    if gap is not None:
        return _gap(column, gap)
    if value is None or (isinstance(value, str) and not value.strip()):
        return _blank(column)
    found = parsed(column.field, value)
    if column.field.kind is Kind.DECIMAL and isinstance(value, str) and isinstance(found, str):
        return _with_its_digits(column, value, found) or _blank(column)
    return found or _blank(column)


def _blank(column: Column) -> str | Fault:
    return _missing(column, "") if column.field.required else ""


def _with_its_digits(column: Column, typed: str, found: str) -> str:
    """Keep the zeros at the end of a number: 3.50 was told more closely than 3.5."""
    bare = fold(typed).replace(",", "").replace(" ", "").removeprefix("+")
    bare = bare.removesuffix(fold(column.field.unit)) if column.field.unit else bare
    is_same = _PLAIN.fullmatch(bare) is not None and Decimal(bare) == Decimal(found or "0")
    return bare if found and is_same else found


def _gap(column: Column, gap: Gap) -> str | Fault:
    if gap is Gap.UNREPORTED and column.field.required:
        return _missing(column, gap.value)
    return gap.value


def _missing(column: Column, value: str) -> Fault:
    do, do_en = ("这一栏必填", "it is required")
    if is_measured(column):
        do = "这一栏必填：是零写0，没有写无，不涉及写不适用"
        do_en = "it is required: write 0 for zero, 无 for none, 不适用 where it does not apply"
    if value:
        return refused(value, "等于未报", do, "says that nothing is reported", do_en)
    return refused(value, "没有填", do, "is empty", do_en)


def is_same_cell(column: Column, one: str, other: str) -> bool:
    """Tell whether two cells say the same; 3.50 says the same as 3.5."""
    if one == other or column.field.kind not in {Kind.INTEGER, Kind.DECIMAL}:
        return one == other
    if not one or not other or gap_in(one) or gap_in(other):
        return False
    return Decimal(one) == Decimal(other)
