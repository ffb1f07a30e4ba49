"""All listings of one text."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from bayline.engines.chinese.listings.counted import counted_parts
from bayline.engines.chinese.listings.counts import Counts
from bayline.engines.chinese.listings.rows import LEAST_ITEMS, MEMBERSHIPS, rows
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
    counts = Counts(statements)
    masked = _BRACKETS.sub(lambda match: "口" * len(match.group()), folded)
    found: list[Listing] = []
    for sentence in _telling(folded, sentences, counts):
        if folded.find("、", sentence.start, sentence.end) >= 0:
            found.extend(rows(masked, sentence, counts))
        inner = counts.within(sentence)
        if len(inner) > LEAST_ITEMS:
            found.extend(counted_parts(folded, sentence, inner, statements))
    return sorted(found, key=lambda listing: (listing.start, listing.end))


def is_open(folded: str, listing: Listing) -> bool:
    """Tell whether a list says that it names only some of its members (等)."""
    if not listing.parts:
        return False
    return folded.startswith("等", max(part.end for part in listing.parts))


def _telling(text: str, sentences: Sequence[Span], counts: Counts) -> Iterator[Span]:
    """The sentences that count something or name a membership; all where nothing was counted."""
    if not counts.by_start:
        yield from sentences
        return
    starts = [sentence.start for sentence in sentences]
    positions = {*counts.by_start, *_membership_starts(text)}
    for index in sorted({bisect_right(starts, position) - 1 for position in positions}):
        if index >= 0:
            yield sentences[index]


def _membership_starts(text: str) -> Iterator[int]:
    for word in MEMBERSHIPS:
        position = text.find(word)
        while position >= 0:
            yield position
            position = text.find(word, position + 1)
