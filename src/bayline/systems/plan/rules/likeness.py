"""Whether two names of an indicator mean the same thing, though texts shorten and prefix them."""

import re
from functools import lru_cache

from bayline.systems.reading.rules.attributes import canonical, is_known

SAME, CLOSE, UNSAID, OTHER = 1.0, 0.9, 0.5, 0.0
_LEAST = 0.34  # of their pairs of characters that two names share at least
_LONG = 6  # characters from which on the order of words may differ
_ORDER = 0.15  # what another order costs
_GENERIC = re.compile(
    r"^(?:(?:全年|年度|年初|既定|本年|今年|季度)*(?:目标|任务|计划|指标|工作|进度|序时进度|可比价格?|不变价格?|现价|名义|实际|增速|增幅|增长率|增长速度|增长|涨幅|降幅|同比|同口径|自然口径|总体|整体|目前|数量|总数|总量|累计|总计|合计|其中|项目数|完成率|完成)+)$"
)
_AROUND = re.compile(
    r"^(?:全[市区县镇省州]|我[市区县镇]|本[市区县]|累计|新增|新建|新|共|已|建成|完成|实现|改造|引进|培育|创建|招引|组织|开展|达到|力争|确保|推进|实施|争取|预计|其中|主要|年均|当年|整治)+"
    r"|(?:数量|总数|总量|个数|数|额|量|任务|目标|项目|工程|建设|完成|达到|累计|年均|同比|分别)+$"
)
_STANDS_FOR = {
    "经济": "地区生产总值",
    "经济增长": "地区生产总值",
    "经济增速": "地区生产总值",
    "经济发展": "地区生产总值",
    "经济总量": "地区生产总值",
    "财政收入": "一般公共预算收入",
    "城乡居民收入": "居民人均可支配收入",
    "居民收入": "居民人均可支配收入",
    "外贸": "进出口总额",
    "外资": "实际使用外资",
}


@lru_cache(maxsize=4096)
def core(attribute: str) -> str:
    """Give the name of an indicator without what says only that there is more of it."""
    name = canonical(attribute)
    name = _STANDS_FOR.get(name, name)
    if is_known(name):
        return name
    shorter = _AROUND.sub("", name)
    return canonical(_STANDS_FOR.get(shorter, shorter) or name)


@lru_cache(maxsize=4096)
def likeness(asked: str, found: str) -> float:
    """Tell how far two names mean the same: 1 the same, 0.5 where one says nothing, 0 another.

    Args:
        asked: The name in the target.
        found: The name in the text of progress.
    """
    if not asked or not found or _GENERIC.match(found) or _GENERIC.match(asked):
        return UNSAID
    a, b = core(asked), core(found)
    if not a or not b:
        return UNSAID
    if a == b:
        return SAME
    if is_known(a) and is_known(b):
        return OTHER
    if a in b or b in a or _within(asked, found):
        return OTHER if _narrows(a, b) or _narrows(b, a) else CLOSE
    share = _shared(a, b)
    return share if share >= _LEAST else OTHER


_NEUTRAL = re.compile(
    r"^(?:全[市区县镇省州社会域体]+|我[市区县镇省]|本[市区县]|地方|地区|辖区|在地|属地|累计|年末|期末|当年|今年|本年|全年|年度|年均|每年|上半年|前?[一二三四]季度|\d{1,2}(?:[-—~至]\d{1,2})?月份?|目前|预计|实现|完成|达到|保持|推动|力争|确保|其中|同期|总体|实际|名义|常住|新增|总[额量数值]|数[量值]?|额|值|量|规模|水平|指标|增速|增长|增幅|增长率|增长速度|同比|稳定|稳步|持续|突破|任务|目标|工作|方面|可比价|现价|计|共|的|以上|人数|面积|率|占比|比重|达)*$"
)


def _narrows(known: str, other: str) -> bool:
    """Tell whether a name is a known indicator with a word more that makes it another one.

    漕泾森林覆盖率 and 民间固定资产投资 are of a part; 全市森林覆盖率 is the indicator itself.
    """
    if not is_known(known) or known not in other or known == other:
        return False
    return not all(_NEUTRAL.match(rest) for rest in other.split(known))


_NEARLY_ALL = 0.75  # of the pairs of a name that stand in a sentence


def stands_in(passage: str, found: str) -> float:
    """Tell whether nearly all of a name stands in the words of a target, in pieces.

    每千人口托位数 does in 每千人口拥有3岁以下婴幼儿托位数3.5个; an indicator of its own does not.
    """
    if is_known(core(found)) or len(found) < _LONG:
        return OTHER
    pairs = _pairs(found)
    return CLOSE if len(pairs & _pairs(passage)) >= _NEARLY_ALL * len(pairs) else OTHER


def _within(asked: str, found: str) -> bool:
    """Tell whether one name ends with the other: 重点项目 is told on as 项目."""
    one, other = canonical(asked), canonical(found)
    return one.endswith(other) or other.endswith(one)


def _shared(a: str, b: str) -> float:
    one, other = _pairs(a), _pairs(b)
    share = len(one & other) / max(1, min(len(one), len(other)))
    if share < _LEAST and min(len(a), len(b)) >= _LONG:  # the same words in another order
        share = len({*a} & {*b}) / min(len({*a}), len({*b})) - _ORDER
    return share * CLOSE


def _pairs(name: str) -> set[str]:
    return {name[at : at + 2] for at in range(len(name) - 1)} or {name}
