"""From entries of the registers to a project of a package, for whoever knows only the standard.

A project that came in a package goes out as it came, but for what was changed since; one that did
not is written anew: who leads it, when it runs, what it costs and cost, and what that rests on.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import NamedTuple

from bayline.kernel.periods import Period, Precision
from bayline.platform.registers.terms import Values
from bayline.systems.projects.rules.entries import amount_in, is_planned, plan_of, step_of
from bayline.systems.projects.rules.oc4ids.beside import Beside, keep_beside
from bayline.systems.projects.rules.oc4ids.entering import BESIDE
from bayline.systems.projects.rules.oc4ids.exchanging import written
from bayline.systems.projects.rules.oc4ids.keeping import EXTENSION
from bayline.systems.projects.rules.oc4ids.observing import KINDS, PROGRESS
from bayline.systems.projects.rules.oc4ids.schema import Json, Schema
from bayline.systems.projects.rules.stages import in_force
from bayline.systems.projects.terms import Amount, Lead, Plan, Project, Stage

_SCHEME = "bayline"
_ENDS = (Stage.COMPLETED, Stage.OPERATING)
_TITLES = {"forecasts": "当年计划投资", "metrics": "完成投资"}


class Cited(NamedTuple):
    """A document that entries rest on, as far as the record knows it."""

    title: str
    url: str = ""
    published: date | None = None
    publisher: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What the registers hold of one project.

    Attributes:
        values: Its entry in the register of projects.
        stages: Its entries in the register of stages, by key.
        amounts: Its entries in the register of amounts, by key.
        beside: What other registers hold of it.
    """

    values: Values
    stages: Mapping[str, Values] = field(default_factory=dict)
    amounts: Mapping[str, Values] = field(default_factory=dict)
    beside: Beside = field(default_factory=Beside)

    def reached(self) -> dict[str, Values]:
        """Give the entries of what was reached."""
        return {key: one for key, one in self.stages.items() if not is_planned(one)}

    def planned(self) -> dict[str, Values]:
        """Give the entries of what was announced."""
        return {key: one for key, one in self.stages.items() if is_planned(one)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What is known of what a project names.

    Attributes:
        identifier: Its identifier in the standard.
        region: Division code of the region whose record holds it.
        lead: The name of who leads it.
        place: The name of its place.
        documents: What the record knows of documents, by the names of their files.
    """

    identifier: str
    region: str = ""
    lead: str = ""
    place: str = ""
    documents: Mapping[str, Cited] = field(default_factory=dict)


def project_of(recorded: Recorded, around: Around, original: Schema) -> Project:
    """Put the entries of a project together as packages hold them."""
    values = recorded.values
    also = values.get("also", "")
    lead = values.get("lead", "")
    return Project(
        code=around.identifier,
        name=values.get("name", ""),
        other_names=(*also.split("\n"),) if also else (),
        description=values.get("about", ""),
        lead=Lead(name=around.lead or lead, code=lead) if lead else None,
        history=tuple(map(step_of, _ordered(recorded.reached()))),
        plans=tuple(plan_of(one, published={}) for one in _ordered(recorded.planned())),
        amounts=tuple(map(_amount, _ordered(recorded.amounts))),
        original=original,
    )


def _amount(values: Values) -> Amount:
    found = amount_in(values)
    return replace(found, key=values["code"], words=values["amount"], quote=values.get("quote", ""))


def _ordered(entries: Mapping[str, Values]) -> list[Values]:
    return [entries[key] for key in sorted(entries)]


def anew(recorded: Recorded, around: Around) -> Schema:
    """Write a project that came in no package."""
    project = project_of(recorded, around, {})
    result = written(project, stated="")
    more = {
        "identifiers": _identifiers(recorded, around),
        "parties": _parties(recorded, project),
        "locations": _locations(recorded, around),
        "period": _period(project),
        "type": "construction" if recorded.values.get("form") != "renewal" else "",
        **{name: _metric(name, project.amounts) for name in KINDS},
        "documents": _documents(_named(recorded), around.documents),
    }
    result |= {name: value for name, value in more.items() if value}
    _tell_milestones(result, project)
    _keep_beside(result, recorded.values, around.region)
    keep_beside(result, recorded.beside, Beside())
    return result


def again(recorded: Recorded, around: Around, original: Schema, then: Recorded) -> Schema:
    """Write a project that came in a package; nothing but what was changed since differs.

    Args:
        recorded: What the registers hold now.
        around: What is known of what it names.
        original: The project as the package had it.
        then: What the registers held of it when it came in.
    """
    project = project_of(recorded, around, original)
    result = written(project, stated="", same=_same_parts(recorded, then, original))
    fresh = [name for name in _named(recorded) if name not in _named(then)]
    if fresh:
        held = result.get("documents", ())
        added = _documents(fresh, around.documents, taken=_ids(held))
        result["documents"] = [*held, *added]
    if _beside(recorded.values) != _beside(then.values):
        _keep_beside(result, recorded.values, around.region)
    keep_beside(result, recorded.beside, then.beside)
    return result


def _same_parts(now: Recorded, then: Recorded, original: Schema) -> set[str]:
    """Name the parts of a project that are as they came in."""
    fields = {"name": "name", "other_names": "also", "description": "about", "lead": "lead"}
    a, b = now.values, then.values
    pairs: dict[str, tuple[Json, Json]] = {
        **{part: (a.get(name, ""), b.get(name, "")) for part, name in fields.items()},
        "code": (a.get("identifier") or original["id"], original["id"]),
        "history": (now.reached(), then.reached()),
        "plans": (now.planned(), then.planned()),
        "amounts": (now.amounts, then.amounts),
    }
    same = {part for part, (here, there) in pairs.items() if here == there}
    return {*same, "sectors"}  # which no register holds


def _beside(values: Values) -> dict[str, str]:
    return {name: values[name] for name in BESIDE if values.get(name)}


def _keep_beside(result: Schema, values: Values, region: str) -> None:
    kept = {"region": region, "code": values["code"], "fields": _beside(values)}
    result[EXTENSION] = {**result.get(EXTENSION, {}), **kept}


def _identifiers(recorded: Recorded, around: Around) -> Json:
    code = recorded.values["code"]
    return [{"id": code, "scheme": _SCHEME}] if code != around.identifier else []


def _parties(recorded: Recorded, project: Project) -> Json:
    lead = project.lead
    first = [{"id": lead.code, "name": lead.name, "roles": ["publicAuthority"]}] if lead else []
    names = recorded.values.get("joint", "").split("、")
    known = {each["id"] for each in first}
    joint = [name for name in dict.fromkeys(map(str.strip, names)) if name and name not in known]
    return [*first, *({"id": name, "name": name} for name in joint)]


def _locations(recorded: Recorded, around: Around) -> Json:
    place, point = recorded.values.get("place", ""), recorded.values.get("point", "")
    if not (place or point):
        return []
    found: Schema = {"id": place or "1"}
    if around.place or place:
        found["description"] = around.place or place
    if point:
        longitude, latitude = map(float, point.split(","))
        found["geometry"] = {"type": "Point", "coordinates": [longitude, latitude]}
    return [found]


def _period(project: Project) -> Schema:
    """Give from when to when it is built: as it happened, else its end as it was last planned."""
    steps = {step.stage: step.on for step in reversed(in_force(project.history))}
    plans = {plan.stage: plan for plan in sorted(project.plans, key=_stated)}
    begun = _day(steps.get(Stage.STARTED))
    ends = [_day(steps[stage]) for stage in _ENDS if stage in steps]
    due = [plans[stage].due.last for stage in _ENDS if stage in plans and not ends]
    end = next(iter([*ends, *due]), None)
    told = {"startDate": begun, "endDate": end if not begun or not end or begun <= end else None}
    return {name: moment(on) for name, on in told.items() if on}


def _stated(plan: Plan) -> date:
    return plan.stated


def _day(period: Period | None) -> date | None:
    """Give the day of what happened on a day; a month or a year is none."""
    return period.start if period and period.precision is Precision.DAY else None


def moment(on: date) -> str:
    """Write a day as the standard wants moments."""
    return datetime(on.year, on.month, on.day, tzinfo=UTC).isoformat().replace("+00:00", "Z")


def _metric(name: str, amounts: Iterable[Amount]) -> Json:
    """Give the exact amounts of a kind that is of periods as observations."""
    observed = [each for each in amounts if each.kind is KINDS[name] and _is_exact(each)]
    if not observed:
        return []
    observations = [_observation(each) for each in observed]
    return [{"id": PROGRESS, "title": _TITLES[name], "observations": observations}]


def _is_exact(amount: Amount) -> bool:
    figure = amount.figure
    return figure.low is not None and figure.low == figure.high


def _observation(amount: Amount) -> Schema:
    low, period = amount.figure.low, amount.period
    number = 0 if low is None else int(low) if low == int(low) else float(low)
    days = {"startDate": period.start, "endDate": period.last} if period else {}
    return {
        "id": amount.key,
        "period": {name: moment(on) for name, on in days.items() if on},
        "value": {"amount": number, "currency": amount.figure.unit},
        "notes": amount.words,
    }


def _named(recorded: Recorded) -> list[str]:
    """List the documents that entries of a project rest on, each once."""
    entries = (recorded.values, *_ordered(recorded.stages), *_ordered(recorded.amounts))
    own = (name for each in entries if (name := each.get("document")))
    return [*dict.fromkeys((*own, *recorded.beside.documents()))]


def _documents(
    names: Sequence[str], known: Mapping[str, Cited], *, taken: Collection[str] = ()
) -> Json:
    fresh = (str(number) for number in range(1, len(names) + len(taken) + 1))
    free = (number for number in fresh if number not in taken)
    return [
        _document(number, name, known.get(name)) for number, name in zip(free, names, strict=False)
    ]


def _document(number: str, name: str, cited: Cited | None) -> Schema:
    found = {"id": number, "title": cited.title if cited else name, "description": name}
    if cited:
        found |= {"url": cited.url, "author": cited.publisher}
        found |= {"datePublished": moment(cited.published) if cited.published else ""}
    return {key: text for key, text in found.items() if text}


def _ids(documents: Iterable[Schema]) -> set[str]:
    return {str(each.get("id", "")) for each in documents}


def _tell_milestones(result: Schema, project: Project) -> None:
    """Tell also the stages that the standard has no code for, and days that are not known."""
    known = {each["id"]: {"status": "scheduled", **each} for each in result.get("milestones", ())}
    for step in in_force(project.history):
        name, day = step.stage.value, _day(step.on)
        when = {"dateMet": moment(day)} if day else {"description": step.on.edtf}
        named = {"id": name, "title": step.stage.step_zh, **known.get(name, {})}
        if named.get("status") != "met":
            known[name] = {**named, **when, "status": "met"}
    if known:
        result["milestones"] = [*known.values()]
