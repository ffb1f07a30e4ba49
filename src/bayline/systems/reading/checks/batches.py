"""Whether the batches of a year make up the year, across paragraphs and documents."""

from collections.abc import Sequence

from bayline.kernel.figures import agrees, total
from bayline.kernel.findings import Finding, Verdict
from bayline.systems.reading.rules.batches import Batch, batches, may_be_one_region
from bayline.systems.reading.rules.figures import is_loose
from bayline.systems.reading.rules.passages import View
from bayline.systems.reading.rules.periods import tiles_year
from bayline.systems.reading.rules.wording import (
    computed_row,
    finding,
    gap_in_unit,
    printed,
    quoted,
    row,
    total_in_words,
    weighed,
)

_YEAR = (1, 12)
_QUARTER = 3  # longer runs may hold shorter ones
_PAIR = 2


def batches_of_year(views: Sequence[View]) -> list[Finding]:
    """Add the batches of a year and compare them with what is said of the whole year.

    title_zh: 批次与全年

    Recomputed: the sum of the quarters (or halves, or runs of months) that lie end to end, of one
    stage (开工, 签约, 投产), from one or several documents, as intervals, against the year's
    figure.

    Verdicts: holds; contradiction where all months are there and no rounding or hedge explains the
    difference, or where a part of the year already exceeds it.

    Example: 206＋260＋111＋超82 is more than 659, so that 661亿元 for the year holds.
    """
    groups: dict[tuple[int, str, str], list[Batch]] = {}
    for batch in batches(views):
        groups.setdefault((batch.months.year, batch.stage, batch.unit), []).append(batch)
    return [found for group in groups.values() for found in _year(group)]


def _year(group: list[Batch]) -> list[Finding]:
    wholes = [batch for batch in group if (batch.months.first, batch.months.last) == _YEAR]
    found = []
    for whole in wholes[:1]:
        members = _members(group, whole)
        tiles = tiles_year(list(members))
        if tiles:
            found += _compared(whole, [members[run] for run in tiles])
        else:
            found += _partial(whole, list(members.values()))
    return found


def _members(group: list[Batch], whole: Batch) -> dict[tuple[int, int], Batch]:
    members: dict[tuple[int, int], Batch] = {}
    for batch in group:
        run = (batch.months.first, batch.months.last)
        apart = not may_be_one_region(batch.view, whole.view)
        if run == _YEAR or apart or batch.item.unit != whole.item.unit:
            continue
        members.setdefault(run, batch)
    return members


def _compared(whole: Batch, members: list[Batch]) -> list[Finding]:
    summed = total(batch.item.figure for batch in members)
    if agrees(whole.item.figure, summed):
        return [_finding(whole, members, verdict=Verdict.HOLDS)]
    loose = any(is_loose(batch.item.figure) for batch in (whole, *members))
    return [] if loose else [_finding(whole, members, verdict=Verdict.CONTRADICTION)]


def _partial(whole: Batch, members: list[Batch]) -> list[Finding]:
    single = [batch for batch in members if batch.months.last - batch.months.first < _QUARTER]
    summed = total((batch.item.figure for batch in single), unit=whole.item.unit)
    loose = any(is_loose(batch.item.figure) for batch in (whole, *single))
    if len(single) < _PAIR or loose or not whole.item.figure.surely_below(summed):
        return []
    return [_finding(whole, single, verdict=Verdict.CONTRADICTION)]


def _finding(whole: Batch, members: list[Batch], *, verdict: Verdict) -> Finding:
    summed = total(batch.item.figure for batch in members)
    said = "＋".join(quoted(batch.view, batch.item) for batch in members)
    got, stated = total_in_words(summed, whole.item), quoted(whole.view, whole.item)
    year, stage = whole.months.year, whole.stage
    if verdict is Verdict.HOLDS:
        relation = "一致" if summed.low == summed.high == whole.item.figure.low else "不冲突"
        zh = f"相符：{year}年各批{stage}{said}，合计{got}，"
        zh += f"与{whole.view.name}所写全年{stated}{relation}。"
        en = f"Agrees: the batches of {year} ({said}) make {got}; {whole.view.name} says {stated}."
    else:
        gap = gap_in_unit(summed, whole.item.figure, whole.item)
        zh = f"不一致：{year}年各批{stage}{said}，合计{got}，"
        zh += f"{whole.view.name}写全年{printed(whole.view, whole.item)}，差{gap}。"
        en = f"Does not agree: the batches of {year} ({said}) make {got}, {whole.view.name} says "
        en += f"{stated}; {gap} apart."
    rows = [
        row(batch.view, batch.item, _label(batch), operation="+" if index else "")
        for index, batch in enumerate(members)
    ]
    made = finding(
        "batches_of_year",
        verdict,
        (zh, en),
        rows=(
            *rows,
            computed_row(summed, "合计", "Sum"),
            row(whole.view, whole.item, "全年", label_en="Year"),
        ),
        claims=[batch.view.cite(batch.item) for batch in (whole, *members)],
    )
    sharp = total(batch.item.figure.sharpened() for batch in members)
    is_held = verdict is Verdict.HOLDS
    return weighed(made, summed, sharp, stated=whole.item) if is_held else made


def _label(batch: Batch) -> str:
    return f"{batch.view.name}：{batch.months.year}年{batch.months.first}—{batch.months.last}月"
