"""Addresses of produce."""

from django.urls import URLPattern

from bayline.platform.pages import page
from bayline.platform.people.terms import Audience
from bayline.systems.produce.pages import scan

urlpatterns: list[URLPattern] = [
    # What a label carries: GS1 Digital Link says how it is put together. It is asked for by whoever
    # guesses too, which is counted, so it is not among the pages that are remembered.
    # The twin comes first: the path of the page would swallow its end.
    *reversed(page("01/<path:parts>", scan.scan, name="produce-scan", audience=Audience.PUBLISHED)),
]
