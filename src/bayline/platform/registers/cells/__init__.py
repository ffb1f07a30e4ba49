"""One cell of a register: from what a file or a form holds to an exact text, or why not.

Every value is kept as text: decimals as they are exactly, dates and periods in ISO 8601, figures in
their printed words. What is printed reads back as the same text.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta

from bayline.platform.registers.cells.days import day_of, period_of
from bayline.platform.registers.cells.faults import missing, refused
from bayline.platform.registers.cells.figures import figure_of
from bayline.platform.registers.cells.numbers import decimal_of, integer_of, printed_number
from bayline.platform.registers.cells.points import point_of
from bayline.platform.registers.cells.words import (
    address_of,
    choice_of,
    flag_of,
    key_fault,
    line_of,
    lines_of,
    name_of,
)
from bayline.platform.registers.terms import Fault, Field, Kind, Register, Values

Value = str | int | float | bool | date | datetime | time | timedelta | None

_READERS: dict[Kind, Callable[[Field, str], str | Fault]] = {
    Kind.TEXT: line_of,
    Kind.LONG: lines_of,
    Kind.INTEGER: integer_of,
    Kind.DECIMAL: decimal_of,
    Kind.FIGURE: figure_of,
    Kind.DATE: day_of,
    Kind.PERIOD: period_of,
    Kind.CHOICE: choice_of,
    Kind.PLACE: name_of,
    Kind.ORGANISATION: name_of,
    Kind.DOCUMENT: name_of,
    Kind.ENTRY: name_of,
    Kind.FLAG: flag_of,
    Kind.URL: address_of,
    Kind.POINT: point_of,
}
_FIRST_SURE = "1900-03-01"  # Excel has a 29 February 1900
UNCOMPUTED = "#UNCOMPUTED!"  # stands for a formula whose result a file does not hold
FAILED = "#ERROR!"  # stands for an error of a formula that is none of the known ones
FORMULA_ERRORS = frozenset(
    {
        FAILED,
        "#REF!",
        "#N/A",
        "#VALUE!",
        "#NAME?",
        "#DIV/0!",
        "#NULL!",
        "#NUM!",
        "#SPILL!",
        "#CALC!",
    }
)


def parsed(field: Field, value: Value) -> str | Fault:
    """Read one cell.

    Args:
        field: The column it stands in.
        value: Text of a form or of CSV, or what Excel holds: a number, a date, true or false.

    Returns:
        The canonical text, empty for an empty cell; or why it is refused.
    """
    text = value.strip() if isinstance(value, str) else _written(value)
    if isinstance(text, Fault):
        return text
    if not text:
        return missing() if field.required else ""
    return _of_formula(text) or _READERS[field.kind](field, text)


def is_failed(value: Value) -> bool:
    """Tell whether a cell holds a formula that gave no value."""
    return isinstance(value, str) and (value in FORMULA_ERRORS or value == UNCOMPUTED)


def _of_formula(text: str) -> Fault | None:
    """Refuse what a formula left that gave no value: two mistakes, mended in two ways."""
    if text == UNCOMPUTED:
        return refused(
            "",
            "是公式，文件里没有存下算出的结果",
            "请用Excel打开、保存后再上传，或直接填值",
            "is a formula, and the file does not hold its result",
            "open it in Excel, save it and upload it again, or write the value",
        )
    if text in FORMULA_ERRORS:
        return refused(
            text, "公式出错", "请改正公式，或直接填值", "is an error of a formula", "mend it"
        )
    return None


def _written(value: Value) -> str | Fault:
    """Write what Excel holds as a person would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return printed_number(value)
    if isinstance(value, date) and value.isoformat() < _FIRST_SURE:
        return refused(
            value.isoformat()[:10],
            "早于1900年3月1日，Excel里这样的日期差一天",
            "请把该格设为文本后重填",
            "is before 1 March 1900, where Excel counts a day that never was",
            "format the cell as text and write it again",
        )
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def entry_of(register: Register, given: Mapping[str, Value]) -> tuple[Values, dict[str, Fault]]:
    """Read all cells of one entry.

    Args:
        register: The declaration.
        given: What was given, by the name of the field; fields that are not there are empty.

    Returns:
        The canonical values without empty ones, and the faults by field.
    """
    values: dict[str, str] = {}
    faults: dict[str, Fault] = {}
    for field in register.fields:
        found = parsed(field, given.get(field.name))
        if isinstance(found, Fault):
            faults[field.name] = found
        elif found:
            values[field.name] = found
    if register.key not in faults and (fault := key_fault(values.get(register.key, ""))):
        faults[register.key] = fault
    return values, faults


def printed(field: Field, text: str, *, english: bool = False) -> str:
    """Print a value for people: the title of a choice, 是 or 否; anything else is its own print.

    Args:
        field: The column.
        text: The canonical text.
        english: Whether to print it in English.
    """
    if field.kind is Kind.CHOICE:
        found = next((each for each in field.choices if each.code == text), None)
        return text if found is None else found.title_en if english else found.title
    if field.kind is Kind.FLAG:
        return {"yes": "Yes" if english else "是", "no": "No" if english else "否"}.get(text, text)
    return text
