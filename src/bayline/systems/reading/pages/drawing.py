"""Figures drawn as intervals on one scale, so that one sees whether they can be one value.

The lines are drawn by the server in a picture without words; the words stand in the table around.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bayline.kernel.figures import Figure
from bayline.kernel.findings import Row
from bayline.kernel.intervals import Interval

WIDTH = 400  # of a picture, in its own units
_EDGE = 16  # room for the arrow of an open end
_LEAST = 3  # width of a point, so that it is seen
_MOST = 8  # lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a line."""

    start: int
    width: int
    is_open_below: bool
    is_open_above: bool

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + self.width


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One figure: what was stated, and around it what rounding may have left.

    Attributes:
        row: Position of its row in the arithmetic.
    """

    row: int
    stated: Span
    possible: Span


def bars_of(rows: Sequence[Row]) -> tuple[Bar, ...]:
    """Draw those rows of an arithmetic that are compared with each other, on one scale.

    Args:
        rows: The arithmetic: parts, results, what the document says.

    Returns:
        The bars; none where fewer than two figures of one unit are compared.
    """
    chosen = _compared(rows)
    if len(chosen) < 2:  # noqa: PLR2004 - one figure is compared with nothing
        return ()
    figures = [rows[place].figure for place in chosen]
    low, high = _ends(figures)
    return tuple(
        Bar(
            row=place,
            stated=_span(figure.interval(), low, high),
            possible=_span(figure.tolerance(), low, high),
        )
        for place, figure in zip(chosen, figures, strict=True)
    )


def _compared(rows: Sequence[Row]) -> list[int]:
    """Choose results and what is stated beside them; without a result, all of the first unit."""
    results = [place for place, row in enumerate(rows) if row.operation == "="]
    if results:
        unit = rows[results[-1]].figure.unit
        stated = [place for place in range(results[-1] + 1, len(rows)) if not rows[place].operation]
        chosen = [*results, *stated]
    else:
        unit = rows[0].figure.unit if rows else ""
        chosen = [place for place, row in enumerate(rows) if not row.operation]
    fitting = [place for place in chosen if rows[place].figure.unit == unit]
    return [place for place in fitting if _is_known(rows[place].figure)][:_MOST]


def _is_known(figure: Figure) -> bool:
    return figure.low is not None or figure.high is not None


def _ends(figures: Sequence[Figure]) -> tuple[Decimal, Decimal]:
    """Give the ends of the scale: all known ends, with a tenth of room on either side."""
    spans = [figure.tolerance() for figure in figures]
    known = [end for span in spans for end in (span.low, span.high) if end is not None]
    low, high = min(known), max(known)
    room = (high - low) / 10 or abs(high) / 10 or Decimal(1)
    return low - room, high + room


def _span(interval: Interval, low: Decimal, high: Decimal) -> Span:
    def place(value: Decimal) -> int:
        return _EDGE + int((value - low) / (high - low) * (WIDTH - 2 * _EDGE))

    start = 0 if interval.low is None else place(interval.low)
    end = WIDTH if interval.high is None else place(interval.high)
    if end - start < _LEAST:
        start, end = start - 1, start + _LEAST - 1
    return Span(
        start=start,
        width=end - start,
        is_open_below=interval.low is None,
        is_open_above=interval.high is None,
    )
