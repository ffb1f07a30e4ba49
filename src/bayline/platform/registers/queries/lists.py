"""Lists of entries: filtered, searched, sorted and counted by the database, now or at a moment."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db import connection
from django.db.models import Count as Counted
from django.db.models import F, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, Collate

from bayline.platform.reaching import present_reach, seen_at
from bayline.platform.registers.arranging import facet_column
from bayline.platform.registers.asking import PAGE_ROWS, Ask, Count, Listing
from bayline.platform.registers.queries.arranged import (
    Arrangement,
    arrangement,
    entries_arranged,
    several_arranged,
)
from bayline.platform.registers.queries.entries import Rows, Unseal, as_it_is, opened, standing
from bayline.platform.registers.ranking import folded
from bayline.platform.registers.terms import NUMERIC, Entry, Register
from bayline.platform.seals.queries import unseal as unsealed

_FACET_VALUES_MOST = 30
_ROWS_AT_ONCE = 2000
_FIRST_ROWS = 500


def listing(register: Register, ask: Ask, *, unseal: Unseal = unsealed) -> Listing:
    """Answer a question to a list, one page of it.

    Args:
        register: The declaration.
        ask: The question; a sort or filter by a field that is not there is left out.
        unseal: Opens personal values.
    """
    moment = seen_at(ask.at)
    known = arrangement(register, ask) if moment is None and present_reach().is_whole else None
    if known is not None:
        return _arranged(known, ask, unseal)
    rows = _rows(register, ask.at)
    found = _matching(rows, register, ask)
    total = found.count()
    pages = max(1, -(-total // PAGE_ROWS))
    first = (min(max(ask.page, 1), pages) - 1) * PAGE_ROWS
    page = _sorted(found, register, ask.sort)[first : first + PAGE_ROWS]
    return Listing(
        total=total,
        everything=rows.count() if ask.text or ask.filters else total,
        entries=(*_entries(register, page, unseal),),
        facets={
            field.name: _counts(_matching(rows, register, ask, leaving_out=field.name), field.name)
            for field in register.fields
            if field.facet
        },
    )


def _arranged(known: Arrangement, ask: Ask, unseal: Unseal) -> Listing:
    """Answer from what is kept for lists."""
    register, total = known.register, known.total()
    pages = max(1, -(-total // PAGE_ROWS))
    first = (min(max(ask.page, 1), pages) - 1) * PAGE_ROWS
    return Listing(
        total=total,
        everything=known.everything,
        entries=tuple(
            Entry(key=key, version=version, values=opened(register, key, values, unseal))
            for key, version, values in known.page(first, PAGE_ROWS)
        ),
        facets={
            field.name: known.counts(facet_column(field), _FACET_VALUES_MOST)
            for field in register.fields
            if field.facet
        },
    )


def count(register: Register, *, at: datetime | None = None) -> int:
    """Count the entries of a register as it stands now, or stood at a moment."""
    moment = seen_at(at)
    known = entries_arranged(register) if moment is None and present_reach().is_whole else None
    return _rows(register, at).count() if known is None else known


def counts(registers: Collection[Register], *, at: datetime | None = None) -> dict[str, int]:
    """Count the entries of several registers, by name, as `count` does each."""
    is_now = seen_at(at) is None and present_reach().is_whole
    known = several_arranged(registers) if is_now else {}
    return {
        one.name: _rows(one, at).count() if one.name not in known else known[one.name]
        for one in registers
    }


def entries_behind(register: Register, ask: Ask, *, key: str, size: int) -> tuple[Entry, ...]:
    """Give a page of entries in the order of their keys, personal values still sealed.

    Args:
        register: The declaration.
        ask: What they must meet; its order and its page are not asked for.
        key: Key of the entry before the page; empty for the first page.
        size: At most so many.
    """
    rows = _matching(_rows(register, ask.at), register, ask)
    later = rows.annotate(place=_by_bytes(F("key"))).filter(place__gt=key) if key else rows
    page = later.order_by(_by_bytes(F("key")).asc())[:size]
    return (*_entries(register, page, as_it_is),)


def selected(
    register: Register, ask: Ask, *, unseal: Unseal = unsealed, filled: str = ""
) -> Iterator[Entry]:
    """Give all entries that a question selects, one after the other, in its order.

    Args:
        register: The declaration.
        ask: What they must meet.
        unseal: Opens personal values.
        filled: Name of a field that must not be empty, and is not personal; none if empty.
    """
    rows = _matching(_rows(register, ask.at), register, ask)
    if filled:
        rows = rows.filter(values__has_key=filled)  # what is empty is not kept
    return _entries(register, _sorted(rows, register, ask.sort), unseal)


def in_order(register: Register, *, at: datetime | None, filled: str = "") -> Iterator[Entry]:
    """Give all entries in the order of the declaration, personal values still sealed.

    Whoever needs only the first of a great many does not wait for all of them to be put in order.

    Args:
        register: The declaration.
        at: As they stood then; None for now.
        filled: Name of a field that must not be empty, and is not personal; none if empty.
    """
    ask, is_now = Ask(at=at), seen_at(at) is None and present_reach().is_whole
    known = arrangement(register, ask) if is_now else None
    if known is None:
        yield from selected(register, ask, unseal=as_it_is, filled=filled)
        return
    for first in range(0, known.everything, _FIRST_ROWS):
        for key, version, values in known.page(first, _FIRST_ROWS):
            if not filled or values.get(filled):
                yield Entry(key=key, version=version, values=values)


def _rows(register: Register, at: datetime | None) -> Rows:
    return standing(register, seen_at(at)).filter(is_deleted=False)


def _matching(rows: Rows, register: Register, ask: Ask, *, leaving_out: str = "") -> Rows:
    for word in folded(ask.text).split():
        rows = rows.filter(search__contains=word)
    for name, values in ask.filters.items():
        field = register.field(name)
        if field is None or field.personal or name == leaving_out or not values:
            continue
        rows = rows.annotate(**{f"value_{name}": _value(name)})
        rows = rows.filter(**{f"value_{name}__in": values})
    return rows


def _value(name: str) -> Coalesce:
    """Give the text of a field; empty where an entry has none."""
    return Coalesce(KeyTextTransform(name, "values"), Value(""), output_field=TextField())


def _counts(rows: Rows, name: str) -> tuple[Count, ...]:
    counted = (
        rows.annotate(facet=_value(name))
        .order_by()
        .values_list("facet")
        .annotate(found=Counted("id"))
        .order_by("-found", _by_bytes(F("facet")).asc())
    )
    return tuple(Count(value=value, count=found) for value, found in counted[:_FACET_VALUES_MOST])


def _sorted(rows: Rows, register: Register, sort: str) -> Rows:
    orders = []
    for wanted in ([sort] if sort else []) + [*register.order, register.key]:
        field = register.field(wanted.removeprefix("-"))
        if field is None or field.personal:
            continue
        column = "ranks" if field.kind in NUMERIC else "values"
        value = _by_bytes(KeyTextTransform(field.name, column))
        down = wanted.startswith("-")
        orders.append(value.desc(nulls_last=True) if down else value.asc(nulls_last=True))
    return rows.order_by(*orders, "key")


def _by_bytes(value: F | KeyTextTransform) -> Collate:
    """Compare texts alike on every engine, whatever the locale of the database is."""
    return Collate(value, "C" if connection.vendor == "postgresql" else "BINARY")


def _entries(register: Register, rows: Rows, unseal: Unseal) -> Iterator[Entry]:
    found = rows.values_list("key", "version", "values")
    for key, version, values in found.iterator(chunk_size=_ROWS_AT_ONCE):
        yield Entry(key=key, version=version, values=opened(register, key, values, unseal))
