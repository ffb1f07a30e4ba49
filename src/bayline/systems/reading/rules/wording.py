"""How findings are worded: numbers as printed, the document named, nobody blamed, two languages."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import PurePath

from bayline.kernel.amounts import scale_of
from bayline.kernel.bounds import Bound
from bayline.kernel.english import in_english
from bayline.kernel.figures import Figure, agrees, plain
from bayline.kernel.findings import Finding, Reference, Row, Severity, Verdict
from bayline.systems.reading.rules.figures import in_scale, rounded
from bayline.systems.reading.rules.formulas import with_formula
from bayline.systems.reading.rules.passages import Item, View

_SEVERITIES = {
    Verdict.CONTRADICTION: Severity.CONTRADICTION,
    Verdict.HOLDS: Severity.NOTE,
    Verdict.NOT_COMPARABLE: Severity.NOTE,
    Verdict.NEEDS_BASIS: Severity.WARNING,
}
_AGREEING = re.compile(r"(?:一致|不冲突)。$")
_PLAIN = frozenset({Bound.EXACT, Bound.RANGE})
_MULTIPLE = "倍数"
_BARE_SUM = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?:＋\d+(?:\.\d+)?)+(?![\d.%\u3400-\u9fff])")


def printed(view: View, item: Item) -> str:
    """Return the figure as the document prints it, hedges included."""
    quantity = item.statement.quantity
    hedged = item.figure.bound not in _PLAIN
    start, end = (item.start, item.end) if hedged else (quantity.start, quantity.end)
    return view.document.reading.text[start:end].strip()


def quoted(view: View, item: Item) -> str:
    """Return the figure as printed, in quotation marks where it is hedged: “超82亿元”."""
    words = printed(view, item)
    return words if item.figure.bound in _PLAIN else f"“{words}”"


def said_sum(view: View, parts: Sequence[Item]) -> str:
    """Write a sum out: 27＋4＋22, or 206亿元＋260亿元＋“超82亿元” where hedges or units differ."""
    alike = len({part.scale.word for part in parts}) == 1 < len(parts)
    exact = all(part.figure.bound is Bound.EXACT and part.unit != "1" for part in parts)
    if alike and exact:
        return "＋".join(_term(plain(part.scale.number)) for part in parts)
    return "＋".join(_term(quoted(view, part)) for part in parts)


def _term(words: str) -> str:
    return f"（{words}）" if words.startswith(("-", "−", "负")) else words


def gap_between(one: Figure, other: Figure) -> Decimal:
    """Return how far apart two figures are, from what was stated, rounding not counted."""
    for low, high in ((one, other), (other, one)):
        if low.high is not None and high.low is not None and low.high <= high.low:
            return high.low - low.high
    return Decimal(0)


def gap_in_unit(one: Figure, other: Figure, item: Item) -> str:
    """Print how far apart two figures are, in the unit that the item was printed in."""
    if item.unit == "1":
        points = gap_between(one, other) * 100
        return f"{rounded(points, 1 if points >= 1 else 2)}个百分点"
    factor = item.scale.factor or Decimal(1)
    return f"{rounded(gap_between(one, other) / factor, 4)}{item.scale.word}"


def row(view: View, item: Item, label: str = "", *, label_en: str = "", operation: str = "") -> Row:
    """Write one printed figure as a line of an arithmetic."""
    return Row(
        label=label or item.statement.attribute or item.label or printed(view, item),
        figure=item.figure,
        label_en=label_en,
        operation=operation,
        reference=view.cite(item),
    )


def computed_row(figure: Figure, label: str, label_en: str, *, operation: str = "=") -> Row:
    """Write one computed figure as a line of an arithmetic; a multiple is no percentage."""
    if label == _MULTIPLE:
        figure = replace(figure, unit="x")
    return Row(label=label, figure=figure, label_en=label_en, operation=operation)


def sum_rows(
    view: View, parts: Sequence[Item], names: Sequence[str], *, total: Figure
) -> tuple[Row, ...]:
    """Write a sum out line by line, with its result."""
    lines = [
        row(view, part, name, operation="+" if index else "")
        for index, (part, name) in enumerate(zip(parts, names, strict=True))
    ]
    return (*lines, computed_row(total, "合计", "Sum"))


def finding(
    check: str,
    verdict: Verdict,
    sentences: tuple[str, str],
    *,
    rows: Sequence[Row] = (),
    claims: Sequence[Reference] = (),
    severity: Severity | None = None,
) -> Finding:
    """Make a finding with the severity that its verdict usually has."""
    return Finding(
        check=check,
        severity=severity or _SEVERITIES[verdict],
        verdict=verdict,
        sentence=sentences[0],
        sentence_en=_in_english(sentences[1], rows, claims),
        rows=with_formula(rows),
        claims=tuple(claims),
    )


def sharpened(item: Item) -> Item:
    """Take a figure with a coarse last digit at its word: 4亿元 as 4.0亿元."""
    return item._replace(figure=item.figure.sharpened())


def weighed(made: Finding, computed: Figure, sharp: Figure, *, stated: Item) -> Finding:
    """Turn what agrees by nothing but coarse rounding into a warning that prints the interval.

    Args:
        made: The finding that holds; its sentence ends with 一致 or 不冲突.
        computed: What was computed, rounding allowed for.
        sharp: The same of sharpened figures.
        stated: What the document says.
    """
    if agrees(stated.figure, sharp):
        return made if _is_told(computed, stated) else _rounded(made, computed, stated)
    return only_roughly(made, computed, spelled=lambda end: in_scale(end, stated.scale))


def _is_told(computed: Figure, stated: Item) -> bool:
    """Tell whether the very number that was computed is the one stated, rounded as that is."""
    if computed.low is None or computed.low != computed.high:
        return True
    return stated.figure.overlaps(Figure.exactly(computed.low, computed.unit))


def _rounded(made: Finding, computed: Figure, stated: Item) -> Finding:
    """Say how the rounding of the printed numbers lets another number agree with the stated one."""
    low, high = (in_scale(end, stated.scale) for end in _ends(computed))
    words = _AGREEING.sub("不冲突", made.sentence)
    return replace(
        made,
        sentence=f"{words}：所印数字取整过，原数可使结果在{low}到{high}之间。",
        sentence_en=(
            f"{made.sentence_en} The printed numbers are rounded; unrounded they may give "
            f"{in_english(low)} to {in_english(high)}."
        ),
    )


def only_roughly(made: Finding, computed: Figure, *, spelled: Callable[[Figure], str]) -> Finding:
    """Make the warning that a finding holds by nothing but coarse rounding.

    Args:
        made: The finding that holds; its sentence ends with 一致 or 不冲突.
        computed: What was computed, rounding allowed for.
        spelled: Prints either end of it.
    """
    low, high = map(spelled, _ends(computed))
    low_en, high_en = in_english(low), in_english(high)
    words = _AGREEING.sub("", made.sentence.replace("相符", "注意", 1))
    english = made.sentence_en.replace("Agrees", "Check", 1)
    return replace(
        made,
        severity=Severity.WARNING,
        sentence=f"{words}只因所印数字取整较粗而不冲突，按取整可在{low}到{high}之间。",
        sentence_en=f"{english} Only coarse rounding allows it: {low_en} to {high_en}.",
    )


def _ends(figure: Figure) -> tuple[Figure, Figure]:
    tolerance, unit = figure.tolerance(), figure.unit
    low, high = tolerance.low or Decimal(0), tolerance.high or Decimal(0)
    return Figure.exactly(low, unit), Figure.exactly(high, unit)


def _in_english(sentence: str, rows: Sequence[Row], claims: Sequence[Reference]) -> str:
    """Finish an English sentence: amounts in English, file names as they are."""
    names = {claim.document for claim in claims}
    names |= {row.reference.document for row in rows if row.reference}
    names |= {PurePath(name).name for name in names}
    return in_english(_BARE_SUM.sub(_with_units(rows), sentence), names=names)


def _with_units(rows: Sequence[Row]) -> Callable[[re.Match[str]], str]:
    """Give every term of a sum its unit: 155＋90 are 155亿元＋90亿元 before they are billions."""
    scales = {scale.number: scale for scale in map(scale_of, rows) if scale}
    words = {number: scale.word for number, scale in scales.items() if scale.factor != 1}

    def spelled(match: re.Match[str]) -> str:
        terms = match[0].split("＋")
        return "＋".join(f"{term}{words.get(Decimal(term), '')}" for term in terms)

    return spelled


def total_in_words(total: Figure, item: Item) -> str:
    """Print a computed total in the unit of a printed figure."""
    return in_scale(total, item.scale)
