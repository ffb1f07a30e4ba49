"""Which industries are related, how near a region is to those it lacks, how complex both are."""

from collections.abc import Iterator

import numpy as np

from bayline.engines.regional import networks
from bayline.engines.regional.arrays import Flags, Floats, Whole
from bayline.engines.regional.complexity import Complexity, complexity
from bayline.kernel.errors import BaylineError, Words
from bayline.systems.industry.rules.records import along, record
from bayline.systems.industry.rules.refusals import bad_cell, no_measure, of_year, of_year_zh
from bayline.systems.industry.rules.specialization import quotients
from bayline.systems.industry.rules.standing import first_record, refuse_totals
from bayline.systems.industry.terms import Grid, Record, Wish

_NAMED = 5  # regions and industries of an island that a refusal names
_SAME = 1e-9  # eigenvalues nearer than this are one, and correlations below it are none
_BY_CHANCE = frozenset({"probability", "association"})  # where 1 is what chance would give
_REASON = {
    "reason": "no related industry",
    "reason_zh": "没有相关联的行业",
}


def _has(grid: Grid) -> Flags:
    refuse_totals(grid)
    return networks.advantages(quotients(grid))


def _scaled(has: Flags, wish: Wish) -> tuple[Floats, Floats]:
    counts = networks.together(has)
    return counts, networks.RELATEDNESS[wish.relatedness](counts)


def relatedness(grid: Grid, wish: Wish) -> Iterator[Record]:
    """Measure for each two industries how much more often than else the same regions have both."""
    counts, found = _scaled(_has(grid), wish)
    return _pairs(grid, counts, found, definition=f"relatedness.{wish.relatedness}")


def _pairs(grid: Grid, counts: Floats, found: Floats, *, definition: str) -> Iterator[Record]:
    names = grid.industries
    for place, name in enumerate(names):
        beside = zip(
            names[place + 1 :],
            found[place, place + 1 :].tolist(),
            counts[place, place + 1 :].tolist(),
            strict=True,
        )
        for other, result, count in beside:
            known = result == result  # noqa: PLR0124 - not a number is not itself
            yield record(
                "relatedness",
                grid,
                place={"industry": name, "other_industry": other},
                result=result if known else None,
                definition=definition,
                more={"together": int(count), **({} if known else _REASON)},
            )


def density(grid: Grid, wish: Wish) -> Iterator[Record]:
    """Measure which share of the industries related to one a region has, as a percentage.

    Where 1 is what chance would give, those above are related and the others are not; else
    relatedness is the weight.
    """
    has = _has(grid)
    _counts, found = _scaled(has, wish)
    definition = f"density.{wish.relatedness}"
    if wish.relatedness in _BY_CHANCE:
        found = (np.nan_to_num(found) > 1).astype(np.float64)
        definition += ".above-1"
    return _densities(grid, networks.density(has, found), definition=definition)


def _densities(grid: Grid, found: Floats, *, definition: str) -> Iterator[Record]:
    for region, numbers in zip(grid.regions, found, strict=True):
        for industry, result in zip(grid.industries, numbers.tolist(), strict=True):
            known = result == result  # noqa: PLR0124 - not a number is not itself
            yield record(
                "density",
                grid,
                place={"region": region, "industry": industry},
                result=result if known else None,
                definition=definition,
                more=None if known else _REASON,
            )


def region_complexity(grid: Grid, wish: Wish) -> Iterator[Record]:
    """Measure how complex each region is."""
    del wish
    found = _complexity(grid)
    return along("eci", grid, "region", results=found.regions, definition="eci.eigenvector")


def industry_complexity(grid: Grid, wish: Wish) -> Iterator[Record]:
    """Measure how complex each industry is, on the scale of the regions."""
    del wish
    found = _complexity(grid)
    return along("pci", grid, "industry", results=found.industries, definition="pci.eigenvector")


def _complexity(grid: Grid) -> Complexity:
    has = _has(grid)
    regions, industries = networks.components(has)
    parts = 1 + max(int(regions.max()), int(industries.max()))
    if parts > 1:
        raise _islands(grid, regions, industries, parts=parts)
    found = complexity(has)
    if found.second < _SAME:
        raise _undefined(
            grid,
            why="all regions have an advantage in the same industries, so nothing orders them",
            zh="各地区的优势行业都一样，排不出高低",
        )
    if found.second - found.third < _SAME:
        raise _undefined(
            grid,
            why="the second eigenvalue occurs twice, so the order could be turned at will",
            zh="第二特征值是重根，排序不唯一",
        )
    if abs(found.correlation) < _SAME:
        raise _undefined(
            grid,
            why="it does not go with the number of industries, so no end is the complex one",
            zh="与优势行业的多少无关，分不清哪一头更复杂",
        )
    return found


def _islands(grid: Grid, regions: Whole, industries: Whole, *, parts: int) -> BaylineError:
    sizes = np.bincount(np.concatenate([regions, industries]), minlength=parts)
    least = int(np.argmin(sizes))
    names = [
        *(grid.regions[place] for place in np.flatnonzero(regions == least)),
        *(grid.industries[place] for place in np.flatnonzero(industries == least)),
    ]
    more, more_zh = (" …", "……") if len(names) > _NAMED else ("", "")
    listed, listed_zh = ", ".join(names[:_NAMED]) + more, "、".join(names[:_NAMED]) + more_zh
    role = "region" if (regions == least).any() else "industry"
    return bad_cell(
        grid.table,
        first_record(grid, **{role: names[0]}),
        role,
        why=f"regions and industries fall into {parts} parts{of_year(grid)}, one of them {listed}, "
        "and complexity orders only what hangs together by shared advantages",
        do="measure each part by itself, or leave the small ones out",
        zh=(
            f"{of_year_zh(grid)}地区和行业分成互不相连的{parts}块，其中一块是{listed_zh}，比不出高低",
            "请各块分开计算，或去掉小块",
        ),
    )


def _undefined(grid: Grid, *, why: str, zh: str) -> BaylineError:
    return no_measure(
        grid.table,
        f"the table tells no complexity{of_year(grid)}",
        why=why,
        do="take more regions or industries that differ",
        zh=Words(f"{of_year_zh(grid)}这张表算不出复杂度", zh, "请加上更多有差别的地区或行业"),
    )
