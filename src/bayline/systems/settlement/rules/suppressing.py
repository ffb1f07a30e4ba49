"""Small cells of a table are hidden, and so many others that none of them can be worked out.

Totals are cells too. A hidden cell can be worked out exactly when, among the hidden cells as edges
between their row and their column, it is a bridge: then some lines add up to it alone.
"""

from collections.abc import Iterable, Mapping

TOTAL = "total"
Cell = tuple[str, str]


def with_totals(cells: Mapping[Cell, int]) -> dict[Cell, int]:
    """Give the cells of a table with the totals of its rows and columns.

    Args:
        cells: Counts by row and column; what is not there is zero.
    """
    names_of_rows = dict.fromkeys(row for row, _ in cells)
    names_of_columns = dict.fromkeys(column for _, column in cells)
    whole = {
        (row, column): cells.get((row, column), 0)
        for row in names_of_rows
        for column in names_of_columns
    }
    for (row, column), count in [*whole.items()]:
        for total in ((row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)):
            whole[total] = whole.get(total, 0) + count
    return whole


def shown(cells: Mapping[Cell, int], *, minimum: int) -> dict[Cell, int | None]:
    """Give a table with its totals as it may be shown: None where a count must not be.

    Args:
        cells: Counts by row and column; what is not there is zero.
        minimum: The smallest count that may be shown.
    """
    whole = with_totals(cells)
    unseen = hidden(whole, minimum=minimum)
    return {cell: None if cell in unseen else count for cell, count in whole.items()}


def summed(table: Mapping[Cell, int | None], rows: Iterable[str], column: str) -> int | None:
    """Add up cells of a column that are shown; None if one of them is not.

    So a sum tells nothing that the table does not.

    Args:
        table: As it may be shown.
        rows: Which rows; one that the table has not holds nothing.
        column: Which column.
    """
    parts = [table.get((row, column), 0) for row in rows]
    return None if None in parts else sum(part for part in parts if part is not None)


def hidden(whole: Mapping[Cell, int], *, minimum: int) -> frozenset[Cell]:
    """Say which cells must not be shown.

    Args:
        whole: A table with its totals.
        minimum: The smallest count that may be shown; zero is shown.
    """
    found = {cell for cell, count in whole.items() if 0 < count < minimum}
    while more := _more(whole, found, minimum):
        found |= more
    return frozenset(found)


def _more(whole: Mapping[Cell, int], found: set[Cell], minimum: int) -> set[Cell]:
    """Give what else is to be hidden for one cell that can be worked out; none if none can."""
    for cell in sorted(found):
        if is_bridge(cell, found):
            more = _around(whole, found, cell) or _beside(whole, found, cell)
            if more:
                return more
    for cell in sorted(found):
        if _tells_too_much(whole, found, cell, minimum):
            more = _beside(whole, found, cell)
            if more:
                return more
    return set()


def _around(whole: Mapping[Cell, int], found: set[Cell], cell: Cell) -> set[Cell]:
    """Give the three cells of the least count that make a rectangle with one."""
    row, column = cell
    best: tuple[int, list[Cell]] | None = None
    for other_row, other_column in whole:
        corners = [(row, other_column), (other_row, column), (other_row, other_column)]
        is_whole = other_row != row and other_column != column and all(map(whole.get, corners))
        new = [one for one in corners if one not in found]
        cost = sum(whole[one] for one in new) if is_whole else 0
        if is_whole and new and (best is None or (cost, new) < best):
            best = cost, new
    return {*best[1]} if best else set()


def _beside(whole: Mapping[Cell, int], found: set[Cell], cell: Cell) -> set[Cell]:
    """Give the least cell that is shown in the row or the column of one."""
    shown = [
        (count, one)
        for one, count in whole.items()
        if (one[0] == cell[0] or one[1] == cell[1]) and one not in found and count
    ]
    return {min(shown)[1]} if shown else set()


def _tells_too_much(whole: Mapping[Cell, int], found: set[Cell], cell: Cell, minimum: int) -> bool:
    """Whether what is hidden in a line of a cell is few together, which its total would tell."""
    for axis in (0, 1):
        # A total is the sum of the others, so that it is no part of what a line hides.
        parts = [one for one in found if one[axis] == cell[axis] and one[1 - axis] != TOTAL]
        total = (cell[0], TOTAL) if axis == 0 else (TOTAL, cell[1])
        if parts and total not in found and sum(whole[one] for one in parts) < minimum:
            return True
    return False


def is_bridge(cell: Cell, found: Iterable[Cell]) -> bool:
    """Whether a hidden cell is the only way between its row and its column among hidden cells."""
    rest = [one for one in found if one != cell]
    reached, grown = {("row", cell[0])}, True
    while grown:
        ends = [(("row", row), ("column", column)) for row, column in rest]
        more = {b for a, b in ends if a in reached} | {a for a, b in ends if b in reached}
        grown = not more <= reached
        reached |= more
    return ("column", cell[1]) not in reached
