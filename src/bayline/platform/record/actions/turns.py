"""Whose turn it is to write: every chain has one last row, so writers come one after the other."""

from django.db import connection, models

from bayline.platform.record.chain import GENESIS

_LOCK = 0x6261796C696E65  # "bayline" in ASCII: the number of the lock that writers hold


def take_turn() -> None:
    """Wait for other writers of the record; the turn ends with the transaction.

    SQLite lets one transaction write at a time by itself; PostgreSQL is asked for a lock.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def last_digest(table: type[models.Model]) -> str:
    """Give the digest that the next row of a table is linked to."""
    digests = table._default_manager.order_by("-pk").values_list("digest", flat=True)  # noqa: SLF001 - Django's public name
    return str(digests.first() or GENESIS)
