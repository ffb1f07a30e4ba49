"""The map as the server draws it: what each layer looks like, and the picture for the template."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import mark_safe

from bayline.engines.geography.drawing import Item, Picture, drawn
from bayline.engines.geography.drawing.labels import Label
from bayline.engines.geography.drawing.pictures import MARKS, Drawn, mark_path
from bayline.platform.maps.terms import Chart, Layer

WIDE, NARROW = 760, 360  # units: one picture for screens and paper, one for phones
_SHAPES = MARKS[:4]
_COLORS = 6
_KM = 1000
_KEPT = 8  # pictures of a chart; each takes half a megabyte
_THINGS = "maps/things.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How the points of a layer are drawn: a shape, and one of six colors or one with a meaning."""

    shape: str
    color: int
    meaning: str = ""

    @property
    def look(self) -> str:
        """How style sheets call it."""
        return f"mark-{self.meaning or self.color}"

    @property
    def path(self) -> str:
        """The mark in a picture of sixteen units."""
        return mark_path(self.shape, 8, 8)


@dataclass(frozen=True, slots=True, kw_only=True)
class PathView:
    """A path of the picture."""

    path: str
    look: str
    name: str
    address: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureView:
    """A picture as the template draws it."""

    name: str
    width: int
    height: int
    things: str  # the paths as they are written
    labels: tuple[Label, ...]
    bar_path: str
    bar_x: float
    bar_y: int
    bar_words: str
    north_path: str
    north_x: int


def marks_of(layers: Sequence[Layer]) -> dict[str, Mark]:
    """Give each layer that has points a mark of its own: in their order."""
    with_points = [layer for layer in layers if layer.has_points]
    return {
        layer.name: Mark(
            shape=layer.shape or _SHAPES[index % len(_SHAPES)],
            color=index % _COLORS,
            meaning=layer.look,
        )
        for index, layer in enumerate(with_points)
    }


class Drawings(NamedTuple):
    """The pictures of a chart, drawn once for whoever asks for them without pointing at a thing.

    Attributes:
        chart: All layers.
        known: The pictures that were drawn, by the layers that they show and the prefix.
    """

    chart: Chart
    known: dict[tuple[str, ...], tuple[PictureView, ...]]

    def of(self, layers: Sequence[Layer], *, prefix: str, chosen: str) -> tuple[PictureView, ...]:
        """Give the pictures; see `pictures`."""
        asked = (prefix, *(layer.name for layer in layers))
        if chosen or asked not in self.known:
            found = pictures(self.chart, layers, prefix=prefix, chosen=chosen)
            if chosen or len(self.known) >= _KEPT:
                return found
            self.known[asked] = found
        return self.known[asked]


def pictures(
    chart: Chart, layers: Sequence[Layer], *, prefix: str, chosen: str
) -> tuple[PictureView, ...]:
    """Draw the chosen layers, wide and narrow.

    Args:
        chart: All layers; they give each its mark, whichever are chosen.
        layers: Those to be drawn.
        prefix: What stands before the path of a page: its language.
        chosen: The key of the thing that is pointed out; empty for none.
    """
    marks = marks_of(chart.layers)
    items = (*_items(layers, marks),)
    drawing = _Drawing(layers, marks, prefix=prefix, chosen=chosen)
    found = ((name, _drawn(items, width)) for name, width in (("wide", WIDE), ("narrow", NARROW)))
    return tuple(drawing.view(name, picture) for name, picture in found if picture is not None)


@lru_cache(maxsize=16)
def _drawn(items: tuple[Item, ...], width: int) -> Picture | None:
    """Draw once what is asked for again: outlines of a whole region take their time."""
    return drawn(items, width=width)


def _items(layers: Sequence[Layer], marks: Mapping[str, Mark]) -> Iterator[Item]:
    has_areas = any(thing.feature.areas for layer in layers for thing in layer.things)
    for layer in layers:
        shape = marks[layer.name].shape if layer.name in marks else MARKS[0]
        for thing in layer.things:
            is_framed = bool(thing.feature.areas or thing.feature.lines) or not has_areas
            yield Item(
                thing.key, thing.feature, thing.look, shape, thing.name, layer.rank, is_framed
            )


class _Drawing:
    """Turns pictures into what the template writes."""

    def __init__(
        self, layers: Sequence[Layer], marks: Mapping[str, Mark], *, prefix: str, chosen: str
    ) -> None:
        self._things = {thing.key: thing for layer in layers for thing in layer.things}
        self._looks = {
            thing.key: marks[layer.name].look
            for layer in layers
            if layer.name in marks
            for thing in layer.things
        }
        self._prefix, self._chosen = prefix, chosen
        self._told: dict[str, tuple[str, str]] = {}

    def view(self, name: str, picture: Picture) -> PictureView:
        """Give a picture with its scale bar and its arrow to the north."""
        bar, base = picture.bar, picture.height - 12
        right = picture.width - 20
        return PictureView(
            name=name,
            width=picture.width,
            height=picture.height,
            things=render_to_string(_THINGS, {"paths": [*map(self._path, picture.paths)]}),
            labels=picture.labels,
            bar_path=f"M12 {base - 5}V{base}H{12 + bar.length:.1f}V{base - 5}",
            bar_x=round(12 + bar.length + 6, 1),
            bar_y=base,
            bar_words=_length_words(bar.meters),
            north_path=f"M{right} 12L{right + 6} 30L{right} 26L{right - 6} 30Z",
            north_x=right,
        )

    def _path(self, path: Drawn) -> PathView:
        look = f"mark {self._looks[path.key]}" if path.is_mark else f"line {path.look}"
        name, address = self._named(path.key)
        return PathView(
            path=mark_safe(path.path),  # noqa: S308 - numbers and letters of our own
            look=mark_safe(f"area {path.look}" if path.is_area else look),  # noqa: S308 - our own
            name=name,
            address=address,
            is_chosen=path.key == self._chosen,
        )

    def _named(self, key: str) -> tuple[str, str]:
        """Give the name and the address of a thing, escaped once for all its pictures."""
        known = self._told.get(key)
        if known is None:
            thing = self._things[key]
            address = escape(f"{self._prefix}{thing.path}") if thing.path else ""
            known = self._told[key] = escape(thing.name), address
        return known


def _length_words(meters: int) -> str:
    return f"{meters // _KM} km" if meters >= _KM else f"{meters} m"
