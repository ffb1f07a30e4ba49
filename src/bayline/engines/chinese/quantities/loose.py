"""Numbers in 万 and 亿 whose unit is not printed: the noun beside them says what they count.

405万皖北群众 and 技能人才74万 count people, 投资20亿 is money; without such a noun there is no quantity.
"""

import re
from functools import lru_cache

from bayline.engines.chinese.quantities.grammar import stops
from bayline.engines.chinese.quantities.reading import Reading
from bayline.engines.chinese.terms import QuantityKind
from bayline.engines.chinese.units import alternation

_REACH = 12  # characters before the number in which its noun stands
_LINK = "(?:总数|总量|总额|已|均|约|达到?|为|超过?|突破|近|逾|至|到|累计|新增|增加|共|仅|有|不足|接近|将近|上|了|：|:| ){0,4}"


@lru_cache(maxsize=1)
def _after() -> re.Pattern[str]:
    households = alternation(stops()["households"])
    people = alternation(stops()["people"])
    return re.compile(f"[^，。；、：\\s0-9]{{0,6}}?(?:(?P<户>{households})|(?P<人>{people}))")


@lru_cache(maxsize=1)
def _before() -> re.Pattern[str]:
    people = alternation([*stops()["people"], "人数"])
    money = alternation(stops()["money"])
    visits = alternation(stops()["visits"])
    return re.compile(f"(?:(?P<人次>{visits})|(?P<人>{people})|(?P<CNY>{money}))(?:{_LINK})$")


def with_noun(folded: str, start: int, end: int, *, reading: Reading) -> Reading | None:
    """Give a bare number the unit that the noun beside it implies.

    Args:
        folded: Folded text.
        start: Where the number begins.
        end: Where it ends, after 万 or 亿.
        reading: What the number says.

    Returns:
        The reading with its unit, or None when no noun beside it counts people, households or money.
    """
    found = _after().match(folded, end) or _before().search(folded[max(0, start - _REACH) : start])
    if found is None or found.lastgroup is None:
        return None
    if found.lastgroup == "CNY":
        if folded[end : end + 1] in "级条个大":
            return None
        return reading._replace(unit="CNY", kind=QuantityKind.MONEY)
    return reading._replace(unit=found.lastgroup)
