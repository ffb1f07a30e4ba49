"""The sheet of a workbook that holds readings, as rows of texts."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.registers.importing.books import BookSheet, sheets_in
from bayline.systems.ecology.rules import airing
from bayline.systems.ecology.rules.heads import found_heads, names_all, places_about
from bayline.systems.ecology.rules.intake.coding import Row

_REACH = 10_000  # rows that one merged cell is taken to reach over
_ABOVE = 10  # rows among which the heads are looked for
# Where the samples of a sheet begin, and which columns say where and when; None for no readings.
Headed = tuple[int, Collection[int]]
Finder = Callable[[Sequence[Sequence[str]]], Headed | None]


def rows_of_book(name: str, data: bytes, *, is_air: bool) -> Iterator[Row]:
    """Give the rows of the sheet that holds readings; the first sheet where none does.

    A cell that says where or when, and is merged down several rows, counts for each of them.

    Args:
        name: The name of the workbook, for refusals.
        data: Its bytes.
        is_air: Whether concentrations of the air are looked for; else samples of water.

    Raises:
        BaylineError: More than one sheet holds readings, or it is no workbook.
    """
    find = _air if is_air else _water
    sheets = sheets_in(name, data)
    rows = {one.name: [*_texts(one.rows)] for one in sheets.values()}
    headed = {key: find([cells for _, cells in some[:_ABOVE]]) for key, some in rows.items()}
    held = {key: one for key, one in headed.items() if one and len(rows[key]) > one[0]}
    if len(held) > 1:
        raise _several(name, [*held])
    found = next(iter((*held, *(key for key, one in headed.items() if one), *rows)))
    _above, about = headed[found] or (0, ())
    yield from _filled(rows[found], sheets[found], about)


def _water(rows: Sequence[Sequence[str]]) -> Headed | None:
    if not rows:
        return None
    above, heads = found_heads(rows)
    return (above, places_about(heads)) if names_all(heads) else None


def _air(rows: Sequence[Sequence[str]]) -> Headed | None:
    for hourly in (False, True):
        above = airing.start_of(rows, hourly=hourly)
        about = airing.places_about(rows[above]) if rows else {}
        if len(about) == len(airing.ABOUT):
            return above + 1, [*about.values()]
    return None


def _texts(rows: Sequence[Sequence[object]]) -> Iterator[Row]:
    width = max(map(len, rows), default=0)
    for number, cells in enumerate(rows, 1):
        texts = [_written(cell) for cell in cells]
        if any(texts):
            yield number, texts + [""] * (width - len(texts))


def _written(cell: object) -> str:
    """Write a cell of a workbook as it is shown: whole numbers without a point, days as days."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, float):
        return format(cell, ".15g")  # as spreadsheets show it: 0.3, not 0.30000000000000004
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S")
    return str(cell).strip()


def _filled(rows: Sequence[Row], sheet: BookSheet, about: Collection[int]) -> Iterator[Row]:
    tops = _tops(sheet, about)
    kept: dict[tuple[int, int], str] = {}
    for line, cells in rows:
        own = [*cells]
        for place in about:
            top = tops.get((line, place))
            if top == line:
                kept[line, place] = own[place]
            elif top:
                own[place] = own[place] or kept.get((top, place), "")
        yield line, own


def _tops(sheet: BookSheet, about: Collection[int]) -> Mapping[tuple[int, int], int]:
    """Give the first row of the merged cell that a row and a column lie in."""
    return {
        (line, one.left): one.top
        for one in sheet.spans
        if one.left in about
        for line in range(one.top, min(one.bottom, one.top + _REACH) + 1)
    }


def _several(name: str, sheets: Sequence[str]) -> BaylineError:
    listed, listed_zh = ", ".join(sheets), "、".join(sheets)
    return BaylineError(
        f"several sheets hold readings: {listed}",
        where=name,
        why="one sheet is taken in at a time, and none is left out unsaid",
        do="save each of them as a file of its own",
        zh=Words(
            f"有几张工作表都有测值：{listed_zh}",
            "一次只收一张，不会不声不响地漏掉哪一张",
            "请各存成一个文件，分别导入",
        ),
    )
