"""The words before a number: what is measured, who does it, and the verb in between.

A phrase is cut, not parsed: the verb that links a thing to its number is taken off its right end,
openers and governing verbs off its left; what remains is the thing measured.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from bayline.engines.chinese.lexicon import lexicon
from bayline.engines.chinese.terms import Span
from bayline.engines.chinese.tokens import Tokens

_FAR = 1 << 60
LONGEST = 90  # characters looked at before or behind a number
CONDITION = re.compile(
    r"(?:全部|项目)?(?:达产|投产|建成|竣工|完工|运营|投运|达效|实施)(?:达产|投产|运营)?(?:以?后|之后)"
)
_EARLIER = (
    r"(?:(?:上年|去年|前年|上月|上周|上季|年初|上半年|[一二三四上前]{1,2}季度|[12]\d{3}年|同期)度?"
    r"(?:末|底|同期|初|同月)?"
    r"|“?十[一二三四五]五”?(?:时期|规划|期)?(?:[期之]?[末初])?"
    r")"
)
_AGAINST = re.compile(
    rf"(?:比|较|与|同|和){_EARLIER}(?:修订|原来?)?(?:预算|预计|实际|水平)?(?:相比|比较|相较|对比)?"
)
_RECKONED = re.compile(
    r"[按以用][^，。；：]{1,12}(?:计算|折算|换算|计价)"
    r"|(?:再?其次|再次|依次|最[高低多少大小快]者?|居首的?|首位)(?:[为是则]|分别[为是])|至于"
    # 不含港区的|收入
    r"|(?:不含|不包括|剔除|扣除)[^，。；：（）的\d]{1,12}的(?=[\u4e00-\u9fff]{2})"
    r"|(?:截[至止]|到)(?:报道|公布|发布|发稿|统计)时?"
)
# With which the three above begin.
_PASSED_OVER = frozenset("全项达投建竣完运实比较与同和按以用再其依最居首至截到不剔扣")
# 全区（不含港区）|地区生产总值
_COVERED = re.compile(r"[（(](?:不?包?含|不?包括|扣除|剔除)[^（）()，。；]{1,16}[）)]")
_AGAINST_END = re.compile(rf"(?:比|较|与|同|和){_EARLIER}(?:相|对)?$")
_SHORT_VERB = 2  # characters of 种, 流转
_LONGEST_NOUN = 6  # characters of a verb that can be a noun
_POINTERS = frozenset({"项目", "公司", "工程", "园区", "集团", "合作社"})
_CLAUSE_HEADS = "，。；：\n 该本此"
_NO_DOING = "的和与及到至经往等"  # behind a name that is no doer, or one of several
_ONLY_WHERE = frozenset("在于到至经对向往赴为给由从比较占")  # before a name that is where, not who
QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", '"': '"'}


Doers = Mapping[int, Span]
_NO_DOERS: Doers = {}


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
    start = max(start, end - LONGEST)
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
    is_last = tail in ("", "分别", "到", "超过", "突破", "达到", "不低于", "平均", "力争", "预计")
    return (-1 if last is fall else 1), False, is_last


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    matches = list(pattern.finditer(text))
    return matches[-1] if matches else None


def left_phrase(
    folded: str, tokens: Tokens, start: int, end: int, *, skips: list[Span], doers: Doers
) -> LeftPhrase:
    """Find what stands before a number in [start, end).

    Args:
        folded: The folded text.
        tokens: Words of the sentence.
        start: Where the clause (or the last number) ends.
        end: Where the number, with its hedges, begins.
        skips: Times and other stretches that are no part of the thing measured.
        doers: Names of the sentence by where they begin.
    """
    predicate = predicate_before(folded, start, end)
    start = max(start, end - LONGEST)
    stop = _before_time(folded, start, predicate.start, skips=skips)
    ends_with_de = folded[stop - 1 : stop] == "的" if stop > start else False
    begin, scope = _strip_lead(folded, tokens, start, stop, skips=skips, doers=doers)
    begin = _nominal_use(folded, begin, stop) if begin >= stop else begin
    scope = scope or _scope_in(folded, stop, end)
    begin, before = _cut_inner(folded, tokens, begin, stop)
    against = _AGAINST_END.search(folded, begin, stop)
    begin, stop = trimmed(folded, begin, against.start() if against else stop)
    begin = stop if folded[begin:stop] in lexicon().adverbs else begin
    return LeftPhrase(begin, max(begin, stop), before, scope, predicate, ends_with_de)


def _before_time(folded: str, start: int, stop: int, *, skips: list[Span]) -> int:
    """Where the words end before 由2019年的: 三次产业结构|由2019年的|4.6∶45.7∶49.7."""
    end = stop - (folded[stop - 1 : stop] == "的")
    index = bisect_left(skips, (end,)) - 1
    if index < 0 or skips[index].end != end or skips[index].start <= start:
        return stop
    begin = skips[index].start
    if folded[begin - 1] not in "由从到至于是为":
        return stop
    return predicate_before(folded, start, begin).start


def _nominal_use(folded: str, begin: int, stop: int) -> int:
    """Where a verb that nothing follows is the thing measured itself: 当年度|投资|17亿元."""
    match = lexicon().nouns_too.search(folded[max(0, stop - _LONGEST_NOUN) : stop])
    return stop - len(match[0]) if match else begin


def _scope_in(folded: str, start: int, end: int) -> Span | None:
    match = lexicon().regions.search(folded, start, end)
    return Span(*match.span()) if match and match[0] != "全国" else None


def _strip_lead(
    folded: str, tokens: Tokens, start: int, stop: int, *, skips: list[Span], doers: Doers
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
        doer = doers.get(position) or _pointer(folded, position, word)
        if doer is not None and _has_done(folded, doer, stop):
            return stop, doer
        if doer is not None and _acts(folded, tokens, doer, stop, skips=skips):
            scope = scope if folded[position - 1] in _ONLY_WHERE else doer
            position = doer.end
            continue
        if word in words.region_words and words.regions.match(folded, position, stop):
            scope = Span(position, position + len(word))
            position = scope.end
            continue
        step = _lead_step(folded, tokens, position, stop, word=word, index=index)
        if not step:
            break
        position += step
    return min(position, stop), scope


def _pointer(folded: str, position: int, word: str) -> Span | None:
    """项目, 公司 at the head of a clause, which point back to the one named before."""
    at_head = word in _POINTERS and (not position or folded[position - 1] in _CLAUSE_HEADS)
    return Span(position, position + len(word)) if at_head else None


def _has_done(folded: str, doer: Span, stop: int) -> bool:
    """Whether nothing but a short verb stands behind a name: 某某|种了|1200斤."""
    return 0 < stop - doer.end <= _SHORT_VERB and folded.startswith("了", stop)


def _acts(folded: str, tokens: Tokens, doer: Span, stop: int, *, skips: list[Span]) -> bool:
    """Whether a verb, an adverb or a time follows a name, so that it does what is counted."""
    if doer.end >= stop or folded[doer.end] in _NO_DOING or not folded[doer.end].isalnum():
        return False
    if skips and _past_skip(folded, skips, doer.end) > doer.end:
        return True
    index, word = tokens.from_position(doer.end)
    return _lead_step(folded, tokens, doer.end, stop, word=word, index=index) > 0


def _past_skip(folded: str, skips: list[Span], position: int) -> int:
    """Where the skip at a position ends; skips stand in text order and do not overlap."""
    index = bisect_right(skips, (position, _FAR))
    if index and position < skips[index - 1].end:
        return skips[index - 1].end
    is_quoted = index < len(skips) and folded[position] in QUOTES
    if is_quoted and skips[index].start == position + 1:
        return skips[index].end + 1  # “十四五”期间
    return position


def _lead_step(
    folded: str, tokens: Tokens, position: int, stop: int, *, word: str, index: int
) -> int:
    """How many characters at the position say nothing of the thing measured."""
    words = lexicon()
    if _is_mark(word):
        covered = _COVERED.match(folded, position, stop)
        return covered.end() - position if covered else max(1, len(word))
    first = folded[position]
    if first in _PASSED_OVER:
        passed = (
            CONDITION.match(folded, position, stop)
            or _AGAINST.match(folded, position, stop)
            or _RECKONED.match(folded, position, stop)
        )
        if passed:
            return passed.end() - position
    if folded.startswith(words.never_openers, position):
        return 0
    verb = words.leading.match(folded, position, stop) if first in words.leading_first else None
    if verb and _is_governing(tokens, verb.end(), stop):
        return verb.end() - position
    if word in words.openers:
        return len(word)
    return _adverb_step(folded, tokens, stop, word=word, index=index)


def _is_mark(word: str) -> bool:
    if not word or word.isspace():
        return True
    return len(word) == 1 and not word.isalnum() and word not in QUOTES


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
        if _in_brackets(folded, start, tokens.starts[index]):
            continue
        if folded[tokens.ends[index]] not in "占比" and _is_governing(
            tokens, tokens.ends[index], stop
        ):
            begin, _ = _strip_lead(
                folded, tokens, tokens.ends[index], stop, skips=[], doers=_NO_DOERS
            )
            if begin < stop:
                return begin, Span(start, tokens.starts[index])
    return start, None


def _in_brackets(folded: str, start: int, position: int) -> bool:
    """Whether a bracket that opened behind the start is still open: 总消费（不包括|博彩）."""
    opened = max(folded.rfind(mark, start, position) for mark in "（(")
    closed = max(folded.rfind(mark, start, position) for mark in "）)")
    return opened > closed


def trimmed(folded: str, start: int, stop: int) -> tuple[int, int]:
    """Leave out blanks and marks at both ends of a phrase."""
    while start < stop and folded[stop - 1] in " \u3000的、，“‘（(：:-—":
        stop -= 1
    while start < stop and folded[start] in " \u3000、，”’）)：:；":
        start += 1
    start += start < stop and folded[start] == "了" and folded[start + 1 : start + 2] not in "解结"
    return start, stop
