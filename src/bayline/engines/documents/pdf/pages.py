"""Take the lines and the rules out of the pages of a PDF."""

import ctypes
import io
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from bayline.engines.documents.pdf.drawings import rules_on, turned
from bayline.engines.documents.pdf.lines import Glyph, Line, level, merged, segments_of
from bayline.engines.documents.pdf.rules import Frame, cuts_at, frames
from bayline.engines.documents.refusals import DocumentError, Reason
from bayline.engines.documents.terms import Limits

if TYPE_CHECKING:
    from pypdfium2 import (
        PdfDocument,
        PdfPage,
        PdfTextPage,
    )

_PASSWORD = 4
_PICTURE = 3
_DRAWN = 2.5  # pixels to a point: 180 dots an inch
_WIDEST = 3_000  # pixels of the longer side of a page
_MOST_UNREADABLE = 0.2
_SAMPLED = 40
_MOST_ON_PAGE = 200_000  # characters; a full page of small type has 5,000
_LONGEST_LINE = 10_000
_FARTHEST = 1e6  # points; no page is so large, and no coordinate beyond it is a place
_SPACE = 0x20
_LINE_FEEDS = frozenset((10, 13))
_NO_CHARACTERS = frozenset((0xFFFD, 0xFFFE, 0xFFFF))
_SURROGATES = range(0xD800, 0xE000)


class Pages:
    """The pages of an open file, and what was noticed while they were read.

    Attributes:
        count: Number of pages.
        scanned: Numbers of pages that are pictures without text, from 1.
        recognized: Numbers of such pages whose words were recognized, from 1.
        unreadable: Numbers of pages whose characters mostly have no meaning, from 1.
        frames: Ruled tables by page, from 0.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Open a file.

        Raises:
            DocumentError: The file is damaged, encrypted, or has too many pages.
        """
        self._limits = limits
        self._characters = 0
        self._document = _opened(data)
        self.count = len(self._document)
        self.scanned: list[int] = []
        self.recognized: list[int] = []
        self.unreadable: list[int] = []
        self.frames: dict[int, list[Frame]] = {}

    def close(self) -> None:
        """Give the file back."""
        self._document.close()

    def title(self) -> str:
        """Return the title that the file states."""
        return " ".join(self._document.get_metadata_value("Title").replace("\x00", "").split())

    def lines(self) -> list[Line]:
        """Read the lines of all pages.

        Raises:
            DocumentError: A page is damaged, or the text is too long.
        """
        import pypdfium2

        if self.count > self._limits.pages:
            found, limit = f"{self.count:,}", f"{self._limits.pages:,}"
            raise DocumentError(Reason.TOO_MANY_PAGES, found=found, limit=limit)
        lines: list[Line] = []
        try:
            for number in range(self.count):
                lines += merged(self._page_lines(number))
        except pypdfium2.PdfiumError:
            raise DocumentError(Reason.BROKEN_PDF) from None
        return lines

    def _page_lines(self, number: int) -> list[Line]:
        from pypdfium2 import raw

        page = self._document[number]
        text_page = page.get_textpage()
        try:
            count = text_page.count_chars()
            self._count(count)
            codes = [raw.FPDFText_GetUnicode(text_page.raw, index) for index in range(count)]
            self._note_page(number, codes, page)
            turn = _turn_of(text_page, codes)
            here = frames(*rules_on(page, turn)) if count else []
            self.frames[number] = here
            runs = [_Run(text_page, codes, start, end) for start, end in _runs(codes)]
            return [line for run in runs for line in run.lines(number, turn=turn, here=here)]
        finally:
            text_page.close()
            page.close()

    def _count(self, more: int) -> None:
        self._characters += more
        for count, limit in (
            (more, min(_MOST_ON_PAGE, self._limits.characters)),
            (self._characters, self._limits.characters),
        ):
            if count > limit:
                raise DocumentError(Reason.TOO_LONG, limit=f"{limit:,}")

    def _note_page(self, number: int, codes: list[int], page: "PdfPage") -> None:
        """Remember pages that are only pictures, and pages whose characters have no meaning."""
        if all(code <= _SPACE for code in codes):
            if any(True for _ in page.get_objects(filter=[_PICTURE], max_depth=3)):
                self.scanned.append(number + 1)
        elif sum(map(_is_unreadable, codes)) > len(codes) * _MOST_UNREADABLE:
            self.unreadable.append(number + 1)


def _opened(data: bytes) -> "PdfDocument":
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) == _PASSWORD and b"/Encrypt" in data
        raise DocumentError(Reason.LOCKED_PDF if is_locked else Reason.BROKEN_PDF) from None


def rendered(data: bytes, number: int) -> tuple[Any, float, float]:
    """Draw a page.

    Args:
        data: The file.
        number: The page, from 0.

    Returns:
        Its pixels, how many of them a point has, and the height of the page in points.
    """
    document = _opened(data)
    try:
        page = document[number]
        width, height = page.get_size()
        scale = min(_DRAWN, _WIDEST / max(width, height, 1))
        return page.render(scale=scale).to_numpy().copy(), scale, height
    finally:
        document.close()


def unlocked(data: bytes) -> bytes:
    """Return a file that opens without its password as one that is not encrypted.

    Raises:
        DocumentError: It needs its password, or is damaged.
    """
    import pypdfium2
    from pypdfium2 import raw

    document = _opened(data)
    out = io.BytesIO()
    try:
        document.save(out, flags=raw.FPDF_REMOVE_SECURITY)
    except pypdfium2.PdfiumError:
        raise DocumentError(Reason.LOCKED_PDF) from None
    finally:
        document.close()
    return out.getvalue()


def _is_unreadable(code: int) -> bool:
    return code in _NO_CHARACTERS or 0xE000 <= code < 0xF900 or 0 < code < 9  # noqa: PLR2004 - Unicode


def _runs(codes: list[int]) -> Iterator[tuple[int, int]]:
    """Give the stretches between line feeds, very long ones in pieces."""
    start = 0
    for index, code in enumerate([*codes, 10]):
        if code in _LINE_FEEDS or index - start >= _LONGEST_LINE:
            if index > start:
                yield start, index
            start = index + (code in _LINE_FEEDS)


class _Run:
    """Characters that the reader takes for one line."""

    def __init__(self, text_page: "PdfTextPage", codes: list[int], start: int, end: int) -> None:
        self._page = text_page
        self._codes = codes
        self._start, self._end = start, end

    def lines(self, page: int, *, turn: int, here: Sequence[Frame]) -> Iterator[Line]:
        """Read where the characters stand; cells of different rows are lines of their own."""
        for glyphs in level(list(self._glyphs(turn))):
            inked = [glyph for glyph in glyphs if not glyph.char.isspace()]
            if not inked:
                continue
            top, bottom = max(g.high for g in inked), min(g.low for g in inked)
            size = self._size(top - bottom)
            segments = segments_of(glyphs, size, cuts=cuts_at(here, top, bottom))
            yield Line(page, segments, top, bottom, size)

    def _glyphs(self, turn: int) -> Iterator[Glyph]:
        from pypdfium2 import raw

        box = raw.FS_RECTF()
        place = ctypes.byref(box)
        box_of, handle = raw.FPDFText_GetLooseCharBox, self._page.raw
        for index in range(self._start, self._end):
            code = self._codes[index]
            if code < _SPACE or code in _NO_CHARACTERS or code in _SURROGATES:
                continue
            box_of(handle, index, place)
            left, low, right, high = box.left, box.bottom, box.right, box.top
            if turn:
                (left, low), (right, high) = turned(left, low, turn), turned(right, high, turn)
                left, right, low, high = (*sorted((left, right)), *sorted((low, high)))
            if abs(left) + abs(right) + abs(high) + abs(low) < _FARTHEST:
                yield Glyph(_plain(chr(code)), left, right, low, high)

    def _size(self, height: float) -> float:
        """Return the size of the type, as far as the height of the line bears it out."""
        from pypdfium2 import raw

        size = float(raw.FPDFText_GetFontSize(self._page.raw, self._start))
        return size if 1 < size <= height else max(height, 1.0)


def _turn_of(text_page: "PdfTextPage", codes: list[int]) -> int:
    """Return how far the page must be turned for most of its text to stand upright, in degrees."""
    from pypdfium2 import raw

    inked = [index for index, code in enumerate(codes) if code > _SPACE]
    sample = inked[:: len(inked) // _SAMPLED + 1]
    angles = (raw.FPDFText_GetCharAngle(text_page.raw, index) for index in sample)
    quarters = Counter(-round(angle / (math.pi / 2)) % 4 for angle in angles if angle >= 0)
    return 90 * quarters.most_common(1)[0][0] if quarters else 0


def _plain(char: str) -> str:
    """Return the Han character for one filed as a radical."""
    return unicodedata.normalize("NFKC", char) if "\u2e80" <= char <= "\u2fdf" else char
