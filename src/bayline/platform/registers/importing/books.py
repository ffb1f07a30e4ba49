"""A whole workbook: all its sheets as rows of cells, also hidden ones, and where formulas stand."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bayline.engines.documents.refusals import DocumentError, Reason, megabytes
from bayline.engines.documents.sniff import table_format_of
from bayline.engines.documents.terms import Format
from bayline.platform.registers.cells import Value
from bayline.platform.registers.importing.files import parsing, rows_in
from bayline.platform.registers.importing.sheets import (
    LIMITS,
    Look,
    Place,
    letters_of,
    looked_into,
)

_NOTHING: frozenset[Place] = frozenset()


class Span(NamedTuple):
    """A cell merged down several rows: its first row, its last, and its column, from 0 on."""

    top: int
    bottom: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BookSheet:
    """A sheet of a workbook.

    Attributes:
        name: Its name.
        rows: Its rows from the first on, each from the first column on.
        formulas: Cells that hold formulas; their values stand in the rows.
        merged: Ranges of merged cells, such as B4:B6, with the number of their last row.
        spans: Those of them that reach over several rows.
    """

    name: str
    rows: Sequence[Sequence[Value]]
    formulas: frozenset[Place] = _NOTHING
    merged: Mapping[str, int] = field(default_factory=dict)
    spans: Sequence[Span] = ()


def sheets_in(name: str, data: bytes) -> dict[str, BookSheet]:
    """Open a workbook.

    Args:
        name: The name of the file, named in refusals.
        data: Its bytes.

    Returns:
        Its sheets by their names, hidden ones too.

    Raises:
        DocumentError: It is no workbook, cannot be read, or is too large.
    """
    try:
        return _sheets(name, data)
    except DocumentError as refusal:
        raise refusal.at(name) from None


def _sheets(name: str, data: bytes) -> dict[str, BookSheet]:
    if not data:
        raise DocumentError(Reason.EMPTY)
    if len(data) > LIMITS.file_bytes:
        raise DocumentError(Reason.TOO_LARGE, limit=megabytes(LIMITS.file_bytes))
    found = table_format_of(name, data)
    if found is not Format.WORD:  # any zip archive
        raise DocumentError(Reason.NO_TABLE, name=found.value, better="xlsx")
    looks = {look.name: look for look in looked_into(data, formulas=True)}
    with parsing():
        return _parsed(data, looks)


def _parsed(data: bytes, looks: Mapping[str, Look]) -> dict[str, BookSheet]:
    from python_calamine import CalamineWorkbook

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = {}
    for name in workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(name)
        look = looks.get(name, Look(name, {}, _NOTHING, _NOTHING))
        left = [""] * (sheet.start[1] if sheet.start else 0)
        merged = {
            f"{letters_of(first + 1)}{top + 1}:{letters_of(last + 1)}{bottom + 1}": bottom + 1
            for (top, first), (bottom, last) in sheet.merged_cell_ranges or ()
        }
        sheets[name] = BookSheet(
            name=name,
            rows=[[*left, *row] for row in rows_in(sheet, look)],
            formulas=look.formulas,
            merged=merged,
            spans=[
                Span(top + 1, bottom + 1, first)
                for (top, first), (bottom, _) in sheet.merged_cell_ranges or ()
                if bottom > top
            ],
        )
    return sheets
