"""Where a name begins: the words to the left of its ending, up to one it cannot hold."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from bayline.engines.chinese.names.grammar import grammar
from bayline.engines.chinese.terms import Name

_HARD = re.compile(
    r".*(?:[，。；：！？、\n\r\t,;:!?…《》（）()\[\]【】—~|“”‘’\"<>=＋+ ]|(?<!目)的)", re.DOTALL
)
_COUNTED = re.compile(
    r"(?:[\d.,%]+|[〇零一二两三四五六七八九十百千万亿多数几]+)(?:大|个|项|条|家|类|批|座|种|级|级以上|[余多]个)?"
)
_CLASSIFIERS = frozenset("家个项条座处所批类")
# What the tagger calls a name; the single characters are those it could not join to a word.
_NAME_TAGS = frozenset(["nr", "nrt", "nrfg", "ns", "nt", "j"])
_LOOSE_TAGS = _NAME_TAGS | {"nz", "zg", "ng", "vg", "ag"}
_REALMS = frozenset(
    ["国家", "中国", "全国", "中央", "中共", "省", "市", "区", "县", "州", "自治区", "兵团", "世界"]
)
_MOVED = frozenset("水气电沙煤油海江河湖路")  # 引水, 输气: verbs that name works
_NOMINAL = "创新"  # a verb, but for these things a noun: 创新药, 创新港
_NOMINAL_BEFORE = frozenset("药港谷")
_NOT_FIRST = frozenset("县市省区州村镇乡厂中美大小新老美丽")


_LEAST = 2  # characters by which a name can begin
_BEHIND = 2  # words kept before a name: what counts it, its realm, where a road comes from


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
        """The words before an ending, within its clause: those a name may hold, and a few before.

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
        places = self._within(left, start)
        if not places and (start - left < _LEAST or self._is_verb_before(start, end)):
            return []
        return self._tagged(places, left, start, end)

    def _is_verb_before(self, start: int, end: int) -> bool:
        """Whether a verb stands before an ending, so that nothing need be tagged.

        The names of offices hold verbs: 社会保障局.
        """
        if self._text[end - 1] in "局厅委会":
            return False
        return self._text[start - _LEAST : start] in grammar().verbs

    def _tagged(self, places: Sequence[Name], left: int, start: int, end: int) -> list[Word]:
        """Words of a window; a place found before is one word, whatever the tagger makes of it.

        The window is read from its end, as what stands far before a stop belongs to no name.
        """
        found: list[Word] = []
        behind = -1  # words taken in before a stop
        right = end
        for place in reversed(places):
            behind = self._tag(place.end, right, start, found, behind)
            if behind >= _BEHIND:
                break
            name = self._text[place.start : place.end]
            found.append(Word(place.start, place.end, name, "ns", is_place=True))
            behind += behind >= 0
            right = place.start
        else:
            self._tag(left, right, start, found, behind)
        found.reverse()
        return found

    def _tag(self, left: int, right: int, limit: int, found: list[Word], behind: int) -> int:
        """Add the words of a stretch from its end, up to a few behind the first stop."""
        import rjieba

        if left >= right:
            return behind
        position = right
        for word, tag in reversed(rjieba.tag(self._text[left:right])):
            end = min(position, limit)
            position -= len(word)
            if position >= limit:
                continue
            text = word[: limit - position]
            if text == _NOMINAL and found and found[-1].text in _NOMINAL_BEFORE:
                found[-1] = Word(position, found[-1].end, text + found[-1].text, "n")
                continue
            is_stop = _is_stop(text, tag)
            if is_stop and not found:
                return _BEHIND  # no name ends here
            reaches = text != word and tag == "nz"  # into the ending: 三峡水库
            found.append(Word(position, end, text, "ns" if reaches else tag))
            behind += is_stop or behind >= 0
            if behind >= _BEHIND:
                break
        return behind

    def holds_place(self, floor: int, start: int, *, reach: int) -> bool:
        """Whether a place stands before an ending, so that its name may begin with one."""
        return bool(self._within(max(floor, start - reach, 0), start))

    def _within(self, left: int, right: int) -> Sequence[Name]:
        first = bisect_left(self._starts, left)
        last = bisect_left(self._starts, right, first)
        if first == last:
            return ()
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
    while first > 0 and not ends_run(words[first - 1]):
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
    if index == 0:
        return False
    before = words[index - 1]
    return before.text in _CLASSIFIERS or _COUNTED.fullmatch(before.text) is not None


def _is_enough(words: Sequence[Word], index: int) -> bool:
    """One character alone begins no name; two that the tagger left apart may."""
    word = words[index]
    if word.is_place or len(word.text) > 1:
        return True
    following = words[index + 1] if index + 1 < len(words) else None
    is_joined = following is not None and len(following.text) == 1 and not ends_run(following)
    return is_joined and word.text not in _NOT_FIRST


def ends_run(word: Word) -> bool:
    """Whether no name reaches over this word."""
    return not word.is_place and _is_stop(word.text, word.tag)


@lru_cache(maxsize=4096)
def _is_stop(text: str, tag: str) -> bool:
    if text in grammar().verbs:
        return True
    if tag == "d" and len(text) > 1:
        return False  # an adverb that the table of words does not hold: 首发
    if tag == "v" and text[-1] in _MOVED:
        return False
    return tag in grammar().stop_tags or _COUNTED.fullmatch(text) is not None


def is_proper(word: Word, *, is_loose: bool = False) -> bool:
    """Whether a word may be the beginning of a name."""
    if word.is_place:
        return True
    tags = _LOOSE_TAGS if is_loose else _NAME_TAGS
    known = grammar()
    is_number = word.tag != "ns" and word.text[0] in "一二两三四五六七八九十百千万多数每各"
    is_plain = is_number or word.text in known.vague
    return word.tag in tags and not is_plain


def says_something(words: Sequence[Word]) -> bool:
    """Whether the words hold more than what any project, zone or body might be called."""
    vague = grammar().vague
    return any(word.text not in vague and len(word.text) > 1 for word in words)
