"""Numbers that share the unit behind the last of them: 2.1和2.4个百分点, 分别达3.2、4.5亿元.

Only figures share. Whole numbers in a row (7、8个) may mean "seven or eight" or name rooms and
chapters, so they count when 分别 stands before them, one of the numbers has a fraction, or 和 joins
numbers that measure.
"""

import re
from typing import NamedTuple

from bayline.engines.chinese.quantities.reading import Reading, read
from bayline.engines.chinese.terms import QuantityKind

JOINTS = frozenset("、和与及")
_FIGURE = r"[0-9]{1,3}(?:,[0-9]{3}){1,9}|[0-9]{1,15}(?:\.[0-9]{1,12})?"
_BARE = re.compile(
    rf"(?<![0-9A-Za-z第.,/-])(?P<figure>{_FIGURE})(?P<scale>[万亿]?)(?:、|和|与|及|以及)$"
)
_OWN = re.compile(rf"(?:{_FIGURE})(?P<unit>(?P<scale>[万亿]?)(?P<rest>[^0-9]+))")
_YEAR = re.compile(r"(?:1[89]|20)[0-9]{2}")
_EACH = re.compile(r"分别[^。；\n]{0,40}$")
_NOT_BEHIND = frozenset("第前年月日号章条款期表图节附、\n（(")
_REACH = 32  # characters that a number with its joint may take
_FAR = 60
_MOST = 12


class Shared(NamedTuple):
    """A number without a unit of its own, and what it says with that of its neighbor."""

    start: int
    end: int
    reading: Reading


def sharing(folded: str, start: int, end: int, *, group: str, floor: int) -> list[Shared]:
    """Find the bare numbers joined to the left of a quantity.

    Args:
        folded: Folded text.
        start: Where the quantity begins.
        end: Where its number and unit end.
        group: The branch of the grammar that found it.
        floor: Where the quantity before it ends.

    Returns:
        The numbers in text order; none when the quantity stands alone.
    """
    if (
        start < _LEAST
        or folded[start - 1] not in JOINTS
        or group not in {"plain", "figure", "points"}
    ):
        return []
    own = _OWN.fullmatch(folded, start, end)
    if own is None:
        return []
    found = list(_leftward(folded, start, group=group, own=own, floor=floor))[::-1]
    if not found or not _is_free(folded, found[0].start):
        return []
    return found if _is_told(folded, found, start, own) else []


def _leftward(
    folded: str, start: int, *, group: str, own: re.Match[str], floor: int
) -> list[Shared]:
    found: list[Shared] = []
    while len(found) < _MOST:
        bare = _BARE.search(folded, max(floor, start - _REACH), start)
        reading = None if bare is None else _reading(bare, own, group)
        if bare is None or reading is None:
            break
        start = bare.start()
        found.append(Shared(start, bare.end("scale"), reading))
    return found


def _reading(bare: re.Match[str], own: re.Match[str], group: str) -> Reading | None:
    unit = own["rest"] if bare["scale"] else own["unit"]
    reading = read(f"{bare['figure']}{bare['scale']}{unit}", group)
    if reading is None or reading.high is not None or not reading.unit:
        return None
    is_length = reading.kind is QuantityKind.DURATION
    return None if is_length and _YEAR.fullmatch(bare["figure"]) else reading


def _is_free(folded: str, first: int) -> bool:
    """Whether no numbering begins the row: rooms, months, headings, tables."""
    return first > 0 and folded[first - 1] not in _NOT_BEHIND


def _is_told(folded: str, found: list[Shared], start: int, own: re.Match[str]) -> bool:
    first = found[0].start
    if "." in folded[first:start] or "." in own.group():
        return True
    is_measured = found[-1].reading.kind not in {QuantityKind.COUNT, QuantityKind.DURATION}
    if is_measured and folded[start - 1] != "、":
        return True
    return _EACH.search(folded, max(0, first - _FAR), first) is not None


_LEAST = 2
