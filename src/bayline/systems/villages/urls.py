"""The addresses of villages."""

from django.urls import URLPattern, path

from bayline.platform.pages import page, remembered, shown
from bayline.platform.people.terms import Audience
from bayline.platform.registers import converters
from bayline.systems.villages.pages import (
    board,
    certificate,
    comparison,
    field,
    overview,
    village,
)

converters.register()

urlpatterns: list[URLPattern] = [
    *page("villages/field", field.field, name="villages-field", audience=Audience.WRITE),
    path(
        "villages/field/manifest.webmanifest",
        shown(field.manifest, audience=Audience.WRITE),
        name="villages-field-manifest",
    ),
    path(
        "villages/field/worker.js",
        shown(field.worker, audience=Audience.WRITE),
        name="villages-field-worker",
    ),
    path(
        "villages/field/photos/<str:digest>",
        shown(field.take_photo, audience=Audience.WRITE, methods=("POST",)),
        name="villages-field-photos",
    ),
    path(
        "villages/field/events/<str:device>",
        shown(field.take_events, audience=Audience.WRITE, methods=("POST",)),
        name="villages-field-events",
    ),
    *remembered(page("villages", overview.overview, name="villages", audience=Audience.PUBLISHED)),
    *remembered(
        page(
            "villages/campaigns/<entry:code>/comparison",
            comparison.comparison,
            name="villages-comparison",
            audience=Audience.READ,
        )
    ),
    *remembered(
        page(
            "villages/campaigns/<entry:code>",
            board.board,
            name="villages-campaign",
            audience=Audience.READ,
        )
    ),
    *page(
        "villages/certificates/<str:campaign>/<entry:code>",
        certificate.certificate,
        name="villages-certificate",
        audience=Audience.READ,
    ),
    path(
        "villages/photos/<str:digest>",
        shown(village.photo_file, audience=Audience.READ),
        name="villages-photo",
    ),
    path(
        "villages/villages/<entry:code>/act",
        shown(village.act_on, audience=Audience.WRITE, methods=("POST",)),
        name="villages-act",
    ),
    *remembered(
        page(
            "villages/villages/<entry:code>",
            village.village_page,
            name="villages-village",
            audience=Audience.PUBLISHED,
        )
    ),
]
