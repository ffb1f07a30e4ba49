"""The map: picture and list of the same things, and the features for the script that moves it."""

from collections import deque
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bayline.engines.geography.terms import Datum, Feature
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of
from bayline.platform.maps.drawing import Drawings, Mark, PictureView, marks_of
from bayline.platform.maps.queries import chart as chart_of
from bayline.platform.maps.terms import Chart, Layer, Thing
from bayline.platform.pages import Answer, is_english, said
from bayline.platform.people.terms import Audience
from bayline.platform.people.visiting import visitor_of
from bayline.platform.reaching import present_reach, seen_at
from bayline.platform.remembering import present_state

_PAGE = {"twin": False}
_LISTED = 60  # of one layer beside the map; its list has them all
_EXACT = 6  # decimals of a degree: a tenth of a meter
_FORBIDDEN = 403
_ASKED_FOR = frozenset({"level-village"})  # layers that are shown only where they are asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingView:
    """A thing of the list."""

    key: str
    name: str
    address: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerView:
    """A layer with its things, in the order of the list."""

    name: str
    title: str
    total: int
    is_shown: bool
    address: str  # of its whole list
    things: tuple[ThingView, ...]
    rest: int  # how many are not listed here
    mark: Mark | None = field(metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Where shapes come from."""

    source: str
    date: str
    licence: str
    datum: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPage:
    """The map of the region.

    Attributes:
        layers: All layers with their things; those not chosen without.
        withheld: Why no map is shown; empty where it is.
        caution: What must be said of it to those who see it; empty for nothing.
        is_sketch: Whether it may not be measured on.
        credits: Where its shapes come from.
        review: Number under which it may be shown in public.
        pictures: The map as the server draws it.
        features: The address of what the script draws.
        chosen: The name of what is pointed out.
    """

    layers: tuple[LayerView, ...]
    withheld: str
    caution: str
    is_sketch: bool
    credits: tuple[Credit, ...]
    review: str
    features: str
    as_of: str
    chosen: str = ""
    is_unpublished: bool = False  # the public asks, and nothing was published yet
    pictures: tuple[PictureView, ...] = field(default=(), metadata=_PAGE)

    @property
    def total(self) -> int:
        """How many things there are."""
        return sum(layer.total for layer in self.layers if layer.is_shown)


_DRAWN: deque[Drawings] = deque(maxlen=2)  # the last ones


@lru_cache(maxsize=2)  # until something changes
def _drawings(at: datetime | None, _state: Hashable) -> Drawings:
    """Give the pictures of the map; most changes leave it as it is, and then it stays drawn."""
    chart = chart_of(at)
    for drawn in (*_DRAWN,):
        if drawn.chart == chart:
            return drawn
    found = Drawings(chart, {})
    _DRAWN.append(found)
    return found


def map_page(request: HttpRequest) -> Answer:
    """Show the map with the list of what is on it."""
    drawings = _drawings(seen_at(as_of(request)), present_state())
    chart = drawings.chart
    shown = _shown(request, chart.layers)
    names = {thing.key: thing.name for layer in shown for thing in layer.things}
    pointed = request.GET.get("chosen", "")
    chosen = pointed if pointed in names else ""
    to = addresses(request)
    withheld = _withheld(request, chart)
    view = _Lists(chart, shown, to, chosen)
    context = MapPage(
        layers=tuple(map(view.layer, chart.layers)),
        withheld=said(withheld) if withheld else "",
        caution=_caution(request, chart),
        is_sketch=chart.is_sketch,
        credits=tuple(_credits(chart)) if shown and not withheld else (),
        review=chart.review,
        features=_asking(to.to("/map/features.geojson"), chart, shown),
        as_of=to.as_of,
        chosen=names.get(chosen, ""),
        is_unpublished=present_reach().is_nothing,
        pictures=() if withheld else drawings.of(shown, prefix=to.prefix, chosen=chosen),
    )
    return Answer(context=context, template="maps/map.html")


def features(request: HttpRequest) -> HttpResponse:
    """Give what is on the map as GeoJSON, each with what the script needs to draw it.

    Raises:
        BaylineError: The map may not be shown to whoever asks.
    """
    chart = chart_of(as_of(request))
    withheld = _withheld(request, chart)
    if withheld:
        return HttpResponse(
            said(withheld), content_type="text/plain; charset=utf-8", status=_FORBIDDEN
        )
    shown, to = _shown(request, chart.layers), addresses(request)
    found = {
        "type": "FeatureCollection",
        "datum": str(Datum.WGS84),
        "sketch": chart.is_sketch,
        "credits": [f"{one.source}, {one.date}, {one.licence}" for one in _credits(chart)],
        "features": [*_drawable(chart, shown, to)],
    }
    return HttpResponse(orjson.dumps(found), content_type="application/geo+json")


def _shown(request: HttpRequest, layers: Sequence[Layer]) -> tuple[Layer, ...]:
    """Choose the layers that are asked for; where none is, all but those of a great many names."""
    asked = {*request.GET.getlist("layer")}
    chosen = tuple(layer for layer in layers if layer.name in asked)
    pointed = request.GET.get("chosen", "")
    return (
        chosen
        or tuple(
            layer
            for layer in layers
            if layer.name not in _ASKED_FOR or any(thing.key == pointed for thing in layer.things)
        )
        or (*layers,)
    )


def _asking(address: str, chart: Chart, shown: Sequence[Layer]) -> str:
    """Add the layers that are asked for to an address, unless they are all."""
    if len(shown) == len(chart.layers):
        return address
    asked = urlencode([("layer", layer.name) for layer in shown])
    return f"{address}{'&' if '?' in address else '?'}{asked}"


def _withheld(request: HttpRequest, chart: Chart) -> BaylineError | None:
    """Say why the map is not shown to whoever asks; None where it is."""
    is_inside = visitor_of(request).may(Audience.READ)
    if is_inside or chart.review or not chart.has_boundaries:
        return None
    return BaylineError(
        "the map is not shown",
        why="it draws boundaries and has no map review number yet",
        do="use the list, which names the same",
        zh=Words("地图没有显示", "图上有界线，还没有审图号", "请看列表，列的是同样的内容"),
    )


def _caution(request: HttpRequest, chart: Chart) -> str:
    if chart.review or not chart.has_boundaries or not visitor_of(request).may(Audience.READ):
        return ""
    return _("未经审图，仅供内部")


def _credits(chart: Chart) -> Iterator[Credit]:
    for one in chart.collections:
        yield Credit(source=one.source, date=one.date, licence=one.licence, datum=str(Datum.WGS84))


class _Lists:
    """Shows layers as lists."""

    def __init__(self, chart: Chart, shown: Sequence[Layer], to: Addresses, chosen: str) -> None:
        self._marks = marks_of(chart.layers)
        self._shown = {layer.name for layer in shown}
        self._to, self._chosen = to, chosen

    def layer(self, layer: Layer) -> LayerView:
        """Show one of them."""
        is_shown = layer.name in self._shown
        listed = layer.things[:_LISTED] if is_shown else ()
        return LayerView(
            name=layer.name,
            title=layer.called(english=is_english()),
            total=layer.total,
            is_shown=is_shown,
            address=self._to.to(layer.path) if layer.path else "",
            things=tuple(map(self._thing, listed)),
            rest=layer.total - len(listed) if is_shown else 0,
            mark=self._marks.get(layer.name),
        )

    def _thing(self, thing: Thing) -> ThingView:
        return ThingView(
            key=thing.key,
            name=thing.name,
            address=self._to.to(thing.path) if thing.path else "",
            is_chosen=thing.key == self._chosen,
        )


def _drawable(chart: Chart, shown: Sequence[Layer], to: Addresses) -> Iterator[Mapping[str, Any]]:
    marks = marks_of(chart.layers)
    for layer in shown:
        mark = marks.get(layer.name)
        for thing in layer.things:
            said_of = {
                "key": thing.key,
                "name": thing.name,
                "layer": layer.called(english=is_english()),
                "address": to.to(thing.path) if thing.path else "",
                "look": thing.look,
                "mark": f"{mark.shape}-{mark.color}" if mark else "",
                "rank": layer.rank,
            }
            for geometry in _geometries(thing.feature):
                yield {"type": "Feature", "properties": said_of, "geometry": geometry}


def _geometries(feature: Feature) -> Iterator[Mapping[str, Any]]:
    if feature.areas:
        areas = [[_rounded(ring) for ring in area] for area in feature.areas]
        yield {"type": "MultiPolygon", "coordinates": areas}
    if feature.lines:
        yield {"type": "MultiLineString", "coordinates": [*map(_rounded, feature.lines)]}
    for point in feature.points:
        yield {"type": "Point", "coordinates": _rounded([point])[0]}


def _rounded(path: Sequence[tuple[float, float]]) -> list[list[float]]:
    return [[round(x, _EXACT), round(y, _EXACT)] for x, y in path]
