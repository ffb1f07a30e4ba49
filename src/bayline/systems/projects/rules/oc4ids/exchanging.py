"""Projects out of packages and back: what is not changed comes out as it came in.

A project keeps what it was imported from. Each part of it is read out of that, and written back
only where it differs from what is read there; fields that nothing here stands for stay untouched.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.figures import Figure
from bayline.kernel.periods import Precision, day
from bayline.systems.projects.rules.oc4ids.advice import PROJECT_ID, day_of
from bayline.systems.projects.rules.oc4ids.keeping import (
    EXTENSION,
    amount_kept,
    kept_amount,
    kept_plan,
    kept_step,
    plan_kept,
    step_kept,
)
from bayline.systems.projects.rules.oc4ids.observing import money_in, observed
from bayline.systems.projects.rules.oc4ids.schema import Json, Schema, Standard, own_standard
from bayline.systems.projects.rules.oc4ids.validating import errors_of
from bayline.systems.projects.rules.stages import in_force
from bayline.systems.projects.terms import Amount, AmountKind, Lead, Plan, Project, Stage, Step

# The standard knows no signing and no full capacity; a suspended project keeps the stage it was in.
STATUSES = {
    Stage.RESERVED: "identification",
    Stage.SIGNED: "preparation",
    Stage.STARTED: "implementation",
    Stage.BUILDING: "implementation",
    Stage.COMPLETED: "completion",
    Stage.OPERATING: "maintenance",
    Stage.AT_CAPACITY: "maintenance",
    Stage.TERMINATED: "cancelled",
}
_MILESTONES = {
    Stage.STARTED: "commencement",
    Stage.COMPLETED: "completion",
    Stage.OPERATING: "commissioning",
}
_BUILT = frozenset({Stage.COMPLETED, Stage.OPERATING, Stage.AT_CAPACITY})
_STAGES = {code: stage for stage, code in _MILESTONES.items()}


class Package(NamedTuple):
    """A package of projects.

    Attributes:
        head: All of it but the projects: uri, publisher, version, date of publication …
        projects: The projects.
    """

    head: Mapping[str, Json]
    projects: tuple[Project, ...]


class _Part(NamedTuple):
    """One part of a project: how it is read out of an object of the standard, and written there."""

    name: str
    read: Callable[[Schema, str], object]
    write: Callable[[Schema, Project], None]


def imported(package: Json, *, standard: Standard | None = None) -> Package:
    """Take the projects out of a package.

    Args:
        package: The package as JSON reads.
        standard: What it must keep to; the program's own schema if None.

    Raises:
        BaylineError: If it has errors; nothing of it is taken then.
    """
    errors = errors_of(package, standard or own_standard())
    if errors:
        first = errors[0]
        raise BaylineError(
            f"the package has {len(errors)} errors",
            where=first.path,
            why=first.message_en,
            do="see all of them with `bayline projects validate` and mend them",
            zh=Words(
                f"项目包有{len(errors)}处错误",
                first.message,
                "请用 bayline projects validate 看全部错误并改正",
            ),
        )
    head = {key: value for key, value in package.items() if key != "projects"}
    return Package(head, tuple(project_of(each, head) for each in package["projects"]))


def exported(package: Package) -> Schema:
    """Put projects into a package; what was imported and not changed comes out as it came in."""
    head = deepcopy(dict(package.head))
    stated = str(head.get("publishedDate", ""))
    return {**head, "projects": [written(each, stated=stated) for each in package.projects]}


def written(project: Project, *, stated: str, same: Collection[str] | None = None) -> Schema:
    """Write a project as an object of the standard.

    Args:
        project: The project.
        stated: When the package is published; plans that name no day of their own count from it.
        same: Names of the parts that are as in what the project was imported from, where somebody
            knows better than what is read there.
    """
    result: Schema = deepcopy(dict(project.original))
    for part in _PARTS:
        is_same = (
            part.name in same if same is not None else _reads_as(part, result, stated, project)
        )
        if not is_same:
            part.write(result, project)
    return result


def _reads_as(part: _Part, found: Schema, stated: str, project: Project) -> bool:
    return bool(found) and part.read(found, stated) == getattr(project, part.name)


def is_prefixed(identifier: str) -> bool:
    """Tell whether an identifier begins with a prefix of the standard's registry."""
    return PROJECT_ID.match(identifier) is not None


def belied(project: Project) -> tuple[str, ...]:
    """Name the fields of the standard that say something else than what is kept beside them.

    Whoever changes a package by hand changes the fields of the standard; what is kept for bounds
    and evidence would then win, and the change be lost without a word.
    """
    result: Schema = deepcopy(dict(project.original))
    kept = _kept(result)
    for part in _PARTS:
        if part.name in _KEPT_BESIDE & kept.keys():
            part.write(result, project)
    fields = (key for key in result if key != EXTENSION)
    return tuple(key for key in fields if result[key] != project.original.get(key))


def project_of(original: Schema, head: Mapping[str, Json]) -> Project:
    """Read one project of a package that keeps to the standard.

    Args:
        original: The project.
        head: The package without its projects.

    Raises:
        BaylineError: If what is kept beside the fields of the standard cannot be read.
    """
    stated = str(head.get("publishedDate", ""))
    try:
        parts = {part.name: part.read(original, stated) for part in _PARTS}
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise BaylineError(
            f"what the project “{original['id']}” keeps as {EXTENSION} cannot be read",
            why=f"{type(error).__name__}: {error}",
            do=f"take {EXTENSION} out of it, or export it again",
            zh=Words(
                f"项目“{original['id']}”的{EXTENSION}读不了",
                f"{type(error).__name__}：{error}",
                f"请去掉{EXTENSION}，或重新导出",
            ),
        ) from None
    return Project(**parts, original=deepcopy(original))  # type: ignore[arg-type] # read by name


def _kept(found: Schema) -> Schema:
    kept = found.get(EXTENSION)
    return kept if isinstance(kept, dict) else {}


def _keep(result: Schema, name: str, value: Json) -> None:
    result[EXTENSION] = {**_kept(result), name: value}


def _text(key: str) -> Callable[[Schema, str], str]:
    return lambda found, _: str(found.get(key, ""))


def _write_text(key: str, name: str) -> Callable[[Schema, Project], None]:
    def write(result: Schema, project: Project) -> None:
        text = getattr(project, name)
        if text:
            result[key] = text
        else:  # the standard has no empty texts
            result.pop(key, None)

    return write


def _read_names(found: Schema, _: str) -> tuple[str, ...]:
    return tuple(_kept(found).get("otherNames", ()))


def _write_names(result: Schema, project: Project) -> None:
    if project.other_names or "otherNames" in _kept(result):
        _keep(result, "otherNames", [*project.other_names])


def _read_sectors(found: Schema, _: str) -> tuple[str, ...]:
    return tuple(found.get("sector", ()))


def _write_sectors(result: Schema, project: Project) -> None:
    if project.sectors:
        result["sector"] = [*project.sectors]
    else:
        result.pop("sector", None)


def _read_lead(found: Schema, _: str) -> Lead | None:
    lead = found.get("publicAuthority")
    return None if lead is None else Lead(name=lead.get("name", ""), code=lead.get("id", ""))


def _write_lead(result: Schema, project: Project) -> None:
    result.pop("publicAuthority", None)
    if project.lead is not None:
        named = {"name": project.lead.name, "id": project.lead.code}
        result["publicAuthority"] = {key: value for key, value in named.items() if value}


def _read_history(found: Schema, _: str) -> tuple[Step, ...]:
    if "history" in _kept(found):
        return tuple(map(kept_step, _kept(found)["history"]))
    met = ((each, day_of(each.get("dateMet"))) for each in _of_stages(found))
    return tuple(
        Step(
            key=each["id"],
            stage=_STAGES[each["code"]],
            on=day(on),
            evidence=f"{found['id']}/milestones/{each['id']}",
        )
        for each, on in met
        if on is not None and each.get("status") == "met"
    )


def _write_history(result: Schema, project: Project) -> None:
    if not project.history and "history" not in _kept(result) and not _read_history(result, ""):
        return
    _keep(result, "history", [*map(step_kept, project.history)])
    steps = in_force(project.history)
    reached = [step.stage for step in steps if step.stage in STATUSES]
    if reached:
        result["status"] = STATUSES[reached[-1]]
    for step in steps:
        if step.stage in _MILESTONES and step.on.precision is Precision.DAY and step.on.start:
            _set_milestone(result, step.stage, {"dateMet": _moment(step.on.start), "status": "met"})


def _read_plans(found: Schema, stated: str) -> tuple[Plan, ...]:
    if "plans" in _kept(found):
        return tuple(map(kept_plan, _kept(found)["plans"]))
    announced = day_of(stated) or date.min
    due = ((each, day_of(each.get("dueDate"))) for each in _of_stages(found))
    return tuple(
        Plan(
            stage=_STAGES[each["code"]],
            due=day(on),
            evidence=f"{found['id']}/milestones/{each['id']}",
            stated=day_of(each.get("dateModified")) or announced,
            key=each["id"],
        )
        for each, on in due
        if on is not None
    )


def _write_plans(result: Schema, project: Project) -> None:
    if not project.plans and "plans" not in _kept(result) and not _read_plans(result, ""):
        return
    _keep(result, "plans", [*map(plan_kept, project.plans)])
    for plan in sorted(project.plans, key=lambda each: each.stated):
        if plan.stage in _MILESTONES and plan.due.last is not None:
            _set_milestone(result, plan.stage, {"dueDate": _moment(plan.due.last)})


def _read_amounts(found: Schema, stated: str) -> tuple[Amount, ...]:
    if "amounts" in _kept(found):
        return tuple(map(kept_amount, _kept(found)["amounts"]))
    given = (
        (AmountKind.PLANNED_INVESTMENT, "budget/amount"),
        (AmountKind.INVESTMENT, "completion/finalValue"),
    )
    totals = [
        Amount(kind=kind, figure=figure, evidence=f"{found['id']}/{path}")
        for kind, path in given
        if (figure := _figure(found, path)) is not None
    ]
    most = min((one.figure for one in totals), key=lambda one: one.low or 0, default=None)
    return (*totals, *observed(found, stated, most))


def _figure(found: Schema, path: str) -> Figure | None:
    holder, key = path.split("/")
    return money_in(found.get(holder, {}).get(key, {}))


def _write_amounts(result: Schema, project: Project) -> None:
    if not project.amounts and "amounts" not in _kept(result) and not _read_amounts(result, ""):
        return
    _keep(result, "amounts", [*map(amount_kept, project.amounts)])
    places = _places_of_amounts(result, project)
    for amount in project.amounts:
        low, high = amount.figure.low, amount.figure.high
        if amount.kind in places and low is not None and low == high:
            holder, key = places[amount.kind]
            value = {"amount": _number(low), "currency": amount.figure.unit}
            result[holder] = {**result.get(holder, {}), key: value}


def _places_of_amounts(result: Schema, project: Project) -> dict[AmountKind, tuple[str, str]]:
    """Tell where amounts stand; what a project is to cost is no final value before it is built."""
    budget, final = ("budget", "amount"), ("completion", "finalValue")
    is_built = any(step.stage in _BUILT for step in in_force(project.history))
    if is_built or "finalValue" in result.get("completion", {}):
        return {AmountKind.PLANNED_INVESTMENT: budget, AmountKind.INVESTMENT: final}
    kinds = {amount.kind for amount in project.amounts}
    planned = AmountKind.PLANNED_INVESTMENT
    return {planned if planned in kinds else AmountKind.INVESTMENT: budget}


def _of_stages(found: Schema) -> list[Schema]:
    return [each for each in found.get("milestones", ()) if each.get("code") in _STAGES]


def _set_milestone(result: Schema, stage: Stage, facts: Schema) -> None:
    """Write into the milestone of a stage, and add it where there is none."""
    code = _MILESTONES[stage]
    milestones = [*result.get("milestones", ())]
    for at, each in enumerate(milestones):
        if each.get("code") == code:
            milestones[at] = {**each, **facts}
            break
    else:
        milestones.append({"id": stage.value, "title": stage.step_zh, "code": code, **facts})
    result["milestones"] = milestones


def _moment(on: date) -> str:
    return f"{on.isoformat()}T00:00:00Z"


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


_KEPT_BESIDE = frozenset({"history", "plans", "amounts"})
_PARTS: Sequence[_Part] = (
    _Part("code", _text("id"), _write_text("id", "code")),
    _Part("name", _text("title"), _write_text("title", "name")),
    _Part("other_names", _read_names, _write_names),
    _Part("description", _text("description"), _write_text("description", "description")),
    _Part("sectors", _read_sectors, _write_sectors),
    _Part("lead", _read_lead, _write_lead),
    _Part("history", _read_history, _write_history),
    _Part("plans", _read_plans, _write_plans),
    _Part("amounts", _read_amounts, _write_amounts),
)
