"""Samples that stand twice: in one table, or in the table and among those that are kept."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bayline.systems.ecology.rules.intake.doubting import Ordered
from bayline.systems.ecology.rules.intake.looking import MOST, Table
from bayline.systems.ecology.rules.intake.summing import Readings, readings_at
from bayline.systems.ecology.terms import Reading, Sample, Spot, Weight


def doubles_in(table: Table, columns: Sequence[Readings], ordered: Ordered) -> Iterator[Spot]:
    """Tell of samples of one section and time in one table."""
    if not len(ordered.rows):
        return
    is_double = (ordered.sections[1:] == ordered.sections[:-1]) & (
        ordered.ranks[1:] == ordered.ranks[:-1]
    )
    for place in np.flatnonzero(is_double)[:MOST]:
        first, second = sorted(map(int, ordered.rows[place : place + 2]))
        line = int(table.coded.lines[first])
        is_same = said(readings_at(columns, first)) == said(readings_at(columns, second))
        yield _double(table, second, line, is_same=is_same)


def said(readings: Mapping[str, Reading]) -> dict[str, tuple[object, object]]:
    """Give what readings say, however they are written."""
    return {key: (one.low, one.high) for key, one in readings.items()}


def _double(table: Table, row: int, line: int, *, is_same: bool) -> Spot:
    values, values_zh = ("the same", "相同") if is_same else ("other", "不同")
    return table.spot(
        Weight.FAULT,
        "duplicate" if is_same else "duplicate_differs",
        row,
        table.heads.about["time"],
        why=f"section and time stand in row {line} already, with {values} values",
        do="leave the row that holds",
        zh=(f"断面与时间在第{line}行已有，测值{values_zh}", "请只留对的一行"),
    )


def compared(
    columns: Sequence[Readings],
    rows: NDArray[np.int64],
    times: Sequence[str],
    kept: Mapping[str, Sample],
) -> Iterator[tuple[int, bool]]:
    """Give the rows whose section and time are kept already, and whether they say the same.

    Args:
        columns: The readings of a table.
        rows: Rows of one section and month.
        times: The moment of each.
        kept: The samples of that section and month that are kept, by moment.
    """
    for row, time in zip(rows.tolist(), times, strict=True):
        if time in kept:
            yield row, said(readings_at(columns, row)) == said(kept[time].readings)


def known_spot(table: Table, row: int, *, is_same: bool, corrects: bool) -> Spot:
    """Tell of a sample that is kept already."""
    values, values_zh = ("the same", "相同") if is_same else ("other", "不同")
    is_correction = corrects and not is_same
    return table.spot(
        Weight.NOTE if is_correction else Weight.FAULT,
        "corrected" if is_correction else "kept_already",
        row,
        table.heads.about["time"],
        why=f"section and time are kept already, with {values} values",
        do="" if is_correction else "take the row out, or import it as a correction",
        zh=(
            f"断面与时间已经入库，测值{values_zh}",
            "" if is_correction else "请删去这一行，或按更正导入",
        ),
    )
