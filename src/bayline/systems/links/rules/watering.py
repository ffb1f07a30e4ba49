"""Water that links would cross, and roads that are there but on no map.

A link is looked at every few meters: as far as it lies in a polygon of water it needs a bridge.
Streams that are drawn as lines are crossed as any road crosses them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import orjson
from numpy.typing import NDArray

from bayline.engines.geography.geojson import MOST_POSITIONS, document_of
from bayline.engines.geography.refusals import Place
from bayline.engines.geography.shapes import shapes_of
from bayline.kernel.errors import BaylineError, Words
from bayline.systems.links.rules.grounding import Ground, Pairs
from bayline.systems.links.rules.parameters import parameters
from bayline.systems.links.rules.refusing import HIGHEST, LONGEST, datum_refused
from bayline.systems.links.rules.surveying import Plane, sides_of
from bayline.systems.links.rules.tables import Row, table_of
from bayline.systems.links.terms import Area, Numbers, Remark

_STEP_M = 5.0
_COLUMNS = ("lon", "lat", "evidence")


class Beside(NamedTuple):
    """What is known beside the roads.

    Attributes:
        water: Its polygons with their rings, in degrees; they may lie over one another.
        known: Where roads are that no map has, longitude and latitude.
        may_bridge: Whether links may cross water.
        broken: How many polygons of water the file has only in part.
    """

    water: tuple[Area, ...] = ()
    known: Numbers = np.zeros((0, 2))
    may_bridge: bool = False
    broken: int = 0


def water_of(data: bytes, *, where: str) -> tuple[tuple[Area, ...], int]:
    """Read the polygons of water: GeoJSON, or what an extract of OpenStreetMap has.

    Returns:
        The polygons, and how many polygons an extract has only in part.

    Raises:
        BaylineError: It cannot be read, or holds no polygon.
    """
    if where.lower().endswith(".pbf"):
        return _of_extract(data, where)
    parts = document_of(data, where=where)
    datum_refused(parts, where)
    found: list[Area] = []
    for number, feature in enumerate(parts.get("features") or [], start=1):
        place = Place(where, number)
        if not isinstance(feature, dict) or not isinstance(feature.get("geometry"), dict):
            raise place.refuse("it has no geometry", zh="没有图形")
        found += map(_polygon, shapes_of(feature["geometry"], place, most=MOST_POSITIONS).areas)
    return _some(found, where), 0


def _polygon(rings: Iterable[Sequence[Sequence[float]]]) -> Area:
    return Area("", tuple(_closed(np.array(ring, np.float64)) for ring in rings))


def _of_extract(data: bytes, where: str) -> tuple[tuple[Area, ...], int]:
    from bayline.systems.links.rules.pbf import shapes_of_water

    shapes, broken = shapes_of_water(data, where=where)
    found = [orjson.loads(shape)["coordinates"] for shape in shapes]
    return _some([_polygon(part) for shape in found for part in shape], where), broken


def _closed(ring: Numbers) -> Numbers:
    return ring if (ring[0] == ring[-1]).all() else np.vstack((ring, ring[:1]))


def _some(found: list[Area], where: str) -> tuple[Area, ...]:
    if found:
        return tuple(found)
    raise BaylineError(
        "it has no polygon of water",
        where=where,
        do="give polygons, or leave --water out",
        zh=Words("没有水面", do="请给出水面多边形，或不写--water"),
    )


def known_roads(data: bytes, *, where: str) -> Numbers:
    """Read a table `lon, lat, evidence` of roads that are there and on no map.

    Raises:
        BaylineError: A column is missing, a position is none, or evidence is not given.
    """
    rows = table_of(data, _COLUMNS, where=where).rows
    found = [_known(row, f"{where}, row {number}") for number, row in enumerate(rows, start=1)]
    return np.array(found, np.float64).reshape(-1, 2)


def _known(row: Row, place: str) -> tuple[float, float]:
    try:
        x, y = float(row["lon"]), float(row["lat"])
    except ValueError:
        x = y = 999.0
    if not (abs(x) <= LONGEST and abs(y) <= HIGHEST and row["evidence"]):
        raise BaylineError(
            "it is no position with evidence",
            where=place,
            do="write longitude, latitude, and what shows that the road is there",
            zh=Words("不是带依据的位置", do="请写经度、纬度，以及说明路已存在的依据"),
        )
    return x, y


def beside(ground: Ground, known: Beside, plane: Plane) -> Ground:
    """Give the ground with water and roads that no map has, and say how they count."""
    water = tuple(
        Area("", tuple(plane.meters(*ring.T) for ring in one.rings)) for one in known.water
    )
    there = plane.meters(*known.known.T)
    said = []
    if water:
        zh, en = ("过水处按桥计价", "bridges are paid by the meter")
        if not known.may_bridge:
            zh, en = ("过水的连线不列", "links over it are left out")
        said.append(Remark(f"水面取自--water，{zh}", f"water is that of --water: {en}"))
    if known.broken:
        said.append(
            Remark(
                f"{known.broken}片水面在文件里不完整（多半被裁断），没有算进去",
                f"{known.broken} waters are in the file only in part and do not count",
            )
        )
    if len(there):
        said.append(
            Remark(
                f"{len(there)}处已有、地图未画的路，附近的连线不列",
                f"{len(there)} roads are there and not mapped: links beside them are left out",
            )
        )
    return replace(
        ground,
        water=water,
        known=there,
        may_bridge=known.may_bridge,
        remarks=(*ground.remarks, *said),
    )


def away_from_known(ground: Ground, pairs: Pairs) -> Pairs:
    """Leave out pairs that a road joins which is there and on no map."""
    if not len(ground.known) or not len(pairs.ones):
        return pairs
    from scipy.spatial import cKDTree

    middles = (ground.flat[pairs.ones] + ground.flat[pairs.others]) / 2
    apart, _ = cKDTree(ground.known).query(middles)
    return pairs.only(apart > parameters()["link"]["near_m"])


def held_to_land(ground: Ground, pairs: Pairs) -> Pairs:
    """Leave out pairs over water where no bridge may be."""
    over = over_water_m(ground, pairs)
    pairs = pairs._replace(bridges_m=over)
    return pairs if ground.may_bridge else pairs.only(over <= 0)


def over_water_m(ground: Ground, pairs: Pairs) -> Numbers:
    """Give how many meters of each pair lie over water."""
    if not ground.water or not len(pairs.ones):
        return np.zeros(len(pairs.ones))
    steps = np.maximum(np.ceil(pairs.lengths_m / _STEP_M), 1).astype(np.int64)
    link = np.repeat(np.arange(len(steps)), steps)
    at = (np.arange(len(link)) - np.repeat(np.cumsum(steps) - steps, steps) + 0.5) / steps[link]
    start, end = ground.flat[pairs.ones][link], ground.flat[pairs.others][link]
    x, y = (start + (end - start) * at[:, None]).T
    wet = _wet(ground.water, x, y)
    found: Numbers = np.bincount(link, wet, minlength=len(steps)) / steps * pairs.lengths_m
    return found


def _wet(water: tuple[Area, ...], x: Numbers, y: Numbers) -> NDArray[np.bool_]:
    """Tell what lies in water; where two polygons lie over one another it is water as well."""
    inside: NDArray[np.bool_] = sides_of(water, x, y) >= 0
    return inside
