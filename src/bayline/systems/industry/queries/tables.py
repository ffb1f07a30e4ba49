"""Long tables from CSV files of millions of rows, by DuckDB; a bad cell is found again by row."""

import csv
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from glob import escape
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from bayline.engines.chinese.script import fold
from bayline.engines.documents.encodings import decode
from bayline.engines.documents.refusals import DocumentError
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import reason_in_chinese
from bayline.systems.industry.terms import Cell, Table
from bayline.systems.industry.terms import Words as Names

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# What a column may hold, and the heads it may have.
HEADS = {
    "region": ("region", "地区", "区域"),
    "industry": ("industry", "行业"),
    "value": ("value", "数值"),
    "year": ("year", "年份", "年度"),
    "population": ("population", "人口"),
    "other": ("other", "对照"),
    "classification": ("classification", "分类"),
    "basis": ("basis", "口径"),
}
_NUMBERS = ("value", "population", "other")
_SAMPLE = 1 << 20  # bytes that tell whether a file is UTF-8
_MEMORY = "4GB"
_LINE = re.compile(r"CSV Error on Line: (\d+)")
_COLUMNS = re.compile(r"Expected Number of Columns: (\d+) Found: (\d+)")


@contextmanager
def opened(file: str, *, asks: frozenset[str], needs_industry: bool) -> Iterator[Table]:
    """Read a table; a cell can be looked up while it is open.

    Args:
        file: Its path, or `-` for standard input.
        asks: The columns of numbers that are asked for beside the values.
        needs_industry: Whether it must have industries.

    Raises:
        BaylineError: It cannot be read, is no table, or lacks a column.
    """
    with TemporaryDirectory() as folder:
        path = _readable(file, Path(folder))
        name = "-" if file == "-" else file
        yield _table(path, name, asks=asks, needs_industry=needs_industry)


@contextmanager
def opened_bytes(
    data: bytes, name: str, *, asks: frozenset[str], needs_industry: bool
) -> Iterator[Table]:
    """Read a table that was sent in; what is written meanwhile is gone when it is closed.

    Args:
        data: The file.
        name: Its name, for refusals.
        asks: The columns of numbers that are asked for beside the values.
        needs_industry: Whether it must have industries.

    Raises:
        BaylineError: It cannot be read, is no table, or lacks a column.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_bytes(text_of(data, name).encode("utf-8"))
        yield _table(path, name, asks=asks, needs_industry=needs_industry)


def text_of(data: bytes, name: str) -> str:
    """Decode a file, whatever its encoding is.

    Raises:
        BaylineError: It is no text.
    """
    try:
        return data.decode("utf-8") if _is_utf8(data) else decode(data).text
    except (DocumentError, UnicodeDecodeError) as error:
        why = str(getattr(error, "reason", error))
        raise _unreadable(name, why, zh="不是文字文件") from None


def _readable(file: str, folder: Path) -> Path:
    """Give a file in UTF-8: the one that was named, or a copy of it."""
    copy = folder / "table.csv"
    try:
        if file == "-":
            copy.write_bytes(sys.stdin.buffer.read())
        path = copy if file == "-" else Path(file)
        with path.open("rb") as stream:
            sample = stream.read(_SAMPLE)
        if not _is_utf8(sample):
            copy.write_text(decode(path.read_bytes()).text, "utf-8", newline="")
            return copy
    except DocumentError as error:
        raise _unreadable(file, str(error.reason), zh="不是文字文件") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", "") or str(error)
        raise _unreadable(file, why, zh=reason_in_chinese(error)) from None
    return path


def _is_utf8(sample: bytes) -> bool:
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(sample) - 4 and len(sample) == _SAMPLE  # cut within a character
    return True


def _unreadable(file: str, why: str, *, zh: str) -> BaylineError:
    return BaylineError(
        "the file cannot be read",
        where=file,
        why=why,
        do="name a CSV file",
        zh=Words("文件读不了", zh, "请写一个CSV文件"),
    )


def _table(path: Path, name: str, *, asks: frozenset[str], needs_industry: bool) -> Table:
    heads = _heads(path, name)
    places = _places(heads, name, needs_industry=needs_industry)
    wanted = {role: place for role, place in places.items() if role not in _NUMBERS or role in asks}
    wanted["value"] = places["value"]

    def look(record: int, role: str) -> Cell:
        return _cell(path, record, place=places[role])

    words, numbers = _columns(path, name, heads=heads, places=wanted)
    return Table(
        name=name,
        heads={role: heads[place] for role, place in places.items()},
        words=words,
        numbers=numbers,
        look=look,
    )


def _heads(path: Path, name: str) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        try:
            found = next(csv.reader(stream, strict=True), [])
        except csv.Error as error:
            raise _broken(name, 1, str(error), zh=str(error)) from None
    heads = [head.strip() for head in found]
    if not any(heads):
        raise BaylineError(
            "the file is empty",
            where=name,
            why="the first row must hold the heads of the columns",
            do="write region,industry,value and the rows below",
            zh=Words("文件是空的", "第一行要写栏名", "请写region,industry,value，下面写各行"),
        )
    return heads


def _places(heads: Sequence[str], name: str, *, needs_industry: bool) -> dict[str, int]:
    """Find which column holds what."""
    roles = {spelling: role for role, spellings in HEADS.items() for spelling in spellings}
    places: dict[str, int] = {}
    for place, head in enumerate(heads):
        role = roles.get(fold(head).lower())
        if role is None and len(heads) == 1 and re.search(r"[;；\t|]", head):
            why = "its columns are not parted by commas"
            raise _bad_head(name, head, why, zh="各栏不是用逗号分开的")
        if role is None:
            raise _bad_head(name, head, "no such column is known", zh="没有这个栏名")
        if role in places:
            raise _bad_head(name, head, "the column stands twice", zh="这一栏写了两次")
        places[role] = place
    needed = ["region", "industry", "value"] if needs_industry else ["region", "value"]
    missing = next((role for role in needed if role not in places), None)
    if missing is not None:
        raise _bad_head(name, missing, "the column is missing", zh="缺这一栏")
    return places


def _bad_head(name: str, head: str, why: str, *, zh: str) -> BaylineError:
    known, known_zh = ", ".join(HEADS), "、".join(spelled[1] for spelled in HEADS.values())
    return BaylineError(
        f"row 1, column {head}",
        where=name,
        why=why,
        do=f"use the columns {known}, each once",
        zh=Words(f"第1行{head}栏", zh, f"栏名请用{known}，或{known_zh}，各写一次"),
    )


def _columns(
    path: Path, name: str, *, heads: Sequence[str], places: dict[str, int]
) -> tuple[dict[str, Names], dict[str, np.ndarray]]:
    import duckdb

    wishes: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "memory_limit": _MEMORY,
    }
    database = duckdb.connect(":memory:", config=wishes)
    try:
        _load(database, path, len(heads))
        return _coded(database, places)
    except duckdb.Error as error:
        raise _not_a_table(name, str(error), path) from None
    finally:
        database.close()


def _load(database: "DuckDBPyConnection", path: Path, count: int) -> None:
    columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(count))
    options = (
        "header=true, auto_detect=false, compression='none', delim=',', quote='\"', escape='\"', "
        f"strict_mode=true, columns={{{columns}}}"
    )
    quoted = escape(str(path)).replace("'", "''")  # a bracket in a name is no pattern
    read = f"CREATE TABLE rows AS SELECT * FROM read_csv('{quoted}', {options})"  # noqa: S608 - quoted above
    database.execute(read)


def _coded(
    database: "DuckDBPyConnection", places: dict[str, int]
) -> tuple[dict[str, Names], dict[str, np.ndarray]]:
    """Give names by number, in the order in which they come, and numbers as they are."""
    asked: list[str] = []
    names: dict[str, tuple[str, ...]] = {}
    for role, place in places.items():
        if role in _NUMBERS:
            text = f"trim(c{place})"
            # DuckDB takes 1_000 for a number; a person who reads the file does not.
            asked.append(
                f"CASE WHEN contains({text}, '_') THEN NULL"
                f" ELSE try_cast({text} AS DOUBLE) END AS {role}"
            )
        else:
            text = f"coalesce(trim(c{place}), '')"
            names[role] = _numbered(database, text, role)
            asked.append(f"enum_code({text}::of_{role}) AS {role}")
    found = database.execute(f"SELECT {', '.join(asked)} FROM rows ORDER BY rowid").fetchnumpy()  # noqa: S608 - from fixed words
    words = {role: Names(names[role], found[role].astype(np.intp)) for role in names}
    numbers = {
        role: np.ma.filled(found[role].astype(np.float64), np.nan)
        for role in places
        if role in _NUMBERS
    }
    return words, numbers


def _numbered(database: "DuckDBPyConnection", text: str, role: str) -> tuple[str, ...]:
    grouped = f"SELECT {text} AS name, min(rowid) AS first FROM rows GROUP BY 1"  # noqa: S608 - from fixed words
    database.execute(
        f"CREATE TYPE of_{role} AS ENUM (SELECT name FROM ({grouped}) ORDER BY first)"  # noqa: S608 - from fixed words
    )
    found = database.execute(f"SELECT unnest(enum_range(NULL::of_{role}))").fetchall()
    return tuple(name for (name,) in found)


def _cell(path: Path, record: int, *, place: int) -> Cell:
    """Find a record again: the file is walked to it, and lines without anything are not counted."""
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as stream:
        reader = csv.reader(stream)
        filled = (cells for cells in reader if cells)
        cells = next(islice(filled, record + 1, None), [])
        return Cell(reader.line_num, cells[place] if place < len(cells) else "")


def _not_a_table(name: str, said: str, path: Path) -> BaylineError:
    """Say what DuckDB found wrong with the file in our words."""
    line = _LINE.search(said)
    row = int(line.group(1)) if line else 1
    if wrong := _COLUMNS.search(said):
        heads, cells = wrong.groups()
        return _broken(
            name,
            row,
            f"the row has {cells} cells under {heads} heads",
            zh=f"这一行有{cells}格，栏有{heads}个",
        )
    if "unterminated quote" in said:
        return _broken(name, row, "a quoted value does not end", zh="引号没有配对")
    if "unicode" in said.lower() or "utf-8" in said.lower():
        return _broken(name, row, "it is not UTF-8 there", zh="这里不是UTF-8编码")
    reason = said.splitlines()[0].replace(str(path), name)
    return _broken(name, row, reason, zh=reason)


def _broken(name: str, row: int, why: str, *, zh: str) -> BaylineError:
    return BaylineError(
        f"row {row}",
        where=name,
        why=why,
        do="save it as CSV in UTF-8, values with commas in quotes",
        zh=Words(f"第{row}行", zh, "请另存为UTF-8的CSV，含逗号的值加引号"),
    )
