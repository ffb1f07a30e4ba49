"""The years of a table as grids: regions by industries, with what each is compared with."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bayline.engines.regional.arrays import Flags, Floats, Whole
from bayline.kernel.errors import BaylineError, Words
from bayline.systems.industry.rules.refusals import bad_cell, no_measure, of_year, of_year_zh
from bayline.systems.industry.terms import Grid, Table, Wish


def grids(table: Table, wish: Wish) -> list[Grid]:
    """Lay out each year of a sound table.

    Args:
        table: A table that `refuse_unsound` lets pass.
        wish: Which years are taken, and which region is the whole.

    Raises:
        BaylineError: A year or the region is not there, or two populations are given for a region.
    """
    made = [_grid(table, records, year) for year, records in _years(table, wish)]
    if wish.reference:
        return [_apart(grid, wish.reference) for grid in made]
    return [_against_rest(grid) for grid in made] if wish.is_rest else made


def _against_rest(grid: Grid) -> Grid:
    return replace(grid, whole=grid.value.sum(axis=0) - grid.value, against="rest")


def _years(table: Table, wish: Wish) -> list[tuple[int | None, Whole]]:
    """Give the numbers of the records of each year, the earliest year first."""
    if "year" not in table.words:
        if wish.years:
            raise _no_year(table, wish.years[0])
        return [(None, np.arange(table.length))]
    names, codes = table.words["year"]
    for year in wish.years:
        if year not in names:
            raise _no_year(table, year)
    taken = sorted(wish.years or names)
    return [(int(year), np.flatnonzero(codes == names.index(year))) for year in taken]


def _no_year(table: Table, year: str) -> BaylineError:
    names = table.words["year"].names if "year" in table.words else ()
    listed = ", ".join(sorted(names)) or "none"
    return no_measure(
        table,
        f"the table has no year {year}",
        why=f"its years are {listed}",
        do="name years that it has",
        zh=Words(f"表里没有{year}年", f"表里的年份：{listed}", "请写表里有的年份"),
    )


def _grid(table: Table, records: Whole, year: int | None) -> Grid:
    regions, rows = _present(table, "region", records)
    industries, columns = _present(table, "industry", records)
    shape = (len(regions), len(industries))
    places = rows * shape[1] + columns
    is_there = np.zeros(shape, dtype=np.bool_)
    is_there.ravel()[places] = True
    grid = Grid(
        table=table,
        records=records,
        year=year,
        regions=regions,
        industries=industries,
        value=_laid(table.numbers["value"], records, places, shape),
        is_there=is_there,
    )
    if "other" in table.numbers:
        other = _laid(table.numbers["other"], records, places, shape)
        grid = replace(grid, other=other, against="other")
    if "population" in table.numbers:
        grid = replace(grid, population=_populations(grid, rows))
    return grid


def _present(table: Table, role: str, records: Whole) -> tuple[tuple[str, ...], Whole]:
    """Give the names that occur in some records, and the place of each record among them."""
    if role not in table.words:
        return ("",), np.zeros(len(records), dtype=np.intp)
    names, codes = table.words[role]
    used = _taken(codes, records)
    is_used: Flags = np.bincount(used, minlength=len(names)) > 0
    if is_used.all():
        return names, used
    places = np.cumsum(is_used) - 1
    return tuple(name for name, kept in zip(names, is_used, strict=True) if kept), places[used]


def _laid(numbers: Floats, records: Whole, places: Whole, shape: tuple[int, int]) -> Floats:
    laid = np.zeros(shape)
    laid.ravel()[places] = _taken(numbers, records)
    return laid


def _taken(column: NDArray[Any], records: Whole) -> NDArray[Any]:
    """Take some records of a column, without a copy where they follow one another."""
    first, last = int(records[0]), int(records[-1])
    return column[first : last + 1] if last - first + 1 == len(records) else column[records]


def _populations(grid: Grid, rows: Whole) -> Floats:
    """Take the population of each region, which all its records must give alike."""
    given = _taken(grid.table.numbers["population"], grid.records)
    found = np.zeros(len(grid.regions))
    found[rows] = given
    apart = found[rows] != given
    if apart.any():
        wrong = int(np.argmax(apart))
        same = np.flatnonzero(rows == rows[wrong])
        other = grid.table.look(int(grid.records[same[-1]]), "population")
        raise bad_cell(
            grid.table,
            int(grid.records[wrong]),
            "population",
            why=f"row {other.row} says “{other.text}” of the same region{of_year(grid)}",
            do="give a region one population for each year",
            zh=(
                f"同一地区{of_year_zh(grid)}第{other.row}行是“{other.text}”",
                "一个地区一年只有一个人口数",
            ),
        )
    return found


def _apart(grid: Grid, reference: str) -> Grid:
    """Take the region that is the whole out of the regions."""
    if reference not in grid.regions:
        raise no_measure(
            grid.table,
            f"there is no region “{reference}”{of_year(grid)}",
            why="the others are to be compared with it",
            do="name a region as the table writes it",
            zh=Words(
                f"{of_year_zh(grid)}没有地区“{reference}”", "要拿它作总体", "请照表里的写法写"
            ),
        )
    if grid.other is not None:
        raise no_measure(
            grid.table,
            f"“{reference}” and column {grid.table.heads['other']} both say what to compare with",
            why="only one can be the whole",
            do="leave one of them out",
            zh=Words(
                f"“{reference}”和{grid.table.heads['other']}栏都说了和什么比",
                "总体只能有一个",
                "请去掉一个",
            ),
        )
    place = grid.regions.index(reference)
    if len(grid.regions) == 1:
        raise bad_cell(
            grid.table,
            int(grid.records[0]),
            "region",
            why=f"it is the whole, and there is no other region{of_year(grid)}",
            do="add the regions that are to be compared with it",
            zh=(f"它是总体，{of_year_zh(grid)}没有别的地区", "请加上要和它比的地区"),
        )
    return replace(
        grid,
        regions=grid.regions[:place] + grid.regions[place + 1 :],
        value=np.delete(grid.value, place, axis=0),
        is_there=np.delete(grid.is_there, place, axis=0),
        population=None if grid.population is None else np.delete(grid.population, place),
        whole=grid.value[place],
        against="reference",
    )
