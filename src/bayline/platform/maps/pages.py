"""The map: picture and list of the same things, and the features for the script that moves it."""

from collections import deque
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of
from bayline.platform.maps.drawing import Drawings, Mark, marks_of
from bayline.platform.maps.queries import chart as chart_of
from bayline.platform.maps.showing import MapFigure, caution, credits_of, features_of, withheld
from bayline.platform.maps.terms import Chart, Layer, Thing
from bayline.platform.pages import Answer, is_english, said
from bayline.platform.reaching import present_reach, seen_at
from bayline.platform.remembering import present_state

_PAGE = {"twin": False}
_LISTED = 60  # of one layer beside the map; its list has them all
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
class MapPage(MapFigure):
    """The map of the region.

    Attributes:
        layers: All layers with their things; those not chosen without.
        as_of: The day that it is asked for; empty for now.
        is_unpublished: Whether the public asks, and nothing was published yet.
    """

    layers: tuple[LayerView, ...]
    as_of: str
    chosen: str = ""
    is_unpublished: bool = False

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
    reason = withheld(request, chart)
    view = _Lists(chart, shown, to, chosen)
    context = MapPage(
        layers=tuple(map(view.layer, chart.layers)),
        withheld=said(reason) if reason else "",
        caution=caution(request, chart),
        is_sketch=chart.is_sketch,
        credits=tuple(credits_of(chart)) if shown and not reason else (),
        review=chart.review,
        features=_asking(to.to("/map/features.geojson"), chart, shown),
        as_of=to.as_of,
        chosen=names.get(chosen, ""),
        is_unpublished=present_reach().is_nothing,
        pictures=() if reason else drawings.of(shown, prefix=to.prefix, chosen=chosen),
    )
    return Answer(context=context, template="maps/map.html")


def features(request: HttpRequest) -> HttpResponse:
    """Give what is on the map as GeoJSON, each with what the script needs to draw it."""
    chart = chart_of(as_of(request))
    shown = _shown(request, chart.layers)
    return features_of(request, chart, shown, addresses(request))


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
