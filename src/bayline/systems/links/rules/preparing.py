"""A network with its areas and zones as one file, and a timetable as another: as they are kept.

The same content is always the same bytes, so that its hash names it.
"""

import io
from dataclasses import asdict
from typing import Any, NamedTuple

import numpy as np
import orjson

from bayline.systems.links.terms import (
    Area,
    MissingLink,
    Numbers,
    Places,
    Remark,
    Roads,
    Stops,
)

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
    """Read a network that `network_written` wrote."""
    with np.load(io.BytesIO(data), allow_pickle=False) as kept:
        words = orjson.loads(kept["words"].tobytes())
        longitudes, latitudes = np.ascontiguousarray(kept["roads"].T)
        tails, heads, times = np.ascontiguousarray(kept["arcs"].T)
        x, y, weights = np.ascontiguousarray(kept["places"].T)
        rings = np.split(kept["rings"], np.cumsum(kept["lengths"])[:-1])
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
