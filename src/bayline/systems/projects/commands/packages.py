"""Packages and schemas from files, as JSON."""

import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import reason_in_chinese
from bayline.systems.projects.rules.oc4ids.parsing import parsed
from bayline.systems.projects.rules.oc4ids.schema import (
    Json,
    Schema,
    Standard,
    joined,
    own_standard,
)

_PACKAGE, _PROJECT = "project-package-schema.json", "project-schema.json"
_STANDARD_INPUT = "-"
_LARGE = 8 * 2**20  # bytes: a smaller file is read whole
_PIECE = 2**20


def given(name: str) -> bytes:
    """Give the bytes of a file, or of standard input.

    Raises:
        BaylineError: If there is no such file.
    """
    if name == _STANDARD_INPUT and sys.stdin is not None:
        return sys.stdin.buffer.read()
    return bytes_of(name)


def is_large(name: str) -> bool:
    """Tell whether a file is better read piece by piece; standard input is read whole."""
    try:
        return name != _STANDARD_INPUT and Path(name).stat().st_size > _LARGE
    except (OSError, ValueError):
        return False  # whoever reads it says why


def pieces_of(name: str) -> Iterator[bytes]:
    """Read a file piece by piece."""
    with Path(name).open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def standard_in(name: str | None) -> Standard:
    """Read what to check against: a folder as the standard publishes it, or its package schema.

    Args:
        name: The folder or the file; None for the program's own.

    Raises:
        BaylineError: If a schema is not there or is no schema of packages.
    """
    if name is None:
        return own_standard()
    given = Path(name)
    package = given / _PACKAGE if given.is_dir() else given
    beside = package.parent / _PROJECT
    project = _schema(beside) if beside.is_file() else None
    if package.name == _PROJECT and (package.parent / _PACKAGE).is_file():
        package = package.parent / _PACKAGE
    try:
        schema = joined(_schema(package), project)
    except BaylineError as error:
        raise _placed(error, str(package)) from None
    return Standard(schema=schema, codes=_codelists(package.parent / "codelists"))


def _placed(error: BaylineError, where: str) -> BaylineError:
    place = error.where or where
    return BaylineError(error.what, where=place, why=error.why, do=error.do, zh=error.zh)


def _schema(file: Path) -> Schema:
    found = _read(file)
    if isinstance(found, dict):
        return found
    raise BaylineError(
        "this is no schema",
        where=str(file),
        why="a schema is a JSON object",
        do="give project-package-schema.json of the standard",
        zh=Words("这不是模式", "模式是一个JSON对象", "请给标准的project-package-schema.json"),
    )


def _codelists(folder: Path) -> dict[str, frozenset[str]]:
    return {file.name: _codes(file) for file in sorted(folder.glob("*.csv"))}


def _codes(file: Path) -> frozenset[str]:
    text = bytes_of(str(file)).decode("utf-8-sig", errors="replace")
    rows = csv.DictReader(io.StringIO(text))
    return frozenset(row["Code"] for row in rows if row.get("Code"))


def _read(file: Path) -> Json:
    return parsed(bytes_of(str(file)), where=str(file))


def bytes_of(name: str) -> bytes:
    """Read a file.

    Raises:
        BaylineError: If it is not there or may not be read.
    """
    try:
        return Path(name).read_bytes()
    except (OSError, ValueError) as error:
        raise BaylineError(
            "the file cannot be read",
            where=name,
            why=str(getattr(error, "strerror", None) or error),
            do="check the path and its rights",
            zh=Words("文件读不了", reason_in_chinese(error), "请核对路径和读取权限"),
        ) from None
