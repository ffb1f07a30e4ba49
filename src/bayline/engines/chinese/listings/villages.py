"""Rows of villages that reach over commas: 甲镇A村、B村，乙镇C村列入第二批名单."""

import re
from typing import NamedTuple

from bayline.engines.chinese.listings.counts import Counts
from bayline.engines.chinese.listings.items import Item
from bayline.engines.chinese.listings.rows import COUNT, MEMBERSHIP, is_credible, noun_end, trimmed
from bayline.engines.chinese.terms import Listing, Span

_SUFFIXES = ("村", "社区", "居委会")
_LONGEST = 18  # characters of a village with its town
_MARKS = re.compile(r"[、，]")
_STOPS = re.compile(r"[。；：:\n]|$")
_LAST = re.compile(
    r"(?P<item>.{2,18}?(?:村|社区|居委会))(?=等|\d|[一二两三四五六七八九十]|[均都被]|分别|先后|成功|列|入|获|评|纳|跻|荣)"
)
_WITHIN = re.compile(r"(?<=[村区会])(?:以及|[和与及])(?=.{2})")


def commas_behind_villages(text: str) -> list[int]:
    """Find where a village stands before a comma, so that its row may go on behind it."""
    found = []
    for suffix in _SUFFIXES:
        position = text.find(f"{suffix}，")
        while position >= 0:
            found.append(position)
            position = text.find(f"{suffix}，", position + 1)
    return sorted(found)


class _Row(NamedTuple):
    """Members in a row, and where what counts or names them may begin."""

    items: list[Item]
    end: int


def villages(text: str, sentence: Span, counts: Counts) -> Listing | None:
    """Find the villages of a row that no single clause holds.

    Args:
        text: The text with its brackets masked.
        sentence: The sentence to look in.
        counts: The counting statements.
    """
    row = _row(text, sentence)
    if row is None:
        return None
    head = _head(text, row.end, sentence, counts)
    if head is None:
        return None
    count = counts.by_start.get(head.start)
    is_open = text.startswith("等", row.end)
    if not is_credible(row.items, counts.size(count), is_open=is_open):
        return None
    parts = tuple(Span(*item) for item in row.items)
    return Listing(parts[0].start, max(parts[-1].end, head.end), head, count, parts)


def _row(text: str, sentence: Span) -> _Row | None:
    """The longest run of pieces between marks that end as villages do, the last with its verb."""
    pieces: list[Span] = []
    start = sentence.start
    for mark in _MARKS.finditer(text, sentence.start, sentence.end):
        piece = Span(start, mark.start())
        start = mark.end()
        if piece.end - piece.start <= _LONGEST and text.endswith(_SUFFIXES, *piece):
            pieces.append(piece)
            continue
        found = _closed(text, pieces, piece.start, piece.end)
        if found is not None:
            return found
        pieces = []
    return _closed(text, pieces, start, sentence.end)


def _closed(text: str, pieces: list[Span], start: int, end: int) -> _Row | None:
    """The row that ends in a piece with what is said of it, where a comma joins two of it."""
    if not pieces or text.find("，", pieces[0].start, start) < 0:
        return None
    last = _LAST.match(text, start, end)
    if last is None:
        return None
    spans = [*pieces, Span(*last.span("item"))]
    return _Row([item for span in spans for item in _members(text, span)], last.end("item"))


def _members(text: str, span: Span) -> list[Item]:
    items = []
    start = span.start
    for joint in _WITHIN.finditer(text, *span):
        items.append(Item(start, joint.start()))
        start = joint.end()
    return [*items, Item(start, span.end)]


def _head(text: str, end: int, sentence: Span, counts: Counts) -> Span | None:
    """The count or the membership right behind the row."""
    stop = _STOPS.search(text, end, sentence.end)
    limit = sentence.end if stop is None else stop.start()
    position = end + text.startswith("等", end)
    count = COUNT.match(text, position, limit)
    if count is not None and counts.is_count(count.start()):
        return Span(count.start(), noun_end(text, count.end(), limit))
    membership = MEMBERSHIP.match(text, position, limit)
    comma = text.find("，", position, limit)
    limit = limit if comma < 0 else comma
    return None if membership is None else trimmed(text, membership.end(), limit)
