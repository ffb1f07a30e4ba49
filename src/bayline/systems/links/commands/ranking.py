"""`bayline links rank`: the links that are missing, from files of roads, areas and zones."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
import orjson

from bayline.engines.geography.terms import Datum, Position
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import either, reason_in_chinese
from bayline.platform.terminal import complain, write
from bayline.systems.links.commands.kept import kept_network
from bayline.systems.links.rules.bordering import areas_of
from bayline.systems.links.rules.fitting import converted, held_to_one_datum
from bayline.systems.links.rules.grounding import Ground, ground_of
from bayline.systems.links.rules.lines import roads_of_csv, roads_of_geojson
from bayline.systems.links.rules.ordering import steps
from bayline.systems.links.rules.pbf import roads_of_pbf
from bayline.systems.links.rules.peopling import cells, places_of_csv
from bayline.systems.links.rules.preparing import Prepared
from bayline.systems.links.rules.seeking import link_between, missing_links, why_none
from bayline.systems.links.rules.surveying import Plane
from bayline.systems.links.rules.trusting import MAY_BE_UNMAPPED, confidence_of, signs_of
from bayline.systems.links.rules.watering import Beside, beside, known_roads, water_of
from bayline.systems.links.terms import Area, MissingLink, Places, Purse, Roads, Step, Wish

_IN_PACK = "geography/roads.geojson"
_READERS: dict[str, Callable[..., Roads]] = {
    ".pbf": roads_of_pbf,
    ".geojson": roads_of_geojson,
    ".json": roads_of_geojson,
    ".csv": roads_of_csv,
}


class Files(NamedTuple):
    """What is read.

    Attributes:
        roads: A file or a pack.
        areas: A file of polygons.
        zones: A table; empty for cells of the map.
        is_gcj02: Whether roads are on GCJ-02; None where it is to be found out.
        water: A file of polygons, or none.
        exists: A table of roads that no map has, or none.
        may_bridge: Whether links may cross water.
    """

    roads: str
    areas: str
    zones: str
    is_gcj02: bool | None = None
    water: str = ""
    exists: str = ""
    may_bridge: bool = False


def show(files: Files, *, wish: Wish, form: str) -> int:
    """Print the missing links.

    Args:
        files: What is read.
        wish: What is looked for.
        form: table or jsonl.

    Raises:
        BaylineError: A file cannot be read, or says what cannot be.
    """
    known, ground, plane = _ground(files)
    found = [*missing_links(ground, known, wish, plane)]
    remark = MAY_BE_UNMAPPED if found else why_none(ground, wish)
    complain(either(remark.zh, remark.en))
    write("".join(_lines(found) if form == "jsonl" else _table(found)))
    return 0


def show_order(files: Files, *, wish: Wish, purse: Purse, form: str) -> int:
    """Print the links to build with a budget, in order.

    Args:
        files: What is read.
        wish: What is looked for.
        purse: What may be spent.
        form: table or jsonl.

    Raises:
        BaylineError: A file cannot be read, or says what cannot be.
    """
    known, ground, plane = _ground(files)
    for one in steps(ground, known, wish, purse, plane):
        write(_step_line(one) if form == "jsonl" else _step_row(one))
    return 0


def show_one(files: Files, *, ends: tuple[Position, Position], form: str) -> int:
    """Print what one link would give.

    Args:
        files: What is read.
        ends: Where it begins and where it ends.
        form: table or jsonl.

    Raises:
        BaylineError: A file cannot be read, or no road is near an end.
    """
    known, ground, plane = _ground(files)
    found = [link_between(ground, known, ends, plane)]
    write("".join(_lines(found) if form == "jsonl" else _table(found)))
    return 0


def _ground(files: Files) -> tuple[tuple[Area, ...], Ground, Plane]:
    """Put what is read onto one ground, and say what was assumed."""
    network, known, places = read_all(files)
    plane = Plane(network.latitudes)
    ground = beside(ground_of(network, known, places, plane), _known_beside(files), plane)
    for remark in ground.remarks:
        complain(either(remark.zh, remark.en))
    return known, ground, plane


def _known_beside(files: Files) -> Beside:
    water, broken = water_of(bytes_of(files.water), where=files.water) if files.water else ((), 0)
    exists = files.exists
    known = known_roads(bytes_of(exists), where=exists) if exists else np.zeros((0, 2))
    return Beside(water, known, files.may_bridge, broken)


def read_all(files: Files) -> tuple[Roads, tuple[Area, ...], Places]:
    """Read roads, areas and zones, roads on the datum of the others.

    Raises:
        BaylineError: A file cannot be read, or roads are on another datum.
    """
    if not files.roads:
        kept = kept_network()
        return kept if not (files.areas or files.zones) else _laid_over(kept, files)
    if not files.areas:
        raise _no_areas()
    known = areas_of(bytes_of(files.areas), where=files.areas)
    named = places_of_csv(bytes_of(files.zones), where=files.zones) if files.zones else None
    network = read_roads(files.roads, is_gcj02=bool(files.is_gcj02))
    if files.is_gcj02 is None:
        network = held_to_one_datum(network, known, named, where=files.roads)
    return network, known, named or cells(network, known, Plane(network.latitudes))


def _laid_over(kept: Prepared, files: Files) -> Prepared:
    """Take other areas or zones than those that were kept with the roads."""
    if files.areas:
        kept = kept._replace(areas=areas_of(bytes_of(files.areas), where=files.areas))
    if files.zones:
        kept = kept._replace(places=places_of_csv(bytes_of(files.zones), where=files.zones))
    return kept


def _no_areas() -> BaylineError:
    return BaylineError(
        "no areas are given",
        where="--areas",
        why="a border lies between two of them",
        do="give a GeoJSON of polygons with a code",
        zh=Words("没有给出区域", "边界在两个区域之间", "请给出带code的GeoJSON面"),
    )


def read_roads(name: str, *, is_gcj02: bool = False) -> Roads:
    """Read roads from a file by its ending, or from a pack.

    Args:
        name: Of the file or the pack.
        is_gcj02: Whether they are on GCJ-02, and to be converted.

    Raises:
        BaylineError: It is of no known kind, or cannot be read.
    """
    if not name:
        return kept_network().roads
    path = Path(name)
    if path.is_dir():
        path = path / _IN_PACK
        if not path.exists():
            raise _no_roads(name)
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise BaylineError(
            f"“{path.suffix or path.name}” is no kind of file that roads are read from",
            where=name,
            do="give .osm.pbf, .geojson or .csv, or a pack",
            zh=Words(
                f"不能从“{path.suffix or path.name}”读道路",
                do="请给出.osm.pbf、.geojson、.csv或资料包",
            ),
        )
    if is_gcj02 and reader is roads_of_geojson:
        reader = partial(roads_of_geojson, datum=Datum.GCJ02)
    roads = reader(bytes_of(str(path)), where=name)
    return converted(roads) if is_gcj02 else roads


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


def _no_roads(name: str) -> BaylineError:
    return BaylineError(
        "no road data loaded",
        where=name,
        why=f"the pack has no {_IN_PACK}",
        do="put roads there, or give an extract of OpenStreetMap: --roads FILE.osm.pbf",
        zh=Words(
            "没有装入道路数据",
            f"资料包里没有{_IN_PACK}",
            "请放入道路，或用--roads FILE.osm.pbf给出OpenStreetMap数据",
        ),
    )


def _lines(found: Iterable[MissingLink]) -> Iterable[str]:
    for one in found:
        yield orjson.dumps(_record(one)).decode() + "\n"


def _record(one: MissingLink) -> dict[str, object]:
    told = asdict(one)
    told["cost"] = told.pop("cost_yuan")
    return {**told, "confidence": confidence_of(one), "signs": signs_of(one)}


def _step_line(one: Step) -> str:
    beside = {"step": one.step, "gain_then": one.gain_then, "total": one.total}
    record = {**_record(one.link), **beside, "spent": one.spent_yuan}
    del record["rank"]
    return orjson.dumps(record).decode() + "\n"


def _step_row(one: Step) -> str:
    (a, b), (c, d) = one.link.link
    gains = f"{one.gain_then:>12.4g} {one.link.gains['hansen']:>12.4g} {one.total:>12.4g}"
    return f"{one.step:>4} {gains} {one.spent_yuan:>14}  {a:.5f},{b:.5f} — {c:.5f},{d:.5f}\n"


def _table(found: Iterable[MissingLink]) -> Iterable[str]:
    heads = f"{'#':>4} {'m':>6} {'s':>6} {'now s':>8} {'gain':>12} {'yuan':>12}"
    yield f"{heads} {'sure':<6}  from — to\n"
    for one in found:
        (a, b), (c, d) = one.link
        now = "—" if one.network_time_s is None else f"{one.network_time_s:.0f}"
        yield (
            f"{one.rank:>4} {one.length_m:>6.0f} {one.time_s:>6.0f} {now:>8} "
            f"{one.gains['hansen']:>12.4g} {one.cost_yuan:>12} {confidence_of(one):<6}  "
            f"{a:.5f},{b:.5f} — {c:.5f},{d:.5f}\n"
        )
