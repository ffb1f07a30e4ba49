"""Addresses of the shell's own pages."""

from django.urls import URLPattern

from bayline.platform.pages import page
from bayline.surfaces.pages import coming, today

_COMING = ("record", "plan", "work", "reports")

urlpatterns: list[URLPattern] = [
    *page("", today, name="today"),
    *(pattern for name in _COMING for pattern in page(name, coming(name), name=name)),
]
