"""Ask for the map: layers of the pack's shapes and places, and of registers that have points."""

import tomllib
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from urllib.parse import quote

from bayline.engines.geography.terms import Collection, Feature
from bayline.kernel.places import Level, Place, code_lies_in
from bayline.platform.maps.registers import register_layers
from bayline.platform.maps.terms import MOST_THINGS, Chart, Layer, Thing, look_of
from bayline.platform.packs import queries as packs
from bayline.platform.packs.geography import (
    FOLDER,
    beside,
    is_geography,
    places_of,
    read_collection,
)
from bayline.platform.packs.paths import REGION
from bayline.platform.packs.places import PLACES
from bayline.platform.reaching import present_reach, seen_at
from bayline.platform.remembering import present_state

# The names of these layers have a hyphen, which no register has in its own.
_LEVELS = (
    ("level-county", "区县", "Districts", 1, frozenset({Level.PREFECTURE, Level.COUNTY})),
    ("level-town", "乡镇", "Towns", 2, frozenset({Level.TOWN})),
    ("level-village", "村", "Villages", 4, frozenset({Level.VILLAGE})),
)
_KINDS = (
    ("kind-road", "道路", "Roads", frozenset({"road", "main road"})),
    ("kind-water", "水面", "Waters", frozenset({"water"})),
    ("kind-border", "界线", "Borders", frozenset({"province", "border"})),
)
_OTHERS = ("kind-other", "其他", "Others")


def chart(as_of: datetime | None = None) -> Chart:
    """Give the map as it is known, within the reach of whoever asks.

    Args:
        as_of: As it was then; None for now.
    """
    if present_reach().is_nothing:
        return Chart(layers=(), collections=(), review="", has_places=False)
    return _chart(seen_at(as_of), present_state())


@lru_cache(maxsize=2)  # the page, its pictures and its features are of one chart
def _chart(as_of: datetime | None, _state: Hashable) -> Chart:
    versions = packs.versions(FOLDER, as_of)
    collections = [*_collections(versions)]
    places = _places(versions.get(PLACES, ""))
    region = _region(as_of)
    layers = [
        *_place_layers(places, collections, region.get("code", "")),
        *_kind_layers(collections, places),
        *register_layers(collections, places, as_of, files=(*versions.items(),)),
    ]
    return Chart(
        layers=tuple(layer for layer in layers if layer.things),
        collections=(*collections,),
        review=region.get("map_review", "").strip(),
        has_places=any(place.point for place in places.values()),
    )


def _region(as_of: datetime | None) -> dict[str, str]:
    data = packs.file(REGION, as_of)
    parts = {} if data is None else tomllib.loads(data.decode())  # looked through when kept
    return {name: value for name, value in parts.items() if isinstance(value, str)}


def _collections(versions: Mapping[str, str]) -> Iterator[Collection]:
    for path, digest in versions.items():
        if is_geography(path):
            yield _collection(path, digest, versions.get(beside(path), ""))


@lru_cache(maxsize=16)
def _collection(path: str, digest: str, stated: str) -> Collection:
    said = packs.content(stated) if stated else b""
    return read_collection(packs.content(digest), said, path)


@lru_cache(maxsize=4)
def _places(digest: str) -> Mapping[str, Place]:
    return places_of(packs.content(digest)) if digest else {}


def _place_layers(
    places: Mapping[str, Place], collections: Iterable[Collection], region: str
) -> Iterator[Layer]:
    shapes = {
        feature.code: feature
        for collection in collections
        if not collection.register
        for feature in collection.features
        if feature.code in places and not feature.kind
    }
    for name, title, title_en, rank, levels in _LEVELS:
        found = [
            _place_thing(place, shapes.get(place.code), region)
            for place in places.values()
            if place.level in levels and (place.point or place.code in shapes)
        ]
        yield _layer(name, (title, title_en), rank, found, path="/places")


def _place_thing(place: Place, shape: Feature | None, region: str) -> Thing:
    feature = shape or Feature(code=place.code, name=place.name)
    if place.point and not feature.points:
        point = (float(place.point.longitude), float(place.point.latitude))
        feature = replace(feature, points=(point,))
    is_own = place.code == region or code_lies_in(place.code.partition("/")[0], region)
    look = "beyond" if region and not is_own else str(_LOOKS.get(place.level, "town"))
    return Thing(
        key=f"place:{place.code}",
        name=place.name,
        path=f"/places/{quote(place.code)}",
        look=look,
        feature=feature,
    )


_LOOKS = {Level.COUNTY: "district", Level.PREFECTURE: "district"}


def _kind_layers(collections: Iterable[Collection], places: Mapping[str, Place]) -> Iterator[Layer]:
    """Give what is neither a place nor an entry of a register, by what its file says it is."""
    features = [
        feature
        for collection in collections
        if not collection.register
        for feature in collection.features
        if feature.kind or feature.code not in places
    ]
    known = frozenset[str]().union(*(kinds for *_, kinds in _KINDS))
    for name, title, title_en, kinds in _KINDS:
        found = [_plain(name, each) for each in features if each.kind in kinds]
        yield _layer(name, (title, title_en), 3, found)
    rest = [_plain(_OTHERS[0], each) for each in features if each.kind not in known]
    yield _layer(_OTHERS[0], _OTHERS[1:], 3, rest)


def _plain(layer: str, feature: Feature) -> Thing:
    return Thing(
        key=f"{layer}:{feature.code}",
        name=feature.name,
        path="",
        look=look_of(feature),
        feature=feature,
    )


def _layer(
    name: str, titles: tuple[str, ...], rank: int, found: list[Thing], *, path: str = ""
) -> Layer:
    return Layer(
        name=name,
        title=titles[0],
        title_en=titles[1],
        rank=rank,
        things=(*found[:MOST_THINGS],),
        total=len(found),
        path=path,
    )
