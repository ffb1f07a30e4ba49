"""Statements as intervals on an axis of time: where they stand in a drawing made by the server.

A statement is as wide as its period and as high as the values it leaves possible; an end that is
open is an arrow. What has no period is not drawn; the table behind the drawing lists it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.translation import get_language

from bayline.kernel.claims import Claim
from bayline.kernel.intervals import Interval
from bayline.kernel.periods import Period
from bayline.kernel.statuses import Status

WIDTH, HEIGHT = 640, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 18, 622, 30, 188
_LEAST = 3.0  # pixels that a point or a day takes
_MOST_LABELS, _MOST_TICKS = 8, 8
_YEAR_DAYS = 366
_HALF_WORD = 16  # pixels


class Drawn(NamedTuple):
    """A claim to be drawn, with its label and the address it leads to."""

    claim: Claim
    printed: str
    address: str
    is_own: bool


class _Dated(NamedTuple):
    drawn: Drawn
    period: Period
    meant: Interval  # the values its figure leaves possible


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One statement in the drawing; numbers are pixels, written for SVG."""

    x: str
    y: str
    width: str
    height: str
    look: str  # own, other, and planned besides
    arrows: tuple[str, ...]  # paths of the ends that are open
    label: str
    label_x: str
    label_y: str
    anchor: str
    title: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A day of the axis with its word."""

    x: str
    word: str
    anchor: str  # so that a word at an end stays inside


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The drawing: its bars, its axis, and how many statements have no place in it."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    undated: int
    width: int = WIDTH
    height: int = HEIGHT
    top: int = _TOP
    bottom: int = _BOTTOM
    left: int = _LEFT
    right: int = _RIGHT


class _Scale(NamedTuple):
    """A stretch of numbers laid over a stretch of pixels."""

    low: float
    high: float
    first: float
    last: float

    def at(self, value: float) -> float:
        span = self.high - self.low or 1.0
        return self.first + (value - self.low) / span * (self.last - self.first)


def chart_of(drawn: Sequence[Drawn]) -> Chart | None:
    """Lay statements of one unit out on an axis of time; None where fewer than two are dated."""
    dated = [*_dated(drawn)]
    days = [*_days(dated)]
    values = [*_values(dated)]
    if len(dated) < 2 or not days or not values:  # noqa: PLR2004 - one alone shows nothing
        return None
    across = _Scale(min(days), max(days), _LEFT, _RIGHT)
    margin = (max(values) - min(values) or abs(max(values)) or 1.0) * 0.12
    up = _Scale(min(values) - margin, max(values) + margin, _BOTTOM, _TOP)
    is_crowded = len(dated) > _MOST_LABELS
    bars = (_bar(one, across, up, with_label=one.drawn.is_own or not is_crowded) for one in dated)
    return Chart(bars=tuple(bars), ticks=tuple(_ticks(across)), undated=len(drawn) - len(dated))


def _dated(drawn: Sequence[Drawn]) -> Iterator[_Dated]:
    for one in drawn:
        period, figure = one.claim.period, one.claim.figure
        if period is not None and figure is not None:
            yield _Dated(one, period, figure.tolerance())


def _days(dated: Sequence[_Dated]) -> Iterator[float]:
    for one in dated:
        ends = (one.period.start, one.period.end)
        yield from (float(end.toordinal()) for end in ends if end is not None)


def _values(dated: Sequence[_Dated]) -> Iterator[float]:
    for one in dated:
        ends = (one.meant.low, one.meant.high)
        yield from (float(end) for end in ends if end is not None)


def _bar(dated: _Dated, across: _Scale, up: _Scale, *, with_label: bool) -> Bar:
    one, period, meant = dated
    start, end = period.start, period.end
    left = _LEFT if start is None else across.at(start.toordinal())
    right = _RIGHT if end is None else across.at(end.toordinal())
    bottom = _BOTTOM if meant.low is None else up.at(float(meant.low))
    top = _TOP if meant.high is None else up.at(float(meant.high))
    width, height = max(right - left, _LEAST), max(bottom - top, _LEAST)
    is_late = left > WIDTH / 2
    middle = left + width / 2
    arrows = (
        (meant.high is None, f"M{middle - 5:.1f} {top + 6:.1f}l5 -6l5 6"),
        (meant.low is None, f"M{middle - 5:.1f} {bottom - 6:.1f}l5 6l5 -6"),
        (start is None, f"M{left + 6:.1f} {top + height / 2 - 5:.1f}l-6 5l6 5"),
        (end is None, f"M{right - 6:.1f} {top + height / 2 - 5:.1f}l6 5l-6 5"),
    )
    looks = ("own" if one.is_own else "other", "planned" * (one.claim.status is Status.PLANNED))
    return Bar(
        x=f"{left:.1f}",
        y=f"{top:.1f}",
        width=f"{width:.1f}",
        height=f"{height:.1f}",
        look=" ".join(filter(None, looks)),
        arrows=tuple(path for is_open, path in arrows if is_open),
        label=one.printed if with_label else "",
        label_x=f"{left + width if is_late else left:.1f}",
        label_y=f"{max(top - 5, 12):.1f}",
        anchor="end" if is_late else "start",
        title=one.printed,
        address=one.address,
    )


def _ticks(across: _Scale) -> Iterator[Tick]:
    first, last = date.fromordinal(int(across.low)), date.fromordinal(int(across.high))
    if across.high - across.low <= _YEAR_DAYS * 2:
        yield from _months(first, last, across)
        return
    years = range(first.year + (first > date(first.year, 1, 1)), last.year + 1)
    step = -(-len(years) // _MOST_TICKS)
    for year in years[::step]:
        word = str(year) if get_language() == "en" else f"{year}年"
        yield _tick(across.at(date(year, 1, 1).toordinal()), word)


def _months(first: date, last: date, across: _Scale) -> Iterator[Tick]:
    count = 12 * (last.year - first.year) + last.month - first.month + 1
    step = -(-count // _MOST_TICKS)
    for index in range(0, count, step):
        year, month = divmod(first.month - 1 + index, 12)
        day = date(first.year + year, month + 1, 1)
        if first <= day <= last:
            yield _tick(across.at(day.toordinal()), day.isoformat()[:7])


def _tick(x: float, word: str) -> Tick:
    near = _HALF_WORD
    anchor = "start" if x < _LEFT + near else "end" if x > _RIGHT - near else "middle"
    return Tick(x=f"{x:.1f}", word=word, anchor=anchor)
