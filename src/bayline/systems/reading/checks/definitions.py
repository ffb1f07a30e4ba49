"""Whether rates and averages are what they are defined to be: one amount divided by another."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bayline.kernel.figures import Figure, agrees, ratio
from bayline.kernel.findings import Finding, Row, Verdict
from bayline.systems.reading.rules.definitions import Quotient, quotients
from bayline.systems.reading.rules.figures import is_loose
from bayline.systems.reading.rules.passages import Item, View
from bayline.systems.reading.rules.prices import Priced, priced
from bayline.systems.reading.rules.wording import (
    computed_row,
    finding,
    gap_in_unit,
    printed,
    row,
    sharpened,
    total_in_words,
    weighed,
)


def rate_by_definition(views: Sequence[View]) -> list[Finding]:
    """Recompute a rate from the amounts that define it.

    title_zh: 比率与定义

    Recomputed: 城镇化率 as 城镇常住人口 ÷ 常住人口, 森林覆盖率 as 森林面积 ÷ 土地面积, 资产负债率,
    税收占比, 研发投入强度, 产销率, 人均地区生产总值 and their like, where both amounts stand once
    near the rate and are of its period and place.

    Verdicts: holds; contradiction; none for 人均地区生产总值 up to 5% apart, since it counts the
    average population of the year.

    Source: 国家统计局, 主要统计指标解释; 森林法实施条例 (2018) art. 24.

    Example: 常住人口81.3万人，城镇人口50.2万人，城镇化率61.7% holds.
    """
    return [made for view in views for each in quotients(view) for made in _quotient(view, each)]


def _quotient(view: View, quotient: Quotient) -> list[Finding]:
    computed = _divided(quotient.part, quotient.whole, unit=quotient.rate.unit)
    items = (quotient.part, quotient.whole, quotient.rate)
    if computed is None:
        return []
    sharp = _divided(*map(sharpened, items[:2]), unit=quotient.rate.unit) or computed
    slack = quotient.definition.slack
    found = _compared(view, items, computed, slack=slack, check="rate_by_definition")
    return [_weighed(made, computed, sharp, stated=quotient.rate) for made in found]


def amount_per_unit(views: Sequence[View]) -> list[Finding]:
    """Recompute a price or an average from the total and the number of things.

    title_zh: 单价、人均与总额

    Recomputed: total ÷ number, against what is printed for each (每人500元, 亩产500公斤), where the
    three stand side by side in one sentence and are of one period.

    Verdicts: holds; contradiction where rounding cannot explain the difference; averages may be
    off by 5%.

    Example: 1200人，每人500元，共计60万元 holds.
    """
    return [made for view in views for each in priced(view) for made in _price(view, each)]


def _price(view: View, price: Priced) -> list[Finding]:
    computed, sharp = (_per_unit(each) for each in (price, _sharpened(price)))
    items = (price.whole, price.things, price.each)
    if computed is None or sharp is None:
        return []
    found = _compared(view, items, computed, slack=price.slack, check="amount_per_unit")
    return [_weighed(made, computed, sharp, stated=price.each) for made in found]


def _per_unit(price: Priced) -> Figure | None:
    things = price.things.figure.scaled(price.per.scale)
    return _ratio(price.whole.figure.scaled(1 / price.per.factor), things, unit=price.each.unit)


def _sharpened(price: Priced) -> Priced:
    return price._replace(things=sharpened(price.things), whole=sharpened(price.whole))


def _weighed(made: Finding, computed: Figure, sharp: Figure, *, stated: Item) -> Finding:
    is_held = made.verdict is Verdict.HOLDS
    return weighed(made, computed, sharp, stated=stated) if is_held else made


def _divided(part: Item, whole: Item, *, unit: str) -> Figure | None:
    return _ratio(part.figure, whole.figure, unit=unit)


def _ratio(part: Figure, whole: Figure, *, unit: str) -> Figure | None:
    low = whole.tolerance().low
    if low is None or low <= 0 or part.low is None:
        return None
    plain = ratio(replace(part, unit="1", stated=None), replace(whole, unit="1", stated=None))
    return replace(plain, unit=unit)


def _compared(
    view: View, items: tuple[Item, Item, Item], computed: Figure, *, slack: Decimal, check: str
) -> list[Finding]:
    stated = items[2].figure
    fits = agrees(stated, computed)
    if not fits and any(is_loose(item.figure) for item in items):
        return []
    if not fits and agrees(_widened(stated, slack), computed):
        return []
    return [_finding(view, items, computed, check=check, fits=fits)]


def _widened(figure: Figure, share: Decimal) -> Figure:
    """Give a figure room for what its definition leaves open."""
    room = abs(figure.low or figure.high or Decimal(0)) * share
    return replace(figure, low_slack=figure.low_slack + room, high_slack=figure.high_slack + room)


def _finding(
    view: View, items: tuple[Item, Item, Item], computed: Figure, *, check: str, fits: bool
) -> Finding:
    part, whole, stated = items
    a, b, said = (printed(view, item) for item in items)
    got = total_in_words(computed, stated)
    name = stated.label or stated.statement.attribute or ""
    head, head_en = ("相符", "Agrees") if fits else ("不一致", "Does not agree")
    gap = gap_in_unit(computed, stated.figure, stated)
    tail = "一致。" if fits else f"不符，差{gap}。"
    zh = f"{head}：{view.name}中{a}÷{b}，算得{name}{got}，与文中{said}{tail}"
    en = f"{head_en}: in {view.name} {a} ÷ {b} gives {got}; the text says {said}."
    rows: tuple[Row, ...] = (
        row(view, part),
        row(view, whole, operation="÷"),
        computed_row(computed, "算得", "Computed"),
        row(view, stated, "文中写", label_en="Stated"),
    )
    verdict = Verdict.HOLDS if fits else Verdict.CONTRADICTION
    return finding(check, verdict, (zh, en), rows=rows, claims=[view.cite(item) for item in items])
