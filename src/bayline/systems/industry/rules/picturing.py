"""A chain as a picture: boxes of segments from upstream to downstream, laid out by arithmetic."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from bayline.systems.industry.rules.chains import Link, Member, Position, Role, in_order

WIDE, NARROW = 960, 336
_BETWEEN = 56  # from column to column, for the arrows
_BELOW = 28  # from box to box, for the arrows of a narrow picture
_HEAD = 32  # for the words above a column
_ABOVE = 14  # from the foot of these words to the boxes
_PAD = 12
_ROW = 24
_TITLE = 28
_UNIT = 7  # of half a full-width character
_MOST = 8  # members that a box names
_ABREAST = 4  # boxes of services in a row
_ASCII = 128
_LINE = (Position.UPSTREAM, Position.MIDSTREAM, Position.DOWNSTREAM)


class Line(NamedTuple):
    """A member in a box, or how many more there are.

    Attributes:
        key: The member; empty of what is only counted.
        text: As much of its name as there is room for.
        is_anchor: Whether it is marked as an anchor.
        y: The foot of its letters.
        more: How many others stand here; 0 of a member.
    """

    key: str
    text: str
    is_anchor: bool
    y: int
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A segment, or those whose segment is not stated.

    Attributes:
        code: The segment; empty of those without.
        title: As much of its name as there is room for.
        role: Of those without a segment, what they are.
        is_empty: Whether nobody is listed in it.
        is_gap: Whether a document says that it is missing here.
        lines: Its members.
    """

    code: str
    title: str
    role: Role | None
    is_empty: bool
    is_gap: bool
    lines: tuple[Line, ...]
    x: int = 0
    y: int = 0
    width: int = 0
    height: int = 0


class Head(NamedTuple):
    """The words above the boxes of a position."""

    position: Position
    x: int
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A chain laid out; numbers are units of the picture, arrows are paths."""

    width: int
    height: int
    heads: tuple[Head, ...]
    boxes: tuple[Box, ...]
    arrows: tuple[str, ...]


def cut(text: str, room: int) -> str:
    """Shorten a text to some units of the picture."""
    widths = [_UNIT if ord(sign) < _ASCII else 2 * _UNIT for sign in text]
    if sum(widths) <= room:
        return text
    taken, used = 0, 2 * _UNIT
    while used + widths[taken] <= room:
        used += widths[taken]
        taken += 1
    return f"{text[:taken]}…"


def wide(links: Sequence[Link], members: Sequence[Member]) -> Picture:
    """Lay a chain out in columns, services in a row below them."""
    grouped = _grouped(links, members)
    columns = [position for position in _LINE if position in grouped]
    width = (WIDE - _BETWEEN * (len(columns) - 1)) // max(len(columns), 1)
    boxes: list[Box] = []
    heads: list[Head] = []
    for at, position in enumerate(columns):
        x = at * (width + _BETWEEN)
        heads.append(Head(position, x, _HEAD - _ABOVE))
        boxes += _stacked(grouped[position], x=x, y=_HEAD, width=width)
    arrows = _fed(links, boxes) or _between(heads, width)
    if Position.SERVICES in grouped:
        top = _foot(boxes) + _BELOW if boxes else 0
        heads.append(Head(Position.SERVICES, 0, top + _HEAD - _ABOVE))
        boxes += _beside(grouped[Position.SERVICES], y=top + _HEAD)
    return Picture(
        width=WIDE, height=_foot(boxes) + 1, heads=(*heads,), boxes=(*boxes,), arrows=(*arrows,)
    )


def _foot(boxes: Sequence[Box]) -> int:
    return max((box.y + box.height for box in boxes), default=0)


def narrow(links: Sequence[Link], members: Sequence[Member]) -> Picture:
    """Lay a chain out from top to bottom, for a phone."""
    grouped = _grouped(links, members)
    boxes: list[Box] = []
    heads: list[Head] = []
    for position in filter(grouped.__contains__, Position):
        top = _foot(boxes) + _BELOW if boxes else 0
        heads.append(Head(position, 0, top + _HEAD - _ABOVE))
        boxes += _stacked(grouped[position], x=0, y=top + _HEAD, width=NARROW)
    height = _foot(boxes) + 1
    return Picture(width=NARROW, height=height, heads=(*heads,), boxes=(*boxes,), arrows=())


def _grouped(
    links: Iterable[Link], members: Sequence[Member]
) -> Mapping[Position, tuple[Box, ...]]:
    """Give the boxes of each position; those without a segment stand in the middle or below."""
    found: dict[Position, list[Box]] = {position: [] for position in Position}
    known = in_order(links)
    for link in known:
        mine = [one for one in members if one.link == link.code]
        found[link.position].append(_box(link.code, link.name, mine, is_gap=link.is_gap))
    codes = {link.code for link in known}
    for role, position in (
        (Role.ANCHOR, Position.MIDSTREAM),
        (Role.SUPPORTING, Position.SERVICES),
    ):
        stray = [one for one in members if one.link not in codes and one.role is role]
        if stray:
            found[position].insert(0, _box("", "", stray, role=role))
    return {position: (*boxes,) for position, boxes in found.items() if boxes}


def _box(
    code: str,
    title: str,
    members: Sequence[Member],
    *,
    is_gap: bool = False,
    role: Role | None = None,
) -> Box:
    ordered = sorted(members, key=lambda one: (one.role is not Role.ANCHOR, one.key))
    named = ordered if len(ordered) <= _MOST else ordered[: _MOST - 1]
    lines = [Line(one.key, one.label, one.role is Role.ANCHOR, 0) for one in named]
    if len(named) < len(ordered):
        lines.append(Line("", "", is_anchor=False, y=0, more=len(ordered) - len(named)))
    return Box(
        code=code, title=title, role=role, is_empty=not members, is_gap=is_gap, lines=(*lines,)
    )


def _stacked(boxes: Iterable[Box], *, x: int, y: int, width: int) -> list[Box]:
    placed: list[Box] = []
    for box in boxes:
        placed.append(_placed(box, x=x, y=y, width=width))
        y += placed[-1].height + _PAD
    return placed


def _beside(boxes: Sequence[Box], *, y: int) -> Iterator[Box]:
    """Place boxes side by side, four in a row at most."""
    count = min(len(boxes), _ABREAST)
    width = (WIDE - _PAD * (count - 1)) // count
    for first in range(0, len(boxes), count):
        row = [
            _placed(box, x=at * (width + _PAD), y=y, width=width)
            for at, box in enumerate(boxes[first : first + count])
        ]
        yield from row
        y += max(box.height for box in row) + _PAD


def _placed(box: Box, *, x: int, y: int, width: int) -> Box:
    rows = max(len(box.lines), 1)
    room = width - 2 * _PAD
    lines = tuple(
        line._replace(text=cut(line.text, room - 20), y=y + _TITLE + _ROW * at + 16)
        for at, line in enumerate(box.lines)
    )
    return replace(
        box,
        title=cut(box.title, room),
        x=x,
        y=y,
        width=width,
        height=_TITLE + _ROW * rows + 6,
        lines=lines,
    )


def _fed(links: Iterable[Link], boxes: Iterable[Box]) -> list[str]:
    """Draw which segment supplies which, where that is recorded."""
    at = {box.code: box for box in boxes if box.code}
    pairs = [(at[one.code], at[code]) for one in links for code in one.feeds if code in at]
    return [_arrow(a, b) for a, b in pairs]


def _arrow(a: Box, b: Box) -> str:
    if b.x >= a.x + a.width:  # to a column on the right
        x1, y1, x2, y2 = a.x + a.width, a.y + a.height // 2, b.x - 2, b.y + b.height // 2
        middle = (x1 + x2) // 2
        return f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}m-7 -4l7 4l-7 4"
    x1, x2 = a.x + a.width // 2, b.x + b.width // 2
    if b.y > a.y:
        return f"M{x1} {a.y + a.height}L{x2} {b.y - 2}m-4 -7l4 7l4 -7"
    return f"M{x1} {a.y}L{x2} {b.y + b.height + 2}m-4 7l4 -7l4 7"


def _between(heads: Sequence[Head], width: int) -> list[str]:
    """Point from position to position where no supply is recorded."""
    line = [head for head in heads if head.position is not Position.SERVICES]
    return [
        f"M{left.x + width + 8} {left.y - 5}H{right.x - 10}m-7 -4l7 4l-7 4"
        for left, right in pairwise(line)
    ]
