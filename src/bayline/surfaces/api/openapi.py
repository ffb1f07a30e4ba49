"""The description of the interface as OpenAPI 3.1, made of what the resources declare."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from importlib.metadata import version
from inspect import getdoc
from types import NoneType
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from bayline.platform.people.terms import Audience
from bayline.surfaces.api.messages import MESSAGES_PATH, REFUSED, messages_described
from bayline.surfaces.api.problems import CONTENT_TYPE
from bayline.surfaces.api.resources import RESOURCES
from bayline.surfaces.api.shapes import Format
from bayline.surfaces.api.terms import (
    MOST,
    USUAL,
    Filter,
    Kind,
    Listing,
    Resource,
    Single,
    Writing,
)

Json = dict[str, Any]
_PLAIN: Mapping[Any, Json] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    float: {"type": "number"},
    datetime: {"type": "string", "format": "date-time"},
    NoneType: {"type": "null"},
    Any: {},
}
_PROBLEM: Json = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "detail_zh"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "The sentence in English."},
        "detail_zh": {"type": "string", "description": "The sentence in Chinese."},
    },
}
_REFUSALS = {
    400: "A parameter says what it cannot.",
    401: "A key is needed, or the one that was shown does not work.",
    403: "The key may not do this.",
    404: "It is not there, or not within reach.",
    405: "The method is not answered here.",
    409: "It is there already, or was changed meanwhile.",
    413: "More was sent than is taken at once.",
    415: "What was sent is no JSON.",
    422: "What was sent cannot be kept: which field, and why.",
    429: "Too much was asked from this address; try again later.",
    503: "The database does not answer.",
}
_OF_READING = (400, 401, 404, 503)
_OF_WRITING = (400, 401, 403, 404, 409, 413, 415, 422, 503)


@cache
def description() -> Json:
    """Give the OpenAPI document."""
    schemas: dict[str, Json] = {"Problem": _PROBLEM}
    paths = {f"/api/{each.address}": _path(each, schemas) for each in RESOURCES}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Bayline",
            "version": version("bayline"),
            "summary": "One evidence-backed record of a region.",
            "description": _ABOUT,
        },
        "paths": {**paths, MESSAGES_PATH: messages_described(_refusals(REFUSED))},
        "components": {
            "schemas": schemas,
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
    }


_ABOUT = (
    "Without a key one sees what is published. Lists come in pages; `next` is the address of the "
    "next one. Answers carry an `ETag`; with `If-None-Match` an unchanged one is 304."
)


def _path(resource: Resource, schemas: dict[str, Json]) -> Json:
    of_address = [_part(name, example) for name, example in resource.examples.items()]
    found: Json = {"get": _reading(resource, schemas)}
    for method, writes in resource.writes.items():
        found[method.lower()] = _writing(resource, method, writes, schemas)
    return {"parameters": of_address, **found} if of_address else found


def _part(name: str, example: str) -> Json:
    schema = {"type": "string", "minLength": 1}
    return {"name": name, "in": "path", "required": True, "schema": schema, "example": example}


def _reading(resource: Resource, schemas: dict[str, Json]) -> Json:
    reads = resource.reads
    shape = schema_of(reads.shape, schemas)
    is_open = resource.audience is Audience.PUBLISHED
    return {
        "operationId": f"read_{resource.name}",
        "summary": resource.about,
        "x-title-zh": resource.title,
        "parameters": [*_parameters(reads)],
        "security": [{}, {"key": []}] if is_open else [{"key": []}],
        "responses": {
            "200": _response("As asked.", _listed(shape) if isinstance(reads, Listing) else shape),
            "304": {"description": "Unchanged since the answer with this tag."},
            **_refusals(_OF_READING),
        },
    }


def _listed(shape: Json) -> Json:
    following = {"type": ["string", "null"], "description": "Address of the next page."}
    return {
        "type": "object",
        "required": ["items", "next"],
        "properties": {"items": {"type": "array", "items": shape}, "next": following},
    }


def _parameters(reads: Listing | Single) -> Iterator[Json]:
    if isinstance(reads, Listing):
        yield from map(_filter, reads.filters)
        size = {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}
        yield _parameter("limit", "At most so many items.", size)
        yield _parameter("cursor", "Where the page begins, from `next`.", {"type": "string"})
    if reads.has_past:
        about = "As it was known on the evening of this day, or at this moment."
        yield _parameter("as_of", about, {"type": "string", "examples": ["2021-11-05"]})


def _filter(of: Filter) -> Json:
    schema: Json = {"type": "string"}
    if of.kind is Kind.CHOICE:
        schema["enum"] = [*of.choices]
    elif of.kind is not Kind.TEXT:
        schema["format"] = "date" if of.kind is Kind.DAY else "date-time"
    if of.example:
        schema["examples"] = [of.example]
    return _parameter(of.name, of.about, schema)


def _parameter(name: str, about: str, schema: Json) -> Json:
    return {"name": name, "in": "query", "description": about, "schema": schema}


def _writing(resource: Resource, method: str, writes: Writing, schemas: dict[str, Json]) -> Json:
    body = {"application/json": {"schema": schema_of(writes.body, schemas)}}
    done = _response("As it stands now.", schema_of(writes.shape, schemas))
    return {
        "operationId": f"{method.lower()}_{resource.name}",
        "summary": writes.about,
        "security": [{"key": []}],
        "requestBody": {"required": True, "content": body},
        "responses": {str(writes.status): done, **_refusals(_OF_WRITING)},
    }


def _response(about: str, schema: Json) -> Json:
    return {"description": about, "content": {"application/json": {"schema": schema}}}


def _refusals(statuses: tuple[int, ...]) -> Json:
    schema = {"$ref": "#/components/schemas/Problem"}
    content = {CONTENT_TYPE: {"schema": schema}}
    return {
        str(status): {"description": _REFUSALS[status], "content": content} for status in statuses
    }


def schema_of(hint: Any, schemas: dict[str, Json]) -> Json:  # noqa: ANN401 - a type
    """Write a type as JSON Schema.

    Args:
        hint: The type: plain, a typed dictionary, or made of such ones.
        schemas: Where typed dictionaries are kept by name, once each.
    """
    if is_typeddict(hint):
        return _named(hint, schemas)
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return {**schema_of(inner[0], schemas), **_noted(inner[1:])}
    return dict(_PLAIN[hint]) if origin is None else _composed(origin, inner, schemas)


def _composed(origin: Any, inner: tuple[Any, ...], schemas: dict[str, Json]) -> Json:  # noqa: ANN401 - a type
    if origin is Literal:
        return {"type": "string", "enum": [*inner]}
    if origin is list:
        return {"type": "array", "items": schema_of(inner[0], schemas)}
    if origin is dict:
        return {"type": "object", "additionalProperties": schema_of(inner[1], schemas)}
    return {"anyOf": [schema_of(one, schemas) for one in inner]}  # one of several


def _noted(notes: tuple[object, ...]) -> Json:
    found: Json = {}
    for note in notes:
        found |= {"format": note.name} if isinstance(note, Format) else {"description": str(note)}
    return found


def _named(shape: Any, schemas: dict[str, Json]) -> Json:  # noqa: ANN401 - a type
    name = shape.__name__
    if name not in schemas:
        hints = get_type_hints(shape, include_extras=True)
        schemas[name] = {}
        schemas[name] = {
            "type": "object",
            "description": getdoc(shape) or "",
            "required": [one for one, hint in hints.items() if get_origin(hint) is not NotRequired],
            "properties": {
                one: schema_of(
                    get_args(hint)[0] if get_origin(hint) is NotRequired else hint, schemas
                )
                for one, hint in hints.items()
            },
            "additionalProperties": False,
        }
    return {"$ref": f"#/components/schemas/{name}"}
