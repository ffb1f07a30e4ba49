"""The engine itself; Django looks for it in a module of this name."""

import sqlite3
from contextlib import closing, suppress
from datetime import date
from functools import lru_cache
from pathlib import Path
from threading import Thread
from typing import Any

from django.db.backends.sqlite3 import base
from django.utils.dateparse import parse_date

_LONGEST_KNOWN = 10_000  # characters of a question


@lru_cache(maxsize=10_000)
def _day(stored: bytes) -> date | None:
    """Read a day as Django does; lists hold hundreds, and mostly the same ones."""
    return parse_date(stored.decode())


sqlite3.register_converter("date", _day)


@lru_cache(maxsize=1_000)
def _with_question_marks(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class Cursor(base.SQLiteCursorWrapper):
    """A cursor that knows questions it has been asked, in the way SQLite marks their values."""

    def convert_query(self, query: str, *, param_names: Any = None) -> str:  # noqa: ANN401 - as Django names it
        """Write a question as SQLite takes it, which Django does anew each time."""
        if param_names is None and len(query) < _LONGEST_KNOWN:
            return _with_question_marks(query)
        return str(super().convert_query(query, param_names=param_names))


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that makes the folder its file shall lie in.

    Attributes:
        is_large: Whether the present transaction writes so many pages that whoever waits for it
            should not wait for their second writing, from the log into the file, as well.
    """

    is_large = False

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        """Open the file, in its folder."""
        Path(self.settings_dict["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        connection: sqlite3.Connection = super().get_new_connection(conn_params)
        return connection

    def create_cursor(self, name: object = None) -> Any:  # noqa: ANN401 - the cursor of the driver
        """Give a cursor."""
        del name
        return self.connection.cursor(factory=Cursor)

    def commit(self) -> None:
        """Commit; of a large transaction the pages are brought into the file afterwards."""
        if not self.is_large:
            super().commit()
            return
        self.is_large = False
        (usual,) = self.connection.execute("PRAGMA wal_autocheckpoint").fetchone()
        self.connection.execute("PRAGMA wal_autocheckpoint=0")
        try:
            super().commit()
        finally:
            self.connection.execute(f"PRAGMA wal_autocheckpoint={usual}")
        Thread(target=bring_into_file, args=(self.settings_dict["NAME"],)).start()

    def rollback(self) -> None:
        """Take the present transaction back; the next one may be small."""
        self.is_large = False
        super().rollback()


def bring_into_file(file: str) -> None:
    """Write what stands in the log into the file; what is in use waits for the next time."""
    is_there = f"{Path(file).resolve().as_uri()}?mode=rw"  # one that is gone is not made anew
    with suppress(sqlite3.OperationalError), closing(sqlite3.connect(is_there, uri=True)) as own:
        own.execute("PRAGMA wal_checkpoint(PASSIVE)")
