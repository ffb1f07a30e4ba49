"""Distances on a plane around a region, and on which side of borders positions lie."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bayline.systems.links.terms import Area, Numbers

_DEGREE_M = 111_195.0  # of a great circle of the mean earth, radius 6 371 009 m


class Plane:
    """Meters east and north; eastward some thousandths off a hundred kilometers from the middle."""

    def __init__(self, latitudes: Numbers) -> None:
        middle = np.radians(float(np.median(latitudes)) if len(latitudes) else 0.0)
        self._scale = np.array([_DEGREE_M * np.cos(middle), _DEGREE_M])

    def meters(self, longitudes: Numbers, latitudes: Numbers) -> Numbers:
        """Give positions in meters, a row each."""
        flat: Numbers = np.column_stack((longitudes, latitudes)) * self._scale
        return flat

    def degrees(self, meters: Numbers) -> Numbers:
        """Give positions in degrees, longitude first, a row each."""
        turned: Numbers = meters / self._scale
        return turned


def lengths_between(starts: Numbers, ends: Numbers) -> Numbers:
    """Give the meters between positions near each other, each pair on a plane of its own.

    A plane around a whole region is some thousandths off at its northern and southern ends.
    """
    middles = np.radians((starts[:, 1] + ends[:, 1]) / 2)
    east, north = ((ends - starts) * _DEGREE_M).T
    apart: Numbers = np.hypot(east * np.cos(middles), north)
    return apart


def twice_of(
    areas: Sequence[Area], longitudes: Numbers, latitudes: Numbers
) -> tuple[NDArray[np.int32], int]:
    """Give what `sides_of` gives, and how many positions lie in more than one area."""
    counts = np.zeros(len(longitudes), np.int32)
    sides = _sides(areas, longitudes, latitudes, counts)
    return sides, int((counts > 1).sum())


def sides_of(areas: Sequence[Area], longitudes: Numbers, latitudes: Numbers) -> NDArray[np.int32]:
    """Tell for each position the area it lies in, by number; -1 outside all."""
    return _sides(areas, longitudes, latitudes, np.zeros(len(longitudes), np.int32))


def _sides(
    areas: Sequence[Area], longitudes: Numbers, latitudes: Numbers, counts: NDArray[np.int32]
) -> NDArray[np.int32]:
    sides = np.full(len(longitudes), -1, np.int32)
    for number, area in enumerate(areas):
        inside = np.zeros(len(longitudes), bool)
        for ring in area.rings:
            _toggle(ring, longitudes, latitudes, inside)
        sides[inside & (sides < 0)] = number
        counts += inside
    return sides


def _toggle(ring: Numbers, x: Numbers, y: Numbers, inside: NDArray[np.bool_]) -> None:
    """Turn round whether each position is inside that lies within a ring."""
    low, high = ring.min(axis=0), ring.max(axis=0)
    near = np.flatnonzero((x >= low[0]) & (x <= high[0]) & (y >= low[1]) & (y <= high[1]))
    order = near[np.argsort(y[near])]
    rising = y[order]
    starts, ends = ring[:-1], ring[1:]
    below, above = np.minimum(starts[:, 1], ends[:, 1]), np.maximum(starts[:, 1], ends[:, 1])
    first = np.searchsorted(rising, below, "left")
    last = np.searchsorted(rising, above, "left")
    for edge in np.flatnonzero(last > first):
        at = order[first[edge] : last[edge]]
        (x1, y1), (x2, y2) = starts[edge], ends[edge]
        inside[at] ^= x[at] < (x2 - x1) * (y[at] - y1) / (y2 - y1) + x1
