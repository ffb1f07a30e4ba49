"""What looks odd beside the other samples of the same section: units a thousand times off, gaps."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bayline.systems.ecology.rules.heads import Column
from bayline.systems.ecology.rules.intake.looking import MOST, Table
from bayline.systems.ecology.rules.intake.meaning import Known, Meanings, Moments
from bayline.systems.ecology.rules.oddities import bounds, slips_from
from bayline.systems.ecology.terms import Kind, Spot, Weight

_FEW = 4  # samples that say nothing of what is usual
_UNSTEADY = frozenset({"ph", "temperature", "fc"})  # what slips by no thousand, or ranges over it
_HOUR, _DAY = 60, 1440  # minutes

Usual = Callable[[str], Mapping[str, float]]  # of a section: the mean of what is kept, by item


class Ordered(NamedTuple):
    """The rows of a table by section and time.

    Attributes:
        rows: The rows.
        sections: The section of each.
        ranks: The number of the moment of each.
    """

    rows: NDArray[np.int64]
    sections: NDArray[np.int32]
    ranks: NDArray[np.int32]

    def part(self, which: NDArray[np.bool_] | slice) -> "Ordered":
        """Give some of the rows."""
        return Ordered(self.rows[which], self.sections[which], self.ranks[which])

    @property
    def starts(self) -> NDArray[np.int64]:
        """Where the rows of each section begin."""
        if not len(self.rows):
            return np.empty(0, np.int64)
        return np.flatnonzero(np.r_[True, self.sections[1:] != self.sections[:-1]])


def slips_in(
    table: Table, column: Column, meanings: Meanings, ordered: Ordered, usual: Usual, known: Known
) -> Iterator[Spot]:
    """Tell of values that look a thousand times too much or too little for their section."""
    item = column.item
    if item.kind not in (Kind.AT_MOST, Kind.AT_LEAST) or item.key in _UNSTEADY:
        return
    values = meanings.close[table.coded.codes[column.place][ordered.rows]]
    level = _levels(values, ordered, lambda code: usual(code).get(item.key), known)
    limits = bounds()
    with np.errstate(divide="ignore", invalid="ignore"):
        times = values / level
    is_odd = times >= float(limits.slip_up_from)
    is_odd |= (times > 0) & (times <= 1 / float(limits.slip_down_from))
    span = slips_from(item)
    if span is not None:
        is_odd |= np.isnan(level) & (values > float(span[0]))
    for place in np.flatnonzero(is_odd)[:MOST]:
        row = int(ordered.rows[place])
        reading = meanings.readings[int(table.coded.codes[column.place][row])]
        if reading is None:
            continue
        most = float(span[1] if span and np.isnan(level[place]) else limits.slip_up_to)
        if (values if np.isnan(level[place]) else times)[place] > most:
            yield _far(table, column, row, float(times[place]))
        else:
            yield _slip(table, column, row, reading.low, float(level[place]))


def _levels(
    values: NDArray[np.float64],
    ordered: Ordered,
    kept: Callable[[str], float | None],
    known: Known,
) -> NDArray[np.float64]:
    """Give what is usual for the section of each row: the mean kept, else the table's median."""
    found = np.full(len(values), np.nan)
    starts = ordered.starts
    ends = [*starts[1:].tolist(), len(values)]
    for start, end in zip(starts.tolist(), ends, strict=True):
        number = int(ordered.sections[start])
        level = kept(known.stations[number].code) if number >= 0 else None
        if level is None:
            own = values[start:end]
            own = own[~np.isnan(own)]
            level = float(np.median(own)) if len(own) >= _FEW else float("nan")
        found[start:end] = level or np.nan
    return found


def _far(table: Table, column: Column, row: int, times: float) -> Spot:
    name = column.item.name
    why, zh = "it is far beyond class V", f"{name}远远超出Ⅴ类限值"
    if not np.isnan(times):
        why, zh = (
            f"it is {times:,.0f} times what is usual here",
            f"{name}是这个断面平常的{times:,.0f}倍",
        )
    return table.spot(
        Weight.DOUBT,
        "beyond",
        row,
        column.place,
        why=f"{why}, more than a slip of units explains",
        do="correct it, or say that it holds",
        zh=(f"{zh}，差的不止一千倍", "请改正，或勾选已核对"),
    )


def _slip(table: Table, column: Column, row: int, value: Decimal, level: float) -> Spot:
    unit, name = column.item.unit, column.item.name
    is_much = np.isnan(level) or float(value) > level
    slip = bounds().slip
    other = (value / slip if is_much else value * slip).normalize()
    beside = "" if np.isnan(level) else f", beside {level:.3g} that is usual here"
    beside_zh = "" if np.isnan(level) else f"，这个断面平常是{level:.3g}"
    return table.spot(
        Weight.DOUBT,
        "unit",
        row,
        column.place,
        why=f"it looks a thousand times too {'much' if is_much else 'little'}{beside}",
        do=f"is it {value:f} or {other:f} {unit}? Correct it, or say that it holds",
        zh=(
            f"{name}像是{'大' if is_much else '小'}了一千倍{beside_zh}",
            f"是{value:f}还是{other:f}{unit}？请改正，或勾选已核对",
        ),
    )


def oxygen_in(
    table: Table, columns: Sequence[tuple[Column, Meanings]], rows: NDArray[np.int64]
) -> Iterator[Spot]:
    """Note oxygen far above saturation."""
    found = {column.item.key: (column, meanings) for column, meanings in columns}
    if "do" not in found:
        return
    column, meanings = found["do"]
    oxygen = meanings.close[table.coded.codes[column.place][rows]]
    degrees = np.zeros(len(rows))
    if "temperature" in found:
        warm, values = found["temperature"]
        degrees = np.maximum(0, np.nan_to_num(values.close[table.coded.codes[warm.place][rows]]))
    limits = bounds()
    most = float(limits.saturation) / (float(limits.saturation_from) + degrees)
    for place in np.flatnonzero(oxygen > most * float(limits.above_saturation))[:MOST]:
        yield table.spot(
            Weight.NOTE,
            "do_above_saturation",
            int(rows[place]),
            column.place,
            why=f"dissolved oxygen is far above saturation, {most[place]:.1f} mg/L",
            do="",
            zh=(f"溶解氧远高于饱和值{most[place]:.1f}毫克/升", ""),
        )


def gaps_in(table: Table, moments: Moments, ordered: Ordered) -> Iterator[Spot]:
    """Note stretches without samples in what else comes regularly."""
    minutes = np.array(moments.moments, "datetime64[m]").astype(np.int64)
    place = table.heads.about["time"]
    starts = ordered.starts
    ends = [*starts[1:].tolist(), len(ordered.rows)]
    told = 0
    for start, end in zip(starts.tolist(), ends, strict=True):
        times = minutes[ordered.ranks[start:end]]
        steps = np.diff(times)
        usual = float(np.median(steps)) if len(steps) >= _FEW else 0.0
        for at in np.flatnonzero(steps > usual * float(bounds().gap_from)) if usual else ():
            if told < MOST:
                before = moments.moments[int(ordered.ranks[start + at])]
                yield _gap(table, int(ordered.rows[start + at + 1]), place, before, usual)
            told += 1


def _gap(table: Table, row: int, place: int, before: str, usual: float) -> Spot:
    english, chinese = _length(usual)
    return table.spot(
        Weight.NOTE,
        "gap",
        row,
        place,
        why=f"no sample of the section since {before}; else one comes every {english}",
        do="",
        zh=(f"这个断面从{before}起没有样品，平常每{chinese}一次", ""),
    )


def _length(minutes: float) -> tuple[str, str]:
    if minutes < 2 * _DAY:
        hours = max(1, round(minutes / _HOUR))
        return f"{hours} hours", f"{hours}小时"
    days = round(minutes / _DAY)
    return f"{days} days", f"{days}天"
