"""Merge two projects that are one, say that two are two, and take either back."""

from collections.abc import Iterator, Mapping, Sequence

from django.db import transaction

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.visible import one_line
from bayline.platform.registers.actions import Upsert, remove, save, take_over
from bayline.platform.registers.queries import (
    as_it_is,
    entries,
    entry,
    register,
    registers,
    values_where,
)
from bayline.platform.registers.terms import Edit, Entry, Kind, Register, Values
from bayline.systems.projects.queries import entries_of
from bayline.systems.projects.rules.entries import DECISIONS, OF_PROJECTS, PROJECTS
from bayline.systems.projects.rules.identity.deciding import (
    SAME,
    TWO,
    UNDONE,
    Moved,
    decision_key,
    grouped,
    joined,
    lines_of,
    moved_in,
    parted,
    refuse_merge,
)


@transaction.atomic
def merge(project: str, into: str, *, edit: Edit) -> None:
    """Merge a project into another one: all that names it names the other from now on.

    Args:
        project: Code of the project that goes.
        into: Code of the one that stays.
        edit: Who says that they are one, when and why.

    Raises:
        BaylineError: They were said to be two, one is not there, or together they break a rule:
            stages that do not follow, a batch that would name it twice. Nothing is changed then.
    """
    refuse_merge(project, into, (*entries_of(DECISIONS).values(),))
    gone, stays = _standing(project), _standing(into)
    moved = [
        each
        for declared, field in _naming()
        for each in _pass_on(declared, field, _keys(declared, field, project), into, edit)
    ]
    values, of_itself = joined(gone.values, stays.values)
    save(register(PROJECTS), values, edit=edit, key=into, version=stays.version)
    remove(register(PROJECTS), project, version=gone.version, edit=edit)
    _decide(project, into, SAME, edit, moved=lines_of([*moved, *of_itself]))


@transaction.atomic
def keep_apart(project: str, into: str, *, edit: Edit) -> None:
    """Say that two projects are two; they are not suggested as one any more.

    Raises:
        BaylineError: One of them is not there.
    """
    refuse_merge(project, into, ())
    _standing(project), _standing(into)
    _decide(project, into, TWO, edit)


@transaction.atomic
def take_back(key: str, *, edit: Edit) -> None:
    """Take a decision back: what was merged is two projects again, each with what was its own.

    Args:
        key: Of the decision.
        edit: Who takes it back, when and why.

    Raises:
        BaylineError: There is no such decision in force, or the project that stayed was merged
            further.
    """
    decision = entries_of(DECISIONS, field="code", codes=[key]).get(key)
    if decision is None or decision["decision"] == UNDONE:
        raise _not_in_force(key)
    if decision["decision"] == SAME:
        _part(decision["project"], decision["into"], [*moved_in(decision.get("moved", ""))], edit)
    _decide(decision["project"], decision["into"], UNDONE, edit, moved=decision.get("moved", ""))


def _part(project: str, into: str, moved: Sequence[Moved], edit: Edit) -> None:
    stays, gone = _standing(into), entry(register(PROJECTS), project)
    if gone is None or not gone.is_deleted:
        raise BaylineError(
            f"“{project}” is a project again already",
            do="look at it; nothing was changed",
            zh=Words(f"“{project}”已经又是一个项目", do="请看那个项目；没有改动"),
        )
    save(register(PROJECTS), gone.values, edit=edit)
    for (name, field), keys in grouped(moved).items():
        if name != PROJECTS:
            declared = register(name)
            held = [
                key
                for key, one in entries(declared, keys, unseal=as_it_is).items()
                if not one.is_deleted and one.values.get(field, "") == into
            ]
            _pass_on(declared, field, held, project, edit)
    own = [one for one in moved if one.register == PROJECTS]
    values = parted(gone.values, stays.values, own)
    save(register(PROJECTS), values, edit=edit, key=into, version=stays.version)


def _naming() -> Iterator[tuple[Register, str]]:
    """Give the fields of all registers that name a project, in an order in which rules allow it."""
    known = {one.name: one for one in registers()}
    for name in dict.fromkeys((*OF_PROJECTS, *known)):
        for field in known[name].fields if name in known else ():
            if field.kind is Kind.ENTRY and field.register == PROJECTS and not field.personal:
                yield known[name], field.name


def _keys(declared: Register, field: str, project: str) -> list[str]:
    return [*values_where(declared, field, [project])]


def _pass_on(
    declared: Register, field: str, keys: Sequence[str], project: str, edit: Edit
) -> list[Moved]:
    """Let entries name another project."""
    found: Mapping[str, Entry] = entries(declared, keys) if keys else {}
    rows = [Upsert({**one.values, field: project}, one.version, edit) for one in found.values()]
    if rows:
        take_over(declared, rows)
    return [Moved(declared.name, field, key) for key in found]


def _standing(code: str) -> Entry:
    found = entry(register(PROJECTS), code)
    if found is None or found.is_deleted:
        shown = one_line(code, 40)
        raise BaylineError(
            f"there is no project “{shown}”",
            why="it is not on record, or was merged into another one",
            do="look at the list of projects; nothing was changed",
            zh=Words(f"没有项目“{shown}”", "没有记录，或已并入别的项目", "请看项目列表；没有改动"),
        )
    return found


def _decide(project: str, into: str, decision: str, edit: Edit, *, moved: str = "") -> None:
    key, declared = decision_key(project, into), register(DECISIONS)
    values: Values = {
        "code": key,
        "project": project,
        "into": into,
        "decision": decision,
        "moved": moved,
    }
    now = entry(declared, key)
    version = now.version if now and not now.is_deleted else 0
    save(declared, values, edit=edit, key=key if version else "", version=version)


def _not_in_force(key: str) -> BaylineError:
    shown = one_line(key, 80)
    return BaylineError(
        f"no decision “{shown}” is in force",
        why="it was never made, or somebody took it back meanwhile",
        do="look at the page as it is now; nothing was changed",
        zh=Words(
            f"没有生效的认定“{shown}”", "没有认定过，或已有人撤回", "请看现在的页面；没有改动"
        ),
    )
