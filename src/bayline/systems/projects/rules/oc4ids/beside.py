"""What registers beside the project's own hold of it: expected effects, and batches that name it.

The standard has no field for either. They stand under `effects` and `batches` of `x_bayline`, each
entry with the fields of its register; a batch is told with the member that names the project.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.registers.terms import Values
from bayline.systems.projects.rules.entries import BATCHES, EFFECTS, MEMBERS
from bayline.systems.projects.rules.oc4ids.keeping import EXTENSION
from bayline.systems.projects.rules.oc4ids.schema import Json, Schema

_EFFECTS, _BATCHES = "effects", "batches"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What other registers hold of one project.

    Attributes:
        effects: Its entries in the register of expected effects, by key.
        members: The entries that name it in batches, by key.
        batches: These batches, by code.
    """

    effects: Mapping[str, Values] = field(default_factory=dict)
    members: Mapping[str, Values] = field(default_factory=dict)
    batches: Mapping[str, Values] = field(default_factory=dict)

    def documents(self) -> list[str]:
        """Name the documents that they rest on."""
        entries = (*_ordered(self.effects), *_ordered(self.members), *_ordered(self.batches))
        return [name for each in entries if (name := each.get("document"))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An entry as a package tells it.

    Attributes:
        register: The name of its register.
        values: Its fields.
        steps: Its place below the project.
    """

    register: str
    values: Values
    steps: tuple[str | int, ...]


def _ordered(entries: Mapping[str, Values]) -> list[Values]:
    return [entries[key] for key in sorted(entries)]


def keep_beside(result: Schema, now: Beside, then: Beside) -> None:
    """Write into an object of the standard what differs from what it was read from.

    Args:
        result: The object.
        now: What the registers hold.
        then: What they held when the object came in; of a new one, nothing.
    """
    written = {_EFFECTS: _effects(now), _BATCHES: _batches(now)}
    before = {_EFFECTS: _effects(then), _BATCHES: _batches(then)}
    changed = {name: told for name, told in written.items() if told != before[name]}
    if changed:
        kept = {**result.get(EXTENSION, {}), **changed}
        result[EXTENSION] = {name: told for name, told in kept.items() if told != []}


def _effects(of: Beside) -> Json:
    return [dict(one) for one in _ordered(of.effects)]


def _batches(of: Beside) -> Json:
    return [
        {"batch": dict(of.batches[one["batch"]]), "member": dict(one)}
        for one in _ordered(of.members)
        if one["batch"] in of.batches
    ]


def told_beside(original: Mapping[str, Json]) -> Iterator[Told]:
    """Give the entries that an object of the standard tells.

    Raises:
        BaylineError: They are not written as `keep_beside` writes them.
    """
    extension = original.get(EXTENSION)
    known = extension if isinstance(extension, dict) else {}
    for at, one in enumerate(_list_of(known, _EFFECTS)):
        yield Told(register=EFFECTS, values=_texts(one), steps=(EXTENSION, _EFFECTS, at))
    for at, one in enumerate(_list_of(known, _BATCHES)):
        parts = one if isinstance(one, dict) else {}
        for register, name in ((BATCHES, "batch"), (MEMBERS, "member")):
            steps = (EXTENSION, _BATCHES, at, name)
            yield Told(register=register, values=_texts(parts.get(name)), steps=steps)


def _list_of(known: Mapping[str, Json], name: str) -> Json:
    found = known.get(name, [])
    if not isinstance(found, list):
        raise _unreadable(name)
    return found


def _texts(entry: Json) -> Values:
    is_entry = isinstance(entry, dict) and all(isinstance(one, str) for one in entry.values())
    if not is_entry or not entry.get("code"):
        raise _unreadable("code")
    found: Values = entry
    return found


def _unreadable(name: str) -> BaylineError:
    return BaylineError(
        f"“{name}” of {EXTENSION} is not as it is written here",
        why="it holds entries of registers: a code, and texts by the names of fields",
        do=f"leave it as it was exported, or drop “{_EFFECTS}” and “{_BATCHES}” of {EXTENSION}",
        zh=Words(
            f"{EXTENSION}里的“{name}”不是这里的写法",
            "应是名册条目：有编号，各栏是文字",
            f"请照导出的样子保留，或去掉{EXTENSION}里的{_EFFECTS}和{_BATCHES}",
        ),
    )
