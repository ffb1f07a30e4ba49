"""Addresses of the interface; its page for people stands with the other pages."""

import re

import orjson
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt

from bayline.platform.pages import shown
from bayline.platform.people.terms import Audience
from bayline.platform.registers import converters
from bayline.surfaces.api.openapi import description
from bayline.surfaces.api.resources import RESOURCES
from bayline.surfaces.api.terms import Resource
from bayline.surfaces.api.views import View, nowhere, view_of

_EVERY = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
_PART = re.compile(r"\{(\w+)\}")
converters.register()


def _route(resource: Resource) -> str:
    """Write an address as Django does; keys of entries may hold what others may not."""
    kinds = {"key": "entry"}
    named = _PART.sub(lambda part: f"<{kinds.get(part[1], 'str')}:{part[1]}>", resource.address)
    return f"api/{named}"


def _described(_request: HttpRequest) -> HttpResponseBase:
    body = orjson.dumps(description(), option=orjson.OPT_INDENT_2)
    return HttpResponse(body, content_type="application/json")


def _face(view: View, audience: Audience) -> View:
    # No form of a browser comes here: only a key writes, and no cookie is looked at.
    return csrf_exempt(shown(view, audience=audience, methods=_EVERY))


urlpatterns: list[URLPattern] = [
    path("api/openapi.json", _face(_described, Audience.PUBLIC), name="openapi"),
    *(
        path(_route(each), _face(view_of(each), each.audience), name=f"api-{each.name}")
        for each in sorted(RESOURCES, key=lambda one: one.address.count("{"))
    ),
    path("api/<path:rest>", _face(nowhere, Audience.PUBLIC), name="api-nowhere"),
]
