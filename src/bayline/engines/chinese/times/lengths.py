"""Lengths of time in the form of ISO 8601, because 半年 and 6个月 must compare equal in form."""

import re
from decimal import Decimal

_COUNT = re.compile(r"[0-9.]+[A-Z]")


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
