"""Tables of a pack: CSV files with known columns, every bad cell told with file, row and column."""

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from io import StringIO
from typing import Any, NamedTuple

from bayline.engines.chinese.script import fold
from bayline.kernel.addresses import is_web_address
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.periods import parse as parsed_period
from bayline.kernel.visible import shows
from bayline.platform.registers.cells.guarding import unguarded

_SHOWN = 200  # characters of a bad cell that a refusal prints
# As many characters as a file has. The limit is the whole program's, so it is set once; set and
# taken back around a table it would stay where a reader stops in the middle of one.
csv.field_size_limit(50 * 2**20)


class CellError(ValueError):
    """A cell that cannot be read: why, and what to write instead, in both languages."""

    def __init__(self, why: str, *, do: str, zh: tuple[str, str]) -> None:
        super().__init__(why)
        self.why, self.do, self.zh = why, do, zh


_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def words(text: str) -> str:
    """Read words: anything but control characters, which no database and no page can hold."""
    if _CONTROLS.search(text):
        raise CellError(
            "it holds a control character", do="type it again", zh=("含有控制字符", "请重新输入")
        )
    return text


class Saying(Enum):
    """What a cell says that is no value; a value that looks like it is guarded, as formulas are."""

    NONE = "-"  # that there is none, whatever is said elsewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table.

    Attributes:
        name: Its head.
        read: Turns the text of a cell into its value, or raises `CellError`.
        is_needed: Whether every row must fill it.
        may_deny: Whether `-` in it says that there is none.
        also: Other heads that it may have.
    """

    name: str
    read: Callable[[str], Any] = words
    is_needed: bool = False
    may_deny: bool = False
    also: tuple[str, ...] = ()


class Row(NamedTuple):
    """One row, with where it stands."""

    where: str
    line: int
    values: Mapping[str, Any]

    def refuse(self, column: str, wrong: CellError) -> BaylineError:
        """Say what is wrong with one cell of this row."""
        return refusal(self.where, self.line, column, value=self.values.get(column), wrong=wrong)


def refusal(where: str, line: int, column: str, *, value: object, wrong: CellError) -> BaylineError:
    """Say what is wrong with one cell.

    Args:
        where: The file.
        line: The row as a spreadsheet counts it, heads included.
        column: The head of the column.
        value: What stands there.
        wrong: Why it cannot be, and what to write.
    """
    written = "" if value is None else str(value)
    written = written if len(written) <= _SHOWN else f"{written[:_SHOWN]}…"
    return BaylineError(
        f"row {line}, column {column}, value “{written}”",
        where=where,
        why=wrong.why,
        do=wrong.do,
        zh=Words(f"第{line}行{column}栏的值“{written}”", *wrong.zh),
    )


def rows_of(
    data: bytes, columns: Sequence[Column], *, where: str, now: datetime | None = None
) -> Iterator[Row]:
    """Read a table.

    Args:
        data: The bytes of the file: UTF-8, comma separated, heads in the first row.
        columns: The columns it may have; needed ones it must have.
        where: The name of the file, for refusals.
        now: The present moment, which no moment of the table may be after; None to allow any.

    Yields:
        A row for every line that is not empty; columns the file does not have are "".

    Raises:
        BaylineError: The file is no such table, or a cell cannot be read.
    """
    by_name = {column.name: _until(column, now) for column in columns}
    called = {head: column.name for column in columns for head in column.also}
    reader = csv.reader(StringIO(_decoded(data, where), newline=""), strict=True)
    try:
        heads = [called.get(fold(head.strip()), head.strip()) for head in next(reader, [])]
        _refuse_bad_heads(heads, by_name, where)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _row(cells, heads, by_name, where=where, line=reader.line_num)
    except csv.Error as error:
        wrong = CellError(
            str(error), do="save it as CSV in UTF-8", zh=(str(error), "请另存为UTF-8的csv")
        )
        raise refusal(where, reader.line_num, "1", value="", wrong=wrong) from None


def _until(column: Column, now: datetime | None) -> Column:
    return column if now is None or column.read is not moment else replace(column, read=past(now))


def _decoded(data: bytes, where: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        wrong = CellError(
            "the file is not UTF-8 there",
            do="save it as CSV in UTF-8",
            zh=("这里不是UTF-8编码", "请另存为UTF-8的csv"),
        )
        raise refusal(where, line, "1", value="", wrong=wrong) from None


def _refuse_bad_heads(heads: Sequence[str], columns: Mapping[str, Column], where: str) -> None:
    missing = [name for name, column in columns.items() if column.is_needed and name not in heads]
    unknown = [head for head in heads if head not in columns]
    double = [head for place, head in enumerate(heads) if head in heads[:place]]
    known = ",".join(columns)
    for names, why, zh in (
        (missing, "the column is missing", "缺这一栏"),
        (unknown, "no such column is known", "没有这个栏名"),
        (double, "the column stands twice", "这一栏写了两次"),
    ):
        if names:
            wrong = CellError(why, do=f"use the columns {known}", zh=(zh, f"栏名请用{known}"))
            raise refusal(where, 1, names[0], value=names[0], wrong=wrong)


def _row(
    cells: Sequence[str],
    heads: Sequence[str],
    columns: Mapping[str, Column],
    *,
    where: str,
    line: int,
) -> Row:
    if len(cells) != len(heads):
        wrong = CellError(
            f"the row has {len(cells)} cells under {len(heads)} heads",
            do="quote a value that holds a comma",
            zh=(f"这一行有{len(cells)}格，栏有{len(heads)}个", "含逗号的值请加引号"),
        )
        column = heads[min(len(cells), len(heads) - 1)]
        raise refusal(where, line, column, value=cells[-1] if cells else "", wrong=wrong)
    values = {column.name: "" for column in columns.values()}
    for head, cell in zip(heads, cells, strict=True):
        values[head] = _read(columns[head], cell, where=where, line=line)
    return Row(where, line, values)


def _read(column: Column, cell: str, *, where: str, line: int) -> Any:  # noqa: ANN401 - what the column reads
    if column.is_needed and not shows(cell):
        empty = CellError("it is empty", do="fill it in", zh=("没有填", "请填上"))
        raise refusal(where, line, column.name, value=cell, wrong=empty)
    if column.may_deny and cell.strip() == Saying.NONE.value:
        return Saying.NONE
    try:
        return column.read(unguarded(cell)) if cell else ""
    except CellError as wrong:
        raise refusal(where, line, column.name, value=cell, wrong=wrong) from None


def moment(text: str) -> datetime:
    """Read a moment with its time zone."""
    found = _zoned(text)
    if found is None:
        raise CellError(
            "it is no moment with a time zone",
            do="write it like 2021-11-05T09:00:00+08:00",
            zh=("不是带时区的时间", "请写成2021-11-05T09:00:00+08:00"),
        )
    return found


def _zoned(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
        found.astimezone(UTC)  # the first and the last day of the calendar have no day beside them
    except (ValueError, OverflowError):
        return None
    return found if found.tzinfo is not None else None


def past(now: datetime) -> Callable[[str], datetime]:
    """Give what reads a moment that is not after the present one."""
    return lambda text: no_later(moment(text), now=now)


def no_later(found: datetime, *, now: datetime) -> datetime:
    """Give a moment back that is not after the present one.

    Raises:
        CellError: It is.
    """
    if found > now:
        said = now.astimezone(UTC).isoformat(timespec="seconds")
        raise CellError(
            f"it lies in the future; it is {said} now",
            do="write when it was, or set the clock of this machine",
            zh=(f"是将来的时间（现在是{said}）", "请写当时的时间，或校准本机时钟"),
        )
    return found


def address(text: str) -> str:
    """Read an address on the web."""
    if not is_web_address(text):
        raise CellError(
            "it is no address on the web",
            do="write it like https://www.example.cn/, or leave it out",
            zh=("不是网址", "请写成 https:// 开头，或不写"),
        )
    return text


def stretch(text: str) -> tuple[int, int]:
    """Read the first and the last of some characters, written 12-34."""
    first, _, last = text.partition("-")
    try:
        return whole(first), whole(last)
    except CellError:
        raise CellError(
            "it is no stretch of characters",
            do="write it like 12-34",
            zh=("不是起止位置", "请写成12-34"),
        ) from None


def day(text: str) -> date:
    """Read a day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CellError(
            "it is no day", do="write it like 2021-11-05", zh=("不是日期", "请写成2021-11-05")
        ) from None


def whole(text: str) -> int:
    """Read a whole number from zero."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):  # noqa: PLR2004 - a billion
        raise CellError(
            "it is no whole number", do="write digits only", zh=("不是整数", "请只写数字")
        )
    return int(text)


def decimal(text: str) -> str:
    """Read a decimal; it stays text, exactly as written."""
    try:
        is_number = Decimal(text).is_finite()
    except InvalidOperation:
        is_number = False
    if not is_number:
        raise CellError(
            "it is no number", do="write it like 20600000000", zh=("不是数", "请写成20600000000")
        )
    return text


def period(text: str) -> str:
    """Read a period in EDTF; it stays text."""
    try:
        parsed_period(text)
    except BaylineError:
        raise CellError(
            "it is no period",
            do="write it like 2021, 2021-33 or 2021-03-03",
            zh=("不是时期", "请写成2021、2021-33或2021-03-03"),
        ) from None
    return text


def one_of(*words: str) -> Callable[[str], str]:
    """Give what reads one of some words."""
    listed = ", ".join(words)

    def read(text: str) -> str:
        if text not in words:
            raise CellError(
                f"the words are {listed}",
                do="write one of them",
                zh=(f"只有{listed}", "请写其中一个"),
            )
        return text

    return read


def digits(length: int) -> Callable[[str], str]:
    """Give what reads so many hexadecimal digits."""

    def read(text: str) -> str:
        if len(text) != length or not set(text) <= set("0123456789abcdef"):
            raise CellError(
                f"it is not {length} hexadecimal digits",
                do="copy it whole",
                zh=(f"不是{length}位十六进制数", "请完整复制"),
            )
        return text

    return read
