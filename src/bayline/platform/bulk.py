"""Write many rows by the fastest way of the engine: COPY on PostgreSQL, executemany on SQLite.

Django looks at every value for its own types, which costs ten times as much; rows that come here
hold what the database stores already: text, whole numbers, bytes and nothing.
"""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain, islice
from types import MappingProxyType
from typing import NamedTuple

from django.db import DEFAULT_DB_ALIAS, connection, connections

from bayline.platform.sqlite.base import DatabaseWrapper

_AT_ONCE = 5_000  # rows in one COPY
_TOGETHER = (25, 5, 1)  # rows in one INSERT: more or fewer take longer
_COMPARED = 250  # rows that are looked at for columns in which they are alike
_ROOM_KB = 160_000  # of pages that one large transaction may keep in memory
_LOOKED_AT = 1_000  # rows of an index that the database looks at to learn its size
_NONE: Mapping[str, int | None] = MappingProxyType({})
_NO_VALUES: Mapping[str, object] = MappingProxyType({})
_Row = tuple[object, ...]


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


@contextmanager
def with_room(kilobytes: int = _ROOM_KB) -> Iterator[None]:
    """Give SQLite room for all pages that a large transaction touches, and take it back.

    Else it writes pages out before the end and reads them again: a seventh of the time of an import
    of 20,000 projects. On a connection that only reads so much room would be filled for nothing.
    Whoever waits for the commit does not wait for the log to be brought into the file.

    Args:
        kilobytes: How much room there is.
    """
    own = connections[DEFAULT_DB_ALIAS]
    if not isinstance(own, DatabaseWrapper):
        yield
        return
    own.ensure_connection()
    raw = own.connection  # also where a transaction has failed
    (usual,) = raw.execute("PRAGMA cache_size").fetchone()
    raw.execute(f"PRAGMA cache_size=-{kilobytes}")
    own.is_large = True
    try:
        yield
    finally:
        own.is_large = own.in_atomic_block
        raw.execute(f"PRAGMA cache_size={usual}")


def write_rows(
    table: str,
    columns: Sequence[str],
    rows: Iterable[_Row],
    *,
    same: Mapping[str, int | None] = _NONE,
    once: Mapping[str, object] = _NO_VALUES,
    alike: Sequence[str] = (),
) -> None:
    """Insert rows in their order, inside the present transaction.

    Args:
        table: Name of the table in the database.
        columns: Names of its columns.
        rows: The values, in the order of the columns.
        same: Columns that have one value in all rows; they are not bound row by row.
        once: Columns that have one value in all rows, which the database stores already.
        alike: Columns that often have one value in hundreds of rows in a row; where they do, they
            are bound once for several rows. So many rows are then held at once.
    """
    if connection.vendor == "postgresql":
        names = _listed((*columns, *once, *same))
        _copy(f'COPY "{table}" ({names}) FROM STDIN', rows, (*once.values(), *same.values()))
        return
    waiting = iter(rows)
    connection.ensure_connection()
    with connection.wrap_database_errors:  # as for all other statements
        while some := [*islice(waiting, _COMPARED)]:
            found = _Rows((*once, *columns), (*once.values(),), some).once(alike)
            _insert(table, found, (*same.items(),))


def write_one_by_one(table: str, columns: Sequence[str], rows: Iterable[_Row]) -> None:
    """Insert rows into a table that SQLite keeps by a module of its own, as FTS5 is.

    It takes single rows in half as fast again as many in one statement.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors:
        connection.connection.executemany(_statement(table, (*columns,), 0, (), 1), rows)


def learn_sizes() -> None:
    """Let the database count what its indexes hold, so that it chooses well among them.

    After a load that changed the sizes of tables by orders; it looks at a bounded number of rows.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit={_LOOKED_AT}")
        cursor.execute("ANALYZE")


class _Rows(NamedTuple):
    """Some rows on their way, and before them the values that are bound once for several.

    Attributes:
        columns: Names of the columns, those with one value first.
        given: The values of these.
        rows: The values of the others.
    """

    columns: tuple[str, ...]
    given: _Row
    rows: Sequence[_Row]

    def once(self, alike: Sequence[str]) -> "_Rows":
        """Set the columns apart that have one value in all rows; of few rows it does not pay."""
        if not alike or len(self.rows) <= _TOGETHER[0]:
            return self
        known = len(self.given)
        found = dict(zip(self.columns[known:], zip(*self.rows, strict=True), strict=True))
        same = {
            name: found.pop(name)[0]
            for name in alike
            if found[name].count(found[name][0]) == len(self.rows)
        }
        rest = [*zip(*found.values(), strict=True)]
        if not found:
            return self
        columns = (*self.columns[:known], *same, *found)
        return _Rows(columns, (*self.given, *same.values()), rest)


def _insert(table: str, rows: _Rows, same: tuple[tuple[str, int | None], ...]) -> None:
    """Insert some rows with each statement, and the last few with shorter ones.

    Binding a value takes as long as storing it; beginning a statement as long as three rows.
    """
    raw, first = connection.connection, 0
    for together in _TOGETHER:
        statement = _statement(table, rows.columns, len(rows.given), same, together)
        while first + together <= len(rows.rows):
            some = rows.rows[first : first + together]
            raw.execute(statement, (*rows.given, *chain.from_iterable(some)))
            first += together


@lru_cache(maxsize=256)
def _statement(
    table: str,
    columns: tuple[str, ...],
    given: int,
    same: tuple[tuple[str, int | None], ...],
    together: int,
) -> str:
    """Write the statement that inserts some rows, the first columns of which are bound once.

    OR FAIL, since for a statement of several rows SQLite would else copy every page that it
    touches, to take the statement back alone; here the transaction takes all back.
    """
    literals = ["NULL" if value is None else f"{value:d}" for _, value in same]
    once = [f"?{at}" for at in range(1, given + 1)]
    width = len(columns) - given
    marks = (
        ", ".join([*once, *(f"?{at}" for at in range(first, first + width)), *literals])
        for first in range(given + 1, given + 1 + together * width, width)
    )
    names = _listed((*columns, *(name for name, _ in same)))
    rows = ", ".join(f"({some})" for some in marks)
    return f'INSERT OR FAIL INTO "{table}" ({names}) VALUES {rows}'  # noqa: S608 - our own names


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _copy(statement: str, rows: Iterable[_Row], same: _Row) -> None:
    waiting = iter(rows)
    with connection.wrap_database_errors, connection.cursor() as cursor:
        # Making a row may ask the database, which cannot answer while it takes a copy.
        while some := [*islice(waiting, _AT_ONCE)]:
            with cursor.copy(statement) as copy:
                for row in some:
                    copy.write_row(row + same)
