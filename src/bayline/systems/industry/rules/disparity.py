"""How unequally regions share: Gini, Hoover, Theil, Williamson."""

from collections.abc import Iterator

import numpy as np

from bayline.engines.regional import disparity
from bayline.engines.regional.arrays import Floats
from bayline.kernel.errors import Words
from bayline.systems.industry.rules.records import along
from bayline.systems.industry.rules.refusals import bad_cell, no_measure, of_year, of_year_zh
from bayline.systems.industry.rules.specialization import quotients
from bayline.systems.industry.rules.standing import (
    first_record,
    people_of,
    refuse_empty,
    refuse_gaps,
    refuse_one_region,
    refuse_totals,
)
from bayline.systems.industry.terms import Grid, Record, Wish


def gini(grid: Grid, wish: Wish) -> Iterator[Record]:
    """Measure how unequally each industry is spread, and how unequal the mix of each region is.

    With a population, inequality is that of values per head, weighted by population. With several
    industries, the Gini coefficients of location quotients come along: over regions (locational)
    and over industries (specialization).
    """
    del wish
    refuse_totals(grid)
    has_regions, has_industries = len(grid.regions) > 1, len(grid.industries) > 1
    made: list[Iterator[Record]] = []
    if has_regions or not has_industries:
        refuse_one_region(grid)
        made.append(_spatial(grid))
    if has_industries:
        found = quotients(grid)
        if has_regions:
            made.append(_of_quotients(grid, "industry", found, definition="gini.locational"))
        made.append(_of_quotients(grid, "region", found.T, definition="gini.specialization"))
    return (one for part in made for one in part)


def _spatial(grid: Grid) -> Iterator[Record]:
    refuse_empty(grid, of="industry")
    if grid.population is None:
        found, definition = disparity.gini(grid.value), "gini.spatial"
    else:
        refuse_gaps(grid)
        found = disparity.gini_weighted(grid.value, people_of(grid))
        definition = "gini.spatial.per-head"
    more = {"normalized": found * len(grid.regions) / (len(grid.regions) - 1)}
    return along("gini", grid, "industry", results=found, definition=definition, more=more)


def _of_quotients(grid: Grid, role: str, values: Floats, *, definition: str) -> Iterator[Record]:
    return along("gini", grid, role, results=disparity.gini(values), definition=definition)


def hoover(grid: Grid, wish: Wish) -> Iterator[Record]:
    """Measure which share of each industry would have to move to be spread as something else is."""
    del wish
    refuse_one_region(grid)
    refuse_totals(grid)
    refuse_empty(grid, of="industry")
    other, definition = _spread(grid)
    found = disparity.hoover(grid.value, other)
    return along("hoover", grid, "industry", results=found, definition=definition)


def _spread(grid: Grid) -> tuple[Floats, str]:
    """Give what industries are compared with: another amount, population, or all industries."""
    if grid.other is not None:
        refuse_gaps(grid)
        _refuse_empty_other(grid, grid.other)
        return grid.other, "hoover.other"
    if grid.population is not None:
        refuse_gaps(grid)
        return people_of(grid)[:, None], "hoover.population"
    if len(grid.industries) > 1:
        return grid.value.sum(axis=1, keepdims=True), "hoover.total"
    raise no_measure(
        grid.table,
        "there is nothing to compare with",
        why="the measure compares the shares of regions in one amount with those in another",
        do="add a column population or other, or the other industries",
        zh=Words(
            "没有可比的分布",
            "这个指标比较各地区在两个量里的份额",
            "请加population（人口）或other栏，或加上其他行业",
        ),
    )


def _refuse_empty_other(grid: Grid, other: Floats) -> None:
    sums = other.sum(axis=0)
    if (sums > 0).all():
        return
    industry = grid.industries[int(np.argmin(sums > 0))]
    raise bad_cell(
        grid.table,
        first_record(grid, industry=industry),
        "other",
        why=f"it adds up to 0 over all regions{of_year(grid)}, and there are no shares of 0",
        do="leave this industry out",
        zh=(f"{of_year_zh(grid)}各地区合计为0，算不出份额", "请去掉这个行业"),
    )


def theil(grid: Grid, wish: Wish) -> Iterator[Record]:
    """Measure inequality of values, or of values per head where there is a population, as entropy.

    The result is Theil's T; his other index, the mean log deviation, stands beside it.
    """
    del wish
    refuse_one_region(grid)
    refuse_totals(grid)
    refuse_gaps(grid)
    _refuse_zero(grid)
    values, definition = grid.value, "theil.t"
    if grid.population is not None:
        values, definition = values / people_of(grid)[:, None], "theil.t.per-head"
    more = {"mean_log_deviation": disparity.mean_log_deviation(values)}
    results = disparity.theil(values)
    return along("theil", grid, "industry", results=results, definition=definition, more=more)


def _refuse_zero(grid: Grid) -> None:
    if (grid.value > 0).all():
        return
    row, column = divmod(int(np.argmin(grid.value > 0)), len(grid.industries))
    raise bad_cell(
        grid.table,
        first_record(grid, region=grid.regions[row], industry=grid.industries[column]),
        "value",
        why="the index takes logarithms, and 0 has none",
        do="leave the region out, or measure with gini",
        zh=("这个指标要取对数，0没有对数", "请去掉这个地区，或改用gini"),
    )


def williamson(grid: Grid, wish: Wish) -> Iterator[Record]:
    """Measure how far values per head are from their mean, weighted by population throughout."""
    del wish
    refuse_one_region(grid)
    refuse_totals(grid)
    refuse_gaps(grid)
    people = people_of(grid)
    refuse_empty(grid, of="industry")
    found = disparity.williamson(grid.value, people)
    return along("williamson", grid, "industry", results=found, definition="williamson.weighted")
