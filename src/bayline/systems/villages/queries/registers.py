"""Entries of the registers of villages, as they stand or stood."""

from collections.abc import Collection
from datetime import datetime

from bayline.kernel.errors import BaylineError
from bayline.platform.registers.queries import every_value, register, values_where
from bayline.platform.registers.terms import Values

CAMPAIGN_VILLAGES, INSPECTORS = "campaign_villages", "inspectors"
DEMONSTRATION, STEPS, CITY_BATCHES = "villages", "demonstration_steps", "demonstration_batches"
INCOMES, OPERATORS, HONORS = "village_incomes", "village_operators", "village_honors"
ROUTES = "village_routes"


def entries_in(
    name: str, field: str = "", wanted: Collection[str] = (), *, at: datetime | None = None
) -> dict[str, Values]:
    """Give entries of a register by key; none where it is not within reach.

    Args:
        name: Of the register.
        field: A field; empty for all entries.
        wanted: The values that it must have.
        at: As they stood then; None for now.
    """
    try:
        declaration = register(name)
    except BaylineError:
        return {}
    if field:
        return values_where(declaration, field, wanted, at=at) if wanted else {}
    return every_value(declaration, at=at)


def names_of(codes: Collection[str], *, at: datetime | None = None) -> dict[str, str]:
    """Name villages of campaigns by their codes; a code that nobody knows is its own name."""
    known = entries_in(CAMPAIGN_VILLAGES, "code", codes, at=at)
    return {code: known[code]["name"] if code in known else code for code in codes}
