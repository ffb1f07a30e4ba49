"""What a figure of a text of progress is named, and on what basis, by the words around it."""

import re

from bayline.systems.plan.rules.views import Around
from bayline.systems.reading.rules.passages import Item

_TIME = (
    r"(?:20\d\d年|今年|全年|[前第]?[一二三四]季度|上半年"
    r"|\d{1,2}(?:[-—~至]\d{1,2})?月份?(?:[末底]|当月)?)"
)
_ENDS = re.compile(
    rf"(?:{_TIME}|自然口径|同口径|可比口径|增速|预计|完成|实现|同比|已|均|通过验收|建成投用|[\"“”\s+])+$"
)
_STARTS = re.compile(rf"^(?:{_TIME}|[\"“”\s+])+")
_NOTHING = re.compile(
    r"^(?:按照?|围绕|对照|力争|确保|实现|不足|没有?|未|达到?|预计|[比较由从至到]|自然口径|同口径|可比口径|增速|继续|保持|目标|环比|较?[上前]月|两年平均|年平均)+$"
    r"|^(?:不含|含|剔除|扣除|扣减|核减|抵扣|不包括|包括|除去)"
)
_LISTED = re.compile(r"\d、")
_FROM = re.compile(r"(?P<name>[\u4e00-\u9fffA-Z]+?)(?:同比)?[由从][^，。；]*?[至到][^，。；\d]*$")
_RATE = re.compile(r"(?:增速|增幅|增长率)$")
_COMPARABLE = re.compile(r"同口径|可比口径|同比口径")


def attribute_of(item: Item, near: Around) -> str:
    """Give what a figure measures, without times and words that name nothing.

    Args:
        item: The figure.
        near: The words around it.
    """
    rising = _FROM.search(near.sentence)
    if rising is not None and item.statement.quantity.kind == "ratio":
        return _ENDS.sub("", rising["name"])
    name = item.statement.attribute or ""
    if _NOTHING.match(name) or _LISTED.search(name):
        return ""
    shorter = _STARTS.sub("", _ENDS.sub("", name))
    return shorter or ("" if shorter != name else name)


def rises_to(near: Around) -> bool:
    """Tell whether a rate of growth moved from one figure to another: 增速由5%回升至7.8%."""
    rising = _FROM.search(near.sentence)
    return rising is not None and bool(_RATE.search(rising["name"]))


def coverage_of(coverage: frozenset[str], near: Around) -> frozenset[str]:
    """Give what a figure leaves out, and whether it was made comparable with the year before.

    Args:
        coverage: What the reader found.
        near: The words around the figure.
    """
    left_out = {one for one in coverage if one.startswith("不含")}
    if _COMPARABLE.search(near.clause):
        left_out.add("同口径")
    return frozenset(left_out)


def printed(text: str, item: Item) -> str:
    """Give a figure as the text prints it: 零增长 as that."""
    end = item.end
    for words in ("零增长", "持平"):
        if item.start > 0 and text[:end].endswith(words):
            return words
    return text[item.start : end].strip()
