"""`bayline links verify-claim`: a claim of minutes before and after, held against the network."""

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple

import numpy as np
import orjson

from bayline.engines.geography.terms import Position
from bayline.platform.languages import either
from bayline.platform.terminal import complain, write
from bayline.systems.links.commands.kept import edition_for
from bayline.systems.links.commands.packed import Files, bytes_of
from bayline.systems.links.commands.ranking import read_roads
from bayline.systems.links.rules.claiming import Claim, checked
from bayline.systems.links.rules.fitting import held_to_one_datum
from bayline.systems.links.rules.parameters import edition, in_force, remarks_on
from bayline.systems.links.rules.siting import Named, named_places, position_of
from bayline.systems.links.terms import CheckedClaim, Places, Remark, Roads

_IN_PACK = "geography/places.csv"


class Asked(NamedTuple):
    """What is asked.

    Attributes:
        roads: A file or a pack.
        places: A table; empty for that of the pack.
        start: A name or a position.
        end: The same.
        link: Both ends of the road.
        before: Minutes without it.
        after: Minutes with it.
        is_gcj02: Whether roads are on GCJ-02; None where it is to be found out.
        form: table or jsonl.
        parameters: A file of numbers other than those published, or none.
        road_class: Of what class the road is, where it is not mapped; empty for as parameters have.
    """

    roads: str
    places: str
    start: str
    end: str
    link: tuple[float, float, float, float]
    before: float
    after: float
    is_gcj02: bool | None
    form: str
    parameters: str = ""
    road_class: str = ""


def show(asked: Asked) -> int:
    """Print the verdict with both ways.

    Raises:
        BaylineError: A file cannot be read, or a place is not known.
    """
    files = Files(asked.roads, "", "", None, asked.parameters, asked.road_class)
    with in_force(edition_for(files)):
        return _show(asked)


def _show(asked: Asked) -> int:
    where, places = places_of(asked.roads, asked.places)
    start, end = (position_of(one, places, where=where) for one in (asked.start, asked.end))
    roads = roads_beside(places, asked.roads, is_gcj02=asked.is_gcj02)
    link = (asked.link[0], asked.link[1]), (asked.link[2], asked.link[3])
    found = checked(roads, Claim(start, end, link, asked.before, asked.after))
    for remark in (*found.remarks, *remarks_on(edition())):
        complain(either(remark.zh, remark.en))
    write("".join(_table(found)) if asked.form != "jsonl" else _line(found, (start, end)))
    return 0


def places_of(roads: str, places: str) -> tuple[str, Named]:
    """Read the places, and name their table; none where neither a table nor a pack is given.

    Raises:
        BaylineError: The table cannot be read.
    """
    name = places
    if not name and (kept := Path(roads) / _IN_PACK).exists():
        name = str(kept)
    return name or "--places", named_places(bytes_of(name), where=name) if name else {}


def roads_beside(places: Named, name: str, *, is_gcj02: bool | None) -> Roads:
    """Read roads, held to the datum of places.

    Raises:
        BaylineError: They cannot be read, or are on another datum.
    """
    roads = read_roads(name, is_gcj02=bool(is_gcj02))
    return (
        roads if is_gcj02 is not None else held_to_one_datum(roads, (), _homes(places), where=name)
    )


def _homes(places: Named) -> Places | None:
    if not places:
        return None
    every = dict.fromkeys(at for found in places.values() for at in found)
    x, y = np.array([*every], np.float64).T
    return Places(x, y, np.ones(len(x)), Remark("", ""))


def _line(found: CheckedClaim, ends: tuple[Position, Position]) -> str:
    told = asdict(found)
    told["assumptions"] = [one["en"] for one in map(Remark._asdict, found.remarks)]
    del told["remarks"]
    return orjson.dumps({**told, "from": ends[0], "to": ends[1]}).decode() + "\n"


def _table(found: CheckedClaim) -> Iterable[str]:
    yield f"{found.verdict}\n"
    for name, leg in (("before", found.before), ("after", found.after)):
        took = "no way" if leg.time_s is None else f"{leg.time_s / 60:.1f} min"
        length = "" if leg.length_m is None else f"{leg.length_m:.0f} m"
        said = f"{leg.claimed_s / 60:>8.1f} min said"
        yield f"{name:>8} {said} {took:>12} {length:>10}  {leg.verdict}\n"
