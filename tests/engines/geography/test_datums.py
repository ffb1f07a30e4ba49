from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.engines.geography.datums import to_bd09, to_gcj02, to_wgs84
from bayline.engines.geography.distances import apart_m, misfit_of
from bayline.engines.geography.terms import Datum
from bayline.kernel.errors import BaylineError

IN_CHINA = st.tuples(st.floats(80, 130), st.floats(18, 53))
# Pairs that open-source conversions publish, WGS-84 first.
PUBLISHED = (
    ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
    ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
    ((116.404, 39.915), (116.41024449916938, 39.91640428150164)),
)
TOWNS = ((121.16, 30.9), (121.02, 30.88), (121.3, 30.8), (121.32, 30.88), (121.16, 30.84))


@pytest.mark.parametrize(("wgs84", "gcj02"), PUBLISHED)
def test_the_shift_is_the_published_one(wgs84, gcj02) -> None:
    assert to_gcj02(wgs84) == pytest.approx(gcj02, abs=1e-12)


def test_bd09_is_the_published_turn_of_gcj02() -> None:
    there = to_wgs84((116.404, 39.915), Datum.GCJ02)
    assert to_bd09(there) == pytest.approx((116.41036949371029, 39.92133699351021), abs=1e-11)


@given(IN_CHINA, st.sampled_from([Datum.GCJ02, Datum.BD09]))
def test_the_way_back_is_exact_to_a_tenth_of_a_millimeter(position, datum) -> None:
    shift = to_gcj02 if datum is Datum.GCJ02 else to_bd09
    assert apart_m(to_wgs84(shift(position), datum), position) < 1e-4


def test_nothing_is_shifted_outside_of_china() -> None:
    assert to_gcj02((2.35, 48.85)) == (2.35, 48.85)
    with pytest.raises(BaylineError, match="says nothing outside mainland China"):
        to_wgs84((2.35, 48.85), Datum.GCJ02)


def test_distances_hold_across_the_180th_meridian() -> None:
    assert isclose(apart_m((179.9, 0), (-179.9, 0)), 0.2 * 111_195, rel_tol=1e-9)


@pytest.mark.parametrize(
    ("reading", "shift"),
    [("GCJ-02", to_gcj02), ("BD-09", to_bd09), ("swapped", lambda at: (at[1], at[0]))],
)
def test_points_on_another_reading_are_recognised(reading, shift) -> None:
    rough = [(x + 0.001 * (index % 2), y) for index, (x, y) in enumerate(TOWNS)]
    found = misfit_of([(shift(at), known) for at, known in zip(TOWNS, rough, strict=True)])
    assert found is not None
    assert found.reading == reading
    assert found.read_m < found.stated_m / 2


def test_points_placed_roughly_accuse_nobody() -> None:
    rough = [(x + 0.01 * (-1) ** index, y - 0.008) for index, (x, y) in enumerate(TOWNS)]
    assert misfit_of([*zip(TOWNS, rough, strict=True)]) is None
    assert misfit_of([(to_gcj02(at), at) for at in TOWNS[:2]]) is None
