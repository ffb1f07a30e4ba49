"""The words before and behind a number: what is measured, and the verb in between.

A phrase is cut, not parsed: the verb that links a thing to its number is taken off its right end,
openers and governing verbs off its left; what remains is the thing measured.
"""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import NamedTuple

from bayline.engines.chinese.lexicon import lexicon
from bayline.engines.chinese.terms import Span
from bayline.engines.chinese.tokens import Tokens

_LONGEST = 90  # characters looked at before or behind a number
_EDGES = "，。；：！？（）()\n,;:!?《》—"
_THINGS = frozenset({"项目", "企业", "工程", "村", "园区", "平台", "基地", "机构", "单位", "产品"})
CONDITION = re.compile(
    r"(?:全部|项目)?(?:达产|投产|建成|竣工|完工|运营|投运|达效|实施)(?:达产|投产|运营)?(?:以?后|之后)"
)
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
_LONGEST_BRACKET = 8
_AGAINST = re.compile(
    r"(?:比|较|与|同|和)(?:上年|去年|前年|上月|上季|年初|[12]\d{3}年|同期)度?(?:末|底|同期|初|同月)?"
    r"(?:修订|原来?)?(?:预算|预计|实际|水平)?(?:相比)?"
)
_AGAINST_END = re.compile(
    r"(?:比|较|与|同)(?:上年|去年|前年|上月|年初|[12]\d{3}年|同期)度?(?:末|底|同期|初|同月)?$"
)
_SHORTEST_RELATIVE = 4  # characters of a relative clause
_RELATIVE = re.compile(
    r"(?:涵盖|包含|涉及|具有|拥有|符合|面向|位于|来自|获得|通过|列入|纳入|用于|(?:计划|预计)?总投资|投资|年产值|产值|面积|年营收|营业收入)"
)
_LONGEST_NOUN = 6  # characters of a verb that can be a noun
_QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", '"': '"'}


class Predicate(NamedTuple):
    """What links a thing to its number."""

    start: int  # where the linking words begin
    words: str
    movement: int  # 1 rises, -1 falls, 0 neither
    reaches: bool  # 升至, 降到: the number is where it ends
    is_last: bool  # the verb of movement stands right before the number


class LeftPhrase(NamedTuple):
    """The thing measured as it stands before its number."""

    start: int
    end: int  # start == end: nothing is named here
    before: Span | None  # words in front of an inner verb: who does it
    scope: Span | None  # 全市, 全省 …
    predicate: Predicate
    ends_with_de: bool  # …的35亿元: the thing follows the number


def predicate_before(folded: str, start: int, end: int) -> Predicate:
    """Take the linking words off the right end of [start, end)."""
    words = lexicon()
    start = max(start, end - _LONGEST)
    chunk = folded[start:end]
    match = words.trailing_reversed.match(chunk[::-1])
    cut = len(chunk) - (match.end() if match else 0)
    said = chunk[cut:]
    movement, reaches, is_last = _movement(said)
    return Predicate(start + cut, said, movement, reaches, is_last)


@lru_cache(maxsize=4096)
def _movement(said: str) -> tuple[int, bool, bool]:
    """Read the linking words, which are few and said again and again."""
    words = lexicon()
    reach = _last(words.reach, said)
    if reach is not None:
        return (-1 if words.fall.match(reach[0]) else 1), True, True
    rise, fall = _last(words.rise, said), _last(words.fall, said)
    moved = [match for match in (rise, fall) if match is not None]
    if not moved:
        return 0, False, False
    last = max(moved, key=lambda match: match.end())
    tail = said[last.end() :].strip("了约近超逾的为达 ：:")
    is_last = tail in ("", "到", "超过", "突破", "达到", "不低于", "平均")
    return (-1 if last is fall else 1), False, is_last


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    matches = list(pattern.finditer(text))
    return matches[-1] if matches else None


def left_phrase(
    folded: str, tokens: Tokens, start: int, end: int, *, skips: list[Span]
) -> LeftPhrase:
    """Find what stands before a number in [start, end).

    Args:
        folded: The folded text.
        tokens: Words of the sentence.
        start: Where the clause (or the last number) ends.
        end: Where the number, with its hedges, begins.
        skips: Times and other stretches that are no part of the thing measured.
    """
    predicate = predicate_before(folded, start, end)
    start = max(start, end - _LONGEST)
    stop = predicate.start
    ends_with_de = folded[stop - 1 : stop] == "的" if stop > start else False
    begin, scope = _strip_lead(folded, tokens, start, stop, skips=skips)
    begin = _nominal_use(folded, begin, stop) if begin >= stop else begin
    scope = scope or _scope_in(folded, stop, end)
    begin, before = _cut_inner(folded, tokens, begin, stop)
    against = _AGAINST_END.search(folded, begin, stop)
    begin, stop = _trim(folded, begin, against.start() if against else stop)
    return LeftPhrase(begin, max(begin, stop), before, scope, predicate, ends_with_de)


def _nominal_use(folded: str, begin: int, stop: int) -> int:
    """Where a verb that nothing follows is the thing measured itself: 当年度|投资|17亿元."""
    match = lexicon().nouns_too.search(folded[max(0, stop - _LONGEST_NOUN) : stop])
    return stop - len(match[0]) if match else begin


def _scope_in(folded: str, start: int, end: int) -> Span | None:
    match = lexicon().regions.search(folded, start, end)
    return Span(*match.span()) if match and match[0] != "全国" else None


def _strip_lead(
    folded: str, tokens: Tokens, start: int, stop: int, *, skips: list[Span]
) -> tuple[int, Span | None]:
    words = lexicon()
    scope: Span | None = None
    position = start
    while position < stop:
        past = _past_skip(folded, skips, position) if skips else position
        if past > position:
            position = min(past, stop)
            continue
        index, word = tokens.from_position(position)
        if word in words.region_words and words.regions.match(folded, position, stop):
            scope = Span(position, position + len(word))
            position = scope.end
            continue
        step = _lead_step(folded, tokens, position, stop, word=word, index=index)
        if not step:
            break
        position += step
    return min(position, stop), scope


def _past_skip(folded: str, skips: list[Span], position: int) -> int:
    for span in skips:
        if span.start <= position < span.end:
            return span.end
        if span.start == position + 1 and folded[position] in _QUOTES:
            return span.end + 1  # “十四五”期间
    return position


def _lead_step(
    folded: str, tokens: Tokens, position: int, stop: int, *, word: str, index: int
) -> int:
    """How many characters at the position say nothing of the thing measured."""
    words = lexicon()
    if _is_mark(word):
        return max(1, len(word))
    condition = CONDITION.match(folded, position, stop) or _AGAINST.match(folded, position, stop)
    if condition:
        return condition.end() - position
    if folded.startswith(words.never_openers, position):
        return 0
    verb = words.leading.match(folded, position, stop)
    if verb and _is_governing(tokens, verb.end(), stop):
        return verb.end() - position
    if word in words.openers:
        return len(word)
    return _adverb_step(folded, tokens, stop, word=word, index=index)


def _is_mark(word: str) -> bool:
    if not word or word.isspace():
        return True
    return len(word) == 1 and not word.isalnum() and word not in _QUOTES


def _adverb_step(folded: str, tokens: Tokens, stop: int, *, word: str, index: int) -> int:
    """An adverb says nothing where a verb or opener follows: 加快|推进, but 重点|项目."""
    if word not in lexicon().adverbs or index + 1 >= len(tokens.words):
        return 0
    following, after = tokens.ends[index], tokens.words[index + 1]
    if following >= stop:
        return 0
    step = _lead_step(folded, tokens, following, stop, word=after, index=index + 1)
    return len(word) if step else 0


def _is_governing(tokens: Tokens, end: int, stop: int) -> bool:
    """Whether a verb ending here takes what follows as its object, and is no part of a noun."""
    if end >= stop:
        return True
    return tokens.is_edge(end) and tokens.from_position(end)[1] not in lexicon().nominal


def _cut_inner(folded: str, tokens: Tokens, start: int, stop: int) -> tuple[int, Span | None]:
    """Cut at the last verb inside a phrase: 以旧换新带动|消费."""
    words = lexicon()
    first = bisect_left(tokens.starts, start + 1)
    last = bisect_left(tokens.starts, stop)
    for index in range(last - 1, first - 1, -1):
        if tokens.words[index] not in words.inner or tokens.ends[index] + 1 >= stop:
            continue
        if folded[tokens.ends[index]] not in "占比" and _is_governing(
            tokens, tokens.ends[index], stop
        ):
            begin, _ = _strip_lead(folded, tokens, tokens.ends[index], stop, skips=[])
            if begin < stop:
                return begin, Span(start, tokens.starts[index])
    return start, None


def _trim(folded: str, start: int, stop: int) -> tuple[int, int]:
    while start < stop and folded[stop - 1] in " \u3000的、，“‘（(：:-—":
        stop -= 1
    while start < stop and folded[start] in " \u3000、，”’）)：:；":
        start += 1
    return start, stop


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
    phrase = _Behind(folded, tokens, start, min(limit, start + _LONGEST))
    begin, end = _trim(folded, phrase.begin, phrase.end())
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
    end = min(end, start + _LONGEST)
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
        if word in _QUOTES:
            closing = self._folded.find(_QUOTES[word], position + 1, self._limit)
            return closing + 1 - position if closing > 0 else 0
        if word in ("（", "("):
            return self._bracket(position)
        if word in lexicon().closing:
            return _closing_modifier(self._tokens, index) if position == self.begin else 0
        if word in _LISTING:
            return len(word) if position > self.begin and self._goes_on(index) else 0
        return 0 if self._ends(position, index, word) else len(word)

    def _ends(self, position: int, index: int, word: str) -> bool:
        """Whether punctuation, a particle or a verb with its object ends the phrase."""
        words = lexicon()
        flag = self._tokens.flags[index]
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
