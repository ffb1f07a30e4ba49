"""The first page of links: the state of the road data, what is missing, named roads and lines."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of
from bayline.platform.grounds import Linked
from bayline.platform.maps.showing import MapFigure, features_of
from bayline.platform.maps.terms import Chart
from bayline.platform.pages import Answer
from bayline.platform.people.visiting import is_staff
from bayline.platform.reaching import present_reach
from bayline.platform.registers.queries import registers
from bayline.systems.links.pages import charts
from bayline.systems.links.pages.contexts import OverviewPage
from bayline.systems.links.pages.lines import (
    LinkLines,
    bus_lines,
    network_view,
    order_of,
    road_lines,
)
from bayline.systems.links.pages.words import in_language
from bayline.systems.links.queries.networks import Standing, network_at
from bayline.systems.links.queries.registers import BUSES, EVERY, ROADS, listed, marks
from bayline.systems.links.rules.naming import key_of

_FIRST, _DRAWN = 5, 30


def overview(request: HttpRequest) -> Answer:
    """Show where links stand."""
    at, ways, is_inside = as_of(request), addresses(request), is_staff(request)
    standing = network_at(at)
    found = standing.links if standing else ()
    lines = LinkLines(standing, marks(at), ways) if standing and found else None
    page = OverviewPage(
        network=network_view(standing),
        links=tuple(lines.line(one) for one in found[:_FIRST]) if lines else (),
        missing=len(found),
        order=order_of(standing) if standing and found else "",
        figure=_figure(request, standing, ways),
        roads=tuple(road_lines(listed(ROADS, at), ways, may_try=standing is not None)),
        buses=tuple(bus_lines(listed(BUSES, at), ways)),
        registers=tuple(_registers(ways)),
        is_staff=is_inside,
        is_unpublished=present_reach().is_nothing,
        ways=tuple(_ways(ways)) if is_inside else (),
    )
    return Answer(context=page, template="links/overview.html")


def _figure(request: HttpRequest, standing: Standing | None, ways: Addresses) -> MapFigure | None:
    if standing is None:
        return None
    address = ways.to("/links/features.geojson")
    return charts.shown(request, standing, lambda: chart_with(standing), address)


def chart_with(standing: Standing) -> Chart:
    """Lay the first links over the network."""
    links = [
        charts.drawn_link(f"link:{key_of(one.link)}", f"{one.rank}", _path(one.link), one.link)
        for one in standing.links[:_DRAWN]
    ]
    return charts.chart_of(standing, [*charts.whole(standing), charts.links_layer(links)])


def _path(ends: tuple[tuple[float, float], tuple[float, float]]) -> str:
    return f"/links/missing/{key_of(ends)}"


def features(request: HttpRequest) -> HttpResponse:
    """Give the first links and the network as GeoJSON."""
    standing, ways = network_at(as_of(request)), addresses(request)
    chart = chart_with(standing) if standing else charts.NOTHING
    return features_of(request, chart, chart.layers, ways)


def _ways(ways: Addresses) -> Iterator[Linked]:
    for word, path in (
        (_("缺路排名"), "/links/ranking"),
        (_("在地图上试"), "/links/what-if"),
        (_("方案比较"), "/links/scenarios"),
        (_("时间说法"), "/links/claims"),
        (_("公交最后一公里"), "/links/buses"),
        (_("坐公交要多久"), "/links/journeys"),
    ):
        yield Linked(label=word, address=ways.to(path))


def _registers(ways: Addresses) -> Iterator[Linked]:
    for one in registers():
        if one.name in EVERY:
            yield Linked(
                label=in_language(one.title, one.title_en),
                address=ways.to(f"/registers/{one.name}"),
            )
