"""`bayline links rank`: the links that are missing, from files of roads, areas and zones."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from operator import itemgetter
from pathlib import Path

import numpy as np
import orjson

from bayline.engines.geography.terms import Datum, Position
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import either
from bayline.platform.terminal import complain, write
from bayline.systems.links.commands.kept import edition_for, kept_network, sound_delivery
from bayline.systems.links.commands.packed import Files, bytes_of, opened
from bayline.systems.links.rules.bordering import areas_of
from bayline.systems.links.rules.fitting import converted, held_to_one_datum
from bayline.systems.links.rules.grounding import Ground, ground_of
from bayline.systems.links.rules.lines import roads_of_csv, roads_of_geojson
from bayline.systems.links.rules.ordering import steps, why_nothing
from bayline.systems.links.rules.parameters import (
    edition,
    edition_told,
    estimated,
    estimates,
    in_force,
    remarks_on,
)
from bayline.systems.links.rules.pbf import roads_of_pbf
from bayline.systems.links.rules.peopling import cells, places_of_csv
from bayline.systems.links.rules.preparing import Prepared, link_read
from bayline.systems.links.rules.seeking import link_between, missing_links, why_none
from bayline.systems.links.rules.surveying import Plane
from bayline.systems.links.rules.trusting import MAY_BE_UNMAPPED, confidence_of, signs_of
from bayline.systems.links.rules.watering import Beside, beside, known_roads, water_of
from bayline.systems.links.terms import Area, MissingLink, Purse, Remark, Roads, Step, Wish

_OF = itemgetter("of")
_READERS: dict[str, Callable[..., Roads]] = {
    ".pbf": roads_of_pbf,
    ".geojson": roads_of_geojson,
    ".json": roads_of_geojson,
    ".csv": roads_of_csv,
}


def show(files: Files, *, wish: Wish, form: str) -> int:
    """Print the missing links.

    Args:
        files: What is read.
        wish: What is looked for.
        form: table or jsonl.

    Raises:
        BaylineError: A file cannot be read, or says what cannot be.
    """
    found = [] if any(files) else kept_links(wish)
    if not found:
        with standing_on(files) as (known, ground, plane):
            found = [*missing_links(ground, known, wish, plane)]
            remark = MAY_BE_UNMAPPED if found else why_none(ground, wish)
            _complain((remark,))
            _print(found, form)
        return 0
    _print(found, form)
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
    with standing_on(files) as (known, ground, plane):
        found = [*steps(ground, known, wish, purse, plane)]
        for one in found:
            write(_step_line(one) if form == "jsonl" else _step_row(one))
        if not found:
            _complain((why_nothing(ground, wish, purse),))
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
    with standing_on(files) as (known, ground, plane):
        _print([link_between(ground, known, ends, plane)], form)
    return 0


@contextmanager
def standing_on(files: Files) -> Iterator[tuple[tuple[Area, ...], Ground, Plane]]:
    """Put what is read onto one ground, with the parameters that are asked for in force meanwhile.

    What was assumed is said.

    Raises:
        BaylineError: A file cannot be read, or says what cannot be.
    """
    files = opened(files)
    asked = edition_for(files)
    with in_force(asked):
        network, known, places, around = read_all(files)
        plane = Plane(network.latitudes)
        ground = beside(ground_of(network, known, places, plane), around, plane)
        _complain((*ground.remarks, *remarks_on(asked), estimated()))
        yield known, ground, plane


def _complain(remarks: Iterable[Remark]) -> None:
    for remark in dict.fromkeys(remarks):
        complain(either(remark.zh, remark.en))


def kept_links(wish: Wish) -> list[MissingLink]:
    """Give the links that were found when the network of the home was taken in, as then wished for.

    Returns:
        None of them where another wish was asked then: they are to be looked for.

    Raises:
        BaylineError: No network was taken in, or it is damaged.
    """
    told = sound_delivery().told
    asked = told["max_length_m"], told["detour"], told.get("by", "score"), False
    if asked != (wish.max_length_m, wish.detour, str(wish.by), wish.is_front):
        return []
    found = [*map(link_read, told["links"])]
    asked_edition = edition_told(told.get("parameters"))
    remarks = [Remark(*one) for one in told["remarks"]]
    with in_force(asked_edition):
        if found:
            _complain((*remarks, *remarks_on(asked_edition), estimated(), MAY_BE_UNMAPPED))
    return found


def _known_beside(files: Files) -> Beside:
    water, broken = water_of(bytes_of(files.water), where=files.water) if files.water else ((), 0)
    exists = files.exists
    known = known_roads(bytes_of(exists), where=exists) if exists else np.zeros((0, 2))
    return Beside(water, known, files.may_bridge, broken)


def read_all(files: Files) -> Prepared:
    """Read roads, areas, zones and what is beside, roads on the datum of the others.

    Args:
        files: As `opened` gives them.

    Raises:
        BaylineError: A file cannot be read, or roads are on another datum.
    """
    if not files.roads:
        return _laid_over(kept_network(), files)
    if not files.areas:
        raise _no_areas()
    known = areas_of(bytes_of(files.areas), where=files.areas)
    named = places_of_csv(bytes_of(files.zones), where=files.zones) if files.zones else None
    network = read_roads(files.roads, is_gcj02=bool(files.is_gcj02))
    if files.is_gcj02 is None:
        network = held_to_one_datum(network, known, named, where=files.roads)
    homes = named or cells(network, known, Plane(network.latitudes))
    return Prepared(network, known, homes, _known_beside(files))


def _laid_over(kept: Prepared, files: Files) -> Prepared:
    """Take other areas or zones than those that were kept with the roads."""
    if files.areas:
        kept = kept._replace(areas=areas_of(bytes_of(files.areas), where=files.areas))
    if files.zones:
        kept = kept._replace(places=places_of_csv(bytes_of(files.zones), where=files.zones))
    if not (files.water or files.exists or files.may_bridge):
        return kept
    told, known = _known_beside(files), kept.beside
    return kept._replace(
        beside=Beside(
            told.water or known.water,
            told.known if files.exists else known.known,
            told.may_bridge or known.may_bridge,
            told.broken if files.water else known.broken,
        )
    )


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
    path = Path(opened(Files(name, "", "")).roads)
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


def _print(found: Sequence[MissingLink], form: str) -> None:
    write("".join(_lines(found) if form == "jsonl" else _table(found)))


def _lines(found: Iterable[MissingLink]) -> Iterable[str]:
    for one in found:
        yield orjson.dumps(_record(one)).decode() + "\n"


def _record(one: MissingLink) -> dict[str, object]:
    told, asked = asdict(one), edition()
    told["cost"] = told.pop("cost_yuan")
    sure = {"confidence": confidence_of(one), "signs": signs_of(one)}
    used = {"id": asked.name, "since": asked.since, "estimates": [*map(_OF, estimates())]}
    return {**told, **sure, "parameters": used}


def _step_line(one: Step) -> str:
    beside = {"step": one.step, "gain_then": one.gain_then, "total": one.total}
    record = {**_record(one.link), **beside, "spent": one.spent_yuan}
    del record["rank"], record["score_rank"]
    return orjson.dumps(record).decode() + "\n"


def _step_row(one: Step) -> str:
    (a, b), (c, d) = one.link.link
    gains = f"{one.gain_then:>12.4g} {one.link.gains['hansen']:>12.4g} {one.total:>12.4g}"
    return f"{one.step:>4} {gains} {one.spent_yuan:>14}  {a:.5f},{b:.5f} — {c:.5f},{d:.5f}\n"


def _table(found: Iterable[MissingLink]) -> Iterable[str]:
    heads = f"{'#':>4} {'m':>6} {'s':>6} {'now s':>8} {'gain':>12} {'yuan':>12} {'per M':>10}"
    yield f"{heads} {'score #':>7} {'sure':<6}  from — to\n"
    for one in found:
        (a, b), (c, d) = one.link
        now = "—" if one.network_time_s is None else f"{one.network_time_s:.0f}"
        yield (
            f"{one.rank:>4} {one.length_m:>6.0f} {one.time_s:>6.0f} {now:>8} "
            f"{one.gains['hansen']:>12.4g} {one.cost_yuan:>12} {one.benefit_per_cost:>10.4g} "
            f"{one.score_rank or '—':>7} {confidence_of(one):<6}  "
            f"{a:.5f},{b:.5f} — {c:.5f},{d:.5f}\n"
        )
