"""Read an extract of OpenStreetMap (.osm.pbf): roads of cars, buildings."""

from typing import Any

import numpy as np

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.links.rules.laying import Way, laid_out
from bayline.systems.links.rules.parameters import is_speed, speed_of
from bayline.systems.links.rules.tagging import direction_of, is_closed, limit_of
from bayline.systems.links.terms import Remark, Roads

_DEGREE = 10_000_000  # whole numbers that osmium keeps of one
_WATER = (("natural", "water"), ("waterway", "riverbank"), ("landuse", "reservoir"))


def roads_of_pbf(data: bytes, *, where: str) -> Roads:
    """Read roads, their directions and speeds, and where buildings are.

    Args:
        data: The file.
        where: Its name, for refusals.

    Raises:
        BaylineError: The reader is not installed, or the file is no extract or has no road.
    """
    try:
        import osmium
    except ImportError:
        raise _not_installed(where) from None
    reader = _Reader()
    try:
        reader.read(osmium, data)
    except RuntimeError as error:
        raise _unreadable(where, error) from None
    if not reader.ways:
        raise BaylineError(
            "it has no road that cars may use",
            where=where,
            do="give an extract that covers the region",
            zh=Words("没有汽车可走的道路", do="请给出覆盖本地区的数据"),
        )
    positions = np.array(reader.positions, np.float64).reshape(-1, 2) / _DEGREE
    buildings = np.array(reader.buildings, np.float64).reshape(-1, 2) / _DEGREE
    return laid_out(positions, reader.ways, buildings, reader.remarks())


class _Reader:
    """What is gathered while a file is read."""

    def __init__(self) -> None:
        self.numbers: dict[int, int] = {}
        self.positions: list[tuple[int, int]] = []
        self.ways: list[Way] = []
        self.buildings: list[tuple[int, int]] = []
        self.odd_speeds = 0

    def read(self, osmium: Any, data: bytes) -> None:  # noqa: ANN401 - a module that may be missing
        """Go through all ways once, nodes being kept by their numbers."""
        source = osmium.io.FileBuffer(data, "pbf")
        ways = osmium.FileProcessor(source).with_locations()
        ways = ways.with_filter(osmium.filter.EntityFilter(osmium.osm.WAY))
        for way in ways.with_filter(osmium.filter.KeyFilter("highway", "building")):
            tags = way.tags
            if (road_class := tags.get("highway")) is None:
                node = way.nodes[0]
                if node.location.valid():
                    self.buildings.append((node.x, node.y))
            elif (kmh := speed_of(road_class)) and not is_closed(tags):
                self._take(way, kmh)

    def _take(self, way: Any, kmh: float) -> None:  # noqa: ANN401 - osmium's
        nodes: list[int] = []
        for node in way.nodes:
            number = self.numbers.get(node.ref)
            if number is None:
                if not node.location.valid():
                    continue
                number = self.numbers[node.ref] = len(self.positions)
                self.positions.append((node.x, node.y))
            nodes.append(number)
        limit = self._limit(way.tags.get("maxspeed"))
        self.ways.append(Way(nodes, min(kmh, limit or kmh), direction_of(way.tags)))

    def _limit(self, stated: str | None) -> float | None:
        """Give a stated limit in kilometers an hour; one that cannot be is counted and left."""
        kmh = limit_of(stated)
        if kmh is None:
            return None
        if not is_speed(kmh):
            self.odd_speeds += 1
            return None
        return kmh

    def remarks(self) -> tuple[Remark, ...]:
        """Say what was left."""
        if not self.odd_speeds:
            return ()
        count = self.odd_speeds
        said = f"{count} roads state a speed that cannot be; that of their class counts"
        return (Remark(f"{count}条道路标的车速不合理，按道路等级取值", said),)


def shapes_of_water(data: bytes, *, where: str) -> tuple[list[str], int]:
    """Give the polygons of standing and flowing water, as GeoJSON, and how many are not whole.

    Raises:
        BaylineError: The reader is not installed, or the file is no extract.
    """
    try:
        import osmium
    except ImportError:
        raise _not_installed(where) from None
    shapes = osmium.geom.GeoJSONFactory()
    is_water = osmium.filter.TagFilter(*_WATER)
    found: list[str] = []
    drawn = 0
    try:
        source: Any = osmium.io.FileBuffer(data, "pbf")
        # The first filter chooses relations; closed ways, such as buildings, all become areas.
        read: Any = osmium.FileProcessor(source).with_areas(is_water).with_filter(is_water)
        for one in read:
            if one.is_area():
                found.append(shapes.create_multipolygon(one))
            drawn += one.is_relation() or (one.is_way() and one.is_closed())
    except RuntimeError as error:
        raise _unreadable(where, error) from None
    return found, drawn - len(found)


def _not_installed(where: str) -> BaylineError:
    return BaylineError(
        "extracts of OpenStreetMap cannot be read here",
        where=where,
        why="osmium is not installed",
        do="install it with pip install 'bayline[roads]', or give roads as GeoJSON or CSV",
        zh=Words(
            "读不了OpenStreetMap数据",
            "没有装osmium",
            "请运行pip install 'bayline[roads]'，或改用GeoJSON、CSV",
        ),
    )


def _unreadable(where: str, error: Exception) -> BaylineError:
    return BaylineError(
        "it cannot be read as an extract of OpenStreetMap",
        where=where,
        why=str(error),
        do="download it anew",
        zh=Words("读不成OpenStreetMap数据", str(error), "请重新下载"),
    )
