"""`bayline links import`: a network is prepared and kept in the home, for pages and commands."""

import json
import os
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.homes import open_home, told
from bayline.platform.languages import either
from bayline.platform.terminal import complain, write
from bayline.systems.links.commands.kept import edition_for
from bayline.systems.links.commands.packed import Files, opened
from bayline.systems.links.commands.ranking import read_all
from bayline.systems.links.rules.parameters import estimated, in_force, remarks_on
from bayline.systems.links.rules.preparing import Prepared
from bayline.systems.links.terms import Wish

_OSM = "ODbL-1.0, © OpenStreetMap contributors"
_PBF = ".pbf"
_NOT_SHOWN = frozenset({"links", "remarks", "names", "basis"})


class Said(NamedTuple):
    """What is said of the file besides; empty for what the file says itself.

    Attributes:
        source: What it is.
        day: Of when it is.
        licence: Under which terms it may be used.
        by: Who takes it in; empty for whoever is logged in.
    """

    source: str
    day: str
    licence: str
    by: str


def take(files: Files, *, wish: Wish, said: Said, form: str) -> int:
    """Prepare a network, keep it, and print what was kept.

    Raises:
        BaylineError: A file cannot be read, is on another datum, or the day is none.
    """
    if not files.roads:
        raise _no_file()
    files = opened(files)
    asked = edition_for(files)
    with in_force(asked):
        prepared = read_all(files)
        remarks = (*prepared.roads.remarks, *remarks_on(asked), estimated())
        prepared = prepared._replace(roads=replace(prepared.roads, remarks=remarks))
        return _take(prepared, files, (wish, said, form))


def _take(prepared: Prepared, files: Files, asked: tuple[Wish, Said, str]) -> int:
    wish, said, form = asked
    stated = _stated(Path(files.roads))
    day = _day(said.day or stated.get("date", ""))
    open_home()
    from bayline.systems.links.actions.taking import Origin, take_network

    origin = Origin(
        source=said.source or stated.get("source", "") or Path(files.roads).name,
        date=day,
        licence=said.licence or stated.get("licence", ""),
    )
    by = said.by or os.environ.get("USER") or either("经办人", "operator")
    names = _names(files.areas)
    with told():
        kept = take_network(prepared, origin, wish, names=names, by=by, at=datetime.now(UTC))
    for zh, en in kept["remarks"]:
        complain(either(zh, en))
    counts = {name: one for name, one in kept.items() if name not in _NOT_SHOWN}
    shown = {**counts, "links": len(kept["links"])}
    if form == "jsonl":
        write(orjson.dumps(shown).decode() + "\n")
    else:
        used = kept["parameters"]
        write(_table({**shown, "parameters": f"{used['id']}, {used['since']}"}))
    return 0


def _names(areas: str) -> dict[str, str]:
    """Give what areas are called, by their code; those without a name are left out."""
    if not areas:
        return {}
    parts = [one["properties"] for one in json.loads(Path(areas).read_bytes())["features"]]
    return {str(one["code"]): str(one["name"]) for one in parts if one.get("name")}


def _table(shown: dict[str, Any]) -> str:
    return "".join(f"{name:<14} {one}\n" for name, one in shown.items())


def _stated(path: Path) -> dict[str, str]:
    """Give what a file says of itself."""
    if path.suffix.lower() == _PBF:
        return {"licence": _OSM, "date": _moment_of(path)}
    if path.suffix.lower() not in {".geojson", ".json"}:
        return {}
    parts = json.loads(path.read_bytes())  # it was read as roads before
    return {name: str(parts[name]) for name in ("source", "date", "licence") if name in parts}


def _moment_of(path: Path) -> str:
    """Give the day of an extract of OpenStreetMap, where its head names it."""
    from osmium.io import Reader

    with Reader(str(path)) as extract:
        moment = str(extract.header().get("osmosis_replication_timestamp", ""))
    return moment[: len("2026-11-30")]


def _no_file() -> BaylineError:
    return BaylineError(
        "no roads are given",
        where="--roads",
        do="give an extract of OpenStreetMap, GeoJSON, CSV, or a pack",
        zh=Words("没有给出道路", do="请给出OpenStreetMap数据、GeoJSON、CSV或资料包"),
    )


def _day(written: str) -> str:
    if not written:
        return ""
    try:
        return date.fromisoformat(written[: len("2026-11-30")]).isoformat()
    except ValueError:
        raise BaylineError(
            f"“{written}” is no day",
            where="--date",
            do="write it like 2026-11-30",
            zh=Words(f"“{written}”不是日期", do="请写成2026-11-30"),
        ) from None
