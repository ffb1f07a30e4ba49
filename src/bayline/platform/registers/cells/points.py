"""Points of cells: longitude and latitude on WGS-84, in this order, exactly as they are written."""

import re
from decimal import Decimal

from bayline.engines.chinese.script import fold
from bayline.kernel.figures import plain
from bayline.platform.registers.cells.faults import refused
from bayline.platform.registers.terms import Fault, Field

_PAIR = re.compile(
    r"\(?\s*([+-]?\d{1,3}(?:\.\d{1,12})?)\s*[,;\s]\s*([+-]?\d{1,3}(?:\.\d{1,12})?)\s*\)?"
)
_OTHER = re.compile(r"GCJ|BD-?09|火星|百度|高德", re.IGNORECASE)
_LONGITUDE_MOST, _LATITUDE_MOST = 180, 90


def point_of(field: Field, text: str) -> str | Fault:
    """Read a point: longitude, a comma, latitude."""
    del field
    if _OTHER.search(text):
        return refused(
            text,
            "不是WGS-84的经纬度",
            "请先换算成WGS-84",
            "is not on WGS-84",
            "convert it to WGS-84 first",
        )
    found = _PAIR.fullmatch(fold(text).replace("、", ",").replace("，", ","))
    if not found:
        return refused(
            text,
            "不是经纬度",
            "请写经度、逗号、纬度，如121.34,30.74",
            "is no point",
            "write longitude, a comma, latitude, such as 121.34,30.74",
        )
    longitude, latitude = Decimal(found[1]), Decimal(found[2])
    return _outside(text, longitude, latitude) or f"{plain(longitude)},{plain(latitude)}"


def _outside(text: str, longitude: Decimal, latitude: Decimal) -> Fault | None:
    if abs(longitude) <= _LONGITUDE_MOST and abs(latitude) <= _LATITUDE_MOST:
        return None
    if abs(longitude) <= _LATITUDE_MOST and abs(latitude) <= _LONGITUDE_MOST:
        right = f"{plain(latitude)},{plain(longitude)}"
        return refused(
            text,
            "纬度写在了前面",
            f"请把经度写在前面：{right}",
            "has latitude first",
            f"write longitude first: {right}",
        )
    return refused(
        text,
        "超出了经纬度的范围",
        "经度在±180度以内，纬度在±90度以内",
        "lies outside of the globe",
        "longitude lies within 180 degrees and latitude within 90",
    )
