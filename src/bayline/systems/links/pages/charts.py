"""The maps of links: roads, sides, links, ways before and after, who is reached."""

from collections.abc import Callable, Iterator, Sequence

from django.http import HttpRequest
from django.utils.translation import gettext as _

from bayline.engines.geography.terms import Collection, Feature, Path, Polygon
from bayline.platform.addresses import addresses
from bayline.platform.maps.showing import MapFigure, figure_of
from bayline.platform.maps.terms import Chart, Layer, Thing
from bayline.platform.pages import is_twin
from bayline.systems.links.queries.networks import Standing
from bayline.systems.links.rules.tracing import (
    Box,
    borders_drawn,
    box_around,
    middle_of,
    outlines,
    roads_drawn,
)

_ASIDE_M = 1500.0  # what is drawn around a link
_REACHED = ("reach-1", "reach-2", "reach-3")

Drawn = tuple[str, str, str, Path, Path]  # key, name, path of its page, line, points


def chart_of(standing: Standing, layers: Sequence[Layer]) -> Chart:
    """Lay layers together with where the roads come from."""
    credit = Collection(
        source=standing.source,
        date=standing.date or "—",
        licence=standing.licence or "—",
        is_sketch=standing.is_sketch,
        register="",
        features=(),
    )
    shown = tuple(one for one in layers if one.things)
    return Chart(layers=shown, collections=(credit,), review="", has_places=False)


NOTHING = Chart(layers=(), collections=(), review="", has_places=False)


def shown(
    request: HttpRequest, standing: Standing, draw: Callable[[], Chart], features: str
) -> MapFigure:
    """Show a map; a program that asks for the twin needs no picture.

    Args:
        request: Who asks.
        standing: The network it is drawn on.
        draw: Gives the map.
        features: The address of what the script draws.
    """
    chart = chart_of(standing, ()) if is_twin(request) else draw()
    return figure_of(request, chart, features, addresses(request))


def whole(standing: Standing) -> Iterator[Layer]:
    """Give the sides and the chief roads of the whole network."""
    bench = standing.bench
    yield _layer(
        "sides", _("两侧"), [_area(code, "town", areas) for code, areas in outlines(bench.areas)]
    )
    yield from _roads(standing, None)
    yield _towns(standing, None)


def part(standing: Standing, positions: Path) -> Iterator[Layer]:
    """Give the roads and borders around some positions."""
    box = box_around(positions, aside_m=_ASIDE_M)
    borders = tuple(borders_drawn(standing.bench.areas, box))
    things = [_thing("border", "", "border", Feature(code="border", name="", lines=borders))]
    yield _layer("border", _("界线"), things if borders else [])
    yield from _roads(standing, box)
    yield _towns(standing, box)


def _towns(standing: Standing, box: Box | None) -> Layer:
    """Give the nodes of a sketch with their names; a real network has far too many."""
    places = standing.bench.places
    if not standing.is_sketch:
        return points_layer("towns", "", [])
    inside = box.holds(places.longitudes, places.latitudes) if box else [True] * len(places.names)
    points = [
        (name, (float(x), float(y)))
        for name, x, y, is_in in zip(
            places.names, places.longitudes, places.latitudes, inside, strict=True
        )
        if is_in
    ]
    return points_layer("towns", _("人口区"), points)


def _roads(standing: Standing, box: Box | None) -> Iterator[Layer]:
    main, others = roads_drawn(standing.bench.roads, box)
    for name, title, look, lines in (
        ("roads", _("道路"), "road", others),
        ("main-roads", _("干道"), "main-road", main),
    ):
        feature = Feature(code=name, name="", lines=lines)
        yield _layer(name, title, [_thing(name, "", look, feature)] if lines else [])


def links_layer(links: Sequence[Drawn], *, look: str = "link", rank: int = 1) -> Layer:
    """Give links as lines with a mark in the middle of each."""
    things = [
        _thing(key, name, look, Feature(code=key, name=name, lines=(line,), points=points), path)
        for key, name, path, line, points in links
    ]
    return _layer(look, _("缺的路") if look == "link" else _("路线"), things, rank=rank)


def drawn_link(key: str, name: str, path: str, ends: Path) -> Drawn:
    """Give one link for `links_layer`."""
    return key, name, path, ends, (middle_of(ends[0], ends[1]),)


def ways_layer(name: str, title: str, lines: Sequence[Path]) -> Layer:
    """Give ways as lines without names."""
    some = tuple(line for line in lines if len(line) > 1)
    things = [_thing(name, title, name, Feature(code=name, name=title, lines=some))] if some else []
    return _layer(name, title, things)


def points_layer(name: str, title: str, points: Sequence[tuple[str, tuple[float, float]]]) -> Layer:
    """Give places as marks with names."""
    things = [
        _thing(f"{name}:{number}", word, "point", Feature(code=word, name=word, points=(at,)))
        for number, (word, at) in enumerate(points)
    ]
    return _layer(name, title, things)


def reached_layers(cells: dict[int, list[Polygon]]) -> Iterator[Layer]:
    """Give what is reached within some minutes as areas, the farthest first."""
    for look, (limit, areas) in reversed([*zip(_REACHED, cells.items(), strict=False)]):
        title = _("%(n)s分钟内") % {"n": limit}
        feature = Feature(code=look, name="", areas=tuple(areas))
        yield _layer(look, title, [_thing(look, "", look, feature)] if areas else [])


def _area(code: str, look: str, areas: tuple[Polygon, ...]) -> Thing:
    return _thing(f"side:{code}", "", look, Feature(code=code, name="", areas=areas))


def _thing(key: str, name: str, look: str, feature: Feature, path: str = "") -> Thing:
    return Thing(key=key, name=name, path=path, look=look, feature=feature)


def _layer(name: str, title: str, things: Sequence[Thing], *, rank: int = 5) -> Layer:
    return Layer(
        name=name, title=title, title_en=title, rank=rank, things=tuple(things), total=len(things)
    )
