"""Whether two names of an indicator mean the same thing, though texts shorten and prefix them."""

import re
from functools import lru_cache

from bayline.systems.reading.rules.attributes import canonical, is_known

SAME, CLOSE, UNSAID, OTHER = 1.0, 0.9, 0.5, 0.0
_LEAST = 0.34  # of their pairs of characters that two names share at least
_LONG = 6  # characters from which on the order of words may differ
_ORDER = 0.15  # what another order costs
_GENERIC = re.compile(
    r"^(?:(?:全年|年度|年初|既定|本年|今年|季度)*(?:目标|任务|计划|指标|工作|进度|序时进度|可比价格?|不变价格?|现价|名义|实际|增速|增幅|增长率|增长速度|增长|涨幅|降幅|同比|同口径|自然口径|总体|整体|目前|数量|总数|总量|累计|总计|合计|其中|项目数|人数|人次|完成率|完成|(?:[国省市区县]级)?验收)+)$"
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
    "企业减负": "企业成本",
    "外资": "实际使用外资",
    "到资": "实际使用外资",
    "实际到资": "实际使用外资",
}


_WHOLE = re.compile(r"^(?:[全县市区镇]域|全社会|全口径|辖区|属地)(?=.)")


@lru_cache(maxsize=4096)
def core(attribute: str) -> str:
    """Give the name of an indicator without what says only that there is more of it."""
    name = canonical(_WHOLE.sub("", attribute))
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
    if a == b or (_is_air(a) and _is_air(b)):
        return SAME
    if is_known(a) and is_known(b):
        return OTHER
    if a in b or b in a or _within(asked, found):
        return OTHER if _narrows(a, b) or _narrows(b, a) else CLOSE
    return _by_letters(a, b)


def _is_air(name: str) -> bool:
    """Tell whether a name is of the days with good air; 优良率 alone is, of water it names it."""
    return name == "优良率" or name == canonical("优良天数比例")


def _by_letters(a: str, b: str) -> float:
    share = _shared(a, b)
    if _other_rate(a, b) or (share < _OF_KNOWN and (is_known(a) or is_known(b))):
        return OTHER
    return share if share >= _LEAST else OTHER


_OF_KNOWN = 0.63  # what a name in other words shares at least with an indicator of the table
_RATE = re.compile(r"(?P<of>..)率$")


def _other_rate(a: str, b: str) -> bool:
    """Tell whether two rates are of different things: 就诊率 and 住院率."""
    one, other = _RATE.search(a), _RATE.search(b)
    return bool(one and other and one["of"] != other["of"])


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
    name = _QUOTES.sub("", found)
    if is_known(core(name)) or len(name) < _SHORT:
        return OTHER
    pairs = _pairs(name)
    least = _NEARLY_ALL if len(name) >= _LONG else 1
    return CLOSE if len(pairs & _pairs(_QUOTES.sub("", passage))) >= least * len(pairs) else OTHER


_QUOTES = re.compile(r"[“”\"‘’]")
_SHORT = 4  # characters of a name that may stand in the words of a target as a whole


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


_SAYS_NOTHING = re.compile(
    r"项目|工程|重点|招商引资|乡村振兴|本外币|外贸|建设|增速|增长|可比价|现价|任务|工作|面积|数量|总[量数额]|人数|企业|单位|[省市县区境]外|内资|资金|新增|完成|累计|实现|我[市区县省]|全[市区县省]|达到?|共|个|家"
)
_WORD = 2  # letters of another word


def adds(asked: str, task: str, found: str) -> str:
    """Give the letters of a name that the target has nowhere; empty where it adds no word.

    A name in other words may be the same thing, but is not seen to be: 核心制造业 for 核心产业.

    Args:
        asked: The name in the target.
        task: The words of the target.
        found: The name in the text of progress.
    """
    if not found or core(asked) == core(found):
        return ""
    known = {*task, *canonical(asked), *core(asked)}
    more = "".join(one for one in _SAYS_NOTHING.sub("", canonical(found)) if one not in known)
    return more if len(more) >= _WORD else ""


def lacks(asked: str, text: str, found: str) -> str:
    """Give the letters of a target's name that a text of progress has nowhere.

    专利授权量 is not 发明专利授权量, unless the text speaks of 发明 before.

    Args:
        asked: The name in the target.
        text: The text of progress.
        found: The name in it.
    """
    if not found or core(asked) == core(found) or found in _POINTERS:
        return ""
    known = f"{text}{found}{canonical(found)}"
    less = "".join(one for one in _SAYS_NOTHING.sub("", asked) if one not in known)
    return less if len(less) >= _WORD else ""


_KINDS = re.compile(
    r"新能源|高新技术|高技术|战略性新兴|数字经济|民间|跨境|绿色|高端|智能|装配式|保障性|普惠|专精特新|电子商务|农产品"
)


def lacks_kind(asked: str, text: str, found: str) -> str:
    """Give the kind of thing that a target asks for and a text names nowhere: 汽车 for 新能源汽车.

    Args:
        asked: The name in the target.
        text: The text of progress.
        found: The name in it; empty or a rate's where it points back to the target.
    """
    kind = _KINDS.search(asked)
    is_named = bool(found) and found not in _POINTERS and not _GENERIC.match(found)
    is_there = kind is None or kind[0] in text or found.endswith("率")
    return kind[0] if kind and is_named and not is_there else ""


def skips(asked: str, text: str, found: str) -> str:
    """Give the word that a name leaves out in the middle of a target's: 毕业生[本地]就业率.

    Args:
        asked: The name in the target.
        text: The text of progress.
        found: The name in it.
    """
    one, other = canonical(asked), canonical(found)
    size = len(one) - len(other)
    if size < _WORD or not other:
        return ""
    same = next((at for at, letter in enumerate(other) if one[at] != letter), len(other))
    middle = one[same : same + size]
    is_middle = 0 < same < len(other) and one[same + size :] == other[same:]
    return middle if is_middle and middle not in text and _SAYS_NOTHING.sub("", middle) else ""


_POINTERS = frozenset(
    {"增加值", "产值", "总产值", "收入", "投资", "总额", "产量", "数量", "销售额"}
)
