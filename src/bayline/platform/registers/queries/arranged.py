"""Lists of entries as they stand now, from what is kept of them for lists."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Sum, TextField
from django.db.models.functions import Cast
from orjson import loads

from bayline.platform.record.queries.prepared import Values, ask, doubled, marks_of
from bayline.platform.registers.arranging import (
    CUT,
    DEFAULT,
    facet_column,
    form_of,
    sort_column,
)
from bayline.platform.registers.asking import Ask, Count
from bayline.platform.registers.models import Entry, Listed, Tally
from bayline.platform.registers.terms import NUMERIC, Field, Register
from bayline.platform.standstill import once

FORM = "#form"  # the column of the form that a register was arranged by


class _Chosen(NamedTuple):
    """The one filter that is set: the column of its facet and the values it allows."""

    column: str
    values: tuple[str, ...]


class Arrangement(NamedTuple):
    """A question that what is kept for lists can answer."""

    register: Register
    sort: str  # the column sorted by first
    is_descending: bool
    chosen: _Chosen | None
    everything: int  # entries of the register

    def total(self) -> int:
        """Count the entries that are asked for."""
        if self.chosen is None:
            return self.everything
        return _total(self.register.name, self.chosen)

    def page(self, first: int, size: int) -> list[tuple[str, int, Any]]:
        """Give key, version and values of the entries of a page, in their order."""
        asked = self._asked(self.sort)
        way = "DESC" if self.is_descending else "ASC"
        order = "x.place" if self.sort == DEFAULT else f"x.value {way} NULLS LAST, x.place"
        numbers = (
            f"SELECT x.entry_id FROM {asked.tables} WHERE {asked.condition}"  # noqa: S608 - our own names
            f" ORDER BY {order} LIMIT {size:d} OFFSET {first:d}"
        )
        with connection.cursor() as cursor:
            cursor.execute(numbers, asked.values)
            return _entries([number for (number,) in cursor.fetchall()])

    def _asked(self, column: str) -> "_Asked":
        """Ask for the rows `x` of a column, of the entries that the filter leaves."""
        name, chosen = self.register.name, self.chosen
        if chosen is None:
            alone = "x.register = %s AND x.field = %s"
            whole = " AND x.value = ''" if column == DEFAULT else ""
            return _Asked("registers_listed x", f"{alone}{whole}", [name, column])
        is_one = column in {DEFAULT, chosen.column}  # the place stands in each row of an entry
        table = "x" if is_one else "f"
        wanted, words = _wanted(table, chosen.values)
        condition = f"{table}.register = %s AND {table}.field = %s AND {wanted}"
        values = [name, chosen.column, *words]
        if is_one:
            return _Asked("registers_listed x", condition, values)
        joined = f"{condition} AND x.entry_id = f.entry_id AND x.field = %s"
        return _Asked("registers_listed f CROSS JOIN registers_listed x", joined, [*values, column])

    def counts(self, column: str, most: int) -> tuple[Count, ...]:
        """Give the values of a facet that most entries have under the filter of another one."""
        if self.chosen is None or self.chosen.column == column:
            return _most(self.register.name, column, most)
        found = self._counted(column, most)
        return tuple(Count(value=value, count=count) for value, count in found)

    def _counted(self, column: str, most: int) -> list[tuple[str, int]]:
        asked = self._asked(column)
        counted = (
            "SELECT COALESCE(x.value, '') AS found, COUNT(*) AS entries"  # noqa: S608 - our own names
            f" FROM {asked.tables} WHERE {asked.condition}"
            f" GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {most:d}"
        )
        with connection.cursor() as cursor:
            cursor.execute(counted, asked.values)
            found: list[tuple[str, int]] = cursor.fetchall()
        return found


@once
def _total(register: str, chosen: _Chosen) -> int:
    rows = Tally.objects.filter(register=register, field=chosen.column)
    found = rows.filter(value__in=chosen.values).aggregate(n=Sum("entries"))
    return int(found["n"] or 0)


@once
def _most(register: str, column: str, most: int) -> tuple[Count, ...]:
    """Give the values of a facet that most entries have, with how many."""
    rows = Tally.objects.filter(register=register, field=column, entries__gt=0)
    told = rows.order_by("-entries", "value").values_list("value", "entries")
    return tuple(Count(value=value, count=count) for value, count in told[:most])


class _Asked(NamedTuple):
    """A question to what is kept for lists."""

    tables: str
    condition: str
    values: list[str]


def _wanted(table: str, values: Sequence[str]) -> tuple[str, list[str]]:
    """Give the condition of having one of some values; an empty one stands for none."""
    words = [value for value in values if value]
    wanted = [f"{table}.value IN ({', '.join(['%s'] * len(words))})"] if words else []
    wanted += [f"{table}.value IS NULL"] if "" in values else []
    return f"({' OR '.join(wanted)})", words


def _entries(numbers: Sequence[int]) -> list[tuple[str, int, Any]]:
    values = doubled("number", numbers)
    rows = ask(("entries numbered", len(values)), values, _numbered)
    found = {number: (key, version, loads(told)) for number, key, version, told in rows}
    return [found[number] for number in numbers]


def _numbered(marks: Values) -> Any:  # noqa: ANN401 - a query
    told = Entry.objects.filter(pk__in=marks_of("number", marks)).order_by()
    # Django reads JSON at a fifth of the speed.
    text = told.annotate(text=Cast("values", TextField()))
    return text.values_list("pk", "key", "version", "text")


def is_arranged(register: Register) -> bool:
    """Tell whether what lists need of a register is kept as its declaration wants it."""
    rows = Tally.objects.filter(register=register.name, field=FORM, value=form_of(register))
    return rows.exists()


def arrangement(register: Register, ask: Ask) -> Arrangement | None:
    """Give the arrangement that answers a question about now; None where there is none.

    Words, and several filters at once, are looked for in the entries themselves; so is all of a
    register some of whose values are too long for an index.
    """
    filters, sort = [*_filters(register, ask)], _sort(register, ask)
    is_more = bool(ask.text) or len(filters) > 1 or not all(one.column for one in filters)
    if is_more or sort is None:
        return None
    whole, cut = _arranged_entries(register) or (0, 1)
    if cut:
        return None
    chosen = next(iter(filters), None)
    return Arrangement(register, sort, ask.sort.startswith("-"), chosen, whole)


def column_of(register: Register, field: Field) -> str | None:
    """Name the column that keeps the values of a field as they are written.

    None where there is no such one, or the register is not arranged.
    """
    column = sort_column(field)
    if column is None or field.kind in NUMERIC or (_arranged_entries(register) or (0, 1))[1]:
        return None
    return column


def with_values(register: Register, column: str, values: Collection[Any]) -> Any:  # noqa: ANN401 - a query
    """Give the numbers of the entries that have one of some values in a column, as a query."""
    rows = Listed.objects.filter(register=register.name, field=column, value__in=[*values])
    return rows.values("entry")


def entries_arranged(register: Register) -> int | None:
    """Count the entries of a register; None where it is not arranged."""
    found = _arranged_entries(register)
    return None if found is None else sum(found)


def several_arranged(registers: Collection[Register]) -> dict[str, int]:
    """Count the entries of registers by one question; those not arranged are left out."""
    asked = {one.name: one for one in registers}
    rows = Tally.objects.filter(register__in=[*asked], field__in=(FORM, DEFAULT))
    found: dict[str, dict[tuple[str, str], int]] = {}
    for name, field, value, entries in rows.values_list("register", "field", "value", "entries"):
        found.setdefault(name, {})[field, value] = entries
    counts = {name: _counts(asked[name], tallies) for name, tallies in found.items()}
    return {name: sum(count) for name, count in counts.items() if count is not None}


def _arranged_entries(register: Register) -> tuple[int, int] | None:
    """Count entries, those with short values and the others; None where they are not arranged."""
    return _counts(register, _of_whole(register.name))


def _counts(register: Register, found: Mapping[tuple[str, str], int]) -> tuple[int, int] | None:
    if (FORM, form_of(register)) not in found:
        return None
    return found.get((DEFAULT, ""), 0), found.get((DEFAULT, CUT), 0)


@once
def _of_whole(register: str) -> Mapping[tuple[str, str], int]:
    rows = Tally.objects.filter(register=register, field__in=(FORM, DEFAULT))
    return {(field, value): n for field, value, n in rows.values_list("field", "value", "entries")}


def _filters(register: Register, ask: Ask) -> Iterator[_Chosen]:
    for name, values in ask.filters.items():
        field = register.field(name)
        if field is not None and not field.personal and values:
            yield _Chosen(facet_column(field) if field.facet else "", values)


def _sort(register: Register, ask: Ask) -> str | None:
    if not ask.sort:
        return DEFAULT
    field = register.field(ask.sort.removeprefix("-"))
    return DEFAULT if field is None or field.personal else sort_column(field)
