"""What stands around a number decides whether it is a quantity and how it is bounded."""

import re

from bayline.engines.chinese import hedges
from bayline.engines.chinese.quantities.compounds import extend
from bayline.engines.chinese.quantities.grammar import pattern
from bayline.engines.chinese.quantities.loose import with_noun
from bayline.engines.chinese.quantities.reading import Reading, read
from bayline.engines.chinese.terms import Quantity, QuantityKind
from bayline.kernel.bounds import Bound

_SPLIT = frozenset(("-", "--", "—", "——", "~", "至", "到"))
_OPENING = frozenset("第“‘「『《+")
_CLOSING = frozenset("”’」』》")
_WIDEST_SPLIT = 2
_LINE_BREAKS = frozenset("\n \t")
_LIST_ITEM = re.compile(r"[0-9]{1,2}\.(?=[0-9]{1,4}(?:个(?!百分|千分|基点)|[项大条家类种名件所座])[一-龥])")
_SHORT = frozenset(("d", "h", "min", "s"))
_LONGEST_NAME = 14  # characters of a quoted slogan; longer quotes are sentences
_RANKED = re.compile(
    r"(?:[居列位排名第前为]|升至|跃至|升到|[世亚][界洲]|[全中][国省市区县州球部]|国内|[东西南北]部|同类|保持)[^，。；、]{0,4}$"
)
_PERIOD_BEFORE = re.compile(r"(?:近|过去|未来|今后|往后|[前后这头首往昔每]|最近|接下来|[去今明]后)(?:的)?$")
_PERIOD_AFTER = re.compile(
    r"[来前后间](?![置端])|以来|之[后前间内]|期(?!限)|一遇|[中终初末底级龄检]|[多余]来|内|的?时间里|[的]?时间内"
)
_SPAN_WORDS = re.compile(r"(?:历时|长达|耗时|用时|延长|历经|为期|提前|时隔|滞后|连续|需|超过|突破)近?$")
# A lone 万元 is a quantity only as a threshold or a mark: 万亿元规模, 亿元以上.
_CROWD = re.compile("[名余]?(?:群众|人口|居民|农牧民|游客|市民|观众)")
_MARK_BEHIND = re.compile("规模|大关|台阶|俱乐部|门槛|关口")


def quantities(folded: str) -> list[Quantity]:
    """Find every number with a unit, in text order.

    Args:
        folded: Text folded by `script.fold`; spans hold in the original.

    Returns:
        Quantities in base units; dates, naming ordinals, slogans and idioms are left out.
    """
    found: list[Quantity] = []
    search = pattern().search
    match = search(folded)
    while match is not None:
        end = match.end()
        quantity = None if match.lastgroup == "stop" else _quantity(folded, match)
        if quantity is not None:
            end = max(end, quantity.end)
            _append(folded, found, quantity)
        match = search(folded, end)
    return found


def _quantity(folded: str, match: re.Match[str]) -> Quantity | None:
    group = match.lastgroup or ""
    start, end = match.span()
    start = _behind_list_number(folded, start)
    reading = read(folded[start:end], group)
    if reading is not None and group == "loose":
        reading = with_noun(folded, start, end, reading=reading)
    if reading is None:
        return None
    end, reading = extend(folded, end, reading=reading)
    if not _counts(folded, start, end, reading=reading):
        return None
    return _place(folded, start, end, reading=reading)


def _append(folded: str, found: list[Quantity], quantity: Quantity) -> None:
    """Add a quantity, or let it end the range that the one before begins."""
    if (
        found
        and quantity.start - found[-1].end <= _WIDEST_SPLIT
        and _joins(folded, found[-1], quantity)
    ):
        found[-1] = _join(found[-1], quantity)
    else:
        found.append(quantity)


def _behind_list_number(folded: str, start: int) -> int:
    """Step over the number of a list item that is printed close: 8.6个重大专项 is item 8 with 6."""
    if start and folded[start - 1] not in _LINE_BREAKS:
        return start
    item = _LIST_ITEM.match(folded, start)
    return item.end() if item else start


def _counts(folded: str, start: int, end: int, *, reading: Reading) -> bool:
    before, behind = folded[start - 1 : start], folded[end : end + 1]
    if before in _OPENING and before:
        return False
    if behind and (behind in _CLOSING or behind in "级+"):
        if behind == "级" or behind == "+" or _quoted(folded, start):
            return False
    if reading.bare and not _marked(folded, start, end):
        return False
    check = _CHECKS.get(reading.kind)
    return check is None or check(folded, start, end, reading=reading)


def _marked(folded: str, start: int, end: int) -> bool:
    """Tell a lone 万亩 or 亿元 that measures (超万亩, 亿元以上) from one that names (万亩示范区)."""
    if folded[start - 1 : start] == "每":
        return False
    return (
        hedges.before(folded, start, bare=True) is not None
        or (end - start > 1 and _CROWD.match(folded, end) is not None)
        or hedges.after(folded, end) is not None
        or _MARK_BEHIND.match(folded, end) is not None
    )


def _quoted(folded: str, start: int) -> bool:
    opening = max(folded.rfind(mark, max(0, start - _LONGEST_NAME), start) for mark in "“‘「『《")
    return opening >= 0


def _is_length(folded: str, start: int, end: int, *, reading: Reading) -> bool:
    """Tell a length of time (连续5年) from a stretch of the calendar (近5年, 3年来)."""
    behind = _PERIOD_AFTER.match(folded, end)
    if behind is not None and not (behind.group() == "内" and reading.unit in _SHORT):
        return False
    before = folded[max(0, start - 4) : start]
    return not _PERIOD_BEFORE.search(before) or bool(_SPAN_WORDS.search(before))


def _is_rank(folded: str, start: int, _end: int, *, reading: Reading) -> bool:
    return bool(reading.stated_unit or _RANKED.search(folded[max(0, start - 8) : start]))


def _is_count(folded: str, start: int, _end: int, *, reading: Reading) -> bool:
    """Leave 前10位 and 每3户 out: they say who is meant, not how many there are."""
    before = folded[start - 1 : start]
    return not (before == "前" and reading.unit in {"位", "名"}) and not (
        before == "每" and reading.value is not None
    )


def _is_money(folded: str, start: int, end: int, *, reading: Reading) -> bool:
    return folded[start - 1 : start] != "每" or end - start > len(reading.stated_unit) + 1


_CHECKS = {
    QuantityKind.DURATION: _is_length,
    QuantityKind.RANK: _is_rank,
    QuantityKind.COUNT: _is_count,
    QuantityKind.MONEY: _is_money,
}


def _place(folded: str, start: int, end: int, *, reading: Reading) -> Quantity:
    before = hedges.before(folded, start, bare=reading.bare)
    after = hedges.after(folded, end)
    bound = hedges.settle(reading.bound, before=before, after=after)
    if reading.bare and bound is Bound.EXACT and _MARK_BEHIND.match(folded, end):
        bound = Bound.AT_LEAST
    return Quantity(
        start,
        end,
        reading.value,
        reading.high,
        reading.unit,
        bound,
        reading.resolution,
        reading.kind,
        reading.stated_value,
        reading.stated_unit,
        start if before is None else before.at,
        end if after is None else after.at,
        reading.factor,
    )


def _joins(folded: str, first: Quantity, second: Quantity) -> bool:
    """Tell whether two quantities are the ends of one range: 5%—6%."""
    return (
        first.unit == second.unit
        and first.high is None
        and second.high is None
        and folded[first.end : second.start] in _SPLIT
    )


def _join(first: Quantity, second: Quantity) -> Quantity:
    return first._replace(
        end=second.end,
        high=second.value,
        bound=Bound.RANGE,
        outer_end=second.outer_end,
    )
