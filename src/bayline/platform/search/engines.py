"""Where the two databases differ: SQLite keeps tokens in FTS5, PostgreSQL in a column with GIN.

Both are handed the same tokens and asked for the same ones; neither sees a character that somebody
typed, only tokens, each in quotes.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from bayline.engines.search.tokens import Token
from bayline.platform.bulk import write_one_by_one, write_rows
from bayline.platform.search.terms import NameRow

PASSAGES, NAMES = "search_passage", "search_name"
TABLES = (PASSAGES, NAMES)
_MARK = "¤"  # before a token that somebody's words never give: a kind, a register


class Indexed(NamedTuple):
    """A row on its way into a table, and its tokens."""

    values: tuple[object, ...]
    tokens: str


def marked(word: str) -> str:
    """Give the token that marks a row as of a kind, or of a register."""
    return f"{_MARK}{word}"


def making(database: BaseDatabaseWrapper) -> Iterator[str]:
    """Give the statements that make what holds the tokens."""
    for table in TABLES:
        if database.vendor == "postgresql":
            yield f"ALTER TABLE {table} ADD COLUMN tokens tsvector NOT NULL DEFAULT ''"
            yield f"CREATE INDEX {table}_tokens ON {table} USING gin (tokens)"
        else:
            # No copy of the tokens, no positions: what is found is looked at in the words.
            yield (
                f"CREATE VIRTUAL TABLE {table}_index USING fts5(tokens, content='', detail=none,"
                " tokenize=\"ascii tokenchars '-_.'\")"
            )


def unmaking(database: BaseDatabaseWrapper) -> Iterator[str]:
    """Give the statements that take away what holds the tokens."""
    for table in TABLES:
        if database.vendor == "postgresql":
            yield f"ALTER TABLE {table} DROP COLUMN tokens"
        else:
            yield f"DROP TABLE {table}_index"


def emptied() -> None:
    """Empty the tables of the index."""
    with connection.cursor() as cursor:
        for table in (*TABLES, "search_text"):
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
        if connection.vendor == "sqlite":
            for table in TABLES:
                cursor.execute(f"INSERT INTO {table}_index ({table}_index) VALUES ('delete-all')")  # noqa: S608 - our own names


def next_number(table: str) -> int:
    """Give the number of the next row; whoever asks is the only one who writes."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT max(id) FROM {table}")  # noqa: S608 - our own names
        return (cursor.fetchone()[0] or 0) + 1


def write_passages(rows: Sequence[Indexed], *, first: int) -> None:
    """Write passages with their tokens, inside the present transaction.

    Args:
        rows: Values for `text`, `start`, `end` and `words`.
        first: The number of the first; the others follow.
    """
    columns = ("id", "text", "start", "end", "words")
    _write(PASSAGES, columns, [((first + at, *row.values), row) for at, row in enumerate(rows)])


def write_names(rows: Sequence[Indexed]) -> None:
    """Write names with their tokens, inside the present transaction.

    Writers of different registers go side by side on PostgreSQL, which numbers the rows itself;
    SQLite has one writer at a time.

    Args:
        rows: Values as `NameRow` has them.
    """
    columns = NameRow._fields
    if connection.vendor == "postgresql":
        _write(NAMES, columns, [(row.values, row) for row in rows])
        return
    first = next_number(NAMES)
    numbered = [((first + at, *row.values), row) for at, row in enumerate(rows)]
    _write(NAMES, ("id", *columns), numbered)


def _write(
    table: str, columns: Sequence[str], rows: Sequence[tuple[tuple[object, ...], Indexed]]
) -> None:
    if connection.vendor == "postgresql":
        told = ((*values, _quoted(row.tokens)) for values, row in rows)
        write_rows(table, (*columns, "tokens"), told)
        return
    alike = ("kind", "owner", "version", "since", "until") if table == NAMES else ()
    write_rows(table, columns, (values for values, _ in rows), alike=alike)
    indexed = ((values[0], row.tokens) for values, row in rows)
    write_one_by_one(f"{table}_index", ("rowid", "tokens"), indexed)


def _quoted(tokens: str) -> str:
    return "'" + "' '".join(tokens.split()) + "'" if tokens else ""


class Question(NamedTuple):
    """The beginning of a question for rows that have some tokens: a FROM and a WHERE.

    Attributes:
        tables: What is asked; the table is called `r`.
        condition: With one mark for `asked`.
        asked: The tokens, as the engine wants them.
        number: The column to go by, so that the engine needs no sorting.
    """

    tables: str
    condition: str
    asked: str
    number: str


def question(table: str, tokens: Sequence[Token]) -> Question:
    """Ask for the rows of a table that have all of some tokens.

    Args:
        table: One of `TABLES`.
        tokens: At least one.
    """
    if connection.vendor == "postgresql":
        asked = " & ".join(f"'{one.text}'{':*' if one.is_open else ''}" for one in tokens)
        return Question(f"{table} r", "r.tokens @@ %s::tsquery", asked, "r.id")
    asked = " AND ".join(f'"{one.text}"{" *" if one.is_open else ""}' for one in tokens)
    # CROSS JOIN has SQLite begin with the tokens, newest first, and stop when it has enough.
    tables = f"{table}_index f CROSS JOIN {table} r ON r.id = f.rowid"
    return Question(tables, f"f.{table}_index MATCH %s", asked, "f.rowid")


def held(column: str) -> str:
    """Give the condition that a column holds some words as they are; with a mark for them."""
    return f"{'strpos' if connection.vendor == 'postgresql' else 'instr'}({column}, %s) > 0"


def gone_through(token: Token, *, rows: int | None) -> Question:
    """Ask for passages whose words hold a token, without the index.

    Args:
        token: The token.
        rows: How many of the newest are gone through; None for all, where something else bounds it.
    """
    newest = f" AND r.id > (SELECT max(id) FROM {PASSAGES}) - {rows}" if rows is not None else ""  # noqa: S608 - our own names
    return Question(f"{PASSAGES} r", held("r.words") + newest, token.text, "r.id")


def passages_inside(found: str, kept: str) -> str:
    """Give the tables that lead from passages of the index to those of the record inside them.

    Both engines are led to look up each passage alone; PostgreSQL would else go through all.

    Args:
        found: What the passages of the index are called.
        kept: What those of the record are called.
    """
    inside = (
        f"{kept}.text_id = {found}.text AND {kept}.start >= {found}.start"
        f' AND {kept}.start < {found}."end"'
    )
    if connection.vendor == "postgresql":
        one = f"SELECT {kept}.id FROM record_passage {kept} WHERE {inside} OFFSET 0"  # noqa: S608 - our own names
        return f"{PASSAGES} {found} CROSS JOIN LATERAL ({one}) {kept}"
    return f"{PASSAGES} {found} CROSS JOIN record_passage {kept} ON {inside}"
