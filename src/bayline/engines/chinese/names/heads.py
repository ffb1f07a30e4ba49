"""Where a name begins: the words to the left of its ending, up to one it cannot hold."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from bayline.engines.chinese.names.grammar import grammar
from bayline.engines.chinese.terms import Name

_HARD = re.compile(r".*[，。；：！？、\n\r\t,;:!?…《》（）()\[\]【】—~|“”‘’\"<>=＋+ ]", re.DOTALL)
_NUMERAL = re.compile(r"[\d.,%〇零一二两三四五六七八九十百千万亿]+")
_STOP_TAGS = frozenset(
    "p c u uj ul ud uz ug uv r rr rz rg y e o t tg v vd vi vq d dg df ad x k h q mq f".split()
)
_PROPER_TAGS = frozenset("nr nrt nrfg ns nt nz j eng zg ng vg ag".split())


class Word(NamedTuple):
    """A word of the window with its place in the text."""

    start: int
    end: int
    text: str
    tag: str
    is_place: bool


class Head(NamedTuple):
    """The words of a name before its ending."""

    start: int
    words: tuple[Word, ...]

    @property
    def body(self) -> tuple[Word, ...]:
        """The words after the places it begins with."""
        count = 0
        while count < len(self.words) and self.words[count].is_place:
            count += 1
        return self.words[count:]

    @property
    def has_place(self) -> bool:
        """Whether it begins with a place."""
        return bool(self.words) and self.words[0].is_place


class Heads:
    """Reads heads in one text, knowing where its places stand."""

    def __init__(self, text: str, places: Sequence[Name]) -> None:
        self._text = text
        self._places = places
        self._starts = [place.start for place in places]

    def words(self, floor: int, start: int, *, end: int, reach: int) -> list[Word]:
        """The words before an ending, within its clause.

        Args:
            floor: Where the name before ends.
            start: Where the ending starts.
            end: Where it ends; it is read along, as words may reach into it.
            reach: How many characters to look back.
        """
        left = max(floor, start - reach, 0)
        hard = _HARD.match(self._text, left, start)
        if hard is not None:
            left = hard.end()
        return [] if left >= start else self._tagged(left, start, end)

    def _tagged(self, left: int, start: int, end: int) -> list[Word]:
        """Words of a window; a place found before is one word, whatever the tagger makes of it."""
        import rjieba

        found: list[Word] = []
        position = left
        for place in self._within(left, start):
            found += self._tag(rjieba.tag(self._text[position : place.start]), position, start)
            found.append(Word(place.start, place.end, self._text[place.start : place.end], "ns", True))
            position = place.end
        return found + self._tag(rjieba.tag(self._text[position:end]), position, start)

    def _tag(self, tagged: list[tuple[str, str]], position: int, limit: int) -> list[Word]:
        words = []
        for text, tag in tagged:
            if position >= limit:
                break
            end = position + len(text)
            words.append(Word(position, min(end, limit), text[: limit - position], tag, False))
            position = end
        return words

    def _within(self, left: int, right: int) -> Sequence[Name]:
        first = bisect_left(self._starts, left)
        last = bisect_left(self._starts, right)
        return [place for place in self._places[first:last] if place.end <= right]


def proper_head(words: Sequence[Word]) -> Head | None:
    """The longest run of words up to the ending that begins with a proper one."""
    first = len(words)
    while first > 0 and not is_stop(words[first - 1]):
        first -= 1
    for index in range(first, len(words)):
        if is_proper(words[index]):
            return Head(words[index].start, tuple(words[index:]))
    return None


def is_stop(word: Word) -> bool:
    """Whether no name reaches over this word."""
    if word.is_place:
        return False
    if word.text in grammar().verbs:
        return True
    return word.tag in _STOP_TAGS or _NUMERAL.fullmatch(word.text) is not None


def is_proper(word: Word) -> bool:
    """Whether a word may be the beginning of a name."""
    if word.is_place:
        return True
    return word.tag in _PROPER_TAGS and word.text not in grammar().vague


def says_something(words: Sequence[Word]) -> bool:
    """Whether the words hold more than what any project, zone or body might be called."""
    return any(word.text not in grammar().vague and len(word.text) > 1 for word in words) or any(
        is_proper(word) for word in words
    )
