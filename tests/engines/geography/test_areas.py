"""Areas on the ellipsoid."""

from math import atanh, radians, sin, sqrt

import pytest

from bayline.engines.geography.areas import area_m2

EQUATOR_M, FLAT = 6_378_137.0, 1 / 298.257223563


def zone_m2(low, high, width):
    """The area between two parallels of the ellipsoid, by its closed form."""
    e = sqrt(FLAT * (2 - FLAT))
    polar = EQUATOR_M * (1 - FLAT)

    def up_to(latitude):
        s = sin(radians(latitude))
        return s / (1 - (e * s) ** 2) + atanh(e * s) / e

    return polar**2 * radians(width) / 2 * (up_to(high) - up_to(low))


def ring(west, south, east, north, steps=200):
    """A cell of the grid, its parallels followed closely."""
    across = [west + (east - west) * n / steps for n in range(steps + 1)]
    return (*((x, south) for x in across), *((x, north) for x in reversed(across)), (west, south))


def test_a_cell_of_the_grid_has_the_area_of_the_closed_form():
    assert area_m2((ring(121, 30.7, 121.5, 31),)) == pytest.approx(zone_m2(30.7, 31, 0.5), rel=1e-7)


def test_holes_are_left_out_and_the_way_round_does_not_matter():
    whole, hole = ring(121, 30, 122, 31), ring(121.4, 30.4, 121.6, 30.6)
    without = area_m2((whole, hole[::-1]))
    assert without == pytest.approx(area_m2((whole,)) - area_m2((hole,)))
    assert area_m2((whole[::-1],)) == pytest.approx(area_m2((whole,)))
