"""Addresses of reading."""

from django.urls import URLPattern, path, register_converter

from bayline.platform.pages import page, remembered, shown
from bayline.platform.people.terms import Audience
from bayline.platform.registers import converters
from bayline.systems.reading.pages import (
    audit,
    bench,
    crossings,
    deciding,
    document,
    documents,
    download,
    expired,
    figure,
    figures_list,
    hub,
    keeping,
    panel,
    places,
    receiving,
)
from bayline.systems.reading.pages.finding_form import expired as finding_expired
from bayline.systems.reading.pages.finding_form import settled
from bayline.systems.reading.pages.finding_item import finding
from bayline.systems.reading.pages.findings_list import findings
from bayline.systems.reading.pages.series import series


class PlaceCode:
    """A division code; of a village without one, the code of its town, a slash and its name."""

    regex = r"[0-9]{6,12}(?:/[^/.]{2,40})?"

    def to_python(self, value: str) -> str:
        """Take a code as it stands in an address."""
        return value

    def to_url(self, value: str) -> str:
        """Write a code into an address."""
        return value


_FORM = ("GET", "HEAD", "POST")
_DOCUMENT, _FIGURE = "documents/<slug:identifier>", "figures/<slug:identifier>"

register_converter(PlaceCode, "place")
converters.register()

urlpatterns: list[URLPattern] = [
    *remembered(page("places", places.places, name="places", audience=Audience.PUBLISHED)),
    *remembered(
        page("places/<place:code>", crossings.place, name="place", audience=Audience.PUBLISHED)
    ),
    *remembered(
        page(
            "organisations/<entry:code>",
            crossings.organisation,
            name="organisation",
            audience=Audience.PUBLISHED,
        )
    ),
    *remembered(
        page(
            "designations", crossings.designations, name="designations", audience=Audience.PUBLISHED
        )
    ),
    *page("audit", audit, name="audit", audience=Audience.READ, methods=_FORM, expired=expired),
    path(
        "audit/download",
        shown(download, methods=_FORM, expired=expired, audience=Audience.READ),
        name="audit-download",
    ),
    *remembered(
        page("documents", documents.documents, name="documents", audience=Audience.PUBLISHED)
    ),
    path(
        "documents/new",
        shown(receiving.take_in, methods=_FORM, expired=receiving.expired, audience=Audience.WRITE),
        name="document-new",
    ),
    *page(_DOCUMENT, document.document, name="document", audience=Audience.PUBLISHED),
    path(
        f"{_DOCUMENT}/original",
        shown(document.original, audience=Audience.PUBLISHED),
        name="document-original",
    ),
    path(
        f"{_DOCUMENT}/reread",
        shown(document.reread, methods=_FORM, expired=document.expired, audience=Audience.WRITE),
        name="document-reread",
    ),
    *remembered(page("record", hub.hub, name="record", audience=Audience.PUBLISHED)),
    *remembered(page("series", series, name="series", audience=Audience.PUBLISHED)),
    *remembered(
        page("figures", figures_list.figures_page, name="figures", audience=Audience.PUBLISHED)
    ),
    *page(_FIGURE, figure.figure, name="figure", audience=Audience.PUBLISHED),
    path(
        f"{_FIGURE}/kept",
        shown(keeping.keep, methods=_FORM, expired=keeping.expired, audience=Audience.REVIEW),
        name="figure-kept",
    ),
    path(f"{_FIGURE}/panel", shown(panel.panel, audience=Audience.PUBLISHED), name="figure-panel"),
    # The public is shown what was corrected and explained.
    *remembered(page("findings", findings, name="findings", audience=Audience.PUBLISHED)),
    *page("findings/<slug:key>", finding, name="finding", audience=Audience.PUBLISHED),
    path(
        "findings/<slug:key>/settle",
        shown(settled, methods=_FORM, expired=finding_expired, audience=Audience.REVIEW),
        name="finding-settle",
    ),
    *page("review", bench.bench, name="review", audience=Audience.REVIEW),
    path(
        "review/decide",
        shown(deciding.decide, methods=_FORM, expired=deciding.expired, audience=Audience.REVIEW),
        name="review-decide",
    ),
]
