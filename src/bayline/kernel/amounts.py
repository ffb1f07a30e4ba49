"""Figures in words: in the unit they were printed in, with digits that a reader can take in.

Values stay exact in `figures`; this is what a page, a comment or a table says of them. Percentages
are percent, money comes in 亿元 or billions, and a number without a short end is said to be about.
"""

import re
from collections.abc import Iterable
from decimal import Context, Decimal
from typing import NamedTuple

from bayline.kernel.bounds import Bound
from bayline.kernel.english import in_english
from bayline.kernel.figures import Figure, plain, to_places
from bayline.kernel.findings import Row
from bayline.kernel.units import unit

_ENDLESS = 6  # decimals; longer ones come of dividing, nobody printed them
_PLACES = 2
_RESIDUE = Decimal("1e-20")  # by which the ends of a divided point may lie apart
_SETTLED = 24  # digits; what lies behind came of dividing by thirds and multiplying again
_PRINTED = re.compile(
    r"(?P<number>\d[\d,，]*(?:\.\d+)?)\s*[余多餘]?"
    r"(?P<scale>万亿|千亿|百亿|亿|千万|百万|万|千|億|萬)?[余多餘]?(?P<unit>[^\d\s，。、；：～~—–-]*)"
)
_TRIMMED = re.compile(r"^[余多餘]|(?:余|多|餘|以上|以下|以内|左右|上下)$")
_SCALES = ((Decimal(10**8), "亿"), (Decimal(10**4), "万"))
_MONEY = "money:"


class Scale(NamedTuple):
    """How figures of one unit are printed: 亿元 for 1e8 yuan, with so many decimals."""

    unit: str
    word: str
    factor: Decimal
    places: int = _PLACES
    number: Decimal = Decimal(0)  # the one that is printed


def digits(value: Decimal, places: int = _PLACES) -> str:
    """Print a number with its thousands set off; ≈ and few decimals where it has no short end.

    Args:
        value: The number.
        places: Decimals of one that is rounded; a small one keeps three digits that count.
    """
    exact = _plain(_settled(value))
    if len(exact.partition(".")[2]) <= _ENDLESS:
        return exact
    small = 2 - value.adjusted() if abs(value) < Decimal("0.1") else places
    return f"≈ {_plain(to_places(value, small))}"


def percent(value: Decimal, places: int = 1) -> str:
    """Print a ratio as a percentage, rounded to fixed decimals where it has no short end."""
    hundredfold = value * 100
    exact = _plain(_settled(hundredfold))
    if len(exact.partition(".")[2]) <= max(places, _PLACES):
        return f"{exact}%"
    return f"≈ {_signed(f'{to_places(hundredfold, places):,f}')}%"


def scale_of(row: Row) -> Scale | None:
    """Tell how a printed figure is scaled; None for a computed one or one printed otherwise."""
    figure = row.figure
    value = _printed_value(figure)
    match = _PRINTED.search(row.reference.quote) if row.reference else None
    if match is None or not value:
        return None
    number = Decimal(re.sub("[,，]", "", match["number"]))
    if not number:
        return None
    places = len(match["number"].partition(".")[2])
    if figure.unit == "1":
        return Scale("1", "%", Decimal("0.01"), places, number)
    factor = abs(value) / number
    word = f"{match['scale'] or ''}{_TRIMMED.sub('', match['unit'])}"
    if "元" not in word and unit(figure.unit).dimension.startswith(_MONEY):
        word = named_scale(factor, figure.unit)  # a cell of a table, whose unit stands elsewhere
    if unit(figure.unit).dimension.startswith("count:") and match["unit"].startswith(figure.unit):
        word = f"{match['scale'] or ''}{figure.unit}"  # 72个, whatever is counted
    word = word or named_scale(factor, figure.unit)
    return Scale(figure.unit, word, factor, places, number) if word else None


def _printed_value(figure: Figure) -> Decimal | None:
    """Give the number that the hedge of a figure was put before."""
    if figure.low is None or figure.high is None:
        return figure.low if figure.low is not None else figure.high
    if figure.bound is Bound.ABOUT:
        return (figure.low + figure.high) / 2
    return figure.high if figure.bound is Bound.NEARLY else figure.low


def scales_of(rows: Iterable[Row]) -> dict[str, Scale]:
    """Give, by unit, how the rows of an arithmetic print their figures; the first row decides."""
    found: dict[str, Scale] = {}
    for row in rows:
        scale = scale_of(row)
        if scale is not None:
            found.setdefault(scale.unit, scale)
    return found


def said(figure: Figure, scale: Scale | None, *, english: bool) -> str:
    """Say a figure: 155亿元, > 82亿元, 33.8%–34.9%, or the same in English.

    Args:
        figure: Stated or computed.
        scale: How its neighbors are printed; None to choose by its unit and size.
        english: Whether it is said in English.
    """
    low, high = figure.low, figure.high

    def end(value: Decimal) -> str:
        return _amount(value, figure.unit, scale, english=english)

    if low is None or high is None:
        known = low if low is not None else high
        return "?" if known is None else _open(figure, end(known), english=english)
    if high - low <= abs(high) * _RESIDUE:
        return end(low)
    return f"{end(low)}–{end(high)}"


def said_in(rows: Iterable[Row], row: Row, *, english: bool) -> str:
    """Say the figure of a row in the unit that the rows around it are printed in."""
    own = scale_of(row)
    return said(row.figure, own or scales_of(rows).get(row.figure.unit), english=english)


def adds_nothing(row: Row) -> bool:
    """Tell whether saying the figure of a row would only repeat what its document prints."""
    figure = row.figure
    is_point = figure.low is not None and figure.low == figure.high
    return is_point and figure.bound is Bound.EXACT and scale_of(row) is not None


def _open(figure: Figure, end: str, *, english: bool) -> str:
    if figure.high is None:
        words = ("大于", "over ") if figure.low_open else ("不小于", "at least ")
    else:
        words = ("小于", "under ") if figure.high_open else ("不大于", "at most ")
    return f"{words[english]}{end}"


def _amount(value: Decimal, code: str, scale: Scale | None, *, english: bool) -> str:
    if code == "1":
        return percent(value, max(1, scale.places) if scale else 1)
    used = scale or _chosen(value, code)
    number = value / used.factor
    if english:
        return in_english(f"{digits(number)}{used.word}").strip()
    return f"{digits(number)}{used.word}"


def _chosen(value: Decimal, code: str) -> Scale:
    named = unit(code)
    if named.dimension.startswith(_MONEY):
        for factor, word in _SCALES:
            if abs(value) >= factor:
                return Scale(code, f"{word}{named.zh}", factor)
    return Scale(code, named.zh, Decimal(1))


def named_scale(factor: Decimal, code: str) -> str:
    """Name the scale of a cell whose unit stands elsewhere in its table: 亿元; empty if unknown."""
    names = {Decimal(1): "", **dict(_SCALES)}
    return f"{names[factor]}{unit(code).zh}" if factor in names else ""


def _settled(value: Decimal) -> Decimal:
    """Drop the last digits that arithmetic left, and no digit of a long number."""
    return Context(prec=max(_SETTLED, value.adjusted() + _ENDLESS)).plus(value)


def _plain(value: Decimal) -> str:
    return _signed(plain(value, thousands=True))


def _signed(text: str) -> str:
    return text.replace("-", "−", 1)
