"""Entries of the registers of villages, as they stand or stood."""

from collections.abc import Collection
from datetime import datetime

from bayline.platform.registers.queries import entries_in
from bayline.platform.standstill import once

CAMPAIGN_VILLAGES, INSPECTORS = "campaign_villages", "inspectors"
DEMONSTRATION, STEPS, CITY_BATCHES = "villages", "demonstration_steps", "demonstration_batches"
INCOMES, OPERATORS, HONORS = "village_incomes", "village_operators", "village_honors"
ROUTES = "village_routes"


def names_of(codes: Collection[str], *, at: datetime | None = None) -> dict[str, str]:
    """Name villages of campaigns by their codes; a code that nobody knows is its own name."""
    return _names_of((*codes,), at)


@once
def _names_of(codes: tuple[str, ...], at: datetime | None) -> dict[str, str]:
    known = entries_in(CAMPAIGN_VILLAGES, "code", codes, at=at)
    return {code: known[code]["name"] if code in known else code for code in codes}
