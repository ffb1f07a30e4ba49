"""How far about (左右) reaches on a day, by the dated parameter."""

import tomllib
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from bayline.systems.plan.terms.verdicts import Tolerance

_FILE = Path(__file__).parents[1] / "parameters" / "tolerances.toml"


@lru_cache(maxsize=1)
def _tolerances() -> tuple[Tolerance, ...]:
    entries = tomllib.loads(_FILE.read_text("utf-8"))["tolerance"]
    return tuple(
        Tolerance(
            points=Decimal(entry["points"]),
            share=Decimal(entry["share"]),
            since=date.fromisoformat(entry["since"]),
            source=entry["source"],
            source_en=entry["source_en"],
        )
        for entry in entries
    )


def tolerance_on(day: date) -> Tolerance:
    """Give the tolerance in force on a day; before the first one, the first.

    Args:
        day: The last day of the period that is judged.
    """
    known = _tolerances()
    return next((one for one in reversed(known) if one.since <= day), known[0])
