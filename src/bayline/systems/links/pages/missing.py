"""One missing link: its ends, the way today, what it gives and to whom, how sure it is missing."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of
from bayline.platform.grounds import Linked
from bayline.platform.maps.showing import features_of
from bayline.platform.maps.terms import Chart
from bayline.platform.pages import Answer
from bayline.systems.links.pages import charts
from bayline.systems.links.pages.contexts import LinkPage
from bayline.systems.links.pages.lines import LinkLines, estimates_in, indicator_lines, network_view
from bayline.systems.links.queries.networks import Standing, network_at
from bayline.systems.links.queries.registers import MARKS, marks
from bayline.systems.links.rules.naming import is_same, key_of, written_ends
from bayline.systems.links.rules.trying import Tried
from bayline.systems.links.terms import MissingLink


def missing_page(request: HttpRequest, key: str) -> Answer:
    """Show a missing link.

    Raises:
        Http404: None is known by this key.
    """
    at, ways = as_of(request), addresses(request)
    standing, one, tried = _found(request, key)
    known = marks(at)
    features = ways.to(f"/links/missing/{key}/features.geojson")
    page = LinkPage(
        network=network_view(standing),
        line=LinkLines(standing, known, ways).line(one),
        ends=one.link,
        indicators=tuple(indicator_lines(standing.bench.totals, one.gains, one.gains_across)),
        way_length_m=f"{standing.bench.length_m(tried.way):,.0f}" if tried.way else "—",
        dead_ends=one.dead_ends,
        is_facing=one.is_facing,
        minor="—" if one.minor_km_per_km2 is None else f"{one.minor_km_per_km2:,.1f}",
        dense=f"{standing.edition.sections['confidence']['dense_km_per_km2']:g}",
        estimated=estimates_in(standing.edition),
        marks=tuple(
            Linked(
                label=mark.evidence,
                address=ways.to(f"/registers/{MARKS}/{mark.code}"),
            )
            for mark in known
            if is_same(mark.ends, one.link)
        ),
        figure=charts.shown(request, standing, lambda: chart_of(standing, tried), features),
        mark_address=_mark_address(one, ways),
        history_address=ways.to(f"/registers/{MARKS}"),
    )
    return Answer(context=page, template="links/missing.html")


def _mark_address(one: MissingLink, ways: Addresses) -> str:
    asked = {"v.code": key_of(one.link), "v.ends": written_ends(one.link)}
    return ways.to(f"/registers/{MARKS}/new", **asked)


def _found(request: HttpRequest, key: str) -> tuple[Standing, MissingLink, Tried]:
    standing = network_at(as_of(request))
    for one in standing.links if standing else ():
        if standing and key_of(one.link) == key:
            return standing, one, standing.bench.tried([one.link])[0]
    raise Http404


def chart_of(standing: Standing, tried: Tried) -> Chart:
    """Draw a link with the way between its ends today."""
    layers = [
        *charts.part(standing, (*tried.way, *tried.ends)),
        charts.ways_layer("way-before", _("现在的走法"), [tried.way]),
        charts.links_layer([charts.drawn_link("link", _("连线"), "", tried.ends)]),
    ]
    return charts.chart_of(standing, layers)


def features(request: HttpRequest, key: str) -> HttpResponse:
    """Give the same as GeoJSON.

    Raises:
        Http404: None is known by this key.
    """
    standing, _one, tried = _found(request, key)
    chart = chart_of(standing, tried)
    return features_of(request, chart, chart.layers, addresses(request))
