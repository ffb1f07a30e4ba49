"""Companies by their form of name: place, brand, trade and 有限公司, the place often in brackets.

A brand is made of any characters, so the tagger cannot tell it; the place before it, or the one in
brackets behind it, says where the name begins and that it is one.
"""

import re
from collections.abc import Mapping

from bayline.engines.chinese.names.grammar import Ending
from bayline.engines.chinese.terms import Name

_BRACKETED = re.compile(
    r"(?:^|[，。；：、\s“”（()）的]|[是为由与和及])(?P<name>[\u4e00-\u9fff]{2,14})[（(][\u4e00-\u9fff]{2,8}[)）]$"
)
_BRAND = re.compile(
    r"(?:(?!等|[的是为由与和及在对将把向从以]|公司|集团)[\u4e00-\u9fffA-Za-z]){2,16}"
)
_REACH = 30


def company_start(text: str, ending: Ending, floor: int, *, ends: Mapping[int, Name]) -> int | None:
    """Find where the name of a company begins.

    Args:
        text: The folded text.
        ending: Its 有限公司.
        floor: Where the name before ends.
        ends: The places of the text by where they end.

    Returns:
        The start, or None where the form does not tell.
    """
    if not text.endswith("有限公司", ending.start, ending.end):
        return None
    left = max(floor, ending.start - _REACH, 0)
    bracketed = _BRACKETED.search(text, left, ending.start)
    if bracketed is not None:
        return bracketed.start("name")
    for end in range(ending.start - 2, left, -1):
        place = ends.get(end)
        if place is not None and place.start >= floor:
            return _with_above(place, ends) if _BRAND.fullmatch(text, end, ending.start) else None
    return None


def _with_above(place: Name, ends: Mapping[int, Name]) -> int:
    start = place.start
    while (above := ends.get(start)) is not None:
        start = above.start
    return start
