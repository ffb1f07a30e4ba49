"""The addresses of the interface of EPCIS 2.0."""

from collections.abc import Callable

from django.http import HttpResponse, HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt

from bayline.platform.pages import shown
from bayline.platform.people.terms import Audience
from bayline.systems.produce.pages import epcis

_READ = ("GET", "HEAD", "OPTIONS")


def _face(view: Callable[..., HttpResponse], *more: str) -> Callable[..., HttpResponseBase]:
    # No form of a browser comes here: only a key counts, and no cookie is looked at.
    return csrf_exempt(shown(view, audience=Audience.READ, methods=(*_READ, *more)))


def _resource(kind: str) -> URLPattern:
    def view(request: object, value: str) -> HttpResponse:
        return epcis.by_resource(request, kind=kind, value=value)

    return path(f"api/epcis/{kind}/<path:value>/events", _face(view), name=f"produce-epcis-{kind}")


urlpatterns: list[URLPattern] = [
    path("api/epcis/capture", _face(epcis.capture, "POST"), name="produce-epcis-capture"),
    path("api/epcis/capture/<str:name>", _face(epcis.job), name="produce-epcis-job"),
    path("api/epcis/events", _face(epcis.events, "POST"), name="produce-epcis-events"),
    path("api/epcis/events/<path:name>", _face(epcis.event), name="produce-epcis-event"),
    *(
        _resource(kind)
        for kind in (
            "eventTypes", "epcs", "bizSteps", "bizLocations", "readPoints", "dispositions",
        )
    ),
    path("api/epcis/queries", _face(epcis.queries, "POST"), name="produce-epcis-queries"),
    path("api/epcis/queries/<str:name>", _face(epcis.query, "DELETE"), name="produce-epcis-query"),
    path(
        "api/epcis/queries/<str:name>/events",
        _face(epcis.query_events),
        name="produce-epcis-query-events",
    ),
]  # fmt: skip
