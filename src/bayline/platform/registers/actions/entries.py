"""What changes registers: declare, save, remove, take over an import; one transaction each.

Whoever writes locks the head of the register first, so that versions and the hash chain of a
register grow one after the other on every engine.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Max

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.bulk import learn_sizes, with_room, without_collecting, write_rows
from bayline.platform.instants import microseconds
from bayline.platform.keeping import hand_on
from bayline.platform.registers.actions.lists import arrange_changed
from bayline.platform.registers.actions.refusals import (
    changed_since,
    other_key,
    refuse_nameless,
    taken,
    unknown,
)
from bayline.platform.registers.cells import Value, entry_of
from bayline.platform.registers.chain import GENESIS, linked, written
from bayline.platform.registers.declaring import declared
from bayline.platform.registers.merging import merged
from bayline.platform.registers.models import Change, Declaration, Head
from bayline.platform.registers.queries.entries import (
    Unseal,
    as_it_is,
    entries,
    entry,
    step_of,
    subject_of,
)
from bayline.platform.registers.queries.ruled import refuse_broken
from bayline.platform.registers.ranking import all_searched_in, ranks_of
from bayline.platform.registers.terms import (
    ConflictError,
    Edit,
    Entry,
    FaultyError,
    KeptEntries,
    Register,
    Values,
)
from bayline.platform.seals.actions import seal
from bayline.platform.seals.queries import unseal

Seal = Callable[[str, str], str]


class Sealing(NamedTuple):
    """How personal values are closed and opened."""

    seal: Seal = seal
    unseal: Unseal = unseal


_OPEN = Sealing()
_NOTHING = written({})
_MANY = 2_000  # rows: the database then looks again at how much its indexes hold


@transaction.atomic
def declare(toml_bytes: bytes, *, where: str) -> Register:
    """Take over the declaration of a register, in place of an earlier one of its name.

    Args:
        toml_bytes: The file.
        where: Its name, for refusals.

    Raises:
        BaylineError: The declaration is malformed; nothing changes.
    """
    register = declared(toml_bytes, where=where)
    Declaration.objects.update_or_create(
        name=register.name,
        defaults={"toml": toml_bytes.decode("utf-8-sig"), "where": where},
    )
    _begin(register)
    arrange_changed(register)
    return register


@transaction.atomic
def save(
    register: Register,
    given: Mapping[str, Value],
    *,
    edit: Edit,
    key: str = "",
    version: int = 0,
    sealing: Sealing = _OPEN,
) -> Entry:
    """Store an entry as it was typed, merged with what others stored meanwhile.

    Args:
        register: The declaration.
        given: What was typed, by field.
        edit: Who changes it, when and why.
        key: The entry to change; empty for a new one.
        version: The version that the change started from; 0 for a new entry.
        sealing: How personal values are closed and opened.

    Returns:
        The entry as it stands now; the same version where nothing differs.

    Raises:
        FaultyError: A value cannot be kept.
        ConflictError: Another change touched the same field meanwhile.
        BaylineError: The key is taken, was to be changed, or has no such version.
    """
    ours, faults = entry_of(register, given)
    if faults:
        raise FaultyError(register, faults)
    refuse_nameless(edit)
    head = _head(register)
    key = key or ours[register.key]
    if ours[register.key] != key:
        raise other_key(register, key)
    now = entry(register, key, unseal=sealing.unseal)
    if version and now is not None:
        ours = _merged(register, now, ours=ours, version=version, sealing=sealing)
    elif version or (now is not None and not now.is_deleted):
        raise taken(register, key) if now else unknown(register, key)
    if now is not None and not now.is_deleted and now.values == ours:
        return now
    refuse_broken(register, {key: ours})
    made = Entry(key=key, version=now.version + 1 if now else 1, values=ours)
    _store(register, [(made, edit)], head=head, sealing=sealing)
    return made


def _merged(
    register: Register, now: Entry, *, ours: Values, version: int, sealing: Sealing
) -> Values:
    if version == now.version:
        return ours
    base = _version(register, now.key, version, sealing)
    found = merged(register, base=base.values, theirs=now.values, ours=ours)
    if found.fields or now.is_deleted:
        raise ConflictError(
            register, base=base, theirs=now, ours=ours, merged=found.values, fields=found.fields
        )
    return found.values


def _version(register: Register, key: str, version: int, sealing: Sealing) -> Entry:
    change = Change.objects.filter(register=register.name, key=key, version=version).first()
    if change is None:
        raise BaylineError(
            f"“{key}” has no version {version}",
            where=register.name,
            do="open the entry again",
            zh=Words(f"“{key}”没有第{version}版", do="请重新打开该条目"),
        )
    return step_of(register, change, sealing.unseal).entry


@transaction.atomic
def remove(
    register: Register, key: str, *, version: int, edit: Edit, sealing: Sealing = _OPEN
) -> Entry:
    """Take an entry out of the register; its history stays.

    Raises:
        ConflictError: The entry was changed after this version.
        BaylineError: There is no such entry.
    """
    refuse_nameless(edit)
    head = _head(register)
    now = entry(register, key, unseal=sealing.unseal)
    if now is None or now.is_deleted:
        raise unknown(register, key)
    if now.version != version:
        base = _version(register, key, version, sealing)
        raise ConflictError(
            register, base=base, theirs=now, ours=base.values, merged=now.values, fields=()
        )
    refuse_broken(register, {key: None})
    gone = Entry(key=key, version=version + 1, values=now.values, is_deleted=True)
    _store(register, [(gone, edit)], head=head, sealing=sealing)
    return gone


class Upsert(NamedTuple):
    """One row of an import: the values, the version they were compared with, where they stand."""

    values: Values
    version: int  # 0 where there was no entry
    edit: Edit
    is_gone: bool = False  # whether the entry is taken out, its values as they were


@without_collecting()
@with_room()
@transaction.atomic
def take_over(register: Register, rows: Sequence[Upsert], *, sealing: Sealing = _OPEN) -> int:
    """Store the rows of a confirmed import, all or none.

    Args:
        register: The declaration.
        rows: New and changed rows, their values checked, each key once.
        sealing: How personal values are closed and opened.

    Returns:
        How many entries were stored.

    Raises:
        BaylineError: One of the entries was changed since the rows were compared with it.
    """
    for each in {row.edit.by: row.edit for row in rows}.values():
        refuse_nameless(each)
    head = _head(register)
    standing = entries(register, [row.values[register.key] for row in rows])
    moved = [
        row
        for row in rows
        if row.version != (now.version if (now := standing.get(row.values[register.key])) else 0)
    ]
    if moved:
        raise changed_since(register, [row.values[register.key] for row in moved])
    origins = {row.values[register.key]: row.edit.origin.row for row in rows}
    changed = {row.values[register.key]: None if row.is_gone else row.values for row in rows}
    refuse_broken(register, changed, rows=origins)
    made = [(_entry_of(register, row), row.edit) for row in rows]
    _store(register, made, head=head, sealing=sealing)
    if len(made) >= _MANY:
        learn_sizes()
    return len(made)


def _entry_of(register: Register, row: Upsert) -> Entry:
    key, version = row.values[register.key], row.version + 1
    return Entry(key=key, version=version, values=row.values, is_deleted=row.is_gone)


@transaction.atomic
def restore(
    register: Register, steps: Sequence[tuple[Entry, Edit]], *, sealing: Sealing = _OPEN
) -> None:
    """Repeat changes that were made in another home, in their order.

    Args:
        register: The declaration.
        steps: Entries as they stood after each change, with who made it and when.
        sealing: How personal values are closed and opened.

    Raises:
        BaylineError: A version does not follow the one before it.
    """
    head = _head(register)
    last: dict[str, int] = {
        key: each.version for key, each in entries(register, [one.key for one, _ in steps]).items()
    }
    for each, edit in steps:
        refuse_nameless(edit)
        if each.version != last.get(each.key, 0) + 1:
            raise BaylineError(
                f"version {each.version} of “{each.key}” does not follow",
                where=register.name,
                why=f"the version before it is {last.get(each.key, 0)}",
                do="export the register again",
                zh=Words(f"“{each.key}”的第{each.version}版接不上", do="请重新导出该名册"),
            )
        last[each.key] = each.version
        _store(register, [(each, edit)], head=head, sealing=sealing)


def _head(register: Register) -> Head:
    """Lock the register against other writers until the transaction ends."""
    _begin(register)
    return Head.objects.select_for_update().get(register=register.name)


def _begin(register: Register) -> None:
    """Note where the chain of a register ends, even while nothing is in it."""
    Head.objects.get_or_create(register=register.name, defaults={"digest": GENESIS})


def _store(
    register: Register, made: Sequence[tuple[Entry, Edit]], *, head: Head, sealing: Sealing
) -> None:
    last = Change.objects.aggregate(last=Max("id"))["last"] or 0
    # All rows first: sealing asks the database, which answers nothing while it takes rows in.
    ranks = [ranks_of(register, each.values) for each, _ in made]
    searched = all_searched_in(register, (each.values for each, _ in made))
    rows = [*_rows(register, made, zip(ranks, searched, strict=True), head=head, sealing=sealing)]
    write_rows("registers_change", _COLUMNS, rows, alike=_ALIKE)
    with connection.cursor() as cursor:
        cursor.execute(_STAND, [register.name, last])
    head.length += len(rows)
    head.save(update_fields=["length", "digest"])
    hand_on(KeptEntries(register, made, ranks, searched))


_SAME = ("register", "key", "version", "values", "ranks", "search", "is_deleted")
_COLUMNS = (*_SAME, "by", "at", "reason", "source_name", "source_sheet", "source_row", "digest")
_ALIKE = ("register", "version", "ranks", "is_deleted", *_COLUMNS[7:12])  # in many a row
# What was just added is what stands now; no other writer of the register can come between.
_NAMES = ", ".join(f'"{name}"' for name in _SAME)
_NEW = ", ".join(f'"{name}" = excluded."{name}"' for name in _SAME[2:])
_STAND = (
    f"INSERT INTO registers_entry ({_NAMES}) SELECT {_NAMES} FROM registers_change "  # noqa: S608 - our own names
    f"WHERE register = %s AND id > %s ON CONFLICT (register, key) DO UPDATE SET {_NEW}"
)


def _rows(
    register: Register,
    made: Sequence[tuple[Entry, Edit]],
    prepared: Iterable[tuple[Values, str]],
    *,
    head: Head,
    sealing: Sealing,
) -> Iterator[tuple[object, ...]]:
    """Give the changes as rows of their table, each linked to the one before it."""
    is_personal = any(field.personal for field in register.fields)
    keys = [each.key for each, _ in made] if is_personal else []
    standing = entries(register, keys, unseal=as_it_is)
    names = frozenset(field.name for field in register.fields)
    moments: dict[datetime, int] = {}
    for (each, edit), (ranks, searched) in zip(made, prepared, strict=True):
        tokens = standing[each.key].values if each.key in standing else {}
        is_bare = not is_personal and names.issuperset(each.values) and all(each.values.values())
        stored = each.values if is_bare else _sealed(register, each, sealing, tokens=tokens)
        values = written(stored)
        at = moments.get(edit.at) or moments.setdefault(edit.at, microseconds(edit.at))
        what = (register.name, each.key, each.version, each.is_deleted)
        head.digest = linked(head.digest, what, values=values, edit=edit, at=at)
        yield (
            *what[:3],
            values,
            written(ranks) if ranks else _NOTHING,
            searched,
            each.is_deleted,
            *(edit.by, at, edit.reason),
            *(edit.origin.name, edit.origin.sheet, edit.origin.row),
            head.digest,
        )


def _sealed(register: Register, entry: Entry, sealing: Sealing, *, tokens: Values) -> Values:
    subject = subject_of(register.name, entry.key)
    return {
        field.name: _closed(subject, text, tokens.get(field.name, ""), sealing)
        if field.personal
        else text
        for field in register.fields
        if (text := entry.values.get(field.name))
    }


def _closed(subject: str, text: str, token: str, sealing: Sealing) -> str:
    """Seal a value; one that stays as it was keeps its seal, even where nobody can open it."""
    is_same = bool(token) and sealing.unseal(subject, token) == text
    return token if is_same else sealing.seal(subject, text)
