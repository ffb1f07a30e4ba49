"""Addresses of the shell's own pages."""

from django.urls import URLPattern

from bayline.platform.pages import page
from bayline.platform.people.terms import Audience
from bayline.surfaces.changes import changes
from bayline.surfaces.overview import overview
from bayline.surfaces.pages import coming
from bayline.surfaces.search.pages import search
from bayline.surfaces.today import today

_COMING = ("plan", "work", "reports")

urlpatterns: list[URLPattern] = [
    *page("", today, name="today", audience=Audience.PUBLISHED),
    *page("changes", changes, name="changes", audience=Audience.PUBLISHED),
    *page("search", search, name="search", audience=Audience.PUBLISHED),
    *page("overview", overview, name="overview", audience=Audience.PUBLISHED),
    *(
        pattern
        for name in _COMING
        for pattern in page(name, coming(name), name=name, audience=Audience.PUBLISHED)
    ),
]
