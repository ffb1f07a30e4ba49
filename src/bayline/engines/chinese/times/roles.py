"""Times that only qualify a word beside them, so that no figure and no later time leans on them.

始建于1958年 dates the founding, 年初预算 names a kind of budget, 上年结转 what was carried over.
"""

import re

_ORIGIN = re.compile(
    r"(?:建成?|建立|成立|创[办立刊]|开[办业埠设]|[设创]立|注册|[起发]?源|诞生|落成|形成|开凿|兴起"
    r"|(?<!开)始|(?<![发产])生)于$"
)
# The noun right behind: a budget, a plan, or what was carried over from the year before.
_BUDGET = r"预算|[计规]划(?!单列)|目标|任务|指标|预期"
_CARRIED = r"续建|结转|结余|滚存|跨年|遗留|(?:执行|完成|实际|决算|基)数"
_EDGE_TAIL = re.compile(rf" ?(?:的)?(?:{_BUDGET}|{_CARRIED})")
_CARRIED_TAIL = re.compile(rf" ?(?:的)?(?:{_CARRIED})")
_SHARE_HEAD = re.compile(r"(?:[占达为]|完成|超过|高于|低于)$")
_EDGE = re.compile(r"年[初中末底]$|岁末$")
_BEFORE = re.compile(r"(?:上一?|去|前)年度?$")
_WHOLE = re.compile(r"全年$")
_TO = re.compile(r"(?<!截)[到至]$")
_UP_TO = re.compile(r" ?[之以]?前")
_SHORT = 8  # characters of a time that can stand as such a word


def qualifies(folded: str, start: int, end: int) -> bool:
    """Tell whether a time only qualifies the word before or behind it.

    Args:
        folded: The text.
        start: Where the time starts.
        end: Where it ends.
    """
    return is_origin(folded, start) or _names_a_budget(folded, start, end)


def is_origin(folded: str, start: int) -> bool:
    """Tell whether a time says when something began to exist: 成立于2003年."""
    return _ORIGIN.search(folded, max(0, start - 6), start) is not None


def _names_a_budget(folded: str, start: int, end: int) -> bool:
    """Tell 年初预算, 上年度续建 and 占全年任务 from a time when something holds."""
    if end - start > _SHORT or folded[start].isdecimal():
        return False
    if _EDGE.search(folded, start, end):
        return _EDGE_TAIL.match(folded, end) is not None
    if _BEFORE.search(folded, start, end):
        return _CARRIED_TAIL.match(folded, end) is not None
    if not _WHOLE.search(folded, start, end) or not names_a_plan(folded, end):
        return False
    return _SHARE_HEAD.search(folded, max(0, start - 2), start) is not None


def names_a_plan(folded: str, end: int) -> bool:
    """Tell whether a budget or plan stands right behind a time: 全年任务, 年底目标."""
    return _EDGE_TAIL.match(folded, end) is not None


def is_deadline(folded: str, start: int, end: int) -> bool:
    """Tell whether words make a time an end still to come: 年底前, 到年末."""
    return (
        _TO.search(folded, max(0, start - 2), start) is not None
        or _UP_TO.match(folded, end) is not None
    )
