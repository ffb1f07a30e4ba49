"""How far outside a polygon a position lies, good to a hundredth within a region."""

from collections.abc import Iterable
from itertools import pairwise
from math import cos, hypot, radians

from bayline.engines.geography.distances import apart_m
from bayline.engines.geography.terms import Path, Polygon, Position


def outside_m(areas: Iterable[Polygon], position: Position) -> float:
    """Give the distance to the nearest of some polygons in meters; 0 inside one of them.

    Args:
        areas: At least one polygon; what lies in a hole is outside.
        position: Longitude and latitude in degrees, on the datum of the polygons.
    """
    return min(0.0 if _is_in(area, position) else _edge_m(area, position) for area in areas)


def _is_in(area: Polygon, position: Position) -> bool:
    around, *holes = (_surrounds(ring, position) for ring in area)
    return around and not any(holes)


def _surrounds(ring: Path, position: Position) -> bool:
    """Count the edges that a line to the east crosses."""
    x, y = position
    inside = False
    for (x1, y1), (x2, y2) in pairwise(_closed(ring)):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _edge_m(area: Polygon, position: Position) -> float:
    return min(
        apart_m(position, _nearest(one, other, position))
        for ring in area
        for one, other in pairwise(_closed(ring))
    )


def _nearest(one: Position, other: Position, position: Position) -> Position:
    """Give the point of an edge that is nearest, on a map around the position."""
    narrow = cos(radians(position[1]))
    dx, dy = (other[0] - one[0]) * narrow, other[1] - one[1]
    px, py = (position[0] - one[0]) * narrow, position[1] - one[1]
    length = hypot(dx, dy)
    part = 0.0 if length == 0 else min(1.0, max(0.0, (px * dx + py * dy) / length**2))
    return one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part


def _closed(ring: Path) -> Path:
    return ring if ring[0] == ring[-1] else (*ring, ring[0])
