"""Shares told as one proportion: 三次产业结构为6.7∶55.1∶38.2."""

import re
from collections.abc import Iterator
from decimal import Decimal

from bayline.engines.chinese.terms import Quantity, QuantityKind
from bayline.kernel.bounds import Bound

_NUMBER = r"[0-9]{1,2}(?:\.[0-9]{1,3})?"
_TRIPLE = re.compile(
    rf"(?:结构|比重|比例|构成|之比|占比|[调变]整?[为到至])[^，。；0-9\n]{{0,12}}"
    rf"(?:由?(?:[12][0-9]{{3}}年|上年|去年)末?的)?"
    rf"(?P<first>{_NUMBER}) ?[:：∶] ?(?P<second>{_NUMBER}) ?[:：∶] ?(?P<third>{_NUMBER})"
    r"(?![0-9.:：∶])"
)
_WHOLE, _ROUNDING = Decimal(100), Decimal("0.5")


def proportions(folded: str) -> Iterator[Quantity]:
    """Find the shares of proportions of three parts that sum up to a hundred.

    Args:
        folded: Folded text.
    """
    for found in _TRIPLE.finditer(folded):
        parts = [Decimal(found[name]) for name in ("first", "second", "third")]
        if abs(sum(parts) - _WHOLE) > _ROUNDING:
            continue
        for name, part in zip(("first", "second", "third"), parts, strict=True):
            yield _share(*found.span(name), part)


def _share(start: int, end: int, part: Decimal) -> Quantity:
    exponent = part.as_tuple().exponent
    resolution = Decimal(1).scaleb(int(exponent)) / _WHOLE
    return Quantity(
        start,
        end,
        part / _WHOLE,
        None,
        "1",
        Bound.EXACT,
        resolution,
        QuantityKind.RATIO,
        part,
        "",
        start,
        end,
        1 / _WHOLE,
    )
