"""Write the record back as a pack into a folder: all of it, or nothing."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import reason_in_chinese
from bayline.platform.packs.exporting import Content, exported_files
from bayline.systems.reading.actions.building import PACK
from bayline.systems.reading.actions.recording import READER


def export(folder: Path) -> int:
    """Write the record as a pack.

    Args:
        folder: Where to; it must not be there yet, or be empty.

    Returns:
        How many files were written.

    Raises:
        BaylineError: There is nothing to write; the folder holds something, or cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BaylineError(
            "the folder is not empty",
            where=str(folder),
            why="files of two packs would be mixed",
            do="name a new folder",
            zh=Words("文件夹不是空的", "两个资料包的文件会混在一起", "请写一个新文件夹"),
        )
    files = exported_files(owner=PACK, programs=(READER,))
    if not files:
        raise BaylineError(
            "the home holds no record",
            why="no pack was built in it and no document was taken in",
            do="name the right home with --home, or build a pack first",
            zh=Words(
                "家文件夹里没有资料",
                "没有生成过资料包，也没有收存过文件",
                "请用 --home 指明家文件夹，或先生成一个资料包",
            ),
        )
    try:
        _write(files, folder)
    except OSError as error:
        raise BaylineError(
            "the pack cannot be written",
            where=str(error.filename or folder),
            why=error.strerror or str(error),
            do="choose another folder, or make room",
            zh=Words("资料包写不出来", reason_in_chinese(error), "请换一个文件夹，或腾出空间"),
        ) from None
    return len(files)


def _write(files: Mapping[str, Content], folder: Path) -> None:
    """Write beside the folder first and rename, so that no half a pack is ever seen."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    waiting = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for path, data in files.items():
            file = waiting / path
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("wb") as opened:
                opened.writelines([data] if isinstance(data, bytes) else data)
        waiting.chmod(0o755)
        os.replace(waiting, folder)  # noqa: PTH105 - also over an empty folder
    except BaseException:
        shutil.rmtree(waiting, ignore_errors=True)
        raise
