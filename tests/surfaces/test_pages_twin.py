"""A context becomes JSON exactly: decimals and dates as text, nothing lost to floats."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pytest

from bayline.kernel.bounds import Bound
from bayline.platform.pages import plain


class Pair(NamedTuple):
    """Two values that belong together."""

    a: int
    b: str


@dataclass(frozen=True)
class Context:
    """One value of each kind that a context may hold."""

    value: Decimal
    day: date
    bound: Bound
    pair: Pair
    many: tuple[Pair, ...]
    page_only: str = field(default="", metadata={"twin": False})


def test_a_context_becomes_plain_values() -> None:
    context = Context(
        Decimal("1E+8"),
        date(2021, 11, 1),
        Bound.OVER,
        Pair(1, "甲"),
        (Pair(2, "乙"),),
        "x",
    )
    assert plain(context) == {
        "value": "100000000",
        "day": "2021-11-01",
        "bound": "over",
        "pair": {"a": 1, "b": "甲"},
        "many": [{"a": 2, "b": "乙"}],
    }


def test_a_context_that_holds_no_value_is_named() -> None:
    with pytest.raises(TypeError, match="object in a page's context"):
        plain({"thing": object()})
