"""Make a plain Word file of any other document: lines as paragraphs, tables as tables."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bayline.engines.documents.office.elements import NAMESPACES
from bayline.engines.documents.office.word import Piece
from bayline.engines.documents.terms import Cell, Document, Table
from bayline.engines.documents.writers.book import Book
from bayline.engines.documents.writers.parts import DECLARATION, clean

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_W = NAMESPACES[0]
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# Twentieths of a point: the margins of official documents (37, 26, 35, 28 mm) on A4.
_PAGE = {"w": "11906", "h": "16838"}
_MARGINS = {"top": "2098", "right": "1474", "bottom": "1984", "left": "1588", "header": "851",
            "footer": "992", "gutter": "0"}  # fmt: skip
_MOST_FIELDS = 50_000
_BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")


def fresh_book(document: Document) -> Book:
    """Make the file.

    Args:
        document: A document of any format.

    Returns:
        The parts of a new Word file, and where the words of the document stand in it.
    """
    from lxml import etree

    root = etree.Element(f"{{{_W}}}document", nsmap={"w": _W})
    body = _child(root, "body")
    pieces: list[Piece] = []
    at = 0
    for table in document.tables:
        _lines(body, document.text, at, table.start, pieces=pieces)
        _table(body, document.text, table, pieces)
        at = max(at, table.end)
    _lines(body, document.text, at, len(document.text), pieces=pieces)
    section = _child(body, "sectPr")
    _child(section, "pgSz", **_PAGE)
    _child(section, "pgMar", **_MARGINS)
    return Book(_parts(), "word/document.xml", root, pieces)


def _child(parent: "Element", name: str, **attributes: str) -> "Element":
    from lxml import etree

    named = {f"{{{_W}}}{key}": words for key, words in attributes.items()}
    return etree.SubElement(parent, f"{{{_W}}}{name}", named)


def _lines(body: "Element", text: str, start: int, end: int, *, pieces: list[Piece]) -> None:
    """Write the lines of a stretch; the line feed around a table is the table's own edge."""
    at = start
    for line in text[start:end].splitlines(keepends=True):
        words = line.rstrip("\r\n\f\v\x1c\x1d\x1e\x85\u2028\u2029")
        if words.strip() or at != start:  # what follows a table begins with its line feed
            _paragraph(body, words, at, pieces)
        at += len(line)


def _paragraph(parent: "Element", words: str, start: int, pieces: list[Piece]) -> None:
    paragraph = _child(parent, "p")
    if words:
        element = _child(_child(paragraph, "r"), "t")
        element.text = clean(words)
        element.set(_SPACE, "preserve")
        pieces.append(Piece(start, start + len(words), element))


def _table(body: "Element", text: str, table: Table, pieces: list[Piece]) -> None:
    """Write a table; one too wide to be a grid is written as its lines."""
    if table.rows * table.columns > _MOST_FIELDS:
        _lines(body, text, table.start, table.end, pieces=pieces)
        return
    grid = _child(body, "tbl")
    borders = _child(_child(grid, "tblPr"), "tblBorders")
    for side in _BORDERS:
        _child(borders, side, val="single", sz="4", space="0", color="auto")
    columns = _child(grid, "tblGrid")
    for _ in range(table.columns):
        _child(columns, "gridCol")
    fields = {(r, c): cell for cell in table.cells for r, c in _fields(cell)}
    for row in range(table.rows):
        line = _child(grid, "tr")
        col = 0
        while col < table.columns:
            cell = fields.get((row, col))
            _cell(line, text, cell, is_first=cell is None or cell.row == row, pieces=pieces)
            col = max(col + 1, cell.col + cell.col_span if cell else 0)
    _paragraph(body, "", table.end, pieces)


def _fields(cell: Cell) -> Iterator[tuple[int, int]]:
    for row in range(cell.row, cell.row + cell.row_span):
        for col in range(cell.col, cell.col + cell.col_span):
            yield row, col


def _cell(
    line: "Element", text: str, cell: Cell | None, *, is_first: bool, pieces: list[Piece]
) -> None:
    """Write one cell; below its first row a tall cell goes on without words."""
    field = _child(line, "tc")
    properties = _child(field, "tcPr")
    if cell and cell.col_span > 1:
        _child(properties, "gridSpan", val=str(cell.col_span))
    if cell and cell.row_span > 1:
        _child(properties, "vMerge", val="restart" if is_first else "continue")
    words = text[cell.start : cell.end] if cell and is_first else ""
    _paragraph(field, words, cell.start if cell else 0, pieces)


def _parts() -> dict[str, bytes]:
    """Return the parts around the main one: types, relations and styles."""
    override = '<Override PartName="/word/{}.xml" ContentType="' + _WORD + '.{}+xml"/>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + override.format("document", "document.main")
        + override.format("styles", "styles")
        + "</Types>",
        "_rels/.rels": _relation("officeDocument", "word/document.xml"),
        "word/document.xml": "",
        "word/_rels/document.xml.rels": _relation("styles", "styles.xml"),
        "word/styles.xml": f'<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋"/>'
        '<w:sz w:val="32"/><w:lang w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
        "</w:styles>",
    }
    return {name: (DECLARATION + content).encode() for name, content in parts.items()}


def _relation(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'
    )
