"""Tables of targets and progress out of files: CSV in any usual encoding, or xlsx."""

import sys
from collections.abc import Sequence
from pathlib import Path

from bayline.engines.chinese.gazetteer import Gazetteer
from bayline.engines.documents.encodings import decode
from bayline.engines.documents.refusals import DocumentError
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import reason_in_chinese
from bayline.platform.registers.importing.files import headings_in, table_in
from bayline.platform.registers.importing.tables import Table
from bayline.platform.registers.terms import Field, Kind, Register
from bayline.systems.plan.rules.tables import Row, unbroken

_HEADS = 12  # of a file that a refusal names


def rows_in(file: str, *, target: str, progress: str) -> list[Row]:
    """Read the rows of a table.

    Args:
        file: Its name, or `-` for standard input.
        target: Heading of the column of targets.
        progress: Heading of the column of progress.

    Raises:
        BaylineError: It cannot be read, lacks a column, or has no row.
    """
    data = _bytes(file)
    if not target.strip() or not progress.strip() or target.strip() == progress.strip():
        raise _unnamed(target, progress)
    table = _table(file, data, target=target, progress=progress)
    at = {field.name: place for place, field in enumerate(table.columns) if field is not None}
    rows = [
        Row(
            number=line.number,
            target=_cell(line.cells, at["target"]),
            progress=_cell(line.cells, at["progress"]),
        )
        for line in table.lines
    ]
    if rows:
        return rows
    raise BaylineError(
        "the table has no row",
        where=file,
        why="nothing stands below the heading",
        do="give a table with one target in a row",
        zh=Words("表里没有一行", "栏名下面是空的", "请给每行一个目标的表"),
    )


def places_in(file: str) -> Gazetteer:
    """Read the places of a region.

    Args:
        file: Its name, as of a pack's places.csv.

    Raises:
        BaylineError: It cannot be read, or has a row that cannot be used.
    """
    return Gazetteer.load(decode(_bytes(file)).text, where=file)


def _cell(cells: Sequence[object], at: int) -> str:
    value = cells[at] if at < len(cells) else ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a spreadsheet keeps 4210 as 4210.0
    return "" if value is None else unbroken(str(value)).strip()


def _bytes(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except (OSError, ValueError) as error:
        raise BaylineError(
            "the file cannot be read",
            where=file,
            why=getattr(error, "strerror", "") or str(error),
            do="check the path",
            zh=Words("文件读不了", reason_in_chinese(error), "请核对路径"),
        ) from None


def _table(file: str, data: bytes, *, target: str, progress: str) -> Table:
    for names, key in (
        ({"target": target, "progress": progress}, "target"),
        ({"progress": progress}, "progress"),
    ):
        register = _register(names, key=key)
        try:
            table = table_in(register, file, data, fills_merged=True)
        except DocumentError:
            raise
        except BaylineError as refusal:
            if "heading" not in refusal.sentence():
                raise
            continue
        if len(names) > 1 and not table.missing:
            return table
        raise _lacking(file, progress if len(names) > 1 else target, table.headings)
    raise _lacking(file, target, headings_in(file, data))


def _register(names: dict[str, str], *, key: str) -> Register:
    fields = tuple(
        Field(name=name, title=head.strip(), title_en=head.strip(), kind=Kind.TEXT)
        for name, head in names.items()
    )
    return Register(
        name="table",
        title="表",
        title_en="Table",
        about="",
        about_en="",
        key=key,
        label=key,
        order=(),
        fields=fields,
    )


def _lacking(file: str, name: str, heads: Sequence[str]) -> BaylineError:
    there = "、".join(head for head in heads[:_HEADS] if head)
    return BaylineError(
        f"there is no column “{name}”",
        where=file,
        why=f"its columns are {there}" if there else "its first row names no columns",
        do="name one of them",
        zh=Words(
            f"没有“{name}”这一栏",
            f"表里的栏有：{there}" if there else "第一行没有栏名",
            "请写其中一栏的名称",
        ),
    )


def _unnamed(target: str, progress: str) -> BaylineError:
    return BaylineError(
        f"the columns “{target}” and “{progress}”",
        why="targets and progress stand in two columns, each with a name",
        do="name both with --target-column and --progress-column",
        zh=Words(
            f"栏名“{target}”和“{progress}”",
            "目标和完成情况是两栏，各有名称",
            "请用--target-column和--progress-column各写一个",
        ),
    )
