"""What a document is once it has been read: one linear text, its tables and its pages."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Format(StrEnum):
    """The kinds of file that are read."""

    TEXT = "txt"
    MARKDOWN = "md"
    HTML = "html"
    WORD = "docx"
    PDF = "pdf"
    SHEET = "xlsx"
    CSV = "csv"
    PICTURE = "picture"


class Note(NamedTuple):
    """What a reader should know of a file, in both languages."""

    zh: str
    en: str


class Stretch(NamedTuple):
    """A stretch of a document's text, [start, end)."""

    start: int
    end: int


class Cell(NamedTuple):
    """One cell of a table; `text[start:end]` of the document is what it prints."""

    row: int
    col: int
    row_span: int
    col_span: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table inside the linear text.

    Attributes:
        start: Where its first row begins in the text.
        end: Where its last row ends.
        rows: Number of rows.
        columns: Number of columns.
        cells: Cells in text order; a merged cell stands once, at its upper left corner.
        title_rows: Leading rows that hold only a caption or a unit note.
        head_rows: Rows of column heads that follow the title rows.
        head_columns: Leading columns of row heads.
        caption: The line that names the table, above it or in its first row.
        unit_note: The words 单位：… that hold for the whole table.
        sheet: The sheet it stands on, for a workbook.
    """

    start: int
    end: int
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    title_rows: int = 0
    head_rows: int = 0
    head_columns: int = 0
    caption: Stretch | None = None
    unit_note: Stretch | None = None
    sheet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file that was read; every span that anybody reports counts characters of `text`.

    Attributes:
        name: The name it was given by.
        format: What its content turned out to be, whatever its name says.
        text: The linear text.
        encoding: The character encoding of a text file, else "".
        pages: Where each page begins in the text, for a PDF.
        tables: Its tables in text order.
        notes: What a reader should know: pages without text, characters that could not be read.
        title: The title that the file itself states, else "".
        published: The publication date that the file itself states, if any.
        recognized: Where its words were recognized on scanned pages, and may be wrong.
    """

    name: str
    format: Format
    text: str
    encoding: str = ""
    pages: tuple[int, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[Note, ...] = ()
    title: str = ""
    published: date | None = None
    recognized: tuple[Stretch, ...] = ()

    def is_recognized(self, start: int) -> bool:
        """Tell whether the words at a place were recognized on a scanned page."""
        return any(one.start <= start < one.end for one in self.recognized)

    def page(self, start: int) -> int | None:
        """Give the number of the page that a place is on, from 1; None where there are no pages."""
        return bisect_right(self.pages, start) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much of a file is read before it is refused; every one is counted, never believed.

    Attributes:
        file_bytes: Size of the file itself.
        characters: Length of the linear text.
        numbers: Numbers in it, in digits or in characters; each may become a figure with its mark.
        cells: Cells of all tables together.
        part_bytes: One unpacked part of an archive, or one unpacked stream of a PDF.
        total_bytes: All unpacked parts or streams together.
        members: Entries of an archive.
        elements: HTML elements, or paragraphs, rows and strings of an Office file.
        markup: Opening and closing marks of the XML in an Office file.
        depth: How deep elements may nest.
        pages: Pages of a PDF.
        scans: Scanned pages that are recognized; each takes seconds.
        drawn_words: Numbers and operators of PDF content, counted as often as pages draw them.
    """

    file_bytes: int = 50 * 1024 * 1024
    characters: int = 5_000_000
    numbers: int = 1_000_000
    cells: int = 200_000
    part_bytes: int = 64 * 1024 * 1024
    total_bytes: int = 256 * 1024 * 1024
    members: int = 10_000
    elements: int = 1_000_000
    markup: int = 8_000_000
    depth: int = 2_000
    pages: int = 2_000
    scans: int = 60
    drawn_words: int = 20_000_000


DEFAULT_LIMITS = Limits()
