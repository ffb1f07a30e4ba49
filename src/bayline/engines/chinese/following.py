"""The words behind a number: the noun phrase that it counts, up to the verb that follows."""

import re
from bisect import bisect_right

from bayline.engines.chinese.lexicon import lexicon
from bayline.engines.chinese.phrases import LONGEST, QUOTES, trimmed
from bayline.engines.chinese.terms import Span
from bayline.engines.chinese.tokens import Tokens

_EDGES = "，。；：！？（）()\n,;:!?《》—"
_THINGS = frozenset({"项目", "企业", "工程", "村", "园区", "平台", "基地", "机构", "单位", "产品"})
_ACTORS = _THINGS | {
    "家庭",
    "群众",
    "居民",
    "学生",
    "教师",
    "人员",
    "农户",
    "学校",
    "医院",
    "城市",
    "社区",
    "职工",
}
_LISTING = frozenset({"、", "和", "与", "及", "以及"})
_JOINING = _LISTING | {"的", "（", "("}
_PARTICLES = frozenset({"p", "r", "y", "e", "o"})  # tags of words that end a noun phrase
_SUFFIXES = frozenset("区线站点园县村镇馆室楼田池所厂店")  # of a noun that a verb begins
_SIZES, _SIZE = ("规模以上", "限额以上"), 4  # of firms, with which a noun begins
_LONGEST_BRACKET = 8
_SHORTEST_RELATIVE = 4  # characters of a relative clause
_RELATIVE = re.compile(
    r"(?:涵盖|包含|涉及|具有|拥有|符合|面向|位于|来自|获得|通过|列入|纳入|用于|(?:计划|预计)?总投资|投资|年产值|产值|面积|年营收|营业收入)"
)


def right_phrase(
    folded: str, tokens: Tokens, start: int, limit: int, *, nouns_only: bool = False
) -> Span | None:
    """Find the noun phrase that follows a number: 28个|未来产业试验场.

    Args:
        folded: The folded text.
        tokens: Words of the sentence.
        start: Where the number, with its hedges, ends.
        limit: Where the next number or the sentence ends.
        nouns_only: Whether a phrase of mere verbs (保持, 互达) counts for nothing.

    Returns:
        The phrase, or None where punctuation or a verb follows.
    """
    phrase = _Behind(folded, tokens, start, min(limit, start + LONGEST))
    begin, end = trimmed(folded, phrase.begin, phrase.end())
    if end <= begin or (nouns_only and not _has_noun(tokens, begin, end)):
        return None
    return Span(begin, end)


def head_of_relative(folded: str, tokens: Tokens, start: int, end: int) -> Span | None:
    """Find the noun that a relative clause behind a number describes: 8个|总投资达20亿元的|项目.

    Args:
        folded: The folded text.
        tokens: Words of the sentence.
        start: Where the number ends.
        end: Where its clause ends.
    """
    end = min(end, start + LONGEST)
    last = folded.rfind("的", start, end)
    if last < start + _SHORTEST_RELATIVE or not _RELATIVE.match(folded, start, end):
        return None
    return right_phrase(folded, tokens, last + 1, end)


class _Behind:
    """Walks the words behind a number for as long as they are one noun phrase."""

    def __init__(self, folded: str, tokens: Tokens, start: int, limit: int) -> None:
        self._folded, self._tokens, self._limit = folded, tokens, limit
        self.begin = start + (folded[start : start + 1] == "的")

    def end(self) -> int:
        """Return where the phrase ends."""
        index, word = self._tokens.from_position(self.begin)
        position = end = self.begin
        while position < self._limit and word:
            step = self._step(position, index, word)
            if step == 0:
                break
            position += step
            end = end if word in _JOINING else position
            index, word = self._tokens.from_position(position)
        return min(end, self._limit)

    def _step(self, position: int, index: int, word: str) -> int:
        """How many characters the phrase goes on for at this position, 0 where it ends."""
        if word in QUOTES:
            closing = self._folded.find(QUOTES[word], position + 1, self._limit)
            return closing + 1 - position if closing > 0 else 0
        if word in ("（", "("):
            return self._bracket(position)
        noun = self._begins_noun(position, index)
        if noun:
            return noun
        if word in lexicon().closing:
            return _closing_modifier(self._tokens, index) if position == self.begin else 0
        if word in _LISTING:
            return len(word) if position > self.begin and self._goes_on(index) else 0
        return 0 if self._ends(position, index, word) else len(word)

    def _begins_noun(self, position: int, index: int) -> int:
        """How much of a noun begins here, whatever the word alone is: 启动|区, 规模以上|企业."""
        if self._folded[position] in "规限" and self._folded.startswith(_SIZES, position):
            return _SIZE
        after = index + 1
        is_begun = after < len(self._tokens.words) and self._tokens.words[after] in _SUFFIXES
        return self._tokens.ends[index] - position if is_begun else 0

    def _ends(self, position: int, index: int, word: str) -> bool:
        """Whether punctuation, a particle or a verb with its object ends the phrase."""
        words = lexicon()
        flag = self._tokens.flags[index]
        if word in ("中", "里") and self._folded.startswith("，", position + 1):
            return True
        if word[0] in _EDGES or word.isspace() or flag in _PARTICLES:
            return True
        if word in words.modifiers:
            return False
        before = self._tokens.words[index - 1] if position > self.begin else ""
        governs = flag == "v" and (word in words.governing or before in _ACTORS)
        is_modifier = position > self.begin and _modifies(self._tokens, index, self.begin)
        return flag == "d" or (governs and not is_modifier)

    def _bracket(self, position: int) -> int:
        """A short bracket inside a noun: 乡镇（街道）应急站."""
        reach = position + _LONGEST_BRACKET
        closing = max(self._folded.find(mark, position, reach) for mark in "）)")
        if closing < 0 or closing + 1 >= self._limit or self._folded[closing + 1] in _EDGES + "、":
            return 0
        return closing + 1 - position

    def _goes_on(self, index: int) -> bool:
        """Whether another noun follows the list mark, rather than a verb or a number."""
        tokens, words = self._tokens, lexicon()
        if index + 1 >= len(tokens.words) or tokens.ends[index] >= self._limit:
            return False
        word, flag = tokens.words[index + 1], tokens.flags[index + 1]
        if word in words.closing or word[0] in _EDGES or flag in ("m", "p", "d"):
            return False
        return not (words.leading.fullmatch(word) and word not in words.modifiers)


def _has_noun(tokens: Tokens, begin: int, end: int) -> bool:
    """Whether anything but verbs follows: 连续48个月|保持 counts nothing."""
    index, _ = tokens.from_position(begin)
    while index < len(tokens.words) and tokens.starts[index] < end:
        if tokens.flags[index] != "v" or tokens.words[index] in lexicon().modifiers:
            return True
        index += 1
    return False


def _closing_modifier(tokens: Tokens, index: int) -> int:
    """Length of verbs that only describe the thing behind them: 12个|集中开工|项目."""
    length = 0
    for word in tokens.words[index : index + 3]:
        if word in _THINGS:
            return length
        if word not in lexicon().closing:
            return 0
        length += len(word)
    return 0


def _modifies(tokens: Tokens, index: int, begin: int) -> bool:
    """Whether a verb stands before the first noun of a phrase, as in 抽水蓄能电站."""
    first = bisect_right(tokens.starts, begin) - 1
    before = tokens.flags[first:index]
    after = tokens.flags[index + 1 : index + 2]
    is_first = all(flag in ("v", "vn", "b", "a") for flag in before)
    return is_first and after in (["n"], ["vn"], ["nz"])
