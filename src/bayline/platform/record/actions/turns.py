"""Whose turn it is to write: every chain has one last row, so writers come one after the other."""

from django.db import connection
from django.db.models import Model

from bayline.platform.record import models
from bayline.platform.record.chain import GENESIS

_LOCK = 0x6261796C696E65  # "bayline" in ASCII: the number of the lock that writers hold


def take_turn() -> None:
    """Wait for other writers of the record; the turn ends with the transaction.

    SQLite lets one transaction write at a time by itself; PostgreSQL is asked for a lock.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def last_digest(table: type[Model]) -> str:
    """Give the digest that the next row of a table is linked to: its head's, not its last row's.

    Where the end of a chain was cut off, a row that is added later does not hide it.
    """
    heads = models.Head.objects.filter(chain=_name(table))
    return str(heads.values_list("digest", flat=True).first() or GENESIS)


_MOVE = (
    "INSERT INTO record_head (chain, length, digest) VALUES (%s, %s, %s)"
    " ON CONFLICT (chain) DO UPDATE"
    " SET length = record_head.length + excluded.length, digest = excluded.digest"
)


def move_head(table: type[Model], *, rows: int, digest: str) -> None:
    """Say where a chain ends now; called in the transaction that adds to it.

    Args:
        table: The table of the chain.
        rows: How many rows were added.
        digest: The digest of the last of them.
    """
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(_MOVE, [_name(table), rows, digest])


def _name(table: type[Model]) -> str:
    return table._meta.db_table  # noqa: SLF001 - Django's public name
