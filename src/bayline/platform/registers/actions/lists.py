"""Keep what lists sort and filter by beside the entries, in the transaction that stores them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db import connection, transaction

from bayline.platform.bulk import write_rows
from bayline.platform.registers.arranging import DEFAULT, arranged, facet_columns, form_of
from bayline.platform.registers.models import Entry as Stored
from bayline.platform.registers.models import Listed, Tally
from bayline.platform.registers.queries.arranged import FORM, is_arranged
from bayline.platform.registers.queries.declarations import registers
from bayline.platform.registers.terms import KeptEntries, Register, Values

_AT_ONCE = 500
_WRITTEN = 20_000  # entries that are written together
_COLUMNS = ("register", "field", "value", "place", "entry_id")
_COUNT = (
    "INSERT INTO registers_tally (register, field, value, entries) VALUES (%s, %s, %s, %s)"
    " ON CONFLICT (register, field, value) DO UPDATE"
    " SET entries = registers_tally.entries + excluded.entries"
)
_Tallies = Counter[tuple[str, str]]  # entries by column and value
_Line = tuple[int, str, Values, Values]  # number, key, values and ranks of an entry


def follow_entries(kept: KeptEntries) -> None:
    """Arrange entries that were just stored; all of the register where it was not yet arranged."""
    register = kept.register
    if not is_arranged(register):
        arrange(register)
        return
    entries = {entry.key: entry for entry, _edit in kept.made}
    tallies: _Tallies = Counter()
    lines: list[_Line] = []
    for keys in _parts([*entries]):
        rows = Stored.objects.filter(register=register.name, key__in=keys)
        stored = [*rows.values_list("pk", "key", "ranks")]
        changed = [number for number, key, _ranks in stored if entries[key].version > 1]
        tallies.update(_dropped(register, changed))
        lines += (
            (number, key, entries[key].values, ranks)
            for number, key, ranks in stored
            if not entries[key].is_deleted
        )
    tallies.update(_written(register, lines))
    _count(register, tallies)


@transaction.atomic
def arrange(register: Register) -> None:
    """Arrange all entries of a register, whatever was arranged before."""
    Listed.objects.filter(register=register.name).delete()
    Tally.objects.filter(register=register.name).delete()
    rows = Stored.objects.filter(register=register.name, is_deleted=False)
    lines = rows.values_list("pk", "key", "values", "ranks").iterator(chunk_size=2000)
    tallies = _written(register, lines)
    tallies[FORM, form_of(register)] = 1
    _count(register, tallies)


def arrange_missing() -> None:
    """Arrange the registers of a home that was kept before lists were, or under other rules."""
    if Listed._meta.db_table not in connection.introspection.table_names():  # noqa: SLF001 - Django's public name
        return  # the tables are just being taken away
    for register in registers():
        arrange_changed(register)


def arrange_changed(register: Register) -> None:
    """Arrange the entries of a register where its lists ask for other columns than are kept."""
    is_kept = Stored.objects.filter(register=register.name).exists()
    if is_kept and not is_arranged(register):
        arrange(register)


def _dropped(register: Register, numbers: Sequence[int]) -> _Tallies:
    """Forget entries; give by how much their counts fall."""
    found: _Tallies = Counter()
    if numbers:
        rows = Listed.objects.filter(entry__in=numbers)
        counted = rows.filter(field__in=_counted(register)).values_list("field", "value")
        found.subtract((field, value or "") for field, value in counted)
        rows.delete()
    return found


def _counted(register: Register) -> frozenset[str]:
    return facet_columns(register) | {DEFAULT}


def _written(register: Register, entries: Iterable[_Line]) -> _Tallies:
    """Write what entries are sorted and filtered by; give how many have each value."""
    counted, tallies, waiting = _counted(register), Counter[tuple[str, str]](), iter(entries)
    while part := [*islice(waiting, _WRITTEN)]:  # SQLite reads and writes by turns
        rows = [
            (register.name, field, value or "", value, place, number)
            for number, key, values, ranks in part
            for place, columns in (arranged(register, key, values, ranks),)
            for field, value in columns.items()
        ]
        tallies.update((row[1], row[2]) for row in rows if row[1] in counted)
        rows.sort()  # an index takes in what comes in its order three times as fast
        write_rows("registers_listed", _COLUMNS, ((*row[:2], *row[3:]) for row in rows))
    return tallies


def _count(register: Register, tallies: _Tallies) -> None:
    rows = [
        (register.name, field, value, count) for (field, value), count in tallies.items() if count
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_COUNT, rows)


def _parts(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[first : first + _AT_ONCE] for first in range(0, len(keys), _AT_ONCE))
