"""The errors of a package that is too large to be held: those that it has as a whole, no others.

Projects are checked some at a time against what the schema says of each, and what is left of the
package against the rest; that no project stands in the list twice is looked at here.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

import jsonschema_rs

from bayline.kernel.errors import Words
from bayline.systems.projects.rules.oc4ids.faults import Fault, Place, in_order, words_of
from bayline.systems.projects.rules.oc4ids.schema import Json, Schema, Standard
from bayline.systems.projects.rules.oc4ids.streaming import (
    PROJECTS,
    NotPlainError,
    Streamed,
    projects_in,
)
from bayline.systems.projects.rules.oc4ids.validating import compiled, places_of

_TOLD = frozenset({"title", "description", "mergeStrategy", "wholeListMerge"})  # asks for nothing
_OF_PACKAGE = _TOLD | {"$schema", "id", "type", "required", "properties", "definitions", "version"}
_OF_LIST = _TOLD | {"type", "minItems", "items", "uniqueItems"}
_UNIQUE = "uniqueItems"
Pieces = Callable[[], Iterable[bytes]]  # opens the file and reads it


class _Parts(NamedTuple):
    """A schema in two: what it says of each project, and what of the package around them."""

    each: jsonschema_rs.Draft4Validator
    around: jsonschema_rs.Draft4Validator
    is_unique: bool


def errors_in_pieces(pieces: Pieces, standard: Standard) -> list[Fault]:
    """List what breaks the schema, in the order of the package, as `errors_of` does.

    Args:
        pieces: The file, piece by piece; asked for again where two projects may be the same.
        standard: What to check it against.

    Raises:
        NotPlainError: The package or the schema is written otherwise; it has to be read whole.
        BaylineError: The schema is none, or the package is nested too deeply to be checked.
    """
    parts, into, known = _parts(standard.schema), Streamed(), _Known()
    places: list[Place] = []
    for some in projects_in(pieces(), into):
        first = into.count - len(some)
        places += _moved(places_of(parts.each, {PROJECTS: some}), first)
        known.look(some)
    whole = {**into.rest, PROJECTS: [None] * into.count}
    places += places_of(parts.around, whole)
    if parts.is_unique and known.is_doubtful and _is_twice(pieces):
        places.append(_twice())
    return in_order(places)


def _moved(places: Iterable[Place], first: int) -> Iterator[Place]:
    """Count projects from the first of the package instead of the first of some."""
    for place in places:
        name, at, *inner = place.steps
        yield place._replace(steps=(name, int(at) + first, *inner))


def _parts(schema: Schema) -> _Parts:
    """Part a schema, if it says no more than that each item of the list is a project."""
    listed = schema.get("properties", {}).get(PROJECTS, {})
    is_plain = _OF_PACKAGE.issuperset(schema) and _OF_LIST.issuperset(listed)
    items = listed.get("items")
    if not is_plain or not isinstance(items, dict) or not _inside(schema):
        raise NotPlainError
    each = {
        "definitions": schema.get("definitions", {}),
        "properties": {PROJECTS: {"items": items}},
    }
    left = {key: said for key, said in listed.items() if key not in {"items", _UNIQUE}}
    around = {**schema, "properties": {**schema["properties"], PROJECTS: left}}
    return _Parts(
        each=compiled(each, with_formats=False),
        around=compiled(around, with_formats=False),
        is_unique=listed.get(_UNIQUE) is True,
    )


def _inside(schema: Json) -> bool:
    """Tell whether a schema refers to its definitions alone."""
    if isinstance(schema, list):
        return all(map(_inside, schema))
    if not isinstance(schema, dict):
        return True
    to = schema.get("$ref", "#/definitions/")
    is_inside = not isinstance(to, str) or to.startswith("#/definitions/")
    return is_inside and all(map(_inside, schema.values()))


class _Known:
    """The identifiers that were seen; projects that are the same have the same."""

    def __init__(self) -> None:
        self._seen: set[str | None] = set()
        self.is_doubtful = False

    def look(self, projects: Sequence[Json]) -> None:
        """Note the identifiers of some projects, and whether one of them was there before."""
        for one in projects:
            told = one.get("id") if isinstance(one, dict) else None
            key = told if isinstance(told, str) else None
            self.is_doubtful = self.is_doubtful or key in self._seen
            self._seen.add(key)


def _is_twice(pieces: Pieces) -> bool:
    seen: set[bytes] = set()
    for some in projects_in(pieces(), Streamed()):
        for one in some:
            written = json.dumps(_plain(one), sort_keys=True)
            digest = sha256(written.encode()).digest()
            if digest in seen:
                return True
            seen.add(digest)
    return False


def _plain(value: Json) -> Json:
    """Write whole numbers in one way: to JSON, 1.0 is 1."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [*map(_plain, value)]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _twice() -> Place:
    words = words_of(_UNIQUE, ()) or Words("", "")
    return Place((PROJECTS,), _UNIQUE, words.why, words.what)
