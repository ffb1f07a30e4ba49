"""`bayline links timetable`: what runs on a day is kept in the home, for pages and commands."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import orjson

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.homes import open_home, told
from bayline.platform.languages import either
from bayline.platform.terminal import write
from bayline.systems.links.commands.timetables import Given, day_of, timetable_in


class Asked(NamedTuple):
    """What is taken in.

    Attributes:
        gtfs: A zip or a folder.
        stops: Two tables in place of it.
        day: Which day; None for today.
        source: What it is; empty for the name of the file.
        licence: Under which terms it may be used.
        by: Who takes it in; empty for whoever is logged in.
        form: table or jsonl.
    """

    gtfs: str
    stops: tuple[str, str]
    day: datetime | None
    source: str
    licence: str
    by: str
    form: str


def take(asked: Asked) -> int:
    """Keep a timetable, and print what was kept.

    Raises:
        BaylineError: None is given, it cannot be read, or nothing runs on that day.
    """
    if not (asked.gtfs or any(asked.stops)):
        raise _none_given()
    found = timetable_in(Given(asked.gtfs, asked.stops, asked.day))
    open_home()
    from bayline.systems.links.actions.taking import Origin, take_timetable

    day = day_of(asked.day).isoformat()
    name = Path(asked.gtfs or asked.stops[0]).name
    origin = Origin(source=asked.source or name, date=day, licence=asked.licence)
    by = asked.by or os.environ.get("USER") or either("经办人", "operator")
    with told():
        kept = take_timetable(found, origin, day, by=by, at=datetime.now(UTC))
    rows = (f"{name:<14} {one}\n" for name, one in kept.items())
    write(orjson.dumps(kept).decode() + "\n" if asked.form == "jsonl" else "".join(rows))
    return 0


def _none_given() -> BaylineError:
    return BaylineError(
        "no timetable is given",
        do="give --gtfs, or --stops with two tables",
        zh=Words("没有给出时刻表", do="请给出--gtfs，或用--stops给出两张表"),
    )
