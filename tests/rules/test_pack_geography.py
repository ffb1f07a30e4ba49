"""Shapes of a pack: on WGS-84 with their source, refused where they are not, converted if asked."""

import json
from typing import Any

import pytest

from bayline.engines.geography.datums import to_bd09, to_gcj02
from bayline.engines.geography.distances import apart_m
from bayline.kernel.errors import BaylineError
from bayline.platform.packs.geography import (
    collections_of,
    converted_files,
    places_of,
    refuse_bad_geography,
)

PATH, BESIDE = "geography/stations.geojson", "geography/stations.toml"
PLACES = "geography/places.csv"
SAID = {"source": "手绘", "date": "2021-01-01", "licence": "CC0-1.0", "datum": "WGS-84"}
TOWNS = {
    "310116101": (121.16, 30.90),
    "310116102": (121.02, 30.88),
    "310116103": (121.30, 30.80),
    "310116104": (121.32, 30.88),
}


def table() -> bytes:
    rows = [f"{code},镇{code[-1]},town,310116,{x},{y}" for code, (x, y) in TOWNS.items()]
    return "\n".join(["code,name,level,parent,lon,lat", *rows]).encode()


def points(shift: Any = lambda at: at, **said: Any) -> bytes:
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "name": code},
            "geometry": {"type": "Point", "coordinates": [*shift(at)]},
        }
        for code, at in TOWNS.items()
    ]
    parts = {**SAID, **said}
    stated = {key: value for key, value in parts.items() if value}
    return json.dumps({"type": "FeatureCollection", **stated, "features": features}).encode()


def test_what_a_file_of_shapes_leaves_out_may_stand_beside_it() -> None:
    beside = 'source = "手绘"\ndate = 2021-01-01\nlicence = "CC0-1.0"\ndatum = "WGS-84"\n'
    bare = points(source="", date="", licence="", datum="")
    with pytest.raises(BaylineError, match="“source” is missing"):
        refuse_bad_geography({PATH: bare})
    files = {PATH: bare, BESIDE: f"{beside}sketch = true\n".encode()}
    read = collections_of(files)[PATH]
    assert (read.source, read.date, read.is_sketch) == ("手绘", "2021-01-01", True)


@pytest.mark.parametrize("beside", [b"color = 1", b"source = ", b"\xff"])
def test_what_stands_beside_is_looked_through_too(beside) -> None:
    with pytest.raises(BaylineError, match=r"stations\.toml"):
        refuse_bad_geography({PATH: points(), BESIDE: beside})


def test_another_datum_is_refused_and_says_how_to_have_it_converted() -> None:
    with pytest.raises(BaylineError, match=r"the datum is “GCJ-02”.*--convert") as caught:
        refuse_bad_geography({PATH: points(to_gcj02, datum="GCJ-02")})
    assert "要换算，装入时请加--convert" in caught.value.in_chinese()


@pytest.mark.parametrize(("datum", "shift"), [("GCJ-02", to_gcj02), ("BD-09", to_bd09)])
def test_another_datum_is_converted_where_it_is_asked_for(datum, shift) -> None:
    files = converted_files({PATH: points(shift, datum=datum), PLACES: table()})
    refuse_bad_geography(files)
    assert json.loads(files[PATH])["converted_from"] == datum
    for feature in collections_of(files)[PATH].features:
        assert apart_m(feature.points[0], TOWNS[feature.code]) < 0.001


def test_what_is_on_wgs84_is_left_as_it_is_byte_for_byte() -> None:
    files = {PATH: points(), PLACES: table()}
    assert converted_files(files) == files


@pytest.mark.parametrize(
    ("shift", "told"),
    [
        (to_gcj02, "read as GCJ-02 they lie 0 m off"),
        (to_bd09, "read as BD-09 they lie 0 m off"),
        (lambda at: (at[1], at[0]), "latitude"),
    ],
)
def test_points_that_lie_as_another_datum_would_have_them_are_told(shift, told) -> None:
    with pytest.raises(BaylineError, match=told):
        refuse_bad_geography({PATH: points(shift), PLACES: table()})


def test_the_places_of_the_table_are_given_in_order() -> None:
    assert [*places_of(table())] == [*TOWNS]
    assert places_of(b"") == {}
