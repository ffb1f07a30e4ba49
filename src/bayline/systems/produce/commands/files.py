"""Files as bytes, from a path or standard input."""

import sys
from pathlib import Path

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
        raise BaylineError(
            "the file cannot be read",
            where=file,
            why=getattr(error, "strerror", "") or str(error),
            do="name a file that is there",
            zh=Words("文件读不了", reason_in_chinese(error), "请写一个有的文件"),
        ) from error
