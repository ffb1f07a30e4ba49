"""The commands of trends, ratios, areas and coverages: one record for each answer."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path

from bayline.engines.geography.areas import area_m2
from bayline.engines.geography.geojson import collection_of
from bayline.engines.geography.terms import Datum, Feature
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import either, reason_in_chinese
from bayline.platform.terminal import complain
from bayline.systems.ecology.commands.classifying import spoken
from bayline.systems.ecology.commands.tables import rows_of, write
from bayline.systems.ecology.rules import trends
from bayline.systems.ecology.rules.forests import MU_TO_HECTARE, Ground, Size, checked, printed
from bayline.systems.ecology.rules.overviews import samples_in
from bayline.systems.ecology.rules.ratios import implied, is_possible
from bayline.systems.ecology.terms import Record

_MISSES = 3
_HECTARE_M2 = 10_000
_HECTARES_OF_KM2 = 100
_AMOUNT = re.compile(r"\s*([\d.,]+)\s*(\D.*?)\s*")


def show_trends(file: str, *, form: str) -> int:
    """Tell the trend of each section and item of a table of samples.

    Args:
        file: Its path, or `-` for standard input.
        form: csv or jsonl.

    Raises:
        BaylineError: The file is no table of samples that can be assessed.
    """
    samples = samples_in(rows_of(file), where=file)
    write(spoken(trends.trends(samples)), trends.COLUMNS, form=form)
    return 0


def show_ratio(text: str, *, units: int | None, unit: str, form: str) -> int:
    """Say what a ratio implies.

    Args:
        text: The percentage as it is printed; its places count.
        units: How many units there are; None where it is not said.
        unit: What the units are; empty where it is not said.
        form: csv or jsonl.

    Raises:
        BaylineError: It is no percentage.
    """
    percent = _percent(text, "PERCENT")
    found = [_implied(percent, misses) for misses in range(_MISSES + 1)]
    if units is not None:
        found = [_possible(percent, units)]
    for one in found:
        one["unit"] = unit or "not stated"
        one["remarks"] = [*_remarks(one, unit)]
    write(found, ("percent", "misses", "units", "least", "most", "unit", "remarks"), form=form)
    return 0


def _remarks(one: Record, unit: str) -> Iterator[str]:
    if not unit:
        yield either("没有说明是什么的比例", "what it is a ratio of is not stated")
    if not one["possible"] and "units" in one:
        count, percent = one["units"], one["percent"]
        yield either(
            f"{count}个里没有一个达标个数会印成{percent}%",
            f"no number out of {count} is printed as {percent}%",
        )


def _implied(percent: Decimal, misses: int) -> Record:
    found = implied(percent, misses=misses)
    least, most = (found.least, found.most) if found else (None, None)
    return {
        "percent": str(percent),
        "misses": misses,
        "possible": found is not None,
        "least": least,
        "most": most,
    }


def _possible(percent: Decimal, units: int) -> Record:
    within = is_possible(percent, units=units)
    return {
        "percent": str(percent),
        "units": units,
        "possible": bool(within),
        "within": within,
        "misses": [units - one for one in within],
    }


def _percent(text: str, where: str) -> Decimal:
    try:
        found = Decimal(text.strip().rstrip("%％"))
    except InvalidOperation:
        found = Decimal(-1)
    if not 0 <= found <= 100:  # noqa: PLR2004 - percent
        raise BaylineError(
            f"“{text}” is no percentage",
            where=where,
            do="write it as it is printed, like 99.9%",
            zh=Words(f"“{text}”不是百分比", "", "请照印的写，如99.9%"),
        )
    return found


def show_areas(file: str, *, form: str) -> int:
    """Measure the polygons of a file, each feature and each kind together.

    Args:
        file: GeoJSON in WGS-84, perhaps with source, date, licence and datum.
        form: csv or jsonl.

    Raises:
        BaylineError: It cannot be read or is no such file.
    """
    try:
        data = Path(file).read_bytes()
    except (OSError, ValueError) as error:
        raise BaylineError(
            "the file cannot be read",
            where=file,
            why=getattr(error, "strerror", "") or str(error),
            do="name a GeoJSON file",
            zh=Words("文件读不了", reason_in_chinese(error), "请写一个GeoJSON文件"),
        ) from None
    collection = collection_of(_named(data), where=file, beside=_PLAIN)
    if collection.source == _NOT_STATED:
        complain(
            either(
                "文件没有写明出处；经纬度按WGS-84读",
                "the file does not state its source; its degrees are read as WGS-84",
            )
        )
    found = [_area(one) for one in collection.features if one.areas]
    found += [
        _sized("total", "", kind, sum(one["m2"] for one in found if one["kind"] == kind))
        for kind in dict.fromkeys(one["kind"] for one in found)
    ]
    write(found, ("code", "name", "kind", "hectares", "mu", "km2"), form=form)
    return 0


# A plain GeoJSON file is in WGS-84, RFC 7946 says, and need say nothing of where it is from.
_NOT_STATED = "not stated"
_PLAIN = {**dict.fromkeys(("source", "date", "licence"), _NOT_STATED), "datum": Datum.WGS84.value}
_SHAPES = ("Polygon", "MultiPolygon")


def _named(data: bytes) -> bytes:
    """Give features without code or name their number, and a single shape a collection."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return data  # which is refused where it is read
    if not isinstance(found, dict):
        return data
    if found.get("type") in _SHAPES:
        found = {"type": "Feature", "properties": {}, "geometry": found}
    if found.get("type") == "Feature":
        found = {"type": "FeatureCollection", "features": [found]}
    features = found.get("features")
    for number, one in enumerate(features if isinstance(features, list) else (), 1):
        if isinstance(one, dict):
            own = one.get("properties") or {}
            own = own if isinstance(own, dict) else {}
            code = str(own.get("code") or number)
            one["properties"] = {**own, "code": code, "name": str(own.get("name") or code)}
    return json.dumps(found).encode()


def _area(feature: Feature) -> Record:
    return _sized(feature.code, feature.name, feature.kind, sum(map(area_m2, feature.areas)))


def _sized(code: str, name: str, kind: str, size_m2: float) -> Record:
    size_ha = size_m2 / _HECTARE_M2
    return {
        "code": code,
        "name": name,
        "kind": kind,
        "hectares": round(size_ha, 4),
        "mu": round(size_ha * MU_TO_HECTARE, 3),
        "km2": round(size_ha / _HECTARES_OF_KM2, 6),
        "m2": round(size_m2, 1),
    }


def show_forest(rate: str, *, area: str, ground: str, land: str, form: str) -> int:
    """Hold a coverage against its areas.

    Args:
        rate: The percentage as it is printed.
        area: The area said with it, with its unit.
        ground: forest or forest_land.
        land: The land of the unit, with its unit; empty where it is not known.
        form: csv or jsonl.

    Raises:
        BaylineError: One of them cannot be read, or there is more forest than land.
    """
    percent = _percent(rate, "PERCENT")
    size, whole = _size(area, "--area"), _size(land, "--land") if land else None
    try:
        found = checked(percent, size, Ground(ground), land=whole)
    except ValueError as wrong:
        raise BaylineError(
            str(wrong),
            where="--land",
            do="write both areas as they are printed",
            zh=Words("森林比土地还多，或土地为零", "", "请查两个数的单位"),
        ) from None
    record = {
        "rate": str(percent),
        "fit": found.fit.value,
        "computed": None if found.computed is None else str(found.computed),
        "land_least_ha": str(found.implied_land[0]),
        "land_most_ha": str(found.implied_land[1]),
        "sentence": either(found.zh, found.sentence),
    }
    write([record], tuple(record), form=form)
    return 0


def _size(text: str, where: str) -> Size:
    found = _AMOUNT.fullmatch(text)
    amount, unit = found.groups() if found else ("", text)
    try:
        return printed(Decimal(amount.replace(",", "")), unit)
    except (ValueError, InvalidOperation) as wrong:
        why = "" if isinstance(wrong, InvalidOperation) else str(wrong)
        raise BaylineError(
            f"“{text}” is no area",
            where=where,
            why=why,
            do="write it like 1080.11ha, 54.11km2 or 500mu",
            zh=Words(f"“{text}”不是面积", "", "请写成1080.11公顷、54.11平方公里或500亩"),
        ) from None
