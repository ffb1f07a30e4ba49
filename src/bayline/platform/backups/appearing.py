"""A file that has no name until it is whole, so that a killed program leaves no half of one."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, BinaryIO, cast

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import reason_in_chinese

_UNKNOWN = {errno.EOPNOTSUPP, errno.EISDIR, errno.ENOENT, errno.EINVAL}


@contextmanager
def appearing(target: Path) -> Iterator[BinaryIO]:
    """Open a new file for reading and writing that gets its name when the block ends well.

    Args:
        target: The name; nothing may be there.

    Raises:
        BaylineError: Something is there, or the folder or the disk does not take the file.
    """
    try:
        _refuse_taken(target)
        with _nameless(target) as (file, name):
            yield file
            file.flush()
            os.fsync(file.fileno())
            _link(name, target)
    except OSError as error:
        raise _refusal(target, error) from None


@contextmanager
def _nameless(target: Path) -> Iterator[tuple[BinaryIO, str]]:
    """Open a file without a name; where the disk knows no such thing, one with a passing name."""
    try:
        handle = os.open(target.parent, os.O_TMPFILE | os.O_RDWR, 0o600)
    except OSError as error:
        if error.errno not in _UNKNOWN or not target.parent.is_dir():
            raise
        with _passing(target) as found:
            yield found
        return
    with os.fdopen(handle, "w+b") as file:
        yield file, f"/proc/self/fd/{handle}"


@contextmanager
def _passing(target: Path) -> Iterator[tuple[BinaryIO, str]]:
    hidden: IO[bytes]
    with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", suffix=".part") as hidden:
        yield cast("BinaryIO", hidden.file if hasattr(hidden, "file") else hidden), hidden.name


def _link(name: str, target: Path) -> None:
    """Give the file its name, which must be free, and make that last."""
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        # With a folder named, the system follows the link that stands for the open file.
        os.link(name, target.name, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=True)
        os.fsync(folder)
    finally:
        os.close(folder)


def _refuse_taken(target: Path) -> None:
    if target.exists() or target.is_symlink():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))


def _refusal(target: Path, error: OSError) -> BaylineError:
    return BaylineError(
        "the backup cannot be written",
        where=str(target),
        why=error.strerror or str(error),
        do="name a new file in a folder that can be written and has room",
        zh=Words(
            "备份写不进去", reason_in_chinese(error), "请在写得进、放得下的文件夹里另取一个文件名"
        ),
    )
