"""The picture of a year of supply: a column a week, what is wanted as a line, marks of gaps."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from bayline.engines.season.terms import WEEKS
from bayline.systems.produce.rules.calendars import first_day

_SIZES = (("wide", 1040, 280), ("narrow", 360, 240))
_BASE, _TOP, _STRIP = 44, 12, 10  # below the columns, above them, of the marks
_LEFT = {"wide": 64, "narrow": 50}
_TICKS = 4
_PICKED = 0.5  # of the width of a column
_MONTHS = {"wide": 1, "narrow": 3}  # every so many months has its name


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What is drawn of a week."""

    demand: float
    planned: float
    picked: float
    reason: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle, its numbers written for SVG."""

    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A week as it is drawn."""

    number: int
    title: str
    planned: Box
    picked: Box
    gap: Box | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word with its place."""

    x: str
    y: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture as the template draws it."""

    name: str
    width: int
    height: int
    left: int
    columns: tuple[Column, ...]
    demand: str
    grid: str
    values: tuple[Word, ...]
    months: tuple[Word, ...]


def pictures(weeks: Sequence[Week], year: int) -> tuple[Picture, ...]:
    """Draw weeks for screens and for phones."""
    highest = max((max(one.demand, one.planned, one.picked) for one in weeks), default=0.0)
    if highest <= 0:
        return ()
    return tuple(_Picture(weeks, year, _step(highest), *size).made() for size in _SIZES)


def _step(highest: float) -> float:
    """Choose what lies between two lines of the grid: 1, 2 or 5 of some power of ten."""
    rough = highest / _TICKS
    power = 10.0 ** floor(log10(rough))
    return next(one * power for one in (1, 2, 5, 10) if one * power >= rough)


class _Picture:
    def __init__(
        self, weeks: Sequence[Week], year: int, step: float, name: str, *size: int
    ) -> None:
        self._weeks, self._year, self._step, self._name = weeks, year, step, name
        self._width, self._height = size
        self._left = _LEFT[name]
        self._column = (self._width - self._left - 8) / WEEKS
        lines = max(max(one.demand, one.planned, one.picked) for one in weeks) / step
        self._lines = max(ceil(lines), 1)

    def made(self) -> Picture:
        return Picture(
            name=self._name,
            width=self._width,
            height=self._height,
            left=self._left,
            columns=tuple(self._drawn(number, one) for number, one in enumerate(self._weeks)),
            demand=self._demand(),
            grid=" ".join(
                f"M{self._left} {self._y(line * self._step):.1f}H{self._width - 8}"
                for line in range(self._lines + 1)
            ),
            values=tuple(self._values()),
            months=tuple(self._months()),
        )

    def _y(self, value: float) -> float:
        room = self._height - _BASE - _TOP
        return self._height - _BASE - room * value / (self._lines * self._step)

    def _x(self, week: float) -> float:
        return self._left + week * self._column

    def _box(self, week: int, value: float, width: float) -> Box:
        aside = self._column * (1 - width) / 2
        y = self._y(value)
        return Box(
            x=f"{self._x(week) + aside:.1f}",
            y=f"{y:.1f}",
            width=f"{self._column * width:.1f}",
            height=f"{self._height - _BASE - y:.1f}",
        )

    def _drawn(self, number: int, one: Week) -> Column:
        strip = Box(
            x=f"{self._x(number):.1f}",
            y=f"{self._height - _BASE + 3:.1f}",
            width=f"{self._column:.1f}",
            height=f"{_STRIP}",
        )
        return Column(
            number=number + 1,
            title=one.title,
            planned=self._box(number, one.planned, 1),
            picked=self._box(number, one.picked, _PICKED),
            gap=strip if one.reason else None,
            reason=one.reason,
        )

    def _demand(self) -> str:
        """Draw what is wanted as steps; weeks without any break the line."""
        path, before = [], None
        for number, one in enumerate(self._weeks):
            if not one.demand:
                before = None
                continue
            y = self._y(one.demand)
            start = "M" if before is None else "L"
            path.append(f"{start}{self._x(number):.1f} {y:.1f}H{self._x(number + 1):.1f}")
            before = y
        return " ".join(path)

    def _values(self) -> Iterator[Word]:
        for line in range(self._lines + 1):
            value = line * self._step
            yield Word(x=f"{self._left - 6}", y=f"{self._y(value) + 4:.1f}", words=f"{value:,.0f}")

    def _months(self) -> Iterator[Word]:
        y = f"{self._height - _BASE + 34}"
        for month, week in self._starts().items():
            if (month - 1) % _MONTHS[self._name] == 0:
                yield Word(x=f"{self._x(week):.1f}", y=y, words=f"{self._year}-{month:02d}")

    def _starts(self) -> Mapping[int, int]:
        """Give the first week of each month of the year."""
        found: dict[int, int] = {}
        for week in range(WEEKS):
            day = first_day(self._year, week)
            if day.year == self._year:
                found.setdefault(day.month, week)
        return found
