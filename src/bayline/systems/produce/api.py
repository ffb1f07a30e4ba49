"""The addresses of the interface of EPCIS 2.0."""

from collections.abc import Callable
from itertools import chain

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt

from bayline.platform.pages import shown
from bayline.platform.people.terms import Audience
from bayline.systems.produce.pages import links, rest_captures, rest_events, rest_queries

_READ = ("GET", "HEAD", "OPTIONS")
_ROOT = "api/epcis"


def _face(view: Callable[..., HttpResponse], *more: str) -> Callable[..., HttpResponseBase]:
    # No form of a browser comes here: only a key counts, and no cookie is looked at.
    return csrf_exempt(shown(view, audience=Audience.READ, methods=(*_READ, *more)))


def _resource(kind: str) -> list[URLPattern]:
    def listed(request: HttpRequest) -> HttpResponse:
        return rest_events.all_of(request, kind=kind)

    def one(request: HttpRequest, value: str) -> HttpResponse:
        return rest_events.one_of(request, kind=kind, value=value)

    def events(request: HttpRequest, value: str) -> HttpResponse:
        return rest_events.by_resource(request, kind=kind, value=value)

    at, name = f"{_ROOT}/{kind}", f"produce-epcis-{kind}"
    return [
        path(at, _face(listed), name=f"{name}-all"),
        path(f"{at}/<path:value>/events", _face(events), name=name),
        path(f"{at}/<path:value>", _face(one), name=f"{name}-one"),
    ]


urlpatterns: list[URLPattern] = [
    path(
        ".well-known/gs1resolver",
        shown(links.description, audience=Audience.PUBLIC),
        name="produce-resolver",
    ),
    path(_ROOT, _face(rest_events.top), name="produce-epcis-root"),
    path(f"{_ROOT}/", _face(rest_events.top), name="produce-epcis-top"),
    path(f"{_ROOT}/capture", _face(rest_captures.capture, "POST"), name="produce-epcis-capture"),
    path(f"{_ROOT}/capture/<str:name>", _face(rest_captures.job), name="produce-epcis-job"),
    path(f"{_ROOT}/events", _face(rest_events.events, "POST"), name="produce-epcis-events"),
    path(f"{_ROOT}/events/<path:name>", _face(rest_events.event), name="produce-epcis-event"),
    *chain.from_iterable(map(_resource, rest_events.KINDS)),
    path(f"{_ROOT}/queries", _face(rest_queries.queries, "POST"), name="produce-epcis-queries"),
    path(
        f"{_ROOT}/queries/<str:name>",
        _face(rest_queries.query, "DELETE"),
        name="produce-epcis-query",
    ),
    path(
        f"{_ROOT}/queries/<str:name>/events",
        _face(rest_queries.query_events),
        name="produce-epcis-query-events",
    ),
    path(
        f"{_ROOT}/queries/<str:name>/subscriptions",
        _face(rest_queries.subscriptions, "POST"),
        name="produce-epcis-subscriptions",
    ),
    path(
        f"{_ROOT}/queries/<str:name>/subscriptions/<str:identifier>",
        _face(rest_queries.subscription, "DELETE"),
        name="produce-epcis-subscription",
    ),
]
