"""Addresses of the plan."""

from django.urls import URLPattern

from bayline.systems.plan.urls import requests

urlpatterns: list[URLPattern] = [*requests.urlpatterns]
