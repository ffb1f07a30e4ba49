"""Tables as people keep them: UTF-8 with a mark before it or not, or GB 18030; Chinese heads."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bayline.kernel.errors import BaylineError, Words

_HEADS = {
    "编号": "id",
    "代码": "id",
    "经度": "lon",
    "纬度": "lat",
    "人口": "weight",
    "权重": "weight",
    "村": "village",
    "村居": "village",
    "名称": "name",
    "地名": "name",
    "别名": "aliases",
    "依据": "evidence",
    "站点": "stop",
    "站名": "stop",
    "线路": "line",
    "班次": "departures",
    "起点经度": "from_lon",
    "起点纬度": "from_lat",
    "终点经度": "to_lon",
    "终点纬度": "to_lat",
    "等级": "class",
    "车速": "kmh",
    "单行": "oneway",
}

Row = Mapping[str, str]


class Table(NamedTuple):
    """A table: its columns, and its rows with what stands in them."""

    columns: tuple[str, ...]
    rows: Iterator[Row]


def table_of(data: bytes, needed: tuple[str, ...], *, where: str) -> Table:
    """Read a table whose first line names its columns, in English or in Chinese.

    Args:
        data: The file.
        needed: The columns that must be there.
        where: What is read, for refusals.

    Raises:
        BaylineError: It is no text, or a column is missing.
    """
    lines = _lines(text_of(data, where), where)
    heads = next(lines, [])
    columns = tuple(_HEADS.get(one.strip(), one.strip()) for one in heads)
    if missing := [name for name in needed if name not in columns]:
        raise _no_column(missing[0], needed, where)
    return Table(columns, _rows(lines, columns))


def _rows(lines: Iterator[list[str]], columns: tuple[str, ...]) -> Iterator[Row]:
    for cells in lines:
        if any(cells):
            filled = [one.strip() for one in cells[: len(columns)]]
            filled += [""] * (len(columns) - len(filled))
            yield dict(zip(columns, filled, strict=True))


def _lines(text: str, where: str) -> Iterator[list[str]]:
    lines = csv.reader(io.StringIO(text, newline=""), skipinitialspace=True)
    try:
        yield from lines
    except csv.Error as error:
        raise BaylineError(
            "it cannot be read as a table",
            where=f"{where}, line {lines.line_num}",
            why=str(error),
            do="save it as CSV anew",
            zh=Words("读不成表格", str(error), "请重新另存为CSV"),
        ) from None


def text_of(data: bytes, where: str) -> str:
    """Read UTF-8, else GB 18030 as Chinese spreadsheets write it."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BaylineError(
        "it is no table as text",
        where=where,
        why="it is neither UTF-8 nor GB 18030",
        do="save it as CSV in UTF-8",
        zh=Words("不是文本表格", "既不是UTF-8，也不是GB 18030", "请另存为UTF-8的CSV"),
    )


def _no_column(name: str, needed: tuple[str, ...], where: str) -> BaylineError:
    return BaylineError(
        f"the column {name} is missing",
        where=where,
        do=f"give the columns {', '.join(needed)}",
        zh=Words(f"缺{name}栏", do=f"请给出{'、'.join(needed)}各栏"),
    )
