"""Read Excel workbooks: visible sheets as lines and tables, numbers as Excel shows them.

Empty rows divide a sheet into blocks. A block with more than one column is a table; single
cells above it, such as a title or 单位：亿元, are lines of text. Hidden rows stay, because sums
include them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from bayline.engines.documents.layout import Box, Layout
from bayline.engines.documents.office.archive import Archive
from bayline.engines.documents.office.elements import local
from bayline.engines.documents.office.number_formats import code_of, shown
from bayline.engines.documents.office.word import stated_title
from bayline.engines.documents.refusals import DocumentError, Reason
from bayline.engines.documents.terms import Document, Format, Note

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_DEFAULT_NAME = re.compile(r"(?:Sheet|工作表|表)\s*\d*", re.IGNORECASE)
_RELATION = "relationships}id"
_TOO_LONG = 10  # digits that no row or column of a workbook needs


class _Place(NamedTuple):
    row: int
    col: int


@dataclass(slots=True)
class _Book:
    """What all sheets of a workbook share."""

    strings: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    since_1904: bool = False


@dataclass(slots=True)
class _Sheet:
    """One sheet: printed cells by place, and its merged areas by upper left corner."""

    cells: dict[_Place, str] = field(default_factory=dict)
    merged: dict[_Place, _Place] = field(default_factory=dict)
    uncomputed: int = 0


def read_sheets(archive: Archive, main: str) -> Document:
    """Read a workbook.

    Args:
        archive: Its parts.
        main: Name of the main part.

    Returns:
        The document, its name still empty.

    Raises:
        DocumentError: A part is missing, broken, too large or too complex.
    """
    layout = Layout(archive.limits)
    workbook = archive.tree(main)
    book = _Book(
        strings=_shared_strings(archive),
        codes=format_codes(archive),
        since_1904=any(e.get("date1904") in {"1", "true"} for e in workbook.iter("{*}workbookPr")),
    )
    notes: list[Note] = []
    for name, part in sheet_parts(archive, workbook, main, notes):
        sheet = _read_sheet(archive, part, book, layout)
        if sheet.uncomputed:
            notes.append(_uncomputed(name, sheet.uncomputed))
        _write_sheet(sheet, name, layout)
    text, tables = layout.finish()
    return Document(
        name="",
        format=Format.SHEET,
        text=text,
        tables=tables,
        notes=tuple(notes),
        title=stated_title(archive),
    )


def sheet_parts(
    archive: Archive, workbook: "Element", main: str, notes: list[Note]
) -> Iterator[tuple[str, str]]:
    """Give name and part of each visible sheet, in the order of the workbook.

    Args:
        archive: The parts of the workbook.
        workbook: Its main part, parsed.
        main: Name of the main part.
        notes: Where it is noted that a sheet is hidden.
    """
    folder, _, file = main.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels"
    targets = {
        relation.get("Id", ""): _resolved(folder, relation.get("Target", ""))
        for relation in archive.tree(relations).iter("{*}Relationship")
    }
    for sheet in workbook.iter("{*}sheet"):
        name = sheet.get("name", "")
        key = next((v for k, v in sheet.attrib.items() if str(k).endswith(_RELATION)), "")
        part = targets.get(str(key), "")
        if sheet.get("state", "visible") != "visible":
            notes.append(
                Note(f"工作表“{name}”是隐藏的，没有读", f"sheet “{name}” is hidden and not read")
            )
        elif "chartsheet" not in part and "dialogsheet" not in part:
            yield name, part


def _uncomputed(name: str, count: int) -> Note:
    return Note(
        f"工作表“{name}”有{count}个公式没有存下结果，请用Excel打开后保存",
        f"sheet “{name}” has {count} formulas without a stored result; open and save it in Excel",
    )


def _resolved(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"


def _shared_strings(archive: Archive) -> list[str]:
    part = next((name for name in archive.names if name.lower() == "xl/sharedstrings.xml"), "")
    if not part:
        return []
    strings = []
    length = 0
    for item in archive.blocks(part, ("si",)):
        strings.append(_words(item))
        length += len(strings[-1])
        if length > 2 * archive.limits.characters:
            raise DocumentError(Reason.TOO_LONG, limit=f"{archive.limits.characters:,}")
    return strings


def _words(item: "Element") -> str:
    """Join the runs of a string; readings printed above Han characters are left out."""
    out = []
    for inner in item:
        if local(inner) == "t":
            out.append(inner.text or "")
        elif local(inner) == "r":
            out.append(_words(inner))
    return "".join(out)


def format_codes(archive: Archive) -> list[str]:
    """List the number format of each cell style."""
    if "xl/styles.xml" not in archive.names:
        return []
    styles = archive.tree("xl/styles.xml")
    custom = {
        _count(form.get("numFmtId", "")): form.get("formatCode", "")
        for form in styles.iter("{*}numFmt")
    }
    groups = list(styles.iter("{*}cellXfs"))
    return [code_of(_count(xf.get("numFmtId", "")), custom) for xf in groups[0]] if groups else []


def _count(words: str) -> int:
    return int(words) if words.isascii() and words.isdigit() and len(words) < _TOO_LONG else 0


def _read_sheet(archive: Archive, part: str, book: _Book, layout: Layout) -> _Sheet:
    sheet = _Sheet()
    row = -1
    for element in archive.blocks(part, ("row", "mergeCell")):
        layout.count_cells(len(element) if local(element) == "row" else 1)
        if local(element) == "mergeCell":
            _note_merge(sheet, element.get("ref", ""))
            continue
        row = max(_count(element.get("r", "")) - 1, row + 1)
        _read_row(sheet, element, row, book)
    return sheet


def _read_row(sheet: _Sheet, element: "Element", row: int, book: _Book) -> None:
    col = -1
    for cell in element:
        if local(cell) != "c":
            continue
        place = _place(cell.get("r", ""))
        col = place.col if place else col + 1
        words = " ".join(_printed(cell, book).split())
        if words:
            sheet.cells[_Place(row, col)] = words
        elif any(local(inner) == "f" for inner in cell):
            sheet.uncomputed += cell.get("t") != "str"


def _printed(cell: "Element", book: _Book) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return "".join(_words(inner) for inner in cell if local(inner) == "is")
    stored = next((inner.text or "" for inner in cell if local(inner) == "v"), "").strip()
    if kind == "s":
        index = _count(stored)
        return book.strings[index] if stored and index < len(book.strings) else ""
    if kind == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(stored, "")
    style = _count(cell.get("s", ""))
    if kind == "n" and stored:
        code = book.codes[style] if style < len(book.codes) else "General"
        return shown(stored, code, since_1904=book.since_1904)
    return stored


def _place(reference: str) -> _Place | None:
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return None
    col = 0
    for letter in found.group(1):
        col = col * 26 + ord(letter) - 64
    return _Place(int(found.group(2)) - 1, col - 1)


def _note_merge(sheet: _Sheet, reference: str) -> None:
    first, _, last = reference.partition(":")
    upper, lower = _place(first), _place(last)
    if upper and lower:
        sheet.merged[upper] = lower


def _write_sheet(sheet: _Sheet, name: str, layout: Layout) -> None:
    if not sheet.cells:
        return
    if not _DEFAULT_NAME.fullmatch(name):
        layout.line(name)
    reach = _reaches(sheet)
    places = sorted(sheet.cells)
    block: list[_Place] = []
    bottom = -1
    for row, group in groupby(places, key=lambda place: place.row):
        if block and row > bottom + 1:
            _write_block(sheet, block, name, layout)
            block = []
        here = list(group)
        block += here
        bottom = max(bottom, row, *(reach.get(place, place).row for place in here))
    _write_block(sheet, block, name, layout)
    layout.add("\n")


def _reaches(sheet: _Sheet) -> dict[_Place, _Place]:
    """Return the lower right corners of merged areas that reach over several rows."""
    return {upper: lower for upper, lower in sheet.merged.items() if lower.row > upper.row}


def _write_block(sheet: _Sheet, places: list[_Place], name: str, layout: Layout) -> None:
    """Write one block: single cells above and below as lines, the rest as a table."""
    rows = [list(group) for _, group in groupby(places, key=lambda place: place.row)]
    wide = [at for at, row in enumerate(rows) if len(row) > 1]
    first, last = (wide[0], wide[-1]) if wide else (len(rows), len(rows) - 1)
    if not wide or first == last:
        first, last = (len(rows), len(rows) - 1) if not wide else (first, last)
    for row in rows[:first]:
        layout.line(sheet.cells[row[0]])
    body = [place for row in rows[first : last + 1] for place in row]
    if body:
        layout.table(_boxes(sheet, body), sheet=name)
    for row in rows[last + 1 :] if body else []:
        layout.line(sheet.cells[row[0]])


def _boxes(sheet: _Sheet, places: list[_Place]) -> Iterator[Box]:
    top, left = places[0].row, min(place.col for place in places)
    bottom = places[-1].row
    for place in places:
        lower = sheet.merged.get(place, place)
        deep = min(lower.row, bottom) - place.row + 1
        wide = min(lower.col - place.col, 1000) + 1
        words = sheet.cells[place]
        yield Box(place.row - top, place.col - left, words, max(deep, 1), max(wide, 1))
