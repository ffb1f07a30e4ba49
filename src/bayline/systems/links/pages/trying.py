"""The bench: links are drawn, dragged or typed, and what they would change is shown beside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of
from bayline.platform.maps.showing import MapFigure, features_of
from bayline.platform.maps.terms import Chart
from bayline.platform.pages import Answer, said
from bayline.systems.links.pages import charts, words
from bayline.systems.links.pages.changing import (
    edition_asked,
    parameters_view,
    written_parameters,
)
from bayline.systems.links.pages.contexts import TriedLine, WhatIfPage
from bayline.systems.links.pages.lines import LinkLines, indicator_lines, network_view, summed
from bayline.systems.links.queries.networks import Standing, network_at
from bayline.systems.links.queries.registers import SCENARIOS, marks
from bayline.systems.links.rules.naming import Ends, ends_of, point_of, written_ends
from bayline.systems.links.rules.parameters import Edition
from bayline.systems.links.rules.trying import Tried

_SUGGESTED = 10
_PATH = "/links/what-if"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is tried: links as they were written, and one more that is typed."""

    links: tuple[str, ...]
    start: str
    end: str
    changed: tuple[tuple[str, str], ...] = ()

    @property
    def written(self) -> tuple[str, ...]:
        """All of them."""
        more = (f"{self.start},{self.end}",) if self.start and self.end else ()
        return self.links + more

    @property
    def ends(self) -> tuple[Ends, ...]:
        """Both ends of each.

        Raises:
            BaylineError: One cannot be read.
        """
        return tuple(ends_of(one, where=_("连线")) for one in self.written)


def asked_in(request: HttpRequest) -> Asked:
    """Read what is tried."""
    return Asked(
        links=tuple(filter(None, request.GET.getlist("link"))),
        start=request.GET.get("start", "").strip(),
        end=request.GET.get("end", "").strip(),
        changed=written_parameters(request),
    )


def address_of(
    ways: Addresses,
    path: str,
    links: Sequence[str],
    changed: Sequence[tuple[str, str]] = (),
    **more: str,
) -> str:
    """Give the address of a page with links that are tried, and parameters that are changed."""
    from urllib.parse import urlencode

    head = ways.to(path, **dict(changed), **more)
    asked = urlencode([("link", one) for one in links])
    return f"{head}{'&' if '?' in head else '?'}{asked}" if asked else head


def what_if(request: HttpRequest) -> Answer:
    """Show what links would change."""
    at, ways, asked = as_of(request), addresses(request), asked_in(request)
    standing = network_at(at)
    edition, refused = edition_asked(standing, asked.changed)
    tried, problem = _tried(standing, asked, edition)
    lines = LinkLines(standing, marks(at), ways) if standing else None
    suggested = standing.links[:_SUGGESTED] if standing else ()
    gains = summed(one.gains for one in tried)
    across = summed(one.gains_across for one in tried)
    written = [written_ends(one.ends) for one in tried]
    page = WhatIfPage(
        network=network_view(standing),
        links=tuple(_lines(tried, asked, ways)),
        indicators=tuple(indicator_lines(standing.bench.totals, gains, across))
        if standing and tried
        else (),
        cost=words.million(sum(one.cost_yuan for one in tried)),
        parameters=parameters_view(standing, edition, asked.changed),
        asked=dict(asked.changed),
        written=asked.changed,
        problem=refused or problem,
        start=asked.start if problem else "",
        end=asked.end if problem else "",
        suggestions=tuple(map(lines.line, suggested)) if lines else (),
        figure=_figure(request, standing, tried, (ways, () if refused else asked.changed)),
        share_address=address_of(ways, _PATH, written, asked.changed),
        save_address=ways.to(f"/registers/{SCENARIOS}/new", **{"v.links": "\n".join(written)}),
        reach_address=address_of(ways, "/links/reach", written, asked.changed),
        clear_address=ways.to(_PATH),
        scenarios_address=ways.to("/links/scenarios"),
    )
    return Answer(context=page, template="links/what_if.html", status=400 if page.problem else 200)


def _tried(
    standing: Standing | None, asked: Asked, edition: Edition | None
) -> tuple[tuple[Tried, ...], str]:
    """Try what is asked; where the last link cannot be tried, those before it, and say why."""
    if standing is None:
        return (), ""
    try:
        return standing.bench.tried(asked.ends, edition), ""
    except BaylineError as error:
        problem = said(error)
    try:
        before = tuple(ends_of(one, where=_("连线")) for one in asked.written[:-1])
        return standing.bench.tried(before, edition) if before else (), problem
    except BaylineError:
        return (), problem


def _lines(tried: Sequence[Tried], asked: Asked, ways: Addresses) -> Iterator[TriedLine]:
    for place, one in enumerate(tried):
        others = asked.written[:place] + asked.written[place + 1 :]
        yield TriedLine(
            link=written_ends(one.ends),
            ends=one.ends,
            length_m=f"{one.length_m:,.0f}",
            time=words.minutes(one.time_s),
            network_time=words.minutes(one.network_time_s),
            cost=words.million(one.cost_yuan),
            gain=words.amount(one.gains["hansen"]),
            without=address_of(ways, _PATH, others, asked.changed),
        )


def _figure(
    request: HttpRequest,
    standing: Standing | None,
    tried: Sequence[Tried],
    asked: tuple[Addresses, Sequence[tuple[str, str]]],
) -> MapFigure | None:
    if standing is None:
        return None
    (ways, changed), written = asked, [written_ends(one.ends) for one in tried]
    address = address_of(ways, f"{_PATH}/features.geojson", written, changed)
    return charts.shown(request, standing, lambda: chart_of(standing, tried), address)


def chart_of(standing: Standing, tried: Sequence[Tried]) -> Chart:
    """Draw links that are tried, each with the way between its ends today."""
    drawn = [
        charts.drawn_link(f"link:{number}", f"{number}", "", one.ends)
        for number, one in enumerate(tried, start=1)
    ]
    every = [position for one in tried for position in (*one.way, *one.ends)]
    ground = charts.part(standing, tuple(every)) if every else charts.whole(standing)
    before = charts.ways_layer("way-before", _("现在的走法"), [one.way for one in tried])
    return charts.chart_of(standing, [*ground, before, charts.links_layer(drawn)])


def features(request: HttpRequest) -> HttpResponse:
    """Give the same as GeoJSON."""
    standing, asked = network_at(as_of(request)), asked_in(request)
    edition, refused = edition_asked(standing, asked.changed)
    tried, problem = _tried(standing, asked, edition)
    if problem := refused or problem:
        return HttpResponse(problem, content_type="text/plain; charset=utf-8", status=400)
    chart = chart_of(standing, tried) if standing else charts.NOTHING
    return features_of(request, chart, chart.layers, addresses(request))


def origin_of(written: str, standing: Standing) -> tuple[float, float]:
    """Read where one sets out: a position, or the name of a zone of the network.

    Raises:
        BaylineError: It is neither.
    """
    places = standing.bench.places
    if written in places.names:
        at = places.names.index(written)
        return float(places.longitudes[at]), float(places.latitudes[at])
    return point_of(written, where=_("出发地"))
