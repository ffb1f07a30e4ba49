"""Read roads from GeoJSON and CSV; roads meet where their positions are the same."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from bayline.engines.geography.geojson import MOST_POSITIONS, document_of
from bayline.engines.geography.refusals import Place
from bayline.engines.geography.shapes import shapes_of
from bayline.engines.geography.terms import Datum, Path, Position
from bayline.kernel.errors import BaylineError, Words
from bayline.systems.links.rules.laying import Way, laid_out
from bayline.systems.links.rules.parameters import is_speed, parameters, speed_of
from bayline.systems.links.rules.refusing import HIGHEST, LONGEST, datum_refused
from bayline.systems.links.rules.tables import Row, table_of
from bayline.systems.links.rules.tagging import NO_CARS, direction_of, is_closed, limit_of
from bayline.systems.links.terms import Remark, Roads

_ROUND = 7  # digits of a degree, a centimeter: what is nearer is one node
_DEFAULT_CLASS = "unclassified"
_COLUMNS = ("from_lon", "from_lat", "to_lon", "to_lat")
_YES, _NO = {"yes", "1", "true", "是"}, {"", "no", "0", "false", "否"}
_BACK = {"-1", "reverse"}
_WORDS = {1: "yes", -1: "-1", 0: ""}  # of a direction


class _Line(NamedTuple):
    """A road as a file tells it."""

    path: Path
    road_class: str
    kmh: str
    oneway: str
    place: str
    is_open: bool = True


def roads_of_geojson(data: bytes, *, where: str, datum: Datum = Datum.WGS84) -> Roads:
    """Read the lines of a file: `highway` or `class`, `kmh` or `maxspeed`, `oneway` as properties.

    Raises:
        BaylineError: It is no FeatureCollection of sound lines, or states another datum.
    """
    parts = document_of(data, where=where)
    datum_refused(parts, where, asked=datum)
    return _roads(_of_features(parts, where), where)


def _of_features(parts: Mapping[str, Any], where: str) -> Iterator[_Line]:
    for number, feature in enumerate(parts.get("features") or [], start=1):
        place = Place(where, number)
        if not isinstance(feature, dict) or not isinstance(feature.get("geometry"), dict):
            raise place.refuse("it has no geometry", zh="没有图形")
        told = feature.get("properties") or {}
        tags = {key: _text(value) for key, value in told.items()}
        read = _tagged if tags.get("highway") else _plain
        for path in shapes_of(feature["geometry"], place, most=MOST_POSITIONS).lines:
            yield read(path, tags, place.words)


def _plain(path: Path, told: Mapping[str, str], place: str) -> _Line:
    """Read a road that somebody drew: its speed is what is written."""
    kmh = told.get("kmh") or told.get("maxspeed") or ""
    return _Line(
        path, told.get("class") or _DEFAULT_CLASS, kmh, told.get("oneway", "").lower(), place
    )


def _tagged(path: Path, tags: Mapping[str, str], place: str) -> _Line:
    """Read a road of OpenStreetMap: a limit makes it slower than its class, never faster."""
    road_class, kmh = tags["highway"], tags.get("kmh", "")
    limit = limit_of(tags.get("maxspeed"))
    if not kmh and limit is not None:
        usual = speed_of(road_class)
        kmh = f"{min(limit, usual) if usual and is_speed(limit) else limit:g}"
    is_open = road_class not in NO_CARS and not is_closed(tags)
    return _Line(path, road_class, kmh, _WORDS[direction_of(tags)], place, is_open)


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def roads_of_csv(data: bytes, *, where: str) -> Roads:
    """Read a table of roads: from_lon, from_lat, to_lon, to_lat; class, kmh, oneway.

    Raises:
        BaylineError: A column is missing, or a cell is no position.
    """
    return _roads(_of_rows(table_of(data, _COLUMNS, where=where).rows, where), where)


def _of_rows(rows: Iterable[Row], where: str) -> Iterator[_Line]:
    for number, row in enumerate(rows, start=1):
        place = f"{where}, row {number}"
        start, end = _position(row, "from", place), _position(row, "to", place)
        road_class = _text(row.get("class")) or _DEFAULT_CLASS
        oneway = _text(row.get("oneway")).lower()
        yield _Line((start, end), road_class, _text(row.get("kmh")), oneway, place)


def _position(row: Row, end: str, place: str) -> Position:
    longitude, latitude = (_text(row.get(f"{end}_{axis}")) for axis in ("lon", "lat"))
    try:
        found = float(longitude), float(latitude)
    except ValueError:
        found = (999.0, 999.0)
    if not (abs(found[0]) <= LONGEST and abs(found[1]) <= HIGHEST):
        raise BaylineError(
            f"“{longitude}, {latitude}” is no longitude and latitude",
            where=place,
            do="write degrees, longitude first",
            zh=Words(f"“{longitude}, {latitude}”不是经纬度", do="请写度数，经度在前"),
        )
    return found


def _roads(lines: Iterable[_Line], where: str) -> Roads:
    numbers: dict[Position, int] = {}
    unknown: set[str] = set()
    ways: list[Way] = []
    closed = 0
    for line in lines:
        if not line.is_open:
            closed += 1
            continue
        kmh = _speed(line, unknown)
        nodes = [
            numbers.setdefault((round(x, _ROUND), round(y, _ROUND)), len(numbers))
            for x, y in line.path
        ]
        ways.append(Way(nodes, kmh, _direction(line)))
    if not ways:
        raise _no_road(where, closed)
    default = parameters()["speeds_kmh"][_DEFAULT_CLASS]
    listed = ", ".join(sorted(unknown))
    said = f"classes not known, taken for {default} km/h: {listed}"
    remark = Remark(f"不认识的道路等级，按每小时{default}公里计：{listed}", said)
    positions = np.array([*numbers], np.float64)
    said = f"{closed} lines that cars may not use are left out"
    left = Remark(f"{closed}条汽车不能走的线不计", said)
    remarks = (*([remark] if unknown else []), *([left] if closed else []))
    return laid_out(positions, ways, np.zeros((0, 2)), remarks)


def _no_road(where: str, closed: int) -> BaylineError:
    only = f"{closed} lines are of paths or closed" if closed else "there is no line in it"
    return BaylineError(
        "it has no road that cars may use",
        where=where,
        why=only,
        do="give lines of roads with `highway` or `class`",
        zh=Words(
            "没有汽车可走的道路",
            f"{closed}条线是小路或不开放" if closed else "里面没有线",
            "请给出带highway或class的道路线",
        ),
    )


def _speed(line: _Line, unknown: set[str]) -> float:
    if line.kmh:
        try:
            kmh = float(line.kmh)
        except ValueError:
            kmh = 0.0
        if not is_speed(kmh):
            raise _no_speed(line)
        return kmh
    known = speed_of(line.road_class)
    if known is None:
        unknown.add(line.road_class)
    return known or float(parameters()["speeds_kmh"][_DEFAULT_CLASS])


def _direction(line: _Line) -> int:
    if line.oneway in _YES:
        return 1
    if line.oneway in _BACK:
        return -1
    if line.oneway in _NO:
        return 0
    raise BaylineError(
        f"oneway “{line.oneway}” is not known",
        where=line.place,
        do="write yes, no, or -1 against the order of positions",
        zh=Words(f"不认识的oneway“{line.oneway}”", do="请写yes、no，逆向写-1"),
    )


def _no_speed(line: _Line) -> BaylineError:
    limits = parameters()["limits"]
    low, high = limits["slowest_kmh"], limits["fastest_kmh"]
    return BaylineError(
        f"the speed “{line.kmh}” is none of cars",
        where=line.place,
        why=f"it must lie from {low} to {high} km/h",
        do="correct it, or leave it out and that of the class counts",
        zh=Words(
            f"车速“{line.kmh}”不合理",
            f"应在每小时{low}至{high}公里",
            "请改正，或留空按道路等级取值",
        ),
    )
