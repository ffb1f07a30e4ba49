"""The schemes and crosswalks at hand: those shipped, those of a region pack, those of the home."""

import csv
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.packs.regions import toml_of
from bayline.platform.packs.tables import Column, rows_of
from bayline.platform.reaching import present_reach, seen_at
from bayline.systems.industry.rules.classifying import Example
from bayline.systems.industry.rules.crosswalks import crosswalk_of, refuse_dangling
from bayline.systems.industry.rules.schemes import (
    NATIONAL,
    NATIONAL_TITLE,
    NATIONAL_TITLE_EN,
    Entry,
    Titled,
    scheme_of_rows,
    scheme_of_toml,
)
from bayline.systems.industry.terms import Crosswalk, Scheme

if TYPE_CHECKING:
    from bayline.platform.packs.queries import Version

SCHEMES = "schemes/"  # where a pack keeps them
_SHIPPED = Path(__file__).parents[1] / "parameters"
_SCHEMES_SHIPPED = ("gbt4754-2017.csv", "strategic-emerging-2018.toml")
_LABELED, _CUES = "labeled-projects.csv", "cue-words.csv"
_COLUMNS = (
    Column(name="level"),
    Column(name="section"),
    Column(name="code", is_needed=True),
    Column(name="parent"),
    Column(name="name", is_needed=True),
    Column(name="name_en"),
    Column(name="note"),
    Column(name="row_origin"),
)
_KEPT = ("level", "section", "code", "parent", "name", "name_en")


class AtHand(NamedTuple):
    """Schemes and crosswalks by their ids."""

    schemes: dict[str, Scheme]
    crosswalks: dict[str, Crosswalk]


def at_hand(files: Mapping[str, bytes] | None = None) -> AtHand:
    """Read the schemes that are shipped, and those among some files, which count before them.

    Args:
        files: Files of a region pack by their paths; None for those that the home keeps.

    Raises:
        BaylineError: One of them cannot be used: which, where in it, and why.
    """
    kept = kept_files() if files is None else files
    schemes = shipped()
    found = {path: data for path, data in kept.items() if path.startswith(SCHEMES)}
    walks: dict[str, dict[str, object]] = {}
    for path, data in found.items():
        identifier, kind = PurePosixPath(path).stem, PurePosixPath(path).suffix
        if kind == ".csv":
            read = _tabled(data, identifier, where=path)
            schemes[identifier] = _in_english(read, schemes.get(identifier))
        elif kind == ".toml":
            parts = toml_of(data, where=path)
            if {"from", "to"} <= parts.keys():
                walks[path] = parts
            elif parts.get("divides") == "economy":
                schemes[identifier] = scheme_of_toml(parts, identifier=identifier, where=path)
    return AtHand(schemes, {one.id: one for one in _crosswalks(walks, schemes)})


def _crosswalks(
    walks: Mapping[str, Mapping[str, object]], schemes: Mapping[str, Scheme]
) -> list[Crosswalk]:
    made = []
    for path, parts in walks.items():
        walk = crosswalk_of(parts, identifier=PurePosixPath(path).stem, where=path)
        for key, scheme in (("from", walk.source), ("to", walk.target)):
            if scheme not in schemes:
                raise _unknown("scheme", scheme, schemes, where=f"{path}, {key}")
        refuse_dangling(walk, schemes[walk.source], schemes[walk.target], where=path)
        made.append(walk)
    return made


def _unknown(kind: str, name: str, known: Mapping[str, object], *, where: str) -> BaylineError:
    said = {"scheme": "体系", "crosswalk": "对照表"}[kind]
    listed = ", ".join(known) or "none"
    return BaylineError(
        f"there is no {kind} “{name}”",
        where=where,
        why=f"those at hand are {listed}",
        do="name one of them, or put its file among the schemes of the pack",
        zh=Words(
            f"没有{said}“{name}”", f"现有：{listed}", "请写其中一个，或把它放进资料包的schemes"
        ),
    )


def crosswalk(identifier: str, hand: AtHand) -> Crosswalk:
    """Give a crosswalk.

    Raises:
        BaylineError: There is none of this name.
    """
    if identifier not in hand.crosswalks:
        raise _unknown("crosswalk", identifier, hand.crosswalks, where="--crosswalk")
    return hand.crosswalks[identifier]


def shipped() -> dict[str, Scheme]:
    """Give the schemes that come with the program, down to the level that is typed in.

    Source: GB/T 4754-2017, table 1, sections and divisions; Order 23 of the National Bureau of
    Statistics, 2018-11-07, the nine fields.
    """
    found = {}
    for name in _SCHEMES_SHIPPED:
        path = _SHIPPED / name
        data = path.read_bytes()
        if path.suffix == ".csv":
            found[path.stem] = _tabled(data, path.stem, where=path.name)
        else:
            parts = toml_of(data, where=path.name)
            found[path.stem] = scheme_of_toml(parts, identifier=path.stem, where=path.name)
    return found


def entries_of(data: bytes, *, where: str) -> list[Entry]:
    """Read the rows of a classification.

    Args:
        data: A CSV file in UTF-8 with the columns code, name, parent, and perhaps others.
        where: Its name, for refusals.

    Raises:
        BaylineError: It is no such table.
    """
    return [
        Entry(row=row.line, **{name: row.values[name].strip() for name in _KEPT})
        for row in rows_of(data, _COLUMNS, where=where)
    ]


def titled(identifier: str) -> Titled:
    """Say what a classification is called, as far as its name tells."""
    if identifier == NATIONAL:
        return Titled(identifier, NATIONAL_TITLE, NATIONAL_TITLE_EN)
    return Titled(identifier, identifier)


def _tabled(data: bytes, identifier: str, *, where: str) -> Scheme:
    return scheme_of_rows(entries_of(data, where=where), titled(identifier), where=where)


def _in_english(scheme: Scheme, known: Scheme | None) -> Scheme:
    """Give classes that a table names in Chinese only the English shipped for the same names."""
    if known is None:
        return scheme
    named = {(code, one.name): one.name_en for code, one in known.classes.items()}
    classes = {
        code: one if one.name_en else one._replace(name_en=named.get((code, one.name), ""))
        for code, one in scheme.classes.items()
    }
    return replace(scheme, classes=classes)


def kept_files(as_of: datetime | None = None) -> dict[str, bytes]:
    """Give the files of schemes that the home keeps, as they are or as they were."""
    # Tables wake here only: a pack in a folder is read without any home.
    from bayline.platform.packs import queries as packs

    found = packs.versions(SCHEMES, as_of)
    return {path: packs.content(digest) for path, digest in found.items()}


class Taught(NamedTuple):
    """What the classifier learns from for a scheme.

    Attributes:
        examples: Names of projects that were labeled by hand.
        names: The names of the classes.
        cues: Words with a class they speak for.
    """

    examples: tuple[Example, ...]
    names: tuple[Example, ...]
    cues: tuple[tuple[str, str], ...]


def taught(scheme: Scheme) -> Taught:
    """Give what is known of a scheme; a scheme without labeled names has none of them."""
    labeled = _rows(_LABELED)
    has_labels = scheme.id in labeled[0]
    examples = tuple(
        Example(row["name"], row[scheme.id], row["region"], row["batch"])
        for row in labeled
        if has_labels
    )
    cues = tuple((row["word"], row[scheme.id]) for row in _rows(_CUES) if scheme.id in row)
    names = tuple(
        Example(one.name, code)
        for code, one in scheme.classes.items()
        if scheme.level(code) == _labeled_level(scheme)
    )
    return Taught(examples, names, cues)


def _labeled_level(scheme: Scheme) -> int:
    """Give the level that labels are of: divisions of the national scheme, the top of others."""
    return 2 if scheme.id == NATIONAL else 1


@lru_cache(maxsize=2)
def _rows(name: str) -> list[dict[str, str]]:
    with (_SHIPPED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def hand(at: datetime | None) -> AtHand:
    """Give the schemes and crosswalks as the home keeps them, or kept them then.

    Args:
        at: The moment; None for now. The public is given those of its publication.

    Raises:
        BaylineError: One of them cannot be used.
    """
    from bayline.platform.packs import queries as packs

    if present_reach().is_nothing:
        return _hand(())
    return _hand(tuple(packs.versions(SCHEMES, seen_at(at)).items()))


@lru_cache(maxsize=8)
def _hand(found: tuple[tuple[str, str], ...]) -> AtHand:
    """Read versions once; a digest tells one from every other."""
    from bayline.platform.packs import queries as packs

    return at_hand({path: packs.content(digest) for path, digest in found})


def versions(*, at: datetime | None, identifier: str = "") -> dict[str, tuple["Version", ...]]:
    """List the versions of schemes that the home keeps, the newest first; none of those shipped.

    Args:
        at: As of when; None for now.
        identifier: Only of this scheme.
    """
    from bayline.platform.packs import queries as packs

    under = f"{SCHEMES}{identifier}." if identifier else SCHEMES
    return {PurePosixPath(path).stem: each for path, each in packs.histories(under, at).items()}


def version_of(identifier: str) -> str:
    """Say which version of a scheme is at hand: since when it is kept, else the year it names."""
    known = versions(at=None, identifier=identifier).get(identifier, ())
    if known:
        return known[0].recorded.date().isoformat()
    _name, _dash, year = identifier.rpartition("-")
    return year if year.isdigit() else ""
