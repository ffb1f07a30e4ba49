"""Tables of a snapshot for programs that count: JSON lines made into Parquet by DuckDB.

The same lines give the same bytes: one thread, rows in their order, groups of a fixed size, no
times of writing. The file names the version of DuckDB, and so does the manifest.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bayline.kernel.errors import BaylineError, Words

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_GROUP = 122_880  # rows; DuckDB's own size
_MEMORY = "256MB"
_TEXTS = (
    *("id", "kind", "subject", "attribute", "what", "low", "high", "unit", "bound", "basis"),
    *("period", "place", "status", "change", "quote", "sentence", "source", "line"),
)
_CLAIM = {
    **dict.fromkeys(_TEXTS, "VARCHAR"),
    "period_start": "DATE",
    "period_end": "DATE",
    "start": "INTEGER",
    "end": "INTEGER",
    "recorded": "TIMESTAMPTZ",
    "accepted": "TIMESTAMPTZ",
}
_SOURCE = {
    **dict.fromkeys(
        ("sha256", "name", "title", "publisher", "licence", "url", "media_type", "page"), "VARCHAR"
    ),
    "published": "DATE",
    "size": "BIGINT",
    "recorded": "TIMESTAMPTZ",
}
_PLACE = dict.fromkeys(("code", "name", "parent", "level"), "VARCHAR")
_ENTRY = {"register": "VARCHAR", "key": "VARCHAR", "version": "INTEGER", "values": "VARCHAR"}
_FIGURES = (
    "SELECT id, subject, attribute, TRY_CAST(low AS DOUBLE) AS low, TRY_CAST(high AS DOUBLE) AS"
    " high, unit, bound, period, year(period_start) AS year, period_start, period_end, place,"
    " status, change, quote, \"source\" FROM {rows} WHERE kind = 'figure'"
)


class Table(NamedTuple):
    """A table of a snapshot: its file, the file its rows stand in, and their columns."""

    path: str
    rows: str
    columns: Mapping[str, str]
    select: str = "SELECT * FROM {rows}"


TABLES = (
    Table("claims.parquet", "claims.jsonl", _CLAIM),
    Table("figures.parquet", "claims.jsonl", _CLAIM, _FIGURES),
    Table("sources.parquet", "sources.json", _SOURCE),
    Table("places.parquet", "places.json", _PLACE),
    Table("entries.parquet", "entries.jsonl", _ENTRY),
)


def version() -> str:
    """Name the version of DuckDB."""
    import duckdb

    return str(duckdb.__version__)


def write_tables(folder: Path) -> Iterator[str]:
    """Make the tables of a snapshot from its rows; gives the path of each."""
    with engine(folder, writes=True) as database:
        for table in TABLES:
            columns = ", ".join(f"'{name}': '{kind}'" for name, kind in table.columns.items())
            form = "newline_delimited" if table.rows.endswith("l") else "array"
            rows = (
                f"read_json('{_quoted(folder / table.rows)}', format='{form}',"
                f" columns={{{columns}}}, maximum_object_size=67108864)"
            )
            target = _quoted(folder / table.path)
            database.execute(
                f"COPY ({table.select.format(rows=rows)}) TO '{target}'"
                f" (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_GROUP})"
            )
            yield table.path


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


@contextmanager
def engine(folder: Path, *, writes: bool = False) -> Iterator["DuckDBPyConnection"]:
    """Open DuckDB on a folder: it loads no extension, and sees no file beside it.

    Args:
        folder: The only folder that files may be read from.
        writes: Whether rows are written, in their order, by one thread.
    """
    import duckdb

    wishes: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "memory_limit": _MEMORY,
    }
    if writes:
        wishes |= {"threads": 1, "preserve_insertion_order": True}
    database = duckdb.connect(":memory:", config=wishes)
    try:
        database.execute(f"SET allowed_directories = ['{_quoted(folder)}']")
        database.execute("SET enable_external_access = false")
        database.execute("SET lock_configuration = true")
        yield database
    except duckdb.Error as error:
        raise BaylineError(
            "a file of the snapshot cannot be used",
            where=str(folder),
            why=str(error).splitlines()[0],
            do="make it again with bayline republish",
            zh=Words("快照的文件用不了", do="请用 bayline republish 重新生成"),
        ) from None
    finally:
        database.close()
