"""Write a backup: everything as it is at one moment, while others go on writing."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import orjson
from django.db import connection

from bayline.platform.backups.appearing import appearing
from bayline.platform.backups.columns import Table, spelled, tables_at
from bayline.platform.backups.reading import Archive
from bayline.platform.backups.terms import (
    MANIFEST,
    KeptTable,
    Manifest,
    blob_entry,
    is_folder_left_out,
    printed,
    table_entry,
)
from bayline.platform.migrating import applied_migrations
from bayline.platform.record.walking import Head
from bayline.platform.snapshots import one_moment

_AT_ONCE = 2_000  # rows asked for with one question
_PIECE = 2**20  # bytes copied at once
_LEVEL = 2  # higher ones cost three times the time for a tenth of the size
_DAY = (1980, 1, 1, 0, 0, 0)  # of entries, so that equal content gives equal archives
Progress = Callable[[int, int], None]


def _silent(_done: int, _all: int) -> None:
    """Tell nobody."""


class Made(NamedTuple):
    """An archive that was written and read back: what it holds, and its size in bytes."""

    manifest: Manifest
    size: int


def back_up(
    target: Path, *, home: Path, at: datetime, version: str, progress: Progress = _silent
) -> Made:
    """Write all that a home keeps into one new file, and read it back before it gets its name.

    Args:
        target: The file, which must not be there yet.
        home: Folder whose own folders are kept as well.
        at: When.
        version: Version of the program.
        progress: Is told how many rows of how many are written; may raise to give up.

    Raises:
        BaylineError: The file cannot be written, or is not what was written.
    """
    with appearing(target) as file:
        with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as archive, one_moment():
            manifest = _Writer(archive, progress).write(home=home, at=at, version=version)
        with Archive(file, where=str(target)) as written:
            written.check()
        size = file.seek(0, os.SEEK_END)
    return Made(manifest, size)


@dataclass(slots=True)
class _Writer:
    archive: ZipFile
    progress: Progress
    blobs: dict[str, int] = field(default_factory=dict)
    done: int = 0
    all: int = 0

    def write(self, *, home: Path, at: datetime, version: str) -> Manifest:
        applied = applied_migrations()
        tables = tables_at(applied)
        self.all = sum(map(_count, tables))
        manifest = Manifest(
            version=version,
            made=at.isoformat(),
            migrations=applied,
            heads=_heads(),
            tables={name: self._table(table) for name, table in tables.items()},
            blobs=self.blobs,
            folders={path: self._kept_file(home / path) for path in _files(home)},
        )
        self.archive.writestr(_entry(MANIFEST), printed(manifest))
        return manifest

    def _table(self, table: Table) -> KeptTable:
        """Write a table; its bytes become entries of their own, before it becomes one."""
        digest, rows = sha256(), 0
        with TemporaryFile() as kept:
            for row in map(partial(spelled, spells=self._spells(table)), _rows(table)):
                line = orjson.dumps(row, default=str) + b"\n"
                digest.update(line)
                kept.write(line)
                rows += 1
                self._step()
            size = kept.tell()
            kept.seek(0)
            self._copy(kept, table_entry(table.name))
        return KeptTable(columns=table.names, rows=rows, size=size, sha256=digest.hexdigest())

    def _step(self) -> None:
        self.done += 1
        if self.done % _AT_ONCE == 0:
            self.progress(self.done, self.all)

    def _spells(self, table: Table) -> list[tuple[int, Callable[[Any], Any]]]:
        """Give the columns that are not written as they are, and how each of them is."""
        found = (
            (at, self._blob if column.is_bytes else column.read)
            for at, column in enumerate(table.columns)
        )
        return [(at, spell) for at, spell in found if spell is not None]

    def _blob(self, value: bytes | memoryview) -> str:
        data = bytes(value)
        digest = sha256(data).hexdigest()
        if digest not in self.blobs:
            self.archive.writestr(_entry(blob_entry(digest)), data)
            self.blobs[digest] = len(data)
        return digest

    def _kept_file(self, path: Path) -> str:
        """Write a file of the home; it is hashed first, since its hash is its name."""
        with path.open("rb") as file:
            digest = _hash_of(file)
            if digest not in self.blobs:
                self.blobs[digest] = file.seek(0, os.SEEK_END)
                file.seek(0)
                self._copy(file, blob_entry(digest))
        return digest

    def _copy(self, source: IO[bytes], name: str) -> None:
        with self.archive.open(_entry(name), "w", force_zip64=True) as entry:
            while piece := source.read(_PIECE):
                entry.write(piece)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _DAY)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


def _hash_of(file: IO[bytes]) -> str:
    digest = sha256()
    while piece := file.read(_PIECE):
        digest.update(piece)
    return digest.hexdigest()


def _rows(table: Table) -> Iterator[tuple[Any, ...]]:
    """Give the rows of a table in the order of its key; where they hold bytes, one at a time."""
    asked = ", ".join(f'"{name}"' for name in table.names)
    at_once = 1 if any(column.is_bytes for column in table.columns) else _AT_ONCE
    select = f'SELECT {asked} FROM "{table.name}"'  # noqa: S608 - our own names
    order = f' ORDER BY "{table.key}" LIMIT {at_once}'
    key = table.names.index(table.key)
    with connection.cursor() as cursor:
        cursor.execute(select + order)
        while rows := cursor.fetchall():
            yield from rows
            cursor.execute(f'{select} WHERE "{table.key}" > %s{order}', [rows[-1][key]])


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT COUNT(*) FROM "{table}"')  # noqa: S608 - our own names
        return int(cursor.fetchone()[0])


def _heads() -> Mapping[str, Head]:
    """Give where each chain ends, in the words of the tables, whatever version they are of."""
    asked = (
        ("record_head", "SELECT chain, length, digest FROM record_head"),
        (
            "registers_head",
            "SELECT 'registers_change/' || register, length, digest FROM registers_head",
        ),
    )
    there = {*connection.introspection.table_names()}
    found: dict[str, Head] = {}
    for table, select in asked:
        if table in there:
            with connection.cursor() as cursor:
                cursor.execute(f"{select} ORDER BY 1")
                found |= {name: Head(length, digest) for name, length, digest in cursor}
    return found


def _files(home: Path) -> Iterator[str]:
    """Give the files in the folders of a home, by their path in it; links are not followed."""
    for folder in sorted(home.iterdir()) if home.is_dir() else ():
        if folder.is_dir() and not folder.is_symlink() and not is_folder_left_out(folder.name):
            yield from _below(folder, home)


def _below(folder: Path, home: Path) -> Iterator[str]:
    for above, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for path in (Path(above, name) for name in sorted(names) if not name.startswith(".")):
            with suppress(FileNotFoundError):  # taken away meanwhile
                if path.is_file() and not path.is_symlink():
                    yield path.relative_to(home).as_posix()
