"""The schema that packages are checked against: the project's own, or one that was handed in.

Both are JSON Schema, Draft 4, in one document, so that nothing is ever asked of a network. The own
one is made of a declaration in one word a field; a test compares it with the official files.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from bayline.kernel.errors import BaylineError, Words

Json = Any  # what a JSON document holds: null, booleans, numbers, text, lists and objects
Schema = dict[str, Json]

_TEXT: Schema = {"type": "string", "minLength": 1}
_WORDS: dict[str, Schema] = {
    "text": _TEXT,
    "string?": {"type": ["string", "null"]},
    "uri?": {"type": ["string", "null"], "format": "uri"},
    "uri": {"type": "string", "format": "uri"},
    "date-time": {"type": "string", "format": "date-time"},
    "email": {**_TEXT, "format": "email"},
    "version": {"type": "string", "pattern": r"^(\d+\.)(\d+)$"},
    "number": {"type": "number"},
    "number>=0": {"type": "number", "minimum": 0},
    "integer": {"type": "integer"},
    "boolean": {"type": "boolean"},
    "text|number": {"type": ["string", "number"], "minLength": 1},
    "object": {"type": "object", "minProperties": 1},
    "coordinates": {
        "type": "array",
        "items": {"type": ["number", "array"], "minItems": 1},
        "minItems": 1,
    },
}
_LISTED = re.compile(r"(code|open) (\w+)")
# The standard asks of this one closed list also that its codes are not empty.
_NOT_EMPTY = frozenset({"assetClass"})


class Standard(NamedTuple):
    """What a package is checked against.

    Attributes:
        schema: The package schema with all that it refers to inside it.
        codes: The codes of each list by the list's file name, such as `projectSector.csv`.
    """

    schema: Schema
    codes: Mapping[str, frozenset[str]]


@cache
def own_standard() -> Standard:
    """Make the project's own schema of OC4IDS 0.9.5 from its declaration."""
    declared = tomllib.loads(_text("fields.toml"))
    lists = _lists(_text("codes.tsv"))
    definitions = {name: _object(fields, lists) for name, fields in declared.items()}
    package = definitions.pop("Package")
    del package["minProperties"]  # an empty package is told by what it lacks
    codes = {f"{name}.csv": frozenset(words) for name, words in lists.items()}
    return Standard(schema={**package, "definitions": definitions}, codes=codes)


def joined(package: Schema, project: Schema | None) -> Schema:
    """Put a project schema into the package schema that refers to it over the network.

    Args:
        package: The package schema, as published; or one that refers to nothing outside.
        project: The project schema, as published; None if the package schema needs none.

    Raises:
        BaylineError: If either is not what its name says.
    """
    schema = {key: value for key, value in package.items() if key != "id"}
    projects = _projects_of(schema)
    if not str(projects.get("items", {}).get("$ref", "#")).startswith("#"):
        if project is None:
            raise _no_project_schema()
        inner = {key: value for key, value in project.items() if key not in {"id", "$schema"}}
        schema["definitions"] = {**package.get("definitions", {}), **inner.pop("definitions", {})}
        inlined = {**projects, "items": inner}
        schema["properties"] = {**schema["properties"], "projects": inlined}
    return schema


def _projects_of(schema: Schema) -> Schema:
    properties = schema.get("properties")
    projects = properties.get("projects") if isinstance(properties, dict) else None
    if isinstance(projects, dict):
        return projects
    raise BaylineError(
        "the schema describes no package of projects",
        why="it has no property “projects”",
        do="give project-package-schema.json of the standard, or the folder it lies in",
        zh=Words(
            "这个模式说的不是项目包",
            "其中没有“projects”这一项",
            "请给标准的project-package-schema.json，或它所在的文件夹",
        ),
    )


def _no_project_schema() -> BaylineError:
    return BaylineError(
        "the project schema is missing",
        why="the package schema refers to it, and nothing is fetched from a network",
        do="put project-schema.json beside the package schema",
        zh=Words(
            "缺少项目模式",
            "项目包模式引用了它，而程序不从网上取文件",
            "请把project-schema.json放在项目包模式旁边",
        ),
    )


def _lists(table: str) -> dict[str, list[str]]:
    lists: dict[str, list[str]] = {}
    for line in table.splitlines():
        name, tab, codes = line.partition("\t")
        if tab:
            lists.setdefault(name, []).extend(codes.split())
    return lists


def _object(fields: Mapping[str, str], lists: Mapping[str, list[str]]) -> Schema:
    properties = {key: _field(words.removesuffix("!"), lists) for key, words in fields.items()}
    required = [key for key, words in fields.items() if words.endswith("!")]
    schema: Schema = {"type": "object", "properties": properties, "minProperties": 1}
    return {**schema, "required": required} if required else schema


def _field(words: str, lists: Mapping[str, list[str]]) -> Schema:
    if words.startswith("["):
        item = _field(words[1:-1], lists)
        about: Schema = {key: item.pop(key) for key in ("codelist", "openCodelist") if key in item}
        array: Schema = {"type": "array", "items": item, "minItems": 1, "uniqueItems": True}
        return {**array, **about}
    listed = _LISTED.fullmatch(words)
    if listed:
        return _code(listed[2], lists[listed[2]], is_open=listed[1] == "open")
    return dict(_WORDS.get(words) or {"$ref": f"#/definitions/{words}"})


def _code(name: str, codes: list[str], *, is_open: bool) -> Schema:
    about = {"codelist": f"{name}.csv", "openCodelist": is_open}
    if is_open:
        return {**_TEXT, **about}
    length = {"minLength": 1} if name in _NOT_EMPTY else {}
    return {"type": "string", "enum": codes, **length, **about}


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
