"""Lengths of roads are right at any latitude of a region, not around its middle alone."""

from math import asin, cos, radians, sin, sqrt

import numpy as np
import pytest

from bayline.systems.links.rules.lines import roads_of_csv
from bayline.systems.links.rules.surveying import lengths_between

RADIUS_M = 6_371_009.0
HEAD = "from_lon,from_lat,to_lon,to_lat,kmh\n"


def _great_circle_m(start, end):
    (x1, y1), (x2, y2) = (map(radians, position) for position in (start, end))
    return (
        2
        * RADIUS_M
        * asin(sqrt(sin((y2 - y1) / 2) ** 2 + cos(y1) * cos(y2) * sin((x2 - x1) / 2) ** 2))
    )


@pytest.mark.parametrize("latitude", [-70.0, 0.0, 30.8, 47.2, 69.0])
def test_lengths_are_those_of_great_circles(latitude):
    starts = np.array([[9.0, latitude], [9.0, latitude], [9.0, latitude]])
    ends = starts + np.array([[0.01, 0.0], [0.0, 0.01], [0.006, -0.008]])
    wanted = [_great_circle_m(*pair) for pair in zip(starts, ends, strict=True)]
    assert lengths_between(starts, ends) == pytest.approx(wanted, rel=1e-5)


def test_times_in_the_north_of_a_tall_region_are_those_of_its_own_latitude():
    rows = [(9.0, y, 9.01, y, 36) for y in (45.0, 46.0, 47.0)]
    table = HEAD + "".join(",".join(map(str, row)) + "\n" for row in rows)
    roads = roads_of_csv(table.encode(), where="roads")
    wanted = [_great_circle_m(row[:2], row[2:4]) * 100 for row in rows]  # 10 m a second
    assert roads.times[: len(rows)] == pytest.approx(wanted, abs=1.5)
