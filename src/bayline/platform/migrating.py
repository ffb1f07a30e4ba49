"""How the tables of a home stand beside what this version of the program needs."""

from functools import cache
from pkgutil import iter_modules

from django.apps import apps
from django.db import connection

from bayline.kernel.errors import BaylineError, Words

# Tables that migrating itself fills; rows in them say nothing about a home.
_MADE = frozenset({"django_migrations", "django_content_type", "auth_permission"})
Migrations = frozenset[tuple[str, str]]


@cache
def known_migrations() -> Migrations:
    """Give all migrations of this program, by app and name; its files stay while it runs.

    Their names are enough to tell versions apart, so they are listed and none is loaded, which
    would take each command a tenth of a second.
    """
    return frozenset(
        (app.label, module.name)
        for app in apps.get_app_configs()
        for module in iter_modules([f"{app.path}/migrations"])
        if not module.ispkg and module.name[0] not in "_~"
    )


def applied_migrations() -> Migrations:
    """Give the migrations that the database has seen, by app and name."""
    from django.db.migrations.recorder import MigrationRecorder

    return frozenset(MigrationRecorder(connection).applied_migrations())


def missing_migrations() -> Migrations:
    """Give the migrations of this program that the database has not seen."""
    return known_migrations() - applied_migrations()


def strange_migrations(applied: Migrations | None = None) -> Migrations:
    """Give the migrations that a database has seen and this program does not know.

    Args:
        applied: Those of some other home; those of this one if None.
    """
    return (applied_migrations() if applied is None else applied) - known_migrations()


def has_rows() -> bool:
    """Tell whether anything is kept in the database, beyond what migrating itself puts there."""
    there = {*connection.introspection.table_names()}
    ours = (
        model._meta.db_table  # noqa: SLF001 - Django's public name
        for model in apps.get_models(include_auto_created=True)
    )
    return any(_is_filled(table) for table in there.intersection(ours) - _MADE)


def _is_filled(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1')  # noqa: S608 - our own tables
        return cursor.fetchone() is not None


def refuse_other_versions() -> None:
    """See that the tables are as this version needs them.

    Raises:
        BaylineError: The home is of an earlier or a later version.
    """
    if strange_migrations():
        raise too_new()
    if missing_migrations():
        raise outdated()


def outdated() -> BaylineError:
    """Say that a home is of an earlier version."""
    return BaylineError(
        "the home is of an earlier version",
        why="its tables are not as this version needs them",
        do="stop what works on it and run `bayline upgrade`, which makes a backup first",
        zh=Words(
            "家文件夹是较早版本的",
            "其中的表还不是这个版本要的样子",
            "请停下用它的程序，运行 bayline upgrade，它会先备份",
        ),
    )


def too_new() -> BaylineError:
    """Say that a home is of a later version."""
    return BaylineError(
        "the home is of a later version",
        why="a newer program has changed its tables",
        do="use that version, or restore a backup made before",
        zh=Words(
            "家文件夹是较新版本的", "更新的程序已改过其中的表", "请用那个版本，或恢复升级前的备份"
        ),
    )
