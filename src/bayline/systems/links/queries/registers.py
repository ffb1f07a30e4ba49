"""Entries of the registers of links, as they stand or stood."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from bayline.kernel.errors import BaylineError
from bayline.platform.registers.queries import entries_in
from bayline.platform.registers.terms import Values
from bayline.systems.links.rules.naming import Ends, ends_of

ROADS, BUSES, CLAIMS = "border_roads", "border_buses", "road_claims"
MARKS, SCENARIOS, STOPS = "unmapped_roads", "link_scenarios", "bus_stops"
EVERY = (ROADS, BUSES, CLAIMS, MARKS, SCENARIOS, STOPS)


class Marked(NamedTuple):
    """A link that is there, and only not mapped.

    Attributes:
        code: Of its entry.
        ends: Where it is.
        evidence: How that is known.
    """

    code: str
    ends: Ends
    evidence: str


def listed(name: str, at: datetime | None = None) -> list[Values]:
    """Give the entries of a register in the order of their codes."""
    return [values for _, values in sorted(entries_in(name, at=at).items())]


def marks(at: datetime | None = None) -> tuple[Marked, ...]:
    """Give what was noted as there and not mapped; an entry whose ends cannot be read is passed."""
    return tuple(_marks(at))


def _marks(at: datetime | None) -> Iterator[Marked]:
    for values in listed(MARKS, at):
        try:
            ends = ends_of(values.get("ends", ""), where=MARKS)
        except BaylineError:
            continue
        yield Marked(values["code"], ends, values.get("evidence", ""))
