"""Work out again what is kept of entries for lists, and compare."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from bayline.platform.languages import either
from bayline.platform.registers.arranging import (
    DEFAULT,
    Arranged,
    arranged,
    facet_columns,
    form_of,
)
from bayline.platform.registers.models import Entry, Listed, Tally
from bayline.platform.registers.queries.arranged import FORM, is_arranged
from bayline.platform.registers.terms import Register

_AT_ONCE = 500
_Tallies = Counter[tuple[str, str]]


def strayed_lists(register: Register) -> Iterator[str]:
    """Say which entries lists would sort or filter wrongly; nothing of what lists do not use.

    Args:
        register: The declaration.
    """
    if not is_arranged(register):
        return
    wrong = either("列表所用的值与条目不符", "what lists use of it does not follow its values")
    tallies: _Tallies = Counter({(FORM, form_of(register)): 1})
    rows = Entry.objects.filter(register=register.name, is_deleted=False).order_by("pk")
    lines = rows.values_list("pk", "key", "values", "ranks").iterator(chunk_size=2000)
    seen = 0
    while part := [*islice(lines, _AT_ONCE)]:
        kept = _kept([line[0] for line in part])
        seen += sum(map(len, kept.values()))
        for number, key, values, ranks in part:
            if kept[number] != _wanted(register, arranged(register, key, values, ranks), tallies):
                yield f"registers_listed {register.name} {key}: {wrong}"
    if seen != Listed.objects.filter(register=register.name).count():
        yield f"registers_listed {register.name}: {wrong}"
    if tallies != _counted(register):
        wrong = either("分面的条数与条目不符", "the counts of its facets are not those of entries")
        yield f"registers_tally {register.name}: {wrong}"


def _kept(numbers: Sequence[int]) -> dict[int, list[tuple[str, str | None, str]]]:
    found: dict[int, list[tuple[str, str | None, str]]] = defaultdict(list)
    columns = Listed.objects.filter(entry__in=numbers)
    names = ("entry_id", "field", "value", "place")
    for number, field, value, place in columns.values_list(*names):
        found[number].append((field, value, place))
    return defaultdict(list, {number: sorted(rows, key=_column) for number, rows in found.items()})


def _column(row: tuple[str, str | None, str]) -> str:
    return row[0]


def _wanted(
    register: Register, found: Arranged, tallies: _Tallies
) -> list[tuple[str, str | None, str]]:
    place, columns = found
    counted = facet_columns(register) | {DEFAULT}
    tallies.update((name, value or "") for name, value in columns.items() if name in counted)
    return sorted(((name, value, place) for name, value in columns.items()), key=_column)


def _counted(register: Register) -> _Tallies:
    rows = Tally.objects.filter(register=register.name, entries__gt=0)
    return Counter(
        {(field, value): n for field, value, n in rows.values_list("field", "value", "entries")}
    )
