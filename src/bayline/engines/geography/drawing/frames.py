"""From degrees to the units of a picture: the projection, and how long a kilometer is in it."""

from collections.abc import Iterable
from math import atan, cos, degrees, exp, log, pi, radians, tan
from typing import NamedTuple

from bayline.engines.geography.shapes import beside
from bayline.engines.geography.terms import Position

_LATITUDE_MOST = 85.0  # the projection runs to infinity at the poles
_DEGREE_M = 111_195.0
_LEAST_SPAN = 0.02  # degrees: a single point is shown with some two kilometers around it
_TALLEST, _FLATTEST = 1.15, 0.6  # heights of a picture as parts of its width
_STEPS = (1, 2, 5)  # of round numbers, times a power of ten


class Bar(NamedTuple):
    """A scale bar: how long it is drawn, and how long that is on the ground."""

    length: float
    meters: int


class Frame(NamedTuple):
    """A stretch of the earth laid over a picture, as Mercator projects it.

    Attributes:
        west: Longitude of the left edge, in degrees.
        top: Projected latitude of the upper edge, in degrees.
        scale: Units of the picture in a degree of longitude.
        width: Of the picture, in its units.
        height: Of the picture.
    """

    west: float
    top: float
    scale: float
    width: int
    height: int

    def at(self, position: Position) -> tuple[float, float]:
        """Give where a position lies in the picture, from its upper left corner."""
        longitude = beside(position[0], self.west + self.width / self.scale / 2)
        return (longitude - self.west) * self.scale, (self.top - _up(position[1])) * self.scale

    def bar(self) -> Bar:
        """Give the longest round scale bar of at most a quarter of the width, at mid height."""
        middle = self.top - self.height / self.scale / 2
        latitude = 2 * (degrees(atan(exp(radians(middle)))) - 45)
        meter = self.scale / (_DEGREE_M * cos(radians(latitude)))
        longest = self.width / 4 / meter
        size = 1
        while size * 10 <= longest:
            size *= 10
        meters = max(step * size for step in _STEPS if step == 1 or step * size <= longest)
        return Bar(meters * meter, meters)


def _up(latitude: float) -> float:
    """Project a latitude, in degrees."""
    bounded = max(-_LATITUDE_MOST, min(_LATITUDE_MOST, latitude))
    return degrees(log(tan(pi / 4 + radians(bounded) / 2)))


def frame_of(positions: Iterable[Position], *, width: int, margin: float) -> Frame | None:
    """Lay the smallest frame around positions.

    Args:
        positions: What must be seen, in degrees.
        width: Of the picture, in its units.
        margin: Kept free on every side.

    Returns:
        The frame; None where there is nothing to see.
    """
    listed = [*positions]
    if not listed:
        return None
    near = listed[0][0]
    across = [beside(longitude, near) for longitude, _ in listed]
    up = [_up(latitude) for _, latitude in listed]
    west, east = _spread(min(across), max(across))
    south, north = _spread(min(up), max(up))
    inside = width - 2 * margin
    highest = width * _TALLEST - 2 * margin
    scale = min(inside / (east - west), highest / (north - south))
    tall = max((north - south) * scale + 2 * margin, width * _FLATTEST)
    return Frame(
        west=(west + east) / 2 - width / 2 / scale,
        top=(south + north) / 2 + tall / 2 / scale,
        scale=scale,
        width=width,
        height=round(tall),
    )


def _spread(low: float, high: float) -> tuple[float, float]:
    missing = max(0.0, _LEAST_SPAN - (high - low)) / 2
    return low - missing, high + missing
