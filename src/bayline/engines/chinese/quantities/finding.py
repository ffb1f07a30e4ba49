"""Finding quantities in folded text: the pattern proposes, the words around it decide."""

import re

from bayline.engines.chinese import hedges
from bayline.engines.chinese.quantities.compounds import STARTS, extend
from bayline.engines.chinese.quantities.grammar import pattern
from bayline.engines.chinese.quantities.judging import MARK_BEHIND, counts
from bayline.engines.chinese.quantities.loose import of_what, with_noun, with_ratio
from bayline.engines.chinese.quantities.prefixes import EDGES, with_prefix
from bayline.engines.chinese.quantities.proportions import proportions
from bayline.engines.chinese.quantities.reading import Reading, read
from bayline.engines.chinese.quantities.sharing import JOINTS, sharing
from bayline.engines.chinese.quantities.starts import starts
from bayline.engines.chinese.terms import Quantity, QuantityKind
from bayline.kernel.bounds import Bound

_SPLIT = frozenset(("-", "--", "—", "——", "~", "至", "到"))
_WIDEST_SPLIT = 2
_YUAN = re.compile("人民币|RMB|CNY|¥")
_TIER = ("以上至", "以上到", "以上至 ")  # 1000万元以上至2000万元: the upper end of a tier
_COLONS = re.compile(r"[:：∶] ?\d[\d.]{0,5} ?[:：∶] ?\d")
_MOVES = frozenset("跌增减升降加挫滑涨")
_LINE_BREAKS = frozenset("\n \t")
_LIST_ITEM = re.compile(
    r"[0-9]{1,2}\.(?=[0-9]{1,4}(?:个(?!百分|千分|基点)|[项大条家类种名件所座])[一-龥])"
)


def quantities(folded: str, *, currency: str = "CNY") -> list[Quantity]:
    """Find every number with a unit, in text order.

    Args:
        folded: Text folded by `script.fold`; spans hold in the original.
        currency: What a bare 元 is, as `territory_of` tells.

    Returns:
        Quantities in base units; dates, naming ordinals, slogans and idioms are left out.
    """
    found = _found(folded)
    return found if currency == "CNY" else [_paid_in(currency, folded, one) for one in found]


def _paid_in(currency: str, folded: str, quantity: Quantity) -> Quantity:
    """Read a bare 元 as the money of the place; 人民币 and ¥ say that the yuan is meant."""
    if quantity.unit != "CNY" or _YUAN.search(folded, quantity.start, quantity.end):
        return quantity
    return quantity._replace(unit=currency)


def _found(folded: str) -> list[Quantity]:
    found: list[Quantity] = []
    grammar, end = pattern().match, 0
    for hint in starts().finditer(folded):
        at = hint.start()
        match = grammar(folded, at) if at >= end else None
        if match is None:
            continue
        end = match.end()
        quantity = None if match.lastgroup == "stop" else _quantity(folded, match)
        if quantity is not None:
            end = max(end, quantity.end)
            if folded[at - 1] in JOINTS:
                found.extend(_sharing(folded, match, found))
            _append(folded, found, quantity)
    shares = list(proportions(folded)) if _COLONS.search(folded) else []
    return _together(found, shares) if shares else found


def _together(found: list[Quantity], shares: list[Quantity]) -> list[Quantity]:
    """Put the shares of proportions in; 57∶21 within one is no ratio of its own."""
    taken = {at for share in shares for at in range(share.start, share.end)}
    kept = [one for one in found if taken.isdisjoint(range(one.start, one.end))]
    return sorted([*kept, *shares], key=lambda one: one.start)


def _sharing(folded: str, match: re.Match[str], found: list[Quantity]) -> list[Quantity]:
    """The bare numbers before a quantity that its unit serves as well."""
    floor = found[-1].end if found else 0
    start, end = match.span()
    shared = sharing(folded, start, end, group=match.lastgroup or "", floor=floor)
    return [_placed(folded, one.start, one.end, one.reading) for one in shared]


def _quantity(folded: str, match: re.Match[str]) -> Quantity | None:
    start, end = match.span()
    start = _behind_list_number(folded, start)
    reading = read(folded[start:end], match.lastgroup or "")
    if reading is not None and reading.unit in {"度", "m"}:
        reading = of_what(folded, start, reading=reading)
    elif reading is not None and not reading.unit:
        lend = with_ratio if match.lastgroup == "index" else with_noun
        reading = lend(folded, start, end, reading=reading)
    if reading is None:
        return None
    if end < len(folded) and folded[end] in STARTS:
        end, reading = extend(folded, end, reading=reading)
    if start and folded[start - 1] in EDGES:
        start, reading = with_prefix(folded, start, reading=reading)
    if not counts(folded, start, end, reading=reading):
        return None
    return _placed(folded, start, end, reading)


def _behind_list_number(folded: str, start: int) -> int:
    """Step over the number of a list item printed close: 8.6个重大专项 is item 8 with 6."""
    if start and folded[start - 1] not in _LINE_BREAKS:
        return start
    item = _LIST_ITEM.match(folded, start)
    return item.end() if item else start


def _placed(folded: str, start: int, end: int, reading: Reading) -> Quantity:
    before = hedges.before(folded, start, bare=reading.bare)
    if before is None:
        before = hedges.afar(folded, start, is_share=reading.kind is QuantityKind.RATIO)
    after = hedges.after(folded, end)
    bound = hedges.settle(reading.bound, before=before, after=after)
    if bound is Bound.EXACT and folded.endswith(_TIER, 0, start):
        bound = Bound.AT_MOST
    if reading.bare and bound is Bound.EXACT and MARK_BEHIND.match(folded, end):
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


def _append(folded: str, found: list[Quantity], quantity: Quantity) -> None:
    """Add a quantity, or let it end the range that the one before begins: 5%—6%."""
    if found and quantity.start - found[-1].end <= _WIDEST_SPLIT:
        first = found[-1]
        if _joins(folded, first, quantity) and folded[first.end : quantity.start] in _SPLIT:
            found[-1] = first._replace(
                end=quantity.end,
                high=quantity.value,
                bound=Bound.RANGE,
                outer_end=quantity.outer_end,
            )
            return
    found.append(quantity)


def _joins(folded: str, first: Quantity, second: Quantity) -> bool:
    if folded[first.outer_start - 1 : first.outer_start] in _MOVES:
        return False  # 跌1.5亿元至1391亿元
    if first.unit != second.unit or first.high is not None or second.high is not None:
        return False
    return first.value is not None and second.value is not None and first.value < second.value
