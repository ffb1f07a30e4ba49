"""Rows of a table of readings that is written as text."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from bayline.kernel.errors import BaylineError, Words


def _delimiter(text: str) -> str:
    """Tell what stands between cells: a comma, unless the first line has none."""
    first = text.lstrip().partition("\n")[0]
    return next((mark for mark in ",\t;" if mark in first), ",")


def text_rows(text: str, *, where: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Give line and cells of each row that is not empty.

    Args:
        text: The table, as CSV.
        where: Its name, for refusals.

    Raises:
        BaylineError: It is no table.
    """
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise BaylineError(
            f"row {reader.line_num}",
            where=where,
            why=str(error),
            do="save it as CSV in UTF-8",
            zh=Words(f"第{reader.line_num}行", str(error), "请另存为UTF-8的csv"),
        ) from None
