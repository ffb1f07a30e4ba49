"""Whether a table agrees with itself: totals, growth columns, share columns."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from bayline.kernel.figures import Figure, agrees, growth, plain, ratio, total
from bayline.kernel.findings import Finding, Row, Verdict
from bayline.systems.reading.rules.attributes import is_additive, is_deflated, is_sampled
from bayline.systems.reading.rules.figures import percent, rounded
from bayline.systems.reading.rules.grids import Grid, Number, as_head, cells_text, grids
from bayline.systems.reading.rules.passages import View
from bayline.systems.reading.rules.wording import finding, gap_between, only_roughly

_TOTAL = re.compile(r"^(?:合计|总计|共计|总数|总和|合计数|总额)|(?:合计|总计)$")
_SUBTOTAL = re.compile(r"小计")
_CHAPTER = re.compile(r"^[一二三四五六七八九十]+、")
_WITHIN = re.compile(r"^\s*(?:其中|#|＃|包括|内[:：])|其中")
_NOT_A_PART = re.compile(
    r"增长|增速|增幅|同比|比重|占比|比例|排名|位次|序号|人均|平均|备注"
    r"|^(?:名次|届次|届别|轮次|期次|批次)$"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)")
_GROWTH = re.compile(r"增长|增速|增幅|同比|±%|比上年")
_SHARE = re.compile(r"占比|比重|占[^，。；]{0,6}比|构成")
_PRODUCT = tuple(
    re.compile(rf"^(?:其中[:：]?)?(?:{name})(?:增加值)?(?:[（(].*)?$")
    for name in (
        "(?:地区|国内)?生产总值|GDP",
        "第?一(?:次)?产业|一产",
        "第?二(?:次)?产业|二产",
        "第?三(?:次)?产业|三产",
    )
)
_LEAST = 2


class Sum(NamedTuple):
    """A total of a table with its parts, along a row or a column."""

    grid: Grid
    whole: Number
    parts: tuple[Number, ...]
    names: tuple[str, ...]
    head: str
    lacks: bool  # whether a part's cell holds no number


def totals_of_table(views: Sequence[View]) -> list[Finding]:
    """Add up the rows and columns of a table that has a total.

    title_zh: 表内合计

    Recomputed: 合计 or 总计 against the rows (columns) it closes or opens; lines marked 其中 and
    subtotals are not added twice; shares, averages and rates are not added at all.

    Verdicts: holds; contradiction.

    Example: 合计 100 over rows of 40, 35 and 25 holds.
    """
    return [
        made
        for view in views
        for grid in grids(view)
        for each in [*_column_sums(grid), *_row_sums(grid), *_industry_sums(grid)]
        for made in _sum_finding(each)
    ]


def _column_sums(grid: Grid) -> list[Sum]:
    rows = sorted({row for row, _ in grid.numbers.keys() | grid.unread})
    columns = sorted({column for _, column in grid.numbers})
    heads = {row: as_head(grid.row_heads.get(row, "")) for row in rows}
    wholes = [row for row in rows if _TOTAL.search(heads[row])]
    if len(wholes) != 1:
        return []
    members = _members(wholes[0], rows, heads)
    return [
        _sum(grid, (wholes[0], column), [(row, column) for row in members], heads, axis=0)
        for column in columns
        if (wholes[0], column) in grid.numbers
        and not _NOT_A_PART.search(grid.column_heads.get(column, ""))
    ]


def _industry_sums(grid: Grid) -> list[Sum]:
    """Find the three industries of a column with the product they make up, in any order."""
    rows = sorted({row for row, _ in grid.numbers})
    heads = {row: as_head(grid.row_heads.get(row, "")) for row in rows}
    named = [[row for row in rows if each.match(heads[row])] for each in _PRODUCT]
    if any(len(found) != 1 for found in named):
        return []
    whole, *parts = (found[0] for found in named)
    return [
        _sum(grid, (whole, column), [(row, column) for row in parts], heads, axis=0)
        for column in sorted({column for _, column in grid.numbers})
        if all((row, column) in grid.numbers for row in (whole, *parts))
        and not _NOT_A_PART.search(grid.column_heads.get(column, ""))
    ]


def _row_sums(grid: Grid) -> list[Sum]:
    rows = sorted({row for row, _ in grid.numbers})
    columns = sorted({column for _, column in grid.numbers.keys() | grid.unread})
    heads = {column: as_head(grid.column_heads.get(column, "")) for column in columns}
    wholes = [column for column in columns if _TOTAL.search(heads[column])]
    if len(wholes) != 1:
        return []
    members = _members(wholes[0], columns, heads)
    return [
        _sum(grid, (row, wholes[0]), [(row, column) for column in members], heads, axis=1)
        for row in rows
        if (row, wholes[0]) in grid.numbers and not _NOT_A_PART.search(grid.row_heads.get(row, ""))
    ]


def _members(whole: int, lines: Sequence[int], heads: dict[int, str]) -> list[int]:
    """Return the lines a total adds: all above it, or all below if it stands first."""
    above, below = [x for x in lines if x < whole], [x for x in lines if x > whole]
    side = above or below
    side = [x for x in side if not _WITHIN.search(heads[x]) and not _NOT_A_PART.search(heads[x])]
    subtotals = [x for x in side if _SUBTOTAL.search(heads[x])]
    chapters = [x for x in side if _CHAPTER.match(heads[x])]
    return subtotals or chapters or side


def _sum(
    grid: Grid,
    whole: tuple[int, int],
    members: Sequence[tuple[int, int]],
    heads: dict[int, str],
    *,
    axis: int,
) -> Sum:
    present = [place for place in members if place in grid.numbers]
    number = grid.numbers[whole]
    head = grid.row_heads.get(whole[0], "") if axis else grid.column_heads.get(whole[1], "")
    return Sum(
        grid=grid,
        whole=number,
        parts=tuple(grid.numbers[place] for place in present),
        names=tuple(heads[place[axis]] for place in present),
        head=as_head(head),
        lacks=any(place in grid.unread for place in members),
    )


def _sum_finding(each: Sum) -> list[Finding]:
    units = {number.figure.unit for number in (each.whole, *each.parts)}
    if len(each.parts) < _LEAST or len(units) != 1 or "1" in units or not is_additive(each.head):
        return []
    summed = total(part.figure for part in each.parts)
    fits = agrees(each.whole.figure, summed)
    if not fits and _may_be_otherwise(each, summed):
        return []
    stated, got = cells_text(each.grid, each.whole), _value(summed)
    name = each.grid.view.name
    head = f"“{each.head}”" if each.head else "一栏"
    if fits:
        zh = f"相符：{name}表中{head}各项合计{got}，与所列{stated}一致。"
        en = f"Agrees: in the table of {name} the parts of {each.head} make {got}."
    else:
        gap = rounded(gap_between(summed, each.whole.figure), 4)
        zh = f"不一致：{name}表中{head}各项合计{got}，合计栏写{stated}，差{gap}。"
        en = f"Does not agree: in the table of {name} the parts of {each.head} make {got}, the "
        en += f"total says {stated}; {gap} apart."
    lines = [
        _line(each.grid, part, label, sign="+" if index else "")
        for index, (part, label) in enumerate(zip(each.parts, each.names, strict=True))
    ]
    lines.append(Row(label="合计", figure=summed, label_en="Sum", operation="="))
    lines.append(_line(each.grid, each.whole, "表中写"))
    verdict = Verdict.HOLDS if fits else Verdict.CONTRADICTION
    made = _made("totals_of_table", verdict, (zh, en), rows=lines)
    sharp = total(part.figure.sharpened() for part in each.parts)
    roughly = fits and not agrees(each.whole.figure, sharp)
    return [only_roughly(made, summed, spelled=_value) if roughly else made]


def _may_be_otherwise(each: Sum, summed: Figure) -> bool:
    """Tell whether a cell without a number, or a second breakdown of the total, explains a miss."""
    unknown = each.lacks and summed.surely_below(each.whole.figure)
    twice = agrees(each.whole.figure.scaled(2), summed)
    return unknown or twice


def _value(figure: Figure) -> str:
    return plain(figure.low if figure.low is not None else Decimal(0))


def _line(grid: Grid, number: Number, label: str, *, sign: str = "") -> Row:
    reference = grid.view.reference(number.start, number.end)
    return Row(
        label=label or reference.quote, figure=number.figure, operation=sign, reference=reference
    )


def _made(
    check: str,
    verdict: Verdict,
    sentences: tuple[str, str],
    *,
    rows: Sequence[Row],
) -> Finding:
    claims = [line.reference for line in rows if line.reference is not None]
    return finding(check, verdict, sentences, rows=rows, claims=claims)


def growth_in_table(views: Sequence[View]) -> list[Finding]:
    """Recompute a growth column from two columns of years.

    title_zh: 表内增速

    Recomputed: this year ÷ last year − 1, row by row, where two heads name years and one 增长.

    Verdicts: holds; contradiction; not comparable for value added and its like.

    Example: 220 in 2021, 200 in 2020, 增长 10% holds.
    """
    found: list[Finding] = []
    for view in views:
        for grid in grids(view):
            columns = _growth_columns(grid)
            if columns:
                found += _growth_rows(grid, *columns)
    return found


def _growth_columns(grid: Grid) -> tuple[int, int, int] | None:
    years: dict[int, int] = {}
    rates = []
    for column, head in grid.column_heads.items():
        found = _YEAR.findall(head)
        if _GROWTH.search(head):
            rates.append(column)
        elif len(found) == 1 and not _SHARE.search(head):
            years[int(found[0])] = column
    if len(rates) != 1 or len(years) != _LEAST or max(years) - min(years) != 1:
        return None
    return years[max(years)], years[min(years)], rates[0]


def _growth_rows(grid: Grid, new: int, old: int, rate: int) -> list[Finding]:
    found = []
    for row in sorted({row for row, _ in grid.numbers}):
        numbers = [grid.numbers.get((row, column)) for column in (new, old, rate)]
        if all(numbers):
            found += _growth_row(
                grid, [n for n in numbers if n], as_head(grid.row_heads.get(row, ""))
            )
    return found


def _growth_row(grid: Grid, numbers: list[Number], head: str) -> list[Finding]:
    new, old, rate = numbers
    low = old.figure.tolerance().low
    unusable = low is None or low <= 0 or rate.figure.unit != "1"
    if unusable or new.figure.unit != old.figure.unit or new.figure.unit == "1":
        return []
    computed = growth(new.figure, old.figure)
    verdict = _growth_verdict(computed, rate.figure, head)
    got, stated, name = percent(computed), cells_text(grid, rate), grid.view.name
    gap = rounded(gap_between(computed, rate.figure) * 100)
    sentences = {
        Verdict.HOLDS: (
            f"相符：{name}表中“{head}”算得增长{got}，与所列{stated}一致。",
            f"Agrees: in the table of {name}, {head} grew {got}.",
        ),
        Verdict.CONTRADICTION: (
            f"不一致：{name}表中“{head}”算得增长{got}，表中写{stated}，差{gap}个百分点。",
            f"Does not agree: in the table of {name}, {head} grew {got}, the table says {stated}.",
        ),
        Verdict.NOT_COMPARABLE: (
            f"口径不同，不作比较（价格口径或统计范围）：{name}表中“{head}”名义算得{got}，表中写{stated}。",
            (
                f"Not comparable (price or coverage): in the table of {name}, {head} grew {got} "
                f"nominally, the table says {stated}."
            ),
        ),
    }
    lines = [_line(grid, new, head), _line(grid, old, head, sign="÷")]
    lines.append(Row(label="算得", figure=computed, label_en="Computed", operation="="))
    lines.append(_line(grid, rate, "表中写"))
    made = _made("growth_in_table", verdict, sentences[verdict], rows=lines)
    sharp = growth(new.figure.sharpened(), old.figure.sharpened())
    roughly = verdict is Verdict.HOLDS and not agrees(rate.figure, sharp)
    return [only_roughly(made, computed, spelled=percent) if roughly else made]


def _growth_verdict(computed: Figure, stated: Figure, head: str) -> Verdict:
    if computed.overlaps(stated):
        return Verdict.HOLDS
    return (
        Verdict.NOT_COMPARABLE if is_deflated(head) or is_sampled(head) else Verdict.CONTRADICTION
    )


def shares_in_table(views: Sequence[View]) -> list[Finding]:
    """Recompute a share column from the column of amounts and its total.

    title_zh: 表内占比

    Recomputed: each amount ÷ the total of its column, where one head is 占比 or 比重 and one column
    of amounts has a total.

    Verdicts: holds; contradiction.

    Example: 40 of a total of 100, 占比 40% holds.
    """
    found: list[Finding] = []
    for view in views:
        for grid in grids(view):
            found += _share_rows(grid)
    return found


def _share_rows(grid: Grid) -> list[Finding]:
    rows = sorted({row for row, _ in grid.numbers})
    wholes = [row for row in rows if _TOTAL.search(as_head(grid.row_heads.get(row, "")))]
    shares = [column for column, head in grid.column_heads.items() if _SHARE.search(head)]
    amounts = _amount_columns(grid, shares)
    if len(wholes) != 1 or len(shares) != 1 or len(amounts) != 1:
        return []
    whole = grid.numbers.get((wholes[0], amounts[0]))
    low = whole.figure.tolerance().low if whole else None
    if whole is None or low is None or low <= 0:
        return []
    found = []
    for row in rows:
        part, share = grid.numbers.get((row, amounts[0])), grid.numbers.get((row, shares[0]))
        if row != wholes[0] and part and share and share.figure.unit == "1":
            found.append(_share_row(grid, part, share, whole=whole))
    return found


def _amount_columns(grid: Grid, shares: Iterable[int]) -> list[int]:
    columns = {column for _, column in grid.numbers} - set(shares)
    heads = {column: grid.column_heads.get(column, "") for column in sorted(columns)}
    amounts = [column for column, head in heads.items() if not _NOT_A_PART.search(head)]
    years = {column: _YEAR.findall(heads[column]) for column in amounts}
    if all(len(found) == 1 for found in years.values()):
        latest = max((found[0] for found in years.values()), default="")
        return [column for column in amounts if years[column] == [latest]]
    return amounts


def _share_row(grid: Grid, part: Number, share: Number, *, whole: Number) -> Finding:
    computed = ratio(part.figure, whole.figure)
    fits = agrees(computed, share.figure)
    head = as_head(grid.row_heads.get(part.row, ""))
    got, stated, name = percent(computed), cells_text(grid, share), grid.view.name
    gap = rounded(gap_between(computed, share.figure) * 100)
    if fits:
        zh = f"相符：{name}表中“{head}”占合计{got}，与所列{stated}一致。"
        en = f"Agrees: in the table of {name}, {head} is {got} of the total."
    else:
        zh = f"不一致：{name}表中“{head}”占合计{got}，表中写{stated}，差{gap}个百分点。"
        en = f"Does not agree: in the table of {name}, {head} is {got} of the total, the table "
        en += f"says {stated}."
    lines = [_line(grid, part, head), _line(grid, whole, "合计", sign="÷")]
    lines.append(Row(label="算得", figure=computed, label_en="Computed", operation="="))
    lines.append(_line(grid, share, "表中写"))
    verdict = Verdict.HOLDS if fits else Verdict.CONTRADICTION
    made = _made("shares_in_table", verdict, (zh, en), rows=lines)
    roughly = fits and not agrees(
        share.figure, ratio(part.figure.sharpened(), whole.figure.sharpened())
    )
    return only_roughly(made, computed, spelled=percent) if roughly else made
