"""What a quantity's own characters say: value, unit, resolution; remembered by string."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from bayline.engines.chinese.numbers.grammar import CHINESE, MIXED, TO
from bayline.engines.chinese.numbers.parse import DIGITS, Parsed, parse
from bayline.engines.chinese.numbers.reading import whole
from bayline.engines.chinese.quantities.grammar import lone_units
from bayline.engines.chinese.terms import QuantityKind
from bayline.engines.chinese.units import Unit, classifiers, units
from bayline.kernel.bounds import Bound

_LONE = re.compile("[一二两三四五六七八九半]")
_HALVES = re.compile("(?:一半|半数|对半)(?P<unit>.*)", re.DOTALL)
_TENTHS = re.compile(r"(?P<whole>.+?)(?P<unit>[成折])(?P<more>.)?")
_PURE = Unit("1", QuantityKind.RATIO, 1, 1)
_TIMES = Unit("x", QuantityKind.MULTIPLE, 1, 1)
_PLACE = Unit("位", QuantityKind.RANK, 1, 1)
_UNNAMED = Unit("", QuantityKind.COUNT, 1, 1)
_ONE = Decimal(1)
_TENTH = Decimal("0.1")
_HALF = Parsed(Decimal("0.5"), None, Bound.EXACT, Decimal("0.5"))
_SCALES = (10**4, 10**8, 10**12)
_BARE = frozenset("百千万亿兆余多")
_FIGURE = re.compile(
    r"(?P<number>[0-9]{1,12}(?P<places>\.[0-9]{1,6})?)(?P<scale>万亿|[万亿]?)"
    r" {0,2}(?P<unit>[^ 0-9].{0,4})"
)
_THIN = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?! ?[0-9])(?:\.[0-9]{1,3})?")
_SPOT = re.compile("(?P<number>[三四五六七八九十一二]+)(?P<unit>.+)")
_SCALE_OF = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}


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


@lru_cache(maxsize=1)
def _parts() -> re.Pattern[str]:
    number = f"(?:{MIXED}|{CHINESE}|半)"
    return re.compile(
        rf"(?P<low>{number})(?:{TO}(?P<high>{number}))?(?: ?(?P<more>[余多来]))? {{0,2}}"
        r"(?P<unit>\D.*?)(?P<half>半)?",
        re.DOTALL,
    )


def _plain(text: str) -> Reading | None:
    figure = _FIGURE.fullmatch(text)
    unit = _printed().get(figure["unit"]) if figure else None
    if figure and unit:
        return _scaled(_figure(figure), None, unit, stated=figure["unit"])
    return _spelled(text)


def _figure(match: re.Match[str]) -> Parsed:
    """Read what most figures are: a plain number with at most 万, 亿 or 万亿 behind it."""
    places = match["places"]
    resolution = _ONE if places is None else _ONE.scaleb(1 - len(places))
    value, scale = Decimal(match["number"]), _SCALE_OF[match["scale"]]
    if scale == 1:
        return Parsed(value, None, Bound.EXACT, resolution)
    return Parsed(value * scale, None, Bound.EXACT, resolution * scale)


@lru_cache(maxsize=1)
def _printed() -> dict[str, Unit]:
    """List the units and classifiers that stand right behind a figure."""
    groups = classifiers()
    counted = {word: unit_of(word) for word in (*groups["any"], *groups["figures"])}
    return {**counted, **units()}


def _spelled(text: str) -> Reading | None:
    match = _parts().fullmatch(text)
    if match is None or (_LONE.fullmatch(match["low"]) and not _figured(match)):
        return None
    low = _number(match["low"])
    high = _number(match["high"]) if match["high"] else None
    if low is None or (match["high"] and high is None):
        return None
    low = _modified(low, half=match["half"], more=match["more"])
    bare = _BARE.issuperset(match["low"])
    return _scaled(low, high, unit_of(match["unit"]), stated=match["unit"], bare=bare)


def _figured(match: re.Match[str]) -> bool:
    """Tell whether a lone Chinese digit counts before its unit: 三家 does, 一家 and 三方 do not."""
    if match["high"] or match["more"]:
        return True
    unit = match["unit"].partition("/")[0].partition("（")[0].partition("(")[0]
    allowed = lone_units(match["low"])
    return unit in allowed or match["unit"] in allowed


def _number(text: str) -> Parsed | None:
    return _HALF if text == "半" else parse(text)


def _modified(found: Parsed, *, half: str | None, more: str | None) -> Parsed:
    if half:
        found = found._replace(value=found.value + _HALF.value, resolution=_HALF.resolution)
    if more:
        found = found._replace(bound=Bound.ABOUT if more == "来" else Bound.OVER)
    return found


def _scaled(
    low: Parsed, high: Parsed | None, unit: Unit, *, stated: str, bare: bool = False
) -> Reading:
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
        bare=bare,
    )


def _shared_scale(low: Parsed, high: Parsed) -> Decimal:
    """Let the scale behind the second number serve the first: 3至5万元 begins at 30 000."""
    fitting = [low.value]
    if low.value < _SCALES[0]:
        fitting += [low.value * scale for scale in _SCALES if high.resolution * 1000 >= scale]
    return max((value for value in fitting if value < high.value), default=low.value)


def _rank(text: str) -> Reading | None:
    found = parse(text.rstrip("位名"))
    stated = text[-1] if text[-1] in "位名" else ""
    return None if found is None else _scaled(found, None, _PLACE, stated=stated)


def _share(text: str) -> Reading | None:
    above, _, below = text.partition("/")
    over, under = Decimal(above), Decimal(below)
    if over >= under:
        return None
    found = Parsed(over / under, None, Bound.EXACT, _ONE / under)
    return _scaled(found, None, _PURE, stated="")


def _part(text: str) -> Reading | None:
    if halves := _HALVES.fullmatch(text):
        return _of_unit(_HALF, halves["unit"])
    match = _of_parts().fullmatch(text)
    if match is None:
        return None
    above, below = parse(match["above"]), parse(match["below"])
    if above is None or below is None or not below.value:
        return None
    found = _over(above, below.value)
    top = parse(match["top"]) if match["top"] else None
    if top is None or top.value <= above.value:
        return None if match["top"] else _of_unit(found, match["unit"])
    return _scaled(found, _over(top, below.value), _PURE, stated="")


def _over(part: Parsed, whole: Decimal) -> Parsed:
    return Parsed(part.value / whole, None, Bound.EXACT, part.resolution / whole)


@lru_cache(maxsize=1)
def _of_parts() -> re.Pattern[str]:
    number = f"{MIXED}|{CHINESE}"
    return re.compile(
        rf"(?P<below>.+?)分之(?P<above>{number})(?:{TO}(?P<top>{number})|(?P<unit>.*))", re.DOTALL
    )


def _of_unit(found: Parsed, unit: str) -> Reading:
    return _scaled(found, None, unit_of(unit) if unit else _PURE, stated=unit)


def _tenths(text: str) -> Reading | None:
    if text[0] == "翻":
        doubled = Parsed(Decimal(2 ** DIGITS[text[-2]]), None, Bound.EXACT, _ONE)
        return _scaled(doubled, None, _TIMES, stated="番")
    match = _TENTHS.fullmatch(text)
    found = parse(match["whole"]) if match else None
    if match is None or found is None:
        return None
    more = match["more"] or ""
    # 七五折 and 七成五 both tell two places.
    places = 2 if match["unit"] == "折" and 10 < found.value < 100 else 1  # noqa: PLR2004 - two digits
    extra = _HALF.value if more == "半" else Decimal(DIGITS.get(more, 0)) * _TENTH
    value = (found.value + extra).scaleb(-places)
    resolution = (_TENTH if more else found.resolution).scaleb(-places)
    return _scaled(Parsed(value, None, found.bound, resolution), None, _PURE, stated=match["unit"])


def _loose(text: str) -> Reading | None:
    more = text[-1] if text[-1] in "余多" else None
    found = parse(text[:-1] if more else text)
    if found is None:
        return None
    bare = _BARE.issuperset(text)
    return _scaled(_modified(found, half=None, more=more), None, _UNNAMED, stated="", bare=bare)


def _thin(text: str) -> Reading | None:
    """Read 18 900宗, whose blanks part groups of exactly three digits."""
    match = _THIN.match(text)
    return _plain(f"{match.group().replace(' ', '')}{text[match.end() :]}") if match else None


def _spot(text: str) -> Reading | None:
    """Read 四县, where the words before have told that places are counted."""
    match = _SPOT.fullmatch(text)
    found = parse(match["number"]) if match else None
    if match is None or found is None:
        return None
    return _scaled(found, None, unit_of(match["unit"]), stated=match["unit"])


def _crowd(text: str) -> Reading | None:
    """Read 600多 before a noun that means people."""
    return _plain(f"{text}人")


def _warmth(text: str) -> Reading | None:
    found = parse(text[:-1].rstrip())
    return None if found is None else _scaled(found, None, unit_of("℃"), stated=text[-1])


def _points(text: str) -> Reading | None:
    found = whole(text[: text.index("个")])
    unit = "个百分点"
    return None if found is None else _scaled(found, None, unit_of(unit), stated=unit)


def _index(text: str) -> Reading | None:
    """Read an index (108.3) or a ratio (1.85:1), whose noun is still to be found."""
    above, colon, below = text.replace("：", ":").replace("∶", ":").partition(":")
    found = parse(above)
    under = parse(below) if colon else None
    if found is None or (under is not None and not under.value):
        return None
    if under is not None:
        found = _over(found, under.value)
    return _scaled(found, None, _UNNAMED, stated="")


def _sign(text: str) -> Reading | None:
    found = parse(text)
    return None if found is None else _scaled(found, None, unit_of("元"), stated="")


_READERS: dict[str, Callable[[str], Reading | None]] = {
    "plain": _plain,
    "figure": _plain,
    "rank": _rank,
    "share": _share,
    "part": _part,
    "tenths": _tenths,
    "loose": _loose,
    "crowd": _crowd,
    "warmth": _warmth,
    "points": _points,
    "thin": _thin,
    "lettered": _plain,
    "spot": _spot,
    "index": _index,
    "term": _plain,
    "sign": _sign,
}
