"""Results as they are printed: what was measured, where, when, and by which definition."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from bayline.engines.regional.arrays import Floats
from bayline.systems.industry.terms import Grid, Record


def record(
    measure: str,
    grid: Grid,
    *,
    place: Mapping[str, str],
    result: float | None,
    definition: str,
    more: Mapping[str, Any] | None = None,
) -> Record:
    """Make one result.

    Args:
        measure: Its name.
        grid: The year it is of.
        place: The region, the industry, or both; an empty name is left out.
        result: The number; None where there is none.
        definition: Which of the definitions in use was taken.
        more: What else is told about it.
    """
    made: Record = {"measure": measure, **{role: name for role, name in place.items() if name}}
    if grid.year is not None:
        made["year"] = grid.year
    made["result"] = result
    made["definition"] = definition
    return made if more is None else {**made, **more}


def along(
    measure: str,
    grid: Grid,
    role: str,
    *,
    results: Floats,
    definition: str,
    more: Mapping[str, Floats] | None = None,
) -> Iterator[Record]:
    """Make a result for each region, or for each industry.

    Args:
        measure: Its name.
        grid: The year it is of.
        role: `region` or `industry`.
        results: A number for each.
        definition: Which of the definitions in use was taken.
        more: Other numbers for each, by the name they are told under.
    """
    names = grid.regions if role == "region" else grid.industries
    others = {name: np.asarray(numbers).tolist() for name, numbers in (more or {}).items()}
    for place, (name, result) in enumerate(zip(names, results.tolist(), strict=True)):
        yield record(
            measure,
            grid,
            place={role: name},
            result=result,
            definition=definition,
            more={key: numbers[place] for key, numbers in others.items()},
        )


def cells(measure: str, grid: Grid, *, results: Floats, definition: str) -> Iterator[Record]:
    """Make a result for each region and industry; there may be millions."""
    year = {} if grid.year is None else {"year": grid.year}
    for region, numbers in zip(grid.regions, results, strict=True):
        for industry, result in zip(grid.industries, numbers.tolist(), strict=True):
            yield {
                "measure": measure,
                "region": region,
                "industry": industry,
                **year,
                "result": result,
                "definition": definition,
            }
