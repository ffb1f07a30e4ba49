"""Write a register as CSV or as a workbook, row by row, so that memory does not grow with it.

What is written reads back as the same entries, whichever spreadsheet opened it in between.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import IO, TYPE_CHECKING

from bayline.platform.registers.cells import printed
from bayline.platform.registers.cells.guarding import guarded
from bayline.platform.registers.terms import Entry, Field, Kind, Register

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_MARK = "\ufeff"  # tells spreadsheets that the file is UTF-8
_ROWS_AT_ONCE = 1000
_EXCEL_DIGITS = 15
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_EXCEL_FIRST_DAY = date(1900, 3, 1)  # before it Excel counts a day that never was
_WIDTHS = {Kind.LONG: 40, Kind.TEXT: 24, Kind.URL: 24, Kind.INTEGER: 10, Kind.FLAG: 8}
_WIDTH = 16

_Columns = list[tuple[Field, Callable[[str], str]]]


def public_fields(register: Register) -> tuple[Field, ...]:
    """List the fields that may leave the house: all but personal ones."""
    return tuple(field for field in register.fields if not field.personal)


def csv_of(register: Register, entries: Iterable[Entry], *, english: bool) -> Iterator[bytes]:
    """Write entries as CSV for people: titles as header, titles of choices, UTF-8 with its mark.

    Args:
        register: The declaration.
        entries: The entries, in their order; they are asked for as they are written.
        english: Whether titles are in English.

    Returns:
        The file, piece by piece.
    """
    fields = public_fields(register)
    header = [_heading(field, english=english) for field in fields]
    shown = [_shown(field, english=english) for field in fields]
    yield from _lines(_MARK, header, entries, list(zip(fields, shown, strict=True)))


def pack_csv_of(register: Register, entries: Iterable[Entry]) -> Iterator[bytes]:
    """Write entries as a region pack holds them: names of fields as header, canonical values."""
    fields = public_fields(register)
    columns: _Columns = [(field, str) for field in fields]
    yield from _lines("", [field.name for field in fields], entries, columns)


def _heading(field: Field, *, english: bool) -> str:
    if field.kind is not Kind.DECIMAL or not field.unit:
        return field.called(english=english)
    return f"{field.title_en} ({field.unit})" if english else f"{field.title}（{field.unit}）"


def _shown(field: Field, *, english: bool) -> Callable[[str], str]:
    """Give what prints the values of a field; nothing is looked up where they print themselves."""
    if field.kind in {Kind.CHOICE, Kind.FLAG}:
        codes = [choice.code for choice in field.choices] or ["yes", "no"]
        titles = {code: printed(field, code, english=english) for code in codes}
        return lambda text: titles.get(text, text)
    return str


def _lines(
    mark: str, header: list[str], entries: Iterable[Entry], columns: _Columns
) -> Iterator[bytes]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n" if mark else "\n")
    buffer.write(mark)
    writer.writerow(header)
    # Numbers are no formulas, whatever sign they begin with.
    plain = {Kind.INTEGER, Kind.DECIMAL, Kind.DATE}
    safe = [(field.name, show, field.kind in plain) for field, show in columns]
    for number, entry in enumerate(entries, start=1):
        values = entry.values
        writer.writerow(
            [
                ""
                if (text := values.get(name)) is None
                else show(text)
                if is_plain
                else guarded(show(text))
                for name, show, is_plain in safe
            ]
        )
        if number % _ROWS_AT_ONCE == 0:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    if buffer.tell():
        yield buffer.getvalue().encode()


def write_xlsx(
    file: IO[bytes], register: Register, entries: Iterable[Entry], *, english: bool
) -> None:
    """Write entries as a workbook with one sheet, in constant memory.

    Numbers are numbers, days are days, texts stay texts whatever they begin with.

    Args:
        file: Where it is written; seekable.
        register: The declaration.
        entries: The entries, in their order; they are asked for as they are written.
        english: Whether titles are in English.
    """
    from xlsxwriter import Workbook

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, options) as book:
        sheet = book.add_worksheet(_sheet_name(register, english=english))
        bold = book.add_format({"bold": True})
        text = book.add_format({"num_format": "@"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        fields = public_fields(register)
        for at, field in enumerate(fields):
            column = None if field.kind in {Kind.INTEGER, Kind.DECIMAL} else text
            sheet.set_column(at, at, _WIDTHS.get(field.kind, _WIDTH), column)
        sheet.freeze_panes(1, 0)
        for at, field in enumerate(fields):
            sheet.write_string(0, at, _heading(field, english=english), bold)
        writers = [_writer(sheet, field, day, english=english) for field in fields]
        columns = [
            (at, field.name, write)
            for at, (field, write) in enumerate(zip(fields, writers, strict=True))
        ]
        for row, entry in enumerate(entries, start=1):
            values = entry.values
            for at, name, write in columns:
                if name in values:
                    write(row, at, values[name])


_Write = Callable[[int, int, str], None]


def _writer(sheet: "Worksheet", field: Field, day: "Format", *, english: bool) -> _Write:
    show = _shown(field, english=english)

    def words(row: int, column: int, text: str) -> None:
        sheet.write_string(row, column, show(text))

    def number(row: int, column: int, text: str) -> None:
        # More digits than Excel keeps stay a text, which reads back exactly; so do words.
        if len(text) <= _EXCEL_DIGITS and text.lstrip("+-").replace(".", "", 1).isdecimal():
            sheet.write_number(row, column, float(text))
        else:
            sheet.write_string(row, column, text)

    def date_of(row: int, column: int, text: str) -> None:
        found = date.fromisoformat(text)
        if found >= _EXCEL_FIRST_DAY:
            sheet.write_number(row, column, (found - _EXCEL_DAY_ZERO).days, day)
        else:
            sheet.write_string(row, column, text)

    return {Kind.INTEGER: number, Kind.DECIMAL: number, Kind.DATE: date_of}.get(field.kind, words)


def _sheet_name(register: Register, *, english: bool) -> str:
    """Name the sheet by the register; Excel allows 31 characters and not all of them."""
    name = "".join(char for char in register.called(english=english) if char not in "[]:*?/\\'")
    name = name[:31].strip()
    # Excel keeps one name for itself, and opens no book that has it.
    return name if name and name.casefold() != "history" else register.name
