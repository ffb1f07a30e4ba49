"""All listings of one text."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from bayline.engines.chinese.listings.bracketed import bracketed
from bayline.engines.chinese.listings.counted import counted_parts, parts_before
from bayline.engines.chinese.listings.counts import Counts
from bayline.engines.chinese.listings.rows import LEAST_ITEMS, MEMBERSHIPS, rows
from bayline.engines.chinese.listings.villages import commas_behind_villages, villages
from bayline.engines.chinese.terms import Listing, Span, Statement

_BRACKETS = re.compile(r"[(（][^()（）\n]{0,80}[)）]")


def listings(
    folded: str, *, sentences: Sequence[Span], statements: Sequence[Statement] = ()
) -> list[Listing]:
    """Find wholes with their parts.

    Args:
        folded: The text in simplified, half-width script.
        sentences: Its sentences.
        statements: Its statements; the one that counts the whole is named by position.

    Returns:
        Listings in text order; each part is the exact span of a member.
    """
    counts = Counts(statements, _membership_starts(folded))
    brackets = [Span(*match.span()) for match in _BRACKETS.finditer(folded)]
    masked = _masked(folded, brackets)
    commas = commas_behind_villages(masked)
    found: list[Listing] = []
    for bracket in brackets if counts.by_start else ():
        found.extend(bracketed(folded, bracket, counts))
    for sentence in _telling(sentences, counts):
        if folded.find("、", sentence.start, sentence.end) >= 0:
            found.extend(_in_rows(masked, sentence, counts, commas=commas))
        inner = counts.within(sentence)
        if len(inner) > LEAST_ITEMS:
            found.extend(counted_parts(folded, sentence, inner, statements))
            found.extend(parts_before(folded, inner, statements))
    return sorted(found, key=lambda listing: (listing.start, listing.end))


def _masked(text: str, brackets: Sequence[Span]) -> str:
    """The text with what stands in brackets made one word."""
    pieces: list[str] = []
    position = 0
    for start, end in brackets:
        pieces += (text[position:start], "口" * (end - start))
        position = end
    return "".join((*pieces, text[position:]))


def _in_rows(
    masked: str, sentence: Span, counts: Counts, *, commas: Sequence[int]
) -> Iterator[Listing]:
    """The rows of a sentence; one that reaches over commas holds those of its clauses."""
    is_across = bisect_left(commas, sentence.start) < bisect_left(commas, sentence.end)
    across = villages(masked, sentence, counts) if is_across else None
    if across is not None:
        yield across
    for listing in rows(masked, sentence, counts):
        if across is None or listing.end <= across.start or listing.start >= across.end:
            yield listing


def is_open(folded: str, listing: Listing) -> bool:
    """Tell whether a list says that it names only some of its members (等)."""
    if not listing.parts:
        return False
    return folded.startswith("等", max(part.end for part in listing.parts))


def _telling(sentences: Sequence[Span], counts: Counts) -> Iterator[Span]:
    """The sentences that count something or name a membership; all where nothing was counted."""
    if not counts.by_start:
        yield from sentences
        return
    starts = [sentence.start for sentence in sentences]
    last = -1
    for position in counts.marks:
        index = bisect_right(starts, position) - 1
        if index > last:
            yield sentences[index]
            last = index


def _membership_starts(text: str) -> Iterator[int]:
    for word in MEMBERSHIPS:
        position = text.find(word)
        while position >= 0:
            yield position
            position = text.find(word, position + 1)
