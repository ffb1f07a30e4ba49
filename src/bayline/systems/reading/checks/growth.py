"""Whether growth, differences and multiples fit the levels that stand beside them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bayline.engines.chinese.terms import QuantityKind
from bayline.kernel.basis import Part
from bayline.kernel.bounds import Bound
from bayline.kernel.figures import Figure, growth, ratio
from bayline.kernel.findings import Finding, Reference, Verdict
from bayline.systems.reading.checks.directions import doubled, reversed_way
from bayline.systems.reading.rules.attributes import is_deflated, is_sampled
from bayline.systems.reading.rules.figures import is_loose, rounded
from bayline.systems.reading.rules.movements import (
    By,
    Movement,
    is_over_another_time,
    may_be_over_another_time,
    movements,
    reversals,
)
from bayline.systems.reading.rules.multiples import doublings, multiples
from bayline.systems.reading.rules.passages import Item, View
from bayline.systems.reading.rules.wording import (
    computed_row,
    finding,
    gap_between,
    gap_in_unit,
    printed,
    row,
    sharpened,
    total_in_words,
    weighed,
)

# Why levels do not give the growth, by what differs and whether the words say so.
_REASONS = {
    (Part.PRICE, True): (
        "绝对数按现价、增速按可比价",
        "levels in current, growth in constant prices",
    ),
    (Part.PRICE, False): (
        "文中未写明价格口径，增速可能按可比价",
        "prices are not stated, growth may be in constant ones",
    ),
    (Part.COVERAGE, True): ("增速按同口径", "growth is of a comparable set"),
    (Part.COVERAGE, False): (
        "文中未写明统计范围，两年可能不同",
        "the units counted are not stated and may differ",
    ),
}
_PER_VALUE = re.compile(r"单位[^，。；]{0,8}(?:产值|增加值|GDP|工业)|万元[^，。；]{0,8}能耗")
_PRICES = ("单位产值按何种价格计算", "in which prices the output is counted")
_GROWN_OR_REACHED = ("是增长倍数还是达到原来的倍数", "whether it is growth or the multiple reached")
_BASE = ("同比的基数是不是前一个数", "whether the rate is over the first of the two figures")
_CUT_OFF = Decimal("0.999")  # 4.6 times may be told as 4倍, five times may not
_PRICES_MOVE = Decimal("0.08")  # a year; a wider gap is no deflator


def growth_of_levels(views: Sequence[View]) -> list[Finding]:
    """Recompute growth from two levels, or from a level and its increase.

    title_zh: 增长与水平

    Recomputed: the rate, the difference, the points or the yearly rate between two stated levels.

    Verdicts: holds; contradiction; not comparable where the levels are in current prices and the
    growth in constant prices (value added and its like), or the units counted change every year
    (规模以上, 固定资产投资).

    Example: 由200亿元增加到260亿元，增长30% holds.
    """
    found: list[Finding] = []
    for view in views:
        told = [*movements(view), *multiples(view)]
        found += [made for each in told for made in _movement(view, each)]
        found += [made for each in doublings(view) for made in doubled(view, each)]
        found += [reversed_way(view, each) for each in reversals(view)]
    return found


def _movement(view: View, movement: Movement) -> list[Finding]:
    movement = _likelier_reading(movement)
    if not _can_be_computed(movement) or is_over_another_time(movement):
        return []
    candidates = _expected(movement)
    said = _said(movement)
    for expected, sharp in zip(candidates, _expected(_sharpened(movement)), strict=True):
        if said.overlaps(expected):
            made = _holds(view, movement, expected)
            stated = movement.by._replace(figure=said)
            return [weighed(made, expected, sharp, stated=stated)]
    if not candidates or any(is_loose(item.figure) for item in _items(movement)):
        return []
    return _apart(view, movement, candidates[0])


def _sharpened(movement: Movement) -> Movement:
    start, amount = (item and sharpened(item) for item in (movement.start, movement.amount))
    return movement._replace(start=start, end=sharpened(movement.end), amount=amount)


def _likelier_reading(movement: Movement) -> Movement:
    """Return the movement of the part, or of the whole it is among if that fits more closely."""
    if movement.instead is None:
        return movement
    readings = (movement, movement._replace(end=movement.instead, instead=None))
    computed = [each for each in readings if _can_be_computed(each) and _expected(each)]
    return min(computed, key=_miss, default=movement)


def _miss(movement: Movement) -> Decimal:
    return min(gap_between(_said(movement), expected) for expected in _expected(movement))


def _items(movement: Movement) -> list[Item]:
    items = (movement.start, movement.end, movement.amount, movement.by)
    return [item for item in items if item is not None]


def _can_be_computed(movement: Movement) -> bool:
    closed = all(
        item.figure.low is not None and item.figure.high is not None
        for item in _items(movement)[:-1]
    )
    levels = [each.figure.low for each in (movement.start, movement.end) if each is not None]
    positive = all(level is not None and level >= 0 for level in levels)
    return closed and positive and not (movement.start and not movement.start.figure.low)


def _said(movement: Movement) -> Figure:
    """Return the stated movement with the sign that its verb gives it."""
    figure = movement.by.figure
    if movement.kind is By.MULTIPLE and figure.bound is Bound.EXACT:
        return replace(figure, high_slack=figure.resolution * _CUT_OFF)
    negative = figure.low is not None and figure.low < 0
    return figure.scaled(-1) if movement.falls and not negative else figure


def _expected(movement: Movement) -> list[Figure]:
    end, start = movement.end.figure, movement.start
    if start is None:
        return _from_amount(movement)
    if movement.kind in {By.POINTS, By.AMOUNT}:
        return _differences(movement, end.minus(start.figure))
    if movement.kind is By.MULTIPLE:
        return [_renamed(ratio(end, start.figure), "x")]
    grown = growth(end, start.figure)
    if movement.kind is By.TIMES:
        return [_renamed(grown, "x")]
    if movement.yearly:
        return [_yearly(end, start.figure, years) for years in movement.years if years > 0]
    return [grown]


def _differences(movement: Movement, difference: Figure) -> list[Figure]:
    """Return the difference of the levels, a year's share of it where 年均 is said."""
    if movement.kind is By.POINTS:
        difference = _renamed(difference.scaled(100), "pp")
    if not movement.yearly:
        return [difference]
    exact = (Figure.exactly(years, difference.unit) for years in movement.years if years > 0)
    return [_renamed(ratio(difference, years), difference.unit) for years in exact]


def _renamed(figure: Figure, unit: str) -> Figure:
    return Figure(
        low=figure.low,
        high=figure.high,
        unit=unit,
        bound=figure.bound,
        low_slack=figure.low_slack,
        high_slack=figure.high_slack,
    )


def _from_amount(movement: Movement) -> list[Figure]:
    if movement.amount is None:
        return []
    change = movement.amount.figure
    if change.low is not None and change.low < 0:
        change = change.scaled(-1)
    base = movement.end.figure.plus(change) if movement.falls else movement.end.figure.minus(change)
    tolerance = base.tolerance()
    if tolerance.low is None or tolerance.low <= 0:
        return []
    grown = ratio(change, base)
    return [grown.scaled(-1) if movement.falls else grown]


def _yearly(end: Figure, start: Figure, years: int) -> Figure:
    """Compute the yearly rate that leads from start to end; roots keep the order of the ends."""
    overall = ratio(end, start)
    low, high = overall.tolerance().low, overall.tolerance().high
    middle = overall.low
    root = Decimal(1) / years
    ends = [(value or Decimal(0)) ** root - 1 for value in (low, middle, high)]
    return Figure(
        low=ends[1],
        high=ends[1],
        unit="1",
        low_slack=ends[1] - ends[0],
        high_slack=ends[2] - ends[1],
    )


def _apart(view: View, movement: Movement, expected: Figure) -> list[Finding]:
    part = _why_not_comparable(movement)
    if part and not (part is Part.PRICE and _beyond_prices(movement, expected)):
        return [_not_comparable(view, movement, expected, part=part)]
    said = _said(movement)
    if _is_per_value(movement):
        return [_undecided(view, movement, expected, _PRICES)]
    if movement.kind is By.TIMES and said.overlaps(_plus_one(expected)):
        return [_undecided(view, movement, expected, _GROWN_OR_REACHED)]
    opposite = _expected(_sharpened(movement))[0].scaled(-1)
    if may_be_over_another_time(movement) and not said.overlaps(opposite):
        return [_undecided(view, movement, expected, _BASE)]
    return [_contradicts(view, movement, expected)]


def _is_per_value(movement: Movement) -> bool:
    """Tell whether a physical amount is told per value added, whose prices are not stated."""
    said = f"{movement.end.statement.attribute or ''}{movement.end.label}"
    said += movement.start.label if movement.start else ""
    return movement.kind is By.RATE and _PER_VALUE.search(said) is not None


def _beyond_prices(movement: Movement, expected: Figure) -> bool:
    """Tell whether the gap is wider than prices move, and no words speak of constant prices."""
    said = _said(movement)
    ends = (expected.low, expected.high, said.low, said.high)
    if movement.constant_prices or any(end is None for end in ends):
        return False
    low, high, least, most = (end for end in ends if end is not None)
    return max(low - most, least - high) > _PRICES_MOVE


def _plus_one(figure: Figure) -> Figure:
    return figure.plus(Figure.exactly(1, figure.unit))


def _why_not_comparable(movement: Movement) -> Part | None:
    if movement.kind is not By.RATE:
        return None
    attribute = movement.end.statement.attribute or movement.end.label
    words = f"{movement.start.before if movement.start else ''}，{movement.end.before}"
    # Only amounts of money have prices; of energy per value added the words must say which.
    deflated = movement.end.unit == "CNY" and (is_deflated(attribute) or is_deflated(words))
    if movement.constant_prices or deflated:
        return Part.PRICE
    # 规上企业512家 are all there are; what they make is of other ones each year.
    is_count = movement.end.statement.quantity.kind is QuantityKind.COUNT
    sampled = not is_count and (is_sampled(attribute) or is_sampled(words))
    if sampled or "同口径" in movement.words:
        return Part.COVERAGE
    return None


def _levels(view: View, movement: Movement) -> tuple[str, str]:
    end = printed(view, movement.end)
    if movement.start is not None:
        start = printed(view, movement.start)
        if movement.beside:
            return f"{end}与{start}相比", f"{end} against {start}"
        return f"由{start}到{end}", f"from {start} to {end}"
    amount = printed(view, movement.amount) if movement.amount else ""
    return f"{end}、变动{amount}", f"{end}, a change of {amount}"


def _in_words(movement: Movement, expected: Figure) -> str:
    yearly = "年均" if movement.yearly else ""
    return yearly + total_in_words(expected, movement.by)


def _holds(view: View, movement: Movement, expected: Figure) -> Finding:
    zh, en = _levels(view, movement)
    computed = _in_words(movement, expected)
    return _made(
        view,
        movement,
        expected,
        verdict=Verdict.HOLDS,
        sentences=(
            f"相符：{view.name}{zh}，算得{computed}，与文中{printed(view, movement.by)}一致。",
            (
                f"Agrees: {view.name}, {en}, gives {computed}; the text says "
                f"{printed(view, movement.by)}."
            ),
        ),
    )


def _contradicts(view: View, movement: Movement, expected: Figure) -> Finding:
    zh, en = _levels(view, movement)
    computed, said = _in_words(movement, expected), printed(view, movement.by)
    gap = gap_in_unit(expected, _said(movement), movement.by)
    return _made(
        view,
        movement,
        expected,
        verdict=Verdict.CONTRADICTION,
        sentences=(
            f"不一致：{view.name}{zh}，算得{computed}，文中写{said}，差{gap}。",
            (
                f"Does not agree: {view.name}, {en}, gives {computed}, the text says {said}; "
                f"{gap} apart."
            ),
        ),
    )


def _not_comparable(view: View, movement: Movement, expected: Figure, *, part: Part) -> Finding:
    zh, en = _levels(view, movement)
    computed, said = _in_words(movement, expected), printed(view, movement.by)
    stated = movement.constant_prices if part is Part.PRICE else "同口径" in movement.words
    why, why_en = _REASONS[part, stated]
    chinese = f"口径不同，不作比较（{part.zh}）：{view.name}{zh}，名义算得{computed}，"
    english = f"Not comparable ({part.en}): {view.name}, {en}, gives {computed} nominally, "
    return _made(
        view,
        movement,
        expected,
        verdict=Verdict.NOT_COMPARABLE,
        sentences=(f"{chinese}文中写{said}；{why}。", f"{english}the text says {said}; {why_en}."),
    )


def _undecided(view: View, movement: Movement, expected: Figure, why: tuple[str, str]) -> Finding:
    """Say what was computed, and what the text would have to state before it can be compared."""
    zh, en = _levels(view, movement)
    computed, said = _in_words(movement, expected), printed(view, movement.by)
    if movement.kind is By.TIMES:
        computed = f"{rounded(expected.low or Decimal(0))}倍"
    return _made(
        view,
        movement,
        expected,
        verdict=Verdict.NEEDS_BASIS,
        sentences=(
            f"无法判断：{view.name}{zh}，算得{computed}，文中写{said}，未写明{why[0]}。",
            (
                f"Cannot tell: {view.name}, {en}, gives {computed}, the text says {said}; "
                f"{why[1]} is not stated."
            ),
        ),
    )


def _made(
    view: View,
    movement: Movement,
    expected: Figure,
    *,
    verdict: Verdict,
    sentences: tuple[str, str],
) -> Finding:
    rows = [row(view, item) for item in _items(movement)[:-1]]
    result = computed_row(expected, "算得", "Computed")
    stated = row(view, movement.by, "文中写", label_en="Stated")
    return finding(
        "growth_of_levels",
        verdict,
        sentences,
        rows=(*rows, result, stated),
        claims=_claims(view, movement),
    )


def _claims(view: View, movement: Movement) -> list[Reference]:
    return [view.cite(item) for item in _items(movement)]
