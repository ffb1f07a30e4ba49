"""What a quantity's own characters say: value, unit, resolution; remembered by string."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from bayline.engines.chinese.numbers.grammar import CHINESE, MIXED, TO
from bayline.engines.chinese.numbers.parse import DIGITS, Parsed, parse
from bayline.engines.chinese.numbers.reading import whole
from bayline.engines.chinese.quantities.grammar import CURRENCY_SIGNS
from bayline.engines.chinese.terms import QuantityKind
from bayline.engines.chinese.units import Unit, alternation, units
from bayline.kernel.bounds import Bound

_NUMBER = f"(?:{MIXED}|{CHINESE}|半)"
_PLAIN = re.compile(
    rf"(?P<minus>[-负])?(?P<low>{_NUMBER})(?:{TO}(?P<high>{_NUMBER}))? ?(?P<more>[余多来])? {{0,2}}"
    r"(?P<unit>\D.*?)(?P<half>半)?",
    re.DOTALL,
)
_PART = re.compile(rf"(?P<below>.+?)分之(?P<above>{_NUMBER})(?P<unit>.*)", re.DOTALL)
_PURE = Unit("1", QuantityKind.RATIO, 1, 1)
_SIGN = re.compile(rf"(?P<sign>{alternation(CURRENCY_SIGNS)}) *(?P<low>{_NUMBER})(?P<unit>.*)")
_TENTHS = re.compile(r"(?P<whole>.+?)(?P<unit>[成折])(?P<more>.)?")
_ONE = Decimal(1)
_TENTH = Decimal("0.1")
_HALF = Decimal("0.5")
_SCALES = (10**4, 10**8, 10**12)


class Reading(NamedTuple):
    """A quantity without its place and its hedges."""

    value: Decimal | None
    high: Decimal | None
    unit: str
    bound: Bound
    resolution: Decimal
    kind: QuantityKind
    stated_value: Decimal | None
    stated_unit: str
    factor: Decimal
    bare: bool  # a lone 百, 千, 万, 亿 with no figure before it


@lru_cache(maxsize=1 << 15)
def read(text: str, group: str) -> Reading | None:
    """Read what the grammar found.

    Args:
        text: The matched characters.
        group: Which branch of the grammar matched.

    Returns:
        What it says, or None when the number is none.
    """
    return _READERS[group](text)


def _plain(text: str) -> Reading | None:
    if text.startswith("若干"):
        return _ratio(None, _ONE, text[2:], kind=QuantityKind.COUNT)
    match = _PLAIN.fullmatch(text)
    if match is None:
        return None
    low = _number(match["low"])
    high = _number(match["high"]) if match["high"] else None
    if low is None or (match["high"] and high is None):
        return None
    if match["minus"]:
        low = low._replace(value=-low.value)
    if match["half"]:
        low = low._replace(value=low.value + _HALF, resolution=_HALF)
    if match["more"]:
        low = low._replace(bound=Bound.ABOUT if match["more"] == "来" else Bound.OVER)
    found = _scaled(low, high, unit_of(match["unit"]), match["unit"])
    bare = all(sign in "百千万亿兆" for sign in match["low"])
    return found if found is None else found._replace(bare=bare)


def _number(text: str) -> Parsed | None:
    if text == "半":
        return Parsed(_HALF, None, Bound.EXACT, _HALF)
    return parse(text)


def unit_of(text: str) -> Unit:
    """Look up a unit; compound units and classifiers stand for themselves.

    Args:
        text: The unit as printed, folded.

    Returns:
        The unit with its factor; 1 where the printed unit is the base unit.
    """
    known = units().get(text)
    if known is not None:
        return known
    numerator, stroke, below = text.replace("每", "/").partition("/")
    if stroke and numerator in units():
        return Unit(f"{numerator}/{below}", units()[numerator].kind, 1, 1)
    return Unit(text, QuantityKind.MEASURE if stroke else QuantityKind.COUNT, 1, 1)


def _scaled(low: Parsed | None, high: Parsed | None, unit: Unit, stated: str) -> Reading | None:
    if low is None:
        return None
    upper = low.high if high is None else high.value
    value = low.value if high is None else _shared_scale(low, high)
    return Reading(
        value=value * unit.times / unit.over,
        high=None if upper is None else upper * unit.times / unit.over,
        unit=unit.base,
        bound=low.bound if upper is None else Bound.RANGE,
        resolution=low.resolution * unit.times / unit.over,
        kind=unit.kind,
        stated_value=value,
        stated_unit=stated,
        factor=unit.factor(),
        bare=False,
    )


def _shared_scale(low: Parsed, high: Parsed) -> Decimal:
    """Let the scale behind the second number serve the first: 3至5万元 begins at 30 000."""
    fitting = [low.value]
    if low.value < _SCALES[0]:
        fitting += [low.value * scale for scale in _SCALES if high.resolution * 1000 >= scale]
    return max((value for value in fitting if value < high.value), default=low.value)


def _rank(text: str) -> Reading | None:
    figure = text[1:].rstrip("位名")
    stated = text[-1] if text[-1] in "位名" else ""
    return _scaled(parse(figure), None, Unit("位", QuantityKind.RANK, 1, 1), stated)


def _part(text: str) -> Reading | None:
    above_text, stroke, below_text = text.partition("/")
    if stroke:
        over, under = Decimal(above_text), Decimal(below_text)
        return _ratio(over / under, _ONE / under, "") if over < under else None
    match = _PART.fullmatch(text)
    if match is None:
        return _ratio(_HALF, _HALF, "")
    above, below = parse(match["above"]), parse(match["below"])
    if above is None or below is None or not below.value:
        return None
    ratio = Parsed(above.value / below.value, None, Bound.EXACT, above.resolution / below.value)
    return _scaled(ratio, None, unit_of(match["unit"]) if match["unit"] else _PURE, match["unit"])


def _tenths(text: str) -> Reading | None:
    if text[0] == "翻":
        doubled = Decimal(2 ** DIGITS[text[-2]])
        return _ratio(doubled, _ONE, "番", kind=QuantityKind.MULTIPLE)
    match = _TENTHS.fullmatch(text)
    whole = parse(match["whole"]) if match else None
    if match is None or whole is None:
        return None
    unit, more = match["unit"], match["more"]
    if unit == "折":
        value = whole.value.scaleb(-2 if 10 < whole.value < 100 else -1)  # noqa: PLR2004 - 七五折 is 75 %
        return _ratio(value, whole.resolution * _TENTH, unit)
    extra = _HALF if more == "半" else Decimal(DIGITS.get(more or "零", 0)) * _TENTH
    resolution = _TENTH * (_TENTH if more else whole.resolution)
    return _ratio((whole.value + extra) * _TENTH, resolution, unit)


def _ratio(
    value: Decimal | None,
    resolution: Decimal,
    stated: str,
    *,
    kind: QuantityKind = QuantityKind.RATIO,
) -> Reading:
    unit = {QuantityKind.RATIO: "1", QuantityKind.MULTIPLE: "x"}.get(kind, stated)
    return Reading(
        value, None, unit, Bound.EXACT, resolution, kind, value, stated, _ONE, bare=False
    )


def _signed(text: str) -> Reading | None:
    match = _SIGN.fullmatch(text)
    if match is None:
        return None
    default = Unit(CURRENCY_SIGNS[match["sign"]], QuantityKind.MONEY, 1, 1)
    unit = units().get(match["unit"], default)
    return _scaled(parse(match["low"]), None, unit, match["unit"] or match["sign"])


def _loose(text: str) -> Reading | None:
    more = text[-1] in "余多"
    low = parse(text[:-1] if more else text)
    if low is not None and more:
        low = low._replace(bound=Bound.OVER)
    found = _scaled(low, None, Unit("", QuantityKind.COUNT, 1, 1), "")
    bare = all(sign in "百千万亿兆余多" for sign in text)
    return found if found is None else found._replace(bare=bare)


def _warmth(text: str) -> Reading | None:
    figure = text[2:].removeprefix("温度")[:-1]
    unit = unit_of("℃" if text[0] == "摄" else "℉")
    return _scaled(whole(figure), None, unit, text[-1])


def _points(text: str) -> Reading | None:
    return _scaled(whole(text[: text.index("个")]), None, unit_of("个百分点"), "个百分点")


_READERS: dict[str, Callable[[str], Reading | None]] = {
    "rank": _rank,
    "part": _part,
    "tenths": _tenths,
    "warmth": _warmth,
    "points": _points,
    "sign": _signed,
    "loose": _loose,
    "figures": _plain,
    "chinese": _plain,
}
