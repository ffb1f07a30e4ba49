"""A long draft in parts: of its lines, figures and findings as many as one page carries lightly."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bayline.engines.chinese.terms import Span
from bayline.kernel.findings import Finding
from bayline.systems.reading.actions.auditing import Audited
from bayline.systems.reading.pages.links import references

WHOLE = 0  # the number of no part: all is shown
_LONGEST_NUMBER = 6  # digits of a part's number that is looked at

# What a page of one part weighs beside the box with the draft, in bytes of HTML, nearly.
_MOST = 500_000
_CHARACTER, _FIGURE, _FINDING, _PLACE = 4, 1_300, 1_050, 430
# A line; of a very long one the sentences that fit, or else so many characters.
_PIECE = re.compile(r"[^\n]{0,1999}[。！？；;\n]|[^\n]{1,2000}")


class Parts:
    """Where a draft is cut, and what stands in which part.

    Args:
        audited: The draft with what was found in it.
    """

    def __init__(self, audited: Audited) -> None:
        self._text = audited.reading.text
        self._draft = audited.document.name
        self._starts = [*_starts(self._text, [*self._weights(audited)])]

    def __len__(self) -> int:
        return len(self._starts)

    def at(self, position: int) -> int:
        """Give the number of the part that a place lies in; the first is 1."""
        return max(1, bisect_right(self._starts, position))

    def asked(self, typed: str) -> int:
        """Give the number of the part that is asked for, or of the nearest there is."""
        is_number = typed.isdecimal() and len(typed) <= _LONGEST_NUMBER
        return min(max(int(typed), 1), len(self)) if is_number else 1

    def span(self, number: int) -> Span:
        """Give where a part lies, without the line feed that it ends with."""
        if number == WHOLE or len(self) == 1:
            return Span(0, len(self._text))
        ends = [*self._starts[1:], len(self._text)]
        start, end = self._starts[number - 1], ends[number - 1]
        is_line = number < len(self) and self._text[end - 1] == "\n"
        return Span(start, end - 1 if is_line else end)

    def of(self, finding: Finding) -> frozenset[int]:
        """Give the parts in which a finding is shown: all those that it rests on."""
        return frozenset(map(self.at, self._places(finding))) or frozenset({1})

    def _places(self, finding: Finding) -> Iterator[int]:
        own = (one for one in references(finding) if one.document == self._draft)
        return (one.start for one in own)

    def _weights(self, audited: Audited) -> Iterator[tuple[int, int]]:
        """Give what weighs where, beside the characters."""
        for statement in audited.reading.statements:
            yield statement.quantity.start, _FIGURE
        for finding in audited.findings:
            rests = [*references(finding)]
            yield next(self._places(finding), 0), _FINDING + _PLACE * len(rests)


def _starts(text: str, weights: Iterable[tuple[int, int]]) -> Iterator[int]:
    """Cut a text before the piece with which a part would grow too heavy."""
    waiting, heavy = sorted(weights, reverse=True), 0
    yield 0
    for piece in _PIECE.finditer(text):
        weight = _CHARACTER * len(piece[0])
        while waiting and waiting[-1][0] < piece.end():
            weight += waiting.pop()[1]
        if heavy and heavy + weight > _MOST:
            yield piece.start()
            heavy = 0
        heavy += weight


class PartView(NamedTuple):
    """One part as the list of parts shows it."""

    number: int
    is_here: bool
    figures: int
    bad: int  # open findings that contradict, so that no part with one is left unread


class Open(NamedTuple):
    """A finding that nobody has dealt with."""

    finding: Finding
    is_bad: bool


def part_views(
    parts: Parts, here: int, *, figures: Sequence[int], findings: Iterable[Open]
) -> tuple[PartView, ...]:
    """List the parts of a draft; none where it is shown whole.

    Args:
        parts: Where it is cut.
        here: The number of the part that is shown.
        figures: Where its figures stand.
        findings: What is open.
    """
    if here == WHOLE or len(parts) == 1:
        return ()
    counted, bad = [0] * (len(parts) + 1), [0] * (len(parts) + 1)
    for position in figures:
        counted[parts.at(position)] += 1
    for finding, is_bad in findings:
        for number in parts.of(finding) if is_bad else ():
            bad[number] += 1
    numbers = range(1, len(parts) + 1)
    return tuple(PartView(at, at == here, counted[at], bad[at]) for at in numbers)
