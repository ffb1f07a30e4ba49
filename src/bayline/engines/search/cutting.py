"""A text cut into the passages that a search finds: its sentences, and endless ones in pieces."""

import re
from collections.abc import Iterator

from bayline.engines.chinese.script import fold
from bayline.engines.chinese.sentences import sentences
from bayline.engines.chinese.terms import Span

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
    for sentence in sentences(fold(text)):
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
