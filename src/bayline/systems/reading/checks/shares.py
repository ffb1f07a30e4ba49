"""Whether printed shares fit the amounts beside them, and whether shares of one whole add up."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal

from bayline.kernel.figures import Figure, agrees, ratio, total
from bayline.kernel.findings import Finding, Reference, Row, Severity, Verdict
from bayline.systems.reading.rules.divisions import (
    are_parallel,
    is_of_three_industries,
    share_one_whole,
)
from bayline.systems.reading.rules.figures import is_loose, percent
from bayline.systems.reading.rules.partitions import partitions
from bayline.systems.reading.rules.passages import Item, View
from bayline.systems.reading.rules.shares import (
    Share,
    asks_several,
    levels_by_attribute,
    may_be_split,
    named_whole,
    names,
    paragraphs,
    plausible_wholes,
    share_lists,
    shares,
)
from bayline.systems.reading.rules.wholes import Partition
from bayline.systems.reading.rules.wording import (
    computed_row,
    finding,
    gap_in_unit,
    printed,
    row,
    said_sum,
    sharpened,
    weighed,
)

_ALL = Decimal(1)
_NEAR = 30  # figures to either side that a share may be a share of
_INDUSTRIES = re.compile(
    r"三次产业(?:增加值)?(?:结构|比重|比例|占比|构成|之比)[^，。；\n]{0,60}(?:[、，]\d[^，。；\n]{0,12}){0,2}"
)
_TRIPLE = re.compile(
    r"(?<![\d.])(\d+(?:\.\d+)?)%?\s*[:：∶/、，]\s*(\d+(?:\.\d+)?)%?\s*[:：∶/、，]\s*(\d+(?:\.\d+)?)(?![\d.])"
)
_STRUCTURE = re.compile(r"结构|构成|组成|按[^，。；]{1,6}分")
_BEFORE = 30
_SENTENCE = 1000  # characters of an endless sentence in which 可多选 is looked for
_COMPLEMENT = re.compile(r"其余|其他|其它|剩余|余下")


def share_of_amounts(views: Sequence[View]) -> list[Finding]:
    """Recompute a share where the amount and its whole both stand in the text.

    title_zh: 占比与数额

    Recomputed: amount ÷ whole, against the printed percentage. The whole is the figure whose
    attribute the share names (占固定资产投资的…), or the whole of the list that the amount is in.

    Verdicts: holds; contradiction where the whole is certain. A share of 全国 or of a whole that
    the text does not give is left alone.

    Example: 固定资产投资358.6亿元，其中工业投资134.8亿元，占37.6% holds.
    """
    found: list[Finding] = []
    for view in views:
        levels, listed = levels_by_attribute(view), _wholes_by_part(partitions(view))
        for share in shares(view):
            wholes = _certain_wholes(share, levels, listed=listed)
            found += _against(view, share, wholes)
    return found


def _wholes_by_part(lists: list[Partition]) -> dict[int, list[Item]]:
    """Sort the wholes of lists by the positions of their parts, each whole once for a part."""
    found: dict[int, list[Item]] = {}
    for partition in lists:
        for position in {part.position for part in partition.listed}:
            found.setdefault(position, []).append(partition.whole)
    return found


def _certain_wholes(
    share: Share, levels: dict[str, list[Item]], *, listed: dict[int, list[Item]]
) -> list[Item]:
    if share.whole is not None:
        return [share.whole]
    if share.is_generic:
        return _listed_wholes(share, listed)
    return [
        whole
        for whole in named_whole(share, levels)
        if share.sentence.start - 400 <= whole.start <= share.sentence.end
    ]


def _listed_wholes(share: Share, listed: dict[int, list[Item]]) -> list[Item]:
    """Return the whole of the list that the part is in; 全部投资 may be the whole of that one."""
    wholes = list(listed.get(share.part.position, []))
    if share.is_of_everything:
        for whole in wholes:
            wholes += [each for each in listed.get(whole.position, []) if each not in wholes]
    return wholes


def _against(view: View, share: Share, wholes: list[Item]) -> list[Finding]:
    for whole in wholes:
        computed = _ratio(share.part, whole)
        if computed and agrees(share.percent.figure, computed):
            return [_holds(view, share, (whole,), computed=computed)]
    usable = [whole for whole in wholes if _comparable(share, whole)]
    if len(usable) != 1 or len(wholes) != 1:
        return []
    computed = _ratio(share.part, usable[0])
    return [_contradicts(view, share, [(usable[0],)])] if computed else []


def _comparable(share: Share, whole: Item) -> bool:
    part, other = share.part.statement, whole.statement
    timed = part.time is None or other.time is None or part.time == other.time
    loose = any(is_loose(item.figure) for item in (share.part, share.percent, whole))
    basis = set(part.basis) == set(other.basis)
    return timed and basis and not loose and part.status is other.status


def _ratio(part: Item, *wholes: Item) -> Figure | None:
    whole = total(item.figure for item in wholes)
    low = whole.tolerance().low
    if low is None or low <= 0 or part.figure.low is None:
        return None
    return ratio(part.figure, whole)


def share_on_page(views: Sequence[View]) -> list[Finding]:
    """Try a share without a named whole against every whole that its own passage offers.

    title_zh: 占比与本段数额

    Recomputed: amount ÷ each figure of the paragraph that could be the whole, and ÷ each sum of a
    figure with its 其余. Only where the paragraph splits a whole in two is a miss a contradiction:
    otherwise the whole may stand elsewhere.

    Verdicts: holds; contradiction where no plausible whole gives the printed share.

    Example: 主会场12.1亿元，其余91亿元；装备类40.7亿元，占比42%: 40.7÷103.1＝39.5%, 40.7÷91＝44.7%.
    """
    found: list[Finding] = []
    for view in views:
        passages = paragraphs(view)
        done = {share.percent.position for share in shares(view) if not share.is_generic}
        for share in shares(view):
            if share.percent.position not in done:
                found += _on_page(view, share, passages[share.sentence.paragraph])
    return found


def _on_page(view: View, share: Share, passage: list[Item]) -> list[Finding]:
    at = bisect_left(passage, share.part.position, key=lambda item: item.position)
    near = passage[max(0, at - _NEAR) : at + _NEAR]
    if not may_be_split(view, near):
        return []  # nothing here says what the whole is
    wholes = plausible_wholes(view, share, near)
    if all(len(whole) == 1 for whole in wholes):
        return []
    tried = [(whole, _ratio(share.part, *whole)) for whole in wholes]
    for whole, computed in tried:
        if computed and agrees(share.percent.figure, computed):
            return [_holds(view, share, whole, computed=computed)] if len(whole) > 1 else []
    loose = any(is_loose(item.figure) for item in (share.part, share.percent))
    if loose or any(computed is None for _, computed in tried):
        return []
    return [_contradicts(view, share, wholes, check="share_on_page")]


def _base(view: View, whole: Sequence[Item]) -> str:
    said = said_sum(view, whole)
    return f"（{said}）" if len(whole) > 1 else said


def _holds(view: View, share: Share, whole: Sequence[Item], *, computed: Figure) -> Finding:
    part, said = printed(view, share.part), printed(view, share.percent)
    base, got = _base(view, whole), percent(computed)
    zh = f"相符：{view.name}中{part}÷{base}＝{got}，与文中{said}一致。"
    en = f"Agrees: in {view.name} {part} is {got} of {base}; the text says {said}."
    made = finding(
        "share_of_amounts" if len(whole) == 1 else "share_on_page",
        Verdict.HOLDS,
        (zh, en),
        rows=_rows(view, share, whole, computed=computed),
        claims=_claims(view, share, [whole]),
    )
    sharp = _ratio(sharpened(share.part), *map(sharpened, whole))
    return weighed(made, computed, sharp or computed, stated=share.percent)


def _contradicts(
    view: View, share: Share, wholes: Sequence[Sequence[Item]], *, check: str = "share_of_amounts"
) -> Finding:
    part, said = printed(view, share.part), printed(view, share.percent)
    tried = [(whole, _ratio(share.part, *whole)) for whole in wholes]
    sums = "，".join(
        f"{part}÷{_base(view, whole)}＝{percent(computed)}" for whole, computed in tried if computed
    )
    nearest = min(
        (computed for _, computed in tried if computed),
        key=lambda figure: abs((figure.low or _ALL) - (share.percent.figure.low or _ALL)),
    )
    gap = gap_in_unit(nearest, share.percent.figure, share.percent)
    zh = f"不一致：{view.name}中{sums}，文中写{said}，最少差{gap}。"
    en = f"Does not agree: in {view.name} {sums}; the text says {said}, at least {gap} apart."
    if len(wholes) == 1:
        zh, en = zh.replace("最少差", "差"), en.replace("at least ", "")
    rows = [
        line
        for whole, computed in tried
        if computed
        for line in _rows(view, share, whole, computed=computed)[:-1]
    ]
    stated = row(view, share.percent, "文中写", label_en="Stated")
    return finding(
        check,
        Verdict.CONTRADICTION,
        (zh, en),
        rows=(*rows, stated),
        claims=_claims(view, share, wholes),
    )


def _rows(view: View, share: Share, whole: Sequence[Item], *, computed: Figure) -> tuple[Row, ...]:
    bases = [
        row(view, item, operation="÷" if not index else "+") for index, item in enumerate(whole)
    ]
    return (
        row(view, share.part),
        *bases,
        computed_row(computed, "算得", "Computed"),
        row(view, share.percent, "文中写", label_en="Stated"),
    )


def _claims(view: View, share: Share, wholes: Sequence[Sequence[Item]]) -> list[Reference]:
    items = [share.part, *dict.fromkeys(item for whole in wholes for item in whole), share.percent]
    return [view.cite(item) for item in items]


def shares_of_one_whole(views: Sequence[View]) -> list[Finding]:
    """Add up the shares of one whole.

    title_zh: 占比合计

    Recomputed: the sum of shares listed together. With 其余 among them, and for the three
    industries, they must make 100%; other lists may not exceed it unless their kinds overlap.

    Verdicts: holds where they make 100%; contradiction where they must and do not; needs basis
    where they exceed 100% and may overlap.

    Example: 农户占30%，企业占30%，其余占40% holds.
    """
    found: list[Finding] = []
    for view in views:
        for _, run in share_lists(view):
            found += _share_sum(view, run)
        found += _industry_ratios(view)
    return found


def _share_sum(view: View, run: list[Item]) -> list[Finding]:
    summed, everything = total(item.figure for item in run), Figure.exactly(1, "1")
    if summed.low is None:
        return []
    if agrees(summed, everything):
        closed = summed.high is not None
        return [_share_sum_finding(view, run, summed, verdict=Verdict.HOLDS)] if closed else []
    told = run[0].statement.sentence
    if asks_several(view.folded[told.start : told.start + _SENTENCE]):
        return []
    kinds = names(view, run)
    must = _must_be_all(view, run)
    too_much = everything.surely_below(summed)
    apart = _share_one_whole(view, run, kinds)
    loose = any(is_loose(item.figure) for item in run)
    if not loose and ((must and summed.high is not None) or (too_much and apart)):
        return [_share_sum_finding(view, run, summed, verdict=Verdict.CONTRADICTION)]
    alike = len({name[-1:] for name in kinds}) == 1
    if too_much and alike:
        return [_share_sum_finding(view, run, summed, verdict=Verdict.NEEDS_BASIS)]
    return []


def _must_be_all(view: View, run: list[Item]) -> bool:
    kinds = names(view, run)
    return bool(_COMPLEMENT.search(kinds[-1])) or is_of_three_industries(kinds)


def _share_one_whole(view: View, run: list[Item], kinds: list[str]) -> bool:
    """Tell whether the kinds divide one whole: a known division, or one that 结构 announces.

    Rates of several wholes (普及率城镇98%、农村85%) do not.
    """
    words = view.folded[max(0, run[0].start - _BEFORE) : run[0].start]
    told = bool(_STRUCTURE.search(words))
    rates = "率" in words.rpartition("。")[2] and not told
    return not rates and (share_one_whole(kinds) or (told and are_parallel(kinds)))


def _share_sum_finding(view: View, run: list[Item], summed: Figure, *, verdict: Verdict) -> Finding:
    said, got = said_sum(view, run), percent(summed)
    limit, limit_en = ("应为", "instead of") if _must_be_all(view, run) else ("超过", "more than")
    sentences = {
        Verdict.HOLDS: (
            f"相符：{view.name}中各项占比{said}，合计{got}。",
            f"Agrees: the shares in {view.name} ({said}) make {got}.",
        ),
        Verdict.CONTRADICTION: (
            f"不一致：{view.name}中各项占比{said}，合计{got}，{limit}100%。",
            f"Does not agree: the shares in {view.name} ({said}) make {got}, {limit_en} 100%.",
        ),
        Verdict.NEEDS_BASIS: (
            f"无法判断：{view.name}中各项占比{said}，合计{got}，文中未写明各项是否重叠。",
            (
                f"Cannot tell: the shares in {view.name} ({said}) make {got}; whether they "
                "overlap is not stated."
            ),
        ),
    }
    lines = [
        row(view, item, name, operation="+" if index else "")
        for index, (item, name) in enumerate(zip(run, names(view, run), strict=True))
    ]
    return finding(
        "shares_of_one_whole",
        verdict,
        sentences[verdict],
        rows=(*lines, computed_row(summed, "合计", "Sum")),
        claims=[view.cite(item) for item in run],
        severity=Severity.NOTE if verdict is Verdict.NEEDS_BASIS else None,
    )


def _industry_ratios(view: View) -> list[Finding]:
    return [
        _industry_ratio(view, match)
        for clause in _INDUSTRIES.finditer(view.folded)
        for match in _TRIPLE.finditer(view.folded, *clause.span())
    ]


def _industry_ratio(view: View, match: re.Match[str]) -> Finding:
    values = [Decimal(match[index]) for index in (1, 2, 3)]
    steps = [Decimal(1).scaleb(int(value.as_tuple().exponent)) for value in values]
    figures = [
        Figure.stated_as(value / 100, "1", resolution=step / 100)
        for value, step in zip(values, steps, strict=True)
    ]
    summed = total(figures)
    fits = agrees(summed, Figure.exactly(1, "1"))
    said = "＋".join(f"{value}%" for value in values)
    got = percent(summed)
    zh = f"{'相符' if fits else '不一致'}：{view.name}中三次产业{said}，合计{got}"
    en = f"{'Agrees' if fits else 'Does not agree'}: the three industries in {view.name}, {said}, "
    references = [view.reference(*match.span(index)) for index in (1, 2, 3)]
    rows = [
        Row(label=label, figure=figure, label_en=label_en, operation=sign, reference=reference)
        for (label, label_en, sign), figure, reference in zip(
            _NAMES, figures, references, strict=True
        )
    ]
    return finding(
        "shares_of_one_whole",
        Verdict.HOLDS if fits else Verdict.CONTRADICTION,
        (zh + ("。" if fits else "，应为100%。"), en + f"make {got}."),
        rows=(*rows, computed_row(summed, "合计", "Sum")),
        claims=references,
    )


_NAMES = (
    ("第一产业", "Primary industry", ""),
    ("第二产业", "Secondary industry", "+"),
    ("第三产业", "Tertiary industry", "+"),
)
