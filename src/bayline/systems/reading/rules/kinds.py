"""What the parts of a list are called, and whether such parts can overlap.

小学、初中、高中 are kinds of one division: no school is two of them. 女性、党员 are not: one person
may be both. Only of the first may a check say that together they exceed the whole.
"""

import re
from collections.abc import Sequence

from bayline.systems.reading.rules.attributes import shared_ending
from bayline.systems.reading.rules.passages import Item

_LEADING = re.compile(
    r"^(?:其中|包括|包含|涉及|涵盖|分别|分为|主要|以及|和|与|及|由|即|含|有|是|为)+"
)
_TRAILING = re.compile(r"(?:分别|达到|达|共计|合计|共|为|是|有|约|超过?|近|完成|实现)+$")
_ACROSS = re.compile(
    r"以上|以下|超|规模|规上|限上|亿元|万元|女|党员|青年|老年|老人|民族|残疾|贫困|脱贫|农民工|重点|新增|当年|今年|"
    r"首批|国家级|高层次|职称|留学|学历|博士|硕士|本科|[以之]下|岁|整改|办结|完成|已|民营|外资|国有|上市|龙头|签约|开工|在建|竣工|投产|续建|新建|完工|启动|低保|困难"
)
_NUMERALS = {
    "一": 1,
    "两": 2,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}
_KINDS_SAID = re.compile(
    r"([两二三四五六七八九十]|(?<!\d)\d{1,2})(?:个|大|类|种|项|批|次|方面|镇|区|县|市|村|季|条|部分|部)"
)
STAGES = {
    "签约": "签约",
    "签订": "签约",
    "开工": "开工",
    "动工": "开工",
    "竣工": "竣工",
    "完工": "竣工",
    "投产": "投产",
    "达产": "达产",
    "投运": "投产",
    "落地": "落地",
    "在建": "在建",
    "续建": "在建",
    "储备": "储备",
}
_PAIR, _SHORT = 2, 6
_STAGE = re.compile("|".join(STAGES))


def kind_of(item: Item) -> str:
    """Return what a part is called: the words before its number, else the noun behind it."""
    label = _TRAILING.sub("", _LEADING.sub("", item.label))
    return label or item.noun


def are_parallel(kinds: Sequence[str], *, tight: bool = False) -> bool:
    """Tell whether the names read as one division: all different, built alike, none across.

    Args:
        kinds: What the parts are called.
        tight: Whether 、 alone sets them apart, so that short names are enough.
    """
    if len(kinds) < _PAIR or not all(kinds) or len(set(kinds)) < len(kinds):
        return False
    if any(_ACROSS.search(kind) for kind in kinds):
        return False
    return bool(shared_ending(list(kinds))) or (tight and max(map(len, kinds)) <= _SHORT)


def kinds_said(words: str, number: int) -> bool:
    """Tell whether the words announce that many kinds: 五大振兴, 四个季度."""
    return any(small_number(match[1]) == number for match in _KINDS_SAID.finditer(words))


def small_number(numeral: str) -> int:
    """Return the value of a number below twenty in digits or in Chinese."""
    if numeral.isdigit():
        return int(numeral)
    if len(numeral) > 1:
        return 10 + _NUMERALS[numeral[1]]
    return _NUMERALS[numeral]


def stage_of(words: str) -> str:
    """Return the stage of a project that the words name last, or ""."""
    found = _STAGE.findall(words)
    return STAGES[found[-1]] if found else ""
