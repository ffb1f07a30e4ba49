"""`bayline settlement keys`: the keys that two offices share."""

import os
from datetime import UTC, datetime
from pathlib import Path

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import either, reason_in_chinese
from bayline.platform.terminal import write
from bayline.platform.transport import queries as transport
from bayline.systems.settlement.actions.keys import keep_keys, make_keys
from bayline.systems.settlement.queries.keys import held
from bayline.systems.settlement.rules.handing import Shared, read, written


def make(partner: str, *, year: int, file: Path) -> None:
    """Make keys for a year, and write them into a file for the partner.

    Raises:
        BaylineError: The partner is not known, or the file is there already.
    """
    known = transport.partner(partner).id
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise _unwritten(file, error) from None
    with os.fdopen(handle, "wb") as opened:
        made = make_keys(known, year=year, at=datetime.now(UTC))
        opened.write(written(made))
    write(_told(made))


def take(partner: str, *, file: Path) -> None:
    """Take the keys of a file that the partner made.

    Raises:
        BaylineError: The partner is not known, or the file holds no keys.
    """
    known = transport.partner(partner).id
    try:
        data = file.read_bytes()
    except OSError as error:
        raise _unwritten(file, error) from None
    found = read(data, where=str(file))
    keep_keys(known, found, at=datetime.now(UTC))
    write(_told(found))


def show() -> None:
    """List the keys of this home, without their bytes."""
    for one in held():
        now = either("在用", "in use") if one.is_newest else either("只用于解读", "opens only")
        write(f"{one.partner}\t{one.year}\t{one.use}\t{one.kid}\t{now}\n")


def _told(keys: tuple[Shared, ...]) -> str:
    return "".join(f"{one.year}\t{one.use}\t{one.kid}\n" for one in keys)


def _unwritten(file: Path, error: OSError) -> BaylineError:
    return BaylineError(
        "the file of keys cannot be opened",
        where=str(file),
        why=error.strerror or str(error),
        do="name another; a file that is there is never written over",
        zh=Words("密钥文件打不开", reason_in_chinese(error), "请换个文件名；已有的文件不会被覆盖"),
    )
