"""Read GeoJSON: features with sound shapes in WGS-84, or one sentence on what is wrong.

What RFC 7946 asks is asked here: longitude first, rings closed, no coordinate system but WGS-84.
What it leaves to readers is done here: rings are turned the right way round, heights are dropped,
and shapes across the 180th meridian are kept in one piece by counting on beyond it.
"""

import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from bayline.engines.geography.refusals import Place, nested, refusal
from bayline.engines.geography.shapes import shapes_of
from bayline.engines.geography.terms import Collection, Datum, Feature
from bayline.kernel.errors import BaylineError, Words

MOST_POSITIONS = 1_000_000  # of one file
_NEEDED = ("source", "date", "licence", "datum")
_NAMED_CRS = ("CRS84", "4326")  # ends of the names that old files give to WGS-84


def collection_of(
    data: bytes,
    *,
    where: str,
    beside: Mapping[str, Any] = MappingProxyType({}),
    datum: Datum = Datum.WGS84,
) -> Collection:
    """Read a file of features.

    Args:
        data: The file.
        where: Its name, for refusals.
        beside: What is said of it in another file; what it says itself goes before.
        datum: What its degrees must be counted on.

    Raises:
        BaylineError: It is no FeatureCollection in WGS-84 with source, date, licence and datum, or
            one of its features is not sound; the sentence names which and why.
    """
    parts = {**beside, **document_of(data, where=where)}
    for key in _NEEDED:
        _refuse_missing(parts, key, where)
    if parts["datum"] != datum:
        raise _other_datum(str(parts["datum"]), where)
    return Collection(
        source=parts["source"],
        date=parts["date"],
        licence=parts["licence"],
        is_sketch=parts.get("sketch") is True,
        register=_text(parts, "register", where),
        features=tuple(_features(parts, where)),
    )


def document_of(data: bytes, *, where: str) -> dict[str, Any]:
    """Parse a file of features, its features not yet looked at.

    Raises:
        BaylineError: It is no JSON, or no FeatureCollection.
    """
    try:
        parts = json.loads(data)
    except RecursionError:
        raise nested(where) from None
    except ValueError as error:
        raise refusal(where, f"it is no JSON: {error}", zh=f"不是JSON：{error}") from None
    if not isinstance(parts, dict) or parts.get("type") != "FeatureCollection":
        raise refusal(where, "it is no FeatureCollection", zh="不是FeatureCollection")
    _refuse_other_system(parts, where)
    return parts


def _features(parts: Mapping[str, Any], where: str) -> Iterator[Feature]:
    listed = parts.get("features")
    if not isinstance(listed, list):
        raise refusal(where, "“features” should be a list", zh="应是列表的地方不是列表：“features”")
    left, codes = MOST_POSITIONS, set[str]()
    for number, each in enumerate(listed, start=1):
        place = Place(where, number)
        feature = _feature(each, place, most=left)
        if feature.code in codes:
            raise place.refuse(
                f"the code “{feature.code}” stands twice", zh=f"代码“{feature.code}”重复"
            )
        codes.add(feature.code)
        left -= len(feature.positions)
        yield feature


def _feature(found: object, place: Place, *, most: int) -> Feature:
    if not isinstance(found, dict) or not isinstance(found.get("geometry"), dict):
        raise place.refuse("it has no geometry", zh="没有图形")
    properties = found.get("properties")
    if not isinstance(properties, dict):
        raise place.refuse("its properties are no table", zh="properties不是表")
    for key in ("code", "name"):
        _refuse_missing(properties, key, place.words)
    points, lines, areas = shapes_of(found["geometry"], place, most=most)
    return Feature(
        code=properties["code"],
        name=properties["name"],
        kind=_text(properties, "kind", place.words),
        points=points,
        lines=lines,
        areas=areas,
    )


def _text(parts: Mapping[str, Any], key: str, where: str) -> str:
    value = parts.get(key, "")
    if not isinstance(value, str):
        raise refusal(where, f"“{key}” is no text", zh=f"“{key}”不是文字")
    return value


def _refuse_missing(parts: Mapping[str, Any], key: str, where: str) -> None:
    value = parts.get(key)
    if not isinstance(value, str) or not value.strip():
        raise refusal(where, f"“{key}” is missing", zh=f"缺“{key}”")


def _refuse_other_system(parts: Mapping[str, Any], where: str) -> None:
    """Refuse the member `crs` of old files where it names anything but WGS-84."""
    system = parts.get("crs")
    if system is None:
        return
    named = system.get("properties") if isinstance(system, dict) else None
    name = str(named.get("name", "")) if isinstance(named, dict) else ""
    if not name.endswith(_NAMED_CRS):
        raise refusal(
            where,
            Words(f"its crs is “{name}”", "a pack counts degrees on WGS-84 only"),
            zh=Words(f"crs是“{name}”", "资料包只用WGS-84的经纬度"),
        )


def _other_datum(stated: str, where: str) -> BaylineError:
    what, zh = f"the datum is “{stated}”, not WGS-84", f"基准是“{stated}”，不是WGS-84"
    if stated not in {Datum.GCJ02, Datum.BD09}:
        return refusal(where, what, zh=zh)
    return refusal(
        where,
        Words(
            what,
            "positions on another datum lie hundreds of meters away",
            "have it converted: bayline build with --convert",
        ),
        zh=Words(zh, "按别的基准画，会偏出几百米", "要换算，装入时请加--convert"),
    )
