"""What a command was given: files, folders and standard input, as named documents in bytes."""

import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import reason_in_chinese

STANDARD_INPUT = "-"
_READ = re.compile(r"\.(?:te?xt|md|markdown|[xs]?html?|docx|pdf|xlsx|[ct]sv)", re.IGNORECASE)


class Input(NamedTuple):
    """A document to be read.

    Attributes:
        name: What its user calls it: the path as given, below a folder as found.
        content: Its bytes, where they had to be taken at once (standard input).
    """

    name: str
    content: bytes | None = None

    def __str__(self) -> str:
        return self.name

    def data(self, *, limit: int) -> bytes:
        """Take the bytes, at most one more than the limit, so that no file fills the memory.

        Raises:
            BaylineError: If the file is not there or may not be read.
        """
        if self.content is not None:
            return self.content
        if not self.name:
            raise _nameless()
        try:
            with Path(self.name).open("rb") as opened:
                return opened.read(limit + 1)
        except (OSError, ValueError) as error:
            raise _refusal(self.name, error) from None


def inputs(arguments: Sequence[str], *, limit: int) -> list[Input]:
    """List the documents that the arguments name, in order, each once.

    Args:
        arguments: Files, folders, or `-` for standard input.
        limit: Most bytes that a document may have.

    Raises:
        BaylineError: If a folder holds nothing that can be read.
    """
    found: dict[str, Input] = {}
    for argument in arguments:
        if argument == STANDARD_INPUT:
            if sys.stdin is None:  # A program may be started with it closed.
                raise BaylineError(
                    "there is no standard input",
                    where=STANDARD_INPUT,
                    why="it is closed",
                    do="name a file instead",
                    zh=Words("没有标准输入", "它是关着的", "请写文件名"),
                )
            content = sys.stdin.buffer.read(limit + 1)
            found.setdefault(argument, Input(argument, content))
        else:
            for name in _named(argument):
                found.setdefault(name, Input(name))
    return [*found.values()]


def _named(argument: str) -> list[str]:
    if not argument:  # an empty path would stand for the folder the program was started in
        raise _nameless()
    if not Path(argument).is_dir():
        return [argument]
    names = [*_below(argument)]
    if names:
        return names
    raise BaylineError(
        "no document lies in this folder",
        where=argument,
        why="none of its files ends in txt, md, html, docx, pdf, xlsx or csv",
        do="name another folder, or the file itself",
        zh=Words(
            "文件夹里没有能读的文件",
            "没有txt、md、html、docx、pdf、xlsx、csv文件",
            "请换一个文件夹，或写文件名",
        ),
    )


def _below(folder: str) -> Iterator[str]:
    def refuse(error: OSError) -> None:
        raise _refusal(str(error.filename or folder), error) from None

    for parent, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        readable = (name for name in sorted(files) if _is_read(name))
        yield from (os.path.join(parent, name) for name in readable)  # noqa: PTH118 - keeps ./ as given


def _is_read(name: str) -> bool:
    # Office leaves lock files named ~$… beside open documents.
    return bool(_READ.fullmatch(Path(name).suffix)) and not name.startswith((".", "~$"))


def _nameless() -> BaylineError:
    return BaylineError(
        "an empty name is no file",
        do="give the name of the file",
        zh=Words("文件名是空的", do="请写文件名"),
    )


def _refusal(name: str, error: OSError | ValueError) -> BaylineError:
    if isinstance(error, FileNotFoundError):
        return BaylineError(
            "there is no such file",
            where=name,
            do="check the path",
            zh=Words("没有这个文件", do="请核对路径"),
        )
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return BaylineError(
        "the file cannot be read",
        where=name,
        why=reason,
        do="check the path and its rights",
        zh=Words("文件读不了", reason_in_chinese(error), "请核对路径和读取权限"),
    )
