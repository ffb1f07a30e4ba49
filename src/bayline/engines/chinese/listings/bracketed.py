"""Members in brackets behind what counts them: 6个街镇（甲街道、乙镇…）."""

import re
from collections.abc import Iterator

from bayline.engines.chinese.listings.counts import Counts
from bayline.engines.chinese.listings.items import split_row
from bayline.engines.chinese.listings.rows import COUNT, LEAST_ITEMS
from bayline.engines.chinese.terms import Listing, Span

_REACH = 24
_NOUN = re.compile(r"[\u4e00-\u9fffA-Za-z]{0,14}")
_SOME = ("含", "包", "其中", "不", "见", "如", "即")  # what does not name all of the whole


def bracketed(text: str, bracket: Span, counts: Counts) -> Iterator[Listing]:
    """Find the members that a bracket names, one for each that is counted.

    Args:
        text: The folded text.
        bracket: The bracket with its marks.
        counts: The counting statements.
    """
    start, end = bracket.start + 1, bracket.end - 1
    if text.find("、", start, end) < 0 or text.startswith(_SOME, start):
        return
    head = _head(text, bracket.start, counts)
    if head is None:
        return
    count = counts.by_start.get(head.start)
    size = counts.size(count)
    items = split_row(text, start, end, size=size)
    if len(items) >= LEAST_ITEMS and len(items) == size:
        parts = tuple(Span(*item) for item in items)
        yield Listing(head.start, bracket.end, head, count, parts)


def _head(text: str, end: int, counts: Counts) -> Span | None:
    """The last count before a bracket, with nothing but its noun between them."""
    for match in reversed(list(COUNT.finditer(text, max(0, end - _REACH), end))):
        if counts.is_count(match.start()) and _NOUN.fullmatch(text, match.end(), end):
            return Span(match.start(), end)
    return None
