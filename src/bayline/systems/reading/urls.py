"""Addresses of reading."""

from django.urls import URLPattern, path

from bayline.platform.pages import page, shown
from bayline.systems.reading.pages import audit, download, expired

_FORM = ("GET", "HEAD", "POST")

urlpatterns: list[URLPattern] = [
    *page("audit", audit, name="audit", methods=_FORM, expired=expired),
    path("audit/download", shown(download, methods=_FORM, expired=expired), name="audit-download"),
]
