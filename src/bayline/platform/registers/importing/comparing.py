"""What an import would do: entries that are new, changed field by field, or as they are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import NamedTuple

import orjson

from bayline.platform.registers.cells.faults import missing
from bayline.platform.registers.importing.sheets import letters_of
from bayline.platform.registers.importing.tables import Table
from bayline.platform.registers.importing.typing import Given, Spot, Typed
from bayline.platform.registers.merging import Difference, differences
from bayline.platform.registers.terms import Breach, Entry, Register, Values


class Row(NamedTuple):
    """A row that would be stored: what the entry would be, and the version it was compared with."""

    number: int
    key: str
    values: Values
    version: int  # 0 where there is no entry
    old: Values

    def changes(self, register: Register) -> tuple[Difference, ...]:
        """List the fields that would change, old and new."""
        return differences(register, self.old, self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What an import would do; nothing is stored yet.

    Attributes:
        table: The table of the file.
        new: Rows without an entry.
        changed: Rows whose entry differs.
        same: How many rows are as their entry is.
        faulty: How many rows have a faulty cell.
        spots: The faulty cells, in the order of the file.
        basis: A hash of the rows, of the versions they were compared with and of the cells that
            are left out; another one later tells that the register or the file is another.
    """

    table: Table
    new: tuple[Row, ...]
    changed: tuple[Row, ...]
    same: int
    faulty: int
    spots: tuple[Spot, ...]
    basis: str


def compared(
    register: Register, table: Table, typed: Typed, *, standing: Mapping[str, Entry]
) -> Preview:
    """Compare typed rows with the entries that stand now.

    Args:
        register: The declaration.
        table: The table of the file.
        typed: Its rows.
        standing: The entries by key, deleted ones too.
    """
    kept = tuple(field.name for field in register.fields if field.name not in typed.names)
    new: list[Row] = []
    changed: list[Row] = []
    spots: list[Spot] = []
    same = 0
    # A new entry is refused without a required field that the file has no column for.
    lacking = [field for field in table.missing if field.required]
    for given in typed.rows:
        row = _row(register, given, kept, standing)
        if not row.version or not row.old:
            wrong = [Spot(row.number, "", field, missing()) for field in lacking]
            spots += wrong
            if not wrong:
                new.append(row)
        elif row.values == row.old:
            same += 1
        else:
            changed.append(row)
    return Preview(
        table=table,
        new=tuple(new),
        changed=tuple(changed),
        same=same,
        faulty=typed.faulty + len({spot.row for spot in spots}),
        spots=tuple(sorted((*typed.spots, *spots), key=lambda spot: spot.row)),
        basis=_basis(register, (*new, *changed), spots=[*typed.spots, *spots]),
    )


def refused(register: Register, preview: Preview, breaches: Sequence[Breach]) -> Preview:
    """Leave out the rows that a rule refuses, each with the cell it names.

    Args:
        register: The declaration.
        preview: What the import would do otherwise.
        breaches: What the rules refuse of its rows.
    """
    if not breaches:
        return preview
    rows = {row.key: row for row in (*preview.new, *preview.changed)}
    spots = [
        _spot(register, preview.table, rows[each.key].number, each)
        for each in breaches
        if each.key in rows
    ]
    bad = {each.key for each in breaches} & rows.keys()
    new = tuple(row for row in preview.new if row.key not in bad)
    changed = tuple(row for row in preview.changed if row.key not in bad)
    spots = sorted((*preview.spots, *spots), key=lambda spot: spot.row)
    return replace(
        preview,
        new=new,
        changed=changed,
        faulty=preview.faulty + len(bad),
        spots=tuple(spots),
        basis=_basis(register, (*new, *changed), spots=spots),
    )


def _spot(register: Register, table: Table, row: int, breach: Breach) -> Spot:
    field = register.field(breach.field) or register.fields[0]
    column = letters_of(table.columns.index(field) + 1) if field in table.columns else ""
    return Spot(row, column, field, breach.fault)


def _row(
    register: Register, given: Given, kept: tuple[str, ...], standing: Mapping[str, Entry]
) -> Row:
    number, values = given
    key = values[register.key]
    now = standing.get(key)
    if now is None:
        return Row(number, key, values, 0, {})
    if now.is_deleted:
        return Row(number, key, values, now.version, {})
    # A field that the file has no column for stays as it is.
    stay = {name: now.values[name] for name in kept if name in now.values} if kept else {}
    return Row(number, key, {**stay, **values} if stay else values, now.version, now.values)


def _basis(register: Register, rows: Iterable[Row], *, spots: Iterable[Spot]) -> str:
    digest = sha256(repr(register).encode("utf-8", "surrogatepass"))
    for row in rows:
        digest.update(orjson.dumps((row.version, row.key, row.values)))
    for spot in spots:
        where = (spot.row, spot.column, spot.field.name, spot.fault)
        digest.update(repr(where).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
