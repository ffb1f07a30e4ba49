"""Shapes on another datum are converted when a pack is built, and exported on WGS-84."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bayline.engines.geography.datums import to_gcj02
from bayline.engines.geography.distances import apart_m
from bayline.kernel.errors import BaylineError
from bayline.platform.maps.queries import chart
from bayline.platform.packs.opening import opened_pack
from bayline.systems.reading.actions.building import build
from bayline.systems.reading.actions.exporting import export

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 28, 4, tzinfo=UTC)
HERE = (121.16, 30.9)
Home = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack whose only shape states GCJ-02 in the file beside it."""
    feature = {
        "type": "Feature",
        "properties": {"code": "310116101", "name": "朱泾镇"},
        "geometry": {"type": "Point", "coordinates": [*to_gcj02(HERE)]},
    }
    files = {
        "region.toml": 'name = "湾区"\ncode = "310116"\n',
        "geography/places.csv": "code,name\n310116101,朱泾镇\n",
        "geography/towns.geojson": json.dumps({"type": "FeatureCollection", "features": [feature]}),
        "geography/towns.toml": 'source = "手绘"\ndate = 2021-01-01\nlicence = "CC0-1.0"\n'
        'datum = "GCJ-02"\nsketch = true\n',
    }
    for name, text in files.items():
        file = tmp_path / "bay" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return tmp_path / "bay"


def test_a_pack_is_converted_where_asked_and_exported_as_it_was_built(
    pack: Path, tmp_path: Path, home: Home
) -> None:
    with pytest.raises(BaylineError, match="GCJ-02"):
        opened_pack(pack, now=NOW)
    with home():
        build(opened_pack(pack, now=NOW, convert=True), at=NOW)
        (town,) = chart().layers[0].things
        assert apart_m(town.feature.points[0], HERE) < 0.001
        export(tmp_path / "out")
    again = opened_pack(tmp_path / "out", now=NOW)
    said = json.loads(again.files["geography/towns.geojson"])
    assert (said["datum"], said["converted_from"], said["sketch"]) == ("WGS-84", "GCJ-02", True)
    with home():
        build(again, at=NOW)
        assert chart().layers[0].things == (town,)
