"""A table as numbers under heads, so that its totals, growth and shares can be recomputed."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from bayline.engines.chinese.script import fold
from bayline.engines.documents.terms import Cell, Table
from bayline.kernel.figures import Figure, Stated
from bayline.systems.reading.rules.passages import View

_NUMBER = re.compile(r"^[-−+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^[-−+]?\d+(?:\.\d+)?$")
_PERCENT = re.compile(r"%|‰|百分比|比重|占比|比例|增速|增长率|增长$|增幅|同比|±")
_UNIT = re.compile(r"[（(](?:单位[:：])?([^（）()]{1,12})[）)]|单位[:：]\s*([^\s，。；]{1,16})")
_ROUNDED_UNIT = re.compile(r"元|吨|亩|公顷|米|公里|瓦|[万亿千]")


class Number(NamedTuple):
    """One number of a table."""

    row: int
    column: int
    figure: Figure
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The numbers of a table with the words at their left and above them."""

    view: View
    row_heads: dict[int, str]
    column_heads: dict[int, str]
    numbers: dict[tuple[int, int], Number]
    unread: frozenset[tuple[int, int]]  # cells with words or signs where a number should stand

    def column(self, column: int, rows: Iterable[int]) -> list[Number]:
        """Return the numbers of a column in the given rows, None left out."""
        return [self.numbers[row, column] for row in rows if (row, column) in self.numbers]

    def row(self, row: int, columns: Iterable[int]) -> list[Number]:
        """Return the numbers of a row in the given columns."""
        return [self.numbers[row, column] for column in columns if (row, column) in self.numbers]


def grids(view: View) -> list[Grid]:
    """Read the numbers of every table of a document."""
    return [_grid(view, table) for table in view.document.tables]


def _grid(view: View, table: Table) -> Grid:
    body = table.title_rows + table.head_rows
    row_heads = _heads(
        view, [c for c in table.cells if c.col < table.head_columns and c.row >= body]
    )
    above = [c for c in table.cells if table.title_rows <= c.row < body]
    column_heads = _column_heads(view, above)
    note = table.unit_note
    unit = _unit_in(view.folded[note.start : note.end]) if note else ""
    numbers: dict[tuple[int, int], Number] = {}
    unread: dict[tuple[int, int], str] = {}
    for cell in table.cells:
        if cell.row >= body and cell.col >= table.head_columns:
            heads = (column_heads.get(cell.col, ""), row_heads.get(cell.row, ""))
            number = _number(view, cell, heads=heads, unit=unit)
            if number:
                numbers[cell.row, cell.col] = number
            elif words := view.folded[cell.start : cell.end].strip():
                unread[cell.row, cell.col] = words
    return Grid(
        view=view,
        row_heads=row_heads,
        column_heads=column_heads,
        numbers=numbers,
        unread=frozenset(unread) - _names(unread, {column for _, column in numbers}),
    )


def _names(
    unread: Mapping[tuple[int, int], str], numbered: Collection[int]
) -> set[tuple[int, int]]:
    """Return the cells of columns that name things: no number and no words twice, as 甲镇, 乙镇."""
    columns: dict[int, list[str]] = {}
    for (_, column), words in unread.items():
        columns.setdefault(column, []).append(words)
    naming = {
        column
        for column, words in columns.items()
        if column not in numbered and len(set(words)) == len(words) > 1
    }
    return {place for place in unread if place[1] in naming}


def _heads(view: View, cells: Sequence[Cell]) -> dict[int, str]:
    heads: dict[int, str] = {}
    for cell in cells:
        words = view.folded[cell.start : cell.end]
        for row in range(cell.row, cell.row + max(cell.row_span, 1)):
            heads[row] = heads.get(row, "") + words.rstrip()
    return heads


def _column_heads(view: View, cells: Sequence[Cell]) -> dict[int, str]:
    heads: dict[int, str] = {}
    for cell in cells:
        words = view.folded[cell.start : cell.end].strip()
        for column in range(cell.col, cell.col + max(cell.col_span, 1)):
            heads[column] = f"{heads.get(column, '')} {words}".strip()
    return heads


def _unit_in(words: str) -> str:
    match = _UNIT.search(words)
    return (match[1] or match[2]) if match else ""


def _number(view: View, cell: Cell, *, heads: tuple[str, str], unit: str) -> Number | None:
    raw = view.folded[cell.start : cell.end]
    words = raw.strip()
    bare = words.rstrip("%").strip()
    if not _NUMBER.match(bare):
        return None
    try:
        value = Decimal(bare.replace(",", "").replace("−", "-"))
    except InvalidOperation:
        return None
    own = _unit_in(heads[0]) or _unit_in(heads[1])
    is_share = (
        words.endswith("%") or own in {"%", "±%"} or bool(not own and _PERCENT.search(heads[0]))
    )
    start = cell.start + raw.index(words)
    code = "1" if is_share else own or unit or "个"
    figure = _figure(value, code, is_share=is_share)
    return Number(cell.row, cell.col, figure, start, start + len(words))


def _figure(value: Decimal, code: str, *, is_share: bool) -> Figure:
    step = Decimal(1).scaleb(int(value.as_tuple().exponent))
    counted = step >= 1 and not is_share and not _ROUNDED_UNIT.search(code)
    scale = Decimal("0.01") if is_share else Decimal(1)
    return Figure.stated_as(
        value * scale,
        code,
        resolution=Decimal(0) if counted else step * scale,
        stated=Stated(value=value, unit="%" if is_share else code),
    )


def cells_text(grid: Grid, number: Number) -> str:
    """Return a number as it is printed."""
    return grid.view.document.reading.text[number.start : number.end]


def as_head(words: str) -> str:
    """Return a head without spaces and signs of rank."""
    return fold(re.sub(r"[\s#*　]", "", words))
