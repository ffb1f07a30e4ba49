"""Tell the parts of a printed table apart: title, unit note, heads and body.

Formats seldom say which rows are heads. A table is read as people read it: rows without figures
come first and name the columns, columns without figures come first and name the rows.
"""

import re
from collections.abc import Iterator, Sequence

from bayline.engines.documents.terms import Cell, Stretch, Table

_NUMBER = (
    r"[（(]?[-+−－–±<>＜＞≤≥≈~～约超近]?\s*[￥¥$]?[\d０-９][\d０-９,，.．\s]*[)）]?"
    r"(?:\s?[%％‰°℃*]|\s?[万亿千百十]*[^\W\d_]{0,4}(?:[/／每][^\W\d_]{1,4})?[²³23]?)?[↑↓)）]?"
)
# Also a goal, 增长6%左右, and a range of two figures.
_FIGURE = re.compile(
    rf"(?:[同环]比|年均|[比较較]上年|力争)*(?:增[長长加]|上升|提高|下降|[减減]少|降低|不[低高]于|达到)?了?"
    rf"{_NUMBER}(?:[-—–~～至]{{1,2}}{_NUMBER}(?<![年月日季]))?(?:左右|以上|以下|以内|上下)?"
)
_YEAR = re.compile(
    r"(?:19|20)\d\d\s*(?:年度?|年末|年底)?(?:\s*[A-Za-zＡ-Ｚ])?|[“\"]?[一二三十]+五[”\"]?(?:时期|期间)?"
)
_UNIT_NOTE = re.compile(
    r"[單单]\s*位\s*[:：]\s*[^\s）)】\]。；;|]+(?:[、，,/]\s?[^\s）)】\]。；;|]+)*"
)
_COUNTER_WORDS = "序号 序號 编号 編號 序 No. No NO 行次 代码 代碼 编码 編碼"
_COUNTER_HEADS = frozenset(_COUNTER_WORDS.split())
_CAPTION_END = "。；;！!？?，,、"
_CAPTION_LENGTH = 60
_LEAST = 2
_LINES_ABOVE = 4
_MOST_HEADS = 4


def is_figure(words: str) -> bool:
    """Say whether a cell prints a number, with or without a unit."""
    return bool(_FIGURE.fullmatch(words.strip()))


def is_year(words: str) -> bool:
    """Say whether a cell names a year or a five-year period, and so heads a column."""
    return bool(_YEAR.fullmatch(words.strip()))


def is_counter(head: str) -> bool:
    """Say whether a column head announces running numbers or codes, not figures."""
    return re.sub(r"\s", "", head) in _COUNTER_HEADS


def table_of(
    text: str, cells: Sequence[Cell], *, floor: int = 0, stated_heads: int = 0, sheet: str = ""
) -> Table:
    """Make a table of cells that stand in the text.

    Args:
        text: The linear text, at least up to the end of the table.
        cells: Cells in text order, at least one.
        floor: Where the search for a caption above the table ends.
        stated_heads: Rows that the file marks as heads, 0 if it does not say.
        sheet: Name of the sheet, for a workbook.

    Returns:
        The table with its title, heads, caption and unit note told apart.
    """
    rows = max(cell.row + cell.row_span for cell in cells)
    columns = max(cell.col + cell.col_span for cell in cells)
    by_row = _rows(text, cells, rows)
    titles = _title_rows(by_row, columns)
    heads = _head_rows(by_row, cells, titles=titles, stated=stated_heads)
    start, end = cells[0].start, cells[-1].end
    inside = [Stretch(cell.start, cell.end) for cell in cells if cell.row < titles]
    corner = [Stretch(cell.start, cell.end) for cell in cells if cell.row < titles + heads]
    above = list(_lines_above(text, start, floor=floor))
    return Table(
        start=start,
        end=end,
        rows=rows,
        columns=columns,
        cells=tuple(cells),
        title_rows=titles,
        head_rows=heads,
        head_columns=_head_columns(text, cells, first=titles + heads, columns=columns),
        caption=_caption(text, inside) or _caption(text, above),
        unit_note=_unit_note(text, [*inside, *above, *corner[:1]]),
        sheet=sheet,
    )


def _rows(text: str, cells: Sequence[Cell], rows: int) -> list[list[tuple[Cell, str]]]:
    by_row: list[list[tuple[Cell, str]]] = [[] for _ in range(rows)]
    for cell in cells:
        by_row[cell.row].append((cell, text[cell.start : cell.end].strip()))
    return by_row


def _title_rows(by_row: list[list[tuple[Cell, str]]], columns: int) -> int:
    """Count leading rows with a single printed cell, or with nothing but a unit note beside it."""
    count = 0
    for row in by_row[:-1]:
        printed = [words for _, words in row if words and not _UNIT_NOTE.search(words)]
        if columns < _LEAST or len(printed) > 1 or any(is_figure(words) for words in printed):
            break
        if printed and any(cell.row_span > 1 for cell, words in row if words):
            break
        count += 1
    return count if count < len(by_row) - 1 or count <= 1 else 0


def _head_rows(
    by_row: list[list[tuple[Cell, str]]], cells: Sequence[Cell], *, titles: int, stated: int
) -> int:
    if stated > titles:
        return min(stated - titles, len(by_row) - titles)
    body = next(
        (index for index, row in enumerate(by_row) if index >= titles and _has_figures(row)),
        titles + 1,
    )
    if body - titles > _MOST_HEADS:
        body = titles + 1
    covered = [cell.row + cell.row_span for cell in cells if titles <= cell.row < titles + 1]
    deepest = min(max(covered, default=0), titles + _MOST_HEADS)
    heads = max(body, deepest) - titles if body > titles else 0
    return min(heads, max(0, len(by_row) - titles - 1))


def _has_figures(row: list[tuple[Cell, str]]) -> bool:
    figures = [words for _, words in row if is_figure(words)]
    return bool(figures) and not all(is_year(words) for words in figures)


def _head_columns(text: str, cells: Sequence[Cell], *, first: int, columns: int) -> int:
    """Count leading columns whose body prints words, running numbers set aside."""
    printed = [0] * columns
    figures = [0] * columns
    counters = {
        cell.col for cell in cells if cell.row < first and is_counter(text[cell.start : cell.end])
    }
    for cell in cells:
        words = text[cell.start : cell.end].strip()
        if cell.row >= first and words:
            printed[cell.col] += 1
            figures[cell.col] += is_figure(words) and not is_year(words)
    for column in range(columns):
        if column not in counters and printed[column] and 2 * figures[column] >= printed[column]:
            return column
    return min(1, columns - 1)


def _lines_above(text: str, start: int, *, floor: int) -> Iterator[Stretch]:
    """Give the printed lines above a table, nearest first."""
    end = start
    found = 0
    while end > floor and found < _LINES_ABOVE:
        begin = text.rfind("\n", floor, end - 1) + 1 if end - 1 > floor else floor
        begin = max(begin, floor)
        words = text[begin:end].strip()
        if words:
            found += 1
            offset = text.index(words, begin)
            yield Stretch(offset, offset + len(words))
            if len(words) > _CAPTION_LENGTH:
                return
        end = begin if begin < end else floor


def _caption(text: str, lines: Sequence[Stretch]) -> Stretch | None:
    for start, end in lines:
        words = _UNIT_NOTE.sub("", text[start:end]).strip("（）() \t*#：:")
        if len(words) < _LEAST:
            continue
        is_title = len(words) <= _CAPTION_LENGTH and words[-1] not in _CAPTION_END
        return Stretch(start, end) if is_title else None
    return None


def _unit_note(text: str, lines: Sequence[Stretch]) -> Stretch | None:
    for start, end in lines:
        if note := _UNIT_NOTE.search(text, start, end):
            return Stretch(note.start(), note.end())
    return None
