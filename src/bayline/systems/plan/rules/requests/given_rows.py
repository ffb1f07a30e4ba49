"""Read from a template the rows that are given."""

import re
from typing import Any

from bayline.kernel.errors import Words
from bayline.platform.registers.cells import Value, parsed
from bayline.platform.registers.declaring.tables import Option, Place, check
from bayline.platform.registers.terms import Fault
from bayline.systems.plan.rules.requests.terms import Column, GivenRow

_TEXT = Option(str, "text in quotes", "引号中的文字")
_ROW = {
    "code": _TEXT._replace(needed=True),
    "values": Option(dict, "a table of cells", "各栏的值"),
    "lead": _TEXT,
    "joint": Option(list, "a list of codes", "代码的列表"),
    "attribute": _TEXT,
    "subject": _TEXT,
    "place": _TEXT,
}
_CODE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,39})")


def given_rows(found: list[Any], columns: tuple[Column, ...], place: Place) -> tuple[GivenRow, ...]:
    """Read tables [[row]].

    Args:
        found: The tables.
        columns: The columns of the table.
        place: Where they stand.
    """
    rows = []
    seen: set[str] = set()
    for at, each in enumerate(found, start=1):
        here = place.part(f"row {at}")
        row = _row(each, columns, here)
        if row.code in seen:
            _refuse(here, f"code “{row.code}”", "it stands twice", "用了两次")
        seen.add(row.code)
        rows.append(row)
    return tuple(rows)


def _row(found: Any, columns: tuple[Column, ...], place: Place) -> GivenRow:  # noqa: ANN401 - what TOML may hold
    check(found, _ROW, place)
    if not _CODE.fullmatch(found["code"]):
        _refuse(
            place,
            f"code “{found['code'][:40]}”",
            "a code has letters, digits, - and _, at most 40",
            "代码用字母、数字、-和_，最多40个",
        )
    joint = found.get("joint", [])
    if not all(isinstance(each, str) and each.strip() for each in joint):
        _refuse(place, "joint", "it holds what is no code", "里面有不是代码的")
    return GivenRow(
        code=found["code"],
        values=_values(found.get("values", {}), columns, place),
        lead=found.get("lead", ""),
        joint=tuple(dict.fromkeys(joint)),
        attribute=found.get("attribute", ""),
        subject=found.get("subject", ""),
        place=found.get("place", ""),
    )


def _values(found: dict[str, Value], columns: tuple[Column, ...], place: Place) -> dict[str, str]:
    given = {each.name: each for each in columns if each.is_given}
    values = {}
    for name, value in found.items():
        if name not in given:
            listed = ", ".join(given) or "none"
            _refuse(
                place, f"values, “{name}”", f"given columns are {listed}", f"给定的栏有{listed}"
            )
        text = parsed(given[name].field, value)
        if isinstance(text, Fault):
            _refuse(
                place,
                text.sentence(given[name].field, english=True),
                "it does not fit its column",
                text.sentence(given[name].field, english=False),
            )
        elif text:
            values[name] = text
    return values


def _refuse(place: Place, what: str, why: str, why_zh: str) -> None:
    place.refuse(what, why=why, do="correct it", zh=Words(what, why_zh, "请改正"))
