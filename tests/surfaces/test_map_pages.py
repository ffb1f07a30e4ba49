"""The map: a picture, a list of the same, features for the script; none that may not be shown."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from bayline.platform.maps import drawing
from bayline.platform.maps.pages import MapPage, features, map_page
from bayline.platform.packs.actions import keep_files
from bayline.platform.people.terms import PUBLIC
from bayline.platform.reaching import NOTHING, Reach, within
from bayline.platform.registers import queries
from bayline.platform.registers.actions import declare, save
from bayline.platform.registers.terms import Edit

pytestmark = pytest.mark.django_db

THEN = datetime(2021, 11, 5, tzinfo=UTC)
LATER = datetime(2022, 1, 5, tzinfo=UTC)
REGION = 'name = "湾区"\ncode = "310116"\n'
PLACES = """code,name,level,parent,lon,lat
310116,金山区,county,310000,121.34,30.74
310116101,朱泾镇,town,310116,121.16,30.90
310116102,枫泾镇,town,310116,,
310116101/待泾村,待泾村,village,310116101,121.19,30.88
330482103,新仓镇,town,330482,121.17,30.66
"""
RING = [[121.1, 30.8], [121.2, 30.8], [121.2, 30.95], [121.1, 30.95], [121.1, 30.8]]
SAID = {"source": "手绘", "date": "2021-01-01", "licence": "CC0-1.0", "datum": "WGS-84"}


def shapes(*found: tuple[str, str, str, Any], **said: Any) -> bytes:
    listed = [
        {
            "type": "Feature",
            "properties": {"code": code, "name": name},
            "geometry": {"type": kind, "coordinates": coordinates},
        }
        for code, name, kind, coordinates in found
    ]
    return json.dumps({"type": "FeatureCollection", **SAID, **said, "features": listed}).encode()


OUTLINE = shapes(("310116101", "朱泾镇", "Polygon", [RING]), sketch=True)


@pytest.fixture
def pack() -> Callable[..., None]:
    """Keeps the files of a small pack; more may be given."""

    def pack(**more: bytes) -> None:
        files = {"region.toml": REGION.encode(), "geography/places.csv": PLACES.encode()}
        named = {f"geography/{name}.geojson": data for name, data in more.items()}
        keep_files({**files, **named}, by="小林", at=THEN)

    return pack


@pytest.fixture
def _wells(declared: Callable[..., str]) -> None:
    """A register whose entries have points."""
    toml = declared("wells", "水井", "Wells", "at 位置 Point point")
    register = declare(toml.encode(), where="registers/wells.toml")
    edit = Edit(by="小林", at=THEN)
    save(register, {"code": "w1", "name": "东井", "at": "121.15,30.85"}, edit=edit)
    save(register, {"code": "w2", "name": "西井"}, edit=edit)


PUBLISHED = Reach(publication="p1", until=LATER)


def by_public(asked: str) -> HttpRequest:
    request = RequestFactory().get(asked)
    vars(request)["visitor"] = PUBLIC
    return request


def seen_by_public() -> MapPage:
    with within(PUBLISHED):
        context = map_page(by_public("/map")).context
    assert isinstance(context, MapPage)
    return context


def test_places_lie_on_the_map_and_in_the_list_in_one_order(client, pack) -> None:
    pack(outlines=OUTLINE)
    page = client.get("/map").content.decode()
    twin = client.get("/map.json").json()
    assert [layer["name"] for layer in twin["layers"]] == [
        "level-county",
        "level-town",
        "level-village",
    ]
    names = [thing["name"] for layer in twin["layers"] for thing in layer["things"]]
    assert names == ["金山区", "朱泾镇", "新仓镇"]
    listed = re.findall(r'<li data-key="[^"]*"><a[^>]*>([^<]*)', page)
    assert listed == names
    assert page.count('<svg class="map-picture') == 2
    assert 'href="/places/310116101" tabindex="-1"' in page


def test_villages_are_shown_where_they_are_asked_for(client, pack) -> None:
    pack()
    assert "待泾村" not in client.get("/map").content.decode()
    page = client.get("/map?layer=level-village").content.decode()
    assert "待泾村" in page
    assert "新仓镇" not in page
    assert "待泾村" in client.get("/map?chosen=place:310116101/待泾村").content.decode()


def test_what_lies_beyond_the_region_looks_so(client, pack) -> None:
    there = [[x, y - 0.2] for x, y in RING]
    pack(
        outlines=shapes(
            ("310116101", "朱泾镇", "Polygon", [RING]), ("330482103", "新仓镇", "Polygon", [there])
        )
    )
    page = client.get("/map").content.decode()
    assert page.count('class="area beyond"') == page.count('class="area town"') == 2


@pytest.mark.usefixtures("_wells")
def test_a_register_with_points_is_a_layer_and_its_list_leads_there(client, pack) -> None:
    pack()
    layer = next(one for one in client.get("/map.json").json()["layers"] if one["name"] == "wells")
    assert [(one["name"], one["address"]) for one in layer["things"]] == [
        ("东井", "/registers/wells/w1")
    ]
    assert 'href="/map?layer=wells"' in client.get("/registers/wells").content.decode()
    assert 'href="/map"' in client.get("/places").content.decode()


@pytest.mark.usefixtures("_wells")
def test_shapes_of_a_register_open_its_entries(client, pack) -> None:
    line = [[121.1, 30.8], [121.2, 30.9]]
    pack(pipes=shapes(("w2", "水管", "LineString", line), register="wells"))
    layer = next(one for one in client.get("/map.json").json()["layers"] if one["name"] == "wells")
    assert [one["address"] for one in layer["things"]] == [
        "/registers/wells/w1",
        "/registers/wells/w2",
    ]


def test_roads_and_waters_are_layers_of_their_own(client, pack) -> None:
    line = [[121.1, 30.8], [121.2, 30.9]]
    found = json.loads(
        shapes(
            ("r1", "东路", "LineString", line),
            ("r2", "大道", "LineString", line),
            ("w1", "月湖", "Polygon", [RING]),
            ("x1", "旧址", "Point", [121.15, 30.85]),
        )
    )
    kinds = ("road", "main road", "water", "<b>")
    for feature, kind in zip(found["features"], kinds, strict=True):
        feature["properties"]["kind"] = kind
    pack(more=json.dumps(found).encode())
    layers = client.get("/map.json").json()["layers"]
    assert {one["name"]: one["total"] for one in layers if "kind-" in one["name"]} == {
        "kind-road": 2,
        "kind-water": 1,
        "kind-other": 1,
    }
    page = client.get("/map").content.decode()
    assert 'class="line main-road"' in page
    assert 'class="area water"' in page
    assert "<b>" not in page


def test_the_features_are_what_the_page_shows(client, pack) -> None:
    pack(outlines=OUTLINE)
    answer = client.get("/map/features.geojson?layer=level-town")
    assert answer["Content-Type"] == "application/geo+json"
    found = json.loads(answer.content)
    assert found["sketch"] is True
    assert [(one["properties"]["name"], one["geometry"]["type"]) for one in found["features"]] == [
        ("朱泾镇", "MultiPolygon"),
        ("朱泾镇", "Point"),
        ("新仓镇", "Point"),
    ]


def test_the_map_is_as_it_was_on_a_day(client, pack) -> None:
    pack()
    keep_files({"geography/outlines.geojson": OUTLINE}, by="小林", at=LATER)
    assert 'class="area' in client.get("/map").content.decode()
    assert 'class="area' not in client.get("/map?as_of=2021-12-01").content.decode()
    assert "还没有可以画的" in client.get("/map?as_of=2020-01-01").content.decode()


def test_without_a_review_number_the_office_is_warned_and_the_public_sees_the_list(
    client, pack
) -> None:
    pack(outlines=OUTLINE)
    inside = client.get("/map").content.decode()
    assert "未经审图，仅供内部" in inside
    outside = seen_by_public()
    assert (
        outside.withheld == "地图没有显示（图上有界线，还没有审图号）。请看列表，列的是同样的内容。"
    )
    assert outside.pictures == ()
    assert [thing.name for thing in outside.layers[1].things] == ["朱泾镇", "新仓镇"]
    page = render_to_string("maps/map.html", {"page": outside}, by_public("/map"))
    assert "built/map." in page  # its looks, for the list has some too
    assert "data-map" not in page
    assert "map_controls" not in page
    assert "map-key" not in page
    with within(PUBLISHED):
        refused = features(by_public("/map/features.geojson"))
    assert (refused.status_code, "审图号" in refused.content.decode()) == (403, True)


def test_with_a_review_number_it_is_printed_and_nobody_is_warned(client, pack) -> None:
    pack(outlines=OUTLINE)
    numbered = f'{REGION}map_review = "沪S(2021)001号"\n'
    keep_files({"region.toml": numbered.encode()}, by="小林", at=THEN)
    outside = seen_by_public()
    assert (outside.withheld, outside.caution) == ("", "")
    assert len(outside.pictures) == 2
    page = client.get("/map").content.decode()
    assert "沪S(2021)001号" in page
    assert "未经审图" not in page


def test_a_map_without_boundaries_needs_no_number(pack) -> None:
    pack()
    assert len(seen_by_public().pictures) == 2


def test_the_public_sees_nothing_before_anything_is_published(pack) -> None:
    pack(outlines=OUTLINE)
    with within(NOTHING):
        context = map_page(by_public("/map")).context
    assert isinstance(context, MapPage)
    assert context.layers == ()


def test_only_the_page_of_the_map_may_start_a_worker(client, pack) -> None:
    pack()
    assert client.get("/map")["Content-Security-Policy"].endswith("worker-src 'self'")
    assert "worker-src" not in client.get("/places")["Content-Security-Policy"]
    assert "built/map_controls." in client.get("/map").content.decode()
    assert "built/map." not in client.get("/places").content.decode()


def test_names_of_a_pack_are_no_markup(client, pack) -> None:
    pack(outlines=shapes(("310116101", "<script>镇", "Polygon", [RING])))
    keep_files(
        {"geography/places.csv": PLACES.replace("朱泾镇", "<b>镇").encode()}, by="小林", at=LATER
    )
    assert "<b>镇" not in client.get("/map").content.decode()


def test_the_questions_to_the_database_do_not_grow_with_the_map(
    client: Client, pack, django_assert_max_num_queries
) -> None:
    pack(outlines=OUTLINE)
    client.get("/map")
    with django_assert_max_num_queries(8):
        client.get("/map")


@pytest.mark.usefixtures("_wells")
def test_a_change_that_moves_nothing_leaves_the_map_drawn(client, pack, monkeypatch) -> None:
    drawn: list[str] = []
    draw = drawing.pictures

    def noting(*given: Any, **named: Any) -> Any:
        drawn.append(named["prefix"])
        return draw(*given, **named)

    pack()
    client.get("/map")
    monkeypatch.setattr(drawing, "pictures", noting)
    edit = Edit(by="小林", at=LATER)
    save(queries.register("wells"), {"code": "w2", "name": "没有位置的井"}, edit=edit, version=1)
    assert "东井" in client.get("/map").content.decode()
    assert drawn == []
    save(queries.register("wells"), {"code": "w3", "name": "北井", "at": "121.16,30.86"}, edit=edit)
    assert "北井" in client.get("/map").content.decode()
    assert drawn == [""]
