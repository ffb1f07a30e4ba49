"""Tables of the commands of ecology: CSV of any common encoding in, CSV or lines of JSON out."""

import csv
import sys
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from pathlib import Path
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import Any

import orjson

from bayline.engines.documents.encodings import decode
from bayline.engines.documents.refusals import DocumentError
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import reason_in_chinese
from bayline.platform.registers.cells.guarding import guarded
from bayline.systems.ecology.rules.intake.rows import text_rows
from bayline.systems.ecology.terms import Record

_IN_MEMORY = 1 << 26  # bytes of results beyond which they wait in a file


def rows_of(file: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Read a table, row by row.

    Args:
        file: Its path, or `-` for standard input.

    Returns:
        Line and cells of each row that is not empty.

    Raises:
        BaylineError: It cannot be read or is no table.
    """
    return text_rows(_text(file), where=file)


def _text(file: str) -> str:
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return _decoded(data)
    except DocumentError as error:
        why, zh = str(error.reason), "不是文字文件"
    except (OSError, ValueError) as error:
        why, zh = getattr(error, "strerror", "") or str(error), reason_in_chinese(error)
    raise BaylineError(
        "the file cannot be read",
        where=file,
        why=why,
        do="name a CSV file",
        zh=Words("文件读不了", zh, "请写一个CSV文件"),
    )


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return decode(data).text


def write(found: Iterable[Record], columns: Sequence[str], *, form: str) -> None:
    """Print records, all of them made before the first is printed: a refusal prints none.

    Args:
        found: The records.
        columns: What a table shows of them.
        form: csv or jsonl.
    """
    lines = _objects(found) if form == "jsonl" else _rows(found, columns)
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as kept:
        kept.writelines(lines)
        kept.seek(0)
        sys.stdout.flush()
        copyfileobj(kept, sys.stdout.buffer)
        sys.stdout.buffer.flush()


def _objects(found: Iterable[Record]) -> Iterator[bytes]:
    return (orjson.dumps(one, option=orjson.OPT_APPEND_NEWLINE) for one in found)


def _rows(found: Iterable[Record], columns: Sequence[str]) -> Iterator[bytes]:
    yield _line(columns)
    for one in found:
        yield _line([_cell(one.get(name)) for name in columns])


def _line(cells: Sequence[str]) -> bytes:
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue().encode("utf-8", "replace")


def _cell(value: Any) -> str:  # noqa: ANN401 - whatever a record holds
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    return guarded(str(value))
