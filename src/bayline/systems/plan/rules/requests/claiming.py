"""What an accepted answer states: a claim for each cell of a column that states something."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from bayline.engines.chinese.terms import Quantity
from bayline.kernel.basis import Basis, Price
from bayline.kernel.claims import Claim
from bayline.kernel.evidence import Evidence, Selector, Source
from bayline.kernel.figures import Figure, Stated
from bayline.kernel.periods import Period, Precision
from bayline.kernel.statuses import Change
from bayline.platform.registers.cells.figures import quantity_in
from bayline.platform.registers.terms import Kind
from bayline.systems.plan.rules.requests.gaps import gap_in
from bayline.systems.plan.rules.requests.tables import Line, lines_for
from bayline.systems.plan.rules.requests.terms import (
    ClaimOf,
    Column,
    Filled,
    GivenRow,
    Request,
    Row,
)


class Stating(NamedTuple):
    """A cell that states a figure.

    Attributes:
        row: Code of its row.
        column: Name of its column.
        figure: What it states.
        attribute: Of what.
        subject: Of whom.
        place: Code of the place.
        period: For which period.
        basis: On which basis.
        change: Whether it is a growth rate.
    """

    row: str
    column: str
    figure: Figure
    attribute: str
    subject: str
    place: str
    period: Period
    basis: Basis
    change: Change | None


def statements(request: Request, unit: str, filled: Filled) -> list[Stating]:
    """List what the cells of an answer state, in the order of the table.

    A cell with a gap, such as 无, states nothing.

    Args:
        request: What was asked.
        unit: Code of the unit that answers.
        filled: The answer, its cells canonical.
    """
    found: list[Stating] = []
    own = {each.code: each for each in request.template.given}
    columns = [*_stating_columns(request)]
    for line in lines_for(request.template, unit, filled):
        if line.answers:
            row = filled.rows.get(line.code, {})
            found += _of_row(columns, unit, line, row, own=own.get(line.code))
    return found


class _Common(NamedTuple):
    """A column that states something, with what all of its cells have in common."""

    column: Column
    of: ClaimOf
    attribute: str
    period: Period
    basis: Basis
    change: Change | None


def _stating_columns(request: Request) -> Iterator[_Common]:
    for column in request.template.columns:
        if (of := column.claim) is not None:
            yield _Common(
                column,
                of,
                attribute=of.attribute or column.field.title,
                period=_period(of, request.period),
                basis=_basis(of),
                change=Change.GROWTH if of.is_growth else None,
            )


def _of_row(
    columns: Sequence[_Common], unit: str, line: Line, row: Row, *, own: GivenRow | None
) -> Iterator[Stating]:
    cells = {**line.given, **row}
    attribute, subject, place = (own.attribute, own.subject, own.place) if own else ("", "", "")
    for common in columns:
        column, of = common.column, common.of
        figure = figure_in(column, row.get(column.name, ""))
        if figure is not None:
            yield Stating(
                row=line.code,
                column=column.name,
                figure=figure,
                attribute=attribute or common.attribute,
                subject=subject or cells.get(of.subject_from, "") or of.subject or unit,
                place=place or cells.get(of.place_from, "") or of.place,
                period=common.period,
                basis=common.basis,
                change=common.change,
            )


def figure_in(column: Column, text: str) -> Figure | None:
    """Give the figure that a cell states in the unit of its column; None where it states none."""
    if not text or gap_in(text) is not None:
        return None
    if column.field.kind is not Kind.FIGURE:
        return _exact(Decimal(text), column.field.unit)
    found = quantity_in(text)
    if found is None or found.value is None:
        return None
    return Figure.stated_as(
        found.value,
        found.unit,
        bound=found.bound,
        resolution=found.resolution,
        high=found.high,
        stated=Stated(value=found.stated_value, unit=found.stated_unit),
    )


@lru_cache(maxsize=1_024)  # a table has few units
def _one(unit: str) -> Quantity | None:
    return quantity_in(f"1{unit}")


def _exact(number: Decimal, unit: str) -> Figure | None:
    """Give the figure of a plain number in a unit, as the reader reads the two together."""
    one = _one(unit)
    if one is None or one.value is None:
        return None
    exponent = number.as_tuple().exponent
    step = Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else Decimal(1)
    return Figure.stated_as(
        number * one.value,
        one.unit,
        resolution=step * one.value,
        stated=Stated(value=number, unit=unit),
    )


def _period(of: ClaimOf, period: Period) -> Period:
    if of.since != "year" or period.start is None:
        return period
    start = period.start.replace(month=1, day=1)
    whole = Period(start=start, end=period.end, precision=Precision.MONTH)
    return period if start == period.start else whole


def _basis(of: ClaimOf) -> Basis:
    return Basis(
        price=Price(of.price) if of.price else None,
        place_scope=of.scope,
        threshold=of.threshold,
        coverage=frozenset(of.coverage),
    )


def claim_of_cell(
    stating: Stating, *, source: Source, selectors: Sequence[Selector], supersedes: str = ""
) -> Claim:
    """Make the claim of a cell.

    Args:
        stating: What the cell states.
        source: The form as a document of the record.
        selectors: Where the cell stands in it.
        supersedes: The claim of the same cell in an earlier answer; empty where there is none.
    """
    return Claim(
        identifier="-",
        subject=stating.subject,
        attribute=stating.attribute,
        figure=stating.figure,
        basis=stating.basis,
        period=stating.period,
        place=stating.place,
        change=stating.change,
        evidence=Evidence(source=source, selectors=(*selectors,)),
        supersedes=supersedes,
    )


def figures_stated(found: Sequence[Stating]) -> Mapping[tuple[str, str], Figure]:
    """Give the figures of cells by row and column."""
    return {(each.row, each.column): each.figure for each in found}
