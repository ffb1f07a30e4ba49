"""A text cut into the passages that a search finds: its sentences, and endless ones in pieces."""

import re
from collections.abc import Iterator

from bayline.engines.chinese.script import fold
from bayline.engines.chinese.sentences import sentences
from bayline.engines.chinese.terms import Span
from bayline.engines.search.spelling import spelled_pieces

LONGEST_PASSAGE = 300  # characters
_OVERLAP = 40  # where nothing parts an endless sentence, so that no word is cut in two
_PARTING = re.compile(r"[，、；：,;:\s|｜│）)】]")


def passages(text: str) -> Iterator[Span]:
    """Cut a text into passages, in order.

    Args:
        text: As it is kept.

    Yields:
        Stretches of the text, none longer than `LONGEST_PASSAGE`.
    """
    yield from _cut(text, fold(text))


def spelled_passages(text: str) -> Iterator[tuple[Span, str]]:
    """Cut a text into passages; give each with its words in the one spelling."""
    folded = fold(text)
    spans = [*_cut(text, folded)]
    return zip(spans, spelled_pieces(text, spans, folded=folded), strict=True)


def _cut(text: str, folded: str) -> Iterator[Span]:
    for sentence in sentences(folded):
        if sentence.end - sentence.start <= LONGEST_PASSAGE:
            yield sentence
        else:
            yield from _pieces(text, sentence)


def _pieces(text: str, sentence: Span) -> Iterator[Span]:
    start = sentence.start
    while sentence.end - start > LONGEST_PASSAGE:
        middle, last = start + LONGEST_PASSAGE // 2, start + LONGEST_PASSAGE
        parting = next(iter([*_PARTING.finditer(text, middle, last)][::-1]), None)
        end = last if parting is None else parting.end()
        yield Span(start, end)
        start = end if parting else end - _OVERLAP
    yield Span(start, sentence.end)
