"""Addresses of ecology."""

from django.urls import URLPattern, path

from bayline.platform.pages import page, remembered, shown
from bayline.platform.people.terms import Audience
from bayline.platform.registers import converters
from bayline.systems.ecology.pages import air, board, cells, ratio, section, taking

converters.register()

urlpatterns: list[URLPattern] = [
    *remembered(page("ecology", board.board, name="ecology", audience=Audience.PUBLISHED)),
    *remembered(page("ecology/air", air.air_page, name="ecology-air", audience=Audience.PUBLISHED)),
    *remembered(
        page("ecology/ratio", ratio.ratio_page, name="ecology-ratio", audience=Audience.PUBLISHED)
    ),
    path(
        "ecology/features.geojson",
        shown(board.features, audience=Audience.PUBLISHED),
        name="ecology-features",
    ),
    path(
        "ecology/import",
        shown(
            taking.bench,
            audience=Audience.WRITE,
            methods=("GET", "HEAD", "POST"),
            expired=taking.expired,
        ),
        name="ecology-import",
    ),
    # The twin asks for no token, so it stores nothing.
    page("ecology/import", taking.bench, name="ecology-import", audience=Audience.WRITE)[1],
    *remembered(
        page(
            "ecology/sections/<entry:code>/samples",
            cells.samples_page,
            name="ecology-samples",
            audience=Audience.PUBLISHED,
        )
    ),
    *remembered(
        page(
            "ecology/sections/<entry:code>/cells/<slug:cell>",
            cells.cell_page,
            name="ecology-cell",
            audience=Audience.PUBLISHED,
        )
    ),
    *remembered(
        page(
            "ecology/sections/<entry:code>",
            section.section_page,
            name="ecology-section",
            audience=Audience.PUBLISHED,
        )
    ),
]
