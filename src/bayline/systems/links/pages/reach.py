"""How far one comes from a place in some minutes, without links and with them."""

from collections.abc import Iterator
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of
from bayline.platform.maps.showing import MapFigure, features_of
from bayline.platform.maps.terms import Chart
from bayline.platform.pages import Answer, said
from bayline.systems.links.pages import charts, words
from bayline.systems.links.pages.changing import edition_wished
from bayline.systems.links.pages.contexts import BandLine, ReachPage
from bayline.systems.links.pages.lines import network_view
from bayline.systems.links.pages.trying import Asked, address_of, asked_in, origin_of
from bayline.systems.links.queries.networks import Standing, network_at
from bayline.systems.links.rules.parameters import parameters
from bayline.systems.links.rules.tracing import cells_reached
from bayline.systems.links.rules.trying import Reached

_PATH = "/links/reach"


def reach_page(request: HttpRequest) -> Answer:
    """Show how far one comes."""
    standing, asked, ways = network_at(as_of(request)), asked_in(request), addresses(request)
    origin, problem, found = _origin(request, asked), "", None
    if standing and origin:
        try:
            found = _reached(standing, asked, origin)
        except BaylineError as error:
            problem = said(error)
    seen = _Seen(standing, asked, found, origin) if standing and found else None
    page = ReachPage(
        network=network_view(standing),
        origin=origin,
        links=asked.links,
        written=asked.changed,
        bands=tuple(_bands(found)) if found else (),
        problem=problem,
        before=_figure(request, seen, ways, is_after=False),
        after=_figure(request, seen, ways, is_after=True) if asked.links else None,
        back_address=address_of(ways, "/links/what-if", asked.links, asked.changed),
    )
    return Answer(context=page, template="links/reach.html", status=400 if problem else 200)


def _origin(request: HttpRequest, asked: Asked) -> str:
    """Give where one sets out: as asked, else the first end of the first link."""
    written = request.GET.get("origin", "").strip()
    if written or not asked.links:
        return written
    return ",".join(asked.links[0].split(",")[:2])


def _reached(standing: Standing, asked: Asked, origin: str) -> Reached:
    edition = edition_wished(standing, asked.changed)
    return standing.bench.reached(origin_of(origin, standing), asked.ends, edition)


def _bands(found: Reached) -> Iterator[BandLine]:
    for one in found.bands:
        yield BandLine(
            minutes=one.minutes,
            before=words.amount(one.before),
            after=words.amount(one.after),
            more=words.amount(one.after - one.before),
        )


class _Seen(NamedTuple):
    """What was asked, and what was found."""

    standing: Standing
    asked: Asked
    found: Reached
    origin: str


def _figure(
    request: HttpRequest, seen: _Seen | None, ways: Addresses, *, is_after: bool
) -> MapFigure | None:
    if seen is None:
        return None
    more = {"origin": seen.origin, "after": "1" if is_after else ""}
    address = address_of(
        ways, f"{_PATH}/features.geojson", seen.asked.links, seen.asked.changed, **more
    )

    def draw() -> Chart:
        return chart_of(seen.standing, seen.asked, seen.found, is_after=is_after)

    return charts.shown(request, seen.standing, draw, address)


def chart_of(standing: Standing, asked: Asked, found: Reached, *, is_after: bool) -> Chart:
    """Draw who is reached, over the roads."""
    limits = tuple(parameters()["gains"]["within_min"])
    times = found.after if is_after else found.before
    cells = cells_reached(standing.bench.roads, times, limits)
    links = [
        charts.drawn_link(f"link:{number}", f"{number}", "", ends)
        for number, ends in enumerate(asked.ends, start=1)
    ]
    layers = [
        *charts.reached_layers(cells),
        *charts.whole(standing),
        charts.points_layer("origin", _("出发地"), [(_("出发地"), found.origin)]),
        *([charts.links_layer(links)] if is_after else []),
    ]
    return charts.chart_of(standing, layers)


def features(request: HttpRequest) -> HttpResponse:
    """Give the same as GeoJSON."""
    standing, asked = network_at(as_of(request)), asked_in(request)
    origin = _origin(request, asked)
    chart = charts.NOTHING
    if standing and origin:
        try:
            found = _reached(standing, asked, origin)
        except BaylineError as error:
            return HttpResponse(said(error), content_type="text/plain; charset=utf-8", status=400)
        chart = chart_of(standing, asked, found, is_after=bool(request.GET.get("after")))
    return features_of(request, chart, chart.layers, addresses(request))
