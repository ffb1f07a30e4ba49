"""The addresses of produce."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from bayline.platform.pages import page, remembered, shown
from bayline.platform.people.terms import Audience
from bayline.platform.registers import converters
from bayline.systems.produce.pages import (
    inspection,
    labeling,
    land,
    lots,
    overview,
    products,
    recalls,
    scan,
    season,
    things,
)

converters.register()
_READ = Audience.READ


def _file(address: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    return path(address, shown(view, audience=_READ), name=name)


urlpatterns: list[URLPattern] = [
    *remembered(page("produce", overview.overview, name="produce", audience=Audience.PUBLISHED)),
    *remembered(page("produce/bases", land.bases, name="produce-bases", audience=_READ)),
    _file("produce/bases.geojson", land.bases_features, "produce-bases-features"),
    _file(
        "produce/bases/<entry:code>/features.geojson", land.base_features, "produce-base-features"
    ),
    *remembered(page("produce/bases/<entry:code>", land.base, name="produce-base", audience=_READ)),
    _file(
        "produce/blocks/<entry:code>/features.geojson",
        land.block_features,
        "produce-block-features",
    ),
    *remembered(
        page("produce/blocks/<entry:code>", land.block, name="produce-block", audience=_READ)
    ),
    *remembered(
        page(
            "produce/products/<entry:code>",
            products.product,
            name="produce-product",
            audience=_READ,
        )
    ),
    *remembered(page("produce/lots", lots.lots, name="produce-lots", audience=_READ)),
    _file("produce/lots.csv", lots.lots_csv, "produce-lots-csv"),
    *remembered(
        page("produce/inspection", inspection.inspection, name="produce-inspection", audience=_READ)
    ),
    _file("produce/inspection.csv", inspection.inspection_csv, "produce-inspection-csv"),
    *remembered(page("produce/season", season.season_page, name="produce-season", audience=_READ)),
    _file("produce/season.csv", season.season_csv, "produce-season-csv"),
    *remembered(
        page("produce/things/<entry:key>", things.thing, name="produce-thing", audience=_READ)
    ),
    *remembered(
        page("produce/events/<int:number>", things.event, name="produce-event", audience=_READ)
    ),
    path(
        "produce/labels",
        shown(
            labeling.bench,
            audience=Audience.WRITE,
            methods=("GET", "HEAD", "POST"),
            expired=labeling.expired,
        ),
        name="produce-labels",
    ),
    # The twin asks for no token, so it prints nothing.
    page("produce/labels", labeling.bench, name="produce-labels", audience=Audience.WRITE)[1],
    *remembered(page("produce/recalls", recalls.list_page, name="produce-recalls", audience=_READ)),
    path(
        "produce/recalls/open",
        shown(
            recalls.opening,
            audience=Audience.WRITE,
            methods=("GET", "HEAD", "POST"),
            expired=recalls.list_expired,
        ),
        name="produce-recall-open",
    ),
    *remembered(
        page(
            "produce/recalls/<slug:number>",
            recalls.item_page,
            name="produce-recall",
            audience=_READ,
        )
    ),
    path(
        "produce/recalls/<slug:number>/act",
        shown(
            recalls.acting,
            audience=Audience.WRITE,
            methods=("POST",),
            expired=recalls.item_expired,
        ),
        name="produce-recall-act",
    ),
    _file(
        "produce/recalls/<slug:number>/letters/<str:buyer>.<slug:form>",
        recalls.letter,
        "produce-recall-letter",
    ),
    # What a label carries: GS1 Digital Link says how it is put together. It is asked for by whoever
    # guesses too, which is counted, so it is not among the pages that are remembered.
    # The twin comes first: the path of the page would swallow its end.
    *reversed(page("01/<path:parts>", scan.scan, name="produce-scan", audience=Audience.PUBLISHED)),
]
