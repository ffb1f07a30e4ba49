"""The files of a pack's folder: which there are, within limits and without leaving the folder."""

import os
from collections.abc import Iterator
from pathlib import Path

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import reason_in_chinese

MOST_BYTES = 50 * 2**20  # of one file
_MOST_FILES = 20_000


def files_of(folder: Path) -> dict[str, bytes]:
    """Read all files of a pack, by their path below its folder, in order.

    Hidden files and those that office programs leave beside an open document are no part of it.

    Raises:
        BaylineError: The folder is not there, a file cannot be read, is too large, or is a link.
    """
    if not folder.is_dir():
        raise BaylineError(
            "there is no such pack",
            where=str(folder),
            why="a pack is a folder with region.toml in it",
            do="name the folder",
            zh=Words("没有这个区域资料包", "资料包是含region.toml的文件夹", "请写文件夹名"),
        )
    names = sorted(_names(folder))
    if len(names) > _MOST_FILES:
        raise _refusal(
            str(folder), f"it holds {len(names)} files", zh=f"有{len(names)}个文件，太多"
        )
    return {name: _content(folder / name, name) for name in names}


def _names(folder: Path) -> Iterator[str]:
    def refuse(error: OSError) -> None:
        raise _unreadable(str(error.filename), error) from None

    for parent, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if Path(parent, name).is_symlink()]
        for name in (*links, *files):  # a link to a folder is refused like one to a file
            if not name.startswith((".", "~$")):
                yield _path(Path(parent, name), folder)


def _path(file: Path, folder: Path) -> str:
    path = file.relative_to(folder).as_posix()
    if not path.isprintable():
        shown = path.encode(errors="replace").decode()
        raise _refusal(shown, "its name is no plain text", zh="文件名不是普通文字")
    return path


def _content(file: Path, name: str) -> bytes:
    if file.is_symlink() or not file.is_file():
        raise _refusal(name, "it is a link or no plain file", zh="是链接，或不是普通文件")
    try:
        with file.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise _unreadable(name, error) from None
    if len(data) > MOST_BYTES:
        raise _refusal(name, "it is larger than 50 MB", zh="大于50MB")
    return data


def _refusal(where: str, what: str, *, zh: str) -> BaylineError:
    return BaylineError(
        what,
        where=where,
        why="a pack holds plain files of reasonable size",
        do="take it out of the folder or replace it",
        zh=Words(zh, "资料包里放大小适当的普通文件", "请移走或换掉"),
    )


def _unreadable(where: str, error: OSError) -> BaylineError:
    return BaylineError(
        "the file cannot be read",
        where=where,
        why=error.strerror or str(error),
        do="check its rights",
        zh=Words("文件读不了", reason_in_chinese(error), "请核对读取权限"),
    )
