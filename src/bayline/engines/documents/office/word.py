"""Read Word files: paragraphs, tables, text boxes, notes, heads and feet, as Word prints them.

The automatic numbers of lists stand in the text like any other words, 一、 and all.
Deleted revisions and hidden text are left out, inserted ones are read. The body is taken block by
block, so a long report needs no more memory than its longest table. The writer of comments walks
the same way and keeps the text elements, so a span always leads back to its words.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from bayline.engines.documents.layout import Box, Layout
from bayline.engines.documents.office.archive import Archive
from bayline.engines.documents.office.elements import NAMESPACES, child, is_on, local, value
from bayline.engines.documents.office.numbering import Numbering, numbering_of
from bayline.engines.documents.terms import Document, Format, Note

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_BLOCKS = ("p", "tbl")
_SKIPPED_TAGS = """del moveFrom instrText delText delInstrText pPr rPr sdtPr sdtEndPr rt rubyPr
    fldData Fallback annotationRef footnoteRef endnoteRef tblPr tblGrid trPr tcPr sectPr"""
_SKIPPED = frozenset(_SKIPPED_TAGS.split())
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_WORDS = re.compile(r"[^\W\d_]{2}")
_MOST_COLUMNS = 1000


class Piece(NamedTuple):
    """Words of one text element, with their place in the linear text."""

    start: int
    end: int
    element: "Element"


@dataclass(slots=True)
class _Flow:
    """Words while they are read, each with its element, and the text boxes anchored among them."""

    words: list[tuple[str, "Element | None"]] = field(default_factory=list)
    boxes: list["Element"] = field(default_factory=list)


def is_word_block(element: "Element") -> bool:
    """Say whether an element is a paragraph or a table of Word."""
    return local(element) in _BLOCKS and str(element.tag).startswith(
        tuple(f"{{{space}}}" for space in NAMESPACES)
    )


class BlockWriter:
    """Writes paragraphs and tables into a layout; keeps their text elements if asked to."""

    def __init__(self, layout: Layout, numbering: Numbering, *, keeps_pieces: bool = False) -> None:
        self.layout = layout
        self.numbering = numbering
        self.pieces: list[Piece] = []
        self._keeps_pieces = keeps_pieces

    def block(self, element: "Element") -> None:
        """Write a paragraph or a table, then the text boxes anchored in it."""
        if local(element) == "tbl":
            self._table(element)
            return
        flow = _flow(element, self.numbering)
        for words, source in flow.words:
            place = self.layout.add(words)
            if self._keeps_pieces and source is not None:
                self.pieces.append(Piece(*place, source))
        self.layout.add("\n")
        for box in flow.boxes:
            for inner in _blocks_in(box):
                self.block(inner)

    def _table(self, table: "Element") -> None:
        boxes = _boxes(table, self.layout, self.numbering)
        heads = sum(child(row, "trPr", "tblHeader") is not None for row in _parts(table, "tr"))
        cells = self.layout.table(boxes, head_rows=heads)
        if not self._keeps_pieces:
            return
        for cell, box in zip(cells, boxes, strict=True):
            self.pieces += [
                Piece(cell.start + piece.start, cell.start + piece.end, piece.element)
                for piece in box.payload
                if isinstance(piece, Piece)
            ]


def _flow(paragraph: "Element", numbering: Numbering) -> _Flow:
    """Read a paragraph, its automatic number first, which no text element holds."""
    flow = _Flow([(numbering.label(paragraph), None)])
    _read(paragraph, flow)
    return flow


def _read(element: "Element", flow: _Flow) -> None:
    """Collect the printed words of an element in document order."""
    for inner in element:
        name = local(inner)
        if name in _SKIPPED or (name == "r" and is_on(child(inner, "rPr", "vanish"))):
            continue
        if name == "t":
            flow.words.append((inner.text or "", inner))
        elif name in _SIGNS:
            flow.words.append((_SIGNS[name], None))
        elif name == "txbxContent":
            flow.boxes.append(inner)
        else:
            _read(inner, flow)


def _blocks_in(element: "Element") -> Iterator["Element"]:
    for inner in element:
        if is_word_block(inner):
            yield inner
        elif local(inner) not in _SKIPPED:
            yield from _blocks_in(inner)


def _parts(element: "Element", name: str) -> Iterator["Element"]:
    """Give rows of a table or cells of a row, also those wrapped in content controls."""
    for inner in element:
        if local(inner) == name:
            yield inner
        elif local(inner) in {"sdt", "sdtContent", "ins", "customXml"}:
            yield from _parts(inner, name)


def _boxes(table: "Element", layout: Layout, numbering: Numbering) -> list[Box]:
    boxes: list[Box] = []
    above: dict[int, int] = {}  # column -> position of the cell that a merged one continues
    for number, row in enumerate(_printed_rows(table)):
        col = _number(value(child(row, "trPr", "gridBefore")), least=0)
        for cell in _parts(row, "tc"):
            layout.count_cells(1)
            wide = _number(value(child(cell, "tcPr", "gridSpan")), least=1)
            merge = child(cell, "tcPr", "vMerge")
            if merge is not None and value(merge) != "restart" and col in above:
                anchor = boxes[above[col]]
                boxes[above[col]] = anchor._replace(row_span=number - anchor.row + 1)
            else:
                above[col] = len(boxes)
                text, pieces = _cell_text(cell, numbering)
                boxes.append(Box(number, col, text, 1, wide, payload=pieces))
            col += wide
    return boxes


def _printed_rows(table: "Element") -> Iterator["Element"]:
    return (row for row in _parts(table, "tr") if child(row, "trPr", "del") is None)


def _number(words: str, *, least: int) -> int:
    is_number = words.isascii() and words.isdigit() and len(words) < 5  # noqa: PLR2004 - columns
    return max(least, min(int(words), _MOST_COLUMNS)) if is_number else least


def _cell_text(cell: "Element", numbering: Numbering) -> tuple[str, tuple[Piece, ...]]:
    """Print a cell in one line; its own line breaks vanish between Han characters."""
    text = ""
    pieces: list[Piece] = []
    for flow in _cell_flows(cell, numbering):
        printed = "".join(words for words, _ in flow.words)
        if text and printed:
            text += "" if _HAN.match(text[-1]) and _HAN.match(printed) else " "
        for words, source in flow.words:
            if source is not None:
                pieces.append(Piece(len(text), len(text) + len(words), source))
            text += words
    left = len(text) - len(text.lstrip())
    text = re.sub(r"[\s]", " ", text.strip())
    return text, tuple(Piece(start - left, end - left, source) for start, end, source in pieces)


def _cell_flows(cell: "Element", numbering: Numbering) -> Iterator[_Flow]:
    for block in _blocks_in(cell):
        if local(block) == "tbl":
            for row in _printed_rows(block):
                for inner in _parts(row, "tc"):
                    yield from _cell_flows(inner, numbering)
            continue
        flow = _flow(block, numbering)
        yield flow
        for box in flow.boxes:
            yield from _cell_flows(box, numbering)


def read_word(archive: Archive, main: str) -> Document:
    """Read a Word file.

    Args:
        archive: Its parts.
        main: Name of the main part.

    Returns:
        The document, its name still empty.

    Raises:
        DocumentError: A part is missing, broken, too large or too complex.
    """
    layout = Layout(archive.limits)
    writer = BlockWriter(layout, numbering_of(archive))
    revised = _Revised()
    for block in archive.blocks(main, _BLOCKS):
        revised.count(block)
        writer.block(block)
    _write_notes(archive, writer)
    for words in _margins(archive):
        layout.line(words)
    text, tables = layout.finish()
    return Document(
        name="",
        format=Format.WORD,
        text=text,
        tables=tables,
        notes=(*revised.notes(has_comments="word/comments.xml" in archive.names),),
        title=stated_title(archive),
    )


@dataclass(slots=True)
class _Revised:
    """Counts the tracked changes of a file, to say which of its texts was read."""

    put_in: int = 0
    taken_out: int = 0

    def count(self, block: "Element") -> None:
        """Count those of a paragraph or a table."""
        for space in NAMESPACES:
            self.put_in += sum(1 for _ in block.iter(f"{{{space}}}ins", f"{{{space}}}moveTo"))
            self.taken_out += sum(1 for _ in block.iter(f"{{{space}}}del", f"{{{space}}}moveFrom"))

    def notes(self, *, has_comments: bool) -> Iterator[Note]:
        """Say what was read where changes are tracked, and that comments are no text."""
        if self.put_in or self.taken_out:
            yield Note(
                f"有修订痕迹（插入{self.put_in}处，删除{self.taken_out}处）："
                "按接受全部修订后的文字读，插入的读，删除的不读",
                f"changes are tracked ({self.put_in} insertions, {self.taken_out} deletions): "
                "read as if all were accepted, with the insertions and without the deletions",
            )
        if has_comments:
            yield Note("文中的批注没有读", "comments in the file were not read")


def _write_notes(archive: Archive, writer: BlockWriter) -> None:
    """Write foot and end notes after the body, without the lines that only divide."""
    for part in ("word/footnotes.xml", "word/endnotes.xml"):
        if part not in archive.names:
            continue
        for note in archive.blocks(part, ("footnote", "endnote")):
            if value(note, "type") in {"", "normal"}:
                for block in _blocks_in(note):
                    writer.block(block)


def _margins(archive: Archive) -> Iterable[str]:
    """Give the lines of page heads and feet, each once, page numbers left out."""
    lines: dict[str, None] = {}
    for part in sorted(archive.names):
        if re.fullmatch(r"word/(?:header|footer)\d*\.xml", part):
            for block in archive.blocks(part, _BLOCKS):
                flow = _Flow()
                _read(block, flow)
                words = "".join(words for words, _ in flow.words).strip()
                if _WORDS.search(words):
                    lines[words] = None
    return lines


def stated_title(archive: Archive) -> str:
    """Return the title in the properties of an Office file, "" if it states none."""
    if "docProps/core.xml" not in archive.names:
        return ""
    title = child(archive.tree("docProps/core.xml"), "title")
    return " ".join((title.text or "").split()) if title is not None else ""
