"""Whether what was filled in can be sent: all cells read, nothing missing, nothing stale."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bayline.platform.registers.cells import Value
from bayline.platform.registers.cells.faults import refused
from bayline.platform.registers.terms import Fault
from bayline.systems.plan.rules.requests.gaps import cell_of, is_same_cell
from bayline.systems.plan.rules.requests.tables import Line, lines_for
from bayline.systems.plan.rules.requests.terms import Column, Filled, Row, Template


class Spot(NamedTuple):
    """A cell that is refused.

    Attributes:
        row: Code of its row.
        number: Number of the row as the table shows it.
        column: Its column.
        fault: Why it is refused.
    """

    row: str
    number: int
    column: Column
    fault: Fault

    def sentence(self, *, english: bool) -> str:
        """Say it, with row, column, value, reason and remedy."""
        return self.fault.sentence(self.column.field, english=english, row=self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An answer as it was read.

    Attributes:
        filled: Its canonical cells; those that are refused are left out.
        spots: The cells that are refused, in the order of the table.
        blank: Whether nothing was filled in at all.
    """

    filled: Filled
    spots: tuple[Spot, ...]
    blank: bool


def read_answer(
    template: Template, unit: str, typed: Filled, *, earlier: Mapping[str, Row]
) -> Read:
    """Read an answer that is to be sent.

    Args:
        template: What is asked.
        unit: Code of the unit that answers.
        typed: What was filled in, as typed.
        earlier: The answered rows of the period before, by their code.
    """
    rows: dict[str, Row] = {}
    spots: list[Spot] = []
    for line in lines_for(template, unit, typed):
        if not line.answers:
            continue
        values, faults = read_row(template, line, typed.rows.get(line.code, {}))
        rows[line.code] = values
        spots += faults
        if line.code not in typed.same:
            spots += _unsaid(template, line, values, earlier.get(line.code, {}))
    filled = Filled(rows=rows, same=typed.same & rows.keys(), notes=typed.notes)
    is_blank = not any(any(typed.rows.get(code, {}).values()) for code in rows)
    return Read(filled=filled, spots=tuple(spots), blank=is_blank)


def read_row(template: Template, line: Line, given: Mapping[str, Value]) -> tuple[Row, list[Spot]]:
    """Read the answered cells of a row.

    Args:
        template: What is asked.
        line: The row.
        given: What a form or a workbook holds, by the name of the column.
    """
    values: dict[str, str] = {}
    spots: list[Spot] = []
    for column in template.answered:
        found = cell_of(column, given.get(column.name))
        if isinstance(found, Fault):
            spots.append(Spot(line.code, line.number, column, found))
        elif found:
            values[column.name] = found
    return values, spots


def _unsaid(template: Template, line: Line, values: Row, before: Row) -> Sequence[Spot]:
    """Refuse what is as last period without a word: a prefill that nobody looked at looks so."""
    same = (
        column
        for column in template.answered
        if column.is_prefilled
        and values.get(column.name)
        and is_same_cell(column, values[column.name], before.get(column.name, ""))
    )
    return [
        Spot(line.code, line.number, column, _unchanged(values[column.name])) for column in same
    ]


def _unchanged(value: str) -> Fault:
    return refused(
        value,
        "与上期相同，没有说明是否属实",
        "仍是这样，请在这一行勾“与上期相同”；不是，请改",
        "is as last period, and nobody said that it is so again",
        "tick “as last period” in this row if it is, else change it",
    )


def prefilled(template: Template, unit: str, earlier: Mapping[str, Row]) -> Filled:
    """Give what stands in a table before anybody typed: last period's values.

    Args:
        template: What is asked.
        unit: Code of the unit that answers.
        earlier: Its answered rows of the period before.
    """
    names = {column.name for column in template.answered if column.is_prefilled}
    started = Filled(rows=earlier)
    rows = {
        line.code: {
            name: value for name, value in earlier.get(line.code, {}).items() if name in names
        }
        for line in lines_for(template, unit, started)
        if line.answers
    }
    return Filled(rows=rows)
