"""A published share of good water, held against what the readings on record come to.

A share whose unit is not said is held against every unit: where none of them prints it, it
contradicts the readings whatever it was of.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from bayline.systems.ecology.rules.boards import Tally
from bayline.systems.ecology.rules.ratios import span_of

_UNITS = (
    ("sections", re.compile(r"断面|点位|河段")),
    ("days", re.compile(r"天数?|日数")),
    ("samples", re.compile(r"样品|次数|组次|数据")),
)
SAID_OF = re.compile(r"(?:水|断面|点位|样品).*(?:[ⅢI三3]+类|优良|优Ⅲ)")


class Stand(StrEnum):
    """How a published share stands against the readings."""

    HOLDS = "holds"
    CONTRADICTION = "contradiction"
    NEEDS_BASIS = "needs_basis"  # it holds of a unit, and does not say which it is of
    NOT_COMPARABLE = "not_comparable"  # there are no readings of its place and period


class Held(NamedTuple):
    """A published share against the readings.

    Attributes:
        stand: How it stands.
        unit: The unit that it is said to be of; empty where it says none.
        fitting: The units of which it would be printed so.
    """

    stand: Stand
    unit: str
    fitting: tuple[str, ...]


def unit_said(attribute: str) -> str:
    """Give the unit that the words of a share say: sections, days or samples; empty for none."""
    return next((unit for unit, words in _UNITS if words.search(attribute)), "")


def held_against(percent: Decimal, unit: str, tallies: Sequence[Tally]) -> Held:
    """Hold a published share against what was counted.

    Args:
        percent: As it is printed.
        unit: What it is said to be of; empty where it says none.
        tallies: Sections, days and samples of its place and period.
    """
    counted = [one for one in tallies if one.decided and unit in ("", one.unit)]
    low, high = span_of(percent)
    fitting = tuple(
        one.unit for one in counted if one.share is not None and low <= one.share < high
    )
    if not counted:
        return Held(Stand.NOT_COMPARABLE, unit, ())
    if not fitting:
        return Held(Stand.CONTRADICTION, unit, ())
    return Held(Stand.HOLDS if unit else Stand.NEEDS_BASIS, unit, fitting)
