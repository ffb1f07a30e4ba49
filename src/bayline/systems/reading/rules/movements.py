"""From one level to another: 由A增至B，增长x%, and L，增加D，增长x%."""

import re
from enum import StrEnum
from typing import NamedTuple

from bayline.systems.reading.rules.kinds import small_number
from bayline.systems.reading.rules.passages import Item, Sentence, View

_UP = "增加|增长|提高|提升|上升|扩大|扩展|跃升|攀升|增|升|涨"
_DOWN = "减少|下降|降低|回落|缩小|收窄|压减|降|减|缩"
_FROM = re.compile(r"(?:由|从|自)[^，。；]*$")
_TO = re.compile(
    rf"^[^，。；\d]{{0,10}}?(?:{_UP}|{_DOWN}|调整|变化)(?:了)?(?:至|到|为)[^，。；]{{0,8}}$"
)
_BY = re.compile(
    rf"^(?:[（(][^（）()]*[）)])?[，、；（(](?P<mid>[^，。；]{{0,16}}?)(?P<verb>{_UP}|{_DOWN}|增幅|增速|降幅)"
    r"(?:了|达到?|为|约|超过?)*$"
)
_PLAIN_WORDS = re.compile(
    r"^(?:同比|比|较|上年|去年|同期|年均|年平均|平均|每年|累计|总体|名义|实际|可比|按|价格?|计算|不变价|扣除|因素|"
    r"口径|同口径|五年|[二三四五六七八九十\d]年|间|来|共|净|总|分别|均|约|又|并|再|，|、)*$"
)
_YEARLY = re.compile(r"年均|年平均|平均每年")
_CONSTANT = re.compile(r"可比|不变价|实际|扣除价格")
_DOWN_VERB = re.compile(_DOWN.replace("|降|减|缩", "|降幅|降|减|缩"))
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年?")
_SPAN = re.compile(r"(?<![\d第])([两二三四五六七八九十]|\d{1,2})年(?:来|间|期间|里|内|时间)?")
_FEWEST, _MOST = 2, 20  # years that a yearly rate is given over
_DOUBLED = re.compile(
    r"^(?:[^。；]{0,8}?[，、])?[^，。；]{0,6}?(?P<vague>近|超|约)?翻(?:了)?(?P<times>[一两二三四])番(?P<more>以上|多)?"
)


class By(StrEnum):
    """What the movement is stated in."""

    RATE = "rate"  # 增长10%
    AMOUNT = "amount"  # 增加20亿元
    POINTS = "points"  # 提高3个百分点
    TIMES = "times"  # 增长1.5倍


class Movement(NamedTuple):
    """A movement with the figures that state it; where it starts may be left to compute."""

    start: Item | None
    end: Item
    amount: Item | None  # the difference, where a rate stands beside it
    by: Item
    kind: By
    falls: bool
    yearly: bool
    years: tuple[int, ...]  # how many years it may span; empty if not said
    constant_prices: bool
    words: str  # between the last level and the movement


class Doubling(NamedTuple):
    """由A增至B，翻一番."""

    start: Item
    end: Item
    times: int
    vague: str
    span: tuple[int, int]


def movements(view: View) -> list[Movement]:
    """Find the movements that a document states together with their levels."""
    found: list[Movement] = []
    for sentence in view.sentences:
        items = sentence.items
        for index in range(len(items) - 2):
            a, b, c = items[index : index + 3]
            movement = _from_to(view, sentence, (a, b, c)) or _with_amount(a, b, c)
            if movement:
                found.append(movement)
    return found


def doublings(view: View) -> list[Doubling]:
    """Find 翻番 beside both of its levels."""
    found = []
    for sentence in view.sentences:
        for a, b in zip(sentence.items, sentence.items[1:], strict=False):
            match = _DOUBLED.match(view.folded[b.end : b.end + 24])
            if match and goes_from(a, b):
                vague = (match["vague"] or "") + (match["more"] or "")
                end = b.end + match.end()
                found.append(Doubling(a, b, small_number(match["times"]), vague, (a.start, end)))
    return found


def goes_from(a: Item, b: Item) -> bool:
    """Tell whether the words say 由a增至b."""
    return bool(a.unit == b.unit and _FROM.search(a.before) and _TO.match(b.before))


def _from_to(view: View, sentence: Sentence, items: tuple[Item, Item, Item]) -> Movement | None:
    a, b, c = items
    match = _BY.match(c.before)
    if not match or not goes_from(a, b):
        return None
    kind = _kind(a, c)
    if kind is None or not _PLAIN_WORDS.match(match["mid"]):
        return None
    yearly = bool(_YEARLY.search(match["mid"]))
    words = view.folded[sentence.start : c.start]
    return Movement(
        start=a,
        end=b,
        amount=None,
        by=c,
        kind=kind,
        falls=bool(_DOWN_VERB.fullmatch(match["verb"])),
        yearly=yearly,
        years=_years(a, b, words) if yearly else (),
        constant_prices=bool(_CONSTANT.search(match["mid"])),
        words=match["mid"],
    )


def _with_amount(a: Item, b: Item, c: Item) -> Movement | None:
    more, rate = _BY.match(b.before), _BY.match(c.before)
    if not more or not rate or a.unit != b.unit or c.unit != "1" or a.unit in {"1", "pp", "x"}:
        return None
    mids = more["mid"] + rate["mid"]
    if _YEARLY.search(mids) or not _PLAIN_WORDS.match(mids):
        return None
    falls = bool(_DOWN_VERB.fullmatch(more["verb"]))
    if falls != bool(_DOWN_VERB.fullmatch(rate["verb"])):
        return None
    return Movement(
        start=None,
        end=a,
        amount=b,
        by=c,
        kind=By.RATE,
        falls=falls,
        yearly=False,
        years=(),
        constant_prices=bool(_CONSTANT.search(mids)),
        words=mids,
    )


def _kind(level: Item, by: Item) -> By | None:
    if level.unit == "1":
        return By.POINTS if by.unit == "pp" else None
    kinds = {"1": By.RATE, "x": By.TIMES, level.unit: By.AMOUNT}
    return kinds.get(by.unit)


def _years(a: Item, b: Item, words: str) -> tuple[int, ...]:
    """Return how many years lie between the levels, as far as the words tell."""
    first, last = _YEAR.findall(a.before), _YEAR.findall(b.before)
    if first and last and int(last[-1]) > int(first[-1]):
        return (int(last[-1]) - int(first[-1]),)
    spans = [small_number(match[1]) for match in _SPAN.finditer(words)]
    plausible = [span for span in spans if _FEWEST <= span <= _MOST]
    return (plausible[-1], plausible[-1] - 1) if plausible else ()
