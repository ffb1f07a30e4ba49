"""Bases and blocks out of the registers: how large, where, and which practices they keep."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from math import isfinite

from bayline.engines.geography.terms import Polygon
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.registers.terms import Values
from bayline.systems.produce.rules.branding import Brand, Held

_MU_PER_HECTARE = 15
_CORNERS = 3
_EAST, _NORTH = 180, 90


def hectares(mu: Decimal) -> Decimal:
    """Give hectares of mu: 15 to one."""
    return mu / _MU_PER_HECTARE


def outline_of(told: str) -> Polygon | None:
    """Read an outline: corners as lon,lat with spaces between; None where there is none.

    Raises:
        BaylineError: It is none.
    """
    if not told.strip():
        return None
    try:
        corners = [_corner(one) for one in told.split()]
    except ValueError:
        corners = []
    if len(corners) < _CORNERS:
        raise BaylineError(
            f"“{told[:40]}” is no outline",
            do="write lon,lat of three corners or more on WGS-84, with spaces between",
            zh=Words(f"“{told[:40]}”不是边界", do="请写三个以上角的经度,纬度，用空格隔开"),
        )
    ring = corners if corners[0] == corners[-1] else [*corners, corners[0]]
    return (tuple(ring),)


def _corner(told: str) -> tuple[float, float]:
    x, y = map(float, told.split(","))
    if not (isfinite(x) and isfinite(y) and abs(x) <= _EAST and abs(y) <= _NORTH):
        raise ValueError(told)
    return x, y


def brand_of(name: str, practices: Iterable[Values], proofs: Iterable[Values]) -> Brand:
    """Make a brand of the rows of its practices and of what bases keep."""
    rows = sorted(practices, key=lambda one: (int(one.get("number", 0)), one["code"]))
    named = {one["code"]: one["name"] for one in rows}
    held = tuple(
        Held(
            one["base"],
            one["practice"],
            one.get("evidence", ""),
            date.fromisoformat(one["since"]),
            date.fromisoformat(one["until"]) if one.get("until") else None,
        )
        for one in proofs
        if one["practice"] in named
    )
    return Brand(name, named, held)


def brands_above(code: str, brands: Mapping[str, Values]) -> list[str]:
    """Give a brand and those above it, the nearest first."""
    found: list[str] = []
    while code in brands and code not in found:
        found.append(code)
        code = brands[code].get("parent", "")
    return found
