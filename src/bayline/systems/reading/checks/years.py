"""Whether a printed growth fits the levels of two years that stand apart in one document."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from bayline.engines.chinese.terms import Statement
from bayline.kernel.basis import Part, differences
from bayline.kernel.figures import Figure, growth
from bayline.kernel.findings import Finding, Verdict
from bayline.kernel.statuses import Change, Status
from bayline.systems.reading.rules.attributes import (
    canonical,
    is_deflated,
    is_known,
    is_sampled,
)
from bayline.systems.reading.rules.bases import basis_of
from bayline.systems.reading.rules.figures import is_loose
from bayline.systems.reading.rules.movements import movements
from bayline.systems.reading.rules.passages import Item, View
from bayline.systems.reading.rules.wording import (
    computed_row,
    finding,
    gap_in_unit,
    printed,
    row,
    total_in_words,
    weighed,
)

_OTHER_BASE = re.compile(r"环比|两年平均|年均|年平均|同口径|高于|快于|比全|分别")
_SHORT_NAME = 3
_FARTHEST = 1000  # characters between a level and its growth in a sentence without an end
_NEXT_BUT_ONE = 2


class Pair(NamedTuple):
    """A year's level with its growth, and the level of the year before."""

    level: Item
    by: Item
    before: Item


def growth_of_years(views: Sequence[View]) -> list[Finding]:
    """Recompute yearly growth from the two years' levels, where both stand in the document.

    title_zh: 两年水平与增速

    Recomputed: level ÷ last year's level − 1, against the printed growth. Attribute, subject and
    years must be stated.

    Verdicts: holds; contradiction; not comparable for value added and its like (constant prices)
    and for sets of units that change every year.

    Example: 2020年收入200亿元。2021年收入220亿元，增长10%。
    """
    return [made for view in views for pair in _pairs(view) for made in _compared(view, pair)]


def _pairs(view: View) -> list[Pair]:
    levels: dict[tuple[str, str, str, int], Item] = {}
    grown: list[tuple[Item, Item]] = []
    previous: Item | None = None
    for item in view.items:
        if _is_level(item):
            previous = item
            levels.setdefault(_key(item), item)
        elif previous is not None and _is_growth(view, previous, item):
            grown.append((previous, item))
            previous = None
    pairs = ((level, by, _year_before(levels, level)) for level, by in grown)
    found = [Pair(level, by, before) for level, by, before in pairs if before is not None]
    return _told_apart(view, found)


def _told_apart(view: View, pairs: list[Pair]) -> list[Pair]:
    """Leave out what one clause tells and growth_of_levels therefore recomputes."""
    if not any(pair.by.position - pair.before.position == _NEXT_BUT_ONE for pair in pairs):
        return pairs
    told = {movement.by.position for movement in movements(view)}
    return [pair for pair in pairs if pair.by.position not in told]


def _year_before(levels: dict[tuple[str, str, str, int], Item], level: Item) -> Item | None:
    attribute, whose, unit, year = _key(level)
    stated = levels.get((attribute, whose, unit, year - 1)) if year else None
    return stated if stated is not None and stated.position != level.position else None


def _is_level(item: Item) -> bool:
    statement = item.statement
    name = canonical(statement.attribute)
    named = is_known(name) or len(name) > _SHORT_NAME
    levels = statement.change in {None, Change.TO} and item.unit not in {"1", "pp", "x"}
    actual = statement.status is Status.ACTUAL
    return named and levels and actual and not item.is_threshold


def _is_growth(view: View, level: Item, item: Item) -> bool:
    if item.unit != "1" or item.statement.change is not Change.GROWTH:
        return False
    if item.start - level.end > _FARTHEST:
        return False
    words = view.folded[level.end : item.start]
    same = canonical(item.statement.attribute) in {canonical(level.statement.attribute), ""}
    return same and "。" not in words and "；" not in words and not _OTHER_BASE.search(words)


def _key(item: Item) -> tuple[str, str, str, int]:
    statement = item.statement
    return canonical(statement.attribute), _whose(statement), item.unit, _year(statement)


def _whose(statement: Statement) -> str:
    place = statement.place.code if statement.place else ""
    return f"{statement.subject or ''}|{place}"


def _year(statement: Statement) -> int:
    days = statement.time
    if days is None or days.first is None or days.last is None:
        return 0
    whole = (days.first.month, days.first.day, days.last.month, days.last.day) == (1, 1, 12, 31)
    return days.first.year if whole and days.first.year == days.last.year else 0


def _compared(view: View, pair: Pair) -> list[Finding]:
    low = pair.before.figure.tolerance().low
    if low is None or low <= 0 or pair.level.figure.high is None:
        return []
    computed = growth(pair.level.figure, pair.before.figure)
    if computed.overlaps(pair.by.figure):
        made = _made(view, pair, computed, verdict=Verdict.HOLDS)
        sharp = growth(pair.level.figure.sharpened(), pair.before.figure.sharpened())
        return [weighed(made, computed, sharp, stated=pair.by)]
    if any(is_loose(item.figure) for item in pair):
        return []
    attribute = pair.level.statement.attribute
    apart = differences(basis_of(view, pair.level), basis_of(view, pair.before))
    deflated = is_deflated(attribute) and pair.level.unit == "CNY"
    if deflated or is_sampled(attribute) or apart:
        part = apart[0] if apart else Part.PRICE if deflated else Part.COVERAGE
        return [_made(view, pair, computed, verdict=Verdict.NOT_COMPARABLE, part=part)]
    return [_made(view, pair, computed, verdict=Verdict.CONTRADICTION)]


def _made(
    view: View, pair: Pair, computed: Figure, *, verdict: Verdict, part: Part = Part.PRICE
) -> Finding:
    name = canonical(pair.level.statement.attribute)
    a, b = printed(view, pair.before), printed(view, pair.level)
    got, said = total_in_words(computed, pair.by), printed(view, pair.by)
    gap = gap_in_unit(computed, pair.by.figure, pair.by)
    moved, moved_en = f"{view.name}中{name}由{a}到{b}", f"{name} in {view.name}, from {a} to {b},"
    sentences = {
        Verdict.HOLDS: (
            f"相符：{moved}，算得{got}，与文中{said}一致。",
            f"Agrees: {moved_en} grew {got}; the text says {said}.",
        ),
        Verdict.CONTRADICTION: (
            f"不一致：{moved}，算得{got}，文中写{said}，差{gap}。",
            f"Does not agree: {moved_en} grew {got}, the text says {said}; {gap} apart.",
        ),
        Verdict.NOT_COMPARABLE: (
            f"口径不同，不作比较（{part.zh}）：{moved}，名义算得{got}，文中写{said}。",
            f"Not comparable ({part.en}): {moved_en} grew {got} nominally, the text says {said}.",
        ),
    }
    return finding(
        "growth_of_years",
        verdict,
        sentences[verdict],
        rows=(
            row(view, pair.level),
            row(view, pair.before, operation="÷"),
            computed_row(computed, "算得", "Computed"),
            row(view, pair.by, "文中写", label_en="Stated"),
        ),
        claims=[view.cite(item) for item in (pair.before, pair.level, pair.by)],
    )
