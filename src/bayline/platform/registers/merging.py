"""What happens when two people change one entry: fields that one of them left alone are merged."""

from typing import NamedTuple

from bayline.platform.registers.terms import Register, Values


class Merge(NamedTuple):
    """The outcome: values that keep both sides, and the fields in which they disagree."""

    values: Values
    fields: tuple[str, ...]


def merged(register: Register, *, base: Values, theirs: Values, ours: Values) -> Merge:
    """Merge two changes of one entry, field by field.

    Args:
        register: The declaration, which gives the order of fields.
        base: The values that both started from.
        theirs: What is stored now.
        ours: What is to be stored.

    Returns:
        Theirs with every field that only ours changed, and the fields that both changed
        differently; those stand as theirs in the values.
    """
    values: dict[str, str] = {}
    fields: list[str] = []
    for name in _names(register, base, theirs, ours):
        before, there, here = base.get(name, ""), theirs.get(name, ""), ours.get(name, "")
        if before not in {there, here} and there != here:
            fields.append(name)
        kept = here if there == before else there
        if kept:
            values[name] = kept
    return Merge(values, tuple(fields))


def _names(register: Register, *sides: Values) -> list[str]:
    """List the fields, those last that a later declaration no longer has."""
    declared = [field.name for field in register.fields]
    return [*declared, *sorted({name for side in sides for name in side} - {*declared})]


class Difference(NamedTuple):
    """One field before and after."""

    name: str
    old: str
    new: str


def differences(register: Register, old: Values, new: Values) -> tuple[Difference, ...]:
    """List the fields in which two versions differ, in the order of the declaration."""
    return tuple(
        Difference(name, old.get(name, ""), new.get(name, ""))
        for name in _names(register, old, new)
        if old.get(name, "") != new.get(name, "")
    )
