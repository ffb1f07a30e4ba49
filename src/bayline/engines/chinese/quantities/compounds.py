"""Quantities told in two units: 50元6角三分, 3斤5两, 1小时30分钟, 两年零三个月, 三米九."""

import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from bayline.engines.chinese.numbers.grammar import CHINESE, DIGIT, MIXED
from bayline.engines.chinese.numbers.parse import DIGITS, parse
from bayline.engines.chinese.quantities.reading import Reading
from bayline.engines.chinese.quantities.tables import minor_units, neighbors
from bayline.engines.chinese.units import alternation

STARTS = frozenset("0123456789零又一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾")
_MOST = 3  # parts after the first: 元, 角, 分


@lru_cache(maxsize=64)
def _follower(stated: str) -> re.Pattern[str] | None:
    minors = minor_units().get(stated)
    if not minors:
        return None
    unit = alternation(minors)
    part = f"[零又]?(?P<number>{MIXED}|{CHINESE}) ?(?P<unit>{unit})(?!/)"
    lone = f"|(?P<digit>[{DIGIT}])(?:(?=[到至左以])|(?![一-龥0-9、]))"
    return re.compile(part + (lone if stated in neighbors("spoken") else ""))


def extend(folded: str, end: int, *, reading: Reading) -> tuple[int, Reading]:
    """Add the smaller units that follow a quantity.

    Args:
        folded: Folded text.
        end: Where the quantity ends so far.
        reading: What it says so far.

    Returns:
        The new end and the reading with the smaller parts added; the same ones when there are none.
    """
    stated, share = reading.stated_unit, Fraction(1)
    for _ in range(_MOST):
        if end >= len(folded) or folded[end] not in STARTS or reading.value is None:
            break
        follower = _follower(stated)
        match = follower.match(folded, end) if follower else None
        if match is None:
            break
        digit = match.groupdict().get("digit")
        number = Decimal(DIGITS[digit]) if digit else _value(match["number"])
        share *= Fraction(1, 10) if digit else minor_units()[stated][match["unit"]]
        stated = "" if digit else match["unit"]
        end, reading = match.end(), _with(reading, number, share)
    return end, reading


def _with(reading: Reading, number: Decimal, share: Fraction) -> Reading:
    part = number * share.numerator / share.denominator
    return reading._replace(
        value=(reading.value or Decimal(0)) + part * reading.factor,
        stated_value=(reading.stated_value or Decimal(0)) + part,
        resolution=reading.factor * share.numerator / share.denominator,
    )


def _value(text: str) -> Decimal:
    found = parse(text)
    return Decimal(0) if found is None else found.value
