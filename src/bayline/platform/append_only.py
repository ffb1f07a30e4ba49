"""Tables that are only added to: the database itself refuses to change or delete their rows.

SQLite fires no trigger for the row that INSERT OR REPLACE removes unless the connection asks for
it. Bayline's connections do (`recursive_triggers`); for all others a trigger before each INSERT
looks whether the row is there already. Tables that are loaded by the hundred thousand go without
that one, since it takes a third of a load; `bayline verify` tells of them what was replaced.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.apps.registry import apps
from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from bayline.platform.languages import either

_REFUSAL = "rows of {table} are never changed or deleted; add a new one"
_EVENTS = ("UPDATE", "DELETE")
_FUNCTION = "bayline_refuse_change"
# Of each trigger on PostgreSQL: before a row is updated or deleted, before all are (pg_trigger.h).
_KINDS = {"UPDATE": 19, "DELETE": 11, "TRUNCATE": 34}


class _Guarding(Operation):
    """Sets up guards, or takes them away.

    Unlike RunPython it needs no models as they were at its time, whose making for each guard took a
    quarter of the time in which a home is made.
    """

    reduces_to_sql = False

    def __init__(
        self,
        guard: Callable[[BaseDatabaseSchemaEditor], None],
        unguard: Callable[[BaseDatabaseSchemaEditor], None],
    ) -> None:
        self.guard, self.unguard = guard, unguard

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Leave the models as they are."""

    def database_forwards(
        self,
        _app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        _from_state: ProjectState,
        _to_state: ProjectState,
    ) -> None:
        """Set up the guards."""
        self.guard(schema_editor)

    def database_backwards(
        self,
        _app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        _from_state: ProjectState,
        _to_state: ProjectState,
    ) -> None:
        """Take the guards away."""
        self.unguard(schema_editor)

    def describe(self) -> str:
        """Say what it does."""
        return "Guards tables that are only added to"


def forbid_changes(*tables: str, loaded: Iterable[str] = ()) -> Operation:
    """Give the migration that guards tables against UPDATE and DELETE.

    On PostgreSQL against TRUNCATE too, on SQLite against INSERT OR REPLACE.

    Args:
        tables: Names of the tables in the database.
        loaded: Those of them that take in so many rows that no trigger may look at each.
    """

    def guard(editor: BaseDatabaseSchemaEditor) -> None:
        made = _guards(editor.connection, tables, loaded={*loaded})
        for statement in [*_function(editor.connection), *made.values()]:
            editor.execute(statement, params=None)

    def unguard(editor: BaseDatabaseSchemaEditor) -> None:
        for statement in removals(editor.connection.vendor, tables):
            editor.execute(statement, params=None)

    return _Guarding(guard, unguard)


def _guards(
    database: BaseDatabaseWrapper, tables: Iterable[str], *, loaded: set[str]
) -> dict[tuple[str, str], str]:
    """Give the statements that guard tables, by table and event."""
    if database.vendor == "postgresql":
        return {
            (table, event): _on_postgresql(table, event) for table in tables for event in _KINDS
        }
    plain = {(table, event): _on_sqlite(table, event) for table in tables for event in _EVENTS}
    return plain | {
        (table, "REPLACE"): _against_replacing(database, table)
        for table in tables
        if table not in loaded
    }


def _refusing() -> str:
    # The table's name is known only when the trigger fires.
    refusal = _REFUSAL.format(table="%")
    return f"BEGIN RAISE EXCEPTION '{refusal}', TG_TABLE_NAME; END"


def _function(database: BaseDatabaseWrapper) -> Iterator[str]:
    if database.vendor == "postgresql":
        yield (
            f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$"
            f"{_refusing()}$$"
        )


def _on_postgresql(table: str, event: str) -> str:
    each = "STATEMENT" if event == "TRUNCATE" else "ROW"
    return (
        f'CREATE TRIGGER "{_name(table, event)}" BEFORE {event} ON "{table}" '
        f"FOR EACH {each} EXECUTE FUNCTION {_FUNCTION}()"
    )


def _on_sqlite(table: str, event: str, condition: str = "") -> str:
    moment = "INSERT" if condition else event
    return (
        f'CREATE TRIGGER "{_name(table, event)}" BEFORE {moment} '
        f'ON "{table}" {condition}'
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL.format(table=table)}'); END"
    )


def _against_replacing(database: BaseDatabaseWrapper, table: str) -> str:
    """Give the trigger that refuses a row whose key, or another of its unique values, is there."""
    found = 'EXISTS (SELECT 1 FROM "{table}" WHERE {same})'
    same = (
        " AND ".join(f'"{column}" = NEW."{column}"' for column in columns)
        for columns in unique_columns(database, table)
    )
    there = " OR ".join(found.format(table=table, same=one) for one in same)
    return _on_sqlite(table, "REPLACE", f"WHEN {there} ")


def unique_columns(database: BaseDatabaseWrapper, table: str) -> list[tuple[str, ...]]:
    """Give the columns of a table of SQLite that together stand in it once, its key among them.

    Django's own look at constraints parses the text that made the table, ten times as slow.
    """
    with database.cursor() as cursor:
        cursor.execute("SELECT name FROM pragma_table_info(%s) WHERE pk ORDER BY pk", [table])
        found = {tuple(name for (name,) in cursor.fetchall())}
        cursor.execute('SELECT name FROM pragma_index_list(%s) WHERE "unique"', [table])
        for (index,) in cursor.fetchall():
            cursor.execute("SELECT name FROM pragma_index_info(%s) ORDER BY seqno", [index])
            found.add(tuple(name for (name,) in cursor.fetchall()))
    return sorted(found - {()})


def removals(vendor: str, tables: Iterable[str]) -> Iterator[str]:
    """Give the statements that take the guards of tables away again."""
    events = _KINDS if vendor == "postgresql" else (*_EVENTS, "REPLACE")
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


def faults() -> tuple[str, ...]:
    """Say in a sentence each which guards are missing or are not as they were made.

    Every app names its tables in `only_added_to`, and those loaded in bulk in `loaded`.
    """
    tables = [table for app in apps.get_app_configs() for table in _named(app, "only_added_to")]
    loaded = {table for app in apps.get_app_configs() for table in _named(app, "loaded")}
    wanted = _guards(connection, tables, loaded=loaded)
    stand = _standing_on_postgresql if connection.vendor == "postgresql" else _standing_on_sqlite
    there = stand(wanted)
    wrong = either(
        "保护它的触发器缺少、停用或被改动过",
        "the trigger that guards it is missing, switched off or was changed",
    )
    return tuple(
        f"{table} {_name(table, event)}: {wrong}"
        for table, event in wanted
        if (table, event) not in there
    )


def _named(app: object, name: str) -> tuple[str, ...]:
    return getattr(app, name, ())


def _standing_on_sqlite(wanted: dict[tuple[str, str], str]) -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        stored = dict(cursor.fetchall())
    return {which for which, made in wanted.items() if stored.get(_name(*which)) == made}


def _standing_on_postgresql(wanted: dict[tuple[str, str], str]) -> set[tuple[str, str]]:
    asked = (
        "SELECT c.relname, t.tgname, t.tgtype FROM pg_trigger t"
        " JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid"
        " WHERE t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL AND t.tgattr = ''"
        " AND p.proname = %s AND p.prosrc = %s AND pg_table_is_visible(c.oid)"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked, [_FUNCTION, _refusing()])
        stored = {*cursor.fetchall()}
    return {
        (table, event)
        for table, event in wanted
        if (table, _name(table, event), _KINDS[event]) in stored
    }
