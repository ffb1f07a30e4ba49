"""Load a backup into an empty database, on whichever engine, and its folders into a home."""

import os
from pathlib import Path

from django.core.management.color import no_style
from django.db import Error, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.backups.columns import Column, Spell, Table, models_at, spelled, tables_at
from bayline.platform.backups.reading import Archive
from bayline.platform.backups.terms import damaged
from bayline.platform.bulk import without_collecting, write_rows
from bayline.platform.migrating import (
    Migrations,
    applied_migrations,
    has_rows,
    strange_migrations,
)


def refuse_full(where: str) -> None:
    """Refuse a database that holds something.

    Raises:
        BaylineError: It does.
    """
    if has_rows():
        raise BaylineError(
            "the database holds something already",
            where=where,
            why="a backup is restored into an empty one only",
            do="name another home or an empty database",
            zh=Words("数据库里已有内容", "备份只恢复到空的里", "请换一个家文件夹或空的数据库"),
        )


def refuse_newer(archive: Archive, where: str) -> None:
    """Refuse an archive whose tables this version does not know.

    Raises:
        BaylineError: It was made by a later version.
    """
    if strange_migrations(archive.manifest.migrations):
        raise BaylineError(
            f"the archive was made by version {archive.manifest.version}, later than this one",
            where=where,
            why="its tables have changed since",
            do="restore it with that version",
            zh=Words(
                f"这份备份由较新的版本{archive.manifest.version}所做",
                "其中的表后来改过",
                "请用那个版本恢复",
            ),
        )


def load(archive: Archive, *, where: str) -> None:
    """Load all rows of an archive that was checked into the database, or none.

    Afterwards the tables are those of the version that made the archive.

    Args:
        archive: The archive.
        where: What it is called when something is wrong with it.

    Raises:
        BaylineError: The database holds something, or the archive does not fit its own version.
    """
    refuse_newer(archive, where)
    refuse_full(where)
    _migrate_to(archive.manifest.migrations)
    tables = tables_at(archive.manifest.migrations)
    _refuse_other_tables(archive, tables, where)
    try:
        with transaction.atomic(), without_collecting():
            for table in tables.values():
                _load_table(archive, table)
            _count_on(archive.manifest.migrations)
    except (Error, TypeError, ValueError, OverflowError) as error:
        why = f"its rows do not fit the tables ({type(error).__name__})"
        raise damaged(where, why, "其中的行与表不符") from error


def unload() -> None:
    """Take away again what was loaded, with all tables, so that the database is empty as before."""
    executor = MigrationExecutor(connection)
    executor.migrate([(app, None) for app in sorted({app for app, _name in applied_migrations()})])


def _migrate_to(migrations: Migrations) -> None:
    """Make the tables as they were after these migrations, no more and no fewer."""
    if applied_migrations() == migrations:
        return
    executor = MigrationExecutor(connection)
    above = executor.loader.graph.node_map
    last = [
        node
        for node in sorted(migrations)
        if not any(
            child.key in migrations and child.key[0] == node[0] for child in above[node].children
        )
    ]
    executor.migrate(last)


def _refuse_other_tables(archive: Archive, tables: dict[str, Table], where: str) -> None:
    for name in sorted({*tables} ^ {*archive.manifest.tables}):
        raise damaged(where, f"table {name!r} is missing or too much", f"表{name!r}缺少或多余")
    for name, table in tables.items():
        if sorted(table.names) != sorted(archive.manifest.tables[name].columns):
            raise damaged(where, f"the columns of {name} differ", f"{name}的各栏不符")


def _load_table(archive: Archive, table: Table) -> None:
    _clear(table.name)
    names = archive.manifest.tables[table.name].columns
    by_name = {column.name: column for column in table.columns}
    found = ((at, _spell(by_name[name], archive)) for at, name in enumerate(names))
    spells = [(at, spell) for at, spell in found if spell is not None]
    rows = (tuple(spelled(row, spells=spells)) for row in archive.rows(table.name))
    write_rows(table.name, names, rows)


def _spell(column: Column, archive: Archive) -> Spell | None:
    return archive.blob if column.is_bytes else column.write


def _clear(table: str) -> None:
    """Take away what migrating itself has put into a table."""
    with connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608 - our own tables


def _count_on(applied: Migrations) -> None:
    """Let the numbers of new rows go on behind those that were loaded."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models_at(applied)):
            cursor.execute(statement)


def unpack_folders(archive: Archive, home: Path) -> None:
    """Write the files of an archive that was checked into an empty folder.

    Args:
        archive: The archive; its paths were looked at when it was opened.
        home: The folder.
    """
    for path, digest in archive.manifest.folders.items():
        file = home / path
        file.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "wb") as opened:
            for piece in archive.pieces(digest):
                opened.write(piece)
            os.fsync(handle)
