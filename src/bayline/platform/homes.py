"""Open a home from the command line: its database made or brought up to date, its faults told."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bayline.kernel.errors import BaylineError, Words

# What databases say, and what it means to whoever runs the program.
_MEANT = (
    (
        ("database or disk is full", "No space left on device", "disk full"),
        "the disk is full",
        "nothing was stored; make room and do it again",
        ("磁盘已满", "没有存入任何内容，请腾出空间再做一次"),
    ),
    (
        ("readonly database", "read-only transaction", "permission denied"),
        "the home cannot be written",
        "check its rights",
        ("家文件夹写不进去", "请核对权限"),
    ),
    (
        ("database is locked",),
        "another program is writing to this home",
        "wait until it is done and do it again",
        ("另一个程序正在写这个家文件夹", "请等它做完再做一次"),
    ),
    (
        ("disk I/O error", "unable to open database file"),
        "the database file cannot be used",
        "check the disk and the rights of the home",
        ("数据库文件用不了", "请检查磁盘和家文件夹的权限"),
    ),
    (
        ("malformed", "file is not a database"),
        "the database file is damaged",
        "take a copy of it and restore the last export",
        ("数据库文件已损坏", "请先留一份副本，再由最近的导出恢复"),
    ),
    (
        (
            *("connection failed", "could not connect", "Connection refused", "server closed"),
            *("connection is closed", "connection already closed", "connection is lost"),
            *("terminating connection", "consuming input failed", "the database system is"),
            *("failed to resolve host", "could not translate host name"),
            *("timeout expired", "no connection to the server", "connection timeout"),
        ),
        "the database does not answer",
        "see whether it runs and whether BAYLINE_DATABASE_URL names it",
        ("数据库没有回应", "请看它是否在运行，BAYLINE_DATABASE_URL是否写对"),
    ),
)


def open_home() -> None:
    """Make Django ready, and the database of a home that holds nothing as this version needs it.

    Raises:
        BaylineError: The database cannot be reached or written, or it holds what another version
            has written.
    """
    import django
    from django.conf import settings

    settings.HOME.mkdir(parents=True, exist_ok=True)
    django.setup()
    with told():
        _migrate()


def has_record() -> bool:
    """Tell whether the home is there already, without making one."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    is_served = "sqlite" not in str(database["ENGINE"])
    return is_served or Path(str(database["NAME"])).is_file()


def _migrate() -> None:
    """Bring an empty database up to date; of programs that open a new home at once, one by one."""
    from bayline.platform import migrating

    with opening_turn():
        if migrating.missing_migrations() and not migrating.has_rows():
            migrate()
        migrating.refuse_other_versions()


def migrate() -> None:
    """Bring the tables of the home up to date, whatever they hold; each step is all or nothing."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


_LOCK = 0x626179686F6D65  # "bayhome" in ASCII: the number of the lock that a server is asked for


@contextmanager
def opening_turn() -> Iterator[None]:
    """Wait for other programs that open this home.

    The folder itself is locked, which needs no right to write and leaves nothing behind; a server,
    which homes on several machines may share, is asked for a lock of its own.
    """
    from django.conf import settings

    folder = os.open(settings.HOME, os.O_RDONLY)
    try:
        with suppress(OSError):  # some shared folders know no locks
            fcntl.flock(folder, fcntl.LOCK_EX)
        _ask_server("SELECT pg_advisory_lock(%s)")
        yield
        _ask_server("SELECT pg_advisory_unlock(%s)")  # else it ends with the connection
    finally:
        os.close(folder)


def _ask_server(question: str) -> None:
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(question, [_LOCK])


@contextmanager
def told() -> Iterator[None]:
    """Tell what a database refuses in a sentence that a person can act on.

    Raises:
        BaylineError: The database refused for a reason that is known.
    """
    from django.db import Error

    try:
        yield
    except Error as error:
        meant = meaning_of(error)
        if meant is None:
            raise
        raise meant from None


def meaning_of(error: Exception) -> BaylineError | None:
    """Give what a refusal of the database means; None where it is not known."""
    said = str(error)
    for words, what, do, zh in _MEANT:
        if any(word in said for word in words):
            return BaylineError(what, do=do, zh=Words(zh[0], do=zh[1]))
    return None
