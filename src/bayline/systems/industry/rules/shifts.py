"""Growth of regions between two years taken apart, and the tables for which that means nothing."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from bayline.engines.regional import growth
from bayline.engines.regional.arrays import Floats
from bayline.kernel.errors import BaylineError, Words
from bayline.systems.industry.rules.records import record
from bayline.systems.industry.rules.refusals import bad_cell, no_measure
from bayline.systems.industry.rules.standing import first_record, refuse_totals, whole_of
from bayline.systems.industry.terms import Grid, Record, Wish

_PARTS = ("national", "mix", "regional")
_BREAKS = {"classification": ("classification", "分类"), "basis": ("basis", "口径")}


def shift_share(grids: list[Grid], wish: Wish) -> Iterator[Record]:
    """Take apart how each region changed from the first year to the last.

    Args:
        grids: The years, the earliest first; those between are not looked at.
        wish: Not asked.

    Raises:
        BaylineError: There are not two years, they are not told in the same classification and on
            the same basis, or a region or industry is in one of them only.
    """
    del wish
    then, now = _two(grids)
    for role in _BREAKS:
        _refuse_break(then, now, role)
    _refuse_missing(then, now, "industry")
    _refuse_missing(then, now, "region")
    now = _in_order(now, then)
    _refuse_unpaired(then, now)
    for grid in (then, now):
        refuse_totals(grid, of=("industry",))
    parts = growth.shift_share(
        then.value, now.value, whole_then=whole_of(then), whole_now=_whole_now(now)
    )
    definition = f"shift-share.dunn.{then.against}"
    return _told(then, now, parts, definition=definition)


def _two(grids: list[Grid]) -> tuple[Grid, Grid]:
    if len(grids) > 1:
        return grids[0], grids[-1]
    (grid,) = grids
    if grid.year is None:
        raise no_measure(
            grid.table,
            "row 1, column year",
            why="the column is missing, and change is between two years",
            do="add it, and rows of another year",
            zh=Words(
                "第1行year（年份）栏", "缺这一栏，而变化要有两个年份", "请加上它和另一年的各行"
            ),
        )
    raise bad_cell(
        grid.table,
        int(grid.records[0]),
        "year",
        why="it is the only year, and change is between two",
        do="add rows of another year",
        zh=("只有这一年，变化要有两个年份", "请加上另一年的各行"),
    )


def _refuse_break(then: Grid, now: Grid, role: str) -> None:
    table = then.table
    if role not in table.words:
        return
    codes = table.words[role].codes
    first, last = int(then.records[0]), int(now.records[0])
    if codes[first] != codes[last]:
        before = table.look(first, role)
        english, chinese = _BREAKS[role]
        raise bad_cell(
            table,
            last,
            role,
            why=f"the {english} of {then.year} is “{before.text}” (row {before.row}), so the years "
            "cannot be compared",
            do="bring both years to one of them first, by a crosswalk that says how",
            zh=(
                f"{then.year}年的{chinese}是“{before.text}”（第{before.row}行），两年不可比",
                "请先按对照表换算成同一种",
            ),
        )


def _refuse_missing(then: Grid, now: Grid, role: str) -> None:
    """Refuse an industry or a region that one of the years does not know."""
    for grid, other in ((then, now), (now, then)):
        names = grid.industries if role == "industry" else grid.regions
        known = {*(other.industries if role == "industry" else other.regions)}
        lone = next((name for name in names if name not in known), None)
        if lone is not None:
            raise _missing(grid, other, role, lone)


def _missing(grid: Grid, other: Grid, role: str, name: str) -> BaylineError:
    is_industry = role == "industry"
    return bad_cell(
        grid.table,
        first_record(grid, **{role: name}),
        role,
        why=f"it has rows in {grid.year} and none in {other.year}"
        + (": the years are not told in the same classification" if is_industry else ""),
        do="bring both years to one classification by a crosswalk, or write 0 where there was none"
        if is_industry
        else "add its rows, or leave it out of both years",
        zh=(
            f"{grid.year}年有、{other.year}年没有"
            + ("，两年的行业分类不一致" if is_industry else ""),
            "请先按对照表换算成同一分类，确实没有的写0"
            if is_industry
            else "请补上缺的年份，或两年都去掉它",
        ),
    )


def _in_order(grid: Grid, model: Grid) -> Grid:
    """Put the regions and industries of a grid into the order of another."""
    if (grid.regions, grid.industries) == (model.regions, model.industries):
        return grid
    rows = _places(model.regions, grid.regions)
    columns = _places(model.industries, grid.industries)
    both = np.ix_(rows, columns)
    whole = grid.whole
    return replace(
        grid,
        regions=model.regions,
        industries=model.industries,
        value=grid.value[both],
        is_there=grid.is_there[both],
        other=None if grid.other is None else grid.other[both],
        whole=None if whole is None else whole[both if whole.ndim > 1 else columns],
    )


def _places(wanted: tuple[str, ...], names: tuple[str, ...]) -> list[int]:
    place = {name: at for at, name in enumerate(names)}
    return [place[name] for name in wanted]


def _refuse_unpaired(then: Grid, now: Grid) -> None:
    """Refuse a region's industry that has a row in one of the years only."""
    lone = then.is_there != now.is_there
    if not lone.any():
        return
    row, column = divmod(int(np.argmax(lone)), len(then.industries))
    here, there = (then, now) if then.is_there[row, column] else (now, then)
    region, industry = then.regions[row], then.industries[column]
    raise bad_cell(
        then.table,
        first_record(here, region=region, industry=industry),
        "region",
        why=f"industry “{industry}” has a row in {here.year} and none in {there.year}",
        do="add the row, with 0 if there is nothing",
        zh=(f"行业“{industry}”{here.year}年有、{there.year}年没有", "请补上这一行，没有就写0"),
    )


def _whole_now(now: Grid) -> Floats:
    """Give the whole of the later year, in which an industry may have gone."""
    if now.whole is not None:
        return now.whole
    return now.value.sum(axis=0) if now.other is None else now.other


def _told(then: Grid, now: Grid, parts: growth.ShiftShare, *, definition: str) -> Iterator[Record]:
    for place, region in enumerate(then.regions):
        for name in _PARTS:
            yield record(
                "shift-share",
                now,
                place={"region": region},
                result=float(getattr(parts, name)[place]),
                definition=definition,
                more={
                    "part": name,
                    "from": then.year,
                    "change": float(parts.change[place]),
                },
            )
