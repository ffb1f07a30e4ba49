"""Where people live: from a table, or in cells of 250 m by buildings, else by nodes of roads."""

import numpy as np

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.links.rules.refusing import HIGHEST, LONGEST
from bayline.systems.links.rules.surveying import Plane, sides_of
from bayline.systems.links.rules.tables import Row, table_of
from bayline.systems.links.terms import Area, Numbers, Places, Remark, Roads

_CELL_M = 250.0
_COLUMNS = ("id", "lon", "lat", "weight")


def places_of_csv(data: bytes, *, where: str) -> Places:
    """Read a table of `id, lon, lat, weight`, and `village` if several zones are of one.

    Raises:
        BaylineError: A column is missing, a cell cannot be read, or nobody lives anywhere.
    """
    listed = [*table_of(data, _COLUMNS, where=where).rows]
    found = [_row(row, f"{where}, row {number}") for number, row in enumerate(listed, start=1)]
    table = np.array(found, np.float64).reshape(-1, 3)
    if not table[:, 2].sum() > 0:
        raise BaylineError(
            "nobody lives anywhere",
            where=where,
            why="all weights together are zero",
            do="give the population of each zone",
            zh=Words("没有人口", "各区权重之和为零", "请给出各区人口"),
        )
    return Places(
        table[:, 0],
        table[:, 1],
        table[:, 2],
        Remark(f"人口区取自{where}", f"zones are those of {where}"),
        tuple(row.get("village") or row["id"] for row in listed),
    )


def _row(row: Row, place: str) -> tuple[float, float, float]:
    cells = [row[name] for name in _COLUMNS[1:]]
    try:
        longitude, latitude, weight = map(float, cells)
    except ValueError:
        longitude = latitude = weight = -999.0
    is_there = abs(longitude) <= LONGEST and abs(latitude) <= HIGHEST
    if not (is_there and 0 <= weight < float("inf")):
        raise BaylineError(
            f"“{', '.join(cells)}” is no longitude, latitude and weight",
            where=place,
            do="write degrees, longitude first, and a weight that is not below zero",
            zh=Words(
                f"“{', '.join(cells)}”不是经度、纬度和权重", do="请写度数，经度在前，权重不小于零"
            ),
        )
    return longitude, latitude, weight


def cells(roads: Roads, areas: tuple[Area, ...], plane: Plane) -> Places:
    """Make cells of 250 m within the areas, weighted by buildings, else by nodes of roads."""
    by_buildings = _within(roads.buildings, areas)
    if len(by_buildings):
        basis = Remark(
            "按地图上的建筑数，分成250米的格子", "zones are cells of 250 m, weighted by buildings"
        )
        return _gathered(by_buildings, plane, basis)
    nodes = np.column_stack((roads.longitudes, roads.latitudes))
    basis = Remark(
        "地图上没有建筑，按道路节点数分成250米的格子",
        "zones are cells of 250 m, weighted by nodes of roads, as no building is mapped",
    )
    return _gathered(_within(nodes, areas), plane, basis)


def _within(positions: Numbers, areas: tuple[Area, ...]) -> Numbers:
    found: Numbers = positions[sides_of(areas, positions[:, 0], positions[:, 1]) >= 0]
    return found


def _gathered(positions: Numbers, plane: Plane, basis: Remark) -> Places:
    flat = plane.meters(positions[:, 0], positions[:, 1])
    rows, places, counts = np.unique(
        np.floor(flat / _CELL_M).astype(np.int64), axis=0, return_inverse=True, return_counts=True
    )
    sums = np.zeros((len(rows), 2))
    np.add.at(sums, places.ravel(), positions)
    middles = sums / counts[:, None]
    return Places(middles[:, 0], middles[:, 1], counts.astype(np.float64), basis)
