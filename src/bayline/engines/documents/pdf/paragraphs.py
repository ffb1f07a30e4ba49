"""Join the lines of a PDF where the break is the printer's and not the writer's.

A line runs on into the next when it is full, ends inside a sentence, and the next one is set in
the same size and not indented. Rows of words under each other are tables, ruled or not.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from bayline.engines.documents.layout import Box
from bayline.engines.documents.pdf.lines import Line, glued

_STOPS = "。！？；：!?;:…"
_CLOSERS = "”’」』）)》】"
_SHORT = 2.0  # ems that a full line may fall short of the edge
_INDENT = 1.2
_SAME_SIZE = 0.15
_NEAR = 12
_LEAST = 2
_OVERLAP = 0.5
_TIGHT = 3  # ems from row to row


class Grid(NamedTuple):
    """Rows of a table on one page, and where its columns run."""

    page: int
    boxes: tuple[Box, ...]
    columns: tuple[tuple[float, float], ...]
    is_ruled: bool = False


class Paragraph(NamedTuple):
    """Lines that read as one."""

    page: int
    words: str
    breaks: tuple[tuple[int, int], ...] = ()  # (page, offset in words) where a later page begins


def paragraphs(items: Iterable[Line | Grid]) -> Iterator[Paragraph | Grid]:
    """Put lines together to paragraphs and tables, and tables to tables across pages.

    Args:
        items: Lines and ruled tables of the whole document in reading order.
    """
    waiting: Grid | None = None
    for block in _blocks(list(items)):
        if waiting and isinstance(block, Grid) and _goes_on(waiting, block):
            waiting = _appended(waiting, block)
            continue
        if waiting:
            yield waiting
        waiting = block if isinstance(block, Grid) else None
        if not isinstance(block, Grid):
            yield block
    if waiting:
        yield waiting


def _blocks(items: list[Line | Grid]) -> Iterator[Paragraph | Grid]:
    run: list[Line] = []
    for item in items:
        if isinstance(item, Line):
            run.append(item)
            continue
        yield from _of_lines(run)
        run = []
        yield item
    yield from _of_lines(run)


def _of_lines(lines: Sequence[Line]) -> Iterator[Paragraph | Grid]:
    joints = _Joints(lines)
    at = 0
    while at < len(lines):
        rows = _table_rows(lines, at)
        if rows:
            yield _grid(rows)
            at += len(rows)
            continue
        stop = at + 1
        while stop < len(lines) and joints.runs_on(stop):
            stop += 1
        yield _joined(lines[at:stop])
        at = stop


def _joined(lines: Sequence[Line]) -> Paragraph:
    parts = [lines[0].words]
    length = len(parts[0])
    breaks = []
    for above, line in pairwise(lines):
        words = glued(parts[-1][-1:], line.words)[1:]
        if line.page != above.page:
            breaks.append((line.page, length))
        parts.append(words)
        length += len(words)
    return Paragraph(lines[0].page, "".join(parts), tuple(breaks))


class _Joints:
    """Decides for each line whether it goes on where the one before broke off."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._pitch = _pitches(lines)

    def runs_on(self, at: int) -> bool:
        """Say whether the line at this position goes on with the one before."""
        above, line = self._lines[at - 1], self._lines[at]
        if len(above.segments) > 1 or len(line.segments) > 1:
            return False
        if above.words.rstrip(_CLOSERS)[-1:] in _STOPS:
            return False
        size = max(above.size, line.size)
        if abs(above.size - line.size) > size * _SAME_SIZE or not self._follows(above, line):
            return False
        return (
            above.right > max(other.right for other in self._column(at, above)) - _SHORT * size
            and line.left < min(other.left for other in self._column(at, line)) + _INDENT * size
        )

    def _column(self, at: int, line: Line) -> Iterator[Line]:
        """Give the lines near by that stand in the same column."""
        for other in self._lines[max(0, at - _NEAR) : at + _NEAR]:
            if other.page == line.page and other.left < line.right and other.right > line.left:
                yield other

    def _follows(self, above: Line, line: Line) -> bool:
        """Say whether a line comes next on the page, in the next column or on the next page."""
        if above.page != line.page:
            return line.page == above.page + 1
        size = max(above.size, line.size)
        step = above.bottom - line.bottom
        if step < -size:
            return line.left > above.right
        return 0 < step < max(self._pitch.get(line.page, size) * 1.4, size * 1.2)


def _pitches(lines: Sequence[Line]) -> dict[int, float]:
    """Return the usual distance from line to line on each page."""
    steps: dict[int, list[float]] = {}
    for above, line in pairwise(lines):
        if above.page == line.page and above.bottom > line.bottom:
            steps.setdefault(line.page, []).append(above.bottom - line.bottom)
    return {page: median(distances) for page, distances in steps.items()}


def _table_rows(lines: Sequence[Line], at: int) -> list[Line]:
    """Collect the rows of a table without rules that begins here; fewer than two are none."""
    rows: list[Line] = []
    for index in range(at, len(lines)):
        line = lines[index]
        if line.page != lines[at].page or (rows and line.bottom >= rows[-1].bottom):
            break
        if len(line.segments) < _LEAST and not _is_inside(rows, lines, index):
            break
        rows.append(line)
    return rows if sum(len(row.segments) > 1 for row in rows) >= _LEAST else []


def _is_inside(rows: list[Line], lines: Sequence[Line], at: int) -> bool:
    """Say whether a single segment is a cell of its own: rows go on below it at once."""
    if not rows or at + 1 >= len(lines):
        return False
    line, following = lines[at], lines[at + 1]
    return (
        following.page == line.page
        and len(following.segments) > 1
        and line.right - line.left < (rows[-1].right - rows[-1].left) * _OVERLAP
        and rows[-1].bottom - line.bottom < _TIGHT * line.size
        and line.bottom - following.bottom < _TIGHT * line.size
    )


def _grid(rows: Sequence[Line]) -> Grid:
    """Give each segment its column: the fullest rows say where columns are."""
    columns = _columns(rows)
    boxes = []
    for number, row in enumerate(rows):
        least = 0
        for segment in row.segments:
            over = [
                col
                for col, (left, right) in enumerate(columns)
                if col >= least and segment.left < right and segment.right > left
            ]
            col = over[0] if over else min(least, len(columns) - 1)
            wide = len(over) or 1
            least = col + wide
            boxes.append(Box(number, col, segment.words, 1, wide))
    return Grid(rows[0].page, tuple(boxes), tuple(columns))


def _columns(rows: Sequence[Line]) -> list[tuple[float, float]]:
    most = max(len(row.segments) for row in rows)
    full = [row for row in rows if len(row.segments) == most]
    return [
        (
            min(row.segments[col].left for row in full),
            max(row.segments[col].right for row in full),
        )
        for col in range(most)
    ]


def _goes_on(first: Grid, second: Grid) -> bool:
    """Say whether a table goes on with the next one: next page, same columns."""
    if second.page != first.page + 1 or len(first.columns) != len(second.columns):
        return False
    return all(
        a_left < b_right and b_left < a_right
        for (a_left, a_right), (b_left, b_right) in zip(first.columns, second.columns, strict=True)
    )


def _appended(first: Grid, second: Grid) -> Grid:
    """Put the rows of the next page below, without the head that is printed again."""
    repeated = 0
    while _row(first, repeated) and _row(first, repeated) == _row(second, repeated):
        repeated += 1
    shift = first.boxes[-1].row + 1 - repeated
    more = tuple(box._replace(row=box.row + shift) for box in second.boxes if box.row >= repeated)
    return Grid(second.page, (*first.boxes, *more), second.columns, second.is_ruled)


def _row(grid: Grid, number: int) -> list[str]:
    return [box.text for box in grid.boxes if box.row == number]
