"""Whether two divisions of one whole give the same part the same size."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

from bayline.kernel.figures import agrees, total
from bayline.kernel.findings import Finding, Verdict
from bayline.systems.reading.checks.sums import agreeing_size
from bayline.systems.reading.rules.attributes import canonical
from bayline.systems.reading.rules.bases import without_basis
from bayline.systems.reading.rules.batches import may_be_one_region
from bayline.systems.reading.rules.partitions import partitions
from bayline.systems.reading.rules.passages import Item, View
from bayline.systems.reading.rules.wholes import names_of
from bayline.systems.reading.rules.wording import (
    computed_row,
    finding,
    gap_in_unit,
    printed,
    row,
    said_sum,
)

_ANNOUNCED = re.compile(r"^(?:其中|包括|年内|当年|今年|计划|拟|预计|将)+")
_THINGS = re.compile(r"(?<=.)的?(?:项目|工程)$")
_MOST = 8  # divisions of one whole; more are a series of reports
_Key = tuple[object, ...]


class Division(NamedTuple):
    """A whole that its named parts make up."""

    view: View
    whole: Item
    parts: dict[str, Item]


class Clash(NamedTuple):
    """One part with two sizes, and the parts that only the division with the smaller one has."""

    name: str
    less: Division
    more: Division
    others: tuple[Item, ...]


def divisions_of_whole(views: Sequence[View]) -> list[Finding]:
    """Compare two divisions of one whole, in one document or in two, part by part.

    title_zh: 同一整体的两种分法

    Recomputed: the difference between two sizes of one part, against the parts that only one of
    the divisions lists. Both make up the same whole, so neither is accused.

    Verdict: needs basis, naming what the part may hold.

    Example: 77 as 69在建＋8计划新开工 and as 61在建＋8计划新开工＋8计划建成 agree if what is to be
    completed counts as under way.
    """
    groups: dict[_Key, list[Division]] = {}
    for view in views:
        for division in _divisions(view):
            groups.setdefault(_key(division.whole), []).append(division)
    pairs = (pair for group in groups.values() if len(group) <= _MOST for pair in _pairs(group))
    return [_finding(clash) for pair in pairs for clash in _clashes(*pair)]


def _divisions(view: View) -> Iterator[Division]:
    for partition in partitions(view):
        size = agreeing_size(view, partition)
        if size and size == partition.natural:
            names = map(_bare, names_of(partition))
            parts = dict(zip(names, map(_counted, partition.run(size)), strict=True))
            if len(parts) == size and all(parts):
                yield Division(view, _counted(partition.whole), parts)


def _bare(name: str) -> str:
    """Return what a part is without the words that one text has and another has not."""
    return _THINGS.sub("", _ANNOUNCED.sub("", name)) or name


def _counted(item: Item) -> Item:
    """Give what is counted in 项 the unit 个: both count the same projects."""
    is_other = item.unit in {"项", "件"}
    return item._replace(figure=replace(item.figure, unit="个")) if is_other else item


def _key(whole: Item) -> _Key:
    attribute = canonical(without_basis(whole.statement.attribute or ""))
    return _THINGS.sub("", attribute) or attribute, whole.unit, whole.figure.low, whole.figure.high


def _pairs(group: list[Division]) -> Iterator[tuple[Division, Division]]:
    for one, other in combinations(group, 2):
        twice = one.view is other.view and one.whole.start == other.whole.start
        if not twice and _is_of_one_time(one, other):
            yield one, other


def _is_of_one_time(one: Division, other: Division) -> bool:
    """Tell whether both may be of one region and one year: said so, or published in one year."""
    a, b = one.whole.statement.time, other.whole.statement.time
    dates = [each.view.document.reading.published for each in (one, other)]
    apart = a != b if a and b else len({day.year for day in dates if day}) > 1
    return not apart and may_be_one_region(one.view, other.view)


def _clashes(one: Division, other: Division) -> Iterator[Clash]:
    for name in one.parts.keys() & other.parts.keys():
        a, b = one.parts[name].figure, other.parts[name].figure
        if not a.overlaps(b):
            less, more = (one, other) if a.surely_below(b) else (other, one)
            alone = [part for key, part in less.parts.items() if key not in more.parts]
            yield Clash(name, less, more, _filling(less.parts[name], more.parts[name], alone))


def _filling(less: Item, more: Item, alone: Sequence[Item]) -> tuple[Item, ...]:
    """Return the parts that make the smaller size the larger one, the fewest first; () if none."""
    for count in range(1, len(alone) + 1):
        for chosen in combinations(alone, count):
            if agrees(more.figure, total(part.figure for part in (less, *chosen))):
                return chosen
    return ()


def _finding(clash: Clash) -> Finding:
    name, less, more, others = clash
    a, b = less.parts[name], more.parts[name]
    low, high = printed(less.view, a), printed(more.view, b)
    whole, gap = printed(less.view, less.whole), gap_in_unit(a.figure, b.figure, a)
    where = "另一处" if less.view is more.view else more.view.name
    zh = f"无法判断：同是{whole}，{less.view.name}写{name}{low}，{where}写{name}{high}，差{gap}；"
    en = f"Cannot tell: of the same {whole}, {less.view.name} says {low} are {name}, "
    en += f"{'elsewhere' if less.view is more.view else more.view.name + ' says'} {high}; "
    if others:
        apart = "、".join(key for key, part in less.parts.items() if part in others)
        sizes = said_sum(less.view, others)
        zh += f"如果{name}包含{apart}（{sizes}），两处一致，须写明是否包含。"
        en += f"they agree if {name} holds {apart} ({sizes}); whether it does is not stated."
    else:
        zh += "两处分项都合成同一总数，须写明各项的范围和日期。"
        en += "both divisions make the same whole; what each part holds, and when, is not stated."
    rows = [row(less.view, a, name), *(row(less.view, part, operation="+") for part in others)]
    summed = total(part.figure for part in (a, *others))
    return finding(
        "divisions_of_whole",
        Verdict.NEEDS_BASIS,
        (zh, en),
        rows=(
            *rows,
            *([computed_row(summed, "合计", "Sum")] if others else []),
            row(more.view, b, "另一处写", label_en="Elsewhere"),
        ),
        claims=(less.view.cite(a), more.view.cite(b), *map(less.view.cite, others)),
    )
