"""The addresses of links."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from bayline.platform.pages import page, shown
from bayline.platform.people.terms import Audience
from bayline.platform.registers import converters
from bayline.systems.links.pages import (
    buses,
    claims,
    journeys,
    missing,
    overview,
    ranking,
    reach,
    scenarios,
    trying,
)

converters.register()


def _file(address: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    return path(address, shown(view, audience=Audience.READ), name=name)


urlpatterns: list[URLPattern] = [
    *page("links", overview.overview, name="links", audience=Audience.PUBLISHED),
    _file("links/features.geojson", overview.features, "links-features"),
    *page("links/ranking", ranking.ranking, name="links-ranking", audience=Audience.READ),
    _file("links/ranking.csv", ranking.ranking_csv, "links-ranking-csv"),
    _file("links/ranking.pdf", ranking.ranking_pdf, "links-ranking-pdf"),
    *page(
        "links/missing/<slug:key>",
        missing.missing_page,
        name="links-missing",
        audience=Audience.READ,
    ),
    _file("links/missing/<slug:key>/features.geojson", missing.features, "links-missing-features"),
    *page("links/what-if", trying.what_if, name="links-what-if", audience=Audience.READ),
    _file("links/what-if/features.geojson", trying.features, "links-what-if-features"),
    *page("links/reach", reach.reach_page, name="links-reach", audience=Audience.READ),
    _file("links/reach/features.geojson", reach.features, "links-reach-features"),
    *page(
        "links/scenarios", scenarios.scenarios_page, name="links-scenarios", audience=Audience.READ
    ),
    *page("links/claims", claims.claims_page, name="links-claims", audience=Audience.READ),
    _file("links/claims/<entry:code>/features.geojson", claims.features, "links-claim-features"),
    *page(
        "links/claims/<entry:code>", claims.claim_page, name="links-claim", audience=Audience.READ
    ),
    *page("links/buses", buses.buses, name="links-buses", audience=Audience.READ),
    *page("links/journeys", journeys.journeys_page, name="links-journeys", audience=Audience.READ),
    _file("links/journeys/features.geojson", journeys.features, "links-journeys-features"),
    path(
        "links/buses/timetable",
        shown(
            buses.take,
            audience=Audience.WRITE,
            methods=("GET", "HEAD", "POST"),
            expired=buses.expired,
        ),
        name="links-timetable",
    ),
]
