"""The table that one unit is shown: which rows it answers, which it only sees."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bayline.systems.plan.rules.requests.terms import (
    Column,
    Filled,
    GivenRow,
    Row,
    Rows,
    Shows,
    Template,
)

_STAR = "★"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of the table of one unit.

    Attributes:
        code: What identifies it.
        number: Its number in the whole table, from 1.
        given: What is given.
        answers: Whether the unit answers it; else it only sees it.
        lead: Code of the unit that answers it; empty where each unit does.
        joint: Codes of the units that see it.
    """

    code: str
    number: int
    given: Row = field(default_factory=dict)
    answers: bool = True
    lead: str = ""
    joint: tuple[str, ...] = ()


def units_of(template: Template) -> dict[str, bool]:
    """List the units that a template asks, and whether they answer or only see.

    A unit that leads no row and is not asked for itself sees the rows it has a part in.
    """
    found = dict.fromkeys(template.units, True)
    everybody = template.rows is Rows.FREE or any(not row.lead for row in template.given)
    if not everybody:
        leads = {row.lead for row in template.given}
        found = {unit: unit in leads for unit in template.units}
    found |= {row.lead: True for row in template.given if row.lead}
    for row in template.given:
        for unit in row.joint:
            found.setdefault(unit, False)
    return found


def lines_for(template: Template, unit: str, filled: Filled | None = None) -> list[Line]:
    """List the rows of the table of a unit.

    Args:
        template: What is asked.
        unit: Code of the unit.
        filled: What it has filled in, whose rows are shown after those that are given.
    """
    numbered = enumerate(template.given, start=1)
    lines = [
        _given(row, number, unit)
        for number, row in numbered
        if row.lead in {"", unit} or unit in row.joint
    ]
    if template.rows is Rows.FREE and filled is not None:
        known = {row.code for row in template.given}
        own = in_order(code for code in filled.rows if code not in known)
        first = len(template.given) + 1
        lines += [Line(code=code, number=at) for at, code in enumerate(own, start=first)]
    return lines


def _given(row: GivenRow, number: int, unit: str) -> Line:
    return Line(
        code=row.code,
        number=number,
        given=row.values,
        answers=row.lead in {"", unit},
        lead=row.lead,
        joint=row.joint,
    )


def in_order(codes: Iterable[str]) -> list[str]:
    """Sort codes of rows that units add: by their numbers."""
    return sorted(codes, key=lambda code: (len(code), code))


def next_code(taken: Iterable[str]) -> str:
    """Give the code of the next row that a unit adds, such as n1 or n2."""
    return f"n{last_number(taken) + 1}"


def last_number(taken: Iterable[str]) -> int:
    """Give the number of the last row that a unit added; 0 where it added none."""
    own = (code[1:] for code in taken if code[:1] == "n" and code[1:].isdigit())
    return max(map(int, own), default=0)


def responsible(line: Line, names: Mapping[str, str]) -> str:
    """Say who is responsible for a row, ★ before the lead: ★财政局、税务局."""
    lead = f"{_STAR}{names.get(line.lead, line.lead)}" if line.lead else ""
    joint = [names.get(unit, unit) for unit in line.joint]
    return "、".join(filter(None, (lead, *joint)))


def shown_cell(column: Column, line: Line, row: Row, names: Mapping[str, str]) -> str:
    """Give the text of one cell.

    Args:
        column: Its column.
        line: Its row.
        row: The answered cells of the row.
        names: What units are called.
    """
    if column.shows is Shows.NUMBER:
        return str(line.number)
    if column.shows is Shows.UNITS:
        return responsible(line, names)
    return (line.given if column.is_given else row).get(column.name, "")


def with_rows(filled: Filled, rows: Mapping[str, Row], template: Template) -> Filled:
    """Put rows into what is filled in; of rows that units add, empty ones are dropped."""
    known = {row.code for row in template.given}
    merged = {**filled.rows, **rows}
    kept = {code: row for code, row in merged.items() if code in known or any(row.values())}
    return Filled(rows=kept, same=filled.same & kept.keys(), notes=filled.notes)


def blank_rows(taken: Sequence[str], count: int) -> list[str]:
    """Give codes for rows that a form leaves to be filled."""
    last = last_number(taken)
    return [f"n{last + each}" for each in range(1, count + 1)]
