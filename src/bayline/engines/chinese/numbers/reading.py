"""What a whole number expression is worth, by the branch that found it; remembered by string."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from bayline.engines.chinese.numbers.parse import Parsed, parse
from bayline.kernel.bounds import Bound

_ONE = Decimal(1)
_HALF = Parsed(Decimal("0.5"), None, Bound.EXACT, Decimal("0.5"))
_SUFFIXES = {"k": 3, "K": 3, "M": 6}
_BELOW = {"百": 100, "千": 1000, "万": 10**4, "万万": 10**8, "亿": 10**8}
_PLAIN_SCALES = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}
_SIGNS = {"%": 100, "‰": 1000, "‱": 10000}
_PERCENT = re.compile(r"(百|千|万万|万|亿) *分 *之 *(.+)", re.DOTALL)
_OVER = re.compile(r"(.+?) *分(?: *之 *)?(.+)", re.DOTALL)
_TENTHS = re.compile(r"(.+?) *成 *(.)?", re.DOTALL)
_POWER = re.compile(r"(.+?)(?:[eE]([+-]?[0-9]+)|\^([+-]?[0-9]+))")


@lru_cache(maxsize=1 << 14)
def read(text: str, group: str) -> Parsed | None:
    """Read what the grammar of `numbers` found.

    Args:
        text: The matched characters.
        group: Which branch of the grammar matched.

    Returns:
        Its value, or None when the characters form no number.
    """
    return _READERS[group](text)


def whole(text: str) -> Parsed | None:
    """Read a signed number: 负6.6, -2.5 M, 2e5, 1 234 567, 三百 六十五."""
    text = text.strip()
    minus = text[:1] in {"负", "-"}
    found = _power(text.lstrip("负- ")) if minus else _power(text)
    return _negative(found) if found is not None and minus else found


def _negative(found: Parsed) -> Parsed:
    return found._replace(value=-found.value)


def _power(text: str) -> Parsed | None:
    match = _POWER.fullmatch(text)
    if match is None:
        return _suffixed(text)
    base, ten, power = parse(match[1]), match[2], match[3]
    if base is None:
        return None
    if ten is not None:
        return _times(base, _ONE.scaleb(int(ten)))
    if not base.value and int(power) < 0:
        return None
    return Parsed(base.value ** int(power), None, Bound.EXACT, base.resolution)


def _suffixed(text: str) -> Parsed | None:
    exponent = _SUFFIXES.get(text[-1:], 0)
    found = parse(text[:-1] if exponent else text)
    return found if found is None or not exponent else _times(found, _ONE.scaleb(exponent))


def _times(found: Parsed, factor: Decimal) -> Parsed:
    return Parsed(
        found.value * factor,
        None if found.high is None else found.high * factor,
        found.bound,
        found.resolution * factor,
    )


def _over(found: Parsed, below: Decimal) -> Parsed:
    return Parsed(
        found.value / below,
        None if found.high is None else found.high / below,
        found.bound,
        found.resolution / below,
    )


def _percent(text: str) -> Parsed | None:
    if text[-1] in _SIGNS:
        found = whole(text[:-1])
        return None if found is None else _over(found, Decimal(_SIGNS[text[-1]]))
    match = _PERCENT.fullmatch(text)
    found = whole(match[2]) if match else None
    return None if found is None or match is None else _over(found, Decimal(_BELOW[match[1]]))


def _fraction(text: str) -> Parsed | None:
    first, joint, rest = text.partition("又")
    if not joint:
        return _simple_fraction(text)
    base, part = whole(first), _simple_fraction(rest.strip())
    if base is None or part is None:
        return None
    sign = -1 if base.value < 0 else 1
    return part._replace(value=base.value + sign * part.value)


def _mixed_fraction(text: str) -> Parsed | None:
    base, _, rest = text.rpartition(" ")
    return _fraction(f"{base}又{rest}")


def _simple_fraction(text: str) -> Parsed | None:
    above, stroke, below = text.partition("/")
    if not stroke:
        match = _OVER.fullmatch(text)
        if match is None:
            return None
        below, above = match[1], match[2]
    over, under = whole(above), whole(below)
    if over is None or under is None or not under.value:
        return None
    return Parsed(over.value / under.value, None, Bound.EXACT, abs(over.resolution / under.value))


def _tenths(text: str) -> Parsed | None:
    if text == "对折":
        return _HALF
    if text[-1] == "折":
        return _discount(text[:-1].replace(" ", ""))
    match = _TENTHS.fullmatch(text)
    found = None if match is None else _half_or(match[1])
    if match is None or found is None:
        return None
    more = match[2]
    if more is None:
        return _over(found, Decimal(10))
    extra = _half_or(more)
    if extra is None:
        return None
    value = found.value + (extra.value if more == "半" else extra.value / 10)
    return Parsed(value / 10, None, Bound.EXACT, Decimal("0.01"))


def _discount(text: str) -> Parsed | None:
    found = parse(text)
    if found is None:
        return None
    two_figures = 10 < found.value < 100  # noqa: PLR2004 - 七五折 pays 75 %, 七折 70 %
    return _over(found, Decimal(100 if two_figures else 10))


def _half_or(text: str) -> Parsed | None:
    return _HALF if text == "半" else parse(text)


def _dozens(text: str) -> Parsed | None:
    found = whole(text[:-1])
    return None if found is None else _times(found, Decimal(12))


def _half(text: str) -> Parsed | None:
    return _HALF if text else None


def _figure(text: str) -> Parsed:
    """Read 12, 3.5 or 3.5万亿, with nothing more to it."""
    digits = text.rstrip("万亿")
    point, scale = digits.find("."), _PLAIN_SCALES[text[len(digits) :]]
    resolution = _ONE if point < 0 else _ONE.scaleb(point + 1 - len(digits))
    if scale == 1:
        return Parsed(Decimal(digits), None, Bound.EXACT, resolution)
    return Parsed(Decimal(digits) * scale, None, Bound.EXACT, resolution * scale)


def _ordinal(text: str) -> Parsed | None:
    return whole(text[1:])


_READERS: dict[str, Callable[[str], Parsed | None]] = {
    "figure": _figure,
    "percent": _percent,
    "mixed": _mixed_fraction,
    "fraction": _fraction,
    "tenths": _tenths,
    "dozens": _dozens,
    "half": _half,
    "ordinal": _ordinal,
    "whole": whole,
}
