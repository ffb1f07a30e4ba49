"""Whether a text holds what is asked, where, and how well; the index only proposes.

Marks are found in the stored words themselves, so that what is shown as a hit is one: pairs that
stand apart, a 6 in 1.6 or a reused row number of an index are none.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

from bayline.engines.search.asked import Asked, Word
from bayline.engines.search.spelling import HAN

_LETTER = rf"[^\W\d_{HAN}]"
_NO_NUMBER_BEFORE = r"(?<!\d)(?<!\d\.)"
# 2021 is not part of 2021.5, but it is of 2021.11.05.
_NO_NUMBER_BEHIND = r"(?!\d|\.\d+(?!\.?\d))"
_MOST_MARKS = 40  # in one text


class Match(NamedTuple):
    """How a text holds what is asked.

    Attributes:
        marks: Stretches of the text, from left to right, none in another.
        runs: How many of the runs that were typed stand in it as they are.
        edges: How many words begin and end where words of the text do.
    """

    marks: tuple[tuple[int, int], ...]
    runs: int = 0
    edges: int = 0


def matched(asked: Asked, text: str) -> Match | None:
    """Tell how a text holds what is asked.

    Args:
        asked: The question; it has a word.
        text: In the one spelling.

    Returns:
        None where a word is missing, or one stands there that must not.
    """
    wanted, unwanted = _patterns(asked)
    found: list[list[tuple[int, int]]] = []
    for pattern in wanted:
        here = [match.span() for match in pattern.finditer(text)]
        if not here:
            return None
        found.append(here)
    if any(pattern.search(text) for pattern in unwanted):
        return None
    spans = found[0] if len(found) == 1 else _joined(chain.from_iterable(found))
    runs = sum(run in text for run in asked.runs)
    return Match((*spans[:_MOST_MARKS],), runs, _at_edges(found, text))


@lru_cache(maxsize=16)
def _patterns(asked: Asked) -> tuple[list[re.Pattern[str]], list[re.Pattern[str]]]:
    return [*map(_pattern, asked.words)], [*map(_pattern, asked.excluded)]


def marks_in(asked: Asked, text: str) -> tuple[tuple[int, int], ...]:
    """Find the words of a question that stand in a text, whichever do."""
    spans = (match.span() for word in asked.words for match in _pattern(word).finditer(text))
    return (*_joined(spans),)[:_MOST_MARKS]


def first_in(word: Word, text: str) -> tuple[int, int] | None:
    """Find the first place where a word stands in a text; None if it does not."""
    found = _pattern(word).search(text)
    return found.span() if found else None


@lru_cache(maxsize=256)
def _pattern(word: Word) -> re.Pattern[str]:
    text, before, behind = word.text, "", ""
    if text[0].isdigit():
        before = _NO_NUMBER_BEFORE
    elif re.match(_LETTER, text):
        before = f"(?<!{_LETTER})"
    if text[-1].isdigit():
        behind = _NO_NUMBER_BEHIND
    elif word.is_whole and re.match(_LETTER, text[-1]):
        behind = f"(?!{_LETTER})"
    return re.compile(f"{before}{re.escape(text)}{behind}")


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Put stretches that touch together, so that no mark stands in another."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _at_edges(found: list[list[tuple[int, int]]], text: str) -> int:
    """Count the words that the text has as words: 中断头部 holds 断头, but not as a word."""
    import rjieba

    edges = {0, *accumulate(map(len, rjieba.cut(text)))}
    words = 0
    for here in found:  # loops, since this is done some hundred times for a question
        for start, end in here:
            if start in edges and end in edges:
                words += 1
                break
    return words
