"""What a region pack brings for links: roads, areas, zones, water, timetables, parameters."""

from pathlib import Path
from typing import NamedTuple

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import reason_in_chinese

_ENDS = (".geojson", ".csv", ".osm.pbf")
ROADS = tuple(f"{folder}roads{end}" for folder in ("geography/", "links/", "") for end in _ENDS)
AREAS = ("geography/sides.geojson", "geography/areas.geojson", "links/sides.geojson")
ZONES = ("links/zones.csv", "geography/zones.csv")
WATER = ("geography/water.geojson", "links/water.geojson")
EXISTS = ("links/exists.csv",)
PARAMETERS = ("links/parameters.toml",)
TIMETABLES = ("gtfs", "gtfs.zip", "links/gtfs", "links/gtfs.zip")
_ZIP = ".zip"
TABLES = ("links/stops.csv", "links/lines.csv")


class Files(NamedTuple):
    """What is read.

    Attributes:
        roads: A file or a pack; empty for those of the home.
        areas: A file of polygons.
        zones: A table; empty for cells of the map.
        is_gcj02: Whether roads are on GCJ-02; None where it is to be found out.
        parameters: A file of numbers other than those published, or none.
        road_class: Of what class new roads are; empty for as parameters have it.
        water: A file of polygons, or none.
        exists: A table of roads that no map has, or none.
        may_bridge: Whether links may cross water.
    """

    roads: str
    areas: str
    zones: str
    is_gcj02: bool | None = None
    parameters: str = ""
    road_class: str = ""
    water: str = ""
    exists: str = ""
    may_bridge: bool = False


def in_pack(pack: str, names: tuple[str, ...]) -> str:
    """Give the first of some files that a pack has; empty where it has none."""
    found = (Path(pack) / name for name in names)
    return next((str(one) for one in found if one.exists()), "")


def opened(files: Files) -> Files:
    """Name the files of a pack where one is given in place of roads; what is named besides stays.

    Raises:
        BaylineError: The pack has no roads, or is not unpacked.
    """
    pack = files.roads
    if pack.lower().endswith(_ZIP):
        raise _zipped(pack)
    if not pack or not Path(pack).is_dir():
        return files
    roads = in_pack(pack, ROADS)
    if not roads:
        raise _no_roads(pack)
    return files._replace(
        roads=roads,
        areas=files.areas or in_pack(pack, AREAS),
        zones=files.zones or in_pack(pack, ZONES),
        parameters=files.parameters or in_pack(pack, PARAMETERS),
        water=files.water or in_pack(pack, WATER),
        exists=files.exists or in_pack(pack, EXISTS),
    )


def _zipped(name: str) -> BaylineError:
    return BaylineError(
        "a pack in a zip is not read",
        where=name,
        why="a pack is a folder",
        do="unpack it, and name its folder",
        zh=Words("不读zip里的资料包", "资料包是一个文件夹", "请先解开，再写文件夹的名字"),
    )


def _no_roads(name: str) -> BaylineError:
    return BaylineError(
        "no road data loaded",
        where=name,
        why=f"the pack has no {ROADS[0]}",
        do="put roads there, or give an extract of OpenStreetMap: --roads FILE.osm.pbf",
        zh=Words(
            "没有装入道路数据",
            f"资料包里没有{ROADS[0]}",
            "请放入道路，或用--roads FILE.osm.pbf给出OpenStreetMap数据",
        ),
    )


def bytes_of(name: str) -> bytes:
    """Read a file.

    Raises:
        BaylineError: It cannot be read.
    """
    try:
        return Path(name).read_bytes()
    except (OSError, ValueError) as error:
        raise BaylineError(
            "the file cannot be read",
            where=name,
            why=getattr(error, "strerror", "") or str(error),
            do="name a file that is there",
            zh=Words("文件读不了", reason_in_chinese(error), "请写一个存在的文件"),
        ) from None
