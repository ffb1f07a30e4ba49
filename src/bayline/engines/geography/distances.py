"""How far apart two positions are, and which datum fits the points that are known."""

from collections.abc import Callable, Iterable, Sequence
from math import cos, hypot, radians
from typing import NamedTuple

from bayline.engines.geography.datums import to_bd09, to_gcj02
from bayline.engines.geography.terms import Position

_DEGREE_M = 111_195.0  # of a great circle of the mean earth, radius 6 371 009 m
_FEWEST = 3  # points below which nothing is said
_NOTICED_M = 100.0  # misfit below which every reading will do
_BETTER = 0.5  # a reading is preferred whose misfit is at most this part of the stated one


class Misfit(NamedTuple):
    """A reading of positions that fits known points better than the one that is stated.

    Attributes:
        reading: `GCJ-02`, `BD-09`, or `swapped` where latitude stands first.
        stated_m: Root mean square of the distances as stated, in meters.
        read_m: The same for this reading.
        points: How many points were compared.
    """

    reading: str
    stated_m: float
    read_m: float
    points: int


def apart_m(one: Position, other: Position) -> float:
    """Give the distance of two positions in meters, good to a hundredth within a region."""
    middle = radians((one[1] + other[1]) / 2)
    turn = (one[0] - other[0] + 180) % 360 - 180
    return hypot(turn * cos(middle), one[1] - other[1]) * _DEGREE_M


_READINGS: dict[str, Callable[[Position], Position]] = {
    "GCJ-02": to_gcj02,
    "BD-09": to_bd09,
    "swapped": lambda position: (position[1], position[0]),
}


def misfit_of(pairs: Sequence[tuple[Position, Position]]) -> Misfit | None:
    """Tell whether positions are on another datum than is stated, or swapped.

    Each known point is shifted the way a reading would have shifted it, and compared with what is
    stated. The scatter of both stays in the misfit, so that points placed roughly accuse nobody.

    Args:
        pairs: Stated positions, each with the known point of the same thing, in WGS-84.

    Returns:
        The reading that fits clearly better; None where the stated one will do.
    """
    if len(pairs) < _FEWEST:
        return None
    stated = _spread(pairs)
    if stated < _NOTICED_M:
        return None
    read = {
        name: _spread((given, shift(known)) for given, known in pairs)
        for name, shift in _READINGS.items()
    }
    best = min(read, key=lambda name: read[name])
    if read[best] > stated * _BETTER:
        return None
    return Misfit(best, stated, read[best], len(pairs))


def _spread(pairs: Iterable[tuple[Position, Position]]) -> float:
    squares = [apart_m(given, known) ** 2 for given, known in pairs]
    return float((sum(squares) / len(squares)) ** 0.5)
