"""Carry the keys of personal values from one home to another, in a file of their own."""

import os
from pathlib import Path

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import reason_in_chinese
from bayline.platform.packs import tables
from bayline.platform.packs.tables import Column
from bayline.platform.seals.queries import keys

_COLUMNS = (
    Column(name="subject", is_needed=True),
    Column(name="key", read=tables.digits(64), is_needed=True),
)


def write_keys(file: Path) -> int:
    """Write the keys of all personal values into a new file that only its owner may read.

    Returns:
        How many there are.

    Raises:
        BaylineError: The file is there already or cannot be written, or keys do not open here.
    """
    found = keys()
    lines = ["subject,key", *(f'"{name}",{key.hex()}' for name, key in found.items())]
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as opened:
            opened.write("\n".join(lines) + "\n")
    except OSError as error:
        raise _refusal(file, error) from None
    return len(found)


def read_keys(file: Path) -> dict[str, bytes]:
    """Read a file of keys.

    Raises:
        BaylineError: The file cannot be read, or is none of these.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise _refusal(file, error) from None
    rows = tables.rows_of(data, _COLUMNS, where=str(file))
    return {row.values["subject"]: bytes.fromhex(row.values["key"]) for row in rows}


def _refusal(file: Path, error: OSError) -> BaylineError:
    return BaylineError(
        "the file of keys cannot be used",
        where=str(file),
        why=error.strerror or str(error),
        do="name another file",
        zh=Words("钥匙文件用不了", reason_in_chinese(error), "请换一个文件"),
    )
