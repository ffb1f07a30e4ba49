"""Two entries that are one project, or two: what may be merged, and what comes apart again.

A merge moves what names the one project to the other and notes it line by line, so that it can be
taken back: then the lines go where they came from, and what came in since stays where it is.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.registers.terms import Values

_KEY_LONGEST = 200  # as registers take them
SAME, TWO, UNDONE = "same", "two", "undone"
_NAMES = "also"
_OWN = frozenset({"code", "name", _NAMES})  # fields of a project that are not filled from another


class Moved(NamedTuple):
    """An entry of some register that named a project in a field."""

    register: str
    field: str
    key: str


def decision_key(project: str, into: str) -> str:
    """Give the key of what is decided on two projects; of very long codes their hash."""
    key = f"{project}+{into}"
    return key if len(key) <= _KEY_LONGEST else sha256(key.encode()).hexdigest()


def told_apart(decisions: Iterable[Values]) -> frozenset[frozenset[str]]:
    """Give the pairs of projects that were said to be two."""
    return frozenset(
        frozenset({one["project"], one["into"]}) for one in decisions if one["decision"] == TWO
    )


def refuse_merge(project: str, into: str, decisions: Collection[Values]) -> None:
    """Refuse what cannot be one project.

    Args:
        project: Code of the one that is to be merged.
        into: Code of the one that is to stay.
        decisions: What was decided on projects before.

    Raises:
        BaylineError: They are one entry, or were said to be two, by themselves or by one of those
            that were merged into them.
    """
    if project == into:
        raise BaylineError(
            f"“{project}” cannot be merged into itself",
            do="name two projects",
            zh=Words(f"“{project}”不能并入它自己", do="请写两个不同的项目"),
        )
    apart = told_apart(decisions)
    for one in _with_merged(project, decisions):
        for other in _with_merged(into, decisions):
            if frozenset({one, other}) in apart:
                raise _two(one, other)


def _with_merged(code: str, decisions: Collection[Values]) -> set[str]:
    """Give a project with all that were merged into it, directly or by another one."""
    found, waiting = {code}, [code]
    while waiting:
        into = waiting.pop()
        new = {
            one["project"]
            for one in decisions
            if one["decision"] == SAME and one["into"] == into and one["project"] not in found
        }
        found |= new
        waiting.extend(new)
    return found


def _two(one: str, other: str) -> BaylineError:
    return BaylineError(
        f"“{one}” and “{other}” were said to be two projects",
        why="what was decided stays until it is taken back",
        do="take that back first, if they are one after all",
        zh=Words(
            f"“{one}”和“{other}”已经认定是两个项目",
            "认定过的，撤回以前都算数",
            "确是一个的，请先撤回那一条",
        ),
    )


def joined(gone: Values, stays: Values) -> tuple[dict[str, str], tuple[Moved, ...]]:
    """Give a project together with the names of one that is merged into it.

    Args:
        gone: The project that is merged.
        stays: The one that stays; what it says of itself goes before.

    Returns:
        Its values, and what of them came from the other.
    """
    known = {stays.get("name", ""), *_lines(stays.get(_NAMES, ""))}
    names = dict.fromkeys(
        name
        for name in (gone.get("name", ""), *_lines(gone.get(_NAMES, "")))
        if name and name not in known
    )
    filled = {name: text for name, text in gone.items() if name not in _OWN and not stays.get(name)}
    also = "\n".join([*_lines(stays.get(_NAMES, "")), *names])
    values = {**stays, **filled, **({_NAMES: also} if also else {})}
    moved = [Moved("projects", _NAMES, name) for name in names]
    return values, (*moved, *(Moved("projects", name, "") for name in filled))


def parted(gone: Values, stays: Values, moved: Collection[Moved]) -> dict[str, str]:
    """Give a project without what it got by a merge; what was changed since stays as it is.

    Args:
        gone: The project that was merged into it.
        stays: The project as it is now.
        moved: What it got.
    """
    names = {one.key for one in moved if one.field == _NAMES}
    filled = {one.field for one in moved if one.field != _NAMES}
    values = {
        name: text
        for name, text in stays.items()
        if name not in filled or text != gone.get(name, "")
    }
    also = "\n".join(name for name in _lines(stays.get(_NAMES, "")) if name not in names)
    return {**values, _NAMES: also}


def lines_of(moved: Iterable[Moved]) -> str:
    """Write what was moved, one a line."""
    return "\n".join(f"{one.register} {one.field} {one.key}".rstrip() for one in moved)


def moved_in(lines: str) -> Iterator[Moved]:
    """Read what was moved."""
    for line in _lines(lines):
        register, _, rest = line.partition(" ")
        field, _, key = rest.partition(" ")
        yield Moved(register, field, key)


def grouped(moved: Iterable[Moved]) -> Mapping[tuple[str, str], list[str]]:
    """Give keys by register and field, in the order in which they were noted."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in moved:
        found.setdefault((one.register, one.field), []).append(one.key)
    return found


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
