"""Draw readings over time: bars as wide as their period, bands where hedged, arrows where open."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from bayline.engines.charts.scales import Day, Scale, round_days, round_steps
from bayline.engines.charts.terms import Reading
from bayline.engines.geography.drawing.labels import Box, Label, Wish, placed

_TOP, _BOTTOM, _RIGHT = 28.0, 26.0, 18.0
_LEAST = 3.0  # units that a point or a day takes
_DOT = 3.5
_ROOM = 0.12  # of the stretch of values, free above and below
_MOST_VALUES = 5
_DAY_UNITS = 62.0  # that the word of a day takes


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A reading in the picture; numbers are its units.

    Attributes:
        reading: Which.
        strand: Number of its strand, from 0.
        arrows: Paths of its open ends.
    """

    reading: Reading
    strand: int
    x: float
    y: float
    width: float
    height: float
    dot_x: float
    dot_y: float
    arrows: tuple[str, ...]


class Line(NamedTuple):
    """A line through the readings of one strand."""

    strand: int
    path: str
    is_planned: bool


class ValueTick(NamedTuple):
    """A round value with its height in the picture."""

    value: float
    y: float


class DayTick(NamedTuple):
    """A day with its place in the picture."""

    day: Day
    x: float
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A chart as a picture."""

    width: int
    height: int
    left: float
    right: float
    base: float
    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    values: tuple[ValueTick, ...]
    days: tuple[DayTick, ...]
    labels: tuple[Label, ...]


class _Frame(NamedTuple):
    width: int
    height: int
    across: Scale
    up: Scale


def plotted(readings: Sequence[Reading], *, width: int, height: int, left: float) -> Plot | None:
    """Lay readings out.

    Args:
        readings: What is drawn; those without a period or a value are left out.
        width: Of the picture, in its units.
        height: Of the picture.
        left: Room for the words of the values.

    Returns:
        The picture; None where nothing can be drawn.
    """
    known = sorted(filter(_is_drawn, readings), key=_when)
    if not known:
        return None
    frame = _frame(known, width=width, height=height, left=left)
    numbers = {strand: place for place, strand in enumerate(strands_of(known))}
    bars = tuple(_bar(one, frame, numbers) for one in known)
    low, high = frame.up.low, frame.up.high
    return Plot(
        width=width,
        height=height,
        left=left,
        right=frame.across.last,
        base=frame.up.first,
        bars=bars,
        lines=tuple(_lines(bars)),
        values=tuple(
            ValueTick(one, frame.up.at(one)) for one in round_steps(low, high, most=_MOST_VALUES)
        ),
        days=tuple(_days(frame)),
        labels=_labels(bars, frame),
    )


def _is_drawn(reading: Reading) -> bool:
    return reading.is_known


def strands_of(readings: Sequence[Reading]) -> tuple[str, ...]:
    """List the strands of readings, each once, in the order of time."""
    return tuple(dict.fromkeys(one.strand for one in sorted(readings, key=_when)))


def _when(reading: Reading) -> tuple[date, date]:
    return reading.first or date.min, reading.after or date.max


def _frame(known: Sequence[Reading], *, width: int, height: int, left: float) -> _Frame:
    days = [day.toordinal() for one in known for day in (one.first, one.after) if day]
    values = [float(end) for one in known for end in (one.low, one.high) if end is not None]
    room = (max(values) - min(values) or abs(max(values)) or 1.0) * _ROOM
    low = min(values) - room
    # What cannot fall below zero gets no axis that does.
    low = max(0.0, low) if min(values) >= 0 else low
    spread = max(days) - min(days) or 1
    across = Scale(min(days) - spread * 0.02, max(days) + spread * 0.02, left, width - _RIGHT)
    return _Frame(width, height, across, Scale(low, max(values) + room, height - _BOTTOM, _TOP))


def _bar(one: Reading, frame: _Frame, numbers: Mapping[str, int]) -> Bar:
    across, up = frame.across, frame.up
    start = across.first if one.first is None else across.at(one.first.toordinal())
    end = across.last if one.after is None else across.at(one.after.toordinal())
    bottom = up.first if one.low is None else up.at(float(one.low))
    top = up.last if one.high is None else up.at(float(one.high))
    wide, tall = max(end - start, _LEAST), max(bottom - top, _LEAST)
    x, y = (start + end - wide) / 2, (top + bottom - tall) / 2
    middle = start + (end - start) / 2
    arrows = (
        (
            one.high is None,
            f"M{middle - 5:.1f} {top + 6:.1f}l5 -6l5 6M{middle:.1f} {top:.1f}V{bottom:.1f}",
        ),
        (
            one.low is None,
            f"M{middle - 5:.1f} {bottom - 6:.1f}l5 6l5 -6M{middle:.1f} {top:.1f}V{bottom:.1f}",
        ),
        (one.first is None, f"M{start + 6:.1f} {y + tall / 2 - 5:.1f}l-6 5l6 5"),
        (one.after is None, f"M{end - 6:.1f} {y + tall / 2 - 5:.1f}l6 5l-6 5"),
    )
    return Bar(
        reading=one,
        strand=numbers[one.strand],
        x=x,
        y=y,
        width=wide,
        height=tall,
        dot_x=middle,
        dot_y=up.at(float(one.middle)),
        arrows=tuple(path for is_open, path in arrows if is_open),
    )


def _lines(bars: Sequence[Bar]) -> Iterator[Line]:
    """Join the readings of each strand; what is planned is reached by a line of its own."""
    strands: dict[int, list[Bar]] = {}
    for bar in bars:
        strands.setdefault(bar.strand, []).append(bar)
    for number, joined in strands.items():
        for before, bar in itertools.pairwise(joined):
            if before.dot_x < bar.dot_x:
                path = f"M{before.dot_x:.1f} {before.dot_y:.1f}L{bar.dot_x:.1f} {bar.dot_y:.1f}"
                yield Line(number, path, before.reading.is_planned or bar.reading.is_planned)


def _days(frame: _Frame) -> Iterator[DayTick]:
    across = frame.across
    first, last = date.fromordinal(int(across.low) + 1), date.fromordinal(int(across.high))
    most = max(2, int((across.last - across.first) // _DAY_UNITS))
    for day in round_days(first, last, most=most):
        x = across.at(day.day.toordinal())
        near = _DAY_UNITS / 3
        anchor = "end" if x > frame.width - near else "middle"
        yield DayTick(day, x, anchor)


def _labels(bars: Sequence[Bar], frame: _Frame) -> tuple[Label, ...]:
    # What several say at one place is written once.
    wishes = {
        (bar.reading.printed, bar.dot_x, bar.dot_y): Wish(
            bar.reading.key,
            bar.reading.printed,
            bar.dot_x,
            bar.dot_y,
            7,
            not bar.reading.is_own,
        )
        for bar in bars
    }
    dots = [
        Box(bar.dot_x - _DOT, bar.dot_y - _DOT, bar.dot_x + _DOT, bar.dot_y + _DOT) for bar in bars
    ]
    return placed([*wishes.values()], taken=dots, width=frame.width, height=frame.up.first)
