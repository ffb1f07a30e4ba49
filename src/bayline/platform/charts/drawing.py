"""Make a chart of statements: pictures for paper and plain browsers, data for the script."""

from collections.abc import Sequence

from bayline.engines.charts.plots import Bar, Plot, plotted, strands_of
from bayline.engines.geography.drawing.labels import length_of
from bayline.kernel.units import unit as unit_of
from bayline.platform.charts.terms import (
    Axis,
    BarView,
    Chart,
    Mark,
    PlotView,
    Statement,
    TickView,
)

_SIZES = (("wide", 720, 300), ("narrow", 360, 260))
_SCALES_ZH = ((1e12, "万亿"), (1e8, "亿"), (1e4, "万"))
_SCALES_EN = ((1e9, " billion"), (1e6, " million"), (1e3, " thousand"))
_COLORS = 6
_BEYOND = 1.2  # the axis goes beyond what is drawn: 1,000 is longer than 900


def chart_of(
    statements: Sequence[Statement], *, name: str, title: str, unit: str, english: bool
) -> Chart | None:
    """Make a chart of statements of one unit.

    Args:
        statements: In the order of the table; those without a period stand only there.
        name: What tells it from others of its page: letters and hyphens.
        title: What it shows, where and when; the unit is added.
        unit: Code of the unit, see `bayline.kernel.units`.
        english: Whether words are in English.

    Returns:
        The chart; None where fewer than two statements can be drawn, for one alone shows nothing.
    """
    drawn = [one for one in statements if one.reading.is_known]
    if len(drawn) < 2:  # noqa: PLR2004 - see above
        return None
    readings = [one.reading for one in drawn]
    keys = strands_of(readings)
    axis = _axis([float(one.middle) for one in readings], unit, english=english)
    names = {one.reading.strand: one.strand for one in drawn}
    named = tuple(names[key] for key in keys)
    view = _View(drawn, axis, english=english)
    return Chart(
        name=name,
        title=f"{title} ({axis.unit})" if english else f"{title}（{axis.unit}）",
        axis=axis,
        strands=named,
        marks=tuple(_mark(one, keys.index(one.reading.strand)) for one in drawn),
        rows=(*statements,),
        undated=len(statements) - len(drawn),
        pictures=tuple(filter(None, (view.picture(*size) for size in _SIZES))),
    )


def _axis(values: Sequence[float], code: str, *, english: bool) -> Axis:
    """Choose the scale that keeps the numbers of the axis short."""
    largest = max(map(abs, values))
    if code == "1":
        return Axis(factor=0.01, unit="%", places=_places(largest * 100))
    known = unit_of(code)
    word = known.en if english else known.zh
    scales = _SCALES_EN if english else _SCALES_ZH
    factor, scale = next((one for one in scales if largest >= one[0]), (1.0, ""))
    words = f"{word}{scale}" if english else f"{scale}{word}"
    return Axis(factor=factor, unit=words, places=_places(largest / factor))


def _places(largest: float) -> int:
    return 0 if largest >= 20 else 1 if largest >= 1 else 2  # noqa: PLR2004 - digits that are read at a glance


def _mark(one: Statement, strand: int) -> Mark:
    reading = one.reading
    return Mark(
        printed=reading.printed,
        period=one.period,
        address=one.address,
        first=reading.first.isoformat() if reading.first else "",
        after=reading.after.isoformat() if reading.after else "",
        low=None if reading.low is None else float(reading.low),
        high=None if reading.high is None else float(reading.high),
        middle=float(reading.middle),
        strand=strand,
        is_hedged=reading.is_hedged,
        is_planned=reading.is_planned,
        is_own=reading.is_own,
    )


class _View:
    """Writes pictures for the template."""

    def __init__(self, drawn: Sequence[Statement], axis: Axis, *, english: bool) -> None:
        self._drawn = {one.reading.key: one for one in drawn}
        self._axis, self._english = axis, english

    def picture(self, name: str, width: int, height: int) -> PlotView | None:
        readings = [one.reading for one in self._drawn.values()]
        ends = [end for one in readings for end in (one.low, one.high) if end is not None]
        words = [self._written(float(end) * _BEYOND) for end in ends]
        left = max(map(length_of, words)) + 16
        plot = plotted(readings, width=width, height=height, left=left)
        return self._view(name, plot) if plot else None

    def _view(self, name: str, plot: Plot) -> PlotView:
        return PlotView(
            name=name,
            width=plot.width,
            height=plot.height,
            left=f"{plot.left:.1f}",
            right=f"{plot.right:.1f}",
            base=f"{plot.base:.1f}",
            bars=tuple(map(self._bar, plot.bars)),
            lines=plot.lines,
            values=tuple(
                TickView(
                    word=self._written(one.value),
                    x=f"{plot.left - 8:.1f}",
                    y=f"{one.y:.1f}",
                    anchor="end",
                )
                for one in plot.values
            ),
            days=tuple(
                TickView(
                    word=self._day(one.day.day.isoformat(), is_year=one.day.is_year),
                    x=f"{one.x:.1f}",
                    y=f"{plot.base + 18:.1f}",
                    anchor=one.anchor,
                )
                for one in plot.days
            ),
            labels=plot.labels,
        )

    def _bar(self, bar: Bar) -> BarView:
        reading = bar.reading
        looks = [f"strand-{bar.strand % _COLORS}"]
        looks += ["hedged"] * reading.is_hedged + ["planned"] * reading.is_planned
        looks += ["own"] * reading.is_own
        statement = self._drawn[reading.key]
        r = 4.5 if reading.is_own else 3.5
        return BarView(
            x=f"{bar.x:.1f}",
            y=f"{bar.y:.1f}",
            width=f"{bar.width:.1f}",
            height=f"{bar.height:.1f}",
            dot=f"M{bar.dot_x - r:.1f} {bar.dot_y:.1f}a{r} {r} 0 1 0 {2 * r} 0"
            f"a{r} {r} 0 1 0 -{2 * r} 0Z",
            look=" ".join(looks),
            arrows=bar.arrows,
            title=f"{statement.period} {reading.printed}".strip(),
            address=statement.address,
        )

    def _written(self, value: float) -> str:
        number = f"{value / self._axis.factor:,.{self._axis.places}f}"
        return number.replace("-", "−")

    def _day(self, day: str, *, is_year: bool) -> str:
        if not is_year:
            return day[:7]
        return day[:4] if self._english else f"{day[:4]}年"
