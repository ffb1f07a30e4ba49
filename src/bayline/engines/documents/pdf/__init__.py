"""Read the text layer of PDF files.

PDFium reads it: it knows the Chinese character maps that older files name without embedding,
restores Han characters that fonts file under radicals, and is the reader most often attacked and
mended. It is not safe for threads, so one lock guards it. What it must not be given is refused
before (see guard).
"""

import threading
from collections.abc import Iterator
from itertools import groupby

from bayline.engines.documents import scans
from bayline.engines.documents.layout import Layout
from bayline.engines.documents.pdf.guard import weigh, weigh_directories
from bayline.engines.documents.pdf.lines import Line, merged, scanned_lines, without_margins
from bayline.engines.documents.pdf.pages import Pages, rendered, unlocked
from bayline.engines.documents.pdf.paragraphs import Grid, Paragraph, paragraphs
from bayline.engines.documents.pdf.rules import with_grids
from bayline.engines.documents.refusals import DocumentError, Reason
from bayline.engines.documents.terms import Document, Format, Limits, Note, Stretch

_LOCK = threading.Lock()
_TAIL = 4096
_LISTED_PAGES = 12


def read_pdf(data: bytes, limits: Limits) -> Document:
    """Read the text layer of a PDF.

    Args:
        data: The file.
        limits: How much is read before it is refused.

    Returns:
        The document, its name still empty; pages without text are named in its notes.

    Raises:
        DocumentError: The file is damaged, encrypted, scanned, or beyond the limits.
    """
    if b"%%EOF" not in data.rstrip(b"\x00 \r\n\t")[-_TAIL:]:
        raise DocumentError(Reason.BROKEN_PDF)
    if b"/Encrypt" in data:
        weigh_directories(data, limits)
        with _LOCK:
            data = unlocked(data)
    weigh(data, limits)
    with _LOCK:
        pages = Pages(data, limits)
        try:
            lines = pages.lines()
            title = pages.title()
        finally:
            pages.close()
    lines = sorted((*lines, *_recognized(data, pages, limits)), key=lambda line: line.page)
    if not lines and pages.scanned:
        if scans.is_installed():
            raise DocumentError(Reason.NOTHING_RECOGNIZED, limit=str(limits.scans))
        raise DocumentError(Reason.SCANNED_PDF)
    return _laid_out(lines, pages, title, limits)


def _recognized(data: bytes, pages: Pages, limits: Limits) -> Iterator[Line]:
    """Give the lines that are recognized on scanned pages, if that part is installed."""
    if not pages.scanned or not scans.is_installed():
        return
    for number in pages.scanned[: limits.scans]:
        with _LOCK:
            picture, scale, height = rendered(data, number - 1)
        found = scanned_lines(scans.seen(picture), page=number - 1, scale=scale, height=height)
        if found:
            pages.recognized.append(number)
        yield from merged(found)
    pages.scanned = [one for one in pages.scanned if one not in pages.recognized]


def _laid_out(lines: list[Line], pages: Pages, title: str, limits: Limits) -> Document:
    layout = Layout(limits)
    starts: dict[int, int] = {}
    for block in paragraphs(_items(lines, pages)):
        starts.setdefault(block.page, layout.length)
        if isinstance(block, Grid):
            layout.count_cells(len(block.boxes))
            layout.table(block.boxes)
            continue
        _note_breaks(block, layout.length, starts)
        layout.line(block.words)
    text, tables = layout.finish()
    begins = _page_starts(starts, pages.count, len(text))
    return Document(
        name="",
        format=Format.PDF,
        text=text,
        pages=begins,
        recognized=(*_stretches(begins, pages.recognized, len(text)),),
        tables=tables,
        notes=tuple(_notes(pages, limits)),
        title=title,
    )


def _stretches(begins: tuple[int, ...], numbers: list[int], end: int) -> Iterator[Stretch]:
    for number in numbers:
        after = begins[number] if number < len(begins) else end
        yield Stretch(begins[number - 1], after)


def _items(lines: list[Line], pages: Pages) -> Iterator[Line | Grid]:
    """Give lines and ruled tables in reading order, page numbers and running heads left out."""
    items: list[Line | Grid] = []
    for page, group in groupby(lines, key=lambda line: line.page):
        items += with_grids(list(group), pages.frames.get(page, []))
    kept = {id(line) for line in without_margins([i for i in items if isinstance(i, Line)])}
    return (item for item in items if isinstance(item, Grid) or id(item) in kept)


def _note_breaks(paragraph: Paragraph, start: int, starts: dict[int, int]) -> None:
    for page, offset in paragraph.breaks:
        starts.setdefault(page, start + offset)


def _page_starts(found: dict[int, int], count: int, end: int) -> tuple[int, ...]:
    """Give every page a start; a page without text starts where the next one does."""
    starts = []
    following = end
    for page in range(count - 1, -1, -1):
        following = found.get(page, following)
        starts.append(following)
    return tuple(reversed(starts))


def _unread(limits: Limits) -> tuple[str, str]:
    """Say of scanned pages why they were not read, and what to do."""
    if scans.is_installed():
        zh = f"只有扫描图像，没有读：每次最多识别{limits.scans}页，或没有认出文字"
        return zh, f"scanned images, not read: {limits.scans} at most, or no words recognized"
    how = "pip install 'bayline[ocr]'"
    zh = f"只有扫描图像，没有文字，没有读；运行{how}装上识别文字的组件后可读"
    return zh, f"scanned images without text, not read; {how} installs what recognizes them"


def _notes(pages: Pages, limits: Limits) -> Iterator[Note]:
    for numbers, zh, en in (
        (pages.scanned, *_unread(limits)),
        (
            pages.recognized,
            "是扫描图像，文字由识别得来，可能有错，数字请对照原件",
            "scanned images; words were recognized, hold figures against the original",
        ),
        (
            pages.unreadable,
            "的字符大多没有编码，可能读错",
            "characters without codes, may be misread",
        ),
    ):
        if numbers:
            listed = [str(number) for number in numbers[:_LISTED_PAGES]]
            is_cut = len(numbers) > _LISTED_PAGES
            yield Note(
                f"第{'、'.join(listed)}{'等' if is_cut else ''}页{zh}",
                f"pages {', '.join(listed)}{' and more' if is_cut else ''}: {en}",
            )
