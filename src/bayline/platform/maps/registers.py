"""Layers of registers: entries that have a point of their own, are a place, or have a shape."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import datetime

from bayline.engines.geography.terms import Collection, Feature, Position
from bayline.kernel.places import Place
from bayline.platform.maps.terms import MOST_THINGS, Layer, Thing, look_of
from bayline.platform.naming import page_of
from bayline.platform.reaching import present_reach
from bayline.platform.registers import queries
from bayline.platform.registers.terms import Entry, Field, Kind, Register

_KEPT: dict[Hashable, Layer] = {}
_MOST_KEPT = 32


def register_layers(
    collections: Iterable[Collection],
    places: Mapping[str, Place],
    as_of: datetime | None,
    *,
    files: Hashable,
) -> Iterator[Layer]:
    """Give a layer for each register whose entries can be located.

    Each is put together once until its own register, or a file of the pack, is another one.

    Args:
        collections: The shapes of the pack; some of them name entries of registers.
        places: The places of the pack by code.
        as_of: Entries as they were then; None for now.
        files: What the shapes and the places follow from.
    """
    shapes: dict[str, dict[str, Feature]] = {}
    for collection in collections:
        if collection.register:
            of_register = shapes.setdefault(collection.register, {})
            of_register.update((feature.code, feature) for feature in collection.features)
    ends = dict(queries.ends())
    for register in queries.registers():
        known = shapes.get(register.name, {})
        if known or register.located_by:
            asked = (register, as_of, present_reach(), ends.get(register.name), files)
            layer = _KEPT.get(asked) or _layer(register, known, places, as_of)
            _keep(asked, layer)
            yield layer


def _keep(asked: Hashable, layer: Layer) -> None:
    """Keep a layer; the oldest make room."""
    _KEPT[asked] = layer
    while len(_KEPT) > _MOST_KEPT:
        _KEPT.pop(next(iter(_KEPT)), None)


def _layer(
    register: Register,
    shapes: Mapping[str, Feature],
    places: Mapping[str, Place],
    as_of: datetime | None,
) -> Layer:
    things: list[Thing] = []
    field = register.located_by
    filled = field.name if field and not shapes else ""  # with shapes, the others may have one
    for entry in queries.in_order(register, at=as_of, filled=filled):
        feature = _located(field, entry, shapes, places)
        if feature is not None:
            things.append(_thing(register, entry, feature))
        if len(things) == MOST_THINGS:  # nobody sees more on a map; the list has them all
            break
    is_all = len(things) < MOST_THINGS
    return Layer(
        name=register.name,
        title=register.title,
        title_en=register.title_en,
        rank=3,
        things=(*things,),
        total=len(things) if is_all else queries.count(register, at=as_of),
        path=f"/registers/{register.name}",
    )


def _thing(register: Register, entry: Entry, feature: Feature) -> Thing:
    return Thing(
        key=f"{register.name}:{entry.key}",
        name=entry.values.get(register.label) or entry.key,
        path=page_of(register.name, entry.key),
        look=look_of(feature),
        feature=feature,
    )


def _located(
    field: Field | None, entry: Entry, shapes: Mapping[str, Feature], places: Mapping[str, Place]
) -> Feature | None:
    """Find where an entry lies: by its own shape, its point, or the place that it is."""
    shape = shapes.get(entry.key)
    if shape is not None:
        return shape
    value = entry.values.get(field.name, "") if field else ""
    at = _position(value) if field and field.kind is Kind.POINT else _place_at(places.get(value))
    return at and Feature(code=entry.key, name=entry.key, points=(at,))


def _position(value: str) -> Position | None:
    if not value:
        return None
    longitude, latitude = value.split(",")
    return float(longitude), float(latitude)


def _place_at(place: Place | None) -> Position | None:
    if place is None or place.point is None:
        return None
    return float(place.point.longitude), float(place.point.latitude)
