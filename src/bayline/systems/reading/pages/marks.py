"""The draft with its marks in place: every character once, in order, nothing added.

Links cannot stand inside links, so where marks overlap the innermost one is the link and the others
show where it leaves room.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

_LONGEST_UNBROKEN = 12  # a figure of so many characters never breaks over two lines
_SENTENCE_ENDS = "。；！？;"
_HEADING = 36  # a line longer than one measure is running text whatever it ends with


class Mark(NamedTuple):
    """A stretch of the draft that leads somewhere."""

    start: int
    end: int
    name: str  # id of the mark: m3
    target: str  # id of what it leads to: q3
    look: str  # its state, or "read" when no check touched it
    numbers: str = ""  # of its findings, for the notes on paper
    new: str = ""  # what stands in its place in the text that is given out


class Tint(NamedTuple):
    """A time or a name, shown only when switched on."""

    start: int
    end: int
    kind: str  # time, name
    note: str  # what it was read as


class Piece(NamedTuple):
    """Characters that are tinted alike."""

    text: str
    kind: str
    note: str


class Run(NamedTuple):
    """Pieces under one link, or under none."""

    mark: Mark | None
    is_first: bool  # of the runs that one mark was cut into
    is_short: bool
    pieces: tuple[Piece, ...]


class Line(NamedTuple):
    """One line of the draft."""

    kind: str  # text, head, row, blank
    runs: tuple[Run, ...]


class _Cut(NamedTuple):
    """Characters between two edges, with the positions of their mark and tint (-1 for none)."""

    start: int
    end: int
    mark: int
    tint: int


def marked_lines(text: str, marks: Sequence[Mark], *, tints: Sequence[Tint]) -> tuple[Line, ...]:
    """Cut a draft into lines, runs and pieces.

    Args:
        text: The draft, its lines ended by a line feed.
        marks: What leads somewhere, in any order, nested or overlapping as it comes.
        tints: Times and names.

    Returns:
        The lines; joined by line feeds their pieces are the text, character for character.
    """
    seen: set[int] = set()
    cuts = _cuts(text, marks, tints=tints)
    lines = []
    for start, end in _line_spans(text):
        inside = [*_taken(cuts, end)]
        grouped = groupby(inside, key=lambda cut: cut.mark)
        runs = (_run(text, [*group], marks=marks, tints=tints, seen=seen) for _, group in grouped)
        lines.append(Line(_kind(text[start:end]), tuple(runs)))
    return tuple(lines)


def _line_spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _cuts(text: str, marks: Sequence[Mark], *, tints: Sequence[Tint]) -> list[_Cut]:
    """Give the cuts of the whole text in reverse, so that lines can take theirs from the end."""
    marked = [(mark.start, mark.end) for mark in marks]
    tinted = [(tint.start, tint.end) for tint in tints]
    owners, colors = _painted(len(text), marked), _painted(len(text), tinted)
    edges = {0, len(text)}
    edges.update(edge for span in (*_line_spans(text), *marked, *tinted) for edge in span)
    spans = pairwise(sorted(edges))
    cuts = [_Cut(a, b, owners[a], colors[a]) for a, b in spans if text[a] != "\n"]
    cuts.reverse()
    return cuts


def _taken(cuts: list[_Cut], end: int) -> Iterator[_Cut]:
    while cuts and cuts[-1].end <= end:
        yield cuts.pop()


def _painted(length: int, spans: Sequence[tuple[int, int]]) -> list[int]:
    """Say for every character which span covers it; of several the shortest, being innermost."""
    owners = [-1] * length
    sized = ((end - start, start, position) for position, (start, end) in enumerate(spans))
    for width, start, position in sorted(sized, reverse=True):
        owners[start : start + width] = [position] * width
    return owners


def _run(
    text: str,
    cuts: list[_Cut],
    *,
    marks: Sequence[Mark],
    tints: Sequence[Tint],
    seen: set[int],
) -> Run:
    position = cuts[0].mark
    is_first = position not in seen
    seen.add(position)
    return Run(
        mark=marks[position] if position >= 0 else None,
        is_first=is_first,
        is_short=cuts[-1].end - cuts[0].start <= _LONGEST_UNBROKEN,
        pieces=tuple(_piece(text, cut, tints=tints) for cut in cuts),
    )


def _piece(text: str, cut: _Cut, *, tints: Sequence[Tint]) -> Piece:
    if cut.tint < 0:
        return Piece(text[cut.start : cut.end], "", "")
    tint = tints[cut.tint]
    # What a time was read as is said once, behind its last characters.
    note = tint.note if cut.end == tint.end else ""
    return Piece(text[cut.start : cut.end], tint.kind, note)


def _kind(line: str) -> str:
    if not line.strip():
        return "blank"
    if "\t" in line.strip():
        return "row"
    is_text = len(line) > _HEADING or any(end in line for end in _SENTENCE_ENDS)
    # A line that brings its own indent is left as it is.
    return "text" if is_text and not line[0].isspace() else "head"
