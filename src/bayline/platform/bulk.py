"""Write many rows by the fastest way of the engine: COPY on PostgreSQL, executemany on SQLite.

Django looks at every value for its own types, which costs ten times as much; rows that come here
hold what the database stores already: text, whole numbers, bytes and nothing.
"""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from types import MappingProxyType

from django.db import connection

_AT_ONCE = 5_000  # rows in one COPY
_TOGETHER = 16  # rows in one INSERT: more or fewer take longer
_LOOKED_AT = 1_000  # rows of an index that the database looks at to learn its size
_NONE: Mapping[str, int | None] = MappingProxyType({})


@contextmanager
def without_collecting() -> Iterator[None]:
    """Keep the garbage collector from walking over many thousand rows again and again.

    Rows are flat and die by counting; walking over them takes a quarter of the time of a load.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def write_rows(
    table: str,
    columns: Sequence[str],
    rows: Iterable[tuple[object, ...]],
    *,
    same: Mapping[str, int | None] = _NONE,
) -> None:
    """Insert rows in their order, inside the present transaction.

    Args:
        table: Name of the table in the database.
        columns: Names of its columns.
        rows: The values, in the order of the columns.
        same: Columns that have one value in all rows; they are not bound row by row.
    """
    names = ", ".join(f'"{column}"' for column in (*columns, *same))
    if connection.vendor == "postgresql":
        _copy(f'COPY "{table}" ({names}) FROM STDIN', rows, (*same.values(),))
        return
    marks = ", ".join(["?"] * len(columns) + [_literal(value) for value in same.values()])
    head = f'INSERT OR FAIL INTO "{table}" ({names}) VALUES '  # noqa: S608 - our own names
    _insert(head, f"({marks})", iter(rows))


def learn_sizes() -> None:
    """Let the database count what its indexes hold, so that it chooses well among them.

    After a load that changed the sizes of tables by orders; it looks at a bounded number of rows.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit={_LOOKED_AT}")
        cursor.execute("ANALYZE")


def _insert(head: str, marks: str, rows: Iterator[tuple[object, ...]]) -> None:
    """Insert some rows with each statement, and the last few each with its own.

    OR FAIL, since for a statement of several rows SQLite would else copy every page that it
    touches, to take the statement back alone; here the transaction takes all back.
    """
    rest: list[tuple[object, ...]] = []

    def together() -> Iterator[tuple[object, ...]]:
        while len(some := [*islice(rows, _TOGETHER)]) == _TOGETHER:
            yield (*chain.from_iterable(some),)
        rest.extend(some)

    connection.ensure_connection()
    raw = connection.connection
    with connection.wrap_database_errors:  # as for all other statements
        raw.executemany(head + ", ".join([marks] * _TOGETHER), together())
        raw.executemany(head + marks, rest)


def _copy(statement: str, rows: Iterable[tuple[object, ...]], same: tuple[object, ...]) -> None:
    waiting = iter(rows)
    with connection.wrap_database_errors, connection.cursor() as cursor:
        # Making a row may ask the database, which cannot answer while it takes a copy.
        while some := [*islice(waiting, _AT_ONCE)]:
            with cursor.copy(statement) as copy:
                for row in some:
                    copy.write_row(row + same)


def _literal(value: int | None) -> str:
    return "NULL" if value is None else f"{value:d}"
