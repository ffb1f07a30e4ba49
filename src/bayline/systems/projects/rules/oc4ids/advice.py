"""Warnings about a package: what a permissive schema lets pass and a careful publisher would mend.

The first four carry the names that the standard's own checker gives them.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from bayline.systems.projects.rules.oc4ids.faults import Fault, Place, Step, in_order
from bayline.systems.projects.rules.oc4ids.keeping import EXTENSION
from bayline.systems.projects.rules.oc4ids.schema import Json, Schema, Standard
from bayline.systems.projects.rules.oc4ids.validating import misformatted

PROJECT_ID = re.compile(r"oc4ids-[a-z0-9]{6}.")  # a prefix that the standard registers, and more
_REFERENCES = re.compile(
    r"projects/\d+/(?:publicAuthority|budget/budgetBreakdowns/\d+/budgetBreakdown/\d+/sourceParty"
    r"|contractingProcesses/\d+/summary/(?:suppliers/\d+"
    r"|tender/(?:tenderers/\d+|procuringEntity|administrativeEntity)))"
)


class Node(NamedTuple):
    """One value of a package with the schema that speaks of it, if any."""

    steps: tuple[Step, ...]
    value: Json
    schema: Schema | None


def warnings_of(package: Json, standard: Standard) -> list[Fault]:
    """List what is no error and yet worth a look, in the order of the package."""
    found = [*misformatted(package, standard), *_ids(package), *_references(package)]
    for node in nodes(package, standard.schema):
        found += _about(node, standard)
    return in_order(found)


# What is told as a change of a sum, or paid back, may be below zero; no sum may.
_MAY_BE_BELOW_ZERO = frozenset({"modifications", "transactions"})
_DATES = ("dueDate", "dateMet", "dateModified")  # of milestones, which are stages and plans


def refusals_of(package: Json) -> list[Place]:
    """List what a package may say and a record may not: it is refused when it is taken in.

    An amount without a currency, one below zero that is no change of a sum, what ends before it
    starts, a date of a milestone that is none, and an identifier that stands twice.
    """
    found = [place for place in _ids(package) if place.rule == "duplicate-project-ids"]
    for node in nodes(package, {}):
        if isinstance(node.value, dict):
            found += [*_missing_currency(node), *_period_order(node)]
            if _MAY_BE_BELOW_ZERO.isdisjoint(node.steps):
                found += _negative_amount(node)
            if node.steps[2:3] == ("milestones",) and len(node.steps) == _OF_MILESTONE:
                found += _no_dates(node)
    return found


_OF_MILESTONE = 4  # steps down to one


def _no_dates(node: Node) -> Iterator[Place]:
    for name in _DATES:
        if name in node.value and day_of(node.value[name]) is None:
            written = node.value[name]
            yield Place(
                (*node.steps, name),
                "no-date",
                f"“{written}”不是日期，请写成2025-03-01这样",
                f"“{written}” is no date; write it like 2025-03-01",
            )


def day_of(moment: Json) -> date | None:
    """Give the day of a moment as the standard writes it; None if it is none."""
    try:
        return date.fromisoformat(str(moment or "")[:10])
    except ValueError:
        return None


def _about(node: Node, standard: Standard) -> list[Place]:
    """Look at one value; most need only the first looks, which are quick."""
    value, schema = node.value, node.schema
    found: list[Place] = []
    if not value or (isinstance(value, str) and not value.strip()):
        found += _missing_value(node)
    if schema is not None:
        if "codelist" in schema:
            found += _unlisted(node, standard)
        elif "unknown" in schema:
            found += _unknown_field(node)
    if isinstance(value, dict):
        found += [place for check in _OF_OBJECTS for place in check(node)]
    return found


def nodes(package: Json, schema: Schema) -> Iterator[Node]:
    """Walk a package along its schema, every value before what is in it."""
    waiting = [Node((), package, schema)]
    definitions = schema.get("definitions", {})
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node.value, dict):
            known = (node.schema or {}).get("properties")
            waiting += [
                Node((*node.steps, key), value, _schema_of(known, key, definitions))
                for key, value in node.value.items()
            ]
        elif isinstance(node.value, list):
            inner = _resolved((node.schema or {}).get("items"), definitions)
            waiting += [Node((*node.steps, i), each, inner) for i, each in enumerate(node.value)]


def _schema_of(known: Schema | None, key: str, definitions: Schema) -> Schema | None:
    return None if known is None else _resolved(known.get(key, {"unknown": True}), definitions)


def _resolved(schema: Schema | None, definitions: Schema) -> Schema | None:
    reference = (schema or {}).get("$ref", "")
    target = definitions.get(reference.rsplit("/", 1)[-1]) if reference else None
    return target if target is not None else schema


def _missing_value(node: Node) -> Iterator[Place]:
    value = node.value
    is_blank = isinstance(value, str) and not value.strip()
    if is_blank or (isinstance(value, dict | list) and not value):
        yield Place(
            node.steps,
            "missing-values",
            "这一项是空的；没有值就连名称一起去掉",
            "this field is empty; leave it out with its name",
        )


def _missing_currency(node: Node) -> Iterator[Place]:
    value = node.value
    if isinstance(value, dict) and "amount" in value and "currency" not in value:
        amount = value["amount"]
        is_ours = EXTENSION in node.steps  # whose amounts are words with their currency
        if not (is_ours or isinstance(amount, dict | list)):
            yield Place(
                node.steps, "missing-currency", "金额没有写币种", "the amount names no currency"
            )


def _negative_amount(node: Node) -> Iterator[Place]:
    amount = node.value.get("amount") if isinstance(node.value, dict) else None
    if isinstance(amount, int | float) and amount < 0:
        yield Place(
            (*node.steps, "amount"),
            "negative-amount",
            f"金额{amount}小于零",
            f"the amount {amount} is below zero",
        )


def _period_order(node: Node) -> Iterator[Place]:
    value = node.value if isinstance(node.value, dict) else {}
    start, end = value.get("startDate"), value.get("endDate")
    if isinstance(start, str) and isinstance(end, str) and end[:10] < start[:10]:
        yield Place(
            node.steps,
            "period-order",
            f"结束（{end[:10]}）早于开始（{start[:10]}）",
            f"it ends ({end[:10]}) before it starts ({start[:10]})",
        )


def _unknown_field(node: Node) -> Iterator[Place]:
    yield Place(
        node.steps,
        "unknown-field",
        "标准没有这一项；照原样保留",
        "the standard knows no such field; it is kept as it is",
    )


_OF_OBJECTS = (_missing_currency, _negative_amount, _period_order)


def _unlisted(node: Node, standard: Standard) -> Iterator[Place]:
    """Find a code that an open list does not have yet."""
    schema = node.schema or {}
    codes = standard.codes.get(str(schema.get("codelist")))
    if codes is None or not schema.get("openCodelist"):
        return
    values = list(enumerate(node.value)) if isinstance(node.value, list) else [(-1, node.value)]
    for index, code in values:
        if isinstance(code, str) and code and code not in codes:
            yield Place(
                node.steps if index < 0 else (*node.steps, index),
                "unlisted-code",
                f"代码“{code}”不在开放代码表{schema['codelist']}中",
                f"the code “{code}” is not in the open list {schema['codelist']}",
            )


def _ids(package: Json) -> Iterator[Place]:
    """Find project identifiers without a registered prefix, and those that stand twice."""
    seen: dict[str, int] = {}
    for index, identifier in _identified(package):
        place = ("projects", index, "id")
        if not PROJECT_ID.match(identifier):
            yield Place(
                place,
                "invalid-project-ids",
                f"项目编号“{identifier}”没有登记过的前缀，如oc4ids-abc123-",
                f"the project id “{identifier}” has no registered prefix such as oc4ids-abc123-",
            )
        if identifier in seen:
            yield Place(
                place,
                "duplicate-project-ids",
                f"项目编号“{identifier}”已是第{seen[identifier] + 1}个项目的编号",
                f"the project id “{identifier}” is also that of project {seen[identifier] + 1}",
            )
        seen.setdefault(identifier, index)


def _identified(package: Json) -> Iterator[tuple[int, str]]:
    for index, project in _projects(package):
        if isinstance(project.get("id"), str):
            yield index, project["id"]


def _projects(package: Json) -> Iterator[tuple[int, Schema]]:
    projects = package.get("projects") if isinstance(package, dict) else None
    for index, project in enumerate(projects if isinstance(projects, list) else ()):
        if isinstance(project, dict):
            yield index, project


def _references(package: Json) -> Iterator[Place]:
    """Find references to organizations that no party of their project answers to."""
    for index, project in _projects(package):
        parties = {each for each in _party_ids(project.get("parties")) if isinstance(each, str)}
        for steps, value in _named(project, ("projects", index)):
            if value not in parties:
                yield Place(
                    steps,
                    "missing-org-refs",
                    f"编号“{value}”不在本项目的parties中",
                    f"the id “{value}” is that of no party of the project",
                )


def _party_ids(parties: Json) -> Iterable[Json]:
    found = parties if isinstance(parties, list) else []
    return (each.get("id") for each in found if isinstance(each, dict))


def _named(project: Schema, at: tuple[Step, ...]) -> Iterator[tuple[tuple[Step, ...], str]]:
    kept = ("publicAuthority", "budget", "contractingProcesses")
    holder = {key: project[key] for key in kept if key in project}
    for node in nodes(holder, {}):
        value = node.value.get("id") if isinstance(node.value, dict) else None
        steps = (*at, *node.steps)
        if value is not None and _REFERENCES.fullmatch("/".join(map(str, steps))):
            yield (*steps, "id"), str(value)
