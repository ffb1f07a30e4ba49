"""A published share of good water, held against what the readings on record come to.

A share whose unit is not said is held against every unit: where none of them prints it, it
contradicts the readings whatever it was of.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from bayline.kernel.figures import Figure, agrees
from bayline.systems.ecology.rules.boards import Tally
from bayline.systems.ecology.rules.ratios import span_of

_UNITS = (
    ("sections", re.compile(r"断面|点位|河段")),
    ("days", re.compile(r"天数?|日数")),
    ("samples", re.compile(r"样品|次数|组次|数据")),
)
_III = "(?:Ⅲ|(?<![I1])III(?!I)|三|(?<!\\d)3)类"
SAID_OF = re.compile(
    rf"^(?!.*(?:海|地下水|劣于|差于|劣{_III}))(?=.*(?:水|断面|点位|样品))"
    rf".*(?:(?:达到|[优好]于|[～~至到—–-]){_III}|{_III}(?:水质|水体|水)?(?:及|或|和|以上|达标|[优好]于)"
    r"|优良|优Ⅲ)"
)


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


def held_against(
    percent: Decimal, unit: str, tallies: Sequence[Tally], *, hedged: Figure | None = None
) -> Held:
    """Hold a published share against what was counted.

    Args:
        percent: As it is printed.
        unit: What it is said to be of; empty where it says none.
        tallies: Sections, days and samples of its place and period.
        hedged: What it leaves open where it is hedged, as 90%以上; None where it is not.
    """
    counted = [one for one in tallies if one.decided and unit in ("", one.unit)]
    fitting = tuple(one.unit for one in counted if _prints(one, percent, hedged))
    if not counted:
        return Held(Stand.NOT_COMPARABLE, unit, ())
    if not fitting:
        return Held(Stand.CONTRADICTION, unit, ())
    return Held(Stand.HOLDS if unit else Stand.NEEDS_BASIS, unit, fitting)


def _prints(one: Tally, percent: Decimal, hedged: Figure | None) -> bool:
    """Tell whether what was counted would be printed so."""
    if one.share is None:
        return False
    if hedged is not None:
        return agrees(hedged, share_figure(one))
    low, high = span_of(percent)
    return low <= one.share < high


def share_figure(one: Tally) -> Figure:
    """Give the share that was counted."""
    return Figure.exactly(Decimal(one.within) / one.decided, "1")
