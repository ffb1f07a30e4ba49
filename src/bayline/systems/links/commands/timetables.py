"""Timetables that commands read: a GTFS, two tables, those of a pack, or that of the home."""

from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import either
from bayline.platform.terminal import complain
from bayline.systems.links.commands.kept import kept_timetable
from bayline.systems.links.commands.packed import TABLES, TIMETABLES, bytes_of, in_pack
from bayline.systems.links.rules.preparing import Timetable
from bayline.systems.links.rules.timetables import lines_of_csv, served_by_gtfs, stops_of_csv
from bayline.systems.links.rules.zips import tables_in


class Given(NamedTuple):
    """Where a timetable is.

    Attributes:
        gtfs: A zip or a folder; empty where it is not given.
        stops: Two tables in place of it; empty where they are not given.
        day: Which day; None for today.
        roads: What roads were given: a pack may have a timetable.
    """

    gtfs: str
    stops: tuple[str, str]
    day: datetime | None
    roads: str = ""


def timetable_in(given: Given) -> Timetable:
    """Give what runs.

    Raises:
        BaylineError: It is not clear where it is, or it cannot be read, or nothing runs on the day.
    """
    if given.gtfs and any(given.stops):
        raise _unclear()
    if given.gtfs:
        return _of_gtfs(given.gtfs, given)
    if any(given.stops):
        return _of_tables(given.stops)
    pack = given.roads if given.roads and Path(given.roads).is_dir() else ""
    if pack and (name := in_pack(pack, TIMETABLES)):
        return _of_gtfs(name, given)
    if pack and (tables := tuple(in_pack(pack, (one,)) for one in TABLES)) and all(tables):
        return _of_tables((tables[0], tables[1]))
    if given.roads:
        raise _unclear()
    found = kept_timetable(day_of(given.day))
    if given.day and found.day not in {"", day_of(given.day).isoformat()}:
        raise _another_day(found.day, day_of(given.day))
    what = f"{found.source} {found.day}".strip()
    complain(either(f"时刻表：{what}", f"timetable: {what}"))
    return found.timetable


def _of_gtfs(name: str, given: Given) -> Timetable:
    return Timetable(*served_by_gtfs(files_of(name), day_of(given.day), where=name))


def _of_tables(names: tuple[str, str]) -> Timetable:
    if not all(names):
        raise _unclear()
    told = bytes_of(names[0]), bytes_of(names[1])
    found = stops_of_csv(*told, where=names)
    return Timetable(found, lines=lines_of_csv(*told, where=names))


def day_of(asked: datetime | None) -> date:
    """Give the day that is asked for, else that of the clock."""
    return asked.date() if asked else date.today()  # noqa: DTZ011 - of where one is


def files_of(name: str) -> dict[str, bytes]:
    """Read the tables of a timetable, from a folder or a zip.

    Raises:
        BaylineError: It cannot be read.
    """
    path = Path(name)
    if path.is_dir():
        return {one.name: bytes_of(str(one)) for one in sorted(path.glob("*.txt"))}
    return tables_in(bytes_of(name), where=name)


def _unclear() -> BaylineError:
    return BaylineError(
        "it is not clear what stops where",
        do="give either --gtfs or --stops",
        zh=Words("不知道车停在哪里", do="请给出--gtfs或--stops，只给一个"),
    )


def _another_day(kept: str, asked: date) -> BaylineError:
    return BaylineError(
        f"the timetable of the home is of {kept}, not of {asked}",
        where="--on",
        why="what runs was counted when it was taken in",
        do="ask for that day, or take the timetable in anew with --on",
        zh=Words(
            f"家里的时刻表是{kept}的，不是{asked}的",
            "哪些班次开行是装入时数的",
            "请写那一天，或用--on重新装入",
        ),
    )
