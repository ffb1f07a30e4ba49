"""The address of keys."""

from django.urls import URLPattern

from bayline.platform.pages import page
from bayline.platform.people.terms import Audience
from bayline.surfaces.keys.pages import expired, keys

urlpatterns: list[URLPattern] = [
    *page(
        "keys",
        keys,
        name="keys",
        audience=Audience.ADMINISTER,
        methods=("GET", "HEAD", "POST"),
        expired=expired,
    ),
]
