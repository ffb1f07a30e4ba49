"""From one level to another: 由A增至B，增长x%; B，上年为A，增长x%; L，增加D，增长x%."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from bayline.engines.chinese.terms import QuantityKind
from bayline.systems.reading.rules.kinds import small_number
from bayline.systems.reading.rules.passages import Item, Sentence, View

_UP = "增加|增长|提高|提升|上升|扩大|扩展|拓展|发展|跃升|攀升|上涨|净增|增|升|涨"
_DOWN = "减少|下降|降低|回落|缩小|收窄|压减|缩短|压缩|压降|下滑|下跌|净减|降|减|缩"
_FROM = re.compile(r"(?:由|从|自)[^，。；]*$")
_TO = re.compile(
    rf"^[^，。；\d]{{0,10}}?(?:(?P<up>{_UP})|(?P<down>{_DOWN})|调整|变化)(?:了)?(?:至|到|为)[^，。；]{{0,8}}$"
)
_BY = re.compile(
    rf"^(?:[（(][^（）()]*[）)])?[，、；（(](?P<mid>[^，。；]{{0,16}}?)(?P<verb>{_UP}|{_DOWN}|增幅|增速|降幅)"
    r"(?:了|达到?|为|约|超过?)*$"
)
# 新增 alone is what came anew, not how many more there are.
_SINCE = re.compile(r"^[，、；（(](?P<mid>(?:比|较)[^，。；]{0,8}?)(?P<verb>新增)(?:了|约|近)*$")
_LAST = r"(?:上年|去年|上一年|上年度|(?:上年|去年)?同期)(?:同期|同月|同季|全年|末|底|年末)?"
_IS = r"(?:仅|只|则|已)?(?:为|是|有|达到?|实现|完成|的|约){0,3}"
_AGAINST = re.compile(r"^[，、（(]?(?:同比)?(?:比|较)[^，。；（）()]{0,12}$")
_DIRECT_BY = re.compile(
    rf"^(?:净|共|约|又)?(?P<verb>{_UP}|{_DOWN}|高出?|低|多|少)(?:了|达到?|为|约|近)*$"
)
_TOLD_LAST = re.compile(
    rf"^[）)]?[，；、（(](?:而)?{_LAST}{_IS}(?P<again>[\u4e00-\u9fff]{{0,6}}?){_IS}$"
)
_TOLD_YEAR = re.compile(rf"^[，；、（(](?:而)?(?:19|20)\d\d年(?:同期|全年|末|底|年末)?{_IS}$")
_SAID_LAST = re.compile(rf"{_LAST}[^，。；\d]{{0,16}}$")
_TOLD_NOW = re.compile(
    rf"^[，；、](?:而)?(?:今年|本年|当年|本年度|(?:19|20)\d\d年)(?:同期|全年|末|底|年末)?(?:增至|升至|降至)?{_IS}$"
)
_BEYOND = re.compile(
    r"^[，、（(](?:比|较)?(?:(?P<up>高于|高出|快于)|低于|慢于|落后于?)(?P<who>[^，。；]{1,8}?)(?:平均)?(?:水平)?$"
)
_LAST_YEARS = re.compile(r"同比|上年|去年|同期")
_NEGATIVE = re.compile(r"降|负|跌|减|亏")
_PER = re.compile(r"每|日均|月均|年均|人均|单")
_PLAIN_WORDS = re.compile(
    r"^(?:同比|比|较|年初|上年|去年|同期|同月|自然|年均|年平均|平均|每年|累计|总体|名义|实际|可比|按|价格?|计算|不变价|扣除|因素|"
    r"口径|同口径|五年|[二三四五六七八九十\d]年|间|来|共|净|总|分别|均|约|又|并|再|，|、)*$"
)
_YEARLY = re.compile(r"年均|年平均|平均每年")
_CONSTANT = re.compile(r"可比|不变价|实际|扣除价格")
_DOWN_VERB = re.compile(rf"{_DOWN}|降幅|低|少")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年?")
_SPAN = re.compile(r"(?<![\d第])([两二三四五六七八九十]|\d{1,2})年(?:来|间|期间|里|内|时间)?")
# “十三五”期间; 以来 and 前三年 of it are of other lengths.
_PLAN = re.compile(
    r"(?<![一二三四五六七八九十百])(?:[八九]|十[一二三四五六]?)五[”\"]?(?:时期|期间|规划期)"
)
_OF_A_PLAN = 5
_NEAR = 12  # figures before a part among which its whole stands
_REACH = 1000  # characters of a sentence in which its years are said
_DECEMBER = 12
_IN_THE_YEAR = re.compile(r"(?<!\d)(?:[1-9]|1[01])月|季度|半年|目前|截至")
_FEWEST, _MOST = 2, 20  # years that a yearly rate is given over
_OVER_A_YEAR = re.compile(r"同比|(?:上年|去年)同期|同期相比|按年")
_WITHIN_A_YEAR = re.compile(r"[一二三四1-4]季度?|上季|上月|\d月|[上下]半年|年初|上周|[上中下]旬")
_LAST_YEAR = re.compile(r"上年|去年|同期|前年|(?:19|20)\d\d年")


class By(StrEnum):
    """What the movement is stated in."""

    RATE = "rate"  # 增长10%
    AMOUNT = "amount"  # 增加20亿元
    POINTS = "points"  # 提高3个百分点
    TIMES = "times"  # 增长1.5倍
    MULTIPLE = "multiple"  # 是2012年的4倍


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
    beside: bool = False  # two places or groups compared, not two times
    instead: Item | None = None  # behind 其中, the whole may have moved and not the part


class Reversal(NamedTuple):
    """由A增加到B, although B is less."""

    start: Item
    end: Item
    rises: bool  # what the verb says


def movements(view: View) -> list[Movement]:
    """Find the movements that a document states together with their levels."""
    found: list[Movement] = []
    for sentence in view.sentences:
        items = sentence.items
        for index in range(len(items) - 2):
            found += _at(view, sentence, index)
    return found


def _at(view: View, sentence: Sentence, index: int) -> list[Movement]:
    a, b, c = sentence.items[index : index + 3]
    words = _words_before(view, sentence, c)
    if goes_from(a, b):
        behind = sentence.items[index + 2 : index + 4]
        return _from_to(view, sentence, (a, b), behind)
    movement = (
        _against(a, b, c, words=words)
        or _beside(a, b, c)
        or _told_before(a, b, c)
        or _told_behind(a, b, c)
        or _with_amount(a, b, c)
    )
    if movement is None:
        return []
    return [movement._replace(instead=_whole_before(sentence, index, movement.end))]


def is_over_another_time(movement: Movement) -> bool:
    """Tell 由一季度的12亿元增至二季度的15亿元，同比增长6.3%: the rate is over the year before."""
    start = movement.start
    return (
        start is not None
        and _OVER_A_YEAR.search(movement.by.before) is not None
        and _WITHIN_A_YEAR.search(start.before) is not None
        and _LAST_YEAR.search(start.before) is None
    )


def may_be_over_another_time(movement: Movement) -> bool:
    """Tell whether 同比 goes the other way than the levels, of which no time is told."""
    start, end = movement.start, movement.end
    if start is None or not _OVER_A_YEAR.search(movement.by.before):
        return False
    rises = not end.figure.surely_below(start.figure)
    return rises is movement.falls and not _LAST_YEAR.search(start.before)


def _whole_before(sentence: Sentence, index: int, level: Item) -> Item | None:
    """Return the whole that a level is among: 中标价1.2亿元，其中暂列金1000万元，下降…."""
    if "其中" not in level.before:
        return None
    earlier = reversed(sentence.items[max(0, index - _NEAR) : index])
    same = (item for item in earlier if item.unit == level.unit and item.end < level.start)
    return next(same, None)


def _words_before(view: View, sentence: Sentence, item: Item) -> str:
    return view.folded[max(sentence.start, item.start - _REACH) : item.start]


def reversals(view: View) -> list[Reversal]:
    """Find the levels that go another way than their verb says: 由60家增加到50家."""
    found = []
    for sentence in view.sentences:
        for a, b in zip(sentence.items, sentence.items[1:], strict=False):
            match = _TO.match(b.before) if goes_from(a, b) else None
            if match and (match["up"] or match["down"]) and _is_plain_level(a, b):
                wrong = b.figure.surely_below(a.figure) if match["up"] else False
                wrong = wrong or bool(match["down"] and a.figure.surely_below(b.figure))
                found += [Reversal(a, b, bool(match["up"]))] if wrong else []
    return found


def _is_plain_level(a: Item, b: Item) -> bool:
    """Tell whether both are levels of one thing: no falls (由下降5%回升到), no 每月 beside 每年."""
    words = f"{a.before[-20:]}{b.before}"
    rates = a.unit in {"1", "pp"} and _NEGATIVE.search(a.before[-20:])
    sized = a.statement.quantity.kind is QuantityKind.DURATION or a.is_threshold or b.is_threshold
    return not (rates or sized or _PER.search(words))


def goes_from(a: Item, b: Item) -> bool:
    """Tell whether the words say 由a增至b."""
    return bool(a.unit == b.unit and _FROM.search(a.before) and _TO.match(b.before))


def _from_to(
    view: View, sentence: Sentence, levels: tuple[Item, Item], behind: Sequence[Item]
) -> list[Movement]:
    a, b = levels
    found: list[Movement] = []
    for c in behind:
        match = _BY.match(c.before)
        words = _words_before(view, sentence, c)
        if match is None or _of_last_year(match["mid"], (a, b), is_first=not found):
            break
        movement = _movement(a, b, c, verb=match["verb"], mid=match["mid"], words=words)
        if movement is None:
            break
        found.append(movement)
    return found


def _of_last_year(mid: str, levels: tuple[Item, Item], *, is_first: bool) -> bool:
    """Tell whether 同比 speaks of a year, while the levels may lie several years apart."""
    if not _LAST_YEARS.search(mid):
        return False
    years = _years(*levels, "")
    return years != (1,) if years else not is_first


def _movement(
    a: Item, b: Item, c: Item, *, verb: str, mid: str = "", words: str = ""
) -> Movement | None:
    """Make the movement from a to b by c, if the words between say nothing else."""
    kind = _kind(a, c)
    if kind is None or a.unit != b.unit or not _PLAIN_WORDS.match(mid):
        return None
    yearly = bool(_YEARLY.search(mid))
    return Movement(
        start=a,
        end=b,
        amount=None,
        by=c,
        kind=kind,
        falls=bool(_DOWN_VERB.fullmatch(verb)),
        yearly=yearly,
        years=_years(a, b, words) if yearly else (),
        constant_prices=bool(_CONSTANT.search(mid)),
        words=mid,
    )


def _against(a: Item, b: Item, c: Item, *, words: str) -> Movement | None:
    """Read 180家，比2020年的120家增加60家."""
    verb = _DIRECT_BY.match(c.before)
    if verb is None or a.unit != b.unit or not _AGAINST.match(b.before):
        return None
    return _movement(b, a, c, verb=verb["verb"], words=words)


def _told_before(a: Item, b: Item, c: Item) -> Movement | None:
    """Read 100亿元，上年为91亿元，增长x% and 上年91亿元，今年100亿元，增长x%."""
    match = _BY.match(c.before)
    if match is None or a.unit != b.unit or _YEARLY.search(match["mid"]):
        return None
    verb, mid = match["verb"], match["mid"]
    if _tells_last(b, a) or (_TOLD_YEAR.match(b.before) and _year_apart(b, a)):
        return _movement(b, a, c, verb=verb, mid=mid)
    told_now = _TOLD_NOW.match(b.before)
    if told_now and (_SAID_LAST.search(a.before) or _year_apart(a, b)):
        return _movement(a, b, c, verb=verb, mid=mid)
    return None


def _told_behind(a: Item, b: Item, c: Item) -> Movement | None:
    """Read 100亿元，增长x%（上年为91亿元）."""
    match = _BY.match(b.before)
    if match is None or a.unit != c.unit or not _tells_last(c, a):
        return None
    if _YEARLY.search(match["mid"]):
        return None
    return _movement(c, a, b, verb=match["verb"], mid=match["mid"])


def _beside(a: Item, b: Item, c: Item) -> Movement | None:
    """Read 5.2%，高于全省0.6个百分点，全省为4.6%."""
    match = _BEYOND.match(b.before)
    if match is None or a.unit != "1" != b.unit or c.unit != "1":
        return None
    if not re.match(rf"^[，；、（(](?:而)?{re.escape(match['who'])}[^，。；]{{0,8}}$", c.before):
        return None
    movement = _movement(c, a, b, verb="高" if match["up"] else "低")
    return movement._replace(beside=True) if movement else None


def _tells_last(item: Item, now: Item) -> bool:
    """Tell whether the figure is last year's of the same thing: 招生120人，去年招生100人."""
    match = _TOLD_LAST.match(item.before)
    return match is not None and match["again"] in now.label


def years_in(words: str) -> list[int]:
    """Return the years that the words name."""
    return [int(year) for year in _YEAR.findall(words)]


def _year_apart(earlier: Item, later: Item) -> bool:
    """Tell whether the words put the two figures into one year and the next."""
    first, last = _YEAR.findall(earlier.before), _YEAR.findall(later.before)
    return bool(first and last) and int(last[-1]) - int(first[-1]) == 1


def _with_amount(a: Item, b: Item, c: Item) -> Movement | None:
    more, rate = _SINCE.match(b.before) or _BY.match(b.before), _BY.match(c.before)
    if not more or not rate or a.unit != b.unit or c.unit != "1" or a.unit in {"1", "pp", "x"}:
        return None
    mids = more["mid"] + rate["mid"]
    if "年初" in more["mid"] and not _is_of_the_year(a, rate["mid"] + rate["verb"]):
        return None
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


def _is_of_the_year(level: Item, rate: str) -> bool:
    """Tell whether a rate beside 比年初 is since then too, and no 同比 or 增速 of a month."""
    time = level.statement.time
    whole = time is None or time.last is None or time.last.month == _DECEMBER
    whole = whole and not _IN_THE_YEAR.search(level.before)
    return "年初" in rate or (whole and not re.search(rf"{_LAST_YEARS.pattern}|[速幅]", rate))


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
    if plausible:
        return plausible[-1], plausible[-1] - 1
    return (_OF_A_PLAN,) if _PLAN.search(words) else ()
