"""How far outside an outline a position lies."""

import pytest

from bayline.engines.geography.outlines import outside_m

RING = ((121.0, 30.0), (121.1, 30.0), (121.1, 30.1), (121.0, 30.1), (121.0, 30.0))
HOLE = ((121.04, 30.04), (121.06, 30.04), (121.06, 30.06), (121.04, 30.06))


@pytest.mark.parametrize(
    ("position", "away"),
    [
        ((121.05, 30.05), 0),
        ((121.0, 30.05), 0),
        ((121.05, 30.11), 1112),  # 0.01 degree of latitude
        ((121.11, 30.05), 962),  # 0.01 degree of longitude at 30.05 degrees
        ((121.11, 30.11), 1470),  # to the corner
        ((120.99, 29.99), 1471),
    ],
)
def test_inside_is_nought_and_outside_is_to_the_nearest_edge(position, away):
    assert outside_m([(RING,)], position) == pytest.approx(away, abs=1)


def test_a_hole_is_outside_and_the_nearest_of_several_counts():
    assert outside_m([(RING, HOLE)], (121.05, 30.041)) == pytest.approx(111, abs=1)
    far = tuple((x + 1, y) for x, y in RING)
    assert outside_m([(far,), (RING,)], (121.05, 30.11)) == pytest.approx(1112, abs=1)


def test_a_concave_outline_leaves_out_what_lies_in_its_bay():
    bay = ((0.0, 0.0), (0.3, 0.0), (0.3, 0.3), (0.2, 0.3), (0.2, 0.1), (0.1, 0.1), (0.1, 0.3))
    area = ((*bay, (0.0, 0.3)),)
    assert outside_m([area], (0.15, 0.2)) == pytest.approx(5560, abs=1)
    assert outside_m([area], (0.05, 0.2)) == 0
