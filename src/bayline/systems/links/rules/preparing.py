"""A network with its areas and zones as one file, and a timetable as another: as they are kept.

The same content is always the same bytes, so that its hash names it.
"""

import io
import zlib
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, NamedTuple
from zipfile import BadZipFile

import numpy as np
import orjson

from bayline.engines.graph.rounds import Trip
from bayline.kernel.errors import BaylineError, Words
from bayline.systems.links.rules.watering import Beside
from bayline.systems.links.terms import (
    Area,
    MissingLink,
    Numbers,
    Places,
    Remark,
    Roads,
    Stops,
)

TIMETABLE_FORMAT = 2  # the first was stops alone
FORMAT = 1  # of a network; those written before it was named are of it too
NOTHING = Beside()
_EXACT = 7  # decimals of a degree: a centimeter


class Prepared(NamedTuple):
    """What links are looked for on.

    Attributes:
        roads: Without their buildings, which zones stand for.
        areas: Whose borders links cross.
        places: Where people live.
        beside: What is known of water, and of roads that no map has.
    """

    roads: Roads
    areas: tuple[Area, ...]
    places: Places
    beside: Beside = NOTHING


def network_written(prepared: Prepared) -> bytes:
    """Write a network with areas and zones."""
    roads, areas, places, beside = prepared
    rings = [ring for area in (*areas, *beside.water) for ring in area.rings]
    words = {
        "format": FORMAT,
        "remarks": [list(one) for one in roads.remarks],
        "codes": [[area.code, len(area.rings)] for area in areas],
        "water": [len(area.rings) for area in beside.water],
        "bridges": beside.may_bridge,
        "broken": beside.broken,
        "basis": list(places.basis),
        "names": [*places.names],
    }
    arrays: dict[str, Any] = {
        "roads": np.round(np.column_stack((roads.longitudes, roads.latitudes)), _EXACT),
        "arcs": np.column_stack((roads.tails, roads.heads, roads.times)).astype(np.int32),
        "rings": np.vstack(rings) if rings else np.zeros((0, 2)),
        "lengths": np.array([len(ring) for ring in rings], np.int32),
        "places": np.column_stack((places.longitudes, places.latitudes, places.weights)),
        "known": beside.known,
        "words": np.frombuffer(orjson.dumps(words), np.uint8),
    }
    packed = io.BytesIO()
    np.savez_compressed(packed, **arrays)
    return packed.getvalue()


def network_read(data: bytes) -> Prepared:
    """Read a network that `network_written` wrote.

    Raises:
        BaylineError: It is damaged, or of another version of the program.
    """
    try:
        return _network_read(data)
    except _DAMAGED as error:
        raise damaged(type(error).__name__) from None


_DAMAGED = (
    *(BadZipFile, zlib.error, OSError, EOFError, MemoryError),
    *(ValueError, KeyError, IndexError, TypeError, RuntimeError, StopIteration),
)


def damaged(why: str) -> BaylineError:
    """Refuse what was kept and is no longer what it was.

    Args:
        why: What shows it.
    """
    return BaylineError(
        "what was taken in is damaged",
        where="links_delivery",
        why=why,
        do="restore a backup, or take the file in anew: bayline links import",
        zh=Words("装入的内容已损坏", why, "请恢复备份，或用bayline links import重新装入"),
    )


def _other_format(found: object, known: int) -> BaylineError:
    return BaylineError(
        f"what was taken in is of format {found}",
        where="links_delivery",
        why=f"this version of the program reads format {known}",
        do="use the version that wrote it, or take it in anew: bayline links import",
        zh=Words(
            f"装入的内容格式是{found}",
            f"这一版程序读格式{known}",
            "请用写它的那一版，或用bayline links import重新装入",
        ),
    )


def _network_read(data: bytes) -> Prepared:
    with np.load(io.BytesIO(data), allow_pickle=False) as kept:
        words = orjson.loads(kept["words"].tobytes())
        if (found := words.get("format", FORMAT)) != FORMAT:
            raise _other_format(found, FORMAT)
        longitudes, latitudes = np.ascontiguousarray(kept["roads"].T)
        tails, heads, times = np.ascontiguousarray(kept["arcs"].T)
        x, y, weights = np.ascontiguousarray(kept["places"].T)
        rings = iter(np.split(kept["rings"], np.cumsum(kept["lengths"])[:-1]))
        known = kept.get("known", NOTHING.known)
    if not (0 <= min(tails.min(), heads.min()) <= max(tails.max(), heads.max()) < len(longitudes)):
        raise damaged("an arc leads to no node")
    remarks = tuple(Remark(*one) for one in words["remarks"])
    roads = Roads(longitudes, latitudes, tails, heads, times, remarks=remarks)
    places = Places(x, y, weights, Remark(*words["basis"]), tuple(words["names"]))
    areas = _areas(words["codes"], rings)
    water = _areas([["", count] for count in words.get("water", [])], rings)
    told = bool(words.get("bridges")), int(words.get("broken", 0))
    return Prepared(roads, areas, places, Beside(water, known, *told))


def _areas(codes: list[list[Any]], left: Iterator[Numbers]) -> tuple[Area, ...]:
    return tuple(Area(code, tuple(next(left) for _ in range(count))) for code, count in codes)


def link_written(one: MissingLink) -> dict[str, Any]:
    """Write a missing link as JSON holds it."""
    return asdict(one)


def link_read(told: dict[str, Any]) -> MissingLink:
    """Read a missing link that `link_written` wrote."""
    (a, b), (c, d) = told["link"]
    one, other = told["sides"]
    return MissingLink(**{**told, "link": ((a, b), (c, d)), "sides": (one, other)})


Line = tuple[str, tuple[int, ...], int]


class Timetable(NamedTuple):
    """What runs on the day that is looked at.

    Attributes:
        stops: With their departures.
        trips: Between them, by their numbers; none where only departures are known.
        night: Trips of the day before that run on past midnight, in times of this day: before it
            below zero. One rides them, and they do not count as departures of the day.
        lines: Of tables without times: a line, its stops by their numbers, its departures.
    """

    stops: Stops
    trips: tuple[Trip, ...] = ()
    night: tuple[Trip, ...] = ()
    lines: tuple[Line, ...] = ()

    @property
    def ridden(self) -> list[Trip]:
        """All trips one may ride on the day."""
        return [*self.night, *self.trips]


def timetable_written(told: Timetable) -> bytes:
    """Write a timetable."""
    stops = told.stops
    places = zip(stops.names, stops.longitudes, stops.latitudes, stops.departures, strict=True)
    lines = {name: at for at, name in enumerate(dict.fromkeys(one.line for one in told.ridden))}
    whole: dict[str, Any] = {
        "format": TIMETABLE_FORMAT,
        "stops": [
            [name, round(float(x), _EXACT), round(float(y), _EXACT), int(count)]
            for name, x, y, count in places
        ],
        "lines": [*lines],
        "trips": [[lines[one.line], *one[1:]] for one in told.trips],
    }
    if told.night:
        whole["night"] = [[lines[one.line], *one[1:]] for one in told.night]
    if told.lines:
        whole["served"] = told.lines
    return zlib.compress(orjson.dumps(whole), 6)


def timetable_read(data: bytes) -> Timetable:
    """Read a timetable that `timetable_written` wrote, or its stops alone as they were before.

    Raises:
        BaylineError: It is damaged, or of another version of the program.
    """
    try:
        if data.startswith(b"["):  # of the first format: stops alone
            return Timetable(_stops(orjson.loads(data)))
        told = orjson.loads(zlib.decompress(data))
        if told["format"] != TIMETABLE_FORMAT:
            raise _other_format(told["format"], TIMETABLE_FORMAT)
        lines = told["lines"]
        trips, night = (
            tuple(Trip(lines[row[0]], *map(tuple, row[1:])) for row in rows)
            for rows in (told["trips"], told.get("night", []))
        )
        served = tuple((name, tuple(at), count) for name, at, count in told.get("served", []))
        return Timetable(_stops(told["stops"]), trips, night, served)
    except _DAMAGED as error:
        raise damaged(type(error).__name__) from None


def _stops(rows: list[Any]) -> Stops:
    numbers = np.array([row[1:3] for row in rows], np.float64).reshape(-1, 2)
    departures = np.array([row[3] for row in rows], np.int64)
    return Stops(tuple(row[0] for row in rows), numbers[:, 0], numbers[:, 1], departures)
