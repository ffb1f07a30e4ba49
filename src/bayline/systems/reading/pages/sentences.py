"""The numbers in a sentence of a finding as links: printed ones to their figures, others below."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bayline.kernel.amounts import said_in
from bayline.kernel.findings import Reference, Row

_NUMBER = re.compile(r"(?:CNY )?\d+(?:[.,]\d+)*(?:[%％]| billion| million)?")
_BARE = re.compile(r"\d+(?:\.\d+)*")


class Piece(NamedTuple):
    """Words that lead somewhere, or nowhere."""

    words: str
    address: str = ""


def pieces_of(
    sentence: str,
    *,
    figures: Mapping[str, str],
    titles: Mapping[str, str],
    others: str,
) -> tuple[Piece, ...]:
    """Cut a sentence at its numbers and at the titles of documents.

    Args:
        sentence: The sentence.
        figures: Addresses of figures, by how the sentence says them.
        titles: Addresses of documents, by their titles.
        others: The address of whatever explains a number that is printed nowhere.
    """
    named = {**figures, **titles}
    longest = sorted(filter(None, named), key=len, reverse=True)
    known = "|".join(re.escape(words) for words in longest)
    # A known number is not part of a longer one: 12 is not the beginning of 12.1 or 126.
    pattern = re.compile(
        rf"(?<![\d.])(?:{known})(?![.,]?\d)|{_NUMBER.pattern}" if known else _NUMBER.pattern
    )
    return tuple(_cut(sentence, pattern, named, others))


def _cut(
    sentence: str, pattern: re.Pattern[str], named: Mapping[str, str], others: str
) -> Iterator[Piece]:
    last = 0
    for found in pattern.finditer(sentence):
        if found.start() > last:
            yield Piece(sentence[last : found.start()])
        yield Piece(found[0], named.get(found[0], others))
        last = found.end()
    if last < len(sentence):
        yield Piece(sentence[last:])


def said_figures(
    rows: Sequence[Row],
    claims: Sequence[Reference],
    address: Mapping[Reference, str],
    *,
    english: bool,
) -> dict[str, str]:
    """Give the addresses of figures by all the ways in which a sentence may say them."""
    found: dict[str, str] = {}
    printed = [claim for claim in claims if claim in address]
    for claim in printed:
        if any(map(str.isdigit, claim.quote)):
            found.setdefault(claim.quote, address[claim])
    for claim in printed:  # a sum names only the numbers: 27＋4＋22
        for bare in _BARE.findall(claim.quote):
            found.setdefault(bare, address[claim])
    for row in rows:
        if row.reference is not None and row.reference in address:
            found.setdefault(row.reference.quote, address[row.reference])
            found.setdefault(said_in(rows, row, english=english), address[row.reference])
    return found
