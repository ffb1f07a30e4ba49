"""The shapes of GeoJSON: points, lines and polygons with holes, each position looked at."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import isfinite
from typing import Any, NamedTuple

from bayline.engines.geography.refusals import Place
from bayline.engines.geography.terms import Path, Polygon, Position
from bayline.kernel.errors import Words

_DEPTH = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
_DEEPEST = 8  # collections of shapes within each other
_RING, _LINE = 4, 2  # fewest positions
_SHOWN = 80  # characters of what a refusal repeats
_METRES = 1000.0  # from here on nobody meant degrees
_DEGREES_ROUND, _LONGITUDE_MOST, _LATITUDE_MOST = 360.0, 180.0, 90.0


class Shapes(NamedTuple):
    """What a geometry is made of."""

    points: Path
    lines: tuple[Path, ...]
    areas: tuple[Polygon, ...]


def shapes_of(geometry: Mapping[str, Any], place: Place, *, most: int) -> Shapes:
    """Take a geometry apart, collections included.

    Args:
        geometry: As GeoJSON has it.
        place: The feature, for refusals.
        most: How many positions it may have.

    Raises:
        BaylineError: It is of no known kind, too large, or one of its positions is none.
    """
    counter = _Counter(place, most)
    points: list[Position] = []
    lines: list[Path] = []
    areas: list[Polygon] = []
    for kind, coordinates in _simple(geometry, place):
        if kind in {"Point", "MultiPoint"}:
            points += counter.path([coordinates] if kind == "Point" else coordinates)
        elif kind in {"LineString", "MultiLineString"}:
            lines += map(counter.line, counter.parts(coordinates, kind, "LineString"))
        else:
            areas += map(counter.polygon, counter.parts(coordinates, kind, "Polygon"))
    if not (points or lines or areas):
        raise place.refuse("it has no coordinates", zh="没有坐标")
    return Shapes((*points,), (*lines,), (*areas,))


def _simple(geometry: Mapping[str, Any], place: Place) -> Iterator[tuple[str, Any]]:
    """Give the simple geometries of one that may be a collection, depth by depth."""
    level: list[object] = [geometry]
    for _ in range(_DEEPEST):
        below: list[object] = []
        for each in level:
            parts = each if isinstance(each, dict) else {}
            kind = str(parts.get("type"))
            if kind == "GeometryCollection":
                below += _list(parts.get("geometries"), place)
            elif kind in _DEPTH:
                yield kind, parts.get("coordinates")
            else:
                raise place.refuse(f"“{kind}” is no kind of geometry", zh=f"没有图形类型“{kind}”")
        level = below
    if level:
        raise place.refuse("its collections nest too deep", zh="图形集合嵌套太深")


def _list(found: object, place: Place) -> list[Any]:
    """Take a list, or refuse what is none."""
    if not isinstance(found, list):
        raise place.refuse("its coordinates are no list", zh="坐标不是列表")
    return found


class _Counter:
    """Looks at positions and counts them."""

    def __init__(self, place: Place, most: int) -> None:
        self._place, self._left = place, most

    def parts(self, coordinates: object, kind: str, simple: str) -> list[Any]:
        """Give the parts of a simple or a multiple geometry."""
        return [coordinates] if kind == simple else _list(coordinates, self._place)

    def path(self, found: object) -> Path:
        """Look at a list of positions."""
        listed = _list(found, self._place)
        self._left -= len(listed)
        if self._left < 0:
            raise self._place.refuse(
                Words("the file has more than a million positions", do="simplify its lines"),
                zh=Words("文件里的坐标超过一百万个", do="请简化线条"),
            )
        return tuple(position_of(each, self._place) for each in listed)

    def line(self, found: object) -> Path:
        """Look at a line."""
        path = self.path(found)
        if len(path) < _LINE:
            raise self._place.refuse("a line has two positions or more", zh="线至少要有两个点")
        return in_one_piece(path)

    def polygon(self, found: object) -> Polygon:
        """Look at a polygon: its ring, then its holes, each turned the right way round."""
        rings = [self._ring(ring) for ring in _list(found, self._place)]
        if not rings:
            raise self._place.refuse("a polygon has no ring", zh="面没有边")
        around, *holes = rings
        near = around[0][0]
        return (
            turned(around, left=True),
            *(turned(_near(hole, near), left=False) for hole in holes),
        )

    def _ring(self, found: object) -> Path:
        path = self.path(found)
        if len(path) < _RING:
            raise self._place.refuse(
                Words(
                    f"a ring has {len(path)} positions",
                    "it needs four, the last of which repeats the first",
                ),
                zh=Words(f"一圈只有{len(path)}个点", "至少要四个，末点与首点相同"),
            )
        if path[0] != path[-1]:
            raise self._place.refuse(
                Words(
                    f"a ring begins at {written(path[0])} and ends at {written(path[-1])}",
                    "a ring is closed",
                    "repeat the first position at its end",
                ),
                zh=Words(
                    f"一圈从{written(path[0])}起，到{written(path[-1])}止",
                    "圈要闭合",
                    "请在末尾重复首点",
                ),
            )
        return in_one_piece(path)


def position_of(found: object, place: Place) -> Position:
    """Look at one position: longitude, latitude, and what may follow them.

    Raises:
        BaylineError: It is none; where latitude seems to stand first, the sentence says so.
    """
    numbers = found if isinstance(found, list) else []
    if len(numbers) < 2 or not all(map(_is_number, numbers)):  # noqa: PLR2004 - longitude and latitude
        shown = f"{found}"[:_SHOWN]
        raise place.refuse(f"{shown} is no point in degrees", zh=f"{shown}不是经纬度")
    longitude, latitude = float(numbers[0]), float(numbers[1])
    if abs(longitude) <= _LONGITUDE_MOST and abs(latitude) <= _LATITUDE_MOST:
        return longitude, latitude
    why, why_zh = _reason(longitude, latitude)
    pair = written((longitude, latitude))
    raise place.refuse(
        Words(f"{pair} is no point in degrees", why), zh=Words(f"{pair}不是经纬度", why_zh)
    )


def _is_number(found: object) -> bool:
    if isinstance(found, bool) or not isinstance(found, int | float):
        return False
    return abs(found) < 1e9 and isfinite(found)  # noqa: PLR2004 - no map counts further, even in meters


def _reason(longitude: float, latitude: float) -> tuple[str, str]:
    if abs(longitude) <= _LATITUDE_MOST < abs(latitude) <= _LONGITUDE_MOST:
        return "latitude stands first; longitude must", "纬度写在了前面，应是经度在前"
    if max(abs(longitude), abs(latitude)) > _METRES:
        return "it looks like meters of a projection", "像是投影后的米数"
    return (
        "longitude lies within 180 degrees and latitude within 90",
        "经度在±180度以内，纬度在±90度以内",
    )


def written(position: Position) -> str:
    """Write a position as GeoJSON does."""
    return f"[{position[0]:g}, {position[1]:g}]"


def in_one_piece(path: Path) -> Path:
    """Count longitudes on across the 180th meridian, so that no line runs around the earth."""
    near, found = path[0][0], []
    for longitude, latitude in path:
        near = beside(longitude, near)
        found.append((near, latitude))
    return (*found,)


def beside(longitude: float, near: float) -> float:
    """Give a longitude by the turn that brings it next to another."""
    return longitude + _DEGREES_ROUND * round((near - longitude) / _DEGREES_ROUND)


def _near(path: Path, longitude: float) -> Path:
    turn = beside(path[0][0], longitude) - path[0][0]
    return tuple((x + turn, y) for x, y in path) if turn else path


def turned(ring: Sequence[Position], *, left: bool) -> Path:
    """Give a ring counter-clockwise if `left`, else clockwise."""
    doubled = sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairwise(ring))
    return (*ring,) if (doubled >= 0) is left else (*reversed(ring),)
