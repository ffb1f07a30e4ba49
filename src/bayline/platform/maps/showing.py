"""What a map shows besides its pictures: whether it may be shown, its credits, its features.

The map of the region and the maps of single systems draw and say the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bayline.engines.geography.terms import Datum, Feature
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.addresses import Addresses
from bayline.platform.maps.drawing import PictureView, marks_of, pictures
from bayline.platform.maps.terms import Chart, Layer
from bayline.platform.pages import is_english, said
from bayline.platform.people.terms import Audience
from bayline.platform.people.visiting import visitor_of

_EXACT = 6  # decimals of a degree: a tenth of a meter
_FORBIDDEN = 403
_PAGE = {"twin": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Where shapes come from."""

    source: str
    date: str
    licence: str
    datum: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFigure:
    """A map within a page of a system.

    Attributes:
        withheld: Why it is not shown; empty where it is.
        caution: What must be said of it to those who see it; empty for nothing.
        is_sketch: Whether it may not be measured on.
        credits: Where its shapes come from.
        review: Number under which it may be shown in public.
        features: The address of what the script draws.
        chosen: The name of what is pointed out.
        pictures: The map as the server draws it.
    """

    withheld: str
    caution: str
    is_sketch: bool
    credits: tuple[Credit, ...]
    review: str
    features: str
    chosen: str = field(default="", metadata=_PAGE)
    pictures: tuple[PictureView, ...] = field(default=(), metadata=_PAGE)


def figure_of(request: HttpRequest, chart: Chart, features: str, to: Addresses) -> MapFigure:
    """Show a map within a page of a system.

    Args:
        request: Who asks.
        chart: The map, all of whose layers are shown.
        features: The address of what the script draws.
        to: Addresses of pages.
    """
    reason = withheld(request, chart)
    drawn = () if reason else pictures(chart, chart.layers, prefix=to.prefix, chosen="")
    return MapFigure(
        withheld=said(reason) if reason else "",
        caution=caution(request, chart),
        is_sketch=chart.is_sketch,
        credits=() if reason else tuple(credits_of(chart)),
        review=chart.review,
        features=features,
        pictures=drawn,
    )


def withheld(request: HttpRequest, chart: Chart) -> BaylineError | None:
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


def caution(request: HttpRequest, chart: Chart) -> str:
    """Say what those who see a map must know of it; empty for nothing."""
    if chart.review or not chart.has_boundaries or not visitor_of(request).may(Audience.READ):
        return ""
    return _("未经审图，仅供内部")


def credits_of(chart: Chart) -> Iterator[Credit]:
    """Name the files that the shapes of a chart come from."""
    for one in chart.collections:
        yield Credit(source=one.source, date=one.date, licence=one.licence, datum=str(Datum.WGS84))


def features_of(
    request: HttpRequest, chart: Chart, shown: Sequence[Layer], to: Addresses
) -> HttpResponse:
    """Give what is on a map as GeoJSON, each with what the script needs to draw it.

    Args:
        request: Who asks.
        chart: The map.
        shown: The layers that are asked for.
        to: Addresses of pages.
    """
    reason = withheld(request, chart)
    if reason:
        return HttpResponse(
            said(reason), content_type="text/plain; charset=utf-8", status=_FORBIDDEN
        )
    found = {
        "type": "FeatureCollection",
        "datum": str(Datum.WGS84),
        "sketch": chart.is_sketch,
        "credits": [f"{one.source}, {one.date}, {one.licence}" for one in credits_of(chart)],
        "features": [*_drawable(chart, shown, to)],
    }
    return HttpResponse(orjson.dumps(found), content_type="application/geo+json")


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
                "mark": f"{mark.shape}-{mark.meaning or mark.color}" if mark else "",
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
