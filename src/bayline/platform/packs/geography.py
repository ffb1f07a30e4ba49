"""The shapes of a pack: outlines, lines and points in GeoJSON, each with what it says.

Source, date, licence and datum stand in the file, or beside it in a file of the same name that ends
in .toml. Positions are on WGS-84; others are refused, and converted only where that is asked for.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from bayline.engines.chinese.gazetteer.entries import entries
from bayline.engines.geography.datums import to_wgs84
from bayline.engines.geography.distances import Misfit, misfit_of
from bayline.engines.geography.geojson import collection_of, document_of
from bayline.engines.geography.refusals import nested, refusal
from bayline.engines.geography.terms import Collection, Datum, Position
from bayline.kernel.errors import Words
from bayline.kernel.places import Place
from bayline.platform.packs.places import PLACES

FOLDER = "geography/"
_SUFFIX = ".geojson"
_BESIDE = frozenset({"source", "date", "licence", "datum", "sketch", "register"})
_EXACT = 10  # decimals of a degree: a hundredth of a millimeter


def is_geography(path: str) -> bool:
    """Tell whether a file of the pack holds shapes."""
    return path.endswith(_SUFFIX)


def beside(path: str) -> str:
    """Give the path of the file that may speak of a file of shapes."""
    return str(PurePosixPath(path).with_suffix(".toml"))


def refuse_bad_geography(files: Mapping[str, bytes]) -> None:
    """Look through the shapes of a pack.

    Args:
        files: The files of the pack by their path.

    Raises:
        BaylineError: One of them cannot be used, or its points are on another datum than it states.
    """
    known: dict[str, Position] | None = None
    for path, collection in collections_of(files).items():
        known = _known_points(files) if known is None else known
        _refuse_misfit(collection, known, path)


def collections_of(files: Mapping[str, bytes]) -> dict[str, Collection]:
    """Read the shapes of a pack, by path.

    Args:
        files: The files of the pack by their path.

    Raises:
        BaylineError: One of them cannot be used: which, where in it, and why.
    """
    return {
        path: read_collection(files[path], files.get(beside(path), b""), path)
        for path in sorted(files)
        if is_geography(path)
    }


def read_collection(data: bytes, stated: bytes, path: str) -> Collection:
    """Read one file of shapes.

    Args:
        data: The file.
        stated: The file beside it that speaks of it; empty where there is none.
        path: Where it lies in the pack.

    Raises:
        BaylineError: It cannot be used.
    """
    return collection_of(data, where=path, beside=_stated(stated, beside(path)))


def _stated(data: bytes, where: str) -> dict[str, Any]:
    """Read the file beside a file of shapes; dates may be written as such."""
    if not data:
        return {}
    try:
        parts = tomllib.loads(data.decode("utf-8-sig"))
    except RecursionError:
        raise nested(where) from None
    except ValueError as error:  # also a number of more digits than Python reads
        raise refusal(where, f"it is no TOML: {error}", zh=f"不是TOML：{error}") from None
    for key in parts:
        if key not in _BESIDE:
            listed = ", ".join(sorted(_BESIDE))
            raise refusal(where, f"“{key}” is none of {listed}", zh=f"没有“{key}”这一项")
    return {key: each if isinstance(each, bool) else str(each) for key, each in parts.items()}


def places_of(data: bytes) -> dict[str, Place]:
    """Give the places of the pack's table by code, in its order.

    Args:
        data: The table; empty where the pack has none.
    """
    if not data:
        return {}
    listed = (entry.place for entry in entries(data.decode("utf-8-sig"), where=PLACES))
    return {place.code: place for place in listed}


def _known_points(files: Mapping[str, bytes]) -> dict[str, Position]:
    return {
        code: (float(place.point.longitude), float(place.point.latitude))
        for code, place in places_of(files.get(PLACES, b"")).items()
        if place.point
    }


def _refuse_misfit(collection: Collection, known: Mapping[str, Position], path: str) -> None:
    pairs = [
        (feature.points[0], known[feature.code])
        for feature in collection.features
        if len(feature.points) == 1 and feature.code in known
    ]
    found = misfit_of(pairs)
    if found is not None:
        raise refusal(path, _misfit_words(found), zh=_misfit_chinese(found))


def _misfit_words(found: Misfit) -> Words:
    way = "latitude first" if found.reading == "swapped" else found.reading
    return Words(
        f"its {found.points} points that places.csv knows lie {found.stated_m:.0f} m off",
        f"read as {way} they lie {found.read_m:.0f} m off",
        "state the true datum and build with --convert, or correct the positions",
    )


def _misfit_chinese(found: Misfit) -> Words:
    way = "纬度在前" if found.reading == "swapped" else found.reading
    return Words(
        f"与地名表相同的{found.points}个点平均偏{found.stated_m:.0f}米",
        f"按{way}读，只偏{found.read_m:.0f}米",
        "请写明真实的基准，装入时加--convert；或改正坐标",
    )


def converted_files(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Convert the shapes that state GCJ-02 or BD-09 to WGS-84; each says what it came from.

    Args:
        files: The files of a pack by their path.

    Returns:
        The same files, those that state another datum rewritten.

    Raises:
        BaylineError: A file that states another datum cannot be read, or lies outside of it.
    """
    found = dict(files)
    for path in filter(is_geography, files):
        found |= _converted(files, path)
    return found


def _converted(files: Mapping[str, bytes], path: str) -> Iterator[tuple[str, bytes]]:
    parts = document_of(files[path], where=path)
    stated = _stated(files.get(beside(path), b""), beside(path))
    whole = {**stated, **parts}
    datum = whole.get("datum")
    if datum not in {Datum.GCJ02, Datum.BD09}:
        return
    # What is sound on another datum is sound on this one, so it is looked through before.
    collection_of(files[path], where=path, beside=stated, datum=Datum(datum))
    _convert(whole, Datum(datum))
    written = {**whole, "datum": str(Datum.WGS84), "converted_from": str(datum)}
    yield path, json.dumps(written, ensure_ascii=False, indent=1).encode()


def _convert(parts: dict[str, Any], datum: Datum) -> None:
    """Convert every position of a sound file in place."""
    waiting: list[Any] = [feature["geometry"] for feature in parts["features"]]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            waiting += [part[key] for key in ("geometries", "coordinates") if key in part]
        elif part and isinstance(part[0], int | float):
            longitude, latitude = to_wgs84((part[0], part[1]), datum)
            part[:2] = round(longitude, _EXACT), round(latitude, _EXACT)
        else:
            waiting += part
