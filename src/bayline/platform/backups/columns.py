"""How the columns of a table are written into an archive, and back into another engine.

Most columns hold whole numbers and texts, which both engines give alike, and pass as they are. The
others go through Django's own converters, so that a date or a truth value of one engine is one of
the other.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps.registry import Apps
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor

from bayline.platform.backups.terms import is_left_out
from bayline.platform.migrating import Migrations

_PLAIN = frozenset(
    {
        *("AutoField", "BigAutoField", "SmallAutoField", "IntegerField", "BigIntegerField"),
        *("SmallIntegerField", "PositiveIntegerField", "PositiveBigIntegerField"),
        *("PositiveSmallIntegerField", "CharField", "TextField", "SlugField", "FileField"),
    }
)
Spell = Callable[[Any], Any]
if TYPE_CHECKING:
    _Field = models.Field[Any, Any]
else:
    _Field = models.Field


class Column(NamedTuple):
    """A column of a table.

    Attributes:
        name: Its name in the database.
        is_bytes: Whether it holds bytes, which are kept as files.
        read: Turns what the database gives into what JSON holds; None where it is that already.
        write: Turns what JSON holds into what the database takes; None where it is that already.
    """

    name: str
    is_bytes: bool
    read: Spell | None
    write: Spell | None


class Table(NamedTuple):
    """A table: its name, its columns, and the one that identifies a row."""

    name: str
    columns: tuple[Column, ...]
    key: str

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.name for column in self.columns)


def tables_at(applied: Migrations) -> dict[str, Table]:
    """Give the tables that belong in an archive as they were after some migrations, by name."""
    found = map(_table, models_at(applied))
    return {table.name: table for table in sorted(found) if not is_left_out(table.name)}


def models_at(applied: Migrations) -> list[type[models.Model]]:
    """Give the models as they were after some migrations."""
    loader = MigrationExecutor(connection).loader
    ours = [node for node in applied if node in loader.graph.nodes]
    state: Apps = loader.project_state(ours).apps
    return state.get_models(include_auto_created=True)


def spelled(row: Sequence[Any], *, spells: Iterable[tuple[int, Spell]]) -> Sequence[Any]:
    """Put other words in the place of some values of a row; nothing stays nothing.

    Args:
        row: The values.
        spells: Numbers of columns, and what turns their values.
    """
    if not spells:
        return row
    made = [*row]
    for at, spell in spells:
        if made[at] is not None:
            made[at] = spell(made[at])
    return made


def _table(model: type[models.Model]) -> Table:
    meta = model._meta  # noqa: SLF001 - Django's public name
    fields = (field for field in meta.local_concrete_fields if not field.generated)
    key = meta.pk
    assert key is not None  # noqa: S101 - every table of Django has one
    return Table(meta.db_table, tuple(map(_column, fields)), str(key.column))


def _column(field: _Field) -> Column:
    name, base = str(field.column), _base(field)
    kind = base.get_internal_type()
    if kind == "BinaryField":
        return Column(name, is_bytes=True, read=None, write=None)
    if kind in _PLAIN:
        return Column(name, is_bytes=False, read=None, write=None)
    return Column(name, is_bytes=False, read=_reader(base), write=_writer(base))


def _base(field: _Field) -> _Field:
    """Follow a key to the field that it points at, whose kind it has."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return field


def _reader(field: _Field) -> Spell:
    expression = field.cached_col
    steps = [*connection.ops.get_db_converters(expression), *field.get_db_converters(connection)]

    def read(value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
        for step in steps:
            value = step(value, expression, connection)
        return value

    return read


def _writer(field: _Field) -> Spell:
    def write(value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
        return field.get_db_prep_save(field.to_python(value), connection)

    return write
