"""Roads on another datum than the areas are found out by their misfit."""

import json

import numpy as np
import pytest

from bayline.engines.geography.datums import to_gcj02
from bayline.engines.geography.terms import Datum
from bayline.kernel.errors import BaylineError
from bayline.systems.links.rules.bordering import areas_of
from bayline.systems.links.rules.fitting import converted, held_to_one_datum
from bayline.systems.links.rules.lines import roads_of_geojson
from bayline.systems.links.terms import Places, Remark

WEST, MIDDLE, EAST, SOUTH, NORTH = 120.95, 121.05, 121.15, 30.70, 30.85
BEYOND = 0.04  # degrees that roads run on beyond the outline


def _areas(shift=lambda at: at):
    def box(code, west, east):
        corners = [(west, SOUTH), (east, SOUTH), (east, NORTH), (west, NORTH), (west, SOUTH)]
        ring = [list(shift(at)) for at in corners]
        shape = {"type": "Polygon", "coordinates": [ring]}
        return {"type": "Feature", "properties": {"code": code}, "geometry": shape}

    parts = [box("one", WEST, MIDDLE), box("other", MIDDLE, EAST)]
    return areas_of(_collection(parts), where="areas")


def _collection(parts, **beside):
    return json.dumps({"type": "FeatureCollection", "features": parts, **beside}).encode()


def _roads(shift=lambda at: at, beyond=0.0):
    def line(start, end):
        path = [list(shift(at)) for at in np.linspace(start, end, 20).tolist()]
        shape = {"type": "LineString", "coordinates": path}
        return {"type": "Feature", "properties": {}, "geometry": shape}

    low, high = (WEST - beyond, SOUTH - beyond), (EAST + beyond, NORTH + beyond)
    lines = [line((x, low[1]), (x, high[1])) for x in np.arange(low[0] + 0.005, high[0], 0.02)]
    lines += [line((low[0], y), (high[0], y)) for y in np.arange(low[1] + 0.005, high[1], 0.02)]
    return roads_of_geojson(_collection(lines), where="roads")


def _zones():
    """Homes some meters beside the roads."""
    x = np.arange(WEST + 0.013, EAST - 0.01, 0.02)
    return Places(x, SOUTH + 0.0452 + 0 * x, 1 + 0 * x, Remark("", ""))


def test_roads_that_end_at_the_outline_are_found_out_and_converted():
    shifted = _roads(to_gcj02)
    with pytest.raises(BaylineError, match=r"GCJ-02, not on WGS-84: .* of the roads lie outside"):
        held_to_one_datum(shifted, _areas(), None, where="roads")
    back = held_to_one_datum(converted(shifted), _areas(), None, where="roads")
    assert back.longitudes == pytest.approx(_roads().longitudes, abs=1e-6)
    assert "converted from GCJ-02" in back.remarks[-1].en


def test_areas_of_another_datum_are_found_out():
    with pytest.raises(BaylineError, match="the areas look as if"):
        held_to_one_datum(_roads(), _areas(to_gcj02), None, where="roads")


def test_roads_beyond_the_outline_are_found_out_by_zones_and_untold_without():
    shifted = _roads(to_gcj02, BEYOND)
    with pytest.raises(BaylineError, match=r"zones lie \d+ m from a road, and \d+ m if shifted"):
        held_to_one_datum(shifted, _areas(), _zones(), where="roads")
    untold = held_to_one_datum(shifted, _areas(), None, where="roads")
    assert "no outline and no zones tell" in untold.remarks[-1].en


@pytest.mark.parametrize("shift", [lambda at: at, to_gcj02])
def test_outline_far_from_all_roads_tells_nothing_and_that_is_said(shift):
    roads = _roads(shift, beyond=-0.02)
    untold = held_to_one_datum(roads, _areas(), None, where="roads")
    assert "no outline and no zones tell" in untold.remarks[-1].en


@pytest.mark.parametrize("beyond", [0.0, BEYOND, -0.02])
def test_sound_roads_accuse_nobody(beyond):
    roads = _roads(beyond=beyond)
    assert held_to_one_datum(roads, _areas(), _zones(), where="roads") is roads


def test_file_that_states_gcj02_is_read_where_that_is_asked():
    shape = {"type": "LineString", "coordinates": [[121, 30.8], [121.01, 30.8]]}
    parts = [{"type": "Feature", "properties": {}, "geometry": shape}]
    data = _collection(parts, datum="GCJ-02")
    with pytest.raises(BaylineError, match="not WGS-84"):
        roads_of_geojson(data, where="roads")
    assert len(roads_of_geojson(data, where="roads", datum=Datum.GCJ02).longitudes) == 2
