"""Lay a table out by rows and columns, and find the heads that hold for each."""

import re
from collections.abc import Iterator, Sequence

from bayline.engines.chinese.script import fold
from bayline.engines.chinese.tables.axes import Path
from bayline.engines.chinese.tables.cells import unit_sample
from bayline.engines.chinese.tables.heads import head_of
from bayline.engines.documents.terms import Cell, Table

_COUNTERS = re.compile(
    r"序号?|编号|代码|行次|编码|[Nn][Oo]\.?|邮编|区划码|(?:联系)?电话|手机|备注|说明|文号|学号"
)
_DATES = re.compile(r".*(?:时间|日期|年份|年月|年度|工期|期限|起止|周期)|年")
_UNITS = re.compile(r"(?:计量)?单位")
_PERIODS = re.compile(
    r"(?:统计|数据|所属|报告)?(?:时间范围|时段|时期|期间|区间)|截[止至](?:时间|日期)?|报告期"
)
_SCOPES = re.compile(r"(?:统计)?(?:口径|范围)(?:说明)?")
_SPACES = re.compile(r"\s+")


class Grid:
    """A table by its rows and columns.

    Attributes:
        rows: Heads beside each row of the body, from left to right.
    """

    def __init__(self, text: str, table: Table) -> None:
        self._text = text
        self._table = table
        first = table.title_rows + table.head_rows
        self._heads = [cell for cell in table.cells if table.title_rows <= cell.row < first]
        self._body = [cell for cell in table.cells if cell.row >= first]
        self._left_out = self._columns_headed(_COUNTERS) | self._unit_columns()
        periods, scopes = self._columns_headed(_PERIODS), self._columns_headed(_SCOPES)
        self._periods, self._scopes = self._beside(periods), self._beside(scopes)
        self._dates = self._columns_headed(_DATES) | periods | scopes
        self._units = self._unit_column()
        self.rows = self._row_paths()
        self._over: dict[int, list[Cell]] = {}
        for cell in self._heads:
            if cell.col_span < table.columns:
                for col in range(cell.col, cell.col + cell.col_span):
                    self._over.setdefault(col, []).append(cell)
        self._spans: dict[int, tuple[int, int]] = {}
        for cell in self._body:
            start = self._spans.get(cell.row, (cell.start, 0))[0]
            self._spans[cell.row] = (start, cell.end)

    def words(self, cell: Cell) -> str:
        """Return what a cell prints, folded and without spaces."""
        return _SPACES.sub("", fold(self._text[cell.start : cell.end]))

    def figure_cells(self) -> Iterator[Cell]:
        """Give the cells of the body that may hold figures."""
        without_figures = self._left_out | self._dates
        for cell in self._body:
            holds_figures = cell.col not in without_figures
            if cell.col >= self._table.head_columns and holds_figures and cell.end > cell.start:
                yield cell

    def column_path(self, col: int) -> Path:
        """Return the heads over a column, from the top down."""
        over = [head_of(self._text, cell.start, cell.end) for cell in self._over.get(col, ())]
        return Path(tuple(over))

    def unit_of_row(self, row: int) -> str:
        """Return what a column 计量单位 prints for a row, folded; "" if there is no such column."""
        return self._units.get(row, "")

    def period_of_row(self, row: int) -> str:
        """Return what a column 时间范围 prints for a row, folded; "" if there is none."""
        cell = self._periods.get(row)
        return self.words(cell) if cell else ""

    def scope_of_row(self, row: int) -> Cell | None:
        """Return the cell of a column 口径 that holds for a row."""
        return self._scopes.get(row)

    def _beside(self, columns: set[int]) -> dict[int, Cell]:
        """The cell of such a column for each row."""
        found: dict[int, Cell] = {}
        for cell in self._body:
            if cell.col in columns:
                found |= dict.fromkeys(range(cell.row, cell.row + cell.row_span), cell)
        return found

    def row_span(self, row: int) -> tuple[int, int]:
        """Return where a row of the body begins and ends in the text."""
        return self._spans[row]

    def _columns_headed(self, pattern: re.Pattern[str]) -> set[int]:
        return {cell.col for cell in self._heads if pattern.fullmatch(self.words(cell))}

    def _unit_columns(self) -> set[int]:
        """Find the columns of units; 单位 over names of organizations is none of them."""
        printed: dict[int, list[str]] = {col: [] for col in self._columns_headed(_UNITS)}
        for cell in self._body:
            if cell.col in printed:
                printed[cell.col].append(self.words(cell))
        return {col for col, words in printed.items() if _are_units(words)}

    def _unit_column(self) -> dict[int, str]:
        columns = self._unit_columns()
        units: dict[int, str] = {}
        for cell in self._body:
            if cell.col in columns:
                units.update(
                    dict.fromkeys(range(cell.row, cell.row + cell.row_span), self.words(cell))
                )
        return units

    def _row_paths(self) -> dict[int, Path]:
        """Name rows by their first column of heads, and by those before it that group rows."""
        heads = [col for col in range(self._table.head_columns) if col not in self._left_out]
        tall = {cell.col for cell in self._body if cell.row_span > 1}
        names = {col for at, col in enumerate(heads) if tall.issuperset(heads[:at])}
        beside: dict[int, list[Cell]] = {}
        for cell in self._body:
            if cell.col in names:
                for row in range(cell.row, cell.row + cell.row_span):
                    beside.setdefault(row, []).append(cell)
        return {
            row: Path(tuple(head_of(self._text, cell.start, cell.end) for cell in cells))
            for row, cells in beside.items()
        }


def _are_units(words: Sequence[str]) -> bool:
    """Tell whether most cells of a column name units."""
    known = sum(unit_sample(word) is not None for word in words if word)
    return known * 2 > len(words)
