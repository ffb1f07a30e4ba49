"""Keep whoever commits small transactions all day from waiting for their second writing.

SQLite appends each commit to its log, and the commit that finds a thousand pages there brings them
into the file: every few hundred commits one takes twenty times as long. Here that is done beside
the writer. A log that has grown large all the same is brought in by the writer itself, once for
many thousand commits, so that it can begin anew.
"""

from pathlib import Path
from threading import Thread
from typing import Any

from bayline.platform.sqlite.base import DatabaseWrapper, bring_into_file

_ENOUGH = 1_000  # pages, as SQLite has it
_PAGE = 4_096
_LARGEST = 128 * 2**20  # bytes of a log


class Aside:
    """Looks after the log of one connection that writes."""

    def __init__(self) -> None:
        self.known: Any = None
        self.written = 0
        self.thread: Thread | None = None

    def begin(self, own: object) -> None:
        """Let commits of a connection bring nothing into the file by themselves."""
        if not isinstance(own, DatabaseWrapper):
            return
        own.ensure_connection()
        if own.connection is not self.known:
            own.connection.execute("PRAGMA wal_autocheckpoint=0")
            self.known = own.connection

    def kept(self, own: object, size: int) -> None:
        """See whether there is enough to bring in, after a commit of so many bytes."""
        self.written += size
        if not isinstance(own, DatabaseWrapper) or self.written < _ENOUGH * _PAGE:
            return
        if self.thread is not None and self.thread.is_alive():
            return
        self.written = 0
        file = str(own.settings_dict["NAME"])
        log = Path(f"{file}-wal")
        if log.exists() and log.stat().st_size > _LARGEST:
            own.connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
            return
        self.thread = Thread(target=bring_into_file, args=(file,))
        self.thread.start()
