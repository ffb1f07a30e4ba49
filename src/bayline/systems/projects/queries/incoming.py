"""What a package of projects would change in the registers; asking stores nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from bayline.kernel.errors import BaylineError
from bayline.platform.record.queries import living_by_name, source_by_hash
from bayline.platform.registers.cells.words import key_fault
from bayline.platform.registers.queries import breaches, entries
from bayline.platform.registers.terms import Entry, Values
from bayline.systems.projects.queries import entries_of
from bayline.systems.projects.queries.packages import (
    PACKAGES,
    Held,
    declarations,
    held,
    identifier_of,
    own_region,
    package_kept,
    recorded_then,
)
from bayline.systems.projects.rules.entries import (
    AMOUNTS,
    BATCHES,
    EFFECTS,
    MEMBERS,
    PROJECTS,
    STAGES,
)
from bayline.systems.projects.rules.oc4ids import exchanging
from bayline.systems.projects.rules.oc4ids.advice import refusals_of
from bayline.systems.projects.rules.oc4ids.entering import (
    Entered,
    Source,
    amended,
    canonical,
    entered,
    place_of,
)
from bayline.systems.projects.rules.oc4ids.faults import Fault, Place, in_order
from bayline.systems.projects.rules.oc4ids.keeping import EXTENSION
from bayline.systems.projects.rules.oc4ids.parsing import doubled_in, parsed
from bayline.systems.projects.rules.oc4ids.schema import Schema, own_standard
from bayline.systems.projects.rules.oc4ids.validating import errors_of
from bayline.systems.projects.terms import Project

ORDER = (
    PROJECTS,
    STAGES,
    AMOUNTS,
    EFFECTS,
    BATCHES,
    MEMBERS,
    PACKAGES,
)  # in which entries are stored
_Key = tuple[str, str]  # register and key


class Row(NamedTuple):
    """One entry that would be stored."""

    register: str
    key: str
    project: str
    values: Values
    version: int  # 0 where there was none
    old: Values
    is_gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """What a package would change.

    Attributes:
        name: Name of its file.
        digest: SHA-256 of the file.
        title: What the package is called as a document.
        head: The package without its projects; empty where it has errors.
        total: How many projects it holds.
        new: Codes of those that the home does not have.
        changed: Codes of those whose entries would change.
        rows: The entries that would be stored, in the order of storing.
        replaces: SHA-256 of the edition that it amends; empty if none.
        faults: Why it is not taken; with one of them nothing is.
    """

    name: str
    digest: str
    head: Schema
    total: int = 0
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    replaces: str = ""
    faults: tuple[Fault, ...] = ()

    @property
    def same(self) -> int:
        """How many projects are as the home has them."""
        return self.total - len(self.new) - len(self.changed)

    @property
    def basis(self) -> str:
        """A hash of what would be stored; another one later tells that something has changed."""
        told = sha256(self.digest.encode())
        for row in self.rows:
            told.update(repr((*row[:3], sorted(row.values.items()), *row[4:5])).encode())
        return told.hexdigest()


class _Read(NamedTuple):
    """One project of a package with its code and the entries that it becomes."""

    project: Project
    code: str
    entries: tuple[Entered, ...]


def incoming(name: str, data: bytes, *, prefix: str = "") -> Incoming:
    """Read a package and compare it with what the home holds.

    Args:
        name: Name of the file.
        data: Its bytes.
        prefix: What stands before the home's codes as identifiers; that of the region if empty.

    Raises:
        BaylineError: The file is no JSON.
    """
    package, digest = parsed(data, where=name), sha256(data).hexdigest()
    refused = errors_of(package, own_standard()) or in_order(
        [*doubled_in(data), *refusals_of(package)]
    )
    if refused:
        return Incoming(
            name=name, digest=digest, head={}, total=_count(package), faults=tuple(refused)
        )
    kept = source_by_hash(digest)
    document = kept.name if kept else name
    return _Taking(package, document, digest, prefix or own_region().oc4ids_prefix).result()


def _count(package: object) -> int:
    projects = package.get("projects") if isinstance(package, dict) else None
    return len(projects) if isinstance(projects, list) else 0


class _Taking:
    """Takes one package that keeps to the standard."""

    def __init__(self, package: Schema, document: str, digest: str, prefix: str) -> None:
        self._package, self._document, self._digest = package, document, digest
        self._prefix = prefix
        self._head = {key: value for key, value in package.items() if key != "projects"}
        self._registers = declarations()
        self._places: list[Place] = []
        self._projects = entries_of(PROJECTS)
        self._batches: dict[str, Mapping[str, str]] = {}

    def result(self) -> Incoming:
        """Read, compare and judge."""
        replaces = self._edition()
        read = [*self._read()]
        ours, wrong = canonical(self._registers, (one for each in read for one in each.entries))
        self._places += wrong
        rows = [] if self._places else [*self._rows(read, ours)]
        self._judge(rows, {(one.register, one.key): one for of in read for one in of.entries})
        faults = tuple(in_order(self._places))
        touched = {row.project for row in rows} if not faults else set()
        codes = [each.code for each in read if each.code in touched]
        return Incoming(
            name=self._document,
            digest=self._digest,
            head=self._head,
            total=len(self._package["projects"]),
            new=tuple(code for code in codes if code not in self._projects),
            changed=tuple(code for code in codes if code in self._projects),
            rows=() if faults else tuple(sorted(rows, key=_order)),
            replaces=replaces,
            faults=faults,
        )

    def _edition(self) -> str:
        """Find the earlier edition of the package; refuse the name of another document."""
        others = [one for one in living_by_name(self._document) if one.sha256 != self._digest]
        if not others or source_by_hash(self._digest):
            return ""
        earlier = others[-1]
        is_package = any(
            row["digest"] == earlier.sha256 for row in entries_of(PACKAGES, field="code").values()
        )
        known = package_kept(earlier.sha256) if is_package else None
        if known is not None and known["uri"] == self._head["uri"]:
            return earlier.sha256
        self._places.append(
            Place(
                (),
                "document-name",
                f"资料里已有另一份名为“{self._document}”的文件，请改文件名再导入",
                f"another document named “{self._document}” is kept; rename the file",
            )
        )
        return ""

    def _read(self) -> Iterator[_Read]:
        codes = {identifier_of(one, self._prefix): code for code, one in self._projects.items()}
        taken = {*self._projects}
        for place, original in enumerate(self._package["projects"]):
            try:
                project = exchanging.project_of(original, self._head)
            except BaylineError as error:
                self._refuse(place, EXTENSION, "extension", error)
                continue
            for field in exchanging.belied(project):
                self._places.append(_belied(place, field))
            code = codes.get(project.code) or self._sent(project) or _own_code(project, taken)
            taken.add(code)
            source = Source(self._document, place)
            try:
                found = (*self._entered(project, code, source), self._origin(project, code, place))
            except BaylineError as error:
                self._refuse(place, EXTENSION, "extension", error)
                continue
            yield _Read(project, code, found)

    def _entered(self, project: Project, code: str, source: Source) -> Iterator[Entered]:
        """Give the entries of a project; a batch that several of them tell alike comes once."""
        for one in entered(project, code, source):
            if one.register != BATCHES or self._batches.setdefault(one.key, one.given) is one.given:
                yield one
            elif self._batches[one.key] != one.given:
                self._places.append(_differing(one))

    def _sent(self, project: Project) -> str:
        """Know a project that this home sent out under another prefix than is given now."""
        kept = project.original.get(EXTENSION)
        told = kept if isinstance(kept, dict) else {}
        code, region = told.get("code"), own_region()
        if not region.name or told.get("region") != region.code or not isinstance(code, str):
            return ""
        own = self._projects.get(code, {}).get("identifier", "")
        return code if code in self._projects and not own else ""

    def _refuse(self, place: int, field: str, rule: str, error: BaylineError) -> None:
        within = (field,) if field in self._package["projects"][place] else ()
        self._places.append(
            Place(("projects", place, *within), rule, error.in_chinese(), error.sentence())
        )

    def _origin(self, project: Project, code: str, place: int) -> Entered:
        given = {
            "code": code,
            "identifier": project.code,
            "document": self._document,
            "place": str(place + 1),
            "digest": self._digest,
        }
        return Entered(PACKAGES, code, given, ("projects", place, "id"))

    def _rows(self, read: Sequence[_Read], ours: Mapping[_Key, Values]) -> Iterator[Row]:
        known = [each.code for each in read if each.code in self._projects]
        present = {one.recorded.values["code"]: one for one in held(known, prefix=self._prefix)}
        originals = self._package["projects"]
        different = [
            each
            for each, original in zip(read, originals, strict=True)
            if (one := present.get(each.code)) is None or one.written(self._registers) != original
        ]
        before = {
            each.code: self._before(present[each.code])
            for each in different
            if each.code in present
        }
        standing = self._standing(different, before)
        for each in different:
            yield from _merged(each, ours, before.get(each.code), standing)

    def _before(self, one: Held) -> dict[_Key, Values]:
        """Give what the edition before said of a project; nothing where there was none."""
        if one.origin is None:
            return {}
        then = recorded_then(one.recorded.values["code"], one.origin, self._registers)
        return {
            (PROJECTS, then.values["code"]): then.values,
            **{(STAGES, key): values for key, values in then.stages.items()},
            **{(AMOUNTS, key): values for key, values in then.amounts.items()},
            **{(EFFECTS, key): values for key, values in then.beside.effects.items()},
            **{(MEMBERS, key): values for key, values in then.beside.members.items()},
        }

    def _standing(
        self, read: Iterable[_Read], before: Mapping[str, Mapping[_Key, Values]]
    ) -> dict[_Key, Entry]:
        wanted: dict[str, dict[str, None]] = {name: {} for name in ORDER}
        named = [(one.register, one.key) for each in read for one in each.entries]
        for name, key in (*named, *(one for of in before.values() for one in of)):
            wanted[name][key] = None
        return {
            (name, key): one
            for name, keys in wanted.items()
            for key, one in entries(self._registers[name], [*keys]).items()
        }

    def _judge(self, rows: Sequence[Row], given: Mapping[_Key, Entered]) -> None:
        """Ask the rules of the registers about all that would change, together."""
        changed: dict[str, dict[str, Values | None]] = {name: {} for name in ORDER}
        for row in rows:
            changed[row.register][row.key] = None if row.is_gone else row.values
        for name in ORDER:
            for each in breaches(self._registers[name], changed[name], beside=changed):
                entry = given.get((name, each.key)) or Entered(name, each.key, {}, ("projects",))
                self._places.append(place_of(self._registers[name], entry, each.field, each.fault))


def _own_code(project: Project, taken: set[str]) -> str:
    """Take the code that a project had where it comes from, if it is free; else its identifier."""
    extension = project.original.get(EXTENSION)
    code = extension.get("code") if isinstance(extension, dict) else None
    is_free = isinstance(code, str) and code not in taken and key_fault(code) is None
    return str(code) if is_free else project.code


def _differing(one: Entered) -> Place:
    return Place(
        one.steps,
        "batch-differs",
        f"批次“{one.key}”在包里有两种写法，请改成一样",
        f"the batch “{one.key}” is told in two ways in the package; make them the same",
    )


def _belied(place: int, field: str) -> Place:
    return Place(
        ("projects", place, field),
        "extension-differs",
        f"“{field}”与{EXTENSION}里所记的不同，不知以哪个为准；请两处一起改，或去掉{EXTENSION}",
        f"“{field}” says something else than {EXTENSION} keeps; change both, or drop {EXTENSION}",
    )


def _merged(
    each: _Read,
    ours: Mapping[_Key, Values],
    before: Mapping[_Key, Values] | None,
    standing: Mapping[_Key, Entry],
) -> Iterator[Row]:
    """Give the rows of one project: what is new, what changes, what its package no longer has."""
    held_before = before or {}
    for entry in each.entries:
        place = (entry.register, entry.key)
        now, base, values = standing.get(place), held_before.get(place), ours[place]
        if now is None or now.is_deleted:
            if base != values:  # else somebody took it out, and the package says nothing new of it
                version = now.version if now else 0
                yield Row(*place, each.code, values, version, {})
            continue
        merged = amended(base, now.values, values)
        if merged != now.values:
            yield Row(*place, each.code, merged, now.version, now.values)
    kept = {(entry.register, entry.key) for entry in each.entries}
    for place, base in held_before.items():
        now = standing.get(place)
        if place not in kept and now and not now.is_deleted and now.values == base:
            yield Row(*place, each.code, now.values, now.version, now.values, is_gone=True)


def _order(row: Row) -> tuple[int, str]:
    return ORDER.index(row.register), row.key
