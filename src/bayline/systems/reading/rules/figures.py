"""From what the reader found to figures that can be computed with, and back to printed words."""

import re
from decimal import Decimal
from typing import NamedTuple

from bayline.engines.chinese.measured import figure_of, unit_of
from bayline.engines.chinese.terms import Quantity
from bayline.kernel.bounds import Bound
from bayline.kernel.figures import Figure, plain, to_places

__all__ = [
    "Scale",
    "figure_of",
    "in_scale",
    "is_loose",
    "middle",
    "percent",
    "rounded",
    "scale_of",
    "unit_of",
]

_ZERO = Decimal(0)
_PRINTED = re.compile(
    r"^(?P<sign>[-−负]?)(?P<number>\d[\d,]*(?:\.\d+)?)\s*[余多]?(?P<scale>万亿|千亿|百亿|亿|千万|百万|万|千)?[余多]?(?P<unit>.*)$"
)
_SCALES = {
    "": 0,
    "千": 3,
    "万": 4,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "百亿": 10,
    "千亿": 11,
    "万亿": 12,
}
_LARGE = ("亿", "万")
_LOOSE = frozenset({Bound.ABOUT, Bound.NEARLY})


class Scale(NamedTuple):
    """How a figure is printed: 206 and 亿元, one of which is 1e8 base units."""

    number: Decimal
    word: str
    factor: Decimal


def scale_of(quantity: Quantity, words: str) -> Scale:
    """Return how a quantity is printed, so that what is computed from it can be printed alike.

    Args:
        quantity: The quantity.
        words: Its characters in folded text.
    """
    match = _PRINTED.match(words)
    value = quantity.value or _ZERO
    if match is None or not value or any(map(str.isdigit, match["unit"])):
        return _spelled_out(quantity, value)  # 三亿元, 52万6590人, 208 761宗
    number = Decimal(match["number"].replace(",", ""))
    number = -number if match["sign"] else number
    scale, unit = match["scale"] or "", re.sub(r"^[余多]|[余多]$", "", match["unit"])
    factor = abs(value / number) if number else Decimal(1).scaleb(_SCALES[scale])
    return Scale(number, f"{scale}{unit}", factor)


def _spelled_out(quantity: Quantity, value: Decimal) -> Scale:
    """Return a scale for what is printed without digits (三亿元): the largest that it fills."""
    unit, factor = quantity.stated_unit, quantity.factor or Decimal(1)
    number = value / factor
    if unit.startswith(_LARGE):
        return Scale(number, unit, factor)
    scale = next((each for each in _LARGE if abs(number) >= Decimal(1).scaleb(_SCALES[each])), "")
    step = Decimal(1).scaleb(_SCALES[scale])
    return Scale(number / step, f"{scale}{unit}", factor * step)


def is_loose(figure: Figure) -> bool:
    """Tell whether the figure is hedged on both sides (约 近): no exact sum can rest on it."""
    return figure.bound in _LOOSE


def rounded(value: Decimal, places: int = 2) -> str:
    """Print a decimal with at most that many places."""
    return plain(to_places(value, places))


def middle(figure: Figure) -> Decimal:
    """Return the one value to print for a figure: its middle, or the end that it has."""
    if figure.low is None or figure.high is None:
        return figure.low if figure.low is not None else figure.high or _ZERO
    return (figure.low + figure.high) / 2


def in_scale(figure: Figure, scale: Scale) -> str:
    """Print a computed figure as another one is printed: 659亿元, 659亿元以上 without a top."""
    if figure.unit == "1":
        return percent(figure)
    words = f"{rounded(middle(figure) / (scale.factor or 1))}{scale.word}"
    if figure.high is None and figure.low is not None:
        return f"{words}以上"
    return f"{words}以下" if figure.low is None else words


def percent(figure: Figure, places: int = 1) -> str:
    """Print a ratio as a percentage."""
    return f"{rounded(middle(figure) * 100, places)}%"
