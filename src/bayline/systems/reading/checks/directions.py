"""Findings about 翻一番 and about verbs that say another way than their levels go."""

from decimal import Decimal

from bayline.kernel.figures import ratio
from bayline.kernel.findings import Finding, Row, Verdict
from bayline.systems.reading.rules.figures import rounded
from bayline.systems.reading.rules.movements import Reversal
from bayline.systems.reading.rules.multiples import Doubling
from bayline.systems.reading.rules.passages import View
from bayline.systems.reading.rules.wording import (
    computed_row,
    finding,
    gap_in_unit,
    printed,
    row,
)

_LEAST_DOUBLED, _MOST_DOUBLED = Decimal("0.95"), Decimal("1.30")  # of the exact multiple


def doubled(view: View, doubling: Doubling) -> list[Finding]:
    """Compare how many times a level is another one with 翻一番; a vague 近翻一番 is left alone."""
    a, b = doubling.start, doubling.end
    if not a.figure.low or b.figure.low is None or doubling.vague:
        return []
    reached = b.figure.low / a.figure.low
    fits = _LEAST_DOUBLED <= reached / 2**doubling.times <= _MOST_DOUBLED
    times, gap = rounded(reached), rounded(abs(reached - 2**doubling.times))
    start, end = printed(view, a), printed(view, b)
    head, head_en = ("相符", "Agrees") if fits else ("不一致", "Does not agree")
    tail = "" if fits else f"，差{gap}倍"
    zh = f"{head}：{view.name}由{start}到{end}，为原来的{times}倍；"
    zh += f"翻{doubling.times}番应为{2**doubling.times}倍{tail}。"
    en = f"{head_en}: {view.name}, from {start} to {end} is {times} times; doubling "
    en += f"{doubling.times} time(s) is {2**doubling.times} times."
    rows: tuple[Row, ...] = (row(view, b), row(view, a, operation="÷"))
    return [
        finding(
            "growth_of_levels",
            Verdict.HOLDS if fits else Verdict.CONTRADICTION,
            (zh, en),
            rows=(*rows, computed_row(ratio(b.figure, a.figure), "倍数", "Multiple")),
            claims=(view.cite(a), view.cite(b)),
        )
    ]


def reversed_way(view: View, reversal: Reversal) -> Finding:
    """Tell that a level goes another way than its verb says."""
    a, b = reversal.start, reversal.end
    start, end = printed(view, a), printed(view, b)
    verb, verb_en = ("上升", "a rise") if reversal.rises else ("下降", "a fall")
    gap = gap_in_unit(a.figure, b.figure, a)
    zh = f"不一致：{view.name}由{start}到{end}，文中写作{verb}，实际方向相反，差{gap}。"
    en = f"Does not agree: {view.name} calls the way from {start} to {end} {verb_en}; it is {gap} "
    en += "the other way."
    return finding(
        "growth_of_levels",
        Verdict.CONTRADICTION,
        (zh, en),
        rows=(row(view, a), row(view, b)),
        claims=(view.cite(a), view.cite(b)),
    )
