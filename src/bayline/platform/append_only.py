"""Tables that are only added to: the database itself refuses to change or delete their rows."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.apps.registry import Apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython

_REFUSAL = "rows of {table} are never changed or deleted; add a new one"
_EVENTS = ("UPDATE", "DELETE")
_FUNCTION = "bayline_refuse_change"


def forbid_changes(*tables: str) -> RunPython:
    """Give the migration that guards tables against UPDATE and DELETE (on PostgreSQL TRUNCATE too).

    Args:
        tables: Names of the tables in the database.
    """

    def guard(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in _guards(editor.connection.vendor, tables):
            editor.execute(statement, params=None)

    def unguard(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in removals(editor.connection.vendor, tables):
            editor.execute(statement, params=None)

    return RunPython(guard, unguard)


def _guards(vendor: str, tables: tuple[str, ...]) -> Iterator[str]:
    if vendor == "postgresql":
        yield _function()
    make = _on_postgresql if vendor == "postgresql" else _on_sqlite
    for table in tables:
        yield from make(table)


def _function() -> str:
    # The table's name is known only when the trigger fires.
    refusal = _REFUSAL.format(table="%")
    return (
        f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{refusal}', TG_TABLE_NAME; END $$"
    )


def _on_postgresql(table: str) -> Iterator[str]:
    for event in _EVENTS:
        yield (
            f'CREATE TRIGGER "{_name(table, event)}" BEFORE {event} ON "{table}" '
            f"FOR EACH ROW EXECUTE FUNCTION {_FUNCTION}()"
        )
    yield (
        f'CREATE TRIGGER "{_name(table, "TRUNCATE")}" BEFORE TRUNCATE ON "{table}" '
        f"FOR EACH STATEMENT EXECUTE FUNCTION {_FUNCTION}()"
    )


def _on_sqlite(table: str) -> Iterator[str]:
    for event in _EVENTS:
        yield (
            f'CREATE TRIGGER "{_name(table, event)}" BEFORE {event} ON "{table}" '
            f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL.format(table=table)}'); END"
        )


def removals(vendor: str, tables: tuple[str, ...]) -> Iterator[str]:
    """Give the statements that take the guards of tables away again."""
    events = (*_EVENTS, "TRUNCATE") if vendor == "postgresql" else _EVENTS
    for table in tables:
        place = f' ON "{table}"' if vendor == "postgresql" else ""
        for event in events:
            yield f'DROP TRIGGER IF EXISTS "{_name(table, event)}"{place}'


def _name(table: str, event: str) -> str:
    return f"{table}_no_{event.lower()}"


if TYPE_CHECKING:
    _Number = models.BigAutoField[Any, Any]
else:
    _Number = models.BigAutoField


class RowNumberField(_Number):
    """The number of a row that is never deleted.

    SQLite need not remember the highest number there ever was, which it would look up for each row.
    """

    def db_type_suffix(self, connection: BaseDatabaseWrapper) -> str | None:
        """Leave out AUTOINCREMENT, and nothing on other engines."""
        return None if connection.vendor == "sqlite" else super().db_type_suffix(connection)
