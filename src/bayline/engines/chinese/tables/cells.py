"""Read the figure in a table cell, with the unit that its heads give it.

A cell mostly holds a bare number; its unit stands in the head, beside the row or above the table.
Put together they read like running text, so the grammar that reads 12.5亿元 also reads 12.5 under
（亿元）.
"""

import re
from decimal import Decimal
from functools import lru_cache

from bayline.engines.chinese.quantities import quantities
from bayline.engines.chinese.terms import Quantity, QuantityKind
from bayline.kernel.bounds import Bound

_PLAIN = re.compile(
    r"(?P<open>\()?(?P<sign>[-+↓↑]?)\s*"
    r"(?P<digits>\d{1,3}(?:[,， ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"(?(open)\))\s*[*†①-⑳]*"
)
_HEDGED = re.compile(r"(.*\d)\s*((?:以上|以下|以内|左右|上下)[（(]?.*)")
_NOTHING = re.compile(r"[\s\-—–−…·.。/／×xX*#空无缺]*|N/?A|[Nn]il", re.IGNORECASE)
_SCALES = {
    "百": 100,
    "千": 1000,
    "万": 10_000,
    "十万": 100_000,
    "百万": 1_000_000,
    "亿": 100_000_000,
}
_FALLEN = re.compile(r"(?:下降|减少|降低|回落|降|减)[了约近]*$")
_RANK = "位"
_EXACT = 12  # digits of a unit's worth; more are those of a third, as of 亩
_SAMPLE = "1"


def is_empty(words: str) -> bool:
    """Say whether a cell prints that there is no figure: —, …, 空."""
    return bool(_NOTHING.fullmatch(words))


@lru_cache(maxsize=4096)
def unit_sample(unit: str) -> Quantity | None:
    """Read one of a unit (1亿元), None if the words are no unit.

    Args:
        unit: Folded words that may be a unit.
    """
    found = quantities(_SAMPLE + unit)
    if len(found) == 1 and found[0].start == 0 and found[0].end == len(unit) + 1:
        return found[0]
    return None


@lru_cache(maxsize=1024)
def _assumed_sample(unit: str) -> Quantity:
    """Make one of a unit that the tables of units do not know; 万 and 亿 before it still count."""
    scale = next((word for word in ("十万", "百万") if unit.startswith(word)), unit[:1])
    factor = Decimal(_SCALES.get(scale, 1))
    name = unit[len(scale) :] if scale in _SCALES else unit
    return Quantity(
        0,
        1 + len(unit),
        factor,
        None,
        name,
        Bound.EXACT,
        factor,
        QuantityKind.COUNT,
        factor,
        name,
        0,
        1 + len(unit),
    )


def figures(words: str, start: int, *, unit: str, falls: bool = False) -> list[Quantity]:
    """Read the figures of a cell.

    Args:
        words: What the cell prints, folded.
        start: Where it begins in the text.
        unit: The unit its heads give, folded; "" if none does.
        falls: True where the head says 下降, so that a plain number means less.

    Returns:
        One quantity for a bare number, more if the cell prints several with units of their own;
        none for words and for signs that say there is no figure.
    """
    if plain := _PLAIN.fullmatch(words):
        return [_bare(plain, start, unit=unit, falls=falls)]
    if is_empty(words):
        return []
    own = [_moved(_signed(found, words), start) for found in quantities(words)]
    if own or not unit:
        return own
    bare = _HEDGED.fullmatch(words)
    head, tail = (bare[1], bare[2]) if bare else (words, "")
    return [
        _clipped(found, start, len(head))
        for found in quantities(head + unit + tail)
        if found.outer_start == 0
    ]


def _bare(plain: re.Match[str], start: int, *, unit: str, falls: bool) -> Quantity:
    digits = plain["digits"].replace("，", "").replace(",", "").replace(" ", "")
    sample = _worth(digits, unit)
    is_less = plain["sign"] in {"-", "↓"} or plain["open"] is not None or falls
    is_more = falls and (plain["sign"] == "-" or plain["open"] is not None)
    sign = -1 if is_less and not is_more and sample.value else 1
    first = plain.start("sign") if plain["sign"] else plain.start("digits")
    place = (start + first, start + plain.end("digits"))
    return sample._replace(
        start=place[0],
        end=place[1],
        value=sign * (sample.value or Decimal(0)),
        stated_value=sign * (sample.stated_value or Decimal(0)),
        outer_start=place[0],
        outer_end=place[1],
        kind=QuantityKind.RANK if unit == _RANK else sample.kind,
    )


def _worth(digits: str, unit: str) -> Quantity:
    """Read digits with their unit; one of the unit is multiplied where that stays exact."""
    one = unit_sample(unit) or _assumed_sample(unit)
    value = one.value or Decimal(1)
    if len(value.as_tuple().digits) > _EXACT:
        found = quantities(digits + unit)
        return found[0] if found else one
    number = Decimal(digits)
    exponent = number.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return one._replace(
        value=number * value,
        resolution=step * value,
        stated_value=number * (one.stated_value or Decimal(1)),
    )


def _signed(found: Quantity, words: str) -> Quantity:
    """Make a figure negative where its own cell says that it fell: 下降0.2个百分点."""
    if found.value is None or found.value < 0 or not _FALLEN.search(words, 0, found.outer_start):
        return found
    return found._replace(value=-found.value, stated_value=-(found.stated_value or Decimal(0)))


def _moved(found: Quantity, start: int) -> Quantity:
    return found._replace(
        start=found.start + start,
        end=found.end + start,
        outer_start=found.outer_start + start,
        outer_end=found.outer_end + start,
    )


def _clipped(found: Quantity, start: int, length: int) -> Quantity:
    """Move a quantity to its cell; the unit stands elsewhere, so the span ends with the cell."""
    return _moved(
        found._replace(end=min(found.end, length), outer_end=min(found.outer_end, length)), start
    )
