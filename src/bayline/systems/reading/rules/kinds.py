"""What the parts of a list are called, how many of them the words announce, and their stage."""

import re
from functools import lru_cache

from bayline.systems.reading.rules.passages import Item

_LEADING = re.compile(
    r"^(?:其中|包括|包含|涉及|涵盖|分别|分为|主要|以及|和|与|及|由|即|含|有|是|为)+"
)
_TRAILING = re.compile(r"(?:分别|达到|达|共计|合计|共|为|是|有|约|超过?|近|完成|实现)+$")
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
    r"(?<!第)(?:([两二三四五六七八九十]|(?<!\d)\d{1,2})(?:个|大|类|种|项|批|次|方面|镇|区|县|市|村|季|条|部分|部)"
    r"|([两三四五六七八九十])(?:期|轮|阶段|年)(?:来|间|期间|工程|项目)?(?:共|总|合计|累计))"
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
_STAGE = re.compile("|".join(STAGES))


def kind_of(item: Item) -> str:
    """Return what a part is called: the words before its number, else the noun behind it."""
    return _bare(item.label) or item.noun


@lru_cache(maxsize=4096)
def _bare(label: str) -> str:
    return _TRAILING.sub("", _LEADING.sub("", label))


def kinds_said(words: str, number: int) -> bool:
    """Tell whether the words announce that many kinds: 五大振兴, 四个季度."""
    return number in _numbers_said(words)


def other_kinds_said(words: str, number: int) -> bool:
    """Tell whether the words announce kinds, but more or fewer: 五年合计 behind two years."""
    said = _numbers_said(words)
    return bool(said) and number not in said


def _numbers_said(words: str) -> list[int]:
    said = (match[1] or match[2] for match in _KINDS_SAID.finditer(words))
    return [small_number(each) for each in said]


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
