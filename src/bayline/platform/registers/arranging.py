"""What lists of a register sort and filter by, worked out beside each entry as it is stored.

A list then reads one page from an index, and the counts of its facets from a small table, however
many entries there are. Personal values never come here.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import sha256
from itertools import takewhile
from typing import NamedTuple

from bayline.platform.registers.terms import NUMERIC, Field, Kind, Register, Values

DEFAULT = ""  # the column of an entry's place in the order of the declaration
CUT = "cut"  # the value in it of an entry of which something is too long for an index
_LONGEST = 250  # characters of a value or a place: an index of PostgreSQL takes 2,700 bytes
_VERSION = 2  # of what is worked out here
_LAST = "\U0010ffff"  # comes after every text
_BETWEEN = "\x01"  # comes before every character of a text
_UNSORTED = frozenset({Kind.LONG, Kind.URL, Kind.POINT})


class Arranged(NamedTuple):
    """What one entry is sorted and filtered by.

    Attributes:
        place: A text that sorts by bytes as the declaration orders entries.
        values: By column a text that sorts by bytes; None where the entry has none.
    """

    place: str
    values: dict[str, str | None]


class Columns(NamedTuple):
    """What many entries are sorted and filtered by.

    Attributes:
        places: Of each entry, as `Arranged` has it.
        columns: By column the values of each entry, in the same order.
    """

    places: list[str]
    columns: dict[str, list[str | None]]


def sort_column(field: Field) -> str | None:
    """Name the column that sorts by a field; None where none is kept."""
    is_kept = (field.listed or field.facet) and not field.personal and field.kind not in _UNSORTED
    return field.name if is_kept else None


def facet_column(field: Field) -> str:
    """Name the column of the values of a facet, as they are written."""
    return f"={field.name}" if field.kind in NUMERIC else field.name


@lru_cache(maxsize=64)
def facet_columns(register: Register) -> frozenset[str]:
    """Name the columns whose values are counted."""
    return frozenset(facet_column(field) for field in register.fields if field.facet)


@lru_cache(maxsize=64)
def form_of(register: Register) -> str:
    """Name what the columns follow from: a declaration that asks for others has another form."""
    fields = [(one.name, one.kind, one.facet, one.listed, one.personal) for one in register.fields]
    told = (_VERSION, register.key, register.order, fields)
    return sha256(repr(told).encode()).hexdigest()[:16]


class _Plan(NamedTuple):
    """Which values make the columns and the place of an entry; of numbers their ranks."""

    columns: tuple[tuple[str, str, bool], ...]  # column, field, whether it is a rank
    places: tuple[tuple[str, bool], ...]


@lru_cache(maxsize=64)
def _plan(register: Register) -> _Plan:
    columns = []
    for field in register.fields:
        if (column := sort_column(field)) is not None:
            columns.append((column, field.name, field.kind in NUMERIC))
        if field.facet and facet_column(field) != column:
            columns.append((facet_column(field), field.name, False))
    order = takewhile(lambda name: name != register.key, dict.fromkeys(register.order))
    named = (*map(register.field, order),)  # the key comes last of all, and no two have one
    places = ((one.name, one.kind in NUMERIC) for one in named if one and not one.personal)
    return _Plan((*columns,), (*places,))


def arranged(register: Register, key: str, values: Values, ranks: Values) -> Arranged:
    """Work out what an entry is sorted and filtered by.

    Args:
        register: The declaration.
        key: Key of the entry.
        values: Its values; personal ones are left alone.
        ranks: The ranks of its numbers.
    """
    found = all_arranged(register, [(key, values, ranks)])
    return Arranged(found.places[0], {name: one[0] for name, one in found.columns.items()})


def all_arranged(register: Register, entries: Sequence[tuple[str, Values, Values]]) -> Columns:
    """Work out what entries are sorted and filtered by, column by column.

    Args:
        register: The declaration.
        entries: Key, values and ranks of each.
    """
    plan = _plan(register)
    keys = [key for key, _, _ in entries]
    held = [[values for _, values, _ in entries], [ranks for _, _, ranks in entries]]
    columns: dict[str, list[str | None]] = {
        column: [one.get(name) for one in held[is_rank]] for column, name, is_rank in plan.columns
    }
    parts = [[one.get(name, _LAST) for one in held[is_rank]] for name, is_rank in plan.places]
    places = [*map(_BETWEEN.join, zip(*parts, keys, strict=True))]
    long = _long_ones(places, columns.values())
    for at in long:
        places[at] = places[at][:_LONGEST]
        for texts in columns.values():
            texts[at] = (texts[at] or "")[:_LONGEST] or texts[at]
    whole: list[str | None] = [CUT if at in long else "" for at in range(len(places))]
    return Columns(places, {DEFAULT: whole, **columns})


def _long_ones(places: Sequence[str], columns: Iterable[Sequence[str | None]]) -> frozenset[int]:
    """Tell which entries have something that is too long for an index."""
    return frozenset(
        at
        for texts in (places, *columns)
        if max(map(len, filter(None, texts)), default=0) > _LONGEST
        for at, text in enumerate(texts)
        if text and len(text) > _LONGEST
    )
