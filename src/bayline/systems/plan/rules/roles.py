"""What a figure of a text of progress is: the indicator's, a share of the target, the target."""

import re

from bayline.engines.chinese.terms import QuantityKind
from bayline.kernel.statuses import Change
from bayline.systems.plan.terms.results import Result, Role
from bayline.systems.reading.rules.passages import Item, View

_TARGET = (
    r"(?:目标任务|目标数|任务数|计划数|目标值|任务量|计划投资|投资计划|目标|任务|计划|指标|预算"
    r"|预期|工程量)"
)
_WHEN = (
    r"(?:全年|年度|年初|当年|本年|今年|既定|下达|上级|省定|市定|市级|省级|总|总体|预期|计划|任务"
    r"|投资|\d{4}年|到位|考核|工作|建设|预算|[一二三四]+年|规划|五年)*"
)
_SOON = (
    r"(?:一季度|二季度|三季度|四季度|季度|上半年|下半年|前三季度|\d{1,2}月份?|月度|当月|阶段性?"
    r"|序时|同期|时间|时序|半年度?|1[-—~至]\d{1,2}月)"
)
_SHARE_SO_FAR = re.compile(
    rf"(?:完成|占|达到?|为|实现){_SOON}(?:进度|{_TARGET})+(?:的|数的|任务的)?$|{_SOON}(?:{_TARGET})?(?:完成率|进度)(?:达到?|为)?$"
)
_SHARE = re.compile(
    rf"(?:完成|占|达到?|为|实现|已完成|相当于){_WHEN}{_TARGET}+(?:总量|总数|总额|的|数的|数|量|任务)*的?$"
    rf"|{_TARGET}(?:完成率|完成比例|完成进度|完成度|进度)(?:达到?|为|已达|是)?$"
    r"|(?:^|[^\u4e00-\u9fff]|全年|年度|总体|目前|平均|累计|已)(?:完成率|完成比例|完成度|进度|完成进度|任务完成率)(?:达到?|为|已达|是)?$"
)
_BARE_RATE = re.compile(
    r"(?:完成率|完成比例|完成度|执行率|兑现率|完成进度|工程进度|形象进度|总体进度|总进度|进度)(?:已?达到?|为|是|约|超过?)?$"
)
_RESTATED = re.compile(
    rf"{_TARGET}(?:为|是|共|总计|：|:|总数|数|量|的|即|达)?$|^(?:{_WHEN}){_TARGET}[^，。]{{0,8}}$|(?:应|需)完成$"
)
_TIME = re.compile(r"序时|时间进度|时序进度|时间过半")
_TO_TARGET = re.compile(
    rf"(?:高于|超过?|低于|差|距|比|较|高出|落后|快于|慢于|离)[^，。；\d]{{0,10}}{_TARGET}[^，。；\d]{{0,6}}$"
)
_TO_OTHERS = re.compile(
    r"(?:高于|低于|快于|慢于|超过?|领先|落后|高出|跑赢|比|较)[^，。；\d]{0,18}(?:平均|全国|全省|全市|全区|嘉兴|上海|GDP|经济|生产总值|水平|增速|增幅|增长|位)[^，。；\d]{0,6}$"
)
_BEFORE = re.compile(
    r"(?:去年|上年|前年|上年同期|去年同期|同期|基数)(?:为|是|的|达|完成|实现|数|末)?[^，。；增降升减高低比\d]{0,8}$"
)
_OF_BEFORE = re.compile(
    r"^\s*(?:去年|上年|上一年|前年)度?(?!同期)(?![^，。；]*(?:比(?![重例率])|较|上升|下降|增长|提高))[^，。；]*$"
)
_PART = re.compile(r"其中|(?<![包不])含(?!量|税|氧)")
_FUTURE = re.compile(
    r"力争|(?<![已共计])争取|确保(?!护)|计划(?!的|内|总|投资|任务|目标|数)|拟(?!定)|将(?!军)|(?<![接招对期])待|下一步|下阶段"
)
_UNIT_OTHERS = re.compile(
    r"(?:全[国省市区县]|[省市])(?:的)?平均[^，。；\d]{0,8}$|平均水平[^，。；\d]{0,4}$"
    r"|(?<!占)(?:全国|全省)[^，。；\d]{0,8}$"
)
_LEFT = re.compile(
    r"(?:尚有|还有|剩余|仍有|未完成|未开工|尚未|还差|距|(?<!倍)差|缺口|(?<![接招对期])待)[^，。；\d]{0,10}$"
)
_UNDER_WAY = re.compile(
    r"^(?:个|家|条|处|项|座)?[^，、。；\d]{0,8}(?:正在|在建|推进中|进行中|施工中|未开工|尚未|待验收|拟)"
)
_STARTING = re.compile(r"正在[^，。；\d]{0,10}$")


_IS_TARGET = re.compile(
    r"^(?:以上|左右|以内)?的?(?:年度|全年|年初|预期|既定|增长|发展|总|工作|奋斗|考核|任务)*目标|^(?:以上|左右|以内)?的(?:年度|全年|年初|预期|既定|增长|发展|总|工作|考核)*任务"
)
_BEYOND = re.compile(r"超额?|突破|高于|低于|多于|快于")
_GREW_THEN = re.compile(
    r"(?<![比较同])(?:去年|上年)(?:同期)?(?:同比)?(?:增长|下降|增速)(?:为|了|约)*$"
)
_WAS = re.compile(r"(?<![自理缘])[由从](?!业|事|来|此)[^，。；\d]{0,14}(?:的|\d{1,2}月份?的?)?$")


def role_of(view: View, item: Item, before: str, *, follows: Result | None) -> Role:
    """Tell what a figure is.

    Args:
        view: The text.
        item: The figure.
        before: The words of its clause before the number.
        follows: The figure before it; None for the first.
    """
    kind = item.statement.quantity.kind
    if _IS_TARGET.match(view.folded[item.end : item.end + 24]) and not _BEYOND.search(before):
        return Role.RESTATED
    is_of_then = kind is QuantityKind.RATIO and _WAS.search(before)
    is_of_then = is_of_then or _GREW_THEN.search(before)
    if is_of_then or item.statement.change is Change.FROM:
        return Role.BEFORE
    words = before.rstrip(" 约近超达到已为")
    if kind is QuantityKind.POINTS:
        return _of_points(item, before)
    if kind is QuantityKind.RATIO:
        found = _of_ratio(words, before, follows)
        if found is not None:
            return found
    if kind is QuantityKind.RANK:
        return Role.RANK
    return _of_amount(view, item, before)


def _of_points(item: Item, before: str) -> Role:
    if _TIME.search(before):
        return Role.AHEAD
    if _TO_TARGET.search(before):
        return Role.AGAINST
    if _TO_OTHERS.search(before) and item.statement.change is not Change.DELTA:
        return Role.COMPARED
    if (
        re.search(r"(?:比|较)(?:去年|上年|年初|同期)", before)
        or item.statement.change is Change.DELTA
    ):
        return Role.VALUE
    return Role.COMPARED if _TO_OTHERS.search(before) else Role.VALUE


def _of_ratio(words: str, before: str, follows: Result | None) -> Role | None:
    if _SHARE_SO_FAR.search(words):
        return Role.SHARE_SO_FAR
    if _SHARE.search(words) or _BARE_RATE.search(words):
        return Role.SHARE
    is_told_of = follows is not None and follows.role is Role.RESTATED
    if is_told_of and re.search(r"的$", before.strip()):
        return Role.SHARE
    if _TO_TARGET.search(before):
        return Role.AGAINST
    return None


def _of_amount(view: View, item: Item, before: str) -> Role:
    if _BEFORE.search(before) or _OF_BEFORE.match(before):
        return Role.BEFORE
    behind = view.folded[item.end : item.end + 14]
    if _UNIT_OTHERS.search(before):
        return Role.COMPARED
    if _RESTATED.search(before) and not re.search(r"完成[^，。；\d]{0,4}$|增长$", before):
        return Role.RESTATED
    if _LEFT.search(before) or _STARTING.search(before) or _UNDER_WAY.match(behind):
        return Role.PART
    if _FUTURE.search(before) and not re.search(r"预计", before):
        return Role.INTENDED
    return Role.PART if _PART.search(before) else Role.VALUE
