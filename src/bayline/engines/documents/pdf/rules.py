"""Find ruled tables on a PDF page: cells are what the drawn lines enclose.

Rules say exactly which cells are merged and where a cell of several lines ends, so a ruled table
is read without guessing. A frame whose rows are not ruled from each other is left to the reading
by gaps.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bayline.engines.documents.layout import Box
from bayline.engines.documents.pdf.lines import Line, Segment, glued
from bayline.engines.documents.pdf.paragraphs import Grid

_NEAR = 3.0  # points within which two coordinates are one
_LEAST_LINES = 3
_MOST_RULES = 1200
_MOST_LINES_IN_CELL = 6
_OPEN_SIDE = 8.0


class Rule(NamedTuple):
    """A drawn line: at one coordinate, from low to high on the other."""

    at: float
    low: float
    high: float


class Frame(NamedTuple):
    """The coordinates of a ruled table and, for each field between them, the cell it belongs to."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]  # from the top down
    cells: dict[tuple[int, int], tuple[int, int]]  # (row, col) -> upper left field of its cell

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """Return the cell around a point, None if it lies outside."""
        col = sum(x >= edge for edge in self.xs) - 1
        row = sum(y <= edge for edge in self.ys) - 1
        return self.cells.get((row, col))


def joined_rules(rules: Iterable[Rule]) -> list[Rule]:
    """Join pieces of one drawn line: same coordinate, touching or overlapping."""
    out: list[Rule] = []
    for rule in sorted(_snapped(rules)):
        last = out[-1] if out else None
        if last and last.at == rule.at and rule.low <= last.high + _NEAR:
            out[-1] = Rule(last.at, last.low, max(last.high, rule.high))
        else:
            out.append(rule)
    return out


def _snapped(rules: Iterable[Rule]) -> list[Rule]:
    """Give rules that nearly share a coordinate the same one."""
    out: list[Rule] = []
    at = None
    for rule in sorted(rules):
        at = rule.at if at is None or rule.at - at > _NEAR else at
        out.append(Rule(at, rule.low, rule.high))
    return out


def frames(across: Sequence[Rule], down: Sequence[Rule]) -> list[Frame]:
    """Find the tables that horizontal and vertical rules make.

    Args:
        across: Horizontal rules, joined.
        down: Vertical rules, joined.

    Returns:
        Frames with at least two rows and two columns.
    """
    if len(across) + len(down) > _MOST_RULES:
        return []
    found = []
    for rows, columns in _touching(across, down):
        if not rows or not columns:
            continue
        ys = sorted({rule.at for rule in rows}, reverse=True)
        xs = _with_open_sides(sorted({rule.at for rule in columns}), rows)
        if len(ys) >= _LEAST_LINES and len(xs) >= _LEAST_LINES:
            found.append(Frame(tuple(xs), tuple(ys), _cells(xs, ys, rows, columns)))
    return found


def _touching(across: Sequence[Rule], down: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Group rules that touch each other, each group one table."""
    group = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for row, flat in enumerate(across):
        for column, tall in enumerate(down, len(across)):
            if (
                flat.low - _NEAR <= tall.at <= flat.high + _NEAR
                and tall.low - _NEAR <= flat.at <= tall.high + _NEAR
            ):
                group[root(row)] = root(column)
    out: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate([*across, *down]):
        out.setdefault(root(index), ([], []))[index >= len(across)].append(rule)
    return list(out.values())


def _with_open_sides(xs: list[float], rows: Sequence[Rule]) -> list[float]:
    """Add the sides of a table that is not ruled left and right."""
    low, high = min(rule.low for rule in rows), max(rule.high for rule in rows)
    if low < xs[0] - _OPEN_SIDE:
        xs = [low, *xs]
    return [*xs, high] if high > xs[-1] + _OPEN_SIDE else xs


def _cells(
    xs: Sequence[float], ys: Sequence[float], rows: Sequence[Rule], columns: Sequence[Rule]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Join fields that no rule parts; the upper left field names the cell."""
    cells: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(ys) - 1):
        y = (ys[row] + ys[row + 1]) / 2
        for col in range(len(xs) - 1):
            x = (xs[col] + xs[col + 1]) / 2
            cell = (row, col)
            if col and not _is_ruled(columns, xs[col], y):
                cell = cells[row, col - 1]
            elif row and not _is_ruled(rows, ys[row], x):
                cell = cells[row - 1, col]
            cells[row, col] = cell
    return cells


def _is_ruled(rules: Sequence[Rule], at: float, across: float) -> bool:
    return any(abs(rule.at - at) <= _NEAR and rule.low <= across <= rule.high for rule in rules)


def cuts_at(frames_here: Sequence[Frame], top: float, bottom: float) -> list[float]:
    """Return where vertical rules cross a line of text."""
    y = (top + bottom) / 2
    return [x for frame in frames_here if frame.ys[-1] <= y <= frame.ys[0] for x in frame.xs]


def with_grids(lines: Sequence[Line], frames_here: Sequence[Frame]) -> list[Line | Grid]:
    """Take the words inside ruled tables out of the lines, and put the tables in their place."""
    inside: list[dict[tuple[int, int], list[tuple[Line, Segment]]]] = [{} for _ in frames_here]
    out: list[Line | Grid | int] = []
    for line in lines:
        left: list[Segment] = []
        for segment in line.segments:
            index, cell = _home(line, segment, frames_here)
            if cell is None:
                left.append(segment)
                continue
            if not inside[index]:
                out.append(index)
            inside[index].setdefault(cell, []).append((line, segment))
        if left:
            out.append(line._replace(segments=tuple(left)))
    return _placed(out, inside, frames_here)


def _home(
    line: Line, segment: Segment, frames_here: Sequence[Frame]
) -> tuple[int, tuple[int, int] | None]:
    x, y = (segment.left + segment.right) / 2, (line.top + line.bottom) / 2
    for index, frame in enumerate(frames_here):
        if cell := frame.cell_at(x, y):
            return index, cell
    return 0, None


def _placed(
    out: Sequence[Line | Grid | int],
    inside: Sequence[dict[tuple[int, int], list[tuple[Line, Segment]]]],
    frames_here: Sequence[Frame],
) -> list[Line | Grid]:
    items: list[Line | Grid] = []
    for item in out:
        if not isinstance(item, int):
            items.append(item)
        elif _has_ruled_rows(inside[item]):
            items.append(_grid(frames_here[item], inside[item]))
        else:
            items += _freed(inside[item])
    return items


def _has_ruled_rows(words: dict[tuple[int, int], list[tuple[Line, Segment]]]) -> bool:
    """Say whether cells hold single entries, not whole columns of them."""
    crowded = sum(
        len({line.bottom for line, _ in entries}) > _MOST_LINES_IN_CELL
        and sum(segment.words[:1].isdigit() for _, segment in entries) * 2 > len(entries)
        for entries in words.values()
    )
    return crowded < 2 and len(words) > 1  # noqa: PLR2004 - one long cell may be a remark


def _freed(words: dict[tuple[int, int], list[tuple[Line, Segment]]]) -> list[Line]:
    """Give the lines of an unruled table back, row by row."""
    by_line: dict[int, tuple[Line, list[Segment]]] = {}
    for entries in words.values():
        for line, segment in entries:
            by_line.setdefault(id(line), (line, []))[1].append(segment)
    rows = [line._replace(segments=tuple(sorted(parts))) for line, parts in by_line.values()]
    return sorted(rows, key=lambda line: (-line.bottom, line.left))


def _grid(frame: Frame, words: dict[tuple[int, int], list[tuple[Line, Segment]]]) -> Grid:
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for (row, col), cell in frame.cells.items():
        deep, wide = spans.get(cell, (1, 1))
        spans[cell] = (max(deep, row - cell[0] + 1), max(wide, col - cell[1] + 1))
    boxes = [
        Box(row, col, _cell_words(words.get((row, col), [])), *spans[row, col])
        for row, col in sorted(spans)
    ]
    columns = tuple(zip(frame.xs, frame.xs[1:], strict=False))
    page = next(iter(words.values()))[0][0].page
    return Grid(page, tuple(boxes), columns, is_ruled=True)


def _cell_words(entries: list[tuple[Line, Segment]]) -> str:
    ordered = sorted(entries, key=lambda entry: (-round(entry[0].bottom), entry[1].left))
    words = ""
    for _, segment in ordered:
        apart = words[-1:].isdigit() and segment.words[:1].isdigit()
        words = f"{words} {segment.words}" if apart else glued(words, segment.words)
    return words
