"""Addresses of the transport."""

from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt

from bayline.platform.pages import page, shown
from bayline.platform.people.terms import Audience
from bayline.surfaces.transport import letters, pages, receiving

_EVERY = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")

# What programs of partners post to; the same in both languages.
machine_patterns: list[URLPattern] = [
    path(
        "transport/messages",
        # No browser sends a form here: only a signature counts, and no cookie is looked at.
        csrf_exempt(shown(receiving.messages, audience=Audience.PUBLIC, methods=_EVERY)),
        name="transport-messages",
    ),
]

_FORM = ("GET", "HEAD", "POST")

urlpatterns: list[URLPattern] = [
    *page(
        "transport",
        pages.transport,
        name="transport",
        audience=Audience.ADMINISTER,
        methods=_FORM,
        expired=pages.transport_expired,
    ),
    *page(
        "transport/partners/<slug:identifier>",
        pages.partner,
        name="transport-partner",
        audience=Audience.ADMINISTER,
        methods=_FORM,
        expired=pages.partner_expired,
    ),
    path(
        "transport/partners/<slug:identifier>/letter",
        shown(letters.letter, audience=Audience.ADMINISTER),
        name="transport-letter",
    ),
    *page(
        "transport/partners/<slug:identifier>/answer",
        letters.answer,
        name="transport-answer",
        audience=Audience.ADMINISTER,
        methods=_FORM,
        expired=letters.answer_expired,
    ),
]
