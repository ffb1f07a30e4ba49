"""Addresses of the plan."""

from django.urls import URLPattern

from bayline.systems.plan.urls import requests, targets

urlpatterns: list[URLPattern] = [*targets.urlpatterns, *requests.urlpatterns]
