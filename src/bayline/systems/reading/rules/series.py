"""Numbered parts: 第一批、第二批, 一期、二期, 2021年、2022年, 上半年、下半年, C级、D级.

Nothing belongs to two of them, and what begins with the first and leaves none out is complete
where the text says how many there are.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from bayline.systems.reading.rules.kinds import small_number

_PAIR = 2
_MARK = re.compile(
    r"(?:第?(?P<number>[一二三四五六七八九十]|\d{1,2})|(?P<initial>首))"
    r"(?P<sort>批次?|期|轮|阶段|标段|季度)"
    r"|(?P<half>[上下])(?P<halves>半年)|(?P<year>(?:19|20)\d\d)年|(?P<letter>[A-E])级"
)
_SORTS = {"批次": "批"}
_WHOLE_YEAR = {"季度": 4, "半年": 2}
_TIMES = frozenset({"年", *_WHOLE_YEAR})


class Mark(NamedTuple):
    """The place of a part in its series."""

    sort: str  # 批, 期, 年 …
    order: int
    rest: str  # what follows: 实施村 of 第一批实施村


def mark_of(kind: str) -> Mark | None:
    """Read the ordinal that a part's name begins with; None if there is none."""
    match = _MARK.match(kind)
    if match is None:
        return None
    rest = kind[match.end() :]
    if match["half"]:
        return Mark("半年", 1 if match["half"] == "上" else 2, rest)
    if match["year"]:
        return Mark("年", int(match["year"]), rest)
    if match["letter"]:
        return Mark("级", ord(match["letter"]), rest)
    order = 1 if match["initial"] else small_number(match["number"])
    return Mark(_SORTS.get(match["sort"], match["sort"]), order, rest)


def is_series(kinds: Sequence[str]) -> bool:
    """Tell whether the names are different numbers of one series of like things."""
    return bool(_marks(kinds))


def _marks(kinds: Sequence[str]) -> list[Mark]:
    marks = [mark for mark in map(mark_of, kinds) if mark is not None]
    whole = len(marks) == len(kinds) >= _PAIR and len({mark.sort for mark in marks}) == 1
    alike = len({mark.rest for mark in marks if mark.rest}) <= 1
    return marks if whole and alike and len({mark.order for mark in marks}) == len(marks) else []


def is_of_times(kinds: Sequence[str]) -> bool:
    """Tell whether the names are years, halves or quarters."""
    return any(mark.sort in _TIMES for mark in _marks(kinds))


def is_complete_series(kinds: Sequence[str]) -> bool:
    """Tell whether the names run on from the first, or from year to year, without a gap."""
    marks = _marks(kinds)
    orders = [mark.order for mark in marks]
    if not marks or marks[0].sort == "级" or orders != list(range(orders[0], orders[-1] + 1)):
        return False
    return orders[0] == 1 or marks[0].sort == "年"


def is_whole_year(kinds: Sequence[str]) -> bool:
    """Tell whether the names are all quarters or both halves of a year."""
    marks = _marks(kinds)
    return is_complete_series(kinds) and _WHOLE_YEAR.get(marks[0].sort) == len(marks)
