"""The words of a target read into rules; figures and times are those of the reader."""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from bayline.engines.chinese.terms import QuantityKind
from bayline.systems.plan.rules.directions import (
    as_growth,
    does,
    fallen,
    falls,
    good_of,
    is_lowered,
    measure_of,
    operator_of,
    taken_off,
)
from bayline.systems.plan.rules.likeness import core, likeness
from bayline.systems.plan.rules.naming import coverage_of, printed
from bayline.systems.plan.rules.ranking import rank_rule
from bayline.systems.plan.rules.views import around, clause_before, view_of
from bayline.systems.plan.terms.targets import (
    Bar,
    Good,
    Kind,
    Level,
    Measure,
    Operator,
    Reference,
    Rule,
    Span,
    Target,
)
from bayline.systems.reading.rules.bases import basis_of
from bayline.systems.reading.rules.passages import Item, View

_ASPIRES = re.compile(
    r"(?:力争|争取(?!到?(?:上级|中央|国家|省|市|各类|各级|专项|政府|地方|转移|债券)[^，。；]{0,16}(?:资金|债券|补助|支持|试点|政策|项目|额度|指标))|冲刺|冲击|挑战|奋斗目标)"
)
_WANTED = re.compile(  # 化肥使用量零增长 is a cap; 财政收入零增长 is not
    r"收入|产值|增加值|生产总值|GDP|投资|零售|出口|进出口|利润|税收|产量|销售|经济|外资|就业"
)
_SO_CALLED = re.compile(r"\s*[（(](?:力争|争取|奋斗目标|挑战目标)[数值]?[）)]")  # 增长20%（力争）
_FIRM = re.compile(r"确保|底线|保底|不低于|不少于")
_REDUCES = re.compile(
    r"(?:减少|压减|削减|降低|淘汰|减排|节约|化解|处置|清收|消化|整改|查处|治理|盘活|拆除|拆违|整治|清理|关停|取缔|清退)[^，。；]{0,10}$"
)
_PART = re.compile(r"其中|(?<![包不])含(?![量氧硫水])")
_ABOVE = re.compile(
    r"(?:上级|省(?:里|级|政府)?|市(?:里|级|政府)?|国家|区里|中央|自治区|[\u4e00-\u9fff]{2}市)下达"
)
_STEP = re.compile(
    r"(?P<own>[^，。；、]*?)与(?P<other>[^，。；、]{2,14}?)(?:增长|增速|增幅|发展)?(?:基本|大体|大致)?(?:保持)?(?:同步|持平|相当|一致)"
)
_FASTER = re.compile(
    r"(?P<own>[^，。；、]*?)(?:高于|快于|超过|不低于|高过|跑赢|大于|＞|>)(?P<other>[^，。；、\d]{2,16}?)(?:的?(?:增长|增速|增幅|增长率|平均增速|平均水平|平均)(?:幅度)?|水平|(?<=GDP)|(?<=生产总值))(?=[，。；、]|$)"
)
_MARGIN = re.compile(
    r"(?P<own>[^，。；、]*?)(?:高于|快于|高出|高过|领先|超过)(?P<other>[^，。；、\d]{2,16}?)(?:的?(?:增长|增速|增幅|平均增速|平均水平|平均)|水平)*(?P<points>\d+(?:\.\d+)?)个?百分点"
)
_GROWS = re.compile(
    r"(?:年均|年平均)?(?:实际|名义)?(?:增长|增速|增幅|增长率|增长速度|人均)+$|(?:保持|实现|力争|确保)+$"
)
_AVERAGE = re.compile(r"年均|年平均|每年")
_CUMULATIVE = re.compile(r"累计|总共|共计|五年|规划期内|期间")
_END = re.compile(r"到20\d\d年|到\d\d年底|期末|年末|到[“\"]?十[一二三四五]五")
_THIS_YEAR = re.compile(r"当年|全年|年内|今年|本年")
_YEARS = re.compile(r"(20\d\d)(?:年)?(?:[—\-–~至到]+(20\d\d))?年")
_PLANS = {
    "十二五": (2011, 2015),
    "十三五": (2016, 2020),
    "十四五": (2021, 2025),
    "十五五": (2026, 2030),
}
_UNMEASURED = frozenset({QuantityKind.DURATION})
_SPELLED = re.compile(r"^(?!百分之)[一二两三四五六七八九十百]+")
_OF_NAMES = frozenset({"大", "类", "种", "级", "方面", "次"})
_SET_TIME = re.compile(r"^(?:个)?(?:月|天|日|季度|年|小时|分钟)$")


@lru_cache(maxsize=8192)
def read_target(text: str, *, year: int) -> Target:
    """Read the words of one task into rules.

    Args:
        text: The words, such as 一般公共预算收入增长6%.
        year: The year by which times without one are understood.

    Returns:
        Its rules; one of kind deed where the words set no number.
    """
    view = view_of(text, on=date(year, 1, 1))
    rules = _with_figures(view, text)
    rules += _relative(view.folded, rules)
    ranked = rank_rule(view.folded) if not rules else None
    if ranked is not None:
        rules = [ranked]
    if not rules:
        rules = [_without_figure(view.folded)]
    return Target(text=text, rules=(*rules,), years=years_in(view.folded))


def years_in(text: str) -> tuple[int, int] | None:
    """Give the first and last year that the words of a target name."""
    for name, years in _PLANS.items():
        if name in text:
            return years
    found = _YEARS.search(text)
    if found is None:
        return None
    first = int(found[1])
    return first, int(found[2] or first)


def _with_figures(view: View, text: str) -> list[Rule]:
    rules: list[Rule] = []
    for item in view.items:
        before = clause_before(view, item.statement.quantity.start)
        if not _counts(item, before):
            continue
        if _names(item, before, text) or _is_margin(item, view):
            continue
        bar = _bar(item, before, text)
        attribute = item.statement.attribute or ""
        if rules and _goes_with(rules[-1], bar, item, attribute, before):
            rules[-1] = _joined(rules[-1], bar)
        else:
            rules.append(_rule(view, item, bar, rules))
    return rules


def _is_margin(item: Item, view: View) -> bool:
    """Tell whether points are by how much another indicator is to be passed: 高于全省平均2个."""
    is_points = item.statement.quantity.kind is QuantityKind.POINTS
    return is_points and any(
        match.start("points") <= item.end <= match.end() for match in _MARGIN.finditer(view.folded)
    )


_LASTS = re.compile(r"(?:住院日|时间|时长|时限|用时|周期)[^，。；]{0,6}$")


def _counts(item: Item, before: str) -> bool:
    quantity = item.statement.quantity
    if quantity.kind in _UNMEASURED and _LASTS.search(before):
        return True  # how long something takes is the target itself
    if item.is_threshold or quantity.kind in _UNMEASURED:
        return False
    return not _SET_TIME.match(quantity.stated_unit)


def _names(item: Item, before: str, text: str) -> bool:
    """Tell whether a number only belongs to a name: 四大产业集群, 四项主要污染物."""
    quantity = item.statement.quantity
    is_spelled = bool(_SPELLED.match(text[quantity.start : quantity.end]))
    return is_spelled and (quantity.stated_unit in _OF_NAMES or not does(before))


def _bar(item: Item, before: str, text: str) -> Bar:
    words = printed(text, item)
    is_told_so = (
        _ASPIRES.search(before) or _ASPIRES.search(words) or _SO_CALLED.match(text, item.end)
    )
    aspires = bool(is_told_so) and not _FIRM.search(words)
    figure, operator = item.figure, operator_of(item.statement.quantity.bound)
    attribute = item.statement.attribute or ""
    if falls(attribute) and figure.low is not None and figure.low > 0:
        figure = figure.scaled(-1)
    return Bar(
        operator=operator,
        figure=as_growth(taken_off(fallen(figure)), item.statement.change),
        level=Level.ASPIRATION if aspires else Level.OFFICIAL,
        words=words,
    )


def _goes_with(rule: Rule, bar: Bar, item: Item, attribute: str, before: str) -> bool:
    """Tell whether a number is another level of the target before it: 确保70个，力争80个."""
    if not rule.bars or _PART.search(before):
        return False
    unit = rule.bars[0].figure.unit
    is_other = bar.level is not rule.bars[0].level
    named = likeness(rule.attribute, attribute)
    return is_other and unit == item.figure.unit and named > 0 and len(rule.bars) == 1


def _joined(rule: Rule, bar: Bar) -> Rule:
    bars = sorted((*rule.bars, bar), key=lambda one: one.level is Level.ASPIRATION)
    return Rule(
        **{
            name: getattr(rule, name)
            for name in Rule.__dataclass_fields__
            if name not in {"bars", "passage"}
        },
        bars=(*bars,),
        passage=f"{rule.passage}，{bar.words}",
    )


def _rule(view: View, item: Item, bar: Bar, earlier: list[Rule]) -> Rule:
    before = clause_before(view, item.statement.quantity.start)
    is_part = bool(_PART.search(before)) and bool(earlier)
    attribute = item.statement.attribute or ""
    is_fall = bar.figure.high is not None and bar.figure.high < 0
    basis = basis_of(view, item)
    measure = earlier[-1].measure if is_part else measure_of(item, attribute, before)
    operator = _turned(bar.operator) if is_fall else bar.operator
    is_cap = bar.words == "零增长" and not _WANTED.search(attribute or before)
    operator = Operator.AT_MOST if is_cap else operator
    good = good_of(attribute or before, operator, is_fall=is_fall)
    if measure is Measure.AMOUNT and _REDUCES.search(before):
        good = Good.HIGH  # the more is taken off, the better
    elif is_lowered(before) or is_cap:
        good = Good.LOW
    near = around(view, item, since=0, until=len(view.folded))
    fixed = bar if operator is bar.operator else _with_operator(bar, operator)
    return Rule(
        indicator=core(attribute),
        attribute=attribute,
        measure=measure,
        span=span_of(before) if span_of(before) is not Span.UNSAID else span_of(view.folded),
        good=good,
        bars=(fixed,),
        coverage=coverage_of(basis.coverage, near),
        price=basis.price,
        kind=kind_of(view.folded),
        is_part=is_part,
        passage=f"{clause_before(view, item.start).strip()}{bar.words}",
        said=near.clause,
    )


def _turned(operator: Operator) -> Operator:
    """Turn the operator of a fall: a fall of 3% or more is a change of at most -3%."""
    turned = {
        Operator.AT_LEAST: Operator.AT_MOST,
        Operator.OVER: Operator.UNDER,
        Operator.AT_MOST: Operator.AT_MOST,
        Operator.UNDER: Operator.UNDER,
    }
    return turned.get(operator, operator)


def _with_operator(bar: Bar, operator: Operator) -> Bar:
    return Bar(operator=operator, figure=bar.figure, level=bar.level, words=bar.words)


def span_of(words: str) -> Span:
    """Tell how a number holds over the period, by the words around it."""
    if _AVERAGE.search(words):
        return Span.AVERAGE
    if _CUMULATIVE.search(words):
        return Span.CUMULATIVE
    if _END.search(words):
        return Span.END
    return Span.YEAR if _THIS_YEAR.search(words) else Span.UNSAID


def kind_of(words: str) -> Kind:
    """Tell whether the words call the target binding or expected; most do neither."""
    if "约束性" in words:
        return Kind.BINDING
    return Kind.EXPECTED if "预期" in words else Kind.UNSAID


def _relative(text: str, rules: list[Rule]) -> list[Rule]:
    """Give the targets set against another indicator, where no figure says the same."""
    found = []
    for pattern in (_STEP, _FASTER, _MARGIN):
        for match in pattern.finditer(text):
            own, other = _named(match["own"]), _other(match["other"])
            if not other or any(match["own"] and rule.passage in match[0] for rule in rules):
                continue
            operator = Operator.IN_STEP if pattern is _STEP else _faster(match[0])
            operator = Operator.AT_LEAST if pattern is _MARGIN else operator
            points = Decimal(match.groupdict().get("points") or 0)
            reference = Reference(indicator=other, operator=operator, words=match[0], margin=points)
            found.append(_plain(own, match[0], Measure.GROWTH, text, reference=reference))
    return found


_PLACED = re.compile(r"全[国省市区县]|[\u4e00-\u9fff]{2,3}[省市区县]$")


def _other(name: str) -> str:
    """Give the indicator that a target is set against: 全市平均 for the whole city's."""
    placed = _PLACED.match(name.strip())
    return f"{placed[0]}平均" if placed else core(_GROWS.sub("", name))


def _faster(words: str) -> Operator:
    return Operator.AT_LEAST if "不低于" in words else Operator.OVER


def _named(words: str) -> str:
    name = _GROWS.sub("", words.strip(" 　“”"))
    return re.sub(r"^(?:确保|力争|实现|保持|努力|推动)+", "", name)


def _plain(
    attribute: str, passage: str, measure: Measure, text: str, *, reference: Reference | None = None
) -> Rule:
    return Rule(
        indicator=core(attribute),
        attribute=attribute,
        measure=measure,
        span=span_of(text),
        good=Good.HIGH,
        reference=reference,
        is_from_above=bool(_ABOVE.search(text)) and reference is None,
        kind=kind_of(text),
        passage=passage.strip(),
    )


def _without_figure(text: str) -> Rule:
    name = re.split(r"[，。；]", text.strip(), maxsplit=1)[0]
    return _plain(name, text.strip().rstrip("。"), Measure.DEED, text)
