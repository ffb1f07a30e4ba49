"""Read HTML as a browser shows it: visible text in order, paragraphs as lines, tables as tables.

The parser calls one small state machine, so no tree is built and no nesting can exhaust memory or
stack.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bayline.engines.documents.encodings import Decoded, decode
from bayline.engines.documents.layout import Box, Layout
from bayline.engines.documents.plain import stated_date
from bayline.engines.documents.refusals import DocumentError, Reason
from bayline.engines.documents.terms import Document, Format, Limits

_DROPPED_TAGS = """script style noscript template nav iframe object embed svg canvas select datalist
    button textarea audio video map head frameset noframes rp rt menu dialog"""
_LINE_TAGS = """address article aside blockquote body center dd details dir div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main ol
    optgroup option p pre section summary ul br caption table tbody tfoot thead tr td th"""
_VOID_TAGS = "area base br col embed hr img input link meta param source track wbr"
_DATE_NAMES = """pubdate publishdate publishtime publish_time article:published_time date dc.date
    dcterms.created datepublished og:published_time"""
_DROPPED = frozenset(_DROPPED_TAGS.split())
_LINES = frozenset(_LINE_TAGS.split())
_VOID = frozenset(_VOID_TAGS.split())
_DATES = frozenset(_DATE_NAMES.split())
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]*?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_HAN = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_BREAK_IN_HAN = re.compile(rf"(?<={_HAN})[ \t]*[\r\n]\s*(?={_HAN})")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_EDGES = " \t\r\n\f\u3000\u00a0"
_BREAK = "\x00"  # a line break that the page shows; no decoded text holds this character
_TITLES = frozenset(("articletitle", "og:title"))
_MOST_COLUMNS = 200
_LONGEST_CELL = 800
_CHUNK = 1 << 16
_MOST_MARKUP = 4  # characters of source for one of text
_TOO_LONG = 5  # digits that no span of cells needs


@dataclass(slots=True)
class _Grid:
    """A table while its rows are read; boxes still hold their line breaks."""

    boxes: list[Box] = field(default_factory=list)
    row: int = -1
    col: int = 0
    free_from: dict[int, int] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    spans: tuple[int, int] = (1, 1)
    is_open: bool = False  # inside a cell
    is_head: bool = False
    is_frame: bool = False  # holds another table, so it only arranges the page


class _Page:
    """What the parser calls: keeps the open elements and writes lines as they end."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.meta: dict[str, str] = {}
        self.title = ""
        self._open: list[str] = []
        self._hidden_at = 0
        self._words: list[str] = []
        self._grids: list[_Grid] = []
        self._pre = 0
        self._elements = 0

    def start(self, tag: str | bytes, attrs: Mapping[str | bytes, str | bytes]) -> None:
        """Open an element."""
        tag = str(tag)
        attributes = {str(name): str(words) for name, words in attrs.items()}
        self._count()
        if tag == "meta":
            self._note_meta(attributes)
        if tag in _VOID:
            self._break_line(tag)
            return
        self._open.append(tag)
        if self._hidden_at:
            return
        if tag in _DROPPED or _is_hidden(attributes):
            self._hidden_at = len(self._open)
            return
        self._break_line(tag)
        self._pre += tag == "pre"
        self._open_table(tag, attributes)

    def end(self, tag: str | bytes) -> None:
        """Close an element; the parser closes them in order."""
        tag = str(tag)
        if tag in _VOID or not self._open:
            return
        self._open.pop()
        if self._hidden_at:
            self._hidden_at = 0 if self._hidden_at > len(self._open) else self._hidden_at
            return
        self._pre -= tag == "pre"
        self._break_line(tag)
        self._close_table(tag)

    def data(self, data: str | bytes) -> None:
        """Take text."""
        text = str(data)
        if self._open and self._open[-1] == "title" and not self.title:
            self.title = " ".join(text.split())
        elif not self._hidden_at:
            self._target().append(text.replace("\n", _BREAK) if self._pre else text)

    def comment(self, text: str | bytes) -> None:
        """Drop a comment."""

    def close(self) -> None:
        """End the page."""
        while self._grids:
            self._end_grid()
        self._write_line()

    def _count(self) -> None:
        self._elements += 1
        limits = self.layout.limits
        if self._elements > limits.elements:
            raise DocumentError(Reason.TOO_MANY_ELEMENTS, limit=f"{limits.elements:,}")
        if len(self._open) > limits.depth:
            raise DocumentError(Reason.TOO_DEEP, limit=f"{limits.depth:,}")

    def _note_meta(self, attributes: dict[str, str]) -> None:
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
        if name and len(self.meta) < _MOST_COLUMNS:
            self.meta.setdefault(name.lower(), attributes.get("content", "")[:_LONGEST_CELL])

    def _target(self) -> list[str]:
        """Return where text goes now: into the open cell, or onto the page."""
        if self._grids and self._grids[-1].is_open:
            return self._grids[-1].words
        return self._words

    def _break_line(self, tag: str) -> None:
        if tag not in _LINES or self._hidden_at:
            return
        target = self._target()
        if target is self._words:
            self._write_line()
        elif target and target[-1] != _BREAK:
            target.append(_BREAK)

    def _write_line(self) -> None:
        for words in _lines("".join(self._words)):
            self.layout.line(words)
        self._words.clear()

    def _open_table(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table":
            self._frame_outer()
            self._grids.append(_Grid())
        elif self._grids and tag == "tr":
            self._end_cell()
            self._grids[-1].row += 1
            self._grids[-1].col = 0
        elif self._grids and tag in {"td", "th"}:
            self._end_cell()
            grid = self._grids[-1]
            grid.row = max(grid.row, 0)
            spans = (_span(attributes.get("rowspan")), _span(attributes.get("colspan")))
            grid.is_open, grid.is_head, grid.spans = True, tag == "th", spans

    def _frame_outer(self) -> None:
        """Write what stands before an inner table: the outer one only arranges the page."""
        if not self._grids:
            return
        grid = self._grids[-1]
        is_open = grid.is_open
        self._end_cell()
        grid.is_frame = True
        self._write_frame(grid)
        grid.is_open = is_open

    def _close_table(self, tag: str) -> None:
        if not self._grids:
            return
        if tag in {"td", "th", "tr"}:
            self._end_cell()
        elif tag == "table":
            self._end_grid()

    def _end_cell(self) -> None:
        grid = self._grids[-1]
        if not grid.is_open:
            return
        words = "".join(grid.words)
        grid.words.clear()
        grid.is_open = False
        while grid.free_from.get(grid.col, 0) > grid.row:
            grid.col += 1
        deep, wide = grid.spans
        if grid.col < _MOST_COLUMNS:
            self.layout.count_cells(1)
            grid.boxes.append(Box(grid.row, grid.col, words, deep, wide, is_head=grid.is_head))
            grid.free_from.update(dict.fromkeys(range(grid.col, grid.col + wide), grid.row + deep))
        grid.col += wide
        if grid.is_frame:
            self._write_frame(grid)

    def _write_frame(self, grid: _Grid) -> None:
        for box in grid.boxes:
            for words in _lines(box.text):
                self.layout.line(words)
        grid.boxes.clear()

    def _end_grid(self) -> None:
        self._end_cell()
        grid = self._grids.pop()
        is_arranging = len(grid.boxes) < 2 or any(  # noqa: PLR2004 - one cell is no table
            len(box.text) > _LONGEST_CELL for box in grid.boxes
        )
        if is_arranging:
            self._write_frame(grid)
            return
        self._write_line()
        boxes = [box._replace(text=_joined(box.text)) for box in grid.boxes]
        if any(box.text for box in boxes):
            self.layout.table(_fitted(boxes), head_rows=_head_rows(boxes))


def _is_hidden(attributes: dict[str, str]) -> bool:
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden", "").lower() == "true"
        or attributes.get("role", "").lower() == "navigation"
        or bool(_HIDDEN_STYLE.search(attributes.get("style", "")))
    )


def _span(words: str | None) -> int:
    digits = (words or "").strip()
    count = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < _TOO_LONG else 1
    return max(1, min(count, _MOST_COLUMNS))


def _lines(raw: str) -> list[str]:
    return [words for part in raw.split(_BREAK) if (words := _collapsed(part))]


def _collapsed(words: str) -> str:
    """Collapse white space as a browser does; a source line break inside Han text is none."""
    return _SPACES.sub(" ", _BREAK_IN_HAN.sub("", words)).strip(_EDGES)


def _joined(raw: str) -> str:
    """Print a cell in one line; its own line breaks vanish between Han characters."""
    return _collapsed("\n".join(_lines(raw)))


def _fitted(boxes: list[Box]) -> list[Box]:
    """Cut row spans that reach below the table."""
    rows = boxes[-1].row + 1
    return [box._replace(row_span=min(box.row_span, rows - box.row)) for box in boxes]


def _head_rows(boxes: list[Box]) -> int:
    """Count leading rows made of head cells alone."""
    return min((box.row for box in boxes if not box.is_head), default=boxes[-1].row)


def read_html(data: bytes, limits: Limits) -> Document:
    """Read a web page.

    Args:
        data: The file.
        limits: How much is read before it is refused.

    Returns:
        The document, its name still empty.

    Raises:
        DocumentError: The page is too long, too deep, or in an unknown encoding.
    """
    decoded = decode(data, declared=_declared(data))
    page = _parsed(decoded, limits)
    text, tables = page.layout.finish()
    titles = [page.meta[name] for name in page.meta if name in _TITLES and page.meta[name]]
    dates = (stated_date(page.meta[name]) for name in page.meta if name in _DATES)
    return Document(
        name="",
        format=Format.HTML,
        text=text,
        encoding=decoded.encoding,
        tables=tables,
        notes=decoded.notes,
        title=titles[0] if titles else page.title,
        published=next((day for day in dates if day), None),
    )


def _declared(data: bytes) -> str:
    found = _CHARSET.search(data, 0, 4096)
    return found.group(1).decode("ascii", errors="ignore") if found else ""


def _parsed(decoded: Decoded, limits: Limits) -> _Page:
    from lxml import etree

    if len(decoded.text) > _MOST_MARKUP * limits.characters:
        raise DocumentError(Reason.TOO_LONG, limit=f"{limits.characters:,}")
    page = _Page(Layout(limits))
    parser = etree.HTMLParser(target=page, huge_tree=True, remove_comments=True)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decoded.text)
    try:
        for start in range(0, len(text), _CHUNK):
            parser.feed(text[start : start + _CHUNK])
        parser.close()
    except etree.LxmlError:
        raise DocumentError(Reason.UNREADABLE) from None
    return page
