"""Numbers of cells: exact, however Excel or a typist wrote them."""

import re
from decimal import Decimal
from math import isfinite

from bayline.engines.chinese.script import fold
from bayline.kernel.figures import plain
from bayline.platform.registers.cells.faults import refused
from bayline.platform.registers.terms import Fault, Field

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_SCIENTIFIC = re.compile(r"[+-]?\d+(?:\.\d+)?[eE][+-]?\d+")
_DOTTED = re.compile(r"([+-]?\d+)\.(\d+)\.(\d+)")
_AROUND = r"[\u4e00-\u9fff~≈<>≥≤$¥%。，]*"  # words, hedges and units: 约3.5亿元
_INSIDE = re.compile(rf"{_AROUND}(\d+(?:\.\d+)?){_AROUND}")
_DAY = re.compile(r"(?:19|20)\d\d(?:年|[-/]\d).*|\d{1,2}月\d{1,2}[日号]?")
_DIGITS_MOST = 40
_EXCEL_DIGITS = 15  # Excel keeps no more, and shows no more
_EXACT_BELOW = 10**_EXCEL_DIGITS


def printed_number(value: float) -> str:
    """Write a number of Excel as Excel shows it in full: 3.0 is 3, 0.30000000000000004 is 0.3.

    Args:
        value: The number that the file holds.
    """
    if not isfinite(value):
        return str(value)
    if isinstance(value, int) and abs(value) < _EXACT_BELOW:
        return str(value)
    found = exact(value)
    # What Excel may have cut is told apart from what it keeps by its exponent.
    return plain(found) if abs(found) < _EXACT_BELOW else f"{found:E}"


def exact(value: float) -> Decimal:
    """Give the number that Excel shows: with fifteen digits, as many as it keeps."""
    return Decimal(f"{value:.{_EXCEL_DIGITS}g}")


def integer_of(field: Field, text: str) -> str | Fault:
    """Read a whole number."""
    found = _number(field, text)
    if isinstance(found, Fault):
        return found
    if found != found.to_integral_value():
        whole = plain(found.to_integral_value())
        return refused(
            text,
            "不是整数",
            f"请改为{whole}这样的整数",
            "is not a whole number",
            f"write a whole number such as {whole}",
        )
    return plain(found) if found else "0"


def decimal_of(field: Field, text: str) -> str | Fault:
    """Read an exact number; its unit may stand behind it."""
    found = _number(field, text)
    return found if isinstance(found, Fault) else plain(found) if found else "0"


def _number(field: Field, text: str) -> Decimal | Fault:
    bare = fold(text).replace("−", "-").replace("，", ",").replace(" ", "")
    if field.unit:
        bare = bare.removesuffix(fold(field.unit))
    if _SCIENTIFIC.fullmatch(bare):
        return refused(
            text,
            "是科学记数，后面的数字可能已丢失",
            "请把该列设为数值或文本后重填",
            "is in scientific notation and may have lost digits",
            "format the column as a number and write it again",
        )
    if not _NUMBER.fullmatch(bare):
        return _no_number(text, bare)
    if sum(map(str.isdigit, bare)) > _DIGITS_MOST:
        return refused(
            text,
            f"超过{_DIGITS_MOST}位",
            "请核对后改短",
            f"has more than {_DIGITS_MOST} digits",
            "check it and write it shorter",
        )
    return Decimal(bare.replace(",", ""))


def _no_number(text: str, bare: str) -> Fault:
    """Refuse what is no number, and say what it may have been: 3.5.0 is 3.5 or 35."""
    dotted = _DOTTED.fullmatch(bare)
    if dotted:
        whole, tenths, rest = dotted.groups()
        more = rest.strip("0") and rest
        one, other = f"{whole}.{tenths}{more}", f"{whole}{tenths}{more}"
        return refused(
            text, "不是数", f"请改为{one}或{other}", "is not a number", f"write {one} or {other}"
        )
    if bare.startswith("="):
        return refused(
            text,
            "是算式，不是数",
            "请写算出来的数",
            "is a formula, not a number",
            "write the number that it gives",
        )
    if _DAY.fullmatch(bare):
        return refused(
            text,
            "是日期，不是数",
            "请写这一栏要的数，并检查是否填错了栏",
            "is a date, not a number",
            "write the number that this column asks for",
        )
    inside = _INSIDE.fullmatch(bare)
    example = inside[1] if inside else "3.5"
    return refused(
        text,
        "不是数",
        f"请只写数，如{example}",
        "is not a number",
        f"write the number alone, such as {example}",
    )
