"""Where a name begins: the words to the left of its ending, up to one it cannot hold."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from bayline.engines.chinese.names.grammar import grammar
from bayline.engines.chinese.terms import Name

_HARD = re.compile(r".*[，。；：！？、\n\r\t,;:!?…《》（）()\[\]【】—~|“”‘’\"<>=＋+ ]", re.DOTALL)
_COUNTED = re.compile(
    r"(?:[\d.,%]+|[〇零一二两三四五六七八九十百千万亿多数几]+)(?:大|个|项|条|家|类|批|座|种|级|级以上|[余多]个)?"
)
# What the tagger calls a name; the single characters are those it could not join to a word.
_NAME_TAGS = frozenset(["nr", "nrt", "nrfg", "ns", "nt", "j"])
_LOOSE_TAGS = _NAME_TAGS | {"nz", "zg", "ng", "vg", "ag"}
_REALMS = frozenset(
    ["国家", "中国", "全国", "中央", "中共", "省", "市", "区", "县", "州", "自治区", "兵团", "世界"]
)
_MOVED = frozenset("水气电沙煤油海江河湖路")  # 引水, 输气: verbs that name works
_NOMINAL = frozenset(["创新"])  # in names nearly always a noun: 创新药, 创新港
_NOT_FIRST = frozenset("县市省区州村镇乡厂中美大小新老美丽")


class Word(NamedTuple):
    """A word of the window with its place in the text."""

    start: int
    end: int
    text: str
    tag: str
    is_place: bool = False


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
            found.append(Word(*place[:2], self._text[place.start : place.end], "ns", is_place=True))
            position = place.end
        return found + self._tag(rjieba.tag(self._text[position:end]), position, start)

    def _tag(self, tagged: list[tuple[str, str]], position: int, limit: int) -> list[Word]:
        words = []
        for text, tag in tagged:
            if position >= limit:
                break
            end = position + len(text)
            words.append(Word(position, min(end, limit), text[: limit - position], tag))
            position = end
        return words

    def _within(self, left: int, right: int) -> Sequence[Name]:
        first = bisect_left(self._starts, left)
        last = bisect_left(self._starts, right)
        return [place for place in self._places[first:last] if place.end <= right]


def proper_head(words: Sequence[Word], *, is_loose: bool = False) -> Head | None:
    """The longest run of words up to the ending that begins with a proper one.

    Args:
        words: The words before the ending.
        is_loose: Whether a brand or a word the tagger could not join may begin the name.
    """
    first = run_start(words)
    for index in range(first, len(words)):
        if is_proper(words[index], is_loose=is_loose) and _is_enough(words, index):
            return Head(words[index].start, tuple(words[index:]))
    return None


def run_start(words: Sequence[Word]) -> int:
    """The first word of the run up to the ending that holds no stop."""
    first = len(words)
    while first > 0 and not is_stop(words[first - 1]):
        first -= 1
    return first


def with_realm(head: Head, words: Sequence[Word]) -> Head:
    """Take in 国家, 中国 or 省 right before a name."""
    index = len(words) - len(head.words)
    while index > 0 and words[index - 1].text in _REALMS:
        index -= 1
    return Head(words[index].start, tuple(words[index:]))


def is_counted(words: Sequence[Word], head: Head) -> bool:
    """Whether a number stands right before: 13个港航项目 are many, none of them named so."""
    index = len(words) - len(head.words)
    return index > 0 and _COUNTED.fullmatch(words[index - 1].text) is not None


def _is_enough(words: Sequence[Word], index: int) -> bool:
    """One character alone begins no name; two that the tagger left apart may."""
    word = words[index]
    if word.is_place or len(word.text) > 1:
        return True
    following = words[index + 1] if index + 1 < len(words) else None
    is_joined = following is not None and len(following.text) == 1 and not is_stop(following)
    return is_joined and word.text not in _NOT_FIRST


def is_stop(word: Word) -> bool:
    """Whether no name reaches over this word."""
    if word.is_place:
        return False
    if word.text in grammar().verbs:
        return True
    if word.tag == "d" and len(word.text) > 1:
        return False  # an adverb that the table of words does not hold: 首发
    if word.tag == "v" and (word.text[-1] in _MOVED or word.text in _NOMINAL):
        return False
    return word.tag in grammar().stop_tags or _COUNTED.fullmatch(word.text) is not None


def is_proper(word: Word, *, is_loose: bool = False) -> bool:
    """Whether a word may be the beginning of a name."""
    if word.is_place:
        return True
    tags = _LOOSE_TAGS if is_loose else _NAME_TAGS
    known = grammar()
    is_plain = word.text in known.vague or word.text[0] in "一二两三四五六七八九十百千万多数每各"
    return word.tag in tags and not is_plain


def says_something(words: Sequence[Word]) -> bool:
    """Whether the words hold more than what any project, zone or body might be called."""
    vague = grammar().vague
    return any(word.text not in vague and len(word.text) > 1 for word in words)
