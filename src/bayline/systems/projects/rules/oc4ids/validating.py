"""The errors of a package: what a plain Draft 4 validation finds, told so that one can mend it.

Formats of dates and addresses are no errors: JSON Schema leaves it open whether they are checked,
and the counts that the standard's checkers agree on leave them out. They are told as warnings.
"""

import json

import jsonschema_rs

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.projects.rules.oc4ids.faults import Fault, Place, in_order, words_of
from bayline.systems.projects.rules.oc4ids.schema import Json, Schema, Standard

_LONGEST = 60  # characters of a value that are repeated
_MOST_CODES = 8  # of a list that are named


def errors_of(package: Json, standard: Standard) -> list[Fault]:
    """List what breaks the schema, in the order of the package.

    Args:
        package: The package as JSON reads.
        standard: What to check it against.

    Raises:
        BaylineError: If the schema is none, or the package is nested too deeply to be checked.
    """
    return in_order(places_of(compiled(standard.schema, with_formats=False), package))


def misformatted(package: Json, standard: Standard) -> list[Place]:
    """List the dates and addresses that are not written in their format."""
    found = places_of(compiled(standard.schema, with_formats=True), package)
    return [place for place in found if place.rule == "format"]


def places_of(validator: jsonschema_rs.Draft4Validator, package: Json) -> list[Place]:
    """List what a prepared schema finds wrong, in no order.

    Raises:
        BaylineError: If the package is nested too deeply to be checked.
    """
    return [*map(_place, _errors(validator, package))]


def compiled(schema: Schema, *, with_formats: bool) -> jsonschema_rs.Draft4Validator:
    """Prepare a schema, which may refer to nothing outside itself.

    Raises:
        BaylineError: If it is no schema of Draft 4.
    """
    try:
        return jsonschema_rs.Draft4Validator(
            schema, validate_formats=with_formats, retriever=_nothing
        )
    except (ValueError, jsonschema_rs.ValidationError) as error:
        reason = " ".join(str(error).split("\n", maxsplit=1)[0].split())[:200]
        raise BaylineError(
            "the schema cannot be used",
            why=reason,
            do="give the schema of the standard as it is published",
            zh=Words("这个模式用不了", reason, "请给标准发布的模式"),
        ) from None


def _nothing(address: str) -> Json:
    raise ValueError(f"{address} is not in the schema")


def _errors(
    validator: jsonschema_rs.Draft4Validator, package: Json
) -> list[jsonschema_rs.ValidationError]:
    try:
        return list(validator.iter_errors(package))
    except ValueError as error:  # endless nesting, or half a character
        is_deep = "ecursion" in str(error)
        raise BaylineError(
            "the package cannot be checked",
            why="it is nested too deeply" if is_deep else "it holds a part of a character",
            do="give a package of the standard",
            zh=Words(
                "项目包无法检查", "嵌套太深" if is_deep else "其中有半个字符", "请给标准的项目包"
            ),
        ) from None


def _place(error: jsonschema_rs.ValidationError) -> Place:
    rule = error.kind.name
    steps = tuple(error.instance_path)
    words = words_of(rule, _detail(error))
    if words is None:  # a rule of a schema that somebody else wrote
        return Place(steps, rule, error.message, error.message)
    return Place(steps, rule, words.why, words.what)


def _detail(error: jsonschema_rs.ValidationError) -> list[str]:
    """Give what the sentence of each rule names: the value, and what was wanted."""
    facts = error.kind.as_dict()
    if "property" in facts:
        return [str(facts["property"])]
    wanted = next((value for key, value in facts.items() if key != "value"), "")
    value = _short(error.instance)
    return [value, _listed(wanted) if isinstance(wanted, list) else str(wanted)]


def _short(value: Json) -> str:
    if isinstance(value, dict | list) and value:
        return "{…}" if isinstance(value, dict) else "[…]"
    written = json.dumps(value, ensure_ascii=False)
    return written if len(written) <= _LONGEST else f"{written[: _LONGEST - 1]}…"


def _listed(options: list[Json]) -> str:
    named = ", ".join(sorted(map(str, options))[:_MOST_CODES])
    return f"{named} … ({len(options)})" if len(options) > _MOST_CODES else named
