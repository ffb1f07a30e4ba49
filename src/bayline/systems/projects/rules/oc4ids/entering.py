"""From a project of a package to entries of the registers, each with its place in the package."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from bayline.kernel.figures import Figure, plain
from bayline.kernel.units import unit
from bayline.platform.registers.cells import entry_of
from bayline.platform.registers.cells.figures import quantity_in
from bayline.platform.registers.terms import Fault as Wrong
from bayline.platform.registers.terms import Register, Values
from bayline.systems.projects.rules.amounts import figure_in
from bayline.systems.projects.rules.entries import AMOUNTS, BATCHES, PLANNED, PROJECTS, STAGES
from bayline.systems.projects.rules.oc4ids.beside import told_beside
from bayline.systems.projects.rules.oc4ids.faults import Place, Step
from bayline.systems.projects.rules.oc4ids.keeping import EXTENSION
from bayline.systems.projects.rules.oc4ids.schema import Json
from bayline.systems.projects.terms import Amount, Project
from bayline.systems.projects.terms import Step as Told

# What the register of projects holds and the standard has no field for, kept beside its fields.
BESIDE = ("form", "category", "place", "point", "joint", "lead", "document")
_FIELDS = {"name": "title", "also": EXTENSION, "about": "description", "lead": "publicAuthority"}


class Entered(NamedTuple):
    """One entry that a project of a package becomes.

    Attributes:
        register: Name of the register.
        key: Its key there.
        given: Its values, by field, as they are given.
        steps: Its place in the package.
    """

    register: str
    key: str
    given: Mapping[str, str]
    steps: tuple[Step, ...]


class Source(NamedTuple):
    """What the entries of one project rest on: the package, and which of its projects it is."""

    document: str
    place: int


def entered(project: Project, code: str, source: Source) -> tuple[Entered, ...]:
    """Give the entries of a project.

    Args:
        project: As it was read out of the package.
        code: Its code in the register of projects.
        source: The package as a document, and the number of the project in it, from 0.
    """
    at: tuple[Step, ...] = ("projects", source.place)
    return (
        Entered(PROJECTS, code, _given(project, code, source.document), at),
        *_steps(project, code, source.document, at),
        *_plans(project, code, source.document, at),
        *_amounts(project, code, source.document, at),
        *_beside_it(project, code, at),
    )


def _beside_it(project: Project, code: str, at: tuple[Step, ...]) -> Iterator[Entered]:
    """Give what other registers hold of it; a batch keeps its code, whoever names it."""
    for told in told_beside(project.original):
        own = told.values["code"]
        key = own if told.register == BATCHES else _key(code, own)
        given = {**told.values, "code": key}
        if told.register != BATCHES:
            given["project"] = code
        yield Entered(told.register, key, given, (*at, *told.steps))


def _given(project: Project, code: str, document: str) -> dict[str, str]:
    lead = project.lead
    kept = {name: text for name, text in _beside(project).items() if isinstance(text, str)}
    if kept.get("lead", "") != (lead.code if lead else ""):  # somebody named another one
        kept.pop("lead", None)
    return {
        "code": code,
        "name": project.name or project.code,
        "also": "\n".join(project.other_names),
        "about": project.description,
        "lead": (lead.name or lead.code) if lead else "",
        "identifier": project.code,
        "document": document,
        **{name: kept[name] for name in BESIDE if name in kept},
    }


def _beside(project: Project) -> Mapping[str, Json]:
    """Give what is kept beside the fields of the standard of an entry of the register."""
    extension = project.original.get(EXTENSION)
    fields = extension.get("fields") if isinstance(extension, dict) else None
    return fields if isinstance(fields, dict) else {}


def _kept(project: Project, name: str) -> bool:
    extension = project.original.get(EXTENSION)
    return isinstance(extension, dict) and name in extension


def _steps(project: Project, code: str, document: str, at: tuple[Step, ...]) -> Iterator[Entered]:
    is_kept, milestones = _kept(project, "history"), _milestones(project)
    corrected = {step.corrects for step in project.history if step.is_withdrawn}
    known = {step.key for step in project.history if not step.is_withdrawn} - corrected
    for number, step in enumerate(project.history):
        if step.is_withdrawn or step.key in corrected:
            continue  # what was taken back is no entry
        key = _key(code, step.key)
        given = {
            "code": key,
            "project": code,
            "stage": step.stage.value,
            "nature": "actual",
            "date": step.on.edtf,
            "document": step.evidence if is_kept else document,
            "quote": step.quote,
            **_correction(code, step, known),
        }
        path = (EXTENSION, "history", number) if is_kept else milestones.get(step.key, ())
        yield Entered(STAGES, key, given, (*at, *path))


def _correction(code: str, step: Told, known: Collection[str]) -> dict[str, str]:
    """Say what a step corrects, as far as that comes in with it."""
    if step.corrects not in known:
        return {"corrects": "", "reason": ""}
    return {"corrects": _key(code, step.corrects), "reason": step.reason}


def _plans(project: Project, code: str, document: str, at: tuple[Step, ...]) -> Iterator[Entered]:
    is_kept, milestones = _kept(project, "plans"), _milestones(project)
    for number, plan in enumerate(project.plans):
        own = plan.key if is_kept and plan.key else f"{plan.key or plan.stage.value}/{PLANNED}"
        key = _key(code, own if plan.key else f"{own}-{number + 1}")
        given = {
            "code": key,
            "project": code,
            "stage": plan.stage.value,
            "nature": PLANNED,
            "date": plan.due.edtf,
            "stated": plan.stated.isoformat() if plan.stated > date.min else "",
            "document": plan.evidence if is_kept else document,
            "quote": plan.quote,
        }
        path = (EXTENSION, "plans", number) if is_kept else milestones.get(plan.key, ())
        yield Entered(STAGES, key, given, (*at, *path))


def _amounts(project: Project, code: str, document: str, at: tuple[Step, ...]) -> Iterator[Entered]:
    is_kept = _kept(project, "amounts")
    for number, amount in enumerate(project.amounts):
        period = amount.period.edtf if amount.period else ""
        own = amount.key or "/".join(filter(None, (amount.kind.value, period)))
        key = _key(code, own)
        given = {
            "code": key,
            "project": code,
            "kind": amount.kind.value,
            "amount": words_of(amount),
            "period": period,
            "document": amount.evidence if is_kept else document,
            "quote": amount.quote,
        }
        path = (EXTENSION, "amounts", number) if is_kept else _place_of(amount, project.code)
        yield Entered(AMOUNTS, key, given, (*at, *path))


def _place_of(amount: Amount, project: str) -> tuple[Step, ...]:
    """Give the place of an amount in its project, which is what it rests on."""
    steps = amount.evidence.removeprefix(f"{project}/").split("/")
    return tuple(int(one) if one.isdigit() else one for one in steps)


def _key(code: str, own: str) -> str:
    return own if own.startswith(f"{code}/") else f"{code}/{own}"


def _milestones(project: Project) -> dict[str, tuple[Step, ...]]:
    found = project.original.get("milestones", ())
    return {each["id"]: ("milestones", number) for number, each in enumerate(found)}


def words_of(amount: Amount) -> str:
    """Give an amount in the words of a register: as it was printed, else exactly with its unit."""
    if amount.words:
        return amount.words
    figure = amount.figure
    printed = str(figure.stated) if figure.stated else ""
    if printed and quantity_in(printed) and figure_in(printed) == figure:
        return printed
    return _exactly(figure)


def _exactly(figure: Figure) -> str:
    """Say an exact figure; one that leaves something open cannot be said without its words."""
    if figure.low is None or figure.low != figure.high:
        return ""
    return f"{plain(figure.low)}{unit(figure.unit).zh}"


def canonical(
    registers: Mapping[str, Register], entries: Iterable[Entered]
) -> tuple[dict[tuple[str, str], Values], list[Place]]:
    """Read entries as cells of their registers are read.

    Args:
        registers: The declarations by name.
        entries: The entries as they are given.

    Returns:
        The values by register and key, and what is wrong with the others, with its place.
    """
    found: dict[tuple[str, str], Values] = {}
    wrong: list[Place] = []
    for entry in entries:
        register = registers[entry.register]
        values, faults = entry_of(register, entry.given)
        wrong += [place_of(register, entry, name, fault) for name, fault in faults.items()]
        if (entry.register, entry.key) in found:
            wrong.append(_twice(entry))
        elif not faults and values[register.key] != entry.key:
            wrong.append(_unlike(entry, values[register.key]))
        elif not faults:
            found[entry.register, entry.key] = values
    return found, wrong


def place_of(register: Register, entry: Entered, name: str, fault: Wrong) -> Place:
    """Tell what is wrong with a field of an entry, at the place of the package it comes from."""
    field = register.field(name) or register.fields[0]
    within = (_FIELDS[name],) if entry.register == PROJECTS and name in _FIELDS else ()
    return Place(
        (*entry.steps, *within),
        f"{register.name}.{field.name}",
        fault.sentence(field, english=False).rstrip("。"),
        fault.sentence(field, english=True).rstrip("."),
    )


def _twice(entry: Entered) -> Place:
    return Place(
        entry.steps,
        "duplicate-key",
        f"编号“{entry.key}”在项目包里出现两次，请只留一条或改其中一个编号",
        f"the key “{entry.key}” stands twice in the package; keep one, or give another id to one",
    )


def amended(base: Values | None, theirs: Values, ours: Values) -> dict[str, str]:
    """Give what an entry becomes when a package comes in.

    Args:
        base: What an earlier edition of the package said of it; None where there was none.
        theirs: What stands now, perhaps changed by hand since.
        ours: What the package says now.

    Returns:
        Theirs with every field that the package says otherwise than before.
    """
    before = {} if base is None else base
    names = {*ours} if base is None else {*ours, *base}
    changed = {name for name in names if ours.get(name, "") != before.get(name, "")}
    merged = {**theirs, **{name: ours.get(name, "") for name in changed}}
    return {name: text for name, text in merged.items() if text}


def _unlike(entry: Entered, kept: str) -> Place:
    """Refuse a key that a cell reads as another: two of them could be one, unseen."""
    return Place(
        entry.steps,
        "blank-in-key",
        f"编号“{entry.key}”会存成“{kept}”，请去掉多余的空格",
        f"the key “{entry.key}” would be kept as “{kept}”; take the spare blanks out of it",
    )
