"""Files as bytes, from a path or standard input."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import reason_in_chinese


def read(file: str) -> bytes:
    """Read a whole file; `-` is standard input.

    Raises:
        BaylineError: It cannot be read.
    """
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except (OSError, ValueError) as error:
        raise _unreadable(file, error) from error


@contextmanager
def opened(file: str) -> Iterator[BinaryIO]:
    """Open a file that is read more than once, and piece by piece; `-` is standard input.

    Raises:
        BaylineError: It cannot be read.
    """
    try:
        if file == "-":
            source: BinaryIO = TemporaryFile()  # noqa: SIM115 - closed below
            shutil.copyfileobj(sys.stdin.buffer, source)
        else:
            source = Path(file).open("rb")  # noqa: SIM115 - closed below
    except (OSError, ValueError) as error:
        raise _unreadable(file, error) from error
    with source:
        yield source


def _unreadable(file: str, error: OSError | ValueError) -> BaylineError:
    return BaylineError(
        "the file cannot be read",
        where=file,
        why=getattr(error, "strerror", "") or str(error),
        do="name a file that is there",
        zh=Words("文件读不了", reason_in_chinese(error), "请写一个有的文件"),
    )


def keep(file: str, data: bytes) -> None:
    """Write a file.

    Raises:
        BaylineError: It cannot be written.
    """
    try:
        Path(file).write_bytes(data)
    except OSError as error:
        raise BaylineError(
            "the file cannot be written",
            where=file,
            why=error.strerror or str(error),
            do="name another place",
            zh=Words("文件写不了", reason_in_chinese(error), "请换一个位置"),
        ) from error
