"""Addresses of targets."""

from django.urls import URLPattern, path

from bayline.platform.pages import page, remembered, shown
from bayline.platform.people.terms import Audience
from bayline.platform.registers import converters
from bayline.systems.plan.pages.scoreboard import scoreboard
from bayline.systems.plan.pages.target import confirming, expired, target

converters.register()

_FORM = ("GET", "HEAD", "POST")

urlpatterns: list[URLPattern] = [
    *remembered(page("plan", scoreboard, name="plan", audience=Audience.PUBLISHED)),
    path(
        "plan/targets/<entry:code>/confirm",
        shown(confirming, audience=Audience.REVIEW, methods=_FORM, expired=expired),
        name="plan-target-confirm",
    ),
    *page("plan/targets/<entry:code>", target, name="plan-target", audience=Audience.PUBLISHED),
]
