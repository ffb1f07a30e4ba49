"""A cell against the words of its own row: 完成情况 says 同比增长3.3%, the cell says 33."""

import re
from collections.abc import Iterator, Sequence

from bayline.engines.chinese.measured import figure_of
from bayline.kernel.figures import Figure
from bayline.kernel.statuses import Change
from bayline.platform.registers.cells.figures import quantity_in
from bayline.platform.registers.terms import NUMERIC, Kind
from bayline.systems.plan.rules.requests.gaps import gap_in
from bayline.systems.plan.rules.requests.terms import (
    Column,
    Filled,
    Request,
    Row,
    Trouble,
    Warned,
)
from bayline.systems.plan.rules.results import read_progress
from bayline.systems.plan.terms.results import Result, Role

_WORDS = frozenset({Kind.LONG, Kind.TEXT})
_OWN = (Role.VALUE, Role.SHARE, Role.SHARE_SO_FAR, Role.PART, Role.COMPARED)
_LEAST, _MOST = -1, 3  # nothing falls by more than all; a growth of 300 % is rare
_FEW = 3
_MOST_READ = 300  # rows whose words are read; some milliseconds each
_FALLS = ("下降", "减少", "回落", "-", "−", "降")


def against_words(request: Request, filled: Filled) -> Iterator[Warned]:
    """Tell the cells that say another number than the words of their row.

    Words that state no figure of the kind of a cell say nothing against it.

    Args:
        request: What was asked.
        filled: The answer as it was read.
    """
    answered = request.template.answered
    worded = [one for one in answered if one.field.kind in _WORDS]
    numbered = [one for one in answered if one.field.kind in NUMERIC and one.field.unit]
    only = [one for one in numbered if _is_only(one, numbered)]
    read = 0
    for code, row in filled.rows.items():
        words = "\n".join(row.get(one.name, "") for one in worded)
        yield from _echoing(code, worded, row)
        is_read = read < _MOST_READ and any(not _stands_in(one, row, words) for one in only)
        read += is_read
        found = _stated(request, worded, row) if is_read else ()
        for column in numbered:
            told = found if column in only else ()
            yield from _differing(code, column, row.get(column.name, ""), told)


_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_ECHO = re.compile(
    r"(?:与|和|同|按|按照|对照|符合|达到).{0,6}(?:目标|计划|序时|进度|要求|增长|任务)"
)
_COUNTED = re.compile(r"[0-9０-９一二三四五六七八九十百千万亿]")


def _echoing(code: str, worded: Sequence[Column], row: Row) -> Iterator[Warned]:
    """Tell the words that only say the target again: 与目标同步, without a number."""
    for column in worded:
        text = row.get(column.name, "")
        if _ECHO.search(text) and not _COUNTED.search(text):
            title, title_en = column.field.title, column.field.title_en
            yield _warned(
                code,
                column,
                f"“{title}”只说与目标相符，没有数，看不出完成了多少",
                f"{title_en} only repeats the target and states no figure",
            )


def _stands_in(column: Column, row: Row, words: str) -> bool:
    """Tell whether the words hold the very digits of a cell, or neither says a number."""
    text = row.get(column.name, "")
    digits = _NUMBER.search(text)
    is_fall = text.startswith("-") or any(one in words for one in _FALLS)
    if digits is None or not _NUMBER.search(words):
        return True
    return digits[0] in _NUMBER.findall(words) and not (is_growth(column) and is_fall)


def _is_only(column: Column, numbered: Sequence[Column]) -> bool:
    """Tell whether no other column holds figures of the kind, so that words can mean no other."""
    kinds = [(one.field.unit, is_growth(one)) for one in numbered]
    return kinds.count((column.field.unit, is_growth(column))) == 1


def _stated(request: Request, worded: Sequence[Column], row: Row) -> tuple[Result, ...]:
    texts = [row.get(one.name, "") for one in worded]
    return tuple(
        one for text in texts if text for one in read_progress(text, request.period).of(*_OWN)
    )


def _differing(row: str, column: Column, text: str, stated: Sequence[Result]) -> Iterator[Warned]:
    cell = _figure(column, text)
    if cell is None:
        return
    if is_growth(column):
        yield from _odd(row, column, text, cell)
    alike = [one for one in stated if _is_alike(column, cell, one)]
    if not alike or any(cell.overlaps(one.figure) for one in alike):
        return
    said = "、".join(dict.fromkeys(map(_as_written, alike[:_FEW])))
    yield _warned(
        row,
        column,
        f"“{column.field.title}”填{text}{column.field.unit}，同一行的文字写的是{said}",
        f"{column.field.title_en} says {text}{column.field.unit}, the words of the row {said}",
    )


def _as_written(one: Result) -> str:
    """Give a figure as its words have it; a fall says so, since the number alone does not."""
    top = one.figure.high if one.figure.high is not None else one.figure.low
    is_fall = one.change is Change.GROWTH and top is not None and top < 0
    return f"下降{one.words}" if is_fall and not one.words.startswith("-") else one.words


def is_growth(column: Column) -> bool:
    """Tell whether a column holds growth rates."""
    return column.claim is not None and column.claim.is_growth


def _figure(column: Column, text: str) -> Figure | None:
    if not text or gap_in(text) is not None:
        return None
    words = text if column.field.kind is Kind.FIGURE else f"{text}{column.field.unit}"
    found = quantity_in(words)
    return None if found is None else figure_of(found)


def _is_alike(column: Column, cell: Figure, one: Result) -> bool:
    """Tell whether words state a figure of the kind of a cell: a growth for a growth."""
    is_rate = one.change is Change.GROWTH
    return one.figure.unit == cell.unit and is_rate is is_growth(column)


def _odd(row: str, column: Column, text: str, cell: Figure) -> Iterator[Warned]:
    low = cell.low if cell.low is not None else cell.high
    if low is None or _LEAST <= low <= _MOST:
        return
    unit, title = column.field.unit, column.field.title
    why = "不可能下降这么多" if low < _LEAST else "增长这么多很少见"
    why_en = "nothing falls by that much" if low < _LEAST else "so much growth is rare"
    yield _warned(
        row,
        column,
        f"“{title}”填{text}{unit}，{why}，请核对单位和小数点",
        f"{column.field.title_en} says {text}{unit}: {why_en}; check unit and decimal point",
    )


def _warned(row: str, column: Column, zh: str, en: str) -> Warned:
    return Warned(trouble=Trouble.WORDS, row=row, column=column.name, zh=zh, en=en)
