"""Addresses of the map."""

from django.urls import URLPattern, path

from bayline.platform.maps.pages import features, map_page
from bayline.platform.pages import page, shown
from bayline.platform.people.terms import Audience

urlpatterns: list[URLPattern] = [
    *page("map", map_page, name="map", audience=Audience.PUBLISHED),
    path(
        "map/features.geojson",
        shown(features, audience=Audience.PUBLISHED),
        name="map-features",
    ),
]
