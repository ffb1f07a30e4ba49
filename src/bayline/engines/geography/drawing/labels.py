"""Words on a picture that do not overlap: the important ones first, each where there is room."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

SIZE = 12.0  # of the letters, in units of the picture
_LINE, _ABOVE = 14.0, 10.5  # a line of words: its height, and how much of it is above the base
_WIDE, _NARROW = 1.0, 0.6  # of a Han character and of any other, in letter sizes
_GAP = 0.25
_APART = 4.0  # from the end of one name to the beginning of the next
_CELL = 40.0
_HAN_FROM = "\u2e80"


class Wish(NamedTuple):
    """Words that want a place.

    Attributes:
        key: What they belong to.
        words: The words.
        x: Where they belong.
        y: The same downwards.
        away: How far from there they begin; zero where they may stand on the place itself.
        rank: Which come first: the lowest.
    """

    key: str
    words: str
    x: float
    y: float
    away: float
    rank: int


class Label(NamedTuple):
    """Words with their place: the base line's start, middle or end."""

    key: str
    words: str
    x: float
    y: float
    anchor: str


class Box(NamedTuple):
    """A stretch of a picture."""

    left: float
    top: float
    right: float
    bottom: float


def length_of(words: str) -> float:
    """Give how long words run, in units of the picture."""
    widths = [_WIDE if letter >= _HAN_FROM else _NARROW for letter in words]
    gaps = sum(one != other for one, other in pairwise(widths))  # set between Han and digits
    return (sum(widths) + gaps * _GAP) * SIZE


def placed(
    wishes: Sequence[Wish], *, taken: Sequence[Box], width: float, height: float
) -> tuple[Label, ...]:
    """Give words their places; those that find no room are left out.

    Args:
        wishes: The words.
        taken: What must stay free, such as marks.
        width: Of the picture.
        height: Of the picture.
    """
    room = _Room(width, height)
    for box in taken:
        room.take(box)
    found = []
    for wish in sorted(wishes, key=lambda one: one.rank):
        for label, box in _tries(wish):
            if room.is_free(box):
                room.take(box._replace(left=box.left - _APART, right=box.right + _APART))
                found.append(label)
                break
    return (*found,)


def _tries(wish: Wish) -> Iterator[tuple[Label, Box]]:
    long, drop = length_of(wish.words), _ABOVE - _LINE / 2
    away, x, y = wish.away, wish.x, wish.y
    if not away:
        yield _try(wish, x, y + drop, "middle", long)
        return
    yield _try(wish, x + away, y + drop, "start", long)
    yield _try(wish, x - away, y + drop, "end", long)
    yield _try(wish, x, y - away - (_LINE - _ABOVE), "middle", long)
    yield _try(wish, x, y + away + _ABOVE, "middle", long)


def _try(wish: Wish, x: float, y: float, anchor: str, long: float) -> tuple[Label, Box]:
    left = x - {"start": 0.0, "middle": long / 2, "end": long}[anchor]
    box = Box(left, y - _ABOVE, left + long, y - _ABOVE + _LINE)
    return Label(wish.key, wish.words, x, y, anchor), box


class _Room:
    """Which parts of a picture are taken, looked up by cells."""

    def __init__(self, width: float, height: float) -> None:
        self._width, self._height = width, height
        self._cells: dict[tuple[int, int], list[Box]] = {}

    def take(self, box: Box) -> None:
        for cell in self._around(box):
            self._cells.setdefault(cell, []).append(box)

    def is_free(self, box: Box) -> bool:
        is_inside = box.left >= 0 and box.top >= 0
        is_inside = is_inside and box.right <= self._width and box.bottom <= self._height
        return is_inside and not any(
            _meet(box, other) for cell in self._around(box) for other in self._cells.get(cell, ())
        )

    def _around(self, box: Box) -> Iterator[tuple[int, int]]:
        for across in range(int(box.left // _CELL), int(box.right // _CELL) + 1):
            for down in range(int(box.top // _CELL), int(box.bottom // _CELL) + 1):
                yield across, down


def _meet(one: Box, other: Box) -> bool:
    return (
        one.left < other.right
        and other.left < one.right
        and one.top < other.bottom
        and other.top < one.bottom
    )
