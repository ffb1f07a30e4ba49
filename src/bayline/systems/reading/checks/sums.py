"""Whether parts make up their whole."""

from collections.abc import Sequence
from decimal import Decimal

from bayline.kernel.figures import agrees, total
from bayline.kernel.findings import Finding, Severity, Verdict
from bayline.systems.reading.rules.divisions import are_disjoint, are_parallel
from bayline.systems.reading.rules.figures import is_loose
from bayline.systems.reading.rules.kinds import kind_of, stage_of
from bayline.systems.reading.rules.overlaps import (
    are_kinds,
    are_told_of_each,
    exact_sizes,
    exclude_each_other,
)
from bayline.systems.reading.rules.partitions import partitions
from bayline.systems.reading.rules.passages import Item, View
from bayline.systems.reading.rules.series import is_series, mark_of
from bayline.systems.reading.rules.wholes import (
    Partition,
    Reach,
    is_of_industries,
    is_rest,
    is_tight,
    names_of,
    same_measure,
    share_of_whole,
)
from bayline.systems.reading.rules.wording import (
    finding,
    gap_in_unit,
    printed,
    quoted,
    row,
    said_sum,
    sum_rows,
    total_in_words,
    weighed,
)

_LEAST = 2
_NEAR = Decimal("0.05")  # an open-ended sum this near to its whole is meant to be the whole
_MOST_LEFT_OUT = Decimal("0.25")  # 涉及 lists that leave out more are taken for examples
_ABOUT_GAP = Decimal("0.20")  # hedged figures further apart than this differ whatever 约 means


def sum_of_parts(views: Sequence[View]) -> list[Finding]:
    """Recompute totals from the parts that the text lists.

    title_zh: 分项与合计

    Recomputed: the sum of the parts, as intervals (each printed number may have been rounded in its
    last digit; 超 and 约 leave room), against the printed whole. Brackets inside a list are never
    added. 其中 promises only some parts: a smaller sum is then no finding of this check.

    Verdicts: holds; contradiction; needs basis where the parts may overlap or are only 约.

    Example: 入库72个，涉及甲类27个，乙类4个，丙类22个，丁类12个，戊类7个 holds.
    """
    found: list[Finding] = []
    for view in views:
        for partition in partitions(view):
            if not is_of_industries(partition):
                found += _sum_findings(view, partition)
    return found


def _sum_findings(view: View, partition: Partition) -> list[Finding]:
    size = agreeing_size(view, partition)
    if size:
        holds = _holds(view, partition, partition.run(size))
        return [holds, *_mixed_stages(view, partition, partition.run(size))]
    if partition.natural < _LEAST:
        return []
    verdict = disagreement(view, partition)
    return [_disagrees(view, partition, verdict)] if verdict else []


def agreeing_size(view: View, partition: Partition) -> int:
    """Return how many of the parts make up the whole, the plain list first; 0 if none do.

    A shorter run is tried only where the names do not read as one division: its end is unsure.
    """
    natural = partition.natural
    if natural >= _LEAST and _makes_up(partition, partition.run(natural)):
        return natural
    if partition.reach is Reach.ALL:
        return _size_behind_larger(partition)
    fitting = exact_sizes(partition)
    if fitting and fitting[-1] < natural and _reads_as_division(view, partition):
        fitting = [size for size in fitting if size > natural]
    fits = (size for size in fitting if _makes_up(partition, partition.run(size)))
    return next(fits, 0)


def _makes_up(partition: Partition, parts: Sequence[Item]) -> bool:
    whole = partition.whole.figure
    summed = total(part.figure for part in parts)
    if not agrees(whole, summed):
        return False
    is_open = whole.high is None or summed.high is None
    if partition.reach is Reach.HINTED and len(parts) <= _LEAST:
        return False
    promised = partition.reach is Reach.ALL and not partition.is_open
    return promised or not is_open or abs(share_of_whole(parts, partition.whole) - 1) <= _NEAR


def _size_behind_larger(partition: Partition) -> int:
    """Return how many figures behind one that exceeds their total make it up, 0 if they do not.

    新增就业1.2万人，失业人员0.4万人，困难人员0.1万人，合计帮扶0.5万人.
    """
    if not partition.whole_last:
        return 0
    larger = map(partition.whole.figure.surely_below, (part.figure for part in partition.listed))
    size = partition.natural - max((at for at, is_so in enumerate(larger, 1) if is_so), default=0)
    fits = _LEAST <= size < partition.natural and _makes_up(partition, partition.run(size))
    return size if fits else 0


def disagreement(view: View, partition: Partition) -> Verdict | None:
    """Judge parts that do not make up their whole; None where the words claim nothing."""
    parts, whole = partition.listed, partition.whole.figure
    if not _clearly_apart(parts, partition.whole):
        return None
    if partition.whole_last and are_told_of_each(partition):
        return None
    if partition.reach is Reach.ALL and not partition.is_open and _is_one_list(partition):
        return Verdict.CONTRADICTION if _reads_as_division(view, partition) else None
    if partition.reach is Reach.HINTED:
        return _hinted(partition)
    if whole.surely_below(total(part.figure for part in parts)):
        disjoint = exclude_each_other(view, partition) and _is_one_list(partition)
        return Verdict.CONTRADICTION if disjoint else _overlap(view, partition)
    return _left_out(view, partition)


def _hinted(partition: Partition) -> Verdict | None:
    """Judge what a colon opens (中小学校186所：小学…、初中…、高中…): it claims all, if anything."""
    names, parts = names_of(partition), partition.listed
    closed = len(parts) > _LEAST and are_disjoint(names) and not is_series(names)
    if not closed or partition.is_open or not _is_one_list(partition):
        return None
    if partition.whole.figure.surely_below(total(part.figure for part in parts)):
        return Verdict.CONTRADICTION
    nearly_all = share_of_whole(parts, partition.whole) >= 1 - _MOST_LEFT_OUT
    return Verdict.NEEDS_BASIS if nearly_all else None


def _reads_as_division(view: View, partition: Partition) -> bool:
    """Tell whether the parts are named as kinds of one thing, or not named (分别为12个、14个)."""
    names = names_of(partition)
    return (
        partition.whole_last
        or is_rest(partition.listed[-1])
        or not any(names[1:])
        or are_parallel(names, tight=is_tight(view, partition))
    )


def _clearly_apart(parts: Sequence[Item], whole: Item) -> bool:
    loose = any(is_loose(figure) for figure in (whole.figure, *(part.figure for part in parts)))
    return not loose or abs(share_of_whole(parts, whole) - 1) > _ABOUT_GAP


def _is_one_list(partition: Partition) -> bool:
    """Tell whether the parts are of one measure, reported or planned alike."""
    return all(
        _of_one_status(partition.whole, part) and same_measure(partition.whole, part)
        for part in partition.listed
    )


def _of_one_status(whole: Item, part: Item) -> bool:
    """Tell whether both are reported or both planned; a bare 一期20亿元 is as its whole is."""
    mark = mark_of(kind_of(part))
    bare = mark is not None and not mark.rest
    return bare or part.statement.status is whole.statement.status


def _overlap(view: View, partition: Partition) -> Verdict | None:
    """Ask for the basis of parts that together exceed their whole, unless they share nothing."""
    if partition.whole_last:
        return None
    is_row = partition.natural > _LEAST and is_tight(view, partition)
    return Verdict.NEEDS_BASIS if is_row or are_alike(partition) else None


def are_alike(partition: Partition) -> bool:
    """Tell whether whole and parts are named alike, so that a comparison makes sense at all."""
    is_money = partition.whole.unit == "CNY"  # a sum of money is named after no thing
    names = [*([] if is_money else [kind_of(partition.whole)]), *names_of(partition)]
    return all(names) and len({name[-1] for name in names}) == 1


def _left_out(view: View, partition: Partition) -> Verdict | None:
    listed = partition.reach is Reach.LISTED and not partition.is_open
    share = share_of_whole(partition.listed, partition.whole)
    nearly_all = partition.natural > _LEAST and share >= 1 - _MOST_LEFT_OUT
    if listed and nearly_all and are_alike(partition) and are_kinds(view, partition):
        return Verdict.CONTRADICTION
    return None


def _holds(view: View, partition: Partition, parts: Sequence[Item]) -> Finding:
    whole, summed = partition.whole, total(part.figure for part in parts)
    said, is_exact = total_in_words(summed, whole), summed.low == whole.figure.low == summed.high
    zh = f"相符：{view.name}中{said_sum(view, parts)}，合计{said}，与{quoted(view, whole)}"
    zh += "一致。" if is_exact else "不冲突。"
    en = f"Agrees: in {view.name} {said_sum(view, parts)} make {said}; "
    en += f"{quoted(view, whole)} fits."
    made = _sum_finding(view, partition, parts, verdict=Verdict.HOLDS, sentences=(zh, en))
    sharp = total(part.figure.sharpened() for part in parts)
    return weighed(made, summed, sharp, stated=whole)


def _disagrees(view: View, partition: Partition, verdict: Verdict) -> Finding:
    parts, whole = partition.listed, partition.whole
    summed = total(part.figure for part in parts)
    said, gap = total_in_words(summed, whole), gap_in_unit(summed, whole.figure, whole)
    if verdict is Verdict.CONTRADICTION:
        zh = f"不一致：{view.name}所列{len(parts)}项（{said_sum(view, parts)}）合计{said}，"
        zh += f"文中写{printed(view, whole)}，差{gap}。"
        en = f"Does not agree: the {len(parts)} parts in {view.name} sum to {said}, "
        en += f"the text says {printed(view, whole)}; {gap} apart."
    else:
        is_more = whole.figure.surely_below(summed)
        zh = f"无法判断：{view.name}所列{len(parts)}项合计{said}，"
        zh += f"{'多' if is_more else '少'}于{printed(view, whole)}，差{gap}，"
        zh += "文中未写明各项是否重叠。" if is_more else "文中未写明其余是什么。"
        en = f"Cannot tell: the {len(parts)} parts in {view.name} sum to {said}, "
        en += f"{'more' if is_more else 'less'} than {printed(view, whole)}; "
        en += f"{'whether they overlap' if is_more else 'what the rest is'} is not stated."
    return _sum_finding(view, partition, parts, verdict=verdict, sentences=(zh, en))


def _sum_finding(
    view: View,
    partition: Partition,
    parts: Sequence[Item],
    *,
    verdict: Verdict,
    sentences: tuple[str, str],
) -> Finding:
    whole = partition.whole
    names = names_of(partition) if len(parts) == partition.natural else [""] * len(parts)
    names = [name or kind_of(part) for name, part in zip(names, parts, strict=True)]
    rows = sum_rows(view, parts, names, total=total(part.figure for part in parts))
    return finding(
        "sum_of_parts",
        verdict,
        sentences,
        rows=(*rows, row(view, whole, "文中写", label_en="Stated")),
        claims=[view.cite(item) for item in (whole, *parts)],
    )


def _mixed_stages(view: View, partition: Partition, parts: Sequence[Item]) -> list[Finding]:
    stages = [_stage_before(view, part, parts) for part in parts]
    distinct = list(dict.fromkeys(stage for stage in stages if stage))
    if len(distinct) < _LEAST or not all(stages) or _is_sorted_by_stage(partition, distinct):
        return []
    joined, whole = "和".join(distinct), printed(view, partition.whole)
    zh = f"注意：{view.name}的{whole}把{joined}两类阶段的数额加在一起，加法相符，但不是同一阶段。"
    zh = zh if len(distinct) == _LEAST else zh.replace("两类", "几类")
    en = f"Check: {whole} in {view.name} adds figures of different stages ({', '.join(distinct)}); "
    en += "the sum holds, the stages differ."
    return [
        finding(
            "mixed_stages",
            Verdict.HOLDS,
            (zh, en),
            rows=sum_rows(view, parts, stages, total=total(part.figure for part in parts)),
            claims=[view.cite(item) for item in (partition.whole, *parts)],
            severity=Severity.WARNING,
        )
    ]


def _is_sorted_by_stage(partition: Partition, stages: Sequence[str]) -> bool:
    """Tell whether one list is sorted by stage: 77个，其中在建69个、计划新开工8个.

    What was signed and what was started may be the same project and is no such order.
    """
    counts_things = partition.whole.unit != "CNY"
    return not partition.whole_last and counts_things and "签约" not in stages


def _stage_before(view: View, part: Item, parts: Sequence[Item]) -> str:
    """Return the stage named since the part before this one, or in the noun behind it."""
    ends = [other.end for other in parts if other.end <= part.start]
    begin = max(ends, default=max(0, part.start - 20))
    return stage_of(view.folded[begin : part.start]) or stage_of(part.noun)
