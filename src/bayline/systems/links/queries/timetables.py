"""The timetable of a home: the newest that was taken in, else that of the pack, else the register.

Each says which day it is of; the register has departures of any day.
"""

from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

import numpy as np

from bayline.platform.packs import queries as packs
from bayline.systems.links.queries.deliveries import TIMETABLE, Delivery, newest, timetable_of
from bayline.systems.links.queries.registers import STOPS, listed
from bayline.systems.links.rules.naming import point_of
from bayline.systems.links.rules.preparing import Timetable
from bayline.systems.links.rules.timetables import lines_of_csv, served_by_gtfs, stops_of_csv
from bayline.systems.links.terms import Stops

_FOLDERS = ("gtfs/", "links/gtfs/")
_TABLES = ("links/stops.csv", "links/lines.csv")
_END = ".txt"


class Served(NamedTuple):
    """A timetable, and where it comes from.

    Attributes:
        timetable: What runs.
        day: Of which day, as ISO 8601; empty where it is of any.
        source: Where it comes from.
        digest: Of its content.
        delivery: As it was taken in; None where it is of the pack or the register.
    """

    timetable: Timetable
    day: str
    source: str
    digest: str
    delivery: Delivery | None = None


def timetable_at(day: date, at: datetime | None = None) -> Served | None:
    """Give the timetable of the home; None where there is none.

    Args:
        day: Of which day, where the pack has a calendar; one that was taken in is of its own.
        at: As of when; None for now.

    Raises:
        BaylineError: That of the pack cannot be read, or has nothing on that day.
    """
    found = newest(TIMETABLE, at)
    if found is not None:
        told, digest = found.told, found.sha256
        return Served(timetable_of(digest), told["day"], told["source"], digest, found)
    return _of_pack(at, day) or _of_register(at)


def _of_pack(at: datetime | None, day: date) -> Served | None:
    for folder in _FOLDERS:
        files = packs.versions(folder, at)
        if some := {name: one for name, one in files.items() if name.endswith(_END)}:
            when = day.isoformat()
            versions = tuple(sorted(some.items()))
            digest = sha256(repr((versions, when)).encode()).hexdigest()
            return Served(_packed(versions, when), when, folder.rstrip("/"), digest)
    stops, lines = (packs.file(path, at) for path in _TABLES)
    if stops is None or lines is None:
        return None
    digest = sha256(stops + lines).hexdigest()
    found = stops_of_csv(stops, lines, where=_TABLES)
    served = Timetable(found, lines=lines_of_csv(stops, lines, where=_TABLES))
    return Served(served, "", _TABLES[0], digest)


@lru_cache(maxsize=2)
def _packed(versions: tuple[tuple[str, str], ...], day: str) -> Timetable:
    files = {name.rpartition("/")[2]: packs.content(digest) for name, digest in versions}
    folder = versions[0][0].rpartition("/")[0]
    return Timetable(*served_by_gtfs(files, date.fromisoformat(day), where=folder))


def _of_register(at: datetime | None) -> Served | None:
    rows = [one for one in listed(STOPS, at) if one.get("point")]
    if not rows:
        return None
    points = [point_of(one["point"], where=STOPS) for one in rows]
    names = tuple(one["name"] for one in rows)
    x, y = np.array(points, np.float64).T
    counts = np.array([int(one.get("departures") or 0) for one in rows], np.int64)
    digest = sha256(repr((names, points, counts.tolist())).encode()).hexdigest()
    return Served(Timetable(Stops(names, x, y, counts)), "", STOPS, digest)
