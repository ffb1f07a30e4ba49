import json
import re
from contextlib import suppress
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.engines.geography.geojson import collection_of
from bayline.kernel.errors import BaylineError

SAID = {"source": "手绘", "date": "2021-01-01", "licence": "CC0-1.0", "datum": "WGS-84"}
SQUARE = [[121.0, 30.0], [121.1, 30.0], [121.1, 30.1], [121.0, 30.1], [121.0, 30.0]]
HOLE = [[121.02, 30.02], [121.04, 30.02], [121.04, 30.04], [121.02, 30.04], [121.02, 30.02]]


def file_of(*geometries: Any, **said: Any) -> bytes:
    features = [
        {"type": "Feature", "properties": {"code": str(code), "name": "甲"}, "geometry": geometry}
        for code, geometry in enumerate(geometries)
    ]
    parts = {"type": "FeatureCollection", **SAID, "features": features, **said}
    return json.dumps(parts).encode()


def shape(kind: str, coordinates: Any) -> dict[str, Any]:
    return {"type": kind, "coordinates": coordinates}


def refused(*geometries: Any, **said: Any) -> str:
    with pytest.raises(BaylineError) as caught:
        collection_of(file_of(*geometries, **said), where="a.geojson")
    assert caught.value.in_chinese()
    return caught.value.sentence()


def area(ring):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def test_every_kind_of_shape_is_read() -> None:
    read = collection_of(
        file_of(
            shape("Point", [121.3, 30.7, 4.0]),
            shape("MultiLineString", [SQUARE[:2], SQUARE[1:3]]),
            shape("MultiPolygon", [[SQUARE, HOLE], [HOLE]]),
            {
                "type": "GeometryCollection",
                "geometries": [shape("MultiPoint", SQUARE[:2]), shape("LineString", SQUARE)],
            },
        ),
        where="a.geojson",
    )
    point, lines, areas, mixed = read.features
    assert point.points == ((121.3, 30.7),)
    assert [len(line) for line in lines.lines] == [2, 2]
    assert [len(rings) for rings in areas.areas] == [2, 1]
    assert (len(mixed.points), len(mixed.lines)) == (2, 1)


@pytest.mark.parametrize("is_turned", [True, False])
def test_rings_are_turned_the_right_way_round(is_turned) -> None:
    rings = [SQUARE[::-1], HOLE[::-1]] if is_turned else [SQUARE, HOLE]
    read = collection_of(file_of(shape("Polygon", rings)), where="a.geojson")
    ((around, hole),) = read.features[0].areas
    assert area(around) > 0 > area(hole)


def test_a_shape_across_the_180th_meridian_stays_in_one_piece() -> None:
    ring = [[179.5, 0], [-179.5, 0], [-179.5, 1], [179.5, 1], [179.5, 0]]
    hole = [[-179.9, 0.2], [-179.8, 0.2], [-179.8, 0.4], [-179.9, 0.2]]
    read = collection_of(file_of(shape("Polygon", [ring, hole])), where="a.geojson")
    longitudes = [longitude for longitude, _ in read.features[0].positions]
    assert (min(longitudes), max(longitudes)) == (179.5, 180.5)


@pytest.mark.parametrize(
    ("geometry", "told"),
    [
        (shape("Polygon", [SQUARE[:-1]]), "a ring begins at .* and ends at"),
        (shape("Polygon", [SQUARE[:3]]), "a ring has 3 positions"),
        (shape("Polygon", []), "a polygon has no ring"),
        (shape("LineString", SQUARE[:1]), "a line has two positions"),
        (shape("Point", [30.7, 121.3]), "latitude stands first"),
        (shape("Point", [13503000.5, 3600000.1]), "meters of a projection"),
        (shape("Point", [421.3, 30.7]), "longitude lies within 180"),
        (shape("Point", [float("nan"), 30.7]), "no point in degrees"),
        (shape("Point", [True, False]), "no point in degrees"),
        (shape("Point", ["121", "30"]), "no point in degrees"),
        (shape("Point", [121.3]), "no point in degrees"),
        (shape("Point", [10**400, 30]), "no point in degrees"),
        (shape("MultiPoint", 5), "no list"),
        (shape("MultiPoint", []), "no coordinates"),
        (shape("Circle", [121, 30]), "“Circle” is no kind"),
    ],
)
def test_what_is_wrong_with_a_shape_is_told_with_its_number(geometry, told) -> None:
    said = refused(shape("Point", [121, 30]), geometry)
    assert said.startswith("a.geojson, feature 2: ")
    assert re.search(told, said), said


def test_collections_within_collections_end_somewhere() -> None:
    geometry: dict[str, Any] = shape("Point", [121, 30])
    for _ in range(20):
        geometry = {"type": "GeometryCollection", "geometries": [geometry]}
    assert "nest too deep" in refused(geometry)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"datum": "GCJ-02"}, "--convert"),
        ({"datum": "Beijing 1954"}, "the datum is “Beijing 1954”, not WGS-84"),
        ({"source": ""}, "“source” is missing"),
        ({"crs": {"properties": {"name": "urn:ogc:def:crs:EPSG::4490"}}}, "its crs is"),
        ({"features": 5}, "should be a list"),
    ],
)
def test_what_a_file_says_of_itself_is_asked_for(said, told) -> None:
    assert told in refused(shape("Point", [121, 30]), **said)


def test_what_is_said_beside_a_file_fills_what_it_leaves_out() -> None:
    parts = json.loads(file_of(shape("Point", [121, 30])))
    bare = {key: value for key, value in parts.items() if key not in SAID}
    read = collection_of(json.dumps(bare).encode(), where="a.geojson", beside=SAID)
    assert (read.source, read.date) == ("手绘", "2021-01-01")


def test_one_code_names_one_feature() -> None:
    parts = json.loads(file_of(shape("Point", [121, 30]), shape("Point", [121, 31])))
    parts["features"][1]["properties"]["code"] = "0"
    with pytest.raises(BaylineError, match="stands twice"):
        collection_of(json.dumps(parts).encode(), where="a.geojson")


def test_a_hundred_thousand_positions_are_read_and_too_many_refused(monkeypatch) -> None:
    line = [[121 + index / 1e6, 30.0] for index in range(100_000)]
    read = collection_of(file_of(shape("LineString", line)), where="a.geojson")
    assert len(read.features[0].lines[0]) == 100_000
    monkeypatch.setattr("bayline.engines.geography.geojson.MOST_POSITIONS", 1000)
    assert "more than a million" in refused(shape("LineString", line[:1001]))


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=4) | st.integers(),
    lambda inside: (
        st.lists(inside, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "coordinates", "geometries", "properties"]), inside, max_size=3
        )
    ),
    max_leaves=12,
)


@given(JSON, st.sampled_from(["Point", "Polygon", "MultiPolygon", "LineString"]))
def test_any_geometry_is_read_or_refused(found, kind) -> None:
    for geometry in (found, shape(kind, found)):
        with suppress(BaylineError):
            collection_of(file_of(geometry), where="a.geojson")
