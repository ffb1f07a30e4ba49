"""Files that commands read and write, and the tables that they print."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import orjson
from django.utils import timezone

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import reason_in_chinese
from bayline.platform.terminal import escaped, write
from bayline.systems.villages.queries.grounds import campaign, campaigns
from bayline.systems.villages.terms.campaigns import Campaign


def read(name: str | Path) -> bytes:
    """Read a file.

    Raises:
        BaylineError: It is not there or may not be read.
    """
    try:
        return Path(name).read_bytes()
    except (OSError, ValueError) as error:
        raise _unusable(str(name), error) from None


def write_file(name: str, data: bytes) -> None:
    """Write a file.

    Raises:
        BaylineError: It may not be written.
    """
    try:
        Path(name).write_bytes(data)
    except (OSError, ValueError) as error:
        raise _unusable(name, error) from None


def _unusable(name: str, error: OSError | ValueError) -> BaylineError:
    return BaylineError(
        "the file cannot be used",
        where=name,
        why=str(getattr(error, "strerror", None) or error),
        do="check the path and its rights",
        zh=Words("文件用不了", reason_in_chinese(error), "请核对路径和权限"),
    )


def chosen(code: str) -> Campaign:
    """Give the campaign of a code, or the only one there is.

    Raises:
        BaylineError: There is no such campaign, none at all, or several.
    """
    known = campaigns()
    if not code and len(known) == 1:
        return next(iter(known.values()))
    return campaign(code)


def day_of(text: str) -> date:
    """Read a day; today where none is given.

    Raises:
        BaylineError: It is no day.
    """
    try:
        return date.fromisoformat(text) if text else timezone.localdate()
    except ValueError:
        raise BaylineError(
            f"“{text}” is no day",
            where="--on",
            do="write it like 2021-12-31",
            zh=Words(f"“{text}”不是日期", "", "请写成2021-12-31"),
        ) from None


def show_rows(rows: Iterable[Mapping[str, object]], columns: Sequence[str], *, form: str) -> None:
    """Print rows as a table with a head, or one object a line."""
    if form == "jsonl":
        option = orjson.OPT_APPEND_NEWLINE
        write("".join(orjson.dumps(row, option=option).decode() for row in rows))
        return
    lines = (tuple(_cell(row.get(name)) for name in columns) for row in rows)
    write("".join("\t".join(map(escaped, line)) + "\n" for line in [tuple(columns), *lines]))


def _cell(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
