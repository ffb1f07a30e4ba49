"""Areas whose borders links would cross, from GeoJSON; no border may cross itself."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from bayline.engines.geography.geojson import MOST_POSITIONS, document_of
from bayline.engines.geography.refusals import Place
from bayline.engines.geography.shapes import shapes_of
from bayline.kernel.errors import BaylineError, Words
from bayline.systems.links.rules.refusing import datum_refused
from bayline.systems.links.terms import Area, Numbers

_FEWEST = 2
_AT_ONCE = 2_000_000  # pairs of edges that are held against each other together


def areas_of(data: bytes, *, where: str) -> tuple[Area, ...]:
    """Read areas, each with its `code`; features of one code are one area.

    Raises:
        BaylineError: A feature has no code or no area, a ring crosses itself, or fewer than two
            codes are there.
    """
    parts = document_of(data, where=where)
    datum_refused(parts, where)
    rings: dict[str, list[Numbers]] = {}
    for number, feature in enumerate(parts.get("features") or [], start=1):
        place = Place(where, number)
        code = _code(feature, place)
        found = rings.setdefault(code, [])
        for polygon in shapes_of(feature["geometry"], place, most=MOST_POSITIONS).areas:
            found += [_sound(np.array(ring, np.float64), place, code) for ring in polygon]
        if not found:
            raise place.refuse("it has no area", zh="没有面")
    if len(rings) < _FEWEST:
        raise BaylineError(
            f"there is {len(rings)} area",
            where=where,
            why="a border lies between two codes",
            do="give the areas on both sides",
            zh=Words(f"只有{len(rings)}个区域", "边界在两个代码之间", "请给出两侧的区域"),
        )
    return tuple(Area(code, tuple(found)) for code, found in rings.items())


def _code(feature: object, place: Place) -> str:
    if not isinstance(feature, dict) or not isinstance(feature.get("geometry"), dict):
        raise place.refuse("it has no geometry", zh="没有图形")
    told: Mapping[str, Any] = feature.get("properties") or {}
    code = str(told.get("code") or "").strip()
    if not code:
        raise place.refuse("“code” is missing", zh="缺“code”")
    return code


def _sound(ring: Numbers, place: Place, code: str) -> Numbers:
    if (ring[0] != ring[-1]).any():
        ring = np.vstack((ring, ring[:1]))
    crossing = _crossing(ring)
    if crossing is not None:
        x, y = crossing
        raise place.refuse(
            Words(f"the border of “{code}” crosses itself near {x:.5f}, {y:.5f}", do="mend it"),
            zh=Words(f"“{code}”的边界在{x:.5f}, {y:.5f}附近自相交", do="请修正"),
        )
    return ring


def _crossing(ring: Numbers) -> tuple[float, float] | None:
    """Give a position where two edges cross that do not meet, if there is one."""
    starts, ends = ring[:-1], ring[1:]
    count = len(starts)
    rows = max(1, _AT_ONCE // count)
    low, high = np.minimum(starts, ends), np.maximum(starts, ends)
    for first in range(0, count, rows):
        some = slice(first, first + rows)
        near = (low[some, None] < high[None]).all(2) & (high[some, None] > low[None]).all(2)
        one, other = np.nonzero(near)
        one += first
        apart = (np.abs(one - other) > 1) & (np.abs(one - other) < count - 1) & (one < other)
        one, other = one[apart], other[apart]
        crossed = _turns(starts, ends, one, other) & _turns(starts, ends, other, one)
        if crossed.any():
            return _meeting(starts, ends, one[crossed][0], other[crossed][0])
    return None


def _meeting(starts: Numbers, ends: Numbers, one: int, other: int) -> tuple[float, float]:
    """Give where two edges that cross do so."""
    along, across = ends[one] - starts[one], ends[other] - starts[other]
    gap = starts[other] - starts[one]
    share = (gap[0] * across[1] - gap[1] * across[0]) / (
        along[0] * across[1] - along[1] * across[0]
    )
    x, y = starts[one] + along * share
    return float(x), float(y)


def _turns(starts: Numbers, ends: Numbers, one: Any, other: Any) -> Any:  # noqa: ANN401 - indices
    """Tell whether the ends of some edges lie on different hands of others."""
    along = ends[one] - starts[one]
    left, right = starts[other] - starts[one], ends[other] - starts[one]
    first = along[:, 0] * left[:, 1] - along[:, 1] * left[:, 0]
    second = along[:, 0] * right[:, 1] - along[:, 1] * right[:, 0]
    return first * second < 0
