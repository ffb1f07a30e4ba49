"""Read from a template what must add up."""

from typing import Any

from bayline.kernel.errors import Words
from bayline.platform.registers.declaring.tables import Option, Place, check
from bayline.platform.registers.terms import NUMERIC
from bayline.systems.plan.rules.requests.terms import Column, Total

_TEXT = Option(str, "text in quotes", "引号中的文字")
_LIST = Option(list, "a list of names", "名称的列表", needed=True)
_TOTAL = {
    "row": _TEXT,
    "column": _TEXT,
    "of_rows": _LIST._replace(needed=False),
    "of_columns": _LIST._replace(needed=False),
}


def totals_of(
    found: list[Any], columns: tuple[Column, ...], rows: list[str], place: Place
) -> tuple[Total, ...]:
    """Read tables [[total]]: a row of rows, or a column of columns.

    Args:
        found: The tables.
        columns: The columns of the table.
        rows: Codes of its given rows.
        place: Where they stand.
    """
    numeric = [each.name for each in columns if each.field.kind in NUMERIC]
    return tuple(
        _total(each, numeric, rows, place.part(f"total {at}"))
        for at, each in enumerate(found, start=1)
    )


def _total(found: Any, numeric: list[str], rows: list[str], place: Place) -> Total:  # noqa: ANN401 - what TOML may hold
    check(found, _TOTAL, place)
    across = found.get("of_columns", [])
    down = found.get("of_rows", [])
    if bool(across) == bool(down):
        _refuse(place, "of_rows, of_columns", "one of them is needed", "要写其中一个")
    if across:
        _refuse_unknown([found.get("column", ""), *across], numeric, place)
        return Total(whole=found["column"], parts=tuple(across), is_across=True)
    _refuse_unknown([found.get("row", ""), *down], rows, place)
    column = found.get("column", "")
    _refuse_unknown([column] if column else [], numeric, place)
    return Total(whole=found["row"], parts=tuple(down), column=column)


def _refuse_unknown(named: list[Any], known: list[str], place: Place) -> None:
    for each in named:
        if each not in known:
            listed = ", ".join(known[:20])
            _refuse(place, f"“{each}”", f"known are {listed}", f"可用的有{listed}")


def _refuse(place: Place, what: str, why: str, why_zh: str) -> None:
    place.refuse(what, why=why, do="correct it", zh=Words(what, why_zh, "请改正"))
