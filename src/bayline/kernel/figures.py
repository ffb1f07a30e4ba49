"""Figures as documents print them: a number with its unit, its hedge and its resolution.

超82亿 is not 82亿 and 35亿 is not 3 500 000 000.00. A figure keeps what was stated as an interval
and, beside it, how far rounding may have moved the true value, so that a check never accuses a
document of a difference that rounding explains.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from typing import Self

from bayline.kernel.bounds import Bound
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.intervals import Interval, summed
from bayline.kernel.units import factor_between, unit

ABOUT_SHARE = Decimal("0.05")  # 约 v: within 5 % of v, at least one step of its last digit
NEARLY_SHARE = Decimal("0.10")  # 近 v: below v by at most 10 %, however coarse its last digit is
COARSE_SHARE = Decimal("0.05")  # a last digit whose step is at least 5 % of the number is coarse
_ZERO = Decimal(0)
_RESIDUE = Decimal("1e-40")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """The number and unit as printed: 3.5 and 亿元 of 3.5亿元."""

    value: Decimal | None
    unit: str

    def __str__(self) -> str:
        return f"{'' if self.value is None else format(self.value, 'f')}{self.unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number of base units with what was left open about it.

    Attributes:
        low: Lower end of what was stated, in base units; None without limit.
        high: Upper end; None without limit.
        low_open: Whether low itself is excluded (超).
        high_open: Whether high itself is excluded (近, 低于).
        unit: Code of the base unit, see `bayline.kernel.units`.
        bound: The hedge it was printed with; of a computed figure, the hedge its ends amount to.
        resolution: One step of the last printed digit, in base units; 0 where nothing was rounded.
        stated: Number and unit as printed, if it was printed.
        low_slack: How far below low rounding may have left the true value.
        high_slack: How far above high.
    """

    low: Decimal | None
    high: Decimal | None
    unit: str
    low_open: bool = False
    high_open: bool = False
    bound: Bound = Bound.EXACT
    resolution: Decimal = _ZERO
    stated: Stated | None = None
    low_slack: Decimal = _ZERO
    high_slack: Decimal = _ZERO

    def __post_init__(self) -> None:
        if self.low is not self.high or self.low_open or self.high_open:
            self.interval()  # refuses ends in the wrong order
        if self.resolution < 0 or self.low_slack < 0 or self.high_slack < 0:
            raise BaylineError(
                f"a resolution of {self.resolution} {self.unit}",
                why="a step of the last digit cannot be negative",
                do="give zero for a figure that was not rounded",
            )

    @classmethod
    def stated_as(
        cls,
        value: Decimal,
        unit: str,
        *,
        bound: Bound = Bound.EXACT,
        resolution: Decimal = _ZERO,
        high: Decimal | None = None,
        stated: Stated | None = None,
    ) -> Self:
        """Make the figure that a hedge and a number state.

        Args:
            value: The number in base units; the low end of a range.
            unit: Code of the base unit.
            bound: The hedge.
            resolution: One step of the last printed digit, in base units.
            high: Upper end of a range, with `Bound.RANGE` only.
            stated: Number and unit as printed.

        Raises:
            BaylineError: If a range lacks its upper end or its ends are in the wrong order.
        """
        if bound is Bound.EXACT:
            half = resolution / 2 if resolution else _ZERO
            return cls(
                low=value,
                high=value,
                unit=unit,
                resolution=resolution,
                stated=stated,
                low_slack=half,
                high_slack=half,
            )
        interval, slack = _meaning(value, bound, resolution=resolution, high=high)
        return cls._over(interval, unit, slack, bound=bound, resolution=resolution, stated=stated)

    @classmethod
    def exactly(cls, value: Decimal | int, unit: str) -> Self:
        """Make a figure that was counted, not rounded."""
        return cls.stated_as(Decimal(value), unit)

    @classmethod
    def _over(
        cls,
        interval: Interval,
        unit: str,
        slack: tuple[Decimal, Decimal],
        *,
        bound: Bound,
        resolution: Decimal = _ZERO,
        stated: Stated | None = None,
    ) -> Self:
        return cls(
            low=interval.low,
            high=interval.high,
            low_open=interval.low_open,
            high_open=interval.high_open,
            unit=unit,
            bound=bound,
            resolution=resolution,
            stated=stated,
            low_slack=slack[0],
            high_slack=slack[1],
        )

    def interval(self) -> Interval:
        """Return what was stated: [v, v] of an exact figure, (v, ∞) of 超v."""
        return Interval(
            low=self.low, high=self.high, low_open=self.low_open, high_open=self.high_open
        )

    def tolerance(self) -> Interval:
        """Return every value that rounds to what was stated: [v - r/2, v + r/2] of an exact v."""
        return self.interval().widened(self.low_slack, self.high_slack)

    def sharpened(self) -> Self:
        """Take a figure with a coarse last digit at its word: 4亿 as 4.0亿, others as they are.

        What agrees only before this agrees by nothing but coarse rounding.
        """
        value = abs(self.low if self.low is not None else self.high or _ZERO)
        is_coarse = self.resolution >= value * COARSE_SHARE
        return replace(self, low_slack=_ZERO, high_slack=_ZERO) if is_coarse else self

    def overlaps(self, other: "Figure") -> bool:
        """Tell whether both can be true of one value, rounding allowed for."""
        _refuse_mixed((self.unit, other.unit))
        return self.tolerance().overlaps(other.tolerance())

    def disjoint(self, other: "Figure") -> bool:
        """Tell whether no value satisfies both, even allowing for rounding."""
        return not self.overlaps(other)

    def contains(self, other: "Figure") -> bool:
        """Tell whether all that the other states lies within this figure's tolerance."""
        _refuse_mixed((self.unit, other.unit))
        return self.tolerance().covers(other.interval())

    def surely_below(self, other: "Figure") -> bool:
        """Tell whether every possible value is smaller than every possible value of the other."""
        return self.disjoint(other) and _middle_order(self.tolerance(), other.tolerance())

    def may_exceed(self, other: "Figure") -> bool:
        """Tell whether some possible value is larger than some possible value of the other."""
        _refuse_mixed((self.unit, other.unit))
        high, low = self.tolerance().high, other.tolerance().low
        return high is None or low is None or high > low

    def plus(self, other: "Figure") -> "Figure":
        """Add two figures of one unit."""
        return total((self, other))

    def minus(self, other: "Figure") -> "Figure":
        """Subtract a figure of the same unit."""
        _refuse_mixed((self.unit, other.unit))
        return _combined(self, other, unit_code=self.unit, operation=Interval.minus)

    def scaled(self, factor: Decimal | int) -> "Figure":
        """Multiply by an exact number."""
        exact = Figure.exactly(factor, "1")
        return _combined(self, exact, unit_code=self.unit, operation=Interval.times)

    def times(self, other: "Figure") -> "Figure":
        """Multiply by a ratio or a multiple, itself perhaps rounded: 180亿 × 30%.

        Raises:
            BaylineError: If neither figure is a plain number.
        """
        plain = [figure for figure in (self, other) if figure.unit in {"1", "x"}]
        if not plain:
            raise BaylineError(
                f"{self.unit} times {other.unit}",
                why="a product of two measures is not a figure of either",
                do="multiply by a ratio",
            )
        measured = other if plain[0] is self else self
        return _combined(self, other, unit_code=measured.unit, operation=Interval.times)

    def converted_to(self, code: str) -> "Figure":
        """Express the figure in another unit of its dimension: 2 a as 24 mo.

        Raises:
            BaylineError: If the two units measure different things.
        """
        up, down = factor_between(self.unit, code)
        scaled = self.scaled(up)
        exact = Figure.exactly(down, "1")
        result = _combined(scaled, exact, unit_code=code, operation=Interval.divided_by)
        return replace(result, bound=self.bound, stated=self.stated)


def total(figures: Iterable[Figure], *, unit: str | None = None) -> Figure:
    """Add figures of one unit; rounding adds up as well.

    Args:
        figures: The parts.
        unit: The unit they must have; needed only where there may be no parts.

    Raises:
        BaylineError: If the units are mixed, or there is neither part nor unit.
    """
    parts = tuple(figures)
    code = _refuse_mixed([part.unit for part in parts] + ([unit] if unit else []))
    stated = summed(part.interval() for part in parts)
    is_rounded = any(part.low_slack or part.high_slack for part in parts)
    tolerance = summed(part.tolerance() for part in parts) if is_rounded else stated
    resolution = max((part.resolution for part in parts), default=_ZERO)
    return _computed(stated, tolerance, unit_code=code, resolution=resolution)


def ratio(part: Figure, whole: Figure) -> Figure:
    """Divide two figures of one unit: the share of a part, or how many times the whole.

    Raises:
        BaylineError: If the units differ or the whole may be zero.
    """
    _refuse_mixed((part.unit, whole.unit))
    return _combined(part, whole, unit_code="1", operation=Interval.divided_by)


def growth(new: Figure, old: Figure) -> Figure:
    """Compute the relative change from old to new, as a ratio: 1.1 from 1.0 is 0.1.

    Raises:
        BaylineError: If the units differ or the old figure may be zero.
    """
    return ratio(new, old).minus(Figure.exactly(1, "1"))


def agrees(stated: Figure, computed: Figure) -> bool:
    """Tell whether a stated figure can be what the computation gives, rounding allowed for."""
    return stated.overlaps(computed)


def plain(value: Decimal, *, thousands: bool = False) -> str:
    """Print a decimal without exponent and without trailing zeros.

    Args:
        value: The number.
        thousands: Whether commas set its thousands off.
    """
    text = f"{value:,f}" if thousands else str(value)
    if "E" in text:
        text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").removesuffix(".")
    return "0" if text == "-0" else text


def to_places(value: Decimal, places: int) -> Decimal:
    """Round to so many decimal places; unlike `round` it takes numbers of any length."""
    digits = max(1, value.adjusted() + places + 2)
    return value.quantize(Decimal(1).scaleb(-places), context=Context(prec=digits))


_Meaning = tuple[Interval, tuple[Decimal, Decimal]]


def _meaning(
    value: Decimal, bound: Bound, *, resolution: Decimal, high: Decimal | None
) -> _Meaning:
    half = resolution / 2
    if bound is Bound.RANGE:
        return Interval(low=value, high=_upper_end(value, high)), (half, half)
    return _hedged(value, bound, resolution), (_ZERO, _ZERO)


def _upper_end(value: Decimal, high: Decimal | None) -> Decimal:
    if high is None:
        raise BaylineError(
            f"a range from {value} without an upper end",
            why="a range has two ends",
            do="give the upper end as `high`, or state the figure as at least its low end",
        )
    return high


def _hedged(value: Decimal, bound: Bound, resolution: Decimal) -> Interval:
    # A hedge names a threshold, which nobody rounded: its end takes no slack.
    about = max(abs(value) * ABOUT_SHARE, resolution)
    nearly = abs(value) * NEARLY_SHARE
    meanings = {
        Bound.ABOUT: (value - about, value + about, False, False),
        Bound.OVER: (value, None, True, False),
        Bound.NEARLY: (value - nearly, value, False, nearly > 0),
        Bound.AT_LEAST: (value, None, False, False),
        Bound.AT_MOST: (None, value, False, False),
        Bound.UNDER: (None, value, False, True),
    }
    low, high, low_open, high_open = meanings[bound]
    return Interval(low=low, high=high, low_open=low_open, high_open=high_open)


def _refuse_mixed(codes: Iterable[str]) -> str:
    distinct = tuple(dict.fromkeys(codes))
    if len(distinct) == 1:
        return unit(distinct[0]).code
    found = ", ".join(distinct) or "none"
    raise BaylineError(
        f"figures in the units {found} cannot be put together",
        why="a sum or a comparison needs figures of one unit",
        do="convert them to one unit first, or leave out those that measure something else",
        zh=Words(
            f"单位是{'、'.join(distinct) or '空'}的数不能放在一起",
            "相加和比较要同一个单位",
            "请先换成一个单位，或去掉说别的事的数",
        ),
    )


def _combined(
    a: Figure,
    b: Figure,
    *,
    unit_code: str,
    operation: Callable[[Interval, Interval], Interval],
) -> Figure:
    stated = operation(a.interval(), b.interval())
    tolerance = operation(a.tolerance(), b.tolerance())
    return _computed(stated, tolerance, unit_code=unit_code, resolution=_ZERO)


def _computed(
    stated: Interval, tolerance: Interval, *, unit_code: str, resolution: Decimal
) -> Figure:
    return Figure(
        low=stated.low,
        high=stated.high,
        low_open=stated.low_open,
        high_open=stated.high_open,
        unit=unit_code,
        bound=_bound_of(stated),
        resolution=resolution,
        low_slack=_distance(tolerance.low, stated.low),
        high_slack=_distance(stated.high, tolerance.high),
    )


def _distance(low: Decimal | None, high: Decimal | None) -> Decimal:
    return _ZERO if low is None or high is None else max(high - low, _ZERO)


def _bound_of(interval: Interval) -> Bound:
    if interval.low is None:
        return Bound.UNDER if interval.high_open else Bound.AT_MOST
    if interval.high is None:
        return Bound.OVER if interval.low_open else Bound.AT_LEAST
    # Ends apart by less than a quotient's last digit are one value: 1/3 was not stated as a range.
    residue = abs(interval.high) * _RESIDUE
    return Bound.EXACT if interval.high - interval.low <= residue else Bound.RANGE


def _middle_order(a: Interval, b: Interval) -> bool:
    return a.high is not None and b.low is not None and a.high <= b.low
