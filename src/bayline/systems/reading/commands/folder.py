"""A watched folder: which files lie in it, whether they are whole, what is said of them."""

import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from bayline.engines.documents.front_matter import split
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import reason_in_chinese
from bayline.platform.packs.documents import COLUMNS
from bayline.platform.packs.tables import CellError, Saying, refusal, rows_of
from bayline.systems.reading.actions.receiving import name_kept

TABLE = "documents.csv"
_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp", ".temp", ".swp")


class Look(NamedTuple):
    """What a file looks like from outside; a file that is being written looks different soon."""

    size: int
    changed: int  # nanoseconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the folder says of a file, beside the file itself.

    Attributes:
        replaces: Path, in the folder, of the file that it corrects; empty if none.
        denied: Of what the table says that there is none, whatever the file says.
        line: The row of the table that says so; 0 where none does.
    """

    title: str = ""
    publisher: str = ""
    published: date | None = None
    licence: str = ""
    url: str = ""
    replaces: str = ""
    denied: frozenset[str] = frozenset()
    line: int = 0


def looks(folder: Path) -> dict[str, Look]:
    """Look at every file that may be a document, by its path below the folder, in order.

    Hidden files, links, and what programs leave beside files they are writing are left out.

    Raises:
        BaylineError: The folder cannot be read.
    """
    found: dict[str, Look] = {}
    for file in sorted(_files(folder)):
        try:
            state = file.lstat()
        except OSError:  # it was moved away while we looked
            continue
        found[file.relative_to(folder).as_posix()] = Look(state.st_size, state.st_mtime_ns)
    return found


def _files(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise unreadable(str(error.filename or folder), error) from None

    for parent, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in files:
            file = Path(parent, name)
            if _is_wanted(name) and file.is_file() and not file.is_symlink():
                yield file


def _is_wanted(name: str) -> bool:
    # Office leaves lock files named ~$… beside open documents, browsers unfinished downloads.
    return not name.startswith((".", "~$")) and not name.lower().endswith((*_UNFINISHED, "~"))


def content(folder: Path, path: str, *, limit: int) -> bytes:
    """Read a file, at most one byte more than the limit.

    Raises:
        BaylineError: It cannot be read.
    """
    try:
        with (folder / path).open("rb") as opened:
            return opened.read(limit + 1)
    except OSError as error:
        raise unreadable(path, error) from None


def table_of(folder: Path, *, limit: int) -> dict[str, Known]:
    """Read `documents.csv`, which says of files what they cannot say of themselves.

    Returns:
        What it says, by path in the folder; nothing where there is none.

    Raises:
        BaylineError: It cannot be read; the sentence names row and column.
    """
    if not (folder / TABLE).is_file():
        return {}
    rows = rows_of(content(folder, TABLE, limit=limit), COLUMNS, where=TABLE)
    return {str(row.values["file"]): _known(row.values, row.line) for row in rows}


def replaced_by(path: str, data: bytes, known: Known) -> str:
    """Name the file that one corrects, as the table or its own first lines say; empty if none.

    Raises:
        BaylineError: Its first lines cannot be read.
    """
    if known.replaces or "replaces" in known.denied:
        return known.replaces
    said, _ = split(data, where=path)
    named = said.get("replaces", "")
    return str(PurePosixPath(path).parent / named) if named else ""


def _known(values: Mapping[str, object], line: int) -> Known:
    denied = frozenset(key for key, value in values.items() if value is Saying.NONE)
    said = {key: "" if key in denied else str(value) for key, value in values.items()}
    published = values["published"]
    return Known(
        title=said["title"],
        publisher=said["publisher"],
        published=published if isinstance(published, date) else None,
        licence=said["licence"],
        url=said["url"],
        replaces=said["replaces"],
        denied=denied,
        line=line,
    )


def name_of(path: str) -> str:
    """Give the name that a file is kept under.

    Raises:
        BaylineError: The name is no UTF-8.
    """
    try:
        path.encode()
    except UnicodeEncodeError:
        raise BaylineError(
            "the name of the file is no UTF-8",
            where=written(path),
            why="no page could show it",
            do="rename it",
            zh=Words("文件名不是UTF-8编码", "页面上显示不出来", "请给文件改名"),
        ) from None
    return name_kept(PurePosixPath(path).name)


def written(path: str) -> str:
    """Write a path so that it can be printed, whatever bytes it is of."""
    return os.fsencode(path).decode(errors="replace")


def unfound(known: Mapping[str, Known], present: Collection[str]) -> list[BaylineError]:
    """Say of each row of the table that names no file of the folder."""
    wrong = CellError(
        "there is no such file in the folder",
        do="check its name, or put the file there",
        zh=("文件夹里没有这个文件", "请核对文件名，或放入文件"),
    )
    return [
        refusal(TABLE, each.line, "file", value=path, wrong=wrong)
        for path, each in known.items()
        if path not in present
    ]


def unreadable(where: str, error: OSError) -> BaylineError:
    """Say why a file or folder cannot be read."""
    return BaylineError(
        "it cannot be read",
        where=where,
        why=error.strerror or str(error),
        do="check the path and its rights",
        zh=Words("读不了", reason_in_chinese(error), "请核对路径和读取权限"),
    )
