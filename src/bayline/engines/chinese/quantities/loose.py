"""Numbers whose unit is not printed: the noun beside them says what they count.

405万皖北群众 and 技能人才74万 count people, 投资20亿 is money, 恩格尔系数0.28 and 收入比1.85:1 are
pure numbers; without such a noun there is no quantity.
"""

import re
from decimal import Decimal
from functools import lru_cache

from bayline.engines.chinese.quantities.reading import Reading
from bayline.engines.chinese.quantities.tables import neighbors
from bayline.engines.chinese.terms import QuantityKind
from bayline.engines.chinese.units import alternation

_REACH = 12  # characters before the number in which its noun stands
_NEAR = r"[^，。；、：\s0-9]{0,10}?"  # what may stand between the number and its noun
_LINK = (
    "(?:总数|资源总量|资源|总量|总额|已|均|约|达到?|为|超过?|突破|近|逾|至|到|累计|新增|增加|共|仅"
    "|完成|实现|任务|预算|年初预算|调整预算|匡列|编列|有|不足|接近|将近|上|了|：|:| ){0,4}"
)
# Behind these a number in 万 counts people even when the noun is not in the list: 工程师3万.
_PERSONS = ("人数", "员", "者", "师", "生", "人")


@lru_cache(maxsize=1)
def _behind() -> re.Pattern[str]:
    households = alternation(neighbors("households"))
    people = alternation(neighbors("people"))
    return re.compile(f"(?P<CNY>台阶|大关)|{_NEAR}(?:(?P<户>{households})|(?P<人>{people}))")


@lru_cache(maxsize=1)
def _before() -> re.Pattern[str]:
    nouns = {
        "人次": alternation(neighbors("visits")),
        "人": alternation([*neighbors("people"), *_PERSONS]),
        "户": alternation(neighbors("households")),
        "CNY": alternation(neighbors("money")),
    }
    union = "|".join(f"(?P<{unit}>{words})" for unit, words in nouns.items())
    return re.compile(f"(?:{union}){_LINK}$")


_OF_RATIO = re.compile(
    r"(?:(?:收入|消费|之|师生|生师|医护|床护|医床|配|性别|人口|抚养|杠杆|产出|投入|供需)比|倍差|比[例值]|系数|指数|容积率)"
    r"(?:[(（][^()（）\n]{1,16}[)）])?"
    r"(?:[^，。；：、\n]{0,16}?(?:[为是达由从至到在约超近：]|[由从][^，。；\n]{1,8}的|超过|[低高]于"
    r"|突破|保持))? ?$"
)
_RATIO_REACH = 40
_YEARS = range(1900, 2100)
_LINKS = "为是达由从至到在约超近：于过破持"


def with_ratio(folded: str, start: int, _end: int, *, reading: Reading) -> Reading | None:
    """Give a figure without a unit its place as an index or ratio, when its noun is one.

    Args:
        folded: Folded text.
        start: Where the number begins.
        reading: What the number says.

    Returns:
        The reading as a pure number, or None: 1.85 may number a section, 3.0 a version.
    """
    found = _OF_RATIO.search(folded, max(0, start - _RATIO_REACH), start)
    if found is None or (reading.value in _YEARS and found.group()[-1] not in _LINKS):
        return None
    return reading._replace(unit="1", kind=QuantityKind.RATIO)


_CURRENT = re.compile(r"(?:[用发供售购耗节储输][一-龥]{0,4}电|电[力量能费价])[^，。；\d]{0,8}$")
_CURRENT_REACH = 14
_SPEED = tuple(
    f"时速{link}{hedge}"
    for link in ("", "为", "达", "可达", "达到", "也为", "均为", "提高到", "提升至")
    for hedge in ("", "约", "超过", "近")
)
_KILOMETRE = Decimal(1000)


def of_what(folded: str, start: int, *, reading: Reading) -> Reading:
    """Read 度 as energy and 公里 as speed where the noun before says so: 用电300度, 时速200公里.

    Args:
        folded: Folded text.
        start: Where the number begins.
        reading: What the number says.
    """
    if reading.unit == "m":
        is_speed = folded.endswith(_SPEED, 0, start) and reading.factor == _KILOMETRE
        return _per_hour(reading) if is_speed else reading
    is_energy = _CURRENT.search(folded, max(0, start - _CURRENT_REACH), start)
    return reading._replace(unit="kWh") if is_energy else reading


def _per_hour(reading: Reading) -> Reading:
    value, high = reading.stated_value, reading.high
    return reading._replace(
        value=value,
        high=None if high is None else high / _KILOMETRE,
        unit="km/h",
        resolution=reading.resolution / _KILOMETRE,
        factor=_KILOMETRE / _KILOMETRE,
    )


def with_noun(folded: str, start: int, end: int, *, reading: Reading) -> Reading | None:
    """Give a bare number the unit that the noun beside it implies.

    Args:
        folded: Folded text.
        start: Where the number begins.
        end: Where it ends, after 万 or 亿.
        reading: What the number says.

    Returns:
        The reading with its unit, or None when no noun beside it counts people or money.
    """
    found = _behind().match(folded, end) or _before().search(folded[max(0, start - _REACH) : start])
    if found is None or found.lastgroup is None:
        return None
    if found.lastgroup == "CNY":
        if folded[end : end + 1] in "级条个大":
            return None
        return reading._replace(unit="CNY", kind=QuantityKind.MONEY)
    return reading._replace(unit=found.lastgroup)
