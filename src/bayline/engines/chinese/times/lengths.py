"""Lengths of time in the form of ISO 8601, because 半年 and 6个月 must compare equal in form."""

import re
from decimal import Decimal

UNITS = {
    "年": "year",
    "季度": "quarter",
    "月": "month",
    "周": "week",
    "星期": "week",
    "礼拜": "week",
    "天": "day",
    "日": "day",
    "工作日": "workday",
    "小时": "hour",
    "时": "hour",
    "钟": "hour",
    "钟头": "hour",
    "分钟": "minute",
    "分": "minute",
    "秒": "second",
    "秒钟": "second",
    "世纪": "century",
    "学期": "term",
    "昼夜": "day",
}
_CODES = {
    "year": "P{}Y",
    "month": "P{}M",
    "week": "P{}W",
    "day": "P{}D",
    "workday": "P{}D",
    "hour": "PT{}H",
    "minute": "PT{}M",
    "second": "PT{}S",
    "quarter": "P{}M",
    "century": "P{}Y",
    "term": "P{}M",
}
_SCALES = {"quarter": 3, "century": 100, "term": 6}
_COUNT = re.compile(r"[0-9.]+[A-Z]")


def length(amount: tuple[Decimal, Decimal] | None, unit: str) -> str:
    """Write a length, or both ends of a range: P3Y/P5Y; empty when only 几 is said.

    Args:
        amount: The least and the most of it.
        unit: One of the units in UNITS.
    """
    if amount is None:
        return ""
    scale = _SCALES.get(unit, 1)
    low, high = (iso_length(_CODES[unit], count * scale) for count in amount)
    return low if low == high else f"{low}/{high}"


def iso_length(code: str, count: Decimal) -> str:
    """Write a length: half a year as P6M, one and a half hours as PT1.5H."""
    if code == "P{}Y" and count % 1:
        return _months(count * 12)
    return code.format(_plain(count))


def _months(months: Decimal) -> str:
    return f"P{_plain(months)}M"


def _plain(count: Decimal) -> str:
    return str(int(count)) if count == int(count) else str(count.normalize())


def joined(first: str, second: str) -> str:
    """Join two lengths that were said one after the other: P2Y and P3M become P2Y3M."""
    parts = _parts(first) + _parts(second)
    dates = sorted(
        (part for part in parts if part[0] == "P"), key=lambda part: "YMWD".index(part[-1])
    )
    hours = sorted(
        (part for part in parts if part[0] == "T"), key=lambda part: "HMS".index(part[-1])
    )
    tail = "".join(part[1:] for part in hours)
    return "P" + "".join(part[1:] for part in dates) + (f"T{tail}" if tail else "")


def _parts(length: str) -> list[str]:
    """Cut a length into its counts, each marked P (days and longer) or T (hours and shorter)."""
    dates, _, hours = length.removeprefix("P").partition("T")
    return [f"P{part}" for part in _COUNT.findall(dates)] + [
        f"T{part}" for part in _COUNT.findall(hours)
    ]
