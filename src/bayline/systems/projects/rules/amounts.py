"""Amounts of projects: read with their currency, added and compared only kind with kind."""

from collections.abc import Sequence

from bayline.kernel.amounts import said
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.figures import Figure, total
from bayline.kernel.findings import Verdict
from bayline.kernel.periods import Period
from bayline.platform.registers.cells.figures import quantity_in
from bayline.systems.projects.terms import Amount, AmountKind
from bayline.systems.reading.rules.figures import figure_of


def amount_of(
    kind: AmountKind, words: str, *, evidence: str, period: Period | None = None, where: str = ""
) -> Amount:
    """Read an amount as it is printed: 180亿元, 超82亿元, 15亿美元.

    Args:
        kind: What it says.
        words: The printed words, hedge and currency included.
        evidence: Identifier of the claim or document that states it.
        period: What it is for, of kinds that need one.
        where: Row and column it stands in, for the refusal.

    Raises:
        BaylineError: If it names no currency, is below zero, or is no amount.
    """
    figure = figure_in(words, where=where)
    try:
        return Amount(kind=kind, figure=figure, evidence=evidence, period=period)
    except BaylineError as error:
        error.where = where
        raise


def figure_in(words: str, *, where: str = "") -> Figure:
    """Read the one figure that words consist of.

    Raises:
        BaylineError: If they are none; an amount without a currency is told apart.
    """
    quantity = quantity_in(words)
    figure = figure_of(quantity) if quantity is not None else None
    if figure is not None:
        return figure
    if quantity_in(f"{words}元") is not None:
        raise BaylineError(
            f"“{words}” states no currency",
            where=where,
            why="15亿美元 is about seven times 15亿元",
            do=f"write {words}元 if it is in yuan",
            zh=Words(f"“{words}”没有写币种", "15亿美元约为15亿元的七倍", f"人民币请写{words}元"),
        )
    raise BaylineError(
        f"“{words}” is no amount",
        where=where,
        do="write one number with its unit as printed, such as 超82亿元",
        zh=Words(f"“{words}”不是金额", do="请照原文写一个数和单位，如超82亿元"),
    )


def figure_if(words: str) -> Figure | None:
    """Read the one figure that words consist of; None where they are none."""
    try:
        return figure_in(words) if words else None
    except BaylineError:
        return None


def in_both(*figures: Figure) -> tuple[list[str], list[str]]:
    """Say figures in Chinese and in English."""
    chinese, english = (
        [said(each, None, english=is_en) for each in figures] for is_en in (False, True)
    )
    return chinese, english


def total_of(amounts: Sequence[Amount]) -> Figure:
    """Add amounts of one kind, one currency and one period.

    Raises:
        BaylineError: If they are not of one kind and period; the kinds are named.
    """
    kinds = list(dict.fromkeys(each.kind for each in amounts))
    if len(kinds) > 1:
        raise BaylineError(
            f"{' and '.join(kind.en for kind in kinds)} cannot be added",
            why="each says something else of a project",
            do="add the amounts of one kind, or show the kinds side by side",
            zh=Words(
                f"{'和'.join(kind.zh for kind in kinds)}不能相加",
                "各说的是不同的事",
                "请只加同一种，或分开列",
            ),
        )
    periods = list(dict.fromkeys(each.period for each in amounts))
    if len(periods) > 1 and not _part(periods):
        raise _overlapping(periods)
    return total(each.figure for each in amounts)


def _part(periods: Sequence[Period | None]) -> bool:
    """Tell whether periods share no day, so that nothing is counted twice."""
    known = [period for period in periods if period is not None]
    pairs = ((a, b) for at, a in enumerate(known) for b in known[at + 1 :])
    return len(known) == len(periods) and not any(a.overlaps(b) for a, b in pairs)


def _overlapping(periods: Sequence[Period | None]) -> BaylineError:
    named = ", ".join("?" if period is None else period.edtf for period in periods)
    return BaylineError(
        f"amounts for {named} cannot be added",
        why="the periods share days, which would be counted twice",
        do="take amounts of one period, or of periods that do not overlap",
        zh=Words(
            f"{named}的金额不能相加", "时期有重叠，会重复计算", "请取同一时期，或互不重叠的时期"
        ),
    )


def compared(a: Amount, b: Amount) -> tuple[Verdict, str, str]:
    """Compare two amounts that are said of one project.

    Returns:
        The verdict with a Chinese and an English sentence. Amounts of two kinds, as a total and
        what is planned for a year, or of two currencies are not comparable.
    """
    sums, in_english = in_both(a.figure, b.figure)
    if a.kind is not b.kind:
        return (
            Verdict.NOT_COMPARABLE,
            f"{a.kind.zh}{sums[0]}与{b.kind.zh}{sums[1]}不是一回事，不能比较",
            f"{a.kind.en} {in_english[0]} and {b.kind.en} {in_english[1]} are different things",
        )
    if a.figure.unit != b.figure.unit or a.period != b.period:
        return (
            Verdict.NOT_COMPARABLE,
            f"{sums[0]}与{sums[1]}的币种或时期不同，不能比较",
            f"{in_english[0]} and {in_english[1]} are of two currencies or periods",
        )
    if a.figure.overlaps(b.figure):
        return (
            Verdict.HOLDS,
            f"{sums[0]}与{sums[1]}相符",
            f"{in_english[0]} and {in_english[1]} agree",
        )
    return (
        Verdict.CONTRADICTION,
        f"{a.kind.zh}既是{sums[0]}又是{sums[1]}，不能都对",
        f"{a.kind.en} cannot be both {in_english[0]} and {in_english[1]}",
    )
