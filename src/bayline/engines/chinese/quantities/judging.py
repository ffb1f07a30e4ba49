"""Is a number with a unit a quantity? What stands around it decides.

Out stay slogans in quotes, ordinals, grades (万吨级), stretches of the calendar (近三年, 5年来),
lone scales that only name (万亩示范区), denominators (每万人) and thresholds of rank (前10名).
"""

import re
from collections.abc import Callable

from bayline.engines.chinese import hedges
from bayline.engines.chinese.quantities.reading import Reading
from bayline.engines.chinese.terms import QuantityKind
from bayline.kernel.bounds import Bound

_OPENING = frozenset("第“‘「『《")
_CLOSING = frozenset("”’」』》")
_CHANGES = frozenset("”’」』》级+")
_LONE_COUNT = 2  # a Chinese digit with its classifier
_NUMERALS = frozenset("一二三四五六七八九十两")
_LONGEST_NAME = 14  # characters of a quoted slogan; longer quotes are sentences
_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』"}
_TICKS = frozenset("'\"")
_LONG = frozenset(("a", "mo"))
# 5年内|完成: how long something may take; 5年内 alone is a stretch of the calendar.
LIMIT = re.compile(
    r"[以之]?内(?:将|要|须|必须|应|可|全[部面线]|基本|正式|陆续)*(?P<done>完成|建成|通车|竣工|完工|投产|投用|达产|开工|动工|办结|还清|建好|实现)"
)
_SHORT = frozenset(("d", "h", "min", "s"))
_RANKED = re.compile(
    r"(?:[居列位排名第前为]|升至|跃至|升到|[世亚][界洲]|[全中][国省市区县州球部]|国内|[东西南北]部|同类|保持)"
    r"[^，。；、]{0,4}$"
)
_NAMING = re.compile(r"第?[一二三四五六七八九十]位[一-龥]{2}")  # 村里第一位观鸟向导
_PERIOD_BEFORE = re.compile(
    r"(?:近|过去|未来|今后|往后|[前这该头首往昔每]|(?:[此以之其往]|(?<![一-龥]))后|最近|接下来|[去今明]后|[时相]隔)(?:的)?$"
)
_PERIOD_AFTER = re.compile(
    r"[来前后间](?![置端])|以来|之[后前间内]|期(?!限)|一遇|[中终初末底级龄检]|[多余]来|内"
    "|的?时间[里内]"
)
_SPAN_WORDS = re.compile(r"(?:历时|长达|耗时|用时|延长|历经|为期|提前|滞后|连续|需|超过|突破)近?$")
# A lone 万元 is a quantity only as a threshold or a mark: 万亿元规模, 亿元以上.
MARK_BEHIND = re.compile("规模|大关|台阶|俱乐部|门槛|关口")
_CROWD = re.compile("[名余]?(?:群众|人口|居民|农牧民|游客|市民|观众)")


def counts(folded: str, start: int, end: int, *, reading: Reading) -> bool:
    """Tell whether a number with its unit states a quantity.

    Args:
        folded: Folded text.
        start: Where the quantity begins.
        end: Where it ends.
        reading: What its own characters say.

    Returns:
        False for names, slogans, ordinals, grades and dates.
    """
    before, behind = folded[start - 1 : start], folded[end : end + 1]
    if before and (
        (before in _OPENING and _is_quoted(folded, start, before))
        or (before == "+" and _slogan(folded, start))
    ):
        return False
    if behind in _CHANGES and behind and _changes(folded, start, behind):
        return False
    if reading.stated_unit in _TICKS and _quote_open(folded, start, reading.stated_unit):
        return False
    if before == " " and folded[start - 2 : start - 1] == "第":
        return False
    if reading.bare and reading.bound is not Bound.OVER and not _marked(folded, start, end):
        return False
    check = _CHECKS.get(reading.kind)
    return check is None or check(folded, start, end, reading)


def _is_quoted(folded: str, start: int, mark: str) -> bool:
    """Tell “三个一”工程 from the head of a speech: “120元一天，…."""
    closing = _PAIRS.get(mark)
    if closing is None:
        return True
    return folded.find(closing, start, start + _LONGEST_NAME) >= 0


def _quote_open(folded: str, start: int, tick: str) -> bool:
    """Tell the end of a straight quote ("十四五") from inches and feet."""
    return folded.count(tick, max(0, start - _LONGEST_NAME), start) % 2 == 1


def _slogan(folded: str, start: int) -> bool:
    """Tell 1+4 from the sign of +5.1%."""
    earlier = folded[start - 2 : start - 1]
    return earlier.isalnum() and earlier.isascii()


def _changes(folded: str, start: int, behind: str) -> bool:
    """Tell whether the sign behind makes a name of it: 10万吨级, 5%+2, “…十条”."""
    if behind not in _CLOSING:
        return True
    first = max(0, start - _LONGEST_NAME)
    return any(folded.rfind(mark, first, start) >= 0 for mark in "“‘「『《")


def _marked(folded: str, start: int, end: int) -> bool:
    """Tell a lone 万亩 that measures (超万亩, 万亩以上) from one that names (万亩示范区)."""
    if folded[start - 1 : start] == "每":
        return False
    return (
        hedges.before(folded, start, bare=True) is not None
        or (end - start > 1 and _CROWD.match(folded, end) is not None)
        or hedges.after(folded, end) is not None
        or MARK_BEHIND.match(folded, end) is not None
    )


def _is_length(folded: str, start: int, end: int, reading: Reading) -> bool:
    """Tell a length of time (连续5年) from a stretch of the calendar (近5年, 3年来)."""
    if reading.unit in _LONG and LIMIT.match(folded, end):
        return True
    behind = _PERIOD_AFTER.match(folded, end)
    if behind is not None and not (behind.group() == "内" and reading.unit in _SHORT):
        return False
    before = folded[max(0, start - 4) : start]
    return not _PERIOD_BEFORE.search(before) or bool(_SPAN_WORDS.search(before))


def _is_rank(folded: str, start: int, _end: int, reading: Reading) -> bool:
    if _NAMING.match(folded, start) and not _RANKED.search(folded[max(0, start - 8) : start]):
        return False
    return bool(reading.stated_unit or _RANKED.search(folded[max(0, start - 8) : start]))


def _is_count(folded: str, start: int, end: int, reading: Reading) -> bool:
    """Leave 前10位 and 每3户 out: they say who is meant, not how many there are."""
    before = folded[start - 1 : start]
    if end - start == _LONE_COUNT and folded.startswith("“", end) and folded[start] in _NUMERALS:
        return False  # 三个“一批”
    return before != "每" and not (before == "前" and reading.unit in {"位", "名"})


_CHECKS: dict[QuantityKind, Callable[[str, int, int, Reading], bool]] = {
    QuantityKind.DURATION: _is_length,
    QuantityKind.RANK: _is_rank,
    QuantityKind.COUNT: _is_count,
}
