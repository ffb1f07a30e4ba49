"""A network with its areas and zones as one file, and a timetable as another: as they are kept.

The same content is always the same bytes, so that its hash names it.
"""

import io
import zlib
from dataclasses import asdict
from typing import Any, NamedTuple
from zipfile import BadZipFile

import numpy as np
import orjson

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.links.terms import (
    Area,
    MissingLink,
    Numbers,
    Places,
    Remark,
    Roads,
    Stops,
)

FORMAT = 1  # of a network; those written before it was named are of it too
_EXACT = 7  # decimals of a degree: a centimeter


class Prepared(NamedTuple):
    """What links are looked for on.

    Attributes:
        roads: Without their buildings, which zones stand for.
        areas: Whose borders links cross.
        places: Where people live.
    """

    roads: Roads
    areas: tuple[Area, ...]
    places: Places


def network_written(prepared: Prepared) -> bytes:
    """Write a network with areas and zones."""
    roads, areas, places = prepared
    rings = [ring for area in areas for ring in area.rings]
    words = {
        "format": FORMAT,
        "remarks": [list(one) for one in roads.remarks],
        "codes": [[area.code, len(area.rings)] for area in areas],
        "basis": list(places.basis),
        "names": [*places.names],
    }
    arrays: dict[str, Any] = {
        "roads": np.round(np.column_stack((roads.longitudes, roads.latitudes)), _EXACT),
        "arcs": np.column_stack((roads.tails, roads.heads, roads.times)).astype(np.int32),
        "rings": np.vstack(rings) if rings else np.zeros((0, 2)),
        "lengths": np.array([len(ring) for ring in rings], np.int32),
        "places": np.column_stack((places.longitudes, places.latitudes, places.weights)),
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


def _other_format(found: object) -> BaylineError:
    return BaylineError(
        f"the network is of format {found}",
        where="links_delivery",
        why=f"this version of the program reads format {FORMAT}",
        do="use the version that wrote it, or take the roads in anew: bayline links import",
        zh=Words(
            f"路网的格式是{found}",
            f"这一版程序读格式{FORMAT}",
            "请用写它的那一版，或用bayline links import重新装入道路",
        ),
    )


def _network_read(data: bytes) -> Prepared:
    with np.load(io.BytesIO(data), allow_pickle=False) as kept:
        words = orjson.loads(kept["words"].tobytes())
        if (found := words.get("format", FORMAT)) != FORMAT:
            raise _other_format(found)
        longitudes, latitudes = np.ascontiguousarray(kept["roads"].T)
        tails, heads, times = np.ascontiguousarray(kept["arcs"].T)
        x, y, weights = np.ascontiguousarray(kept["places"].T)
        rings = np.split(kept["rings"], np.cumsum(kept["lengths"])[:-1])
    if not (0 <= min(tails.min(), heads.min()) <= max(tails.max(), heads.max()) < len(longitudes)):
        raise damaged("an arc leads to no node")
    remarks = tuple(Remark(*one) for one in words["remarks"])
    roads = Roads(longitudes, latitudes, tails, heads, times, remarks=remarks)
    places = Places(x, y, weights, Remark(*words["basis"]), tuple(words["names"]))
    return Prepared(roads, _areas(words["codes"], rings), places)


def _areas(codes: list[list[Any]], rings: list[Numbers]) -> tuple[Area, ...]:
    left = iter(rings)
    return tuple(Area(code, tuple(next(left) for _ in range(count))) for code, count in codes)


def link_written(one: MissingLink) -> dict[str, Any]:
    """Write a missing link as JSON holds it."""
    return asdict(one)


def link_read(told: dict[str, Any]) -> MissingLink:
    """Read a missing link that `link_written` wrote."""
    (a, b), (c, d) = told["link"]
    one, other = told["sides"]
    return MissingLink(**{**told, "link": ((a, b), (c, d)), "sides": (one, other)})


def stops_written(stops: Stops) -> bytes:
    """Write stops with their departures."""
    rows = [
        [name, round(float(x), _EXACT), round(float(y), _EXACT), int(count)]
        for name, x, y, count in zip(
            stops.names, stops.longitudes, stops.latitudes, stops.departures, strict=True
        )
    ]
    return orjson.dumps(rows)


def stops_read(data: bytes) -> Stops:
    """Read stops that `stops_written` wrote."""
    rows = orjson.loads(data)
    numbers = np.array([row[1:3] for row in rows], np.float64).reshape(-1, 2)
    departures = np.array([row[3] for row in rows], np.int64)
    return Stops(tuple(row[0] for row in rows), numbers[:, 0], numbers[:, 1], departures)
