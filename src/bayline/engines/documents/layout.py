"""Build the linear text piece by piece, so that every span is known the moment it is written."""

from collections.abc import Iterable
from typing import NamedTuple

from bayline.engines.documents.grids import table_of
from bayline.engines.documents.refusals import DocumentError, Reason
from bayline.engines.documents.terms import Cell, Limits, Stretch, Table


class Box(NamedTuple):
    """A cell before it has a place in the text."""

    row: int
    col: int
    text: str
    row_span: int = 1
    col_span: int = 1
    is_head: bool = False
    payload: tuple[object, ...] = ()  # what the caller wants to find again beside the cell


class _Draft(NamedTuple):
    cells: list[Cell]
    floor: int
    heads: int
    sheet: str


class Layout:
    """The linear text under construction, with the limits that hold for it."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.length = 0
        self._parts: list[str] = []
        self._cells = 0
        self._tables: list[_Draft] = []

    def add(self, text: str) -> Stretch:
        """Append text and return where it stands."""
        start = self.length
        self.length += len(text)
        if self.length > self.limits.characters:
            raise DocumentError(Reason.TOO_LONG, limit=f"{self.limits.characters:,}")
        self._parts.append(text)
        return Stretch(start, self.length)

    def line(self, text: str) -> Stretch:
        """Append a line and return where its words stand, without the line feed."""
        place = self.add(text)
        self.add("\n")
        return place

    def count_cells(self, count: int) -> None:
        """Count cells of tables against the limit."""
        self._cells += count
        if self._cells > self.limits.cells:
            raise DocumentError(Reason.TOO_MANY_CELLS, limit=f"{self.limits.cells:,}")

    def table(self, boxes: Iterable[Box], *, head_rows: int = 0, sheet: str = "") -> list[Cell]:
        """Append a table: one line a row, cells divided by tabs.

        Args:
            boxes: Cells in row order, then column order.
            head_rows: Rows that the file itself marks as heads, 0 if it does not say.
            sheet: Name of the sheet, for a workbook.

        Returns:
            The cells with their places, in the order of the boxes.
        """
        floor = self._tables[-1].cells[-1].end if self._tables else 0
        cells: list[Cell] = []
        row = -1
        for box in boxes:
            if row >= 0:
                self.add("\n" if box.row != row else "\t")
            row = box.row
            place = self.add(box.text)
            cells.append(Cell(row, box.col, box.row_span, box.col_span, *place))
        if cells:
            self.add("\n")
            self._tables.append(_Draft(cells, floor=floor, heads=head_rows, sheet=sheet))
        return cells

    def finish(self) -> tuple[str, tuple[Table, ...]]:
        """Return the whole text and its tables."""
        text = "".join(self._parts)
        return text, tuple(
            table_of(
                text,
                draft.cells,
                floor=draft.floor,
                stated_heads=draft.heads,
                sheet=draft.sheet,
            )
            for draft in self._tables
        )
