"""Clauses and what stands in them: the common ground of events, promises and lists."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

from bayline.engines.chinese.terms import Interval, Name, NameKind, Span, Time, TimeKind

_EDGE = re.compile(
    r"(?P<closed>[(（][^()（）\n]{0,80}[)）]|“[^“”\n]{0,60}”|《[^《》\n]{0,80}》)"
    r"|[，。；：！？;:!?\n]|,(?!\d{3})|——"
)
_FINENESS = {"day": 0, "month": 1, "months": 2, "quarter": 2, "half": 3, "year": 4}
_COARSE = 5
_MOST_TIMES = 40  # times of a sentence before what they date
_Thing = TypeVar("_Thing", Name, Time)


def clauses(folded: str, sentence: Span) -> list[Span]:
    """Cut a sentence at commas and colons, leaving those in brackets and quotes alone."""
    found = []
    start = sentence.start
    for match in _EDGE.finditer(folded, sentence.start, sentence.end):
        if match["closed"] is not None:
            continue
        if match.start() > start:
            found.append(Span(start, match.start()))
        start = match.end()
    if start < sentence.end:
        found.append(Span(start, sentence.end))
    return found


def first_clause_end(folded: str, start: int, end: int) -> int:
    """Where the clause ends that begins at a position, not behind `end`."""
    for match in _EDGE.finditer(folded, start, end):
        if match["closed"] is None:
            return match.start()
    return end


_LAST_EDGE = re.compile(r".*(?:[，。；：！？;:!?\n]|——)", re.DOTALL)
_CLOSING = re.compile(r"[^(（“《]*[)）”》]")


def clause_start(folded: str, start: int, end: int) -> int:
    """Where the clause begins that ends at a position, not before `start`."""
    edge = _LAST_EDGE.match(folded, start, end)
    if edge is None:
        return start
    if _CLOSING.match(folded, edge.end(), end) is None:
        return edge.end()
    parts = clauses(folded, Span(start, end))
    return parts[-1].start if parts else end


class Placed(Generic[_Thing]):
    """Names or times of a text, found by where they stand."""

    def __init__(self, things: Sequence[_Thing]) -> None:
        self._things: Sequence[_Thing] = things
        self._starts = [thing.start for thing in things]

    def within(self, start: int, end: int) -> Iterator[_Thing]:
        """Those that begin and end between two positions, in text order."""
        for index in range(bisect_left(self._starts, start), len(self._starts)):
            thing = self._things[index]
            if thing.start >= end:
                return
            if thing.end <= end:
                yield thing

    def nearest(self, start: int, end: int, *, most: int) -> Iterator[_Thing]:
        """The last so many of those, from the end back: an endless sentence holds any number."""
        last = bisect_left(self._starts, end) - 1
        for index in range(last, max(-1, last - most), -1):
            thing = self._things[index]
            if thing.start < start:
                return
            if thing.end <= end:
                yield thing


def date_of(times: Placed[Time], *, start: int, end: int) -> Interval | None:
    """When something happened that is told between two positions: the time before it.

    The nearest time counts; but 3月3日…一季度…开工 happened on the day, as it lies in the quarter.
    """
    chosen: Time | None = None
    for time in times.nearest(start, end, most=_MOST_TIMES):
        if time.kind is not TimeKind.PERIOD or time.interval is None:
            continue
        if chosen is None or (
            _fineness(time) < _fineness(chosen) and _lies_in(time.interval, chosen.interval)
        ):
            chosen = time
    return chosen.interval if chosen is not None else None


def _fineness(time: Time) -> int:
    return _FINENESS.get(time.precision, _COARSE)


def _lies_in(inner: Interval | None, outer: Interval | None) -> bool:
    if inner is None or outer is None or inner.first is None or inner.last is None:
        return False
    starts = outer.first is None or outer.first <= inner.first
    return starts and (outer.last is None or inner.last <= outer.last)


def chains(names: Sequence[Name]) -> list[tuple[Span, NameKind]]:
    """Join names that follow each other without a gap: 枫泾镇 and 新义村 are one party."""
    found: list[tuple[Span, NameKind]] = []
    for name in names:
        if found and name.start < found[-1][0].end:
            continue
        if found and name.start == found[-1][0].end:
            found[-1] = (Span(found[-1][0].start, name.end), name.kind)
        else:
            found.append((Span(name.start, name.end), name.kind))
    return found
