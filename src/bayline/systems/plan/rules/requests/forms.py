"""An accepted answer as a document: one table whose cells are the evidence of what they state."""

import csv
import io
from collections.abc import Mapping
from typing import NamedTuple

from bayline.engines.documents.terms import Document
from bayline.platform.registers.terms import NUMERIC
from bayline.systems.plan.rules.requests.tables import lines_for, shown_cell
from bayline.systems.plan.rules.requests.terms import Column, Filled, Request


class Span(NamedTuple):
    """Characters [start, end) of a document."""

    start: int
    end: int


class Placed(NamedTuple):
    """Where a cell stands in a document.

    Attributes:
        cell: Its characters.
        row: Those of its row: the sentence of what it states.
        at: Its row and column in the table, from 0.
    """

    cell: Span
    row: Span
    at: tuple[int, int]


def form_of(request: Request, unit: str, filled: Filled, *, names: Mapping[str, str]) -> bytes:
    """Write the table of a unit as CSV in UTF-8, heads with their units first.

    Args:
        request: What was asked.
        unit: Code of the unit.
        filled: Its answer.
        names: What units are called.
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n", quoting=csv.QUOTE_ALL)
    columns = request.template.columns
    writer.writerow([heading(each) for each in columns])
    for line in lines_for(request.template, unit, filled):
        if line.answers:
            row = filled.rows.get(line.code, {})
            writer.writerow([shown_cell(each, line, row, names) for each in columns])
    return written.getvalue().encode()


def heading(column: Column, *, english: bool = False) -> str:
    """Give the head of a column, with its unit where it holds numbers."""
    title, unit = column.field.called(english=english), column.field.unit
    if not unit or column.field.kind not in NUMERIC:
        return title
    return f"{title} ({unit})" if english else f"{title}（{unit}）"


def places_in(
    document: Document, request: Request, unit: str, filled: Filled
) -> dict[tuple[str, str], Placed]:
    """Find the cells of an answer in the document that was made of it, by row and column.

    Args:
        document: What `form_of` wrote, as it was opened.
        request: What was asked.
        unit: Code of the unit.
        filled: Its answer.
    """
    table = document.tables[0]
    cells = {(each.row, each.col): Span(each.start, each.end) for each in table.cells}
    answered = [each for each in lines_for(request.template, unit, filled) if each.answers]
    found: dict[tuple[str, str], Placed] = {}
    for at, line in enumerate(answered, start=1):
        spans = [cells[at, col] for col in range(table.columns) if (at, col) in cells]
        whole = Span(min(each.start for each in spans), max(each.end for each in spans))
        for col, column in enumerate(request.template.columns):
            if (at, col) in cells:
                found[line.code, column.name] = Placed(cells[at, col], whole, (at, col))
    return found
