"""From one datum to another: GCJ-02 and BD-09 against WGS-84, exactly in both directions.

Only the way from WGS-84 is published as a formula. The way back is found by iteration: the shift
changes by less than a thousandth over its own length, so each round gives three digits more.

Source: GCJ-02 as published in open source since 2010 (ellipsoid of Krasovsky 1940, sums of sines of
the distance from 105° E, 35° N); BD-09 as a turn and a stretch of GCJ-02 with small sines. Both are
conventions, not measurements, and say nothing outside mainland China.
"""

from collections.abc import Callable
from math import atan2, cos, hypot, pi, radians, sin, sqrt

from bayline.engines.geography.terms import Datum, Position
from bayline.kernel.errors import BaylineError, Words

_AXIS_M = 6_378_245.0  # of the ellipsoid of Krasovsky, half the long axis
_FLATNESS = 0.00669342162296594323  # its squared eccentricity
_CENTER: Position = (105.0, 35.0)
_WEST, _EAST, _SOUTH, _NORTH = 72.004, 137.8347, 0.8293, 55.8271  # where positions are shifted
_TURNS = pi * 3000 / 180  # waves of BD-09 in a degree
_CLOSE = 1e-12  # degrees: a ten-thousandth of a millimeter
_MOST_ROUNDS = 40


def is_shifted(position: Position) -> bool:
    """Tell whether map services shift positions there."""
    longitude, latitude = position
    return _WEST <= longitude <= _EAST and _SOUTH <= latitude <= _NORTH


def to_gcj02(position: Position) -> Position:
    """Shift a position of WGS-84 to GCJ-02; outside of its area it stays where it is."""
    if not is_shifted(position):
        return position
    longitude, latitude = position
    x, y = longitude - _CENTER[0], latitude - _CENTER[1]
    sine = sin(radians(latitude))
    bent = 1 - _FLATNESS * sine * sine
    north_m, east_m = _north(x, y), _east(x, y)
    along = _AXIS_M * (1 - _FLATNESS) / (bent * sqrt(bent))  # radius along the meridian
    across = _AXIS_M / sqrt(bent) * cos(radians(latitude))
    return longitude + east_m / across * 180 / pi, latitude + north_m / along * 180 / pi


def _waves(size: float, length: float, at: float) -> float:
    return size * sin(at / length * pi)


def _small(x: float) -> float:
    return (_waves(20, 1 / 6, x) + _waves(20, 1 / 2, x)) * 2 / 3


def _north(x: float, y: float) -> float:
    """Give the shift to the north in meters."""
    swell = _waves(20, 1, y) + _waves(40, 3, y) + _waves(160, 12, y) + _waves(320, 30, y)
    base = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    return base + _small(x) + swell * 2 / 3


def _east(x: float, y: float) -> float:
    """Give the shift to the east in meters."""
    swell = _waves(20, 1, x) + _waves(40, 3, x) + _waves(150, 12, x) + _waves(300, 30, x)
    base = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    return base + _small(x) + swell * 2 / 3


def to_bd09(position: Position) -> Position:
    """Shift a position of WGS-84 to BD-09, by way of GCJ-02."""
    if not is_shifted(position):
        return position
    x, y = to_gcj02(position)
    far = hypot(x, y) + 0.00002 * sin(y * _TURNS)
    turn = atan2(y, x) + 0.000003 * cos(x * _TURNS)
    return far * cos(turn) + 0.0065, far * sin(turn) + 0.006


_SHIFTS: dict[Datum, Callable[[Position], Position]] = {
    Datum.GCJ02: to_gcj02,
    Datum.BD09: to_bd09,
}


def shifted(position: Position, datum: Datum) -> Position:
    """Give a position of WGS-84 on another datum."""
    return position if datum is Datum.WGS84 else _SHIFTS[datum](position)


def to_wgs84(position: Position, datum: Datum) -> Position:
    """Give the position of WGS-84 that is shifted to this one.

    Args:
        position: Longitude and latitude on `datum`, in degrees.
        datum: What they are counted on.

    Raises:
        BaylineError: The position lies where that datum says nothing.
    """
    if datum is Datum.WGS84:
        return position
    found = position
    for _ in range(_MOST_ROUNDS):
        reached = _SHIFTS[datum](found)
        east, north = position[0] - reached[0], position[1] - reached[1]
        if not is_shifted(found):
            raise _outside(position, datum)
        if abs(east) < _CLOSE and abs(north) < _CLOSE:
            return found
        found = found[0] + east, found[1] + north
    return found


def _outside(position: Position, datum: Datum) -> BaylineError:
    written = f"{position[0]}, {position[1]}"
    return BaylineError(
        f"{written} cannot be converted from {datum}",
        why=f"{datum} says nothing outside mainland China",
        do="state the datum that these degrees are counted on",
        zh=Words(
            f"{written}不能从{datum}换算", f"{datum}只用于中国大陆", "请写明这些经纬度所用的基准"
        ),
    )
