"""From the tables of cooperation to its terms: tasks with their events, and what waits."""

from bayline.systems.cooperation.queries.registers import meetings
from bayline.systems.cooperation.queries.tasks import (
    due_tasks,
    events_of,
    every_event,
    faults,
    life_of,
    lines,
    lives_of,
    next_code,
)

__all__ = [
    "due_tasks",
    "events_of",
    "every_event",
    "faults",
    "life_of",
    "lines",
    "lives_of",
    "meetings",
    "next_code",
]
