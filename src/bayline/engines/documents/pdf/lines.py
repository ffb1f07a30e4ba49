"""Put the characters of a PDF page together again to lines, without page numbers and running heads.

A PDF knows characters and where they stand, not lines, words or cells. Wide gaps and ruled lines
part segments; spaces that only the layout made vanish.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from bayline.engines.documents.scans import Seen

_HAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u2014\u2018-\u201d\u2026"
_NO_SPACE = re.compile(rf"(?<=[{_HAN}]) | (?=[{_HAN}])")
_ROMAN = re.compile(r"[^\W\d_]", re.ASCII)
_PAGE_NUMBER = re.compile(
    r"[\s\-—–－·~～|]*(?:第\s*)?[\dIVXivx]{1,4}(?:\s*页)?"
    r"(?:\s*[/／共,，]+\s*\d{1,4}\s*页?)?[\s\-—–－·~～|]*"
)
_WIDE = 1.2  # ems between two cells
_OVERLAP = 0.5
_OFTEN = 3
_TYPE = 0.8  # of the box of recognized words is the height of their type
_LEVEL = 0.6  # of the height of a character


class Segment(NamedTuple):
    """Words that stand together on a line; wide gaps part segments."""

    left: float
    right: float
    words: str


class Line(NamedTuple):
    """One printed line; y grows upward."""

    page: int
    segments: tuple[Segment, ...]
    top: float
    bottom: float
    size: float

    @property
    def left(self) -> float:
        """Where the first words begin."""
        return self.segments[0].left

    @property
    def right(self) -> float:
        """Where the last words end."""
        return self.segments[-1].right

    @property
    def words(self) -> str:
        """All words of the line."""
        return " ".join(segment.words for segment in self.segments)


class Glyph(NamedTuple):
    """One character and its box."""

    char: str
    left: float
    right: float
    low: float = 0
    high: float = 0


def level(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Part characters where they leave the height of those before; raised signs stay."""
    group: list[Glyph] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if not glyph.char.isspace():
            if last is not None and _leaves(last, glyph):
                yield group
                group = []
            last = glyph
        group.append(glyph)
    if group:
        yield group


def _leaves(last: Glyph, glyph: Glyph) -> bool:
    step = abs((last.low + last.high) - (glyph.low + glyph.high)) / 2
    return step > _LEVEL * max(last.high - last.low, glyph.high - glyph.low)


def segments_of(
    glyphs: Sequence[Glyph], size: float, *, cuts: Sequence[float] = ()
) -> tuple[Segment, ...]:
    """Part a line into segments at wide gaps and at ruled lines, and settle the spaces inside.

    Spaces beside Han characters are the work of the layout and vanish; between Latin words they
    stay.

    Args:
        glyphs: The characters in reading order.
        size: Size of the type.
        cuts: Where vertical rules cross the line.
    """
    groups: list[list[Glyph]] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if glyph.char.isspace():
            if groups and groups[-1][-1].char != " ":
                groups[-1].append(Glyph(" ", glyph.left, glyph.right))
            continue
        if last is None or _are_apart(last, glyph, size, cuts):
            groups.append([])
        groups[-1].append(glyph)
        last = glyph
    return tuple(_segment(group) for group in groups)


def _are_apart(last: Glyph, glyph: Glyph, size: float, cuts: Sequence[float]) -> bool:
    if abs(glyph.left - last.right) > _WIDE * size:
        return True
    before, after = (last.left + last.right) / 2, (glyph.left + glyph.right) / 2
    return any(before < cut <= after for cut in cuts)


def _segment(group: list[Glyph]) -> Segment:
    words = _NO_SPACE.sub("", "".join(glyph.char for glyph in group).strip())
    inked = [glyph for glyph in group if glyph.char != " "]
    return Segment(inked[0].left, inked[-1].right, words)


def scanned_lines(found: Sequence[Seen], *, page: int, scale: float, height: float) -> list[Line]:
    """Give what was recognized on a page as lines.

    Args:
        found: Words with their boxes in pixels.
        page: Number of the page, from 0.
        scale: Pixels to a point.
        height: Of the page, in points.
    """
    return [
        Line(
            page,
            (Segment(one.left / scale, one.right / scale, one.words),),
            height - one.top / scale,
            height - one.bottom / scale,
            (one.bottom - one.top) / scale * _TYPE,
        )
        for one in found
    ]


def merged(lines: Sequence[Line]) -> list[Line]:
    """Join lines that stand beside each other: cells of one row, written one after the other."""
    out: list[Line] = []
    for line in lines:
        above = out[-1] if out else None
        if above and above.page == line.page and _is_beside(above, line):
            segments = (*above.segments, *line.segments)
            top, bottom = max(above.top, line.top), min(above.bottom, line.bottom)
            out[-1] = Line(line.page, segments, top, bottom, max(above.size, line.size))
        else:
            out.append(line)
    return out


def _is_beside(above: Line, line: Line) -> bool:
    shared = min(above.top, line.top) - max(above.bottom, line.bottom)
    height = min(above.top - above.bottom, line.top - line.bottom)
    return height > 0 and shared > _OVERLAP * height and line.left >= above.right - line.size / 2


def without_margins(lines: Sequence[Line]) -> list[Line]:
    """Leave out page numbers, and page heads and feet after their first printing."""
    pages = [list(group) for _, group in groupby(lines, key=lambda line: line.page)]
    edges = [{id(line): _pattern(line) for line in _edges(page)} for page in pages]
    times = Counter(pattern for page in edges for pattern in set(page.values()))
    often = max(_OFTEN, len(pages) // _OFTEN)
    return list(_kept(pages, edges, {words for words, count in times.items() if count >= often}))


def _edges(page: Sequence[Line]) -> Iterator[Line]:
    """Give the lines at the very top and bottom of a page."""
    top, bottom = max(line.top for line in page), min(line.bottom for line in page)
    for line in page:
        if line.top >= top - line.size / 2 or line.bottom <= bottom + line.size / 2:
            yield line


def _pattern(line: Line) -> str:
    return re.sub(r"\d+", "#", line.words)


def _kept(
    pages: list[list[Line]], edges: list[dict[int, str]], repeated: set[str]
) -> Iterator[Line]:
    seen: set[str] = set()
    for page, edge in zip(pages, edges, strict=True):
        for line in page:
            pattern = edge.get(id(line), "")
            is_number = pattern and _PAGE_NUMBER.fullmatch(line.words) and len(page) > 1
            if is_number or (pattern in seen):
                continue
            if pattern in repeated:
                seen.add(pattern)
            yield line


def glued(before: str, after: str) -> str:
    """Join words across a line break: no space beside Han characters or inside a number."""
    is_roman = _ROMAN.match(before[-1:]) and _ROMAN.match(after[:1])
    return f"{before} {after}" if is_roman else before + after
