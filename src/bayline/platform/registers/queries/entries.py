"""Entries one by one: now, at a moment, and how they came to be."""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

import orjson
from django.db.models import Max, QuerySet, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from bayline.platform.instants import microseconds
from bayline.platform.reaching import present_reach, seen_at
from bayline.platform.record.queries.prepared import Values as Asked
from bayline.platform.record.queries.prepared import ask, doubled, marks_of
from bayline.platform.registers.chain import GENESIS, linked, written
from bayline.platform.registers.models import Change
from bayline.platform.registers.models import Entry as Stored
from bayline.platform.registers.queries.arranged import column_of, with_values
from bayline.platform.registers.terms import Edit, Entry, Field, Origin, Register, Step, Values
from bayline.platform.seals.queries import unseal as unsealed

Unseal = Callable[[str, str], str]
Rows = QuerySet[Stored] | QuerySet[Change]
_KEYS_AT_ONCE = 500  # SQLite takes a bounded number of values in one question
_COLUMNS = ("key", "version", "values", "is_deleted")


def as_it_is(subject: str, text: str) -> str:
    """Leave a sealed value sealed, for those who only carry it."""
    del subject
    return text


def subject_of(register: str, key: str) -> str:
    """Name whom a sealed value is about; its key can be thrown away alone."""
    return f"{register}/{key}"


def opened(register: Register, key: str, values: Values, unseal: Unseal) -> Values:
    """Unseal the personal values of an entry."""
    personal = [name for name in personal_names(register) if name in values]
    if not personal:
        return values
    subject = subject_of(register.name, key)
    return {**values, **{name: unseal(subject, values[name]) for name in personal}}


@lru_cache(maxsize=64)
def personal_names(register: Register) -> tuple[str, ...]:
    """Name the personal fields of a register."""
    return tuple(field.name for field in register.fields if field.personal)


def entry(register: Register, key: str, *, unseal: Unseal = unsealed) -> Entry | None:
    """Find an entry as it stands now, deleted or not; None if it never was."""
    return entries(register, [key], unseal=unseal).get(key)


def entries(
    register: Register, keys: Collection[str], *, unseal: Unseal = unsealed
) -> dict[str, Entry]:
    """Find many entries by their keys, deleted ones too.

    Args:
        register: The declaration.
        keys: The keys; those without an entry are left out of the answer.
        unseal: Opens personal values.
    """
    wanted = [*dict.fromkeys(keys)]
    found: dict[str, Entry] = {}
    moment = seen_at(None)
    for first in range(0, len(wanted), _KEYS_AT_ONCE):
        part = wanted[first : first + _KEYS_AT_ONCE]
        found.update((each.key, each) for each in _named(register, part, moment, unseal))
    return found


def _named(
    register: Register, keys: Collection[str], at: datetime | None, unseal: Unseal
) -> Iterator[Entry]:
    """Find entries by their keys, by a question that is written once for each register."""

    def written(marks: Asked) -> Any:  # noqa: ANN401 - a query
        moment: Any = marks.get("at")
        rows = standing(register, moment).filter(key__in=marks_of("key", marks)).order_by()
        # Django reads JSON at a fifth of the speed.
        text = rows.annotate(text=Cast("values", TextField()))
        return text.values_list("key", "version", "text", "is_deleted")

    values = doubled("key", keys) | ({"at": at} if at else {})
    for key, version, text, is_deleted in ask(("entries", register.name, *values), values, written):
        shown = opened(register, key, orjson.loads(text), unseal)
        yield Entry(key=key, version=version, values=shown, is_deleted=bool(is_deleted))


def every_entry(register: Register, *, unseal: Unseal = unsealed) -> dict[str, Entry]:
    """Give all entries by key, deleted ones too, by one question."""
    stored = standing(register, seen_at(None))
    return {each.key: each for each in _entries(register, stored, unseal)}


def values_where(
    register: Register, field: str, values: Collection[str], *, at: datetime | None = None
) -> dict[str, Values]:
    """Give the values of entries that have one of some values in a field, by key, still sealed.

    Args:
        register: The declaration.
        field: The name of a field that is not personal.
        values: The values allowed; of many the whole register is read instead.
        at: The moment; None for now.
    """
    named = register.field(field)
    if named is None:
        return {}
    wanted, moment = frozenset(values), seen_at(at)
    if len(wanted) > _KEYS_AT_ONCE:
        rows = _read(standing(register, moment).filter(is_deleted=False).order_by())
    elif moment is None and present_reach().is_whole:
        rows = _present(register, named, wanted)
    else:
        column = "key" if field == register.key else f"values__{field}"
        asked = standing(register, moment).filter(**{f"{column}__in": [*wanted]})
        rows = _read(asked.filter(is_deleted=False).order_by())
    found = sorted(rows, key=itemgetter(0))
    return {key: each for key, each in found if each.get(field, "") in wanted}


def _present(
    register: Register, field: Field, wanted: Collection[str]
) -> Iterator[tuple[str, Values]]:
    """Give entries as they stand now that have one of some values, by a question written once."""
    is_key = field.name == register.key
    column = None if is_key else column_of(register, field)

    def written(marks: Asked) -> Any:  # noqa: ANN401 - a query
        asked = marks_of("value", marks)
        if is_key:
            rows = Stored.objects.filter(register=register.name, key__in=asked)
        elif column is not None:  # it says which register: else all of that would be gone through
            rows = Stored.objects.filter(pk__in=with_values(register, column, asked))
        else:
            rows = Stored.objects.filter(register=register.name)
            value = KeyTextTransform(field.name, "values")
            rows = rows.annotate(value=Cast(value, TextField())).filter(value__in=asked)
        return _told(rows.filter(is_deleted=False).order_by())

    values = doubled("value", wanted)
    form = ("entries with", register.name, field.name, column, len(values))
    return ((key, orjson.loads(text)) for key, text in ask(form, values, written))


def _read(rows: Rows) -> Iterator[tuple[str, Values]]:
    """Give keys with values."""
    return ((key, orjson.loads(text)) for key, text in _told(rows).iterator(2000))


def _told(rows: Rows) -> Any:  # noqa: ANN401 - a query
    """Ask for keys with values as texts; Django reads JSON at a fifth of the speed."""
    return rows.annotate(text=Cast("values", TextField())).values_list("key", "text")


def values_ever(register: Register, field: str, keys: Collection[str]) -> set[str]:
    """Give what entries have, or had in an earlier version, in a field that is not personal."""
    wanted, found = [*keys], set[str]()
    for first in range(0, len(wanted), _KEYS_AT_ONCE):
        part = wanted[first : first + _KEYS_AT_ONCE]
        changes = Change.objects.filter(register=register.name, key__in=part)
        found.update(each.get(field, "") for each in changes.values_list("values", flat=True))
    return found - {""}


def every_value(register: Register, *, at: datetime | None = None) -> dict[str, Values]:
    """Give the values of all entries by key, in the order of the keys, still sealed."""
    rows = standing(register, seen_at(at)).filter(is_deleted=False)
    return dict(_read(rows.order_by("key")))


def standing(register: Register, at: datetime | None) -> Rows:
    """Ask for the entries of a register as they are or were at a moment, deleted ones too.

    The public is given none that was deleted.

    Args:
        register: The declaration.
        at: The moment; None for now, of which the public is given nothing.
    """
    if not _is_held(register):
        return Stored.objects.none()
    if at is None:
        return Stored.objects.filter(register=register.name)
    until = Change.objects.filter(register=register.name, at__lte=at)
    # Versions of a key are numbered as they were added, so the last row is the last version.
    last = until.order_by().values("key").annotate(last=Max("id")).values("last")
    rows = Change.objects.filter(id__in=last)
    return rows if present_reach().is_whole else rows.filter(is_deleted=False)


def _is_held(register: Register) -> bool:
    reach = present_reach()
    return reach.is_whole or (reach.until is not None and register.name in reach.registers)


def _entries(register: Register, stored: Rows, unseal: Unseal) -> Iterator[Entry]:
    is_open = not personal_names(register)
    for key, version, values, is_deleted in stored.values_list(*_COLUMNS).iterator(2000):
        shown = values if is_open else opened(register, key, values, unseal)
        yield Entry(key=key, version=version, values=shown, is_deleted=is_deleted)


def entry_at(
    register: Register, key: str, *, at: datetime, unseal: Unseal = unsealed
) -> Entry | None:
    """Find an entry as it stood at a moment; None if it was not there yet."""
    if not _is_held(register):
        return None
    changes = Change.objects.filter(register=register.name, key=key, at__lte=seen_at(at))
    last = changes.order_by("-version").first()
    if last is None or (last.is_deleted and not present_reach().is_whole):
        return None
    return step_of(register, last, unseal).entry


class Changed(NamedTuple):
    """One change of a register, its values still sealed; a later one has a larger number."""

    number: int
    at: datetime
    key: str
    values: Values
    is_deleted: bool


def every_change(register: Register) -> Iterator[Changed]:
    """Give all changes of a register, in the order they were made."""
    rows = Change.objects.filter(register=register.name).order_by("id")
    yield from map(Changed._make, rows.values_list(*_CHANGED).iterator(2000))


_CHANGED = ("id", "at", "key", "values", "is_deleted")


def history(register: Register, key: str, *, unseal: Unseal = unsealed) -> tuple[Step, ...]:
    """List the changes of an entry, the newest first; none to the public."""
    if not present_reach().is_whole:
        return ()
    changes = Change.objects.filter(register=register.name, key=key).order_by("-version")
    return tuple(step_of(register, change, unseal) for change in changes)


def every_step(register: Register, *, unseal: Unseal = unsealed) -> Iterator[Step]:
    """Give all changes of a register in the order they were made; none to the public."""
    is_whole = present_reach().is_whole
    rows = Change.objects.all() if is_whole else Change.objects.none()
    changes = rows.filter(register=register.name).order_by("id")
    return (step_of(register, change, unseal) for change in changes.iterator(chunk_size=2000))


def step_of(register: Register, change: Change, unseal: Unseal) -> Step:
    """Turn a stored change into a step of a history."""
    entry = Entry(
        key=change.key,
        version=change.version,
        values=opened(register, change.key, change.values, unseal),
        is_deleted=change.is_deleted,
    )
    return Step(entry=entry, edit=_edit(change), digest=change.digest)


def _edit(change: Change) -> Edit:
    origin = Origin(name=change.source_name, sheet=change.source_sheet, row=change.source_row)
    return Edit(by=change.by, at=change.at, reason=change.reason, origin=origin)


def labels(register: Register, keys: Collection[str]) -> dict[str, str]:
    """Give the names that entries are shown by, by key; those that are not there are left out."""
    found = entries(register, keys, unseal=as_it_is)
    return {
        key: each.values.get(register.label) or key
        for key, each in found.items()
        if not each.is_deleted
    }


def broken_at(name: str) -> int | None:
    """Check the hash chain of a register.

    Args:
        name: The register.

    Returns:
        The number of the first change, from 1, whose digest is wrong; None if none is.
    """
    previous = GENESIS
    changes = Change.objects.filter(register=name).order_by("id").iterator(chunk_size=2000)
    for number, change in enumerate(changes, start=1):
        what = (change.register, change.key, change.version, change.is_deleted)
        expected = linked(
            previous,
            what,
            values=written(change.values),
            edit=_edit(change),
            at=microseconds(change.at),
        )
        if change.digest != expected:
            return number
        previous = expected
    return None
