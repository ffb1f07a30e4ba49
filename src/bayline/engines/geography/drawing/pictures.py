"""Draw features: outlines and lines as paths, points as marks, names where they fit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from bayline.engines.geography.drawing.frames import Bar, Frame, frame_of
from bayline.engines.geography.drawing.labels import Box, Label, Wish, placed
from bayline.engines.geography.terms import Feature, Path

MARKS = ("circle", "square", "triangle", "diamond", "down", "cross")
_CLOSE = 0.6  # units below which a bend is not seen
_MARGIN = 24.0
_RADIUS = 5.0
_BAR_ROOM = Box(0, -34, 190, 0)  # kept free for the scale bar, from the lower left corner


class Item(NamedTuple):
    """A feature as it is to be drawn.

    Attributes:
        key: What identifies it in the picture.
        feature: Its shape.
        look: How its lines and areas are drawn: any word, kept as it is.
        mark: How its points are drawn: one of `MARKS`.
        label: What is written beside it; empty for nothing.
        rank: Which labels come first: the lowest.
        is_framed: Whether the picture is laid around it.
    """

    key: str
    feature: Feature
    look: str
    mark: str = MARKS[0]
    label: str = ""
    rank: int = 0
    is_framed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A path of the picture: an outline, a line or a mark.

    Attributes:
        key: What it belongs to.
        look: As its item says.
        path: For the attribute `d`.
        is_area: Whether it is filled.
        is_mark: Whether it stands for a point.
    """

    key: str
    look: str
    path: str
    is_area: bool = False
    is_mark: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A map: paths from back to front, words, and the scale bar."""

    width: int
    height: int
    paths: tuple[Drawn, ...]
    labels: tuple[Label, ...]
    bar: Bar


def drawn(items: Sequence[Item], *, width: int) -> Picture | None:
    """Draw a map.

    Args:
        items: What is on it, from back to front; areas, then lines, then marks are drawn.
        width: Of the picture, in its units; letters are twelve of them high.

    Returns:
        The picture; None where nothing is to be seen.
    """
    framed = [item for item in items if item.is_framed] or items
    seen = (position for item in framed for position in item.feature.positions)
    frame = frame_of(seen, width=width, margin=_MARGIN)
    if frame is None:
        return None
    layers = (_areas, _lines, _marks)
    paths = [path for layer in layers for item in items for path in layer(item, frame)]
    return Picture(
        width=frame.width,
        height=frame.height,
        paths=(*paths,),
        labels=_labels(items, frame),
        bar=frame.bar(),
    )


def _areas(item: Item, frame: Frame) -> Iterator[Drawn]:
    rings = [_path(ring, frame) for area in item.feature.areas for ring in area]
    if rings:
        path = "".join(f"{ring}Z" for ring in rings)
        yield Drawn(key=item.key, look=item.look, path=path, is_area=True)


def _lines(item: Item, frame: Frame) -> Iterator[Drawn]:
    lines = [_path(line, frame) for line in item.feature.lines]
    if lines:
        yield Drawn(key=item.key, look=item.look, path="".join(lines))


def _marks(item: Item, frame: Frame) -> Iterator[Drawn]:
    for point in item.feature.points:
        x, y = frame.at(point)
        if 0 <= x <= frame.width and 0 <= y <= frame.height:
            yield Drawn(key=item.key, look=item.mark, path=mark_path(item.mark, x, y), is_mark=True)


def mark_path(look: str, x: float, y: float, radius: float = _RADIUS) -> str:
    """Draw a mark around a point; what is none of `MARKS` is a circle."""
    if look not in MARKS[1:]:
        r, across = radius, 2 * radius
        return (
            f"M{x - r:.1f} {y:.1f}a{r:g} {r:g} 0 1 0 {across:g} 0a{r:g} {r:g} 0 1 0 -{across:g} 0Z"
        )
    steps = ((radius * across, radius * down) for across, down in _CORNERS[look])
    return "M" + "L".join(f"{x + across:.1f} {y + down:.1f}" for across, down in steps) + "Z"


_CORNERS: dict[str, tuple[tuple[float, float], ...]] = {
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "triangle": ((0, -1.15), (1.1, 0.8), (-1.1, 0.8)),
    "diamond": ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    "down": ((0, 1.15), (1.1, -0.8), (-1.1, -0.8)),
    "cross": (
        *((-0.4, -1.2), (0.4, -1.2), (0.4, -0.4), (1.2, -0.4), (1.2, 0.4), (0.4, 0.4)),
        *((0.4, 1.2), (-0.4, 1.2), (-0.4, 0.4), (-1.2, 0.4), (-1.2, -0.4), (-0.4, -0.4)),
    ),
}


def _path(path: Path, frame: Frame) -> str:
    """Write a path, without the bends that nobody would see."""
    last = frame.at(path[0])
    written = [f"M{last[0]:.1f} {last[1]:.1f}"]
    for position in path[1:-1]:
        here = frame.at(position)
        if max(abs(here[0] - last[0]), abs(here[1] - last[1])) >= _CLOSE:
            written.append(f"L{here[0]:.1f} {here[1]:.1f}")
            last = here
    end = frame.at(path[-1])
    return "".join((*written, f"L{end[0]:.1f} {end[1]:.1f}"))


def _labels(items: Sequence[Item], frame: Frame) -> tuple[Label, ...]:
    bar = _BAR_ROOM
    taken = [Box(bar.left, frame.height + bar.top, bar.right, frame.height + bar.bottom)]
    taken += [
        Box(x - _RADIUS, y - _RADIUS, x + _RADIUS, y + _RADIUS)
        for item in items
        for x, y in map(frame.at, item.feature.points)
    ]
    wishes = [wish for item in items if item.label for wish in _wishes(item, frame)]
    return placed(wishes, taken=taken, width=frame.width, height=frame.height)


def _wishes(item: Item, frame: Frame) -> Iterator[Wish]:
    """Ask for room beside the first point, within the largest ring, or in the middle of a line."""
    feature = item.feature
    if feature.points:
        x, y = frame.at(feature.points[0])
        yield Wish(item.key, item.label, x, y, _RADIUS + 3, item.rank)
    elif feature.areas:
        x, y = frame.at(_middle(max((area[0] for area in feature.areas), key=_size)))
        yield Wish(item.key, item.label, x, y, 0, item.rank)
    elif feature.lines:
        line = max(feature.lines, key=len)
        x, y = frame.at(line[len(line) // 2])
        yield Wish(item.key, item.label, x, y, 5, item.rank)


def _size(ring: Path) -> float:
    across, up = [x for x, _ in ring], [y for _, y in ring]
    return (max(across) - min(across)) * (max(up) - min(up))


def _middle(ring: Path) -> tuple[float, float]:
    """Give the center of gravity of a ring; of one without area, the mean of its corners."""
    first = ring[0]
    doubled = east = north = 0.0
    for (x, y), (next_x, next_y) in pairwise(ring):
        # Counted from the first corner: at the size of a town, digits would be lost otherwise.
        ax, ay, bx, by = x - first[0], y - first[1], next_x - first[0], next_y - first[1]
        turn = ax * by - bx * ay
        doubled, east, north = doubled + turn, east + (ax + bx) * turn, north + (ay + by) * turn
    if not doubled:
        corners = ring[:-1]
        return sum(x for x, _ in corners) / len(corners), sum(y for _, y in corners) / len(corners)
    return first[0] + east / (3 * doubled), first[1] + north / (3 * doubled)
