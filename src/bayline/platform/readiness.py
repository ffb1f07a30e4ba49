"""Whether a home can do its work now: its database, its migrations, its chains, its disk."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import Error, connection

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.homes import meaning_of
from bayline.platform.migrating import refuse_other_versions
from bayline.platform.record.walking import START, heads

FREE_MIB_MIN = 100
_CHAINS = (
    "record_source",
    "record_text",
    "record_reading",
    "record_claim",
    "record_decision",
    "record_finding",
    "record_findingevent",
    "pack_file",
    "seals_tombstone",
    "people_deed",
)


class Check(NamedTuple):
    """One thing that was looked at, and why it is not well, if it is not."""

    name: str
    fault: BaylineError | None = None


def readiness() -> tuple[Check, ...]:
    """Look at all that the home needs; what hangs on the database is left out where it is away."""
    database = _check("database", _answers)
    rest = (
        ()
        if database.fault
        else (_check("migrations", refuse_other_versions), _check("chains", _chained))
    )
    return (database, *rest, _check("disk", _has_room))


def _check(name: str, look: Callable[[], None]) -> Check:
    try:
        look()
    except BaylineError as error:
        return Check(name, error)
    except Error as error:
        connection.close()  # a broken connection is not taken for the next question
        return Check(name, meaning_of(error) or _unknown())
    return Check(name)


def _unknown() -> BaylineError:
    return BaylineError(
        "the database refused",
        do="look at its log",
        zh=Words("数据库拒绝了请求", do="请看它的日志"),
    )


def _answers() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()


def _chained() -> None:
    """See that each chain ends with the row that its head names; the whole is for `verify`."""
    noted = heads()
    for table in _CHAINS:
        if _last_digest(table) != noted.get(table, START).digest:
            raise BaylineError(
                "a chain does not end as it was noted",
                where=table,
                do="run `bayline verify`, which says what was changed",
                zh=Words("链的末尾与记下的不符", do="请运行 bayline verify，看哪里被改动"),
            )


def _last_digest(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT digest FROM "{table}" ORDER BY id DESC LIMIT 1')  # noqa: S608 - our own tables
        found = cursor.fetchone()
    return START.digest if found is None else str(found[0])


def _has_room() -> None:
    free = shutil.disk_usage(_existing(settings.HOME)).free // 2**20
    if free < FREE_MIB_MIN:
        raise BaylineError(
            f"{free} MiB are free on the disk of the home",
            why=f"less than {FREE_MIB_MIN} MiB",
            do="make room",
            zh=Words(f"家文件夹所在磁盘只剩{free} MiB", f"少于{FREE_MIB_MIN} MiB", "请腾出空间"),
        )


def _existing(folder: Path) -> Path:
    return next(path for path in (folder, *folder.parents) if path.is_dir())
