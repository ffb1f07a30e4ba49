"""Which classes projects and firms are of, and what each class comes to."""

from collections.abc import Hashable, Mapping
from datetime import datetime
from functools import lru_cache

from bayline.kernel.errors import BaylineError
from bayline.platform.registers.queries import count, entries_in, register
from bayline.platform.registers.terms import Values
from bayline.platform.remembering import present_state
from bayline.systems.industry.queries.chains import investments
from bayline.systems.industry.queries.schemes import hand
from bayline.systems.industry.rules.assigning import Tallies, tallied
from bayline.systems.industry.rules.entries import (
    ASSIGNMENTS,
    FIRM_KINDS,
    FIRMS,
    MEMBERS,
    PROJECTS,
)
from bayline.systems.industry.rules.ruling import assignment_of
from bayline.systems.industry.terms import Scheme


def schemes_now() -> Mapping[str, Scheme]:
    """Give the schemes at hand, for the rule over the register of classes."""
    return hand(None).schemes


def is_told() -> bool:
    """Whether classes of projects and firms are within reach; they are no part of publications."""
    try:
        register(ASSIGNMENTS)
    except BaylineError:
        return False
    return True


def assignments_to(field: str, code: str, *, at: datetime | None) -> dict[str, Values]:
    """Give the classes of one project or firm, by key.

    Args:
        field: `project` or `firm`.
        code: Its code.
        at: As of when; None for now.
    """
    return entries_in(ASSIGNMENTS, field, [code], at=at)


def assignments(scheme: str, *, at: datetime | None) -> dict[str, Values]:
    """Give all classes of a scheme that projects and firms are of, by key."""
    return _assignments(scheme, at, present_state())


@lru_cache(maxsize=2)  # the pages of one scheme are asked for together
def _assignments(scheme: str, at: datetime | None, _state: Hashable) -> dict[str, Values]:
    return entries_in(ASSIGNMENTS, "scheme", [scheme], at=at)


def tallies(scheme: Scheme, *, at: datetime | None) -> Tallies:
    """Tell what the classes of a scheme come to; added up once until the record changes."""
    return _tallies(_Named(scheme), at, present_state())


class _Named:
    """A scheme that is the same as another of its name, within one state of the record."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Named) and self.scheme.id == other.scheme.id

    def __hash__(self) -> int:
        return hash(self.scheme.id)


@lru_cache(maxsize=16)
def _tallies(named: _Named, at: datetime | None, _state: Hashable) -> Tallies:
    entries = assignments(named.scheme.id, at=at)
    codes = {one["project"] for one in entries.values() if one.get("project")}
    amounts = investments(codes, at=at)
    return tallied(map(assignment_of, entries.values()), named.scheme, amounts)


def counted(name: str, *, at: datetime | None) -> int:
    """Count the entries of a register; 0 where it is not within reach."""
    try:
        return count(register(name), at=at)
    except BaylineError:
        return 0


def subjects_of(scheme: str, *, at: datetime | None) -> tuple[int, int]:
    """Count the projects and the firms that are of a class of a scheme; of any if it is empty."""
    projects, firms = _subjects(at, present_state()).get(scheme, (frozenset(), frozenset()))
    return len(projects), len(firms)


def strays_in(scheme: Scheme, *, at: datetime | None) -> int:
    """Count what is said to be of a class that a scheme does not have."""
    codes = _class_counts(at, present_state()).get(scheme.id, {})
    return sum(count for code, count in codes.items() if code not in scheme.classes)


@lru_cache(maxsize=4)
def _class_counts(at: datetime | None, _state: Hashable) -> dict[str, dict[str, int]]:
    """Count the entries of each class, by scheme."""
    found: dict[str, dict[str, int]] = {}
    for one in entries_in(ASSIGNMENTS, at=at).values():
        codes = found.setdefault(one["scheme"], {})
        codes[one["class"]] = codes.get(one["class"], 0) + 1
    return found


def unclassified(
    field: str, scheme: str, codes: frozenset[str], *, at: datetime | None
) -> tuple[int, tuple[str, ...]]:
    """Give how many projects or firms there are, and those of no class of a division, by name.

    Args:
        field: `project` or `firm`.
        scheme: The scheme.
        codes: The classes of the division.
        at: As of when; None for now.
    """
    return _unclassified(field, scheme, codes, at, present_state())


@lru_cache(maxsize=8)
def _unclassified(
    field: str, scheme: str, codes: frozenset[str], at: datetime | None, _state: Hashable
) -> tuple[int, tuple[str, ...]]:
    entries = assignments(scheme, at=at).values()
    known = {one.get(field, "") for one in entries if one["class"] in codes}
    all_ = firms(at) if field == "firm" else entries_in(PROJECTS, at=at)
    missing = [(one.get("name", ""), code) for code, one in all_.items() if code not in known]
    return len(all_), tuple(code for _name, code in sorted(missing))


def firms(at: datetime | None) -> dict[str, Values]:
    """Give the firms by code: organisations of that kind, or that projects or chains name as such.

    Args:
        at: As of when; None for now.
    """
    named = {
        one["firm"]
        for name in (PROJECTS, MEMBERS)
        for one in entries_in(name, at=at).values()
        if one.get("firm")
    }
    every = entries_in(FIRMS, at=at)
    return {
        code: one for code, one in every.items() if code in named or one.get("kind") in FIRM_KINDS
    }


_Subjects = tuple[frozenset[str], frozenset[str]]  # projects and firms


@lru_cache(maxsize=4)
def _subjects(at: datetime | None, _state: Hashable) -> dict[str, _Subjects]:
    """Give what is of a class of each scheme, and of any under an empty name."""
    found: dict[str, tuple[set[str], set[str]]] = {}
    for one in entries_in(ASSIGNMENTS, at=at).values():
        kind = 0 if one.get("project") else 1
        for name in ("", one["scheme"]):
            known = found.setdefault(name, (set(), set()))
            known[kind].add(one.get("project") or one.get("firm", ""))
    return {name: (frozenset(a), frozenset(b)) for name, (a, b) in found.items()}
