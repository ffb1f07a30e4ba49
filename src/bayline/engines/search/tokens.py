"""Tokens: what an index holds of a text, and what it is asked for a word.

A run of Chinese characters gives every pair of neighbors, so that a word is found wherever it
stands, in no dictionary or across what a segmenter would cut. Letters and digits stay whole.
"""

import re
from collections.abc import Iterable
from itertools import chain
from operator import add
from typing import NamedTuple

from bayline.engines.search.spelling import HAN

# A decimal is one token; of 2021.11.05 each number is.
_OTHER = rf"(?<!\d\.)\d+\.\d+(?!\.?\d)|\d+|[^\W\d_{HAN}]+"
_OTHER_RUN = re.compile(_OTHER)
# Letters, digits, and points between digits: seldom more than one token, and quickly found.
_PLAIN = rf"[^\W_{HAN}]"
_PLAIN_RUN = re.compile(rf"{_PLAIN}+(?:\.\d{_PLAIN}*)*")
_RUN = re.compile(f"[{HAN}]+|{_OTHER}")
_HAN = re.compile(f"[{HAN}]")
LONGEST_TOKEN = 40  # characters; a longer run of letters is found by its beginning


class _Doubled(dict[int, str]):
    """What each character becomes, so that neighbors come to stand together.

    A Chinese one is written twice with a blank between; all others become blanks.
    """

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = f"{character} {character}" if _is_han(character) else " "
        return self[code]


_DOUBLED = _Doubled()


def tokens_of(text: str) -> str:
    """Give the tokens of a text, with blanks between; the same may be given more than once.

    A run of Chinese characters also gives its first and its last one: 项目划 gives 项 项目 目划 划.

    Args:
        text: In the one spelling.
    """
    pairs = "" if text.isascii() else text.translate(_DOUBLED)
    others = chain.from_iterable(map(_others, _PLAIN_RUN.findall(text)))
    return " ".join((pairs, *others)).strip()


def _others(run: str) -> Iterable[str]:
    if run.replace(".", "", 1).isdecimal() or run.isalpha():
        return (run[:LONGEST_TOKEN],)
    return [one[:LONGEST_TOKEN] for one in _OTHER_RUN.findall(run)]


class Token(NamedTuple):
    """A token that is asked for, and whether longer ones that begin so count too."""

    text: str
    is_open: bool = False


def tokens_asked(word: str, *, is_whole: bool) -> tuple[Token, ...]:
    """Give the tokens that a text must have to hold a word.

    A Chinese character between numbers or letters, as in 35亿, gives none: an index would gather
    all that have it, which takes longer than to look at what has the number; see `is_mixed`.

    Args:
        word: In the one spelling.
        is_whole: Whether letters at its end are a whole word; else longer words count too.
    """
    runs = _RUN.findall(word)
    found: list[Token] = []
    for number, run in enumerate(runs, start=1):
        if _is_han(run) and len(run) > 1:
            found += map(Token, map(add, run, run[1:]))
        elif _is_han(run):
            if len(runs) == 1:
                found.append(Token(run, is_open=True))
        else:
            is_open = number == len(runs) and not is_whole and not run[0].isdigit()
            found.append(Token(run[:LONGEST_TOKEN], is_open=is_open or len(run) > LONGEST_TOKEN))
    return tuple(dict.fromkeys(found))


def is_mixed(word: str) -> bool:
    """Tell whether the tokens of a word leave out a character of it."""
    runs = _RUN.findall(word)
    return len(runs) > 1 and any(len(run) == 1 and _is_han(run) for run in runs)


def has_tokens(word: str) -> bool:
    """Tell whether a word has anything that can be looked for."""
    return _RUN.search(word) is not None


def _is_han(run: str) -> bool:
    return _HAN.match(run) is not None
