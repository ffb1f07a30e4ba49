"""Which way an indicator is good, and what its number counts."""

import re
from dataclasses import replace

from bayline.engines.chinese.terms import QuantityKind
from bayline.kernel.bounds import Bound
from bayline.kernel.figures import Figure
from bayline.kernel.statuses import Change
from bayline.systems.plan.rules.likeness import core
from bayline.systems.plan.terms.targets import Good, Measure, Operator
from bayline.systems.reading.rules.attributes import is_additive
from bayline.systems.reading.rules.passages import Item

# 降低率 13.5% is a fall, though no verb says so.
_FALL = re.compile(r"(?:下降|降低|削减|减少|压减|降)(?:率|幅度|幅|比例)$|降幅$")
_RISE = re.compile(r"(?:增长|增)(?:率|幅度|幅|速)$|增幅$|增速$|涨幅$")
_LOW = re.compile(
    r"失业率|能耗|能源消费|煤炭消费|碳强度|碳排放|排放(?!达标)|PM2\.?5|PM10|PM₂|浓度|臭氧|事故|死亡|伤亡|发案|案件数"
    r"|不良|负债率|债务|债务率|杠杆率|用水量|水耗|物耗|逾期|投诉|空置|闲置率|违法|贫困|流失率|辍学|死亡率|差距"
    r"|收入比(?![重例])|倍差|基尼|居民消费价格|CPI|物价|价格指数|三公|一般性支出|行政(?:运行)?经费|差错|误差|扬尘|内涝点|积压|时限|办理时间|用时|时长|住院日|周期|病死率|发病率|劣V|劣Ⅴ|黑臭"
)
_LESS_OF_IT = re.compile(
    r"减排量|削减量|压减量|节约量|节能量|治理|化解|整改|消除|下降率|降低率|处置|查处|办结|清理|消化|盘活|达标|减排|腾退|拆除|整治|清退|关停|淘汰|取缔"
)
_STOCK = re.compile(
    r"余额|存量|保有|拥有|总数|总量|总规模|常住人口|户籍人口|[人户亩地村]均|每[万千百亩人户]|率$|比例$|比重$|占比|浓度|水平|指数|密度|强度"
    r"|里程$|覆盖|评分|得分"
)
_FLOW = re.compile(
    r"生产总值|GDP|产值|增加值|收入$|收入总额|总额$|投资|销售|税收|进出口|零售|产量|客流|人次|游客|吞吐|贷款发放|交易额|营收|利润|外资|内资|资金|补助|支出|就业|招商|成交|消费总量|能源消费|用电量|用水量|经费|事故|死亡"
)
_STANDS = re.compile(
    r"(?:达到?|达至|总数(?:达到?|为)?|保有量|稳定在|保持在?|控制在|维持|不低于|不少于|突破|超过?|总量|拥有)[^，。；\d]{0,4}$"
)
_DOES = re.compile(
    r"新增|新建|新设|新培育|新引进|新认定|建成|建设|完成|改造|引进|引育|培育|培训|创建|招引|招引|实施|开工|竣工|投产|签约|落地|改建|扩建|整治|治理|修复|修缮|种植|造林|绿化"
    r"|提升|打造|开通|举办|组织|开展|发放|到位|争取|盘活|处置|清理|新开|推进|实现|化解|办结|拆除|腾退|供应|出让|投放|建立|发展|入库|上市|帮扶|救助|安置|收储|解决|解困|转移|培养|评定|认定|招收|减排|节约|压减|削减|减少(?!到|至)|消除|淘汰|清退|关停|关闭|取缔|更新|安装|加装|配建|优化|新辟|增设|增开|开行|补植|铺设|敷设|疏浚|清淤|检测|抽检|巡查|走访|慰问|资助|服务|提供|筛查|接种|义诊|排查|设立|布设|升级|认证|授牌|筹集|交付|回迁|流转"
)
_SIZES = frozenset({QuantityKind.MEASURE, QuantityKind.MONEY, QuantityKind.COUNT})
_OPERATORS = {
    Bound.AT_LEAST: Operator.AT_LEAST,
    Bound.OVER: Operator.OVER,
    Bound.AT_MOST: Operator.AT_MOST,
    Bound.UNDER: Operator.UNDER,
    Bound.ABOUT: Operator.ABOUT,
    Bound.NEARLY: Operator.ABOUT,
    Bound.RANGE: Operator.WITHIN,
}


def falls(attribute: str) -> bool:
    """Tell whether the name itself says that the number is a fall: 能耗降低率."""
    return bool(_FALL.search(attribute))


def rises(attribute: str) -> bool:
    """Tell whether the name itself says that the number is a growth: 增速."""
    return bool(_RISE.search(attribute))


def fallen(figure: Figure) -> Figure:
    """Turn a fall with one end about: 下降4%以上 is a change of at most -4%."""
    is_fall = figure.low is not None and figure.low < 0 and figure.high is None
    if not is_fall:
        return figure
    bound = Bound.UNDER if figure.low_open else Bound.AT_MOST
    return replace(
        figure,
        low=None,
        high=figure.low,
        low_open=False,
        high_open=figure.low_open,
        bound=bound,
        low_slack=figure.high_slack,
        high_slack=figure.low_slack,
    )


def taken_off(figure: Figure) -> Figure:
    """Give how much less there is as a size: 减少20万吨 is an amount of 200,000 tonnes."""
    is_size = figure.unit not in {"1", "pp"} and "/" not in figure.unit
    is_fall = figure.high is not None and figure.high < 0
    return figure.scaled(-1) if is_size and is_fall else figure


def is_doubling(figure: Figure, words: str) -> bool:
    """Tell whether a figure says how often something doubled: 翻一番."""
    return figure.unit == "x" and "番" in words


def as_growth(figure: Figure, change: Change | None) -> Figure:
    """Give a growth by times as a rate: 翻一番 and 增长1倍 are 100 % more.

    Args:
        figure: The figure; of 翻一番 it is 2.
        change: Whether it is a growth; None for 翻一番.
    """
    if figure.unit != "x" or change not in {None, Change.GROWTH} or figure.low is None:
        return figure
    more = figure.low - 1 if change is None else figure.low
    return Figure.exactly(more, "1")


def operator_of(bound: Bound) -> Operator:
    """Give the operator that a hedge states."""
    return _OPERATORS.get(bound, Operator.POINT)


def good_of(attribute: str, operator: Operator, *, is_fall: bool) -> Good:
    """Tell which way is good.

    Args:
        attribute: What is measured, in words.
        operator: How the result must stand to the number.
        is_fall: Whether the number is a fall: 下降3%.
    """
    if operator in {Operator.AT_MOST, Operator.UNDER}:
        return Good.LOW
    if is_fall:
        return Good.LOW
    if operator in {Operator.AT_LEAST, Operator.OVER}:
        return Good.HIGH
    is_low = _LOW.search(attribute) and not _LESS_OF_IT.search(attribute)
    return Good.LOW if is_low else Good.HIGH


_DOWN_TO = re.compile(
    r"(?:降|减|压缩|压减|压降|缩短|收窄|缩小)(?:低|少)?(?:至|到)[^，。；\d]{0,4}$"
)


def is_lowered(before: str) -> bool:
    """Tell whether the words before a number say that it is to come down to it: 降至13.5%."""
    return bool(_DOWN_TO.search(before))


def does(before: str) -> bool:
    """Tell whether the words before a number say that something is made or done."""
    return bool(_DOES.search(before))


def measure_of(item: Item, attribute: str, before: str) -> Measure:
    """Tell what the number of a figure counts.

    Args:
        item: The figure.
        attribute: What is measured, in words.
        before: The words of the clause before the figure.
    """
    kind, change = item.statement.quantity.kind, item.statement.change
    if kind is QuantityKind.POINTS:
        return Measure.DELTA
    if item.figure.unit == "x" and (
        change is Change.GROWTH or "番" in item.statement.quantity.stated_unit
    ):
        return Measure.GROWTH
    if kind is QuantityKind.RATIO:
        return _of_ratio(attribute, before, change)
    if change is Change.DELTA and kind in _SIZES:
        return Measure.DELTA if "/" in item.figure.unit else Measure.AMOUNT
    return _of_amount(attribute, before)


def _of_ratio(attribute: str, before: str, change: Change | None) -> Measure:
    if change is Change.GROWTH or rises(attribute) or falls(attribute):
        return Measure.GROWTH
    if change in {Change.TO, Change.DELTA}:
        return Measure.LEVEL
    is_sum = (
        bool(attribute) and is_additive(core(attribute)) and bool(_FLOW.search(core(attribute)))
    )
    return Measure.GROWTH if is_sum and not re.search(r"[占率比]", before) else Measure.LEVEL


def _of_amount(attribute: str, before: str) -> Measure:
    if re.search(r"稳定在|控制在|保持在|维持在", before) and not re.search(
        r"总量|总额|支出|经费|事故|死亡", before
    ):
        return Measure.LEVEL
    name = core(attribute)
    if _FLOW.search(attribute) and not re.search(
        r"余额|[人户亩地村]均|每[万千百亩人户]|率$|占比|比重", attribute
    ):
        return Measure.AMOUNT
    if _STOCK.search(name) or _STOCK.search(attribute):
        return Measure.LEVEL
    if _FLOW.search(name) or "累计" in before:
        return Measure.AMOUNT
    if _STANDS.search(before) and not re.search(r"新增|新建|新引进|新培育", before):
        return Measure.LEVEL
    return Measure.AMOUNT if _DOES.search(before) or _DOES.search(attribute) else Measure.LEVEL
