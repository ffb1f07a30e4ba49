"""From the tables, registers and files of villages to their terms."""

from bayline.systems.villages.queries.events import events_of, faults, kept_of, written_events
from bayline.systems.villages.queries.grounds import campaign, campaigns, grounds_for, sheets
from bayline.systems.villages.queries.replayed import state_on
from bayline.systems.villages.queries.standing import heaps, lines_on, timings

__all__ = [
    "campaign",
    "campaigns",
    "events_of",
    "faults",
    "grounds_for",
    "heaps",
    "kept_of",
    "lines_on",
    "sheets",
    "state_on",
    "timings",
    "written_events",
]
