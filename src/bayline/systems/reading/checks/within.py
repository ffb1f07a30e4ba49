"""Whether a part fits into the whole it belongs to."""

from collections.abc import Sequence
from datetime import date

from bayline.engines.chinese.terms import Interval
from bayline.kernel.figures import total
from bayline.kernel.findings import Finding, Verdict
from bayline.kernel.statuses import Change
from bayline.systems.reading.checks.sums import agreeing_size, disagreement
from bayline.systems.reading.rules.kinds import kind_of
from bayline.systems.reading.rules.overlaps import are_kinds
from bayline.systems.reading.rules.partitions import partitions
from bayline.systems.reading.rules.passages import Item, View
from bayline.systems.reading.rules.summable import may_have_losses
from bayline.systems.reading.rules.wholes import (
    Partition,
    Reach,
    are_counted_apart,
    is_of_industries,
    same_measure,
    share_of_whole,
)
from bayline.systems.reading.rules.wording import (
    computed_row,
    finding,
    gap_in_unit,
    printed,
    quoted,
    row,
    said_sum,
    total_in_words,
)


def part_within_whole(views: Sequence[View]) -> list[Finding]:
    """Compare a part with the whole it belongs to.

    title_zh: 部分不大于整体

    Recomputed: whole minus part, and what remains; nothing is said of the remainder's nature.

    Verdicts: holds, with the remainder; contradiction where a part surely exceeds its whole.

    Example: 总投资206亿元，其中甲项目180亿元 holds, 26亿元 remain.
    """
    found: list[Finding] = []
    for view in views:
        for partition in partitions(view):
            settled = is_of_industries(partition) or agreeing_size(view, partition)
            if not partition.whole_last and not settled:
                found += _within(view, partition)
    return found


def _within(view: View, partition: Partition) -> list[Finding]:
    part, whole = partition.parts[0], partition.whole
    is_rest = "其余" in part.before or part.figure == whole.figure
    if not _is_comparable(partition, part) or partition.reach is Reach.HINTED or is_rest:
        return []
    if whole.figure.surely_below(part.figure):
        alike = are_alike_pair(whole, part) and whole.statement.status is part.statement.status
        alike = alike and not may_have_losses(whole) and not are_counted_apart(whole, part)
        return [_exceeds(view, partition, part)] if alike else []
    together = total(each.figure for each in partition.listed)
    if whole.figure.surely_below(together) or disagreement(view, partition) is not None:
        return []  # what may overlap leaves no certain rest
    listed = _kinds_inside(view, partition)
    rest = whole.figure.minus(total(other.figure for other in listed))
    return [_fits(view, partition, listed)] if rest.low is not None and rest.low > 0 else []


def _kinds_inside(view: View, partition: Partition) -> list[Item]:
    """Return the parts that surely belong to the whole: the first, and those named like it."""
    listed = [part for part in partition.listed if _is_comparable(partition, part)]
    alike = len(listed) == partition.natural and are_kinds(view, partition)
    fits = share_of_whole(listed, partition.whole) <= 1
    return listed if fits and alike else listed[:1]


def _is_comparable(partition: Partition, part: Item) -> bool:
    whole = partition.whole
    one, other = whole.statement, part.statement
    timed = _times_meet(one.time, other.time)
    return (
        partition.reach is not Reach.ALL
        and timed
        and other.change in {None, Change.TO}
        and same_measure(whole, part)
    )


def _times_meet(one: Interval | None, other: Interval | None) -> bool:
    """Tell whether two periods share a day, as far as they are known."""
    if one is None or other is None:
        return True
    begins = max(one.first or date.min, other.first or date.min)
    return begins <= min(one.last or date.max, other.last or date.max)


def are_alike_pair(whole: Item, part: Item) -> bool:
    """Tell whether two figures surely measure one sort of thing: money, or one counted noun."""
    if part.unit == "CNY":
        return bool(whole.statement.attribute) and bool(part.statement.attribute)
    one, other = kind_of(whole), kind_of(part)
    return bool(one) and bool(other) and one[-1] == other[-1]


def _exceeds(view: View, partition: Partition, part: Item) -> Finding:
    whole = partition.whole
    gap = gap_in_unit(whole.figure, part.figure, whole)
    zh = f"不一致：{view.name}写整体{printed(view, whole)}，其中一项{printed(view, part)}，"
    zh += f"部分大于整体{gap}。"
    en = f"Does not agree: {view.name} gives {printed(view, whole)} as the whole and "
    en += f"{printed(view, part)} as one part; the part is larger by {gap}."
    return finding(
        "part_within_whole",
        Verdict.CONTRADICTION,
        (zh, en),
        rows=(row(view, whole), row(view, part)),
        claims=(view.cite(whole), view.cite(part)),
    )


def _fits(view: View, partition: Partition, parts: Sequence[Item]) -> Finding:
    whole = partition.whole
    rest = whole.figure.minus(total(part.figure for part in parts))
    left = total_in_words(rest, whole)
    zh = f"相符：{view.name}中{said_sum(view, parts)}在{quoted(view, whole)}之内，"
    zh += f"其余{left}未列明。"
    en = f"Agrees: in {view.name} {said_sum(view, parts)} lies within {quoted(view, whole)}; "
    en += f"the remaining {left} is not broken down."
    rows = [row(view, whole), *(row(view, part, kind_of(part), operation="-") for part in parts)]
    return finding(
        "part_within_whole",
        Verdict.HOLDS,
        (zh, en),
        rows=(*rows, computed_row(rest, "其余", "Remainder")),
        claims=[view.cite(item) for item in (whole, *parts)],
    )
