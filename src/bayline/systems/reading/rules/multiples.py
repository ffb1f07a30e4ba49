"""How many times a level is another one: 翻一番, 是2012年的4倍, 为上年60家的4倍."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from bayline.systems.reading.rules.kinds import small_number
from bayline.systems.reading.rules.movements import By, Movement, goes_from, years_in
from bayline.systems.reading.rules.passages import Item, Sentence, View

_TIMES = r"翻(?:了)?(?P<times>[一两二三四])番"
# Nothing else may be named between: 280家增加到402家，税收翻一番.
_PLAIN = (
    r"(?:[，、]|实现了?|基本|几乎|接近|已经?|成功|总体|整体|总量|总数|数量|规模"
    r"|[两三四五六七八九十\d]{1,2}年(?:间|来|内)?)*"
)
_DOUBLED = re.compile(
    rf"^(?:[^，。；]{{0,8}}[，、])?{_PLAIN}(?P<vague>近|超|约)?{_TIMES}(?P<more>以上|多)?"
)
_SAID_BEFORE = re.compile(
    rf"(?P<vague>近|超|约)?{_TIMES}(?P<more>以上|多)?[，、：](?:由|从)[^，。；]{{0,12}}$"
)
_FROM = re.compile(r"(?:由|从|自)[^，。；]*$")
_AGAINST = re.compile(r"^[，、（(]?(?:比|较)[^，。；（）()]{0,12}$")
_DIRECT = re.compile(r"^(?:接近|基本|已|实现了?)?(?:近|超|约)?翻")
_LATER = re.compile(
    r"^[，；、](?:而)?(?:到|至)?(?:今年|(?:19|20)\d\d年)(?:末|底|年末)?[^，。；\d]{0,6}$"
)
_IS = r"(?:已)?(?:是|为|相当于|达到?)"
_MULTIPLE = re.compile(rf"^[，、；（(]?{_IS}(?P<of>[^，。；]{{1,10}})的$")
_MULTIPLE_OF = re.compile(rf"^[^，。；]{{0,6}}[，、；（(]{_IS}[^，。；]{{1,12}}$")
_NEAR = 24
_AT_FIRST = re.compile(r"^(?:原来|当初|当时|起初|期初|之前|以前)$")


class Doubling(NamedTuple):
    """由A增至B，翻一番."""

    start: Item
    end: Item
    times: int
    vague: str
    span: tuple[int, int]


def doublings(view: View) -> list[Doubling]:
    """Find 翻番 beside both of its levels."""
    found = []
    for sentence in view.sentences:
        for a, b in pairwise(sentence.items):
            if a.unit == b.unit:
                found += _doubling(view, a, b)
    return found


def _doubling(view: View, a: Item, b: Item) -> list[Doubling]:
    words = view.folded[b.end : b.end + _NEAR]
    behind = _DOUBLED.match(words)
    before = _SAID_BEFORE.search(view.folded[max(0, a.start - _NEAR) : a.start])
    if behind and _AGAINST.match(b.before) and _DIRECT.match(words):
        start, end, match = b, a, behind
    elif behind and _leads_to(a, b):
        start, end, match = a, b, behind
    elif before and goes_from(a, b):
        start, end, match = a, b, before
    else:
        return []
    vague = (match["vague"] or "") + (match["more"] or "")
    span = (a.start, b.end + behind.end() if behind else b.end)
    return [Doubling(start, end, small_number(match["times"]), vague, span)]


def _leads_to(a: Item, b: Item) -> bool:
    """Tell whether the words lead from a to b: 由a增至b, 从a到b, 2020年a，2023年b."""
    if goes_from(a, b) or (_FROM.search(a.before) and b.before in {"到", "至"}):
        return True
    first, last = years_in(a.before), years_in(b.before)
    dated = bool(first and last) and first[-1] < last[-1]
    return dated and _LATER.match(b.before) is not None


def multiples(view: View) -> list[Movement]:
    """Find the multiples of an earlier level that stands beside them: 是2012年的4倍."""
    return [
        Movement(
            start=start,
            end=end,
            amount=None,
            by=by,
            kind=By.MULTIPLE,
            falls=False,
            yearly=False,
            years=(),
            constant_prices=False,
            words="",
        )
        for sentence in view.sentences
        if any(item.unit == "x" for item in sentence.items)
        for start, end, by in _compared(sentence)
    ]


def _compared(sentence: Sentence) -> Iterator[tuple[Item, Item, Item]]:
    for a, b, c in zip(sentence.items, sentence.items[1:], sentence.items[2:], strict=False):
        if c.unit != "x" or a.unit != b.unit or a.unit in {"1", "pp", "x"}:
            continue
        match = _MULTIPLE.match(c.before)
        if c.before == "的" and _MULTIPLE_OF.match(b.before):
            yield b, a, c
        elif match and _is_base(match["of"], a, b):
            yield a, b, c
        elif match and _is_base(match["of"], b, a) and not goes_from(a, b):
            yield b, a, c


def _is_base(of: str, base: Item, other: Item) -> bool:
    """Tell whether the words name the time of a level, and not that of the other one."""
    years = years_in(of)
    if years:
        return years_in(base.before)[-1:] == years != years_in(other.before)[-1:]
    return bool(_AT_FIRST.match(of)) and goes_from(base, other)
