"""From the bytes of a file to the table of a register; whatever is no table is one sentence."""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from bayline.engines.documents.encodings import decode
from bayline.engines.documents.refusals import DocumentError, Reason, megabytes
from bayline.engines.documents.sniff import table_format_of
from bayline.engines.documents.terms import Format
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.figures import plain
from bayline.platform.registers.cells import FAILED, FORMULA_ERRORS, UNCOMPUTED, Value
from bayline.platform.registers.cells.guarding import GUARD, unguarded
from bayline.platform.registers.cells.numbers import exact
from bayline.platform.registers.importing.sheets import (
    LIMITS,
    Look,
    Place,
    letters_of,
    looked_into,
)
from bayline.platform.registers.importing.tables import Table, fitted, no_header
from bayline.platform.registers.terms import Register

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_DELIMITERS = (",", "\t", ";", "，")
_HUNDRED = 100
_MERGED_MOST = 10_000  # rows that one merged cell is taken to reach over
# Characters; an open quotation mark makes one cell of the rest of a file. csv has this limit too,
# but the whole program shares it, and packs have longer cells.
_LONGEST_CELL = 131_072


def table_in(register: Register, name: str, data: bytes, *, fills_merged: bool = False) -> Table:
    """Find the table of a register in a file.

    Args:
        register: The declaration, whose fields the header names.
        name: The name of the file, named in refusals.
        data: Its bytes: xlsx, or CSV in UTF-8, UTF-16, GB18030 or Big5.
        fills_merged: Whether a cell merged down several rows counts for each of them, as in tables
            made to be read; else such cells are refused.

    Raises:
        BaylineError: The file cannot be read, or holds no such table.
    """
    try:
        return _table(register, name, data, fills_merged=fills_merged)
    except DocumentError as refusal:
        raise refusal.at(name) from None
    except BaylineError as refusal:
        raise BaylineError(
            refusal.what, where=name, why=refusal.why, do=refusal.do, zh=refusal.zh
        ) from None


def headings_in(name: str, data: bytes) -> tuple[str, ...]:
    """Give what stands in the first row of a file that holds anything, to say what there is.

    Args:
        name: The name of the file.
        data: Its bytes, as of `table_in`; of a workbook the first sheet counts.

    Raises:
        DocumentError: The file cannot be read.
    """
    rows: Iterator[Sequence[Value]]
    if table_format_of(name, data) is Format.WORD:
        from python_calamine import CalamineWorkbook

        with parsing():
            workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
            rows = iter([*workbook.get_sheet_by_index(0).iter_rows()])
    else:
        text = decode(data).text
        likely = max(_DELIMITERS, key=text.partition("\n")[0].count)
        rows = _records(text, likely)
    filled = ([str(cell).strip() for cell in row if str(cell).strip()] for row in rows)
    return tuple(next(filter(None, filled), ()))


def _table(register: Register, name: str, data: bytes, *, fills_merged: bool) -> Table:
    if not data:
        raise DocumentError(Reason.EMPTY)
    if len(data) > LIMITS.file_bytes:
        raise DocumentError(Reason.TOO_LARGE, limit=megabytes(LIMITS.file_bytes))
    if table_format_of(name, data) is Format.WORD:  # any zip archive
        return _in_workbook(register, data, fills_merged=fills_merged)
    return _in_text(register, data)


def _in_text(register: Register, data: bytes) -> Table:
    text = decode(data).text
    failed = ""
    for delimiter in _DELIMITERS:
        try:
            table = fitted(register, _records(text, delimiter), sheet="")
        except csv.Error as error:  # perhaps only read with this delimiter
            failed = failed or str(error)
            continue
        if table is not None:
            return table
    raise _no_csv(failed) if failed else no_header(register)


def _records(text: str, delimiter: str) -> Iterator[Sequence[Value]]:
    """Give the records; a quotation mark that does not end would swallow all that follow."""
    is_guarded = GUARD in text
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begun = 1
    try:
        for record in reader:
            _refuse_long(record)
            yield [*map(_bare, record)] if is_guarded else record
            begun = reader.line_num + 1
    except csv.Error as error:
        raise csv.Error(f"{begun}: {error}") from None


def _refuse_long(record: Sequence[str]) -> None:
    if max(map(len, record), default=0) > _LONGEST_CELL:
        raise csv.Error("field larger than field limit")  # as csv itself says it


def _bare(cell: str) -> str:
    return unguarded(cell) if cell.startswith(GUARD) else cell


def _no_csv(reason: str) -> BaylineError:
    line, told = reason.split(": ", 1) if ": " in reason else ("", reason)
    zh, en = _TOLD.get(told, (told, told)) if "expected after" not in told else _BEHIND
    return BaylineError(
        "the file is no proper CSV",
        why=f"line {line}: {en}" if line else en,
        do="mend it, or open it in a spreadsheet and save it as xlsx",
        zh=Words(
            "文件不是规范的CSV",
            f"第{line}行{zh}" if line else zh,
            "请改正，或用表格软件打开后另存为xlsx",
        ),
    )


_TOLD = {
    "unexpected end of data": ("有一个引号没有结束", "a quotation mark does not end"),
    "field larger than field limit": ("有一格太长", "a cell is too long"),
}
_BEHIND = ("引号后面还有字", "words follow a closing quotation mark")


def _in_workbook(register: Register, data: bytes, *, fills_merged: bool) -> Table:
    looks = looked_into(data)
    with parsing():
        return _found(register, looks, data, fills_merged=fills_merged)


def _found(register: Register, looks: Sequence[Look], data: bytes, *, fills_merged: bool) -> Table:
    from python_calamine import CalamineWorkbook

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for at, look in enumerate(looks):
        sheet = workbook.get_sheet_by_name(look.name)
        rows = rows_in(sheet, look)
        table = fitted(register, filled(sheet, rows) if fills_merged else rows, sheet=look.name)
        if table is not None:
            if not fills_merged:
                _refuse_merged(sheet, table)
            return replace(table, left=tuple(other.name for other in looks[at + 1 :]))
    raise no_header(register)


def filled(sheet: "CalamineSheet", rows: Iterator[Sequence[Value]]) -> Iterator[Sequence[Value]]:
    """Give rows with the value of a cell merged down several of them in each of them.

    Args:
        sheet: The sheet as it was parsed.
        rows: Its rows, from the first on.
    """
    left = sheet.start[1] if sheet.start else 0
    of_rows = {
        (row, first - left): (top, first - left)
        for (top, first), (bottom, _) in sheet.merged_cell_ranges or ()
        if bottom > top
        for row in range(top, min(bottom, top + _MERGED_MOST) + 1)
    }
    held: dict[tuple[int, int], Value] = {}
    heads = set(of_rows.values())
    for number, cells in enumerate(rows):
        made = [*cells]
        for at in range(len(made)):
            if (number, at) in heads:
                held[number, at] = made[at]
            made[at] = held.get(of_rows.get((number, at), (-1, -1)), made[at])
        yield made


@contextmanager
def parsing() -> Iterator[None]:
    """Refuse a workbook wherever the parser stumbles over it, on opening or at a row."""
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError:
        raise DocumentError(Reason.LOCKED_OFFICE) from None
    except (CalamineError, OSError, ValueError):
        raise DocumentError(Reason.UNREADABLE) from None


def rows_in(sheet: "CalamineSheet", look: Look) -> Iterator[Sequence[Value]]:
    """Give the rows of a sheet from the first on, with what the parser drops put back.

    Args:
        sheet: The sheet as it was parsed.
        look: What was seen of it before.
    """
    left = sheet.start[1] if sheet.start else 0
    marked = look.failed.keys() | look.uncomputed | look.percents
    if not marked:
        return iter(sheet.iter_rows())
    return _remarked(sheet, look, left=left)


def _remarked(sheet: "CalamineSheet", look: Look, *, left: int) -> Iterator[Sequence[Value]]:
    """Put back what the parser drops: errors of formulas, and percent signs."""
    rows_marked = {place.row for place in look.failed.keys() | look.uncomputed | look.percents}
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number in rows_marked:
            places = (Place(number, left + at) for at in range(1, len(cells) + 1))
            yield [_marked(cell, place, look) for cell, place in zip(cells, places, strict=True)]
        else:
            yield cells


def _marked(cell: Value, place: Place, look: Look) -> Value:
    if failed := look.failed.get(place):
        return failed if failed in FORMULA_ERRORS else FAILED
    if place in look.uncomputed and cell == "":
        return UNCOMPUTED
    if place in look.percents and isinstance(cell, int | float) and not isinstance(cell, bool):
        return f"{plain(exact(cell) * _HUNDRED)}%"
    return cell


def _refuse_merged(sheet: "CalamineSheet", table: Table) -> None:
    """Refuse merged cells among the rows: only the first of them holds the value."""
    first = table.lines[0].number if table.lines else 0
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if first and bottom + 1 >= first:
            cells = f"{letters_of(left + 1)}{top + 1}:{letters_of(right + 1)}{bottom + 1}"
            raise BaylineError(
                f"cells {cells} are merged",
                why="only the first of them holds the value",
                do="unmerge them and fill in every row",
                zh=Words(f"{cells}是合并单元格", "只有左上一格有值", "请取消合并，逐行填写"),
            )
