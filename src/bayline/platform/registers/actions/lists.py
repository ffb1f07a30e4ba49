"""Keep what lists sort and filter by beside the entries, in the transaction that stores them."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from django.db import connection, transaction

from bayline.platform.bulk import write_rows
from bayline.platform.registers.arranging import DEFAULT, all_arranged, facet_columns, form_of
from bayline.platform.registers.models import Entry as Stored
from bayline.platform.registers.models import Listed, Tally
from bayline.platform.registers.queries.arranged import FORM, is_arranged
from bayline.platform.registers.queries.declarations import registers
from bayline.platform.registers.terms import KeptEntries, Register, Values

_AT_ONCE = 500
_SPARSE = 8  # of so many entries one is asked for: then all are walked over
_WRITTEN = 20_000  # entries that are written together
_FEW = 25  # entries with one value that are not written by a statement of their own
_COUNT = (
    "INSERT INTO registers_tally (register, field, value, entries) VALUES (%s, %s, %s, %s)"
    " ON CONFLICT (register, field, value) DO UPDATE"
    " SET entries = registers_tally.entries + excluded.entries"
)
_Tallies = Counter[tuple[str, str]]  # entries by column and value
_Cell = tuple[str, int]  # place and number of the entry
_Line = tuple[int, str, Values, Values]  # number, key, values and ranks of an entry


def follow_entries(kept: KeptEntries) -> None:
    """Arrange entries that were just stored; all of the register where it was not yet arranged."""
    register = kept.register
    tallies: _Tallies = Counter()
    is_first = not is_arranged(register)
    if is_first:
        if Stored.objects.filter(register=register.name).count() > len(kept.made):
            arrange(register)
            return
        tallies = _begun(register)
    entries = {entry.key: entry for entry, _edit in kept.made}
    ranks = {entry.key: ranks for (entry, _), ranks in zip(kept.made, kept.ranks, strict=True)}
    lines: list[_Line] = []
    for stored in _stored(register, entries, is_all=is_first):
        changed = [number for number, key in stored if entries[key].version > 1]
        tallies.update(_dropped(register, changed))
        lines += (
            (number, key, entries[key].values, ranks[key])
            for number, key in stored
            if not entries[key].is_deleted
        )
    tallies.update(_written(register, lines))
    _count(register, tallies)


@transaction.atomic
def arrange(register: Register) -> None:
    """Arrange all entries of a register, whatever was arranged before."""
    begun = _begun(register)
    rows = Stored.objects.filter(register=register.name, is_deleted=False)
    lines = rows.values_list("pk", "key", "values", "ranks").iterator(chunk_size=2000)
    tallies = _written(register, lines)
    _count(register, tallies + begun)


def _stored(
    register: Register, keys: Collection[str], *, is_all: bool
) -> Iterator[list[tuple[int, str]]]:
    """Give number and key of some entries, part by part.

    Args:
        register: The declaration.
        keys: Which entries.
        is_all: Whether there are no others.
    """
    whole = Stored.objects.filter(register=register.name)
    told = whole.values_list("pk", "key")
    if is_all or (len(keys) > _AT_ONCE and whole.count() < len(keys) * _SPARSE):
        yield [one for one in told if one[1] in keys]  # one walk instead of many questions
        return
    for some in _parts([*keys]):
        yield [*told.filter(key__in=some)]


def _begun(register: Register) -> _Tallies:
    """Forget how a register was arranged; give the count that says how it is from now on."""
    Listed.objects.filter(register=register.name).delete()
    Tally.objects.filter(register=register.name).delete()
    return Counter({(FORM, form_of(register)): 1})


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
        found = all_arranged(register, [line[1:] for line in part])
        order = sorted(range(len(part)), key=found.places.__getitem__)
        cells = [(found.places[at], part[at][0]) for at in order]
        for field, texts in sorted(found.columns.items()):
            ordered = [*map(texts.__getitem__, order)]
            having = Counter(ordered)
            if field in counted:
                tallies.update({(field, text or ""): of for text, of in having.items()})
            _write_column(register, field, ordered, cells, having)
    return tallies


def _write_column(
    register: Register,
    field: str,
    texts: Sequence[str | None],
    cells: Sequence[_Cell],
    having: Mapping[str | None, int],
) -> None:
    """Write one column; an index takes in what comes in its order three times as fast.

    Args:
        register: The declaration.
        field: The column.
        texts: The value of each entry, by the places of the entries.
        cells: Place and number of each entry, in the same order.
        having: How many entries have each value.
    """
    of = {"register": register.name, "field": field}
    many: dict[str | None, list[_Cell]] = {
        text: [] for text, count in having.items() if count >= _FEW
    }
    few: list[tuple[str | None, str, int]] = []
    for text, cell in zip(texts, cells, strict=True):
        if text in many:
            many[text].append(cell)
        else:
            few.append((text, *cell))
    for text in sorted(many, key=_first_none):
        write_rows(
            "registers_listed", ("place", "entry_id"), many[text], once={**of, "value": text}
        )
    few.sort(key=lambda row: _first_none(row[0]))
    write_rows("registers_listed", ("value", "place", "entry_id"), few, once=of)


def _first_none(text: str | None) -> str:
    return text or ""


def _count(register: Register, tallies: _Tallies) -> None:
    rows = [
        (register.name, field, value, count) for (field, value), count in tallies.items() if count
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_COUNT, rows)


def _parts(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[first : first + _AT_ONCE] for first in range(0, len(keys), _AT_ONCE))
