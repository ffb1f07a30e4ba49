"""Names by pinyin: whole, or by the initials, from any of their syllables on.

漕泾镇 is found by caojing, cjz and jingzhen; 重固 by chonggu and by zhonggu, since whoever searches
may read a character otherwise.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

from bayline.engines.search.spelling import HAN, spelled
from bayline.engines.search.tokens import LONGEST_TOKEN

_RUN = re.compile(f"[{HAN}]+")
_MOST_STARTS = 16  # syllables of a name that pinyin may begin at
_SHORT = 6  # syllables of a name whose characters are read in more than one way
_MOST_VARIANTS = 4  # other ways to read one of its characters
_MOST_READINGS = 3

Readings = tuple[str, ...]


def pinyin_of(name: str) -> str:
    """Give the pinyin that a name is found by, with a blank between two.

    Args:
        name: As it is written; what is not Chinese in it is left out.
    """
    runs = _RUN.findall(spelled(name).text)
    return " ".join(dict.fromkeys(chain.from_iterable(map(_of_run, runs))))


@lru_cache(maxsize=10_000)  # names share 项目, 工程 and more
def _of_run(run: str) -> tuple[str, ...]:
    syllables = [reading for word in _words(run) for reading in _readings(word)]
    return (*chain.from_iterable(map(_from_every_start, _ways(syllables))),)


def _words(run: str) -> Sequence[str]:
    import rjieba

    words: list[str] = rjieba.cut(run)
    return words


@lru_cache(maxsize=50_000)
def _readings(word: str) -> tuple[Readings, ...]:
    """Give for each character of a word how it may be read, as it is read there first."""
    from pypinyin import Style, pinyin

    alone = [pinyin(one, style=Style.NORMAL, heteronym=True)[0] for one in word]
    there = pinyin(word, style=Style.NORMAL)
    if len(there) != len(word):  # characters that nobody can read are given in one piece
        there = alone
    return tuple(
        _alternatives([*first[:1], *others]) for first, others in zip(there, alone, strict=True)
    )


def _alternatives(readings: Sequence[str]) -> Readings:
    """List readings once each; ü is typed as v, as u, or as yu."""
    typed = [
        way for one in readings for way in ((one, one.replace("v", "u")) if "v" in one else (one,))
    ]
    known = [one for one in dict.fromkeys(typed) if one.isascii() and one.isalpha()]
    return (*known[:_MOST_READINGS],)


def _ways(syllables: Sequence[Readings]) -> Iterator[list[str]]:
    """Give the name as it is read, then with one character after the other read otherwise."""
    usual = [one[0] if one else "" for one in syllables]
    yield usual
    if len(syllables) > _SHORT:
        return
    others = ((at, way) for at, one in enumerate(syllables) for way in one[1:])
    for _, (at, way) in zip(range(_MOST_VARIANTS), others, strict=False):
        yield [*usual[:at], way, *usual[at + 1 :]]


def _from_every_start(syllables: Sequence[str]) -> Iterator[str]:
    whole, initials = "".join(syllables), [one[:1] for one in syllables]
    begin = 0
    for start, syllable in enumerate(syllables[:_MOST_STARTS]):
        yield whole[begin : begin + LONGEST_TOKEN]
        begin += len(syllable)
        if start + 1 < len(syllables):
            yield "".join(initials[start:])[:LONGEST_TOKEN]
