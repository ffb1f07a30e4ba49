"""A sketch of where something grew: blocks as outlines, a scale, the north at the top.

It shows no boundaries of divisions, so it asks for no review of a map, and nobody measures on it.
"""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

Corner = tuple[float, float]
_METERS = 111_320.0  # of a degree of latitude
_MARGIN = 14.0
_BARS = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_CORNERS = 3
_LONGITUDES, _LATITUDES = 180, 90


class Shape(NamedTuple):
    """An outline on the sketch.

    Attributes:
        name: What it is the outline of.
        path: For SVG.
        x: Of its middle.
        y: Of its middle.
        is_chosen: Whether it is the place that is meant.
    """

    name: str
    path: str
    x: float
    y: float
    is_chosen: bool


class Sketch(NamedTuple):
    """A sketch.

    Attributes:
        width: Units.
        height: Units.
        shapes: In their order, the chosen ones last.
        bar: How long the scale is, in units.
        bar_m: What that is, in meters.
        middle: Longitude and latitude of the middle of what is chosen.
    """

    width: int
    height: int
    shapes: tuple[Shape, ...]
    bar: float
    bar_m: int
    middle: Corner


def corners_of(outline: str) -> list[Corner]:
    """Read an outline: longitude and latitude of each corner, with spaces between corners.

    Returns:
        The corners; none if it is no outline.
    """
    found = []
    for one in outline.split():
        east, comma, north = one.partition(",")
        try:
            corner = (float(east), float(north))
        except ValueError:
            return []
        is_on_earth = abs(corner[0]) <= _LONGITUDES and abs(corner[1]) < _LATITUDES
        if not comma or not is_on_earth:
            return []
        found.append(corner)
    return found if len(found) >= _CORNERS else []


def sketched(
    outlines: Mapping[str, str], chosen: Sequence[str], *, width: int = 320, height: int = 220
) -> Sketch | None:
    """Draw outlines; None if no chosen one can be drawn.

    Args:
        outlines: Outlines by name.
        chosen: Names of those that are meant.
        width: Units.
        height: Units.
    """
    known = {name: corners for name, told in outlines.items() if (corners := corners_of(told))}
    meant = [name for name in chosen if name in known]
    if not meant:
        return None
    north = sum(one[1] for name in known for one in known[name])
    north /= sum(map(len, known.values()))
    flat = {
        name: [(east * math.cos(math.radians(north)) * _METERS, up * _METERS) for east, up in some]
        for name, some in known.items()
    }
    every = [corner for some in flat.values() for corner in some]
    left, low = min(one[0] for one in every), min(one[1] for one in every)
    wide = max(one[0] for one in every) - left or 1.0
    high = max(one[1] for one in every) - low or 1.0
    room_x, room_y = width - 2 * _MARGIN, height - 3 * _MARGIN
    scale = min(room_x / wide, room_y / high)
    shift_x = _MARGIN + (room_x - wide * scale) / 2
    shift_y = _MARGIN + (room_y - high * scale) / 2

    def placed(corner: Corner) -> Corner:
        x = shift_x + (corner[0] - left) * scale
        return round(x, 1), round(shift_y + (high - (corner[1] - low)) * scale, 1)

    names = [*(name for name in flat if name not in meant), *meant]
    shapes = tuple(_shape(name, [*map(placed, flat[name])], name in meant) for name in names)
    bar_m = max((one for one in _BARS if one * scale <= width / 3), default=_BARS[0])
    return Sketch(
        width, height, shapes, round(bar_m * scale, 1), bar_m,
        _middle([corner for name in meant for corner in known[name]]),
    )  # fmt: skip


def _shape(name: str, corners: Sequence[Corner], is_chosen: bool) -> Shape:  # noqa: FBT001 - of one call
    path = "M" + "L".join(f"{x} {y}" for x, y in corners) + "Z"
    x, y = _middle(corners)
    return Shape(name, path, round(x, 1), round(y, 1), is_chosen)


def _middle(corners: Sequence[Corner]) -> Corner:
    count = len(corners)
    return sum(one[0] for one in corners) / count, sum(one[1] for one in corners) / count
