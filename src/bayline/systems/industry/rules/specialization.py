"""How specialized regions are, and how concentrated industries: quotients, Herfindahl, Krugman."""

from collections.abc import Iterator

import numpy as np

from bayline.engines.regional import shares
from bayline.engines.regional.arrays import Floats
from bayline.engines.regional.networks import advantages
from bayline.kernel.errors import Words
from bayline.systems.industry.rules.records import along, cells
from bayline.systems.industry.rules.refusals import no_measure, of_year, of_year_zh
from bayline.systems.industry.rules.standing import (
    refuse_empty,
    refuse_one_industry,
    refuse_totals,
    whole_of,
)
from bayline.systems.industry.terms import Grid, Record, Wish


def quotients(grid: Grid) -> Floats:
    """Give the location quotients of a grid.

    Raises:
        BaylineError: A region or an industry adds up to nothing, or there is nothing to compare.
    """
    refuse_one_industry(grid)
    refuse_empty(grid, of="region")
    return shares.location_quotients(grid.value, whole_of(grid))


def location_quotient(grid: Grid, wish: Wish) -> Iterator[Record]:
    """Measure how much more of each industry a region has than the whole."""
    del wish
    definition = f"lq.{grid.against}"
    return cells("lq", grid, results=quotients(grid), definition=definition)


def comparative_advantage(grid: Grid, wish: Wish) -> Iterator[Record]:
    """Measure revealed comparative advantage, and say where there is one: at 1 and above."""
    del wish
    found = quotients(grid)
    has = advantages(found)
    definition = f"rca.balassa.{grid.against}"
    flags = has.ravel().tolist()
    made = cells("rca", grid, results=found, definition=definition)
    return ({**one, "advantage": flag} for one, flag in zip(made, flags, strict=True))


def herfindahl(grid: Grid, wish: Wish) -> Iterator[Record]:
    """Measure how concentrated each region is on industries, and each industry on regions."""
    del wish
    refuse_totals(grid)
    sides = [("region", 1, len(grid.industries)), ("industry", 0, len(grid.regions))]
    asked = [side for side in sides if side[2] > 1]
    if not asked:
        raise no_measure(
            grid.table,
            f"there is one region and one industry{of_year(grid)}",
            why="one part has all, whatever it is",
            do="add industries, or regions",
            zh=Words(
                f"{of_year_zh(grid)}只有一个地区、一个行业",
                "只有一份时必然全占",
                "请加上其他行业或地区",
            ),
        )
    for role, _axis, _count in asked:
        refuse_empty(grid, of=role)
    return (one for role, axis, count in asked for one in _herfindahl(grid, role, axis, count))


def _herfindahl(grid: Grid, role: str, axis: int, count: int) -> Iterator[Record]:
    found = shares.herfindahl(grid.value, axis=axis)
    more = {
        "normalized": shares.herfindahl_normalized(found, count),
        "equivalent_number": np.asarray(1 / found),
    }
    said = "specialization" if role == "region" else "concentration"
    return along("hhi", grid, role, results=found, definition=f"hhi.{said}", more=more)


def krugman(grid: Grid, wish: Wish) -> Iterator[Record]:
    """Measure how far the mix of each region is from that of the whole."""
    del wish
    refuse_one_industry(grid)
    refuse_totals(grid, of=("industry",))
    refuse_empty(grid, of="region")
    found = shares.krugman(grid.value, whole_of(grid, may_lack=True))
    return along("krugman", grid, "region", results=found, definition=f"krugman.{grid.against}")
