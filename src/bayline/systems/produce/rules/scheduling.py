"""When a subscription is due: the fields of a schedule of the standard, and the next time they fit.

Each field is a list of numbers, of ranges such as `[1-5]` and of steps such as `0/30`; a field that
is not given fits always, save that those finer than the coarsest one given are 0 where left out.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

_BOUNDS = {
    "second": (0, 59),
    "minute": (0, 59),
    "hour": (0, 23),
    "dayOfMonth": (1, 31),
    "month": (1, 12),
    "dayOfWeek": (1, 7),
}
FIELDS = tuple(_BOUNDS)
_OF_DAY = 3  # second, minute and hour
_PART = re.compile(r"(\d{1,2})|\[(\d{1,2})-(\d{1,2})\]|(\d{1,2}|\*)/(\d{1,2})|\*")
_DAYS = 366 * 8 + 2  # the twenty-ninth of February may be eight years away


class Schedule(NamedTuple):
    """When to deliver: of each field the values that fit."""

    second: frozenset[int]
    minute: frozenset[int]
    hour: frozenset[int]
    day_of_month: frozenset[int]
    month: frozenset[int]
    day_of_week: frozenset[int]


def read_schedule(told: Mapping[str, object]) -> Schedule:
    """Read a schedule.

    Raises:
        ValueError: A field is none, says nothing, or no day ever fits.
    """
    unknown = told.keys() - _BOUNDS.keys()
    if unknown or not told:
        held = ", ".join(sorted(unknown)) or "nothing"
        raise ValueError(f"a schedule has some of {', '.join(FIELDS)}, not {held}")
    finest = min(FIELDS.index(name) for name in told)
    values = []
    for place, name in enumerate(FIELDS):
        low, high = _BOUNDS[name]
        if name in told:
            values.append(_values(name, str(told[name])))
        else:
            values.append(frozenset((0,) if place < min(finest, _OF_DAY) else range(low, high + 1)))
    made = Schedule(*values)
    if next_time(made, datetime(2024, 1, 1)) is None:  # noqa: DTZ001 - a wall clock
        raise ValueError("no day fits the schedule")
    return made


def _values(name: str, text: str) -> frozenset[int]:
    low, high = _BOUNDS[name]
    found: set[int] = set()
    for part in text.split(","):
        read = _PART.fullmatch(part.strip())
        if read is None:
            raise ValueError(f"{name} is a list of numbers and ranges like 0,[10-20], not {text}")
        if read[1]:
            some = range(int(read[1]), int(read[1]) + 1)
        elif read[2]:
            some = range(int(read[2]), int(read[3]) + 1)
        elif read[5]:
            some = range(low if read[4] == "*" else int(read[4]), high + 1, max(int(read[5]), 1))
        else:
            some = range(low, high + 1)
        if not some or some[0] < low or some[-1] > high:
            raise ValueError(f"{name} is from {low} to {high}, not {part.strip()}")
        found |= {*some}
    return frozenset(found)


def next_time(schedule: Schedule, after: datetime) -> datetime | None:
    """Give the first time after a moment that a schedule fits, on the wall clock of that moment."""
    start = after.replace(microsecond=0) + timedelta(seconds=1)
    day = start.replace(hour=0, minute=0, second=0)
    for _ in range(_DAYS):
        if _is_day(schedule, day):
            found = _time_of_day(schedule, max(start, day))
            if found is not None:
                return found
        day += timedelta(days=1)
    return None


def _is_day(schedule: Schedule, day: datetime) -> bool:
    return (
        day.month in schedule.month
        and day.day in schedule.day_of_month
        and day.isoweekday() in schedule.day_of_week
    )


def _time_of_day(schedule: Schedule, start: datetime) -> datetime | None:
    """Give the first time of a day from a time on."""
    for hour in sorted(schedule.hour):
        if hour < start.hour:
            continue
        for minute in sorted(schedule.minute):
            if hour == start.hour and minute < start.minute:
                continue
            is_now = (hour, minute) == (start.hour, start.minute)
            left = [one for one in schedule.second if not is_now or one >= start.second]
            if left:
                return start.replace(hour=hour, minute=minute, second=min(left))
    return None
