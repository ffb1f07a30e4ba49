"""Take the straight lines that a PDF page draws, as they are seen on the page."""

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from bayline.engines.documents.pdf.rules import Rule, joined_rules

if TYPE_CHECKING:
    from pypdfium2 import PdfPage
    from pypdfium2.raw import FPDF_PAGEOBJECT

_THIN = 3.0
_SHORTEST = 6.0
_MOST_PATHS = 6000
_MOST_POINTS = 64
_LINE_TO = 0
_FARTHEST = 1e6

Point = tuple[float, float]


def turned(x: float, y: float, turn: int) -> Point:
    """Return a point as it is seen on a page shown turned by some degrees."""
    seen = {90: (y, -x), 180: (-x, -y), 270: (-y, x)}
    return seen.get(turn, (x, y))


def rules_on(page: "PdfPage", turn: int) -> tuple[list[Rule], list[Rule]]:
    """Return the horizontal and the vertical rules of a page.

    Args:
        page: The page.
        turn: Degrees by which it is shown turned.

    Returns:
        Horizontal rules at their y, vertical rules at their x, pieces joined; none for a page with
        so many paths that it must be a drawing.
    """
    across: list[Rule] = []
    down: list[Rule] = []
    for number, path in enumerate(_paths(page)):
        if number > _MOST_PATHS:
            return [], []
        for first, last in _strokes(path, turn):
            _note(first, last, across, down)
    return joined_rules(across), joined_rules(down)


def _paths(page: "PdfPage") -> Iterator["FPDF_PAGEOBJECT"]:
    """Give the paths of a page; wrapping every character too would cost more than reading it."""
    from pypdfium2 import raw

    for index in range(raw.FPDFPage_CountObjects(page.raw)):
        drawn = raw.FPDFPage_GetObject(page.raw, index)
        if raw.FPDFPageObj_GetType(drawn) == raw.FPDF_PAGEOBJ_PATH:
            yield drawn


def _note(first: Point, last: Point, across: list[Rule], down: list[Rule]) -> None:
    (x0, y0), (x1, y1) = first, last
    if not max(map(abs, (x0, y0, x1, y1))) < _FARTHEST:
        return
    if abs(y0 - y1) < _THIN and abs(x0 - x1) >= _SHORTEST:
        across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
    elif abs(x0 - x1) < _THIN and abs(y0 - y1) >= _SHORTEST:
        down.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))


def _strokes(path: "FPDF_PAGEOBJECT", turn: int) -> Iterator[tuple[Point, Point]]:
    """Give the straight strokes of a path; a thin filled box is one stroke."""
    points = [(kind, turned(*point, turn)) for kind, point in _points(path)]
    if not points:
        return
    xs, ys = [point[0] for _, point in points], [point[1] for _, point in points]
    low, high = (min(xs), min(ys)), (max(xs), max(ys))
    if high[0] - low[0] < _THIN or high[1] - low[1] < _THIN:
        yield low, high
        return
    begun = points[0][1]
    for (_, before), (kind, point) in pairwise(points):
        if kind == _LINE_TO:
            yield before, point
        else:
            begun = point
    yield points[-1][1], begun


def _points(path: "FPDF_PAGEOBJECT") -> Iterator[tuple[int, Point]]:
    from pypdfium2 import raw

    count = raw.FPDFPath_CountSegments(path)
    matrix = raw.FS_MATRIX()
    if not 1 < count <= _MOST_POINTS or not raw.FPDFPageObj_GetMatrix(path, matrix):
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        across = matrix.a * x.value + matrix.c * y.value + matrix.e
        upward = matrix.b * x.value + matrix.d * y.value + matrix.f
        yield raw.FPDFPathSegment_GetType(segment), (across, upward)
