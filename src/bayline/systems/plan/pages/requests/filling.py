"""The cells and rows of a table as its page shows them, as inputs where it may be filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bayline.platform.addresses import Addresses
from bayline.platform.pages import is_english
from bayline.platform.registers.cells import printed
from bayline.platform.registers.terms import NUMERIC, Kind
from bayline.systems.plan.pages.requests.context import Cell, Pick, Problem, RowView
from bayline.systems.plan.rules.requests.answering import Spot
from bayline.systems.plan.rules.requests.tables import Line, blank_rows, lines_for, shown_cell
from bayline.systems.plan.rules.requests.terms import (
    Column,
    Filled,
    Request,
    Row,
    Rows,
    Shows,
)

ROWS = 50  # of one page of a form
_BLANK = 5
_CELL, _SAME = "c.", "same."


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """What a table is shown with.

    Attributes:
        request: What is asked.
        unit: Code of the unit.
        filled: What stands in it.
        others: Answers of the units that lead rows which this one only sees, by unit.
        last: The answered rows of the period before.
        names: What units are called.
        claims: Claims of its cells, by row and column.
        spots: Cells that are refused.
        is_form: Whether it may be filled in.
        ways: How pages are named.
    """

    request: Request
    unit: str
    filled: Filled
    ways: Addresses
    names: Mapping[str, str]
    is_form: bool
    others: Mapping[str, Filled] = field(default_factory=dict)
    last: Mapping[str, Row] = field(default_factory=dict)
    claims: Mapping[tuple[str, str], str] = field(default_factory=dict)
    spots: Sequence[Spot] = ()


def lines_shown(showing: Showing) -> list[Line]:
    """List the rows of a table, with some that are left to be filled where rows are free."""
    template = showing.request.template
    lines = lines_for(template, showing.unit, showing.filled)
    if not showing.is_form or template.rows is not Rows.FREE:
        return lines
    codes = blank_rows([each.code for each in lines], _BLANK)
    first = len(lines) + 1
    return [*lines, *(Line(code=code, number=at) for at, code in enumerate(codes, start=first))]


def row_views(showing: Showing, lines: Sequence[Line]) -> tuple[RowView, ...]:
    """Show the rows of one page."""
    problems = {
        (spot.row, spot.column.name): spot.sentence(english=is_english()) for spot in showing.spots
    }
    return tuple(_row(showing, line, problems) for line in lines)


def _row(showing: Showing, line: Line, problems: Mapping[tuple[str, str], str]) -> RowView:
    filled = showing.filled if line.answers else showing.others.get(line.lead, Filled())
    row, last = filled.rows.get(line.code, {}), showing.last.get(line.code, {})
    is_input = showing.is_form and line.answers
    return RowView(
        code=line.code,
        number=line.number,
        answers=line.answers,
        by="" if line.answers else showing.names.get(line.lead, line.lead),
        cells=tuple(
            _cell(showing, line, column, row, last=last, problems=problems, is_input=is_input)
            for column in showing.request.template.columns
        ),
        is_same=line.code in filled.same,
        has_last=bool(last) and line.answers,
        same_name=f"{_SAME}{line.code}",
    )


def _cell(  # noqa: PLR0913 - a cell is where a row, a column and two periods meet
    showing: Showing,
    line: Line,
    column: Column,
    row: Row,
    *,
    last: Row,
    problems: Mapping[tuple[str, str], str],
    is_input: bool,
) -> Cell:
    english, of = is_english(), column.field
    text = shown_cell(column, line, row, showing.names)
    claim = showing.claims.get((line.code, column.name), "")
    is_cell_input = is_input and column.is_answered
    shown = text if is_cell_input else printed(of, text, english=english)
    is_prefilled = column.is_answered and column.is_prefilled
    return Cell(
        column=column.name,
        title=of.called(english=english),
        text=shown,
        last=printed(of, last.get(column.name, ""), english=english) if is_prefilled else "",
        problem=problems.get((line.code, column.name), ""),
        address=showing.ways.figure(claim) if claim else "",
        is_input=is_cell_input,
        is_counter=column.shows is Shows.NUMBER,
        is_long=of.kind is Kind.LONG,
        is_number=of.kind in NUMERIC,
        is_required=of.required,
        unit=of.unit,
        hint=of.hint_en if english else of.hint,
        name=input_name(line.code, column.name),
        picks=_picks(column, text) if is_cell_input else (),
    )


def _picks(column: Column, text: str) -> tuple[Pick, ...]:
    if column.field.kind not in {Kind.CHOICE, Kind.FLAG}:
        return ()
    codes = [choice.code for choice in column.field.choices] or ["yes", "no"]
    codes = codes if text in codes or not text else [*codes, text]
    return tuple(
        Pick(
            code=code,
            title=printed(column.field, code, english=is_english()),
            is_chosen=code == text,
        )
        for code in codes
    )


def input_name(row: str, column: str) -> str:
    """Name the input of a cell."""
    return f"{_CELL}{row}.{column}"


def typed_rows(
    sent: Mapping[str, str], request: Request
) -> tuple[dict[str, Row], frozenset[str], frozenset[str]]:
    """Take the cells that a form sends.

    Args:
        sent: The inputs by name.
        request: What is asked.

    Returns:
        The rows of the page as typed, those ticked as being as last period, and all its rows.
    """
    columns = {each.name for each in request.template.answered}
    rows: dict[str, dict[str, str]] = {}
    for name, text in sent.items():
        code, dot, column = name.removeprefix(_CELL).rpartition(".")
        if name.startswith(_CELL) and dot and column in columns:
            rows.setdefault(code, {})[column] = text.replace("\r\n", "\n")
    same = {name.removeprefix(_SAME) for name in sent if name.startswith(_SAME)}
    return dict(rows), frozenset(same & rows.keys()), frozenset(rows)


def problems_of(spots: Sequence[Spot], *, most: int) -> tuple[Problem, ...]:
    """List the cells that are refused, each with its input."""
    english = is_english()
    return tuple(
        Problem(
            field=input_name(spot.row, spot.column.name), sentence=spot.sentence(english=english)
        )
        for spot in spots[:most]
    )
